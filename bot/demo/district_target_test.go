package demo

import (
	"testing"

	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// TestTargets sets what the demo's figures are held against: on any morning of
// the year the district and some units have targets, the city its totals.
func TestTargets(t *testing.T) {
	for _, day := range days[:4] {
		s, _ := seeded(t, day)
		today := storage.MustDate(day)
		read(t, s, func(tx *storage.Tx) error {
			as := tx.AsOfDay(today)
			ps, err := tx.Progress(figures.Measures(), today.Year, figures.Cohort{}, as)
			if err != nil {
				return err
			}
			set := 0
			for _, p := range ps {
				if p.Target > 0 {
					set++
				}
			}
			if set != 5 {
				t.Errorf("on %s %d targets of the district are set, want 5", day, set)
			}
			_, err = tx.Target(storage.TargetKey{Year: today.Year, Scope: storage.ForCity, Measure: "signing/filed"}, as)
			return err
		})
	}
}

func TestTargetsAreReadExactly(t *testing.T) {
	for said, want := range map[string]int64{"30": 30, "90亿": 9_000_000_000, "58%": 580} {
		if got, err := readTarget(said); got != want || err != nil {
			t.Errorf("%s: %d, %v; want %d", said, got, err, want)
		}
	}
	if _, err := readTarget("多少"); err == nil {
		t.Error("多少 was read")
	}
}
