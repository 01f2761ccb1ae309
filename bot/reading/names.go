package reading

import (
	"sort"
	"strings"
)

// Names finds the names of a ledger in a text. It is immutable and safe for
// concurrent use; build a new one when the ledger changes.
type Names struct {
	ledger  Ledger
	lex     *lexicon
	whole   trie    // names and aliases of everything
	refs    [][]ref // by value of whole
	front   trie    // beginnings of projects' names
	begun   [][]int // by value of front: the projects
	stems   []stem  // by project
	grams   map[[2]rune][]int32
	spoken  soundIndex
	aliases map[string]string // every unit's name and alias, to its name
	places  map[string][]int  // events by the place their names begin with
	rules   []rule
}

// A ref points at one named thing.
type ref struct {
	kind  refKind
	index int
}

type refKind uint8

const (
	refProject refKind = iota
	refUnit
	refLeader
	refEvent
)

// A stem is a project's name split at its phase.
type stem struct {
	name  []rune // the whole name, made plain
	base  string // without the phase
	phase int    // 0 if the name has none
}

// NewNames indexes a ledger. It panics if the embedded lexicon is broken,
// which a test holds it not to be.
func NewNames(l Ledger) *Names {
	lex, err := ownLexicon()
	if err != nil {
		panic("reading: " + err.Error())
	}
	n := &Names{ledger: l, lex: lex, whole: newTrie(), front: newTrie(), grams: map[[2]rune][]int32{}, aliases: map[string]string{}, places: map[string][]int{}, rules: rules()}
	n.spoken = soundIndex{sound: lex.sound, next: map[spokenEdge]int32{}, ends: map[int32][]int{}}
	for i, u := range l.Units {
		n.addUnit(i, u)
	}
	n.addDepartments()
	for i, u := range l.Leaders {
		n.addLeader(i, u)
	}
	for i, e := range l.Events {
		n.addEvent(i, e)
	}
	for i, p := range l.Projects {
		n.addProject(i, p)
	}
	return n
}

func plainRunes(s string) []rune { return newScript(s).r }

func (n *Names) addWhole(name string, r ref) {
	key := plainRunes(name)
	if len(key) < 2 {
		return
	}
	at := n.whole.add(key, len(n.refs))
	if at == len(n.refs) {
		n.refs = append(n.refs, nil)
	}
	for _, have := range n.refs[at] {
		if have == r {
			return
		}
	}
	n.refs[at] = append(n.refs[at], r)
}

func (n *Names) addUnit(i int, u Unit) {
	words := append([]string{u.Name}, u.Alias...)
	for _, w := range words {
		for _, v := range squadNames(w) {
			n.addWhole(v, ref{refUnit, i})
			n.aliases[v] = u.Name
		}
	}
}

// addDepartments lets every common name of a department stand for the unit of
// the ledger that has another one of them (审批局 for 行政审批局).
func (n *Names) addDepartments() {
	group := map[string]string{}
	n.lex.each(cDept, func(w, value string) {
		if full, ok := n.aliases[w]; ok && value != "" {
			group[value] = full
		}
	})
	n.lex.each(cDept, func(w, value string) {
		if full, ok := group[value]; ok && n.aliases[w] == "" {
			n.aliases[w] = full
		}
	})
}

// squadNames adds 第三攻坚队, 攻坚3队, 3队 to 第3攻坚队.
func squadNames(w string) []string {
	r := []rune(w)
	if !strings.HasPrefix(w, "第") || !strings.HasSuffix(w, "攻坚队") {
		return []string{w}
	}
	num, ok := smallNumber(r[1 : len(r)-3])
	if !ok {
		return []string{w}
	}
	all := []string{w}
	for _, d := range []string{hanNumber(num), arabicNumber(num)} {
		all = append(all, "第"+d+"攻坚队", d+"队", "攻坚"+d+"队", d+"攻坚队", "第"+d+"队")
	}
	return all
}

func smallNumber(r []rune) (int, bool) {
	p := whenScan{r: r}
	n, ok := p.integer()
	return n, ok && p.i == len(r) && n > 0 && n < 100
}

func arabicNumber(n int) string { return fixed(int64(n), 0) }

// hanNumber writes 1 to 99 in characters.
func hanNumber(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	}
	return digits[n/10%10] + "十" + digits[n%10]
}

// addLeader adds 陈区长, 陈副区长, 陈建平副区长 to 陈建平, 副区长. The bare
// title stands for the one who has it without 副.
func (n *Names) addLeader(i int, u Leader) {
	r := ref{refLeader, i}
	for _, w := range append([]string{u.Name}, u.Alias...) {
		n.addWhole(w, r)
	}
	surname := string([]rune(u.Name)[:1])
	for _, t := range titles(u.Title) {
		n.addWhole(surname+t, r)
		n.addWhole(u.Name+t, r)
	}
	if u.Title == "区长" || u.Title == "区委书记" || u.Title == "书记" {
		n.addWhole(u.Title, r)
	}
}

// titles returns the forms in which a title is spoken.
func titles(t string) []string {
	if t == "" {
		return nil
	}
	short := t
	for _, body := range []string{"区人大常委会", "区人大", "区政协", "区委", "区政府", "县人大", "县政协", "县委", "市委"} {
		short = strings.TrimPrefix(short, body)
	}
	all := []string{t, short}
	if plain := strings.TrimPrefix(short, "副"); plain != short {
		all = append(all, plain)
	}
	return all
}

func (n *Names) addProject(i int, p Project) {
	name := plainRunes(p.Name)
	phase, at, end := phaseIn(name)
	base := string(name)
	if phase > 0 {
		base = string(name[:at]) + string(name[end:])
	}
	n.stems = append(n.stems, stem{name: name, base: base, phase: phase})
	for _, w := range append([]string{p.Name}, p.Alias...) {
		n.addWhole(w, ref{refProject, i})
		n.addFronts(i, plainRunes(w))
		n.spoken.add(plainRunes(w), i)
	}
	for k := 0; k+1 < len(name); k++ {
		g := [2]rune{name[k], name[k+1]}
		if list := n.grams[g]; len(list) == 0 || list[len(list)-1] != int32(i) {
			n.grams[g] = append(list, int32(i))
		}
	}
}

// addFronts enters the beginnings of a name from two letters on; a beginning
// that is a common word or a place needs two letters more.
func (n *Names) addFronts(i int, name []rune) {
	least := 2
	for k := min(len(name), 6); k >= 2; k-- {
		if n.lex.known(name[:k]) {
			least = k + 2
			break
		}
	}
	for k := least; k < len(name); k++ {
		if _, digit := phaseDigit(name, k-1); digit && name[k] == '期' {
			continue // 盛源一 is no beginning of 盛源一期: in 盛源一二期 it stands for itself
		}
		at := n.front.add(name[:k], len(n.begun))
		if at == len(n.begun) {
			n.begun = append(n.begun, nil)
		}
		if list := n.begun[at]; len(list) == 0 || list[len(list)-1] != i {
			n.begun[at] = append(list, i)
		}
	}
	if least == 2 && len(name) > 2 {
		n.spoken.add(name[:2], i)
	}
}

// A Candidate is a project that a text may mean.
type Candidate struct {
	Name  string
	Score float64 // 1 = its name or alias
}

// Projects ranks the projects that a part of a name, initials in pinyin or a
// name with a wrong letter may mean, best first, at most 8.
func (n *Names) Projects(text string) []Candidate {
	q := plainRunes(strings.TrimSpace(text))
	if len(q) == 0 {
		return nil
	}
	best := map[int]float64{}
	note := func(i int, score float64) { best[i] = max(best[i], score) }
	for i, p := range n.ledger.Projects {
		for k, w := range append([]string{p.Name}, p.Alias...) {
			note(i, n.score(q, plainRunes(w), k == 0))
		}
	}
	var all []Candidate
	for i, s := range best {
		if s >= 0.45 {
			all = append(all, Candidate{n.ledger.Projects[i].Name, s})
		}
	}
	sort.Slice(all, func(a, b int) bool {
		if all[a].Score != all[b].Score {
			return all[a].Score > all[b].Score
		}
		return all[a].Name < all[b].Name
	})
	return all[:min(len(all), 8)]
}

// score compares a query with one name.
func (n *Names) score(q, name []rune, full bool) float64 {
	text, query := string(name), string(q)
	switch {
	case text == query:
		return 1
	case strings.HasPrefix(text, query):
		return 0.9
	case strings.Contains(text, query) && len(q) > 1:
		return 0.85
	case strings.Contains(query, text):
		return 0.8
	}
	if phaseClash(q, name) {
		return 0
	}
	if isLatin(q) {
		return n.scoreLatin(query, name)
	}
	if k := n.lex.sound.key(q); k != "" && len(q) > 1 {
		if whole := n.lex.sound.key(name); whole == k {
			return 0.8
		} else if strings.HasPrefix(whole, k) {
			return 0.7
		}
	}
	return 0.75 * dice(q, name)
}

func (n *Names) scoreLatin(query string, name []rune) float64 {
	for _, form := range []struct {
		text  string
		score float64
	}{{n.lex.sound.initials(name), 0.85}, {n.lex.sound.spelled(name), 0.8}} {
		switch {
		case form.text == query:
			return form.score
		case strings.HasPrefix(form.text, query):
			return form.score - 0.1
		case len(query) > 2 && strings.Contains(form.text, query):
			return form.score - 0.2
		}
	}
	return 0
}

func isLatin(q []rune) bool {
	for _, c := range q {
		if !letterAt([]rune{c}, 0) {
			return false
		}
	}
	return true
}

// dice is the share of pairs of letters that two words have in common.
func dice(a, b []rune) float64 {
	if len(a) < 2 || len(b) < 2 {
		return 0
	}
	common := 0
	for i := 0; i+1 < len(a); i++ {
		for j := 0; j+1 < len(b); j++ {
			if a[i] == b[j] && a[i+1] == b[j+1] {
				common++
				break
			}
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b)-2)
}

// unitName returns the full name of a unit said by any of its names.
func (n *Names) unitName(w string) string {
	if full, ok := n.aliases[w]; ok {
		return full
	}
	return w
}
