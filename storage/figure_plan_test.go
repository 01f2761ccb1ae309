package storage

import (
	"strings"
	"testing"

	"shuangzhou/storage/figures"
)

// A figure reads one range of one tree and nothing else, whichever way it is
// asked: that is why it is fast, and what a change of a query or an index
// would lose without any other test noticing.
func TestFigureReadsOneRange(t *testing.T) {
	l := newLedger(t)
	unit := figures.SignedIn(2026)
	unit.Unit = 1
	l.read(func(tx *Tx) error {
		for _, c := range []struct {
			name   string
			cohort figures.Cohort
			as     figures.AsOf
			want   string
		}{
			{"now", figures.SignedIn(2026), tx.AsOfNow(), "SEARCH counted USING COVERING INDEX counted_now (signed_on>? AND signed_on<?)"},
			{"now, of a unit", unit, tx.AsOfNow(), "SEARCH counted USING COVERING INDEX counted_now (signed_on>? AND signed_on<?)"},
			{"for", figures.SignedIn(2026), tx.AsOfDay(MustDate("2026-01-01")), "SEARCH counted USING COVERING INDEX counted_now (signed_on>? AND signed_on<?)"},
			{"then", figures.SignedIn(2026), figures.AsOf{Kind: figures.KnownThen, Known: 5}, "SEARCH counted USING PRIMARY KEY (signed_on>? AND signed_on<?)"},
			{"started now", figures.ReachedIn(figures.Started, 2026), tx.AsOfNow(), "SCAN counted USING COVERING INDEX counted_now"},
		} {
			q := choose(c.cohort, c.as)
			steps, err := plan(tx, groupSQL(grouping{}, sorting{reached: anyState}, q), q.args()...)
			if err != nil {
				return err
			}
			if !strings.Contains(steps, c.want) {
				t.Errorf("%s is not read by %s, but by\n%s", c.name, c.want, steps)
			}
		}
		return nil
	})
}

// plan returns SQLite's plan of a query, a step a line.
func plan(tx *Tx, query string, args ...any) (string, error) {
	steps, err := all(tx, func(s scanner) (step string, err error) {
		var n int
		err = s.Scan(&n, &n, &n, &step)
		return step, err
	}, "EXPLAIN QUERY PLAN "+query, args...)
	return strings.Join(steps, "\n"), err
}
