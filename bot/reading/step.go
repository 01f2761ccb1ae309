package reading

import "strings"

// A doing is one step said in a segment, with the date that goes with it.
type doing struct {
	what  What
	at    int // index of its token
	date  *when
	said  bool // said as a stage: 已开工
	done  bool // said to be done by another word: 签了框架协议
	paper bool // 开工时间, 签约日期: the day of the step
}

// steps reads what has been done or is planned.
func (p *progress) steps(g *segment) bool {
	all := p.doings(g)
	if len(all) == 0 {
		p.slipOnly(g)
		return false
	}
	read := false
	for _, d := range all {
		read = p.step(g, d) || read
	}
	return read
}

// doings finds the steps of a segment and pairs them with its dates.
func (p *progress) doings(g *segment) []doing {
	var all []doing
	dated := g.mask.kind(tDate)
	for i, t := range g.toks {
		switch {
		case t.is(cStage) && stepOf[t.value(cStage)] != "":
			aim := strings.Contains(string(p.r.s.r[t.from:t.to]), "完成") // 4月底前完成签约 may be a plan
			all = append(all, doing{what: stepOf[t.value(cStage)], at: i, said: !aim})
		case t.is(cSubmit) && p.filing(g, i):
			all = append(all, doing{what: RegApply, at: i, done: true})
		case t.is(cStep) && p.aboutThing(g, i):
		case t.is(cStep):
			all = append(all, doing{what: What(t.value(cStep)), at: i})
		case t.is(cThing) && dated && p.timeOf(t):
			it := item{s: g.s, toks: g.toks[i : i+1]}
			if w := p.r.stepNamed(&it); w != "" {
				all = append(all, doing{what: w, at: i, paper: true})
			}
		}
	}
	all = papers(oneEach(all))
	pairDates(g, all)
	return all
}

// thingTails make a thing of the step before them: 入库的事, 开工手续.
var thingTails = []string{"的事", "的问题", "的准备", "的材料", "的手续", "的条件", "的方案", "的时间", "的计划", "的工作", "的进度", "的情况", "的资料", "的流程", "的标准", "的要求", "事宜", "事项", "工作", "手续", "方案", "条件", "准备", "一事", "流程", "进度", "仪式", "报告", "许可", "前", "之前", "以前", "后", "之后", "率", "目标", "任务", "节点", "环节", "的企业", "的项目"}

// aims are the words before a step that is still aimed at: 推进开工, 影响竣工.
var aims = []string{"影响", "推进", "推动", "加快", "筹备", "催", "跑", "谈", "谈了", "对接", "对接了", "申请", "争取", "研究", "讨论", "商量", "促", "促进", "盯", "盯着", "办理", "协调", "抓", "忙", "准备", "等", "等待", "具备", "符合", "满足", "涉及", "关于", "保障", "衔接", "沟通", "调度", "商谈", "咨询", "了解", "支持", "服务", "对", "就", "催促", "督促", "耽误", "倒逼", "围绕"}

// aboutThing reports whether a step is only spoken about.
func (p *progress) aboutThing(g *segment, i int) bool {
	t := g.toks[i]
	for _, w := range thingTails {
		if has(p.r.s.r, t.to, w) && !(w == "后" && runeAt(p.r.s.r, t.to+1) == 0) {
			return true
		}
	}
	if i+1 < len(g.toks) && p.counts(g.toks[i+1]) || i > 0 && g.toks[i-1].value(cStage) == "已申报" {
		return true
	}
	if t.value(cStep) == string(Talk) || t.value(cStep) == string(VisitBy) {
		return false
	}
	before := p.leading(g, i)
	for _, w := range aims {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	if t.value(cStep) == string(Finish) {
		for _, w := range parts {
			if strings.HasSuffix(before, w) {
				return true
			}
		}
	}
	return false
}

// leading returns the words between the last project named and a step: the
// 钢构 of 天工钢构竣工了 is its name, no part of a building.
func (p *progress) leading(g *segment, i int) string {
	from := g.toks[0].from
	for _, t := range g.toks[:i] {
		if t.project != nil {
			from = t.to
		}
	}
	return string(p.r.s.r[from:g.toks[i].from])
}

// parts of a building may be finished before the project is.
var parts = []string{"主体", "厂房", "土建", "基础", "桩基", "结构", "装修", "道路", "车间", "办公楼", "宿舍", "钢构", "钢结构", "围墙", "一期工程", "框架", "屋面", "部分", "号楼", "幕墙", "管网", "主体工程", "土建工程"}

// counts: 签约2个项目 tells a number, not a step of this one.
func (p *progress) counts(t token) bool {
	n, j, ok := scanNumber(p.r.s.r, t.from)
	return ok && n.scale == 1 && (runeAt(p.r.s.r, j) == '个' || runeAt(p.r.s.r, j) == '家' || runeAt(p.r.s.r, j) == '项')
}

// filing reports whether what is handed in are the papers of registration.
func (p *progress) filing(g *segment, i int) bool {
	for _, t := range g.toks[:i] {
		if t.is(cThing) && strings.HasPrefix(string(p.r.s.r[t.from:t.to]), "入库") || t.is(cStep) && t.value(cStep) == string(RegOK) {
			return true
		}
	}
	return false
}

// papers: who signs a letter of intent has not signed.
func papers(all []doing) []doing {
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
	all[intent].done = true
	return append(all[:sign], all[sign+1:]...)
}

// timeOf reports whether a thing is the day of a step.
func (p *progress) timeOf(t token) bool {
	text := string(p.r.s.r[t.from:t.to])
	return strings.HasSuffix(text, "时间") || strings.HasSuffix(text, "日期")
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
		for i := all[k].at - 1; i > low; i-- {
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
	if len(all) == 1 && all[0].date != nil {
		all[0].date = movedTo(g, all[0].date)
	}
	for k := range all { // an event's own “6月中旬” dates the signing there
		for i := all[k].at - 1; i >= 0 && all[k].date == nil && all[k].what == Sign; i-- {
			if g.toks[i].event > 0 {
				all[k].date = g.toks[i].when
			}
		}
	}
}

// movedTo prefers the date behind 推迟到 to the one that was moved.
func movedTo(g *segment, w *when) *when {
	for i, t := range g.toks {
		if (t.is(cSlip) || t.is(cEarlier) || t.is(cMoved)) && i+1 < len(g.toks) && g.toks[i+1].kind == tDate {
			return g.toks[i+1].when
		}
	}
	return w
}

// step reads one step; false if it says nothing that can be kept as a fact.
func (p *progress) step(g *segment, d doing) bool {
	if d.what == Sign && g.mask.flag(hasEvent) && d.date == nil {
		return true // 上说明会签约: the event says when
	}
	hedged := p.hedged(g, d)
	done := p.doneSaid(g, d)
	if d.date == nil {
		return p.undated(g, d, hedged, done)
	}
	sp, kind, ok := p.place(g, d, hedged, done)
	if !ok {
		p.facts++
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
	p.afterPlan(d, kind, &sp)
	p.slip(g, d, sp)
	p.u.date(Dated{What: d.what, Kind: kind, Date: sp})
	p.facts++
	p.planned = kind == Plan
	if kind == Done {
		p.reached(d.what)
	}
	if d.what == Land || d.what == Company && kind == Done {
		p.landNote(g)
	}
	if d.what == Intent {
		p.r.warnOnce("intent_not_signed")
	}
	return true
}

// afterPlan: 下周三签约,周五开工 means the Friday of that week.
func (p *progress) afterPlan(d doing, kind Kind, sp *Span) {
	n := len(p.u.Dates)
	if n == 0 || kind != Plan || sp.To == nil {
		return
	}
	before := p.u.Dates[n-1].Date.From
	if d.date.a.cycle == 'y' && before != nil && sp.To.Before(*before) && stageRank[stageOf[d.what]] > stageRank[stageOf[p.u.Dates[n-1].What]] {
		if later, ok := d.date.resolve(*before, ahead); ok { // 明年上半年竣工,下半年投产
			*sp = later
		}
		return
	}
	if d.date.a.cycle != 'w' || sp.From == nil {
		return
	}
	for before != nil && sp.From.Before(*before) {
		from, to := sp.From.Add(7), sp.To.Add(7)
		sp.From, sp.To = &from, &to
	}
}

// place puts the date into the calendar: a plan ahead, a done act behind. A
// future day said as a fact is a plan, and the reading says so.
func (p *progress) place(g *segment, d doing, hedged, done bool) (Span, Kind, bool) {
	dir := unclear
	switch {
	case hedged:
		dir = ahead
	case d.date.rel == By && !p.past(g, d):
		dir = ahead
	case done:
		dir = behind
	}
	sp, ok := p.r.resolve(d.date, dir)
	if !ok {
		return sp, "", false
	}
	if dir == ahead {
		return sp, Plan, true
	}
	today := p.r.now
	future := sp.Rel == After || sp.From != nil && today.Before(*sp.From) || sp.Rel == By && sp.To != nil && today.Before(*sp.To)
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

// past reports whether 了 or 已 go with a step; 6月5日前完成 is still a plan.
func (p *progress) past(g *segment, d doing) bool {
	text := string(p.r.s.r[g.toks[0].from:g.toks[len(g.toks)-1].to])
	return d.said || containsAny(text, "了", "已", "签的", "开的", "竣的", "投的")
}

// undated reads a step without a date. Done counted steps take the message's
// own day, which is asked for; a plan without a date is a note.
func (p *progress) undated(g *segment, d doing, hedged, done bool) bool {
	if hedged || p.planned && !done || p.vaguelyAhead(g, done) {
		if p.slipByLength(g, d) {
			return true
		}
		p.noteOnce(g)
		return true
	}
	counted := dayNames[d.what] != ""
	done = done || p.allSaid(g, d)
	if !done && !counted {
		p.noteOnce(g)
		return true
	}
	switch d.what {
	case Land, Company, VisitBy, Talk:
		p.noteOnce(g)
		return true
	case Intent:
		p.r.warnOnce("intent_not_signed")
		p.u.date(Dated{What: Intent, Kind: Done, Date: p.today()})
	}
	p.facts++
	if counted {
		p.u.date(Dated{What: d.what, Kind: Done, Date: p.today()})
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
	if (g.mask.flag(hasEvent) || g.mask.has(cEventWord) && g.mask.has(cEventAdd)) && !p.doneSaid(g, d) {
		return true
	}
	for _, t := range g.toks[:d.at] {
		if (t.is(cHedge) || t.is(cSlip) || t.is(cEarlier)) && !t.is(cDone) {
			return true
		}
	}
	for _, t := range g.toks[d.at+1:] {
		if t.is(cSlip) || t.is(cEarlier) || t.is(cHedge) && has(p.r.s.r, t.from, "应该") || d.paper && t.is(cHedge) || d.date != nil && t.to <= d.date.from && t.is(cHedge) {
			return true
		}
	}
	return false
}

// doneSaid reports whether 了, 已, 完成 … go with the step.
func (p *progress) doneSaid(g *segment, d doing) bool {
	if d.said || d.done {
		return true
	}
	text := string(p.r.s.r[g.toks[d.at].from:g.toks[d.at].to])
	for _, w := range []string{"了", "的", "完", "成功", "通过", "下", "签掉", "签成"} {
		if strings.HasSuffix(text, w) || strings.Contains(text, "已") || (w == "了" || w == "的") && strings.Contains(text, w) {
			return true
		}
	}
	for _, t := range g.toks {
		if t.is(cDone) || t.is(cSolved) && !t.is(cNeed) || stepOf[t.value(cStage)] != "" {
			return true
		}
	}
	return strings.HasSuffix(string(p.r.s.r[g.toks[0].from:g.toks[len(g.toks)-1].to]), "了")
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
		return t.project != nil || t.kind == tDate || t.is(cHedge)
	})
	text = strings.TrimPrefix(strings.TrimPrefix(text, "项目"), "的")
	if text != "" && !strings.Contains(text, "用地事项") && !strings.Contains(text, "公司事项") {
		p.notes = append(p.notes, text)
	}
}
