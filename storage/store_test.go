package storage

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"
)

var shanghai = time.FixedZone("CST", 8*60*60)

// openTest opens a store in a temporary folder whose clock stands at noon of a
// working day until the test moves it.
func openTest(t *testing.T) (*Store, *time.Time) {
	t.Helper()
	now := time.Date(2026, 3, 3, 12, 0, 0, 0, shanghai)
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
