package reading

// periods are the spans that a question sets side by side: 一季度和二季度的转化率, 3月签的
// 跟4月签的; nil if it is of one. 今年和去年 is a comparison, and no two questions.
func (r *reader) periods(it *item) []*when {
	if it.mask.has(cCond) || r.againstLastYear(it) || r.againstMeeting(it) || value(it, cCompare) != "" {
		return nil
	}
	var all []*when
	last := -1
	for i, t := range it.toks {
		if t.kind != tDate {
			continue
		}
		if sp, ok := t.when.resolve(r.now, unclear); !ok || sp.From == nil && sp.To == nil || last >= 0 && !r.besideEach(it.toks[last+1:i]) {
			return nil
		}
		all, last = append(all, t.when), i
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// besideEach reports whether what stands between two spans sets them side by side.
func (r *reader) besideEach(between []token) bool {
	joined := false
	for _, t := range between {
		switch {
		case r.joins(t) || t.kind == tPause:
			joined = true
		case t.kind == tSpace, t.any(cStep, cThing, cRate, cProjectWord), t.kind == tText && r.madeOf(r.text(t), "askfill", "join"):
			joined = joined || t.kind == tText && r.list("join").ends(r.text(t))
		default:
			return false
		}
	}
	return joined
}

// eachPeriod asks of each of the spans set side by side, else once.
func (r *reader) eachPeriod(it *item, a AskRate) {
	spans := r.periods(it)
	if len(spans) == 0 || a.Scope.Events != nil {
		r.eachUnit(it, a)
		return
	}
	for _, w := range spans {
		a.Scope.Year, a.Scope.SignYear, a.Scope.From, a.Scope.To = r.now.Year, 0, nil, nil
		r.scopeDate(w, &a.Scope, r.signedThen(w))
		r.eachUnit(it, a)
	}
}

// listPeriods lists each of the spans set side by side, else once.
func (r *reader) listPeriods(it *item, a AskList) {
	spans := r.periods(it)
	if len(spans) == 0 || a.Filter.Events != nil || a.Filter.Meeting != nil {
		r.add(a)
		return
	}
	for _, w := range spans {
		one := a
		one.Filter.Year, one.Filter.From, one.Filter.To, one.Filter.Due = 0, nil, nil, nil
		r.filterDate(it, w, &one.Filter)
		r.add(one)
	}
}
