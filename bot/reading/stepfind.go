package reading

import (
	"slices"
	"strings"
)

// A doing is one step said in a segment, with the date that goes with it.
type doing struct {
	what  What
	at    int // index of its token
	date  *when
	said  bool // said as a stage: 已开工
	done  bool // said to be done by another word: 签了框架协议
	paper bool // 开工时间, 签约日期: the day of the step
	apart bool // its words stand apart: 土地昨天摘了
}

// doings finds the steps of a segment and pairs them with its dates.
func (p *progress) doings(g *segment) []doing {
	var all []doing
	dated := g.mask.kind(tDate)
	for i, t := range g.toks {
		switch {
		case t.is(cStage) && stepOf[t.value(cStage)] != "" && p.ofPart(g, i, stepOf[t.value(cStage)]):
		case t.is(cStage) && stepOf[t.value(cStage)] != "":
			aim := strings.Contains(p.r.text(t), "完成") // 4月底前完成签约 may be a plan
			all = append(all, doing{what: stepOf[t.value(cStage)], at: i, said: !aim})
		case t.is(cSubmit) && p.filing(g, i):
			all = append(all, doing{what: RegApply, at: i, done: t.to-t.from > 1}) // 交 alone may be ahead
		case t.is(cStep) && p.aboutThing(g, i):
			if p.r.list("awaited").ends(p.leading(g, i)) {
				p.moving, p.slipping = What(t.value(cStep)), false
			}
		case p.toFile(g, i):
			all = append(all, doing{what: RegApply, at: i})
		case t.is(cStep):
			all = append(all, doing{what: What(t.value(cStep)), at: i})
		case t.is(cThing) && dated && (p.timeOf(t) || p.ceremony(g, t)):
			it := item{s: g.s, toks: g.toks[i : i+1]}
			if w := p.r.stepNamed(&it); w != "" {
				all = append(all, doing{what: w, at: i, paper: true})
			}
		}
	}
	if all = p.papers(g, p.filedIt(g, oneEach(all))); len(all) == 0 {
		all = p.apart(g)
	}
	pairDates(g, all)
	if len(all) == 1 && all[0].date != nil {
		all[0].date = p.movedTo(g, all[0].date)
	}
	return all
}

// aboutThing reports whether a step is only spoken about.
func (p *progress) aboutThing(g *segment, i int) bool {
	t := g.toks[i]
	for _, w := range p.r.list("tail").words {
		if has(p.r.s.r, t.to, w) && !(w == "后" && runeAt(p.r.s.r, t.to+1) == 0) {
			return true
		}
	}
	if t.value(cStep) == string(Sign) && first(g.toks, cPaper) >= 0 {
		return true // 签了3000万订单, 土地出让合同昨天签的
	}
	if t.value(cStep) == string(RegOK) && otherMoney(g.toks) {
		return true // 税收今年要入库800万
	}
	if i+1 < len(g.toks) && p.counts(g.toks[i+1]) || i > 0 && g.toks[i-1].value(cStage) == "已申报" {
		return true
	}
	if t.value(cStep) == string(Talk) || t.value(cStep) == string(VisitBy) {
		return false
	}
	before := p.leading(g, i)
	for _, list := range []string{"aim", "seem"} {
		for _, w := range p.r.list(list).words {
			if strings.HasSuffix(before, w) && !(w == "就" && p.settled(g, i)) && !(g.mask.kind(tDate) && g.toks[i-1].is(cHedge)) {
				return true
			}
		}
	}
	return p.ofPart(g, i, What(t.value(cStep)))
}

// ofPart reports whether what is done is a part of the project (厂房6月3日已竣工)
// or something smaller beside it (样板间开工).
func (p *progress) ofPart(g *segment, i int, w What) bool {
	before := words(p.r.s, p.sinceName(g, i), func(t token) bool {
		return t.kind == tDate || t.kind == tSpace || t.is(cDone) && !t.is(cSolved)
	})
	return p.r.list("annex").ends(before) || w == Finish && p.r.list("part").ends(before)
}

// otherMoney reports whether money is spoken of that is not invested: taxes,
// rents, orders.
func otherMoney(toks []token) bool {
	for _, t := range toks {
		if t.value(cMoney) == "other" {
			return true
		}
	}
	return false
}

// settled: 八月份就投产了 and 早就投产了 are done, 就开工一事 is not.
func (p *progress) settled(g *segment, i int) bool {
	return (g.mask.kind(tDate) || strings.HasSuffix(p.leading(g, i), "早就")) && (has(p.r.s.r, g.toks[i].to, "了") || strings.Contains(p.r.s.sub(g.toks[i].from, g.toks[i].to), "了"))
}

// doubted: 年底竣工有难度 plans nothing.
func (p *progress) doubted(g *segment) bool {
	i := first(g.toks, cStep)
	if i < 0 {
		return false
	}
	if before := p.leading(g, i); p.r.list("beyond").in(before) || strings.HasSuffix(before, "难") {
		return true
	}
	text, _, _ := strings.Cut(p.behindOf(g, i), " ")
	if strings.HasSuffix(text, "难") {
		return true
	}
	for _, w := range p.r.list("doubt").words {
		if k := strings.Index(text, w); k >= 0 && !strings.HasSuffix(text[:k], "没") && !strings.HasSuffix(text[:k], "没有") && !strings.HasSuffix(text[:k], "不") {
			return true
		}
	}
	return false
}

// supposedDone: 算是开工了吧 and 差不多已经开工了 guess at a step.
func (p *progress) supposedDone(g *segment) bool {
	i := first(g.toks, cStep, cStage)
	if i < 0 {
		return false
	}
	text := string(p.r.s.r[g.toks[i].to:g.toks[len(g.toks)-1].to])
	if strings.HasSuffix(text, "吧") && len(dates(g.toks)) == 0 {
		return true
	}
	before := p.leading(g, i)
	for _, w := range p.r.list("seem").words {
		if stepOf[g.toks[i].value(cStage)] != "" && strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// leading returns the words between the last project named and a step: the
// 钢构 of 天工钢构竣工了 is its name, no part of a building.
func (p *progress) leading(g *segment, i int) string {
	toks := p.sinceName(g, i)
	if len(toks) == 0 {
		return ""
	}
	return string(p.r.s.r[toks[0].from:g.toks[i].from])
}

// sinceName returns the tokens between the last project named and the one at i.
func (p *progress) sinceName(g *segment, i int) []token {
	from := 0
	for k, t := range g.toks[:i] {
		if t.project != nil {
			from = k + 1
		}
	}
	return g.toks[from:i]
}

// counts: 签约2个项目, 竣工3栋 tells a number, not a step of this one.
func (p *progress) counts(t token) bool {
	n, j, ok := scanNumber(p.r.s.r, t.from)
	if ok && p.r.list("lasts").after(p.r.s.r, j) > 0 {
		return true // 开工100天
	}
	return ok && n.scale == 1 && n.lo%whole == 0 && strings.ContainsRune("个家项次栋幢座条层间台套", runeAt(p.r.s.r, j))
}

// filing reports whether what is handed in are the papers of registration.
func (p *progress) filing(g *segment, i int) bool {
	if k := first(g.toks[:i], cReturned); p.u.Reg == "退回" || k >= 0 && !p.approved(g.toks[:k]) {
		return true // 入库被退,补了合同今天又报上去了
	}
	if p.p.Reg == "退回" || p.p.Reg == "已申报" {
		said := string(p.r.s.r[g.toks[0].from:g.toks[i].from])
		if n := len(p.notes); n > 0 {
			said += p.notes[n-1] // 材料补齐了,昨天重新报上去了
		}
		if strings.Contains(said, "材料") {
			return true
		}
	}
	for _, t := range g.toks[:i] {
		if t.is(cThing) && strings.HasPrefix(p.r.text(t), "入库") || t.is(cStep) && t.value(cStep) == string(RegOK) {
			return true
		}
	}
	return false
}

// toFile: in 入库下周报 and 入库月底前报不了 入库 is what is to be filed.
func (p *progress) toFile(g *segment, i int) bool {
	if p.r.text(g.toks[i]) != "入库" || first(g.toks[i+1:], cStep, cStage, cSubmit, cThing) >= 0 {
		return false
	}
	line, _ := p.r.plainWords(g.toks[i+1:])
	_, behind, ok := strings.Cut(line, "报")
	return ok && p.r.madeOf(strings.TrimSuffix(line, "报"+behind), "filed-when") && p.r.madeOf(behind, "closes", "unreached", "filed-to")
}

// filedIt: the 入库 of 入库是周一报的 is what was filed.
func (p *progress) filedIt(g *segment, all []doing) []doing {
	for k := 0; k+1 < len(all); k++ {
		if all[k].what != RegOK || all[k+1].what != RegApply || !strings.HasSuffix(p.r.text(g.toks[all[k].at]), "入库") {
			continue
		}
		between, _ := p.r.plainWords(g.toks[all[k].at+1 : all[k+1].at])
		if p.r.madeOf(between, "filed-when") {
			return slices.Delete(all, k, k+1)
		}
	}
	return all
}

// papers: who signs a letter of intent has not signed.
func (p *progress) papers(g *segment, all []doing) []doing {
	intent, sign := -1, -1
	for k, d := range all {
		switch d.what {
		case Intent:
			intent = k
		case Sign:
			sign = k
		}
	}
	if intent < 0 || sign < 0 {
		return all
	}
	all[intent].done = g.toks[all[sign].at].to-g.toks[all[sign].at].from > 1 || p.doneSaid(g, all[sign]) // 签 alone may be ahead
	return append(all[:sign], all[sign+1:]...)
}

// timeOf reports whether a thing is the day of a step.
func (p *progress) timeOf(t token) bool {
	text := p.r.text(t)
	return strings.HasSuffix(text, "时间") || strings.HasSuffix(text, "日期")
}

// ceremony reports whether the festive act of a step is set for a day: with
// 计划, 定在 it plans the step, while one that was held tells nothing of it.
func (p *progress) ceremony(g *segment, t token) bool {
	text := p.r.text(t)
	return (strings.HasSuffix(text, "仪式") || strings.HasSuffix(text, "典礼")) && g.mask.any(cHedge, cMoved) && !g.mask.has(cNeg) && (g.mask.has(cMoved) || !g.mask.has(cDone))
}

// oneEach drops a step said twice (认定通过 … 入库).
func oneEach(all []doing) []doing {
	var out []doing
	for _, d := range all {
		seen := false
		for k := range out {
			if out[k].what == d.what {
				out[k].said = out[k].said || d.said
				seen = true
			}
		}
		if !seen {
			out = append(out, d)
		}
	}
	return out
}

// pairDates gives each step the date before it, or else the one behind it.
func pairDates(g *segment, all []doing) {
	used := map[int]bool{}
	for k := range all {
		low := -1
		if k > 0 {
			low = all[k-1].at
		}
		for i := all[k].at - 1; i > low && !datesAnother(g, i); i-- {
			if g.toks[i].kind == tDate && !used[i] {
				all[k].date, used[i] = g.toks[i].when, true
				break
			}
		}
	}
	for k := range all {
		high := len(g.toks)
		if k+1 < len(all) {
			high = all[k+1].at
		}
		for i := all[k].at + 1; i < high && all[k].date == nil; i++ {
			if g.toks[i].kind == tDate && !used[i] {
				all[k].date, used[i] = g.toks[i].when, true
			}
		}
	}
	for k := range all { // an event's own “6月中旬” dates the signing there
		for i := all[k].at - 1; i >= 0 && all[k].date == nil && all[k].what == Sign; i-- {
			if g.toks[i].event > 0 {
				all[k].date = g.toks[i].when
			}
		}
	}
}

// datesAnother: the day of 6月签约后开工 and 6月签约之前要先办执照 is that of the
// step at i, and of none behind it.
func datesAnother(g *segment, i int) bool {
	t := g.toks[i]
	return t.is(cStep) && after(g.s.r, t.to, "后", "之后", "以后", "前", "之前", "以前", "了后", "了之后", "了以后") > 0 ||
		t.is(cThing) && strings.ContainsRune("前后", g.s.r[t.to-1])
}

// movedTo prefers the date behind 推迟到 to the one that was moved.
func (p *progress) movedTo(g *segment, w *when) *when {
	if _, fresh := p.moved(g); fresh != nil {
		return fresh
	}
	for i, t := range g.toks {
		if (t.is(cSlip) || t.is(cEarlier) || t.is(cMoved)) && i+1 < len(g.toks) && g.toks[i+1].kind == tDate {
			return g.toks[i+1].when
		}
	}
	return w
}

// moved finds the day that was planned and the one it is moved to: 从10月底往后
// 推到年底, 原定5月25日开工改6月1日.
func (p *progress) moved(g *segment) (old, fresh *when) {
	last := -1
	for i, t := range g.toks {
		if t.kind != tDate {
			continue
		}
		if last >= 0 && p.r.list("moving").in(p.r.s.sub(g.toks[last].to, t.from)) {
			return g.toks[last].when, t.when
		}
		last = i
	}
	return nil, nil
}
