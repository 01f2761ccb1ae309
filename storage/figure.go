package storage

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
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
	parts, err := tx.FiguresBy(Undivided, rs, c, as)
	if err != nil {
		return nil, err
	}
	return parts[0].Figures, nil
}

// A Division says into what a cohort is divided for comparison.
type Division string

// The divisions.
const (
	Undivided Division = ""
	ByUnit    Division = "unit" // the credited unit
	ByHost    Division = "host"
	ByLeader  Division = "leader"
)

// A Part is what one part of a divided cohort comes to.
type Part struct {
	ID      int64 // of the unit or leader; 0: those that have none
	Figures []figures.Figure
}

// FiguresBy counts each part of a cohort by several rules, with one look at
// the database. A part that has nothing is not there, but the whole always is.
func (tx *Tx) FiguresBy(by Division, rs []figures.Rule, c figures.Cohort, as figures.AsOf) ([]Part, error) {
	known, err := tx.knownTo(as)
	if err != nil {
		return nil, err
	}
	classes, err := tx.classes(by, c, as)
	if err != nil {
		return nil, fmt.Errorf("count projects: %w", err)
	}
	var parts []Part
	for _, id := range slices.Sorted(maps.Keys(classes)) {
		part := Part{id, make([]figures.Figure, len(rs))}
		cohort := c.Narrow(string(by), id)
		aims, err := tx.aims(cohort, as)
		if err != nil {
			return nil, err
		}
		for i, r := range rs {
			part.Figures[i] = figures.Figure{
				Rule: r, Cohort: cohort, AsOf: as, Known: int64(known), Target: figures.Points(aims[r.Key]), Tally: r.Tally(classes[id]),
			}
		}
		parts = append(parts, part)
	}
	return parts, nil
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

// stateColumns say in SQL that a project has reached a state by @day, as
// [figures.State] has it.
var stateColumns = []struct {
	state     figures.State
	condition string
}{
	{figures.Signed, `signed_on <> '' AND signed_on <= @day`},
	{figures.Filed, `filed_by <= @day OR filings IS NOT NULL AND EXISTS (
		SELECT 1 FROM json_each(filings)
		WHERE value ->> '$.filed' <= @day AND value ->> '$.returned' > @day)`},
	{figures.Recognised, `recognised_on <= @day`},
	{figures.Started, `started_by <= @day`},
	{figures.Completed, `completed_by <= @day`},
	{figures.Producing, `producing_by <= @day`},
}

// droppedBit marks a class of dropped projects; above it stands its Money.
const droppedBit = 1 << 8

// classSQL is the number that tells the classes apart.
func classSQL() string {
	terms := []string{fmt.Sprintf("iif(dropped_on <= @day, %d, 0)", droppedBit), fmt.Sprintf("money * %d", 2*droppedBit)}
	for _, s := range stateColumns {
		terms = append(terms, fmt.Sprintf("iif(%s, %d, 0)", s.condition, figures.States(0).With(s.state)))
	}
	return strings.Join(terms, " + ")
}

func classOf(key int64) figures.Class {
	return figures.Class{
		Reached: figures.States(key & (droppedBit - 1)),
		Dropped: key&droppedBit != 0,
		Money:   figures.Money(key / (2 * droppedBit)),
	}
}

// classes sorts each part of a cohort into heaps that no rule tells apart. A
// cohort that is not divided is the part 0, also where it has nothing.
func (tx *Tx) classes(by Division, c figures.Cohort, as figures.AsOf) (map[int64][]figures.Class, error) {
	q := choose(c, as)
	parts := map[int64][]figures.Class{}
	if by == Undivided {
		parts[0] = nil
	}
	_, err := all(tx, func(s scanner) (int, error) {
		id, class, err := scanClass(s)
		parts[id] = append(parts[id], class)
		return 0, err
	}, classesSQL(by, q), q.args()...)
	return parts, err
}

// classesSQL has the classes computed before they are grouped (the LIMIT keeps
// SQLite from folding the two SELECTs into one, where it computes a class twice
// and sorts by it what it is computed from).
func classesSQL(by Division, q *choice) string {
	part := map[Division]string{Undivided: "0", ByUnit: "coalesce(unit, 0)", ByHost: "coalesce(host, 0)", ByLeader: "coalesce(leader, 0)"}[by]
	return groupSQL(part, classSQL(), q)
}

func groupSQL(part, class string, q *choice) string {
	return `
		SELECT
			part,
			class,
			count(*),
			coalesce(sum(agreed), 0),
			coalesce(sum(paid_in), 0)
		FROM (
			SELECT
				` + part + ` AS part,
				` + class + ` AS class,
				agreed,
				paid_in
			FROM counted
			WHERE ` + q.condition() + `
			LIMIT -1
		)
		GROUP BY part, class`
}

// scanClass also returns the part it is of.
func scanClass(s scanner) (int64, figures.Class, error) {
	var part, key, count, agreed, paidIn int64
	err := s.Scan(&part, &key, &count, &agreed, &paidIn)
	c := classOf(key)
	c.Count, c.Agreed, c.PaidIn = count, agreed, paidIn
	return part, c, err
}
