package bot

import (
	"slices"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// cardView is a project at a glance.
type cardView struct {
	Today   storage.Date
	Project storage.Project
	Unit    string
	Host    string
	Leader  string
	Events  []string
	Dates   []cardDate
}

// cardDate is a milestone on the card, in the order a project meets them.
type cardDate struct {
	Milestone storage.Milestone
	Dates     storage.Dates
}

// askProject answers a question of one project.
func (t *talk) askProject(l *ledger, a reading.AskProject) error {
	p, ok := l.projects[string(a.Project)]
	if !ok {
		return t.say("report/missing", []string{string(a.Project)}, storage.Subject{})
	}
	return t.sayCard(p.ID)
}

// openCard shows the card of a project of a list.
func (t *talk) openCard(_ storage.Press, a args) error { return t.sayCard(a.Project) }

func (t *talk) sayCard(id storage.ProjectID) error {
	p, err := t.tx.Project(id)
	if err != nil {
		return err
	}
	if !t.who.Sees(p) {
		return t.say("card/not-yours", p, storage.Subject{})
	}
	view, err := t.card(p)
	if err != nil {
		return err
	}
	return t.say("card/card", view, storage.Subject{Kind: storage.ProjectSubject, ID: int64(id)})
}

func (t *talk) card(p storage.Project) (cardView, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return cardView{}, err
	}
	view := cardView{Today: t.today(), Project: p, Unit: l.unitName[p.Unit], Leader: l.persons[p.Leader].Name}
	if p.Host != p.Unit {
		view.Host = l.unitName[p.Host]
	}
	for _, e := range p.Events {
		view.Events = append(view.Events, l.eventsBy[e].Name)
	}
	for _, m := range storage.Milestones() {
		if d := p.Milestones[m]; d != (storage.Dates{}) {
			view.Dates = append(view.Dates, cardDate{m, d})
		}
	}
	return view, nil
}

// listView is a page of projects.
type listView struct {
	Today  storage.Date
	Title  string // which list, a template
	Rows   []listRow
	More   int // that do not fit
	Hidden int // of others
}

type listRow struct {
	N       int
	Project storage.Project
	Unit    string
	Leader  string
	Days    int // since signing, 0 if not signed
}

// longestList is how many projects one message shows.
const longestList = 20

// commandMine lists the projects a person answers for.
func (t *talk) commandMine(string) error {
	projects, err := t.tx.Projects()
	if err != nil {
		return err
	}
	return t.sayList("mine", slices.DeleteFunc(projects, func(p storage.Project) bool { return !t.who.Owns(p) }))
}

// askList answers a question of a list of projects in plain words.
func (t *talk) askList(l *ledger, a reading.AskList) error {
	if a.Kind != "" || a.Filter.Kind != "" {
		return t.say("list/not-kept", nil, storage.Subject{})
	}
	projects, err := t.tx.Projects()
	title := "all"
	if a.Filter.State == "签约未申报入库" {
		title = "unrecognised"
		projects, err = t.tx.Unrecognised()
	}
	if a.Filter.State == "未报" {
		title = "owing"
		since, on := t.rhythm.period(t.tx.Now()), t.today()
		projects = slices.DeleteFunc(projects, func(p storage.Project) bool { return !p.Owes(since, on) })
	}
	if err != nil {
		return err
	}
	f := a.Filter
	return t.sayList(title, slices.DeleteFunc(projects, func(p storage.Project) bool {
		return f.Unit != "" && l.unitName[p.Unit] != f.Unit ||
			f.Leader != "" && l.persons[p.Leader].Name != f.Leader ||
			f.StageIn != nil && !slices.Contains(f.StageIn, stageWord(p)) ||
			f.MinWan != 0 && p.Agreed.Yuan() < storage.Yuan(f.MinWan/reading.DecimalOf(1))*storage.Wan
	}))
}

// sayList shows projects, those of others counted and not named.
func (t *talk) sayList(title string, projects []storage.Project) error {
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	view := listView{Today: t.today(), Title: title}
	for _, p := range projects {
		switch {
		case !t.who.Sees(p):
			view.Hidden++
		case len(view.Rows) == longestList:
			view.More++
		default:
			row := listRow{N: len(view.Rows) + 1, Project: p, Unit: l.unitName[p.Unit], Leader: l.persons[p.Leader].Name}
			if on := p.Milestones[storage.MilestoneSign].Done; !on.IsZero() {
				row.Days = t.today().Sub(on)
			}
			view.Rows = append(view.Rows, row)
		}
	}
	return t.say("list/projects", view, storage.Subject{})
}
