package storage

import (
	"fmt"
	"slices"

	"shuangzhou/storage/figures"
)

// A Board is the district's figures at a glance.
type Board struct {
	Figures  []figures.Figure   // of what was signed in the year
	Progress []figures.Progress // within the year
	Funnel   []StageSum         // of all
}

// Board returns the district's figures by rules and its year by measures, with
// one look at the database: it says what [Tx.Figures] of the signing year,
// [Tx.Progress] and [Tx.Funnel] do, each of which looks for itself.
func (tx *Tx) Board(rs []figures.Rule, ms []figures.Measure, year int, as figures.AsOf) (Board, error) {
	known, err := tx.knownTo(as)
	if err != nil {
		return Board{}, err
	}
	c := figures.SignedIn(year)
	q := asOf(as)
	q.within(c, as)
	classes, err := tx.classesOf(q, sorting{reached: anyState, dropped: true, within: measured, large: true, stage: true, paidIn: true})
	if err != nil {
		return Board{}, fmt.Errorf("count projects of %d: %w", year, err)
	}
	aims, err := tx.targetsOf(year, ForDistrict, 0, as)
	if err != nil {
		return Board{}, err
	}
	return Board{
		Figures:  tallies(rs, signedWithin(classes), figures.Figure{Cohort: c, AsOf: as, Known: int64(known)}, aims),
		Progress: progresses(ms, classes, classes, figures.Progress{Year: year, AsOf: as, Known: int64(known)}, aims),
		Funnel:   funnel(classes),
	}, nil
}

func signedWithin(classes []figures.Class) []figures.Class {
	return slices.DeleteFunc(slices.Clone(classes), func(c figures.Class) bool { return !c.Within.Has(figures.Signed) })
}

// A StageSum is how many projects stand at a stage, and what they come to.
type StageSum struct {
	Stage Stage
	figures.Sum
}

// Funnel returns what stands at each stage, in order, without what was dropped
// by the day. A cohort without days takes in what was never signed as well.
func (tx *Tx) Funnel(c figures.Cohort, as figures.AsOf) ([]StageSum, error) {
	q := asOf(as)
	if c.From != (figures.Day{}) || c.To != (figures.Day{}) {
		q.place(c, as)
	}
	q.narrow(c, as)
	classes, err := tx.classesOf(q, sorting{dropped: true, stage: true})
	return funnel(classes), err
}

// funnel sums up what stands at each stage.
func funnel(classes []figures.Class) []StageSum {
	sums := make([]StageSum, AtCapacity)
	for i := range sums {
		sums[i].Stage = Stage(i + 1)
	}
	for _, c := range classes {
		if c.Stage != 0 && !c.Dropped {
			sums[c.Stage-1].Add(c)
		}
	}
	return sums
}
