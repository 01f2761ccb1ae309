package bot

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"shuangzhou/storage"
)

// likelyDuplicates returns the projects that a lead may be the same as, itself
// left out: those whose names are alike, and the one that sounds alike to the
// reading.
func (t *talk) likelyDuplicates(o storage.Opened, itself, alike storage.ProjectID) ([]storage.Duplicate, error) {
	found, err := t.tx.LikelyDuplicates(storage.Names{Name: o.Name, Aliases: o.Aliases, Investor: o.Investor}, o.Unit)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(d storage.Duplicate) bool { return d.Project == itself })
	if alike == 0 || slices.ContainsFunc(found, func(d storage.Duplicate) bool { return d.Project == alike }) {
		return found, nil
	}
	p, err := t.tx.Project(alike)
	if isNotFound(err) {
		return found, nil
	}
	sound := storage.Likeness{By: storage.AlikeName}
	return append(found, storage.Duplicate{Project: p.ID, Unit: p.Unit, Others: p.Unit != o.Unit, Likeness: sound}), err
}

// alikeOf returns the project that a reading takes for the same, 0 for none.
func alikeOf(l *ledger, warns []string) storage.ProjectID {
	for _, w := range warns {
		if name, ok := strings.CutPrefix(w, "dup?:"); ok {
			return l.projects[name].ID
		}
	}
	return 0
}

// discreet takes the names of other units' projects out of what a reading
// warns of: of those only the unit is told.
func (t *talk) discreet(l *ledger, warns []string) []string {
	var told []string
	for _, w := range warns {
		name, dup := strings.CutPrefix(w, "dup?:")
		if p, ok := l.projects[name]; dup && ok && !t.who.Sees(p) {
			w = "dup_elsewhere:" + l.unitName[p.Unit]
		}
		told = append(told, w)
	}
	return told
}

// clashView is a lead and a project it may be the same as.
type clashView struct {
	Today     storage.Date
	New, Old  storage.Project
	NewUnit   string
	OldUnit   string
	At        time.Time // when the new one was filed
	Since     storage.Date
	By        storage.LikenessBy
	Protected bool // the old one was filed by another unit
}

// leadsOpened tells the units and the office of likely duplicates among what
// was just opened, once for each pair.
func (t *talk) leadsOpened(done []storage.Act) error {
	for _, a := range done {
		o, ok := a.Body.(storage.Opened)
		if !ok {
			continue
		}
		likely, err := t.likelyDuplicates(o, storage.ProjectID(a.Number), t.alike)
		if err != nil {
			return err
		}
		for _, d := range likely {
			if err := t.tellClash(a, d); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellClash gives the unit whose project may be the same its receipt, and asks
// the office to decide.
func (t *talk) tellClash(a storage.Act, d storage.Duplicate) error {
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	v := clashView{Today: t.today(), At: a.Said.In(t.loc), By: d.By, Protected: d.Others}
	if v.New, err = t.tx.Project(storage.ProjectID(a.Number)); err != nil {
		return err
	}
	if v.Old, err = t.tx.Project(d.Project); err != nil {
		return err
	}
	opened, err := t.tx.Act(v.Old.Opened)
	if err != nil {
		return err
	}
	v.NewUnit, v.OldUnit, v.Since = l.unitName[v.New.Unit], l.unitName[v.Old.Unit], opened.Day
	deed := fmt.Sprintf("duplicate/%d/%d", v.Old.ID, v.New.ID)
	if v.Protected {
		if err := t.tellClashTo(v, deed+"/unit"); err != nil {
			return err
		}
	}
	m := storage.Message{About: storage.Subject{Kind: storage.ProjectSubject, ID: int64(v.New.ID)}}
	return t.tellOffice(t.tx, deed, m, "lead/clash-office", v)
}

// tellClashTo tells the people of the earlier project's unit.
func (t *talk) tellClashTo(v clashView, deed string) error {
	people, err := t.tx.PeopleOf(v.Old.Unit)
	if err != nil {
		return err
	}
	for _, p := range reporters(people) {
		m := storage.Message{
			Deed: fmt.Sprintf("%s/person %d", deed, p.ID), About: storage.Subject{Kind: storage.ProjectSubject, ID: int64(v.Old.ID)},
		}
		if err := t.tell(t.tx, p, m, "lead/clash-unit", v); err != nil {
			return err
		}
	}
	return nil
}
