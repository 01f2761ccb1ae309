package storage

import (
	"cmp"
	"fmt"
	"slices"

	"shuangzhou/storage/figures"
)

// An Entry is a project in the list behind a figure, with what it contributes.
type Entry struct {
	Project    ProjectID
	Name       string
	Unit       UnitID
	Host       UnitID // the credited unit where no other was said
	Leader     PersonID
	Numerator  bool // else it is only in the denominator
	Reached    figures.States
	Dropped    Date // zero: not by the day
	Signed     Date
	Filed      Date // of the filing that stands, else the first by the day; zero: none
	Returned   Date // when the last filing was given back; zero: it was not, by the day
	Recognised Date
	Started    Date // by now at the latest: a later milestone proves it
	Completed  Date // likewise
	Producing  Date // likewise
	Money      figures.Money
	Agreed     Yuan // 0 unless Money is in yuan
	PaidIn     Yuan
}

// SeenBy reports whether a person may read the project of an entry.
func (e Entry) SeenBy(p Person) bool {
	return p.Sees(Project{Unit: e.Unit, Host: e.Host, Leader: e.Leader})
}

// Registration returns where the project stands with the city's register.
func (e Entry) Registration() Registration {
	switch {
	case e.Reached.Has(figures.Recognised):
		return Recognised
	case e.Reached.Has(figures.Filed):
		return Filed
	case !e.Returned.IsZero():
		return Returned
	}
	return NotFiled
}

// FigureList returns the projects a figure counts: every one of its
// denominator, those not in the numerator first, of them the not filed first,
// then the longest signed.
func (tx *Tx) FigureList(r figures.Rule, c figures.Cohort, as figures.AsOf) ([]Entry, error) {
	es, err := tx.entries(choose(c, as))
	if err != nil {
		return nil, fmt.Errorf("list projects: %w", err)
	}
	return contributions(es, r), nil
}

// contributions keeps of entries what a rule counts, in the order of a list.
func contributions(es []Entry, r figures.Rule) []Entry {
	counted := es[:0]
	for _, e := range es {
		if e, is := e.countedBy(r); is {
			counted = append(counted, e)
		}
	}
	slices.SortFunc(counted, func(a, b Entry) int {
		return cmp.Or(a.rank()-b.rank(), a.Signed.Compare(b.Signed), cmp.Compare(a.Project, b.Project))
	})
	return counted
}

// countedBy says whether a rule counts an entry, and where.
func (e Entry) countedBy(r figures.Rule) (Entry, bool) {
	denominator, numerator := r.Counts(e.Reached, !e.Dropped.IsZero())
	e.Numerator = numerator
	return e, denominator || numerator
}

// rank orders a list: the numerator comes last, and of each what has got
// further with the register.
func (e Entry) rank() (rank int) {
	switch {
	case e.Reached.Has(figures.Recognised):
		rank = 2
	case e.Reached.Has(figures.Filed):
		rank = 1
	}
	if e.Numerator {
		rank += 3
	}
	return rank
}

// entries returns the projects a query chooses, in no order, and of none
// whether it is in a numerator. All are read, also where a page is shown: what
// a list says of itself, how many there are and how many the asker may not
// see, is of all. They are read through one row, for an entry is large and a
// list of thousands should not leave one of each behind.
func (tx *Tx) entries(q *choice) ([]Entry, error) {
	var es []Entry
	var row listed
	columns := row.columns()
	err := tx.each(func(s scanner) error {
		err := s.Scan(columns...)
		es = append(es, row.entry())
		return err
	}, entrySQL(q), q.args()...)
	return es, err
}

func entrySQL(q *choice) string {
	return `
		SELECT
			` + entryColumns() + `
		FROM counted
		WHERE ` + q.condition()
}

// entryColumns are what a [listed] has of a row of counted.
func entryColumns() string {
	return keySQL(sorting{reached: anyState}) + `,
			project,
			name,
			unit,
			host,
			leader,
			iif(dropped_on <= @day, dropped_on, NULL),
			iif(signed_on <= @day, nullif(signed_on, ''), NULL),
			iif(filings IS NULL, iif(filed_on <= @day, filed_on, NULL),
				(SELECT max(value ->> '$.filed') FROM json_each(filings) WHERE value ->> '$.filed' <= @day)),
			iif(filings IS NULL, NULL,
				(SELECT max(value ->> '$.returned') FROM json_each(filings) WHERE value ->> '$.returned' <= @day)),
			iif(recognised_on <= @day, recognised_on, NULL),
			iif(started_by <= @day, started_by, NULL),
			iif(completed_by <= @day, completed_by, NULL),
			iif(producing_by <= @day, producing_by, NULL),
			coalesce(agreed, 0),
			coalesce(paid_in, 0)`
}

// A listed is a row of entryColumns being read.
type listed struct {
	Entry
	class              int64
	unit, host, leader zeroID
}

// columns are where a row is scanned to: all that it has, so that nothing of
// the row before is left.
func (l *listed) columns() []any {
	return []any{
		&l.class, &l.Project, &l.Name, &l.unit, &l.host, &l.leader, &l.Dropped, &l.Signed, &l.Filed,
		&l.Returned, &l.Recognised, &l.Started, &l.Completed, &l.Producing, &l.Agreed, &l.PaidIn,
	}
}

// entry returns the row that was scanned.
func (l *listed) entry() Entry {
	e, c := l.Entry, classOf(l.class)
	e.Unit, e.Host, e.Leader = UnitID(l.unit), UnitID(l.host), PersonID(l.leader)
	e.Reached, e.Money = c.Reached, c.Money
	return e
}

// zeroID scans an id that may be NULL as 0.
type zeroID int64

func (id *zeroID) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*id = 0
		return nil
	case int64:
		*id = zeroID(v)
		return nil
	}
	return fmt.Errorf("scan id: unexpected %T", v)
}
