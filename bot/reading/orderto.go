package reading

// Who is told: the units of an order, and what in it is only named.

// orderTokens cuts off the leader and his 要求.
func (r *reader) orderTokens(g segment) []token {
	toks := g.toks
	if r.asksLeaderIn(toks) {
		return toks[1:]
	}
	for i, t := range toks {
		if t.leader != "" && i+1 < len(toks) {
			if j := r.commandAt(toks[i+1:]); j >= 0 {
				return toks[i+1+j+1:]
			}
			for j := i + 1; j < len(toks) && j < i+4; j++ {
				if toks[j].unit != "" && r.endsIn(toks[j-1], "tells") {
					return toks[j:] // 让|资规局牵头…
				}
				if toks[j].is(cOrder) || r.endsIn(toks[j], "says") {
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

// commandAt finds the word of command right before those who are told, -1 if
// there is none: 昨晚看了现场|要求|新城….
func (r *reader) commandAt(toks []token) int {
	for j, t := range toks {
		if t.is(cOrder) && !t.is(cNeed) && len(toks) > j+1 && (toks[j+1].unit != "" || allUnits(toks[j+1]) || r.calledOn(toks[j+1:])) {
			return j
		}
	}
	return -1
}

// addressed finds those who are told to do something: the first unit that is
// no goal of another's doing (报给商务局), with those joined to it.
func (r *reader) addressed(toks []token) told {
	for i, t := range toks {
		if i > 0 && t.is(cMine) && r.ctx.Unit != "" && (r.endsIn(toks[i-1], "tells") || toks[i-1].is(cOrder)) && first(toks[i:], cOrder) != 0 {
			return told{[]string{r.ctx.Unit}, toks[:i], toks[i+1:]} // 让|我们|…
		}
		if t.unit == "" && !allUnits(t) || r.onlyTopic(t) || i > 0 && r.goal(toks[i-1], t) {
			continue
		}
		to, n := r.joined(toks[i:])
		return told{to, toks[:i], toks[i+n:]}
	}
	return told{words: toks}
}

// onlyTopic: the 环保 of 环保那块要盯紧 is a matter, and no one who is told.
func (r *reader) onlyTopic(t token) bool {
	return t.unit != "" && t.to-t.from < 3 && after(r.s.r, t.to, "方面", "这块", "那块", "这一块", "那一块") > 0
}

// goal reports whether a unit is what something is done to or with: 报给|商务局,
// 配合|供电公司; 由 and 请 call it.
func (r *reader) goal(before, t token) bool {
	if t.is(cObstacle) && after(r.s.r, t.to, "问题", "验收", "手续", "审批", "整改", "的", "未", "没", "不", "过") > 0 {
		return true // 厂房的|消防问题
	}
	if allUnits(t) || before.any(cStep, cThing) && !before.is(cSubmit) || before.kind != tText && before.kind != tCue || before.is(cOrder) || before.to != t.from {
		return false
	}
	return r.endsIn(before, "goal") && !r.list("say-it").begins(string(r.s.r[t.to:min(len(r.s.r), t.to+4)]))
}

// joined are the units at the beginning, joined by 、, 和 or 牵头, and how many
// tokens they take.
func (r *reader) joined(toks []token) (all []string, n int) {
	led := false
	for i, t := range toks {
		switch {
		case t.unit != "":
			all, n = appendNew(all, []string{t.unit}), i+1
		case t.leader != "" && (i == 0 || len(all) > 0 && (toks[i-1].kind == tPause || r.joins(toks[i-1]))):
			all, n = appendNew(all, []string{t.leader}), i+1
		case allUnits(t), len(all) > 0 && t.is(cUnitKind) && toks[i-1].kind == tPause: // 各镇街、园区
			all, n = append(all, r.s.sub(t.from, t.to)), i+1
			if k := r.bracketed(toks, i+1); k > 0 {
				all[len(all)-1], n = r.s.sub(t.from, toks[k].to), k+1
			}
		case i < n:
		case t.value(cRole) == "专班成员" && !led && i+1 < len(toks) && toks[i+1].unit != "":
			return all, n // 白马街道|配合供电公司
		case t.kind == tSpace, t.kind == tPause, t.kind == tNoise, t.kind == tParen, t.is(cOrder), t.is(cRole), t.is(cTeam), r.joins(t):
			led = led || t.is(cRole)
			if t.is(cRole) && i == n {
				n = i + 1
			}
		default:
			return all, n
		}
	}
	return all, n
}

// bracketed: 各乡镇(街道) has more of them in brackets; the place of the last.
func (r *reader) bracketed(toks []token, i int) int {
	if i+2 < len(toks) && toks[i].kind == tParen && toks[i+2].kind == tParen && toks[i+1].to-toks[i+1].from < 6 {
		return i + 2
	}
	return -1
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
	return r.list("join").is(r.text(t))
}
