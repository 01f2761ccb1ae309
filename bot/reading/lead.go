package reading

import "strings"

// isLead reports whether an item tells of a new project.
func (r *reader) isLead(it *item) bool {
	known := false
	for _, m := range mentions(it.toks) {
		known = known || !m.newPhase
	}
	switch {
	case strings.Contains(r.cueText(it, cLead), "线索"):
		return true
	case known:
		return false
	case it.mask.any(cLead, cLeadTalk) && !it.mask.any(cOrderClose):
		return r.newName(it)
	case it.list && r.heading != headNone && r.heading != headOrders:
		return r.newName(it)
	case it.mask.has(cVisitCue) && (it.mask.has(cPlace) || it.mask.has(cCompanyEnd)):
		return true
	}
	return it.mask.has(cPlace) && (it.mask.has(cCompanyEnd) || it.mask.kind(tMoney)) && it.mask.any(cIntend, cBuild, cWarm) && !it.mask.any(cVerdict, cOnMeeting, cNeg)
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
	firm  bool   // ends like a company's name
	plain bool   // a text that no cue introduces
	built bool   // behind 做, 建, 一个
	oneof bool
}

// lead reads a lead, or the visit that came to nothing.
func (r *reader) lead(it *item) {
	runs := r.runs(it)
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

// runs collects the names of the item.
func (r *reader) runs(it *item) []run {
	var all []run
	var cur run
	var from int
	place, apart, built, oneof := "", false, false, false
	open := false
	end := func(to int) {
		if open {
			cur.text = cleanRun(r.s.sub(from, to))
			if n := len([]rune(cur.text)); n >= 2 {
				all = append(all, cur)
			}
		}
		open = false
	}
	for i, t := range it.toks {
		switch {
		case t.is(cPlace) && !open:
			place += r.s.sub(t.from, t.to)
			apart = false
		case r.names(it.toks, i, open, cur.firm):
			if !open {
				text := r.s.sub(t.from, t.to)
				if text == "的" || text == "市" || text == "省" || text == "那边" || text == "市的" {
					apart = true
					continue
				}
				for _, w := range []string{"市的", "的", "省", "市"} {
					if place != "" && strings.HasPrefix(text, w) {
						apart = apart || strings.HasSuffix(w, "的")
						break
					}
				}
				cur = run{place: place, apart: apart, built: built, oneof: oneof}
				place, apart, built, oneof = "", false, false, false
				from, open = t.from, true
			}
			cur.firm = t.is(cCompanyEnd)
		default:
			end(t.from)
			switch {
			case t.is(cOneOf):
				oneof = true
			case t.is(cBuild):
				built, oneof = true, false
			case t.kind == tSpace:
			case t.kind == tComma:
				built, oneof, place, apart = false, false, "", false
			}
		}
	}
	end(it.to())
	return all
}

// names reports whether a token is part of a name. A one-letter verb inside
// a name (建科) is, one behind a name and before the next is not.
func (r *reader) names(toks []token, i int, open, firm bool) bool {
	t := toks[i]
	switch {
	case t.kind == tText, t.project != nil:
		return true
	case t.kind == tNumber && open:
		return true
	case t.kind != tCue:
		return false
	case t.is(cCompanyEnd), t.is(cProjectWord), t.is(cPlace) && open:
		return true
	case t.is(cContact), t.is(cSite), t.is(cSource), t.is(cTag), t.is(cRefer), t.is(cMoney) && t.to-t.from > 1, t.is(cLead), t.is(cLeadTalk), t.is(cVisitCue), t.is(cMine), t.is(cWarm), t.is(cNoDeal), t.is(cForeign):
		return false
	}
	if t.is(cOneOf) && !open {
		return false
	}
	if t.to-t.from == 1 && !open {
		prev := i > 0 && (toks[i-1].is(cIntend) || toks[i-1].is(cMine) || toks[i-1].unit != "" || toks[i-1].is(cBuild))
		next := i+1 < len(toks) && toks[i+1].kind == tText
		first := i > 0 && (toks[i-1].is(cOneOf) || toks[i-1].is(cPlace))
		return next && !prev && first
	}
	if t.to-t.from == 1 && !firm && i+1 < len(toks) && (toks[i+1].kind == tText || toks[i+1].is(cCompanyEnd)) {
		return true
	}
	if t.is(cBuild) || t.is(cIntend) || t.is(cOneOf) || t.is(cDone) || t.is(cHedge) || t.is(cStep) || t.is(cNeg) || t.is(cStage) || t.is(cThanks) || t.is(cHearsay) || t.is(cAssignCue) || t.is(cEventAdd) || t.is(cSmallTalk) || t.is(cFact) || t.is(cNeed) || t.is(cThing) {
		return false
	}
	return true
}

// cleanRun takes off what introduces a name.
func cleanRun(text string) string {
	for changed := true; changed; {
		before := text
		for _, w := range []string{"市的", "省的", "那边的", "那边", "的", "市", "名叫", "叫", "一家", "一个", "企业", "是", "有个", "家", "老板", "客商", "某", "做"} {
			text = strings.TrimPrefix(text, w)
		}
		for _, w := range []string{"的", "在", "到", "这个", "了", "和", "他们", "这家", "目前", "今天", "对"} {
			text = strings.TrimSuffix(text, w)
		}
		text = tidy(text)
		changed = before != text
	}
	return text
}

// leadNames decides which run is the investor and which the project.
func (r *reader) leadNames(it *item, runs []run, l *Lead) {
	inv := -1
	for i, u := range runs {
		if u.place != "" && !(u.apart && isProduct(u.text) && !u.firm) {
			inv = i
			break
		}
	}
	for i, u := range runs {
		if inv < 0 && u.firm && !u.built && !(u.oneof && !firmName(u.text)) && !isProduct(u.text) {
			inv = i
		}
	}
	if inv >= 0 {
		u := runs[inv]
		l.Investor, l.Origin = Name(u.text), u.place
		if u.place != "" && !u.apart {
			l.Investor = Name(u.place + u.text)
		}
	}
	for i, u := range runs {
		if i != inv && l.Project == "" && (u.built || u.oneof || isProduct(u.text)) {
			l.Project = Name(u.text)
		}
	}
	for i, u := range runs {
		if i > inv && l.Project == "" && i < inv+2 && !fillerRun(u.text) {
			l.Project = Name(u.text)
		}
	}
	if l.Project == "" && inv >= 0 {
		l.Project = Name(runs[inv].text)
	}
	if l.Origin == "" {
		for _, t := range it.toks {
			if t.is(cPlace) {
				l.Origin += r.s.sub(t.from, t.to)
			}
		}
	}
	for _, t := range it.toks {
		if t.is(cForeign) || t.value(cPlace) == "foreign" && strings.Contains(l.Origin, r.s.sub(t.from, t.to)) {
			l.Foreign = true
		}
	}
}

// fillerRun: words that name nothing.
func fillerRun(text string) bool {
	for _, w := range []string{"意向", "环节", "说", "客商", "老板", "企业", "左右", "过来", "下周", "对方", "那边", "他们"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return len([]rune(text)) < 2
}

// isProduct: what ends in 项目, 生产线, 基地 is what is built, not who builds it.
func isProduct(text string) bool {
	for _, w := range []string{"项目", "生产线", "产业园", "基地", "产线", "工厂", "车间", "厨房", "中心"} {
		if strings.HasSuffix(text, w) {
			return true
		}
	}
	return false
}

// firmName: endings that only companies have.
func firmName(text string) bool {
	for _, w := range []string{"公司", "集团", "股份", "科技", "实业", "控股", "精密", "企业"} {
		if strings.HasSuffix(text, w) {
			return true
		}
	}
	return false
}

// onlyVisit: somebody was visited, and neither money nor interest is spoken of.
func (r *reader) onlyVisit(it *item) bool {
	if it.mask.any(cWarm, cLead, cLeadTalk, cIntend) || it.mask.kind(tMoney) || r.heading == headLeads || r.heading == headTalks {
		return false
	}
	return it.mask.any(cVisitCue, cStep) || r.heading == headVisits
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
		if !g.mask.kind(tDate) || !g.mask.has(cStep) || g.mask.any(cNeg, cCond, cRhetoric) {
			continue
		}
		for _, d := range p.doings(g) {
			if d.date == nil || d.what == Talk && g.mask.any(cLead, cLeadTalk) {
				continue
			}
			if sp, kind, ok := p.place(g, d, p.hedged(g, d), p.doneSaid(g, d)); ok {
				l.Dates = append(l.Dates, Dated{What: d.what, Kind: kind, Date: sp})
			}
		}
	}
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

// duplicate finds a project that is likely the same one: its name begins like
// the investor's, or sounds like it and makes the same thing.
func (r *reader) duplicate(it *item, l *Lead) (Project, bool) {
	for _, m := range mentions(it.toks) {
		if len(m.projects) > 0 {
			return r.n.ledger.Projects[m.projects[0]], true
		}
	}
	brand := []rune(strings.TrimPrefix(string(l.Investor), l.Origin))
	if len(brand) < 2 {
		return Project{}, false
	}
	text := plainRunes(string(l.Investor) + string(l.Project))
	best, at := 0, -1
	for i, st := range r.n.stems {
		if len(st.name) < 3 || !r.alike(brand, st.name) {
			continue
		}
		score := shared(text, st.name[2:]) + 1
		if brand[0] == st.name[0] && brand[1] == st.name[1] {
			score += 2
		} else if score == 1 {
			continue
		}
		if score > best {
			best, at = score, i
		}
	}
	if at < 0 {
		return Project{}, false
	}
	return r.n.ledger.Projects[at], true
}

// alike compares the first two letters of two names.
func (r *reader) alike(a, b []rune) bool {
	return a[0] == b[0] && r.n.lex.sound.near(a[1], b[1]) || a[1] == b[1] && r.n.lex.sound.near(a[0], b[0]) ||
		r.n.lex.sound.same(a[0], b[0]) && r.n.lex.sound.same(a[1], b[1])
}

// shared counts the pairs of letters of b that stand in a.
func shared(a, b []rune) int {
	n := 0
	for j := 0; j+1 < len(b); j++ {
		for i := 0; i+1 < len(a); i++ {
			if a[i] == b[j] && a[i+1] == b[j+1] {
				n++
				break
			}
		}
	}
	return n
}
