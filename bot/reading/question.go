package reading

import (
	"slices"
	"strings"
)

// asksWhether: 定的事都落实了没有, 瑞科开工没, 7号仓投产没有啊, 会还开不.
func asksWhether(s *script, toks []token) bool {
	n := len(toks)
	for n > 0 && particle(s, toks[n-1]) {
		n--
	}
	if n < 2 {
		return false
	}
	if !toks[n-1].is(cNeg) {
		return asksEither(string(s.r[toks[0].from:toks[n-1].to]))
	}
	said := toks[n-2]
	switch s.sub(toks[n-1].from, toks[n-1].to) {
	case "不":
		return said.to-said.from < 3
	case "没":
		return !strings.ContainsRune("都也还就并啥么", s.r[said.to-1]) // 一点影响都没 says that there is none
	case "没有":
		if hasAnySuffix(string(s.r[max(0, said.to-2):said.to]), "手上", "镇上", "村上", "街上", "账上", "面上", "网上", "手头") {
			return false // 我们手上没有 tells
		}
		return said.kind == tCue && said.any(cStep, cDone, cOrderClose, cSolved, cStage, cEventWord) ||
			strings.ContainsRune("了过好完到成齐定来下出上拢妥通掉清满", s.r[said.to-1]) || reportsThat(s, said.to)
	}
	return false
}

// reportsThat: 报进展|没有, 更新进度|没有.
func reportsThat(s *script, end int) bool {
	front, _, ok := cutSuffixAny(string(s.r[max(0, end-4):end]), "进展", "进度", "材料", "情况")
	return ok && hasAnySuffix(front, "报", "交", "填", "更新", "汇报", "报了", "交了")
}

func cutSuffixAny(text string, ends ...string) (front, end string, ok bool) {
	for _, w := range ends {
		if front, ok := strings.CutSuffix(text, w); ok {
			return front, w, true
		}
	}
	return text, "", false
}

// asksEither: 是线索还是在谈; 还是没签 and 还是老样子 tell.
func asksEither(text string) bool {
	before, behind, ok := strings.Cut(text, "还是")
	return ok && strings.Contains(before, "是") && behind != "" && !hasAnyPrefix(behind, []string{"没", "老", "不", "照", "要", "原", "这", "那", "很", "有", "未", "得", "在等"})
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
	if r.begs(it) || r.deniedNext() {
		return false
	}
	if it.mask.kind(tAsk) || it.ends {
		return true
	}
	if it.mask.any(cBlock, cNeed) && it.mask.has(cObstacle) || r.stillsAll(it) {
		return false
	}
	return !r.onlyTelling(it) && !r.askedByOther(it) && !r.tellsAnyway(it)
}

// begs: 土地缺30亩,资规局能不能调剂一下 asks for help and for no answer; whether it was
// given (资规局解决了吗) is a question.
func (r *reader) begs(it *item) bool {
	if !it.mask.flag(hasUnit) || !r.ofUnit() || !r.says(it, "begs") || it.ends || r.says(it, "whether-done") {
		return false
	}
	return it.mask.has(cBlock) || r.says(it, "helps") && slices.ContainsFunc(units(it.toks), r.department)
}

// onlyTelling: 还没申报呢 tells, and 什么时候能签还说不准 answers itself.
func (r *reader) onlyTelling(it *item) bool {
	text := it.text()
	if r.list("unsure").in(text) {
		return true
	}
	if it.ends {
		return false
	}
	some := false
	for i, t := range it.toks {
		switch {
		case !t.is(cQuestion) || has(r.s.r, t.from, "呢"):
		case r.indefinite(it, i):
			some = true
		default:
			return false
		}
	}
	return some || it.mask.any(cNeg, cState) || containsAny(text, "正", "还在", "着呢")
}

// indefinite reports whether a question word only says that there are some, or
// none: 几个股东都同意了, 多少有点进展, 没多少变化, 谁都没来.
func (r *reader) indefinite(it *item, i int) bool {
	t := it.toks[i]
	word := r.text(t)
	if i > 0 && it.toks[i-1].is(cNeg) && hasAnyPrefix(word, []string{"怎么", "咋", "如何"}) {
		return true // 谈得不咋样
	}
	if i > 0 && it.toks[i-1].is(cNeg) && (word == "多少" || word == "几个" || word == "什么" || word == "啥") {
		return true
	}
	if r.toNobody(it, i) || r.whoever(it, i) {
		return true
	}
	if word == "多少" && after(r.s.r, t.to, "有点", "有些", "还是", "都", "会有", "能有点", "得") > 0 {
		return true
	}
	if strings.HasPrefix(word, "几") && strings.ContainsRune("了过这那好", runeAt(r.s.r, t.from-1)) && len(it.segs) > 1 {
		return true // 谈了几次,价格还没谈拢
	}
	if strings.HasSuffix(word, "多少") && strings.Contains(it.text(), "多少有多少") {
		return true // 要多少有多少
	}
	if _, how, ok := strings.Cut(firstClause(string(r.s.r[t.to:it.to()])), "看"); ok && how != "" && !hasAnyPrefix(how, []string{"看", "一", "下", "到", "个", "你", "吧", "?"}) {
		return true // 哪天开工看供电情况
	}
	return r.list("anyone").begins(word) && containsAny(firstClause(string(r.s.r[t.to:it.to()])), "都", "全", "均", "也")
}

// toNobody: 金穗没说啥, 没提什么要求, 没有什么问题 — nothing is meant behind a verb that is
// denied, too.
func (r *reader) toNobody(it *item, i int) bool {
	word := r.text(it.toks[i])
	if word != "啥" && word != "什么" {
		return false
	}
	for k := i - 1; k >= 0 && it.toks[i].from-it.toks[k].from < 5 && it.toks[k].kind != tComma; k-- {
		if it.toks[k].is(cNeg) {
			return true
		}
	}
	return false
}

// whoever: 谁拖后腿谁表态, 啥时候方便啥时候签 — the word said twice in a clause means
// everyone and every time.
func (r *reader) whoever(it *item, i int) bool {
	word := it.toks[i]
	for k, t := range it.toks {
		if k == i || !t.is(cQuestion) || r.text(t) != r.text(word) {
			continue
		}
		lo, hi := min(i, k), max(i, k)
		between := it.toks[lo+1 : hi]
		if it.toks[hi].from-it.toks[lo].to < 6 && first(between, cStep, cStage) < 0 && !slices.ContainsFunc(between, breaks) {
			return true
		}
	}
	return false
}

// askedByOther: 林区长问能不能签 passes another's question on.
func (r *reader) askedByOther(it *item) bool {
	for i, t := range it.toks {
		if t.leader != "" && has(r.s.r, t.to, "问") && i+1 < len(it.toks) {
			return true
		}
	}
	return r.asksFor(it, "boss") || r.asksFor(it, "asker")
}

// asksFor reports whether somebody of a list is said to ask.
func (r *reader) asksFor(it *item, list string) bool {
	text := it.text()
	return slices.ContainsFunc(r.list(list).words, func(w string) bool {
		return strings.Contains(text, w+"问") || strings.Contains(text, w+"在问")
	})
}
