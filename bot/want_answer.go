package bot

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

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
	l, ctx, err := t.listening()
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
		case reading.Assign: // TCL专班由孙书记牵头, 我镇联络员换成李小明
			if a.Project != "" || head == "reason" || head == "due" {
				return true, nil
			}
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
	if done, err := t.correctLast(l, r); done || err != nil {
		return err
	}
	return t.fileWant(l, w, r)
}

// dayShape is a day in figures, with its weekday: what is put right where the
// day there was does not exist.
var dayShape = regexp.MustCompile(`(?:\d{2,4}年)?[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}[日号]?(?:[（(]?(?:周|星期)[一二三四五六日天][）)]?)?|\d{1,2}[./]\d{1,2}`)

// readWant reads a message again and puts what was answered into its acts.
func (t *talk) readWant(w want) (*ledger, reading.Reading, error) {
	l, ctx, err := t.listening()
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
	deed := "unsettled/" + t.u.Key
	rows, err := t.wishRow(deed, view, f.wished)
	if err != nil {
		return err
	}
	if err := t.tellOffice(t.tx, deed, storage.Message{About: subjectOf(f.acts)}, "want/unsettled", view, rows...); err != nil {
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
