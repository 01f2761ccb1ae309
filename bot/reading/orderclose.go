package reading

import (
	"slices"
	"strings"
)

// orderClose: the owner says that what he was told to do is done. That it is only
// begun, handed on, done in part or still waits for something closes nothing: an
// order that is struck off by mistake is asked after by nobody any more.
func (r *reader) orderClose(it *item) bool {
	replied := r.ctx.ReplyTo != nil && r.ctx.ReplyTo.Kind == "order"
	if !it.mask.has(cOrderWord) && !replied && !r.wasTold(it) || it.mask.any(cCond, cQuestion, cRhetoric) || it.mask.has(cNeg) && !r.lifts(it) {
		return false
	}
	if !it.mask.has(cOrderClose) && (r.hedges(it) || it.mask.any(cBlock, cMoney)) || r.begins(it) || r.onlyGiven(it) || r.stillOpen(it) {
		return false
	}
	if hasAnySuffix(it.text(), "的交办", "的交办事项") {
		return false // 要办结的交办 asks for them
	}
	at := len(it.segs) - 1
	for at >= 0 && !r.finishes(it.segs[at]) && !(replied && r.doneAlone(it.segs[at])) {
		at--
	}
	if at < 0 || slices.ContainsFunc(it.segs[at+1:], r.restsOn) {
		return false
	}
	c := OrderClose{}
	if name, ok := r.subject(it.toks); ok {
		c.Project = name
	}
	c.Text = r.closedText(it)
	r.add(c)
	return true
}

// finishes reports whether a segment says that something is done with: 办结, or
// that it was handed over, answered or granted (报上去了, 已回复, 批文下来了); 已 and 了
// alone say of a deed only that it was begun (已受理, 已约企业).
func (r *reader) finishes(g segment) bool {
	text := g.text()
	done := containsAny(text, "了", "已")
	if g.mask.has(cHearsay) || r.list("unvouched").in(text) {
		return false
	}
	i := first(g.toks, cOrderClose)
	if i < 0 {
		return done && (g.mask.any(cSubmit, cSolved) || r.list("finishing").in(text)) && !r.list("for-another").ends(strings.TrimRight(text, "了"))
	}
	if before, _ := strings.CutSuffix(string(r.s.r[g.toks[0].from:g.toks[i].from]), "可以"); r.list("only-then-close").ends(before) {
		return false // 落实后再销号
	}
	for k := i - 1; k >= 0 && (g.toks[k].kind == tDate || g.toks[k].kind == tSpace || g.toks[k].is(cHedge)); k-- {
		if g.toks[k].is(cHedge) && !done {
			return false // 争取这周办结
		}
	}
	for _, w := range dates(g.toks) {
		if !done && r.lasts(w) || r.wholly(w) && w.to <= g.toks[i].from {
			return false // 本周办结, 明天就办结了
		}
	}
	return !r.list("then-only").begins(strings.TrimLeft(string(r.s.r[g.toks[i].to:g.toks[len(g.toks)-1].to]), "了"))
}

// lasts reports whether a span is not over yet.
func (r *reader) lasts(w *when) bool {
	sp, ok := w.resolve(r.now, ahead)
	return ok && (sp.Rel == By || sp.To != nil && r.now.Before(*sp.To) && sp.To.Before(r.now.Add(soon)))
}

// wholly reports whether a day is still to come.
func (r *reader) wholly(w *when) bool {
	sp, ok := w.resolve(r.now, ahead)
	return ok && sp.Rel != By && sp.From != nil && r.now.Before(*sp.From) && sp.From.Before(r.now.Add(soon))
}

// soon is within how many days a day without a year that is said beside a deed may
// be to come; one that would be later is the last one.
const soon = 120

// restsOn reports whether a segment behind the deed leaves it open: what is still
// to come (公示完了,等出文), stands against it (办好了,企业又变更了), or is no word of
// what is past (处理意见出来了,企业有异议).
func (r *reader) restsOn(g segment) bool {
	text := g.text()
	if r.list("turns-on").in(text) || g.mask.any(cBlock, cNeg, cHedge) {
		return true
	}
	past := g.mask.any(cDone, cSolved, cThanks, cSmallTalk) || containsAny(text, "了", "已")
	for _, w := range dates(g.toks) {
		if r.lasts(w) && !past || r.wholly(w) {
			return true
		}
		past = true
	}
	return !past && !r.list("closing").in(text)
}

// stillOpen reports whether only a part was done, or what is done waits for
// something: 完成80%了, 第一步做完了, 等评审过了就能办结.
func (r *reader) stillOpen(it *item) bool {
	for _, t := range it.toks {
		if t.kind == tPercent && r.text(t) != "100%" {
			return true
		}
	}
	behind := it.from() // 关于宝泓用地预审的交办,… says only what the order was
	for _, t := range it.toks {
		if t.is(cOrderWord) {
			behind = t.to
		}
	}
	return r.list("in-part").in(string(r.s.r[behind:it.to()])) || r.list("waits").begins(it.text())
}

// bareDone: 任务完成, 都办好了 — an order answered by no more than that it is done.
func (r *reader) bareDone(it *item) bool {
	if r.ctx.ReplyTo == nil || r.ctx.ReplyTo.Kind != "order" {
		return false
	}
	text := strings.TrimRight(it.text(), "。!~. ")
	if !r.list("done-alone").in(text) || !r.madeOf(text, "done-alone", "done-lead") {
		return false
	}
	r.add(OrderClose{Project: Name(r.ctx.ReplyTo.Project)})
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
func (r *reader) doneAlone(g segment) bool {
	return r.list("done-alone").is(strings.TrimRight(g.text(), "了啦。!~ "))
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
