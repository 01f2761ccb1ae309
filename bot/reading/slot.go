package reading

import "strings"

// slots makes one name of what stands by itself between two marks of a lead and
// is called like a company or a product, whatever cue words its letters hold:
// 线索:南京过关食品,真空炉项目,1.3亿 and 想投1亿建|定型机项目.
func (n *Names) slots(s *script, toks []token) []token {
	k := slotter{n.lex, s}
	told := false
	for _, t := range toks {
		told = told || t.any(cLead, cLeadTalk, cPlaceholder)
	}
	for i := 0; i < len(toks); i++ {
		if !opensSlot(toks, i) {
			continue
		}
		at := i
		for at < len(toks) && toks[at].is(cPlace) {
			at++
		}
		end := k.end(toks, at)
		if end == at {
			continue
		}
		name := s.r[toks[at].from:toks[end-1].to]
		switch {
		case at > i && k.company(toks[at:end], name, true), told && k.company(toks[at:end], name, false):
		case at == i && (told || i > 0 && toks[i-1].is(cBuild)) && k.product(toks[at:end], name):
		case at > i && told && k.brand(toks[at:end], name):
		default:
			continue
		}
		toks = append(toks[:at:at], append(k.named(toks[at].from, toks[end-1].to), toks[end:]...)...)
	}
	return toks
}

// opensSlot reports whether a name may begin at a token: behind a mark, or behind
// a word that it is built, met or filed.
func opensSlot(toks []token, i int) bool {
	return i == 0 || marks(toks[i-1]) && toks[i-1].kind != tNumber || toks[i-1].any(cBuild, cLead, cLeadTalk) || toks[i-1].is(cOneOf) && toks[i-1].to-toks[i-1].from > 1
}

// marks: punctuation, and the sums and days between an entry's parts.
func marks(t token) bool {
	switch t.kind {
	case tSpace, tComma, tPause, tColon, tStop, tMark, tParen, tMoney, tNumber, tMu, tPercent, tDate, tPhone, tNoise, tAsk:
		return true
	}
	return false
}

type slotter struct {
	x *lexicon
	s *script
}

// end finds where the slot at i ends: at a mark, behind 项目, before a word of
// wanting or of 投的.
func (k slotter) end(toks []token, i int) int {
	for j := i; j < len(toks); j++ {
		t := toks[j]
		if marks(t) || j > i && (t.is(cIntend) && t.to-t.from > 1 || k.x.lists["invests"].after(k.s.r, t.from) > 0) {
			return j
		}
		if j > i && t.is(cProjectWord) {
			return j + 1
		}
	}
	return len(toks)
}

// company reports whether the tokens are a company's name that would be taken
// apart: its ending is one that companies have, its beginning is a cue or looks
// like a word before a name. Behind a place the beginning may even be a verb
// (合肥要华塑料), unless nothing but a trade follows it (合肥做塑料).
func (k slotter) company(toks []token, name []rune, placed bool) bool {
	ending := k.ending(name, cCompanyEnd)
	if ending < 2 || len(name) > 8 || !k.plain(toks[1:], placed) {
		return false
	}
	if t := toks[len(toks)-1]; placed && t.unit != "" {
		return true // 宜兴恒达|环保 is no department
	}
	head := toks[0]
	switch {
	case k.noun(head), k.looks(head), placed && k.trimmed(head):
		return true
	case head.kind != tCue || !placed && k.verb(head):
		return false
	case head.to-head.from > 1:
		rest := string(name[head.to-head.from:])
		return placed && (head.is(cStep) && len(name) < 7 || k.x.lists["firm"].is(rest))
	}
	return !k.never(head) && !k.x.trade(string(name[1:]))
}

// product reports whether the tokens are what is built, and would be taken apart.
func (k slotter) product(toks []token, name []rune) bool {
	if len(name) < 4 || len(name) > 12 || !k.x.isProduct(string(name)) || !k.plain(toks[1:], false) {
		return false
	}
	head := toks[0]
	if _, end := k.x.longest(k.s.r, head.from, cShield); end > head.from+1 {
		return true
	}
	return !k.x.fillerRun(string(name)) && (k.noun(head) || k.looks(head) || head.kind == tCue && head.to-head.from == 1 && !k.verb(head))
}

// brand reports whether the tokens, behind a place and between two marks, are a
// company without an ending: 合肥来伊份.
func (k slotter) brand(toks []token, name []rune) bool {
	return len(name) > 2 && len(name) < 5 && toks[0].kind != tText && toks[0].to-toks[0].from == 1 && !k.never(toks[0]) && k.plain(toks[1:], true)
}

// plain reports whether the tokens may stand inside a name.
func (k slotter) plain(toks []token, placed bool) bool {
	for i, t := range toks {
		switch {
		case t.unit != "" && placed && i == len(toks)-1 && t.is(cCompanyEnd):
		case t.project != nil, t.unit != "", t.leader != "", t.event > 0:
			return false
		case t.kind == tText, t.any(cCompanyEnd, cProjectWord, cObstacle, cShield):
		case t.kind != tCue || t.to-t.from > 1 || k.verb(t):
			return false
		}
		if k.x.lists["unnamed"].in(k.s.sub(t.from, t.to)) {
			return false
		}
	}
	return true
}

// noun reports whether a word that shields what it holds, or one for a trade or
// a thing, begins where a token does.
func (k slotter) noun(t token) bool {
	if t.any(cBuild, cIntend, cStep) {
		return false
	}
	for _, c := range []class{cShield, cCompanyEnd, cGeneric, cObstacle} {
		if _, end := k.x.longest(k.s.r, t.from, c); end > t.from+1 {
			return true
		}
	}
	return false
}

// looks reports whether the first letter only looks like a word before a name.
func (k slotter) looks(t token) bool {
	return t.kind == tText && k.x.lists["looks-before"].is(string(k.s.r[t.from])) && !k.x.lists["unnamed"].in(k.s.sub(t.from, t.to))
}

// trimmed reports whether a name's first letter, or its first word before a mere
// trade (杭州老板电器), would be taken off as the sentence's.
func (k slotter) trimmed(t token) bool {
	text := k.s.sub(t.from, t.to)
	if t.kind != tText || k.x.lists["unnamed"].in(text) || k.x.lists["relation"].in(text) || k.x.lists["never-name"].is(string(k.s.r[t.from])) {
		return false
	}
	for _, list := range []string{"run-front", "filler-front", "function"} {
		for _, w := range k.x.lists[list].words {
			if rest, ok := strings.CutPrefix(text, w); ok && w != "某" && (len([]rune(w)) == 1 || rest == "") {
				return true
			}
		}
	}
	return false
}

// verb and never: what of the one-letter cues tells what somebody does, and what
// no name begins with.
func (k slotter) verb(t token) bool  { return k.oneOf(t, "name-verb") }
func (k slotter) never(t token) bool { return k.oneOf(t, "never-name") }

func (k slotter) oneOf(t token, list string) bool {
	return t.to-t.from == 1 && k.x.lists[list].is(string(k.s.r[t.from]))
}

// ending returns how many letters stand before the ending of a class, 0 if there
// is none.
func (k slotter) ending(name []rune, c class) int {
	for i := 1; i < len(name); i++ {
		if _, end := k.x.longest(name, i, c); end == len(name) {
			return i
		}
	}
	return 0
}

// named makes the tokens of a name: its letters, and the word it ends in.
func (k slotter) named(from, to int) []token {
	name := k.s.r[from:to]
	for _, c := range []class{cProjectWord, cCompanyEnd} {
		if at := k.ending(name, c); at > 0 {
			return []token{
				{kind: tText, from: from, to: from + at, mean: []meaning{{class: cWhole}}},
				{kind: tCue, from: from + at, to: to, mean: []meaning{{class: c}}},
			}
		}
	}
	return []token{{kind: tText, from: from, to: to, mean: []meaning{{class: cWhole}}}}
}
