package reading

import "strings"

// What only leads over to the project named behind it — 另外|瑞科…, 还有就是那个|博冠… —
// tells nothing, but where no mark stands it parts two clauses.

// leadOver writes a comma for the words that lead over to another project, if
// something is told before them and behind, and blanks at a clause's beginning. It
// reports whether there were any.
func (n *Names) leadOver(s *script, toks []token) bool {
	b := breath{n: n, s: s, toks: toks}
	found := false
	for i, t := range toks {
		switch {
		case t.kind == tStop, t.kind == tComma, t.kind == tAsk, t.kind == tMark, t.kind == tColon:
			b.start = i + 1
		case t.project != nil && i > 0 && t.from > 0:
			if x := n.links(s.r, b.lineFrom(), t.from); x < t.from && b.turnsOver(x, i) {
				s.blankOver(x, t.from, x > b.lineFrom())
				found = true
			}
		}
	}
	return found
}

// lineFrom is the rune at which the clause begins.
func (b *breath) lineFrom() int { return b.toks[min(b.start, len(b.toks)-1)].from }

// links is where the words begin that lead over to what stands at i; i itself if
// there are none.
func (n *Names) links(r []rune, from, i int) int {
	for {
		at := i
		for at > from && (r[at-1] == ' ' || strings.ContainsRune("呢嘛啊哈吧", r[at-1])) {
			at--
		}
		rest := n.lex.lists["links"].trim(string(r[max(from, at-8):at]))
		if to := max(from, at-8) + len([]rune(rest)); to < at {
			i = to
			continue
		}
		return i
	}
}

// turnsOver reports whether the words from x up to the project at token i turn to
// it: something is told of it, and what stands before them is told to its end.
func (b *breath) turnsOver(x, i int) bool {
	behind := b.toks[i:]
	behind = behind[:clauseLen(behind)]
	if first(behind, cQuestion, cRate) >= 0 || !b.goesOn(i) {
		return false
	}
	before := b.toks[b.start:i]
	for len(before) > 0 && before[len(before)-1].from >= x {
		before = before[:len(before)-1]
	}
	if len(before) == 0 || x <= b.lineFrom() {
		return true
	}
	if len(mentions(b.toks[:i])) == 0 || first(before, cQuestion, cRate) >= 0 {
		return false
	}
	return b.tells(before) || len(dates(before)) > 0 && before[len(before)-1].kind != tDate
}

// blankOver writes blanks over the runes from x to end, the first of them a comma if
// it parts two clauses.
func (s *script) blankOver(x, end int, parts bool) {
	for k := x; k < end; k++ {
		s.r[k] = ' '
	}
	if parts {
		s.r[x] = ','
	}
}
