package bot

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"

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

// The plain words of a what-if: “再入库3个是多少”, “还差几个到60%”.
var (
	moreWords   = regexp.MustCompile(`再(?:多)?(申报|认定|入库|开工|竣工|投产)(?:入库)?\s*([0-9一二两三四五六七八九十]+)\s*个`)
	gapWords    = regexp.MustCompile(`(?:还)?差(?:几|多少)个.*?([0-9]{1,3})\s*[%％]`)
	ruleOfWords = map[string]string{
		"申报": "signing/filed", "认定": "signing/recognised", "入库": "signing/recognised", "开工": "start/signed",
		"竣工": "completion/started", "投产": "production/completed",
	}
	countWords = map[string]int64{
		"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
	}
)

// askWhatIf answers a what-if in plain words, and reports whether it was one.
func (t *talk) askWhatIf(l *ledger, said string) (bool, error) {
	if asked, err := t.askHalf(l, said); asked || err != nil {
		return asked, err
	}
	q := question{Figure: cmp.Or(figureIn(said), figures.Signing), Cohort: figures.SignedIn(t.today().Year)}
	q.Cohort.Unit = int64(l.unitIn(said))
	if m := moreWords.FindStringSubmatch(said); m != nil {
		rule, _ := figures.Find(ruleOfWords[m[1]])
		q.Figure = rule.Figure
		return true, t.sayWhatIf(q, rule, []int64{countOf(m[2])}, 0)
	}
	if m := gapWords.FindStringSubmatch(said); m != nil {
		percent, err := strconv.ParseInt(m[1], 10, 32)
		if err != nil || percent > 100 {
			return false, nil
		}
		rule, err := t.tx.RuleOf(q.Figure, t.tx.AsOfNow())
		if err != nil {
			return false, err
		}
		return true, t.sayWhatIf(q, rule, nil, int64(figures.Percent(percent)))
	}
	return false, nil
}

func (t *talk) sayWhatIf(q question, rule figures.Rule, more []int64, target int64) error {
	view, err := t.whatIf(q, rule, more, target)
	if err != nil {
		return err
	}
	return t.say("figures/what-if", view, storage.Subject{})
}
