package reading

import "strings"

// slip notes the plan that was moved: the one said, or the ledger's.
func (p *progress) slip(g *segment, d doing, to Span) {
	if old, fresh := p.moved(g); fresh != nil && fresh == d.date {
		if sp, ok := old.resolve(p.r.now, unclear); ok && sp.To != nil {
			p.u.SlippedFrom = sp.To
			return
		}
	}
	if !g.mask.any(cSlip, cEarlier) && !p.r.list("moving").in(g.text()) {
		return
	}
	for _, w := range dates(g.toks) {
		if w == d.date {
			continue
		}
		if sp, ok := w.resolve(p.r.now, unclear); ok && sp.To != nil {
			p.u.SlippedFrom = sp.To
			return
		}
	}
	if old := p.p.plan(d.what); !old.IsZero() {
		p.u.SlippedFrom = &old
	}
}

// putOff reads a day that one clause speaks of and the next one guesses at:
// 签约时间又要往后拖,估计得7月中旬; 等土地摘牌,预计2月6日.
func (p *progress) putOff(g *segment) bool {
	all := dates(g.toks)
	if i := first(g.toks, cThing); len(all) == 0 && i >= 0 && p.timeOf(g.toks[i]) && (g.mask.has(cSlip) || p.r.list("altered").in(p.behindOf(g, i))) {
		it := item{s: g.s, toks: g.toks[i : i+1]}
		p.moving, p.slipping = p.r.stepNamed(&it), true
		return false
	}
	if p.moving == "" || len(all) != 1 || p.ofAnother(g) || g.mask.any(cStep, cStage, cThing, cNeg) || !p.slipping && !p.dayAlone(g) {
		return false
	}
	sp, ok := p.r.resolve(all[0], ahead)
	if !ok {
		return false
	}
	if old := p.p.plan(p.moving); !old.IsZero() && (p.slipping || g.mask.any(cSlip, cEarlier)) {
		p.u.SlippedFrom = &old
	}
	p.u.date(Dated{What: p.moving, Kind: Plan, Date: sp})
	p.facts++
	p.moving = ""
	return true
}

// behindOf is what a segment says behind the token at i.
func (p *progress) behindOf(g *segment, i int) string {
	return string(p.r.s.r[g.toks[i].to:g.toks[len(g.toks)-1].to])
}

// dayAlone reports whether a clause says a day ahead and nothing else: 预计2月6日,
// 最早也要到三月, 大概下周能行.
func (p *progress) dayAlone(g *segment) bool {
	guessed := false
	for _, t := range g.toks {
		switch {
		case t.kind == tDate:
			guessed = guessed || t.when.rel == After || t.when.rel == By || strings.HasPrefix(p.r.s.sub(g.toks[0].from, t.to), "最")
		case t.any(cHedge, cSlip):
			guessed = true
		case t.kind == tSpace, t.kind == tText && p.r.madeOf(p.r.text(t), "guesses"):
		default:
			return false
		}
	}
	return guessed
}

// slipByLength reads 签约推迟一周: counted from the known plan.
func (p *progress) slipByLength(g *segment, d doing) bool {
	it := item{s: g.s, toks: g.toks}
	n, ok := p.r.shift(&it)
	if !ok {
		return false
	}
	i := first(g.toks, cSlip, cEarlier)
	raw := p.r.s.sub(g.toks[i].from, g.toks[len(g.toks)-1].to)
	old := p.p.plan(d.what)
	p.facts++
	if old.IsZero() {
		p.r.ask("date")
		p.noteOnce(g)
		return true
	}
	to := n.from(old)
	p.u.SlippedFrom = &old
	p.u.date(Dated{What: d.what, Kind: Plan, Date: Span{Raw: &raw, From: &to, To: &to, Rel: On, Gran: GranDay}})
	return true
}

// replan moves the plan said just before: 计划5.31签约,现推迟到6.15.
func (p *progress) replan(g *segment, d *Dated) {
	all := dates(g.toks)
	if len(all) == 0 {
		return
	}
	if sp, ok := p.r.resolve(p.movedTo(g, all[len(all)-1]), ahead); ok {
		p.u.SlippedFrom, d.Date = d.Date.To, sp
		p.facts++
	}
}

// slipOnly reads 推迟到6月10日 where the step is the project's next planned one.
func (p *progress) slipOnly(g *segment) {
	text := p.r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to)
	moved := len(p.u.Dates) > 0 && (g.mask.has(cMoved) && containsAny(text, "改", "挪", "调") || p.intended && containsAny(text, "改", "现", "目前", "要到", "得到", "推"))
	if !g.mask.any(cSlip, cEarlier) && !moved || g.mask.any(cMeetingWord) || p.ofAnother(g) {
		return
	}
	if n := len(p.u.Dates); n > 0 && p.u.Dates[n-1].Kind == Plan {
		p.replan(g, &p.u.Dates[n-1])
		return
	}
	for _, w := range []What{Sign, RegApply, Start, Finish, Produce} {
		if p.p.plan(w).IsZero() {
			continue
		}
		d := doing{what: w, at: 0}
		if all := dates(g.toks); len(all) > 0 {
			d.date = p.movedTo(g, all[len(all)-1])
			if sp, ok := p.r.resolve(d.date, ahead); ok {
				p.slip(g, d, sp)
				p.u.date(Dated{What: w, Kind: Plan, Date: sp})
				p.facts++
			}
		} else {
			p.slipByLength(g, d)
		}
		return
	}
}

// ofAnother: 董事会改到月底开 moves something that is neither the project nor a
// step of it.
func (p *progress) ofAnother(g *segment) bool {
	t := g.toks[0]
	return t.kind == tText && t.to-t.from > 2 && !g.mask.flag(hasProject) && !g.mask.any(cStep, cThing, cStage) && !p.r.list("of-this").in(p.r.text(t))
}

// A formerPlan is a day said to have been planned and not kept.
type formerPlan struct {
	what What
	day  Date
	note int // where its words stand among the notes; beyond them if they are to stay
}

// formerly reads 原定5月20日竣工: a plan that is over tells no new one.
func (p *progress) formerly(g *segment, d doing) bool {
	if _, fresh := p.moved(g); fresh != nil && fresh == d.date {
		return false
	}
	text := string(p.r.s.r[g.toks[0].from:g.toks[d.at].from])
	p.intended = p.r.list("intended").in(text)
	if p.r.list("said-then").in(text) && d.date.a.cycle != 0 && !d.said && !has(p.r.s.r, g.toks[d.at].to, "了") {
		p.noteOnce(g) // 去年说年底开工: which year's end is meant is not said
		return true
	}
	promised := p.r.list("promised").in(text) && !d.said && !has(p.r.s.r, g.toks[d.at].to, "了")
	return (p.intended || promised) && p.missed(g, d)
}

// missed keeps the words and the day of a plan that lies behind.
func (p *progress) missed(g *segment, d doing) bool {
	sp, ok := p.lapsed(d.date)
	if !ok {
		return false
	}
	p.former = &formerPlan{d.what, *sp.To, len(p.notes)}
	p.note(g)
	return true
}

// newDay reads 改到6月3日, 现在要到6月底 behind a plan that was not kept.
func (p *progress) newDay(g *segment) bool {
	all := dates(g.toks)
	if p.former == nil || len(all) != 1 || p.ofAnother(g) || len(p.notes) == 0 || !g.mask.any(cMoved, cSlip, cHedge) && !strings.Contains(p.r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to), "改") {
		return false
	}
	sp, ok := p.r.resolve(all[0], ahead)
	if !ok {
		return false
	}
	if at := p.former.note; at < len(p.notes) {
		p.notes = append(p.notes[:at], p.notes[at+1:]...)
	}
	p.u.SlippedFrom = &p.former.day
	p.u.date(Dated{What: p.former.what, Kind: Plan, Date: sp})
	p.former = nil
	p.facts++
	return true
}
