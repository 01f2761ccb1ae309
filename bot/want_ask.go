package bot

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
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

// pressAnswer takes a button as the answer that could have been typed.
func (t *talk) pressAnswer(p storage.Press, a args) error {
	d, w, err := t.wantOf(a)
	if err != nil {
		return err
	}
	l, r, err := t.readWant(w)
	if err != nil {
		return err
	}
	g, ok := t.readAnswer(l, r.Acts, w.Head, a.Choice)
	if !ok {
		return errStale
	}
	return t.pressed(p, d, w, g)
}

// pressLeave leaves a question open.
func (t *talk) pressLeave(p storage.Press, a args) error {
	d, w, err := t.wantOf(a)
	if err != nil {
		return err
	}
	return t.pressed(p, d, w, given{Head: w.Head})
}

// answeredView is an answer, as it takes the place of its question.
type answeredView struct {
	Today storage.Date
	given
}

func (t *talk) pressed(p storage.Press, d storage.Draft, w want, g given) error {
	if err := t.rewrite(p, "want/answered", answeredView{t.today(), g}); err != nil {
		return err
	}
	return t.goOn(d, w, g)
}

// wantOf loads the want of a button that asks for what is asked now.
func (t *talk) wantOf(a args) (storage.Draft, want, error) {
	d, _, err := t.draft(a.Draft)
	if err != nil {
		return d, want{}, err
	}
	w, err := decodeWant(d)
	if err == nil && w.Head != a.Head {
		err = errStale
	}
	return d, w, err
}

func decodeWant(d storage.Draft) (w want, err error) {
	if err := json.Unmarshal(d.Body, &w); err != nil {
		return w, fmt.Errorf("decode draft %d: %w", d.ID, err)
	}
	return w, nil
}

// answerWant takes a text as the answer to what is asked. A report or a
// question that comes instead is heard as such. What is not understood is
// asked once more, with an example; then it is kept as a note.
func (t *talk) answerWant(d storage.Draft) (bool, error) {
	w, err := decodeWant(d)
	if err != nil {
		return false, err
	}
	l, r, err := t.readWant(w)
	if err != nil {
		return false, err
	}
	if other, err := t.saysElse(w.Head); other || err != nil {
		return false, err
	}
	if g, ok := t.readAnswer(l, r.Acts, w.Head, t.u.Text); ok {
		return true, t.goOn(d, w, g)
	}
	if w.Tries++; w.Tries < 2 {
		return true, t.askHead(l, d, w, r, t.u.Text)
	}
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return true, err
	}
	return true, t.keepNote(l, w, r)
}

// saysElse reports whether a text is something to be heard by itself and no
// answer: a report of a project, a question, a lead, a meeting.
func (t *talk) saysElse(head string) (bool, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return false, err
	}
	ctx, err := t.context(l)
	if err != nil {
		return false, err
	}
	for _, a := range reading.Read(t.u.Text, ctx, l.index).Acts {
		switch a := a.(type) {
		case reading.AskProject:
			return head != "keep", nil
		case reading.Lead, reading.Meeting, reading.Transfer, reading.Merge, reading.Drop:
			return true, nil
		case reading.Order:
			return head != "text" && len(a.To) > 0 && a.Text != "", nil
		case reading.Obstacle:
			return a.Project != "", nil
		}
	}
	return t.saysSomething(l)
}

// goOn goes on with an answer: to the next question, or to the filing.
func (t *talk) goOn(d storage.Draft, w want, g given) error {
	w.Known, w.Tries = append(w.Known, g), 0
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return err
	}
	l, r, err := t.readWant(w)
	if err != nil {
		return err
	}
	t.u.MessageID, t.u.Text = w.Message, w.Text
	return t.fileWant(l, w, r)
}

// dayShape is a day in figures, with its weekday: what is put right where the
// day there was does not exist.
var dayShape = regexp.MustCompile(`(?:\d{2,4}年)?[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}[日号]?(?:[（(]?(?:周|星期)[一二三四五六日天][）)]?)?|\d{1,2}[./]\d{1,2}`)

// readWant reads a message again and puts what was answered into its acts.
func (t *talk) readWant(w want) (*ledger, reading.Reading, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return nil, reading.Reading{}, err
	}
	ctx, err := t.context(l)
	if err != nil {
		return nil, reading.Reading{}, err
	}
	ctx.Now, ctx.ReplyTo = w.At.In(t.loc), nil
	if w.About != "" {
		ctx.ReplyTo = &reading.Reply{Kind: "which", Project: w.About}
	}
	r := t.completed(l, w.Text, reading.Read(w.Text, ctx, l.index))
	for _, g := range w.Known {
		if g.Head == "date" && slices.ContainsFunc(r.Acts, func(a reading.Act) bool { _, ok := a.(reading.Update); return ok && lacks(a, "date") }) {
			day := fmt.Sprintf("%d年%d月%d日", g.To.Year, int(g.To.Month), g.To.Day)
			r = t.completed(l, w.Text, reading.Read(dayShape.ReplaceAllString(w.Text, day), ctx, l.index))
			continue
		}
		amount, _ := t.readAmountAlone(g.Text)
		r.Acts = filled(r.Acts, g, amount)
	}
	return l, r, nil
}

// keepNote keeps a message whole where its question was not answered: as a
// note on its projects, and the office is told.
func (t *talk) keepNote(l *ledger, w want, r reading.Reading) error {
	f := filing{noted: true, message: w.Message}
	for _, name := range projectsOf(r.Acts) {
		if p, ok := l.projects[name]; ok {
			f.acts = append(f.acts, t.act(p.ID, storage.Noted{Text: w.Text}))
		}
	}
	return t.refer(l, w, f, "want/noted")
}

// refer tells the office of a message that it has to see to, and the sender so,
// with what is kept of it as a note.
func (t *talk) refer(l *ledger, w want, f filing, words string) error {
	view := unsettledView{
		Text: w.Text, By: t.who.Name, Unit: l.unitName[t.who.Unit], Kept: len(f.acts) > 0, Theirs: f.forOffice,
	}
	if err := t.tellOffice(t.tx, "unsettled/"+t.u.Key, storage.Message{About: subjectOf(f.acts)}, "want/unsettled", view); err != nil {
		return err
	}
	if len(f.acts) == 0 {
		return t.say("want/given-up", view, storage.Subject{})
	}
	done, err := t.commit(f)
	if err != nil {
		return t.explain(err)
	}
	e, rows, err := t.echoed(f, done)
	if err != nil {
		return err
	}
	return t.say(words, e, subjectOf(done), rows...)
}

// unsettledView tells the office of a message that could not be filed.
type unsettledView struct {
	Text, By, Unit string
	Kept           bool // as a note on its project
	Theirs         bool // it was understood, and is the office's to do
}

// projectsOf returns the projects that acts name, each once.
func projectsOf(as []reading.Act) []string {
	var names []string
	add := func(ns ...string) {
		for _, n := range ns {
			if n != "" && !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	for _, a := range as {
		switch a := a.(type) {
		case reading.Update:
			add(string(a.Project))
		case reading.Correct:
			add(string(a.Project))
		case reading.Obstacle:
			add(string(a.Project))
		case reading.ObstacleClose:
			add(string(a.Project))
		case reading.Order:
			add(string(a.Project))
		case reading.Transfer:
			add(string(a.Project))
		case reading.Drop:
			add(string(a.Project))
		case reading.EventAdd:
			add(a.Projects...)
		case reading.EventDrop:
			add(a.Projects...)
		case reading.Merge:
			add(string(a.Keep), string(a.Drop))
		case reading.Assign:
			add(string(a.Project))
		}
	}
	return names
}
