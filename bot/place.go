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

// A screen is words with their buttons, to be said or to rewrite a message.
type screen struct {
	template string
	view     any
	rows     [][]storage.Button
}

// show says a screen, or rewrites the message whose button was pressed.
func (t *talk) show(p storage.Press, s screen) error {
	if p.Outbox == 0 {
		return t.say(s.template, s.view, storage.Subject{}, s.rows...)
	}
	return t.rewrite(p, s.template, s.view, s.rows...)
}

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

// placeView is a placement as the screens tell it.
type placeView struct {
	Name  string
	Role  storage.Role
	Kind  storage.UnitKind
	New   bool
	Twins []personLine
}

// placeButton goes on with a placement.
func (t *talk) placeButton(label string, pl placement) (storage.Button, error) {
	return t.button(label, verbPlace, storage.PlainStyle, args{Place: &pl})
}

// twinScreen asks whether one who is listed is meant.
func (t *talk) twinScreen(pl placement, twins []storage.Person) (screen, error) {
	s := screen{template: "people/twin"}
	view := placeView{Name: pl.Name}
	for _, p := range twins {
		line, err := t.personLine(p)
		if err != nil {
			return s, err
		}
		view.Twins = append(view.Twins, line)
		verb, a := verbPerson, args{Person: p.ID}
		if pl.Account != 0 {
			verb, a = verbAdmitListed, args{Person: p.ID, Place: &pl}
		}
		if pl.Account != 0 && p.Account != 0 {
			continue // his account is changed by an invite, not by a stranger's knock
		}
		b, err := named(line.Name+"（"+line.Post+"）", verb, storage.PrimaryStyle, a)
		if err != nil {
			return s, err
		}
		s.rows = append(s.rows, []storage.Button{b})
	}
	pl.Twin = true
	other, err := t.placeButton("another-of-the-name", pl)
	s.view, s.rows = view, append(s.rows, []storage.Button{other})
	return s, err
}

// roleScreen asks as what; of a stranger also who he really is.
func (t *talk) roleScreen(pl placement) (screen, error) {
	s := screen{template: "people/role", view: placeView{Name: pl.Name, New: pl.Person == 0}}
	for _, line := range placeRoles {
		var row []storage.Button
		for _, r := range line {
			to := pl
			to.Role = r
			b, err := t.placeButton("role/"+string(r), to)
			if err != nil {
				return s, err
			}
			row = append(row, b)
		}
		s.rows = append(s.rows, row)
	}
	if pl.Account == 0 {
		return s, nil
	}
	rename, err := t.button("real-name", verbRealName, storage.PlainStyle, args{Place: &pl})
	if err != nil {
		return s, err
	}
	listed, err := t.button("listed", verbListed, storage.PlainStyle, args{Place: &pl})
	s.rows = append(s.rows, []storage.Button{rename, listed})
	return s, err
}

// mostUnits is how many units are shown at once; more are grouped by kind.
const mostUnits = 12

// unitScreen asks for the unit: by kind first where there are many.
func (t *talk) unitScreen(pl placement) (screen, error) {
	s := screen{template: "people/which-unit", view: placeView{Name: pl.Name, Role: pl.Role, Kind: pl.Kind}}
	units, err := t.tx.Units()
	if err != nil {
		return s, err
	}
	if len(units) == 0 {
		s.template = "people/no-unit"
		return s, nil
	}
	if len(units) > mostUnits && pl.Kind == "" {
		s.rows, err = t.kindRows(pl, units)
		return s, err
	}
	if pl.Kind != "" {
		units = slices.DeleteFunc(units, func(u storage.Unit) bool { return u.UnitKind != pl.Kind })
	}
	s.rows, err = t.unitRows(pl, units)
	return s, err
}

// kindRows offers the kinds of which there are units.
func (t *talk) kindRows(pl placement, units []storage.Unit) ([][]storage.Button, error) {
	var bs []storage.Button
	for _, k := range unitKinds {
		if !slices.ContainsFunc(units, func(u storage.Unit) bool { return u.UnitKind == k }) {
			continue
		}
		of := pl
		of.Kind = k
		b, err := t.placeButton("kind/"+string(k), of)
		if err != nil {
			return nil, err
		}
		bs = append(bs, b)
	}
	return inRows(bs, 3), nil
}

// unitRows offers a page of units, and the way back to their kinds.
func (t *talk) unitRows(pl placement, units []storage.Unit) ([][]storage.Button, error) {
	from := min(pl.Page*mostUnits, len(units))
	var bs, foot []storage.Button
	for _, u := range units[from:min(from+mostUnits, len(units))] {
		in := pl
		in.Unit = u.ID
		b, err := named(u.Name, verbPlace, storage.PlainStyle, args{Place: &in})
		if err != nil {
			return nil, err
		}
		bs = append(bs, b)
	}
	for _, step := range []struct {
		label string
		to    int
		there bool
	}{{"previous", pl.Page - 1, pl.Page > 0}, {"next", pl.Page + 1, from+mostUnits < len(units)}} {
		if !step.there {
			continue
		}
		to := pl
		to.Page = step.to
		b, err := t.placeButton(step.label, to)
		if err != nil {
			return nil, err
		}
		foot = append(foot, b)
	}
	if pl.Kind != "" {
		back := pl
		back.Kind, back.Page = "", 0
		b, err := t.placeButton("back", back)
		if err != nil {
			return nil, err
		}
		foot = append(foot, b)
	}
	rows := inRows(bs, 3)
	if foot != nil {
		rows = append(rows, foot)
	}
	return rows, nil
}

// inRows puts buttons side by side, n a row.
func inRows(bs []storage.Button, n int) [][]storage.Button {
	return slices.Collect(slices.Chunk(bs, n))
}

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

// pagesOf is how many pages n things fill, at least one.
func pagesOf(n, size int) int { return max(1, (n+size-1)/size) }
