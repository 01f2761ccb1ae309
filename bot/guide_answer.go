package bot

import (
	"errors"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// guideScreen turns to another screen.
func (t *talk) guideScreen(p storage.Press, a args) error {
	g, err := t.guide(a)
	if err != nil {
		return err
	}
	g.Screen, g.Page = stop(a.Choice), a.Page
	if g.Screen == screenProject {
		g.Project, g.Step = 0, ""
	}
	return t.showGuide(a.Draft, g, &p)
}

func (t *talk) guideProject(p storage.Press, a args) error {
	g, err := t.guide(a)
	if err != nil {
		return err
	}
	g.Screen, g.Project = screenWhat, a.Project
	return t.showGuide(a.Draft, g, &p)
}

// guideStep takes what happened, or on the plan's screen what is planned.
func (t *talk) guideStep(p storage.Press, a args) error {
	g, err := t.guide(a)
	if err != nil {
		return err
	}
	g.Step = a.Choice
	if g.Screen == screenPlan {
		g.Screen = screenTerm
	} else {
		g.Screen = screenDay
	}
	return t.showGuide(a.Draft, g, &p)
}

func (t *talk) guideAmount(p storage.Press, a args) error {
	g, err := t.guide(a)
	if err != nil {
		return err
	}
	g.Screen, g.Amount = screenSum, storage.AmountField(a.Choice)
	return t.showGuide(a.Draft, g, &p)
}

func (t *talk) guideDay(p storage.Press, a args) error {
	g, err := t.guide(a)
	if err != nil {
		return err
	}
	on, err := storage.ParseDate(a.Choice)
	if err != nil {
		return err
	}
	return t.guideReached(a.Draft, g, on, &p)
}

func (t *talk) guideTerm(p storage.Press, a args) error {
	g, err := t.guide(a)
	if err != nil {
		return err
	}
	by, err := storage.ParseDate(a.Choice)
	if err != nil {
		return err
	}
	return t.guidePlanned(a.Draft, g, storage.Date{}, by, &p)
}

func (t *talk) guideUnchanged(p storage.Press, a args) error {
	g, err := t.guide(a)
	if err != nil {
		return err
	}
	return t.guideFile(a.Draft, g, storage.Unchanged{}, &p)
}

func (t *talk) guideCancel(p storage.Press, a args) error {
	if _, err := t.guide(a); err != nil {
		return err
	}
	if err := t.tx.CloseDraft(a.Draft); err != nil {
		return err
	}
	return t.rewrite(p, "guide/cancelled", nil)
}

// guideReached files a step that was taken on a day.
func (t *talk) guideReached(id storage.DraftID, g guided, on storage.Date, pressed *storage.Press) error {
	note, err := t.stepNote(g.Step)
	if err != nil {
		return err
	}
	m := stepMilestone(g.Step)
	if m == storage.MilestoneRecognise && t.who.Role != storage.Office {
		return t.guideFile(id, g, storage.RecognitionClaimed{On: on}, pressed)
	}
	return t.guideFile(id, g, storage.Reached{Milestone: m, On: on, Note: note}, pressed)
}

func (t *talk) guidePlanned(id storage.DraftID, g guided, from, to storage.Date, pressed *storage.Press) error {
	note, err := t.stepNote(g.Step)
	if err != nil {
		return err
	}
	return t.guideFile(id, g, storage.Planned{Milestone: stepMilestone(g.Step), From: from, To: to, Note: note}, pressed)
}

// stepNote says which step of its milestone a step is, "" for the only one.
func (t *talk) stepNote(step string) (string, error) {
	if !strings.Contains(step, "/") {
		return "", nil
	}
	return t.stepWords(step)
}

// guideFile files what the buttons have put together as if it had been said.
func (t *talk) guideFile(id storage.DraftID, g guided, b storage.Body, pressed *storage.Press) error {
	f := filing{acts: []storage.Act{t.act(g.Project, b)}}
	if err := t.see(f.acts); err != nil {
		return err
	}
	if pressed == nil {
		f.message = t.u.MessageID
	}
	wanting, err := t.wantReason(f.acts)
	if err != nil {
		return err
	}
	switch {
	case wanting > 0:
		return t.guideReason(id, g, f, pressed)
	case f.acts[0].Counted():
		return t.guideConfirm(id, g, f, pressed)
	case pressed == nil:
		if err := t.leaveGuide(id, g); err != nil {
			return err
		}
		return t.apply(f)
	}
	if err := t.tx.CloseDraft(id); err != nil {
		return err
	}
	return t.applyOver(f, *pressed)
}

// applyOver files acts and puts their echo in the place of the buttons, with
// further ones below.
func (t *talk) applyOver(f filing, p storage.Press, more ...[]storage.Button) error {
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
	return t.rewrite(p, "report/echo", e, append(rows, more...)...)
}

// guideReason asks in the same message why nothing has changed again.
func (t *talk) guideReason(id storage.DraftID, g guided, f filing, pressed *storage.Press) error {
	if pressed == nil {
		if err := t.leaveGuide(id, g); err != nil {
			return err
		}
		return t.askReason(f)
	}
	if err := t.tx.CloseDraft(id); err != nil {
		return err
	}
	if _, err := t.keep(stepReason, f); err != nil {
		return err
	}
	e, err := t.echo(f.acts, nil, false)
	if err != nil {
		return err
	}
	return t.rewrite(*pressed, "ask/reason", e)
}

// guideConfirm asks for a counted step's confirmation, with the ways out: in
// the guide's message, or below what was typed, where the guide then goes on.
func (t *talk) guideConfirm(id storage.DraftID, g guided, f filing, pressed *storage.Press) error {
	if err := t.tx.Rehearse(f.acts); err != nil {
		return t.guideRefused(id, g, f, pressed, err)
	}
	d, err := t.keep(stepConfirm, f)
	if err != nil {
		return err
	}
	e, err := t.echo(f.acts, nil, false)
	if err != nil {
		return err
	}
	yes, err := t.row(label{"confirm", verbConfirm, storage.SuccessStyle, args{Draft: d}})
	if err != nil {
		return err
	}
	back := label{"back", verbGuideScreen, storage.PlainStyle, args{Draft: id, Choice: string(screenDay)}}
	out, err := t.row(back, label{"cancel", verbGuideCancel, storage.PlainStyle, args{Draft: id}})
	if err != nil {
		return err
	}
	rows := append(yes, out...)
	g.Screen = screenConfirm
	if _, err := t.keepGuide(id, g); err != nil {
		return err
	}
	if pressed != nil {
		return t.rewrite(*pressed, "report/confirm", e, rows...)
	}
	p, err := t.tx.Project(g.Project)
	if err != nil {
		return err
	}
	if err := t.putAway(g.Shown, "ask/which-chosen", p); err != nil {
		return err
	}
	if err := t.say("report/confirm", e, subjectOf(f.acts), rows...); err != nil {
		return err
	}
	g.Shown = t.last
	_, err = t.keepGuide(id, g)
	return err
}

// guideRefused says why a counted step cannot be filed: to a press in its box,
// to a typed day as to any sentence.
func (t *talk) guideRefused(id storage.DraftID, g guided, f filing, pressed *storage.Press, why error) error {
	if pressed != nil {
		return why
	}
	if err := t.leaveGuide(id, g); err != nil {
		return err
	}
	return t.askConfirm(f)
}

// leaveGuide ends a guided report that a text has answered: its message keeps
// only the project's name.
func (t *talk) leaveGuide(id storage.DraftID, g guided) error {
	if err := t.tx.CloseDraft(id); err != nil {
		return err
	}
	p, err := t.tx.Project(g.Project)
	if err != nil {
		return err
	}
	return t.putAway(g.Shown, "ask/which-chosen", p)
}

// answerGuide takes a text for what the present screen asks.
func (t *talk) answerGuide(d storage.Draft) (bool, error) {
	g, err := decodeGuide(d)
	if err != nil {
		return false, err
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return false, err
	}
	p, err := t.tx.Project(g.Project)
	if err != nil {
		return false, err
	}
	if elsewhere, err := t.elsewhere(l, "", p.Name); elsewhere || err != nil {
		return false, err
	}
	ctx := reading.Context{Now: t.u.At.In(t.loc)}
	switch g.Screen {
	case screenDay: // there are buttons too: only a day is an answer
		span, ok := l.index.DateAlone(t.u.Text, ctx)
		if !ok {
			return false, nil
		}
		return true, t.guideReached(d.ID, g, lastDay(span), nil)
	case screenAnyDay:
		if span, ok := l.index.Date(t.u.Text, ctx); ok {
			return true, t.guideReached(d.ID, g, lastDay(span), nil)
		}
	case screenTerm: // as for a day
		from, to, ok := t.readTermAlone(t.u.Text)
		if !ok {
			return false, nil
		}
		return true, t.guidePlanned(d.ID, g, from, to, nil)
	case screenAnyTerm:
		if span, ok, err := t.readTerm(l, p, t.u.Text); ok || err != nil {
			return true, cmpErr(err, func() error { return t.guidePlanned(d.ID, g, dateOf(span.From), dateOf(span.To), nil) })
		}
	case screenSum:
		if sum, ok, err := t.readAmount(l, p, g.Amount, t.u.Text); ok || err != nil {
			return true, cmpErr(err, func() error { return t.guideFile(d.ID, g, storage.AmountChanged{Which: g.Amount, Amount: sum}, nil) })
		}
	case screenText:
		if civil, err := t.isCivil(l); civil || err != nil {
			return false, err
		}
		return true, t.guideText(d.ID, g, l, p)
	}
	return true, t.guideUnread(d.ID, g)
}

// isCivil reports whether a text is a courtesy or a greeting, and so no answer.
func (t *talk) isCivil(l *ledger) (bool, error) {
	ctx, err := t.context(l)
	if err != nil {
		return false, err
	}
	return reading.Read(t.u.Text, ctx, l.index).Civil != "", nil
}

// cmpErr returns an error, or what comes of going on without one.
func cmpErr(err error, do func() error) error {
	if err != nil {
		return err
	}
	return do()
}

// guideUnread asks once more, with an example, below what was not read.
func (t *talk) guideUnread(id storage.DraftID, g guided) error {
	p, err := t.tx.Project(g.Project)
	if err != nil {
		return err
	}
	if err := t.putAway(g.Shown, "ask/which-chosen", p); err != nil {
		return err
	}
	return t.showGuideAs(id, g, guideView{Unread: true}, nil)
}

// guideText reads what was typed as said of the project.
func (t *talk) guideText(id storage.DraftID, g guided, l *ledger, p storage.Project) error {
	f, r, err := t.saidOf(l, p, t.u.Text)
	if err != nil {
		return err
	}
	if err := t.leaveGuide(id, g); err != nil {
		return err
	}
	switch {
	case len(f.acts) == 0:
		f.acts, f.noted = []storage.Act{t.act(p.ID, storage.Noted{Text: t.u.Text})}, true
	case r.Confirm == reading.ConfirmFirst:
		return t.askConfirm(f)
	}
	return t.apply(f)
}

// saidOf reads a text as said of a project, whatever it is called in it.
func (t *talk) saidOf(l *ledger, p storage.Project, text string) (filing, reading.Reading, error) {
	narrow := l.just(p)
	said := text
	if len(narrow.index.Projects(text)) == 0 || !strings.Contains(text, p.Name) {
		said = p.Name + " " + text
	}
	ctx, err := t.context(l)
	if err != nil {
		return filing{}, reading.Reading{}, err
	}
	ctx.ReplyTo = nil
	r := reading.Read(said, ctx, narrow.index)
	f, err := t.understand(narrow, said, r)
	f.text = ""
	return f, r, err
}

// amountCues are how each amount is said.
var amountCues = map[storage.AmountField]string{
	storage.AgreedAmount: "总投资", storage.PaidInAmount: "到位资金", storage.InvestedAmount: "累计完成投资",
}

// readAmount reads a sum: 3000万, 1.2亿.
func (t *talk) readAmount(l *ledger, p storage.Project, which storage.AmountField, text string) (storage.Amount, bool, error) {
	if !strings.Contains(text, amountCues[which]) {
		text = amountCues[which] + text
	}
	f, _, err := t.saidOf(l, p, text)
	for _, a := range f.acts {
		if b, ok := a.Body.(storage.AmountChanged); ok && b.Which == which {
			return b.Amount, true, err
		}
	}
	return storage.Amount{}, false, err
}

// readTerm reads for when something is planned. Which step is asked does not
// matter: it is put into the words of one.
func (t *talk) readTerm(l *ledger, p storage.Project, text string) (reading.Span, bool, error) {
	ctx, err := t.context(l)
	if err != nil {
		return reading.Span{}, false, err
	}
	ctx.ReplyTo = nil
	r := reading.Read(p.Name+" 计划"+text+"开工", ctx, l.just(p).index)
	for _, a := range r.Acts {
		if u, ok := a.(reading.Update); ok && len(u.Dates) > 0 && u.Dates[0].Kind == reading.Plan {
			return u.Dates[0].Date, true, nil
		}
	}
	return reading.Span{}, false, nil
}
