package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/bot/text"
	"shuangzhou/storage"
)

// auditCues are the words by which somebody asks who did what. They stand here
// and not in the lexicon of reading, for what they ask about is not the ledger
// but its log.
var auditCues = []string{
	"谁改过", "谁改了", "谁改的", "谁动过", "谁动了", "谁报的", "谁报过", "谁报了什么", "谁记的", "谁加的", "谁撤的", "谁撤销",
	"改了什么", "改过什么", "改了哪些", "动了什么", "报了什么", "报过什么", "报了哪些", "记了什么", "做了什么", "撤销了什么",
	"有什么改动", "有哪些改动", "改动记录", "修改记录", "变更记录", "操作记录", "报送记录",
}

// projectsAsked is asked for projects and not for what was said of them:
// 昨天报了哪些项目.
const projectsAsked = "报了哪些项目"

// isAudit reports whether a text asks who did what and when.
func isAudit(said string) bool {
	return slices.ContainsFunc(auditCues, func(cue string) bool { return strings.Contains(said, cue) })
}

// listsReported reports whether a text that sounds like an audit asks for a
// list of projects. Of a person's it is the audit: a list knows no reporters.
func (t *talk) listsReported(said string) (bool, error) {
	if !strings.Contains(said, projectsAsked) {
		return false, nil
	}
	who, err := t.personIn(said)
	return who == 0, err
}

// auditView is a page of what was done, the latest first.
type auditView struct {
	Today      storage.Date
	Of         []string // what was asked about, by name
	From       storage.Date
	To         storage.Date
	Total      int
	Rows       []auditRow
	Page       int // from 1
	Pages      int
	OwnOnly    bool // of the reader's own projects only
	OneProject bool // and so it is not named in each row
	OnePerson  bool
}

// auditRow is one act.
type auditRow struct {
	text.ActView
	At    string // the clock, 09:05
	First bool   // of its day
	Takes bool   // it takes back what it tells of
}

// auditPage is how many acts fit one screen.
const auditPage = 12

// commandAudit answers /audit: everything, or what is named behind it.
func (t *talk) commandAudit(payload string) error {
	l, ctx, err := t.listening()
	if err != nil {
		return err
	}
	return t.askAudit(l, payload, ctx)
}

// askAudit answers who did what, to a project, by a person or a unit, in a span
// of days, whichever the text names.
func (t *talk) askAudit(l *ledger, said string, ctx reading.Context) error {
	if !t.u.Chat.Private {
		return t.say("audit/private", nil, storage.Subject{})
	}
	if t.who.Role == storage.Observer {
		return t.say("command/denied", nil, storage.Subject{})
	}
	q, err := t.trail(l, said, ctx)
	if err != nil {
		return err
	}
	if q.Project != 0 {
		p, err := t.tx.Project(q.Project)
		if err != nil {
			return err
		}
		if !t.who.Sees(p) {
			return t.say("card/not-yours", p, storage.Subject{})
		}
	}
	return t.sayAudit(storage.Press{}, q, 0)
}

// trail reads what an audit is narrowed to.
func (t *talk) trail(l *ledger, said string, ctx reading.Context) (storage.Trail, error) {
	var q storage.Trail
	if span, ok := l.index.Date(said, ctx); ok {
		q.From, q.To = dateOf(span.From), dateOf(span.To)
	}
	for _, a := range reading.Read(said, ctx, l.index).Acts {
		switch a := a.(type) {
		case reading.AskProject:
			q.Project = l.projects[string(a.Project)].ID
		case reading.Update:
			q.Project = l.projects[string(a.Project)].ID
		}
	}
	var err error
	if q.By, err = t.personIn(said); err != nil {
		return q, err
	}
	if q.Project == 0 && q.By == 0 {
		q.Unit = l.unitIn(said)
	}
	return q, nil
}

// personIn returns the person whose name stands in a text, the longest name
// first; also one who has left.
func (t *talk) personIn(said string) (storage.PersonID, error) {
	found, err := t.peopleNamed("", func(p storage.Person) bool { return speaksOf(said, p) })
	if err != nil {
		return 0, err
	}
	var best storage.Person
	for _, p := range found {
		if len(p.Name) > len(best.Name) {
			best = p
		}
	}
	return best.ID, nil
}

// speaksOf reports whether a text names a person.
func speaksOf(said string, p storage.Person) bool {
	return strings.Contains(said, p.Name) ||
		slices.ContainsFunc(p.Aliases, func(a string) bool { return a != "" && strings.Contains(said, a) })
}

// unitIn returns the unit that a text names, the longest name first.
func (l *ledger) unitIn(said string) storage.UnitID {
	var best storage.UnitID
	longest := 0
	for _, u := range l.units {
		for _, n := range append([]string{u.Name}, u.Aliases...) {
			if len(n) > longest && strings.Contains(said, n) {
				best, longest = u.ID, len(n)
			}
		}
	}
	return best
}

// turnAudit turns the page of an audit.
func (t *talk) turnAudit(p storage.Press, a args) error {
	var q storage.Trail
	if err := json.Unmarshal(a.List, &q); err != nil {
		return fmt.Errorf("decode trail: %w", err)
	}
	return t.sayAudit(p, q, a.Page)
}

func (t *talk) sayAudit(p storage.Press, q storage.Trail, page int) error {
	view, err := t.auditView(q, page)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(q)
	if err != nil {
		return fmt.Errorf("encode trail: %w", err)
	}
	row, err := t.turns(verbAudit, args{List: raw}, view.Page, view.Pages)
	if err != nil {
		return err
	}
	s := screen{template: "audit/page", view: view}
	if row != nil {
		s.rows = [][]storage.Button{row}
	}
	return t.show(p, s)
}

func (t *talk) auditView(q storage.Trail, page int) (auditView, error) {
	view := auditView{Today: t.today(), From: q.From, To: q.To, Page: page + 1, OwnOnly: t.who.Role != storage.Office, OneProject: q.Project != 0, OnePerson: q.By != 0}
	acts, n, err := t.tx.AuditPage(q, t.who, page*auditPage, auditPage)
	if err != nil {
		return view, err
	}
	view.Total, view.Pages = n, pagesOf(n, auditPage)
	if view.Of, err = t.trailNames(q); err != nil {
		return view, err
	}
	for i, a := range acts {
		row, err := t.auditRow(a)
		if err != nil {
			return view, err
		}
		row.First = i == 0 || acts[i-1].Day != a.Day
		view.Rows = append(view.Rows, row)
	}
	return view, nil
}

// trailNames names what an audit is narrowed to.
func (t *talk) trailNames(q storage.Trail) ([]string, error) {
	var names []string
	if q.Project != 0 {
		p, err := t.tx.Project(q.Project)
		if err != nil {
			return nil, err
		}
		names = append(names, p.Name)
	}
	if q.By != 0 {
		p, err := t.tx.Person(q.By)
		if err != nil {
			return nil, err
		}
		names = append(names, p.Name)
	}
	if q.Unit != 0 {
		u, err := t.tx.Unit(q.Unit)
		if err != nil {
			return nil, err
		}
		names = append(names, u.Name)
	}
	return names, nil
}

// auditRow tells an act; of an undo it tells what was taken back, and who did.
func (t *talk) auditRow(a storage.Act) (auditRow, error) {
	undone, err := t.tx.IsUndone(a.Number)
	if err != nil {
		return auditRow{}, err
	}
	told := a
	for told.Undoes != 0 {
		if told, err = t.tx.Act(told.Undoes); err != nil {
			return auditRow{}, err
		}
	}
	v, err := t.actView(told)
	if err != nil {
		return auditRow{}, err
	}
	v.Undone = undone
	if v.By, err = t.nameOf(a.By); err != nil {
		return auditRow{}, err
	}
	v.Act.Day = a.Day
	return auditRow{ActView: v, At: a.Said.In(t.loc).Format("15:04"), Takes: a.Undoes != 0}, nil
}

// nameOf names a person, also one who has left; "" is the program itself.
func (t *talk) nameOf(id storage.PersonID) (string, error) {
	if id == 0 {
		return "", nil
	}
	p, err := t.tx.Person(id)
	if isNotFound(err) { // his adding was taken back
		return "", nil
	}
	return p.Name, err
}
