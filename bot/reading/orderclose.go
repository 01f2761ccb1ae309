package reading

import "strings"

// orderClose: the owner says that what he was told to do is done.
func (r *reader) orderClose(it *item) bool {
	replied := r.ctx.ReplyTo != nil && r.ctx.ReplyTo.Kind == "order"
	if !it.mask.has(cOrderWord) && !replied && !r.wasTold(it) || it.mask.any(cCond, cQuestion, cRhetoric) || it.mask.has(cNeg) && !r.lifts(it) {
		return false
	}
	text := r.s.sub(it.from(), it.to())
	if !it.mask.has(cOrderClose) && (r.hedges(it) || it.mask.any(cBlock, cMoney)) || !containsAny(text, "了", "已") && (!it.mask.has(cOrderClose) || r.mustDo(it)) && !(replied && r.doneAlone(it)) || r.begins(it) || r.onlyGiven(it) {
		return false
	}
	if strings.HasSuffix(text, "的交办") || strings.HasSuffix(text, "的交办事项") {
		return false // 要办结的交办 asks for them
	}
	c := OrderClose{}
	if name, ok := r.subject(it.toks); ok {
		c.Project = name
	}
	c.Text = r.closedText(it)
	r.add(c)
	return true
}

// wasTold: 上次会上布置我们的清表干完了, 王常务交代的招工已经完成 — an order named
// by its giver or its meeting, and that it is done.
func (r *reader) wasTold(it *item) bool {
	if it.mask.has(cOrderClose) && r.list("strike").in(it.text()) && !r.list("trouble").in(it.text()) && !r.mustDo(it) {
		return true // 方案已送达,请予销号
	}
	if !it.mask.has(cOrder) || !it.mask.has(cOrderClose) || !containsAny(it.text(), "了", "已", "可以销", "申请销") || r.mustDo(it) {
		return false
	}
	return it.mask.any(cOnMeeting, cMeetingWord) || it.mask.flag(hasLeader) || containsAny(it.text(), "领导", "上次", "您")
}

// hedges reports whether a word of two letters says that it is still to come;
// 会 and 要 stand in too many others.
func (r *reader) hedges(it *item) bool {
	for _, t := range it.toks {
		if t.is(cHedge) && t.to-t.from > 1 {
			return true
		}
	}
	return false
}

// mustDo: what has still to be done is no report.
func (r *reader) mustDo(it *item) bool {
	for _, w := range dates(it.toks) {
		if w.rel == By {
			return true
		}
	}
	return it.mask.has(cRepeat) || r.list("insist").in(it.text())
}

// lifts: the leader or the office takes an order back: 不用做了,销号吧.
func (r *reader) lifts(it *item) bool {
	return (r.ctx.Role == RoleLeader || r.ctx.Role == RoleOffice) && it.mask.has(cOrderClose) && containsAny(it.text(), "不用", "不必", "不需要", "无需")
}

// toldBefore: 上次安排的供地方案,我们已经落实了 names the order before the comma.
func (r *reader) toldBefore(it *item) string {
	if len(it.segs) < 2 {
		return ""
	}
	if !it.mask.has(cOrderWord) {
		text := words(r.s, it.segs[0].toks, func(t token) bool { return t.project != nil || t.unit != "" || t.leader != "" || t.kind == tDate })
		return tidy(strings.TrimPrefix(strings.TrimPrefix(text, "要"), "的"))
	}
	for _, g := range it.segs[:len(it.segs)-1] {
		i := first(g.toks, cOrderWord)
		if i < 0 {
			continue
		}
		skip := func(t token) bool { return t.project != nil || t.unit != "" || t.leader != "" || t.kind == tDate }
		if text := tidy(strings.TrimPrefix(words(r.s, g.toks[i+1:], skip), "的")); text != "" {
			return text
		}
		return tidy(strings.TrimSuffix(strings.TrimPrefix(words(r.s, g.toks[:i], skip), "关于"), "的"))
	}
	return ""
}

// unfilled takes off both ends what only leads to the words of an order.
func (r *reader) unfilled(text string) string {
	for changed := true; changed; {
		before := text
		text, _ = r.list("closed-filler").cut(text)
		text = r.list("closed-filler").trim(text)
		changed = before != text
	}
	return text
}

// begins: 已经和供电公司对接, or what can be done by a day to come, is begun and
// not done.
func (r *reader) begins(it *item) bool {
	if r.list("underway").in(it.text()) {
		return true
	}
	if it.mask.has(cOrderClose) {
		return false
	}
	return r.list("begun").in(it.text()) || it.mask.has(cHedge) && r.mustDo(it)
}

// onlyGiven: 给资规局交办了一件事 — it has been given, and is not done.
func (r *reader) onlyGiven(it *item) bool {
	i := first(it.toks, cOrderWord)
	if i < 0 || it.mask.has(cOrderClose) || after(r.s.r, it.toks[i].to, "了") == 0 {
		return false
	}
	given := it.toks[i].to
	return !containsAny(r.s.sub(it.from(), given), "了", "已") && !containsAny(r.s.sub(given+1, it.to()), "了", "已")
}

// doneAlone: 完成 in answer to an order says that it is.
func (r *reader) doneAlone(it *item) bool {
	return r.list("done-alone").is(strings.TrimRight(it.text(), "了啦。! "))
}

// closedText says which order: the subject before 交办 or 办结.
func (r *reader) closedText(it *item) string {
	for _, g := range it.segs {
		i := first(g.toks, cOrderClose)
		if i < 0 {
			i = first(g.toks, cDone, cSubmit, cSolved) // 供地方案已经报上去了
		}
		if i < 0 {
			continue
		}
		text := words(r.s, g.toks[:i], func(t token) bool {
			return t.project != nil || t.leader != "" || t.is(cOrderWord) || t.is(cMeetingWord) || t.is(cOnMeeting) || t.kind == tDate || t.is(cOrder) || t.is(cDone) || t.is(cMine)
		})
		if text = r.unfilled(text); text != "" {
			return tidy(text)
		}
	}
	return r.toldBefore(it)
}
