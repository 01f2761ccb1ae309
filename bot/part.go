package bot

import (
	"fmt"
	"slices"
	"strings"

	"shuangzhou/bot/text"
	"shuangzhou/storage"
)

// A message with several acts is confirmed as one card: together, or act by
// act. What is left out is said.

// The verbs of confirming a part. They stand in the database: never renamed.
const (
	verbPart   = "part"   // opens the choice
	verbToggle = "toggle" // one act in or out
)

// choosable returns the places of the acts that a sender sees and may leave out: a
// file goes with what it was sent with.
func choosable(acts []storage.Act) []int {
	var places []int
	for i, a := range acts {
		if _, file := a.Body.(storage.FileAttached); a.Undoes == 0 && !file {
			places = append(places, i)
		}
	}
	return places
}

// partView is a card of which a part is confirmed.
type partView struct {
	echo
	Kept int
}

// openPart shows a button for each act of a card.
func (t *talk) openPart(p storage.Press, a args) error {
	d, body, err := t.draft(a.Draft)
	if err != nil {
		return err
	}
	return t.showPart(p, d, body)
}

// toggle takes one act of a card in, or leaves it out.
func (t *talk) toggle(p storage.Press, a args) error {
	d, body, err := t.draft(a.Draft)
	if err != nil {
		return err
	}
	if i := slices.Index(body.Skip, a.Page); i >= 0 {
		body.Skip = slices.Delete(body.Skip, i, i+1)
	} else {
		body.Skip = append(body.Skip, a.Page)
	}
	if err := t.moveDraft(d, d.Step, body); err != nil {
		return err
	}
	return t.showPart(p, d, body)
}

func (t *talk) showPart(p storage.Press, d storage.Draft, body pending) error {
	f, err := body.filing()
	if err != nil {
		return err
	}
	e, err := t.echo(f.acts, f.warn, f.noted)
	if err != nil {
		return err
	}
	var rows [][]storage.Button
	for n, i := range choosable(f.acts) {
		words, err := t.actWords(f.acts[i])
		if err != nil {
			return err
		}
		mark := "✓"
		if slices.Contains(body.Skip, i) {
			mark = "✗"
		}
		b, err := named(fmt.Sprintf("%s %d. %s", mark, n+1, words), verbToggle, storage.PlainStyle, args{Draft: d.ID, Page: i})
		if err != nil {
			return err
		}
		rows = append(rows, []storage.Button{b})
	}
	view := partView{e, len(rows) - len(body.Skip)}
	var last []label
	if view.Kept > 0 {
		last = append(last, label{"confirm-part", verbConfirm, storage.SuccessStyle, args{Draft: d.ID}})
	}
	ways, err := t.row(append(last, label{"discard-all", verbDiscard, storage.PlainStyle, args{Draft: d.ID}})...)
	if err != nil {
		return err
	}
	return t.rewrite(p, "report/part", view, append(rows, ways...)...)
}

// longestActLabel is how many characters of an act stand on its button.
const longestActLabel = 36

// actWords names an act on a button: what it is about and what it says.
func (t *talk) actWords(a storage.Act) (string, error) {
	v, err := t.actView(a)
	if err != nil {
		return "", err
	}
	words, err := t.words.Plain("report/act", v)
	return text.Short(longestActLabel, strings.TrimSpace(words)), err
}

// chosen leaves out of a filing what its sender has left out of the card, and
// returns that.
func (t *talk) chosen(f filing, skip []int) (filing, []storage.Act) {
	if len(skip) == 0 {
		return f, nil
	}
	var dropped []storage.Act
	f.acts, dropped = without(f.acts, skip)
	return f, dropped
}
