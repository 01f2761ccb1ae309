package reading

import "strings"

// spokenMarks reads what stands between clauses for the marks they are: a tilde
// or an emoji among the words for a comma, and what only fills a pause (嗯, 那个,
// 就是说) for nothing.
func (x *lexicon) spokenMarks(s *script) {
	begins := true
	for i := 0; i < len(s.r); i++ {
		switch c := s.r[i]; {
		case c == '~' && !spoken(runeAt(s.r, i+1)) && !isDigit(runeAt(s.r, i+1)) || picture(c):
			s.between(i)
			begins = true
		case strings.ContainsRune(",。;!?\n", c):
			begins = true
		case c == '呢' && i > 1 && x.lists["behind-pause"].after(s.r, i+1) > 0:
			s.r[i], begins = ',', true // 博冠那边呢昨天开工了
		case c != ' ' && begins:
			if end := x.pauses(s.r, i); end > 0 {
				for ; i < end; i++ {
					s.r[i] = ' '
				}
				i--
				continue
			}
			begins = false
		}
	}
}

// picture reports whether a letter is a picture.
func picture(c rune) bool { return c >= 0x1F000 || c >= 0x2600 && c <= 0x27BF }

// between makes a mark at i a comma if words stand on either side of it; a tilde
// at an end is a space.
func (s *script) between(i int) {
	han := func(c rune) bool { return c > 0x2E80 && c < 0xA000 || isDigit(c) || c == '%' || c == ')' }
	switch {
	case han(runeAt(s.r, i-1)) && han(runeAt(s.r, i+1)):
		s.r[i] = ','
	case s.r[i] == '~':
		s.r[i] = ' '
	}
}

// pauses returns where a word ends that only fills a pause before a clause, 0 if
// there is none. 那个 does so only before a name, and 哎不是 takes back.
func (x *lexicon) pauses(r []rune, i int) int {
	if x.lists["retract"].after(r, i) > 0 {
		return 0
	}
	end := x.lists["pauses"].after(r, i)
	if end > 0 && end+2 < len(r) {
		return end
	}
	return 0
}

// counted returns the script with a comma before each entry of a list that was
// spoken without one: 讲了两件事|一是…|二是…; s itself if none is missing.
func (s *script) counted() *script {
	var cuts []int
	next := 0 // how many entries were found
	for i := 0; i+1 < len(s.r) && next < len(ordinals); i++ {
		if s.r[i] == ordinals[next] && after(s.r, i+1, "是", "个是", "来是") > 0 {
			next++
			if c := runeAt(s.r, i-1); c > 0x3400 && c < 0xA000 && c != '第' {
				cuts = append(cuts, i)
			}
		}
	}
	if next < 2 || len(cuts) == 0 {
		return s
	}
	return s.parted(cuts)
}

// ordinals count the entries of a spoken list.
var ordinals = []rune("一二三四五六七八九")
