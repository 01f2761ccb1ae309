package reading

import "strings"

// order takes down a leader's instructions: who says it, to whom, what, until
// when. Each segment that names a unit begins a new one.
func (r *reader) order(it *item) bool {
	from, ok := r.orderer(it)
	if !ok || it.mask.any(cQuestion, cRhetoric, cHold, cNoChange) {
		return false
	}
	body := r.orderBody(it)
	var all []*Order
	var project Name
	var before [][]token // what was said before the one who is to do it
	for _, g := range body {
		toks := r.orderTokens(g)
		if m := mentions(toks); len(m) > 0 {
			project = r.projectName(m[0])
		}
		to := r.addressees(toks)
		if len(to) == 0 {
			to = r.charged(toks)
		}
		if len(to) == 0 && len(all) == 0 {
			if !r.ownDuty(g) {
				before = append(before, toks)
				continue
			}
			to = []string{r.ctx.Unit}
		}
		switch n := len(all); {
		case len(to) > 0 && n > 0 && (all[n-1].Text == "" || r.assists(toks)):
			all[n-1].To = append(all[n-1].To, to...)
		case len(to) > 0:
			all = append(all, &Order{From: from, To: to})
		}
		r.fillOrder(all[len(all)-1], toks)
	}
	if len(all) == 0 && r.ownOrder(it, project) {
		o := &Order{From: from, To: []string{r.ctx.Unit}}
		for _, toks := range before { // 高主席要求绿盈月底前重新申报
			r.fillOrder(o, toks)
		}
		all, before = append(all, o), nil
	}
	if len(all) == 0 {
		return false
	}
	if o := all[0]; len([]rune(o.Text)) <= 2 && len(before) > 0 {
		o.Text = ""
		for _, toks := range before { // 月底必须签约,滨江新城负责
			r.fillOrder(o, toks)
		}
	}
	for _, o := range all {
		o.Project = project
		o.Meeting = r.orderMeeting(it)
	}
	r.carryProject(all, body)
	r.putOrders(all)
	return true
}

// ownOrder: a unit that passes a leader's word on about a project of its own
// is told to do it.
func (r *reader) ownOrder(it *item, project Name) bool {
	p, ok := r.known(project)
	return ok && p.Unit == r.ctx.Unit && r.ctx.Role == RoleUnit && it.mask.has(cOrder) && r.commanded(it)
}

// assists: 发改局配合 helps the owner of the order before it.
func (r *reader) assists(toks []token) bool {
	i := first(toks, cRole)
	return i >= 0 && i <= 3 && i == len(toks)-1 && toks[i].value(cRole) == "专班成员"
}

// ownDuty: 要求我们…
func (r *reader) ownDuty(g segment) bool { return g.mask.has(cMine) && r.ctx.Unit != "" }

// carryProject gives each order its own project where the segments differ.
func (r *reader) carryProject(all []*Order, body []segment) {
	k, last := -1, Name("")
	for _, g := range body {
		toks := r.orderTokens(g)
		if len(r.addressees(toks)) > 0 {
			k++
		}
		if m := mentions(toks); len(m) > 0 && m[0].sure() {
			last = Name(r.n.ledger.Projects[m[0].projects[0]].Name)
		}
		if k >= 0 && k < len(all) && last != "" {
			all[k].Project = last
		}
	}
	if all[0].Project == "" {
		if name, ok := r.standing(); ok && !r.everyone(all[0]) {
			for _, o := range all {
				if o.Project == "" {
					o.Project = name
				}
			}
		}
	}
}

// everyone: what all units are told is about no project that was not named.
func (r *reader) everyone(o *Order) bool {
	return len(o.To) > 0 && containsAny(o.To[0], "各", "所有", "全体")
}

func (r *reader) putOrders(all []*Order) {
	for _, o := range all {
		o.Text = strings.Trim(o.Text, ",，、 ")
		if o.Due == nil && o.Repeat == "" {
			r.ask("due")
		}
		if o.From == "" {
			r.ask("from")
		}
		r.add(*o)
	}
}

// orderer finds whose instruction it is. A unit that asks a department for
// help gives none.
func (r *reader) orderer(it *item) (Name, bool) {
	cue := first(it.toks, cOrder)
	for i, t := range it.toks {
		if t.leader != "" && r.commands(it, i) {
			r.from = t.leader
			return Name(t.leader), true
		}
	}
	if !it.mask.flag(hasUnit) && !r.toAll(it) || it.mask.any(cMerge, cTransfer) {
		return "", false
	}
	verb := cue >= 0 || it.mask.kind(tDate) || it.mask.has(cRepeat) || it.mask.any(cNeed)
	if it.list && r.heading == headOrders && it.toks[0].unit != "" {
		return Name(r.from), true
	}
	if r.ctx.Role == RoleLeader && (verb || r.setsTo(it)) && (!it.mask.any(cShow) || it.mask.kind(tDate) || it.mask.has(cRepeat)) {
		return Name(r.ctx.Who), true
	}
	if r.from != "" && verb {
		return Name(r.from), true
	}
	if r.ctx.Role == RoleOffice && it.mask.kind(tDate) && r.bids(it) {
		return "", true
	}
	if r.ctx.Role == RoleOffice && (it.mask.any(cOnMeeting, cOrderWord) || it.mask.has(cMeetingWord) && cue >= 0) && verb {
		return "", true
	}
	return "", false
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
	return containsAny(r.s.sub(toks[1].from, it.to()), r.n.lex.lists["deed"]...)
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

// commanded reports whether a leader's word is passed on.
func (r *reader) commanded(it *item) bool {
	for i, t := range it.toks {
		if t.leader != "" && r.commands(it, i) {
			return true
		}
	}
	return false
}

// commands reports whether the leader's name is followed by a word of
// command before any comma.
func (r *reader) commands(it *item, i int) bool {
	if i > 0 && r.endsIn(it.toks[i-1], "byorder") {
		return false // 按高主席要求
	}
	said := false
	for k, t := range it.toks[i+1:] {
		if t.kind == tText && strings.ContainsAny(r.s.sub(t.from, t.to), "说讲") {
			said = true
		}
		switch {
		case t.is(cOrder), r.tells(it.toks[i+1+k:], said):
			return true
		case said && t.kind != tComma:
		case t.kind == tColon && it.mask.has(cOrder):
			return true
		case t.kind == tComma, t.project != nil, t.unit != "":
			return false
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
	text := r.s.sub(t.from, t.to)
	for _, w := range r.n.lex.lists[list] {
		if strings.HasSuffix(text, w) {
			return true
		}
	}
	return false
}

// orderBody is what follows the leader's word; the heading before a colon is
// left out.
func (r *reader) orderBody(it *item) []segment {
	body := it.segs
	for len(body) > 1 && body[0].colon && !body[0].mask.flag(hasUnit) {
		body = body[1:]
	}
	return body
}

// orderTokens cuts off the leader and his 要求.
func (r *reader) orderTokens(g segment) []token {
	toks := g.toks
	for i, t := range toks {
		if t.leader != "" && i+1 < len(toks) {
			for j := i + 1; j < len(toks) && j < i+4; j++ {
				if toks[j].is(cOrder) {
					return toks[j+1:]
				}
			}
			return toks[i+1:]
		}
	}
	if len(toks) > 0 && toks[0].is(cOrder) && toks[0].unit == "" {
		return toks[1:]
	}
	return toks
}

// addressees are the units before the first verb: those at the beginning of
// the segment, joined by 、, 和 or 牵头.
func (r *reader) addressees(toks []token) []string {
	var all []string
	for i, t := range toks {
		switch {
		case t.unit != "":
			if !contains(all, t.unit) {
				all = append(all, t.unit)
			}
		case allUnits(t), len(all) > 0 && t.is(cUnitKind) && toks[i-1].kind == tPause: // 各镇街、园区
			all = append(all, r.s.sub(t.from, t.to))
		case t.kind == tSpace, t.kind == tPause, t.kind == tNoise, t.kind == tDate, t.is(cRepeat), t.is(cDayPart), t.project != nil && len(all) == 0,
			t.is(cOrder), t.is(cRole), t.is(cNeed), t.is(cTeam), r.joins(t):
		case len(all) == 0 && i < 3:
		default:
			return all
		}
	}
	return all
}

// charged are the units behind 由: 用电问题由供电公司解决.
func (r *reader) charged(toks []token) []string {
	for i, t := range toks {
		if i > 0 && t.unit != "" && runeAt(r.s.r, t.from-1) == '由' {
			return r.addressees(toks[i:])
		}
	}
	return nil
}

// allUnits: 各单位, 各镇街 as those who are told.
func allUnits(t token) bool { return t.value(cGroup) == "unit" }

func (r *reader) toAll(it *item) bool {
	for _, t := range it.toks {
		if allUnits(t) {
			return true
		}
	}
	return false
}

func (r *reader) joins(t token) bool {
	return contains(r.n.lex.lists["join"], string(r.s.r[t.from:t.to]))
}
