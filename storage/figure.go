package storage

import (
	"errors"
	"maps"
	"time"

	"shuangzhou/storage/figures"
)

// AsOfNow looks at what is known now, up to today.
func (tx *Tx) AsOfNow() figures.AsOf {
	return figures.AsOf{Kind: figures.Now, Day: figures.Day(tx.Today())}
}

// AsOfDay looks at what is known now, up to a day.
func (tx *Tx) AsOfDay(d Date) figures.AsOf {
	return figures.AsOf{Kind: figures.ForDay, Day: figures.Day(d)}
}

// AsOfAct looks at what was known when act n was the last, up to its day; 0
// is before the first, when nothing was.
func (tx *Tx) AsOfAct(n ActNumber) (figures.AsOf, error) {
	as := figures.AsOf{Kind: figures.KnownThen, Known: int64(n)}
	d, err := one(tx, value[Date], `SELECT day FROM act WHERE number = ?`, n)
	as.Day = figures.Day(d)
	if n == 0 && errors.Is(err, ErrNotFound) {
		return as, nil
	}
	return as, err
}

// AsOfThen looks at what was known at an instant, up to its day in the district.
func (tx *Tx) AsOfThen(t time.Time) (figures.AsOf, error) {
	n, err := tx.lastActAt(t)
	return figures.AsOf{Kind: figures.KnownThen, Day: figures.Day(On(t, tx.loc)), Known: int64(n)}, err
}

// AsOfThenDay looks at what was known when a day ended.
func (tx *Tx) AsOfThenDay(d Date) (figures.AsOf, error) {
	return tx.AsOfThen(d.AddDays(1).Clock(0, 0, tx.loc).Add(-time.Millisecond))
}

// latestUpdate is how much later than a message an act made of it may stand in
// the log: Telegram keeps an update for a day, and we are not slow.
const latestUpdate = 48 * time.Hour

// lastActAt returns the number of the last act of the log before the first
// that was said after t. Messages that waited at Telegram are said before what
// stands before them in the log, so the first after t is not simply the next
// by time.
func (tx *Tx) lastActAt(t time.Time) (ActNumber, error) {
	var next time.Time
	_, err := one(tx, func(s scanner) (int, error) { return 0, s.Scan(timeText{&next}) },
		`SELECT said FROM act WHERE said > ? ORDER BY said LIMIT 1`, formatTime(t))
	if errors.Is(err, ErrNotFound) {
		return tx.LastAct()
	}
	if err != nil {
		return 0, err
	}
	first, err := one(tx, value[ActNumber], `SELECT min(number) FROM act WHERE said >= ? AND said <= ?`,
		formatTime(next), formatTime(next.Add(latestUpdate)))
	return first - 1, err
}

// knownTo returns the last act an as-of takes into account.
func (tx *Tx) knownTo(as figures.AsOf) (ActNumber, error) {
	if as.Kind == figures.KnownThen {
		return ActNumber(as.Known), nil
	}
	return tx.LastAct()
}

// Figure counts a cohort by a rule.
func (tx *Tx) Figure(r figures.Rule, c figures.Cohort, as figures.AsOf) (figures.Figure, error) {
	fs, err := tx.Figures([]figures.Rule{r}, c, as)
	if err != nil {
		return figures.Figure{}, err
	}
	return fs[0], nil
}

// Figures counts a cohort by several rules, with one look at the database.
func (tx *Tx) Figures(rs []figures.Rule, c figures.Cohort, as figures.AsOf) ([]figures.Figure, error) {
	parts, err := tx.FiguresBy(figures.Undivided, rs, c, as)
	if err != nil {
		return nil, err
	}
	return parts[0].Figures, nil
}

// aims returns the targets of rates of a cohort: the unit's own, else the
// district's. Only signing years have them.
func (tx *Tx) aims(c figures.Cohort, as figures.AsOf) (map[string]int64, error) {
	year := c.Year()
	if year == 0 || c.By > figures.Signed {
		return nil, nil
	}
	aims, err := tx.targetsOf(year, ForDistrict, 0, as)
	if err != nil || c.Unit == 0 {
		return aims, err
	}
	own, err := tx.targetsOf(year, ForUnit, c.Unit, as)
	maps.Copy(aims, own)
	return aims, err
}
