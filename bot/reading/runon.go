package reading

import "strings"

// Who speaks his report puts no comma: 桩都打完了进度大概百分之二十到位资金四千二百万. A new
// clause begins where one fact is told to its end and the next is named.

// stretch adds the segments of a stretch without commas, one for each fact that is
// told in it.
func (it *item) stretch(from, to int) {
	start := from
	if it.mask.any(cCond, cQuestion) || !it.mask.flag(hasProject) && it.mask.any(cLead, cLeadTalk, cBuild, cPlace, cIntend) {
		it.segment(start, to)
		return
	}
	for i := from + 2; i < to; i++ {
		if it.told(start, i) && (it.namesSum(start, i, to) || it.turnsAhead(start, i, to)) {
			it.segment(start, i)
			start = i
		}
	}
	it.segment(start, to)
}

// told reports whether a fact is told to its end right before the token at i: a sum
// or a share behind its name, a deed behind its 了 with at most a short object.
func (it *item) told(start, i int) bool {
	before := it.toks[start:i]
	for k, t := range before {
		if t.project != nil {
			before = before[k+1:]
			break
		}
	}
	if len(before) == 0 {
		return false
	}
	last := before[len(before)-1]
	if hasAnySuffix(it.s.sub(before[0].from, last.to), governing...) {
		return false
	}
	switch {
	case last.kind == tMoney, last.kind == tPercent:
		return first(before, cMoney, cPercent, cStep, cStage) >= 0
	case it.finished(last):
		return last.to-before[0].from > 3 || last.any(cStep, cStage, cSolved, cThing, cVerdict)
	}
	return len(before) > 1 && last.to-last.from <= 3 && (last.kind == tText || last.kind == tCue) && !last.any(cHedge, cNeg, cCond, cStep) &&
		it.finished(before[len(before)-2]) && !hasAnyPrefix(it.s.sub(last.from, last.to), unfinished)
}

// unfinished are words behind 了 that hang what follows on it.
var unfinished = []string{"才", "再", "就", "以", "之", "后", "的", "吗", "吧", "没", "到", "在", "是", "也", "都", "又"}

// governing are verbs whose 了 is followed by what they are about: 错过了|5月签约.
var governing = []string{"错过了", "约了", "约好了", "说好了", "说了", "谈了", "谈妥了", "谈好了", "定了", "商定了", "决定了", "答应了", "通知了", "同意了", "明确了", "催了", "要了", "为了", "除了"}

// finished reports whether a token ends a deed: 签了, 注册好了, 打完.
func (it *item) finished(t token) bool {
	text := it.s.sub(t.from, t.to)
	return (t.kind == tText || t.kind == tCue) && hasAnySuffix(text, "了", "完", "下来")
}

// namesSum reports whether a sum or share of another kind than those before is named
// at i, with its value behind it.
func (it *item) namesSum(start, i, to int) bool {
	t := it.toks[i]
	if !t.any(cMoney, cPercent) || t.value(cMoney) == "so far" || it.toks[i-1].kind == tMoney && (runeAt(it.s.r, t.to) == '到' || runeAt(it.s.r, t.to-1) == '到') {
		return false
	}
	for _, before := range it.toks[start:i] {
		if t.is(cMoney) && before.value(cMoney) == t.value(cMoney) {
			return false // 总投资5亿固定资产投资4亿
		}
	}
	for k := i + 1; k < min(i+4, to); k++ {
		switch u := it.toks[k]; {
		case u.kind == tMoney, u.kind == tPercent:
			return true
		case u.any(cMoney, cPercent), u.kind == tText && u.to-u.from < 3, u.is(cHedge), u.is(cDone), u.kind == tSpace:
		default:
			return false
		}
	}
	return false
}

// turnsAhead reports whether what is planned next begins at i: a day or a hedge with
// a step behind it (|年底前投产, |预计九月竣工), or the thing of the next step.
func (it *item) turnsAhead(start, i, to int) bool {
	t, rest := it.toks[i], it.toks[i+1:to]
	if first(rest, cStep, cStage, cSubmit) < 0 && !strings.Contains(it.s.sub(t.from, it.toks[to-1].to), "报") {
		return false
	}
	switch {
	case t.kind == tDate:
		return true
	case t.is(cHedge) && !t.is(cDone) && t.to-t.from > 1:
		return len(dates(rest)) > 0
	case t.is(cThing), t.is(cStep):
		return len(dates(rest)) > 0 && first(it.toks[start:i], cStep, cStage, cThing) >= 0
	}
	return false
}
