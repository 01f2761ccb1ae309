package bot

import (
	"slices"
	"strings"

	"shuangzhou/storage"
)

// unitsView is the units by kind.
type unitsView struct {
	Total int
	Kinds []unitsOfKind
}

type unitsOfKind struct {
	Kind  storage.UnitKind
	Names []string
}

// unitKinds are the kinds of units, in the order they are shown.
var unitKinds = []storage.UnitKind{
	storage.Township, storage.Park, storage.Department, storage.StateCompany, storage.Squad, storage.LeadOffice,
}

// commandUnits lists the units, or finds one by name.
func (t *talk) commandUnits(payload string) error {
	if payload == "" {
		return t.unitList(storage.Press{})
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	if u, ok := l.unitCalled(payload); ok {
		return t.unitCard(storage.Press{}, u)
	}
	return t.say("report/missing", []string{payload}, storage.Subject{})
}

// unitCalled returns the unit that goes by a name or an alias.
func (l *ledger) unitCalled(name string) (storage.Unit, bool) {
	if u, ok := l.units[name]; ok {
		return u, true
	}
	for _, u := range l.units {
		if slices.Contains(u.Aliases, name) {
			return u, true
		}
	}
	return storage.Unit{}, false
}

// pressUnits leads to the list of units.
func (t *talk) pressUnits(p storage.Press, _ args) error { return t.unitList(p) }

func (t *talk) unitList(p storage.Press) error {
	units, err := t.tx.Units()
	if err != nil {
		return err
	}
	view := unitsView{Total: len(units)}
	for _, k := range unitKinds {
		of := unitsOfKind{Kind: k}
		for _, u := range units {
			if u.UnitKind == k {
				of.Names = append(of.Names, u.Name)
			}
		}
		if of.Names != nil {
			view.Kinds = append(view.Kinds, of)
		}
	}
	add, err := t.button("add-unit", verbAddUnit, storage.PrimaryStyle, args{})
	if err != nil {
		return err
	}
	row := []storage.Button{add}
	if len(units) > 0 {
		pick, err := t.button("pick-unit", verbPickUnit, storage.PlainStyle, args{})
		if err != nil {
			return err
		}
		row = append(row, pick)
	}
	return t.show(p, screen{"unit/list", view, [][]storage.Button{row}})
}

// pickUnit offers the units as buttons, page by page.
func (t *talk) pickUnit(p storage.Press, a args) error {
	units, err := t.tx.Units()
	if err != nil {
		return err
	}
	from := min(a.Page*mostUnits, len(units))
	var bs []storage.Button
	for _, u := range units[from:min(from+mostUnits, len(units))] {
		b, err := named(u.Name, verbUnit, storage.PlainStyle, args{Unit: u.ID})
		if err != nil {
			return err
		}
		bs = append(bs, b)
	}
	foot, err := t.turns(verbPickUnit, args{}, a.Page+1, pagesOf(len(units), mostUnits))
	if err != nil {
		return err
	}
	back, err := t.button("back", verbUnits, storage.PlainStyle, args{})
	if err != nil {
		return err
	}
	return t.rewrite(p, "unit/pick", nil, append(inRows(bs, 3), append(foot, back))...)
}

// unitView is a unit's card.
type unitView struct {
	storage.Unit
	People   []personLine
	Projects int
}

// openUnit shows a unit's card.
func (t *talk) openUnit(p storage.Press, a args) error {
	u, err := t.unit(a.Unit)
	if err != nil {
		return err
	}
	return t.unitCard(p, u)
}

// unit returns a unit that is there still.
func (t *talk) unit(id storage.UnitID) (storage.Unit, error) {
	u, err := t.tx.Unit(id)
	if isNotFound(err) {
		return u, errStale
	}
	return u, err
}

func (t *talk) unitCard(p storage.Press, u storage.Unit) error {
	view := unitView{Unit: u}
	people, err := t.tx.PeopleOf(u.ID)
	if err != nil {
		return err
	}
	for _, q := range people {
		line, err := t.personLine(q)
		if err != nil {
			return err
		}
		line.Post = strings.TrimPrefix(line.Post, u.Name)
		view.People = append(view.People, line)
	}
	projects, err := t.tx.ProjectsOf(u.ID)
	if err != nil {
		return err
	}
	view.Projects = len(projects)
	var bs []storage.Button
	for _, c := range []struct {
		label, verb string
		a           args
	}{
		{"unit-rename", verbUnitRename, args{Unit: u.ID}},
		{"unit-alias", verbUnitAlias, args{Unit: u.ID}},
		{"unit-kind", verbUnitKinds, args{Unit: u.ID}},
		{"unit-merge", verbUnitMerge, args{Unit: u.ID}},
		{"back", verbUnits, args{}},
	} {
		b, err := t.button(c.label, c.verb, storage.PlainStyle, c.a)
		if err != nil {
			return err
		}
		bs = append(bs, b)
	}
	return t.show(p, screen{"unit/card", view, inRows(bs, 3)})
}

// A newUnit is a unit about to be added, or one that is changed.
type newUnit struct {
	ID      storage.UnitID `json:"id,omitzero"`
	Name    string         `json:"name,omitzero"`
	Aliases []string       `json:"aliases,omitempty"`
}

// addUnit asks for the new unit's name.
func (t *talk) addUnit(storage.Press, args) error {
	if err := t.await(stepUnitName, newUnit{}); err != nil {
		return err
	}
	return t.say("unit/name", nil, storage.Subject{})
}

// namesOf splits 河口镇、河口: the name and what else it is called.
func namesOf(said string) []string {
	return strings.FieldsFunc(said, func(r rune) bool { return strings.ContainsRune(" \t\n　,，、；;", r) })
}

// answerUnitName takes the name and asks for the kind.
func (t *talk) answerUnitName(d storage.Draft) (bool, error) {
	var u newUnit
	if is, err := t.awaited(d, &u); err != nil || !is {
		return is, err
	}
	return true, t.newUnit(namesOf(t.u.Text), "")
}

// newUnit adds a unit whose kind is known, and asks for the kind otherwise. A
// unit that goes by one of the names already is shown instead.
func (t *talk) newUnit(names []string, kind storage.UnitKind) error {
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	for _, n := range names {
		if u, ok := l.unitCalled(n); ok {
			card, err := t.button("unit-card", verbUnit, storage.PlainStyle, args{Unit: u.ID})
			if err != nil {
				return err
			}
			return t.say("unit/there-already", u, storage.Subject{}, []storage.Button{card})
		}
	}
	if len(names) == 0 {
		return t.say("invalid/name", nil, storage.Subject{})
	}
	u := newUnit{Name: names[0], Aliases: names[1:]}
	if kind != "" {
		return t.putUnit(storage.Press{}, u, kind)
	}
	rows, err := t.unitKindRows(u)
	if err != nil {
		return err
	}
	return t.say("unit/kind", u.Name, storage.Subject{}, rows...)
}

func (t *talk) unitKindRows(u newUnit) ([][]storage.Button, error) {
	var bs []storage.Button
	for _, k := range unitKinds {
		b, err := t.button("kind/"+string(k), verbUnitKind, storage.PlainStyle, args{NewUnit: &u, Choice: string(k)})
		if err != nil {
			return nil, err
		}
		bs = append(bs, b)
	}
	return inRows(bs, 3), nil
}

// askUnitKind asks of which kind a unit is.
func (t *talk) askUnitKind(p storage.Press, a args) error {
	u, err := t.unit(a.Unit)
	if err != nil {
		return err
	}
	rows, err := t.unitKindRows(newUnit{ID: u.ID})
	if err != nil {
		return err
	}
	return t.rewrite(p, "unit/kind", u.Name, rows...)
}

// unitKind adds the unit, or changes what kind it is.
func (t *talk) unitKind(p storage.Press, a args) error {
	if a.NewUnit == nil {
		return errStale
	}
	return t.putUnit(p, *a.NewUnit, storage.UnitKind(a.Choice))
}

func (t *talk) putUnit(p storage.Press, u newUnit, kind storage.UnitKind) error {
	if u.ID != 0 {
		return t.applyUnit(p, u.ID, storage.UnitChanged{UnitKind: kind})
	}
	return t.applyUnit(p, 0, storage.UnitAdded{Name: u.Name, Aliases: u.Aliases, UnitKind: kind})
}

// applyUnit applies an act about a unit and tells it with undo.
func (t *talk) applyUnit(p storage.Press, id storage.UnitID, b storage.Body) error {
	done, err := t.tx.Apply(storage.Act{
		Said: t.u.At, By: t.who.ID, Source: t.u.Key, UndoUntil: t.rhythm.undoUntil(t.u.At),
		Subjects: []storage.Subject{{Kind: storage.UnitSubject, ID: int64(id)}}, Body: b,
	})
	if err != nil {
		if p.Outbox == 0 {
			return t.explain(err)
		}
		return err
	}
	e, err := t.echo([]storage.Act{done}, nil, false)
	if err != nil {
		return err
	}
	undo, err := t.button("undo", verbUndo, storage.DangerStyle, args{Group: done.Group})
	if err != nil {
		return err
	}
	if b, ok := b.(storage.UnitMerged); ok {
		id = b.Into // the one that is left
	}
	if id == 0 {
		id = storage.UnitID(done.Number)
	}
	card, err := t.button("unit-card", verbUnit, storage.PlainStyle, args{Unit: id})
	if err != nil {
		return err
	}
	return t.show(p, screen{"report/echo", e, [][]storage.Button{{undo, card}}})
}

// unitRename asks for a unit's new name.
func (t *talk) unitRename(_ storage.Press, a args) error {
	return t.askUnitName(a.Unit, stepUnitRename, "unit/new-name")
}

// unitAlias asks what else a unit is called.
func (t *talk) unitAlias(_ storage.Press, a args) error {
	return t.askUnitName(a.Unit, stepUnitAlias, "unit/alias")
}

func (t *talk) askUnitName(id storage.UnitID, step, template string) error {
	u, err := t.unit(id)
	if err != nil {
		return err
	}
	if err := t.await(step, newUnit{ID: u.ID}); err != nil {
		return err
	}
	return t.say(template, u, storage.Subject{})
}

// answerUnitRename gives a unit its new name; the old one stays as an alias.
func (t *talk) answerUnitRename(d storage.Draft) (bool, error) {
	var u newUnit
	if is, err := t.awaited(d, &u); err != nil || !is {
		return is, err
	}
	return true, t.renameUnit(u.ID, strings.TrimSpace(t.u.Text))
}

func (t *talk) renameUnit(id storage.UnitID, name string) error {
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	if u, ok := l.unitCalled(name); ok && u.ID != id {
		return t.say("unit/there-already", u, storage.Subject{})
	}
	return t.applyUnit(storage.Press{}, id, storage.UnitChanged{Name: name})
}

// answerUnitAlias keeps what else a unit is called.
func (t *talk) answerUnitAlias(d storage.Draft) (bool, error) {
	var u newUnit
	if is, err := t.awaited(d, &u); err != nil || !is {
		return is, err
	}
	return true, t.aliasUnit(u.ID, namesOf(t.u.Text))
}

func (t *talk) aliasUnit(id storage.UnitID, names []string) error {
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	for _, n := range names {
		if u, ok := l.unitCalled(n); ok {
			return t.say("unit/there-already", u, storage.Subject{})
		}
	}
	return t.applyUnit(storage.Press{}, id, storage.UnitChanged{Aliases: names})
}
