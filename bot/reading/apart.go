package reading

import "strings"

// apartSteps are the steps whose thing and deed may stand apart in a clause.
var apartSteps = []What{Land, Company, Intent, RegOK, RegApply, VisitBy}

// apart finds a step said in two words with others between them: 土地昨天摘了,
// 昨天竞得52亩工业用地, 老板周五过来. All the rest of the clause has to be made of
// what may stand beside them, so that 老板昨天来电话 is no visit.
func (p *progress) apart(g *segment) []doing {
	line, at := p.r.plainWords(g.toks)
	for _, w := range apartSteps {
		if w == VisitBy && !g.mask.kind(tDate) {
			continue // 客商来过一次
		}
		for _, deed := range p.r.list(string(w) + "-deed").words {
			k := strings.Index(line, deed)
			if k < 0 || !p.besideThing(line, k, deed, w) {
				continue
			}
			i := at[len([]rune(line[:k]))]
			return []doing{{what: w, at: i, done: strings.Contains(line[k:], "了") || p.r.list("got").ends(deed), apart: true}}
		}
	}
	if (p.p.Reg == "已申报" || p.u.Reg == "已申报") && p.r.madeOf(line, "recognised") && containsAny(line, "批", "过", "认") {
		return []doing{{what: RegOK, at: at[0], done: true, apart: true}} // 市里批了
	}
	return nil
}

// plainWords joins the words of a clause but for names, days and sums, and
// tells the token of each letter.
func (r *reader) plainWords(toks []token) (line string, at []int) {
	for i, t := range toks {
		switch t.kind {
		case tDate, tSpace, tMoney, tNumber, tPause, tNoise:
			continue
		}
		if t.project != nil {
			continue
		}
		text := r.text(t)
		line += text
		for range []rune(text) {
			at = append(at, i)
		}
	}
	return line, at
}

// besideThing reports whether a line is made of the deed at k, a thing of the
// same step, and nothing but what may stand beside them.
func (p *progress) besideThing(line string, k int, deed string, w What) bool {
	before, behind := line[:k], line[k+len(deed):]
	for _, thing := range p.r.list(string(w) + "-thing").words {
		if a, b, ok := strings.Cut(before, thing); ok && p.filled(a, b, behind) {
			return true
		}
		if a, b, ok := strings.Cut(behind, thing); ok && p.filled(before, a, b) {
			return true
		}
	}
	return false
}

// filled reports whether every text is made of what may stand beside a step
// that is told.
func (p *progress) filled(texts ...string) bool {
	for _, text := range texts {
		if !p.r.madeOf(text, "leads", "closes", "apart") {
			return false
		}
	}
	return true
}
