package reading

// enumerated parts a sentence that tells of several investors in a row: 见了两家:一家…,
// 一家…; 两条线索:甲2亿、乙3亿. Each becomes an entry of its own; what stands before the
// first heads them. Nil if it tells of one.
func (n *Names) enumerated(s *script, toks []token) [][]token {
	if len(toks) < 6 {
		return nil
	}
	var m mask
	for _, t := range toks {
		m.add(t)
	}
	if m.flag(hasProject) || !m.any(cLead, cLeadTalk, cVisitCue) && !n.lex.lists["met-several"].in(textOf(s, toks)) {
		return nil
	}
	at := n.eachOne(s, toks)
	if len(at) < 2 {
		at = sumEntries(toks)
	}
	if len(at) < 2 {
		return nil
	}
	parts := [][]token{toks[:at[0]]}
	for k, i := range at {
		end := len(toks)
		if k+1 < len(at) {
			end = at[k+1]
		}
		parts = append(parts, toks[i:end])
	}
	return parts
}

func textOf(s *script, toks []token) string {
	if len(toks) == 0 {
		return ""
	}
	return s.sub(toks[0].from, toks[len(toks)-1].to)
}

// eachOne finds where 一家, 另一家 open a clause.
func (n *Names) eachOne(s *script, toks []token) []int {
	var at []int
	for i := 1; i < len(toks); i++ {
		before := toks[i-1].kind
		if (before == tComma || before == tColon || before == tPause) && n.lex.lists["each-one"].after(s.r, toks[i].from) > 0 {
			at = append(at, i)
		}
	}
	return at
}

// sumEntries finds where the names of 甲2亿、乙3亿 begin, behind a colon.
func sumEntries(toks []token) []int {
	var at []int
	for i := 1; i < len(toks); i++ {
		switch {
		case toks[i-1].kind == tColon && len(at) == 0:
			at = append(at, i)
		case toks[i-1].kind == tPause && i > 1 && toks[i-2].kind == tMoney && len(at) > 0:
			at = append(at, i)
		}
	}
	return at
}

// severalMet: 接待了三拨人 — so many were met as a list below tells.
func (n *Names) severalMet(s *script, toks []token) bool {
	text := textOf(s, toks)
	return len(toks) > 0 && n.lex.lists["met-several"].in(text) && n.lex.lists["so-many"].in(text)
}
