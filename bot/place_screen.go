package bot

import (
	"slices"

	"shuangzhou/storage"
)

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
