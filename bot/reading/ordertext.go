package reading

import (
	"slices"
	"strings"
)

// What an order says: its words, its day, how often, at which meeting.
//
// The rule of its words: they are the sender's own, in the order spoken, less
// what stands in a field of its own (who says it, who is told, until when, how
// often, the project) and less what only leads to those (要求, 让, 由, 请, 尽快).
// The project's name stays where a verb or 给 would lose its object: 把云帆申报入库,
// 给锦尚二期通电, but 把|锦尚二期|入库材料报市里 and 解决|瑞科|用电. Of an obstacle the
// same is cut, and the mood with it (有点悬).

// orderTopic is what an order keeps of the words before the one who is told; what
// only leads to him (瑞科的事让|…, 中昊这条线索|…) is left out.
func (r *reader) orderTopic(toks []token) string {
	if first(toks, cObstacle, cStep, cThing, cSubmit) < 0 && r.troubleKind(toks) == "" {
		return ""
	}
	text := strings.TrimPrefix(words(r.s, toks, func(t token) bool {
		return t.project != nil || t.kind == tDate || t.is(cRepeat) || t.is(cOrder) || t.is(cNeed) || t.kind == tSpace || t.kind == tText && r.endsIn(t, "tells")
	}), "的")
	return r.list("order-tail").trim(text)
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
	if len(said.words) > 0 && r.tellsThrough(said) {
		said.about = nil
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
	first, at := true, -1
	text := words(r.s, toks, func(t token) bool {
		for at++; toks[at].from != t.from; at++ { // words passes over noise
		}
		if first && (allUnits(t) || t.is(cMine) || t.is(cUnitKind)) || t.kind == tDate && (t.when == due || runeAt(r.s.r, t.from-1) != '把' && (due == nil || t.when.gran != GranYear)) || t.project != nil && r.aside(toks, t) || t.is(cRepeat) || t.is(cVague) && r.s.r[t.from] == '尽' {
			return true
		}
		if first && t.project == nil && strings.Trim(r.s.sub(t.from, t.to), "啊呀哎喂哪") == "" {
			return true // 智造园啊,…
		}
		joins := r.joins(t) && (at+1 < len(toks) && toks[at+1].unit != "" || t.kind == tPause)
		if first && (t.is(cDayPart) || t.kind == tSpace || t.kind == tPause || t.kind == tParen || joins || t.is(cOrder) || t.is(cRole) || r.list("passes-on").is(r.text(t))) {
			return true
		}
		if t.to-t.from == 1 && due != nil && due.from == t.to && strings.ContainsRune("在于到", r.s.r[t.from]) {
			return true // 在|4月底前
		}
		first = false
		return false
	})
	for _, lead := range []string{"的人", "的"} {
		text = strings.TrimPrefix(text, lead) // 环保局的人去看看
	}
	text = strings.Replace(text, "把的", "把", 1)
	if len(o.To) > 1 {
		text = strings.TrimPrefix(text, "一起") // 和环保分局一起,…
	}
	if rest, ok := r.list("say-it").cut(text); ok {
		text = strings.TrimLeft(rest, ", ") // 跟三桥镇说一声,…
	}
	return r.list("order-tail").trim(text)
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

// aside reports whether a project's name can be left out of an order's words:
// where they begin with it or it only says whose the matter behind it is.
func (r *reader) aside(toks []token, t token) bool {
	i := slices.IndexFunc(toks, func(u token) bool { return u.from == t.from })
	if i < 0 || i+1 >= len(toks) {
		return false
	}
	switch runeAt(r.s.r, t.from-1) {
	case '把', '将':
		return !r.doneTo(toks[i+1]) // 把云帆|申报入库: the verb wants its object
	case ',', ':', ' ', 0:
		return !(toks[i+1].value(cStep) == string(Sign) && i > 0)
	case '给', '为', '帮', '替', '对', '到', '去', '向', '跟':
		return false
	}
	prev := token{kind: tDate}
	if i > 0 {
		prev = toks[i-1]
	}
	return prev.kind == tDate || prev.unit != "" || prev.is(cOrder) || prev.is(cDone) || r.owns(toks[i+1])
}

// doneTo reports whether a token is a verb: 报入库, 盯紧.
func (r *reader) doneTo(t token) bool {
	if _, thing := r.n.lex.longest(r.s.r, t.from, cThing); thing > 0 {
		return false // 入库材料|报市里
	}
	if r.owns(t) {
		return false
	}
	return t.any(cStep, cSubmit, cEventAdd, cStage) || r.list("deed").begins(string(r.s.r[t.from:min(len(r.s.r), t.from+3)]))
}

// owns reports whether a token begins with a matter or a thing that a name before
// it only says the owner of: 解决|瑞科|用电.
func (r *reader) owns(t token) bool {
	_, matter := r.n.lex.longest(r.s.r, t.from, cMatter)
	return matter > 0 || t.any(cObstacle, cThing) && t.value(cStep) != string(Sign)
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
