package reading

// troubleKinds are the kinds of what stands in the way, in the order spoken:
// also by words that stand in names of companies too (电缆, 锅炉) and say
// nothing elsewhere.
func (r *reader) troubleKinds(toks []token) []string {
	var all []string
	for _, t := range toks {
		if t.project != nil || t.kind == tDate || t.unit != "" && !t.is(cObstacle) {
			continue
		}
		if v := t.value(cObstacle); v != "" {
			all = append(all, v)
			continue
		}
		for i := t.from; i < t.to; i++ {
			if v, end := r.n.lex.longest(r.s.r, i, cMatter); end > 0 {
				all = append(all, v)
				i = end - 1
			}
		}
	}
	return all
}

// troubleKind is the kind of what stands in the way.
func (r *reader) troubleKind(toks []token) string {
	kind := ""
	for _, v := range r.troubleKinds(toks) {
		kind = stronger(kind, v)
	}
	return kind
}

// weakness orders the kinds whose words also stand beside others: a place
// before what is wrong there (车间图纸), a paper before what it is about.
var weakness = map[string]int{"其他": 4, "厂房": 3, "审批": 2}

// stronger picks of two kinds named one after the other.
func stronger(have, next string) string {
	switch {
	case have == "":
		return next
	case weakness[have] != weakness[next]:
		if weakness[have] > weakness[next] {
			return next
		}
		return have
	case have == "资金" && next == "政策", have == "用地" && next == "征迁", have == "用水" && next == "环评":
		return next
	}
	return have
}
