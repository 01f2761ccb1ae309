package reading

import "slices"

// dayLeads: in 4月22日,正式动工 and 达利于4月18日,通过竣工验收 the comma parts a day
// from the step it is the day of.
func dayLeads(s *script, before, behind []token) bool {
	if n := len(before); n == 0 || n > 4 || before[n-1].kind != tDate || len(dates(before)) != 1 {
		return false
	}
	for _, t := range before[:len(before)-1] {
		if t.project == nil && t.kind != tSpace && !t.is(cProjectWord) && !slices.Contains([]string{"于", "在", "已于"}, s.sub(t.from, t.to)) {
			return false
		}
	}
	step := false
	for _, t := range behind {
		if t.kind == tDate || t.any(cQuestion, cCond, cNeg) {
			return false
		}
		if t.kind == tComma {
			break
		}
		step = step || stageOf[What(t.value(cStep))] != "" || stepOf[t.value(cStage)] != ""
	}
	return step
}
