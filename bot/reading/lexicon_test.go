package reading

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
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

// TestAListStandsOnce: two lists of one name were one, and 由小张对接 took the last
// report back.
func TestAListStandsOnce(t *testing.T) {
	if _, err := parseLexicon("@list takes\n撤\n@list takes\n对接\n"); err == nil {
		t.Error("two lists of one name are read as one")
	}
}

// TestListsAreThere: a list asked for by a name that the lexicon does not have
// would be empty without a word.
func TestListsAreThere(t *testing.T) {
	x, err := ownLexicon()
	if err != nil {
		t.Fatal(err)
	}
	asked := regexp.MustCompile(`(?:list\(|lists\[|ledUp\([^"\n]*|madeOf\([^"\n]*|endsIn\([^"\n]*)"([a-z-]+)"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range asked.FindAllStringSubmatch(string(text), -1) {
			if x.lists[m[1]] == nil {
				t.Errorf("%s asks for the list %q, which the lexicon does not have", file, m[1])
			}
		}
	}
}
