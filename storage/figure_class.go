package storage

import (
	"fmt"
	"strings"

	"shuangzhou/storage/figures"
)

// A sorting says what is to be told apart of the projects a query counts; what
// can be added up of their money always is. What no rule asks for costs time:
// each project takes its part in all of it, and that is most of what a figure
// costs.
type sorting struct {
	reached figures.States
	signed  bool           // all are by the day, so that it need not be asked
	within  figures.States // see [choice.within]
	stage   bool
	dropped bool
	large   bool
	paidIn  bool // is added up too
}

// anyState are all states.
var anyState = figures.States(0).With(figures.Signed).With(figures.Filed).With(figures.Recognised).
	With(figures.Started).With(figures.Completed).With(figures.Producing)

// sortingFor tells apart what rules do.
func sortingFor(rs []figures.Rule) sorting {
	var by sorting
	for _, r := range rs {
		by.reached = by.reached.With(r.Numerator).With(r.Denominator)
		by.dropped = by.dropped || r.WithoutDropped
		by.paidIn = by.paidIn || r.PaidIn
	}
	return by
}

// The key of a class is one integer. Bits 1 to 6 are the states reached, the
// rest stands here.
const (
	droppedBit  = 1 << 0
	largeBit    = 1 << 8
	withinShift = 8 // the states reached within a year: bits 9 to 14
	moneyShift  = 16
	stageShift  = 18
	stateMask   = 1<<7 - 2
)

// keySQL is the number that tells classes apart, of a row of counted.
func keySQL(by sorting) string {
	terms := []string{fmt.Sprintf("(money << %d)", moneyShift)}
	flag := func(wanted bool, condition string, bit figures.States) {
		if wanted {
			terms = append(terms, fmt.Sprintf("iif(%s, %d, 0)", condition, bit))
		}
	}
	flag(by.dropped, "dropped_on <= @day", droppedBit)
	flag(by.large, fmt.Sprintf("agreed >= %d", figures.Yi), largeBit)
	for _, s := range stateColumns {
		bit := figures.States(0).With(s.state)
		condition := s.condition
		if s.state == figures.Signed && by.signed {
			condition = "TRUE"
		}
		flag(by.reached.Has(s.state) && !(by.stage && s.stage != 0), condition, bit)
		flag(by.within.Has(s.state), fmt.Sprintf("%s BETWEEN @from AND @to", placedBy[s.state]), bit<<withinShift)
	}
	if by.stage {
		terms = append(terms, fmt.Sprintf("(%s << %d)", stageSQL, stageShift))
	}
	return strings.Join(terms, " + ")
}

func classOf(key int64) figures.Class {
	stage := key >> stageShift
	reached := figures.States(key & stateMask)
	for _, s := range stateColumns {
		if s.stage != 0 && stage >= int64(s.stage) {
			reached = reached.With(s.state)
		}
	}
	return figures.Class{
		Reached: reached,
		Within:  figures.States(key >> withinShift & stateMask),
		Stage:   int(stage),
		Dropped: key&droppedBit != 0,
		Large:   key&largeBit != 0,
		Money:   figures.Money(key >> moneyShift & 3),
	}
}

// stateColumns say in SQL that a project has reached a state by @day, as
// [figures.State] has it. A state that is a stage too is reached with it or a
// later one, so that where the stage is told apart, it is not asked again.
var stateColumns = []struct {
	state     figures.State
	stage     Stage
	condition string
}{
	{figures.Signed, 0, `signed_on <> '' AND signed_on <= @day`},
	{figures.Filed, 0, `filed_by <= @day OR filings IS NOT NULL AND EXISTS (
		SELECT 1 FROM json_each(filings)
		WHERE value ->> '$.filed' <= @day AND value ->> '$.returned' > @day)`},
	{figures.Recognised, 0, `recognised_on <= @day`},
	{figures.Started, Started, `started_by <= @day`},
	{figures.Completed, Completed, `completed_by <= @day`},
	{figures.Producing, Producing, `producing_by <= @day`},
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

// classesOf sorts what a query chooses into heaps.
func (tx *Tx) classesOf(q *choice, by sorting) ([]figures.Class, error) {
	return all(tx, func(s scanner) (figures.Class, error) {
		_, class, err := scanClass(s)
		return class, err
	}, groupSQL(grouping{}, by, q), q.args()...)
}

// A grouping has in SQL the part a row of counted is in; the zero grouping is
// of one part, the whole.
type grouping struct {
	part string // NULL, an ID or a Name of a [figures.Key]
	from string // joined to counted
}

// groupSQL has the classes computed before they are grouped (the LIMIT keeps
// SQLite from folding the two SELECTs into one, where it computes a class twice
// and sorts by it what it is computed from). Sorting is most of the cost, so
// that nothing stands in GROUP BY that does not tell apart.
func groupSQL(g grouping, by sorting, q *choice) string {
	part, group, paidIn, columns := "NULL", "class", "0", ""
	if g.part != "" {
		part, group, columns = "part", "part, class", g.part+" AS part,"
	}
	if by.paidIn {
		paidIn, columns = "coalesce(sum(paid_in), 0)", columns+" paid_in,"
	}
	return `
		SELECT
			` + part + `,
			class,
			count(*),
			coalesce(sum(agreed), 0),
			` + paidIn + `
		FROM (
			SELECT
				` + columns + `
				` + keySQL(by) + ` AS class,
				agreed
			FROM counted` + g.from + `
			WHERE ` + q.condition() + `
			LIMIT -1
		)
		GROUP BY ` + group
}

// scanClass also returns the part it is of.
func scanClass(s scanner) (figures.Key, figures.Class, error) {
	var part partKey
	var key, count, agreed, paidIn int64
	err := s.Scan(&part, &key, &count, &agreed, &paidIn)
	c := classOf(key)
	c.Count, c.Agreed, c.PaidIn = count, agreed, paidIn
	return figures.Key(part), c, err
}

// partKey scans the part of a [grouping].
type partKey figures.Key

func (k *partKey) Scan(v any) error {
	*k = partKey{}
	switch v := v.(type) {
	case nil:
	case int64:
		k.ID = v
	case string:
		k.Name = v
	default:
		return fmt.Errorf("scan part: unexpected %T", v)
	}
	return nil
}
