package bot

import (
	"errors"
	"strings"

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
