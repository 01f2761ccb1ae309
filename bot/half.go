package bot

import (
	"cmp"
	"slices"

	"shuangzhou/bot/reading"
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

// stepMeasures has the measure and the milestone of each step.
var stepMeasures = map[reading.What]struct {
	measure string
	step    storage.Milestone
}{
	reading.Sign: {"signed", storage.MilestoneSign}, reading.RegApply: {"recognised", storage.MilestoneRecognise},
	reading.RegOK: {"recognised", storage.MilestoneRecognise}, reading.Start: {"started", storage.MilestoneStart},
	reading.Finish: {"completed", storage.MilestoneFinish}, reading.Produce: {"producing", storage.MilestoneProduce},
}

// lastOfHalf is the last month whose work counts for half of the year.
const lastOfHalf = 6

// answerHalf answers whether so many more make half of a target; without a
// step, how far the targets are.
func (t *talk) answerHalf(l *ledger, a reading.Suppose, aside reading.Aside) error {
	of, ok := stepMeasures[a.Step]
	if !ok || a.More == 0 {
		answer, err := t.answerYear(l, reading.AskRate{Rate: "目标完成率", Scope: a.Scope}, aside)
		if err != nil {
			return err
		}
		return t.say(answer.template, answer.view, storage.Subject{}, answer.buttons...)
	}
	if no := t.narrowYear(l, &yearAsked{}, a.Scope, aside, false); no != (unknown{}) {
		return t.say("figures/unknown", no, storage.Subject{})
	}
	if a.Scope.Kind != "" {
		return t.say("figures/unknown", unknown{"target/kind", a.Scope.Kind}, storage.Subject{})
	}
	unit := l.units[a.Scope.Unit].ID
	measure, _ := figures.FindMeasure(of.measure)
	year := t.today().Year
	ps, err := t.tx.Progress([]figures.Measure{measure}, year, figures.Cohort{Unit: int64(unit)}, t.tx.AsOfNow())
	if err != nil {
		return err
	}
	view := halfView{Today: t.today(), Year: year, Unit: l.unitName[unit], Measure: of.measure, More: int64(a.More)}
	view.Late = a.Month > lastOfHalf || t.today().After(storage.Date(ps[0].HalfBy()))
	view.Target, view.Now, view.Then = ps[0].Target, progressRowOf(ps[0]), progressRowOf(ps[0].With(view.More))
	if err := t.nextFor(l, &view, measure, of.step, unit); err != nil {
		return err
	}
	return t.say("figures/half", view, storage.Subject{})
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
