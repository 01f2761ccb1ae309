package reading

import (
	"math"
	"slices"
	"strings"
)

// anotherProject: 老板想再上一个面料项目 speaks of a project that the ledger
// does not have; its sums are not those of the one named.
func (p *progress) anotherProject(g *segment) bool {
	text := g.text()
	return strings.Contains(text, "项目") && containsAny(text, "又介绍", "介绍了", "再来一个") ||
		p.r.oneMore(text)
}

// follows reports whether a segment only holds if the one before it does
// (如果下周能签,就上推介会); what is said to be done ends the supposition.
func (p *progress) follows(g *segment) bool {
	if i := first(g.toks, cCond); i >= 0 && g.toks[i].value(cCond) != "" {
		p.supposed, p.unreality = true, g.toks[i].value(cCond) == "unreal"
		return false
	}
	if p.unreality {
		return true // 要不是下雨,昨天就开工了
	}
	p.supposed = p.supposed && !g.mask.has(cDone)
	return p.supposed
}

// unreal: questions, conditions, quotations and negations are notes.
func (p *progress) unreal(g *segment) bool {
	if g.mask.has(cOther) && g.mask.any(cStep, cStage) {
		p.note(g) // 供应商开工了 is no step of the project
		return true
	}
	if g.mask.has(cUndo) && g.mask.any(cStep, cStage, cThing) {
		p.note(g) // 撤回了入库申请
		return true
	}
	if p.supposedDone(g) || p.doubted(g) || p.sequence(g) || g.mask.kind(tDate) && p.eitherDay(g) {
		p.note(g)
		return true
	}
	if !g.mask.any(cCond, cRhetoric, cQuote, cQuestion, cNeg) {
		return false
	}
	if g.mask.has(cNeg) && !g.mask.any(cCond, cRhetoric, cQuote, cQuestion) {
		if !p.negates(g) {
			return false
		}
		if p.toldFirst(g) {
			return true
		}
		if all := p.doings(g); len(all) == 1 {
			neg := g.toks[first(g.toks, cNeg)]
			if all[0].date != nil && !strings.Contains(p.r.s.sub(neg.from, neg.to), "不") && p.missed(g, all[0]) {
				return true
			}
			if day := p.dayMissed(all[0]); day != nil {
				p.former = &formerPlan{all[0].what, *day, math.MaxInt} // 20号签不了,推到5月8号
			} else {
				p.moving, p.slipping = all[0].what, all[0].date != nil // 月内签不了,最早也要到三月
			}
		}
	}
	p.note(g)
	return true
}

// negates reports whether a negation stands near a step.
func (p *progress) negates(g *segment) bool {
	neg := first(g.toks, cNeg)
	step := first(g.toks, cStep, cStage, cThing)
	return step < 0 || g.toks[step].from-g.toks[neg].to < 8
}

// dayMissed is the day to come on which a step will not be taken.
func (p *progress) dayMissed(d doing) *Date {
	if d.date == nil {
		return nil
	}
	if sp, ok := d.date.resolve(p.r.now, ahead); ok && sp.Rel == On {
		return sp.To
	}
	return nil
}

// toldFirst reads 已签约未开工 and 签约了还没入库, said in one breath: what is told before
// the negation holds.
func (p *progress) toldFirst(g *segment) bool {
	neg := first(g.toks, cNeg)
	before := trim(g.toks[:neg])
	n := len(before)
	if n == 0 || first(g.toks[neg:], cStep, cThing) < 0 {
		return false
	}
	told := stepOf[before[n-1].value(cStage)] != "" || n > 1 && before[n-1].is(cDone) && before[n-2].is(cStep) ||
		before[n-1].is(cStep) && slices.ContainsFunc(dates(before), p.gone)
	if !told || first(before, cHedge, cHearsay) >= 0 {
		return false
	}
	p.segment(part(g, before))
	p.note(part(g, g.toks[neg:]))
	return true
}

// part is a piece of a segment, as one of its own.
func part(g *segment, toks []token) *segment {
	out := &segment{s: g.s, toks: toks, runon: toks[0].from != g.toks[0].from}
	for _, t := range toks {
		out.mask.add(t)
	}
	return out
}
