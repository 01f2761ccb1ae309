package storage

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"shuangzhou/storage/figures"
)

// TestFigurePlans keeps in testdata/plans.txt how SQLite finds the rows of
// figures, lists and moves, whichever way they are asked: that is why they are
// fast, and what a change of a query or an index would lose without any other
// test noticing.
//
// A figure of a signing year, and the list behind it, read one range of one
// tree: of what holds now only, in an index of its own, or of what ever held.
// So both cost as much as that year has projects or, of then, versions of
// them, and grow with the district and no faster. A cohort placed by another
// day, and the board, read all of the tree. Only the few heaps of a figure, or
// the rows of a list, are sorted.
func TestFigurePlans(t *testing.T) {
	l := newLedger(t)
	var out strings.Builder
	l.read(func(tx *Tx) error {
		ways := []figures.AsOf{tx.AsOfNow(), tx.AsOfDay(MustDate("2026-01-01")), {Kind: figures.KnownThen, Known: 5}}
		signed, unit, kind, events := figures.SignedIn(2026), figures.SignedIn(2026), figures.SignedIn(2026), figures.SignedIn(2026)
		unit.Unit, kind.UnitKind, events.Events = 1, string(Squad), []int64{1}
		started := figures.ReachedIn(figures.Started, 2026)
		figure := func(by figures.Division) func(q *choice, as figures.AsOf) string {
			return func(q *choice, as figures.AsOf) string {
				return groupSQL(divided(by, as), sorting{reached: anyState}, q)
			}
		}
		list := func(q *choice, _ figures.AsOf) string { return entrySQL(q) }
		one := func(q *choice, _ figures.AsOf) string {
			q.where(true, `project = @project`, "project", 1)
			return entrySQL(q)
		}
		for _, c := range []struct {
			name   string
			cohort figures.Cohort
			query  func(*choice, figures.AsOf) string
		}{
			{"figure", signed, figure(figures.Undivided)},
			{"figure of a unit", unit, figure(figures.Undivided)},
			{"figure of a kind of unit", kind, figure(figures.Undivided)},
			{"figure of events", events, figure(figures.Undivided)},
			{"figure of what started", started, figure(figures.Undivided)},
			{"figure by unit", signed, figure(figures.ByUnit)},
			{"list", signed, list},
			{"one project of a list", signed, one},
		} {
			last := ""
			for _, as := range ways {
				q := choose(c.cohort, as)
				steps, err := plan(tx, c.query(q, as), q.args()...)
				if err != nil {
					return err
				}
				if steps == last {
					steps = "likewise"
				} else {
					last = steps
				}
				fmt.Fprintf(&out, "%s, %s\n\t%s\n", c.name, as.Kind, strings.ReplaceAll(steps, "\n", "\n\t"))
			}
		}
		for _, c := range []struct {
			name   string
			cohort figures.Cohort
		}{{"what moved", signed}, {"what moved, of a kind of unit", kind}} {
			q := choose(c.cohort, figures.AsOf{Kind: eachLook})
			steps, err := plan(tx, lookSQL(q), slices.Concat(q.args(), changesOf(nil, 0, 1).args())...)
			if err != nil {
				return err
			}
			fmt.Fprintf(&out, "%s\n\t%s\n", c.name, strings.ReplaceAll(steps, "\n", "\n\t"))
		}
		return nil
	})
	golden(t, "plans.txt", []byte(out.String()))
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
