package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"shuangzhou/bot/reading"
	"shuangzhou/bot/telegram"
	"shuangzhou/storage"
)

// The steps of a draft: what is awaited.
const (
	stepConfirm = "confirm" // a press
	stepWhich   = "which"   // a project to be chosen
	stepDate    = "date"    // a day, in words
	stepReason  = "reason"  // why nothing has changed
)

// A filing is a message understood and not filed yet.
type filing struct {
	acts    []storage.Act
	text    string   // as typed
	message int64    // Telegram's id of the message; 0: a press
	warn    []string // of the reading
	unread  []string // what no rule has read
	missing []string // names that are not in the ledger
	noted   bool     // something is kept only as a note
	asked   bool     // the day was not said and today's was taken

	others []storage.Act // what its sender may not say; not filed

	joins storage.ActNumber // the group it is a part of; 0: one of its own

	instead *storage.MeetingChanged // what may be meant as well: a meeting added, not moved

	back storage.ProjectID // whose card it was edited from; 0: from none

	noLast bool   // it is about the sender's last report, and there is none
	why    string // of what is kept as a note, as “noted/…”

	otherMeeting string          // what is called is no fortnightly review
	nothing      bool            // 无变化 is said of all, and no report is owed
	forOffice    bool            // something in it is the office's to do
	wished       []wish          // what of it a tap of the office does
	people       *reading.Assign // who is to have a role in a unit
}

// A pending is a filing as it waits in a draft.
type pending struct {
	Text    string          `json:"text"`
	Message int64           `json:"message,omitzero"`
	Acts    json.RawMessage `json:"acts,omitempty"` // packed
	Warn    []string        `json:"warn,omitempty"`
	Unread  []string        `json:"unread,omitempty"`
	Missing []string        `json:"missing,omitempty"`

	Back   storage.ProjectID `json:"back,omitzero"`
	Others json.RawMessage   `json:"others,omitempty"` // packed
	Noted  bool              `json:"noted,omitzero"`
	Asked  bool              `json:"asked,omitzero"`
	Why    string            `json:"why,omitzero"`
	Skip   []int             `json:"skip,omitempty"`  // the places of the acts left out
	Names  []string          `json:"names,omitempty"` // the projects to choose among

	Files   []telegram.File   `json:"files,omitempty"`  // sent with it
	Album   string            `json:"album,omitzero"`   // of the files
	Project storage.ProjectID `json:"project,omitzero"` // with which the album is kept
	Group   storage.ActNumber `json:"group,omitzero"`   // as what the album's first was filed
	Shown   storage.OutboxID  `json:"shown,omitzero"`   // the question that stands
}

func (f filing) pending() (pending, error) {
	raw, err := storage.PackActs(f.acts)
	if err != nil {
		return pending{}, err
	}
	var others json.RawMessage
	if len(f.others) > 0 {
		if others, err = storage.PackActs(f.others); err != nil {
			return pending{}, err
		}
	}
	return pending{
		Others: others, Text: f.text, Message: f.message, Acts: raw, Warn: f.warn, Unread: f.unread, Missing: f.missing, Noted: f.noted, Asked: f.asked, Back: f.back, Why: f.why,
	}, err
}

func (p pending) filing() (filing, error) {
	acts, err := storage.UnpackActs(p.Acts)
	if err != nil {
		return filing{}, err
	}
	var others []storage.Act
	if p.Others != nil {
		if others, err = storage.UnpackActs(p.Others); err != nil {
			return filing{}, err
		}
	}
	return filing{
		others: others, acts: acts, text: p.Text, message: p.Message, warn: p.Warn, unread: p.Unread, missing: p.Missing, noted: p.Noted, asked: p.Asked, back: p.Back, why: p.Why,
	}, err
}

// keep puts a filing into a new draft that awaits a step.
func (t *talk) keep(step string, f filing) (storage.DraftID, error) {
	p, err := f.pending()
	if err != nil {
		return 0, err
	}
	return t.keepDraft(step, p)
}

func (t *talk) keepDraft(step string, p pending) (storage.DraftID, error) {
	raw, err := json.Marshal(p)
	if err != nil {
		return 0, fmt.Errorf("encode draft: %w", err)
	}
	return t.tx.SaveDraft(storage.Draft{Chat: t.u.Chat.ID, Person: t.who.ID, Step: step, Body: raw})
}

// keepToConfirm keeps a filing until its sender confirms it. He is shown all
// that is known now, so only what comes later can stand against it.
func (t *talk) keepToConfirm(f filing) (storage.DraftID, error) {
	seen, err := t.tx.LastAct()
	if err != nil {
		return 0, err
	}
	for i := range f.acts {
		f.acts[i].Seen = seen
	}
	return t.keep(stepConfirm, f)
}

func (t *talk) moveDraft(d storage.Draft, step string, p pending) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("encode draft: %w", err)
	}
	d.Step, d.Body = step, raw
	_, err = t.tx.SaveDraft(d)
	return err
}

// Why a press changes nothing.
var (
	errStale    = errors.New("settled already")
	errNotYours = errors.New("another person's to settle")
	errExpired  = errors.New("begun too long ago")
)

// draftsLast is how long a question or a card waits: who comes back the next
// day at the same hour is still in the same affair, later he may no longer know
// what “今天” in it was.
const draftsLast = 24 * time.Hour

func (t *talk) expired(d storage.Draft) bool { return t.tx.Now().Sub(d.Made) > draftsLast }

// draft loads an open draft of the sender's own; one that is settled is stale.
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
	if t.expired(d) {
		return d, pending{}, errExpired
	}
	var p pending
	if err := json.Unmarshal(d.Body, &p); err != nil {
		return d, p, fmt.Errorf("decode draft %d: %w", id, err)
	}
	return d, p, nil
}

// askConfirm shows what would be filed and waits for a press. What would be
// refused is said at once.
func (t *talk) askConfirm(f filing) error {
	acts, err := t.numbered(f.acts)
	if err != nil {
		return err
	}
	err = t.tx.Rehearse(acts)
	var conflict *storage.Conflict
	if errors.As(err, &conflict) {
		return t.askConflict(f, conflict)
	}
	if err != nil {
		return t.explain(err)
	}
	d, err := t.keepToConfirm(f)
	if err != nil {
		return err
	}
	e, rows, err := t.confirmCard(d, f)
	if err != nil {
		return err
	}
	return t.say("report/confirm", e, standingSubject(f.acts), rows...)
}

// standingSubject is what acts that wait are about, nothing where that is not
// there yet.
func standingSubject(acts []storage.Act) storage.Subject {
	if s := subjectOf(acts); s.ID > 0 {
		return s
	}
	return storage.Subject{}
}

// confirmCard is the view of a filing that waits, with its buttons.
func (t *talk) confirmCard(d storage.DraftID, f filing) (echo, [][]storage.Button, error) {
	e, err := t.echo(f.acts, f.warn, f.noted)
	if err != nil {
		return e, nil, err
	}
	e.Asked = f.asked
	e.leave(f)
	if e.Others, err = t.othersOf(f); err != nil {
		return e, nil, err
	}
	rows, err := t.confirmButtons(d, hasFact(f.acts), len(choosable(f.acts)) > 1)
	if err != nil || f.instead == nil {
		return e, rows, err
	}
	row, err := t.addedMeetingButton(f)
	return e, append([][]storage.Button{rows[0]}, append([][]storage.Button{row}, rows[1:]...)...), err
}

// hasFact reports whether a dated fact is among acts, whose day may be wrong.
func hasFact(acts []storage.Act) bool {
	for _, a := range acts {
		switch a.Body.(type) {
		case storage.Reached, storage.RecognitionClaimed, storage.FilingReturned:
			return true
		}
	}
	return false
}

// confirmButtons are the ways to settle a card; several acts may be confirmed
// in part.
func (t *talk) confirmButtons(d storage.DraftID, dated, several bool) ([][]storage.Button, error) {
	if several {
		last := []label{{"discard", verbDiscard, storage.PlainStyle, args{Draft: d}}}
		if dated {
			last = append([]label{{"other-day", verbOtherDay, storage.PlainStyle, args{Draft: d}}}, last...)
		}
		first, err := t.row(label{"confirm-all", verbConfirm, storage.SuccessStyle, args{Draft: d}}, label{"part", verbPart, storage.PlainStyle, args{Draft: d}})
		if err != nil {
			return nil, err
		}
		second, err := t.row(last...)
		return append(first, second...), err
	}
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

// confirm files what its sender has confirmed.
func (t *talk) confirm(p storage.Press, a args) error {
	d, body, err := t.draft(a.Draft)
	if err != nil {
		return err
	}
	f, err := body.filing()
	if err != nil {
		return err
	}
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return err
	}
	f, dropped := t.chosen(f, body.Skip)
	left, err := t.echo(dropped, nil, false)
	if err != nil {
		return err
	}
	done, err := t.commit(f)
	var conflict *storage.Conflict
	if errors.As(err, &conflict) {
		return t.askConflict(f, conflict)
	}
	if err != nil {
		return err
	}
	e, rows, err := t.echoed(f, done)
	if err != nil {
		return err
	}
	e.Dropped = left.Items
	if err := t.rewrite(p, "report/echo", e, rows...); err != nil {
		return err
	}
	return t.tellOthers(done)
}

// discard gives up what waited.
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

// askConflict shows what another has changed meanwhile, and lets the sender
// insist or give up.
func (t *talk) askConflict(f filing, c *storage.Conflict) error {
	v, err := t.actView(c.Other)
	if err != nil {
		return err
	}
	d, err := t.keepToConfirm(f)
	if err != nil {
		return err
	}
	e, err := t.echo(f.acts, f.warn, f.noted)
	if err != nil {
		return err
	}
	insist, err := t.button("insist", verbConfirm, storage.PlainStyle, args{Draft: d})
	if err != nil {
		return err
	}
	giveUp, err := t.button("give-up", verbDiscard, storage.PrimaryStyle, args{Draft: d})
	if err != nil {
		return err
	}
	return t.say("explain/conflict", conflictView{e, v}, c.Other.Subjects[0], []storage.Button{insist, giveUp})
}
