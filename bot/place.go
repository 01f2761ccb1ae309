package bot

import (
	"slices"

	"shuangzhou/storage"
)

// A placement is a person on his way to a role and a unit: a stranger who is
// let in, somebody added, or one who changes his place. It is kept under the
// buttons of each screen, so that nothing is lost by a restart, and the screens
// ask for what it lacks, one question each.
type placement struct {
	Account int64            `json:"account,omitzero"` // of a stranger; 0: to be invited
	Person  storage.PersonID `json:"person,omitzero"`  // who changes his place; 0: somebody new
	Name    string           `json:"name,omitzero"`
	Title   string           `json:"title,omitzero"` // 副区长
	Role    storage.Role     `json:"role,omitzero"`
	Unit    storage.UnitID   `json:"unit,omitzero"`
	Kind    storage.UnitKind `json:"kind,omitzero"` // of the units shown; "": any
	Page    int              `json:"page,omitzero"` // of the units shown
	Twin    bool             `json:"twin,omitzero"` // there is a namesake, and another is meant
}

// inUnit reports whether a role is held in a unit.
func inUnit(r storage.Role) bool { return r == storage.Liaison || r == storage.Head }

// placeRoles are the choices, in the order of the buttons.
var placeRoles = [][]storage.Role{{storage.Liaison, storage.Head}, {storage.Leader, storage.Observer, storage.Office}}

// pressPlace takes a choice.
func (t *talk) pressPlace(p storage.Press, a args) error {
	if a.Place == nil {
		return errStale
	}
	return t.place(p, *a.Place)
}

// place asks for what a placement lacks, or settles it.
func (t *talk) place(p storage.Press, pl placement) error {
	if err := t.stillOutside(pl); err != nil {
		return err
	}
	twins, err := t.namesakes(pl)
	if err != nil {
		return err
	}
	var s screen
	switch {
	case len(twins) > 0:
		s, err = t.twinScreen(pl, twins)
	case pl.Role == "":
		s, err = t.roleScreen(pl)
	case inUnit(pl.Role) && pl.Unit == 0:
		s, err = t.unitScreen(pl)
	default:
		return t.settle(p, pl)
	}
	if err != nil {
		return err
	}
	return t.show(p, s)
}

// stillOutside: another of the office may have let the stranger in meanwhile.
func (t *talk) stillOutside(pl placement) error {
	if pl.Account == 0 {
		return nil
	}
	_, err := t.tx.PersonByAccount(pl.Account)
	if isNotFound(err) {
		return nil
	}
	if err == nil {
		err = errStale
	}
	return err
}

// namesakes returns who is listed already under the name of somebody new.
func (t *talk) namesakes(pl placement) ([]storage.Person, error) {
	if pl.Person != 0 || pl.Twin {
		return nil, nil
	}
	all, err := t.tx.People()
	return slices.DeleteFunc(all, func(p storage.Person) bool { return !called(p, pl.Name) }), err
}

// called reports whether a person goes by a name.
func called(p storage.Person, name string) bool {
	return p.Name == name || slices.Contains(p.Aliases, name)
}

// mostUnits is how many units are shown at once; more are grouped by kind.
const mostUnits = 12

// settle gives a placement effect.
func (t *talk) settle(p storage.Press, pl placement) error {
	switch {
	case pl.Person != 0:
		return t.move(p, pl)
	case pl.Account != 0:
		return t.admitAs(p, pl)
	}
	return t.add(p, pl)
}

// added applies the act that brings a person in.
func (t *talk) added(pl placement) (storage.Person, error) {
	body := storage.PersonAdded{Name: pl.Name, Title: pl.Title, Role: pl.Role, Account: pl.Account}
	if inUnit(pl.Role) || pl.Role == storage.Office {
		body.Unit = pl.Unit
	}
	done, err := t.tx.Apply(t.onPerson(0, body))
	if err != nil {
		return storage.Person{}, err
	}
	return t.tx.Person(storage.PersonID(done.Number))
}

// onPerson is an act of the sender about a person; 0 brings him in.
func (t *talk) onPerson(id storage.PersonID, b storage.Body) storage.Act {
	return storage.Act{
		Said: t.u.At, By: t.who.ID, Source: t.u.Key, UndoUntil: t.rhythm.undoUntil(t.u.At),
		Subjects: []storage.Subject{{Kind: storage.PersonSubject, ID: int64(id)}}, Body: b,
	}
}

// admit begins to let a stranger in.
func (t *talk) admit(p storage.Press, a args) error { return t.pressPlace(p, a) }

// admitAs lets a stranger in, welcomes him, and tells whoever of the office
// was asked.
func (t *talk) admitAs(p storage.Press, pl placement) error {
	person, err := t.added(pl)
	if err != nil {
		return err
	}
	line, err := t.personLine(person)
	if err != nil {
		return err
	}
	if err := t.settleKnock(p, pl.Account, "people/admitted", admittedView{line, t.who.Name}); err != nil {
		return err
	}
	return t.welcome(person.ID)
}

// admittedView is somebody let in, and by whom.
type admittedView struct {
	personLine
	By string
}

// add adds a person to the list and makes his invite.
func (t *talk) add(p storage.Press, pl placement) error {
	person, err := t.added(pl)
	if err != nil {
		return err
	}
	line, err := t.personLine(person)
	if err != nil {
		return err
	}
	view, row, err := t.invite(person)
	if err != nil {
		return err
	}
	undo, err := t.button("undo", verbUndo, storage.DangerStyle, args{Group: person.Added})
	if err != nil {
		return err
	}
	return t.show(p, screen{"people/added", addedView{line, view}, [][]storage.Button{append(row, undo)}})
}

// addedView is a person added, with his link.
type addedView struct {
	personLine
	Invite inviteView
}

// admitListed binds a stranger to a person who is on the list already.
func (t *talk) admitListed(p storage.Press, a args) error {
	if err := t.stillOutside(*a.Place); err != nil {
		return err
	}
	person, err := t.present(a.Person)
	if err != nil {
		return err
	}
	if person.Account != 0 {
		return errStale
	}
	if err := t.bindAccount(person.ID, t.who.ID, a.Place.Account); err != nil {
		return err
	}
	if err := t.tx.RevokeInvites(person.ID); err != nil {
		return err
	}
	line, err := t.personLine(person)
	if err != nil {
		return err
	}
	return t.settleKnock(p, a.Place.Account, "people/admitted", admittedView{line, t.who.Name})
}

// pickListed shows who is on the list and has no account yet, to be bound.
func (t *talk) pickListed(p storage.Press, a args) error {
	all, err := t.tx.People()
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(p storage.Person) bool { return p.Account != 0 })
	pages := pagesOf(len(all), mostUnits)
	from := min(a.Page*mostUnits, len(all))
	var bs []storage.Button
	for _, q := range all[from:min(from+mostUnits, len(all))] {
		b, err := named(q.Name, verbAdmitListed, storage.PlainStyle, args{Person: q.ID, Place: a.Place})
		if err != nil {
			return err
		}
		bs = append(bs, b)
	}
	foot, err := t.turns(verbListed, args{Place: a.Place}, a.Page+1, pages)
	if err != nil {
		return err
	}
	back, err := t.placeButton("back", *a.Place)
	if err != nil {
		return err
	}
	return t.rewrite(p, "people/listed", placeView{Name: a.Place.Name, New: len(all) == 0}, append(inRows(bs, 3), append(foot, back))...)
}
