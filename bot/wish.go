package bot

import (
	"encoding/json"
	"fmt"

	"shuangzhou/storage"
)

// What a message wants is sometimes the office's to do: whose credit a project
// is. The office is told of it with a button that does it, once it is confirmed.

// The verbs of its buttons. They stand in the database: never renamed.
const (
	verbWish      = "wish"       // asks whether it is to be done
	verbWishLater = "wish later" // leads back
	verbGrant     = "grant wish"
)

func wishVerbs() map[string]verb {
	return map[string]verb{
		verbWish: forOffice((*talk).openWish), verbWishLater: forOffice((*talk).wishLater), verbGrant: forOffice((*talk).grant),
	}
}

// A wish is that a project be credited to another unit.
type wish struct {
	Deed    string            `json:"deed"` // under which the office was told
	Told    unsettledView     `json:"told"` // what it was told
	By      storage.PersonID  `json:"by"`
	Project storage.ProjectID `json:"project"`
	Unit    storage.UnitID    `json:"unit"`
}

// act is what the wish comes to.
func (w wish) act(t *talk) storage.Act { return t.act(w.Project, storage.Assigned{Unit: w.Unit}) }

// wishFor notes that a project is wished to be another unit's.
func (f *filer) wishFor(name string, u storage.UnitID) {
	f.forOffice = true
	if p, ok := f.ledger.projects[name]; ok {
		f.wished = append(f.wished, wish{By: f.t.who.ID, Project: p.ID, Unit: u})
	}
}

// wishRow is the button below what the office is told: one wish can be granted
// with a tap, several are not the same message's.
func (t *talk) wishRow(deed string, told unsettledView, all []wish) ([][]storage.Button, error) {
	if len(all) != 1 {
		return nil, nil
	}
	w := all[0]
	w.Deed, w.Told = deed, told
	return t.wishButtons(w, label{name: "wish", verb: verbWish, style: storage.SuccessStyle})
}

// wishButtons are buttons about a wish.
func (t *talk) wishButtons(w wish, labels ...label) ([][]storage.Button, error) {
	raw, err := json.Marshal(w)
	if err != nil {
		return nil, fmt.Errorf("encode wish: %w", err)
	}
	for i := range labels {
		labels[i].args = args{List: raw}
	}
	return t.row(labels...)
}

// standingWish is the wish of a button, if it is not fulfilled yet.
func (t *talk) standingWish(a args) (wish, error) {
	w, err := listed[wish](a)
	if err != nil {
		return w, err
	}
	p, err := t.tx.Project(w.Project)
	if err == nil && p.Unit == w.Unit {
		err = errStale
	}
	return w, err
}

// openWish asks whether a wish is to be granted, in the place where it was told.
func (t *talk) openWish(p storage.Press, a args) error {
	w, err := t.standingWish(a)
	if err != nil {
		return err
	}
	e, err := t.echo([]storage.Act{w.act(t)}, nil, false)
	if err != nil {
		return err
	}
	rows, err := t.wishButtons(w, label{name: "confirm", verb: verbGrant, style: storage.SuccessStyle}, label{name: "back", verb: verbWishLater, style: storage.PlainStyle})
	if err != nil {
		return err
	}
	return t.rewrite(p, "report/confirm", e, rows...)
}

// wishLater shows again what the office was told.
func (t *talk) wishLater(p storage.Press, a args) error {
	w, err := t.standingWish(a)
	if err != nil {
		return err
	}
	rows, err := t.wishRow(w.Deed, w.Told, []wish{w})
	if err != nil {
		return err
	}
	return t.rewrite(p, "want/unsettled", w.Told, rows...)
}

// grant does what was wished, and tells all who know of the wish.
func (t *talk) grant(p storage.Press, a args) error {
	w, err := t.standingWish(a)
	if err != nil {
		return err
	}
	f := filing{acts: []storage.Act{w.act(t)}}
	e, err := t.echo(f.acts, nil, false)
	if err != nil {
		return err
	}
	view := echoBy{e, t.who.Name}
	if err := t.rewriteAll(w.Deed, "want/granted", view); err != nil {
		return err
	}
	if err := t.applyOver(f, p); err != nil {
		return err
	}
	by, err := t.tx.Person(w.By)
	if err != nil {
		return err
	}
	return t.tell(t.tx, by, storage.Message{Deed: "granted/" + t.u.Key, About: f.acts[0].Subjects[0]}, "want/granted", view)
}
