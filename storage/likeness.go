package storage

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Names are what a project is recognised by.
type Names struct {
	Name     string
	Aliases  []string
	Investor string
}

// Names returns what the project is recognised by.
func (p Project) Names() Names { return Names{p.Name, p.Aliases, p.Investor} }

// A Likeness says how much two projects look like one, and by what.
type Likeness struct {
	By     LikenessBy
	Degree int // 0–100; 0: they do not
}

// A LikenessBy is what is alike.
type LikenessBy string

// What may be alike.
const (
	AlikeInvestor LikenessBy = "investor"
	AlikeName     LikenessBy = "name"
	AlikeAlias    LikenessBy = "alias"
)

// likely is the degree from which two names are worth a warning.
const likely = 50

// Resembles returns how two projects look alike, by the field that says it
// best; the investor first, for he is what first talk protects. The zero
// Likeness says that they do not.
//
// Phases of one project are different projects: of names that say different
// ones only the investor can be alike.
func Resembles(a, b Names) Likeness {
	var best Likeness
	try := func(by LikenessBy, x, y string) {
		if d := alike(x, y); d >= likely && d > best.Degree {
			best = Likeness{by, d}
		}
	}
	try(AlikeInvestor, a.Investor, b.Investor)
	if phase(a.Name) != phase(b.Name) {
		return best
	}
	try(AlikeName, a.Name, b.Name)
	for _, x := range append([]string{a.Name}, a.Aliases...) {
		for _, y := range append([]string{b.Name}, b.Aliases...) {
			try(AlikeAlias, x, y)
		}
	}
	try(AlikeAlias, a.Investor, b.Name) // a project is often called by its investor
	try(AlikeAlias, a.Name, b.Investor)
	return best
}

// alike returns how alike two names are: 100 the same, 80 and more when one
// contains the other, else by the share of pairs of characters they have in common.
func alike(x, y string) int {
	a, b := core(x), core(y)
	if len(a) > len(b) {
		a, b = b, a
	}
	switch {
	case len(a) < 2:
		return 0
	case string(a) == string(b):
		return 100
	case strings.Contains(string(b), string(a)):
		return 80 + 19*len(a)/len(b)
	case a[0] != b[0] && a[1] != b[1]:
		return 0 // the brand stands first; what they share is a trade (智能装备)
	}
	pairs := map[[2]rune]int{}
	for i := range len(a) - 1 {
		pairs[[2]rune(a[i:])]++
	}
	common := 0
	for i := range len(b) - 1 {
		if p := [2]rune(b[i:]); pairs[p] > 0 {
			pairs[p]--
			common++
		}
	}
	return 79 * 2 * common / (len(a) + len(b) - 2)
}

// common words of names say nothing of whose they are.
var hollow = [...]string{"有限责任公司", "股份有限公司", "有限公司", "集团", "公司", "项目", "产业园", "科技", "实业"}

// core returns what is a name's own: without punctuation and hollow words,
// unless only one character would be left.
func core(s string) []rune {
	s = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
	bare := s
	for _, h := range hollow {
		bare = strings.ReplaceAll(bare, h, "")
	}
	if n := len([]rune(bare)); n == 0 || n >= 2 {
		s = bare
	}
	return []rune(s)
}

// phase returns the phase that a name says (二期 → 二), "" where it says none
// or the first, which is the same.
func phase(name string) string {
	before, _, ok := strings.Cut(name, "期")
	if !ok {
		return ""
	}
	rs := []rune(before)
	if len(rs) == 0 || !strings.ContainsRune("二三四五六七八九十23456789", rs[len(rs)-1]) {
		return ""
	}
	digits := map[rune]string{'2': "二", '3': "三", '4': "四", '5': "五", '6': "六", '7': "七", '8': "八", '9': "九"}
	return cmp.Or(digits[rs[len(rs)-1]], string(rs[len(rs)-1:]))
}

// A Duplicate is a project that may be the one that is being filed. It says
// whose it is and by what it is known, and nothing of how its investor is
// reached.
type Duplicate struct {
	Project ProjectID
	Unit    UnitID
	Others  bool // another unit's: first talk is in question
	Likeness
}

// LikelyDuplicates returns the projects that a new one may be, also those of
// other units, the likeliest first. What was dropped is not among them.
func (tx *Tx) LikelyDuplicates(n Names, unit UnitID) ([]Duplicate, error) {
	ps, err := tx.Projects()
	if err != nil {
		return nil, err
	}
	var found []Duplicate
	for _, p := range ps {
		if l := Resembles(n, p.Names()); l.Degree > 0 {
			found = append(found, Duplicate{p.ID, p.Unit, unit != 0 && p.Unit != unit, l})
		}
	}
	slices.SortStableFunc(found, func(a, b Duplicate) int { return b.Degree - a.Degree })
	return found, nil
}
