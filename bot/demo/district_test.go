package demo

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shuangzhou/storage"
)

var shanghai = time.FixedZone("CST", 8*60*60)

// days are todays that fall differently among the events, the quarters and the weeks.
var days = []string{"2026-03-03", "2026-05-22", "2026-11-24", "2027-01-04", "2028-02-29", "2026-06-21"}

// emptyStore opens a store whose clock stands at 08:00 of today.
func emptyStore(t *testing.T, today storage.Date) *storage.Store {
	t.Helper()
	s, err := storage.Open(context.Background(), filepath.Join(t.TempDir(), "demo.db"), storage.Options{
		Now: func() time.Time { return today.Clock(8, 0, shanghai) }, Location: shanghai,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func seeded(t *testing.T, day string) (*storage.Store, District) {
	t.Helper()
	today := storage.MustDate(day)
	s := emptyStore(t, today)
	d, err := Seed(context.Background(), s, today)
	if err != nil {
		t.Fatal(err)
	}
	return s, d
}

func read(t *testing.T, s *storage.Store, f func(tx *storage.Tx) error) {
	t.Helper()
	if err := s.Read(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

// lastHash is the log in one value: each act's hash covers the one before.
func lastHash(t *testing.T, s *storage.Store) (hash string) {
	t.Helper()
	read(t, s, func(tx *storage.Tx) error {
		n, err := tx.LastAct()
		if err != nil {
			return err
		}
		a, err := tx.Act(n)
		hash = fmt.Sprintf("%d %x", n, a.Hash)
		return err
	})
	return hash
}

func TestSeedIsTheSameForTheSameToday(t *testing.T) {
	if testing.Short() {
		t.Skip("seeds three times, which takes long with -race")
	}
	one, d1 := seeded(t, "2026-03-03")
	two, d2 := seeded(t, "2026-03-03")
	if a, b := lastHash(t, one), lastHash(t, two); a != b {
		t.Errorf("logs differ: %s, %s", a, b)
	}
	if diff := cmp.Diff(d1, d2); diff != "" {
		t.Errorf("districts differ: %s", diff)
	}
	other, _ := seeded(t, "2026-03-04")
	if lastHash(t, one) == lastHash(t, other) {
		t.Error("another today gave the same log")
	}
}

// TestDistrict holds what the demo promises of its district against every
// today of days; one, in short tests.
func TestDistrict(t *testing.T) {
	for i, day := range days {
		if i > 0 && testing.Short() {
			break
		}
		t.Run(day, func(t *testing.T) {
			s, d := seeded(t, day)
			today := storage.MustDate(day)
			t.Run("stages", func(t *testing.T) { checkStages(t, s) })
			t.Run("oddities", func(t *testing.T) { checkAllOddities(t, s, today) })
			t.Run("said", func(t *testing.T) { checkSaid(t, s, d, today) })
			t.Run("digest", func(t *testing.T) { checkDigest(t, s, d) })
			t.Run("units", func(t *testing.T) { checkUnits(t, s, d) })
			t.Run("simulator", func(t *testing.T) { checkPopulate(t, d, today) })
			t.Run("intro", func(t *testing.T) { checkIntro(t, d) })
			t.Run("again", func(t *testing.T) { checkSeedAgain(t, s, d, today) })
			t.Run("replay", func(t *testing.T) { checkReplay(t, s) })
		})
	}
}

// checkSeedAgain: a store that has its district is left as it is, and read.
func checkSeedAgain(t *testing.T, s *storage.Store, d District, today storage.Date) {
	before := lastHash(t, s)
	again, err := Seed(context.Background(), s, today.AddDays(6))
	if err != nil {
		t.Fatal(err)
	}
	if after := lastHash(t, s); after != before {
		t.Errorf("log changed from %s to %s", before, after)
	}
	if diff := cmp.Diff(d, again); diff != "" {
		t.Errorf("district read back differs: %s", diff)
	}
}

// checkReplay verifies the log, and that the state is nothing but its fold.
func checkReplay(t *testing.T, s *storage.Store) {
	before := projects(t, s)
	err := s.Write(context.Background(), func(tx *storage.Tx) error {
		if err := tx.VerifyLog(); err != nil {
			return err
		}
		return tx.Replay()
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, projects(t, s)); diff != "" {
		t.Errorf("replay changed the state: %s", diff)
	}
}

func projects(t *testing.T, s *storage.Store) (ps []storage.Project) {
	t.Helper()
	read(t, s, func(tx *storage.Tx) (err error) {
		ps, err = tx.Projects()
		return err
	})
	return ps
}

func BenchmarkSeed(b *testing.B) {
	today := storage.MustDate("2026-11-24")
	for b.Loop() {
		s, err := storage.Open(context.Background(), filepath.Join(b.TempDir(), "demo.db"), storage.Options{
			Now: func() time.Time { return today.Clock(8, 0, shanghai) }, Location: shanghai,
		})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Seed(context.Background(), s, today); err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
