package reading

import (
	"strings"
	"testing"
)

// TestOutsiders reads questions that are narrowed by what nobody here knows, and such as
// only have unusual words. A line holds the sentence and what is asked of it, - for
// nothing.
func TestOutsiders(t *testing.T) {
	n := loadNames(t)
	for _, line := range linesOf(t, "testdata/outsiders.txt") {
		text, want, _ := strings.Cut(line, "\t")
		ctx := baseContext("商务局")
		ctx.Role = RoleOffice
		got := "-"
		if asks := Read(text, ctx, n).Ask; len(asks) > 0 {
			got = asks[0]
		}
		if got != want {
			t.Errorf("%s: asks %s, want %s", text, got, want)
		}
	}
}
