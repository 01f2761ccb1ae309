package reading

import "strings"

// followUp reads what only changes the question before it: 化工园呢?, 那去年呢,
// 今年的. With 呢 or a mark of its own it asks once more, else it says of what
// was asked.
func (r *reader) followUp(it *item) bool {
	if !r.onlyQualifies(it) {
		return false
	}
	if len(r.acts) == 0 {
		if !it.mask.kind(tAsk) || !it.mask.flag(hasUnit) && !it.mask.flag(hasLeader) {
			return false
		}
		r.who(it, &r.scope.Unit, &r.scope.Leader) // 杨庙镇?转化率
		return true
	}
	again := it.mask.kind(tAsk) || strings.Contains(it.text(), "呢")
	switch a := r.acts[len(r.acts)-1].(type) {
	case AskRate:
		r.rescope(it, &a.Scope)
		if v := r.comparing(it); v != "" {
			a.Compare, again = v, false // 跟市均比呢 compares what was asked
		}
		r.putAsk(a, again)
	case AskList:
		r.refilter(it, &a)
		r.putAsk(a, again)
	default:
		return false
	}
	return true
}

// onlyQualifies reports whether an item holds names of units or leaders, spans
// and kinds, and nothing else.
func (r *reader) onlyQualifies(it *item) bool {
	if !it.mask.flag(hasUnit) && !it.mask.flag(hasLeader) && !it.mask.kind(tDate) && !it.mask.any(cArea, cUnitKind, cMine, cCompare) {
		return false
	}
	for _, t := range it.toks {
		switch {
		case t.project != nil, t.kind == tClock, t.event > 0:
			return false
		case t.kind == tName, t.kind == tDate, t.kind == tAsk, t.kind == tSpace, t.unit != "":
		case t.any(cArea, cUnitKind, cMine, cLinked, cCompare), has(r.s.r, t.from, "呢"):
		case t.to-t.from == 1 && strings.ContainsRune("那的和与跟也就啊呀咧比", r.s.r[t.from]):
		default:
			return false
		}
	}
	return true
}

// putAsk puts a question in the place of the last one, or behind it.
func (r *reader) putAsk(a Act, again bool) {
	if again {
		r.add(a)
		return
	}
	r.acts[len(r.acts)-1] = a
}

func (r *reader) rescope(it *item, s *Scope) {
	if it.mask.flag(hasUnit) || it.mask.flag(hasLeader) || it.mask.any(cMine, cLinked, cArea, cUnitKind) {
		s.Area, s.Unit, s.Leader, s.Kind = "", "", "", ""
		r.scope = Scope{}
		r.who(it, &s.Unit, &s.Leader)
		if s.Kind = r.unitKind(it); s.Unit == "" && s.Leader == "" && s.Kind == "" {
			s.Area = "全区"
		}
	}
	for _, w := range dates(it.toks) {
		s.Year, s.SignYear, s.From, s.To = r.now.Year, 0, nil, nil
		r.scopeDate(w, s, r.signedThen(w))
	}
}

func (r *reader) refilter(it *item, a *AskList) {
	f := &a.Filter
	if it.mask.flag(hasUnit) || it.mask.flag(hasLeader) || it.mask.any(cMine, cLinked, cUnitKind) {
		f.Unit, f.Leader, f.By = "", "", ""
		r.scope = Scope{}
		r.who(it, &f.Unit, &f.Leader)
		f.Kind = r.unitKind(it)
		r.askedOf(f, a.Kind)
	}
	for _, w := range dates(it.toks) {
		f.Year, f.From, f.To, f.Due = 0, nil, nil, nil
		r.filterDate(it, w, f)
	}
}
