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

// asksOfChange answers who asks about a change and asks for none: 投资额要不要改成2.4亿 is a
// note, and 谁把投资额改成2.4亿的 shows how it stands. Who only asks politely
// (改成2.4亿可以吗) is asked to confirm.
func (r *reader) asksOfChange(it *item) bool {
	whether := it.ends || r.list("whether-so").ends(it.text())
	if !whether && !it.mask.any(cQuestion, cRhetoric, cCond) && !it.mask.kind(tAsk) || !it.mask.any(cWrong, cSetValue) || it.mask.any(cHelp, cRate) {
		return false
	}
	if r.says(it, "polite") {
		r.confirmFirst()
		return false
	}
	if !r.asksOfValue(it, whether) {
		return false
	}
	name, known := r.subject(it.toks)
	if !known {
		return false
	}
	if whether || r.says(it, "who-changed") {
		r.add(AskProject{name})
		return true
	}
	r.add(Update{Project: name, Note: tidy(words(r.s, it.toks, func(t token) bool { return t.project != nil }))})
	return true
}

// asksOfValue reports whether one clause has a change, a value and the question.
func (r *reader) asksOfValue(it *item, whether bool) bool {
	for i := range it.segs {
		g := &it.segs[i]
		asks := first(g.toks, cQuestion, cRhetoric) >= 0 && !r.askedBefore(g) || g.mask.has(cCond) && r.list("if-so").in(g.text()) || i == len(it.segs)-1 && (whether || it.toks[len(it.toks)-1].kind == tAsk)
		if asks && g.mask.any(cWrong, cSetValue) && (g.mask.kind(tMoney) || g.mask.kind(tPercent) || g.mask.kind(tDate)) {
			return true
		}
	}
	return false
}

// askedBefore: in 金额不对吧?是1.2亿 the value answers a question that is over.
func (r *reader) askedBefore(g *segment) bool {
	i := first(g.toks, cQuestion)
	return i >= 0 && i < len(g.toks)-1 && strings.HasSuffix(r.text(g.toks[i]), "?")
}

// eitherOf answers who asks which of two values of a project it is: 瑞科投资额是2.2亿
// 还是2.4亿.
func (r *reader) eitherOf(it *item) bool {
	if len(it.segs) > 1 && it.mask.has(cNeg) || r.list("unsure").in(it.text()) || r.list("no-answer-yet").in(it.text()) {
		return false // 总投资没定,两亿还是三亿; 25号还是26号签约还没定
	}
	toks := it.segs[len(it.segs)-1].toks
	for i := range toks {
		for k := i + 1; k < min(i+4, len(toks)); k++ {
			kind := kindOf(toks[i])
			if kind == 0 || kind == int(tName) || kind != kindOf(toks[k]) || r.s.sub(toks[i].to, toks[k].from) != "还是" {
				continue
			}
			name, known := r.subject(it.toks)
			if known {
				r.add(AskProject{name})
			}
			return known
		}
	}
	return false
}

// surmised: 投资额应该是2.4亿吧 is thought to be so, where nothing says that it was wrong.
func (r *reader) surmised(it *item) bool {
	text := strings.TrimRight(it.text(), "?!~。 ")
	if !strings.HasSuffix(text, "吧") || r.echoed() || it.mask.any(cSetValue, cLastOne) {
		return false
	}
	for _, t := range it.toks {
		if t.is(cWrong) && !strings.HasPrefix(r.text(t), "应") {
			return false
		}
	}
	return true
}
