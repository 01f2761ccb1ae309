package reading

// wishSlots makes one name of who wants to build something and one of what he
// wants to build, where they stand inside a clause: 宁波|家得宝|想在我区投2亿建|成型机项目.
func (n *Names) wishSlots(s *script, toks []token) []token {
	k := slotter{n.lex, s}
	for i := 1; i < len(toks); i++ {
		if !k.wish(toks, i) {
			continue
		}
		toks = k.wishedFor(toks, i+1)
		after := len(toks) - i
		toks = k.wisher(toks, i)
		i = len(toks) - after
	}
	return toks
}

// wish reports whether a token says that somebody wants what follows: 想在, 拟|投,
// 计划投资; the 想 of 理想汽车 does not.
func (k slotter) wish(toks []token, i int) bool {
	t := toks[i]
	if t.kind != tCue || i+1 == len(toks) || !t.is(cIntend) && k.x.lists["wish"].after(k.s.r, t.from) < 0 {
		return false
	}
	if t.to-t.from > 1 {
		return true
	}
	next := toks[i+1]
	return next.kind == tMoney || next.any(cSite, cPlace, cBuild) || next.unit != "" || k.x.lists["wished"].after(k.s.r, t.to) > 0
}

// wisher makes one name of what stands between a place, 一家 or 叫 and the word of
// wanting at i.
func (k slotter) wisher(toks []token, i int) []token {
	end := i
	if toks[end-1].kind == tComma {
		end-- // 有家企业叫正和机床,|打算
	}
	at := end
	for at > 0 && end-at < 6 && !marks(toks[at-1]) && !k.before(toks[at-1]) {
		at--
		if from := k.calledFrom(toks[at]); from > 0 {
			toks = splitToken(toks, at, from)
			at, end = at+1, end+1
			break
		}
	}
	if at == 0 || at == end || marks(toks[at-1]) {
		return toks
	}
	name := k.s.r[toks[at].from:toks[end-1].to]
	if !k.company(toks[at:end], name, true) && !k.brand(toks[at:end], name) {
		return toks
	}
	return append(toks[:at:at], append(k.named(toks[at].from, toks[end-1].to), toks[end:]...)...)
}

// before: a name may begin behind a place, 一家, 有家 and 叫.
func (k slotter) before(t token) bool {
	text := k.s.sub(t.from, t.to)
	return t.is(cPlace) || t.kind == tCue && t.to-t.from > 1 && (t.is(cOneOf) || k.x.lists["some"].is(text)) || k.x.lists["is-called"].ends(text)
}

// calledFrom is where a name begins behind 叫 in a text, 0 if there is no 叫.
func (k slotter) calledFrom(t token) int {
	if t.kind != tText {
		return 0
	}
	for i := t.from; i < t.to-1; i++ {
		if to := k.x.lists["is-called"].after(k.s.r, i); to > 0 && to < t.to {
			return to
		}
	}
	return 0
}

// wishedFor makes one name of what is to be built, between the word of building
// behind a wish and 项目, or the end of the clause: 想|在我区|投|2亿|建|成型机项目.
func (k slotter) wishedFor(toks []token, i int) []token {
	at, from := -1, 0
	for ; i < len(toks); i++ {
		t := toks[i]
		to := k.x.lists["builds"].after(k.s.r, t.from)
		switch {
		case t.is(cProjectWord) && at >= 0:
			return k.built(toks, at, from, i+1)
		case at >= 0 && marks(t):
			return k.built(toks, at, from, i)
		case at >= 0:
		case t.project != nil, marks(t) && t.kind != tMoney && to < 0 && !(t.kind == tComma && i+1 < len(toks) && k.x.lists["builds"].after(k.s.r, t.to) > 0):
			return toks
		case to > 0 && to <= t.to && !(to == t.to && i+1 < len(toks) && toks[i+1].kind == tMoney): // 投|2亿
			at, from = i, to
		}
	}
	if at < 0 {
		return toks
	}
	return k.built(toks, at, from, len(toks))
}

// built makes one name of what stands from a rune in the token at, behind the word
// of building, to the token end.
func (k slotter) built(toks []token, at, from, end int) []token {
	if k.x.lists["unparted"].after(k.s.r, toks[at].from) > 0 {
		return toks // 想上市
	}
	head := toks[:at:at]
	cut := from < toks[at].to
	if cut && (!k.parts(toks[at], from, toks[end-1].is(cProjectWord)) || k.counts(from)) {
		return toks // 计划|开工时间, 再|上一条
	}
	if cut {
		head = append(head, token{kind: tCue, from: toks[at].from, to: from, mean: []meaning{{class: cBuild}}}) // 建|成型机
	} else {
		for at++; at < end && k.measure(toks[at]); at++ {
			from = toks[at].to // 建|一个
		}
		head = toks[:at:at]
	}
	if at >= end {
		return toks
	}
	name := string(k.s.r[from:toks[end-1].to])
	if n := toks[end-1].to - from; n < 3 || n > 12 || k.x.fillerRun(name) || k.x.lists["unnamed"].in(name) {
		return toks
	}
	if !toks[end-1].is(cProjectWord) && !cut && (at+1 < end || !k.looks(toks[at]) && !k.trimmed(toks[at])) {
		return toks // found whole as it is, or no name
	}
	for i, t := range toks[at:end] {
		if t.unit != "" || t.leader != "" || t.event > 0 || t.project != nil || t.kind == tMoney || !(cut && i == 0) && t.to-t.from > 1 && t.any(cStep, cStage, cDone, cNeg) {
			return toks
		}
	}
	return append(append(head, k.named(from, toks[end-1].to)...), toks[end:]...)
}

// parts reports whether a longer word may be parted behind the word of building it
// begins with: 建|成型机项目, 上|月饼项目; 开工时间 and 投产 stay whole.
func (k slotter) parts(t token, from int, named bool) bool {
	if !k.x.lists["parted"].is(k.s.sub(t.from, from)) {
		return false
	}
	return named || !t.any(cStep, cStage)
}

// counts: the 一条 of 上|一条奶酪线.
func (k slotter) counts(i int) bool {
	_, _, ok := scanNumber(k.s.r, i)
	return ok
}

// measure: 一个, 个; the 家 of 家纺直播 is none.
func (k slotter) measure(t token) bool {
	return t.is(cOneOf) && (t.to-t.from > 1 || k.s.r[t.from] == '个')
}

// splitToken parts a token in two at a rune.
func splitToken(toks []token, i, at int) []token {
	front, back := toks[i], toks[i]
	front.to, back.from = at, at
	return append(toks[:i:i], append([]token{front, back}, toks[i+1:]...)...)
}
