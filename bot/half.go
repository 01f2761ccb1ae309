package bot

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"

	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// halfView says whether half of a year's target would be done by the end of
// June (双过半), if some more were.
type halfView struct {
	Today   storage.Date
	Year    int
	Unit    string // "" for the district
	Measure string
	More    int64
	Late    bool // what is asked of comes after the day it is due
	Target  int64
	Now     progressRow
	Then    progressRow // with so many more
	Near    []nearRow
	Hidden  int
}

// nearRow is a project that may be among the next.
type nearRow struct {
	N       int
	Project storage.Project
	Unit    string
	Plan    storage.Dates // of the step that is asked for
}

// halfWords is “6月签5个能不能双过半” in its parts: the month, the step, how many.
var halfWords = regexp.MustCompile(`(?:([0-9]{1,2})月(?:份)?)?(?:再)?(签约|签|申报入库|入库|认定|开工|竣工|投产)(?:上)?\s*([0-9]+|[一二两三四五六七八九十])\s*个.*过半`)

// measureWords has the measure and the step of each word.
var measureWords = map[string]struct {
	measure string
	step    storage.Milestone
}{
	"签约": {"signed", storage.MilestoneSign}, "签": {"signed", storage.MilestoneSign},
	"申报入库": {"recognised", storage.MilestoneRecognise}, "入库": {"recognised", storage.MilestoneRecognise},
	"认定": {"recognised", storage.MilestoneRecognise}, "开工": {"started", storage.MilestoneStart},
	"竣工": {"completed", storage.MilestoneFinish}, "投产": {"producing", storage.MilestoneProduce},
}

// lastOfHalf is the last month whose work counts for half of the year.
const lastOfHalf = 6

// askHalf answers whether so many more make half of a target, and reports
// whether it was asked.
func (t *talk) askHalf(l *ledger, said string) (bool, error) {
	m := halfWords.FindStringSubmatch(said)
	if m == nil {
		return false, nil
	}
	month, _ := strconv.Atoi(m[1]) // 0 where no month is said
	of := measureWords[m[2]]
	unit := l.unitIn(said)
	measure, _ := figures.FindMeasure(of.measure)
	year := t.today().Year
	ps, err := t.tx.Progress([]figures.Measure{measure}, year, figures.Cohort{Unit: int64(unit)}, t.tx.AsOfNow())
	if err != nil {
		return true, err
	}
	view := halfView{Today: t.today(), Year: year, Unit: l.unitName[unit], Measure: of.measure, More: countOf(m[3])}
	view.Late = month > lastOfHalf || t.today().After(storage.Date(ps[0].HalfBy()))
	view.Target, view.Now, view.Then = ps[0].Target, progressRowOf(ps[0]), progressRowOf(ps[0].With(view.More))
	if err := t.nextFor(l, &view, measure, of.step, unit); err != nil {
		return true, err
	}
	return true, t.say("figures/half", view, storage.Subject{})
}

// countOf reads 5 or 五; 0 where it is neither.
func countOf(word string) int64 {
	if n, ok := countWords[word]; ok {
		return n
	}
	n, err := strconv.ParseInt(word, 10, 32)
	if err != nil {
		return 0
	}
	return n
}

// nextFor names the projects nearest to a step: those furthest on, then those
// planned first.
func (t *talk) nextFor(l *ledger, view *halfView, m figures.Measure, step storage.Milestone, unit storage.UnitID) error {
	all, err := t.tx.Projects()
	if err != nil {
		return err
	}
	sees, err := t.sight()
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(p storage.Project) bool {
		return !p.Dropped.On.IsZero() || !p.Milestones[step].Done.IsZero() || p.Stage() <= storage.Lead ||
			m.Large && p.Agreed.Yuan() < storage.Yuan(figures.Yi) || unit != 0 && p.Unit != unit
	})
	slices.SortStableFunc(all, func(a, b storage.Project) int {
		return cmp.Or(cmp.Compare(b.Stage(), a.Stage()), comparePlans(a.Milestones[step].To, b.Milestones[step].To))
	})
	for _, p := range all {
		switch {
		case !sees(p):
			view.Hidden++
		case len(view.Near) < nearest:
			view.Near = append(view.Near, nearRow{len(view.Near) + 1, p, l.unitName[p.Unit], p.Milestones[step]})
		}
	}
	return nil
}

// comparePlans puts what is planned before what is not.
func comparePlans(a, b storage.Date) int {
	return cmp.Or(last(a.IsZero())-last(b.IsZero()), a.Compare(b))
}
