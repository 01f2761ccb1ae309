package demo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// fixtureAccounts is where the accounts of a fixture's people begin; a fixture
// names none.
const fixtureAccounts = 7200000001

// SeedFixture fills an empty store with a fixture of the reading contract's
// format, as [reading.LoadFixture] reads it: all of it said by the office on
// the day before the fixture's now. To each unit a liaison is added, called by
// the unit's name and 联络员, so that someone can speak for it. What the
// fixture leaves open is filled in: the days of what was done before, and a
// recognition where a project is further on than signed.
func SeedFixture(ctx context.Context, s *storage.Store, l reading.Ledger) (District, error) {
	var d District
	err := s.Write(ctx, func(tx *storage.Tx) error {
		now := storage.On(l.Now, tx.Location())
		f := &fixture{
			founding: founding{tx: tx, said: now.AddDays(-1).Clock(9, 0, tx.Location())},
			eve:      now.AddDays(-1), units: map[string]storage.UnitID{},
			leaders: map[string]storage.PersonID{}, events: map[string]storage.Event{},
		}
		if err := f.write(l); err != nil {
			return err
		}
		people, err := tx.People()
		if err != nil {
			return err
		}
		d, err = fixtureDistrict(tx, people)
		return err
	})
	if err != nil {
		return District{}, fmt.Errorf("seed fixture: %w", err)
	}
	return d, nil
}

func fixtureDistrict(tx *storage.Tx, people []storage.Person) (District, error) {
	var d District
	for _, p := range people {
		r, err := residentOf(tx, p, "")
		if err != nil {
			return d, err
		}
		d.People = append(d.People, r)
	}
	return d, nil
}

// A fixture is being written into the log.
type fixture struct {
	founding
	eve     storage.Date // the day before the fixture's now
	units   map[string]storage.UnitID
	leaders map[string]storage.PersonID
	events  map[string]storage.Event
	people  int64 // accounts given so far
}

func (f *fixture) write(l reading.Ledger) error {
	for _, u := range l.Units {
		f.addUnit(u)
	}
	for _, p := range l.Leaders {
		f.leaders[p.Name] = f.person(storage.PersonAdded{Name: p.Name, Title: p.Title, Aliases: p.Alias, Role: storage.Leader})
	}
	for _, e := range l.Events {
		body := storage.EventAdded{Name: e.Name, Aliases: e.Alias, Level: storage.DistrictLevel, Held: storage.Date(e.Date)}
		if strings.HasPrefix(e.Level, "市") {
			body.Level = storage.CityLevel
		}
		f.events[e.Name] = storage.Event{ID: storage.EventID(f.add(storage.EventSubject, body)), Held: body.Held}
	}
	for _, p := range l.Projects {
		if err := f.addProject(p); err != nil {
			return fmt.Errorf("project %s: %w", p.Name, err)
		}
	}
	return f.err
}

func (f *fixture) addUnit(u reading.Unit) {
	kind, err := lookUp(unitKinds, u.Kind)
	if err != nil {
		f.err = errors.Join(f.err, fmt.Errorf("unit %s: %w", u.Name, err))
	}
	id := storage.UnitID(f.add(storage.UnitSubject, storage.UnitAdded{Name: u.Name, Aliases: u.Alias, UnitKind: kind}))
	f.units[u.Name] = id
	added := storage.PersonAdded{Name: u.Name + "联络员", Title: "联络员", Unit: id, Role: storage.Liaison}
	if kind == storage.LeadOffice {
		added.Role, added.Title = storage.Office, "招商办"
	}
	if id := f.person(added); kind == storage.LeadOffice && f.by == 0 {
		f.by = id
	}
}

func (f *fixture) person(b storage.PersonAdded) storage.PersonID {
	b.Account = fixtureAccounts + f.people
	f.people++
	return storage.PersonID(f.add(storage.PersonSubject, b))
}

func (f *fixture) addProject(p reading.Project) error {
	body, err := f.opened(p)
	if err != nil {
		return err
	}
	id := int64(f.add(storage.ProjectSubject, body))
	if p.Reg == "退回" {
		f.about(id, storage.FilingReturned{On: f.eve})
	}
	for _, plan := range []struct {
		m  storage.Milestone
		on reading.Date
	}{
		{storage.MilestoneSign, p.SignPlan}, {storage.MilestoneFile, p.ApplyPlan}, {storage.MilestoneStart, p.StartPlan},
		{storage.MilestoneFinish, p.FinishPlan}, {storage.MilestoneProduce, p.YieldPlan},
	} {
		if on := storage.Date(plan.on); !on.IsZero() {
			f.about(id, storage.Planned{Milestone: plan.m, From: on, To: on})
		}
	}
	return nil
}

// about applies an act about a project that is there.
func (f *fixture) about(project int64, body storage.Body) {
	if f.err != nil {
		return
	}
	f.said = f.said.Add(time.Second)
	_, f.err = f.tx.Apply(storage.Act{
		Said: f.said, By: f.by, Source: source, Body: body,
		Subjects: []storage.Subject{{Kind: storage.ProjectSubject, ID: project}},
	})
}

// opened says what the fixture knows of a project.
func (f *fixture) opened(p reading.Project) (storage.Opened, error) {
	b := storage.Opened{Name: p.Name, Aliases: p.Alias, Investor: p.Investor}
	var err error
	if b.Unit, err = lookUp(f.units, p.Unit); err != nil {
		return b, err
	}
	if p.Leader != "" {
		if b.Leader, err = lookUp(f.leaders, p.Leader); err != nil {
			return b, err
		}
	}
	if p.Wan != 0 {
		b.Agreed = storage.InYuan(storage.Yuan(p.Wan.Yuan()))
	}
	stage, recognised := storage.Signed, p.Stage == "已入库"
	if !recognised {
		if stage, err = lookUp(stages, p.Stage); err != nil {
			return b, err
		}
	}
	var event storage.Event
	if p.Event != "" {
		if event, err = lookUp(f.events, p.Event); err != nil {
			return b, err
		}
		b.Events = []storage.EventID{event.ID}
	}
	b.Milestones = f.milestones(stage, registrationOf(p, stage, recognised), event.Held)
	return b, nil
}

// registrationOf is what the fixture says of a project's registration; one
// further on than signed and not said otherwise has been recognised.
func registrationOf(p reading.Project, s storage.Stage, recognised bool) storage.Registration {
	switch {
	case recognised || p.Reg == "已认定" || p.Reg == "" && s > storage.Signed:
		return storage.Recognised
	case p.Reg == "已申报" || p.Reg == "退回":
		return storage.Filed
	}
	return storage.NotFiled
}

// milestones gives days to what was done: the signing has the event's, or two
// months before now; what came before it and after is spread evenly.
func (f *fixture) milestones(s storage.Stage, r storage.Registration, held storage.Date) map[storage.Milestone]storage.Date {
	var before, after []storage.Milestone
	for step := storage.Lead; step <= min(s, storage.Proposed); step++ {
		before = append(before, step.Milestone())
	}
	if r != storage.NotFiled {
		after = append(after, storage.MilestoneFile)
	}
	if r == storage.Recognised {
		after = append(after, storage.MilestoneRecognise)
	}
	for step := storage.Started; step <= s; step++ {
		after = append(after, step.Milestone())
	}
	signed := f.eve.AddDays(-60)
	if !held.IsZero() && held.Before(f.eve) {
		signed = held
	}
	days := map[storage.Milestone]storage.Date{}
	for i, m := range before {
		days[m] = signed.AddDays(-30 * (len(before) - i))
	}
	if s >= storage.Signed {
		days[storage.MilestoneSign] = signed
	}
	for i, m := range after {
		days[m] = signed.AddDays((i + 1) * f.eve.Sub(signed) / (len(after) + 1))
	}
	return days
}
