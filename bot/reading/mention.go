package reading

// A mention is a place of the message that names a project, or several that
// it may mean.
type mention struct {
	projects []int // candidates; one = certain
	raw      string
	wrong    string // what was typed for right, if a name was read through
	right    string
	phase    int  // the phase said, 0 if none
	newPhase bool // a phase that the ledger does not have
	stranger bool // the name goes on as the ledger has it for no project: 瑞科光学
	each     bool // 两期, 各期: every phase is meant
	from, to int
}

// sure reports whether the mention means one project.
func (m *mention) sure() bool { return m != nil && len(m.projects) == 1 && !m.unheard() }

// unheard reports whether the ledger has no project by the name that was said.
func (m *mention) unheard() bool { return m.newPhase || m.stranger }

// eachPhase reads 盛源两期都在建 as all of its phases, if there are so many, and
// 云帆两个项目 as both that begin so.
func (n *Names) eachPhase(s *script, m *mention, begun []int) bool {
	pool := union(m.projects, begun)
	if end := n.countedProjects(s.r, m.to, len(pool)); end > 0 {
		m.projects, m.to, m.each = pool, end, true
		return true
	}
	end := after(s.r, m.to, "两期")
	if end < 0 || len(pool) != 2 || n.stems[pool[0]].base != n.stems[pool[1]].base {
		return false
	}
	m.projects, m.to, m.each = pool, end, true
	return true
}

// countedProjects is where 两个项目 that stands at i ends, if it counts so many, at
// least two; -1 otherwise.
func (n *Names) countedProjects(r []rune, i, many int) int {
	if k := after(r, i, "的", "那", "这"); k > 0 {
		i = k
	}
	said := runeAt(r, i) == '几'
	for k, c := range []rune("两三四五") {
		said = said || runeAt(r, i) == c && many == k+2
	}
	if many < 2 || !said {
		return -1
	}
	if has(r, i+1, "个都") {
		return i + 2
	}
	return after(r, i+1, "个项目")
}

// found is the longest name at a place.
type found struct {
	refs []ref
	end  int
}

// wholeAt finds the longest name or alias at i.
func (n *Names) wholeAt(r []rune, i int) found {
	var f found
	w := n.whole.walk()
	for j := i; j < len(r); j++ {
		at, more := w.step(r[j])
		if !more {
			break
		}
		if at >= 0 {
			f = found{n.refs[at], j + 1}
		}
	}
	return f
}

// frontAt finds the longest beginning of a project's name at i.
func (n *Names) frontAt(r []rune, i int) (projects []int, end int) {
	w := n.front.walk()
	for j := i; j < len(r); j++ {
		at, more := w.step(r[j])
		if !more {
			break
		}
		if at >= 0 {
			projects, end = n.begun[at], j+1
		}
	}
	return projects, end
}

// projectAt reads a project's name at i, with the phase behind it.
func (n *Names) projectAt(s *script, i int, whole found) *mention {
	var exact []int
	for _, r := range whole.refs {
		if r.kind == refProject {
			exact = append(exact, r.index)
		}
	}
	begun, end := n.frontAt(s.r, i)
	m := &mention{from: i}
	switch {
	case len(exact) > 0 && whole.end >= end:
		m.projects, m.to = exact, whole.end
	case len(begun) > 0 && end > whole.end && len(exact) == 0 && n.goesOnAsStep(s.r, end):
		return nil // of 新签了几个 the 新签 is no beginning of 新签模具
	case len(begun) > 0 && end > whole.end:
		m.projects, m.to = begun, end
	case len(exact) > 0:
		m.projects, m.to = exact, whole.end
	default:
		return nil
	}
	n.withPhase(s, m, begun)
	m.raw = s.sub(m.from, m.to)
	return m
}

// goesOnAsStep reports whether the last letter of a beginning that ends at a rune is
// the first of a step, or of a question after one.
func (n *Names) goesOnAsStep(r []rune, end int) bool {
	means, to := n.lex.cue(r, end-1)
	t := token{mean: means}
	return to > end && t.any(cStep, cRatePart)
}

// withPhase narrows a mention by the phase said behind the name. A phase that
// the ledger does not have is never put on another one.
func (n *Names) withPhase(s *script, m *mention, begun []int) {
	if n.eachPhase(s, m, begun) {
		return
	}
	j := m.to
	if k := n.lex.lists["beforephase"].after(s.r, m.to); k > 0 {
		j = k
	} else if runeAt(s.r, j) == ' ' {
		j++
	}
	phase, end := phaseAt(s.r, j)
	if phase == 0 {
		m.phase, _, _ = phaseIn(s.r[m.from:m.to])
		return
	}
	if said, _, _ := phaseIn(s.r[m.from:m.to]); said > 0 {
		m.phase = said
		return // 锦尚一期二期: the second stands for itself
	}
	m.phase, m.to = phase, end
	pool := union(m.projects, begun)
	var fit []int
	for _, p := range pool {
		if n.stems[p].phase == phase {
			fit = append(fit, p)
		}
	}
	m.newPhase = len(fit) == 0
	if !m.newPhase {
		m.projects = fit
	}
}

func union(a, b []int) []int {
	out := append([]int(nil), a...)
	for _, x := range b {
		seen := false
		for _, y := range a {
			seen = seen || x == y
		}
		if !seen {
			out = append(out, x)
		}
	}
	return out
}

// A soundIndex is a trie of syllables; a letter goes every way it can be read.
type soundIndex struct {
	sound *sound
	next  map[spokenEdge]int32
	ends  map[int32][]int
	size  int32
}

type spokenEdge struct {
	node     int32
	syllable string
}

func (x *soundIndex) add(name []rune, project int) {
	node := int32(0)
	for _, c := range name {
		all := x.sound.readings[c]
		if len(all) == 0 {
			all = []string{string(c)}
		}
		e := spokenEdge{node, all[0]}
		n, ok := x.next[e]
		if !ok {
			x.size++
			n = x.size
			x.next[e] = n
		}
		node = n
	}
	list := x.ends[node]
	if len(list) == 0 || list[len(list)-1] != project {
		x.ends[node] = append(list, project)
	}
}

// longest finds the longest name that sounds like the letters at i.
func (x *soundIndex) longest(r []rune, i, stop int) (projects []int, end int) {
	nodes := []int32{0}
	for j := i; j < stop && len(nodes) > 0; j++ {
		var on []int32
		all := x.sound.readings[r[j]]
		if len(all) == 0 {
			all = []string{string(r[j])}
		}
		for _, node := range nodes {
			for _, syllable := range all {
				if n, ok := x.next[spokenEdge{node, syllable}]; ok {
					on = append(on, n)
				}
			}
		}
		nodes = on
		for _, node := range nodes {
			if got := x.ends[node]; len(got) > 0 && j > i {
				projects, end = got, j+1
			}
		}
	}
	return projects, end
}

// guess reads letters that name no project exactly as one that sounds alike,
// is contained, or differs in one letter; nil if none does.
func (n *Names) guess(s *script, from, to int) *mention {
	for _, f := range []func(*script, int, int) *mention{n.soundsLike, n.contains, n.oneOff} {
		if m := f(s, from, to); m != nil {
			return m
		}
	}
	return nil
}

func (n *Names) soundsLike(s *script, from, to int) *mention {
	projects, end := n.spoken.longest(s.r, from, to)
	if end-from < 2 || len(projects) == 0 || n.lex.known(s.r[from:end]) {
		return nil
	}
	m := &mention{projects: projects, from: from, to: end}
	m.wrong, m.right = narrow(s.sub(from, end), n.spelledAs(projects[0], s.r[from:end]))
	n.reach(s, m)
	n.withPhase(s, m, projects)
	m.raw = s.sub(m.from, m.to)
	return m
}

// narrow cuts two spellings down to where they differ, two letters at least;
// equal spellings give nothing.
func narrow(wrong, right string) (string, string) {
	a, b := []rune(wrong), []rune(right)
	if wrong == right || len(a) != len(b) {
		return "", ""
	}
	for len(a) > 2 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	for len(a) > 2 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return string(a), string(b)
}

// spelledAs returns the part of a project's names that the letters sound like.
func (n *Names) spelledAs(project int, typed []rune) string {
	p := n.ledger.Projects[project]
	for _, w := range append(append([]string(nil), p.Alias...), p.Name) {
		r := plainRunes(w)
		if len(r) < len(typed) {
			continue
		}
		match := true
		for k := range typed {
			match = match && (typed[k] == r[k] || n.lex.sound.same(typed[k], r[k]))
		}
		if match {
			return string([]rune(w)[:len(typed)])
		}
	}
	return p.Name
}

// contains finds the project whose name holds the longest piece of the
// letters, three at least, and no common word.
func (n *Names) contains(s *script, from, to int) *mention {
	bestLen, bestAt := 2, 0
	var best []int
	for i := from; i+2 < to; i++ {
		for _, p := range n.grams[[2]rune{s.r[i], s.r[i+1]}] {
			k := n.commonFrom(s.r[i:to], n.stems[p].name)
			if k < 3 || n.lex.known(s.r[i:i+k]) {
				continue
			}
			switch {
			case k > bestLen:
				bestLen, bestAt, best = k, i, []int{int(p)}
			case k == bestLen && i == bestAt:
				best = append(best, int(p))
			}
		}
	}
	if len(best) == 0 || len(best) > 6 {
		return nil
	}
	m := &mention{projects: best, from: bestAt, to: bestAt + bestLen}
	m.stranger = n.ownBrand(s.r[from:bestAt], best[0])
	n.withPhase(s, m, best)
	m.raw = s.sub(m.from, m.to)
	return m
}

// commonFrom returns how many letters from the start of a stand in name together.
func (n *Names) commonFrom(a, name []rune) int {
	best := 0
	for i := range name {
		k := 0
		for k < len(a) && i+k < len(name) && a[k] == name[i+k] {
			k++
		}
		best = max(best, k)
	}
	return best
}

// oneOff finds a name of three letters or more with one of them wrong.
func (n *Names) oneOff(s *script, from, to int) *mention {
	if to-from < 3 {
		return nil
	}
	var hit *mention
	for i := from; i+1 < to && i < from+3; i++ {
		for _, p := range n.grams[[2]rune{s.r[i], s.r[i+1]}] {
			for _, w := range append([]string{n.ledger.Projects[p].Name}, n.ledger.Projects[p].Alias...) {
				r := plainRunes(w)
				if len(r) < 3 || from+len(r) > to || diff(r, s.r[from:from+len(r)]) != 1 || phaseClash(r, s.r[from:from+len(r)]) {
					continue
				}
				if hit != nil && hit.projects[0] != int(p) {
					return nil
				}
				hit = &mention{projects: []int{int(p)}, from: from, to: from + len(r), raw: s.sub(from, from+len(r))}
				if hit.stranger = n.otherBrand(s.r[from:], r); !hit.stranger {
					hit.wrong, hit.right = narrow(hit.raw, w)
				}
			}
		}
	}
	return hit
}

func diff(a, b []rune) int {
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}
