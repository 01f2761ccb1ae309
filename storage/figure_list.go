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
	es, err := tx.entries(c, as)
	if err != nil {
		return nil, fmt.Errorf("list projects: %w", err)
	}
	return contributions(es, r), nil
}

// contributions keeps what a rule counts, in the order of a list.
func contributions(es []Entry, r figures.Rule) []Entry {
	counted, done := make([]Entry, 0, len(es)), make([]Entry, 0, len(es))
	for _, e := range es {
		denominator, numerator := r.Counts(e.Reached, !e.Dropped.IsZero())
		e.Numerator = numerator
		switch {
		case numerator:
			done = append(done, e)
		case denominator:
			counted = append(counted, e)
		}
	}
	return append(counted, done...)
}

// entries returns a cohort's projects, the not filed first, then those that
// are filed, then the recognised; of each the longest signed first. All are
// read, also where a page is shown: what a list says of itself, how many there
// are and how many the asker may not see, is of all.
func (tx *Tx) entries(c figures.Cohort, as figures.AsOf) ([]Entry, error) {
	q := choose(c, as)
	es, err := all(tx, scanListed, entrySQL(q), q.args()...)
	slices.SortFunc(es, func(a, b Entry) int {
		return cmp.Or(a.rank()-b.rank(), a.Signed.Compare(b.Signed), cmp.Compare(a.Project, b.Project))
	})
	return es, err
}

// rank is how far a project has got with the register, which orders a list.
func (e Entry) rank() int {
	switch {
	case e.Reached.Has(figures.Recognised):
		return 2
	case e.Reached.Has(figures.Filed):
		return 1
	}
	return 0
}

func entrySQL(q *choice) string {
	return `
		SELECT
			` + keySQL(sorting{reached: anyState}) + `,
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
			coalesce(paid_in, 0)
		FROM counted
		WHERE ` + q.condition()
}

func scanListed(s scanner) (Entry, error) {
	var e Entry
	var key int64
	var unit, host, leader zeroID
	err := s.Scan(&key, &e.Project, &e.Name, &unit, &host, &leader, &e.Dropped, &e.Signed, &e.Filed,
		&e.Returned, &e.Recognised, &e.Started, &e.Completed, &e.Producing, &e.Agreed, &e.PaidIn)
	e.Unit, e.Host, e.Leader = UnitID(unit), UnitID(host), PersonID(leader)
	c := classOf(key)
	e.Reached, e.Money = c.Reached, c.Money
	return e, err
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
