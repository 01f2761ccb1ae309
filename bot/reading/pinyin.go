package reading

import (
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// A sound knows how letters are read, without tones.
type sound struct {
	readings map[rune][]string // all readings, the commonest first
}

// toneless takes the marks off a syllable.
var toneless = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o",
	"ē", "e", "é", "e", "ě", "e", "è", "e", "ī", "i", "í", "i", "ǐ", "i", "ì", "i",
	"ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ü", "v", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v",
	"ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m",
)

// newSound takes the common block of ideographs out of go-pinyin's table.
func newSound() *sound {
	s := &sound{readings: make(map[rune][]string, 21000)}
	for c, all := range pinyin.PinyinDict {
		if c < 0x4E00 || c > 0x9FFF {
			continue
		}
		for _, one := range strings.Split(all, ",") {
			syllable := toneless.Replace(one)
			if !contains(s.readings[rune(c)], syllable) {
				s.readings[rune(c)] = append(s.readings[rune(c)], syllable)
			}
		}
	}
	return s
}

func contains(list []string, w string) bool {
	for _, have := range list {
		if have == w {
			return true
		}
	}
	return false
}

// key joins the commonest readings of a word.
func (s *sound) key(w []rune) string {
	k, _ := s.window(w)
	return k
}

// window is key, and false if a letter has no reading.
func (s *sound) window(w []rune) (string, bool) {
	var b [64]byte
	k := b[:0]
	for _, c := range w {
		all := s.readings[c]
		if len(all) == 0 {
			return "", false
		}
		k = append(append(k, all[0]...), ' ')
	}
	return string(k), true
}

// same reports whether two letters can sound alike.
func (s *sound) same(a, b rune) bool {
	for _, x := range s.readings[a] {
		if contains(s.readings[b], x) {
			return true
		}
	}
	return false
}

// near reports whether two letters sound alike or nearly so: the same initial
// and the same ending (宏 and 恒).
func (s *sound) near(a, b rune) bool {
	if a == b || s.same(a, b) {
		return true
	}
	x, y := s.readings[a], s.readings[b]
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	return initial(x[0]) == initial(y[0]) && x[0][len(x[0])-1] == y[0][len(y[0])-1]
}

// initial returns the consonants a syllable begins with.
func initial(syllable string) string {
	return syllable[:len(syllable)-len(strings.TrimLeft(syllable, "bpmfdtnlgkhjqxzcsryw"))]
}

// initials returns the first letters of all syllables; letters that are no
// ideographs stand for themselves.
func (s *sound) initials(w []rune) string {
	var b strings.Builder
	for _, c := range w {
		if all := s.readings[c]; len(all) > 0 {
			b.WriteByte(all[0][0])
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// spelled returns the whole syllables joined.
func (s *sound) spelled(w []rune) string {
	var b strings.Builder
	for _, c := range w {
		if all := s.readings[c]; len(all) > 0 {
			b.WriteString(all[0])
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}
