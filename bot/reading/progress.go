package reading

import (
	"slices"
	"strings"
)

// stageOf is the stage a done step reaches.
var stageOf = map[What]string{Sign: "已签约", RegOK: "已入库", Start: "已开工", Finish: "已竣工", Produce: "已投产", "capacity": "已达效"}

// stepOf is the step behind a stage said.
var stepOf = map[string]What{"已签约": Sign, "已入库": RegOK, "已开工": Start, "已竣工": Finish, "已投产": Produce, "已达效": "capacity", "已申报": RegApply}

// dayNames are how the day of a counted step is asked for.
var dayNames = map[What]string{Sign: "签约日期", RegOK: "认定日期", Start: "开工日期", Finish: "竣工日期"}

// A progress gathers what a group says until it becomes acts.
type progress struct {
	r         *reader
	u         Update
	p         Project // the ledger's entry, zero if unknown
	notes     []string
	block     *Obstacle
	closed    *ObstacleClose
	also      []string // further kinds that are closed with it
	nochange  *NoChange
	adds      []Act // event_add, event_drop
	planned   bool  // the segment before was a plan
	facts     int
	hearsay   bool
	named     bool        // the group names its projects
	helpers   []string    // 在供电公司协调下
	former    *formerPlan // the day that was not kept
	intended  bool        // 原定5月25日开工: a new day may follow
	another   bool        // a project that is not the one named
	supposed  bool        // a condition was said
	unreality bool        // and it is known not to hold
	noteKind  string      // the kind of obstacle that the note at noteAt speaks of
	noteAt    int
	moving    What     // the step whose day the next clause may say: 签约时间要往后拖
	slipping  bool     // and its known day is put off
	dateless  What     // a step told as done that needs no day: 投产了
	noteDone  bool     // that note says something is done
	trouble   bool     // an entry below 堵点:
	left      []Name   // the projects that 无变化 is not said of
	heading   string   // the words of 堵点:
	noted     int      // where the last note ended
	noteUnits []string // the units it names
	replaced  bool     // the contact was said to have changed
	shareOpen bool     // how much of the share was won is said, not how much there is
	labelled  bool     // 联系人: stands before the name
	lastCue   string   // what the sum before was said to be
}

// progress reads one group into acts.
func (r *reader) progress(g *group) {
	names := r.groupNames(g)
	p := &progress{r: r, named: len(g.mentions) > 0, trouble: g.trouble}
	if len(names) > 0 {
		p.u.Project = names[0]
		p.p, _ = r.known(names[0])
	}
	asked := len(r.asks)
	for i := range g.segs {
		p.segment(&g.segs[i])
	}
	if p.empty() || p.noise(names) {
		r.asks = r.asks[:asked]
		return
	}
	if len(names) == 0 {
		names = []Name{""}
	}
	for _, name := range names {
		p.put(name)
	}
	for _, a := range p.adds {
		r.add(withProjects(a, names))
	}
}

// groupNames names the projects of a group; a group without any is about the
// one carried over or answered to.
func (r *reader) groupNames(g *group) []Name {
	var all []Name
	for _, m := range g.mentions {
		if m.each {
			for _, p := range m.projects {
				all = append(all, Name(r.n.ledger.Projects[p].Name))
			}
			continue
		}
		all = append(all, r.projectName(m))
	}
	if len(all) > 0 {
		return all
	}
	for _, s := range g.segs {
		if m := r.guess(s.toks); m != nil && r.worthGuess(g) {
			name := r.projectName(m)
			for i := range g.segs {
				cover(&g.segs[i], m)
			}
			r.carry = m
			return []Name{name}
		}
	}
	if name, ok := r.standing(); ok {
		return []Name{name}
	}
	return nil
}

// worthGuess: only a report is worth looking for a misspelt name in.
func (r *reader) worthGuess(g *group) bool {
	for _, s := range g.segs {
		if s.mask.any(cStep, cStage, cNoChange, cBlock, cSolved, cHold, cReturned, cVerdict, cPercent, cMoney, cThing, cObstacle, cDone, cEventWord) || s.mask.flag(hasEvent) {
			return true
		}
	}
	return false
}

// cover marks the letters of a guessed name as that name.
func cover(g *segment, m *mention) {
	var out []token
	for _, t := range g.toks {
		switch {
		case t.to <= m.from || t.from >= m.to:
			out = append(out, t)
		default:
			if t.from < m.from {
				out = append(out, token{kind: tText, from: t.from, to: m.from})
			}
			if len(out) == 0 || out[len(out)-1].project == nil {
				out = append(out, token{kind: tName, from: m.from, to: m.to, project: m})
			}
			if t.to > m.to {
				out = append(out, token{kind: tText, from: m.to, to: t.to})
			}
		}
	}
	g.toks = out
}

func (p *progress) empty() bool {
	return p.facts == 0 && len(p.notes) == 0 && p.block == nil && p.closed == nil && p.nochange == nil && len(p.adds) == 0
}

// noise: text that says nothing known about no project.
func (p *progress) noise(names []Name) bool {
	return len(names) == 0 && p.facts == 0 && p.closed == nil && p.nochange == nil && len(p.adds) == 0 && (p.block == nil || p.block.Kind == "其他")
}

// put makes the acts for one project.
func (p *progress) put(name Name) {
	r := p.r
	u := p.u
	u.Project = name
	u.Note = tidy(joinNotes(p.notes))
	if p.hearsay {
		r.confirmFirst()
	}
	scoped := p.nochange != nil && p.nochange.Scope != ""
	r.settled = ""
	if n := len(p.notes); n > 0 && p.noteAt == n-1 && p.noteDone {
		r.settled = p.noteKind
	}
	if p.facts > 0 || u.Note != "" {
		p.askDates(name)
		r.update(u)
	}
	if p.nochange != nil {
		n := *p.nochange
		if !scoped {
			n.Project = name
		}
		r.noChange(n)
	}
	if p.block != nil {
		b := *p.block
		b.Project, b.Text = name, tidy(b.Text)
		r.add(b)
	}
	if p.closed != nil {
		c := *p.closed
		c.Project = name
		r.add(c)
		for _, kind := range p.also {
			r.add(ObstacleClose{Project: name, Kind: kind, By: c.By})
		}
	}
	if name == "" && !scoped && len(r.asks) == 0 || name == "" && !scoped && !strings.HasPrefix(r.asks[0], "which") {
		r.ask("project")
	}
}

// askDates asks for the day of a counted step that was said without one.
func (p *progress) askDates(name Name) {
	for _, d := range p.u.Dates {
		if d.Date.Raw == nil && dayNames[d.What] != "" {
			p.r.ask("date:" + dayNames[d.What])
		}
	}
}

// segment reads one segment: the first reading that fits takes it.
func (p *progress) segment(g *segment) {
	if g.mask.has(cHearsay) {
		p.hearsay = true
		p.r.warnOnce("hearsay")
	}
	if g.mask.any(cOnMeeting, cMeetingWord) {
		it := item{s: g.s, toks: g.toks, segs: []segment{*g}, mask: g.mask}
		p.r.review = p.r.saidMeeting(&it)
		if g.colon && !g.mask.flag(hasProject) {
			return // 21号过堂会结果:
		}
	}
	if p.follows(g) {
		p.note(g)
		return
	}
	if p.anotherProject(g) || g.mask.has(cOther) {
		p.another = true
	}
	if p.another && g.mask.kind(tMoney) {
		p.note(g)
		return
	}
	if g.mask.has(cVerdict) && g.mask.has(cMeetingWord) && !g.mask.any(cCond, cRhetoric, cQuestion, cQuote) && p.verdict(g) {
		return // 过堂会没过: no obstacle
	}
	before := p.size()
	for _, f := range []func(*segment) bool{p.excepted, p.unchanged, p.held, p.helped, p.solved, p.returned, p.blocked, p.unreal, p.verdict, p.money, p.percent, p.event, p.steps, p.stage, p.contact} {
		if f(g) {
			return
		}
	}
	if p.size() == before {
		p.note(g)
	}
}

// anotherProject: 老板想再上一个面料项目 speaks of a project that the ledger
// does not have; its sums are not those of the one named.
func (p *progress) anotherProject(g *segment) bool {
	text := string(p.r.s.r[g.toks[0].from:g.toks[len(g.toks)-1].to])
	return strings.Contains(text, "项目") && containsAny(text, "又介绍", "介绍了", "再来一个") ||
		p.r.oneMore(text)
}

// follows reports whether a segment only holds if the one before it does
// (如果下周能签,就上推介会); what is said to be done ends the supposition.
func (p *progress) follows(g *segment) bool {
	if i := first(g.toks, cCond); i >= 0 && g.toks[i].value(cCond) != "" {
		p.supposed, p.unreality = true, g.toks[i].value(cCond) == "unreal"
		return false
	}
	if p.unreality {
		return true // 要不是下雨,昨天就开工了
	}
	p.supposed = p.supposed && !g.mask.has(cDone)
	return p.supposed
}

// size counts what has been read so far.
func (p *progress) size() int { return p.facts + len(p.notes) + len(p.adds) }

// note keeps a segment's words.
func (p *progress) note(g *segment) {
	if p.hollow(g) {
		return
	}
	toks := afterNames(g.toks)
	text := words(p.r.s, toks, func(t token) bool {
		return t.project != nil && len(mentions(g.toks)) < 2 || t.kind == tDate && t.when.raw == "今天" || t.is(cHearsay)
	})
	for _, lead := range p.r.n.lex.lists["this-project"] {
		text = strings.TrimPrefix(text, lead)
	}
	if text = trimMarks(text); text == "" {
		return
	}
	if g.spaced && p.noted == g.toks[0].from-1 {
		text = " " + text
	}
	p.noted = g.toks[len(g.toks)-1].to
	p.notes = append(p.notes, text)
	if kind := p.r.troubleKind(g.toks); kind != "" {
		p.noteKind, p.noteAt, p.noteDone, p.noteUnits = kind, len(p.notes)-1, g.mask.any(cDone, cSolved), units(g.toks)
	}
	p.r.unread = append(p.r.unread, Extent{p.r.s.off[g.toks[0].from], p.r.s.off[g.toks[len(g.toks)-1].to]})
}

// joinNotes puts a comma between notes, but before one that only a space parts
// from the note before.
func joinNotes(notes []string) string {
	var b strings.Builder
	for i, n := range notes {
		if i > 0 && n[0] != ' ' {
			b.WriteByte(',')
		}
		b.WriteString(n)
	}
	return strings.TrimSpace(b.String())
}

// afterNames cuts off the names that open a segment: 云帆、瑞科和博冠|都在施工.
func afterNames(toks []token) []token {
	if len(mentions(toks)) < 2 {
		return toks
	}
	last := 0
	for i, t := range toks {
		switch {
		case t.project != nil:
			last = i + 1
		case t.kind == tPause, t.kind == tSpace, t.to-t.from == 1 && i+1 < len(toks) && toks[i+1].project != nil:
		default:
			if len(mentions(toks[last:])) > 0 {
				return toks // a name among the words: they stand as they are
			}
			return toks[last:]
		}
	}
	return toks
}

// hollow: a segment of courtesies, or of a name or heading alone.
func (p *progress) hollow(g *segment) bool {
	if g.colon && g.toks[len(g.toks)-1].to-g.toks[0].from < 5 && !g.mask.flag(hasProject) && !g.mask.kind(tMoney) && !g.mask.kind(tDate) {
		return true // 汇报:
	}
	if g.colon && strings.HasSuffix(p.r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to), "如下") {
		return true // 现将进展报告如下:
	}
	for _, t := range g.toks {
		switch {
		case t.kind == tNoise, t.kind == tSpace, t.kind == tParen, t.kind == tPause, t.project != nil, t.leader != "":
		case t.is(cSmallTalk), t.is(cThanks), t.is(cOnMeeting), t.is(cProjectWord), t.is(cHearsay), t.is(cMood), t.is(cUndo), t.is(cVague), t.is(cQuote):
		case t.kind == tText && t.to-t.from < 2:
		case g.colon && t.kind == tDate && (t.when.gran != GranDay || strings.HasSuffix(t.when.raw, "周")), g.colon && t.is(cStateOf):
		case g.colon && t.kind == tText && t.to-t.from < 6, g.colon && t.unit != "", g.colon && t.is(cBlock):
		case t.is(cMoney) && t.value(cMoney) != "other", t.is(cMoved), t.is(cSetValue):
		default:
			return false
		}
	}
	return true
}

// held reads 暂缓 and 恢复推进.
func (p *progress) held(g *segment) bool {
	if g.mask.any(cCond, cRhetoric) || !g.mask.any(cHold, cResume) {
		return false
	}
	hold := g.mask.has(cHold) && !g.mask.has(cResume)
	if !hold && !g.mask.has(cResume) {
		return false
	}
	if hold && !p.r.ofProject(g.toks, first(g.toks, cHold)) {
		return false
	}
	p.u.Hold = &hold
	p.facts++
	if hold && p.r.review != nil {
		p.u.Verdict, p.u.Meeting = "暂缓", p.r.review
	}
	if g.mask.any(cBlock, cNeg) && g.mask.has(cObstacle) {
		p.block = p.r.obstacle(p.block, g)
	}
	return true
}

// returned reads 入库材料被退回来了.
func (p *progress) returned(g *segment) bool {
	if !g.mask.has(cReturned) || g.mask.any(cCond, cRhetoric) {
		return false
	}
	text := string(p.r.s.r[g.toks[0].from:g.toks[len(g.toks)-1].to])
	if containsAny(text, "重新", "又报", "再报", "重报", "再次", "二次") && g.mask.has(cSubmit) {
		return false // 补正材料又报了一次: filed again
	}
	filed := containsAny(text, "入库", "认定", "申报", "市", "退件", "补正") || p.p.Reg == "已申报" && !g.mask.any(cOnMeeting, cMeetingWord)
	switch {
	case !filed && p.r.review != nil:
		p.u.Verdict, p.u.Meeting = "退回", p.r.review
		p.facts++
		return true
	case !filed && !strings.Contains(text, "材料"):
		return false
	}
	p.u.Reg = "退回"
	p.facts++
	p.behind(g, first(g.toks, cReturned))
	return true
}

// behind keeps what a clause goes on to say after the word that was read:
// 入库被打回来了|说缺能评报告.
func (p *progress) behind(g *segment, i int) {
	text := tidy(words(p.r.s, g.toks[i+1:], nil))
	for _, lead := range []string{"了", "来了", "去了"} {
		text = strings.TrimPrefix(text, lead)
	}
	if len([]rune(text)) > 3 {
		p.notes = append(p.notes, text)
	}
}

// unreal: questions, conditions, quotations and negations are notes.
func (p *progress) unreal(g *segment) bool {
	if g.mask.has(cOther) && g.mask.any(cStep, cStage) {
		p.note(g) // 供应商开工了 is no step of the project
		return true
	}
	if p.supposedDone(g) || p.doubted(g) {
		p.note(g)
		return true
	}
	if !g.mask.any(cCond, cRhetoric, cQuote, cQuestion, cNeg) {
		return false
	}
	if g.mask.has(cNeg) && !g.mask.any(cCond, cRhetoric, cQuote, cQuestion) {
		if !p.negates(g) {
			return false
		}
		if all := p.doings(g); len(all) == 1 {
			neg := g.toks[first(g.toks, cNeg)]
			if all[0].date != nil && !strings.Contains(p.r.s.sub(neg.from, neg.to), "不") && p.missed(g, all[0]) {
				return true
			}
			p.moving, p.slipping = all[0].what, all[0].date != nil // 月内签不了,最早也要到三月
		}
	}
	p.note(g)
	return true
}

// negates reports whether a negation stands near a step.
func (p *progress) negates(g *segment) bool {
	neg := first(g.toks, cNeg)
	step := first(g.toks, cStep, cStage, cThing)
	return step < 0 || g.toks[step].from-g.toks[neg].to < 8
}

// verdict reads 过堂会过了: the project may be signed now.
func (p *progress) verdict(g *segment) bool {
	i := first(g.toks, cVerdict)
	if i < 0 && p.r.review != nil {
		return p.passed(g)
	}
	if i >= 0 && hasAnyPrefix(p.r.s.sub(g.toks[i].to, g.toks[len(g.toks)-1].to), p.r.list("supposed")) {
		return false
	}
	if i < 0 || p.r.review == nil && !strings.ContainsAny(string(p.r.s.r[g.toks[i].from:g.toks[i].to]), "会堂") {
		return false
	}
	if first(g.toks[:i], cObstacle) >= 0 {
		return false // 环评过会了: another body's
	}
	if p.r.review == nil {
		p.r.review = p.r.lastMeeting()
	}
	p.rule(g.toks[i].value(cVerdict))
	if strings.Contains(p.r.s.sub(g.toks[i].from, g.toks[i].to), "同意") && !g.mask.flag(hasEvent) && !g.mask.kind(tDate) {
		return true // 同意智澜签约 has not signed it
	}
	return !g.mask.has(cStep) && !g.mask.flag(hasEvent)
}

// passed: of projects named one by one after a meeting 通过 alone says the
// verdict.
func (p *progress) passed(g *segment) bool {
	last := len(g.toks) - 1
	if !p.named || p.r.s.sub(g.toks[last].from, g.toks[last].to) != "通过" || last > 0 && g.toks[last-1].project == nil {
		return false
	}
	p.rule("通过")
	return true
}

// rule notes the meeting's verdict; what passed may be signed.
func (p *progress) rule(v string) {
	p.u.Verdict, p.u.Meeting = v, p.r.review
	if v == "通过" && (p.p.Stage == "" || stageRank[p.p.Stage] <= stageRank["拟签约"]) {
		p.u.Stage = "拟签约"
	}
	p.facts++
}

// stage reads 在谈, 拟签约 said as such.
func (p *progress) stage(g *segment) bool {
	i := first(g.toks, cStage)
	if i < 0 {
		return false
	}
	switch v := g.toks[i].value(cStage); v {
	case "线索", "在谈", "拟签约":
		p.u.Stage = v
		p.facts++
		return true
	}
	return false
}

// contact reads 联系人换成王总; a number behind the name belongs to it. That
// the contact has changed, without to whom, is asked.
func (p *progress) contact(g *segment) bool {
	i := first(g.toks, cContact)
	if i < 0 && (p.replaced || p.labelled) && p.successor(g) {
		return true
	}
	if i < 0 || g.mask.any(cNeg, cQuestion, cBlock) {
		return false
	}
	said := tidy(words(p.r.s, g.toks[i+1:], nil))
	text := p.r.n.lex.newHolder(said)
	switch {
	case said == "" && g.colon:
		p.labelled = true
		return true
	case said == "":
		return false
	case text == "" || contains(p.r.n.lex.lists["changed"], text):
		p.replaced = true
		p.r.ask("contact")
		return false
	case p.u.Contact != "" && g.mask.kind(tPhone):
		p.u.Contact += " " + text
	default:
		p.u.Contact = text
	}
	p.facts++
	return true
}

// successor reads the one who came in the place of a contact: 对接人换了,现在是
// 胡经理.
func (p *progress) successor(g *segment) bool {
	text := words(p.r.s, g.toks, nil)
	who := p.r.n.lex.newHolder(text)
	if who == text && !p.labelled || who == "" || g.mask.any(cNeg, cQuestion) {
		return false
	}
	if p.replaced {
		p.notes = p.notes[:max(0, len(p.notes)-1)] // what had changed
	}
	p.replaced, p.labelled, p.u.Contact = false, false, who
	p.facts++
	p.r.asks = slices.DeleteFunc(p.r.asks, func(q string) bool { return q == "contact" })
	return true
}

// newHolder takes the words of changing off the name behind them: 换成王总.
func (x *lexicon) newHolder(text string) string {
	for again := true; again; {
		before := text
		for _, w := range x.lists["change-to"] {
			text = strings.TrimPrefix(text, w)
		}
		again = text != before
	}
	return tidy(text)
}

// containsAny reports whether one of the words stands in the text.
func containsAny(text string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
