package bot

import (
	"cmp"
	"slices"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// cardVerbs has what the card's buttons do.
func cardVerbs() map[string]verb {
	return map[string]verb{
		verbEdit:      (*talk).openEdit,
		verbEditDates: (*talk).openEditDates,
		verbEditField: (*talk).editField,
		verbEditValue: (*talk).editValue,
		verbCardUndo:  (*talk).cardUndo,

		verbFiles:    (*talk).openFiles,
		verbFileShow: (*talk).showFile,

		verbObstacles:     (*talk).openBlocked,
		verbObstacleClose: (*talk).closeBlocked,
		verbObstacleNew:   (*talk).newBlocked,
		verbObstacleKind:  (*talk).kindOfBlocked,
	}
}

// cardView is a project at a glance.
type cardView struct {
	Today   storage.Date
	Project storage.Project
	Unit    string
	Host    string
	Leader  string
	Events  []string
	Dates   []cardDate
	Light   string // yellow, red or ""
	Idle    int    // days since it last moved
	Last    storage.Date
	Blocked []storage.Obstacle
}

// cardDate is a milestone on the card, which lists them by their days.
type cardDate struct {
	Milestone storage.Milestone
	Dates     storage.Dates
}

// day is when it was, else the last day it is planned for.
func (d cardDate) day() storage.Date {
	return cmp.Or(d.Dates.Done, d.Dates.To, d.Dates.From)
}

// askProject answers a question of one project.
func (t *talk) askProject(l *ledger, a reading.AskProject) error {
	p, ok := l.projects[string(a.Project)]
	if ok {
		return t.sayCard(p.ID)
	}
	if a.Project == "" {
		return t.smallTalk(l)
	}
	return t.say("report/missing", []string{string(a.Project)}, storage.Subject{})
}

// openCard shows the card of a project of a list, in a message of its own.
func (t *talk) openCard(_ storage.Press, a args) error { return t.sayCard(a.Project) }

func (t *talk) sayCard(id storage.ProjectID) error {
	p, err := t.tx.Project(id)
	if err != nil {
		return err
	}
	sees, err := t.sight()
	if err != nil {
		return err
	}
	switch {
	case !t.who.Sees(p):
		return t.say("card/not-yours", p, storage.Subject{})
	case !sees(p):
		return t.say("card/not-here", p, storage.Subject{})
	}
	view, rows, err := t.cardWithButtons(p)
	if err != nil {
		return err
	}
	return t.say("card/card", view, storage.Subject{Kind: storage.ProjectSubject, ID: int64(id)}, rows...)
}

// backToCard shows the card again where its history was read.
func (t *talk) backToCard(p storage.Press, a args) error {
	project, err := t.ofCard(a.Project)
	if err != nil {
		return err
	}
	view, rows, err := t.cardWithButtons(project)
	if err != nil {
		return err
	}
	return t.rewrite(p, "card/card", view, rows...)
}

// cardWithButtons makes the card that is about to be shown.
func (t *talk) cardWithButtons(p storage.Project) (cardView, [][]storage.Button, error) {
	view, err := t.card(p)
	if err != nil {
		return view, nil, err
	}
	if err := t.tx.SetShown(t.u.Chat.ID, p.ID); err != nil {
		return view, nil, err
	}
	rows, err := t.cardRows(p, len(view.Blocked) > 0)
	return view, rows, err
}

// cardRows are the card's buttons: what may be done with the project, and what
// more is known of it. In a group, where others read along, it is only read.
func (t *talk) cardRows(p storage.Project, blocked bool) ([][]storage.Button, error) {
	of := args{Project: p.ID}
	var first, last []label
	files, err := t.tx.Attachments(p.ID)
	if err != nil {
		return nil, err
	}
	if len(files) > 0 {
		last = append(last, label{"files", verbFiles, storage.PlainStyle, of})
	}
	last = append(last, label{"history", verbHistory, storage.PlainStyle, of})
	if !t.u.Chat.Private {
		return t.row(last...)
	}
	if edits(t.who, p) {
		first = append(first, label{"edit", verbEdit, storage.PlainStyle, of})
	}
	if edits(t.who, p) || blocked {
		first = append(first, label{"obstacles", verbObstacles, storage.PlainStyle, of})
	}
	rows, err := t.row(append(first, last...)...)
	if err != nil {
		return nil, err
	}
	undo, err := t.undoRow(p)
	if len(undo) > 0 {
		rows = append(rows, undo)
	}
	return rows, err
}

func (t *talk) card(p storage.Project) (cardView, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return cardView{}, err
	}
	view := cardView{
		Today: t.today(), Project: p, Unit: l.unitName[p.Unit], Leader: l.persons[p.Leader].Name,
		Last: storage.On(p.Reported, t.loc),
	}
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
	slices.SortStableFunc(view.Dates, func(a, b cardDate) int { return a.day().Compare(b.day()) })
	if view.Blocked, err = t.openObstacles(p); err != nil {
		return view, err
	}
	lights, err := t.tx.LightsOn(t.today())
	if err != nil {
		return view, err
	}
	idle, err := lights.Of(p)
	view.Light, view.Idle = lightWord(idle.Light), idle.Days
	return view, err
}

// lightWord names a light in a view, "" for none.
func lightWord(l storage.Light) string {
	return map[storage.Light]string{storage.Yellow: "yellow", storage.Red: "red"}[l]
}
