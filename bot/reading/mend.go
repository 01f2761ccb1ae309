package reading

import "slices"

// mend reads typing errors through, in place, and notes them.
func (x *lexicon) mend(s *script) {
	for i := 0; i < len(s.r); i++ {
		for _, sl := range x.slips[s.r[i]] {
			if has(s.r, i, string(sl.wrong)) && !slices.Contains(sl.not, runeAt(s.r, i-1)) {
				s.note(i, sl.right)
			}
		}
	}
	for i := 0; i+1 < len(s.r); i++ {
		if start, ok := x.sound.window(s.r[i : i+2]); !ok || !x.soundsFrom[start] {
			continue
		}
		for n := longestSound; n >= 2; n-- {
			if i+n <= len(s.r) && x.mendSound(s, i, n) {
				i += n - 1
				break
			}
		}
	}
}

// mendSound reads n letters as the word of the trade that sounds like them.
func (x *lexicon) mendSound(s *script, i, n int) bool {
	key, ok := x.sound.window(s.r[i : i+n])
	if !ok {
		return false
	}
	right, ok := x.homophones[key]
	typed := s.r[i : i+n]
	if !ok || right == string(typed) {
		return ok
	}
	if x.known(typed) || x.shielded(s.r, i, n) {
		return false
	}
	s.note(i, []rune(right))
	return true
}

// shielded reports whether a known longer word covers the letters.
func (x *lexicon) shielded(r []rune, i, n int) bool {
	for k := max(0, i-2); k <= i; k++ {
		w := x.words.walk()
		for j := k; j < len(r); j++ {
			at, more := w.step(r[j])
			if !more {
				break
			}
			if at >= 0 && j+1 > i && (k < i || j+1 > i+1) && j-k >= 1 {
				return true
			}
		}
	}
	return false
}

// note replaces letters and remembers the error.
func (s *script) note(i int, right []rune) {
	wrong := s.sub(i, i+len(right))
	copy(s.r[i:], right)
	s.typos = append(s.typos, typo{wrong, string(right)})
}
