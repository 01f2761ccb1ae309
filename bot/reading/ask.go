package reading

import (
	"slices"
	"strings"
)

// askRate asks for a figure, perhaps of several units.
func (r *reader) askRate(it *item) bool {
	if r.told(it) {
		return false
	}
	base := AskRate{Scope: r.rateScope(it), Compare: r.comparing(it), GroupBy: value(it, cGroup), Sort: r.sorting(it)}
	for _, t := range it.toks {
		if t.is(cMetric) && !t.is(cQuestion) && !slices.Contains(base.Metrics, t.value(cMetric)) {
			base.Metrics = append(base.Metrics, t.value(cMetric))
		}
	}
	r.groupRate(it, &base)
	base.Show = r.showing(it)
	r.narrowRate(it, value(it, cRate), &base.Scope)
	seen := map[string]bool{}
	for _, t := range it.toks {
		if t.is(cRate) && !seen[t.value(cRate)] {
			seen[t.value(cRate)] = true
			a := base
			a.Rate = t.value(cRate)
			r.eachPeriod(it, a)
		}
	}
	r.scope = base.Scope
	return true
}

// groupRate settles by what a figure is divided, where no word says it: a rank
// or an extreme is among units, two events are set side by side.
func (r *reader) groupRate(it *item, a *AskRate) {
	text := it.text()
	switch {
	case a.GroupBy != "":
	case strings.Contains(text, "第几"):
		a.GroupBy, a.Scope = "unit", Scope{Area: "全区", Year: a.Scope.Year, SignYear: a.Scope.SignYear, Kind: r.unitKind(it)}
		if a.Scope.Kind != "" {
			a.Scope.Area = ""
		}
	case a.Sort != "" && (r.asksWho(it) || a.Scope.Unit == "" && containsAny(text, "镇", "街道", "单位", "板块", "园区")),
		(a.Sort != "" || it.mask.has(cListed)) && r.asksWhich(it, "单位", "镇", "板块", "园区", "街道"):
		a.GroupBy = "unit" // 开工率最低的三个镇
	}
	if a.GroupBy == "" && a.Sort != "" && a.Scope.Unit == "" && a.Scope.Leader == "" && len(a.Scope.Events) == 0 {
		a.GroupBy = "unit" // 转化率倒数三名
	}
	if len(a.Scope.Events) > 1 && r.says(it, "side-by-side") {
		a.GroupBy = "event"
	}
	if a.GroupBy == "unit" && a.Scope.Area != "" && !it.mask.has(cArea) && (r.asksWhich(it, "镇") || a.Sort != "" && containsAny(text, "个镇", "些镇", "的镇", "名镇")) {
		a.Scope.Area, a.Scope.Kind = "", "镇街"
	}
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
	if own := r.ctx.Unit; len(all) == 1 && it.mask.has(cMine) && r.ctx.Role != RoleOffice && r.ctx.Role != RoleLeader && !slices.Contains(all, own) {
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
	if r.list("give-me").begins(it.text()) && !it.mask.kind(tPercent) && !it.mask.any(cRepeat, cHedge) {
		return false // 请提供全区转化率情况
	}
	if it.mask.kind(tPercent) && !it.mask.has(cQuestion) && !it.ends && r.says(it, "to-reach") {
		return true // 把开工率给我抓上去,不能低于70%
	}
	if it.mask.any(cQuestion, cShow, cExcel) {
		return false
	}
	if r.list("praise").in(it.text()) {
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
		if w != "" && !slices.Contains(show, w) {
			show = append(show, w)
		}
	}
	parts := 0
	for _, t := range it.toks {
		switch {
		case t.is(cRatePart):
			note(t.value(cRatePart))
			parts++
		case t.value(cState) == "签约未申报入库":
			note("not_applied") // 签了几个,还没申报入库的几个
		case t.is(cRate):
			note("rate")
		}
	}
	if parts == 0 {
		return nil
	}
	return show
}

// askProject asks for a project's card.
func (r *reader) askProject(it *item) bool {
	all := mentions(it.toks)
	if r.ctx.Role == RoleLeader && len(it.segs) > 1 && len(r.behindQuestion(it.segs)) > 0 {
		return false // 锦尚二期还要不要谈,经开区尽快给个话
	}
	if len(all) == 0 || it.mask.has(cRhetoric) || it.mask.any(cLead, cLeadTalk) && !it.ends && !it.mask.has(cStateOf) || it.mask.kind(tMoney) || it.mask.any(cOrder) && !it.mask.has(cQuestion) {
		return false
	}
	if !it.mask.has(cQuestion) && (it.open || !r.justAsked(it)) {
		return false
	}
	if it.mask.has(cQuestion) && !r.asking(it) || it.mask.has(cSnooze) || r.contests(it) || r.requests(it) {
		return false
	}
	for k, m := range all {
		if !sameAsOne(all[:k], m) {
			r.add(AskProject{r.projectName(m)})
		}
	}
	return true
}

// sameAsOne reports whether a name stands for the same as one before it.
func sameAsOne(before []*mention, m *mention) bool {
	return slices.ContainsFunc(before, func(b *mention) bool { return sameMentions([]*mention{b}, []*mention{m}) })
}

// justAsked: a name with 情况 or 看一下 and nothing that is told.
func (r *reader) justAsked(it *item) bool {
	for _, t := range it.toks {
		switch {
		case t.is(cShow), t.is(cStateOf), t.is(cPrivate), t.is(cRate), t.project != nil, t.kind == tSpace, t.is(cProjectWord), t.kind == tComma, t.kind == tPause, t.is(cSmallTalk), t.kind == tParen, t.is(cVague):
		case t.kind == tText && r.madeOf(r.text(t), "askfill"):
		case t.any(cNeed, cMine, cOneOf):
		default:
			return false
		}
	}
	return it.mask.any(cShow, cStateOf, cPrivate, cRate) && !r.list("praise").in(it.text())
}
