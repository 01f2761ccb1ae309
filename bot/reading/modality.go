package reading

import (
	"slices"
	"strings"
)

// How a step is said: guessed at, owed, promised, or waiting for another. None of
// these tells that it was taken, whatever 了 or day goes with it.

// over reports whether a day ends before today.
func (p *progress) over(sp Span) bool { return sp.To != nil && sp.To.Before(p.r.now) }

// wasOnly reports whether the plan for a day that is over was but guessed at,
// promised or put off: 约好上周四签, 昨天签约延期, 去年就说要开工.
func (p *progress) wasOnly(g *segment, d doing) bool {
	return g.mask.has(cSlip) || p.guessed(g, d.at) || p.owed(g, d.at) || p.claims(g, d.at) ||
		p.r.list("promised").in(string(p.r.s.r[g.toks[0].from:g.toks[d.at].from]))
}

// guessed: 可能已经开工了 and 估计上周签了 guess at what was done.
func (p *progress) guessed(g *segment, i int) bool {
	line, _ := p.r.plainWords(p.sinceName(g, i))
	return p.r.list("guess").ends(line)
}

// owed: 早就该签了 and 应于5月20日开工 tell what was to be done.
func (p *progress) owed(g *segment, i int) bool {
	line, _ := p.r.plainWords(p.sinceName(g, i))
	return p.r.list("owing").ends(line)
}

// underWay: 在签约 and 今天去签了 are still at it, or on the way; of a day that is over
// (昨天去苏州签了) it was done.
func (p *progress) underWay(g *segment, i int) bool {
	line, _ := p.r.plainWords(p.sinceName(g, i))
	if p.r.list("at-it").ends(p.leading(g, i)) {
		return true
	}
	return p.r.list("goes-to").ends(line) && !slices.ContainsFunc(dates(g.toks), p.gone)
}

// takenByOther reports whether what leads up to a step ends in somebody or something
// else that took it: 瑞科别的项目开工了, 合肥基地投产了, 入库单签了, 跟银行签约了.
func (p *progress) takenByOther(g *segment, d doing) bool {
	since := p.sinceName(g, d.at)
	if d.what == RegApply {
		return false
	}
	line, _ := p.r.plainWords(since)
	for rest := ""; rest != line; {
		if p.r.list("other-subject").ends(line) {
			return true
		}
		rest, line = line, p.r.list("surely").trim(p.r.list("leads").trim(line))
	}
	if line == "" || p.r.madeOf(line, "leads", "itself", "turn-who") {
		return false
	}
	if p.r.list("works-of").ends(line) || first(since, cPlace) >= 0 && p.r.list("works-there").ends(line) {
		return true
	}
	return d.what == Sign && p.withOthers(since, line)
}

// withOthers: 跟银行 and 与设计院 sign other contracts, 和区里 and 和企业 this one.
func (p *progress) withOthers(since []token, line string) bool {
	at := strings.LastIndexAny(line, "跟和与")
	if at < 0 {
		return false
	}
	for _, t := range since {
		if t.unit != "" && !p.r.department(t.unit) || t.leader != "" {
			return false
		}
	}
	who := string([]rune(line[at:])[1:])
	return who != "" && !p.r.list("ourselves").begins(who) && !p.r.list("turn-who").begins(who)
}

// pressed: 催着6月开工 tells only that it is urged, 取消9月25日签约 that it is not to be;
// 企业要求6月供地 asks us for it.
func (p *progress) pressed(g *segment, d doing) bool {
	line, _ := p.r.plainWords(p.sinceName(g, d.at))
	return p.r.list("pressing").ends(line) || p.r.list("cancels").ends(line) || d.what == Land && p.r.list("asks-us").ends(line)
}

// eitherDay: 还没定25号还是26号签约 and 25号26号都可以签 leave open on which day.
func (p *progress) eitherDay(g *segment) bool {
	for k, t := range g.toks {
		if t.kind != tDate || t.when.gran != GranDay {
			continue
		}
		for _, u := range g.toks[k+1 : min(k+4, len(g.toks))] {
			if u.kind != tDate {
				continue
			}
			between := p.r.s.sub(t.to, u.from)
			if p.apartDays(t.when, u.when) && (between == "" || between == "还是" || between == "或是") {
				return first(g.toks[k:], cStep) > 0
			}
		}
	}
	return false
}

// apartDays reports whether two days said are never the same: 昨天21号 are.
func (p *progress) apartDays(v, w *when) bool {
	for _, dir := range []sense{ahead, behind} {
		a, ok := v.resolve(p.r.now, dir)
		b, ok2 := w.resolve(p.r.now, dir)
		if !ok || !ok2 || a.Rel != On || b.Rel != On || *a.To == *b.To {
			return false
		}
	}
	return true
}

// claims reports whether what leads up to the step at i says that somebody only
// says so; who heard it (听说) is warned of instead.
func (p *progress) claims(g *segment, i int) bool {
	if !p.r.list("unsaid").in(p.leading(g, i)) {
		return false
	}
	var b strings.Builder
	for _, t := range p.sinceName(g, i) {
		if !t.is(cHearsay) || !p.r.list("hears").begins(p.r.text(t)) {
			b.WriteString(p.r.text(t))
		}
	}
	text := b.String()
	for _, w := range p.r.list("merely-said").words {
		text = strings.ReplaceAll(text, w, "")
	}
	return p.r.list("unsaid").in(text)
}

// sequence: 签约了才能6月开工 and 批文下来再签 say what has to come first, and tell
// neither.
func (p *progress) sequence(g *segment) bool {
	if !g.mask.any(cStep, cStage) || !p.r.list("waits-for").in(g.text()) {
		return false
	}
	for i, t := range g.toks {
		if !t.any(cStep, cStage) {
			continue
		}
		line, _ := p.r.plainWords(p.sinceName(g, i))
		if before, ok := p.r.thenOnly(line); ok && (p.r.list("comes-first").ends(before) || first(g.toks[:i], cStep, cStage) >= 0) {
			return true
		}
	}
	return false
}

// thenOnly cuts a line at its last word of 才能, 再.
func (r *reader) thenOnly(line string) (before string, ok bool) {
	at := -1
	for _, w := range r.list("waits-for").words {
		at = max(at, strings.LastIndex(line, w))
	}
	if at < 0 {
		return "", false
	}
	return line[:at], true
}

// awaited reports whether the clause behind says what may only be done after this
// one: 签约了,企业才肯打款.
func (p *progress) awaited(g, next *segment) bool {
	if g.mask.any(cNeg, cMoney) || !g.mask.any(cStep, cStage) || next.mask.has(cDone) {
		return false
	}
	line, _ := p.r.plainWords(next.toks)
	for _, w := range p.r.list("waits-for").words {
		if who, _, ok := strings.Cut(line, w); ok && strings.HasPrefix(w, "才") && p.r.madeOf(who, "turn-who", "itself") {
			return true
		}
	}
	return false
}

// soonestOver is how many days ago a day of the year before may lie and still be
// the one that was meant.
const soonestOver = 60

// lapsed is the day of a plan or promise that is over. Of the day that recurs the
// nearer one is meant; one of the calendar year before only if it is near.
func (p *progress) lapsed(w *when) (Span, bool) {
	sp, ok := w.resolve(p.r.now, behind)
	if !ok || sp.Rel == After || !p.over(sp) || sp.To.Before(p.r.now.Add(-180)) {
		return Span{}, false
	}
	if w.a.cycle == 'y' && sp.To.Year < p.r.now.Year && sp.To.Before(p.r.now.Add(-soonestOver)) {
		return Span{}, false
	}
	if next, ok := w.resolve(p.r.now, ahead); ok && (w.a.cycle == 'm' || w.a.cycle == 'w') && next.To != nil {
		near := p.r.now.utc().Sub(sp.To.utc()) < next.To.utc().Sub(p.r.now.utc())
		return sp, near
	}
	return sp, true
}
