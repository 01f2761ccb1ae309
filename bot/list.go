package bot

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

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
func (t *talk) commandMine(string) error { return t.sayListing(listing{Title: "mine", Mine: true}) }

// titles has the list of each state of the contract that storage can answer.
var titles = map[string]string{
	"": "all", "签约未申报入库": "unrecognised", "未报": "owing", "停滞": "idle", "未上签约会": "no-event", "无成熟项目": "no-mature",
}

// askList answers a question of a list in plain words.
func (t *talk) askList(l *ledger, a reading.AskList) error {
	title, ok := titles[a.Filter.State]
	kind := cmp.Or(a.Kind, a.Filter.Kind)
	switch {
	case kind == "order":
		return t.sayOrders(l)
	case kind == "obstacle":
		return t.sayObstacles(l, a.Filter)
	case title == "no-event" || title == "no-mature":
		return t.sayUnits(title)
	case !ok || kind != "":
		return t.say("list/not-kept", nil, storage.Subject{})
	}
	return t.sayListing(listing{Title: title, Filter: a.Filter})
}

func (t *talk) sayListing(q listing) error {
	view, rows, err := t.listPage(q, 0)
	if err != nil {
		return err
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
	f := q.Filter
	return slices.DeleteFunc(projects, func(p storage.Project) bool {
		return q.Mine && !t.who.Owns(p) ||
			f.Unit != "" && l.unitName[p.Unit] != f.Unit ||
			f.Leader != "" && l.persons[p.Leader].Name != f.Leader ||
			f.StageIn != nil && !slices.Contains(f.StageIn, stageWord(p)) ||
			f.MinWan != 0 && p.Agreed.Yuan() < storage.Yuan(f.MinWan/reading.DecimalOf(1))*storage.Wan ||
			f.Year != 0 && q.Title == "unrecognised" && p.Milestones[storage.MilestoneSign].Done.Year != f.Year ||
			len(f.Events) > 0 && !slices.ContainsFunc(p.Events, func(e storage.EventID) bool {
				return slices.Contains(f.Events, l.eventsBy[e].Name)
			})
	}), err
}

// base returns the projects a list is drawn from.
func (t *talk) base(q listing) ([]storage.Project, error) {
	switch q.Title {
	case "unrecognised":
		return t.tx.Unrecognised(figures.Cohort{})
	case "owing":
		return t.tx.ProjectsOwing(t.rhythm.period(t.tx.Now()), t.today())
	case "idle":
		idle, err := t.tx.IdleProjects(t.today())
		var projects []storage.Project
		for _, i := range idle {
			projects = append(projects, i.Project)
		}
		return projects, err
	}
	return t.tx.Projects()
}

// sayUnits lists the units of a question about units.
func (t *talk) sayUnits(title string) error {
	units, err := t.tx.UnitsWithoutMature()
	if title == "no-event" {
		units, err = t.tx.UnitsNeverAtEvent(t.today().Year)
	}
	if err != nil {
		return err
	}
	view := struct {
		Title string
		Units []storage.Unit
	}{title, units}
	return t.say("list/units", view, storage.Subject{})
}
