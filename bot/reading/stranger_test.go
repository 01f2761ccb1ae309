package reading

import (
	"strings"
	"testing"
)

// TestNearNames: a name that only begins like a project's, or differs from it by more
// than a slip, files nothing on it; a short or misspelt one is still found. Of 94
// sentences 30 were filed on a project that they do not name.
func TestNearNames(t *testing.T) {
	n := loadNames(t)
	for _, line := range linesOf(t, "testdata/nearnames.txt")[1:] {
		text, want, _ := strings.Cut(line, "\t")
		r := Read(text, baseContext("高新园区"), n)
		u, ok := r.Acts[0].(Update)
		if !ok || string(u.Project) != want || want == "" && len(r.Ask) == 0 {
			t.Errorf("%s: read as %s of %q, ask %v, want %q", text, r.Acts[0].Op(), u.Project, r.Ask, want)
		}
	}
}
