package reading

import (
	"encoding/json"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// FuzzRead holds what is true of any text: no panic, a reading that can be
// written, extents inside the text, and no project that the ledger does not
// have, unless it is a lead's.
func FuzzRead(f *testing.F) {
	n := loadNames(f)
	for _, file := range append([]string{"examples.jsonl"}, messageFiles...) {
		for _, s := range loadSamples(f, file) {
			f.Add(s.Text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) { checkReading(t, n, text) })
}

func checkReading(t interface {
	Fatalf(string, ...any)
}, n *Names, text string) {
	ctx := Context{Now: time.Date(2024, 5, 22, 10, 0, 0, 0, zone), Role: RoleUnit, Unit: "三桥镇", Chat: ChatDM}
	r := Read(text, ctx, n)
	if _, err := json.Marshal(r); err != nil {
		t.Fatalf("write the reading of %q: %v", text, err)
	}
	if len(r.Acts) == 0 {
		t.Fatalf("%q has no act", text)
	}
	for _, e := range r.Unread {
		if e.From < 0 || e.From > e.To || e.To > len(text) || !utf8.ValidString(text[e.From:e.To]) && utf8.ValidString(text) {
			t.Fatalf("%q: unread %v is no piece of the text", text, e)
		}
	}
	for _, a := range r.Acts {
		if u, ok := a.(Update); ok && u.Project != "" {
			if !knows(n, u.Project) {
				t.Fatalf("%q: invents project %q", text, u.Project)
			}
		}
		_ = Sentence(a)
	}
}

func knows(n *Names, name Name) bool {
	for _, p := range n.ledger.Projects {
		if p.Name == string(name) {
			return true
		}
	}
	return false
}

// TestAnyText throws pieces of real messages together in any order.
func TestAnyText(t *testing.T) {
	n := loadNames(t)
	var pieces []string
	for _, file := range append([]string{"examples.jsonl"}, messageFiles...) {
		for _, s := range loadSamples(t, file) {
			r := []rune(s.Text)
			for i := 0; i < len(r); i += 5 {
				pieces = append(pieces, string(r[i:min(len(r), i+7)]))
			}
		}
	}
	pieces = append(pieces, "\u202e", "\x00", "１２３", "9999999999999亿", "99月99日", "零零零", "二月三十", "，，。", "<b>", "\xff")
	rapid.Check(t, func(rt *rapid.T) {
		text := ""
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 12).Draw(rt, "pieces") {
			text += p
		}
		checkReading(rt, n, text)
	})
}
