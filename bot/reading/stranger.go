package reading

import "strings"

// strangers marks the names that only begin like a project's: of 瑞科光学今天签约
// the ledger's 瑞科功率器件封测 may be another project of the same owner, or another
// owner's. Nothing is filed on it before the sender has said which he means.
func (n *Names) strangers(s *script, toks []token) []token {
	for i, t := range toks {
		if m := t.project; m != nil && m.phase == 0 && !m.newPhase && !m.each {
			m.stranger = n.goesOnAsOther(s, m, toks[i+1:])
		}
	}
	return toks
}

// goesOnAsOther reports whether a name is short for the ledger's and goes on with a
// letter that makes it a longer brand, or with a trade that the ledger's does not
// have, up to what is told of it.
func (n *Names) goesOnAsOther(s *script, m *mention, next []token) bool {
	if n.saidWhole(s.r[m.from:m.to], m.projects) {
		return false
	}
	end, own := n.trades(s.r, m.to, m.projects)
	if k := n.lex.lists["brand-letter"].after(s.r, m.to); k > 0 && end == m.to {
		end, _ = n.trades(s.r, k, nil)
	} else if end == m.to || own {
		return false
	}
	if k := n.lex.lists["firm-kind"].after(s.r, end); k > 0 {
		end = k
	}
	if phase, k := phaseAt(s.r, end); phase > 0 {
		end = k
	}
	return n.toldOf(next, end)
}

// saidWhole reports whether a name is one of the ledger's that is long enough to leave
// no doubt, or has the last letters of it (金穗仓储 of 金穗粮油仓储).
func (n *Names) saidWhole(said []rune, projects []int) bool {
	if len(said) < 4 {
		return false
	}
	for _, p := range projects {
		if name := n.stems[p].name; string(name[len(name)-2:]) == string(said[len(said)-2:]) {
			return true
		}
	}
	f := n.wholeAt(said, 0)
	return len(f.refs) > 0 && f.end == len(said)
}

// maxTrade is how many letters a word for a trade has at most.
const maxTrade = 4

// trades is where the words of a trade that stand at i end, i if there are none; own
// says that one of the projects has them in its name or its investor's.
func (n *Names) trades(r []rune, i int, projects []int) (end int, own bool) {
	for end = i; end < len(r); {
		near := string(r[end:min(end+maxTrade, len(r))])
		rest, ok := n.lex.lists["trades"].cut(near)
		if !ok {
			break
		}
		word := strings.TrimSuffix(near, rest)
		for _, p := range projects {
			of := n.ledger.Projects[p]
			own = own || strings.Contains(of.Name+of.Investor, word)
		}
		end += len([]rune(word))
	}
	return end, own
}

// toldOf reports whether what stands at a rune tells of the name before it: a mark, a
// day, a step, and no further noun (瑞科物流成本).
func (n *Names) toldOf(toks []token, at int) bool {
	for _, t := range toks {
		if t.from >= at {
			return t.from == at && (t.kind != tText && t.kind != tCue || !t.is(cBlock) && t.any(cStep, cStage, cDone, cFact, cTalking, cIntend, cBuild, cNeg, cHold, cProjectWord, cVisitCue, cWarm))
		}
	}
	return len(toks) == 0 || toks[len(toks)-1].to == at
}

// otherBrand reports whether a name differs from a project's in its first two letters
// by one that does not sound like it: 禾田预制菜 is hardly 禾丰预制菜, misspelt.
func (n *Names) otherBrand(said, name []rune) bool {
	return !n.lex.sound.near(said[0], name[0]) || !n.lex.sound.near(said[1], name[1])
}

// ownBrand reports whether the letters before a piece of a project's name are
// another's: the 晟源 of 晟源分布式储能.
func (n *Names) ownBrand(before []rune, project int) bool {
	if len(before) < 2 || len(before) > 4 {
		return false
	}
	text := string(before)
	for _, list := range []string{"leads", "itself", "those-of", "run-front", "filler-front", "function", "another"} {
		if n.lex.lists[list].ends(text) || n.lex.lists[list].begins(text) {
			return false
		}
	}
	name := n.stems[project].name
	return n.otherBrand(before, name)
}
