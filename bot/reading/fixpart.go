package reading

// A correction may fix several values: 投资额是2.6亿,联系人不是老周是周斌. It is cut
// into parts of one field and one project each, at the word for another field or at
// another project's name, once a value has been said. A comma need not stand there.

// fixParts cuts an item so.
func (r *reader) fixParts(it *item) []item {
	var parts []item
	start, field, valued := 0, "", false
	var about *mention
	cut := func(to int) {
		if part := newItem(it.s, it.toks[start:to], it.list); len(part.segs) > 0 {
			parts = append(parts, part)
		}
		start, field, valued = to, "", false
	}
	for i, t := range it.toks {
		named := r.fieldNamed(it.toks, i)
		other := t.project != nil && about != nil && !sameMentions([]*mention{about}, []*mention{t.project})
		if valued && (named != "" && field != "" && named != field || other && r.valuesIn(it, i)) {
			cut(i)
		}
		if named != "" {
			field = named
		}
		if t.project != nil {
			about = t.project
		}
		_, value := r.fixAt(it, i)
		valued = valued || value || wordFields[field] && named == "" && !breaks(t) && !t.is(cWrong)
	}
	cut(len(it.toks))
	return parts
}

// valuesIn reports whether a value is said at or behind the token at i.
func (r *reader) valuesIn(it *item, i int) bool {
	for k := i; k < len(it.toks); k++ {
		if _, ok := r.fixAt(it, k); ok {
			return true
		}
	}
	return false
}

// fieldNamed is the field that the token at i is the word for, "" if none.
func (r *reader) fieldNamed(toks []token, i int) string {
	t := toks[i]
	switch f := sumField(t); {
	case t.is(cField):
		return t.value(cField)
	case t.is(cContact):
		return "contact"
	case f != "":
		return f
	case t.is(cPercent) && containsAny(r.text(t), "进度", "工程量", "完成率", "完成量"):
		return "percent"
	case t.any(cThing, cStep) && (containsAny(r.text(t), "时间", "日期") || after(r.s.r, t.to, "时间", "日期", "的时间", "的日期") > 0):
		return "date"
	}
	return ""
}

// labelOf is the first field that an item has the word for.
func (r *reader) labelOf(it *item) string {
	for i := range it.toks {
		if f := r.fieldNamed(it.toks, i); f != "" {
			return f
		}
	}
	return ""
}
