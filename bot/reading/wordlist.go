package reading

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A wordlist is a “@list” of the lexicon, made to be looked up fast: most letters
// of a text begin or end none of its words, which a few bits tell.
type wordlist struct {
	words       []string
	front, back edge
}

// edge has the words of a list by their first letter, or by their last.
type edge struct {
	may [4]uint64 // the low eight bits of the letters, a bit each
	by  map[rune][]string
}

func (l *wordlist) add(words ...string) {
	l.words = append(l.words, words...)
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		last, _ := utf8.DecodeLastRuneInString(w)
		l.front.add(first, w)
		l.back.add(last, w)
	}
}

func (e *edge) add(c rune, w string) {
	if e.by == nil {
		e.by = map[rune][]string{}
	}
	e.may[c>>6&3] |= 1 << (c & 63)
	e.by[c] = append(e.by[c], w)
}

// at returns the words that have the letter at their edge.
func (e *edge) at(c rune) []string {
	if e.may[c>>6&3]&(1<<(c&63)) == 0 {
		return nil
	}
	return e.by[c]
}

// in reports whether one of the words stands anywhere in the text.
func (l *wordlist) in(text string) bool {
	for i, c := range text {
		for _, w := range l.front.at(c) {
			if strings.HasPrefix(text[i:], w) {
				return true
			}
		}
	}
	return false
}

// is reports whether the text is one of the words.
func (l *wordlist) is(text string) bool {
	c, _ := utf8.DecodeRuneInString(text)
	return slices.Contains(l.front.at(c), text)
}

// begins reports whether the text begins with one of the words.
func (l *wordlist) begins(text string) bool {
	_, ok := l.cut(text)
	return ok
}

// cut cuts the longest of the words that the text begins with off its front.
func (l *wordlist) cut(text string) (rest string, ok bool) {
	longest := ""
	c, _ := utf8.DecodeRuneInString(text)
	for _, w := range l.front.at(c) {
		if len(w) > len(longest) && strings.HasPrefix(text, w) {
			longest = w
		}
	}
	return text[len(longest):], longest != ""
}

// ends reports whether the text ends in one of the words.
func (l *wordlist) ends(text string) bool {
	c, _ := utf8.DecodeLastRuneInString(text)
	return slices.ContainsFunc(l.back.at(c), func(w string) bool { return strings.HasSuffix(text, w) })
}

// trim cuts the longest of the words that the text ends in off its end.
func (l *wordlist) trim(text string) string {
	longest := ""
	c, _ := utf8.DecodeLastRuneInString(text)
	for _, w := range l.back.at(c) {
		if len(w) > len(longest) && strings.HasSuffix(text, w) {
			longest = w
		}
	}
	return strings.TrimSuffix(text, longest)
}

// after returns the index behind the first of the words, in the list's order,
// that stands at i, or -1.
func (l *wordlist) after(r []rune, i int) int {
	if i < 0 || i >= len(r) {
		return -1
	}
	return after(r, i, l.front.at(r[i])...)
}
