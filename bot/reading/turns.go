package reading

// A comma may part two sentences, and a question mark two clauses of one.

// goesOnRight: 金额不对吧?是1.2亿 says behind the mark what is right.
func goesOnRight(s *script, before, behind []token) bool {
	return first(before, cWrong) >= 0 && len(behind) > 0 && after(s.r, behind[0].from, "是", "应", "不是", "我") > 0
}

// besides reports whether what follows a comma is about something else: …,另外
// 顺达怎么又退了.
func besides(s *script, toks []token) bool {
	if len(toks) == 0 {
		return false
	}
	if i := after(s.r, toks[0].from, "那"); i > 0 && len(toks) > 1 && toks[1].from == i && (toks[1].kind == tDate || toks[1].unit != "" || toks[1].leader != "") {
		return true // 今年转化率多少,那去年呢
	}
	if alsoAsked(s, toks) {
		return true
	}
	return after(s.r, toks[0].from, "另外", "顺便", "顺带", "对了", "再问", "再就是", "还想问", "再一个") > 0
}

// alsoAsked: …多少,我们镇呢 asks the same of another.
func alsoAsked(s *script, toks []token) bool {
	for i, t := range toks {
		if s.sub(t.from, t.to) == "呢" {
			return i > 0
		}
		if t.unit == "" && t.leader == "" && t.kind != tDate && !t.is(cMine) {
			return false
		}
	}
	return false
}

// turnsToFigures: 云帆昨天申报了,现在全区转化率多少 tells first and asks then; what only
// supposes (下月开工,开工率能到多少) does not.
func (n *Names) turnsToFigures(s *script, before, behind []token) bool {
	behind = behind[:clauseLen(behind)+min(1, len(behind)-clauseLen(behind))]
	if len(behind) == 0 || first(behind, cRate) < 0 || first(behind, cQuestion) < 0 || len(mentions(behind)) > 0 || n.lex.lists["would-be"].in(s.sub(behind[0].from, behind[len(behind)-1].to)) {
		return false
	}
	if len(before) == 0 || n.lex.lists["once-done"].ends(s.sub(before[0].from, before[len(before)-1].to)) {
		return false // 瑞科入库后转化率多少
	}
	return len(mentions(before)) > 0 && first(before, telling...) >= 0 && first(before, cQuestion, cCond, cRate) < 0
}

// turnsToList: 转化率多少,哪些项目拖后腿 asks for a figure and then for a list.
// How many there are (还有几个没申报) is a part of the figure.
func (n *Names) turnsToList(s *script, before, behind []token) bool {
	behind = behind[:clauseLen(behind)]
	if first(before, cRate) < 0 || first(behind, cRate) >= 0 || first(behind, cState) < 0 {
		return false
	}
	return n.lex.lists["which-ones"].in(s.sub(behind[0].from, behind[len(behind)-1].to))
}

// firmOpens reports whether a clause is about a company from elsewhere that no project
// is named after: 博冠无变化,|常州恒立液压下周来考察. Nothing in it is said of the project
// named before; whose people come (上海老板下周来) is not said by a place.
func (n *Names) firmOpens(s *script, toks []token) bool {
	toks = toks[:clauseLen(toks)]
	for len(toks) > 0 && (toks[0].kind == tSpace || toks[0].is(cOther) || n.lex.lists["firm-lead"].is(s.sub(toks[0].from, toks[0].to))) {
		toks = toks[1:]
	}
	if len(toks) < 3 || !toks[0].is(cPlace) || toks[0].unit != "" || len(mentions(toks)) > 0 {
		return false
	}
	does := 1
	for does < len(toks) && toks[does].kind != tDate && (!toks[does].any(cStep, cStage, cIntend, cMoney, cVisitCue, cBuild, cNeg, cLead, cHearsay) || toks[does].to-toks[does].from < 2 && does == 1) {
		does++
	}
	name := string(s.r[toks[0].to:toks[does-1].to])
	size := len([]rune(name))
	return size > 1 && size < 9 && does < len(toks) && !n.lex.lists["no-firm"].begins(name)
}
