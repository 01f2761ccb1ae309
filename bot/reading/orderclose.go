package reading

import "strings"

// orderClose: the owner says that what he was told to do is done.
func (r *reader) orderClose(it *item) bool {
	replied := r.ctx.ReplyTo != nil && r.ctx.ReplyTo.Kind == "order"
	if !it.mask.has(cOrderWord) && !replied && !r.wasTold(it) || it.mask.any(cCond, cQuestion, cRhetoric) || it.mask.has(cNeg) && !r.lifts(it) {
		return false
	}
	text := r.s.sub(it.from(), it.to())
	if !it.mask.has(cOrderClose) && (r.hedges(it) || it.mask.any(cBlock, cMoney)) || !containsAny(text, "了", "已") && (!it.mask.has(cOrderClose) || r.mustDo(it)) || containsAny(text, r.n.lex.lists["underway"]...) {
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
	if it.mask.has(cOrderClose) && containsAny(it.text(), r.n.lex.lists["strike"]...) && !containsAny(it.text(), r.n.lex.lists["trouble"]...) && !r.mustDo(it) {
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
	return it.mask.has(cRepeat) || containsAny(it.text(), r.n.lex.lists["insist"]...)
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

// closedText says which order: the subject before 交办 or 办结.
func (r *reader) closedText(it *item) string {
	for _, g := range it.segs {
		i := first(g.toks, cOrderClose)
		if i < 0 {
			i = first(g.toks, cDone, cSubmit) // 供地方案已经报上去了
		}
		if i < 0 {
			continue
		}
		text := words(r.s, g.toks[:i], func(t token) bool {
			return t.project != nil || t.leader != "" || t.is(cOrderWord) || t.is(cMeetingWord) || t.is(cOnMeeting) || t.kind == tDate || t.is(cOrder) || t.is(cDone) || t.is(cMine)
		})
		for changed := true; changed; {
			before := text
			for _, filler := range []string{"那件", "那个", "这件", "这个", "的事项", "的事情", "的事", "事项", "的", "件", "已经", "已", "我们", "上次", "会上", "关于", "都", "事", "工作", "任务", "我看", "可以", "请", "申请", "建议", "领导", "报告", "汇报", "的活", "活儿", "我们镇", "我们街道", "我们局", "布置", "安排", "交代", "镇", "我", "已报", "不用做", "您"} {
				text = strings.TrimSuffix(strings.TrimPrefix(text, filler), filler)
			}
			changed = before != text
		}
		if text != "" {
			return tidy(text)
		}
	}
	return r.toldBefore(it)
}
