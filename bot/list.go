package bot

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// A listing is a list of projects that was asked for: kept under its buttons,
// so that turning the page asks the same again.
type listing struct {
	Title  string         `json:"title"` // which list, a template
	Mine   bool           `json:"mine,omitzero"`
	Filter reading.Filter `json:"filter"`
}

// listView is a page of projects.
type listView struct {
	Today  storage.Date
	Title  string
	Rows   []listRow
	Total  int // that may be named
	Page   int // from 1
	Pages  int
	Hidden int // of others, counted and not named
}

type listRow struct {
	N       int
	Project storage.Project
	Unit    string
	Leader  string
	Days    int // since signing, 0 if not signed
	Light   string
}

// commandMine lists the projects a person answers for.
func (t *talk) commandMine(string) error {
	return t.sayListing(listing{Title: "mine", Mine: true}, false)
}

// titles has the list of each state of the contract.
var titles = map[string]string{
	"": "all", "签约未申报入库": "unrecognised", "未报": "owing", "停滞": "idle", "未上签约会": "no-event", "无成熟项目": "no-mature",
}

// askList answers a question of a list in plain words; what cannot be answered
// is said, and nothing else shown in its place.
func (t *talk) askList(l *ledger, a reading.AskList) error {
	title, ok := titles[a.Filter.State]
	kind := cmp.Or(a.Kind, a.Filter.Kind)
	excel := a.Format == "excel"
	switch {
	case kind == "order", kind == "" && a.Filter.Meeting != nil:
		return t.sayOrders(l, a.Filter, excel)
	case kind == "obstacle":
		return t.sayObstacles(l, a.Filter, excel)
	case title == "no-event" || title == "no-mature":
		return t.sayUnits(title, a.Filter)
	case title == "owing" && kind == "unit":
		return t.sayOwingUnits(l)
	case !ok || kind == "meeting" || kind == "unit":
		return t.say("list/not-kept", nil, storage.Subject{})
	}
	q := listing{Title: title, Filter: a.Filter}
	if f := &q.Filter; f.Year != 0 && f.StageIn != nil && f.From == nil { // what came to the stage in that year
		f.From, f.To = &reading.Date{Year: f.Year, Month: time.January, Day: 1}, &reading.Date{Year: f.Year, Month: time.December, Day: 31}
	}
	return t.sayListing(q, excel)
}

// sayListing says a list's first page, or has it made into a workbook, if there
// is something in it.
func (t *talk) sayListing(q listing, excel bool) error {
	view, rows, err := t.listPage(q, 0)
	if err != nil {
		return err
	}
	if excel && view.Total > 0 {
		return t.wantList(q)
	}
	return t.say("list/projects", view, storage.Subject{}, rows...)
}

// turnPage shows another page of a list.
func (t *talk) turnPage(p storage.Press, a args) error {
	q, err := listed[listing](a)
	if err != nil {
		return err
	}
	view, rows, err := t.listPage(q, a.Page)
	if err != nil {
		return err
	}
	return t.rewrite(p, "list/projects", view, rows...)
}

// listPage makes a page of a list with its buttons: a number opens a card.
func (t *talk) listPage(q listing, page int) (listView, [][]storage.Button, error) {
	view := listView{Today: t.today(), Title: q.Title, Page: page + 1}
	projects, err := t.listed(q)
	if err != nil {
		return view, nil, err
	}
	sees, err := t.sight()
	if err != nil {
		return view, nil, err
	}
	seen := slices.DeleteFunc(slices.Clone(projects), func(p storage.Project) bool { return !sees(p) })
	view.Hidden, view.Total = len(projects)-len(seen), len(seen)
	view.Pages = max(1, (len(seen)+pageSize-1)/pageSize)
	from := min(page*pageSize, len(seen))
	lights, err := t.tx.LightsOn(t.today())
	if err != nil {
		return view, nil, err
	}
	for i, p := range seen[from:min(from+pageSize, len(seen))] {
		row, err := t.listRow(from+i+1, p, lights)
		if err != nil {
			return view, nil, err
		}
		view.Rows = append(view.Rows, row)
	}
	rows, err := t.pageButtons(q, view)
	return view, rows, err
}

func (t *talk) listRow(n int, p storage.Project, lights storage.Lights) (listRow, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return listRow{}, err
	}
	row := listRow{N: n, Project: p, Unit: l.unitName[p.Unit], Leader: l.persons[p.Leader].Name}
	if on := p.Milestones[storage.MilestoneSign].Done; !on.IsZero() {
		row.Days = t.today().Sub(on)
	}
	idle, err := lights.Of(p)
	row.Light = lightWord(idle.Light)
	return row, err
}

// cardsARow is how many numbers stand in a row of buttons.
const cardsARow = 6

func (t *talk) pageButtons(q listing, view listView) ([][]storage.Button, error) {
	var rows [][]storage.Button
	for i, r := range view.Rows {
		b, err := named(strconv.Itoa(r.N), verbCard, storage.PlainStyle, args{Project: r.Project.ID})
		if err != nil {
			return nil, err
		}
		if i%cardsARow == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], b)
	}
	raw, err := json.Marshal(q)
	if err != nil {
		return nil, fmt.Errorf("encode listing: %w", err)
	}
	turn, err := t.turns(verbPage, args{List: raw}, view.Page, view.Pages)
	if err != nil || view.Total == 0 {
		return rows, err
	}
	excel, err := t.button("excel", verbExcel, storage.PlainStyle, args{List: raw})
	if err != nil {
		return nil, err
	}
	return append(rows, append(turn, excel)), nil
}

// turns are the buttons that lead to the pages before and after one.
func (t *talk) turns(verb string, a args, page, pages int) ([]storage.Button, error) {
	var row []storage.Button
	for _, turn := range []struct {
		label string
		to    int
		there bool
	}{{"previous", page - 2, page > 1}, {"next", page, page < pages}} {
		if !turn.there {
			continue
		}
		a.Page = turn.to
		b, err := t.button(turn.label, verb, storage.PlainStyle, a)
		if err != nil {
			return nil, err
		}
		row = append(row, b)
	}
	return row, nil
}

// listed returns the projects of a list, whoever asks.
func (t *talk) listed(q listing) ([]storage.Project, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return nil, err
	}
	projects, err := t.base(q)
	return slices.DeleteFunc(projects, func(p storage.Project) bool {
		return q.Mine && !t.who.Owns(p) || !t.passes(l, q, p)
	}), err
}

// passes reports whether a project is what a list's filter asks for.
func (t *talk) passes(l *ledger, q listing, p storage.Project) bool {
	f := q.Filter
	unit, leader := l.unitName[p.Unit], l.persons[p.Leader].Name
	switch {
	case f.Unit != "" && unit != f.Unit, f.Leader != "" && leader != f.Leader:
		return false
	case f.StageIn != nil && f.From == nil && !slices.Contains(f.StageIn, stageWord(p)):
		return false
	case p.Agreed.Yuan() < storage.Yuan(f.MinWan/reading.DecimalOf(1))*storage.Wan:
		return false
	case f.Kind != "" && l.kindWord(p.Unit) != f.Kind:
		return false
	case f.Due != nil && !plannedWithin(p, f):
		return false
	case f.From != nil && !reachedWithin(p, f):
		return false
	case f.Year != 0 && q.Title == "unrecognised" && p.Milestones[storage.MilestoneSign].Done.Year != f.Year:
		return false
	case len(f.Events) > 0 && !slices.ContainsFunc(p.Events, func(e storage.EventID) bool {
		return slices.Contains(f.Events, l.eventsBy[e].Name)
	}):
		return false
	case f.StaleDays > 0 && q.Title != "idle" && t.sinceStage(p) < f.StaleDays:
		return false
	}
	return true
}

// sinceStage is how many days a project has stood at its stage.
func (t *talk) sinceStage(p storage.Project) int {
	on := p.Milestones[p.Stage().Milestone()].Done
	if on.IsZero() {
		return 0
	}
	return t.today().Sub(on)
}

// plannedWithin reports whether a step of a project is planned within the days
// asked for: the signing, unless a later stage is named.
func plannedWithin(p storage.Project, f reading.Filter) bool {
	steps := []storage.Milestone{storage.MilestoneSign, storage.MilestoneStart, storage.MilestoneFinish, storage.MilestoneProduce}
	if slices.Contains(f.StageIn, "拟签约") {
		steps = steps[:1]
	}
	return slices.ContainsFunc(steps, func(m storage.Milestone) bool {
		d := p.Milestones[m]
		return d.Done.IsZero() && !d.To.IsZero() && within(d.To, f.Due.From, f.Due.To)
	})
}

// reachedWithin reports whether a project came to one of the stages asked for
// within the days asked for, wherever it stands now.
func reachedWithin(p storage.Project, f reading.Filter) bool {
	words := f.StageIn
	if words == nil {
		words = []string{"已签约"}
	}
	return slices.ContainsFunc(words, func(word string) bool {
		m, ok := stageMilestones[word]
		return ok && within(p.Milestones[m].Done, f.From, f.To)
	})
}

// within reports whether a day is known and lies from one day up to another.
func within(d storage.Date, from, to *reading.Date) bool {
	first, last := dateOf(from), dateOf(to)
	return !d.IsZero() && !d.Before(first) && (last.IsZero() || !d.After(last))
}

// base returns the projects a list is drawn from.
func (t *talk) base(q listing) ([]storage.Project, error) {
	switch q.Title {
	case "unrecognised":
		return t.tx.Unrecognised(figures.Cohort{})
	case "owing":
		return t.tx.ProjectsOwing(t.rhythm.period(t.tx.Now()), t.today())
	case "idle":
		return t.idleProjects(q.Filter.StaleDays)
	}
	return t.tx.Projects()
}

// idleProjects returns the projects that have not moved for so many days, 0:
// beyond the limit of their stage.
func (t *talk) idleProjects(days int) ([]storage.Project, error) {
	if days == 0 {
		idle, err := t.tx.IdleProjects(t.today())
		var projects []storage.Project
		for _, i := range idle {
			projects = append(projects, i.Project)
		}
		return projects, err
	}
	all, err := t.tx.Projects()
	if err != nil {
		return nil, err
	}
	var projects []storage.Project
	for _, p := range all {
		if !p.Dropped.On.IsZero() {
			continue
		}
		moved, err := t.tx.LastMoved(p)
		if err != nil {
			return nil, err
		}
		if t.today().Sub(moved) >= days {
			projects = append(projects, p)
		}
	}
	return projects, nil
}

// unitsListView lists units by name.
type unitsListView struct {
	Title string
	Units []string
}

// sayUnits lists the units of a question about units.
func (t *talk) sayUnits(title string, f reading.Filter) error {
	units, err := t.tx.UnitsWithoutMature()
	if title == "no-event" {
		units, err = t.tx.UnitsNeverAtEvent(cmp.Or(f.Year, t.today().Year))
	}
	if err != nil {
		return err
	}
	view := unitsListView{Title: title}
	kind := f.Kind
	if strings.Contains(t.u.Text, "镇") { // the contract keeps of “哪几个镇” only that units are meant
		kind = cmp.Or(kind, kindWords[storage.Township])
	}
	for _, u := range units {
		if kind == "" || kindWords[u.UnitKind] == kind {
			view.Units = append(view.Units, u.Name)
		}
	}
	return t.say("list/units", view, storage.Subject{})
}

// sayOwingUnits lists the units that have not reported for the next meeting.
func (t *talk) sayOwingUnits(l *ledger) error {
	owing, err := t.tx.ProjectsOwing(t.rhythm.period(t.tx.Now()), t.today())
	if err != nil {
		return err
	}
	view := unitsListView{Title: "owing-units"}
	for _, p := range owing {
		if name := l.unitName[p.Unit]; name != "" && !slices.Contains(view.Units, name) {
			view.Units = append(view.Units, name)
		}
	}
	return t.say("list/units", view, storage.Subject{})
}

// kindWords has the contract's word for each kind of unit.
var kindWords = map[storage.UnitKind]string{
	storage.Township: "镇街", storage.Park: "园区", storage.Department: "部门", storage.StateCompany: "国企", storage.Squad: "攻坚队",
}

func (l *ledger) kindWord(id storage.UnitID) string {
	for _, u := range l.units {
		if u.ID == id {
			return kindWords[u.UnitKind]
		}
	}
	return ""
}
