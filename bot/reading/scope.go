package reading

import (
	"slices"
	"sort"
	"strings"
)

// rateScope: without words the whole district and this year.
func (r *reader) rateScope(it *item) Scope {
	s := Scope{Year: r.now.Year}
	r.who(it, &s.Unit, &s.Leader)
	if s.Kind = r.unitKind(it); s.Unit != "" {
		s.Kind = "" // 滨江新城、临港产业园两家园区
	}
	s.Events = r.events(it)
	s.MinWan, _ = r.band(it)
	for _, w := range dates(it.toks) {
		if s.Events != nil && slices.Equal(r.eventsWithin(w), s.Events) {
			continue // the span says which events
		}
		if !it.mask.has(cCond) && !r.againstLastYear(it) && !r.againstMeeting(it) { // 如果6月开工 supposes, and asks of no span
			r.scopeDate(w, &s, r.signedThen(w))
		}
	}
	if s.To == nil && it.mask.any(cMeetingWord, cOnMeeting) && s.Events == nil && r.says(it, "at-last-meeting") {
		s.To = r.lastMeeting() // 上次过堂会时的转化率
	}
	if from := r.lately(it); from != nil && s.From == nil && (it.mask.has(cStep) || from.Before(r.now.addMonths(-12).Add(1))) {
		s.Year, s.From, s.To = 0, from, &r.now // 最近三个月签约的转化率
	}
	if s.Unit == "" && s.Leader == "" && s.Kind == "" {
		s.Area = "全区"
	}
	return s
}

// againstMeeting: 比4月份那次会降了没有, 跟前一次过堂会比.
func (r *reader) againstMeeting(it *item) bool {
	text := it.text()
	if r.says(it, "since-meeting") {
		return true
	}
	for _, with := range r.list("against").words {
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
func (r *reader) scopeDate(w *when, s *Scope, signed bool) {
	sp, ok := w.resolve(r.now, unclear)
	if ok {
		r.sinceThen(w, &sp)
	}
	if !ok || sp.From == nil && sp.To == nil {
		return
	}
	if w.lately {
		sp.To = &r.now
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
	if day := sp.To; w.gran == GranDay && !signed && day != nil && *sp.From == *day {
		if day.Before(r.now) {
			s.To = day // 5月10日的转化率 is as of that day; 到今天 is as of now
		}
		return
	}
	s.Year, s.From, s.To = 0, sp.From, sp.To
}

// sinceThen takes 3月份以后 for the last March where what has been is asked of.
func (r *reader) sinceThen(w *when, sp *Span) {
	if w.rel == After && sp.From != nil && r.now.Before(*sp.From) && !strings.Contains(w.raw, "年") {
		from := sp.From.addMonths(-12)
		sp.From = &from
	}
}

// signedThen: 5月10日签的转化率 is of those signed on that day.
func (r *reader) signedThen(w *when) bool {
	return r.list("signed-then").after(r.s.r, w.to) > 0
}

// who fills in unit and leader: named, or 我们 and 我挂钩的.
func (r *reader) who(it *item, unit, leader *string) {
	if all := r.listedUnits(it); len(all) > 0 {
		*unit = all[0]
	}
	for i, t := range it.toks {
		if i > 0 && r.endsIn(it.toks[i-1], "on-behalf") {
			continue // 给石区长准备一下各镇街的
		}
		if t.leader != "" && *leader == "" && r.list("asks-for").after(r.s.r, t.to) < 0 {
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
	case it.mask.has(cLinked) && r.ofUnit():
		*unit = r.ctx.Unit // 我手上的, said in a unit
	case it.mask.has(cMine) && r.ctx.Role == RoleLeader:
		if i := first(it.toks, cMine); r.list("my-own").after(r.s.r, it.toks[i].from) > 0 {
			*leader = r.ctx.Who
		}
	case it.mask.has(cMine) && r.ctx.Role != RoleOffice && !it.mask.has(cArea):
		*unit = r.ctx.Unit
	case r.scope.Unit != "" || r.scope.Leader != "":
		*unit, *leader = r.scope.Unit, r.scope.Leader
	}
}

// listedUnits are the units named that the ledger has; 市里 is none of them, nor is
// one that is only called (转化率多少@招商办).
func (r *reader) listedUnits(it *item) []string {
	var named []token
	for i, t := range it.toks {
		if i == 0 || r.text(it.toks[i-1]) != "@" {
			named = append(named, t)
		}
	}
	return slices.DeleteFunc(units(named), func(u string) bool {
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
		if v := t.value(cUnitKind); v != "" && !slices.Contains(all, v) {
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
	for i, t := range it.toks {
		if t.event > 0 {
			all = append(all, r.n.ledger.Events[t.event-1].Name)
		}
		if t.kind == tDate && i+1 < len(it.toks) && it.toks[i+1].is(cEventWord) {
			if one := r.eventsWithin(t.when); len(one) == 1 {
				all = append(all, one[0]) // 7月大会签的
			}
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
