package reading

import (
	"slices"
	"strings"
)

// qualifiers are the classes of which the noun of a list can be made: 下个月计划
// 开工的项目, 卡在用电上的项目, 周常委名下签约还没入库的.
var qualifiers = []class{
	cStage, cTalking, cUnder, cState, cStep, cThing, cNeg, cMine, cLinked, cEach, cGroup, cArea, cUnitKind,
	cProjectWord, cListed, cOrderWord, cHedge, cIntend, cRole, cObstacle, cBlock, cNoChange, cStateOf, cOnMeeting,
	cMeetingWord, cEventWord, cEventAdd, cRatePart, cShow, cQuestion, cSort, cMetric, cSmallTalk, cDone, cSubmit,
	cShield, cBuild, cHold, cReturned, cFact,
}

// nominal reports whether an item is nothing but a noun that names a list and
// what is said of it before; it asks without a word of asking. A copula or a
// word of no such class makes a sentence of it, and a colon a heading.
func (r *reader) nominal(it *item) bool {
	sized := r.directed(it)
	if it.mask.flag(hasProject) || r.orders(it) || it.mask.any(cLeadTalk, cRepeat, cNotice, cSnooze) || it.mask.any(cLead, cMoney) && !sized && !r.leadsNamed(it) {
		return false
	}
	if !sized && !it.mask.any(cStep, cStage, cTalking, cUnder, cState, cObstacle, cListed, cOrderWord, cThing, cHold, cReturned, cOnMeeting) && !r.leadsNamed(it) {
		return false
	}
	for _, t := range it.toks {
		if !r.qualifies(t) {
			return false
		}
	}
	return r.headed(it)
}

// leadsNamed: 这周新增的线索 is a noun of those that came, and files none.
func (r *reader) leadsNamed(it *item) bool {
	return hasAnySuffix(it.text(), "的线索", "的新线索", "的项目线索") && (it.mask.kind(tDate) || it.mask.flag(hasUnit) || it.mask.any(cEach, cGroup, cMine)) && !it.mask.any(cCompanyEnd, cLeadTalk) && !it.mask.kind(tMoney)
}

// orders: a word of ordering that is no noun of what was ordered (超期交办).
func (r *reader) orders(it *item) bool {
	return slices.ContainsFunc(it.toks, func(t token) bool { return t.is(cOrder) && !t.is(cListed) })
}

// qualifies reports whether a token may stand before the noun of a list.
func (r *reader) qualifies(t token) bool {
	switch t.kind {
	case tName, tDate, tSpace, tComma, tMoney, tNumber, tNoise, tAsk:
		return true
	case tText:
		text := r.s.sub(t.from, t.to)
		return t.to-t.from <= 4 && !r.list("verbal").in(text)
	}
	if t.is(cLead) && containsAny(r.text(t), "线索", "新") && t.to-t.from <= 4 || t.is(cMoney) && strings.HasSuffix(t.value(cMoney), "amount") {
		return true
	}
	if t.is(cOneOf) && after(r.s.r, t.to, "年", "百", "十", "月", "多月", "半月", "个月", "个多月", "周", "季度", "个季度") > 0 {
		return true
	}
	if t.kind == tParen {
		return r.text(t) == "+" // 10亿+的项目
	}
	return t.kind == tCue && (t.unit != "" || t.any(qualifiers...))
}

// headed reports whether the last word of an item is one that is listed; the
// size may follow (没签约的大项目,10亿以上).
func (r *reader) headed(it *item) bool {
	text := strings.TrimRight(it.text(), "? ")
	if strings.HasSuffix(text, "的") && r.lacking(it) {
		return true // 2023年签约未入库的, 超过90天没变化的
	}
	if strings.HasSuffix(text, "的") && (it.mask.has(cGroup) || it.mask.any(cNeg, cState) && it.mask.any(cStep, cStage, cTalking)) {
		return true // 在谈项目数,各园区的; 竣工了还没投产的
	}
	if len(it.segs) > 1 && it.segs[len(it.segs)-1].mask.kind(tMoney) {
		text = firstClause(text)
	}
	if n := len(it.segs); n > 1 && r.onlyGroups(it.segs[n-1]) {
		before := it.segs[n-2].toks
		return before[len(before)-1].is(cListed) || r.list("head").ends(r.s.sub(before[0].from, before[len(before)-1].to))
	}
	if r.shorthand(it) {
		return true
	}
	last := it.toks[len(it.toks)-1]
	return last.is(cListed) || r.list("head").ends(text)
}

// onlyGroups: ,按单位 says how a list is given.
func (r *reader) onlyGroups(g segment) bool {
	for _, t := range g.toks {
		if !t.any(cGroup, cExcel) && t.kind != tSpace {
			return false
		}
	}
	return true
}

// shorthand: 竣工未投产, 本月要签的, 两个亿以下的在谈 are lists where no project is
// spoken of.
func (r *reader) shorthand(it *item) bool {
	if _, standing := r.standing(); standing || len(r.acts) > 0 || it.list {
		return false
	}
	last := it.toks[len(it.toks)-1]
	switch {
	case len(it.toks) == 3 && it.toks[0].is(cStep) && it.toks[1].is(cNeg) && last.is(cStep):
		return true
	case r.directed(it) && last.any(cTalking, cStage, cUnder):
		return true
	}
	return strings.HasSuffix(it.text(), "的") && it.mask.kind(tDate) && it.mask.any(cHedge, cIntend) && it.mask.has(cStep) && !it.mask.any(cDone, cBlock)
}

// lacking: what is listed by what it lacks, or by how long nothing has moved.
func (r *reader) lacking(it *item) bool {
	return value(it, cState) == "签约未申报入库" || r.staleDays(it) > 0
}
