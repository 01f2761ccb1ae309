package bot

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"shuangzhou/bot/simulator"
	"shuangzhou/bot/text"
	"shuangzhou/storage"
)

// partial reports whether a template is only said as a part of others.
func partial(name string) bool { return !strings.Contains(name, "/") }

// TestEveryTemplateIsHTMLThatTelegramTakes executes every template with a full
// and an empty view, all values of which must be escaped, and has the
// simulator parse what comes out as Telegram would.
func TestEveryTemplateIsHTMLThatTelegramTakes(t *testing.T) {
	words := text.New()
	for _, name := range words.Names() {
		vs, ok := views[name]
		switch {
		case strings.HasPrefix(name, "topic/"):
			vs = []any{startView{Example: nasty}, startView{}}
		case partial(name):
			continue
		case !ok:
			vs = []any{nil} // words without values
		}
		for _, v := range vs {
			said, err := words.Say(name, v)
			if err != nil {
				t.Errorf("%v", err)
				continue
			}
			if _, _, err := simulator.ParseHTML(said); err != nil {
				t.Errorf("%s: %v:\n%s", name, err, said)
			}
			if strings.Contains(said, "<b>锦尚") || strings.Contains(said, "ZgotmplZ") {
				t.Errorf("%s does not escape its values:\n%s", name, said)
			}
		}
	}
	for name := range views {
		if !words.Has(name) {
			t.Errorf("there is no template %s", name)
		}
	}
}

// TestEveryRefusalHasWords: what was refused because it was there already, or
// closed, was answered with an apology, and the office told of a failure.
func TestEveryRefusalHasWords(t *testing.T) {
	words, found := text.New(), 0
	for file, form := range map[string]string{"rules.go": "invalid", "rights.go": "denied"} {
		raw, err := os.ReadFile("../storage/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?:Invalid|Denied)Why += "([^"]+)"`).FindAllStringSubmatch(string(raw), -1) {
			found++
			if !words.Has(form + "/" + m[1]) {
				t.Errorf("no words for what is refused as %q", m[1])
			}
		}
	}
	if found < 25 {
		t.Errorf("%d refusals found only", found)
	}
}

// TestEveryKindOfActHasWords holds that whatever stands in the log can be told.
func TestEveryKindOfActHasWords(t *testing.T) {
	words := text.New()
	for _, kind := range storage.Kinds() {
		if !words.Has("act/" + string(kind)) {
			t.Errorf("no words for acts of kind %s", kind)
		}
	}
}

// TestNoTextLeansOnAFont: a phone's monospaced font gives a Chinese character
// no certain width, so no table is set by spaces; a row of one is a line.
func TestNoTextLeansOnAFont(t *testing.T) {
	files, err := filepath.Glob("text/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal("no templates", err)
	}
	spaced := regexp.MustCompile(`[^\s{]  +[^\s}]|<pre|　　`)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if at := spaced.Find(raw); at != nil {
			t.Errorf("%s sets something by spaces: %q", file, at)
		}
	}
}
