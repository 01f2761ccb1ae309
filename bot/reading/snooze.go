package reading

import (
	"slices"
	"strings"
)

// snooze asks not to be reminded before a day.
func (r *reader) snooze(it *item) bool {
	if it.mask.flag(hasProject) && it.mask.has(cStep) {
		return false
	}
	promised := r.promises(it)
	if !promised && !it.mask.has(cSnooze) {
		return false
	}
	if it.mask.has(cNoChange) && len(dates(it.toks)) == 0 {
		return false // 没变化,别催了 reports, and is out of temper
	}
	if rest, ok := r.toldFirst(it); ok {
		return r.snooze(rest)
	}
	if !promised && r.onlyLater(it) && (len(dates(it.toks)) == 0 && r.wakesAfter(it) == nil || it.mask.any(cNoChange, cLead, cLeadTalk, cMoney, cOrder, cQuestion) || it.mask.flag(hasProject)) {
		return false
	}
	if i := first(it.toks, cSnooze); i >= 0 && (r.another(it.toks, i) || r.sparesAnother(it.toks[i:]) || r.ofAThing(it, i)) {
		return false // 老板休假
	}
	z := Snooze{Scope: "mine"}
	var last *when
	for _, w := range dates(it.toks) {
		last = r.sameOrLater(last, w)
	}
	switch {
	case last != nil && after(r.s.r, max(last.from-2, 0), "过了", "过完") == last.from:
		z.Until = r.dayAfter(last) // 过了周末再报
	case last != nil && (promised && last.from >= it.segs[len(it.segs)-1].toks[0].from || r.reports(it, last)):
		if sp, ok := last.resolve(r.now, ahead); ok {
			z.Until = earlier(sp.From, sp.To)
		}
	case last != nil:
		z.Until = r.wakes(last)
	default:
		z.Until = r.wakesAfter(it)
	}
	if z.Until == nil {
		r.asks = nil
		r.ask("until")
	}
	r.add(z)
	return true
}

// promises reads 这几天在外地,下周二报 and 我明天补: a last clause that says when the
// sender will report, and nothing else. Put off without a word of reporting
// (下周再说) it has to answer a reminder or to say what is in the way.
func (r *reader) promises(it *item) bool {
	last := it.segs[len(it.segs)-1]
	if r.ctx.ReplyTo != nil && r.ctx.ReplyTo.Kind != "reminder" || it.mask.flag(hasProject) && !r.onlyOf(it) || it.mask.flag(hasUnit) || it.mask.kind(tMoney) || it.mask.kind(tAsk) ||
		it.mask.any(cStep, cStage, cLead, cLeadTalk, cNoChange, cOrder, cRate, cOrderWord) || last.mask.has(cQuestion) {
		return false
	}
	line, _ := r.plainWords(last.toks)
	alone := line == "" && len(it.segs) == 1 && r.ctx.ReplyTo != nil && len(last.toks) == 1
	if !alone && (line == "" || !r.madeOf(line, "promise")) || !last.mask.kind(tDate) && !r.list("putsoff").in(line) {
		return false
	}
	before := r.s.sub(it.from(), last.toks[0].from)
	away := r.list("away").in(before)
	if (r.list("person").in(before) || r.list("asker").in(before)) && !containsAny(before, "陪", "接待") || len(it.segs) > 1 && !away && !r.madeOf(strings.TrimRight(before, ", "), "promise") {
		return false
	}
	return r.list("reports").in(line) || away || r.ctx.ReplyTo != nil || strings.HasPrefix(line, "等我")
}

// onlyOf: 禾丰的下周一再报, in answer to what was asked of it, names the same project and
// no other.
func (r *reader) onlyOf(it *item) bool {
	m := mentions(it.toks)
	return r.ctx.ReplyTo != nil && len(m) == 1 && m[0].sure() && r.n.ledger.Projects[m[0].projects[0]].Name == r.ctx.ReplyTo.Project
}

// putOff is the part of snooze that is tried before any question: 现在开会呢,明天给你报
// asks nothing.
func (r *reader) putOff(it *item) bool {
	return it.mask.has(cQuestion) && len(it.segs) > 1 && r.promises(it) && r.snooze(it)
}

// another reports whether the clause before the token at i speaks of somebody
// who is not the sender.
func (r *reader) another(toks []token, i int) bool {
	before := r.clauseBefore(toks, i)
	for _, t := range toks[:i] {
		if t.leader != "" && t.to == toks[i].from {
			return true // 陈区长请假了
		}
	}
	return r.list("person").in(before) || r.list("asker").in(before) || len([]rune(before)) < 5 && hasAnyPrefix(before, []string{"小", "老"})
}

// toldFirst reads what is reported before the clause that asks for time (禾丰主体封顶了,
// |下周别催我), and returns that clause.
func (r *reader) toldFirst(it *item) (*item, bool) {
	if len(it.segs) < 2 {
		return nil, false
	}
	for _, g := range it.segs[:len(it.segs)-1] {
		if g.mask.has(cSnooze) {
			return nil, false
		}
	}
	last := it.segs[len(it.segs)-1]
	at := slices.IndexFunc(it.toks, func(t token) bool { return t.from == last.toks[0].from })
	head, rest := newItem(it.s, it.toks[:at], it.list), newItem(it.s, it.toks[at:], it.list)
	if !last.mask.has(cSnooze) || r.onlyLater(&rest) || head.mask.any(cQuestion, cCond) || !head.mask.flag(hasProject) && !head.mask.has(cNoChange) || len(rest.segs) == 0 {
		return nil, false
	}
	r.read(&head)
	return &rest, true
}

// ofAThing: 禾丰的设备别催了 speaks of something of the project, and not of its report.
func (r *reader) ofAThing(it *item, i int) bool {
	before, named := "", false
	for k := i - 1; k >= 0 && it.toks[k].kind != tComma && it.toks[k].kind != tSpace; k-- {
		t := it.toks[k]
		named = named || t.project != nil
		if t.project == nil && t.kind != tDate {
			before = r.text(t) + before
		}
	}
	return named && !r.madeOf(before, "promise", "itself")
}

// sparesAnother: 别催三桥镇了, 不用提醒企业 — somebody else is to be left alone.
func (r *reader) sparesAnother(toks []token) bool {
	behind := strings.TrimLeft(string(r.s.r[toks[0].to:toks[len(toks)-1].to]), "一下过了")
	return len(toks) > 1 && (toks[1].unit != "" || allUnits(toks[1]) || toks[1].leader != "" || toks[1].project != nil) || r.list("person").begins(behind) || r.list("asker").begins(behind)
}

// sameOrLater: the 周四 of 下周一到周三在外地,周四回来报 follows the days before it.
func (r *reader) sameOrLater(before, w *when) *when {
	if before == nil || w.a.cycle != 'w' {
		return w
	}
	_, end, ok := before.settle(r.now, ahead)
	from, to, ok2 := w.settle(r.now, ahead)
	if !ok || !ok2 || from != to || !from.Before(end) {
		return w
	}
	day := from
	for day.Before(end) {
		day = day.Add(7)
	}
	moved := fixedWhen(day, day, w.rel, w.gran)
	moved.from, moved.to, moved.raw = w.from, w.to, w.raw
	return &moved
}

// reports: 下周再报 promises a report for the span's first day.
func (r *reader) reports(it *item, w *when) bool {
	for i, t := range it.toks {
		if t.value(cSnooze) == "later" && (i > 0 && it.toks[i-1].when == w || i > 1 && it.toks[i-2].when == w) {
			return true
		}
	}
	return false
}

// dayAfter is the day after a span.
func (r *reader) dayAfter(w *when) *Date {
	sp, ok := r.resolve(w, ahead)
	if !ok || sp.To == nil {
		return nil
	}
	d := sp.To.Add(1)
	return &d
}

// earlier returns the first day of a span that has one.
func earlier(from, to *Date) *Date {
	if from != nil {
		return from
	}
	return to
}

// onlyLater: 下周再报 asks for nothing but time.
func (r *reader) onlyLater(it *item) bool {
	for _, t := range it.toks {
		if t.is(cSnooze) && t.value(cSnooze) == "" {
			return false
		}
	}
	return true
}

// wakes returns the day from which reminders may come again: the day said,
// or the one after a span.
func (r *reader) wakes(w *when) *Date {
	sp, ok := w.resolve(r.now, ahead)
	switch {
	case !ok:
		return nil
	case sp.Rel == In:
		d := sp.To.Add(1)
		return &d
	case sp.Rel == On && *sp.To == r.now:
		d := r.now.Add(1) // 今天请假
		return &d
	case sp.To != nil:
		return sp.To
	}
	return sp.From
}

// wakesAfter reads 请假三天.
func (r *reader) wakesAfter(it *item) *Date {
	for i := it.from(); i < it.to(); i++ {
		if i > 0 && has(r.s.r, i-1, "过两天") {
			continue // as good as 过几天
		}
		p := whenScan{r: r.s.r, i: i}
		if st, months, ok := p.length(); ok && (st.n > 0 || months > 0) {
			d := r.now.Add(st.n).addMonths(months)
			return &d
		}
	}
	return nil
}
