package bot

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// stepWant awaits the answer to what a message lacks.
const stepWant = "want"

// The verbs of the buttons under a question. They stand in the database: never
// renamed.
const (
	verbAnswer    = "answer"
	verbLeaveOpen = "leave open"
	verbTypeDay   = "type day" // another day than those that have a button
)

// A want is a message that lacks something, as it waits in a draft.
type want struct {
	Text    string    `json:"text"`
	Message int64     `json:"message,omitzero"`
	At      time.Time `json:"at"`              // when it was said: its days count from there
	About   string    `json:"about,omitzero"`  // the project it answers a message of ours about
	Known   []given   `json:"known,omitempty"` // the answers so far
	Head    string    `json:"head"`            // asked now
	Tries   int       `json:"tries,omitzero"`  // answers to it that were not understood
}

// wantView is what a question is about.
type wantView struct {
	Text    string // of the message
	Of      string // of several things it tells of, the one asked about; "": there is one
	Head    string
	Meeting bool   // its day is asked
	Lead    bool   // its unit is asked
	Unread  string // the answer that was not understood; "": the first time
	Open    bool   // it may be left open
	Typed   bool   // another day than those of the buttons is awaited
}

// askWanted asks what the reading of a message lacks, and reports whether it
// lacks anything.
func (t *talk) askWanted(l *ledger, w want, r reading.Reading) (bool, error) {
	w.Head, _ = wanted(r, w.Known)
	if w.Head == "" {
		return false, nil
	}
	return true, t.askHead(l, storage.Draft{}, w, r, "")
}

// askHead asks for the head of a want: with its buttons, and where an answer
// was not understood with that answer and an example.
func (t *talk) askHead(l *ledger, d storage.Draft, w want, r reading.Reading, unread string) error {
	raw, err := json.Marshal(w)
	if err != nil {
		return fmt.Errorf("encode what is wanted: %w", err)
	}
	d.Chat, d.Person, d.Step, d.Body = t.u.Chat.ID, t.who.ID, stepWant, raw
	if d.ID, err = t.tx.SaveDraft(d); err != nil {
		return err
	}
	rows, err := t.wantButtons(l, d.ID, w, r)
	if err != nil {
		return err
	}
	return t.say("want/"+w.Head, w.view(r, unread), storage.Subject{}, rows...)
}

// view is the question that is asked now.
func (w want) view(r reading.Reading, unread string) wantView {
	v := wantView{
		Text: w.Text, Head: w.Head, Unread: unread, Open: slices.Contains(mayStayOpen, w.Head),
		Meeting: slices.ContainsFunc(r.Acts, isMeeting),
	}
	_, a := wanted(r, w.Known)
	_, v.Lead = a.(reading.Lead)
	if a != nil && len(r.Acts) > 1 {
		v.Of = tellOf(a)
	}
	return v
}

// tellOf names what an act is about, as it was said.
func tellOf(a reading.Act) string {
	switch a := a.(type) {
	case reading.Order:
		return a.Text
	case reading.Lead:
		return cmp.Or(string(a.Project), string(a.Investor))
	}
	return strings.Join(projectsOf([]reading.Act{a}), "、")
}

// wantButtons are the answers that can be pressed, and the ways out.
func (t *talk) wantButtons(l *ledger, d storage.DraftID, w want, r reading.Reading) ([][]storage.Button, error) {
	var all []storage.Button
	choices, err := t.choices(l, r.Acts, w.Head)
	if err != nil {
		return nil, err
	}
	for _, c := range choices {
		b, err := named(c.label, verbAnswer, storage.PlainStyle, args{Draft: d, Head: w.Head, Choice: c.text})
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	wide := 3
	if w.Head == "keep" || w.Head == "event" {
		wide = 1
	}
	if slices.Contains(isDay, w.Head) {
		b, err := t.button("other-date", verbTypeDay, storage.PlainStyle, args{Draft: d, Head: w.Head})
		if err != nil {
			return nil, err
		}
		all, wide = append(all, b), 2
	}
	var last []label
	if slices.Contains(mayStayOpen, w.Head) {
		last = append(last, label{"leave-open", verbLeaveOpen, storage.PlainStyle, args{Draft: d, Head: w.Head}})
	}
	ways, err := t.row(append(last, label{"drop-it", verbDiscard, storage.PlainStyle, args{Draft: d}})...)
	return slices.Concat(slices.Collect(slices.Chunk(all, wide)), ways), err
}

// typeDay asks for another day in words, in the question's place, and leads back
// to its buttons. A day that is typed at once is taken as well.
func (t *talk) typeDay(p storage.Press, a args) error {
	d, w, err := t.wantOf(a)
	if err != nil {
		return err
	}
	l, r, err := t.readWant(w)
	if err != nil {
		return err
	}
	v := w.view(r, "")
	if a.Choice == "back" {
		rows, err := t.wantButtons(l, d.ID, w, r)
		if err != nil {
			return err
		}
		return t.rewrite(p, "want/"+w.Head, v, rows...)
	}
	rows, err := t.row(
		label{"back", verbTypeDay, storage.PlainStyle, args{Draft: d.ID, Head: w.Head, Choice: "back"}},
		label{"drop-it", verbDiscard, storage.PlainStyle, args{Draft: d.ID}},
	)
	if err != nil {
		return err
	}
	v.Typed = true
	return t.rewrite(p, "want/"+w.Head, v, rows...)
}
