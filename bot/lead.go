package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// A lead is protected from the moment it is filed, so what is missing is asked
// after filing, never before; before it only what tells it from another: its
// name, its investor, its unit. A likely duplicate is a warning, and confirmed.

// The steps of a lead that is not complete.
const (
	stepLeadWhat     = "lead what"     // who wants to do what, in words
	stepLeadInvestor = "lead investor" // in words
	stepLeadUnit     = "lead unit"     // a press; the office files for others
	stepLeadConfirm  = "lead confirm"  // a press
	stepLeadAmount   = "lead amount"   // in words, once it is filed
	stepLeadNext     = "lead next"     // in words, once it is filed: what next, and when
)

// leadSteps are those that a text answers.
var leadSteps = []string{stepLeadWhat, stepLeadInvestor, stepLeadAmount, stepLeadNext}

// A leadDraft is the body of a lead's draft.
type leadDraft struct {
	Text    string            `json:"text,omitzero"`    // as typed; dropped once it is filed
	Message int64             `json:"message,omitzero"` // Telegram's id of it
	Lead    storage.Opened    `json:"lead"`
	Contact string            `json:"contact,omitzero"` // dropped once it is filed
	Warn    []string          `json:"warn,omitempty"`   // of the reading
	Alike   storage.ProjectID `json:"alike,omitzero"`   // what the reading takes for the same; 0: nothing
	First   bool              `json:"first,omitzero"`   // is confirmed before it is filed
	Project storage.ProjectID `json:"project,omitzero"` // once it is filed
	Left    []string          `json:"left,omitempty"`   // the steps to come, the present one first
	Asked   storage.OutboxID  `json:"shown,omitzero"`   // the question that stands
}

// onlyLead returns the lead of a reading that tells of nothing else.
func onlyLead(r reading.Reading) (reading.Lead, bool) {
	if len(r.Acts) != 1 {
		return reading.Lead{}, false
	}
	l, ok := r.Acts[0].(reading.Lead)
	return l, ok
}

// opened is a lead as storage keeps it, without its contact.
func (f *filer) opened(l reading.Lead) storage.Opened {
	o := storage.Opened{
		Name: string(l.Project), Investor: string(l.Investor), Origin: l.Origin, Tags: l.Tags,
		Unit: f.ledger.units[string(l.Unit)].ID, Milestones: map[storage.Milestone]storage.Date{},
		Plans: map[storage.Milestone]storage.Span{}, Hedges: map[storage.Milestone]storage.Hedge{},
		Details: storage.Details{Site: l.Site, Phase: l.Phase, Source: l.Source, Referrer: l.Referrer, Foreign: l.Foreign},
	}
	if l.Amount != nil {
		o.Agreed, o.Said = amountOf(*l.Amount), saidAmount(*l.Amount)
	}
	if l.RegCapital != nil {
		o.Details.Capital = amountOf(*l.RegCapital)
	}
	if l.LandMu != 0 {
		o.Details.Land, _ = storage.ParseMu(l.LandMu.String()) // zero where it is finer than land is measured
	}
	if m, ok := stageMilestones[l.Stage]; ok {
		o.Milestones[m] = f.t.today()
	}
	for _, d := range l.Dates {
		m, ok := milestones[d.What]
		switch {
		case ok && d.Kind == reading.Plan:
			p := f.planned(m, d.Date, "")
			o.Plans[m] = storage.Span{From: p.From, To: p.To}
			if h := (storage.Hedge{Word: p.Hedge, About: p.About}); h != (storage.Hedge{}) {
				o.Hedges[m] = h
			}
		case ok:
			o.Milestones[m] = lastDay(d.Date)
		}
	}
	return o
}

// lead files one of several things that a message tells of.
func (f *filer) lead(l reading.Lead) {
	o := f.opened(l)
	if l.Contact != "" && f.err == nil {
		o.Contacts = make([]string, 1)
		o.Contacts[0], f.err = f.t.tx.KeepContact(0, l.Contact)
	}
	f.add(storage.Subject{Kind: storage.ProjectSubject}, o)
	if f.opens == nil {
		f.opens = map[string]storage.ProjectID{}
	}
	f.opens[o.Name] = opening(len(f.opens) + 1)
}

// fileLead begins a lead told in one sentence.
func (t *talk) fileLead(l *ledger, said string, r reading.Reading, lead reading.Lead) error {
	o := (&filer{t: t, ledger: l}).opened(lead)
	if t.who.Role == storage.Office && o.Unit == t.who.Unit {
		o.Unit = 0 // the office files for others, and is asked for whom
	}
	o.Details.Chain = chainOfLead(said)
	d := leadDraft{
		Text: said, Message: t.u.MessageID, Lead: o, Contact: lead.Contact, Warn: t.discreet(l, r.Warn),
		First: r.Confirm == reading.ConfirmFirst,
	}
	d.Alike = alikeOf(l, r.Warn)
	d.Left = d.missing()
	if o.Name != "" {
		if err := t.tx.Rehearse([]storage.Act{t.act(0, o)}); err != nil {
			return t.explain(err)
		}
	}
	if err := t.closeOpen(leadSteps...); err != nil {
		return err
	}
	return t.leadOn(storage.Draft{}, d, nil)
}

// missing returns the steps that a lead still needs, in the order asked.
func (d leadDraft) missing() []string {
	var left []string
	if d.Lead.Name == "" {
		left = append(left, stepLeadWhat)
	}
	if d.Lead.Name != "" && d.Lead.Investor == "" {
		left = append(left, stepLeadInvestor)
	}
	if d.Lead.Unit == 0 {
		left = append(left, stepLeadUnit)
	}
	if d.Lead.Agreed == (storage.Amount{}) {
		left = append(left, stepLeadAmount)
	}
	if len(d.Lead.Plans) == 0 {
		left = append(left, stepLeadNext)
	}
	return left
}

// beforeFiling reports whether a step is settled before a lead is filed.
func beforeFiling(step string) bool { return step != stepLeadAmount && step != stepLeadNext }

// leadOn takes a lead to its next step: a question, the confirmation, the
// filing, or its end. Pressed is the button that led here, nil after a text.
func (t *talk) leadOn(draft storage.Draft, d leadDraft, pressed *storage.Press) error {
	switch {
	case d.Project == 0 && (len(d.Left) == 0 || !beforeFiling(d.Left[0])):
		likely, err := t.likelyDuplicates(d.Lead, 0, d.Alike)
		if err != nil {
			return err
		}
		if d.First || len(likely) > 0 {
			return t.askLead(draft, d, stepLeadConfirm, pressed)
		}
		return t.openLead(draft, d, pressed)
	case len(d.Left) == 0:
		return t.leadDone(draft, d, pressed)
	}
	return t.askLead(draft, d, d.Left[0], pressed)
}

// leadView is a lead as it is told.
type leadView struct {
	Today   storage.Date
	Number  storage.ProjectID // 0: it is not filed
	At      time.Time
	Lead    storage.Opened
	Unit    string
	Contact bool
	Warn    []warning
	Likely  []duplicateView
	Unread  bool // the last answer was not read
}

// duplicateView is a likely duplicate as the filer may know of it.
type duplicateView struct {
	Name string // of his own; "" for another unit's
	Unit string
	By   storage.LikenessBy
}

// Opened is the lead, for the words it shares with its act.
func (v leadView) Opened() storage.Opened { return v.Lead }

func (t *talk) leadView(d leadDraft) (leadView, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return leadView{}, err
	}
	v := leadView{
		Today: t.today(), Number: d.Project, At: t.u.At.In(t.loc), Lead: d.Lead, Unit: l.unitName[d.Lead.Unit],
		Contact: d.Contact != "",
	}
	for _, w := range d.Warn {
		head, what, _ := strings.Cut(w, ":")
		if head != "dup?" && head != "dup_elsewhere" && head != "first_talk_elsewhere" && t.words.Has("warn/"+head) {
			v.Warn = append(v.Warn, warning{head, what})
		}
	}
	likely, err := t.likelyDuplicates(d.Lead, d.Project, d.Alike)
	if err != nil {
		return v, err
	}
	for _, p := range likely {
		known, err := t.tx.Project(p.Project)
		if err != nil {
			return v, err
		}
		dup := duplicateView{Unit: l.unitName[p.Unit], By: p.By}
		if t.who.Sees(known) {
			dup.Name = known.Name
		}
		v.Likely = append(v.Likely, dup)
	}
	return v, nil
}

// askLead shows a step's question, in the place of the one before where a
// button led here, and keeps the draft.
func (t *talk) askLead(draft storage.Draft, d leadDraft, step string, pressed *storage.Press) error {
	v, err := t.leadView(d)
	if err != nil {
		return err
	}
	return t.askLeadAs(draft, d, step, v, pressed)
}

func (t *talk) askLeadAs(draft storage.Draft, d leadDraft, step string, v leadView, pressed *storage.Press) error {
	id, err := t.keepLead(draft, d, step)
	if err != nil {
		return err
	}
	rows, err := t.leadButtons(id, step)
	if err != nil {
		return err
	}
	about := storage.Subject{}
	if d.Project != 0 {
		about = storage.Subject{Kind: storage.ProjectSubject, ID: int64(d.Project)}
	}
	if pressed != nil {
		d.Asked = pressed.Outbox
		err = t.rewrite(*pressed, "lead/"+step, v, rows...)
	} else {
		err = t.say("lead/"+step, v, about, rows...)
		d.Asked = t.last
	}
	if err != nil {
		return err
	}
	draft.ID = id
	_, err = t.keepLead(draft, d, step)
	return err
}

func (t *talk) keepLead(draft storage.Draft, d leadDraft, step string) (storage.DraftID, error) {
	raw, err := json.Marshal(d)
	if err != nil {
		return 0, fmt.Errorf("encode lead: %w", err)
	}
	return t.tx.SaveDraft(storage.Draft{ID: draft.ID, Chat: t.u.Chat.ID, Person: t.who.ID, Step: step, Body: raw})
}

// leadButtons are the choices of a step. Each carries the step it was made
// for: an old question's button no longer counts.
func (t *talk) leadButtons(id storage.DraftID, step string) ([][]storage.Button, error) {
	a := args{Draft: id, Choice: step}
	switch step {
	case stepLeadWhat:
		return t.row(label{"cancel", verbLeadDrop, storage.PlainStyle, a})
	case stepLeadConfirm:
		return t.row(label{"confirm", verbLeadConfirm, storage.SuccessStyle, a}, label{"discard", verbLeadDrop, storage.PlainStyle, a})
	case stepLeadUnit:
		rows, err := t.leadUnitRows(a)
		if err != nil {
			return nil, err
		}
		last, err := t.row(label{"cancel", verbLeadDrop, storage.PlainStyle, a})
		return append(rows, last...), err
	}
	return t.row(label{"skip", verbLeadSkip, storage.PlainStyle, a}, label{"enough", verbLeadEnough, storage.PlainStyle, a})
}

// A label says what a button of the words is to be.
type label struct {
	name  string
	verb  string
	style storage.ButtonStyle
	args  args
}

// row makes the buttons of one row.
func (b *Bot) row(labels ...label) ([][]storage.Button, error) {
	var row []storage.Button
	for _, l := range labels {
		button, err := b.button(l.name, l.verb, l.style, l.args)
		if err != nil {
			return nil, err
		}
		row = append(row, button)
	}
	return [][]storage.Button{row}, nil
}

// leadUnitRows has a button for each unit, three in a row.
func (t *talk) leadUnitRows(a args) ([][]storage.Button, error) {
	units, err := t.tx.Units()
	if err != nil {
		return nil, err
	}
	var all []storage.Button
	for _, u := range units {
		a.Unit = u.ID
		b, err := named(u.Name, verbLeadUnit, storage.PlainStyle, a)
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	return slices.Collect(slices.Chunk(all, 3)), nil
}

// openLead files a lead and gives its receipt, then asks what is still missing.
func (t *talk) openLead(draft storage.Draft, d leadDraft, pressed *storage.Press) error {
	if d.Contact != "" {
		hash, err := t.tx.KeepContact(0, d.Contact)
		if err != nil {
			return err
		}
		d.Lead.Contacts = []string{hash}
	}
	t.alike = d.Alike
	done, err := t.commit(filing{acts: []storage.Act{t.act(0, d.Lead)}, message: d.Message})
	if err != nil {
		return t.explain(err)
	}
	d.Project = storage.ProjectID(done[0].Number)
	files, err := t.attachments(d.Project, t.u.Files)
	if err != nil {
		return err
	}
	if _, err := t.tx.ApplyGroup(files); err != nil {
		return err
	}
	if err := t.sayReceipt(d, done, pressed); err != nil {
		return err
	}
	d.Text, d.Contact, d.Lead.Contacts = "", "", nil // personal data does not lie in drafts
	if len(d.Left) > 0 {
		return t.leadOn(draft, d, nil)
	}
	return t.closeLead(draft)
}

// sayReceipt gives the filer the number and the time of his lead.
func (t *talk) sayReceipt(d leadDraft, done []storage.Act, pressed *storage.Press) error {
	v, err := t.leadView(d)
	if err != nil {
		return err
	}
	rows, err := t.row(label{"undo", verbLeadUndo, storage.DangerStyle, args{Project: d.Project}})
	if err != nil {
		return err
	}
	if pressed != nil {
		return t.rewrite(*pressed, "lead/receipt", v, rows...)
	}
	return t.say("lead/receipt", v, subjectOf(done), rows...)
}

func (t *talk) closeLead(draft storage.Draft) error {
	if draft.ID == 0 {
		return nil
	}
	return t.tx.CloseDraft(draft.ID)
}

// leadDone ends the questions of a lead that is filed.
func (t *talk) leadDone(draft storage.Draft, d leadDraft, pressed *storage.Press) error {
	if err := t.closeLead(draft); err != nil || pressed == nil {
		return err
	}
	v, err := t.leadView(d)
	if err != nil {
		return err
	}
	return t.rewrite(*pressed, "lead/done", v)
}
