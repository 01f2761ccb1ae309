package reading

import (
	"slices"
	"strings"
)

// When what stood in the way is out of it.

// solved reads 用水问题解决了,感谢水务局.
func (p *progress) solved(g *segment) bool {
	if g.mask.flag(hasUnit) && g.mask.any(cThanks) && p.noteDone && p.closed == nil {
		p.closesNote()
	}
	if p.closed != nil && p.credits(g) {
		p.closed.By = appendNew(p.closed.By, units(g.toks))
		return true
	}
	if p.closed != nil && p.strikes(g) {
		return true
	}
	if !p.mended(g) && (!g.mask.has(cSolved) || g.mask.any(cNeg, cCond, cRhetoric, cHedge, cQuestion) || p.halfway(g) || p.bargained(g) || !p.settles(g) && !p.settlesNote(g) && !p.strikes(g)) {
		return false
	}
	for _, w := range dates(g.toks) {
		if said := p.r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to); !strings.Contains(said, "了") && (w.rel == By || !strings.Contains(said, "已") && !strings.HasSuffix(said, "的") && p.r.notOver(w)) {
			return false // 由供电公司一周内解决, 用水下周接通: still to be done
		}
	}
	c := &ObstacleClose{Kind: p.r.troubleKind(g.toks)}
	if n := len(p.notes); c.Kind == "" && n > 0 && p.noteKind != "" && p.noteAt == n-1 { // 环评批下来了,堵点销号
		c.Kind, p.notes = p.noteKind, p.notes[:n-1]
		c.By = appendNew(c.By, p.noteUnits)
	}
	i := first(g.toks, cSolved)
	for k, t := range g.toks {
		if t.unit != "" && !t.is(cObstacle) && k < i || t.unit != "" && p.helps(g, k) {
			if !slices.Contains(c.By, t.unit) {
				c.By = append(c.By, t.unit)
			}
		}
	}
	for _, u := range p.helpers {
		if !slices.Contains(c.By, u) {
			c.By = append(c.By, u)
		}
	}
	if have := p.closed; have != nil && c.Kind == "" {
		c.Kind, c.By = have.Kind, append(have.By, c.By...) // 管网接通了,问题解决
	}
	p.closed = c
	p.alsoClosed(g)
	return true
}

// notOver reports whether the days of a date reach beyond today.
func (r *reader) notOver(w *when) bool {
	sp, ok := w.resolve(r.now, unclear)
	return ok && sp.To != nil && r.now.Before(*sp.To)
}

// alsoClosed: 用地问题和环评问题都解决了 says it of two.
func (p *progress) alsoClosed(g *segment) {
	if !containsAny(g.text(), "都", "均", "全") {
		return
	}
	for _, kind := range p.r.troubleKinds(g.toks) {
		if kind != p.closed.Kind && weakness[kind] == 0 && !slices.Contains(p.also, kind) {
			p.also = append(p.also, kind)
		}
	}
}

// mended: 厂房漏雨修好了, 变压器坏了换好了 — what is broken is whole again.
func (p *progress) mended(g *segment) bool {
	return g.mask.has(cBlock) && !g.mask.any(cNeg, cCond, cRhetoric, cHedge, cQuestion) && p.r.list("mended").ends(strings.TrimSuffix(g.text(), "了"))
}

// closesNote: 蒸汽压力上来了,谢谢… — what was noted as done was in the way.
func (p *progress) closesNote() {
	if n := len(p.notes); n > 0 && p.noteAt == n-1 && p.noteKind != "" {
		p.closed, p.notes = &ObstacleClose{Kind: p.noteKind}, p.notes[:n-1]
	}
}

// credits: behind what was solved, a unit that is thanked or did something
// (供电局上午把线接好了) solved it.
func (p *progress) credits(g *segment) bool {
	if !g.mask.flag(hasUnit) || g.mask.flag(hasProject) {
		return false
	}
	if g.mask.has(cThanks) {
		return true
	}
	for _, w := range dates(g.toks) {
		if w.rel == By {
			return false
		}
	}
	return !g.mask.any(cBlock, cNeg, cHedge, cCond, cQuestion, cStep, cOrder) && !g.mask.kind(tMoney) && g.toks[0].unit != "" && !containsAny(g.text(), "说", "还", "要")
}

// strikes: …,可以销号 strikes off what was just noted, or solved.
func (p *progress) strikes(g *segment) bool {
	n := len(p.notes)
	return p.r.madeOf(g.text(), "strike-off") && (p.closed != nil || n > 0 && p.noteKind != "" && p.noteAt == n-1)
}

// settlesNote: 泰和环评那个事,解决了 — what was just named is what is solved.
func (p *progress) settlesNote(g *segment) bool {
	n := len(p.notes)
	return n > 0 && p.noteKind != "" && p.noteAt == n-1 && !p.noteDone && g.toks[len(g.toks)-1].to-g.toks[0].from < 6 &&
		containsAny(p.notes[n-1], "事", "问题", "那个", "那边", "困难")
}

// helped reads 在供电公司协调下 before what was solved.
func (p *progress) helped(g *segment) bool {
	text := g.text()
	if !g.mask.flag(hasUnit) || !p.r.list("under-help").ends(text) {
		return false
	}
	p.helpers = append(p.helpers, units(g.toks)...)
	return true
}

// helps: 在水务局协调下, 供电公司帮忙.
func (p *progress) helps(g *segment, k int) bool {
	return k > 0 && (g.toks[k-1].is(cThanks) || g.toks[k-1].kind == tText)
}

// settles tells the end of an obstacle from a plain “办好了”.
func (p *progress) settles(g *segment) bool {
	text := g.text()
	trouble := strings.Contains(text, "问题") || strings.Contains(text, "堵点") || strings.Contains(text, "卡") || strings.Contains(text, "困难") || strings.Contains(text, "难题")
	for _, t := range g.toks {
		if t.value(cSolved) == "end" {
			kind := p.r.troubleKind(g.toks)
			return trouble || kind != "" && kind != "其他"
		}
	}
	return trouble
}

// bargained: 土地按18万一亩谈妥了, 用地80亩谈妥了 tell what was agreed, not that
// anything was in the way.
func (p *progress) bargained(g *segment) bool {
	return (g.mask.kind(tMoney) || g.mask.kind(tMu)) && !p.r.list("trouble-word").in(g.text())
}

// halfway: 解决了一半, 正在解决, 请水务局协助解决 — not out of the way yet.
func (p *progress) halfway(g *segment) bool {
	if p.r.list("halfway").in(g.text()) {
		return true
	}
	i := p.r.asksAt(g.toks)
	return i >= 0 && i < first(g.toks, cSolved) && !containsAny(g.text(), "了", "已")
}
