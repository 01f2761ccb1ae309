package bot

import (
	"errors"

	"shuangzhou/bot/text"
	"shuangzhou/storage"
)

func isNotFound(err error) bool { return errors.Is(err, storage.ErrNotFound) }

// explain says to a person why nothing was filed and what to do next; an error
// that is nobody's fault in the chat is returned.
func (t *talk) explain(err error) error {
	var denied *storage.Denied
	var invalid *storage.Invalid
	var conflict *storage.Conflict
	switch {
	case errors.As(err, &denied):
		l, err := t.ledger(t.tx)
		if err != nil {
			return err
		}
		return t.say("denied/"+string(denied.Why), struct{ Unit string }{l.unitName[denied.Unit]}, storage.Subject{})
	case errors.As(err, &invalid):
		return t.say("invalid/"+string(invalid.Why), nil, storage.Subject{})
	case errors.As(err, &conflict):
		return t.explainConflict(conflict)
	}
	return err
}

// explainConflict shows what another has changed meanwhile.
func (t *talk) explainConflict(c *storage.Conflict) error {
	v, err := t.actView(c.Other)
	if err != nil {
		return err
	}
	view := struct {
		Today storage.Date
		Other text.ActView
	}{t.today(), v}
	return t.say("explain/conflict", view, c.Other.Subjects[0])
}
