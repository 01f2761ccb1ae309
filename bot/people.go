package bot

import (
	"encoding/json"
	"fmt"
	"strings"

	"shuangzhou/bot/telegram"
	"shuangzhou/storage"
)

// stepUnitName awaits the name of a unit to be added.
const stepUnitName = "unit name"

// strangerView is somebody the bot does not know.
type strangerView struct {
	Name     string
	Username string
	Account  int64
}

// stranger answers somebody who has not been let in: in private he learns how
// to be, and the office is told once. In a group he is not answered.
func (t *talk) stranger() error {
	if !t.u.Chat.Private {
		return nil
	}
	switch t.u.Kind {
	case telegram.Press:
		return t.toast("toast/unknown")
	case telegram.Left, telegram.Joined, telegram.Followup:
		return nil
	}
	view := strangerView{Name: t.u.From.Name, Username: t.u.From.Username, Account: t.u.From.ID}
	if err := t.say("people/stranger", view, storage.Subject{}); err != nil {
		return err
	}
	in, err := t.button("admit", verbAdmit, storage.SuccessStyle, args{Account: view.Account, Choice: view.Name})
	if err != nil {
		return err
	}
	deed := fmt.Sprintf("stranger/account %d", view.Account)
	return t.tellOffice(t.tx, deed, storage.Message{}, "people/knock", view, []storage.Button{in})
}

// admitRoles are the choices for a person to be let in without a unit.
var admitRoles = []storage.Role{storage.Leader, storage.Observer, storage.Office}

// admit asks as what a stranger is let in: the units, then the other roles.
func (t *talk) admit(p storage.Press, a args) error {
	units, err := t.tx.Units()
	if err != nil {
		return err
	}
	var rows [][]storage.Button
	var row []storage.Button
	for _, u := range units {
		b, err := named(u.Name, verbRole, storage.PlainStyle, args{Account: a.Account, Choice: a.Choice, Unit: u.ID, Role: storage.Liaison})
		if err != nil {
			return err
		}
		if row = append(row, b); len(row) == 3 {
			rows, row = append(rows, row), nil
		}
	}
	if row != nil {
		rows = append(rows, row)
	}
	var last []storage.Button
	for _, r := range admitRoles {
		b, err := t.button("role/"+string(r), verbRole, storage.PlainStyle, args{Account: a.Account, Choice: a.Choice, Role: r})
		if err != nil {
			return err
		}
		last = append(last, b)
	}
	return t.rewrite(p, "people/admit", strangerView{Name: a.Choice, Account: a.Account}, append(rows, last)...)
}

// admittedView is somebody just let in.
type admittedView struct {
	Name string
	Unit string
	Role storage.Role
}

// admitAs lets a person in and welcomes him.
func (t *talk) admitAs(p storage.Press, a args) error {
	if _, err := t.tx.PersonByAccount(a.Account); !isNotFound(err) {
		if err == nil {
			err = errStale
		}
		return err
	}
	added, err := t.tx.Apply(storage.Act{
		Said: t.u.At, By: t.who.ID, Source: t.u.Key,
		Subjects: []storage.Subject{{Kind: storage.PersonSubject}},
		Body:     storage.PersonAdded{Name: a.Choice, Unit: a.Unit, Role: a.Role, Account: a.Account},
	})
	if err != nil {
		return err
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	view := admittedView{Name: a.Choice, Unit: l.unitName[a.Unit], Role: a.Role}
	if err := t.rewrite(p, "people/admitted", view); err != nil {
		return err
	}
	person, err := t.tx.Person(storage.PersonID(added.Number))
	if err != nil {
		return err
	}
	welcome, err := t.startView(person)
	if err != nil {
		return err
	}
	return t.tell(t.tx, person, storage.Message{Deed: fmt.Sprintf("welcome/person %d", person.ID)}, "help/start", welcome)
}

// commandPeople lists who is in.
func (t *talk) commandPeople(string) error {
	people, err := t.tx.People()
	if err != nil {
		return err
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	var view struct{ Units []peopleOfUnit }
	at := map[string]int{}
	for _, p := range people {
		unit := l.unitName[p.Unit]
		i, ok := at[unit]
		if !ok {
			i = len(view.Units)
			at[unit] = i
			view.Units = append(view.Units, peopleOfUnit{Unit: unit})
		}
		view.Units[i].People = append(view.Units[i].People, p)
	}
	return t.say("people/list", view, storage.Subject{})
}

type peopleOfUnit struct {
	Unit   string
	People []storage.Person
}

// commandUnits lists the units and offers to add one.
func (t *talk) commandUnits(string) error {
	units, err := t.tx.Units()
	if err != nil {
		return err
	}
	add, err := t.button("add-unit", verbAddUnit, storage.PrimaryStyle, args{})
	if err != nil {
		return err
	}
	return t.say("people/units", units, storage.Subject{}, []storage.Button{add})
}

// addUnit asks for the new unit's name.
func (t *talk) addUnit(storage.Press, args) error {
	if _, err := t.keepDraft(stepUnitName, pending{}); err != nil {
		return err
	}
	return t.say("people/unit-name", nil, storage.Subject{})
}

// unitKinds are the choices for a new unit, in the order of the buttons.
var unitKinds = []storage.UnitKind{
	storage.Township, storage.Park, storage.Department, storage.StateCompany, storage.Squad, storage.LeadOffice,
}

// answerUnitName takes the name and asks for the kind.
func (t *talk) answerUnitName(d storage.Draft) (bool, error) {
	name := strings.TrimSpace(t.u.Text)
	raw, err := json.Marshal(pending{Text: name})
	if err != nil {
		return false, fmt.Errorf("encode draft: %w", err)
	}
	d.Step, d.Body = stepConfirm, raw
	if _, err := t.tx.SaveDraft(d); err != nil {
		return false, err
	}
	var rows [][]storage.Button
	for _, k := range unitKinds {
		b, err := t.button("kind/"+string(k), verbUnitKind, storage.PlainStyle, args{Draft: d.ID, Choice: string(k)})
		if err != nil {
			return false, err
		}
		if len(rows) == 0 || len(rows[len(rows)-1]) == 3 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], b)
	}
	return true, t.say("people/unit-kind", name, storage.Subject{}, rows...)
}

// unitKind adds the unit.
func (t *talk) unitKind(p storage.Press, a args) error {
	d, body, err := t.draft(a.Draft)
	if err != nil {
		return err
	}
	u := storage.UnitAdded{Name: body.Text, UnitKind: storage.UnitKind(a.Choice)}
	_, err = t.tx.Apply(storage.Act{
		Said: t.u.At, By: t.who.ID, Source: t.u.Key, Subjects: []storage.Subject{{Kind: storage.UnitSubject}}, Body: u,
	})
	if err != nil {
		return err
	}
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return err
	}
	return t.rewrite(p, "people/unit-added", u)
}
