package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"shuangzhou/storage"
)

// A project is edited from its card: the field is chosen by buttons, in the
// card's place, and its value typed. What is typed is filed like any act.

// An editField is what of a project is edited. A milestone's day is a field
// too, see [dateField].
type editField string

// The fields.
const (
	editName     editField = "name"
	editInvestor editField = "investor"
	editAgreed   editField = "agreed"
	editPaidIn   editField = "paid_in"
	editInvested editField = "invested"
	editPercent  editField = "percent"
	editChain    editField = "chain"
	editTags     editField = "tags"
	editHost     editField = "host"
	editLeader   editField = "leader"
)

// editRows are the fields as they stand under the question which one. The last
// row is of who may say who answers for a project: the office.
var editRows = [][]editField{
	{editAgreed, editPaidIn, editInvested},
	{editPercent, editName, editInvestor},
	{editChain, editTags},
	{editHost, editLeader},
}

// amountOfField has the amount that a field is.
var amountOfField = map[editField]storage.AmountField{
	editAgreed: storage.AgreedAmount, editPaidIn: storage.PaidInAmount, editInvested: storage.InvestedAmount,
}

const datePrefix = "date "

func dateField(m storage.Milestone) editField { return editField(datePrefix + string(m)) }

// milestone returns whose day a field is, "" where it is none.
func (f editField) milestone() storage.Milestone {
	m, ok := strings.CutPrefix(string(f), datePrefix)
	if !ok {
		return ""
	}
	return storage.Milestone(m)
}

// stepEdit awaits a field's value in words.
const stepEdit = "edit"

// The verbs of its buttons. They stand in the database: never renamed.
const (
	verbEdit      = "edit"
	verbEditDates = "edit dates"
	verbEditField = "edit field"
	verbEditValue = "edit value"
)

// editing is the body of an edit's draft.
type editing struct {
	Project storage.ProjectID `json:"project"`
	Field   editField         `json:"field"`
	Shown   storage.OutboxID  `json:"shown,omitzero"` // the question that stands
}

// editView asks for a field's value.
type editView struct {
	Today     storage.Date
	Project   storage.Project
	Field     editField
	Milestone storage.Milestone // whose day it is; "": another field
	Dates     storage.Dates     // of the milestone, as they are
	Amount    storage.Amount    // as it is
	Now       string            // as it is, of a field that is neither
	Unread    bool              // what was typed was not read
	Choice    bool              // there are buttons to choose among
}

// edits reports whether a person may edit a project: the office, and the
// people of its units. A leader only notes.
func edits(who storage.Person, p storage.Project) bool {
	switch who.Role {
	case storage.Office:
		return true
	case storage.Liaison, storage.Head:
		return who.Owns(p)
	}
	return false
}

// ofCard returns the project of a card whose button is pressed. What the card
// asked before is asked no more.
func (t *talk) ofCard(id storage.ProjectID) (storage.Project, error) {
	p, err := t.visible(id)
	if err != nil {
		return p, err
	}
	return p, t.closeOpen(stepEdit, stepObstacle)
}

// editable returns the project of a card that the sender may edit.
func (t *talk) editable(id storage.ProjectID) (storage.Project, error) {
	p, err := t.ofCard(id)
	if err == nil && !edits(t.who, p) {
		err = &storage.Denied{Why: storage.DeniedOtherUnit, Unit: p.Unit}
	}
	return p, err
}

// openEdit asks which field is to be changed, in the card's place.
func (t *talk) openEdit(p storage.Press, a args) error {
	project, err := t.editable(a.Project)
	if err != nil {
		return err
	}
	shown := editRows
	if t.who.Role != storage.Office {
		shown = editRows[:len(editRows)-1]
	}
	var rows [][]storage.Button
	for _, fields := range shown {
		var labels []label
		for _, f := range fields {
			labels = append(labels, label{"edit/" + string(f), verbEditField, storage.PlainStyle, args{Project: project.ID, Choice: string(f)}})
		}
		row, err := t.row(labels...)
		if err != nil {
			return err
		}
		rows = append(rows, row...)
	}
	last, err := t.row(
		label{"edit/dates", verbEditDates, storage.PlainStyle, args{Project: project.ID}},
		label{"back", verbBackToCard, storage.PlainStyle, args{Project: project.ID}},
	)
	if err != nil {
		return err
	}
	return t.rewrite(p, "edit/which", editView{Project: project}, append(rows, last...)...)
}

// openEditDates asks which milestone's day is to be changed.
func (t *talk) openEditDates(p storage.Press, a args) error {
	project, err := t.editable(a.Project)
	if err != nil {
		return err
	}
	var all []storage.Button
	for _, m := range t.editableDates(project) {
		words, err := t.words.Plain("milestone/"+string(m), nil)
		if err != nil {
			return err
		}
		b, err := named(words, verbEditField, storage.PlainStyle, args{Project: project.ID, Choice: string(dateField(m))})
		if err != nil {
			return err
		}
		all = append(all, b)
	}
	back, err := t.row(label{"back", verbEdit, storage.PlainStyle, args{Project: project.ID}})
	if err != nil {
		return err
	}
	rows := slices.Collect(slices.Chunk(all, 3))
	return t.rewrite(p, "edit/which-date", editView{Project: project}, append(rows, back...)...)
}

// editableDates are the milestones that have a day or may be given one. That
// the city has recognised a project is the office's word.
func (t *talk) editableDates(p storage.Project) []storage.Milestone {
	next := map[storage.Milestone]bool{}
	for _, step := range plannable(p) {
		next[stepMilestone(step)] = true
	}
	return slices.DeleteFunc(storage.Milestones(), func(m storage.Milestone) bool {
		if m == storage.MilestoneRecognise && t.who.Role != storage.Office {
			return true
		}
		return p.Milestones[m] == storage.Dates{} && !next[m]
	})
}

// editField asks for a field's value.
func (t *talk) editField(p storage.Press, a args) error {
	project, err := t.editable(a.Project)
	if err != nil {
		return err
	}
	e := editing{Project: project.ID, Field: editField(a.Choice), Shown: p.Outbox}
	if err := t.keepEdit(0, e); err != nil {
		return err
	}
	v, rows, err := t.editQuestion(e, project)
	if err != nil {
		return err
	}
	return t.rewrite(p, "edit/ask", v, rows...)
}

func (t *talk) keepEdit(id storage.DraftID, e editing) error {
	raw, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("encode edit: %w", err)
	}
	_, err = t.tx.SaveDraft(storage.Draft{ID: id, Chat: t.u.Chat.ID, Person: t.who.ID, Step: stepEdit, Body: raw})
	return err
}

// editQuestion is the question for a field's value, with what it is now and
// the way back.
func (t *talk) editQuestion(e editing, p storage.Project) (editView, [][]storage.Button, error) {
	m := e.Field.milestone()
	v := editView{Today: t.today(), Project: p, Field: e.Field, Milestone: m, Dates: p.Milestones[m]}
	l, err := t.ledger(t.tx)
	if err != nil {
		return v, nil, err
	}
	switch e.Field {
	case editAgreed:
		v.Amount = p.Agreed
	case editPaidIn:
		v.Amount = p.PaidIn
	case editInvested:
		v.Amount = p.Invested
	case editPercent:
		if p.Percent > 0 {
			v.Now = fmt.Sprintf("%d %%", p.Percent)
		}
	case editName:
		v.Now = p.Name
	case editInvestor:
		v.Now = p.Investor
	case editChain:
		v.Now = p.Chain
	case editTags:
		v.Now = strings.Join(p.Tags, "、")
	case editHost:
		v.Now = l.unitName[p.Host]
	case editLeader:
		v.Now = l.persons[p.Leader].Name
	}
	back := label{"back", verbEdit, storage.PlainStyle, args{Project: p.ID}}
	if m != "" {
		back.verb = verbEditDates
	}
	rows, err := t.editChoices(l, e, p)
	if err != nil {
		return v, nil, err
	}
	v.Choice = len(rows) > 0
	last, err := t.row(back)
	return v, append(rows, last...), err
}

// editChoices are the buttons of a field whose value is one of a few names.
func (t *talk) editChoices(l *ledger, e editing, p storage.Project) ([][]storage.Button, error) {
	var names []string
	switch e.Field {
	case editChain:
		names = slices.DeleteFunc(slices.Clone(l.chains), func(c string) bool { return c == p.Chain })
	case editTags:
		names = tagChoices(p)
	case editHost:
		for _, u := range l.known.Units {
			if l.units[u.Name].ID != p.Host && hosts(l.units[u.Name]) {
				names = append(names, u.Name)
			}
		}
	case editLeader:
		for _, x := range l.known.Leaders {
			if l.leaders[x.Name].ID != p.Leader {
				names = append(names, x.Name)
			}
		}
	}
	if len(names) > mostNameButtons {
		return nil, nil
	}
	var all []storage.Button
	for _, n := range names {
		b, err := named(n, verbEditValue, storage.PlainStyle, args{Project: p.ID, Head: string(e.Field), Choice: n})
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	return slices.Collect(slices.Chunk(all, 3)), nil
}

// hosts reports whether projects land with a unit of this kind.
func hosts(u storage.Unit) bool {
	return slices.Contains([]storage.UnitKind{storage.Township, storage.Park, storage.StateCompany}, u.UnitKind)
}

// editValue files a name that was pressed, in the question's place.
func (t *talk) editValue(p storage.Press, a args) error {
	project, err := t.editable(a.Project)
	if err != nil {
		return err
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	body, ok, err := t.valueOf(l, project, editField(a.Head), a.Choice)
	if err != nil {
		return err
	}
	if !ok {
		return errStale // the name is no more
	}
	f := filing{acts: []storage.Act{t.act(project.ID, body)}, back: project.ID}
	if err := t.see(f.acts); err != nil {
		return err
	}
	return t.applyOver(f, p)
}
