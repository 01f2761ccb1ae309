package storage

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// benchStore opens a store with a district on the disk; synchronous is FULL.
func benchStore(b *testing.B) (*Store, district) {
	b.Helper()
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(b.TempDir(), "bench.db"), testOptions())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	var d district
	err = s.Write(ctx, func(tx *Tx) error {
		d = makeDistrict(b, tx)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return s, d
}

// progress applies a liaison's report of one of 1,000 projects, with every
// check a person's act meets.
func progress(t rapid.TB, tx *Tx, d district, projects []ProjectID, i int) {
	p := projects[i%len(projects)]
	d.apply(t, tx, d.liaison, p, Reached{Milestone: MilestoneLand, On: MustDate("2026-03-01"), Note: fmt.Sprint("第", i, "次")})
}

func openMany(b *testing.B, s *Store, d district, n int) (ps []ProjectID) {
	b.Helper()
	err := s.Write(context.Background(), func(tx *Tx) error {
		for i := range n {
			a, err := tx.Apply(Act{Source: "test", Subjects: []Subject{{Kind: ProjectSubject}}, Body: Opened{Name: fmt.Sprint("项目", i), Unit: d.unit}})
			if err != nil {
				return err
			}
			ps = append(ps, ProjectID(a.Number))
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return ps
}

// BenchmarkApply is one act, a commit for each 1 or 100 of them.
func BenchmarkApply(b *testing.B) {
	for _, n := range []int{1, 100} {
		b.Run(fmt.Sprintf("%d in a commit", n), func(b *testing.B) {
			s, d := benchStore(b)
			ps := openMany(b, s, d, 1000)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				err := s.WriteEach(context.Background(), n, func(j int, tx *Tx) error {
					progress(b, tx, d, ps, i*n+j)
					return nil
				}, func(_ int, err error, _ *Tx) error { return err })
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "acts/s")
		})
	}
}

// BenchmarkReplay folds a district's whole log again, as the first start after
// a migration of the versions does; acts a second stay the same where the cost
// grows in proportion.
func BenchmarkReplay(b *testing.B) {
	for _, size := range []int{1_000, 2_000} {
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			s := openDistrict(b, size)
			var acts ActNumber
			err := s.Read(context.Background(), func(tx *Tx) (err error) {
				acts, err = tx.LastAct()
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if err := s.Write(context.Background(), (*Tx).Replay); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)*float64(acts)/b.Elapsed().Seconds(), "acts/s")
		})
	}
}

// TestApplyAllocations holds what one act costs, in allocations and in
// statements: both are counted, not timed.
func TestApplyAllocations(t *testing.T) {
	s, _ := openTest(t)
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		i := 0
		progress(t, tx, d, []ProjectID{d.own}, i) // prepares the statements
		got := testing.AllocsPerRun(100, func() {
			i++
			progress(t, tx, d, []ProjectID{d.own}, i)
		})
		if got > mostAllocations {
			t.Errorf("%.0f allocations for an act, at most %d", got, mostAllocations)
		}
		t.Logf("%.0f allocations for an act", got)
	})
}

// mostAllocations is what a report of a liaison may allocate.
const mostAllocations = 320
