package bot

import (
	"slices"

	"shuangzhou/storage"
)

// The verb of the card's undo. It stands in the database: never renamed.
const verbCardUndo = "card undo"

// takeable returns what the sender said last of a project and may still take
// back, as one message filed it; the office may take back what anybody said.
// That the project is there at all is not taken back from its card.
func (t *talk) takeable(p storage.Project) ([]storage.Act, error) {
	acts, err := t.tx.Acts(storage.Subject{Kind: storage.ProjectSubject, ID: int64(p.ID)})
	if err != nil {
		return nil, err
	}
	acts = storage.InForce(acts)
	for _, a := range slices.Backward(acts) {
		if a.By != t.who.ID && (t.who.Role != storage.Office || a.By == 0) {
			continue
		}
		if _, opened := a.Body.(storage.Opened); opened || !t.inTime(a) {
			return nil, nil
		}
		return slices.DeleteFunc(acts, func(o storage.Act) bool { return o.Group != a.Group }), nil
	}
	return nil, nil
}

// inTime reports whether the sender may still take an act back.
func (t *talk) inTime(a storage.Act) bool {
	return t.who.Role == storage.Office || !t.tx.Now().After(a.UndoUntil)
}

// undoLabel names what is taken back.
type undoLabel struct {
	What string
	N    int // acts
}

// undoRow is the button that takes back the last thing said, none where there
// is nothing to take back.
func (t *talk) undoRow(p storage.Project) ([]storage.Button, error) {
	acts, err := t.takeable(p)
	if err != nil || len(acts) == 0 {
		return nil, err
	}
	v, err := t.actView(acts[0])
	if err != nil {
		return nil, err
	}
	what, err := t.words.Plain("act/"+string(acts[0].Body.Kind()), v)
	if err != nil {
		return nil, err
	}
	words, err := t.words.Plain("button/undo-last", undoLabel{what, len(acts)})
	if err != nil {
		return nil, err
	}
	b, err := named(words, verbCardUndo, storage.DangerStyle, args{Project: p.ID, Group: acts[0].Group})
	return []storage.Button{b}, err
}

// cardUndo takes back what the card's button names. A counted stage is taken
// back at a second press.
func (t *talk) cardUndo(p storage.Press, a args) error {
	project, err := t.visible(a.Project)
	if err != nil {
		return err
	}
	acts, err := t.tx.Group(a.Group)
	if err != nil {
		return err
	}
	acts = slices.DeleteFunc(acts, func(o storage.Act) bool { return projectOf(o) != project.ID })
	sure := a.Choice == "sure"
	if !sure && slices.ContainsFunc(acts, storage.Act.Counted) {
		return t.askCardUndo(p, a, acts)
	}
	undone, err := t.takeBackActs(acts)
	if err != nil {
		return err
	}
	e, err := t.echo(undone, nil, false)
	if err != nil {
		return err
	}
	back, err := t.row(label{"back", verbBackToCard, storage.PlainStyle, args{Project: project.ID}})
	if err != nil {
		return err
	}
	return t.rewrite(p, "report/undone", undoneView{echo: e}, back...)
}

// askCardUndo asks whether a counted stage is to be taken back.
func (t *talk) askCardUndo(p storage.Press, a args, acts []storage.Act) error {
	e, err := t.echo(acts, nil, false)
	if err != nil {
		return err
	}
	by, err := t.nameOf(acts[0].By)
	if err != nil {
		return err
	}
	a.Choice = "sure"
	rows, err := t.row(
		label{"undo", verbCardUndo, storage.DangerStyle, a},
		label{"back", verbBackToCard, storage.PlainStyle, args{Project: a.Project}},
	)
	if err != nil {
		return err
	}
	return t.rewrite(p, "card/undo", echoBy{e, by}, rows...)
}
