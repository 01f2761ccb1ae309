package bot

import (
	"fmt"
	"slices"
	"strings"

	"shuangzhou/storage"
)

// present returns a person who has not left; one who has is a stale press.
func (t *talk) present(id storage.PersonID) (storage.Person, error) {
	p, err := t.tx.Person(id)
	if isNotFound(err) || err == nil && !p.Left.IsZero() {
		return p, errStale
	}
	return p, err
}

// personView is a person's card.
type personView struct {
	Today storage.Date
	personLine
	Left     storage.Date
	Invite   storage.Date // until when his link holds; zero: none does
	Projects int          // linked to him
	Done     []string     // what was just changed, templates
	Alone    bool         // nobody else reports for his unit
	Unit     string
}

// openPerson shows a person's card.
func (t *talk) openPerson(p storage.Press, a args) error {
	person, err := t.tx.Person(a.Person)
	if isNotFound(err) {
		return errStale
	}
	if err != nil {
		return err
	}
	return t.personCard(p, person)
}

func (t *talk) personCard(p storage.Press, person storage.Person, done ...string) error {
	view, err := t.personView(person)
	if err != nil {
		return err
	}
	view.Done = done
	rows, err := t.personRows(person)
	if err != nil {
		return err
	}
	return t.show(p, screen{"people/card", view, rows})
}

func (t *talk) personView(p storage.Person) (personView, error) {
	line, err := t.personLine(p)
	if err != nil {
		return personView{}, err
	}
	view := personView{Today: t.today(), personLine: line, Left: p.Left}
	i, err := t.tx.InviteOf(p.ID)
	if err != nil && !isNotFound(err) {
		return view, err
	}
	if err == nil && i.Open(t.tx.Now()) {
		view.Invite = storage.On(i.Expires, t.tx.Location())
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return view, err
	}
	view.Unit = l.unitName[p.Unit]
	if view.Projects, err = t.linkedTo(p); err != nil {
		return view, err
	}
	view.Alone, err = t.alone(p)
	return view, err
}

// linkedTo counts the projects linked to a leader.
func (t *talk) linkedTo(p storage.Person) (int, error) {
	if p.Role != storage.Leader {
		return 0, nil
	}
	projects, err := t.tx.Projects()
	return len(slices.DeleteFunc(projects, func(q storage.Project) bool { return q.Leader != p.ID })), err
}

// alone reports whether a unit's reminders reach nobody but this person.
func (t *talk) alone(p storage.Person) (bool, error) {
	if !inUnit(p.Role) || p.Unit == 0 {
		return false, nil
	}
	of, err := t.tx.PeopleOf(p.Unit)
	return len(reporters(slices.DeleteFunc(of, func(q storage.Person) bool { return q.ID == p.ID }))) == 0, err
}

// personRows are what can be done with a person.
func (t *talk) personRows(p storage.Person) ([][]storage.Button, error) {
	type choice struct {
		label, verb string
		style       storage.ButtonStyle
		a           args
	}
	me := args{Person: p.ID}
	link := "invite"
	if p.Account != 0 {
		link = "new-account"
	}
	place := placement{Person: p.ID, Name: p.Name}
	elsewhere := place
	elsewhere.Role = p.Role
	otherwise := place
	otherwise.Unit = p.Unit // who changes his role stays where he is
	lines := [][]choice{
		{{link, verbInvite, storage.PlainStyle, me}, {"real-name", verbRealName, storage.PlainStyle, args{Place: &place}}},
		{{"change-role", verbPlace, storage.PlainStyle, args{Place: &otherwise}}},
		{{"leave", verbLeave, storage.DangerStyle, me}, {"back", verbPeople, storage.PlainStyle, args{}}},
	}
	if inUnit(p.Role) {
		lines[1] = append(lines[1], choice{"change-unit", verbPlace, storage.PlainStyle, args{Place: &elsewhere}})
	}
	if !p.Left.IsZero() {
		lines = [][]choice{{{"come-back", verbComeBack, storage.SuccessStyle, me}, {"back", verbPeople, storage.PlainStyle, args{}}}}
	}
	var rows [][]storage.Button
	for _, line := range lines {
		var row []storage.Button
		for _, c := range line {
			b, err := t.button(c.label, c.verb, c.style, c.a)
			if err != nil {
				return nil, err
			}
			row = append(row, b)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// addPerson asks for the new person's name.
func (t *talk) addPerson(p storage.Press, _ args) error {
	if err := t.await(stepPersonName, placement{}); err != nil {
		return err
	}
	return t.say("people/name", placeView{New: true}, storage.Subject{})
}

// realName asks what a person is really called.
func (t *talk) realName(p storage.Press, a args) error {
	if err := t.await(stepPersonName, *a.Place); err != nil {
		return err
	}
	return t.say("people/name", placeView{Name: a.Place.Name}, storage.Subject{})
}

// answerPersonName takes a name, with a leader's title behind it.
func (t *talk) answerPersonName(d storage.Draft) (bool, error) {
	var pl placement
	if is, err := t.awaited(d, &pl); err != nil || !is {
		return is, err
	}
	pl.Name, pl.Title = nameAndTitle(t.u.Text)
	if pl.Person != 0 {
		return true, t.rename(pl)
	}
	return true, t.place(storage.Press{}, pl)
}

// nameAndTitle splits 陈建平 副区长.
func nameAndTitle(said string) (name, title string) {
	words := strings.FieldsFunc(said, func(r rune) bool { return strings.ContainsRune(" \t\n　,，、:：", r) })
	if len(words) == 0 {
		return "", ""
	}
	return words[0], strings.Join(words[1:], "")
}

// rename gives a person his name and title.
func (t *talk) rename(pl placement) error {
	return t.change(storage.Press{}, pl.Person, storage.PersonChanged{Name: pl.Name, Title: pl.Title})
}

// move gives a person his new role and unit.
func (t *talk) move(p storage.Press, pl placement) error {
	person, err := t.present(pl.Person)
	if err != nil {
		return err
	}
	if person.Role == storage.Office && pl.Role != storage.Office {
		if last, err := t.lastOfOffice(person); err != nil || last {
			return t.keepLast(err)
		}
	}
	b := storage.PersonChanged{Role: pl.Role, Unit: pl.Unit}
	if b.Role == person.Role {
		b.Role = ""
	}
	if b.Unit == person.Unit {
		b.Unit = 0
	}
	return t.change(p, pl.Person, b)
}

// change changes a person, tells it with undo, and tells him.
func (t *talk) change(p storage.Press, id storage.PersonID, b storage.PersonChanged) error {
	done, err := t.tx.Apply(t.onPerson(id, b))
	if err != nil {
		if p.Outbox == 0 {
			return t.explain(err)
		}
		return err
	}
	if err := t.sayChanged(p, done); err != nil {
		return err
	}
	return t.tellMoved([]storage.Act{done})
}

// tellMoved tells people what they are now, after acts that gave them another
// place or were taken back.
func (t *talk) tellMoved(acts []storage.Act) error {
	for _, a := range acts {
		b, ok := a.Body.(storage.PersonChanged)
		id := storage.PersonID(a.Subjects[0].ID)
		if !ok || b.Role == "" && b.Unit == 0 || id == t.who.ID {
			continue
		}
		person, err := t.tx.Person(id)
		if err != nil {
			return err
		}
		line, err := t.personLine(person)
		if err != nil {
			return err
		}
		deed := fmt.Sprintf("moved/act %d/%s", a.Number, t.u.Key)
		if err := t.tell(t.tx, person, storage.Message{Deed: deed}, "people/your-post", line); err != nil {
			return err
		}
	}
	return nil
}

// sayChanged tells what an act about a person did, with undo and the way on.
func (t *talk) sayChanged(p storage.Press, done storage.Act) error {
	e, err := t.echo([]storage.Act{done}, nil, false)
	if err != nil {
		return err
	}
	undo, err := t.button("undo", verbUndo, storage.DangerStyle, args{Group: done.Group})
	if err != nil {
		return err
	}
	card, err := t.button("his-card", verbPerson, storage.PlainStyle, args{Person: storage.PersonID(done.Subjects[0].ID)})
	if err != nil {
		return err
	}
	return t.show(p, screen{"report/echo", e, [][]storage.Button{{undo, card}}})
}

// lastOfOffice reports whether without a person nobody could let anybody in.
func (t *talk) lastOfOffice(p storage.Person) (bool, error) {
	office, err := t.tx.PeopleIn(storage.Office)
	others := slices.DeleteFunc(office, func(q storage.Person) bool { return q.ID == p.ID || q.Account == 0 })
	return p.Role == storage.Office && len(others) == 0, err
}

// keepLast refuses to let the office go without anybody.
func (t *talk) keepLast(err error) error {
	if err != nil {
		return err
	}
	return t.refuse("people/last-of-office", nil)
}

// leave asks before a person loses his access.
func (t *talk) leave(p storage.Press, a args) error {
	person, err := t.present(a.Person)
	if err != nil {
		return err
	}
	return t.askLeave(p, person)
}

func (t *talk) askLeave(p storage.Press, person storage.Person) error {
	if last, err := t.lastOfOffice(person); err != nil || last {
		return t.keepLast(err)
	}
	view, err := t.personView(person)
	if err != nil {
		return err
	}
	yes, err := t.button("has-left", verbLeft, storage.DangerStyle, args{Person: person.ID})
	if err != nil {
		return err
	}
	no, err := t.button("back", verbPerson, storage.PlainStyle, args{Person: person.ID})
	if err != nil {
		return err
	}
	return t.show(p, screen{"people/leave", view, [][]storage.Button{{yes, no}}})
}

// left ends a person's access, and his invites.
func (t *talk) left(p storage.Press, a args) error {
	person, err := t.present(a.Person)
	if err != nil {
		return err
	}
	if last, err := t.lastOfOffice(person); err != nil || last {
		return t.keepLast(err)
	}
	done, err := t.tx.Apply(t.onPerson(person.ID, storage.PersonLeft{On: t.today()}))
	if err != nil {
		return err
	}
	if err := t.tx.RevokeInvites(person.ID); err != nil {
		return err
	}
	return t.sayChanged(p, done)
}

// pressComeBack lets a person in again who had left, as he was.
func (t *talk) pressComeBack(p storage.Press, a args) error {
	person, err := t.tx.Person(a.Person)
	if err != nil {
		return err
	}
	return t.comeBack(p, person)
}

func (t *talk) comeBack(p storage.Press, person storage.Person) error {
	if person.Left.IsZero() {
		return errStale
	}
	if _, err := t.tx.Apply(t.onPerson(person.ID, storage.PersonReturned{On: t.today()})); err != nil {
		return err
	}
	person, err := t.tx.Person(person.ID)
	if err != nil {
		return err
	}
	return t.personCard(p, person, "people/is-back")
}
