package reading

import (
	"sort"
	"strings"
)

// askRate asks for a figure, perhaps of several units.
func (r *reader) askRate(it *item) bool {
	if r.told(it) {
		return false
	}
	base := AskRate{Scope: r.rateScope(it), Compare: value(it, cCompare), GroupBy: value(it, cGroup), Sort: r.sorting(it)}
	for _, t := range it.toks {
		if t.is(cMetric) && !t.is(cQuestion) && !contains(base.Metrics, t.value(cMetric)) {
			base.Metrics = append(base.Metrics, t.value(cMetric))
		}
	}
	if base.GroupBy == "" && (base.Sort != "" || it.mask.has(cListed)) && r.asksWhich(it, "单位", "镇", "板块", "园区", "街道") {
		base.GroupBy = "unit"
	}
	base.Show = r.showing(it)
	seen := map[string]bool{}
	for _, t := range it.toks {
		if t.is(cRate) && !seen[t.value(cRate)] {
			seen[t.value(cRate)] = true
			a := base
			a.Rate = t.value(cRate)
			r.eachUnit(it, a)
		}
	}
	r.scope = base.Scope
	return true
}

// eachUnit asks of each unit named for itself.
func (r *reader) eachUnit(it *item, a AskRate) {
	all := units(it.toks)
	if len(all) < 2 {
		r.add(a)
		return
	}
	for _, u := range all {
		a.Scope.Unit = u
		r.add(a)
	}
}

// told reports whether a rate is spoken of in an instruction or a report, not
// asked for.
func (r *reader) told(it *item) bool {
	if it.mask.any(cQuestion, cShow, cExcel) {
		return false
	}
	return it.mask.any(cOrder, cHedge) || it.mask.kind(tPercent) || it.mask.flag(hasProject)
}

func value(it *item, c class) string {
	if i := first(it.toks, c); i >= 0 {
		return it.toks[i].value(c)
	}
	return ""
}

func (r *reader) sorting(it *item) string {
	return value(it, cSort)
}

// showing lists the parts of a figure that were asked for one by one.
func (r *reader) showing(it *item) []string {
	var show []string
	note := func(w string) {
		if w != "" && !contains(show, w) {
			show = append(show, w)
		}
	}
	parts := 0
	for _, t := range it.toks {
		switch {
		case t.is(cRatePart):
			note(t.value(cRatePart))
			parts++
		case t.is(cRate):
			note("rate")
		}
	}
	if parts == 0 {
		return nil
	}
	return show
}

// rateScope: without words the whole district and this year.
func (r *reader) rateScope(it *item) Scope {
	s := Scope{Year: r.now.Year}
	r.who(it, &s.Unit, &s.Leader)
	s.Kind = r.unitKind(it)
	s.Events = r.events(it)
	s.MinWan = r.minimum(it)
	for _, w := range dates(it.toks) {
		r.scopeDate(w, &s)
	}
	if s.Unit == "" && s.Leader == "" && s.Kind == "" {
		s.Area = "全区"
	}
	return s
}

// scopeDate puts a year or a span into a scope; a past year is the year of
// signing.
func (r *reader) scopeDate(w *when, s *Scope) {
	sp, ok := w.resolve(r.now, unclear)
	if !ok || sp.From == nil && sp.To == nil {
		return
	}
	if w.gran == GranYear && w.a == w.b {
		if sp.To != nil && sp.To.Year < r.now.Year {
			s.Year, s.SignYear = 0, sp.To.Year
		}
		return
	}
	if sp.From == nil || w.rel == By && !w.inside {
		return
	}
	s.Year, s.From, s.To = 0, sp.From, sp.To
}

// who fills in unit and leader: named, or 我们 and 我挂钩的.
func (r *reader) who(it *item, unit, leader *string) {
	if all := units(it.toks); len(all) > 0 {
		*unit = all[0]
	}
	if all := leaders(it.toks); len(all) > 0 {
		*leader = all[0]
	}
	if *unit != "" || *leader != "" {
		return
	}
	switch {
	case it.mask.has(cLinked) && r.ctx.Who != "":
		*leader = r.ctx.Who
	case it.mask.has(cMine) && r.ctx.Role == RoleLeader:
		if i := first(it.toks, cMine); has(r.s.r, it.toks[i].from, "我的") || has(r.s.r, it.toks[i].from, "我手") {
			*leader = r.ctx.Who
		}
	case it.mask.has(cMine) && r.ctx.Role != RoleOffice && !it.mask.has(cArea):
		*unit = r.ctx.Unit
	case r.scope.Unit != "" || r.scope.Leader != "":
		*unit, *leader = r.scope.Unit, r.scope.Leader
	}
}

func (r *reader) unitKind(it *item) string {
	if v := value(it, cUnitKind); v != "" {
		return v
	}
	if i := first(it.toks, cGroup); i >= 0 {
		text := string(r.s.r[it.toks[i].from:it.toks[i].to])
		switch {
		case strings.Contains(text, "镇"):
			return "镇街"
		case strings.Contains(text, "园区"):
			return "园区"
		}
	}
	return ""
}

// events returns the events named, or the last n of “三场签约会”.
func (r *reader) events(it *item) []string {
	var all []string
	for _, t := range it.toks {
		if t.event > 0 {
			all = append(all, r.n.ledger.Events[t.event-1].Name)
		}
	}
	if len(all) > 0 {
		return all
	}
	for i := it.from(); i < it.to(); i++ {
		p := whenScan{r: r.s.r, i: i}
		n, ok := p.integer()
		if ok && n > 0 && n < 20 && p.eat("场") {
			return r.lastEvents(n)
		}
	}
	return nil
}

// lastEvents returns the last n events that have been held.
func (r *reader) lastEvents(n int) []string {
	var held []Event
	for _, e := range r.n.ledger.Events {
		if !r.now.Before(e.Date) {
			held = append(held, e)
		}
	}
	sort.SliceStable(held, func(a, b int) bool { return held[a].Date.Before(held[b].Date) })
	held = held[max(0, len(held)-n):]
	var all []string
	for _, e := range held {
		all = append(all, e.Name)
	}
	return all
}

// minimum reads 亿元以上, 10亿以上.
func (r *reader) minimum(it *item) Decimal {
	for _, t := range it.toks {
		if t.kind == tMoney && !t.sum.amount.Ranged() {
			return Decimal(int64(t.sum.amount.Value) / 1000)
		}
	}
	text := string(r.s.r[it.from():it.to()])
	if strings.Contains(text, "亿元以上") || strings.Contains(text, "亿元项目") || strings.Contains(text, "亿以上") || strings.Contains(text, "过亿") {
		return DecimalOf(10000)
	}
	return 0
}

// askList asks for a list of projects, units, orders, obstacles.
func (r *reader) askList(it *item) bool {
	if it.mask.any(cHelp, cRhetoric) || !it.mask.has(cQuestion) && r.commanded(it) {
		return false
	}
	if !it.mask.any(cQuestion, cShow, cExcel) && !r.nounPhrase(it) {
		return false
	}
	f := r.filter(it)
	a := AskList{GroupBy: value(it, cGroup), Kind: r.listed(it, f)}
	if it.mask.has(cExcel) {
		a.Format = "excel"
	}
	if len(mentions(it.toks)) > 0 {
		return false
	}
	if f.State == "" && len(f.StageIn) == 0 && f.Due == nil && f.StaleDays == 0 && a.Kind == "" && f.MinWan == 0 && !r.listable(it) {
		return false
	}
	a.Filter = f
	r.add(a)
	r.scope = Scope{Unit: f.Unit, Leader: f.Leader}
	return true
}

// nounPhrase: 下周要开工的项目 asks without a word of asking.
func (r *reader) nounPhrase(it *item) bool {
	text := string(r.s.r[it.from():it.to()])
	return strings.HasSuffix(text, "的项目") && it.mask.any(cStep, cStage, cState, cTalking) && !it.mask.any(cLead, cLeadTalk, cIntend)
}

// listable: somebody's projects are asked for without saying which.
func (r *reader) listable(it *item) bool {
	if it.mask.has(cLinked) && it.mask.any(cStateOf, cQuestion) {
		return true
	}
	if it.mask.flag(hasUnit) && it.mask.has(cStateOf) && it.mask.any(cShow, cQuestion) && !it.mask.has(cOrder) {
		return true
	}
	return (it.mask.any(cProjectWord, cEach, cExcel) || it.mask.has(cMine)) && r.plural(it) && !it.mask.any(cLead, cOrder)
}

// plural reports whether the question is after several things.
func (r *reader) plural(it *item) bool {
	text := string(r.s.r[it.from():it.to()])
	for _, w := range []string{"哪些", "哪几", "有哪", "名单", "清单", "列", "所有", "全部", "导出", "几个项目", "多少项目", "多少个项目", "台账", "汇总", "明细", "项目表", "排"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

func (r *reader) filter(it *item) Filter {
	f := Filter{MinWan: r.minimum(it), Kind: r.unitKind(it), Events: r.events(it)}
	r.who(it, &f.Unit, &f.Leader)
	f.State = value(it, cState)
	f.StageIn = r.stages(it, f.State)
	if n := r.staleDays(it); n > 0 {
		f.StaleDays = n
		if f.State == "" && len(f.StageIn) == 0 {
			f.State = "停滞"
		}
	}
	for _, w := range dates(it.toks) {
		r.filterDate(it, w, &f)
	}
	if it.mask.has(cOnMeeting) || it.mask.has(cMeetingWord) && f.State == "" {
		f.Meeting = r.whichMeeting(it)
	}
	if it.mask.has(cListed) && f.Unit != "" && r.department(f.Unit) && value(it, cListed) == "obstacle" {
		f.By, f.Unit = f.Unit, ""
	}
	return f
}

// whichMeeting: 上次 is the last one, 本次 and 下次 the next.
func (r *reader) whichMeeting(it *item) *Date {
	text := string(r.s.r[it.from():it.to()])
	for _, w := range []string{"下次", "本次", "这次", "下一次", "要上会", "拟上会"} {
		if strings.Contains(text, w) {
			return r.nextMeeting()
		}
	}
	return r.lastMeeting()
}

func (r *reader) department(unit string) bool {
	for _, u := range r.n.ledger.Units {
		if u.Name == unit {
			return u.Kind == "部门" || u.Kind == "牵头部门"
		}
	}
	return true
}

// stages reads 在谈的, 已开工项目, 签约的.
func (r *reader) stages(it *item, state string) []string {
	var all []string
	for i, t := range it.toks {
		if i > 0 && it.toks[i-1].is(cNeg) {
			continue
		}
		w := t.value(cStage)
		switch {
		case w != "":
		case t.is(cTalking):
			w = "在谈"
		case t.is(cStep) && state == "":
			w = stageOf[What(t.value(cStep))]
		}
		if w != "" && !contains(all, w) {
			all = append(all, w)
		}
	}
	return all
}

// staleDays reads 30天没动静, 两个月没进展.
func (r *reader) staleDays(it *item) int {
	if value(it, cState) != "停滞" && !it.mask.has(cNoChange) && !(it.mask.any(cStep, cStage) && strings.Contains(string(r.s.r[it.from():it.to()]), "超过")) {
		return 0
	}
	for i := it.from(); i < it.to(); i++ {
		p := whenScan{r: r.s.r, i: i}
		if st, months, ok := p.length(); ok && (st.n > 0 || months > 0) {
			return st.n + 30*months
		}
	}
	return 0
}

// filterDate puts a date into a filter: of a list of orders it is when they
// are due, else when something happened.
func (r *reader) filterDate(it *item, w *when, f *Filter) {
	if value(it, cListed) == "order" || f.State == "逾期" {
		if sp, ok := w.resolve(r.now, ahead); ok {
			f.Due = &sp
		}
		return
	}
	sp, ok := w.resolve(r.now, unclear)
	if !ok {
		return
	}
	if w.gran == GranYear && w.a == w.b {
		f.Year = sp.To.Year
		return
	}
	if sp.From != nil && r.now.Before(*sp.From) { // what is to come is due then
		f.Due, f.StageIn = &sp, nil
		return
	}
	f.From, f.To = sp.From, sp.To
}

// listed says what is listed, if not projects.
func (r *reader) listed(it *item, f Filter) string {
	switch v := value(it, cListed); {
	case v == "order", v == "obstacle", v == "meeting", v == "leader" && r.asksWhich(it, "领导"):
		return v
	case v == "unit" && r.asksWhich(it, "单位", "镇", "板块", "园区", "部门", "街道"):
		return "unit"
	case f.Kind != "" && r.asksWhich(it, "单位", "镇", "板块", "园区", "部门", "街道", "国企", "攻坚队", "队"):
		return "unit"
	case f.State == "无成熟项目", f.State == "未上签约会" && f.Unit == "":
		return "unit"
	case f.State == "未报" && r.asksWho(it):
		return "unit"
	}
	return ""
}

func (r *reader) asksWho(it *item) bool {
	text := string(r.s.r[it.from():it.to()])
	for _, w := range []string{"谁", "哪家", "几家", "几个单位", "多少家", "哪位"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// asksWhich reports whether 哪些/哪几个/哪个 stands before one of the words.
func (r *reader) asksWhich(it *item, what ...string) bool {
	text := string(r.s.r[it.from():it.to()])
	for _, w := range what {
		at := strings.Index(text, w)
		for _, q := range []string{"哪", "什么", "几个", "多少", "各", "没有", "谁"} {
			if k := strings.Index(text, q); at >= 0 && k >= 0 && k < at && at-k <= 18 {
				return true
			}
		}
	}
	return false
}

// askProject asks for a project's card.
func (r *reader) askProject(it *item) bool {
	all := mentions(it.toks)
	if len(all) == 0 || it.mask.any(cRhetoric, cLead, cLeadTalk) || it.mask.kind(tMoney) || it.mask.any(cOrder) && !it.mask.has(cQuestion) {
		return false
	}
	if !it.mask.has(cQuestion) && !r.justAsked(it) {
		return false
	}
	if it.mask.has(cQuestion) && !r.asking(it) {
		return false
	}
	for _, m := range all {
		name := r.projectName(m)
		r.add(AskProject{name})
	}
	return true
}

// justAsked: a name with 情况 or 看一下 and nothing that is told.
func (r *reader) justAsked(it *item) bool {
	for _, t := range it.toks {
		switch {
		case t.is(cShow), t.is(cStateOf), t.project != nil, t.kind == tSpace, t.is(cProjectWord), t.kind == tComma, t.kind == tPause, t.is(cSmallTalk), t.kind == tParen:
		case t.kind == tText && t.to-t.from <= 2:
		case t.is(cNeed), t.is(cMine):
		default:
			return false
		}
	}
	return it.mask.any(cShow, cStateOf)
}

// asking tells a question from a report that holds a word like 多少.
func (r *reader) asking(it *item) bool {
	if it.mask.any(cBlock, cNeed) && it.mask.has(cObstacle) && !it.mask.kind(tAsk) {
		return false
	}
	return true
}
