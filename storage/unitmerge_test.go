package storage

import (
	"fmt"
	"strings"
	"testing"
)

// All that named the old unit names the new one; an undo brings back even what
// was said meanwhile.
func TestUnitMerged(t *testing.T) {
	s, _ := openTest(t)
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		d.apply(t, tx, d.office, d.own, TaskForceChanged{Members: []UnitID{d.unit, d.neighbour}})
		moved := d.apply(t, tx, d.office, d.own, Assigned{Unit: d.neighbour})
		before := dump(t, tx, versionTables...)
		last, err := tx.LastAct()
		if err != nil {
			t.Fatal(err)
		}
		m := applyTo(t, tx, d.office, Subject{UnitSubject, int64(d.unit)}, UnitMerged{From: d.unit, Into: d.neighbour})
		checkNowhere(t, tx, d.unit)
		own, err := tx.Project(d.own)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "members of the task force", []UnitID{d.neighbour}, own.TaskForce.Members)
		kept, err := tx.KeptUnit(d.unit)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "what the unit is today", Unit{ID: d.neighbour, Added: ActNumber(d.neighbour), Name: "临港园区", Aliases: []string{"河口镇"}, UnitKind: Park}, kept)
		_, err = tx.Apply(Act{Source: "test", Subjects: []Subject{{ProjectSubject, int64(d.own)}}, Body: Assigned{Host: d.unit}})
		wantInvalid(t, "assigned to the old unit", err, InvalidMerged)
		then, err := tx.ProjectAt(d.hosted, last)
		if err != nil || then.Host != d.unit {
			t.Errorf("known then: hosted by %d (%v), want %d", then.Host, err, d.unit)
		}

		// The undo of an older act must not bring the old unit back.
		if _, err := tx.Apply(Act{Source: "test", Undoes: moved.Number, Body: Undone{}}); err != nil {
			t.Fatal(err)
		}
		checkNowhere(t, tx, d.unit)
		if _, err := tx.Apply(Act{Source: "test", Undoes: moved.Number + 2, Body: Undone{}}); err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Apply(Act{Source: "test", Undoes: m.Number, Body: Undone{}}); err != nil {
			t.Fatal(err)
		}
		same(t, "states after the undo", statesIn(before), statesIn(dump(t, tx, versionTables...)))
	})
}

// checkNowhere: no state that holds now but its own names a unit.
func checkNowhere(t *testing.T, tx *Tx, u UnitID) {
	t.Helper()
	ps, err := tx.ProjectsOf(u)
	if err != nil || len(ps) > 0 {
		t.Errorf("%d projects of the old unit (%v)", len(ps), err)
	}
	people, err := tx.PeopleOf(u)
	if err != nil || len(people) > 0 {
		t.Errorf("%d people of the old unit (%v)", len(people), err)
	}
	os, err := tx.OpenObstaclesBy(u)
	if err != nil || len(os) > 0 {
		t.Errorf("%d obstacles of the old unit (%v)", len(os), err)
	}
	orders, err := tx.OrdersOwnedBy(Assignee{Unit: u})
	if err != nil || len(orders) > 0 {
		t.Errorf("%d orders of the old unit (%v)", len(orders), err)
	}
	visits, err := tx.VisitsOf(u, MustDate("2020-01-01"), MustDate("2030-01-01"))
	if err != nil || len(visits) > 0 {
		t.Errorf("%d visits of the old unit (%v)", len(visits), err)
	}
	units, err := tx.Units()
	if err != nil || len(units) != 1 {
		t.Errorf("%d units (%v), want the new one", len(units), err)
	}
}

func TestPersonReturnsAndSnoozes(t *testing.T) {
	s, _ := openTest(t)
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		reachable := func(on string, want ...PersonID) {
			t.Helper()
			ps, err := tx.Reachable(d.unit, MustDate(on))
			if err != nil {
				t.Fatal(err)
			}
			var ids []PersonID
			for _, p := range ps {
				ids = append(ids, p.ID)
			}
			same(t, "who can be reminded on "+on, want, ids)
		}
		reachable("2026-03-03", d.liaison, d.head)
		applyTo(t, tx, d.liaison, Subject{PersonSubject, int64(d.liaison)}, Snoozed{Until: MustDate("2026-03-09")})
		reachable("2026-03-03", d.head)
		reachable("2026-03-08", d.head)
		reachable("2026-03-09", d.liaison, d.head)
		applyTo(t, tx, d.office, Subject{PersonSubject, int64(d.head)}, Snoozed{Until: MustDate("2026-03-05")})
		reachable("2026-03-04")
		applyTo(t, tx, d.liaison, Subject{PersonSubject, int64(d.liaison)}, Snoozed{})
		reachable("2026-03-04", d.liaison)
		applyTo(t, tx, d.office, Subject{PersonSubject, int64(d.gone)}, PersonReturned{On: tx.Today()})
		reachable("2026-03-04", d.liaison, d.gone)

		for _, tt := range []struct {
			name string
			who  PersonID
			say  Body
			why  InvalidWhy
		}{
			{"snoozed until today", d.liaison, Snoozed{Until: MustDate("2026-03-03")}, InvalidSpan},
			{"woken, never snoozed", d.liaison, Snoozed{}, InvalidNothing},
			{"returned, never left", d.liaison, PersonReturned{On: MustDate("2026-03-03")}, InvalidNothing},
		} {
			_, err := tx.Apply(Act{By: d.office, Source: "test", Subjects: []Subject{{PersonSubject, int64(tt.who)}}, Body: tt.say})
			wantInvalid(t, tt.name, err, tt.why)
		}
	})
}

func TestVisits(t *testing.T) {
	s, _ := openTest(t)
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		list := func(from, to string, want int) {
			t.Helper()
			all, err := tx.Visits(MustDate(from), MustDate(to))
			ours, err2 := tx.VisitsOf(d.unit, MustDate(from), MustDate(to))
			if err != nil || err2 != nil || len(all) != want || len(ours) != want {
				t.Errorf("visits %s–%s: %d, of the unit %d (%v, %v); want %d", from, to, len(all), len(ours), err, err2, want)
			}
		}
		list("2026-03-01", "2026-03-02", 1)
		list("2026-03-03", "2026-03-31", 0)
		applyTo(t, tx, d.liaison, Subject{VisitSubject, int64(d.visit)}, VisitFollowed{Project: d.own})
		v, err := tx.Visit(d.visit)
		if err != nil || v.Project != d.own || v.Unit != d.unit || v.Investor != "恒信电缆" {
			t.Errorf("visit: %+v, %v", v, err)
		}
		_, err = tx.Apply(Act{By: d.liaison, Source: "test", Subjects: []Subject{{Kind: VisitSubject}}, Body: VisitMade{Investor: "甲", On: MustDate("2026-03-04")}})
		wantInvalid(t, "a visit of tomorrow", err, InvalidFuture)
	})
}

// statesIn returns the rows that hold now, without the acts they hold from.
func statesIn(tables string) string {
	var out strings.Builder
	for line := range strings.Lines(tables) {
		if fields := strings.Fields(line); strings.Contains(line, latestText) {
			fmt.Fprintln(&out, fields[0], fields[1], fields[4:])
		}
	}
	return out.String()
}
