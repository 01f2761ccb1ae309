package reading

import (
	"slices"
	"strings"
)

// What is said once for several projects is written out in the text before it is read:
// 禾丰、金穗分别于5月10日、5月15日开工, 禾丰5月10日开工,金穗5月15日. Each then has its own value,
// and no other's.

// spread returns the text with what is said once said for each project; false if nothing
// is. A question, and what fixes a report, is left as it is.
func (n *Names) spread(s *script, toks []token) (string, bool) {
	var m mask
	named, values := 0, 0
	for _, t := range toks {
		m.add(t)
		if t.project != nil {
			named++
		}
		if kindOf(t) != 0 && t.project == nil {
			values++
		}
	}
	if named < 2 || values < 2 || m.any(cQuestion, cUndo, cWrong, cMerge, cTransfer, cDispute, cLead) {
		return "", false
	}
	if text, ok := n.respectively(s, toks); ok {
		return text, true
	}
	return n.inTurn(s, toks)
}

// respectively writes out 禾丰和金穗分别于5月10日和5月15日开工: to each name its value, with what
// stands around the values.
func (n *Names) respectively(s *script, toks []token) (string, bool) {
	for x := range s.r {
		end := n.lex.lists["respectively"].after(s.r, x)
		if end < 0 {
			continue
		}
		from, to := clauseAround(toks, x)
		var named, values []token
		for _, t := range toks[from:to] {
			switch {
			case t.project != nil && t.from < x:
				named = append(named, t)
			case t.from >= end && kindOf(t) != 0 && (len(values) == 0 || kindOf(t) == kindOf(values[0])):
				values = append(values, t)
			}
		}
		if len(named) < 2 || len(values) < len(named) || !n.listed(s, named) || !n.listed(s, values[:len(named)]) {
			continue
		}
		values = values[:len(named)]
		first, last := values[0], values[len(values)-1]
		before := s.raw(named[len(named)-1].to, x) + s.raw(end, first.from)
		behind := s.raw(last.to, toks[to-1].to)
		var all []string
		for i, t := range named {
			all = append(all, n.inFull(s, t)+before+s.raw(values[i].from, values[i].to)+behind)
		}
		return s.raw(0, named[0].from) + strings.Join(all, ",") + s.raw(toks[to-1].to, len(s.r)), true
	}
	return "", false
}

// raw is the text between two runes as it was typed.
func (s *script) raw(from, to int) string { return s.text[s.off[from]:s.off[max(from, to)]] }

// clauseAround are the tokens between the commas and stops on either side of a rune.
func clauseAround(toks []token, x int) (from, to int) {
	for i, t := range toks {
		switch ends := t.kind == tComma || t.kind == tStop || t.kind == tMark || t.kind == tColon; {
		case ends && t.from < x:
			from = i + 1
		case ends:
			return from, i
		}
	}
	return from, len(toks)
}

// listed reports whether nothing but what joins a list stands between tokens.
func (n *Names) listed(s *script, toks []token) bool {
	for i := 1; i < len(toks); i++ {
		gap := strings.ReplaceAll(s.sub(toks[i-1].to, toks[i].from), " ", "")
		for more := gap != ""; more; {
			gap, more = n.lex.lists["named-with"].cut(gap)
		}
		if gap != "" {
			return false
		}
	}
	return true
}

// A telling of one project: its name and the clause behind it.
type ownClause struct {
	name   token
	body   []token // up to the next name, without the marks at its end
	value  int     // the only date, sum or share in it; -1 if there is none or more
	filled bool    // nothing but the value tells anything
}

// inTurn writes out 禾丰5月10日开工,金穗5月15日 and 禾丰5月10号、金穗5月15号开工: a project of which
// only a value is said takes the words around the value of the one before it, or of the
// one behind it.
func (n *Names) inTurn(s *script, toks []token) (string, bool) {
	all := n.ownClauses(s, toks)
	for i, c := range all {
		if c.value < 0 || !c.filled {
			continue
		}
		if i > 0 && all[i-1].lends(c) {
			return n.saidAs(s, c, all[i-1]), true
		}
		if i+1 < len(all) && all[i+1].lends(c) && c.body[c.value].kind == tDate && all[i+1].value == 0 {
			return n.saidAs(s, c, all[i+1]), true
		}
	}
	return "", false
}

// ownClauses are the clauses of the projects that are named.
func (n *Names) ownClauses(s *script, toks []token) []ownClause {
	var all []ownClause
	for i, t := range toks {
		if t.project == nil {
			continue
		}
		end := i + 1
		for end < len(toks) && toks[end].project == nil && toks[end].kind != tComma && toks[end].kind != tStop && toks[end].kind != tMark {
			end++
		}
		c := ownClause{name: t, value: -1, filled: true}
		if !t.project.sure() {
			continue
		}
		for c.body = toks[i+1 : end]; len(c.body) > 0 && breaks(c.body[len(c.body)-1]); {
			c.body = c.body[:len(c.body)-1]
		}
		values := 0
		for k, u := range c.body {
			switch {
			case u.kind == tDate || u.kind == tMoney || u.kind == tPercent:
				c.value = k
				values++
			case u.kind != tSpace && u.kind != tColon && !n.lex.lists["bare-fill"].is(s.sub(u.from, u.to)):
				c.filled = false
			}
		}
		if values != 1 {
			c.value = -1
		}
		all = append(all, c)
	}
	return all
}

// lends reports whether a clause tells something by its value that the other may be
// meant to tell, too.
func (c ownClause) lends(to ownClause) bool {
	if c.value < 0 || c.filled || c.body[c.value].kind != to.body[to.value].kind || first(c.body, cNeg, cCond, cRhetoric, cHearsay, cQuote, cOther) >= 0 {
		return false
	}
	rest := slices.Delete(slices.Clone(c.body), c.value, c.value+1)
	return first(rest, cStep, cStage, cMoney, cPercent) >= 0
}

// saidAs is the text with one clause told as another is.
func (n *Names) saidAs(s *script, c, as ownClause) string {
	v, w := c.body[c.value], as.body[as.value]
	before := s.raw(as.name.to, w.from)
	behind := s.raw(w.to, as.body[len(as.body)-1].to)
	return s.raw(0, c.name.from) + n.inFull(s, c.name) + before + s.raw(v.from, v.to) + behind + s.raw(c.body[len(c.body)-1].to, len(s.r))
}
