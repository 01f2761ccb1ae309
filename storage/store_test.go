package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var shanghai = time.FixedZone("CST", 8*60*60)

// openTest opens a store in a temporary folder whose clock stands at noon of a
// working day until the test moves it.
func openTest(t *testing.T) (*Store, *time.Time) {
	t.Helper()
	now := noon
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "test.db"), Options{
		Now: func() time.Time { return now }, Location: shanghai,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, &now
}

// write runs f in a write transaction and stops the test on an error.
func write(t *testing.T, s *Store, f func(*Tx) error) {
	t.Helper()
	if err := s.Write(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func TestActMakesUndoneAndReplayed(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		unit, err := tx.Apply(Act{Source: "test", Subjects: []Subject{{Kind: UnitSubject}}, Body: UnitAdded{Name: "河口镇", UnitKind: Township}})
		if err != nil {
			return err
		}
		opened, err := tx.Apply(Act{Source: "test", Subjects: []Subject{{Kind: ProjectSubject}}, Body: Opened{Name: "锦尚二期", Unit: UnitID(unit.Number)}})
		if err != nil {
			return err
		}
		project := []Subject{{ProjectSubject, int64(opened.Number)}}
		signed, err := tx.Apply(Act{Source: "test", Subjects: project, Body: Reached{Milestone: MilestoneSign, On: MustDate("2026-03-01")}})
		if err != nil {
			return err
		}
		if _, err := tx.Apply(Act{Source: "test", Subjects: project, Undoes: signed.Number, Body: Undone{}}); err != nil {
			return err
		}
		p, err := tx.Project(ProjectID(opened.Number))
		if err != nil {
			return err
		}
		if p.Stage() != Lead {
			t.Errorf("stage after undo = %v, want lead", p.Stage())
		}
		then, err := tx.ProjectAt(p.ID, signed.Number)
		if err != nil {
			return err
		}
		if then.Stage() != Signed {
			t.Errorf("stage known then = %v, want signed", then.Stage())
		}
		if err := tx.Replay(); err != nil {
			return err
		}
		return tx.VerifyLog()
	})
}

func TestWriteEachKeepsNeighboursOfABadStep(t *testing.T) {
	s, _ := openTest(t)
	bad := errors.New("bad")
	var set []int
	err := s.WriteEach(context.Background(), 3, func(i int, tx *Tx) error {
		if err := tx.SetMark(string(rune('a'+i)), "1"); err != nil {
			return err
		}
		if i == 1 {
			return bad
		}
		return nil
	}, func(i int, err error, tx *Tx) error {
		set = append(set, i)
		if !errors.Is(err, bad) {
			return err
		}
		return nil
	})
	if err != nil || len(set) != 1 || set[0] != 1 {
		t.Fatalf("WriteEach: %v, failed steps %v", err, set)
	}
	err = s.Read(context.Background(), func(tx *Tx) error {
		for name, want := range map[string]bool{"a": true, "b": false, "c": true} {
			_, err := tx.Mark(name)
			if got := err == nil; got != want {
				t.Errorf("mark %s kept = %v, want %v", name, got, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestReadCannotWrite(t *testing.T) {
	s, _ := openTest(t)
	err := s.Read(context.Background(), func(tx *Tx) error { return tx.SetMark("a", "1") })
	if err == nil {
		t.Error("a reader has written")
	}
}

// A panic gives the connection back, and outside a transaction.
func TestPanicLeavesTheStoreUsable(t *testing.T) {
	s, _ := openTest(t)
	for name, door := range map[string]func(context.Context, func(*Tx) error) error{"read": s.Read, "write": s.Write} {
		for range cap(s.readers) + 1 {
			func() {
				defer func() {
					if recover() == nil {
						t.Errorf("%s swallowed a panic", name)
					}
				}()
				_ = door(context.Background(), func(tx *Tx) error {
					if name == "write" {
						if err := tx.SetMark("a", "1"); err != nil {
							t.Error(err)
						}
					}
					panic("in " + name)
				})
			}()
		}
		err := door(context.Background(), func(tx *Tx) error {
			if _, err := tx.Mark("a"); !errors.Is(err, ErrNotFound) {
				t.Errorf("after a panic in %s the mark is there: %v", name, err)
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s after a panic: %v", name, err)
		}
	}
}

// A read sees one moment, whatever is written meanwhile, and a transaction has
// one time.
func TestReadSeesOneMoment(t *testing.T) {
	s, now := openTest(t)
	ctx := context.Background()
	err := s.Read(ctx, func(tx *Tx) error {
		if _, err := tx.Mark("a"); !errors.Is(err, ErrNotFound) {
			t.Errorf("mark before: %v", err)
		}
		then := tx.Now()
		*now = now.Add(time.Hour)
		write(t, s, func(tx *Tx) error { return tx.SetMark("a", "1") })
		if _, err := tx.Mark("a"); !errors.Is(err, ErrNotFound) {
			t.Errorf("the read has seen a later commit: %v", err)
		}
		if !tx.Now().Equal(then) {
			t.Error("the transaction's time has moved")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The day is the district's, not UTC's.
func TestTodayIsTheDistricts(t *testing.T) {
	s, now := openTest(t)
	*now = time.Date(2026, 3, 3, 17, 30, 0, 0, time.UTC)
	write(t, s, func(tx *Tx) error {
		if got := tx.Today().String(); got != "2026-03-04" {
			t.Errorf("today = %s", got)
		}
		a, err := tx.Apply(Act{Source: "test", Subjects: []Subject{{Kind: UnitSubject}}, Body: UnitAdded{Name: "河口镇", UnitKind: Township}})
		if a.Day != tx.Today() {
			t.Errorf("day of the act = %s", a.Day)
		}
		return err
	})
}

// Paths as people have them.
func TestOpenPaths(t *testing.T) {
	for _, name := range []string{"双周.db", "a b.db", "100%.db", "50%41.db", "why?.db", "no#1.db", "a&b=c.db", "sub/new/x.db"} {
		path := filepath.Join(t.TempDir(), name)
		reopen(t, path)
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
