package bot

import (
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

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
			return true, cmpErr(err, func() error { return t.guideFile(d.ID, g, sum, nil) })
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

// readAmount reads a sum, as it was said: 3000万, 十余亿.
func (t *talk) readAmount(l *ledger, p storage.Project, which storage.AmountField, text string) (storage.AmountChanged, bool, error) {
	if !strings.Contains(text, amountCues[which]) {
		text = amountCues[which] + text
	}
	f, _, err := t.saidOf(l, p, text)
	for _, a := range f.acts {
		if b, ok := a.Body.(storage.AmountChanged); ok && b.Which == which {
			return b, true, err
		}
	}
	return storage.AmountChanged{}, false, err
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

// just returns the ledger in which one project is known: whatever else a text
// names is not meant.
func (l *ledger) just(p storage.Project) *ledger {
	narrow := *l
	narrow.projects = map[string]storage.Project{p.Name: p}
	narrow.known.Projects = []reading.Project{{
		Name: p.Name, Alias: p.Aliases, Unit: l.unitName[p.Unit], Stage: stageWord(p), Reg: registrationWord(p.Registration()),
		SignPlan: plannedDay(p, storage.MilestoneSign), StartPlan: plannedDay(p, storage.MilestoneStart),
		FinishPlan: plannedDay(p, storage.MilestoneFinish), YieldPlan: plannedDay(p, storage.MilestoneProduce),
		ApplyPlan: plannedDay(p, storage.MilestoneFile),
	}}
	narrow.index = reading.NewNames(narrow.known)
	return &narrow
}
