package reading

import (
	"slices"
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// A sound knows how letters are read, without tones.
type sound struct {
	readings map[rune][]string // all readings, the commonest first
	first    []syllable        // the commonest alone, by letter from firstIdeograph on
	heard    []syllable        // the same, as many people say it: 分 like 封, 林 like 宁
}

// A syllable is a number of the syllable a letter is read as, 0 for none.
type syllable uint16

// The common block of ideographs.
const firstIdeograph, lastIdeograph = 0x4E00, 0x9FFF

// toneless takes the marks off a syllable.
var toneless = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o",
	"ē", "e", "é", "e", "ě", "e", "è", "e", "ī", "i", "í", "i", "ǐ", "i", "ì", "i",
	"ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ü", "v", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v",
	"ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m",
)

// newSound takes the common block of ideographs out of go-pinyin's table.
func newSound() *sound {
	s := &sound{readings: make(map[rune][]string, 21000), first: make([]syllable, lastIdeograph-firstIdeograph+1), heard: make([]syllable, lastIdeograph-firstIdeograph+1)}
	numbers, heard := map[string]syllable{}, map[string]syllable{}
	for c, all := range pinyin.PinyinDict {
		if c < firstIdeograph || c > lastIdeograph {
			continue
		}
		for _, one := range strings.Split(all, ",") {
			spelt := toneless.Replace(one)
			if !slices.Contains(s.readings[rune(c)], spelt) {
				s.readings[rune(c)] = append(s.readings[rune(c)], spelt)
			}
		}
		commonest := s.readings[rune(c)][0]
		s.first[c-firstIdeograph] = numbered(numbers, commonest)
		s.heard[c-firstIdeograph] = numbered(heard, asHeard(commonest))
	}
	return s
}

// numbered is the number of a syllable, the next if it has none yet.
func numbered(numbers map[string]syllable, text string) syllable {
	if numbers[text] == 0 {
		numbers[text] = syllable(len(numbers) + 1)
	}
	return numbers[text]
}

// asHeard drops what many people do not tell apart in speech, nor voice input then:
// z and zh, n and l, the endings -n and -ng.
func asHeard(spelt string) string {
	initial := strings.NewReplacer("zh", "z", "ch", "c", "sh", "s").Replace(spelt)
	if strings.HasPrefix(initial, "n") {
		initial = "l" + initial[1:]
	}
	if strings.HasSuffix(initial, "ng") {
		initial = strings.TrimSuffix(initial, "g")
	}
	return initial
}

// close reports whether two letters are heard as the same.
func (s *sound) close(a, b rune) bool {
	if a < firstIdeograph || a > lastIdeograph || b < firstIdeograph || b > lastIdeograph {
		return a == b
	}
	x := s.heard[a-firstIdeograph]
	return x > 0 && x == s.heard[b-firstIdeograph]
}

// of is the commonest syllable of a letter.
func (s *sound) of(c rune) syllable {
	if c < firstIdeograph || c > lastIdeograph {
		return 0
	}
	return s.first[c-firstIdeograph]
}

// longestSound is how many syllables a key of them holds.
const longestSound = 4

// A soundKey is the syllables of a short word, 16 bits each.
type soundKey uint64

// window is the key of two to four letters, and false if one has no reading.
func (s *sound) window(w []rune) (soundKey, bool) {
	var k soundKey
	for _, c := range w {
		y := s.of(c)
		if y == 0 {
			return 0, false
		}
		k = k<<16 | soundKey(y)
	}
	return k, true
}

// key joins the commonest readings of a word, "" if a letter has none.
func (s *sound) key(w []rune) string {
	var b strings.Builder
	for _, c := range w {
		all := s.readings[c]
		if len(all) == 0 {
			return ""
		}
		b.WriteString(all[0])
		b.WriteByte(' ')
	}
	return b.String()
}

// same reports whether two letters can sound alike.
func (s *sound) same(a, b rune) bool {
	for _, x := range s.readings[a] {
		if slices.Contains(s.readings[b], x) {
			return true
		}
	}
	return false
}

// near reports whether two letters sound alike or nearly so: the same initial
// and the same ending (宏 and 恒).
func (s *sound) near(a, b rune) bool {
	if a == b || s.close(a, b) || s.same(a, b) {
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
