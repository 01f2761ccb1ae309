package figures

import (
	"testing"
	"time"
)

func TestRateIsExactAndRoundsHalfUp(t *testing.T) {
	for _, c := range []struct {
		of, all int64
		want    string
	}{
		{0, 0, "-"}, // nothing to divide by is neither 0 % nor 100 %
		{0, 3, "0.0"},
		{1, 3, "33.3"},
		{2, 3, "66.7"},
		{1, 16, "6.3"},   // 6.25
		{1, 2000, "0.1"}, // 0.05
		{1, 2001, "0.0"},
		{3, 3, "100.0"},
		{4_000_000_000_000_000, 6_000_000_000_000_000, "66.7"}, // past 64 bits in between
	} {
		got := "-"
		if p, ok := (Rate{c.of, c.all}).Points(); ok {
			got = p.String()
		}
		if got != c.want {
			t.Errorf("%d/%d = %s, want %s", c.of, c.all, got, c.want)
		}
	}
}

func TestGapTo(t *testing.T) {
	for _, c := range []struct {
		of, all int64
		to      Points
		gap     int64
		enough  bool
	}{
		{4, 10, Percent(60), 2, true},
		{6, 10, Percent(60), 0, true},
		{7, 10, Percent(60), 0, true},
		{1, 3, Percent(60), 1, true}, // 1.8 projects are 2
		{0, 3, 667, 3, true},         // 2.001 projects are 3
		{3, 3, Percent(110), 1, false},
		{0, 0, Percent(60), 0, false},
	} {
		tally := Tally{Numerator: Sum{Count: c.of}, Denominator: Sum{Count: c.all}}
		gap, enough := tally.GapTo(c.to)
		if gap != c.gap || enough != c.enough {
			t.Errorf("gap of %d/%d to %s = %d %v, want %d %v", c.of, c.all, c.to, gap, enough, c.gap, c.enough)
		}
		if with, ok := tally.With(gap); ok && c.all > 0 && !with.ByCount().AtLeast(c.to) {
			t.Errorf("%d/%d with %d more is not at %s", c.of, c.all, gap, c.to)
		}
	}
}

// A what-if moves no more projects than the cohort has.
func TestWithMovesWhatThereIs(t *testing.T) {
	tally := Tally{Numerator: Sum{Count: 2}, Denominator: Sum{Count: 5}}
	for _, c := range []struct {
		n, want int64
		enough  bool
	}{{0, 2, true}, {3, 5, true}, {4, 5, false}} {
		if got, enough := tally.With(c.n); got.Numerator.Count != c.want || enough != c.enough {
			t.Errorf("with %d more: %d %v, want %d %v", c.n, got.Numerator.Count, enough, c.want, c.enough)
		}
	}
}

// A month has gone by on its last day, in a leap year too.
func TestElapsed(t *testing.T) {
	for _, c := range []struct {
		day    Day
		months int64
	}{
		{Day{2025, time.December, 31}, 0},
		{Day{2028, time.January, 30}, 0},
		{Day{2028, time.January, 31}, 1},
		{Day{2028, time.February, 28}, 1},
		{Day{2028, time.February, 29}, 2},
		{Day{2028, time.June, 30}, 6},
		{Day{2028, time.December, 30}, 11},
		{Day{2028, time.December, 31}, 12},
		{Day{2029, time.January, 1}, 12},
	} {
		if got, want := Elapsed(2028, c.day), (Rate{c.months, 12}); got != want {
			t.Errorf("elapsed on %s = %v, want %v", c.day, got, want)
		}
	}
}

func TestProgressAgainstItsTarget(t *testing.T) {
	for _, c := range []struct {
		done, target int64
		left         int64 // to half of it
		half         bool
	}{
		{0, 0, 0, false}, // no target is not reached
		{0, 7, 4, false}, // half of seven is four
		{3, 7, 1, false},
		{4, 7, 0, true},
		{5, 10, 0, true},
		{9, 7, 0, true},
	} {
		p := Progress{Sum: Sum{Count: c.done}, Target: c.target}
		if left, half := p.Left(Percent(50)), p.Half(); left != c.left || half != c.half {
			t.Errorf("%d of %d: %d left to half, half %v; want %d, %v", c.done, c.target, left, half, c.left, c.half)
		}
	}
}

// Only a whole calendar year is one.
func TestYearOfCohort(t *testing.T) {
	first, last := Day{2026, time.January, 1}, Day{2026, time.December, 31}
	for _, c := range []struct {
		cohort Cohort
		want   int
	}{
		{SignedIn(2026), 2026},
		{Cohort{From: first, To: last, Unit: 3}, 2026},
		{Cohort{From: first}, 0},
		{Cohort{From: first, To: Day{2027, time.December, 31}}, 0},
		{Cohort{From: Day{2026, time.January, 2}, To: last}, 0},
		{Cohort{}, 0},
	} {
		if got := c.cohort.Year(); got != c.want {
			t.Errorf("year of %+v = %d, want %d", c.cohort, got, c.want)
		}
	}
}

// The part of a size band is within what the cohort is narrowed to already.
func TestNarrowToSizeBand(t *testing.T) {
	for _, c := range []struct {
		min, max, band   int64
		wantMin, wantMax int64
	}{
		{0, 0, 1, 1, Yi},
		{0, 0, Yi, Yi, 10 * Yi},
		{0, 0, 10 * Yi, 10 * Yi, 0},
		{0, 0, 0, 0, 0}, // of no amount in yuan: as it is
		{2 * Yi, 0, Yi, 2 * Yi, 10 * Yi},
		{0, 5 * Yi, Yi, Yi, 5 * Yi},
		{0, 20 * Yi, 10 * Yi, 10 * Yi, 20 * Yi},
	} {
		got := Cohort{MinYuan: c.min, MaxYuan: c.max}.Narrow(BySize, Key{ID: c.band})
		if got.MinYuan != c.wantMin || got.MaxYuan != c.wantMax {
			t.Errorf("band %d of %d to %d = %d to %d, want %d to %d", c.band, c.min, c.max, got.MinYuan, got.MaxYuan, c.wantMin, c.wantMax)
		}
	}
}
