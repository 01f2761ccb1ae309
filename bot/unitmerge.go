package bot

import (
	"slices"
	"strings"

	"shuangzhou/storage"
)

// mergeView is one unit about to become part of another (撤并).
type mergeView struct {
	From, Into string
	People     int
	Projects   int
}

// unitMerge offers the units that one may become part of, page by page.
func (t *talk) unitMerge(p storage.Press, a args) error {
	from, err := t.unit(a.Unit)
	if err != nil {
		return err
	}
	units, err := t.tx.Units()
	if err != nil {
		return err
	}
	units = slices.DeleteFunc(units, func(u storage.Unit) bool { return u.ID == from.ID })
	at := min(a.Page*mostUnits, len(units))
	var bs []storage.Button
	for _, u := range units[at:min(at+mostUnits, len(units))] {
		b, err := named(u.Name, verbUnitInto, storage.PlainStyle, args{Unit: from.ID, Into: u.ID})
		if err != nil {
			return err
		}
		bs = append(bs, b)
	}
	foot, err := t.turns(verbUnitMerge, args{Unit: from.ID}, a.Page+1, pagesOf(len(units), mostUnits))
	if err != nil {
		return err
	}
	back, err := t.button("back", verbUnit, storage.PlainStyle, args{Unit: from.ID})
	if err != nil {
		return err
	}
	return t.rewrite(p, "unit/merge-into", from, append(inRows(bs, 3), append(foot, back))...)
}

// unitInto asks before a unit becomes part of another.
func (t *talk) unitInto(p storage.Press, a args) error { return t.askMerge(p, a.Unit, a.Into) }

func (t *talk) askMerge(p storage.Press, from, into storage.UnitID) error {
	one, err := t.unit(from)
	if err != nil {
		return err
	}
	other, err := t.unit(into)
	if err != nil {
		return err
	}
	people, err := t.tx.PeopleOf(from)
	if err != nil {
		return err
	}
	projects, err := t.tx.ProjectsOf(from)
	if err != nil {
		return err
	}
	yes, err := t.button("merge", verbUnitMerged, storage.DangerStyle, args{Unit: from, Into: into})
	if err != nil {
		return err
	}
	no, err := t.button("back", verbUnit, storage.PlainStyle, args{Unit: from})
	if err != nil {
		return err
	}
	view := mergeView{From: one.Name, Into: other.Name, People: len(people), Projects: len(projects)}
	return t.show(p, screen{"unit/merge", view, [][]storage.Button{{yes, no}}})
}

// unitMerged makes one unit part of another.
func (t *talk) unitMerged(p storage.Press, a args) error {
	return t.applyUnit(p, a.Unit, storage.UnitMerged{From: a.Unit, Into: a.Into})
}

// sayMerge reads 把西园镇并入河口镇.
func sayMerge(t *talk, l *ledger, m []string) (bool, error) {
	from, ok := l.unitCalled(strings.TrimSpace(m[1]))
	if !ok {
		return false, nil
	}
	into, ok := l.unitCalled(strings.TrimSpace(m[2]))
	if !ok || into.ID == from.ID {
		return false, nil
	}
	return true, t.askMerge(storage.Press{}, from.ID, into.ID)
}
