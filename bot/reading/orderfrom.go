package reading

import "strings"

// Whose instruction it is: the leader named before it, who signed below it, or
// who sends it.

// orderer finds whose instruction it is. A unit that asks a department for
// help gives none.
func (r *reader) orderer(it *item) (Name, bool) {
	if r.asksLeader(it) {
		return Name(r.ctx.Who), true
	}
	for i, t := range it.toks {
		if t.leader != "" && r.commands(it, i) {
			r.from = t.leader
			return Name(t.leader), true
		}
	}
	r.byWhom(it)
	if r.leaderInsists(it) {
		return Name(r.ctx.Who), true
	}
	if !it.mask.flag(hasUnit) && !r.toAll(it) || it.mask.any(cMerge, cTransfer) {
		return "", false
	}
	cue := first(it.toks, cOrder)
	verb := cue >= 0 || it.mask.kind(tDate) || it.mask.has(cRepeat) || it.mask.any(cNeed)
	if it.list && r.heading == headOrders && (it.toks[0].unit != "" || r.charge(it)) {
		return Name(r.from), true
	}
	if r.ctx.Role == RoleLeader && !r.hasHappened(it) && !r.judged(it) && (verb || r.setsTo(it) || r.instructs(it)) && (!it.mask.any(cShow) || it.mask.kind(tDate) || it.mask.has(cRepeat) || it.mask.has(cQuestion) && r.instructs(it)) {
		return Name(r.ctx.Who), true
	}
	if r.from != "" && (verb || r.charge(it)) && !r.reportsDone(it) {
		return Name(r.from), true
	}
	if r.sendsFor(it) {
		return Name(r.ctx.Who), true
	}
	if r.ctx.Role == RoleOffice && (r.bids(it) && r.bidsWhat(it) || r.bidsAll(it) || r.callsIn(it)) {
		return "", true
	}
	if r.ctx.Role == RoleOffice && (it.mask.any(cOnMeeting, cOrderWord) || it.mask.has(cMeetingWord) && (cue >= 0 || r.charge(it)) || cue >= 0 && r.says(it, "somebody-above") || r.review != nil && r.charge(it)) && verb && !r.reportsDone(it) {
		return "", true
	}
	return "", false
}

// leaderInsists: a leader who names no unit but says what must be done tells
// those he has just asked, or the project's own unit.
func (r *reader) leaderInsists(it *item) bool {
	if r.ownerOpen(it) {
		return true
	}
	if r.regular(it) {
		return true
	}
	if r.ctx.Role != RoleLeader || it.mask.flag(hasUnit) || it.mask.kind(tAsk) || it.mask.has(cQuestion) && !it.mask.kind(tDate) || it.mask.any(cShow, cDone, cCond, cThanks, cMeetingWord, cOnMeeting, cRate) || !it.mask.flag(hasProject) && len(r.asked) == 0 {
		return false
	}
	return r.list("insist").in(it.text())
}

// regular: 博冠专班每周报一次 — what a leader wants told again and again.
func (r *reader) regular(it *item) bool {
	return it.mask.has(cRepeat) && it.mask.flag(hasProject) && r.ctx.Role == RoleLeader && !it.mask.flag(hasUnit) && !it.mask.kind(tAsk) && !it.mask.kind(tMoney) &&
		!it.mask.any(cQuestion, cDone, cNeg, cCond, cThanks, cRate, cRhetoric, cNoChange) && r.says(it, "told-again")
}

// ownerOpen: 谁来负责你们定 — a leader says by when, and leaves open who.
func (r *reader) ownerOpen(it *item) bool {
	return r.ctx.Role == RoleLeader && it.mask.kind(tDate) && r.list("owner-open").in(it.text())
}

// byWhom keeps the leader by whose word the office passes something on:
// 根据李区长批示,请….
func (r *reader) byWhom(it *item) {
	if r.ctx.Role != RoleOffice || len(it.segs) < 2 {
		return
	}
	toks := it.segs[0].toks
	for i, t := range toks {
		if t.leader != "" && i > 0 && r.endsIn(toks[i-1], "byorder") && first(toks[i:], cOrder, cOrderWord) > 0 {
			r.from = t.leader
		}
	}
}

// hasHappened: 昨天供电公司通电了 — what was done, by no day to come.
func (r *reader) hasHappened(it *item) bool {
	for _, w := range dates(it.toks) {
		if w.rel == By {
			return false
		}
		if _, to, ok := w.settle(r.now, ahead); ok && to.Before(r.now) && it.mask.any(cDone, cSolved) {
			return true
		}
	}
	return r.reportsDone(it)
}

// relates: 资规局说下周挂牌 — a unit right behind which it says, or has done,
// something is told nothing.
func (r *reader) relates(it *item) bool {
	for i, t := range it.toks {
		if t.unit == "" {
			continue
		}
		behind := string(r.s.r[t.to:it.to()])
		if i+1 < len(it.toks) && it.toks[i+1].kind == tDate && it.toks[i+1].when.rel != By {
			behind = string(r.s.r[it.toks[i+1].to:it.to()]) // 三桥镇昨天汇报…
		}
		return i+1 < len(it.toks) && r.list("relates").begins(behind) && !r.list("say-it").begins(behind) && !r.musts(t.to, it.to()) && !it.mask.any(cRepeat)
	}
	return false
}

// reportsDone: what is said to be done is no instruction.
func (r *reader) reportsDone(it *item) bool {
	return it.mask.has(cDone) && !it.mask.any(cOrder, cNeed, cRepeat) && !r.musts(it.from(), it.to())
}

// musts: 必须, 尽快 and the like between two places.
func (r *reader) musts(from, to int) bool {
	return r.list("must").in(string(r.s.r[from:to]))
}

// charge reports whether one of the segments tells a unit to do something.
func (r *reader) charge(it *item) bool {
	for _, g := range it.segs {
		if r.charges(g) {
			return true
		}
	}
	return false
}

// charges reports whether a segment names one who is told and says, by a day,
// a 必须, a deed or a part in it, that he is.
func (r *reader) charges(g segment) bool {
	t := r.addressed(g.toks)
	if len(t.to) == 0 || g.mask.has(cQuestion) {
		return false
	}
	if g.mask.any(cOrder, cRepeat) || r.musts(g.toks[0].from, g.toks[len(g.toks)-1].to) {
		return true
	}
	if g.mask.has(cNeg) {
		return false
	}
	for _, w := range dates(g.toks) {
		if w.rel == By && (!g.mask.has(cDone) || r.stillDue(w, g)) {
			return true
		}
	}
	if g.mask.has(cDone) {
		return false
	}
	if first(t.words, cNeed, cRole) >= 0 || g.mask.has(cRole) {
		return true
	}
	return len(t.words) > 0 && r.list("deed").in(r.s.sub(t.words[0].from, t.words[len(t.words)-1].to))
}

// stillDue: in 供电公司6月底前完成增容 the day is to come, and 完成 is what is to be
// done by then.
func (r *reader) stillDue(w *when, g segment) bool {
	sp, ok := w.resolve(r.now, ahead)
	if !ok || sp.To == nil || sp.To.Before(r.now) || strings.Contains(g.text(), "已") {
		return false
	}
	if _, behind, taken := strings.Cut(g.text(), "把"); taken && strings.HasSuffix(behind, "了") {
		return true // 月底前把入库材料报了
	}
	return !r.endsIn(g.toks[len(g.toks)-1], "past") && !strings.Contains(g.text(), "了")
}

// commanded reports whether a leader's word is passed on.
func (r *reader) commanded(it *item) bool {
	for i, t := range it.toks {
		if t.leader != "" && r.commands(it, i) {
			return true
		}
	}
	return false
}

// commands reports whether the leader's name is followed by a word of command
// before any comma, or by 说 or a colon and then what a unit is to do.
func (r *reader) commands(it *item, i int) bool {
	if i > 0 && r.endsIn(it.toks[i-1], "byorder") {
		return false // 按高主席要求
	}
	if r.ctx.Role == RoleOffice && r.list("take-down").begins(it.text()) && len(units(it.toks[i+1:])) > 0 {
		return true
	}
	said, far := r.list("spoke").begins(string(r.s.r[it.toks[i].to:it.to()])), false
	for k, t := range it.toks[i+1:] {
		rest := it.toks[i+1+k:]
		said = said || r.endsIn(t, "says")
		if (t.is(cOrderWord) || far && r.endsIn(t, "decides")) && len(rest) > 1 && rest[1].kind == tComma {
			return r.chargedIn(it, rest[1].from) // 电话里交办的,…
		}
		if far {
			if t.is(cOrder) && !t.is(cNeed) && r.toldNext(rest[1:]) || r.tells(rest, false) {
				return true // 昨晚看了现场,要求|新城…
			}
			continue
		}
		switch {
		case t.is(cOrder) && r.list("degree").begins(string(r.s.r[t.to:it.to()])):
			return false // 要求很严
		case t.is(cOrder), r.tells(rest, said):
			return true
		case t.kind == tColon, said && t.kind == tComma:
			return r.chargedIn(it, t.from)
		case t.kind == tComma && len(rest) > 1 && (rest[1].is(cOrder) || r.endsIn(rest[1], "says")):
		case said && t.kind != tComma && t.project == nil && t.unit == "":
		case said:
			return r.chargedIn(it, t.from)
		case t.unit != "" && r.endsIn(it.toks[i+k], "at"):
		case t.kind == tComma, t.project != nil, t.unit != "":
			far = true
		}
	}
	return false
}

// toldNext reports whether those who are told come next.
func (r *reader) toldNext(toks []token) bool {
	return len(toks) > 0 && (toks[0].unit != "" || allUnits(toks[0]) || toks[0].is(cMine))
}

// chargedIn: a segment that begins at or behind a place tells a unit what to
// do, or the item has a word of command there.
func (r *reader) chargedIn(it *item, from int) bool {
	for _, g := range it.segs {
		last := g.toks[len(g.toks)-1]
		if last.to <= from {
			continue
		}
		if r.charges(g) || len(units(g.toks)) > 0 && g.mask.has(cOrder) {
			return true
		}
	}
	return false
}

// tells reports whether the tokens begin with 叫 or 让 and the one who is
// told: 叫我们…; behind 说 the comma is part of it: 说,让发改局….
func (r *reader) tells(toks []token, said bool) bool {
	if said && len(toks) > 0 && toks[0].kind == tComma {
		toks = toks[1:]
	}
	if len(toks) < 2 || !r.endsIn(toks[0], "tells") {
		return false
	}
	return toks[1].unit != "" || toks[1].is(cMine) || allUnits(toks[1])
}

// endsIn reports whether a token ends in a word of a list: 的事让.
func (r *reader) endsIn(t token, list string) bool {
	return r.list(list).ends(r.s.sub(t.from, t.to))
}

// signature cuts off who signed below a message (——赵区长, (赵区长), 李区长9.8批示)
// and keeps him as the one whose instructions these are.
func (r *reader) signature(items []item) []item {
	n := len(items) - 1
	if n < 0 {
		return items
	}
	toks := items[n].toks
	at := -1
	for i, t := range toks {
		switch {
		case t.leader != "" && at < 0:
			at = i
		case at >= 0 && !(t.kind == tSpace || t.kind == tParen || t.kind == tDate || t.kind == tClock || t.kind == tNumber || t.is(cOrder) || t.is(cOrderWord)):
			return items
		}
	}
	if at < 0 || at == 0 && n == 0 {
		return items
	}
	from := at
	for from > 0 && (toks[from-1].kind == tSpace || toks[from-1].kind == tParen || toks[from-1].kind == tComma || r.dashes(toks[from-1])) {
		from--
	}
	marked := at > 0 && (toks[at-1].kind == tParen || r.dashes(toks[at-1]) || strings.HasSuffix(r.s.sub(toks[at-1].from, toks[at-1].to), "—"))
	switch {
	case from == 0 && n > 0: // a line of its own
		items = items[:n]
	case marked && from > 0:
		items[n] = newItem(r.s, toks[:from], items[n].list)
	default:
		return items
	}
	r.from = toks[at].leader
	return items
}

// dashes: —— or - alone.
func (r *reader) dashes(t token) bool {
	return strings.Trim(r.s.sub(t.from, t.to), "-—–－─") == ""
}
