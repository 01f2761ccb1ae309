package reading

import "strings"

// Who speaks mends what he said by saying one value anew: 昨天开工的,不对,是前天. The
// value said first gives way to it in the text itself, so that all that was told with it
// is told of the new one. What is said anew with more words is left to takeBack.

// repaired returns the text with the first value that is said anew in its place; false
// if none is. What a report had said before (刚报的…不对) is for a correction to fix.
func (n *Names) repaired(s *script, toks []token) (string, bool) {
	text := string(s.r)
	if !n.lex.lists["retract"].in(text) && !n.lex.lists["but-not"].in(text) || n.lex.lists["said-before"].in(text) {
		return "", false
	}
	if not, is := n.notBut(s, toks); is > 0 {
		return s.text[:s.off[toks[not].from]] + n.inFull(s, toks[is]) + s.text[s.off[toks[is].to]:], true
	}
	for i := 1; i < len(toks); i++ {
		to := n.saysAnew(s, toks, i)
		if to == 0 {
			continue
		}
		clause := toks[to:]
		clause = clause[:clauseLen(clause)]
		fresh := n.aloneSaid(s, clause)
		if fresh < 0 {
			continue
		}
		if at := replaced(toks[:i], clause[fresh:]); at >= 0 && first(toks[at:i], cQuestion) < 0 {
			return n.putFor(s, toks[at], clause[fresh], toks[i].from, clause[len(clause)-1].to), true
		}
	}
	return "", false
}

// saysAnew returns the token behind the words of taking back that begin at token i and
// those that lead to what counts instead; 0 if none stand there. Where no mark parts them
// from the clause before, it must end in a word that tells (竣工, 开工的), not in a value:
// 3亿不对,是3.2亿 fixes what was reported.
func (n *Names) saysAnew(s *script, toks []token, i int) int {
	end := toks[i].from
	for more := true; more; {
		end, more = n.retractEnd(s.r, end)
	}
	if end == toks[i].from {
		return 0
	}
	apart := breaks(toks[i-1])
	if !apart && (kindOf(toks[i-1]) != 0 && !toks[i-1].any(cStep, cStage) || !toks[i-1].any(cStep, cStage) && !strings.ContainsRune("了的", s.r[toks[i-1].to-1])) {
		return 0
	}
	marked := strings.ContainsRune(", 。", runeAt(s.r, end))
	for strings.ContainsRune(", 。", runeAt(s.r, end)) && end < len(s.r) {
		end++
	}
	led := n.lex.lists["rather"].after(s.r, end)
	if !marked && led < 0 && !apart {
		return 0
	}
	return tokenFrom(toks, max(end, led))
}

// retractEnd is where a word of taking back ends that stands at i, and whether one does.
func (n *Names) retractEnd(r []rune, i int) (int, bool) {
	at := i
	for i < len(r) && (r[i] == ' ' || r[i] == ',') && i > 0 {
		i++
	}
	longest := 0
	for _, w := range n.lex.lists["retract"].front.at(runeAt(r, i)) {
		if has(r, i, w) {
			longest = max(longest, len([]rune(w)))
		}
	}
	if longest == 0 {
		return at, false
	}
	return i + longest, true
}

// tokenFrom is the index of the token that begins at a rune, 0 if none does.
func tokenFrom(toks []token, at int) int {
	for i, t := range toks {
		if t.from == at {
			return i
		}
	}
	return 0
}

// aloneSaid is the index of the one value that a clause is made of, but for what only
// colours it; -1 if it says more.
func (n *Names) aloneSaid(s *script, clause []token) int {
	at := -1
	for i, t := range clause {
		switch {
		case kindOf(t) != 0 && at < 0:
			at = i
		case t.kind == tSpace || t.kind == tNoise || n.lex.lists["only-colours"].is(s.sub(t.from, t.to)):
		default:
			return -1
		}
	}
	return at
}

// putFor is the text with a fresh value in the place of an old one, and nothing from
// one rune up to another, where the fresh one stood.
func (n *Names) putFor(s *script, old, fresh token, from, to int) string {
	return s.text[:s.off[old.from]] + n.inFull(s, fresh) + s.text[s.off[old.to]:s.off[from]] + s.text[s.off[to]:]
}

// inFull is a value as it was typed; a project by its whole name, since 二期 may have been
// said for it.
func (n *Names) inFull(s *script, t token) string {
	if t.project.sure() {
		return n.ledger.Projects[t.project.projects[0]].Name
	}
	return s.text[s.off[t.from]:s.off[t.to]]
}

// notBut finds 不是锦尚一期(,)是|二期昨天开工的, at whose beginning one project is denied and
// another is told of: the token with which the denial begins, and the project meant. A
// denial of which no more is told fixes a report.
func (n *Names) notBut(s *script, toks []token) (not, is int) {
	for i := 0; i+3 < len(toks); i++ {
		if i > 0 && !breaks(toks[i-1]) || toks[i+1].project == nil || !n.lex.lists["but-not"].is(s.sub(toks[i].from, toks[i].to)) {
			continue
		}
		k := i + 2
		if toks[k].kind == tComma || toks[k].kind == tSpace {
			k++
		}
		if k+1 >= len(toks) || !n.lex.lists["but-is"].is(s.sub(toks[k].from, toks[k].to)) || toks[k+1].project == nil {
			continue
		}
		behind := toks[k+2:]
		if first(behind[:clauseLen(behind)], cStep, cStage, cDone) >= 0 {
			return i, k + 1
		}
	}
	return 0, 0
}
