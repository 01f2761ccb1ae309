package reading

// encounter keeps as a visit what names somebody who was met or heard from and
// fits no other reading (上午和某某的李总见了一面): a word too much can be taken
// back, while one that is passed over is lost in silence.
func (r *reader) encounter(it *item) {
	if it.mask.any(cQuestion, cShow, cHelp, cOrder, cMeetingWord, cCond, cRhetoric, cSnooze) || it.mask.kind(tAsk) {
		return
	}
	runs, text := r.runs(it), r.s.sub(it.from(), it.to())
	inv := r.n.lex.investorRun(runs)
	failed := it.mask.has(cNoDeal) && (r.met(it) || len(runs) > 0)
	heard := failed || r.someone(it) && r.list("enquires").in(text) || r.list("encounter").in(text)
	if !heard && (inv < 0 || !r.n.lex.endsAsFirm(runs[inv].text) && !runs[inv].party) {
		return
	}
	if inv < 0 && len(runs) > 0 && (failed && runs[0].first == 0 || r.list("boss-met").in(text)) {
		inv = 0 // whose boss was met is a company, though its name has no ending
	}
	if inv < 0 && !failed && !r.someone(it) {
		return
	}
	var l Lead
	if inv >= 0 {
		l.Investor = Name(runs[inv].place + runs[inv].text)
	}
	r.visit(it, l, r.encountered(it, failed))
}

// onTour: the act before is of somebody met, too.
func (r *reader) onTour() bool {
	switch r.acts[len(r.acts)-1].(type) {
	case Lead, Visit:
		return true
	}
	return false
}

// encountered is what came of it.
func (r *reader) encountered(it *item, failed bool) string {
	if len(it.segs) > 1 && !failed {
		return r.visitResult(it)
	}
	if news := r.partyNews(it); news != "" && !r.madeOf(news, "closes") {
		return news
	}
	if failed {
		return "未谈成"
	}
	return tidy(words(r.s, it.toks, nil))
}

// keepAside keeps as a note, and asks for its project, what a unit tells its bot
// about an investor and no rule has understood.
func (r *reader) keepAside(it *item) {
	if len(r.acts) > 0 || r.ctx.Chat != ChatDM || !r.ofUnit() {
		return
	}
	if t := it.toks[0]; t.unit != "" && r.called(t) && t.unit != r.office() {
		return // @供电公司 收到: said to the department
	}
	text := tidy(r.s.sub(it.from(), it.to()))
	if it.mask.any(cQuestion, cShow, cHelp, cRate, cOrder) || it.mask.kind(tAsk) || !r.worthKeeping(it, text) && !r.wishes(it) {
		return
	}
	r.add(Update{Note: text})
	r.ask("project")
}

// worthKeeping: of the works a few words tell something (能评批下来了), of business
// a few are talk (陪同客商吃饭). What is given up or talked over is news at any rate.
func (r *reader) worthKeeping(it *item, text string) bool {
	n := len([]rune(text))
	if n >= 6 && it.mask.any(cDrop, cTalking, cNoDeal) && !it.mask.has(cMeetingWord) {
		return true
	}
	if n >= 6 && it.mask.has(cOrderWord) && (r.says(it, "underway") || r.says(it, "in-part")) {
		return true // 交办的供地方案正在走流程
	}
	return n >= 4 && r.list("news-of-works").in(text) || n >= 8 && r.list("business").in(text)
}
