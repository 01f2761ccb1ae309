package bot

import (
	"encoding/json"
	"fmt"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// The steps that await a name in words.
const (
	stepPersonName = "person name"
	stepUnitName   = "unit name"
	stepUnitRename = "unit rename"
	stepUnitAlias  = "unit alias"
)

var nameSteps = []string{stepPersonName, stepUnitName, stepUnitRename, stepUnitAlias}

// await asks for a name in words; a name asked for before and not given is
// asked for no more.
func (t *talk) await(step string, about any) error {
	if err := t.dropAwaited(); err != nil {
		return err
	}
	raw, err := json.Marshal(about)
	if err != nil {
		return fmt.Errorf("encode draft %s: %w", step, err)
	}
	_, err = t.tx.SaveDraft(storage.Draft{Chat: t.u.Chat.ID, Person: t.who.ID, Step: step, Body: raw})
	return err
}

func (t *talk) dropAwaited() error {
	for {
		d, err := t.tx.OpenDraft(t.u.Chat.ID, t.who.ID, nameSteps...)
		if isNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := t.tx.CloseDraft(d.ID); err != nil {
			return err
		}
	}
}

// awaited settles a draft that awaits a name and reports whether the text is
// one. A report or a question that comes instead is heard as such.
func (t *talk) awaited(d storage.Draft, about any) (bool, error) {
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return false, err
	}
	if err := json.Unmarshal(d.Body, about); err != nil {
		return false, fmt.Errorf("decode draft %d: %w", d.ID, err)
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return false, err
	}
	other, err := t.saysSomething(l)
	return !other, err
}

// saysSomething reports whether a text is a report of a project or a question,
// and so no answer to what was asked.
func (t *talk) saysSomething(l *ledger) (bool, error) {
	ctx, err := t.context(l)
	if err != nil {
		return false, err
	}
	for _, a := range reading.Read(t.u.Text, ctx, l.index).Acts {
		switch a := a.(type) {
		case reading.Update:
			if a.Project != "" {
				return true, nil
			}
		case reading.AskRate, reading.AskList, reading.AskProject, reading.AskMeeting, reading.NoChange, reading.Undo:
			return true, nil
		}
	}
	return false, nil
}
