package bot

import (
	"reflect"
	"slices"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// revisedView shows an edited message: what it had filed, and what it files.
type revisedView struct {
	Old, New echo
}

// edited reads a changed message again. What it had filed is taken back and
// the new reading filed in its place, as one group; a message that had filed
// nothing is read as a new one.
func (t *talk) edited() error {
	group, err := t.tx.FiledBy(t.u.Chat.ID, t.u.MessageID)
	if isNotFound(err) {
		if err := t.dropAsked(); err != nil {
			return err
		}
		return t.sentence()
	}
	if err != nil {
		return err
	}
	old, err := t.standing(group)
	if err != nil {
		return err
	}
	if len(old) == 0 {
		return t.sentence() // taken back already
	}
	l, ctx, err := t.listening()
	if err != nil {
		return err
	}
	r := t.completed(l, t.u.Text, reading.Read(t.u.Text, ctx, l.index))
	f, err := t.understand(l, t.u.Text, r)
	if err != nil {
		return err
	}
	return t.revise(old, f, r.Confirm == reading.ConfirmFirst || dear(f.acts))
}

// dropAsked gives up the card or the question that stands about the message as
// it was: its buttons would file what is no longer said.
func (t *talk) dropAsked() error {
	for {
		d, err := t.tx.OpenDraft(t.u.Chat.ID, t.who.ID, stepConfirm, stepDate, stepReason, stepWhich, stepWant)
		if isNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		body, err := decodePending(d)
		if err != nil || body.Message != t.u.MessageID {
			return err
		}
		if err := t.tx.CloseDraft(d.ID); err != nil {
			return err
		}
	}
}

// standing returns the acts of a group that are in force.
func (t *talk) standing(group storage.ActNumber) ([]storage.Act, error) {
	acts, err := t.tx.Group(group)
	if err != nil {
		return nil, err
	}
	var in []storage.Act
	for _, a := range acts {
		undone, err := t.tx.IsUndone(a.Number)
		if err != nil {
			return nil, err
		}
		if !undone && a.Undoes == 0 {
			in = append(in, a)
		}
	}
	return in, nil
}

// revise files a new reading in the place of an old one, or asks before.
func (t *talk) revise(old []storage.Act, f filing, first bool) error {
	switch {
	case sameActs(old, f.acts):
		return nil // a corrected comma
	case len(f.acts) == 0:
		return t.say("report/edited", nil, subjectOf(old))
	}
	var undos []storage.Act
	for _, a := range slices.Backward(old) {
		undos = append(undos, storage.Act{
			Undoes: a.Number, Said: t.u.At, By: t.who.ID, Source: t.u.Key, Subjects: a.Subjects, Body: storage.Undone{},
		})
	}
	f.acts = append(undos, f.acts...)
	if first {
		return t.askConfirm(f)
	}
	done, err := t.commit(f)
	if err != nil {
		return t.explain(err)
	}
	before, err := t.echo(old, nil, false)
	if err != nil {
		return err
	}
	after, rows, err := t.echoed(f, done)
	if err != nil {
		return err
	}
	return t.say("report/revised", revisedView{before, after}, subjectOf(done), rows...)
}

// sameActs reports whether two readings file the same.
func sameActs(a, b []storage.Act) bool {
	return slices.EqualFunc(a, b, func(x, y storage.Act) bool {
		return reflect.DeepEqual(x.Subjects, y.Subjects) && reflect.DeepEqual(x.Body, y.Body)
	})
}
