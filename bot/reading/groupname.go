package reading

// groupNames names the projects of a group; a group without any is about the
// one carried over or answered to.
func (r *reader) groupNames(g *group) []Name {
	var all []Name
	for _, m := range g.mentions {
		if m.each {
			for _, p := range m.projects {
				all = append(all, Name(r.n.ledger.Projects[p].Name))
			}
			continue
		}
		all = append(all, r.projectName(m))
	}
	if len(all) > 0 {
		return all
	}
	for _, s := range g.segs {
		if m := r.guess(s.toks); m != nil && (r.worthGuess(g) || m.wrong != "" && m.to-m.from > 3) {
			name := r.projectName(m)
			for i := range g.segs {
				cover(&g.segs[i], m)
			}
			r.carry = m
			return []Name{name}
		}
	}
	if name, ok := r.standing(); ok {
		return []Name{name}
	}
	return nil
}

// worthGuess: only a report is worth looking for a misspelt name in.
func (r *reader) worthGuess(g *group) bool {
	for _, s := range g.segs {
		if s.mask.any(cStep, cStage, cNoChange, cBlock, cSolved, cHold, cReturned, cVerdict, cPercent, cMoney, cThing, cObstacle, cDone, cEventWord) || s.mask.flag(hasEvent) {
			return true
		}
	}
	return false
}

// cover marks the letters of a guessed name as that name.
func cover(g *segment, m *mention) {
	var out []token
	for _, t := range g.toks {
		switch {
		case t.to <= m.from || t.from >= m.to:
			out = append(out, t)
		default:
			if t.from < m.from {
				out = append(out, token{kind: tText, from: t.from, to: m.from})
			}
			if len(out) == 0 || out[len(out)-1].project == nil {
				out = append(out, token{kind: tName, from: m.from, to: m.to, project: m})
			}
			if t.to > m.to {
				out = append(out, token{kind: tText, from: m.to, to: t.to})
			}
		}
	}
	g.toks = out
}
