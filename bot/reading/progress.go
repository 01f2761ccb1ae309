package reading

import "strings"

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
	several   bool        // more than one
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
	topicKind string   // the kind of what the last note only names: 贷款,…
	replaced  bool     // the contact was said to have changed
	shareOpen bool     // how much of the share was won is said, not how much there is
	labelled  bool     // 联系人: stands before the name
	mood      string   // 有点悬: kept if nothing else is said
	lastCue   string   // what the sum before was said to be
	opened    bool     // the segment before only leads up to this one: 6月签约后,
}

// progress reads one group into acts.
func (r *reader) progress(g *group) {
	names := r.groupNames(g)
	p := &progress{r: r, named: len(g.mentions) > 0, several: len(names) > 1, trouble: g.trouble}
	if len(names) > 0 {
		p.u.Project = names[0]
		p.p, _ = r.known(names[0])
	}
	asked := len(r.asks)
	from := r.deniedUpTo(g.segs)
	for i := range g.segs[:from] {
		p.note(&g.segs[i])
	}
	for i := from; i < len(g.segs); i++ {
		if n := p.quotation(g.segs, i); n > 0 {
			p.keep(g.segs[i : i+n])
			i += n - 1
			continue
		}
		if i+1 < len(g.segs) && p.sumBehind(&g.segs[i], &g.segs[i+1]) {
			i++
			continue
		}
		if i+1 < len(g.segs) && p.awaited(&g.segs[i], &g.segs[i+1]) {
			p.note(&g.segs[i])
			continue
		}
		p.segment(&g.segs[i])
		p.opened = p.r.list("subordinate").ends(g.segs[i].text())
	}
	if p.empty() && p.mood != "" && r.ctx.ReplyTo != nil && !r.echoed() {
		p.notes = append(p.notes, p.mood)
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

func (p *progress) empty() bool {
	return p.facts == 0 && len(p.notes) == 0 && p.block == nil && p.closed == nil && p.nochange == nil && len(p.adds) == 0
}

// noise: text that says nothing known about no project. Of what a department is
// asked for in private (请资规局帮忙看看) the project is asked.
func (p *progress) noise(names []Name) bool {
	if len(names) > 0 || p.facts > 0 || p.closed != nil || p.nochange != nil || len(p.adds) > 0 {
		return false
	}
	return p.block == nil || p.block.Kind == "其他" && (len(p.block.Need) == 0 || p.r.ctx.Chat != ChatDM)
}

// put makes the acts for one project.
func (p *progress) put(name Name) {
	r := p.r
	u := p.u
	if p.nochange != nil && u.Stage != "" && u.Stage == p.p.Stage {
		if u.Stage = ""; noteAlone(u) {
			p.facts = 0 // 还在谈,没变化
		}
	}
	u.Project = name
	u.Note = tidy(joinNotes(p.notes))
	if p.nochange != nil && p.nochange.Scope == "" && p.facts > 0 && (len(u.Dates) > 0 || u.Amount != nil || u.Contact != "") {
		p.nochange = nil // 没啥变化,就是签约推到6月20号
	}
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
	if g.mask.has(cHearsay) || p.r.heard(g) {
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
	if p.crossed(g) {
		p.note(g)
		if n := len(p.notes); n > 0 {
			p.notes[n-1] += "❌" // else the note reads as if it were so
		}
		return
	}
	if p.follows(g) {
		p.note(g)
		return
	}
	if p.anotherProject(g) || g.mask.has(cOther) {
		p.another = true
	}
	if (p.another || p.several && p.r.list("in-all").in(g.text())) && g.mask.kind(tMoney) {
		p.note(g)
		return
	}
	if g.mask.has(cVerdict) && g.mask.has(cMeetingWord) && !g.mask.any(cCond, cRhetoric, cQuestion, cQuote) && p.verdict(g) {
		return // 过堂会没过: no obstacle
	}
	before := p.size()
	for _, f := range []func(*segment) bool{p.bareShare, p.excepted, p.unchanged, p.held, p.remainder, p.helped, p.solved, p.returned, p.blocked, p.unreal, p.verdict, p.money, p.percent, p.event, p.steps, p.stage, p.contact} {
		if f(g) {
			return
		}
	}
	if p.size() == before {
		p.note(g)
	}
}

// size counts what has been read so far.
func (p *progress) size() int { return p.facts + len(p.notes) + len(p.adds) }

// stage reads 在谈, 拟签约 said as such.
func (p *progress) stage(g *segment) bool {
	i := first(g.toks, cStage)
	if i < 0 {
		return false
	}
	switch v := g.toks[i].value(cStage); v {
	case "线索", "在谈", "拟签约":
		if !p.r.ledUp(g.toks, i, "itself", "stage-lead") {
			return false // 地价还在谈
		}
		p.u.Stage = v
		p.facts++
		return true
	}
	return false
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
