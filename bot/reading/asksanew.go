package reading

import "strings"

// Two ways to speak of a question leave only its answer, or the question that is
// meant, to be read: who corrects what he asked (不是问河口,我问的是三桥镇的开工率), and
// who repeats what he was asked (你们不是问晟能哪天签约吗,计划6月20号).

// asksAnew leaves of a corrected question what is meant.
func (n *Names) asksAnew(s *script, toks []token) []token {
	if first(toks, cRate, cQuestion, cState, cStateOf, cListed) < 0 {
		return toks
	}
	for i, t := range toks {
		if i > 0 && !breaks(toks[i-1]) {
			continue
		}
		if k := notButUnit(s, toks[i:]); k > 0 && first(toks, cRate) > 0 {
			return append(append([]token(nil), toks[:i]...), toks[i+k:]...)
		}
		end := n.rather(s.r, t.from)
		if end < 0 || first(toks[i:], cRate, cQuestion, cState, cStateOf, cListed) < 0 {
			continue
		}
		if behind := fromRune(toks[i:], end); len(behind) > 0 && first(behind, cRate, cQuestion, cState, cStateOf, cListed) >= 0 {
			return append(append([]token(nil), toks[:i]...), n.denies(s, behind)...)
		}
	}
	return toks
}

// notButUnit is where the unit stands that is meant in 不是三合镇是通达镇的转化率, counted
// in tokens; 0 if it is said otherwise.
func notButUnit(s *script, toks []token) int {
	if len(toks) < 4 || s.sub(toks[0].from, toks[0].to) != "不是" || toks[1].unit == "" {
		return 0
	}
	k := 2
	if toks[k].kind == tComma {
		k++
	}
	if w := s.sub(toks[k].from, toks[k].to); w != "是" && w != "而是" || k+1 >= len(toks) || toks[k+1].unit == "" {
		return 0
	}
	return k + 1
}

// rather is where the words end that lead to the question meant, from the beginning
// of a clause on: 不是问河口,我问的是|, 说错了,我想问的是|, 我问的是|. It is -1 if there are none.
func (n *Names) rather(r []rune, i int) int {
	if wrong := n.mistaken(r, i); wrong > 0 {
		return n.lex.lists["asks-rather"].after(r, n.me(r, wrong))
	}
	at := n.me(r, i)
	if not := n.lex.lists["asks-not"].after(r, at); not > 0 {
		for k := not; k < min(len(r), not+20); k++ {
			if end := n.lex.lists["asks-rather"].after(r, n.me(r, k)); end >= k+3 || end > 0 && (r[k-1] == ',' || r[k-1] == ' ') {
				return end
			}
		}
		return -1
	}
	if end := n.lex.lists["asks-rather"].after(r, at); end >= at+3 {
		return end
	}
	return -1
}

// mistaken is where 说错了, at i and the mark behind it end.
func (n *Names) mistaken(r []rune, i int) int {
	if just := after(r, i, "刚才", "刚刚", "刚", "哦", "啊", "哎"); just > 0 {
		i = just
	}
	end := n.lex.lists["retract"].after(r, i)
	if end > 0 && end < len(r) && (r[end] == ',' || r[end] == ' ') {
		end++
	}
	return end
}

// me is where the word ends by which the sender begins to speak of himself at i.
func (n *Names) me(r []rune, i int) int {
	if end := after(r, i, "我们", "咱们", "我", "咱", "俺"); end > 0 {
		return end
	}
	return i
}

// denies takes out what is said not to be asked: 开元不是智慧仓,….
func (n *Names) denies(s *script, toks []token) []token {
	for i, t := range toks {
		if i == 0 || !t.is(cNeg) || s.sub(t.from, t.to) != "不是" && n.lex.lists["asks-not"].after(s.r, t.from) < 0 {
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
	if first(toks, cQuestion) < 0 || !strings.ContainsRune(s.text, '问') && !strings.ContainsRune(s.text, '要') {
		return toks
	}
	for i := range toks {
		if i > 0 && !breaks(toks[i-1]) {
			continue
		}
		lead := n.lex.lists["they-ask"].after(s.r, toks[i].from)
		if lead < 0 {
			continue
		}
		end := i + n.askedLen(s, toks[i:])
		about, answer := fromRune(toks[i:end], lead), toks[min(end+1, len(toks)):]
		if len(about) == 0 || len(answer) == 0 || first(about, cQuestion) < 0 || !tellsOnly(answer[:clauseLen(answer)]) {
			continue
		}
		kept := append([]token(nil), toks[:i]...)
		for _, t := range about {
			if !t.is(cQuestion) && !n.lex.lists["they-ask-end"].is(s.sub(t.from, t.to)) {
				kept = append(kept, t)
			}
		}
		return append(kept, answer...)
	}
	return toks
}

// askedLen is how many tokens repeat a question: up to the next mark, or where none
// follows up to the 吗 or 是吧 it ends in.
func (n *Names) askedLen(s *script, toks []token) int {
	k := clauseLen(toks)
	if k < len(toks) {
		return k
	}
	for i := len(toks) - 2; i > 0; i-- {
		if n.lex.lists["they-ask-end"].is(s.sub(toks[i].from, toks[i].to)) {
			return i
		}
	}
	return k
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
