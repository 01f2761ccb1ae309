package reading

import "strings"

// isLead reports whether an item tells of a new project.
func (r *reader) isLead(it *item) bool {
	known := false
	for _, m := range mentions(it.toks) {
		known = known || !m.newPhase
	}
	switch {
	case it.mask.has(cNeg) && strings.Contains(r.s.sub(it.from(), it.to()), "线索更新"):
		return false
	case strings.Contains(r.cueText(it, cLead), "线索"):
		return true
	case known:
		return r.inPassing(it)
	case it.mask.any(cLead, cLeadTalk) && !it.mask.any(cOrderClose):
		return r.newName(it)
	case it.list && r.heading != headNone && r.heading != headOrders && r.heading != headObstacles:
		return r.newName(it)
	case it.mask.has(cVisitCue) && it.mask.any(cPlace, cCompanyEnd, cNoDeal):
		return true
	}
	if it.mask.has(cCompanyEnd) && it.mask.any(cIntend) && it.mask.has(cBuild) && it.mask.kind(tMoney) && !it.mask.any(cVerdict, cOnMeeting, cOrder, cNeg, cCond, cQuestion) && r.opensWithFirm(it) {
		return true
	}
	if !it.mask.has(cPlace) || it.mask.any(cVerdict, cOnMeeting, cOrder) {
		return false
	}
	sized := it.mask.kind(tMoney) || it.mask.kind(tMu) || it.mask.has(cSite)
	return it.mask.has(cCompanyEnd) && sized || (it.mask.has(cCompanyEnd) || sized) && it.mask.any(cIntend, cBuild, cWarm)
}

// opensWithFirm: 顺利物流想来建… — an unknown company is who acts.
func (r *reader) opensWithFirm(it *item) bool {
	all := r.runs(it)
	return len(all) > 0 && all[0].firm && !all[0].built
}

// anotherLead: 泰和老板还想再搞一个热处理项目 tells of another project of an
// investor that is known.
func (r *reader) anotherLead(it *item) bool {
	if len(r.distinct(it.toks)) != 1 || it.mask.any(cNeg, cCond, cQuestion, cRhetoric, cVerdict, cOnMeeting, cOrder, cBlock, cStage) {
		return false
	}
	m := mentions(it.toks)[0]
	text := string(r.s.r[m.to:it.to()])
	at := -1
	for _, w := range r.n.lex.lists["another"] {
		if i := strings.Index(text, w); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	if at < 0 || !it.mask.any(cIntend, cBuild, cTalking) {
		return false
	}
	rest := text[at:]
	return containsAny(rest, "项目", "生产线", "基地", "工厂", "产线", "产业园", "中心", "园区", "分厂", "新厂")
}

// inPassing reports whether a lead names a known project without being it.
func (r *reader) inPassing(it *item) bool {
	return r.anotherLead(it) || r.broughtLead(it) || r.visitorLead(it)
}

// broughtLead: 泰和老板介绍了一个佛山做五金的 — the one known brings another.
func (r *reader) broughtLead(it *item) bool {
	m := mentions(it.toks)[0]
	for _, t := range it.toks {
		if t.is(cRefer) && t.from > m.to && t.from-m.to < 8 && m.from-it.from() < 3 {
			k := after(r.s.r, t.to, "了", "过来", "来")
			if k < 0 {
				k = t.to
			}
			return after(r.s.r, k, "一个", "一家", "个", "家", "一位", "位", "朋友", "客商", "同行") > 0
		}
	}
	return false
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
