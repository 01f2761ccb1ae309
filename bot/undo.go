package bot

import (
	"errors"
	"slices"
	"strings"

	"shuangzhou/storage"
)

// mostUndoButtons is how many acts of one message have an undo each.
const mostUndoButtons = 6

// undoRows are the buttons that take back what one message filed: where it was
// said in words one for each of several acts, and one for all, alone in its row.
func (t *talk) undoRows(done []storage.Act, said bool) ([][]storage.Button, error) {
	group := done[0].Group
	several := choosable(done)
	if len(several) < 2 || !said {
		return t.row(label{"undo", verbUndo, storage.DangerStyle, args{Group: group}})
	}
	all := label{"undo-all", verbUndo, storage.DangerStyle, args{Group: group}}
	if len(several) > mostUndoButtons {
		return t.row(all)
	}
	alike := !slices.ContainsFunc(done, func(a storage.Act) bool {
		return subjectOf([]storage.Act{a}) != subjectOf(done)
	})
	var rows [][]storage.Button
	for _, i := range several {
		what, err := t.undoWords(done[i], alike)
		if err != nil {
			return nil, err
		}
		words, err := t.words.Plain("button/undo-one", what)
		if err != nil {
			return nil, err
		}
		b, err := named(words, verbUndo, storage.DangerStyle, args{Group: group, Act: done[i].Number})
		if err != nil {
			return nil, err
		}
		rows = append(rows, []storage.Button{b})
	}
	last, err := t.row(all)
	return append(rows, last...), err
}

// undoWords names an act on a button: what it says, and what it is about unless
// all acts beside it are about the same.
func (t *talk) undoWords(a storage.Act, alike bool) (string, error) {
	v, err := t.actView(a)
	if err != nil {
		return "", err
	}
	if alike {
		v.Subject = ""
	}
	words, err := t.words.Plain("report/act", v)
	return strings.TrimSpace(words), err
}

// undo takes back what one message or one confirmation filed, or one act of it.
// What is left stands below with its own buttons.
func (t *talk) undo(p storage.Press, a args) error {
	acts, err := t.tx.Group(a.Group)
	if err != nil {
		return err
	}
	if a.Act != 0 {
		acts = slices.DeleteFunc(acts, func(o storage.Act) bool { return o.Number != a.Act })
	}
	undone, err := t.takeBackActs(acts)
	if err != nil {
		return err
	}
	left, err := t.standing(a.Group)
	if err != nil {
		return err
	}
	view := undoneView{}
	if view.echo, err = t.echo(undone, nil, false); err != nil {
		return err
	}
	if len(left) == 0 {
		return t.rewrite(p, "report/undone", view)
	}
	kept, err := t.echo(left, nil, false)
	if err != nil {
		return err
	}
	rows, err := t.undoRows(left, true)
	if err != nil {
		return err
	}
	view.Kept = kept.Items
	return t.rewrite(p, "report/undone", view, rows...)
}

// undoneView is what was taken back, and what of the same message stands.
type undoneView struct {
	echo
	Kept []echoItem
}

// undoLast takes back the last thing the sender said.
func (t *talk) undoLast() error {
	group, err := t.tx.LastGroupOf(t.who.ID)
	if errors.Is(err, storage.ErrNotFound) {
		return t.say("report/nothing-to-undo", nil, storage.Subject{})
	}
	if err != nil {
		return err
	}
	acts, err := t.takeBack(group)
	if err != nil {
		return t.explain(err)
	}
	e, err := t.echo(acts, nil, false)
	if err != nil {
		return err
	}
	return t.say("report/undone", undoneView{echo: e}, subjectOf(acts))
}

// takeBack undoes the acts of a group that are in force, the last first, and
// returns them as they were said. The office is told of a counted stage.
func (t *talk) takeBack(group storage.ActNumber) ([]storage.Act, error) {
	acts, err := t.tx.Group(group)
	if err != nil {
		return nil, err
	}
	return t.takeBackActs(acts)
}

// takeBackActs undoes those of some acts that are in force, the last first.
func (t *talk) takeBackActs(acts []storage.Act) ([]storage.Act, error) {
	var undone, undos []storage.Act
	for _, a := range acts {
		gone, err := t.tx.IsUndone(a.Number)
		if err != nil {
			return nil, err
		}
		if gone || a.Undoes != 0 {
			continue
		}
		undone = append(undone, a)
		undos = append(undos, storage.Act{
			Undoes: a.Number, Said: t.u.At, By: t.who.ID, Source: t.u.Key, Subjects: a.Subjects, Body: storage.Undone{},
		})
	}
	if len(undos) == 0 {
		return nil, &storage.Invalid{Why: storage.InvalidUndone, Kind: storage.KindUndone}
	}
	slices.Reverse(undos)
	if _, err := t.tx.ApplyGroup(undos); err != nil {
		return nil, err
	}
	if err := t.tellMeetingKept(undone); err != nil {
		return nil, err
	}
	if err := t.tellMoved(undone); err != nil {
		return nil, err
	}
	if err := t.tellWithdrawn(undone); err != nil {
		return nil, err
	}
	return undone, t.reportUndo(undone)
}

// reportUndo tells the office that a counted stage was taken back.
func (t *talk) reportUndo(undone []storage.Act) error {
	if t.who.Role == storage.Office || !slices.ContainsFunc(undone, storage.Act.Counted) {
		return nil
	}
	e, err := t.echo(undone, nil, false)
	if err != nil {
		return err
	}
	view := echoBy{e, t.who.Name}
	return t.tellOffice(t.tx, t.deed(), storage.Message{About: subjectOf(undone)}, "report/undone-counted", view)
}
