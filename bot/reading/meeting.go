package reading

import (
	"fmt"
	"strings"
)

// meeting calls, moves or cancels a meeting.
func (r *reader) meeting(it *item) bool {
	if !it.mask.any(cMeetingWord, cGathering) && !r.gathers(it) {
		return false
	}
	if containsAny(it.text(), "在开会", "忙着开会", "去开会", "开会呢", "开完会") && !it.mask.flag(hasUnit) {
		return false // 在开会,晚点报
	}
	if r.onlyItsPapers(it) || r.ofUnit() && (r.promises(it) || r.putsOff(it)) {
		return false
	}
	settled := it.mask.any(cNotice, cMoved, cCancelled)
	if it.mask.any(cQuestion, cCond, cRepeat) || (it.mask.any(cHold, cVerdict) || r.bidden(it)) && !settled {
		return false
	}
	if it.mask.flag(hasProject) && !r.callsAbout(it) || !settled && !r.opens(it) {
		return false
	}
	if r.ctx.Chat == ChatGroup && !it.mask.any(cMeetingWord, cMoved, cCancelled) && !it.mask.kind(tDate) && !it.mask.kind(tClock) {
		return false // 开会的同志把手机静音
	}
	m := Meeting{Kind: r.meetingKind(it), Cancelled: it.mask.has(cCancelled) && !it.mask.kind(tClock) && !r.shifted(it) && !r.heldLater(it)}
	r.meetingDay(it, &m)
	if i := r.lastClock(it); i >= 0 {
		m.Time = r.hour(it, i)
	}
	m.Place = r.place(it)
	if m.Date == nil && !m.Cancelled && m.Time == "" && m.Place != "" {
		m.Date = r.nextMeeting() // 下次过堂会地点改在…
	}
	if m.Date == nil && r.today(it) {
		m.Date = &r.now
	}
	if m.Date == nil && !m.Cancelled && len(r.asks) == 0 {
		r.ask("date")
	}
	r.add(m)
	return true
}

// calls: a meeting that is called or moved to a day lists nothing.
func (r *reader) calls(it *item) bool {
	return it.mask.any(cMeetingWord, cGathering) && it.mask.any(cMoved, cNotice, cCancelled) && it.mask.kind(tDate) && it.mask.kind(tClock)
}

// opens: a meeting with a day, and an hour or a place.
func (r *reader) opens(it *item) bool {
	return r.today(it) || it.mask.kind(tDate) && (it.mask.kind(tClock) || it.mask.has(cDayPart) && it.mask.has(cGathering) || r.place(it) != "")
}

// today: 下午3点在301开协调会 — the office or a leader who names an hour and a room
// but no day, and moves nothing, means today.
func (r *reader) today(it *item) bool {
	return !r.ofUnit() && !it.mask.kind(tDate) && it.mask.kind(tClock) && !it.mask.any(cMoved, cCancelled) && r.place(it) != ""
}

// gathers: the office or a leader who names a day, an hour and a room calls a
// meeting, though none is named: 明早9点在三楼小会议室碰一下.
func (r *reader) gathers(it *item) bool {
	return (r.ctx.Role == RoleOffice || r.ctx.Role == RoleLeader) && it.mask.kind(tDate) && it.mask.kind(tClock) && r.place(it) != ""
}

// callsAbout: the office or a leader calls a meeting about a project (周五下午开个
// 专题调度会,研究瑞科的事); a unit that speaks of one reports.
func (r *reader) callsAbout(it *item) bool {
	office := r.ctx.Role == RoleOffice || r.ctx.Role == RoleLeader
	return office && r.opens(it) && !it.mask.any(cDone, cBlock, cVerdict, cOnMeeting, cStage, cOrderWord) && !r.bidden(it)
}

// bidden reports whether an item has a word of command that is more than a 请
// or 明确: 请归档 and 请各部门参加 only ask politely, 企业明确不投 commands nothing.
func (r *reader) bidden(it *item) bool {
	for _, t := range it.toks {
		if t.is(cOrder) && r.text(t) != "请" && r.text(t) != "明确" {
			return true
		}
	}
	return false
}

// heldLater: 取消,改到6月6日 and 这次不开,下周再开 cancel nothing.
func (r *reader) heldLater(it *item) bool {
	if strings.Contains(it.text(), "再开") {
		return true
	}
	i := first(it.toks, cMoved)
	if i < 0 {
		return false
	}
	for _, t := range it.toks[i:] {
		if t.kind == tDate || t.kind == tClock {
			return true
		}
	}
	return false
}

// meetingKind is the kind as the ledger calls it: said in full, or the only one
// that what was said can mean (例会 where the ledger has 招商例会); else what it
// was called.
func (r *reader) meetingKind(it *item) string {
	said := ""
	for _, t := range it.toks {
		if said == "" {
			said = t.value(cMeetingWord)
		}
		if said == "" && t.is(cGathering) && t.value(cGathering) == "" {
			said = r.text(t)
		}
	}
	text := it.text()
	var all, fit []string
	for _, m := range r.n.ledger.Meetings {
		if strings.Contains(text, m.Kind) {
			return m.Kind
		}
		all = appendNew(all, []string{m.Kind})
		if said != "" && strings.HasSuffix(m.Kind, said) {
			fit = appendNew(fit, []string{m.Kind})
		}
	}
	switch {
	case len(fit) == 1:
		return fit[0]
	case said != "":
		return said
	case len(all) == 1:
		return all[0]
	}
	return "双周过堂会"
}

// meetingDay takes the day behind 推迟到, else the last one said; 推迟一周
// counts from the next meeting.
func (r *reader) meetingDay(it *item, m *Meeting) {
	var w *when
	for i, t := range it.toks {
		if t.kind != tDate {
			continue
		}
		w = t.when
		if i > 0 && it.toks[i-1].is(cMoved) {
			break
		}
	}
	if n, ok := r.shift(it); ok && (w == nil || !it.mask.has(cMoved) || r.shifted(it)) {
		if base := r.shiftedFrom(w); base != nil {
			d := n.from(*base)
			m.Date = &d
		}
		return
	}
	if w == nil {
		return
	}
	sp, ok := r.resolve(w, ahead)
	if ok && sp.From != nil && r.weekOf(it, w) {
		if m.Date = r.meetingIn(sp.From.monday()); m.Date == nil {
			r.ask("date")
		}
		return
	}
	if ok && m.Cancelled && sp.From != nil && sp.From.Before(*sp.To) && sp.To.Before(sp.From.Add(7)) {
		if m.Date = r.meetingIn(sp.From.monday()); m.Date == nil {
			r.ask("date") // 下周的例会不开了
		}
		return
	}
	if ok && sp.From != nil && *sp.From == *sp.To {
		day := r.sameWeek(it, w, *sp.From)
		m.Date = &day
	}
}

// shifted: 12号过堂会推后一周 is moved by so long, and to no day of its own.
func (r *reader) shifted(it *item) bool {
	_, ok := r.shift(it)
	return ok
}

// shiftedFrom is the day that a meeting is moved from: the one said, or the
// next meeting's.
func (r *reader) shiftedFrom(w *when) *Date {
	if w == nil {
		return r.nextMeeting()
	}
	if sp, ok := w.resolve(r.now, ahead); ok && sp.Rel == On && sp.From != nil {
		return sp.From
	}
	return nil
}

// weekOf: 清明节那周 means the week and not the day.
func (r *reader) weekOf(it *item, w *when) bool {
	for _, t := range it.toks {
		if t.when == w {
			return after(r.s.r, t.to, "那周", "那一周", "那个星期", "当周", "那个礼拜", "所在周") > 0
		}
	}
	return false
}

// meetingIn is the meeting of the week that begins on a Monday.
func (r *reader) meetingIn(monday Date) *Date {
	for _, m := range r.n.ledger.Meetings {
		if !m.Date.Before(monday) && m.Date.Before(monday.Add(7)) {
			d := m.Date
			return &d
		}
	}
	return nil
}

// sameWeek: 下周二的会改到周四 means the Thursday of that week.
func (r *reader) sameWeek(it *item, w *when, day Date) Date {
	moved := dates(it.toks)[0]
	if moved == w || w.a.cycle != 'w' {
		return day
	}
	from, to, ok := moved.settle(r.now, ahead)
	if !ok || from != to {
		return day
	}
	return from.monday().Add(day.Weekday() - 1)
}

// shift reads 推迟一周, 提前两天.
func (r *reader) shift(it *item) (length, bool) {
	for _, t := range it.toks {
		if !t.is(cSlip) && !t.is(cEarlier) || strings.ContainsRune("至到", r.s.r[t.to-1]) {
			continue // 顺延至|25日 is a day, and no length
		}
		p := whenScan{r: r.s.r, i: t.to}
		p.eat("了")
		st, months, ok := p.length()
		if !ok {
			return length{}, false
		}
		if t.is(cEarlier) {
			st.n, months = -st.n, -months
		}
		return length{st.n, months}, true
	}
	return length{}, false
}

// A length is how far a day is moved.
type length struct{ days, months int }

func (l length) from(d Date) Date { return d.addMonths(l.months).Add(l.days) }

// hour is when a meeting begins. Nobody meets at 3 in the night: an hour before
// seven without 上午 or 早 is of the afternoon, as is one behind 今晚.
func (r *reader) hour(it *item, i int) string {
	c := it.toks[i].clock
	said := r.text(it.toks[i])
	late := i > 0 && it.toks[i-1].kind == tDate && strings.HasSuffix(r.text(it.toks[i-1]), "晚")
	if c.h < 12 && late || c.h > 0 && c.h < 7 && !containsAny(said, "早", "午", "晨", ":") {
		c.h += 12
	}
	return fmt.Sprintf("%02d:%02d", c.h, c.m)
}

// onlyItsPapers: 过堂会材料请…报来 speaks of what is written for a meeting, and
// calls none.
func (r *reader) onlyItsPapers(it *item) bool {
	if it.mask.any(cMoved, cCancelled) || it.mask.kind(tClock) {
		return false
	}
	papers := false
	for _, t := range it.toks {
		if !t.any(cMeetingWord, cGathering) {
			continue
		}
		if !r.list("meeting-paper").begins(string(r.s.r[t.to:it.to()])) {
			return false
		}
		papers = true
	}
	return papers
}

// putsOff: 在区里开会,晚点报 puts a report off without a day.
func (r *reader) putsOff(it *item) bool {
	line := r.text(token{from: it.segs[len(it.segs)-1].toks[0].from, to: it.to()})
	return len(it.segs) > 1 && r.list("putsoff").in(line) && r.list("reports").in(line)
}

func (r *reader) lastClock(it *item) int {
	at := -1
	for i, t := range it.toks {
		if t.kind == tClock {
			at = i
		}
	}
	return at
}
