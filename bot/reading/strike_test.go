package reading

import (
	"slices"
	"strings"
	"testing"
)

// TestDrops: what is struck off the ledger or given up, and what only has the
// words of it; “re:” answers a reminder. 19 of 47 were something else at first.
func TestDrops(t *testing.T) {
	n := loadNames(t)
	for _, line := range linesOf(t, "testdata/drops.txt") {
		text, want, _ := strings.Cut(line, "\t")
		ctx := baseContext("建投集团")
		text, answers := strings.CutPrefix(text, "re:")
		if answers {
			ctx.ReplyTo = &Reply{Kind: "reminder", Project: "鼎创智能装备"}
		}
		for _, a := range Read(text, ctx, n).Acts {
			if !slices.Contains(strings.Split(want, "/"), string(a.Op())) {
				t.Errorf("%s: read as %s, want %s", text, a.Op(), want)
			}
		}
	}
}
