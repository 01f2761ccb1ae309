package reading

import "strings"

// What an order says: its words, its day, how often, at which meeting.

// topic is what an order keeps of the words before the one who is told; what
// only leads to him (瑞科的事让|…, 中昊这条线索|…) is left out.
func (r *reader) orderTopic(toks []token) string {
	if first(toks, cObstacle, cStep, cThing, cSubmit) < 0 {
		return ""
	}
	text := strings.TrimPrefix(words(r.s, toks, func(t token) bool {
		return t.project != nil || t.kind == tDate || t.is(cRepeat) || t.is(cOrder) || t.is(cNeed) || t.kind == tSpace || t.kind == tText && r.endsIn(t, "tells")
	}), "的")
	if strings.HasSuffix(text, "的事") {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSuffix(text, "由"), "(")
}

// dueOf is the date until when: the first one said with 前 or 内, else the
// last; one behind 把 names what is done (把一季度小结报来).
func (r *reader) dueOf(toks []token) *when {
	var due *when
	for i, t := range toks {
		if t.kind != tDate || runeAt(r.s.r, t.from-1) == '把' || i > 0 && toks[i-1].is(cRepeat) {
			continue
		}
		if due == nil || due.rel != By {
			due = t.when
		}
	}
	return due
}

// fillOrder adds a segment's words and date.
func (r *reader) fillOrder(o *Order, said told) {
	all := append(append([]token(nil), said.about...), said.words...)
	due := r.dueOf(all)
	for i, t := range all {
		if t.kind == tDate && t.when == due {
			if sp, ok := r.resolve(t.when, ahead); ok {
				o.Due = &sp
			}
		}
		switch {
		case t.is(cRepeat):
			o.Repeat = r.s.sub(t.from, t.to)
		case t.kind == tDate && t.when != due && i > 0 && all[i-1].is(cRepeat):
			o.Repeat += r.s.sub(t.from, t.to) // 每月|5号前
		}
	}
	if len(trim(said.words)) == 0 || trimMarks(words(r.s, said.words, nil)) == "" {
		said.about, said.words = nil, said.about // 道路本周修通(建设局)
	}
	text := r.orderTopic(said.about) + r.orderWords(o, said.words, due)
	if o.Text != "" && text != "" {
		o.Text += ","
	}
	o.Text += text
}

// orderWords are the words behind the one who is told, without what stands in
// fields of its own.
func (r *reader) orderWords(o *Order, toks []token, due *when) string {
	first := true
	text := words(r.s, toks, func(t token) bool {
		if first && (allUnits(t) || t.is(cMine) || t.is(cUnitKind)) || t.kind == tDate && (t.when == due || runeAt(r.s.r, t.from-1) != '把' && (due == nil || t.when.gran != GranYear)) || t.project != nil && r.aside(toks, t) || t.is(cRepeat) || t.is(cVague) && r.s.r[t.from] == '尽' {
			return true
		}
		if first && t.project == nil && strings.Trim(r.s.sub(t.from, t.to), "啊呀哎喂哪") == "" {
			return true // 智造园啊,…
		}
		if first && (t.is(cDayPart) || t.kind == tSpace || t.kind == tPause || t.kind == tParen || r.joins(t) || t.is(cOrder) || t.is(cRole)) {
			return true
		}
		if t.to-t.from == 1 && due != nil && due.from == t.to && strings.ContainsRune("在于到", r.s.r[t.from]) {
			return true // 在|4月底前
		}
		first = false
		return false
	})
	text = strings.TrimPrefix(strings.Replace(text, "把的", "把", 1), "的")
	if len(o.To) > 1 {
		text = strings.TrimPrefix(text, "一起") // 和环保分局一起,…
	}
	return text
}

// bareWords are all words of a segment that stand in no field of their own,
// for an order that says hardly more (石门抓紧点).
func (r *reader) bareWords(said told) string {
	return words(r.s, said.words, func(t token) bool {
		return t.kind == tDate || t.is(cRepeat) || t.project != nil || t.is(cRole) || t.kind == tSpace
	})
}

// headingWords say what an order is about whose entries only name who and when
// (入库申报事项:责任单位…,完成时限…).
func (r *reader) headingWords(head []segment) string {
	text := ""
	for _, g := range head {
		if g.mask.flag(hasLeader) || g.mask.any(cMeetingWord, cOnMeeting) {
			continue
		}
		text = words(r.s, g.toks, func(t token) bool {
			return t.project != nil || t.is(cOrder) || t.is(cOrderWord) || t.is(cListed) || t.kind == tParen || t.kind == tSpace
		})
	}
	for _, end := range []string{"事项", "工作", "任务", "一事", "的事", "问题"} {
		text = strings.TrimSuffix(text, end)
	}
	return trimMarks(strings.Trim(text, "【】[]"))
}

// aside reports whether a project's name can be left out of an order's words,
// as it stands in a field of its own: 把|锦尚二期|入库材料报市里.
func (r *reader) aside(toks []token, t token) bool {
	if t.to >= toks[len(toks)-1].to {
		return false
	}
	for i, u := range toks[:len(toks)-1] {
		if u.from == t.from && toks[i+1].value(cStep) == string(Sign) {
			return false // 把恩施达签下来: the verb wants its object
		}
	}
	switch prev := runeAt(r.s.r, t.from-1); prev {
	case '把', '将', ',', ':', ' ', 0:
		return true
	}
	for i, u := range toks {
		if u.from == t.from {
			return i == 0 || toks[i-1].kind == tDate || toks[i-1].unit != "" || toks[i-1].is(cOrder) || toks[i-1].is(cDone)
		}
	}
	return false
}

// orderMeeting is the meeting at which it was said.
func (r *reader) orderMeeting(it *item) *Date {
	if it.mask.any(cOnMeeting, cMeetingWord) {
		r.review = r.saidMeeting(it)
	}
	return r.review
}

// saidMeeting: the meeting of the day said before 过堂会, else the last one.
func (r *reader) saidMeeting(it *item) *Date {
	for i, t := range it.toks {
		if t.kind != tDate || i+1 >= len(it.toks) {
			continue
		}
		next := it.toks[i+1]
		if next.is(cMeetingWord) || next.is(cOnMeeting) || next.kind == tText && i+2 < len(it.toks) && it.toks[i+2].is(cMeetingWord) {
			if sp, ok := t.when.resolve(r.now, behind); ok && sp.Rel == On {
				return sp.From
			}
		}
	}
	return r.lastMeeting()
}
