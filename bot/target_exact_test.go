package bot

import (
	"testing"

	"pgregory.net/rapid"
)

// TestExactlyReadsBack: what a cell says of a value is read as that value, also
// where a float64 of it would not be (9007199254740993 yuan).
func TestExactlyReadsBack(t *testing.T) {
	for _, n := range []targetName{{money: true}, {rate: true}, {}} {
		for _, v := range []int64{0, 1, 10, 9007199254740993, 1<<62 + 1} {
			readsBack(t, v, n)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		n := targetName{money: rapid.Bool().Draw(rt, "money")}
		n.rate = !n.money && rapid.Bool().Draw(rt, "rate")
		readsBack(rt, rapid.Int64Range(0, 1<<62).Draw(rt, "value"), n)
	})
}

func readsBack(t rapid.TB, v int64, n targetName) {
	t.Helper()
	said := exactly(v, n)
	if n.money {
		said += "亿"
	}
	got, err := readTargetValue(said, n)
	if err != nil || got != v {
		t.Fatalf("%d is written %q and read %d: %v", v, said, got, err)
	}
}
