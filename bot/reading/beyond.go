package reading

import (
	"slices"
	"strings"
)

// What a message asks that the contract has neither act nor field for. It
// stands beside the acts of a [Reading] and changes none of them: what is read
// by the contract is the same with and without it.

// A Beyond is what a message asks beside the contract; zero for most.
type Beyond struct {
	Inquiry Inquiry // a question of its own; nil: none
	Instead []Act   // the acts, all questions, that were read of the same words
	Aside   Aside
}

// An Inquiry is a question that no act of the contract asks: a [Moved], a
// [Suppose], a [Funnel] or a [Fresh].
type Inquiry interface{ inquiry() }

// A Moved asks what changed in figures between two looks at them.
type Moved struct {
	Rates []string // as the contract names them; none: the usual ones
	Scope Scope
	Since *Date // nil: since the last meeting
	Until *Date // nil: until now
}

// A Suppose asks what a figure would be if more projects took a step, or how
// many are missing to a value of it.
type Suppose struct {
	Rate    string // as the contract names it; "": the step's own
	Scope   Scope
	Step    What    // that more projects take; "": none is said
	More    int     // so many; 0: not said
	Month   int     // in which they take it; 0: not said
	Half    bool    // 双过半 is asked
	Percent Decimal // the value to be reached; 0: none is said
}

// A Funnel asks how many projects stand at each stage.
type Funnel struct{ Scope Scope }

// A Fresh asks for what is new since the last meeting without a word of asking:
// 上次会后新入库的.
type Fresh struct{ List AskList }

func (Fresh) inquiry()   {}
func (Moved) inquiry()   {}
func (Suppose) inquiry() {}
func (Funnel) inquiry()  {}

// An Aside narrows or qualifies a question in ways the contract has no field
// for.
type Aside struct {
	Chain    string // the words before 产业链
	By       string // by what it is to be divided: chain, host, size, tag, kind; "": as the contract says
	Strange  string // words that narrow the question and say nothing here: no answer is of what was asked
	NotFiled bool   // of the signed only the not filed (未申报), not all that are not recognised
	Tags     []string
	Level    string  // of the signing events: 市, 区
	Host     bool    // the unit is where a project lands (承载), not who brought it in
	Below    Decimal // the upper end of the amount in 万 (1亿以下); 0: none
	Ahead    What    // the step that is to come within the days asked for
	Since    bool    // only what is new since the meeting asked for
	Without  What    // of units asked for only those none of whose projects took this step: 哪几个镇一个都没签
	Township bool    // of units asked for only the townships are meant: 哪几个镇
	Days     int     // so many days at least (超过30天), where no filter has it
	Then     bool    // by what was known at the time (当时)
	Rule     string  // whose day's rule is to be used: "then" or "now"; "": not said
}

// beyond reads what the contract has no place for. Most messages ask nothing.
func (r *reader) beyond(items []item) Beyond {
	var b Beyond
	asks := slices.ContainsFunc(r.acts, asksOnly)
	for i := range items {
		it := &items[i]
		if !it.mask.any(cQuestion, cShow, cExcel, cRate, cProjectWord, cListed, cStep, cMeetingWord) && !r.says(it, "funnel", "moved") {
			continue
		}
		acts, asked := r.actsOf(i)
		if b.Inquiry == nil && asked && r.strange == "" {
			if b.Inquiry = r.inquiry(it); b.Inquiry != nil {
				b.Instead = acts
			}
		}
		if asked || asks {
			r.asides(it, &b.Aside)
		}
	}
	b.Aside.Strange = r.strange
	return b
}

// actsOf are the acts read of an item, and whether they only ask: what reports
// is never taken for a question.
func (r *reader) actsOf(i int) ([]Act, bool) {
	if i >= len(r.begun) {
		return nil, len(r.acts) == 0 || r.acts[0].Op() == OpNone
	}
	end := len(r.acts)
	if i+1 < len(r.begun) {
		end = r.begun[i+1]
	}
	if r.begun[i] > end {
		return nil, false // an item that changed what was read before it
	}
	acts := r.acts[r.begun[i]:end]
	for _, a := range acts {
		if !asksOnly(a) {
			return nil, false
		}
	}
	return acts, true
}

// asksOnly reports whether an act changes nothing: a question, or progress of
// no project.
func asksOnly(a Act) bool {
	if u, ok := a.(Update); ok {
		return u.Project == ""
	}
	switch a.Op() {
	case OpAskRate, OpAskList, OpAskProject, OpAskMeeting, OpHelp, OpNone:
		return true
	}
	return false
}

// says reports whether an item has a word of one of the lists.
func (r *reader) says(it *item, lists ...string) bool {
	for _, l := range lists {
		if r.list(l).in(it.text()) {
			return true
		}
	}
	return false
}

func (r *reader) inquiry(it *item) Inquiry {
	if it.mask.flag(hasProject) || it.mask.any(cOrder, cRepeat, cMeetingWord) && !r.sinceMeeting(it) {
		return nil
	}
	if s, ok := r.suppose(it); ok {
		return s
	}
	if r.says(it, "funnel") && !it.mask.any(cRate, cState, cListed) && !r.told(it) {
		s := r.wholeScope(it)
		if s.SignYear == 0 && containsAny(it.text(), "年签约", "年签的", "年新签") {
			s.SignYear, s.Year = s.Year, 0 // also of this year the signed alone
		}
		return Funnel{Scope: s}
	}
	if m, ok := r.moved(it); ok {
		return m
	}
	if f, ok := r.fresh(it); ok {
		return f
	}
	return nil
}

// fresh: 上次会后新入库的 is a noun, and none of its words asks.
func (r *reader) fresh(it *item) (Fresh, bool) {
	text := it.text()
	if !r.sinceMeeting(it) || it.mask.any(cQuestion, cShow, cExcel) || !it.mask.any(cStep, cStage, cTalking) || !strings.HasSuffix(strings.TrimRight(text, " 。.!"), "的") {
		return Fresh{}, false
	}
	f := r.filter(it)
	f.State, f.Meeting = "", r.lastMeeting()
	return Fresh{AskList{Filter: f}}, len(f.StageIn) > 0
}

// wholeScope is the scope of a question whose days say something else than
// when projects were signed.
func (r *reader) wholeScope(it *item) Scope {
	s := r.rateScope(it)
	if s.SignYear == 0 {
		s.Year = r.now.Year
	}
	s.From, s.To = nil, nil
	return s
}

// sinceMeeting: 上次会后, 上次过堂会以来.
func (r *reader) sinceMeeting(it *item) bool {
	return r.says(it, "last-meeting") && r.says(it, "since")
}

// moved: 上次会后有哪些变化, 5月1日到5月22日怎么变的.
func (r *reader) moved(it *item) (Moved, bool) {
	if !r.says(it, "moved") {
		return Moved{}, false
	}
	m := Moved{Rates: ratesNamed(it), Scope: r.wholeScope(it)}
	if r.says(it, "last-meeting") {
		return m, !it.mask.any(cState, cNoChange) && value(it, cCompare) == ""
	}
	var days []Span
	for _, w := range dates(it.toks) {
		if sp, ok := w.resolve(r.now, behind); ok && w.gran == GranDay {
			days = append(days, sp)
		}
	}
	switch {
	case len(days) == 1 && days[0].From != nil && days[0].To != nil && *days[0].From != *days[0].To:
		m.Since, m.Until = days[0].From, days[0].To
	case len(days) == 1 && days[0].From != nil && r.says(it, "until-now"):
		m.Since = days[0].From
	case len(days) == 2 && days[0].To != nil && days[1].To != nil:
		m.Since, m.Until = days[0].To, days[1].To
	default:
		return m, false
	}
	return m, m.Since.Before(r.now) && (m.Until == nil || m.Since.Before(*m.Until))
}

// ratesNamed are the rates named, each once.
func ratesNamed(it *item) []string {
	var all []string
	for _, t := range it.toks {
		if v := t.value(cRate); v != "" && !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return all
}

// suppose: 再入库3个是多少, 6月签5个能不能双过半, 还差几个到60%.
func (r *reader) suppose(it *item) (Suppose, bool) {
	s := Suppose{Scope: r.wholeScope(it), Half: r.says(it, "half")}
	if all := ratesNamed(it); len(all) > 0 {
		s.Rate = all[0]
	}
	for _, t := range it.toks {
		if t.kind == tPercent && s.Percent == 0 {
			s.Percent = t.num.thousandths()
		}
		if t.kind == tDate && t.when.gran == GranMonth && t.when.a == t.when.b {
			s.Month = t.when.a.m
		}
	}
	if s.Percent != 0 && r.says(it, "short") {
		return s, true
	}
	s.Percent = 0
	s.Step, s.More = r.moreSteps(it)
	if s.Half {
		return s, it.mask.any(cQuestion, cShow) || it.mask.kind(tAsk)
	}
	return s, s.More > 0 && r.says(it, "more") && (it.mask.any(cQuestion, cRate) || it.mask.kind(tAsk))
}

// moreSteps reads 入库3个, 签五个: a step with how many behind it, or before it.
func (r *reader) moreSteps(it *item) (What, int) {
	step := What("")
	for _, t := range it.toks {
		if t.is(cStep) || t.is(cRatePart) {
			step = What(t.value(cStep))
			if step == "" {
				step = Sign
			}
		}
	}
	for i := it.from(); i < it.to(); i++ {
		p := whenScan{r: r.s.r, i: i}
		if n, ok := p.integer(); ok && n > 0 && p.eat("个", "家") {
			return step, n
		}
	}
	return step, 0
}

// dividedBy are the divisions that the contract does not have; each has its
// words in a list of the lexicon.
var dividedBy = [...]string{"chain", "host", "size", "tag", "kind"}

// asides adds what an item says beside the contract's fields.
func (r *reader) asides(it *item, a *Aside) {
	for _, t := range it.toks {
		if v := t.value(cTag); v != "" && !slices.Contains(a.Tags, v) {
			a.Tags = append(a.Tags, v)
		}
		if a.Ahead == "" && (t.is(cStep) || t.is(cThing)) {
			a.Ahead = r.stepAhead(it, t)
		}
	}
	text := it.text()
	for _, by := range dividedBy {
		if a.By == "" && r.says(it, "by-"+by) {
			a.By = by
		}
	}
	a.NotFiled = a.NotFiled || r.says(it, "not-filed")
	if at, of := firstOf(text, r.list("chain").words); at > 0 && of != "" && a.By != "chain" {
		a.Chain = r.chainBefore(it, at)
	}
	if it.mask.has(cEventWord) || strings.Contains(text, "活动") {
		a.Level = r.levelIn(text)
	}
	if a.Without == "" && r.says(it, "none-at-all") {
		if a.Without = r.stepNamed(it); it.mask.has(cState) {
			a.Without = RegOK // 一个都没入库 has the step in the word of its state
		}
	}
	a.Township = a.Township || r.asksWhich(it, "镇") || containsAny(text, "个镇", "些镇", "的镇", "的乡镇")
	a.Host = a.Host || r.says(it, "host")
	if _, under := r.band(it); under != 0 {
		a.Below = under
	}
	a.Since = a.Since || r.sinceMeeting(it)
	a.Then = a.Then || r.says(it, "then")
	switch {
	case r.says(it, "rule-then"):
		a.Rule = "then"
	case r.says(it, "rule-now"):
		a.Rule = "now"
	}
	if n := r.openDays(it); n > 0 && a.Days == 0 {
		a.Days = n
	}
}

func (r *reader) levelIn(text string) string {
	for _, level := range []string{"市", "区"} {
		if strings.Contains(text, level+"级") {
			return level
		}
	}
	return ""
}

// stepAhead is the step that a token names: 本月计划开工的项目 asks of the start.
func (r *reader) stepAhead(it *item, t token) What {
	if v := What(t.value(cStep)); v != "" {
		return v
	}
	return r.stepNamed(&item{s: it.s, toks: []token{t}})
}

// firstOf finds the first of some words in a text; at is in letters.
func firstOf(text string, words []string) (at int, word string) {
	for _, w := range words {
		if before, _, ok := strings.Cut(text, w); ok {
			return len([]rune(before)), w
		}
	}
	return 0, ""
}

// chainBefore are the words that name a chain: what stands before 产业链 since
// the last name, date or mark.
func (r *reader) chainBefore(it *item, letters int) string {
	end := it.from() + letters
	start := it.from()
	for _, t := range it.toks {
		if t.to > end {
			break
		}
		if t.kind != tText && t.kind != tCue || t.any(cArea, cMine, cShow, cQuestion) {
			start = t.to
		}
	}
	return strings.TrimLeft(strings.TrimSpace(r.s.sub(start, end)), "的")
}

// openDays reads 超过30天 and 两个月以上.
func (r *reader) openDays(it *item) int {
	if !r.says(it, "longer") {
		return 0
	}
	for i := it.from(); i < it.to(); i++ {
		p := whenScan{r: r.s.r, i: i}
		if st, months, ok := p.length(); ok && (st.n > 0 || months > 0) {
			return st.n + 30*months
		}
	}
	return 0
}
