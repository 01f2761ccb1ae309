package bot

import (
	"errors"
	"slices"

	"shuangzhou/storage"
)

// undo takes back what one message or one confirmation filed.
func (t *talk) undo(p storage.Press, a args) error {
	acts, err := t.takeBack(a.Group)
	if err != nil {
		return err
	}
	e, err := t.echo(acts, nil, false)
	if err != nil {
		return err
	}
	return t.rewrite(p, "report/undone", e)
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
	return t.say("report/undone", e, subjectOf(acts))
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
