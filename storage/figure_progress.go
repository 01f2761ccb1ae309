package storage

import (
	"errors"
	"fmt"
	"strings"

	"shuangzhou/storage/figures"
)

// Progress returns what was done of each measure within a year, up to the day,
// beside its target. Of a cohort it takes what narrows it, not its days; with
// a unit in it, the unit's own targets stand beside it, with nothing in it the
// district's, else none.
func (tx *Tx) Progress(ms []figures.Measure, year int, c figures.Cohort, as figures.AsOf) ([]figures.Progress, error) {
	known, err := tx.knownTo(as)
	if err != nil {
		return nil, err
	}
	credited, err := tx.yearClasses(year, c, as)
	if err != nil {
		return nil, fmt.Errorf("count projects of %d: %w", year, err)
	}
	hosted := credited
	if c.Unit != 0 {
		byHost := c
		byHost.Unit, byHost.Host = 0, c.Unit
		if hosted, err = tx.yearClasses(year, byHost, as); err != nil {
			return nil, fmt.Errorf("count hosted projects of %d: %w", year, err)
		}
	}
	aims, err := tx.yearAims(year, c, as)
	if err != nil {
		return nil, err
	}
	ps := make([]figures.Progress, len(ms))
	for i, m := range ms {
		classes := credited
		if m.Hosted {
			classes = hosted
		}
		ps[i] = figures.Progress{
			Measure: m, Year: year, AsOf: as, Known: int64(known), Sum: m.Sum(classes), Target: aims[m.Key],
		}
	}
	return ps, nil
}

// yearAims returns the targets of the district, or of a unit.
func (tx *Tx) yearAims(year int, c figures.Cohort, as figures.AsOf) (map[string]int64, error) {
	switch {
	case c.Same(figures.Cohort{}):
		return tx.targetsOf(year, ForDistrict, 0, as)
	case c.Same(figures.Cohort{Unit: c.Unit}):
		return tx.targetsOf(year, ForUnit, c.Unit, as)
	}
	return nil, nil
}

// yearClasses sorts projects by what they reached within a year.
func (tx *Tx) yearClasses(year int, c figures.Cohort, as figures.AsOf) ([]figures.Class, error) {
	q := asOf(as)
	q.narrow(c, as)
	span := figures.SignedIn(year)
	to := Date(span.To)
	if to.After(Date(as.Day)) {
		to = Date(as.Day)
	}
	q.with("from", Date(span.From).String())
	q.with("to", to.String())
	return all(tx, func(s scanner) (figures.Class, error) {
		_, class, err := scanClass(s)
		class.Large, class.Dropped = class.Dropped, false // see yearClassSQL
		return class, err
	}, groupSQL(grouping{id: "0", name: "''"}, yearClassSQL(), q), q.args()...)
}

// yearClassSQL is the number that tells the classes of a year apart; its bit
// of dropped projects, which are not asked for, says that one is large.
func yearClassSQL() string {
	terms := []string{
		fmt.Sprintf("iif(agreed >= %d, %d, 0)", figures.Yi, droppedBit),
		fmt.Sprintf("money * %d", 2*droppedBit),
	}
	for _, s := range []figures.State{figures.Signed, figures.Recognised, figures.Started, figures.Completed, figures.Producing} {
		by := placedBy[s]
		terms = append(terms, fmt.Sprintf("iif(%s >= @from AND %s <= @to, %d, 0)", by, by, figures.States(0).With(s)))
	}
	return strings.Join(terms, " + ")
}

// ShareOfCity returns the district's part of the city's total in a year, or at
// one event. The district's own is counted as for the target, at an event as
// the projects whose first event it was.
func (tx *Tx) ShareOfCity(m figures.Measure, year int, event EventID, as figures.AsOf) (figures.Share, error) {
	c := figures.Cohort{}
	if event != 0 {
		c.Events = []int64{int64(event)}
	}
	ps, err := tx.Progress([]figures.Measure{m}, year, c, as)
	if err != nil {
		return figures.Share{}, err
	}
	key := TargetKey{Year: year, Scope: ForCity, Event: event, Measure: m.Key}
	s := figures.Share{Measure: m, District: ps[0].Done()}
	if s.City, err = tx.targetOr0(key, as); err != nil {
		return s, err
	}
	s.Districts, err = tx.targetOr0(TargetKey{Year: year, Scope: ForCity, Measure: DistrictsOfCity}, as)
	return s, err
}

func (tx *Tx) targetOr0(k TargetKey, as figures.AsOf) (int64, error) {
	v, err := tx.Target(k, as)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return v, err
}

// Trend returns a figure at each of several moments, as of the meetings.
func (tx *Tx) Trend(r figures.Rule, c figures.Cohort, at []figures.AsOf) ([]figures.Figure, error) {
	fs := make([]figures.Figure, len(at))
	for i, as := range at {
		var err error
		if fs[i], err = tx.Figure(r, c, as); err != nil {
			return nil, err
		}
	}
	return fs, nil
}

// A StageSum is how many projects stand at a stage, and what they come to.
type StageSum struct {
	Stage Stage
	figures.Sum
}

// Funnel returns what stands at each stage, in order, without what was dropped
// by the day. Of a cohort it takes what narrows it, not its days.
func (tx *Tx) Funnel(c figures.Cohort, as figures.AsOf) ([]StageSum, error) {
	q := asOf(as)
	q.narrow(c, as)
	q.and(`(dropped_on IS NULL OR dropped_on > @day)`)
	funnel := make([]StageSum, AtCapacity)
	for i := range funnel {
		funnel[i].Stage = Stage(i + 1)
	}
	_, err := all(tx, func(s scanner) (int, error) {
		part, class, err := scanClass(s)
		if err == nil && part.ID != 0 {
			funnel[part.ID-1].Add(class)
		}
		return 0, err
	}, groupSQL(grouping{id: stageSQL, name: "''"}, fmt.Sprintf("money * %d", 2*droppedBit), q), q.args()...)
	return funnel, err
}

// stageSQL is the furthest stage done by @day, 0 of a project that was not yet
// in the ledger. A stage's column holds the first day of it or a later one, so
// that from the last to the first, the first that has come is the furthest.
const stageSQL = `CASE
	WHEN capacity_on <= @day THEN 8
	WHEN producing_by <= @day THEN 7
	WHEN completed_by <= @day THEN 6
	WHEN started_by <= @day THEN 5
	WHEN signed_on <> '' AND signed_on <= @day THEN 4
	WHEN proposed_on <= @day THEN 3
	WHEN talked_on <= @day THEN 2
	WHEN (SELECT day FROM act WHERE number = project) <= @day THEN 1
	ELSE 0 END`
