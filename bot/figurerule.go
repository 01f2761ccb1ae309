package bot

import (
	"shuangzhou/bot/text"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// openRule opens how a figure is counted: its rule in a sentence, and what
// each project contributes, a page at a time.
func (t *talk) openRule(p storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	view, q, err := t.ruleList(q, a.Page)
	if err != nil {
		return err
	}
	rows, err := t.listButtons(verbRule, q, view)
	if err != nil {
		return err
	}
	if t.who.Role == storage.Office && !view.Default && q.Day == (figures.Day{}) {
		choose, err := t.questionButton("choose-rule", verbChooseRule, q)
		if err != nil {
			return err
		}
		rows = append([][]storage.Button{{choose}}, rows...)
	}
	return t.rewrite(p, "figures/rule", view, rows...)
}

// ruleList makes a page of what stands behind a figure, by the rule that was
// asked for, else the office's.
func (t *talk) ruleList(q question, page int) (rateListView, question, error) {
	as, err := t.asOf(q)
	if err != nil {
		return rateListView{}, q, err
	}
	chosen, err := t.ruleOf(q.Figure, q, as)
	if err != nil {
		return rateListView{}, q, err
	}
	rule, ok := figures.Find(q.Rule)
	if !ok {
		rule = chosen
	}
	q.Rule = rule.Key
	l, err := t.ledger(t.tx)
	if err != nil {
		return rateListView{}, q, err
	}
	view, err := t.rateList(l, q, rule, as, page)
	view.Default = rule.Key == chosen.Key
	return view, q, err
}

// chooseRule makes the rule of an open answer the one its figure is counted by
// from now on. What was said before stays as it was counted.
func (t *talk) chooseRule(p storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	rule, ok := figures.Find(q.Rule)
	if !ok {
		return errStale
	}
	b := storage.RuleSet(rule)
	subject, err := t.tx.SettingSubjectOf(b.Name)
	if err != nil {
		return err
	}
	err = t.apply(filing{acts: []storage.Act{{
		Said: t.u.At, By: t.who.ID, Source: t.u.Key, UndoUntil: t.rhythm.undoUntil(t.u.At),
		Subjects: []storage.Subject{subject}, Body: b,
	}}})
	if err != nil {
		return err
	}
	return t.openRule(p, a)
}

// contribution says why a project is in the numerator of a rule or not: a
// template “contribution/…”, and the day it got there.
func contribution(r figures.Rule, e storage.Entry) (string, storage.Date) {
	if r.PaidIn {
		return paidContribution(e), storage.Date{}
	}
	days := map[figures.State]storage.Date{
		figures.Filed: e.Filed, figures.Recognised: e.Recognised, figures.Started: e.Started,
		figures.Completed: e.Completed, figures.Producing: e.Producing,
	}
	switch {
	case e.Numerator:
		return "counted", days[r.Numerator]
	case !e.Dropped.IsZero():
		return "dropped", e.Dropped
	case r.Numerator == figures.Recognised && e.Reached.Has(figures.Filed):
		return "filed", e.Filed
	case (r.Numerator == figures.Filed || r.Numerator == figures.Recognised) && !e.Returned.IsZero():
		return "returned", e.Returned
	}
	return missing[r.Numerator], storage.Date{}
}

// missing has what a project lacks that is not in the numerator.
var missing = map[figures.State]string{
	figures.Filed: "not-filed", figures.Recognised: "not-filed", figures.Started: "not-started",
	figures.Completed: "not-completed", figures.Producing: "not-producing",
}

func paidContribution(e storage.Entry) string {
	switch e.Money {
	case figures.InYuan:
		return "paid"
	case figures.Foreign:
		return "foreign"
	}
	return "no-amount"
}

// nameSetting names the figure and the rule that a setting chooses.
func (t *talk) nameSetting(b storage.SettingSet, v *text.ActView) error {
	rule, ok := figures.Find(b.Value)
	if !ok || storage.RuleSet(rule).Name != b.Name {
		return nil
	}
	line := rateLine{Figure: rule.Figure, Rule: rule.Key}
	var err error
	if v.Event, err = t.words.Plain("rule/figure", line); err != nil {
		return err
	}
	v.Host, err = t.words.Plain("rule/name", line)
	return err
}
