package reading

import "strings"

// tellsAnyway reports whether a question is passed on, answered at once or none:
// 企业问补贴什么时候到, 为啥还没签,主要是税收没谈拢, 还剩40%没做.
func (r *reader) tellsAnyway(it *item) bool {
	if r.askedByProject(it) || r.answersItself(it) || r.correlates(it) {
		return true
	}
	for i, t := range it.toks {
		if t.is(cQuestion) && i+1 < len(it.toks) && (it.toks[i+1].kind == tPercent || it.toks[i+1].kind == tMoney || it.toks[i+1].kind == tNumber) {
			return true // 还剩40%没做
		}
	}
	return false
}

// askedByProject: 瑞科问能不能延期 passes the investor's question on.
func (r *reader) askedByProject(it *item) bool {
	for _, t := range it.toks {
		if t.project != nil && r.wondersAt(string(r.s.r[t.to:it.to()])) {
			return true
		}
	}
	return false
}

// wondersAt: behind a project's name stands who asks, and that he asks.
func (r *reader) wondersAt(text string) bool {
	for more := true; more; text, more = r.list("those-of").cut(text) {
		if r.list("wonders").begins(text) {
			return true
		}
	}
	return r.list("wonders").begins(text)
}

// correlates: 什么时候供地什么时候开工 says the same of both and asks neither.
func (r *reader) correlates(it *item) bool {
	i := first(it.toks, cQuestion)
	if i < 0 || it.ends || it.mask.kind(tAsk) || !it.mask.any(cStep, cStage) {
		return false
	}
	word := r.text(it.toks[i])
	for k, t := range it.toks[i+1:] {
		if t.is(cQuestion) && k > 0 && r.text(t) == word {
			return len([]rune(word)) > 1 && it.toks[i+k].kind != tComma && it.toks[i+k].kind != tPause
		}
	}
	return false
}

// answersItself: 为啥还没签,主要是税收没谈拢.
func (r *reader) answersItself(it *item) bool {
	for k, t := range it.toks {
		if t.kind == tComma && k+1 < len(it.toks) && r.list("because").begins(string(r.s.r[t.to:it.to()])) {
			return true
		}
	}
	return false
}

// deniedNext: 蓝屿动工了?没有的事 asks nothing.
func (r *reader) deniedNext() bool {
	return r.at+1 < len(r.items) && len(r.items[r.at+1].segs) > 0 && r.denies(&r.items[r.at+1].segs[0])
}

// firstClause is a text up to its first comma.
func firstClause(text string) string {
	if i := strings.IndexAny(text, ",，;；"); i >= 0 {
		return text[:i]
	}
	return text
}
