package storage

import (
	"errors"
	"fmt"

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
	return progresses(ms, credited, hosted, figures.Progress{Year: year, AsOf: as, Known: int64(known)}, aims), nil
}

// progresses sums measures up, each beside its aim; of it all have the year and
// when it is known.
func progresses(ms []figures.Measure, credited, hosted []figures.Class, of figures.Progress, aims map[string]int64) []figures.Progress {
	ps := make([]figures.Progress, len(ms))
	for i, m := range ms {
		classes := credited
		if m.Hosted {
			classes = hosted
		}
		ps[i] = of
		ps[i].Measure, ps[i].Sum, ps[i].Target = m, m.Sum(classes), aims[m.Key]
	}
	return ps
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
	q.within(figures.SignedIn(year), as)
	return tx.classesOf(q, sorting{within: measured, large: true})
}

// measured are the states that measures count.
var measured = figures.States(0).With(figures.Signed).With(figures.Recognised).With(figures.Started).
	With(figures.Completed).With(figures.Producing)

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
