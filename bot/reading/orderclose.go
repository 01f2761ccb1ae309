package reading

import "strings"

// orderClose: the owner says that what he was told to do is done.
func (r *reader) orderClose(it *item) bool {
	replied := r.ctx.ReplyTo != nil && r.ctx.ReplyTo.Kind == "order"
	if !it.mask.has(cOrderWord) && !replied || it.mask.any(cNeg, cCond, cQuestion, cRhetoric) {
		return false
	}
	text := r.s.sub(it.from(), it.to())
	if !it.mask.has(cOrderClose) && (it.mask.any(cHedge, cBlock, cMoney) || !containsAny(text, "了", "已")) {
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

// toldBefore: 上次安排的供地方案,我们已经落实了 names the order before the comma.
func (r *reader) toldBefore(it *item) string {
	if len(it.segs) < 2 || !it.mask.has(cOrderWord) {
		return ""
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
			return t.project != nil || t.leader != "" || t.is(cOrderWord) || t.is(cMeetingWord) || t.is(cOnMeeting) || t.kind == tDate || t.is(cOrder) || t.is(cDone)
		})
		for changed := true; changed; {
			before := text
			for _, filler := range []string{"那件", "那个", "这件", "这个", "的事项", "的事情", "的事", "事项", "的", "件", "已经", "已", "我们", "上次", "会上", "关于", "都", "事", "工作", "任务", "我看", "可以", "请", "申请", "建议", "领导", "报告", "汇报"} {
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
