package reading

import (
	"slices"
	"strings"
	"testing"
)

// TestDrops: what is struck off the ledger or given up, and what only has the
// words of it; “re:” answers a reminder. 19 of 47 were something else at first.
func TestDrops(t *testing.T) { opsAre(t, "testdata/drops.txt", "建投集团") }

// TestLedgerOps: merges, transfers, disputes and visits that came to nothing;
// 15 of 26 were something else at first.
func TestLedgerOps(t *testing.T) { opsAre(t, "testdata/ledgerops.txt", "临湖街道") }

// opsAre reads the lines of a file, said by a unit, and compares the acts' ops.
func opsAre(t *testing.T, file, unit string) {
	t.Helper()
	n := loadNames(t)
	for _, line := range linesOf(t, file) {
		text, want, _ := strings.Cut(line, "\t")
		ctx := baseContext(unit)
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
