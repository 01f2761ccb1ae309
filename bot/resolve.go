package bot

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// A ledger is what is known by name: the index that reading matches against,
// and the ids behind the names it answers with. This is the one place where
// names become ids.
type ledger struct {
	known    reading.Ledger // as reading takes it
	index    *reading.Names
	projects map[string]storage.Project
	units    map[string]storage.Unit
	leaders  map[string]storage.Person
	events   map[string]storage.Event
	unitName map[storage.UnitID]string
	persons  map[storage.PersonID]storage.Person
	eventsBy map[storage.EventID]storage.Event
	chains   []string // that projects belong to, in order
}

// names keeps the ledger made last: making its index takes milliseconds, and
// names change seldom.
type names struct {
	mu   sync.Mutex
	at   storage.ActNumber
	last *ledger
}

// ledger returns the ledger as the transaction knows it.
func (b *Bot) ledger(tx *storage.Tx) (*ledger, error) {
	at, err := tx.LastNaming()
	if err != nil {
		return nil, err
	}
	b.names.mu.Lock()
	defer b.names.mu.Unlock()
	if b.names.last != nil && b.names.at == at {
		return b.names.last, nil
	}
	l, err := loadLedger(tx)
	if err != nil {
		return nil, fmt.Errorf("load the names: %w", err)
	}
	b.names.at, b.names.last = at, l
	return l, nil
}

func loadLedger(tx *storage.Tx) (*ledger, error) {
	l := &ledger{
		projects: map[string]storage.Project{}, units: map[string]storage.Unit{},
		leaders: map[string]storage.Person{}, events: map[string]storage.Event{},
		unitName: map[storage.UnitID]string{}, persons: map[storage.PersonID]storage.Person{},
		eventsBy: map[storage.EventID]storage.Event{},
	}
	for _, load := range []func(*storage.Tx, *reading.Ledger) error{l.loadUnits, l.loadPeople, l.loadEvents, l.loadProjects} {
		if err := load(tx, &l.known); err != nil {
			return nil, err
		}
	}
	l.index = reading.NewNames(l.known)
	return l, nil
}

// only returns the ledger as it reads when one project alone can be meant.
func (l *ledger) only(name string) *ledger {
	narrow := *l
	narrow.known.Projects = slices.DeleteFunc(slices.Clone(l.known.Projects), func(p reading.Project) bool { return p.Name != name })
	narrow.index = reading.NewNames(narrow.known)
	return &narrow
}

// renamed puts a project's name in the place of the longest name of a project
// that a text has: the project is the one chosen, whatever the text calls it.
func (l *ledger) renamed(said, name string) string {
	longest := ""
	for _, p := range l.known.Projects {
		for _, n := range append([]string{p.Name}, p.Alias...) {
			if len(n) > len(longest) && strings.Contains(said, n) {
				longest = n
			}
		}
	}
	if longest == "" {
		return said
	}
	return strings.Replace(said, longest, name, 1)
}

func (l *ledger) loadUnits(tx *storage.Tx, known *reading.Ledger) error {
	units, err := tx.Units()
	for _, u := range units {
		l.units[u.Name], l.unitName[u.ID] = u, u.Name
		known.Units = append(known.Units, reading.Unit{Name: u.Name, Alias: u.Aliases, Kind: unitKindWord(u.UnitKind)})
	}
	if err != nil {
		return err
	}
	merged, err := tx.MergedUnits()
	for _, u := range merged {
		l.unitName[u.ID] = u.Name // its history goes by its own name
	}
	return err
}

func (l *ledger) loadPeople(tx *storage.Tx, known *reading.Ledger) error {
	people, err := tx.People()
	for _, p := range people {
		l.persons[p.ID] = p
		if p.Role == storage.Leader {
			l.leaders[p.Name] = p
			known.Leaders = append(known.Leaders, reading.Leader{Name: p.Name, Title: p.Title, Alias: p.Aliases})
		}
	}
	return err
}

func (l *ledger) loadEvents(tx *storage.Tx, known *reading.Ledger) error {
	events, err := tx.Events()
	for _, e := range events {
		l.events[e.Name], l.eventsBy[e.ID] = e, e
		known.Events = append(known.Events, reading.Event{Name: e.Name, Alias: e.Aliases, Level: e.Level, Date: reading.Date(e.Held)})
	}
	return err
}

func (l *ledger) loadProjects(tx *storage.Tx, known *reading.Ledger) error {
	projects, err := tx.AllProjects()
	for _, p := range projects {
		if p.Chain != "" {
			l.chains = append(l.chains, p.Chain)
		}
		if _, taken := l.projects[p.Name]; taken {
			continue // a second project of the same name is found by its aliases
		}
		l.projects[p.Name] = p
		known.Projects = append(known.Projects, reading.Project{
			Name: p.Name, Alias: p.Aliases, Unit: l.unitName[p.Unit], Leader: l.persons[p.Leader].Name,
			Investor: p.Investor, Stage: stageWord(p), Reg: registrationWord(p.Registration()),
			Wan: reading.Cents(p.Agreed.Yuan()) * 100, SignPlan: plannedDay(p, storage.MilestoneSign),
			StartPlan: plannedDay(p, storage.MilestoneStart), FinishPlan: plannedDay(p, storage.MilestoneFinish),
			YieldPlan: plannedDay(p, storage.MilestoneProduce), ApplyPlan: plannedDay(p, storage.MilestoneFile),
		})
	}
	slices.Sort(l.chains)
	l.chains = slices.Compact(l.chains)
	return err
}

// plannedDay is the last day planned for a milestone, which a delay counts from.
func plannedDay(p storage.Project, m storage.Milestone) reading.Date {
	d := p.Milestones[m]
	if d.To.IsZero() {
		return reading.Date(d.From)
	}
	return reading.Date(d.To)
}

// The words of closed sets as reading knows them, from the contract.
var (
	unitKindWords = map[storage.UnitKind]string{
		storage.Township: "镇街", storage.Park: "园区", storage.Department: "部门",
		storage.StateCompany: "国企", storage.Squad: "攻坚队", storage.LeadOffice: "牵头部门",
	}
	stageWords = map[storage.Stage]string{
		storage.Lead: "线索", storage.Negotiating: "在谈", storage.Proposed: "拟签约", storage.Signed: "已签约",
		storage.Started: "已开工", storage.Completed: "已竣工", storage.Producing: "已投产", storage.AtCapacity: "已达效",
	}
	registrationWords = map[storage.Registration]string{
		storage.NotFiled: "未申报", storage.Filed: "已申报", storage.Recognised: "已认定", storage.Returned: "退回",
	}
)

func unitKindWord(k storage.UnitKind) string         { return unitKindWords[k] }
func registrationWord(r storage.Registration) string { return registrationWords[r] }

// stageWord names the stage as the contract does: a signed project that is
// recognised and not started is called 已入库.
func stageWord(p storage.Project) string {
	if p.Stage() == storage.Signed && p.Registration() == storage.Recognised {
		return "已入库"
	}
	return stageWords[p.Stage()]
}
