package bot

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// mostChoices is how many candidates become buttons.
const mostChoices = 6

// askWhich asks which project is meant, the candidates as buttons.
func (t *talk) askWhich(said string, names []string) error {
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	d, err := t.keepDraft(stepWhich, pending{Text: said, Message: t.u.MessageID, Names: names, Files: t.u.Files, Album: t.u.Album})
	if err != nil {
		return err
	}
	var rows [][]storage.Button
	for _, n := range names[:min(len(names), mostChoices)] {
		p, ok := l.projects[n]
		if !ok {
			continue
		}
		b, err := named(n, verbWhich, storage.PlainStyle, args{Draft: d, Project: p.ID})
		if err != nil {
			return err
		}
		rows = append(rows, []storage.Button{b})
	}
	none, err := t.button("none-of-these", verbDiscard, storage.PlainStyle, args{Draft: d})
	if err != nil {
		return err
	}
	return t.say("ask/which", said, storage.Subject{}, append(rows, []storage.Button{none})...)
}

// which reads the text again, now that its project is known.
func (t *talk) which(p storage.Press, a args) error {
	d, body, err := t.draft(a.Draft)
	if err != nil {
		return err
	}
	project, err := t.tx.Project(a.Project)
	if err != nil {
		return err
	}
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return err
	}
	if err := t.rewrite(p, "ask/which-chosen", project); err != nil {
		return err
	}
	return t.readOf(body, project)
}

// answerWhich takes a text that names a project as the answer to which one is
// meant. Anything else is heard by itself.
func (t *talk) answerWhich(d storage.Draft, body pending) (bool, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return false, err
	}
	found := l.index.Projects(t.u.Text)
	if len(found) == 0 {
		return false, nil
	}
	p := l.projects[found[0].Name]
	if len(found) > 1 && found[1].Score == found[0].Score || !t.who.Sees(p) || !isName(p, t.u.Text) {
		return false, nil
	}
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return false, err
	}
	return true, t.readOf(body, p)
}

// isName reports whether a text is nothing but a name of a project, or a part
// of one.
func isName(p storage.Project, text string) bool {
	text = strings.TrimSpace(text)
	return slices.ContainsFunc(append([]string{p.Name}, p.Aliases...), func(n string) bool { return strings.Contains(n, text) })
}

// readOf reads a message again, now that its project is known.
func (t *talk) readOf(body pending, project storage.Project) error {
	l, ctx, err := t.listening()
	if err != nil {
		return err
	}
	ctx.ReplyTo = &reading.Reply{Kind: "which", Project: project.Name}
	t.u.MessageID, t.u.Files, t.u.Text = body.Message, body.Files, body.Text
	return t.read(l.only(project.Name), l.renamed(body.Text, project.Name), ctx)
}

// otherDay asks on which day it was.
func (t *talk) otherDay(p storage.Press, a args) error {
	d, body, err := t.draft(a.Draft)
	if err != nil {
		return err
	}
	if err := t.moveDraft(d, stepDate, body); err != nil {
		return err
	}
	return t.rewrite(p, "ask/date", body)
}

// wantReason counts the acts that say 无变化 of a project where that is not
// taken without a reason any more.
func (t *talk) wantReason(acts []storage.Act) (int, error) {
	n := 0
	for _, a := range acts {
		if b, ok := a.Body.(storage.Unchanged); !ok || b.Reason != "" {
			continue
		}
		p, err := t.tx.Project(storage.ProjectID(a.Subjects[0].ID))
		if err != nil {
			return 0, err
		}
		if p.NeedsReason() {
			n++
		}
	}
	return n, nil
}

// askReason asks why a project is reported unchanged for the third time.
func (t *talk) askReason(f filing) error {
	if err := t.tx.Rehearse(reasoned(f.acts, f.text)); err != nil {
		return t.explain(err)
	}
	if _, err := t.keep(stepReason, f); err != nil {
		return err
	}
	e, err := t.echo(f.acts, f.warn, false)
	if err != nil {
		return err
	}
	return t.say("ask/reason", e, subjectOf(f.acts))
}

// reasoned gives a reason to the acts that say 无变化 without one.
func reasoned(acts []storage.Act, reason string) []storage.Act {
	given := slices.Clone(acts)
	for i, a := range given {
		if b, ok := a.Body.(storage.Unchanged); ok && b.Reason == "" {
			given[i].Body = storage.Unchanged{Reason: reason}
		}
	}
	return given
}

// answer takes a text as the answer to the question last asked, and reports
// whether it was one. Whoever says something else instead is heard.
func (t *talk) answer() (bool, error) {
	d, err := t.tx.OpenDraft(t.u.Chat.ID, t.who.ID, slices.Collect(maps.Keys(t.answers))...)
	if errors.Is(err, storage.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if t.expired(d) {
		t.late = &d
		return false, t.tx.CloseDraft(d.ID)
	}
	return t.answers[d.Step](t, d)
}

// An answerer takes a text as the answer that a draft awaits.
type answerer func(*talk, storage.Draft) (bool, error)

// answerTable returns what takes the answer that each step awaits.
func answerTable() map[string]answerer {
	return map[string]answerer{
		stepDate:         ofFiling((*talk).answerDate),
		stepReason:       ofFiling((*talk).answerReason),
		stepWhich:        ofFiling((*talk).answerWhich),
		stepPersonName:   (*talk).answerPersonName,
		stepUnitName:     (*talk).answerUnitName,
		stepUnitRename:   (*talk).answerUnitRename,
		stepUnitAlias:    (*talk).answerUnitAlias,
		stepLeadWhat:     (*talk).answerLead,
		stepLeadInvestor: (*talk).answerLead,
		stepLeadAmount:   (*talk).answerLead,
		stepLeadNext:     (*talk).answerLead,
		stepGuideText:    (*talk).answerGuide,
		stepFile:         (*talk).answerFile,
		stepEdit:         (*talk).answerEdit,
		stepObstacle:     (*talk).answerObstacle,
		stepWant:         (*talk).answerWant,
	}
}

// ofFiling gives an answer's filing to what takes it.
func ofFiling(take func(*talk, storage.Draft, pending) (bool, error)) answerer {
	return func(t *talk, d storage.Draft) (bool, error) {
		body, err := decodePending(d)
		if err != nil {
			return false, err
		}
		return take(t, d, body)
	}
}

// answerDate dates the facts of a draft that waits for confirmation.
func (t *talk) answerDate(d storage.Draft, body pending) (bool, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return false, err
	}
	span, ok := l.index.DateAlone(t.u.Text, reading.Context{Now: t.u.At.In(t.loc)})
	if !ok {
		return false, nil
	}
	f, err := body.filing()
	if err != nil {
		return false, err
	}
	for i := range f.acts {
		f.acts[i].Body = dated(f.acts[i].Body, lastDay(span))
	}
	return true, t.showCard(d, f)
}

// showCard shows a card anew whose days were put right.
func (t *talk) showCard(d storage.Draft, f filing) error {
	f.asked = false
	body, err := f.pending()
	if err != nil {
		return err
	}
	if err := t.moveDraft(d, stepConfirm, body); err != nil {
		return err
	}
	e, rows, err := t.confirmCard(d.ID, f)
	if err != nil {
		return err
	}
	return t.say("report/confirm", e, standingSubject(f.acts), rows...)
}

// dated puts a fact on another day; what is no dated fact stays as it is.
func dated(b storage.Body, on storage.Date) storage.Body {
	switch b := b.(type) {
	case storage.Reached:
		b.On = on
		return b
	case storage.RecognitionClaimed:
		b.On = on
		return b
	case storage.FilingReturned:
		b.On = on
		return b
	}
	return b
}

// answerReason files 无变化 with its reason. A report or a question that comes
// instead is heard as such.
func (t *talk) answerReason(d storage.Draft, body pending) (bool, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return false, err
	}
	other, err := t.saysSomething(l)
	if other || err != nil {
		return false, err
	}
	f, err := body.filing()
	if err != nil {
		return false, err
	}
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return false, err
	}
	f.acts = reasoned(f.acts, t.u.Text)
	return true, t.apply(f)
}

// tooLate says of what may be an answer that its question has expired.
func (t *talk) tooLate(d storage.Draft) error {
	body, err := decodePending(d)
	if err != nil {
		return err
	}
	return t.say("ask/expired", body, storage.Subject{})
}
