package reading

import "strings"

// What somebody else is heard to have said is hearsay, and who said it is none of
// those it is said of: 听中洲那边讲中易昨天开工了 tells nothing of 中洲.

// heardOf reports whether the first of the projects that a segment names is only the
// one whose people tell something of the others.
func (r *reader) heardOf(g *segment, found []*mention) bool {
	if len(found) < 2 {
		return false
	}
	m := found[0]
	said := string(r.s.r[m.to:found[1].from])
	for more := true; more; said, more = r.list("those-of").cut(said) {
		behind, ok := r.list("teller-says").cut(said)
		if !ok {
			continue
		}
		before := string(r.s.r[g.toks[0].from:m.from])
		told := g.mask.any(cStep, cStage, cHold, cDrop) && !r.list("told-to").ends(before)
		return (told || r.list("hears").ends(before)) && r.madeOf(behind, "teller-fill")
	}
	return false
}

// maxTeller is how many letters the words for who was heard may have.
const maxTeller = 10

// heard reports whether a clause opens with 听 and somebody who spoke: 昨天听他们
// 副总说月底停工.
func (r *reader) heard(g *segment) bool {
	first, end := g.toks[0].from, g.toks[len(g.toks)-1].to
	for i := first; i < min(first+5, end); i++ {
		if r.s.r[i] != '听' || r.list("not-heard").after(r.s.r, i) >= 0 {
			continue
		}
		for k := i + 1; k < min(i+2+maxTeller, end); k++ {
			if c := r.s.r[k]; c == '说' || c == '讲' || c == '聊' {
				return !strings.ContainsRune("法明话", runeAt(r.s.r, k+1))
			}
		}
	}
	return false
}
