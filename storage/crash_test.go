package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A kill leaves the database and its write-ahead log as they are on the disk:
// a copy of both, taken at any moment, holds whole commits and nothing else.
// (What of it had reached the disk when the power fails is SQLite's promise,
// kept by synchronous=FULL, and not tried here.)

func TestKilledInTheMiddleOfATransaction(t *testing.T) {
	path := filepath.Join(t.TempDir(), "live.db")
	s, d := openAt(t, path)
	defer s.Close()
	committed := countActs(t, s)
	for i := range 5 {
		write(t, s, func(tx *Tx) error {
			for range 20 {
				d.apply(t, tx, d.office, d.own, Noted{fmt.Sprint(i)})
			}
			if err := tx.Replay(); err != nil { // much is written, and some of it before the commit
				return err
			}
			if got := countActs(t, reopen(t, crashed(t, path, -1))); got != committed {
				t.Errorf("killed in transaction %d: %d acts, want %d", i, got, committed)
			}
			return nil
		})
		committed += 20
		if got := countActs(t, reopen(t, crashed(t, path, -1))); got != committed {
			t.Errorf("killed after transaction %d: %d acts, want %d", i, got, committed)
		}
	}
}

// The write-ahead log torn at many places.
func TestKilledWhileTheLogWasWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "live.db")
	s, d := openAt(t, path)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = reopen(t, path)
	commits := []ActNumber{countActs(t, s)}
	for i := range 4 {
		err := s.WriteEach(context.Background(), 3, func(j int, tx *Tx) error {
			d.apply(t, tx, d.office, d.own, Noted{fmt.Sprint(i, j)})
			if j == 1 {
				return errBack
			}
			return nil
		}, func(int, error, *Tx) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		commits = append(commits, countActs(t, s))
	}
	wal, err := os.Stat(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	var seen []ActNumber
	for cut := int64(0); cut <= wal.Size(); cut += 1777 {
		seen = append(seen, countActs(t, reopen(t, crashed(t, path, cut))))
	}
	seen = append(seen, countActs(t, reopen(t, crashed(t, path, wal.Size()))))
	if !slices.IsSorted(seen) {
		t.Errorf("a longer log knows less: %v", seen)
	}
	same(t, "acts found, whatever was torn off", commits, slices.Compact(seen))
}

// crashed copies a database and the first cut bytes of its log (-1: all) as a
// kill leaves them, and returns the copy's path.
func crashed(t *testing.T, path string, cut int64) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "crashed.db")
	for _, suffix := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + suffix)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if suffix == "-wal" && cut >= 0 {
			b = b[:cut]
		}
		if err := os.WriteFile(to+suffix, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return to
}
