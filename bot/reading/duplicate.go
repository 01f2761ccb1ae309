package reading

import "strings"

// duplicate finds a project that is likely the same one: its name begins like
// the investor's, or sounds like it and makes the same thing.
func (r *reader) duplicate(it *item, l *Lead) (Project, bool) {
	if m := mentions(it.toks); len(m) > 0 {
		switch {
		case !r.inPassing(it):
			return r.n.ledger.Projects[m[0].projects[0]], true
		case r.anotherLead(it):
			return Project{}, false // said to be another one
		}
	}
	brand := []rune(strings.TrimPrefix(string(l.Investor), l.Origin))
	if len(brand) < 2 {
		return Project{}, false
	}
	text := plainRunes(string(l.Investor) + string(l.Project))
	best, at := 0, -1
	for i, st := range r.n.stems {
		if len(st.name) < 3 || !r.alike(brand, st.name) {
			continue
		}
		score := shared(text, st.name[2:]) + 1
		if brand[0] == st.name[0] && brand[1] == st.name[1] {
			score += 2
		} else if score == 1 {
			continue
		}
		if score > best {
			best, at = score, i
		}
	}
	if at < 0 {
		return Project{}, false
	}
	return r.n.ledger.Projects[at], true
}

// alike compares the first two letters of two names.
func (r *reader) alike(a, b []rune) bool {
	return a[0] == b[0] && r.n.lex.sound.near(a[1], b[1]) || a[1] == b[1] && r.n.lex.sound.near(a[0], b[0]) ||
		r.n.lex.sound.same(a[0], b[0]) && r.n.lex.sound.same(a[1], b[1])
}

// shared counts the pairs of letters of b that stand in a.
func shared(a, b []rune) int {
	n := 0
	for j := 0; j+1 < len(b); j++ {
		for i := 0; i+1 < len(a); i++ {
			if a[i] == b[j] && a[i+1] == b[j+1] {
				n++
				break
			}
		}
	}
	return n
}
