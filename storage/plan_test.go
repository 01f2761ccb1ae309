package storage

import (
	"context"
	"database/sql"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"shuangzhou/storage/figures"
)

// Scans that are right: of few rows, of an index of what holds now, or of
// everything because everything is wanted.
var rightScans = []*regexp.Regexp{
	regexp.MustCompile(`^SELECT number, hash FROM act ORDER BY number DESC LIMIT 1: SCAN act$`),  // stops at the first row
	regexp.MustCompile(`^DELETE FROM \w+_version: SCAN`),                                         // a replay
	regexp.MustCompile(`^SELECT DISTINCT kind, subject FROM act_subject: SCAN act_subject$`),     // a replay
	regexp.MustCompile(`^SELECT account FROM person_version .* EXCEPT .*: SCAN person_version$`), // all accounts there ever were
	regexp.MustCompile(`SCAN \w+_version USING (COVERING )?INDEX \w+_(live|now|host)$`),
	regexp.MustCompile(`^WITH version \(kind, id, state\) AS .*: SCAN`), // a unit's merger looks at all there ever was
	regexp.MustCompile(`^UPDATE \w+ SET \w+ = replace\(.*: SCAN`),       // what is to be forgotten is looked for everywhere
	regexp.MustCompile(`SCAN (json_each VIRTUAL TABLE|json_tree VIRTUAL TABLE|\d+ CONSTANT ROW)`),
}

// TestNoScans asks SQLite how it finds the rows of every query of the core.
func TestNoScans(t *testing.T) {
	s, _ := openTest(t)
	// Of a transaction that is taken back, what errors there are does not
	// matter: only that every query is asked.
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		hash, _ := tx.KeepContact(d.own, "13800000000")
		own := []Subject{{ProjectSubject, int64(d.own)}}
		for _, b := range []Body{Noted{"洽谈"}, ContactGiven{Hash: hash}, PutUp{Event: d.event}} {
			tx.Apply(Act{By: d.liaison, Seen: 1, Source: "test", Subjects: own, Body: b})
		}
		for _, n := range []int64{int64(d.own), int64(d.unit), int64(d.observer), int64(d.event)} {
			tx.Apply(Act{Source: "test", Undoes: ActNumber(n), Body: Undone{}})
		}
		tx.Apply(Act{Source: "test", Subjects: []Subject{{Kind: SettingSubject}}, Body: SettingSet{"target", "60"}})
		tx.Contact(hash, Person{Role: Office})
		tx.ForgetContact(hash)
		tx.ForgetContacts(d.own)
		tx.Group(1)
		tx.LastNaming()
		tx.ProjectAt(d.own, 3)
		tx.Projects()
		tx.ProjectsOf(d.unit)
		tx.Unrecognised(figures.Cohort{})
		tx.People()
		tx.PeopleOf(d.unit)
		tx.PeopleIn(Leader)
		tx.PersonByAccount(7)
		tx.FormerAccounts()
		tx.Units()
		tx.Events()
		tx.Setting("target")
		tx.OpenObstacles()
		tx.ObstaclesOf(Project{ID: d.own})
		tx.OpenOrders()
		tx.OrdersOf(Project{ID: d.own})
		tx.OrdersAt(MustDate("2026-03-03"))
		tx.Kept(d.own)
		tx.Transferring()
		tx.Disputes()
		tx.Visits(MustDate("2026-03-01"), MustDate("2026-03-31"))
		tx.VisitsOf(d.unit, MustDate("2026-03-01"), MustDate("2026-03-31"))
		tx.Apply(Act{Source: "test", Subjects: []Subject{{UnitSubject, int64(d.unit)}}, Body: UnitMerged{From: d.unit, Into: d.neighbour}})
		tx.VerifyLog()
		tx.Replay()
	})
	queries := slices.Sorted(maps.Keys(s.writer.stmts))
	if len(queries) < 50 {
		t.Errorf("looked at %d queries only", len(queries))
	}
	for _, q := range queries {
		for _, step := range stepsOf(t, s, q) {
			line := strings.Join(strings.Fields(q), " ") + ": " + step
			right := func(r *regexp.Regexp) bool { return r.MatchString(line) }
			if strings.HasPrefix(step, "SCAN") && !slices.ContainsFunc(rightScans, right) {
				t.Error(line)
			}
		}
	}
}

var parameter = regexp.MustCompile(`\?\d*|@\w+`)

// stepsOf returns the steps in which SQLite would run a query.
func stepsOf(t *testing.T, s *Store, query string) []string {
	t.Helper()
	args := map[string]any{} // nil, or a name for it
	for i, p := range parameter.FindAllString(query, -1) {
		switch {
		case p == "?":
			args[string(rune('a'+i))] = nil
		case p[0] == '@':
			args[p] = sql.Named(p[1:], nil)
		default:
			args[p] = nil
		}
	}
	rows, err := s.writer.conn.QueryContext(context.Background(), "EXPLAIN QUERY PLAN "+query, slices.Collect(maps.Values(args))...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return steps
}
