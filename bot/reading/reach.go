package reading

// A tail is a piece of a project's name behind the part of it that was said.
type tail struct {
	project, end int
	right        string // as the ledger has it
	exact, alike int    // letters that are the same, and that only sound so
}

// better: more letters of the name, and fewer of them misspelt.
func (t tail) better(than tail) bool {
	if a, b := t.exact+t.alike, than.exact+than.alike; a != b {
		return a > b
	}
	return t.exact > than.exact
}

// reach lets a name go on over a later piece of the ledger's, two letters at least,
// that may be misspelt by letters that sound alike: 恒织|精编, 瑞科|分测, 瑞柯|功率器件.
// Of several projects the one that alone has such a piece is meant.
func (n *Names) reach(s *script, m *mention) {
	var best tail
	only := true
	for _, p := range m.projects {
		t := n.tailOf(s, m, p)
		switch {
		case t.better(best):
			best, only = t, true
		case !best.better(t) && t.end > 0:
			only = false
		}
	}
	if best.end == 0 || len(m.projects) > 1 && (best.alike == 0 || !only) {
		return // 长安物流: which of 长安's is for [Names.narrow] to say
	}
	if best.alike > 0 && m.wrong == "" {
		m.wrong, m.right = narrow(s.sub(m.to, best.end), best.right)
	}
	m.projects, m.to = []int{best.project}, best.end
}

// tailOf is the longest piece of a project's names that stands behind a mention.
func (n *Names) tailOf(s *script, m *mention, project int) tail {
	var best tail
	p := n.ledger.Projects[project]
	for k, w := range append([]string{p.Name}, p.Alias...) {
		name := n.stems[project].name
		if k > 0 {
			name = plainRunes(w)
		}
		said := s.r[m.from:m.to]
		if t := n.pieceAt(s.r[m.from:], name); t.end > len(said) && t.exact >= len(said) {
			t.project, t.right, t.end = project, string(name[len(said):t.end]), m.from+t.end
			best = t // 云帆冷|练: the piece is one letter
		}
		for at := 1; at+1 < len(name); at++ {
			if t := n.pieceAt(s.r[m.to:], name[at:]); t.better(best) {
				t.project, t.end, t.right = project, m.to+t.end, string(name[at:at+t.end])
				best = t
			}
		}
	}
	return best
}

// pieceAt compares letters with a piece of a name from its beginning. A piece with a
// letter that only sounds alike must reach to the end of the name, hold one that
// is the same, and be no word of the lexicon.
func (n *Names) pieceAt(r, name []rune) tail {
	var exact, t tail
	for k := 0; k < len(name) && k < len(r); k++ {
		switch {
		case r[k] == name[k]:
			t.exact++
		case n.lex.sound.close(r[k], name[k]):
			t.alike++
		default:
			return exact
		}
		if t.alike == 0 && t.exact > 1 {
			exact = tail{exact: t.exact, end: k + 1}
		}
		if k+1 == len(name) && t.alike > 0 && t.exact > 0 && t.exact >= t.alike && !n.lex.known(r[:k+1]) {
			t.end = k + 1
			return t
		}
	}
	return exact
}

// misspeltTail lets the name at i reach over a misspelt piece behind it.
func (n *Names) misspeltTail(s *script, toks []token, i int) []token {
	m := toks[i].project
	if m.phase > 0 || i+1 == len(toks) || toks[i+1].kind != tText && toks[i+1].kind != tCue {
		return toks
	}
	to := m.to
	if n.reach(s, m); m.to == to {
		return toks
	}
	end := m.to
	m.to = to
	return coverTo(toks, i, end)
}
