package reading

// narrow settles a name that several projects begin with by what is said of
// it: 绿地那个智慧农场 is the one of them whose name holds 智慧农场. It looks no
// further than the next name or the end of the sentence.
func (n *Names) narrow(s *script, toks []token) []token {
	for i, t := range toks {
		m := t.project
		if m == nil || len(m.projects) < 2 || m.newPhase || m.each {
			continue
		}
		end := i + 1
		for end < len(toks) && toks[end].project == nil && toks[end].kind != tStop && toks[end].kind != tMark {
			end++
		}
		if end == i+1 {
			continue
		}
		if p, from, to := n.onlyOne(s.r[m.to:toks[end-1].to], m.projects); p >= 0 {
			m.projects = []int{p}
			if contains(n.lex.lists["that-one"], s.sub(m.to, m.to+from)) {
				toks = coverTo(toks, i, m.to+to)
			}
		}
	}
	return toks
}

// onlyOne finds the letters, two at least, that stand in the name of one
// project and of none of the others; -1 if there are none.
func (n *Names) onlyOne(r []rune, projects []int) (project, from, to int) {
	for i := range r {
		best, second, at := 1, 0, -1
		for _, p := range projects {
			switch k := n.commonFrom(r[i:], n.stems[p].name); {
			case k > best:
				best, second, at = k, best, p
			case k > second:
				second = k
			}
		}
		if at >= 0 && second < 2 && (!n.lex.known(r[i:i+best]) || contains(n.lex.lists["that-one"], string(r[:i]))) {
			return at, i, i + best
		}
	}
	return -1, 0, 0
}

// coverTo lets the name at i reach to a rune further on.
func coverTo(toks []token, i, to int) []token {
	toks[i].to, toks[i].project.to = to, to
	k := i + 1
	for k < len(toks) && toks[k].to <= to {
		k++
	}
	out := append(append([]token(nil), toks[:i+1]...), toks[k:]...)
	if i+1 < len(out) && out[i+1].from < to {
		out[i+1].from = to
	}
	return out
}
