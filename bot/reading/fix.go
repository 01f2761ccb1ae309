package reading

import (
	"slices"
	"strings"
)

// A fix is a value that may be the old or the new one of a correction.
type fix struct {
	field string
	value any
	at    int // index of its token
	in    int // how far into the token it begins, in letters
}

// fixes lists the values of the item, field by field.
func (r *reader) fixes(it *item) []fix {
	if steps := r.stepFixes(it); len(steps) == 1 && r.calledOff(it, steps[0]) {
		return steps
	}
	var all []fix
	for i, t := range it.toks {
		if f, ok := r.fixAt(it, i); ok {
			f.at = i
			all = append(all, f)
		} else if t.kind == tMoney && f.field == "" {
			return nil // 产值 is no field
		}
	}
	switch {
	case len(all) == 0:
		projects := r.projectFixes(it)
		if last := it.toks[len(it.toks)-1]; it.mask.has(cLastOne) && len(projects) == 1 && last.project != nil {
			return projects // 刚才那个开工的是博冠
		}
		if all = r.stepFixes(it); len(all) == 1 && r.sideOf(it, all[0]) == 0 {
			all = nil // 写错了,合同要重签
		}
		if r.labelOf(it) == "" {
			all = append(all, projects...)
		}
	case len(all) == 1 && (all[0].field == "stage" || all[0].field == "reg"):
		all = inOrder(append(all, r.stepFixes(it)...)) // 不是签约,是拟签约
	}
	return r.mainField(r.asFiling(it, all))
}

// fixAt is the value that the token at i gives.
func (r *reader) fixAt(it *item, i int) (fix, bool) {
	t := it.toks[i]
	switch {
	case t.kind == tMoney:
		field := r.moneyField(it.toks, i)
		a := t.sum.amount
		return fix{field: field, value: &a}, field != "" && !r.list("misreported-by").ends(r.s.sub(it.from(), t.from))
	case t.kind == tPercent:
		d := t.num.thousandths()
		return fix{field: "percent", value: &d}, true
	case t.kind == tMu && r.labelOf(it) == "land_mu":
		d := t.num.thousandths()
		return fix{field: "land_mu", value: &d}, true
	case t.is(cStage):
		return fix{field: "stage", value: t.value(cStage)}, true
	case t.value(cState) == "签约未申报入库" && containsAny(r.text(t), "申报", "报"):
		return fix{field: "reg", value: "未申报"}, true
	case t.is(cReturned) && containsAny(it.text(), "申报", "认定", "入库"):
		return fix{field: "reg", value: r.outcome(it, t)}, true
	case t.kind == tDate && t.when.raw != "刚才" && !(i+1 < len(it.toks) && containsAny(r.text(it.toks[i+1]), "错", "误")): // 昨天误报
		return r.dateFix(it, t)
	case t.is(cPlace) && (i == 0 || !it.toks[i-1].is(cPlace)) && containsAny(it.text(), "客商", "投资方", "老板", "投资人"):
		place := r.placeAt(it.toks, t.from)
		end := t.from + len([]rune(place))
		return fix{field: "origin", value: place}, after(r.s.r, end, "的", "人", "来") > 0 || hasAnySuffix(r.s.sub(it.from(), t.from), "写成", "报成", "填成", "打成")
	case t.is(cMine) && r.labelOf(it) == "unit" && r.ctx.Role != RoleOffice && r.ctx.Role != RoleLeader:
		return fix{field: "unit", value: r.ctx.Unit}, true // 单位不是我们,是石桥乡
	case t.unit != "":
		before := r.s.sub(it.from(), t.from)
		told := r.labelOf(it) == "unit" || r.list("rightside").ends(before) || r.list("wrongside").ends(before)
		return fix{field: "unit", value: t.unit}, told && r.inLedger(t.unit) && after(r.s.r, t.to, "报的", "说的", "上次报", "刚报") < 0
	}
	return fix{}, false
}

// inLedger reports whether a unit is one of the district's, and no department that
// only has a common name.
func (r *reader) inLedger(unit string) bool {
	return slices.ContainsFunc(r.n.ledger.Units, func(u Unit) bool { return u.Name == unit })
}

// inOrder sorts the values as they were said.
func inOrder(all []fix) []fix {
	slices.SortStableFunc(all, func(a, b fix) int { return a.at - b.at })
	return all
}

// mainField keeps the values of one field: that of the last value.
func (r *reader) mainField(all []fix) []fix {
	count := map[string]int{}
	for _, f := range all {
		count[f.field]++
	}
	best := ""
	for _, f := range all {
		if best == "" || count[f.field] > count[best] {
			best = f.field
		}
	}
	var kept []fix
	for _, f := range all {
		if f.field == best {
			kept = append(kept, f)
		}
	}
	return kept
}

// moneyField is the field of the sum at i, by the word for it before it, else behind
// it; "" if that word is of no field (产值).
func (r *reader) moneyField(toks []token, i int) string {
	before := slices.Clone(toks[:i])
	slices.Reverse(before)
	for _, side := range [][]token{before, toks[i+1:]} {
		for _, t := range side {
			if f := sumField(t); f != "" || t.value(cMoney) == "other" {
				return f
			}
		}
	}
	return "amount"
}

// sumField is the field that a word names a sum of, "" if none.
func sumField(t token) string {
	field := ""
	for _, m := range t.mean {
		if m.class == cMoney && field == "" {
			field = map[string]string{"amount": "amount", "invested": "invested", "paid": "paid_in", "reg": "reg_capital"}[m.value]
		}
	}
	return field
}

// dateFix names the step whose date is meant.
func (r *reader) dateFix(it *item, t token) (fix, bool) {
	what := r.stepNamed(it)
	sp, ok := r.dayPutRight(it, what, sameMonth(it, t.when))
	if what == "" {
		return fix{field: "date", value: &sp}, ok && (it.mask.has(cWrong) && (!it.mask.flag(hasProject) || r.echoed() || it.mask.has(cLastOne) || containsAny(it.text(), "日期", "时间", "日子")) || len(dates(it.toks)) == 2 && strings.Contains(it.text(), "不是"))
	}
	if !ok {
		r.ask("date")
		return fix{field: "date." + string(what)}, true
	}
	return fix{field: "date." + string(what), value: &sp}, true
}

// dayPutRight places a day that is put right. One without its month lies behind for
// a step that the project has taken, and else where it is nearest: what is put right
// is fresh.
func (r *reader) dayPutRight(it *item, what What, w *when) (Span, bool) {
	last, ok := w.resolve(r.now, behind)
	next, will := w.resolve(r.now, ahead)
	st := stageOf[what]
	switch {
	case !ok || !will || w.a.cycle != 'm' || last.To == nil || next.To == nil:
		return w.resolve(r.now, unclear)
	case st != "" && stageRank[st] <= stageRank[r.projectOf(it).Stage]:
		return last, true
	case r.now.daysTo(*next.To) < last.To.daysTo(r.now):
		return next, true
	}
	return last, true
}

// projectOf is the ledger's entry of the project that an item names or is about.
func (r *reader) projectOf(it *item) Project {
	m := r.carry
	if all := mentions(it.toks); len(all) > 0 {
		m = all[0]
	}
	if m.sure() {
		return r.n.ledger.Projects[m.projects[0]]
	}
	if r.ctx.ReplyTo == nil {
		return Project{}
	}
	p, _ := r.known(Name(r.ctx.ReplyTo.Project))
	return p
}

// sameMonth gives a day the month of the other day said: 是8月2号不是12号.
func sameMonth(it *item, w *when) *when {
	if w.a.form != ofDay || w.a.m != 0 || w.a != w.b {
		return w
	}
	for _, o := range dates(it.toks) {
		if o != w && o.a.form == ofDay && o.a.m != 0 {
			full := *w
			full.a.y, full.a.m, full.a.cycle = o.a.y, o.a.m, o.a.cycle
			full.b = full.a
			return &full
		}
	}
	return w
}

// stepNamed finds the step an item speaks of, also in 开工日期.
func (r *reader) stepNamed(it *item) What {
	for _, t := range it.toks {
		if t.is(cStep) {
			return What(t.value(cStep))
		}
		if !t.is(cThing) {
			continue
		}
		for n := t.to - t.from - 1; n >= 2; n-- {
			if v, end := r.n.lex.longest(r.s.r[:t.from+n], t.from, cStep); end > 0 {
				return What(v)
			}
		}
	}
	return ""
}

// stepFixes reads 是开工不是竣工.
func (r *reader) stepFixes(it *item) []fix {
	var all []fix
	for i, t := range it.toks {
		if i > 0 && it.toks[i-1].is(cNeg) && r.s.sub(it.toks[i-1].from, it.toks[i-1].to) != "不是" {
			continue // 还没开工,刚才打错了: not what is right
		}
		if st := stageOf[What(t.value(cStep))]; t.is(cStep) && st != "" {
			all = append(all, fix{field: "stage", value: st, at: i})
		}
	}
	if filed := r.filingFixes(it); len(filed) == 2 {
		return filed
	}
	return all
}

func (r *reader) projectFixes(it *item) []fix {
	var all []fix
	for i, t := range it.toks {
		if t.project.sure() {
			all = append(all, fix{field: "project", value: r.n.ledger.Projects[t.project.projects[0]].Name, at: i})
		}
	}
	phases := r.phaseFixes(it, all)
	all = inOrder(append(all, phases...))
	if len(all) == 1 && strings.Contains(it.text(), ",不是") {
		return all
	}
	if len(all) == 1 && len(phases) == 1 && it.mask.has(cWrong) {
		return all // 搞错了,这是二期的
	}
	if last := it.toks[len(it.toks)-1]; len(all) == 1 && it.mask.has(cWrong) && (it.mask.has(cLastOne) || last.project != nil && len(it.segs) > 1 && it.segs[0].mask.has(cWrong)) && r.sideOf(it, all[0]) == 1 {
		return all // 上一条写错,是盛源一期
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// phaseFixes reads 是二期不是一期 as two phases of the project answered to, or of
// the one named beside them.
func (r *reader) phaseFixes(it *item, named []fix) []fix {
	base := ""
	if len(named) > 0 {
		base = named[0].value.(string)
	} else if r.ctx.ReplyTo != nil {
		base = r.ctx.ReplyTo.Project
	}
	if base == "" {
		return nil
	}
	var all []fix
	for i, t := range it.toks {
		if t.project != nil {
			continue
		}
		for k := t.from; k < t.to; k++ {
			phase, _ := phaseAt(r.s.r, k)
			if name := r.n.phaseOf(base, phase); name != "" {
				all = append(all, fix{"project", name, i, k - t.from})
			}
		}
	}
	return all
}

// phaseOf names the project that is another phase of the one named; "" if
// there is none.
func (n *Names) phaseOf(name string, phase int) string {
	at := slices.IndexFunc(n.ledger.Projects, func(p Project) bool { return p.Name == name })
	if at < 0 || phase == 0 || n.stems[at].phase == 0 {
		return ""
	}
	for p, st := range n.stems {
		if st.base == n.stems[at].base && st.phase == phase {
			return n.ledger.Projects[p].Name
		}
	}
	return ""
}
