package reading

import "strings"

// Marks that stand for yes and no beside a step: 签约✔ 入库✘, ✅认定 ❌投产.
const (
	ticks   = "✅✔✓☑"
	crosses = "❌❎✘✗✖"
)

// crossed reports whether a cross stands beside a clause, before it or behind. A
// tick before it settles that the marks stand in front, if nothing is written
// before that tick; else the clause is no fact, which is the safe reading.
func (p *progress) crossed(g *segment) bool {
	r, from, end := p.r.s.r, g.toks[0].from, g.toks[len(g.toks)-1].to
	before := from - 1
	if runeAt(r, before) == '\uFE0F' {
		before--
	}
	front, behind := runeAt(r, before), runeAt(r, end)
	open := before <= 0 || strings.ContainsRune(" ,:;\n", runeAt(r, before-1))
	switch {
	case front > 0 && strings.ContainsRune(crosses, front):
		return open || !strings.ContainsRune(ticks, behind)
	case behind > 0 && strings.ContainsRune(crosses, behind):
		return !open || front <= 0 || !strings.ContainsRune(ticks, front)
	}
	return false
}
