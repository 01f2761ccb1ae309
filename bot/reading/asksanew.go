package reading

import "strings"

// Two ways to speak of a question leave only its answer, or the question that is
// meant, to be read: who corrects what he asked (不是问河口,我问的是三桥镇的开工率), and
// who repeats what he was asked (你们不是问晟能哪天签约吗,计划6月20号).

// asksAnew leaves of a corrected question what is meant.
func (n *Names) asksAnew(s *script, toks []token) []token {
	for i := 0; i < len(toks); i++ {
		if i > 0 && !breaks(toks[i-1]) {
			continue
		}
		from, at := i, n.me(s, toks[i].from)
		if n.lex.begin("asks-not", s.r, at) > 0 || clauseIs(s, toks[i:], n.lex.lists["retract"]) {
			from = i + clauseLen(toks[i:]) + 1
			if from >= len(toks) {
				return toks
			}
			at = n.me(s, toks[from].from)
		}
		end := n.lex.begin("asks-rather", s.r, at)
		if end < 0 || end < at+3 && from == i || first(toks[from:], cRate, cQuestion, cState, cStateOf, cListed) < 0 {
			continue
		}
		behind := fromRune(toks[from:], end)
		if len(behind) == 0 {
			return toks
		}
		return append(append([]token(nil), toks[:i]...), n.denies(s, behind)...)
	}
	return toks
}

// me is where the word ends by which the sender begins to speak of himself at i.
func (n *Names) me(s *script, i int) int {
	if end := after(s.r, i, "我们", "咱们", "我", "咱", "俺"); end > 0 {
		return end
	}
	return i
}

// denies takes out what is said not to be asked: 开元不是智慧仓,….
func (n *Names) denies(s *script, toks []token) []token {
	for i, t := range toks {
		if i == 0 || !t.is(cNeg) || s.sub(t.from, t.to) != "不是" && after(s.r, t.from, n.lex.lists["asks-not"]...) < 0 {
			continue
		}
		if breaks(toks[i-1]) {
			i--
		}
		end := i + 1 + clauseLen(toks[i+1:])
		return append(append([]token(nil), toks[:i]...), toks[end:]...)
	}
	return toks
}

// answers leaves of the bot's question that is repeated what it asked about, and
// joins the answer to it.
func (n *Names) answers(s *script, toks []token) []token {
	for i := range toks {
		if i > 0 && !breaks(toks[i-1]) {
			continue
		}
		lead := n.lex.begin("they-ask", s.r, toks[i].from)
		if lead < 0 {
			continue
		}
		end := i + clauseLen(toks[i:])
		about, answer := fromRune(toks[i:end], lead), toks[min(end+1, len(toks)):]
		if len(about) == 0 || len(answer) == 0 || first(about, cQuestion) < 0 || !tellsOnly(answer[:clauseLen(answer)]) {
			continue
		}
		kept := append([]token(nil), toks[:i]...)
		for _, t := range about {
			if !t.is(cQuestion) && !contains(n.lex.lists["they-ask-end"], s.sub(t.from, t.to)) {
				kept = append(kept, t)
			}
		}
		return append(kept, answer...)
	}
	return toks
}

// tellsOnly reports whether a clause gives a value or says how it stands, and asks
// nothing.
func tellsOnly(toks []token) bool {
	value := false
	for _, t := range toks {
		value = value || t.kind == tDate || t.kind == tMoney || t.kind == tPercent || t.kind == tNumber || t.any(cStep, cStage, cHedge, cNeg, cDone, cNoChange)
	}
	return value && first(toks, cQuestion) < 0
}

// clauseLen is how many tokens stand before the next mark.
func clauseLen(toks []token) int {
	for i, t := range toks {
		if breaks(t) && t.kind != tPause || t.kind == tAsk {
			return i
		}
	}
	return len(toks)
}

// clauseIs reports whether a clause is one of the words and nothing else.
func clauseIs(s *script, toks []token, list []string) bool {
	k := clauseLen(toks)
	if k == 0 || k == len(toks) {
		return false
	}
	text := s.sub(toks[0].from, toks[k-1].to)
	for _, just := range []string{"刚才", "刚刚", "刚", "哦", "啊", "哎"} {
		text = strings.TrimPrefix(text, just)
	}
	return contains(list, text)
}

// fromRune are the tokens from a rune on; a text that begins before it is cut.
func fromRune(toks []token, at int) []token {
	for i, t := range toks {
		switch {
		case t.from >= at:
			return toks[i:]
		case t.to > at:
			rest := append([]token(nil), toks[i:]...)
			rest[0].from = at
			if t.kind != tText {
				rest[0] = token{kind: tText, from: at, to: t.to}
			}
			return rest
		}
	}
	return nil
}
