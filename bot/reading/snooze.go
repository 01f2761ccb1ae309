package reading

// snooze asks not to be reminded before a day.
func (r *reader) snooze(it *item) bool {
	if it.mask.flag(hasProject) && it.mask.has(cStep) {
		return false
	}
	promised := r.promises(it)
	if !promised && !it.mask.has(cSnooze) {
		return false
	}
	if !promised && r.onlyLater(it) && (len(dates(it.toks)) == 0 && r.wakesAfter(it) == nil || it.mask.any(cNoChange, cLead, cLeadTalk, cMoney, cOrder, cQuestion) || it.mask.flag(hasProject)) {
		return false
	}
	if i := first(it.toks, cSnooze); i >= 0 && r.another(it.toks, i) {
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
	if r.ctx.ReplyTo != nil && r.ctx.ReplyTo.Kind != "reminder" || it.mask.flag(hasProject) || it.mask.flag(hasUnit) || it.mask.kind(tMoney) ||
		it.mask.any(cStep, cStage, cLead, cLeadTalk, cNoChange, cOrder, cRate, cQuestion, cOrderWord) {
		return false
	}
	line, _ := r.plainWords(last.toks)
	if line == "" || !r.madeOf(line, "promise") || !last.mask.kind(tDate) && !r.list("putsoff").in(line) {
		return false
	}
	before := r.s.sub(it.from(), last.toks[0].from)
	away := r.list("away").in(before)
	if r.list("person").in(before) || r.list("asker").in(before) || len(it.segs) > 1 && !away {
		return false
	}
	return r.list("reports").in(line) || away || r.ctx.ReplyTo != nil
}

// another reports whether the clause before the token at i speaks of somebody
// who is not the sender.
func (r *reader) another(toks []token, i int) bool {
	before := r.clauseBefore(toks, i)
	return r.list("person").in(before) || r.list("asker").in(before)
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
		p := whenScan{r: r.s.r, i: i}
		if st, months, ok := p.length(); ok && (st.n > 0 || months > 0) {
			d := r.now.Add(st.n).addMonths(months)
			return &d
		}
	}
	return nil
}
