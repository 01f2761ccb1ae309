package reading

import "strings"

// percent reads 形象进度70%.
func (p *progress) percent(g *segment) bool {
	if p.reachedShare(g) || p.itsShare(g) {
		return true
	}
	p.shareOpen = g.mask.has(cPercent) && !g.mask.kind(tPercent)
	if !g.mask.kind(tPercent) || !g.mask.has(cPercent) || p.aimed(g) || g.mask.has(cRate) && !p.ownShare(g) {
		return false
	}
	for i, t := range g.toks {
		if t.kind != tPercent || t.num.lo > 100*whole {
			continue
		}
		if k := nextPercent(g.toks, i); k > 0 && p.r.raised(t.to, g.toks[k].from) {
			continue
		}
		for k := i - 1; k >= 0; k-- {
			if g.toks[k].is(cPercent) && (p.ofSection(g, k) || !p.ofWhole(g, k) || p.u.Percent != nil && !strings.Contains(p.r.s.sub(g.toks[k].from, g.toks[k].to), "进度")) {
				return false // 二标段进度六成; 主体完成85%,机电完成40%
			}
			if g.toks[k].is(cPercent) {
				p.reach(t.num)
				return !g.mask.any(cStep, cStage)
			}
		}
	}
	return false
}

// reach notes the share of the works that is done.
func (p *progress) reach(share number) {
	d := share.thousandths()
	p.u.Percent = &d
	p.facts++
}

// bareShare reads 70% in answer to a reminder, and 形象进度75 without its sign.
func (p *progress) bareShare(g *segment) bool {
	for i, t := range g.toks {
		signless := t.kind == tNumber && i == len(g.toks)-1 && i > 0 && strings.HasSuffix(p.r.text(g.toks[i-1]), "进度") && g.toks[i-1].is(cPercent)
		alone := t.kind == tPercent && p.r.ctx.ReplyTo != nil && p.r.ctx.ReplyTo.Kind == "reminder" && p.onlyShare(g)
		if (signless || alone) && t.num.lo > 0 && t.num.lo <= 100*whole {
			p.reach(t.num)
			return true
		}
	}
	return false
}

// onlyShare: a share with nothing but 现在, 到, 了 beside it.
func (p *progress) onlyShare(g *segment) bool {
	said := ""
	for _, t := range g.toks {
		if t.kind == tPercent || t.kind == tNoise || t.project != nil {
			said += " "
			continue
		}
		said += p.r.text(t)
	}
	for _, piece := range strings.Fields(said) {
		if !p.r.madeOf(piece, "share-fill") {
			return false
		}
	}
	return true
}

// aimed reports whether a share lies ahead; 约70% is one that was reached.
func (p *progress) aimed(g *segment) bool {
	for _, t := range g.toks {
		if t.is(cHedge) && !p.r.list("roughly").is(p.r.text(t)) {
			return true
		}
	}
	return false
}

// ofSection reports whether the share named at i is that of a part of the works.
func (p *progress) ofSection(g *segment, i int) bool {
	return p.r.list("section").ends(strings.TrimSuffix(p.leading(g, i), "的"))
}

// ofWhole reports whether the share of 完成80% is the project's: only words of the
// works may lead up to it (钢结构, not 招工).
func (p *progress) ofWhole(g *segment, i int) bool {
	return !strings.Contains(p.r.text(g.toks[i]), "完成") || p.r.ledUp(g.toks, i, "itself", "works", "part", "annex")
}

// reachedShare reads the 达75% of 形象进度较上月提升6个百分点,达75%.
func (p *progress) reachedShare(g *segment) bool {
	if !p.shareOpen || len(g.toks) > 3 || !p.r.list("reaching").begins(p.r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to)) {
		return false
	}
	for _, t := range g.toks {
		if t.kind == tPercent && t.num.lo <= 100*whole {
			p.reach(t.num)
			return true
		}
	}
	return false
}

// ownShare: 万通完成率80% speaks of the project's works, 目标完成率 of a unit's.
func (p *progress) ownShare(g *segment) bool {
	i := first(g.toks, cRate)
	return p.u.Project != "" && p.r.s.sub(g.toks[i].from, g.toks[i].to) == "完成率" && !p.r.list("yearly").in(p.leading(g, i))
}

// nextPercent returns the share behind a token, -1 if none.
func nextPercent(toks []token, i int) int {
	for k := i + 1; k < len(toks); k++ {
		if toks[k].kind == tPercent {
			return k
		}
	}
	return -1
}

// itsShare reads the 占比86% behind 累计完成投资1.9亿.
func (p *progress) itsShare(g *segment) bool {
	n := len(g.toks)
	last := g.toks[n-1]
	if p.lastCue != "invested" || p.u.Percent != nil || last.kind != tPercent || n < 2 || last.num.lo > 100*whole || g.mask.kind(tMoney) {
		return false
	}
	if !p.r.list("its-share").is(p.r.s.sub(g.toks[0].from, last.from)) {
		return false
	}
	p.reach(last.num)
	return true
}
