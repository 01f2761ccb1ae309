package reading

import (
	"slices"
	"strings"
)

// steps reads what has been done or is planned.
func (p *progress) steps(g *segment) bool {
	all := p.doings(g)
	if len(all) == 0 && p.laterDay(g) {
		return true
	}
	if len(all) == 0 {
		if p.putOff(g) {
			return true
		}
		if p.newDay(g) {
			return true
		}
		p.slipOnly(g)
		return false
	}
	read := false
	for _, d := range all {
		read = p.step(g, d) || read
	}
	return read
}

// laterDay reads the day said behind a step that is done: 入库了,9月9号市里批的.
func (p *progress) laterDay(g *segment) bool {
	all, n := dates(g.toks), len(p.u.Dates)
	open := n > 0 && p.u.Dates[n-1].Date.Raw == nil && p.u.Dates[n-1].Kind == Done
	if len(all) != 1 || !open && p.dateless == "" {
		return false
	}
	text := g.text()
	rest, _ := p.r.plainWords(slices.DeleteFunc(slices.Clone(g.toks), func(t token) bool { return t.is(cPlace) }))
	only := p.r.madeOf(rest, "dayof")
	if g.mask.any(cHedge, cNeg, cCond, cSlip, cNeed) || g.mask.has(cObstacle) && !only || g.mask.kind(tMoney) || g.mask.kind(tNumber) {
		return false
	}
	if !strings.HasSuffix(text, "的") && len(g.toks) > 1 && !only && !p.r.list("itsday").in(text) {
		return false
	}
	sp, ok := p.r.resolve(all[0], behind)
	if !ok || sp.To == nil || p.r.now.Before(*sp.To) {
		return false
	}
	if p.facts++; open {
		p.u.Dates[n-1].Date = sp
	} else {
		p.u.date(Dated{What: p.dateless, Kind: Done, Date: sp})
	}
	return true
}

// step reads one step; false if it says nothing that can be kept as a fact.
func (p *progress) step(g *segment, d doing) bool {
	if d.what == Sign && g.mask.flag(hasEvent) && d.date == nil {
		return p.signedAt(g, d) // 上说明会签约: the event says when
	}
	hedged := p.hedged(g, d)
	done := p.doneSaid(g, d)
	if d.date == nil {
		return p.undated(g, d, hedged, done)
	}
	if d.paper && p.r.list("day-settled").begins(string(p.r.s.r[d.date.to:max(d.date.to, g.toks[len(g.toks)-1].to)])+",") {
		p.noteOnce(g) // 开工时间下周一定
		return true
	}
	if p.formerly(g, d) {
		return true
	}
	sp, kind, ok := p.place(g, d, hedged, done)
	if !ok {
		p.facts++
		if done && p.asserted(g, d, done) && !d.date.bad {
			p.reached(d.what) // 4月31日签的约: it was signed, whatever the day
		}
		if d.date.bad { // 拿地后三个月内开工: no day of the calendar, but kept as it was said
			p.noteOnce(g)
		}
		return true
	}
	if kind == Plan && p.over(sp) && p.wasOnly(g, d) {
		if !p.missed(g, d) { // 约好上周四签: nothing is planned for a day that is over
			p.noteOnce(g)
		}
		return true
	}
	if kind == Done && !p.asserted(g, d, done) || kind == Plan && (p.calledOff(g, d) || p.onlySaid(g, d) || p.pressed(g, d)) {
		if p.noteOnce(g); kind == Plan {
			p.facts++ // though the project is still to be asked for
		}
		return true
	}
	if d.what == "capacity" { // the contract dates no full output
		if kind == Plan {
			p.noteOnce(g)
			return true
		}
		p.reached(d.what)
		p.facts++
		return true
	}
	p.slip(g, d, sp)
	p.u.date(Dated{What: d.what, Kind: kind, Date: sp})
	p.facts++
	p.planned = kind == Plan
	if kind == Done {
		p.reached(d.what)
	}
	if d.what == Land || d.what == Company && kind == Done && len(p.notes) == 0 {
		p.landNote(g)
	}
	if d.what == Intent {
		p.r.warnOnce("intent_not_signed")
	}
	return true
}

// signedAt reads 已在华商大会签约: the day of the event, if that is past.
func (p *progress) signedAt(g *segment, d doing) bool {
	for _, t := range g.toks {
		if t.event == 0 || !p.doneSaid(g, d) {
			continue
		}
		day := p.r.n.ledger.Events[t.event-1].Date
		if p.r.now.Before(day) {
			continue
		}
		raw := p.r.s.sub(t.from, t.to)
		p.u.date(Dated{What: Sign, Kind: Done, Date: Span{Raw: &raw, From: &day, To: &day, Rel: On, Gran: GranDay}})
		p.reached(Sign)
		p.facts++
	}
	return true
}

// gone reports whether a date that was said lies behind.
func (p *progress) gone(w *when) bool {
	if w == nil {
		return false
	}
	sp, ok := w.resolve(p.r.now, unclear)
	return ok && sp.To != nil && sp.To.Before(p.r.now)
}

// afterPlan reads the day of a step that follows another planned one: 周一签约,
// 周三开工 means the Wednesday after that Monday, 明年上半年竣工,年底投产 the end
// of that year.
func (p *progress) afterPlan(d doing) (Span, bool) {
	n := len(p.u.Dates)
	if n == 0 || d.date.a.cycle == 0 || p.u.Dates[n-1].Kind != Plan {
		return Span{}, false
	}
	last := p.u.Dates[n-1]
	before := last.Date.From
	if before == nil || d.date.a.cycle != 'w' && stageRank[stageOf[d.what]] <= stageRank[stageOf[last.What]] {
		return Span{}, false
	}
	plain, ok := d.date.resolve(p.r.now, ahead)
	if !ok || plain.To == nil || !plain.To.Before(*before) {
		return Span{}, false
	}
	return d.date.resolve(*before, ahead)
}

// place puts the date into the calendar: a plan ahead, a done act behind. A
// future day said as a fact is a plan, and the reading says so.
func (p *progress) place(g *segment, d doing, hedged, done bool) (Span, Kind, bool) {
	dir := unclear
	switch {
	case hedged:
		dir = ahead
	case d.date.rel == By && !p.past(g, d) && !(done && d.date.a.cycle == 0 && p.gone(d.date)): // 上个月底竣工验收通过
		dir = ahead
	case done:
		dir = behind
	}
	sp, later := p.afterPlan(d)
	if later && !done {
		return sp, Plan, true
	}
	if dir == behind && p.soon(g, d) {
		p.r.warnOnce("future_date_not_stage")
		sp, ok := p.r.resolve(d.date, ahead)
		return sp, Plan, ok
	}
	sp, ok := p.r.resolve(d.date, dir)
	if !ok {
		return sp, "", false
	}
	if dir == ahead {
		return sp, Plan, true
	}
	today := p.r.now
	began := sp.Rel == After && sp.From != nil && !today.Before(*sp.From) && strings.HasSuffix(d.date.raw, "起") // 5月1日起投产
	future := sp.Rel == After && !began || sp.From != nil && today.Before(*sp.From) || sp.Rel == By && sp.To != nil && today.Before(*sp.To)
	if !done && sp.To != nil && (today.Before(*sp.To) || strings.Contains(d.date.raw, "今晚") && *sp.To == today) {
		future = true
	}
	if !future {
		return sp, Done, true
	}
	if sp.Rel != By && sp.Rel != After && !p.planned && !d.paper && dayNames[d.what] != "" || d.said && sp.Rel != By {
		p.r.warnOnce("future_date_not_stage")
	}
	return sp, Plan, true
}

// soonDays is how near a day of the calendar has to be to be meant as the one to
// come, though it is said of a done act, and not as that of a year ago.
const soonDays = 62

// soon reports whether a month and day without a year, said of a done act, are
// those just ahead: 6月3日签约了 on 22 May tells a plan, and not of last year.
// 6月3日签的约 tells of what is past.
func (p *progress) soon(g *segment, d doing) bool {
	if d.date.a.cycle != 'y' || d.date.rel == After || d.date.a.form == ofQuarter || d.date.a.form == ofHalf {
		return false
	}
	step := p.r.text(g.toks[d.at])
	if strings.Contains(step, "的") || strings.HasPrefix(string(p.r.s.r[g.toks[d.at].to:g.toks[len(g.toks)-1].to]), "的") {
		return false
	}
	sp, ok := d.date.resolve(p.r.now, ahead)
	day := sp.From
	if day == nil {
		day = sp.To
	}
	return ok && p.r.now.Before(*day) && !p.r.now.Add(soonDays).Before(*day)
}

// past reports whether 了, 已 or 是…的 go with a step; 6月5日前完成 is still a plan.
func (p *progress) past(g *segment, d doing) bool {
	from := g.toks[d.at].from
	if d.date.from < from {
		from = max(g.toks[0].from, d.date.from-2)
	}
	text := string(p.r.s.r[from:g.toks[len(g.toks)-1].to]) // the 了 of 封顶了,年底前投产 is another's
	return d.said || containsAny(text, "了", "已", "签的", "开的", "竣的", "投的") ||
		strings.Contains(text, "是") && strings.HasSuffix(text, "的") // 是4月底签约的
}

// undated reads a step without a date. Done counted steps take the message's
// own day, which is asked for; a plan without a date is a note.
func (p *progress) undated(g *segment, d doing, hedged, done bool) bool {
	if hedged || p.planned && !done || p.vaguelyAhead(g, done) || !p.asserted(g, d, done) {
		if p.slipByLength(g, d) {
			return true
		}
		p.moving, p.slipping = d.what, g.mask.has(cSlip)
		p.noteOnce(g)
		return true
	}
	counted := dayNames[d.what] != ""
	done = done || p.allSaid(g, d)
	if !done && !counted {
		p.moving, p.slipping = d.what, false // 土地证还在办,下周应该能拿
		p.noteOnce(g)
		return true
	}
	switch d.what {
	case Land:
		p.u.date(Dated{What: Land, Kind: Done, Date: p.today()})
		p.landNote(g)
	case Company:
		p.dateless = d.what // 公司注册下来了,5月20号拿的照
		fallthrough
	case VisitBy, Talk:
		p.noteOnce(g)
		return true
	case Intent:
		p.r.warnOnce("intent_not_signed")
		p.u.date(Dated{What: Intent, Kind: Done, Date: p.today()})
	}
	p.facts++
	if counted {
		p.u.date(Dated{What: d.what, Kind: Done, Date: p.today()})
	} else if d.what == Produce {
		p.dateless = d.what
	}
	p.reached(d.what)
	return true
}

// allSaid: 佳禾投产, a name and the step and nothing else, tells that it is so.
func (p *progress) allSaid(g *segment, d doing) bool {
	if d.what != Produce && d.what != "capacity" {
		return false
	}
	for i, t := range g.toks {
		if i != d.at && t.project == nil && t.kind != tSpace && !t.is(cProjectWord) {
			return false
		}
	}
	return true
}

// vaguelyAhead: 过几天来签约 lies ahead; 近日签约 may, unless it is said to be done.
func (p *progress) vaguelyAhead(g *segment, done bool) bool {
	i := first(g.toks, cVague)
	return i >= 0 && (!done || g.toks[i].value(cVague) == "ahead")
}

// today is a date that was not said.
func (p *progress) today() Span {
	d := p.r.now
	return Span{From: &d, To: &d, Rel: On, Gran: GranDay}
}

// reached moves stage and registration for a done step.
func (p *progress) reached(w What) {
	switch w {
	case RegApply:
		p.u.Reg = "已申报"
	case RegOK:
		p.u.Reg = "已认定"
	}
	if st := stageOf[w]; st != "" && (p.u.Stage == "" || stageRank[st] > stageRank[p.u.Stage]) {
		p.u.Stage = st
	}
}

// hedged reports whether 拟, 计划, 力争 … stand before the step.
func (p *progress) hedged(g *segment, d doing) bool {
	if d.said {
		return false
	}
	if (g.mask.flag(hasEvent) || g.mask.has(cEventWord) && g.mask.has(cEventAdd)) && !p.doneSaid(g, d) && !p.gone(d.date) {
		return true
	}
	for _, t := range g.toks[:d.at] {
		if (t.is(cHedge) || t.is(cSlip) || t.is(cEarlier)) && !t.is(cDone) || t.is(cVerdict) && strings.HasSuffix(p.r.text(t), "同意") {
			return true // 同意10月份签
		}
	}
	if has(p.r.s.r, g.toks[d.at].to, "了") {
		return false // 动工了 比原计划晚了6天
	}
	for _, t := range g.toks[d.at+1:] {
		if t.is(cSlip) || t.is(cEarlier) || t.is(cMoved) && d.date != nil && t.to <= d.date.from || t.is(cHedge) && has(p.r.s.r, t.from, "应该") || d.paper && t.is(cHedge) || d.date != nil && t.to <= d.date.from && t.is(cHedge) {
			return true
		}
	}
	return false
}

// noteOnce keeps the segment as a note, unless another step of it did.
func (p *progress) noteOnce(g *segment) {
	at := Extent{p.r.s.off[g.toks[0].from], p.r.s.off[g.toks[len(g.toks)-1].to]}
	if n := len(p.r.unread); n > 0 && p.r.unread[n-1] == at {
		return
	}
	p.note(g)
}

// landNote says which step of the land it was.
func (p *progress) landNote(g *segment) {
	text := words(p.r.s, g.toks, func(t token) bool {
		return t.project != nil && !t.project.stranger || t.kind == tDate || t.is(cHedge)
	})
	for _, lead := range []string{"项目", "那边", "这边", "的", "刚刚", "刚"} {
		text = strings.TrimPrefix(text, lead)
	}
	if text != "" && !strings.Contains(text, "用地事项") && !strings.Contains(text, "公司事项") {
		p.notes = append(p.notes, text)
	}
}
