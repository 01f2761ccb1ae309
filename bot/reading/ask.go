package reading

import (
	"slices"
	"sort"
	"strings"
)

// askRate asks for a figure, perhaps of several units.
func (r *reader) askRate(it *item) bool {
	if r.told(it) {
		return false
	}
	base := AskRate{Scope: r.rateScope(it), Compare: r.comparing(it), GroupBy: value(it, cGroup), Sort: r.sorting(it)}
	for _, t := range it.toks {
		if t.is(cMetric) && !t.is(cQuestion) && !contains(base.Metrics, t.value(cMetric)) {
			base.Metrics = append(base.Metrics, t.value(cMetric))
		}
	}
	if base.GroupBy == "" && containsAny(it.text(), "第几") {
		base.GroupBy, base.Scope = "unit", Scope{Area: "全区", Year: base.Scope.Year, SignYear: base.Scope.SignYear, Kind: r.unitKind(it)}
		if base.Scope.Kind != "" {
			base.Scope.Area = ""
		}
	}
	if base.GroupBy == "" && (base.Sort != "" || it.mask.has(cListed)) && r.asksWhich(it, "单位", "镇", "板块", "园区", "街道") || base.Sort != "" && base.GroupBy == "" && r.asksWho(it) {
		base.GroupBy = "unit"
	}
	if len(base.Scope.Events) > 1 && containsAny(it.text(), "分别", "各是", "各自", "哪场", "哪一场", "对比", "比较", "比一比", "哪个", "谁") {
		base.GroupBy = "event"
	}
	if base.GroupBy == "" && base.Sort != "" && base.Scope.Unit == "" && containsAny(it.text(), "镇", "街道", "单位", "板块", "园区") {
		base.GroupBy = "unit" // 开工率最低的三个镇
	}
	if base.GroupBy == "unit" && base.Scope.Area != "" && !it.mask.has(cArea) && (r.asksWhich(it, "镇") || base.Sort != "" && containsAny(it.text(), "个镇", "些镇", "的镇", "名镇")) {
		base.Scope.Area, base.Scope.Kind = "", "镇街"
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

// eachUnit asks of each unit, or each leader, named for itself.
func (r *reader) eachUnit(it *item, a AskRate) {
	all := r.listedUnits(it)
	if chiefs := leaders(it.toks); len(chiefs) > 1 && len(all) == 0 {
		for _, l := range chiefs {
			a.Scope.Leader = l
			r.add(a)
		}
		return
	}
	if own := r.ctx.Unit; len(all) == 1 && it.mask.has(cMine) && r.ctx.Role != RoleOffice && r.ctx.Role != RoleLeader && !contains(all, own) {
		all = append(all, own) // 白马镇跟我们比
	}
	if kinds := r.unitKinds(it); len(all) == 0 && len(kinds) > 1 {
		for _, k := range kinds { // 镇街和园区对比
			a.Scope.Kind = k
			r.add(a)
		}
		return
	}
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
	if it.mask.has(cRepeat) && (it.mask.flag(hasUnit) || r.toAll(it)) && !it.mask.has(cQuestion) {
		return true // 招商办每月底给我报一次转化率
	}
	if r.given(it) {
		return true
	}
	if it.mask.any(cQuestion, cShow, cExcel) {
		return false
	}
	if containsAny(it.text(), r.n.lex.lists["praise"]...) {
		return true
	}
	return it.mask.any(cOrder, cHedge) || it.mask.kind(tPercent) || it.mask.flag(hasProject)
}

func value(it *item, c class) string {
	if i := first(it.toks, c); i >= 0 {
		return it.toks[i].value(c)
	}
	return ""
}

// comparing says what a figure is set against.
func (r *reader) comparing(it *item) string {
	switch v := value(it, cCompare); {
	case v != "":
		return v
	case r.againstMeeting(it):
		return "last_meeting"
	case r.againstLastYear(it):
		return "last_year"
	}
	return ""
}

func (r *reader) sorting(it *item) string {
	i := first(it.toks, cSort)
	if i < 0 {
		return ""
	}
	if r.s.r[it.toks[i].from] == '排' { // 排名,差的排前面: 排名 leaves the direction open
		for _, t := range it.toks[i+1:] {
			if t.is(cSort) {
				return t.value(cSort)
			}
		}
	}
	return it.toks[i].value(cSort)
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
	if s.Kind = r.unitKind(it); s.Unit != "" {
		s.Kind = "" // 滨江新城、临港产业园两家园区
	}
	s.Events = r.events(it)
	s.MinWan = r.minimum(it)
	for _, w := range dates(it.toks) {
		if s.Events != nil && slices.Equal(r.eventsWithin(w), s.Events) {
			continue // the span says which events
		}
		if !it.mask.has(cCond) && !r.againstLastYear(it) && !r.againstMeeting(it) { // 如果6月开工 supposes, and asks of no span
			r.scopeDate(w, &s)
		}
	}
	if s.Unit == "" && s.Leader == "" && s.Kind == "" {
		s.Area = "全区"
	}
	return s
}

// againstMeeting: 比4月份那次会降了没有, 跟前一次过堂会比.
func (r *reader) againstMeeting(it *item) bool {
	text := it.text()
	for _, with := range r.n.lex.lists["against"] {
		_, behind, ok := strings.Cut(text, with)
		if ok && containsAny(behind, "次会", "次过堂", "回过堂", "场会", "上会时", "次双周", "期过堂") {
			return true
		}
	}
	return false
}

// againstLastYear: 今年和去年的转化率 sets this year beside the last one.
func (r *reader) againstLastYear(it *item) bool {
	for i := range it.toks {
		if i+2 >= len(it.toks) || it.toks[i].kind != tDate || it.toks[i+2].kind != tDate || !r.joins(it.toks[i+1]) && !it.toks[i+1].is(cCompare) {
			continue
		}
		if a, b := r.yearOf(it.toks[i].when), r.yearOf(it.toks[i+2].when); min(a, b) == r.now.Year-1 && max(a, b) == r.now.Year {
			return true
		}
	}
	return false
}

// yearOf is the year a date says, 0 if it says more or less than one.
func (r *reader) yearOf(w *when) int {
	if sp, ok := w.resolve(r.now, unclear); ok && w.gran == GranYear && w.a == w.b && sp.To != nil {
		return sp.To.Year
	}
	return 0
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
		if sp.To != nil && sp.To.Before(r.now) {
			s.To = sp.To // 截至上月底
		}
		return
	}
	s.Year, s.From, s.To = 0, sp.From, sp.To
}

// who fills in unit and leader: named, or 我们 and 我挂钩的.
func (r *reader) who(it *item, unit, leader *string) {
	if all := r.listedUnits(it); len(all) > 0 {
		*unit = all[0]
	}
	for _, t := range it.toks {
		if t.leader != "" && *leader == "" && after(r.s.r, t.to, r.n.lex.lists["asks-for"]...) < 0 {
			*leader = t.leader // 白区长要的名单 is not of what he is linked to
		}
	}
	if *leader != "" && *unit == "" && r.ctx.Role != RoleOffice && r.ctx.Role != RoleLeader && r.ours(it) {
		*unit = r.ctx.Unit // 石常委交办给我们的事
	}
	if *unit != "" || *leader != "" {
		return
	}
	switch {
	case it.mask.has(cLinked) && r.ctx.Who != "":
		*leader = r.ctx.Who
	case it.mask.has(cLinked) && (r.ctx.Role == RoleUnit || r.ctx.Role == RoleSquad):
		*unit = r.ctx.Unit // 我手上的, said in a unit
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

// listedUnits are the units named that the ledger has; 市里 is none of them.
func (r *reader) listedUnits(it *item) []string {
	return slices.DeleteFunc(units(it.toks), func(u string) bool {
		return !slices.ContainsFunc(r.n.ledger.Units, func(v Unit) bool { return v.Name == u })
	})
}

// ours reports whether the sender's unit is meant, and not the sender.
func (r *reader) ours(it *item) bool {
	for _, t := range it.toks {
		if t.is(cMine) && t.to-t.from > 1 {
			return true
		}
	}
	return false
}

// unitKinds are the kinds of units named, each once.
func (r *reader) unitKinds(it *item) []string {
	var all []string
	for _, t := range it.toks {
		if v := t.value(cUnitKind); v != "" && !contains(all, v) {
			all = append(all, v)
		}
	}
	return all
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
	n := r.eventCount(it)
	if n == 0 {
		return nil
	}
	for _, w := range dates(it.toks) {
		if all := r.eventsWithin(w); len(all) == n {
			return all // 四五月两场活动
		}
	}
	return r.lastEvents(n)
}

// eventCount reads 三场签约会, 0 if no number of events is said.
func (r *reader) eventCount(it *item) int {
	for i := it.from(); i < it.to(); i++ {
		p := whenScan{r: r.s.r, i: i}
		n, ok := p.integer()
		if ok && n > 0 && n < 20 && p.eat("场") && value(it, cState) != "未上签约会" {
			return n
		}
	}
	return 0
}

// eventsWithin are the events of a span.
func (r *reader) eventsWithin(w *when) []string {
	sp, ok := w.resolve(r.now, unclear)
	if !ok || sp.From == nil || sp.To == nil {
		return nil
	}
	var all []string
	for _, e := range r.n.ledger.Events {
		if !e.Date.Before(*sp.From) && !sp.To.Before(e.Date) {
			all = append(all, e.Name)
		}
	}
	return all
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
	text := it.text()
	if strings.Contains(text, "亿元以上") || strings.Contains(text, "亿元项目") || strings.Contains(text, "亿以上") || strings.Contains(text, "过亿") {
		return DecimalOf(10000)
	}
	return 0
}

// askProject asks for a project's card.
func (r *reader) askProject(it *item) bool {
	all := mentions(it.toks)
	if len(all) == 0 || it.mask.has(cRhetoric) || it.mask.any(cLead, cLeadTalk) && !it.ends || it.mask.kind(tMoney) || it.mask.any(cOrder) && !it.mask.has(cQuestion) {
		return false
	}
	if !it.mask.has(cQuestion) && !r.justAsked(it) {
		return false
	}
	if it.mask.has(cQuestion) && !r.asking(it) || it.mask.has(cSnooze) || r.contests(it) || r.requests(it) {
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
		case t.is(cShow), t.is(cStateOf), t.is(cPrivate), t.is(cRate), t.project != nil, t.kind == tSpace, t.is(cProjectWord), t.kind == tComma, t.kind == tPause, t.is(cSmallTalk), t.kind == tParen:
		case t.kind == tText && r.madeOf(r.text(t), "askfill"):
		case t.any(cNeed, cMine, cOneOf):
		default:
			return false
		}
	}
	return it.mask.any(cShow, cStateOf, cPrivate, cRate) && !containsAny(it.text(), r.list("praise")...)
}
