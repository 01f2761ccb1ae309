package reading

import "strings"

// What is only said to be wrong: the field, whose value is asked (瑞科投资额报错了),
// or nothing at all, which takes the last report back (写错了).

// blankFields are the lists of the words for a field that mean it only where it is
// said to be wrong.
var blankFields = map[string]string{"blank-amount": "amount", "blank-date": "date", "blank-stage": "stage", "blank-investor": "investor"}

// blankField reads which field was wrong, where nothing else is told.
func (r *reader) blankField(it *item) bool {
	if !it.mask.has(cWrong) || it.mask.any(cQuestion, cCond, cRhetoric, cQuote, cHelp) || it.mask.kind(tAsk) {
		return false
	}
	field, said := "", ""
	for i, t := range it.toks {
		f := r.fieldNamed(it.toks, i)
		switch {
		case f != "" && field != "" && f != field:
			return false
		case f != "":
			field, said = f, said+" "
		case breaks(t), t.kind == tNoise, t.project != nil, t.is(cWrong):
			said += " "
		default:
			said += r.text(t)
		}
	}
	for _, piece := range strings.Fields(said) {
		for list, f := range blankFields {
			if r.list(list).is(piece) && field == "" {
				field, piece = f, ""
			}
		}
		if !r.madeOf(piece, "takeback", "asks-change", "blank-fill") {
			return false
		}
	}
	if what := r.stepNamed(it); field == "date" && what != "" {
		field += "." + string(what)
	}
	if field == "" || field == "percent" || field == "land_mu" {
		return false
	}
	c := Correct{Project: r.corrected(it, fix{field: field, at: len(it.toks) - 1}, nil), Field: field}
	r.add(c)
	r.ask(c.Asks())
	return true
}

// blankCorrection: something is said to be wrong, but not what. What else stands
// beside it may be what was right, and is never thrown away with it.
func (r *reader) blankCorrection(it *item) bool {
	if !it.mask.has(cWrong) || it.mask.flag(hasProject) || it.mask.has(cQuestion) {
		return false
	}
	if r.says(it, "wrong-chat") && !it.mask.has(cLastOne) && !r.echoed() {
		return true // 刚手滑发错群了不好意思
	}
	said := ""
	for _, t := range it.toks {
		switch {
		case t.kind == tNoise, t.kind == tDate && t.when.raw == "刚才":
		case breaks(t):
			said += " "
		default:
			said += r.text(t)
		}
	}
	for _, piece := range strings.Fields(said) {
		if !r.madeOf(piece, "takeback") {
			return false
		}
	}
	r.add(Undo{Target: "last"})
	return true
}

// rightAlone reads what is right and nothing else, in answer to what was read back:
// 应该是三桥镇, 博冠才对. The value says by itself what was wrong.
func (r *reader) rightAlone(it *item) bool {
	if !r.echoed() || it.mask.any(cQuestion, cHelp) || it.mask.kind(tAsk) {
		return false
	}
	var right *fix
	said := ""
	for i, t := range it.toks {
		f, ok := r.valueAlone(it, i)
		switch {
		case ok && right != nil:
			return false
		case ok:
			f.at, right, said = i, &f, said+" "
		case breaks(t), t.kind == tNoise:
			said += " "
		default:
			said += r.text(t)
		}
	}
	if right == nil || !r.list("right-mark").in(said) {
		return false
	}
	for _, piece := range strings.Fields(said) {
		if !r.madeOf(piece, "right-mark", "right-fill") {
			return false
		}
	}
	r.add(Correct{Project: r.corrected(it, *right, nil), Field: right.field, New: right.value})
	return true
}

// valueAlone is the value that the token at i is, without a word for its field.
func (r *reader) valueAlone(it *item, i int) (fix, bool) {
	t := it.toks[i]
	switch {
	case t.project.sure():
		return fix{field: "project", value: r.n.ledger.Projects[t.project.projects[0]].Name}, true
	case t.unit != "":
		return fix{field: "unit", value: t.unit}, r.inLedger(t.unit)
	case t.kind == tDate && t.when.raw != "刚才":
		sp, ok := r.dayPutRight(it, r.stepNamed(it), t.when)
		return fix{field: "date", value: &sp}, ok
	}
	return r.fixAt(it, i)
}
