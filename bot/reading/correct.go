package reading

import "strings"

// correct fixes values already reported, one part after the other: 不是3亿是3.5亿,
// 写成了3亿,应为3.5亿, 投资额改成3.5亿,联系人是周斌.
func (r *reader) correct(it *item) bool {
	if r.rename(it) || r.correctionsFollow(it) || r.asksOfChange(it) {
		return true
	}
	if !r.corrects(it) {
		return false
	}
	said := len(r.acts)
	var before *Correct
	for _, part := range r.fixParts(it) {
		if r.correctPart(&part, before) {
			c := r.acts[len(r.acts)-1].(Correct)
			before = &c
		}
	}
	return len(r.acts) > said || r.denied(it) || r.blankField(it) || r.blankCorrection(it)
}

// correctPart fixes the value of one field; without its own project or field the
// part is about those of the part before.
func (r *reader) correctPart(it *item, before *Correct) bool {
	if i := r.wordLabel(it); i >= 0 {
		if done := r.correctWord(it, i, before); !it.mask.kind(tMoney) && !it.mask.kind(tPercent) {
			return done
		}
	}
	all := r.fixes(it)
	if len(all) == 0 {
		return false
	}
	old, fresh := r.sides(it, all)
	if fresh == nil && old == nil {
		return false
	}
	if old != nil && fresh != nil && old.value == fresh.value {
		old = nil // 落在甲,单位改成甲: said of the place before
	}
	c := Correct{Project: r.corrected(it, all[0], before)}
	if old != nil {
		c.Field, c.Old = old.field, old.value
	}
	if fresh != nil {
		c.Field, c.New = fresh.field, fresh.value
	}
	if before != nil && c.Field == "amount" && r.labelOf(it) == "" {
		if _, sum := before.New.(*Amount); sum {
			c.Field = before.Field
		}
	}
	if c.Field == "unit" && r.list("credit").in(it.text()) {
		r.warnOnce("credit_change")
	}
	r.add(c)
	if fresh == nil {
		r.ask(c.Asks())
	}
	return true
}

// rename: 嘉禾改名叫嘉禾茶业了. The name that follows is new, or one of those it
// is called by already.
func (r *reader) rename(it *item) bool {
	all := mentions(it.toks)
	if len(all) == 0 || !all[0].sure() || it.mask.any(cQuestion, cCond, cRhetoric, cHelp, cNeg) {
		return false
	}
	text := r.s.sub(all[0].to, it.to())
	for _, w := range r.list("rename").words {
		before, name, ok := strings.Cut(text, w)
		if !ok || len([]rune(before)) > 8 {
			continue
		}
		name, _, _ = strings.Cut(strings.ReplaceAll(name, "，", ","), ",")
		if name = strings.Trim(tidy(name), "“”\"《》"); len([]rune(name)) < 2 {
			return false
		}
		r.add(Correct{Project: r.projectName(all[0]), Field: "project", New: name})
		return true
	}
	return false
}

// corrects reports whether the item speaks of an error made before.
func (r *reader) corrects(it *item) bool {
	if !r.fixing && !it.mask.any(cWrong, cSetValue, cNeg, cUndo, cField) {
		return r.recalls(it)
	}
	named := r.labelOf(it) != ""
	if it.mask.any(cHelp, cRate, cMeetingWord, cMerge) || it.mask.has(cRole) && r.labelOf(it) != "unit" && (r.wordLabel(it) < 0 || it.mask.flag(hasUnit)) || it.mask.any(cLead) && !(named && it.mask.any(cWrong, cLastOne)) {
		return false
	}
	if it.mask.has(cUndo) && it.mask.flag(hasProject) {
		if steps := r.stepFixes(it); len(steps) == 1 && r.calledOff(it, steps[0]) {
			return true // 昨天说的博冠开工作废
		}
	}
	if it.mask.has(cUndo) && r.labelOf(it) == "date" && len(r.fixes(it)) > 0 {
		return true // 签约日期作废,定为9月27日
	}
	if it.mask.any(cWrong, cSetValue) && (!r.assertsError(it) || r.surmised(it)) {
		return false
	}
	if r.list("notsure").in(it.text()) || r.othersWish(it) || it.mask.has(cQuestion) && len(r.fixes(it)) == 0 {
		return false // 应该是签了吧,我不太确定
	}
	if it.mask.has(cWrong) {
		return !it.mask.any(cRhetoric, cQuote) && (named || it.mask.has(cLastOne) || len(r.fixes(it)) > 0 || strings.Contains(it.text(), "误报") || it.to()-it.from() < 12)
	}
	text := it.text()
	if i := r.wordLabel(it); i >= 0 && hasAnySuffix(r.text(it.toks[i]), "改") {
		return it.mask.flag(hasProject) || r.ctx.ReplyTo != nil // 联系人改成小李
	}
	if r.list("differ").in(text) {
		return false // 甲跟乙不是一个项目
	}
	if len(mentions(it.toks)) == 1 && mentions(it.toks)[0].sure() && strings.Contains(text, ",不是") && (strings.HasPrefix(text, "是") || strings.HasPrefix(text, "应该是")) && mentions(it.toks)[0].from-it.from() < 4 {
		return true // 是康宁,不是康平
	}
	if _, behind, ok := strings.Cut(text, "不是"); ok {
		if strings.Contains(firstClause(behind), "就是") {
			return false // 不是明天就是后天签
		}
		all := r.fixes(it)
		n := len(all)
		return r.bothWords(it) || n >= 2 && all[0].value != all[n-1].value || n == 1 && named && it.mask.kind(tNumber) && strings.Contains(strings.ReplaceAll(text, "不是", ""), "是") // 不是800,是1800万
	}
	if r.fixing && (len(r.fixes(it)) > 0 || r.wordLabel(it) >= 0) || r.recalls(it) {
		return true
	}
	return it.mask.has(cSetValue) && strings.Contains(text, "把") && !r.wished(it) && (named || len(r.fixes(it)) > 0) && !it.mask.any(cEventWord)
}

// assertsError reports whether a word of an error, or of putting one right, is said
// as a fact, and not denied (没写错, 不用改成), supposed (如果有误) or a change that
// may come (有可能改成).
func (r *reader) assertsError(it *item) bool {
	for i, t := range it.toks {
		if t.value(cCond) == "if" {
			return false
		}
		if !t.any(cWrong, cSetValue) {
			continue
		}
		before := r.s.sub(it.from(), t.from)
		may := r.list("changes").begins(r.text(t)) && (r.list("may-change").ends(before) || !r.outright(it, i))
		if !may && !r.list("no-error").ends(before) {
			return true
		}
	}
	return false
}

// othersWish: 老板想把投资额改成2.6亿 is what another wants, and no error.
func (r *reader) othersWish(it *item) bool {
	for _, w := range r.list("others-wish").words {
		if before, _, ok := strings.Cut(it.text(), w); ok && !hasAnySuffix(before, "我", "我们", "咱", "请") {
			return true
		}
	}
	return false
}

// recalls: 上次说投2.2亿,核实后是2.6亿 — two sums for one, of which the first is what
// was said before.
func (r *reader) recalls(it *item) bool {
	return it.mask.kind(tMoney) && !containsAny(it.text(), "想", "打算", "准备", "计划", "拟", "增", "追") && r.list("said-before").in(it.text()) && r.list("found-out").in(it.text()) && len(r.fixes(it)) == 2
}

// correctionsFollow: 更正两处: and 刚才两个数都报错了。 say of what follows that it
// was wrong.
func (r *reader) correctionsFollow(it *item) bool {
	if !it.mask.has(cWrong) || it.mask.any(cQuestion, cHelp) || len(mentions(it.toks)) > 0 || r.at+1 >= len(r.items) || len(r.fixes(it)) > 0 {
		return false
	}
	last := it.segs[len(it.segs)-1]
	next := &r.items[r.at+1]
	if !last.colon && !it.open && !(r.corrects(next) && r.list("rightside").in(next.text())) {
		return false
	}
	r.fixing = true
	return true
}

// wished: 企业想把总投资调到3.2亿 is what somebody would like.
func (r *reader) wished(it *item) bool {
	before, _, _ := strings.Cut(it.text(), "把")
	return len(mentions(it.toks)) > 0 && r.list("wishes").ends(before)
}

// denied reads 还没开工,刚才报错了: a step that was reported and is not so.
func (r *reader) denied(it *item) bool {
	if !it.mask.has(cWrong) || !it.mask.has(cLastOne) && !strings.Contains(it.text(), "误报") {
		return false
	}
	for i, t := range it.toks {
		if st := stageOf[What(t.value(cStep))]; i > 0 && st != "" && it.toks[i-1].is(cNeg) {
			r.add(Correct{Project: r.corrected(it, fix{field: "stage", at: i}, nil), Field: "stage", Old: st})
			r.ask("text")
			return true
		}
	}
	return false
}

// sides tells the old value from the new one by the word before each.
func (r *reader) sides(it *item, all []fix) (old, fresh *fix) {
	for i := range all {
		switch r.sideOf(it, all[i]) {
		case -1:
			old = &all[i]
		case 1:
			fresh = &all[i]
		}
	}
	for i := range all {
		f := &all[i]
		if r.sideOf(it, *f) != 0 {
			continue
		}
		if old == nil && (fresh == nil && len(all) > 1 || fresh != nil && f.at < fresh.at) {
			old = f
		} else if fresh == nil {
			fresh = f
		}
	}
	for i := range all {
		if all[i].field == "stage" && r.calledOff(it, all[i]) {
			return &all[i], nil
		}
	}
	return old, fresh
}

// calledOff: 博冠开工是误报, 博冠开工作废 name what was wrong, not what is right.
func (r *reader) calledOff(it *item, f fix) bool {
	after := it.toks[f.at+1:]
	text := string(r.s.r[it.toks[f.at].to:it.to()])
	return first(after, cUndo) >= 0 || it.toks[0].is(cUndo) || strings.Contains(text, "误报") && !containsAny(text, "误报成", "误报为")
}

// sideOf: -1 after 不是, 写成; 1 after 是, 应为, 改成; 0 unmarked.
func (r *reader) sideOf(it *item, f fix) int {
	if r.list("waswrong").begins(strings.TrimPrefix(r.s.sub(it.toks[f.at].to, it.to()), "是")) {
		return -1 // 签约不对
	}
	from := it.from()
	start := it.toks[f.at].from + f.in
	if f.at > 0 {
		for k := f.at - 1; k >= 0; k-- {
			if it.toks[k].kind == tComma || it.toks[k].kind == tStop {
				from = it.toks[k].to
				break
			}
		}
	}
	before := string(r.s.r[max(from, start-40):start])
	side, at, long := 0, -1, 0 // the last word, and of two that end together the longer
	for _, m := range []struct {
		list string
		side int
	}{{"wrongside", -1}, {"rightside", 1}} {
		for _, w := range r.list(m.list).words {
			k := strings.LastIndex(before, w)
			if end := k + len(w); k >= 0 && (end > at || end == at && len(w) > long) {
				side, at, long = m.side, end, len(w)
			}
		}
	}
	return side
}

// corrected names the project whose value it is, unless projects are what is
// corrected: the one named last before the value, that of the part before, or that
// of the message answered. Only what the bot has just read back is the last report.
func (r *reader) corrected(it *item, f fix, before *Correct) Name {
	if f.field == "project" {
		return "@last"
	}
	all := mentions(it.toks[:f.at])
	if len(all) == 0 && !wordFields[f.field] {
		all = mentions(it.toks)
		all = all[:min(1, len(all))]
	}
	if len(all) > 0 {
		return r.projectName(all[len(all)-1])
	}
	reply := r.ctx.ReplyTo
	switch {
	case before != nil:
		return before.Project
	case it.mask.has(cLastOne), r.echoed():
	case r.carry != nil && len(r.acts) > 0:
		return r.projectName(r.carry)
	case reply != nil && reply.Project != "":
		return Name(reply.Project)
	}
	return "@last"
}
