package reading

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAlternatives(t *testing.T) {
	for w, want := range map[string][]string{
		"报":          {"报"},
		"(没|还没)报":    {"没报", "还没报"},
		"签(了|)字":     {"签了字", "签字"},
		"(没|未)报(上|)": {"没报上", "没报", "未报上", "未报"},
		"报(":         {"报("}, // no pattern: as it stands
	} {
		if diff := cmp.Diff(want, alternatives(w)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", w, diff)
		}
	}
}

func TestAWordOfTwoPatternsHasOneSense(t *testing.T) {
	x, err := parseLexicon("@undo\n(撤|收)回 撤(回|销)\n")
	if err != nil {
		t.Fatal(err)
	}
	if ms, _ := x.cue([]rune("撤回"), 0); len(ms) != 1 {
		t.Errorf("撤回 has %d senses, want 1", len(ms))
	}
}
