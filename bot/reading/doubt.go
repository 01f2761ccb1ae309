package reading

import "strings"

// A change that is only spoken of (投资额差点改成2.4亿, 申请把投资额改成2.4亿) has the
// words of one that is asked for; what stands before them tells the two apart.

// outright reports whether the word of a change at i is led up to by nothing but
// names, fields and values and the words of a list: 瑞科的投资额|请|改成2.4亿. Of a
// field whose value is words, only the words that make a wish of it count.
func (r *reader) outright(it *item, i int) bool {
	piece := ""
	for k := i - 1; k >= 0; k-- {
		t := it.toks[k]
		if t.kind == tComma || t.kind == tStop || t.kind == tColon {
			break
		}
		if t.kind != tText && t.kind != tCue || t.any(cStep, cStage, cThing, cLastOne) || r.fieldNamed(it.toks, k) != "" {
			piece = " " + piece
			continue
		}
		piece = r.text(t) + piece
	}
	if r.wordLabel(it) >= 0 {
		return !r.list("may-change").in(piece)
	}
	for _, p := range strings.Fields(piece) {
		if !r.madeOf(p, "asks-change", "rightside", "wrongside") {
			return false
		}
	}
	return true
}
