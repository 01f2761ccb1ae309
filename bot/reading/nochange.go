package reading

import "strings"

// nothing: 无 in answer to a reminder.
func (r *reader) nothing(it *item) bool {
	if !r.bareNothing(it) || len(r.acts) > 0 {
		return false
	}
	n := NoChange{Project: Name(r.ctx.ReplyTo.Project)}
	for _, g := range it.segs[1:] {
		n.Reason += "," + words(r.s, g.toks, nil)
	}
	n.Reason = reasonText(strings.TrimPrefix(n.Reason, ","))
	r.noChange(n)
	return true
}

// bareNothing reports whether a reminder is answered by a word of nothing.
func (r *reader) bareNothing(it *item) bool {
	if r.ctx.ReplyTo == nil || r.ctx.ReplyTo.Kind != "reminder" {
		return false
	}
	head := it.segs[0].toks
	if !r.list("none").is(r.s.sub(head[0].from, head[len(head)-1].to)) {
		return false
	}
	for _, g := range it.segs[1:] {
		if g.mask.any(cDone, cStage, cQuestion) || g.mask.flag(hasProject) {
			return false
		}
	}
	return true
}

// unchanged reads 无变化 with its reason; without a project all of the
// sender's are meant.
func (p *progress) unchanged(g *segment) bool {
	if !g.mask.has(cNoChange) {
		if p.likewise(g) {
			p.nochange = &NoChange{}
			return true
		}
		if p.nochange != nil && p.nochange.Reason == "" && !g.mask.any(cContact, cSetValue) && !g.mask.kind(tMoney) && (!g.mask.any(cStep, cStage) || p.waits(g)) && !g.mask.flag(hasProject) && !p.hollow(g) {
			p.nochange.Reason = reasonText(words(p.r.s, g.toks, nil))
			return true
		}
		return false
	}
	if g.mask.any(cCond, cRhetoric) || g.mask.has(cStep) && g.mask.kind(tDate) && p.r.list("stays").is(p.r.s.sub(g.toks[len(g.toks)-1].from, g.toks[len(g.toks)-1].to)) {
		return false // 11月18号开工不变: the day stays
	}
	if p.nochange != nil && !g.mask.flag(hasProject) && !g.mask.any(cTalking, cStage, cMine) && len(p.left) == 0 && !p.r.list("others").in(g.text()) && p.r.ledUp(g.toks, first(g.toks, cNoChange), "itself") {
		return true // 手上在谈的都没进展,老样子 says it twice
	}
	n := &NoChange{}
	if p.rest(g) {
		n.Scope, n.Except = "mine", p.left
		p.nochange = n
		return true
	}
	if (p.named || p.u.Project != "") && !p.r.ledUp(g.toks, first(g.toks, cNoChange), "itself") {
		return false // 建设方案没变化
	}
	if p.u.Project == "" && !p.named || g.mask.has(cEach) && !p.named {
		n.Scope = "mine"
		if g.mask.any(cTalking) || g.mask.has(cStage) && g.toks[first(g.toks, cStage)].value(cStage) == "在谈" {
			n.Scope = "mine_talking"
		}
	}
	p.nochange = n
	if text := words(p.r.s, g.toks, nil); strings.Contains(text, "因") || strings.Contains(text, "由于") {
		i := first(g.toks, cNoChange)
		n.Reason = reasonText(words(p.r.s, g.toks[i+1:], nil))
		if n.Reason == "" {
			n.Reason = reasonText(words(p.r.s, g.toks[:i], func(t token) bool { return t.project != nil }))
		}
	}
	if len(p.notes) > 0 && n.Reason == "" {
		n.Reason = joinNotes(p.notes)
		p.notes = nil
	}
	return true
}

// likewise reads the 博冠也是 behind 瑞科无变化.
func (p *progress) likewise(g *segment) bool {
	n := len(p.r.acts)
	if n == 0 || !p.named {
		return false
	}
	line, _ := p.r.plainWords(g.toks)
	_, still := p.r.acts[n-1].(NoChange)
	return still && p.r.list("likewise").is(line)
}

// stillsAll: a unit that says 几个项目 of its own, all of them or in this stretch of
// time, reports that nothing is new and asks for none (在谈的几个这期没动静).
func (r *reader) stillsAll(it *item) bool {
	text := it.text()
	if !r.ofUnit() || !it.mask.has(cNoChange) || it.mask.kind(tAsk) || it.ends || it.mask.any(cShow, cExcel) || r.list("seeks").in(text) {
		return false
	}
	return containsAny(text, "都", "均", "全") || r.list("this-time").in(text) || len(it.segs) > 1 || it.mask.flag(hasProject)
}

// excepted reads 除了瑞科, 除瑞科外: a clause that only leaves projects out of
// what the next one says.
func (p *progress) excepted(g *segment) bool {
	all := mentions(g.toks)
	if len(all) == 0 || g.toks[0].project != nil || !strings.HasPrefix(p.r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to), "除") {
		return false
	}
	last := g.toks[len(g.toks)-1]
	end := p.r.s.sub(last.from, last.to)
	if last.project == nil && end != "外" && end != "以外" && end != "之外" {
		return false
	}
	p.leaveOut(all)
	return true
}

// leaveOut notes the projects that 无变化 is not said of.
func (p *progress) leaveOut(all []*mention) {
	for _, m := range all {
		p.left = append(p.left, p.r.projectName(m))
	}
	p.r.ask("text")
}

// rest reports whether 无变化 is said of all projects but those named:
// 除了瑞科都无变化, 瑞科昨天开工了,其他无变化.
func (p *progress) rest(g *segment) bool {
	if len(p.left) > 0 {
		return true
	}
	named := mentions(g.toks)
	if i := first(g.toks, cNoChange); len(named) > 0 && strings.HasPrefix(p.r.s.sub(g.toks[0].from, g.toks[i].from), "除") {
		p.leaveOut(named)
		return true
	}
	return len(named) == 0 && p.r.list("others").in(p.r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to))
}

// waits: 等市里认定 gives the reason, though it names a step.
func (p *progress) waits(g *segment) bool {
	return p.r.list("waits").begins(g.text())
}

func reasonText(text string) string {
	for _, lead := range []string{"主要是因为", "主要原因是", "主要是", "是因为", "因为", "由于", "原因是", "原因:", "原因：", "原因", "因", "因此", "所以"} {
		text = strings.TrimPrefix(text, lead)
	}
	return tidy(text)
}

// noChange reports that nothing is new; said too often in a row, the reason
// is asked.
func (r *reader) noChange(n NoChange) {
	if r.ctx.NoChangeBefore >= 2 && n.Reason == "" {
		r.ask("reason")
	}
	r.add(n)
}
