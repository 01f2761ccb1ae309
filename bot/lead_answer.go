package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// leadCue makes what was typed after /lead, or as an answer to it, a sentence
// about a lead.
const leadCue = "报线索 "

// commandLead begins a lead, or takes up the one that was begun and not filed.
func (t *talk) commandLead(payload string) error {
	if payload != "" {
		return t.leadSentence(payload)
	}
	return t.takeUpLead(nil)
}

func (t *talk) takeUpLead(pressed *storage.Press) error {
	draft, err := t.tx.OpenDraft(t.u.Chat.ID, t.who.ID, stepLeadWhat, stepLeadInvestor, stepLeadUnit, stepLeadConfirm)
	if err == nil {
		d, err := decodeLead(draft)
		if err != nil {
			return err
		}
		return t.askLead(draft, d, draft.Step, pressed)
	}
	if !errors.Is(err, storage.ErrNotFound) {
		return err
	}
	if err := t.closeOpen(leadSteps...); err != nil {
		return err
	}
	return t.askLead(storage.Draft{}, leadDraft{Message: t.u.MessageID, Left: []string{stepLeadWhat}}, stepLeadWhat, pressed)
}

// closeOpen gives up what was asked before under any of the steps.
func (t *talk) closeOpen(steps ...string) error {
	for {
		d, err := t.tx.OpenDraft(t.u.Chat.ID, t.who.ID, steps...)
		if errors.Is(err, storage.ErrNotFound) {
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

// leadSentence reads a text as a lead, whatever else it may be taken for.
func (t *talk) leadSentence(text string) error {
	l, ctx, err := t.listening()
	if err != nil {
		return err
	}
	if !strings.Contains(text, strings.TrimSpace(leadCue)) {
		text = leadCue + text
	}
	r := reading.Read(text, ctx, l.index)
	lead, ok := onlyLead(r)
	if !ok {
		return t.read(l, text, ctx)
	}
	return t.fileLead(l, text, r, lead)
}

func decodeLead(draft storage.Draft) (leadDraft, error) {
	var d leadDraft
	if err := json.Unmarshal(draft.Body, &d); err != nil {
		return d, fmt.Errorf("decode lead %d: %w", draft.ID, err)
	}
	return d, nil
}

// lead loads the draft that a button was made for, at the step it was made for.
func (t *talk) lead(a args) (storage.Draft, leadDraft, error) {
	draft, _, err := t.draft(a.Draft)
	if err != nil {
		return draft, leadDraft{}, err
	}
	if draft.Step != a.Choice {
		return draft, leadDraft{}, errStale
	}
	d, err := decodeLead(draft)
	return draft, d, err
}

// What people type in the place of the buttons.
var (
	skipWords   = []string{"跳过", "不知道", "不清楚", "还没定", "没定", "暂无", "没有", "待定"}
	enoughWords = []string{"不填了", "不填", "算了", "先这样", "就这些", "以后再说"}
)

// answerLead takes a text as the answer to a lead's question.
func (t *talk) answerLead(draft storage.Draft) (bool, error) {
	d, err := decodeLead(draft)
	if err != nil {
		return false, err
	}
	text := strings.TrimSpace(strings.Trim(t.u.Text, "。，.,！!"))
	step := draft.Step
	switch {
	case slices.Contains(enoughWords, text):
		return true, t.stopLead(draft, d)
	case slices.Contains(skipWords, text) && step != stepLeadWhat:
		d.skip()
		return true, t.leadAnswered(draft, d, nil)
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return false, err
	}
	if elsewhere, err := t.elsewhere(l, step, d.Lead.Name); elsewhere || err != nil {
		return false, err
	}
	switch step {
	case stepLeadWhat:
		return t.answerLeadWhat(l, draft, d)
	case stepLeadInvestor:
		d.Lead.Investor = text
		d.skip()
		return true, t.leadAnswered(draft, d, nil)
	case stepLeadAmount:
		return true, t.answerLeadAmount(l, draft, d)
	}
	return t.answerLeadNext(l, draft, d)
}

// stopLead ends the questions at a word.
func (t *talk) stopLead(draft storage.Draft, d leadDraft) error {
	if d.Lead.Name == "" {
		if err := t.tx.CloseDraft(draft.ID); err != nil {
			return err
		}
		return t.say("lead/dropped", d.Lead, storage.Subject{})
	}
	d.enough()
	if err := t.leadAnswered(draft, d, nil); err != nil || d.Project == 0 {
		return err
	}
	v, err := t.leadView(d)
	if err != nil {
		return err
	}
	return t.say("lead/done", v, storage.Subject{Kind: storage.ProjectSubject, ID: int64(d.Project)})
}

// elsewhere reports whether a text is not the answer to a question but
// something said in its place: a question, another lead, or progress of a
// project that it names. What only begins like another's name may be the
// answer where a name is asked for.
func (t *talk) elsewhere(l *ledger, step, project string) (bool, error) {
	ctx, err := t.context(l)
	if err != nil {
		return false, err
	}
	ctx.ReplyTo = nil
	for _, a := range reading.Read(t.u.Text, ctx, l.index).Acts {
		switch a := a.(type) {
		case reading.None, reading.Visit, reading.Order, reading.Assign, reading.AskProject:
		case reading.Lead:
			if step != stepLeadWhat && strings.Contains(t.u.Text, "线索") {
				return true, nil
			}
			if !beforeFiling(step) && a.Investor != "" && a.Project != "" && string(a.Project) != project {
				return true, nil
			}
		case reading.Update:
			if a.Project != "" && string(a.Project) != project && step != stepLeadWhat && step != stepLeadInvestor {
				return true, nil
			}
			if a.Project != "" && string(a.Project) != project && (a.Stage != "" || a.Reg != "" || len(a.Dates) > 0 || a.Amount != nil || a.PaidIn != nil || a.Invested != nil) {
				return true, nil
			}
		default:
			return true, nil
		}
	}
	return false, nil
}

// leadAnswered goes on after a text: the old question is put away, what was filed
// is said, and the next question asked.
func (t *talk) leadAnswered(draft storage.Draft, d leadDraft, filed []storage.Act) error {
	if err := t.putAway(d.Asked, "lead/asked", d.Lead); err != nil {
		return err
	}
	if len(filed) > 0 {
		e, rows, err := t.echoed(filing{}, filed)
		if err != nil {
			return err
		}
		if err := t.say("report/echo", e, subjectOf(filed), rows...); err != nil {
			return err
		}
	}
	return t.leadOn(draft, d, nil)
}

// putAway takes the buttons from a question that was answered in words.
func (t *talk) putAway(asked storage.OutboxID, template string, view any) error {
	if asked == 0 {
		return nil
	}
	return t.sayAs(storage.Message{Kind: storage.EditMessage, Target: asked}, template, view)
}

// answerLeadWhat reads who wants to do what; what it says of money, days and
// people is taken with it.
func (t *talk) answerLeadWhat(l *ledger, draft storage.Draft, d leadDraft) (bool, error) {
	ctx, err := t.context(l)
	if err != nil {
		return false, err
	}
	if !tellsLead(t.u.Text, reading.Read(leadCue+t.u.Text, ctx, l.index)) {
		return false, nil
	}
	if err := t.putAway(d.Asked, "lead/asked", d.Lead); err != nil {
		return true, err
	}
	if err := t.tx.CloseDraft(draft.ID); err != nil {
		return true, err
	}
	return true, t.leadSentence(t.u.Text)
}

// tellsLead reports whether a text tells of a lead: it has an investor or an
// amount, or is little more than a name. 今天天气不错 is none.
func tellsLead(text string, r reading.Reading) bool {
	lead, ok := onlyLead(r)
	if !ok {
		return len(r.Acts) > 1
	}
	name := utf8.RuneCountInString(string(lead.Project))
	return lead.Investor != "" || lead.Amount != nil || 3*name >= 2*utf8.RuneCountInString(text)
}

// answerLeadAmount files what is to be invested.
func (t *talk) answerLeadAmount(l *ledger, draft storage.Draft, d leadDraft) error {
	p, err := t.tx.Project(d.Project)
	if err != nil {
		return err
	}
	amount, ok, err := t.readAmount(l, p, storage.AgreedAmount, t.u.Text)
	if err != nil {
		return err
	}
	if !ok {
		v, err := t.leadView(d)
		if err != nil {
			return err
		}
		v.Unread = true
		if err := t.putAway(d.Asked, "lead/asked", d.Lead); err != nil {
			return err
		}
		return t.askLeadAs(draft, d, stepLeadAmount, v, nil)
	}
	done, err := t.commit(filing{
		acts: []storage.Act{t.act(d.Project, amount)}, message: t.u.MessageID,
	})
	if err != nil {
		return t.explain(err)
	}
	d.Lead.Agreed, d.Lead.Said = amount.Amount, amount.Said
	d.skip()
	return t.leadAnswered(draft, d, done)
}

// answerLeadNext files what comes next, and when. What must be confirmed is
// confirmed as any sentence.
func (t *talk) answerLeadNext(l *ledger, draft storage.Draft, d leadDraft) (bool, error) {
	p, err := t.tx.Project(d.Project)
	if err != nil {
		return false, err
	}
	f, r, err := t.saidOf(l, p, t.u.Text)
	if err != nil {
		return false, err
	}
	if ahead, err := t.lookingAhead(l, p, f.acts); !ahead || err != nil {
		return false, err
	}
	d.skip()
	if r.Confirm == reading.ConfirmFirst {
		if err := t.leadAnswered(draft, d, nil); err != nil {
			return true, err
		}
		return true, t.askConfirm(f)
	}
	done, err := t.commit(f)
	if err != nil {
		return true, t.explain(err)
	}
	return true, t.leadAnswered(draft, d, done)
}

// lookingAhead reports whether what was read tells of a next step: anything
// but a mere note, or a note with a day to come. What is left is talk.
func (t *talk) lookingAhead(l *ledger, p storage.Project, acts []storage.Act) (bool, error) {
	if len(acts) == 0 || !onlyNotes(acts) {
		return len(acts) > 0, nil
	}
	span, ok, err := t.readTerm(l, p, t.u.Text)
	return ok && lastDay(span).After(t.today()), err
}

// onlyNotes reports whether nothing but notes and files was read.
func onlyNotes(acts []storage.Act) bool {
	return onlyOf(acts, storage.KindNoted, storage.KindFile)
}

// onlyOf reports whether all acts are of the kinds.
func onlyOf(acts []storage.Act, kinds ...storage.Kind) bool {
	return !slices.ContainsFunc(acts, func(a storage.Act) bool { return !slices.Contains(kinds, a.Body.Kind()) })
}
