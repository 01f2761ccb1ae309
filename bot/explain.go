package bot

import (
	"errors"

	"shuangzhou/bot/telegram"
	"shuangzhou/bot/text"
	"shuangzhou/storage"
)

func isNotFound(err error) bool { return errors.Is(err, storage.ErrNotFound) }

// explain says to a person why nothing was filed and what to do next: to a
// press in a box that he alone sees, to a sentence in the chat. An error that
// is nobody's fault in the chat is returned.
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
		return t.refuse(t.wordsOf("denied/"+string(denied.Why), denied.Kind), struct{ Unit string }{l.unitName[denied.Unit]})
	case errors.As(err, &invalid):
		return t.refuse(t.wordsOf("invalid/"+string(invalid.Why), invalid.Kind), nil)
	case errors.As(err, &conflict):
		return t.explainConflict(conflict)
	}
	return err
}

// wordsOf names the words for a reason: those for this kind of act where there
// are such.
func (t *talk) wordsOf(why string, k storage.Kind) string {
	if own := why + "/" + string(k); t.words.Has(own) {
		return own
	}
	return why
}

func (t *talk) refuse(template string, view any) error {
	if t.u.Callback == "" {
		return t.say(template, view, storage.Subject{})
	}
	words, err := t.words.Plain(template, view)
	if err != nil {
		return err
	}
	_, err = t.tx.Enqueue(telegram.Answer(t.u, words, true))
	return err
}

// conflictView is what was to be filed, and what another has said meanwhile.
type conflictView struct {
	echo
	Other text.ActView
}

// explainConflict shows what another has changed meanwhile.
func (t *talk) explainConflict(c *storage.Conflict) error {
	v, err := t.actView(c.Other)
	if err != nil {
		return err
	}
	return t.say("explain/conflict", conflictView{echo{Today: t.today()}, v}, c.Other.Subjects[0])
}
