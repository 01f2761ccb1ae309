package reading

import (
	"slices"
	"strings"
)

func (r *reader) filter(it *item) Filter {
	least, _ := r.band(it)
	f := Filter{MinWan: least, Kind: r.unitKind(it), Events: r.events(it)}
	r.who(it, &f.Unit, &f.Leader)
	f.State = r.state(it)
	if v := value(it, cObstacle); v != "" && r.blocked(it) {
		f.Kind = v
	}
	f.StageIn = r.stages(it, f.State)
	if n := r.staleDays(it); n > 0 {
		f.StaleDays = n
		if f.State == "" && len(f.StageIn) == 0 {
			f.State = "停滞"
		}
	}
	if from := r.lately(it); from != nil && f.State != "停滞" {
		f.From, f.To = from, &r.now
	}
	on := r.meetingOn(it)
	for _, w := range dates(it.toks) {
		if f.Events != nil && slices.Equal(r.eventsWithin(w), f.Events) {
			continue // 10月制造业大会: the span says which event
		}
		if f.State == "未报" && it.mask.has(cMeetingWord) {
			break // 下周过堂会还有谁没报: when the meeting is
		}
		if on == nil || !w.resolvesTo(r.now, *on) {
			r.filterDate(it, w, &f)
		}
	}
	if it.mask.has(cOnMeeting) || it.mask.has(cMeetingWord) && f.State == "" && !r.countsMeetings(it) {
		if f.Meeting = on; on == nil {
			f.Meeting = r.whichMeeting(it)
		}
	}
	r.askedOf(&f, r.listedWord(it))
	return f
}

// askedOf: obstacles of a department are those it was asked to remove.
func (r *reader) askedOf(f *Filter, kind string) {
	if f.Unit != "" && kind == "obstacle" && r.department(f.Unit) {
		f.By, f.Unit = f.Unit, ""
	}
}

// lately is where 最近一个月, 近两周 begins; nil if it is not said.
func (r *reader) lately(it *item) *Date {
	for i := it.from(); i < it.to(); i++ {
		p := whenScan{r: r.s.r, i: i}
		if !p.eat("最近", "近", "过去", "这") {
			continue
		}
		if st, months, ok := p.length(); ok && (st.n > 0 || months > 0) {
			from := r.now.addMonths(-months).Add(-st.n)
			return &from
		}
	}
	return nil
}

// meetingOn is the meeting of the day said: 11月14号会上定的几件事.
func (r *reader) meetingOn(it *item) *Date {
	if !it.mask.any(cOnMeeting, cMeetingWord) {
		return nil
	}
	for _, w := range dates(it.toks) {
		for i := range r.n.ledger.Meetings {
			if d := r.n.ledger.Meetings[i].Date; w.resolvesTo(r.now, d) {
				return &d
			}
		}
	}
	return nil
}

// whichMeeting: 上次 is the last one, 本次 and 下次 the next.
func (r *reader) whichMeeting(it *item) *Date {
	text := it.text()
	if r.list("next-meeting").in(text) {
		return r.nextMeeting()
	}
	return r.lastMeeting()
}

func (r *reader) department(unit string) bool {
	for _, u := range r.n.ledger.Units {
		if u.Name == unit {
			return u.Kind == "部门" || u.Kind == "牵头部门"
		}
	}
	return true
}

// shortOf are the stages of projects of which a step is still to come: 还没开工
// asks for those that are signed.
var shortOf = map[What][]string{
	Sign:    {"在谈", "拟签约"},
	Start:   {"已签约", "已入库"},
	Finish:  {"已开工"},
	Produce: {"已竣工"},
}

// stages reads 在谈的, 已开工项目, 签约的. Of 签约的项目开工几个 only those that
// started are asked: what stands before 的 says of which.
func (r *reader) stages(it *item, state string) []string {
	var all, of, cohort, short []string
	for i, t := range it.toks {
		if r.text(t) == "有没有" && len(of) > 0 {
			cohort, of = of, nil // 签约的项目有没有开工的
		}
		if t.is(cStep) && r.onlyNamed(t) {
			continue
		}
		if i > 0 && it.toks[i-1].is(cNeg) {
			if state == "" && t.any(cStep, cThing) {
				short = r.stillShort(it, t)
			}
			continue
		}
		if t.is(cBlock) && state == "" && strings.Contains(r.text(t), "签") {
			short = shortOf[Sign] // 拖了三个月还没签下来
		}
		w := r.stageSaid(it, i, state)
		switch {
		case w == "" || slices.Contains(all, w):
		case t.is(cThing), t.is(cStep) && has(r.s.r, t.to, "的") && after(r.s.r, t.to, "的有", "的是", "的几", "的哪", "的多", "的都", "的还") < 0,
			t.is(cStep) && has(r.s.r, t.to, "的") && r.stepBehind(it, i):
			of = append(of, w) // 竣工项目投产的有几个
		default:
			all = append(all, w)
		}
	}
	if state == "签约未申报入库" {
		all = slices.DeleteFunc(all, func(w string) bool { return w == "已签约" }) // the state says it
	}
	switch {
	case len(all) > 0:
		return all
	case len(of) > 0:
		return of
	case short == nil:
		return cohort
	}
	return short
}

// stepBehind: of 签的有几个开工了 those that started are asked.
func (r *reader) stepBehind(it *item, i int) bool {
	for k := i + 1; k < len(it.toks); k++ {
		if it.toks[k].is(cStep) && !it.toks[k-1].is(cNeg) && stageOf[What(it.toks[k].value(cStep))] != "" {
			return true
		}
	}
	return false
}

// stillShort are the stages of those that did not take a step. 今年一个都没签吗
// asks of those that did.
func (r *reader) stillShort(it *item, t token) []string {
	w := r.stepAhead(it, t) // 尚未开工项目
	if containsAny(it.text(), "一个都没", "一个项目都没", "一个也没") {
		return []string{stageOf[w]}
	}
	return shortOf[w]
}

// stageSaid is the stage that a token names, "" if none.
func (r *reader) stageSaid(it *item, i int, state string) string {
	t := it.toks[i]
	switch w := t.value(cStage); {
	case w != "":
		return w
	case t.value(cRatePart) == "signed":
		return "已签约"
	case t.is(cLead) && r.leadsAsked(it, i):
		return "线索"
	case t.value(cRatePart) == "recognised" && state == "":
		return "已入库"
	case t.is(cThing) && state == "" && strings.HasSuffix(r.s.sub(t.from, t.to), "项目"): // 开工项目有几个
		return stageOf[r.stepNamed(&item{s: it.s, toks: it.toks[i : i+1]})]
	case t.is(cTalking):
		return "在谈"
	case t.is(cUnder):
		return t.value(cUnder)
	case t.is(cStep) && state == "" && What(t.value(cStep)) == Sign && i > 0 && it.toks[i-1].is(cHedge) && it.mask.flag(hasEvent):
		return "拟签约" // 青岛说明会准备签的
	case t.is(cStep) && state == "":
		return stageOf[What(t.value(cStep))]
	}
	return ""
}

// leadsAsked: 新报了几条线索, 线索有哪些; a lead that is filed asks for none.
func (r *reader) leadsAsked(it *item, i int) bool {
	if !strings.HasSuffix(r.s.sub(it.toks[i].from, it.toks[i].to), "线索") || it.mask.any(cMoney, cLeadTalk) || it.mask.kind(tMoney) && !r.directed(it) {
		return false
	}
	if i == len(it.toks)-1 && (r.directed(it) || r.leadsNamed(it)) {
		return true // 5000万以上的线索
	}
	near := i > 0 && it.toks[i-1].is(cQuestion) || i+1 < len(it.toks) && it.toks[i+1].any(cQuestion, cShow)
	return near || i+2 < len(it.toks) && it.toks[i+2].is(cQuestion)
}

// onlyNamed: 签约日子一推再推 speaks of the day and not of those that signed.
func (r *reader) onlyNamed(t token) bool {
	return r.list("about").after(r.s.r, t.to) > 0
}

// staleDays reads 30天没动静, 两个月没进展, 签了仨月还没开工的.
func (r *reader) staleDays(it *item) int {
	lasting := it.mask.any(cStep, cStage, cBlock, cTalking) && (it.mask.any(cNeg, cState) || containsAny(it.text(), "超过", "以上", "多了", "满"))
	if value(it, cState) != "停滞" && !it.mask.has(cNoChange) && !lasting {
		return 0
	}
	for i := it.from(); i < it.to(); i++ {
		if strings.ContainsRune("前头上下", runeAt(r.s.r, i-1)) {
			continue // 上半年, 今年前两个月: a period, and not for how long
		}
		if slices.ContainsFunc(it.toks, func(t token) bool { return t.kind == tDate && t.from < i && i < t.to }) {
			continue // the 15日 of 3月15日
		}
		p := whenScan{r: r.s.r, i: i}
		if st, months, ok := p.length(); ok && (st.n > 0 || months > 0) {
			return st.n + 30*months
		}
	}
	return 0
}

// filterDate puts a date into a filter: of a list of orders it is when they
// are due, else when something happened.
func (r *reader) filterDate(it *item, w *when, f *Filter) {
	if value(it, cListed) == "order" || f.State == "逾期" {
		sp, ok := w.resolve(r.now, ahead)
		switch {
		case !ok:
		case sp.To != nil && sp.To.Before(r.now) && !r.list("falls-due").in(it.text()):
			f.From, f.To = sp.From, sp.To // 上上周交办的 were given then
		default:
			f.Due = &sp
		}
		return
	}
	sp, ok := w.resolve(r.now, unclear)
	if !ok {
		return
	}
	if it.mask.has(cStep) && !it.mask.any(cHedge, cIntend) {
		r.sinceThen(w, &sp)
	}
	if w.lately {
		sp.To = &r.now
	}
	if sp.From == nil && w.rel == By && it.mask.has(cHedge) && sp.To != nil && r.now.Before(*sp.To) && f.StageIn != nil && f.State == "" {
		f.Due, f.StageIn = &sp, r.toCome(it) // 这个月底前要签约的
		return
	}
	if w.gran == GranYear && w.a == w.b {
		if f.Year = orDay(sp.To, *orDay(sp.From, r.now)).Year; sp.To == nil && f.Year != r.now.Year {
			f.Year, f.From = 0, sp.From // 2022年以来; 今年以来 is this year
		}
		return
	}
	if coming := len(f.StageIn) == 1 && f.StageIn[0] == "拟签约"; coming && sp.To != nil && !sp.To.Before(r.now) {
		f.Due = &sp // 四季度拟签约项目
		return
	}
	if sp.From != nil && (r.now.Before(*sp.From) || it.mask.has(cHedge) && it.mask.any(cStep, cThing) && sp.To != nil && !sp.To.Before(r.now)) { // what is to come is due then
		f.Due, f.StageIn = &sp, r.toCome(it)
		return
	}
	if f.State == "未报" && !r.now.Before(*orDay(sp.From, r.now)) && !orDay(sp.To, r.now).Before(r.now) {
		return // 本周谁没报: owing is of now
	}
	if sp.From == nil && sp.To != nil && *sp.To == r.now {
		return // 截至今天 is what is known now
	}
	f.From, f.To = sp.From, sp.To
}

func orDay(d *Date, other Date) *Date {
	if d == nil {
		return &other
	}
	return d
}

// toCome is the stage of projects whose step lies ahead: those to be signed
// have a word of their own, others none.
func (r *reader) toCome(it *item) []string {
	for _, t := range it.toks {
		if t.any(cStep, cThing) && r.stepAhead(it, t) == Sign || t.value(cStage) == "拟签约" {
			return []string{"拟签约"}
		}
	}
	return nil
}
