package reading

import (
	"slices"
	"strings"
)

// askList asks for a list of projects, units, orders, obstacles.
func (r *reader) askList(it *item) bool {
	if it.open && (!it.mask.any(cQuestion, cShow) || !it.mask.has(cQuestion) && it.mask.any(cOrderWord, cOnMeeting) && it.segs[len(it.segs)-1].colon) || it.mask.any(cHelp, cRhetoric, cSnooze) || r.sendsFor(it) || !it.mask.has(cQuestion) && (r.commanded(it) || r.instructs(it) || r.calls(it)) {
		return false
	}
	if !it.mask.any(cQuestion, cShow, cExcel) && !r.nounPhrase(it) || r.spends(it) || r.stillsAll(it) {
		return false
	}
	if r.regroups(it) {
		return true
	}
	if r.asksDepartment(it) {
		return false
	}
	f := r.filter(it)
	a := AskList{GroupBy: value(it, cGroup), Kind: r.listed(it, f)}
	if it.mask.has(cExcel) {
		a.Format = "excel"
	}
	if len(mentions(it.toks)) > 0 || r.asksFor(it, "asker") && !it.mask.kind(tAsk) {
		return false
	}
	if f.State == "" && len(f.StageIn) == 0 && f.Due == nil && f.StaleDays == 0 && a.Kind == "" && !r.sized(it) && len(f.Events) == 0 && f.Meeting == nil && !r.listable(it) && !r.asksUnknown(it) {
		return false
	}
	if !r.lists(it, f, a) && !r.asksUnknown(it) {
		return false
	}
	if r.narrowList(it, &f); r.listsAll(f, a) && !r.plainlyAll(it) {
		r.strange = it.text()
		r.ask(outsideAsk[outsideWords])
	}
	a.Filter = f
	r.listPeriods(it, a)
	r.scope = Scope{Unit: f.Unit, Leader: f.Leader}
	return true
}

// lists: a day alone lists nothing (谁有明天的会议材料), nor do leaders of whom nothing is
// asked that has to do with projects.
func (r *reader) lists(it *item, f Filter, a AskList) bool {
	if a.Kind == "leader" && f.State == "" && !it.mask.any(cProjectWord, cStep, cStage, cTalking, cLinked, cUnder, cThing, cOrderWord, cEventWord, cRole) {
		return false // 哪位领导在三楼
	}
	bare := f.State == "" && len(f.StageIn) == 0 && f.StaleDays == 0 && a.Kind == "" && !r.sized(it)
	return !bare || len(f.Events) > 0 && it.mask.any(cShow) || it.mask.any(cProjectWord, cThing, cStep, cEach, cExcel, cLinked, cMeetingWord, cGroup, cEventAdd, cEventWord) || f.Unit != "" || f.Leader != ""
}

// asksDepartment: @供电公司 明天能派人来吗 is for the department, not for the bot.
func (r *reader) asksDepartment(it *item) bool {
	if !r.ofUnit() || it.mask.any(cProjectWord, cListed, cState, cStateOf, cRate, cOrderWord, cStage, cEventWord, cMeetingWord) {
		return false
	}
	step := value(it, cStep)
	return it.toks[0].unit != "" && r.called(it.toks[0]) && it.toks[0].unit != r.office() && (step == "" || What(step) == VisitBy)
}

// regroups: 签约没申报的有哪些?按领导分开列 says how the list asked before
// is to be given.
func (r *reader) regroups(it *item) bool {
	if len(r.acts) == 0 || !it.mask.any(cGroup, cExcel) || it.mask.any(cState, cStage, cStep, cTalking, cListed, cRate) || it.mask.flag(hasProject) || len(units(it.toks)) > 0 {
		return false
	}
	a, ok := r.acts[len(r.acts)-1].(AskList)
	if !ok {
		return false
	}
	if v := value(it, cGroup); v != "" {
		a.GroupBy = v
	}
	if it.mask.has(cExcel) {
		a.Format = "excel"
	}
	r.acts[len(r.acts)-1] = a
	return true
}

// nounPhrase: 下周要开工的项目 asks without a word of asking.
func (r *reader) nounPhrase(it *item) bool {
	text := it.text()
	if it.mask.any(cListed, cOrderWord) && it.mask.has(cStateOf) && !it.mask.flag(hasProject) && !it.mask.any(cOrder, cMoney, cHedge) {
		return true // 上次过堂会交办的事办得怎么样了
	}
	if strings.HasSuffix(text, "的") && it.mask.has(cState) && (len(leaders(it.toks)) > 0 || it.mask.any(cLinked, cMine) || it.mask.flag(hasUnit)) && !it.mask.flag(hasProject) {
		return true // 周常委名下签约还没入库的
	}
	if r.nominal(it) || r.bareList(it) || it.mask.has(cState) && r.endsInUnits(text) && !it.mask.flag(hasProject) {
		return true
	}
	if it.mask.has(cGroup) && containsAny(text, "按", "分") && it.mask.any(cStage, cTalking, cUnder, cState, cListed, cThing) && !it.mask.any(cOrder, cRepeat) && !it.mask.flag(hasProject) {
		return true // 拟签约项目按领导分一下
	}
	if containsAny(text, "项目情况", "项目进展", "项目进度") && (len(leaders(it.toks)) > 0 || it.mask.has(cLinked)) && !it.mask.any(cOrder, cMoney, cHedge) {
		return true
	}
	if strings.HasSuffix(text, "情况") && it.mask.has(cProjectWord) && it.mask.any(cEach, cLinked) && it.mask.any(cStep, cStage, cState) && !it.mask.flag(hasProject) && !it.mask.any(cOrder, cMoney, cHedge) {
		return true // 各挂钩领导名下项目入库情况
	}
	if (strings.HasSuffix(text, "的堵点") || strings.HasSuffix(text, "的交办") || strings.HasSuffix(text, "的交办事项")) && !it.mask.flag(hasProject) {
		return true
	}
	return strings.HasSuffix(text, "的项目") && it.mask.any(cStep, cStage, cState, cTalking) && !it.mask.any(cLead, cLeadTalk) && !r.wishes(it)
}

// endsInUnits: 没有成熟项目的单位.
func (r *reader) endsInUnits(text string) bool {
	return r.list("of-units").ends(text)
}

// bareList: 全区过亿的在谈项目, 各单位在谈项目数 are a noun with whose or how
// large; 我挂钩的几个项目都到哪一步了 asks of somebody's.
func (r *reader) bareList(it *item) bool {
	if it.mask.flag(hasProject) || it.mask.any(cLead, cLeadTalk, cOrder, cNoChange, cHedge, cRepeat, cNotice) {
		return false
	}
	text := it.text()
	whose := len(leaders(it.toks)) > 0 || it.mask.has(cLinked) || it.mask.flag(hasEvent)
	whose = whose || it.mask.flag(hasUnit) && containsAny(text, "什么", "啥", "怎么", "咋", "如何")
	if whose && it.mask.has(cStateOf) && strings.Contains(text, "项目") {
		return true
	}
	if it.mask.has(cGroup) && (strings.HasSuffix(text, "项目数") || it.mask.has(cState) && strings.HasSuffix(text, "情况")) {
		return true
	}
	if !strings.HasSuffix(text, "项目") && !strings.HasSuffix(text, "项目数") || !it.mask.any(cStage, cTalking, cUnder, cState) && !it.toks[len(it.toks)-1].is(cThing) {
		return false
	}
	return whose || it.mask.any(cArea, cGroup, cMine) || it.mask.flag(hasUnit) || r.sized(it)
}

// listable: somebody's projects are asked for without saying which.
func (r *reader) listable(it *item) bool {
	if (it.mask.has(cLinked) || len(leaders(it.toks)) > 0 && it.mask.has(cProjectWord)) && it.mask.any(cStateOf, cQuestion, cShow) {
		return true
	}
	if it.mask.flag(hasUnit) && it.mask.any(cStateOf, cProjectWord) && it.mask.any(cShow, cQuestion) && !it.mask.has(cOrder) {
		return true
	}
	if r.bareList(it) {
		return true
	}
	if it.mask.has(cExcel) && it.mask.has(cProjectWord) && (it.mask.flag(hasUnit) || it.mask.any(cMine, cArea)) {
		return true // 把我们镇的项目导成excel
	}
	return (it.mask.any(cProjectWord, cEach, cExcel) || it.mask.has(cMine)) && r.plural(it) && !it.mask.has(cOrder) && (!it.mask.has(cLead) || r.asksNew(it))
}

// asksNew: 本周新增了哪些项目 asks for those that came, and files none.
func (r *reader) asksNew(it *item) bool {
	return it.mask.has(cQuestion) && it.mask.has(cProjectWord) && !it.mask.any(cCompanyEnd, cLeadTalk) && !it.mask.kind(tMoney)
}

// plural reports whether the question is after several things.
func (r *reader) plural(it *item) bool {
	return r.list("plural").in(it.text())
}

// countsMeetings: 今年开过几次过堂会.
func (r *reader) countsMeetings(it *item) bool {
	return it.mask.has(cMeetingWord) && !it.mask.any(cProjectWord, cStep, cStage, cState, cListed) && containsAny(it.text(), "几次", "多少次", "几场", "哪几次", "哪几场", "几回")
}

// blocked reports whether what is listed stands in the way of something: 卡在
// 用电上的项目, 用电方面的堵点.
func (r *reader) blocked(it *item) bool {
	return it.mask.has(cBlock) || value(it, cListed) == "obstacle" || r.list("trouble").in(it.text())
}

// given: 温常务布置给自规局的任务.
func (r *reader) given(it *item) bool {
	return it.mask.flag(hasLeader) && containsAny(it.text(), "布置给", "交办给", "安排给", "交代给", "派给", "下给")
}

// listedWord is the word for what is listed; 上次会上交办的, and what a meeting
// settled that is carried out or not, are orders.
func (r *reader) listedWord(it *item) string {
	v := value(it, cListed)
	settled := it.mask.has(cOnMeeting) && it.mask.any(cOrderClose, cSolved) && !it.mask.flag(hasProject)
	if v == "" && (settled || it.mask.has(cOrderWord) || r.given(it)) {
		return "order"
	}
	if v == "" && it.mask.has(cBlock) && it.mask.has(cQuestion) && !it.mask.flag(hasProject) && slices.ContainsFunc(r.listedUnits(it), r.department) {
		return "obstacle" // 卡在水务局的有几个
	}
	return v
}

// listed says what is listed, if not projects.
func (r *reader) listed(it *item, f Filter) string {
	if f.Kind != "" && f.Kind == value(it, cObstacle) {
		return "obstacle"
	}
	switch v := r.listedWord(it); {
	case r.countsMeetings(it):
		return "meeting"
	case v == "order", v == "obstacle", v == "meeting", v == "leader" && r.asksWhich(it, "领导"):
		return v
	case v == "unit" && r.asksWhich(it, "单位", "镇", "板块", "园区", "部门", "街道"):
		return "unit"
	case f.Kind != "" && !(value(it, cGroup) == "unit" && it.mask.any(cProjectWord, cTalking, cStage, cStep)) && r.asksWhich(it, "单位", "镇", "板块", "园区", "部门", "街道", "国企", "攻坚队", "队"):
		return "unit"
	case f.State == "" && r.asksWho(it) && it.mask.has(cSubmit):
		return "unit" // 昨天有谁报了进度
	case f.State == "无成熟项目", f.State == "未上签约会" && f.Unit == "":
		return "unit"
	case f.State == "未报" && (f.Unit == "" && strings.Contains(it.text(), "单位") || r.asksWho(it) || r.endsInUnits(it.text())):
		return "unit"
	case (f.State == "逾期" || f.State == "未办结") && !it.mask.any(cProjectWord, cStep, cStage, cThing) && !strings.Contains(it.text(), "解决"):
		return "order" // only orders are due
	}
	return ""
}

func (r *reader) asksWho(it *item) bool {
	return r.list("asks-who").in(it.text())
}

// asksWhich reports whether 哪些/哪几个/哪个 stands before one of the words.
func (r *reader) asksWhich(it *item, what ...string) bool {
	text := it.text()
	for _, w := range what {
		at := strings.Index(text, w)
		for _, q := range []string{"哪", "什么", "几个", "多少", "各", "没有", "谁"} {
			if k := strings.Index(text, q); at >= 0 && k >= 0 && k < at && at-k <= 18 {
				return true
			}
		}
		if _, behind, ok := strings.Cut(text, w); ok && r.list("which").begins(strings.TrimLeft(behind, "都是有")) {
			return true // 没上过签约会的镇有哪些
		}
	}
	return false
}

// spends: 投300万,不知道算不算 — a sum that somebody puts in is no bound of a list, and
// what is said of him asks for none.
func (r *reader) spends(it *item) bool {
	if !it.mask.kind(tMoney) || it.mask.any(cExcel, cListed, cGroup, cMetric, cStage) || it.mask.kind(tAsk) || r.list("bounds").in(it.text()) {
		return false
	}
	return it.mask.any(cIntend, cBuild) || r.someone(it)
}
