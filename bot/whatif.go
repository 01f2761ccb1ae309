package bot

import (
	"cmp"
	"slices"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// whatIfView says what a rate would be if more projects moved, and which are
// nearest to it.
type whatIfView struct {
	Today     storage.Date
	Cohort    cohortView
	Rule      string
	Now       compareRow
	Ifs       []ifRow
	Target    int64 // tenths of a per cent
	Gap       int64
	Reachable bool
	Near      []rateRow
	Hidden    int
}

// ifRow is the rate if n more projects moved into the numerator.
type ifRow struct {
	N       int64
	Enough  bool // the cohort has so many left
	Percent int64
	Of, All int64
}

// nearest is how many candidates are named.
const nearest = 5

// openWhatIf shows what a few more projects would make of a rate.
func (t *talk) openWhatIf(p storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	rule, err := t.tx.RuleOf(q.Figure, t.tx.AsOfNow())
	if err != nil {
		return err
	}
	view, err := t.whatIf(q, rule, []int64{1, 2, 3, 5}, 0)
	if err != nil {
		return err
	}
	back, err := t.back(q)
	if err != nil {
		return err
	}
	return t.rewrite(p, "figures/what-if", view, back)
}

// whatIf counts a rule now, and if n more projects moved; target is in tenths
// of a per cent, 0: the figure's own.
func (t *talk) whatIf(q question, rule figures.Rule, more []int64, target int64) (whatIfView, error) {
	view := whatIfView{Today: t.today(), Rule: rule.Key}
	l, err := t.ledger(t.tx)
	if err != nil {
		return view, err
	}
	view.Cohort = t.nameCohort(l, q.Cohort)
	f, err := t.tx.Figure(rule, q.Cohort, t.tx.AsOfNow())
	if err != nil {
		return view, err
	}
	view.Now = compareRowOf("", f)
	for _, n := range more {
		tally, enough := f.With(n)
		points, _ := tally.ByCount().Points()
		view.Ifs = append(view.Ifs, ifRow{n, enough, int64(points), tally.Numerator.Count, tally.Denominator.Count})
	}
	view.Target = cmp.Or(target, t.target(f))
	if view.Target != 0 {
		view.Gap, view.Reachable = f.GapTo(figures.Points(view.Target))
	}
	return view, t.candidates(l, &view, rule, q)
}

// candidates names the projects nearest to the numerator: filed before not
// filed, then the longest signed.
func (t *talk) candidates(l *ledger, view *whatIfView, rule figures.Rule, q question) error {
	entries, err := t.tx.FigureList(rule, q.Cohort, t.tx.AsOfNow())
	if err != nil {
		return err
	}
	sees, err := t.sight()
	if err != nil {
		return err
	}
	entries = slices.DeleteFunc(entries, func(e storage.Entry) bool { return e.Numerator || !e.Dropped.IsZero() })
	slices.SortStableFunc(entries, func(a, b storage.Entry) int {
		filed := func(e storage.Entry) int {
			if e.Reached.Has(figures.Filed) {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(filed(a), filed(b)), a.Signed.Compare(b.Signed))
	})
	for _, e := range entries {
		switch {
		case !sees(storage.Project{Unit: e.Unit, Host: e.Host, Leader: e.Leader}):
			view.Hidden++
		case len(view.Near) < nearest:
			view.Near = append(view.Near, rateRowOf(l, len(view.Near)+1, rule, e, t.today()))
		}
	}
	return nil
}

// stepRules has the rule whose numerator a step leads into.
var stepRules = map[reading.What]string{
	reading.RegApply: "signing/filed", reading.RegOK: "signing/recognised", reading.Start: "start/signed",
	reading.Finish: "completion/started", reading.Produce: "production/completed",
}

// answerWhatIf answers what a rate would be if more projects took a step, or
// how many are missing to a value of it.
func (t *talk) answerWhatIf(l *ledger, a reading.Suppose, aside reading.Aside) error {
	if a.Half {
		return t.answerHalf(l, a, aside)
	}
	c, no, err := t.cohort(l, a.Scope, aside)
	if err != nil {
		return err
	}
	rule, ok := figures.Find(stepRules[a.Step])
	q := question{Cohort: c}
	switch {
	case no == (unknown{}) && a.Rate != "" && figureWords[a.Rate] == "", figureWords[a.Rate] == figures.PaidIn:
		no = unknown{"what-if/rate", a.Rate}
	case a.Percent > reading.DecimalOf(100):
		no = unknown{"what-if/percent", a.Percent.String()}
	case a.Percent == 0 && !ok:
		no = unknown{"what-if/step", ""} // one more signed changes the denominator as well
	}
	if no != (unknown{}) {
		return t.say("figures/unknown", no, storage.Subject{})
	}
	if a.Percent == 0 {
		q.Figure = rule.Figure
		return t.sayWhatIf(q, rule, []int64{int64(a.More)}, 0)
	}
	q.Figure = cmp.Or(figureWords[a.Rate], figures.Signing)
	if rule, err = t.tx.RuleOf(q.Figure, t.tx.AsOfNow()); err != nil {
		return err
	}
	return t.sayWhatIf(q, rule, nil, int64(a.Percent)*int64(figures.Percent(1))/int64(reading.DecimalOf(1)))
}

func (t *talk) sayWhatIf(q question, rule figures.Rule, more []int64, target int64) error {
	view, err := t.whatIf(q, rule, more, target)
	if err != nil {
		return err
	}
	return t.say("figures/what-if", view, storage.Subject{})
}
