package reading

import "slices"

// takeBack settles what a sender takes back while he writes: of 达美明天签约,
// 不对,后天签约 only the day said last counts. What follows the word of taking
// back stands for the last thing of its kind before it, and for all behind it.
func (n *Names) takeBack(s *script, toks []token) []token {
	for i := 0; i < len(toks); i++ {
		from, to := retracted(s, toks, i, n.lex.lists["retract"].words)
		if to == 0 {
			continue
		}
		for to < len(toks) && n.lex.lists["rather"].is(s.sub(toks[to].from, toks[to].to)) {
			to++
		}
		if at := replaced(toks[:from], toks[to:]); at >= 0 {
			toks = append(append([]token(nil), toks[:at]...), toks[to:]...)
			i = at
		}
	}
	return toks
}

// retracted finds a word of taking back at i that stands for itself: between
// two marks, or between two things of one kind (昨天不对前天). It returns where
// the words before it end and those behind it begin; 0, 0 if there is none.
func retracted(s *script, toks []token, i int, list []string) (from, to int) {
	if i == 0 {
		return 0, 0
	}
	if breaks(toks[i-1]) {
		end := i
		for end < len(toks) && !breaks(toks[end]) {
			end++
		}
		if end > i && end+1 < len(toks) && slices.Contains(list, s.sub(toks[i].from, toks[end-1].to)) {
			return i - 1, end + 1
		}
	}
	if i+1 >= len(toks) || !slices.Contains(list, s.sub(toks[i].from, toks[i].to)) {
		return 0, 0
	}
	if k := kindOf(toks[i-1]); k != 0 && k == kindOf(toks[i+1]) && toks[i-1].kind != tName {
		return i, i + 1
	}
	return 0, 0
}

// replaced returns the index of what is taken back, -1 if nothing before the
// word is of a kind with what stands behind it.
func replaced(before, behind []token) int {
	for _, t := range behind {
		if breaks(t) && t.kind != tSpace {
			break
		}
		k := kindOf(t)
		if k == 0 {
			continue
		}
		for at := len(before) - 1; at >= 0; at-- {
			if before[at].kind == tStop && at < len(before)-1 {
				break
			}
			if kindOf(before[at]) == k {
				return at
			}
		}
	}
	return -1
}

// breaks reports whether a mark parts what stands on either side of it.
func breaks(t token) bool {
	switch t.kind {
	case tComma, tPause, tStop, tSpace, tColon, tParen:
		return true
	}
	return false
}

// kindOf says what can be taken back by another of its kind; 0 for the rest.
func kindOf(t token) int {
	switch {
	case t.kind == tDate, t.kind == tMoney, t.kind == tPercent:
		return int(t.kind)
	case t.project != nil:
		return int(tName)
	case t.unit != "":
		return -1
	case t.any(cStep, cStage):
		return int(tCue)
	}
	return 0
}
