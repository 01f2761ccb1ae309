package figures

import "testing"

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
