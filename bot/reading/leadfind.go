package reading

import "strings"

// isLead reports whether an item tells of a new project, or of somebody new
// who was met.
func (r *reader) isLead(it *item) bool {
	known := false
	for _, m := range mentions(it.toks) {
		known = known || !m.unheard()
	}
	switch {
	case r.leadNews(it):
		return !known
	case !known && (r.claims(it) || r.claimed && r.newName(it)):
		return true
	case r.noLeads(it), r.stillsAll(it):
		return false
	case strings.Contains(r.cueText(it, cLead), "线索"):
		return true
	case known:
		return r.inPassing(it)
	case it.mask.any(cLead, cLeadTalk) && !it.mask.any(cOrderClose) && r.newName(it):
		return true
	case it.list && r.heading != headNone && r.heading != headOrders && r.heading != headObstacles:
		return r.newName(it)
	case it.mask.has(cVisitCue) && it.mask.any(cPlace, cCompanyEnd, cNoDeal), r.entry(it):
		return true
	}
	return r.strangerActs(it)
}

// leadNews: 线索更新:某某这周没来 — what is told of somebody met before.
func (r *reader) leadNews(it *item) bool {
	return r.list("lead-news").in(r.s.sub(it.from(), it.to()))
}

// noLeads: 没有新线索 tells of none.
func (r *reader) noLeads(it *item) bool {
	i := first(it.toks, cLead, cLeadTalk)
	return i >= 0 && (it.toks[i].is(cNeg) || i > 0 && it.toks[i-1].is(cNeg) || i+1 < len(it.toks) && it.toks[i+1].any(cNeg, cDrop, cUndo))
}

// strangerActs: somebody whom the ledger does not have wants something or is
// met. One known only by the words around his name (某某的人) counts where no
// project is spoken of.
func (r *reader) strangerActs(it *item) bool {
	sized := it.mask.kind(tMoney) || it.mask.kind(tMu) || it.mask.has(cSite)
	if it.mask.any(cVerdict, cOnMeeting, cOrder, cHelp, cRhetoric, cMeetingWord) || r.reached(it) {
		return false
	}
	if it.mask.any(cStep, cStage) && !it.mask.any(cIntend, cBuild, cWarm, cPlace) && r.guess(it.toks) != nil {
		return false // 瑞柯封测5月17日开工: a known name, misspelt
	}
	_, standing := r.standing()
	told := (!standing && r.someone(it) || r.somebody(it)) && (sized || r.wishes(it) || it.mask.any(cRefer, cSource) && it.mask.has(cBuild))
	if it.mask.has(cQuestion) && !told && !(sized && it.mask.any(cIntend, cBuild)) {
		return false // 想看看有没有地,大概要三十亩 asks nothing of the bot
	}
	wants := it.mask.any(cIntend, cBuild, cWarm)
	if it.mask.has(cPlace) && sized && wants {
		return true // 东莞有个做连接器的老板…: from where, though not who
	}
	if told || !standing && sized && r.attracts(it) {
		return true
	}
	runs := r.runs(it)
	i := r.n.lex.investorRun(runs)
	if i < 0 {
		what := r.n.lex.productOf(runs, -1)
		return !standing && it.mask.any(cRefer, cSource) && (sized && r.n.lex.isProduct(what) || what != "" && it.mask.has(cBuild))
	}
	plain := runs[i].firm || runs[i].place != "" || runs[i].named
	if !plain && (standing || it.mask.any(cCond, cNeg) || r.guess(it.toks) != nil) {
		return false
	}
	return sized || wants || r.met(it) || it.mask.any(cRefer, cSource) && r.n.lex.productOf(runs, i) != ""
}

// entry: 1.舜宇镜头,2亿 — an entry of a list that is a name and a sum.
func (r *reader) entry(it *item) bool {
	_, standing := r.standing()
	if !it.list || standing || len(it.segs) < 2 || r.heading == headOrders || r.heading == headObstacles {
		return false
	}
	for i, t := range it.segs[0].toks {
		if t.kind != tText && !t.any(cPlace, cCompanyEnd, cProjectWord, cObstacle) || i > 3 {
			return false
		}
	}
	return it.segs[1].toks[0].kind == tMoney || it.segs[1].toks[0].is(cMoney) && it.segs[1].mask.kind(tMoney)
}

// someone: 有个客商, 有人, 陈老板 — somebody is told of whose company is not named.
func (r *reader) someone(it *item) bool {
	return r.somebody(it) || r.list("somebody-has").begins(it.text()) || r.list("an-investor").begins(it.text()) || r.aPerson(it)
}

// aPerson: 陈老板想…, 认识了做无人机的刘总 — who is told of by his title.
func (r *reader) aPerson(it *item) bool {
	text := it.text()
	if !strings.ContainsAny(text, "小老") && !r.list("kin").in(text) && !r.list("business-title").in(text) {
		return false
	}
	for i := it.from(); i+1 < min(it.from()+16, it.to()); i++ {
		if r.list("kin").after(r.s.r, i) > 0 {
			return true // 老支书的儿子
		}
		if c := r.s.r[i]; c == '小' || c == '老' {
			if k := r.list("surname").after(r.s.r, i+1); k > 0 && r.list("comes-home").after(r.s.r, k) > 0 {
				return true // 小赵回来办厂
			}
		}
		if k := r.list("surname").after(r.s.r, i); k > 0 && r.list("business-title").after(r.s.r, k) > 0 {
			return true
		}
	}
	return false
}

// attracts: 引进…项目一个 opens with the word of having brought something here.
func (r *reader) attracts(it *item) bool {
	return r.list("brings-in").begins(r.s.sub(it.from(), it.to()))
}

// somebody: 有个做五金的老板, 几位温州客商 — one who wants something is there,
// though not by name. The words stand where the clause opens, or behind who
// brought him (朋友介绍一家…).
func (r *reader) somebody(it *item) bool {
	text := it.segs[0].text()
	at := -1
	for _, w := range r.list("some").words {
		if i := strings.Index(text, w); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	const near = 14 * 3 // bytes of as many letters
	return at >= 0 && at <= near && r.list("somebody-who").in(text[at:min(at+near, len(text))])
}

// reached: a counted step that is done, or a stage past talks, is progress of
// a project whose name was not understood.
func (r *reader) reached(it *item) bool {
	for _, g := range it.segs {
		i := first(g.toks, cStep)
		if i >= 0 && g.mask.has(cDone) && !g.mask.any(cIntend, cHedge) && stageOf[What(g.toks[i].value(cStep))] != "" {
			return true
		}
	}
	return stageRank[value(it, cStage)] > stageRank["在谈"]
}

// met reports whether somebody came, or was called on.
func (r *reader) met(it *item) bool {
	if it.mask.has(cVisitCue) {
		return true
	}
	for _, t := range it.toks {
		if w := What(t.value(cStep)); t.is(cStep) && (w == VisitBy || w == Talk) {
			return true
		}
	}
	return r.list("comes").in(r.s.sub(it.from(), it.to()))
}

// anotherLead: 泰和老板还想再搞一个热处理项目 tells of another project of an
// investor that is known.
func (r *reader) anotherLead(it *item) bool {
	if len(r.distinct(it.toks)) != 1 || it.mask.any(cNeg, cCond, cQuestion, cRhetoric, cVerdict, cOnMeeting, cOrder, cBlock, cStage) {
		return false
	}
	m := mentions(it.toks)[0]
	text := string(r.s.r[m.to:it.to()])
	return it.mask.any(cIntend, cBuild, cTalking) && r.oneMore(text)
}

// oneMore: 再上一条产线, 另外投个厂 — what follows the word is another project.
func (r *reader) oneMore(text string) bool {
	at := -1
	for _, w := range r.list("another").words {
		if i := strings.Index(text, w); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	return at >= 0 && r.list("one-more").in(text[at:])
}

// inPassing reports whether a lead names a known project without being it.
func (r *reader) inPassing(it *item) bool {
	return r.anotherLead(it) || r.broughtLead(it) || r.visitorLead(it) || r.partnerLead(it)
}

// partnerLead: 瑞科的供应商长电科技也想过来 — somebody near to the one known.
func (r *reader) partnerLead(it *item) bool {
	m := mentions(it.toks)[0]
	k := r.list("partner").after(r.s.r, m.to)
	return k > 0 && m.from-it.from() < 3 && (r.wishes(it) || it.mask.has(cIntend) && it.mask.kind(tMoney)) && !it.mask.any(cNeg, cCond, cQuestion, cStage, cOrder, cBlock)
}

// broughtLead: 泰和老板介绍了一个佛山做五金的 — the one known brings another.
func (r *reader) broughtLead(it *item) bool {
	m := mentions(it.toks)[0]
	for _, t := range it.toks {
		if t.is(cRefer) && t.from > m.to && t.from-m.to < 8 && r.opensClause(it, m) {
			k := after(r.s.r, t.to, "了", "过来", "来")
			if k < 0 {
				k = t.to
			}
			return r.list("somebody").in(r.s.sub(k, min(k+5, it.to())))
		}
	}
	return false
}

// opensClause: the name stands at the beginning, or behind a colon or comma.
func (r *reader) opensClause(it *item, m *mention) bool {
	return m.from-it.from() < 3 || strings.ContainsRune(",:", r.s.r[m.from-1])
}

// visitorLead: 西安某某公司来我区,对智云那块地感兴趣 — a company from elsewhere
// acts, and the project known is only where it looks.
func (r *reader) visitorLead(it *item) bool {
	g := it.segs[0]
	return len(it.segs) > 1 && !g.mask.flag(hasProject) && g.toks[0].is(cPlace) && g.mask.has(cCompanyEnd) && it.mask.any(cWarm, cIntend) && !it.mask.any(cNeg, cCond, cNoDeal, cStage, cOrder)
}

// newName reports whether the item has words that can name something.
func (r *reader) newName(it *item) bool {
	return it.mask.kind(tText) || it.mask.any(cCompanyEnd, cGeneric, cPlace)
}

func (r *reader) cueText(it *item, c class) string {
	for _, t := range it.toks {
		if t.is(c) {
			if w := r.s.sub(t.from, t.to); strings.Contains(w, "线索") {
				return w
			}
		}
	}
	return ""
}

// several cuts a sentence that tells of one company after another (甲针织投6000万,
// 乙制衣投8000万) into their leads; a sentence about one stays whole.
func (r *reader) several(it *item) []item {
	var starts []int // the tokens where a company's own clause begins
	for _, g := range it.segs {
		sub := newItem(r.s, g.toks, it.list)
		if len(sub.segs) == 0 || !g.mask.kind(tMoney) || g.mask.flag(hasProject) {
			continue
		}
		runs := r.runs(&sub)
		if len(runs) > 0 && runs[0].first == 0 && (runs[0].firm || runs[0].place != "") && !runs[0].apart && !runs[0].built && !runs[0].known {
			starts = append(starts, it.index(g.toks[0].from))
		}
	}
	if len(starts) < 2 {
		return []item{*it}
	}
	starts[0] = 0 // what leads up to the first
	var all []item
	for i, from := range starts {
		to := len(it.toks)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		all = append(all, newItem(r.s, it.toks[from:to], it.list))
	}
	return all
}
