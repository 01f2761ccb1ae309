package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/bot/text"
	"shuangzhou/storage"
)

// The steps of a draft.
const (
	stepConfirm = "confirm" // its acts wait for a press
	stepWhich   = "which"   // the text waits for a project to be chosen
	stepDate    = "date"    // a day is awaited, in words
	stepReason  = "reason"  // why nothing has changed
)

// A pending is the body of a draft: a message that is not settled.
type pending struct {
	Text  string          `json:"text"`           // as typed
	Acts  json.RawMessage `json:"acts,omitempty"` // packed
	Warn  []string        `json:"warn,omitempty"`
	Names []string        `json:"names,omitempty"` // the projects to choose among
}

// An echo repeats what was understood, in absolute terms.
type echo struct {
	Today storage.Date
	Items []echoItem
	Warn  []warning
	Noted bool // something is kept only as a note
	Asked bool // the day was not said and today's was taken
}

// An echoItem is what was said of one subject.
type echoItem struct {
	Subject string
	Acts    []text.ActView
}

// A warning is what the reading wants the sender to see.
type warning struct{ Head, What string }

// file files what a message reports: at once with an echo and undo, or, where
// an error would be dear, after the sender has confirmed it.
func (t *talk) file(l *ledger, said string, r reading.Reading) error {
	if which := ask(r, "which"); which != "" {
		return t.askWhich(said, strings.Split(which, "|"))
	}
	f := &filer{t: t, ledger: l}
	f.fileActs(r.Acts)
	if f.err != nil {
		return f.err
	}
	if undoLast(r) {
		return t.undoLast()
	}
	wanting, err := t.wantReason(f.acts)
	if err != nil {
		return err
	}
	switch {
	case len(f.acts) == 0:
		return t.notUnderstood(f)
	case wanting > 0:
		return t.askReason(said, f.acts, r.Warn)
	case r.Confirm == reading.ConfirmFirst:
		return t.askConfirm(said, f, r)
	}
	return t.apply(f.acts, r.Warn, f.noted)
}

// ask returns what a reading asks under a head, "" where it does not ask.
func ask(r reading.Reading, head string) string {
	for _, a := range r.Ask {
		if h, what, _ := strings.Cut(a, ":"); h == head {
			return cmpOr(what, head)
		}
	}
	return ""
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func undoLast(r reading.Reading) bool {
	return slices.ContainsFunc(r.Acts, func(a reading.Act) bool { return a.Op() == reading.OpUndo })
}

// apply files acts and echoes them with a button to take them back.
func (t *talk) apply(acts []storage.Act, warn []string, noted bool) error {
	done, err := t.tx.ApplyGroup(acts)
	if err != nil {
		return t.explain(err)
	}
	e, err := t.echo(done, warn, noted)
	if err != nil {
		return err
	}
	row, err := t.echoButtons(done)
	if err != nil {
		return err
	}
	return t.say("report/echo", e, subjectOf(done), row...)
}

// subjectOf is what a reply to the echo is about: the first act's subject.
func subjectOf(acts []storage.Act) storage.Subject {
	if len(acts) == 0 || len(acts[0].Subjects) == 0 {
		return storage.Subject{}
	}
	return acts[0].Subjects[0]
}

func (t *talk) echoButtons(done []storage.Act) ([][]storage.Button, error) {
	undo, err := t.button("undo", verbUndo, storage.DangerStyle, args{Group: done[0].Group})
	if err != nil {
		return nil, err
	}
	return [][]storage.Button{{undo}}, nil
}

// echo makes the view of acts, grouped by their subjects in the order spoken.
func (t *talk) echo(acts []storage.Act, warn []string, noted bool) (echo, error) {
	e := echo{Today: t.today(), Noted: noted}
	for _, w := range warn {
		head, what, _ := strings.Cut(w, ":")
		if t.words.Has("warn/" + head) {
			e.Warn = append(e.Warn, warning{head, what})
		}
	}
	at := map[storage.Subject]int{}
	for _, a := range acts {
		v, err := t.actView(a)
		if err != nil {
			return e, err
		}
		s := a.Subjects[0]
		i, ok := at[s]
		if !ok || s.ID == 0 {
			i = len(e.Items)
			at[s] = i
			e.Items = append(e.Items, echoItem{Subject: v.Subject})
		}
		e.Items[i].Acts = append(e.Items[i].Acts, v)
	}
	return e, nil
}

// actView names what an act is about and what it names, for the words.
func (t *talk) actView(a storage.Act) (text.ActView, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return text.ActView{}, err
	}
	v := text.ActView{Today: t.today(), Act: a, By: l.persons[a.By].Name}
	switch b := a.Body.(type) {
	case storage.Opened:
		v.Unit, v.Leader = l.unitName[b.Unit], l.persons[b.Leader].Name
	case storage.Assigned:
		v.Unit, v.Host, v.Leader = l.unitName[b.Unit], l.unitName[b.Host], l.persons[b.Leader].Name
	case storage.PutUp:
		v.Event = l.eventsBy[b.Event].Name
	}
	v.Subject, err = t.subjectName(l, a)
	return v, err
}

func (t *talk) subjectName(l *ledger, a storage.Act) (string, error) {
	switch s := a.Subjects[0]; s.Kind {
	case storage.ProjectSubject:
		if o, ok := a.Body.(storage.Opened); ok {
			return o.Name, nil
		}
		p, err := t.tx.Project(storage.ProjectID(s.ID))
		return p.Name, err
	case storage.PersonSubject:
		return l.persons[storage.PersonID(s.ID)].Name, nil
	case storage.UnitSubject:
		return l.unitName[storage.UnitID(s.ID)], nil
	}
	return "", nil
}

// askConfirm shows what would be filed and waits for a press.
func (t *talk) askConfirm(said string, f *filer, r reading.Reading) error {
	if err := t.tx.Rehearse(f.acts); err != nil {
		return t.explain(err)
	}
	seen, err := t.tx.LastAct()
	if err != nil {
		return err
	}
	for i := range f.acts {
		f.acts[i].Seen = seen
	}
	raw, err := storage.PackActs(f.acts)
	if err != nil {
		return err
	}
	e, err := t.echo(f.acts, r.Warn, f.noted)
	if err != nil {
		return err
	}
	e.Asked = ask(r, "date") != ""
	d, err := t.keepDraft(stepConfirm, pending{Text: said, Acts: raw, Warn: r.Warn})
	if err != nil {
		return err
	}
	rows, err := t.confirmButtons(d, e.Asked)
	if err != nil {
		return err
	}
	return t.say("report/confirm", e, subjectOf(f.acts), rows...)
}

func (t *talk) confirmButtons(d storage.DraftID, dated bool) ([][]storage.Button, error) {
	yes, err := t.button("confirm", verbConfirm, storage.SuccessStyle, args{Draft: d})
	if err != nil {
		return nil, err
	}
	no, err := t.button("discard", verbDiscard, storage.PlainStyle, args{Draft: d})
	if err != nil {
		return nil, err
	}
	if !dated {
		return [][]storage.Button{{yes, no}}, nil
	}
	other, err := t.button("other-day", verbOtherDay, storage.PlainStyle, args{Draft: d})
	return [][]storage.Button{{yes, other}, {no}}, err
}

func (t *talk) keepDraft(step string, p pending) (storage.DraftID, error) {
	raw, err := json.Marshal(p)
	if err != nil {
		return 0, fmt.Errorf("encode draft: %w", err)
	}
	return t.tx.SaveDraft(storage.Draft{Chat: t.u.Chat.ID, Person: t.who.ID, Step: step, Body: raw})
}

// draft loads an open draft of the sender's own; another's, or one that is
// settled, is stale.
func (t *talk) draft(id storage.DraftID) (storage.Draft, pending, error) {
	d, err := t.tx.Draft(id)
	if err != nil {
		return d, pending{}, err
	}
	if d.Closed {
		return d, pending{}, errStale
	}
	if d.Person != t.who.ID {
		return d, pending{}, errNotYours
	}
	var p pending
	if err := json.Unmarshal(d.Body, &p); err != nil {
		return d, p, fmt.Errorf("decode draft %d: %w", id, err)
	}
	return d, p, nil
}

// Why a press changes nothing.
var (
	errStale    = errors.New("settled already")
	errNotYours = errors.New("another person's to settle")
)

// confirm files what its sender has confirmed.
func (t *talk) confirm(p storage.Press, a args) error {
	d, body, err := t.draft(a.Draft)
	if err != nil {
		return err
	}
	acts, err := storage.UnpackActs(body.Acts)
	if err != nil {
		return err
	}
	done, err := t.tx.ApplyGroup(acts)
	if err != nil {
		return err
	}
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return err
	}
	e, err := t.echo(done, body.Warn, false)
	if err != nil {
		return err
	}
	rows, err := t.echoButtons(done)
	if err != nil {
		return err
	}
	if err := t.rewrite(p, "report/echo", e, rows...); err != nil {
		return err
	}
	return t.askRecognition(done)
}

// discard gives up what waited for confirmation.
func (t *talk) discard(p storage.Press, a args) error {
	d, body, err := t.draft(a.Draft)
	if err != nil {
		return err
	}
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return err
	}
	return t.rewrite(p, "report/discarded", body)
}

// notUnderstood says what was not read, and how it is said.
func (t *talk) notUnderstood(f *filer) error {
	missing := slices.DeleteFunc(f.missing, func(name string) bool { return name == "" })
	if len(missing) > 0 {
		return t.say("report/missing", missing, storage.Subject{})
	}
	return t.smallTalk(f.ledger)
}
