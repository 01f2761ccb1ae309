package reading

import "strings"

// correct fixes a value: 不是3亿是3.5亿, 写成了3亿,应为3.5亿, 改成3.5亿.
func (r *reader) correct(it *item) bool {
	if r.rename(it) {
		return true
	}
	if !r.corrects(it) {
		return false
	}
	all := r.fixes(it)
	if it.mask.has(cContact) && (it.mask.has(cWrong) || len(all) == 0) {
		return r.correctContact(it)
	}
	if len(all) == 0 {
		return r.denied(it) || r.blankCorrection(it)
	}
	old, fresh := r.sides(it, all)
	if fresh == nil && old == nil {
		return false
	}
	if old != nil && fresh != nil && old.value == fresh.value {
		old = nil // 落在甲,单位改成甲: said of the place before
	}
	c := Correct{Project: r.corrected(it, all)}
	if old != nil {
		c.Field, c.Old = old.field, old.value
	}
	if fresh != nil {
		c.Field, c.New = fresh.field, fresh.value
	}
	if c.Field == "unit" && containsAny(it.text(), r.list("credit")...) {
		r.warnOnce("credit_change")
	}
	r.add(c)
	if fresh == nil {
		r.ask(askFor(c.Field))
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
	for _, w := range r.list("rename") {
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

// correctContact reads 联系人报错了,应该是李总.
func (r *reader) correctContact(it *item) bool {
	text := r.s.sub(it.from(), it.to())
	c := Correct{Project: "@last", Field: "contact"}
	if m := mentions(it.toks); len(m) > 0 {
		c.Project = r.projectName(m[0])
	}
	for _, w := range r.list("miswritten") {
		if _, wrong, ok := strings.Cut(text, w); ok && c.Old == nil {
			wrong, _, _ = strings.Cut(strings.ReplaceAll(wrong, "，", ","), ",")
			c.Old = tidy(wrong)
		}
	}
	if before, wrong, ok := strings.Cut(text, "不是"); ok {
		wrong, after, _ := strings.Cut(strings.ReplaceAll(wrong, "，", ","), ",")
		c.Old = tidy(strings.TrimPrefix(wrong, "姓"))
		if text = before; !strings.Contains(before, "是") && !strings.Contains(before, "为") {
			text = after
		}
	}
	for _, w := range []string{"应该是", "应为", "改成", "改为", "更正为", "应是", "是"} {
		if i := strings.LastIndex(text, w); i >= 0 {
			if c.New = tidy(text[i+len(w):]); c.New != "" {
				break
			}
		}
	}
	if c.New == nil || c.New == "" {
		c.New = nil
		r.ask("contact")
	}
	r.add(c)
	return true
}

func askFor(field string) string {
	head, _, _ := strings.Cut(field, ".")
	switch head {
	case "date", "amount", "unit", "contact", "project":
		return head
	}
	return "text"
}

// corrects reports whether the item speaks of an error made before.
func (r *reader) corrects(it *item) bool {
	if it.mask.any(cHelp, cRate, cMeetingWord, cRole, cMerge) || it.mask.any(cLead) {
		return false
	}
	if it.mask.has(cUndo) && it.mask.any(cStep, cStage) && len(mentions(it.toks)) > 0 {
		return true // 昨天说的博冠开工作废
	}
	if containsAny(it.text(), r.list("notsure")...) {
		return false // 应该是签了吧,我不太确定
	}
	if it.mask.has(cWrong) {
		return !it.mask.any(cRhetoric, cQuote) && (it.mask.any(cLastOne, cContact) || len(r.fixes(it)) > 0 || it.to()-it.from() < 12)
	}
	text := it.text()
	if containsAny(text, r.list("differ")...) {
		return false // 甲跟乙不是一个项目
	}
	if len(mentions(it.toks)) == 1 && mentions(it.toks)[0].sure() && strings.Contains(text, ",不是") && (strings.HasPrefix(text, "是") || strings.HasPrefix(text, "应该是")) && mentions(it.toks)[0].from-it.from() < 4 {
		return true // 是康宁,不是康平
	}
	if strings.Contains(text, "不是") {
		return it.mask.has(cContact) && strings.Contains(strings.ReplaceAll(text, "不是", ""), "是") || len(r.fixes(it)) >= 2
	}
	return it.mask.has(cSetValue) && strings.Contains(text, "把") && len(r.fixes(it)) > 0 && !it.mask.any(cEventWord)
}

// denied reads 还没开工,刚才报错了: a step that was reported and is not so.
func (r *reader) denied(it *item) bool {
	if !it.mask.has(cWrong) || !it.mask.has(cLastOne) {
		return false
	}
	for i, t := range it.toks {
		if st := stageOf[What(t.value(cStep))]; i > 0 && st != "" && it.toks[i-1].is(cNeg) {
			r.add(Correct{Project: r.corrected(it, []fix{{field: "stage"}}), Field: "stage", Old: st})
			r.ask("text")
			return true
		}
	}
	return false
}

// blankCorrection: something is said to be wrong, but not what.
func (r *reader) blankCorrection(it *item) bool {
	if !it.mask.has(cWrong) || len(mentions(it.toks)) > 0 || it.mask.any(cStep, cObstacle) {
		return false
	}
	r.add(Undo{Target: "last"})
	return true
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
	return first(after, cUndo) >= 0 || it.toks[0].is(cUndo) || strings.Contains(string(r.s.r[it.toks[f.at].to:it.to()]), "误报")
}

// sideOf: -1 after 不是, 写成; 1 after 是, 应为, 改成; 0 unmarked.
func (r *reader) sideOf(it *item, f fix) int {
	if f.at+1 < len(it.toks) && contains(r.list("waswrong"), r.s.sub(it.toks[f.at+1].from, it.toks[f.at+1].to)) {
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
	side, at := 0, -1
	for _, m := range []struct {
		list string
		side int
	}{{"wrongside", -1}, {"rightside", 1}} {
		for _, w := range r.list(m.list) {
			k := strings.LastIndex(before, w)
			if w == "是" && k >= 3 && strings.HasSuffix(before[:k], "不") {
				continue
			}
			if k > at || k == at && k >= 0 && m.side == -1 {
				side, at = m.side, k
			}
		}
	}
	return side
}

// corrected names the project, unless projects are what is corrected.
func (r *reader) corrected(it *item, all []fix) Name {
	if all[0].field == "project" {
		return "@last"
	}
	if m := mentions(it.toks); len(m) > 0 {
		return r.projectName(m[0])
	}
	return "@last"
}
