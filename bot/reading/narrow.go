package reading

// narrow settles a name that several projects begin with by what is said of
// it: 绿地那个智慧农场 is the one of them whose name holds 智慧农场. It looks no
// further than the next name or the end of the sentence.
func (n *Names) narrow(s *script, toks []token) []token {
	for i := 0; i < len(toks); i++ { // a name that reaches further leaves fewer tokens
		m := toks[i].project
		if m.sure() && i+1 < len(toks) && toks[i+1].kind != tSpace {
			toks = n.misspeltTail(s, n.wholeLength(s, toks, i), i)
			continue
		}
		if m == nil || len(m.projects) < 2 || m.newPhase || m.each {
			continue
		}
		if toks = n.misspeltTail(s, toks, i); m.sure() {
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
			if n.lex.lists["that-one"].is(s.sub(m.to, m.to+from)) {
				toks = coverTo(toks, i, m.to+to)
			}
		}
	}
	return toks
}

// wholeLength lets a name reach over its own last letters, those between left
// out: 新签约|孵化园 of 新签约科技孵化园.
func (n *Names) wholeLength(s *script, toks []token, i int) []token {
	m := toks[i].project
	name := n.stems[m.projects[0]].name
	for k := min(len(name), len(s.r)-m.to); k >= 2; k-- {
		if string(name[len(name)-k:]) == string(s.r[m.to:m.to+k]) {
			return coverTo(toks, i, m.to+k)
		}
	}
	return toks
}

// onlyOne finds the letters, two at least, that stand in the name of one
// project and of none of the others; -1 if there are none, or if there are some
// for two of them (物流园跟物流港).
func (n *Names) onlyOne(r []rune, projects []int) (project, from, to int) {
	project = -1
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
		switch {
		case at < 0 || at == project || n.lex.known(r[i:i+best]) && !n.lex.lists["that-one"].is(string(r[:i])):
		case project >= 0:
			return -1, 0, 0
		case second < 2:
			project, from, to = at, i, i+best
		}
	}
	return project, from, to
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
