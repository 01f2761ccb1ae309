package reading

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestWordlist: a list is looked up as its words one after another would be.
func TestWordlist(t *testing.T) {
	letter := rapid.SampledFrom([]rune("签约入库了过万V"))
	word := rapid.StringOfN(letter, 1, 3, -1)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 1, 5).Draw(t, "words")
		text := rapid.StringOfN(letter, 0, 6, -1).Draw(t, "text")
		l := &wordlist{}
		l.add(words...)
		for _, c := range []struct {
			name string
			got  bool
			each func(text, w string) bool
		}{
			{"in", l.in(text), strings.Contains},
			{"is", l.is(text), func(text, w string) bool { return text == w }},
			{"begins", l.begins(text), strings.HasPrefix},
			{"ends", l.ends(text), strings.HasSuffix},
		} {
			if want := slices.ContainsFunc(words, func(w string) bool { return c.each(text, w) }); c.got != want {
				t.Fatalf("%v %s %q: %t, want %t", words, c.name, text, c.got, want)
			}
		}
		r := []rune(text)
		for i := range r {
			if got, want := l.after(r, i), after(r, i, words...); got != want {
				t.Fatalf("%v after %d of %q: %d, want %d", words, i, text, got, want)
			}
		}
	})
}
