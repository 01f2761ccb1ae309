package reading

import "strings"

// isLead reports whether an item tells of a new project.
func (r *reader) isLead(it *item) bool {
	known := false
	for _, m := range mentions(it.toks) {
		known = known || !m.newPhase
	}
	switch {
	case it.mask.has(cNeg) && strings.Contains(r.s.sub(it.from(), it.to()), "线索更新"):
		return false
	case strings.Contains(r.cueText(it, cLead), "线索"):
		return true
	case known:
		return r.inPassing(it)
	case it.mask.any(cLead, cLeadTalk) && !it.mask.any(cOrderClose):
		return r.newName(it)
	case it.list && r.heading != headNone && r.heading != headOrders && r.heading != headObstacles:
		return r.newName(it)
	case it.mask.has(cVisitCue) && it.mask.any(cPlace, cCompanyEnd, cNoDeal):
		return true
	}
	if it.mask.has(cCompanyEnd) && it.mask.any(cIntend) && it.mask.has(cBuild) && it.mask.kind(tMoney) && !it.mask.any(cVerdict, cOnMeeting, cOrder, cNeg, cCond, cQuestion) && r.opensWithFirm(it) {
		return true
	}
	if !it.mask.has(cPlace) || it.mask.any(cVerdict, cOnMeeting, cOrder) {
		return false
	}
	sized := it.mask.kind(tMoney) || it.mask.kind(tMu) || it.mask.has(cSite)
	return it.mask.has(cCompanyEnd) && sized || (it.mask.has(cCompanyEnd) || sized) && it.mask.any(cIntend, cBuild, cWarm)
}

// opensWithFirm: 顺利物流想来建… — an unknown company is who acts.
func (r *reader) opensWithFirm(it *item) bool {
	all := r.runs(it)
	return len(all) > 0 && all[0].firm && !all[0].built
}

// anotherLead: 泰和老板还想再搞一个热处理项目 tells of another project of an
// investor that is known.
func (r *reader) anotherLead(it *item) bool {
	if len(r.distinct(it.toks)) != 1 || it.mask.any(cNeg, cCond, cQuestion, cRhetoric, cVerdict, cOnMeeting, cOrder, cBlock, cStage) {
		return false
	}
	m := mentions(it.toks)[0]
	text := string(r.s.r[m.to:it.to()])
	at := -1
	for _, w := range r.n.lex.lists["another"] {
		if i := strings.Index(text, w); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	if at < 0 || !it.mask.any(cIntend, cBuild, cTalking) {
		return false
	}
	rest := text[at:]
	return containsAny(rest, "项目", "生产线", "基地", "工厂", "产线", "产业园", "中心", "园区", "分厂", "新厂")
}

// inPassing reports whether a lead names a known project without being it.
func (r *reader) inPassing(it *item) bool {
	return r.anotherLead(it) || r.broughtLead(it) || r.visitorLead(it)
}

// broughtLead: 泰和老板介绍了一个佛山做五金的 — the one known brings another.
func (r *reader) broughtLead(it *item) bool {
	m := mentions(it.toks)[0]
	for _, t := range it.toks {
		if t.is(cRefer) && t.from > m.to && t.from-m.to < 8 && m.from-it.from() < 3 {
			k := after(r.s.r, t.to, "了", "过来", "来")
			if k < 0 {
				k = t.to
			}
			return after(r.s.r, k, "一个", "一家", "个", "家", "一位", "位", "朋友", "客商", "同行") > 0
		}
	}
	return false
}

// visitorLead: 西安某某公司来我区,对智云那块地感兴趣 — a company from elsewhere
// acts, and the project known is only where it looks.
func (r *reader) visitorLead(it *item) bool {
	g := it.segs[0]
	return len(it.segs) > 1 && !g.mask.flag(hasProject) && g.toks[0].is(cPlace) && g.mask.has(cCompanyEnd) && it.mask.any(cWarm, cIntend) && !it.mask.any(cNeg, cCond, cNoDeal, cStage, cOrder)
}

// newName reports whether the item has words that can name something.
func (r *reader) newName(it *item) bool {
	return it.mask.kind(tText) || it.mask.any(cCompanyEnd, cGeneric, cPlace)
}

func (r *reader) cueText(it *item, c class) string {
	for _, t := range it.toks {
		if t.is(c) {
			if w := r.s.sub(t.from, t.to); strings.Contains(w, "线索") {
				return w
			}
		}
	}
	return ""
}

// A run is a stretch of words that can name a company or a product.
type run struct {
	text  string
	place string // the place right before it
	apart bool   // 的 stands between them
	firm  bool   // has an ending that companies have
	built bool   // behind 做, 建
	oneof bool   // behind 一个, 一家
	met   bool   // behind 拜访了, 对接了
	named bool   // behind 叫
	known bool   // names a project of the ledger
	from  int
}

// lead reads a lead, or the visit that came to nothing.
func (r *reader) lead(it *item) {
	runs := r.runs(it)
	if len(runs) == 0 && !it.mask.kind(tMoney) && !it.mask.has(cPlace) && it.to()-it.from() > 8 {
		return // 本周新增2条线索: a count
	}
	l := Lead{Unit: Name(r.ctx.Unit), Stage: "线索"}
	r.leadUnit(it, &l)
	r.leadNames(it, runs, &l)
	if it.mask.any(cNoDeal) && !it.mask.has(cWarm) {
		r.visit(it, l, "未谈成")
		return
	}
	if r.onlyVisit(it) {
		r.visit(it, l, r.visitResult(it))
		return
	}
	if it.mask.any(cLeadTalk, cTalking) || r.heading == headTalks || strings.Contains(value(it, cStage), "在谈") {
		l.Stage = "在谈"
	}
	r.leadFacts(it, &l)
	if m := mentions(it.toks); len(m) > 0 && !m[0].newPhase && l.Investor == "" && r.anotherLead(it) {
		l.Investor = Name(m[0].raw)
	}
	r.leadWarnings(it, &l)
	r.add(l)
	r.leadObstacle(it, l.Project)
}

// leadUnit: the office may report for a unit it names.
func (r *reader) leadUnit(it *item, l *Lead) {
	if r.ctx.Role == RoleOffice || r.ctx.Role == RoleLeader {
		if all := units(it.toks); len(all) > 0 {
			l.Unit = Name(all[0])
		}
	}
}

// onlyVisit: somebody was visited, and neither money nor interest is spoken of.
func (r *reader) onlyVisit(it *item) bool {
	if it.mask.has(cWarm) && !r.undecided(it) || it.mask.has(cLeadTalk) || r.wishes(it) || r.cueText(it, cLead) != "" || it.mask.kind(tMoney) || it.mask.kind(tMu) || r.heading == headLeads || r.heading == headTalks {
		return false
	}
	return it.mask.any(cVisitCue, cStep) || r.heading == headVisits
}

// undecided: a visitor who will answer later wants nothing yet.
func (r *reader) undecided(it *item) bool {
	return it.mask.has(cVisitCue) && !it.mask.any(cBuild, cIntend) && containsAny(r.s.sub(it.from(), it.to()), "答复", "回复", "回话", "再回")
}

// wishes reports whether somebody wants to do something.
func (r *reader) wishes(it *item) bool {
	for _, t := range it.toks {
		if t.is(cIntend) && !strings.ContainsRune("来要", r.s.r[t.from]) {
			return true
		}
	}
	return false
}

func (r *reader) visitResult(it *item) string {
	if len(it.segs) < 2 {
		return ""
	}
	var parts []string
	for _, g := range it.segs[1:] {
		parts = append(parts, words(r.s, g.toks, nil))
	}
	return tidy(strings.Join(parts, ","))
}

// visit is what is neither lead nor progress.
func (r *reader) visit(it *item, l Lead, result string) {
	v := Visit{Investor: l.Investor, Result: result}
	if v.Investor == "" {
		v.Investor = l.Project
	}
	if v.Investor == "" && l.Origin != "" {
		v.Investor = Name(l.Origin + "客商")
	}
	w := r.head
	if all := dates(it.toks); len(all) > 0 {
		w = all[0]
	}
	if w != nil {
		if sp, ok := r.resolve(w, behind); ok {
			v.Date = &sp
		}
	}
	if v.Investor == "" {
		r.ask("investor")
	}
	r.add(v)
}

// leadFacts fills in sums, land, site, contact, dates and tags.
func (r *reader) leadFacts(it *item, l *Lead) {
	for i, t := range it.toks {
		switch {
		case t.kind == tMoney, t.kind == tNumber && r.bare(it.toks, i):
			r.leadMoney(it.toks, i, l)
		case t.kind == tMu:
			l.LandMu = Decimal(t.num.lo / 1000)
		case t.is(cSite) && l.Site == "":
			l.Site = r.s.sub(t.from, t.to)
		case t.kind == tPhone && l.Contact == "" && i > 0 && it.toks[i-1].kind == tText && personRun(r.s.sub(it.toks[i-1].from, it.toks[i-1].to)):
			l.Contact = r.s.sub(it.toks[i-1].from, t.to)
		case t.is(cContact) && l.Contact == "":
			l.Contact = r.contactAt(it.toks, i)
		case t.is(cTag) && !contains(l.Tags, t.value(cTag)):
			l.Tags = append(l.Tags, t.value(cTag))
		case t.is(cSource):
			l.Source = t.value(cSource)
		case t.is(cRefer):
			l.Referrer = r.referrerAt(it.toks, i)
		}
	}
	for _, m := range mentions(it.toks) {
		if m.phase > 0 {
			l.Phase = hanNumber(m.phase) + "期"
		}
	}
	r.leadDates(it, l)
}

func (r *reader) leadMoney(toks []token, i int, l *Lead) {
	a, ok := r.sum(toks, i)
	if !ok {
		return
	}
	switch cue := r.moneyCue(toks, i); {
	case cue == "reg", cue == "other" && i > 0 && toks[i-1].is(cMoney) && toks[i-1].value(cMoney) == "other" && strings.Contains(r.s.sub(toks[i-1].from, toks[i-1].to), "注册"):
		l.RegCapital = &a
	case cue == "other":
	case l.Amount == nil:
		l.Amount = &a
	}
}

// contactAt reads who follows 联系人.
func (r *reader) contactAt(toks []token, i int) string {
	j := i + 1
	for j < len(toks) && (toks[j].kind == tSpace || toks[j].kind == tColon) {
		j++
	}
	k := j
	for k < len(toks) && (toks[k].kind == tText || toks[k].kind == tPhone || toks[k].kind == tSpace && k+1 < len(toks) && toks[k+1].kind == tPhone || toks[k].kind == tCue && toks[k].to-toks[k].from < 3) {
		k++
	}
	if j >= k {
		return ""
	}
	text := r.s.sub(toks[j].from, toks[k-1].to)
	for _, w := range []string{"是", "为", "叫"} {
		text = strings.TrimPrefix(text, w)
	}
	return tidy(text)
}

// referrerAt reads who stands before 介绍.
func (r *reader) referrerAt(toks []token, i int) string {
	if i == 0 {
		return ""
	}
	if m := mentions(toks[:i]); len(m) == 1 {
		return strings.TrimSuffix(r.s.sub(m[0].from, toks[i].from), "给") // 泰和老板给介绍了
	}
	t := toks[i-1]
	if w := t.unit + t.leader; w != "" {
		return w
	}
	if t.kind != tText {
		return ""
	}
	text := r.s.sub(t.from, t.to)
	for _, w := range []string{"由", "是", "经", "通过"} {
		if _, who, ok := strings.Cut(text, w); ok {
			text = who
		}
	}
	return tidy(text)
}

// leadDates keeps the dates of steps: a signing planned, a visit to come.
func (r *reader) leadDates(it *item, l *Lead) {
	p := &progress{r: r}
	for i := range it.segs {
		g := &it.segs[i]
		if r.comes(g, l) {
			continue
		}
		if !g.mask.kind(tDate) || !g.mask.has(cStep) || g.mask.any(cNeg, cCond, cRhetoric) {
			continue
		}
		for _, d := range p.doings(g) {
			if d.date == nil || d.what == Talk && g.mask.any(cLead, cLeadTalk) {
				continue
			}
			if sp, kind, ok := p.place(g, d, p.hedged(g, d), p.doneSaid(g, d)); ok {
				if d.what == Intent {
					r.warnOnce("intent_not_signed")
				}
				l.Dates = append(l.Dates, Dated{What: d.what, Kind: kind, Date: sp})
			}
		}
	}
}

// comes reads 约好下周四过来: a visit to come.
func (r *reader) comes(g *segment, l *Lead) bool {
	all := dates(g.toks)
	if len(all) != 1 || g.mask.any(cStep, cStage, cNeg, cCond, cRhetoric) || !containsAny(r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to), "过来", "再来", "来一趟", "来区里", "来镇里") {
		return false
	}
	sp, ok := all[0].resolve(r.now, ahead)
	if !ok || sp.To == nil || !r.now.Before(*sp.To) {
		return false
	}
	l.Dates = append(l.Dates, Dated{What: VisitBy, Kind: Plan, Date: sp})
	return true
}

// leadObstacle keeps what a lead's entry says to be in the way.
func (r *reader) leadObstacle(it *item, project Name) {
	var o *Obstacle
	for i := range it.segs {
		g := &it.segs[i]
		if i > 0 && g.mask.has(cBlock) && g.mask.has(cObstacle) && !g.mask.kind(tMoney) {
			o = r.obstacle(o, g)
		}
	}
	if o != nil {
		o.Project = project
		r.add(*o)
	}
}

const yi = 10000 * perWan // 1亿 in cents

func (r *reader) leadWarnings(it *item, l *Lead) {
	if a := l.Amount; a != nil && a.Cur == "CNY" && max(a.Value, a.Max) < yi {
		r.lowAmts = append(r.lowAmts, string(l.Project))
	}
	if l.Investor == "" {
		r.noInv = append(r.noInv, string(l.Project))
	}
	if it.mask.has(cPlaceholder) {
		r.warnOnce("placeholder_claim")
	}
	if it.mask.has(cHearsay) {
		r.warnOnce("hearsay")
		r.confirmFirst()
	}
	if dup, ok := r.duplicate(it, l); ok {
		r.warnOnce("dup?:" + dup.Name)
		r.confirmFirst()
		if dup.Unit != "" && dup.Unit != string(l.Unit) {
			r.warnOnce("first_talk_elsewhere:" + dup.Unit)
		}
	}
}

// leadMarks adds warnings and questions about leads; in a message of several
// acts they name the lead.
func (r *reader) leadMarks() {
	name := func(head, project string) string {
		if len(r.acts) > 1 && project != "" {
			return head + ":" + project
		}
		return head
	}
	for _, p := range r.lowAmts {
		r.warn(name("below_1yi", p))
	}
	for _, p := range r.noInv {
		r.ask(name("investor", p))
	}
}
