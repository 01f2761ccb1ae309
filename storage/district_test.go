package storage

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// noon is when the tests' transactions begin: a Tuesday.
var noon = time.Date(2026, 3, 3, 12, 0, 0, 0, shanghai)

// A district is a small one to test with: a person of each role, and a project
// in each relation to the liaison and to the leader.
type district struct {
	unit, neighbour UnitID
	third           UnitID // that has nothing, in the table of rights
	event           EventID
	liaison, head   PersonID // of unit
	leader          PersonID
	office          PersonID
	observer        PersonID
	stranger        PersonID // the liaison of neighbour
	gone            PersonID // a liaison of unit who has left

	own    ProjectID // credited to unit
	hosted ProjectID // credited to neighbour, hosted by unit
	linked ProjectID // credited to neighbour, linked to leader
	other  ProjectID // credited to neighbour

	twin ProjectID // another record of own, in the table of rights

	obstacle ObstacleID // of hosted, raised by the liaison, asked of neighbour
	order    OrderID    // of the leader about linked, to unit, the neighbour assisting
	visit    VisitID    // of unit

	standing map[Kind][]whose // what acts of a kind are about in the table of rights, see standing
}

func makeDistrict(t rapid.TB, tx *Tx) district {
	t.Helper()
	var d district
	add := func(k SubjectKind, b Body) int64 {
		t.Helper()
		a, err := tx.Apply(Act{Source: "test", Subjects: []Subject{{Kind: k}}, Body: b})
		if err != nil {
			t.Fatal(err)
		}
		return int64(a.Number)
	}
	person := func(name string, r Role, u UnitID) PersonID {
		t.Helper()
		return PersonID(add(PersonSubject, PersonAdded{Name: name, Role: r, Unit: u}))
	}
	project := func(o Opened) ProjectID {
		t.Helper()
		return ProjectID(add(ProjectSubject, o))
	}
	d.unit = UnitID(add(UnitSubject, UnitAdded{Name: "河口镇", UnitKind: Township}))
	d.neighbour = UnitID(add(UnitSubject, UnitAdded{Name: "临港园区", UnitKind: Park}))
	d.event = EventID(add(EventSubject, EventAdded{Name: "一季度签约会", Level: CityLevel, Held: MustDate("2026-02-10")}))
	d.liaison = person("张三", Liaison, d.unit)
	d.head = person("李镇长", Head, d.unit)
	d.leader = person("王副区长", Leader, 0)
	d.office = person("陈主任", Office, 0)
	d.observer = person("周科长", Observer, 0)
	d.stranger = person("孙四", Liaison, d.neighbour)
	d.gone = person("吴五", Liaison, d.unit)
	if _, err := tx.Apply(Act{Source: "test", Subjects: []Subject{{PersonSubject, int64(d.gone)}}, Body: PersonLeft{On: MustDate("2026-03-01")}}); err != nil {
		t.Fatal(err)
	}
	d.own = project(Opened{Name: "锦尚二期", Unit: d.unit})
	d.hosted = project(Opened{Name: "禾丰食品", Unit: d.neighbour, Host: d.unit})
	d.linked = project(Opened{Name: "瑞科电子", Unit: d.neighbour, Leader: d.leader})
	d.other = project(Opened{Name: "兴业新材料", Unit: d.neighbour})
	said := func(by PersonID, k SubjectKind, b Body) int64 {
		t.Helper()
		a, err := tx.Apply(Act{By: by, Source: "test", Subjects: []Subject{{Kind: k}}, Body: b})
		if err != nil {
			t.Fatal(err)
		}
		return int64(a.Number)
	}
	d.obstacle = ObstacleID(said(d.liaison, ObstacleSubject, ObstacleRaised{
		Project: d.hosted, Category: PowerObstacle, Text: "供电容量没落实", Need: []UnitID{d.neighbour}, Due: MustDate("2026-03-02"),
	}))
	d.visit = VisitID(said(d.liaison, VisitSubject, VisitMade{Investor: "恒信电缆", On: MustDate("2026-03-02"), Result: "未谈成"}))
	d.order = OrderID(said(d.leader, OrderSubject, OrderGiven{
		From: d.leader, To: []Assignee{{Unit: d.unit}, {Unit: d.neighbour}}, Text: "月底前报供地方案",
		Due: MustDate("2026-03-31"), Project: d.linked, Meeting: MustDate("2026-03-03"),
	}))
	return d
}

// apply applies an act to a project and stops the test on an error.
func (d district) apply(t rapid.TB, tx *Tx, by PersonID, p ProjectID, b Body) Act {
	t.Helper()
	a, err := tx.Apply(Act{By: by, Source: "test", Subjects: []Subject{{ProjectSubject, int64(p)}}, Body: b})
	if err != nil {
		t.Fatalf("%s: %v", b.Kind(), err)
	}
	return a
}

// same compares values as the database does: an absent list is an empty one.
func same(t rapid.TB, what string, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func wantInvalid(t rapid.TB, what string, err error, why InvalidWhy) {
	t.Helper()
	var invalid *Invalid
	if !errors.As(err, &invalid) || invalid.Why != why {
		t.Errorf("%s: %v, want invalid: %s", what, err, why)
	}
}

func wantDenied(t rapid.TB, what string, err error, why DeniedWhy) {
	t.Helper()
	var denied *Denied
	if !errors.As(err, &denied) || denied.Why != why {
		t.Errorf("%s: %v, want denied: %s", what, err, why)
	}
}

// golden compares a text with a file in testdata, or rewrites it with -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := readFile(t, path); !bytes.Equal(want, got) {
		t.Errorf("%s differs; go test -update rewrites it (-want +got):\n%s", path, cmp.Diff(string(want), string(got)))
	}
}

func readFile(t rapid.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
