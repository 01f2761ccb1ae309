package reading

import (
	"slices"
	"strings"
)

// How a unit is bidden: 让…, 请…, 叫…来, and a deed right behind its name.

// instructs: a leader who asks nothing tells units what to do: 把…, every month,
// without fail, or until a day.
func (r *reader) instructs(it *item) bool {
	if r.ctx.Role == RoleOffice {
		return r.bidsAll(it)
	}
	if r.ctx.Role != RoleLeader || !it.mask.flag(hasUnit) && !r.toAll(it) {
		return false
	}
	if r.sendsFor(it) {
		return true
	}
	if it.mask.has(cQuestion) { // 还要不要谈,柳桥尽快给个话
		return len(it.segs) > 1 && it.segs[0].mask.has(cQuestion) && len(r.behindQuestion(it.segs)) > 0
	}
	for i, g := range it.segs {
		t := r.addressed(g.toks)
		if i > 0 && g.toks[0].unit != "" && r.deedBehind(g) {
			return true // 博冠的入库认定,城东街道加快跟进
		}
		if len(t.to) > 0 && g.mask.has(cRole) && it.mask.has(cRepeat) {
			return true // 商务局牵头,每月底汇总
		}
		if len(t.to) == 0 || len(t.words) == 0 {
			continue
		}
		if r.tellsThrough(t) {
			return true
		}
		text := r.s.sub(t.words[0].from, it.to())
		if strings.Contains(text, "把") || r.list("insist").in(text) || g.mask.has(cRepeat) && !g.mask.has(cShow) {
			return true
		}
	}
	return false
}

// tellsThrough: 跟三桥镇说一声,… has somebody told through the bot.
func (r *reader) tellsThrough(t told) bool {
	return len(t.about) > 0 && r.endsIn(t.about[len(t.about)-1], "speaks-to") && r.list("say-it").begins(r.s.sub(t.words[0].from, t.words[len(t.words)-1].to))
}

// judged: 城东这个月干得不错 says how somebody does, and tells him nothing.
func (r *reader) judged(it *item) bool {
	return r.says(it, "judged") && !r.musts(it.from(), it.to()) && !it.mask.any(cOrder, cRepeat) && !strings.Contains(it.text(), "把") &&
		!slices.ContainsFunc(dates(it.toks), func(w *when) bool { return w.rel == By })
}

// bidsWhat reports whether those who are bidden are told by when, that it is
// urgent, or what to do for a project: 请资规局把锦尚二期的地挂出来.
func (r *reader) bidsWhat(it *item) bool {
	if it.mask.kind(tDate) {
		return true
	}
	if it.mask.any(cQuestion, cThanks, cMeetingWord, cGathering) {
		return false
	}
	return it.mask.flag(hasProject) && (strings.Contains(it.text(), "把") || r.musts(it.from(), it.to()) || r.deedBehind(it.segs[0]))
}

// deedBehind reports whether right behind a unit, and what only urges it on
// (要, 加快, 提前), stands what it is to do: 城东街道|加快|跟进.
func (r *reader) deedBehind(g segment) bool {
	t := r.addressed(g.toks)
	if len(t.to) == 0 || len(t.words) == 0 || g.mask.any(cQuestion, cNeg, cStateOf) || r.endsIn(g.toks[len(g.toks)-1], "past") {
		return false
	}
	text := r.s.sub(t.words[0].from, g.toks[len(g.toks)-1].to)
	if len(t.to) > 0 && first(g.toks, cRole) >= 0 {
		return true
	}
	for more := true; more; {
		text, more = r.list("urges").cut(strings.TrimLeft(text, " "))
	}
	return r.list("deed").begins(text)
}

// callsIn: 临湖街道月底前把云帆冷链入库材料报上来 — the office tells a unit to hand
// something in.
func (r *reader) callsIn(it *item) bool {
	return it.toks[0].unit != "" && it.mask.kind(tDate) && !it.mask.any(cQuestion, cThanks) && strings.Contains(it.text(), "把") && r.list("handed-here").in(it.text())
}

// bidsAll: the office tells all units what to hand in and until when.
func (r *reader) bidsAll(it *item) bool {
	if it.mask.any(cQuestion, cRate, cExcel) {
		return false
	}
	for i, t := range it.toks {
		if allUnits(t) {
			due := r.musts(it.from(), it.to())
			for _, w := range dates(it.toks) {
				due = due || w.rel == By || w.rel == On && i > 0
			}
			return due && r.list("handin").in(it.text())
		}
		if i > 2 || t.kind != tDate && !t.any(cNeed, cOrder) {
			return false
		}
	}
	return false
}

// setsTo: a leader names a unit first, and what it is to do.
func (r *reader) setsTo(it *item) bool {
	toks := it.toks
	for len(toks) > 0 && (toks[0].kind == tNoise || toks[0].kind == tSpace) {
		toks = toks[1:]
	}
	if len(toks) < 2 || toks[0].unit == "" || it.mask.any(cQuestion, cShow, cStateOf, cDone) {
		return false
	}
	return r.list("deed").in(r.s.sub(toks[1].from, it.to()))
}

// sendsFor: 让经开区说明一下, 叫资规局来汇报 — a leader's 让 and 叫 before a unit bid it
// to do what stands behind.
func (r *reader) sendsFor(it *item) bool {
	if r.ctx.Role != RoleLeader {
		return false
	}
	toks := it.segs[0].toks
	for len(toks) > 0 && (toks[0].project != nil || toks[0].kind == tNoise || toks[0].kind == tSpace || r.list("as-for").is(r.text(toks[0]))) {
		toks = toks[1:]
	}
	if len(toks) < 3 || it.mask.any(cDone, cNeg, cThanks, cMeetingWord) || it.mask.has(cQuestion) && !r.list("explains").in(it.text()) || !r.list("sends").is(strings.TrimPrefix(r.text(toks[0]), "的事")) {
		return false
	}
	return (toks[1].unit != "" || allUnits(toks[1])) && !r.list("of-a-unit").begins(string(r.s.r[toks[1].to:it.to()]))
}

// bids: 让资规局…, 请发改委… at the beginning.
func (r *reader) bids(it *item) bool {
	for i, t := range it.toks {
		if i > 2 || t.project != nil {
			return false
		}
		if t.unit != "" || allUnits(t) {
			return i > 0 && (it.toks[0].is(cNeed) || it.toks[0].is(cOrder) || r.joins(it.toks[0]))
		}
	}
	return false
}
