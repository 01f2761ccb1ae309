package reading

import "strings"

// asksWhether: 定的事都落实了没有, 瑞科开工没, 7号仓投产没有啊, 会还开不.
func asksWhether(s *script, toks []token) bool {
	n := len(toks)
	for n > 0 && particle(s, toks[n-1]) {
		n--
	}
	if n < 2 || !toks[n-1].is(cNeg) {
		return false
	}
	said := toks[n-2]
	switch s.sub(toks[n-1].from, toks[n-1].to) {
	case "不":
		return said.to-said.from < 3
	case "没", "没有":
		return said.kind == tCue && said.any(cStep, cDone, cOrderClose, cSolved, cStage, cEventWord) ||
			strings.ContainsRune("了过好完到成齐定", s.r[said.to-1])
	}
	return false
}

// particle reports whether a token at the end of a sentence only colours it.
func particle(s *script, t token) bool {
	switch t.kind {
	case tSpace, tNoise, tAsk:
		return true
	}
	return t.to-t.from == 1 && strings.ContainsRune("啊呀呢哦嘛咧哇哈哪呐噻", s.r[t.from])
}

// contests: 是我们先谈的,怎么成了… disputes and asks nothing.
func (r *reader) contests(it *item) bool {
	return it.mask.has(cDispute) && it.mask.any(cMine, cCheck) && !it.mask.kind(tAsk) &&
		!containsAny(it.text(), "吗", "是不是", "谁")
}

// asking tells a question from a report that holds a word like 多少.
func (r *reader) asking(it *item) bool {
	if it.mask.kind(tAsk) || it.ends {
		return true
	}
	if it.mask.any(cBlock, cNeed) && it.mask.has(cObstacle) || r.begs(it) {
		return false
	}
	return !r.onlyTelling(it) && !r.askedByOther(it)
}

// begs: 土地缺30亩,资规局能不能调剂一下 asks for help and for no answer.
func (r *reader) begs(it *item) bool {
	return it.mask.has(cBlock) && it.mask.flag(hasUnit) && (r.ctx.Role == RoleUnit || r.ctx.Role == RoleSquad) &&
		containsAny(it.text(), r.n.lex.lists["begs"]...)
}

// onlyTelling: 还没申报呢 tells, and 什么时候能签还说不准 answers itself.
func (r *reader) onlyTelling(it *item) bool {
	text := it.text()
	if containsAny(text, r.n.lex.lists["unsure"]...) {
		return true
	}
	if it.ends {
		return false
	}
	for _, t := range it.toks {
		if t.is(cQuestion) && !has(r.s.r, t.from, "呢") {
			return false
		}
	}
	return it.mask.any(cNeg, cState) || containsAny(text, "正", "还在", "着呢")
}

// askedByOther: 林区长问能不能签 passes another's question on.
func (r *reader) askedByOther(it *item) bool {
	for i, t := range it.toks {
		if t.leader != "" && has(r.s.r, t.to, "问") && i+1 < len(it.toks) {
			return true
		}
	}
	text := it.text()
	for _, w := range r.n.lex.lists["asker"] {
		if strings.Contains(text, w+"问") || strings.Contains(text, w+"在问") {
			return true
		}
	}
	return false
}
