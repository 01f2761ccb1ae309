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
		switch {
		case t.kind == tMoney:
			a := t.sum.amount
			all = append(all, fix{field: r.moneyField(it), value: &a, at: i})
		case t.kind == tPercent:
			d := t.num.thousandths()
			all = append(all, fix{field: "percent", value: &d, at: i})
		case t.is(cStage):
			all = append(all, fix{field: "stage", value: t.value(cStage), at: i})
		case t.kind == tDate && t.when.raw != "刚才":
			if f, ok := r.dateFix(it, t); ok {
				f.at = i
				all = append(all, f)
			}
		case t.unit != "":
			all = append(all, fix{field: "unit", value: t.unit, at: i})
		}
	}
	switch {
	case len(all) == 0:
		all = append(r.stepFixes(it), r.projectFixes(it)...)
	case len(all) == 1 && all[0].field == "stage":
		all = inOrder(append(all, r.stepFixes(it)...)) // 不是签约,是拟签约
	}
	return r.mainField(all)
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

func (r *reader) moneyField(it *item) string {
	switch value(it, cMoney) {
	case "invested":
		return "invested"
	case "paid":
		return "paid_in"
	case "reg":
		return "reg_capital"
	}
	return "amount"
}

// dateFix names the step whose date is meant.
func (r *reader) dateFix(it *item, t token) (fix, bool) {
	what := r.stepNamed(it)
	sp, ok := sameMonth(it, t.when).resolve(r.now, unclear)
	if what == "" {
		return fix{field: "date", value: &sp}, ok && (it.mask.has(cWrong) || len(dates(it.toks)) == 2 && strings.Contains(it.text(), "不是"))
	}
	if !ok {
		r.ask("date")
		return fix{field: "date." + string(what)}, true
	}
	return fix{field: "date." + string(what), value: &sp}, true
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

// filingFixes reads 应该是申报,不是认定.
func (r *reader) filingFixes(it *item) []fix {
	var all []fix
	for i, t := range it.toks {
		switch {
		case t.value(cStep) == string(RegApply):
			all = append(all, fix{field: "reg", value: "已申报", at: i})
		case t.value(cStep) == string(RegOK):
			all = append(all, fix{field: "reg", value: "已认定", at: i})
		}
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
