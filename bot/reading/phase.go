package reading

import (
	"strings"
)

// phaseIn finds 二期, 2期, 第二期 in a name.
func phaseIn(r []rune) (phase, from, to int) {
	for i := range r {
		if ph, end := phaseAt(r, i); ph > 0 {
			return ph, i, end
		}
	}
	return 0, 0, 0
}

// phaseAt reads a phase at i; the ends of 工期 and 中期 are none.
func phaseAt(r []rune, i int) (phase, end int) {
	if n, end := sharedPhase(r, i); n > 0 {
		return n, end
	}
	p := whenScan{r: r, i: i}
	p.eat("第")
	n, ok := p.integer()
	if !ok || n < 1 || n > 20 || !p.eat("期") || p.at() == '间' || p.at() == '货' {
		return 0, 0
	}
	return n, p.i
}

// sharedPhase reads the 一 of 一二期 and 一、二期: a phase whose 期 stands
// behind the next one.
func sharedPhase(r []rune, i int) (phase, end int) {
	n, ok := phaseDigit(r, i)
	if !ok {
		return 0, 0
	}
	j := i + 1
	if c := runeAt(r, j); strings.ContainsRune("、和及与/", c) && c != 0 {
		j++
	} else if isDigit(r[i]) {
		return 0, 0 // 12期 is one number
	}
	if _, ok := phaseDigit(r, j); !ok {
		return 0, 0
	}
	if next, _ := phaseAt(r, j); next <= n {
		return 0, 0
	}
	return n, i + 1
}

// phaseDigit reads one digit of a phase.
func phaseDigit(r []rune, i int) (int, bool) {
	c := runeAt(r, i)
	if isDigit(c) {
		return int(c - '0'), c != '0'
	}
	n := strings.IndexRune("一二三四五六七八九", c)
	return n/len("一") + 1, n >= 0 && c != 0
}

func phaseClash(a, b []rune) bool {
	x, _, _ := phaseIn(a)
	y, _, _ := phaseIn(b)
	return x != y && x > 0 && y > 0
}
