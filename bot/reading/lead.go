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
	case it.mask.has(cVisitCue) && it.mask.any(cPlace, cCompanyEnd, cNoDeal):
		return true
	}
	if !it.mask.has(cPlace) || it.mask.any(cVerdict, cOnMeeting, cOrder) {
		return false
	}
	sized := it.mask.kind(tMoney) || it.mask.kind(tMu) || it.mask.has(cSite)
	return it.mask.has(cCompanyEnd) && sized || (it.mask.has(cCompanyEnd) || sized) && it.mask.any(cIntend, cBuild, cWarm)
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

// A runner collects the runs of an item.
type runner struct {
	r     *reader
	toks  []token
	all   []run
	cur   run
	next  run // what stands before the run to come
	open  bool
	stop  int  // where the open run ends
	brand bool // the run begins with a name, not with what is made
}

// runs collects the names of the item.
func (r *reader) runs(it *item) []run {
	k := &runner{r: r, toks: it.toks}
	for i, t := range it.toks {
		switch {
		case t.is(cPlace) && (!k.open || t.from-k.cur.from < 2):
			k.open = false
			if k.next.place == "" {
				k.next.from = t.from
			}
			k.next.place += r.s.sub(t.from, t.to)
		case k.names(i):
			k.take(i)
		case t.kind == tSpace && k.open && k.latin():
		default:
			k.end()
			k.breaks(t)
		}
	}
	k.end()
	return k.all
}

// latin: Mini LED 封装 is one name in spite of its spaces.
func (k *runner) latin() bool {
	return k.stop > 0 && letterAt(k.r.s.r, k.stop-1)
}

// take adds a token to the open run, or opens one.
func (k *runner) take(i int) {
	t := k.toks[i]
	if !k.open {
		text := k.r.s.sub(t.from, t.to)
		if k.next.place != "" && (text == "的" || text == "市" || text == "省" || text == "那边" || text == "市的" || text == "那边的") {
			k.next.apart = true
			return
		}
		k.cur = k.next
		k.cur.from, k.open = t.from, true
		k.cur.apart = k.cur.apart || k.cur.place != "" && (strings.HasPrefix(text, "的") || strings.HasPrefix(text, "市的"))
		k.next = run{}
	}
	k.stop = t.to
	if t.from == k.cur.from {
		k.brand = !t.is(cCompanyEnd)
	}
	if t.is(cCompanyEnd) && t.from-k.cur.from >= 2 && k.brand {
		k.cur.firm = true
	}
}

func (k *runner) end() {
	if k.open {
		k.cur.text = cleanRun(k.r.s.sub(k.cur.from, k.stop))
		if _, name, ok := strings.Cut(k.cur.text, "企业"); ok && len([]rune(name)) >= 3 {
			k.cur.text, k.cur.apart = name, true
		}
		if len([]rune(k.cur.text)) >= 2 && !fillerRun(k.cur.text) {
			k.all = append(k.all, k.cur)
		}
	}
	k.open = false
}

// breaks notes what a token that ends a run says about the next one.
func (k *runner) breaks(t token) {
	switch {
	case t.is(cVisitCue), t.is(cLead) && t.kind == tCue && !strings.Contains(k.r.s.sub(t.from, t.to), "线索"):
		k.next = run{met: true}
	case t.is(cOneOf):
		k.next.oneof = true
	case t.is(cBuild):
		k.next = run{built: true}
	case t.kind == tComma, t.kind == tColon:
		k.next = run{}
	}
}

// names reports whether a token is part of a name. A one-letter verb inside
// a name (华能电气) is, one behind a company's ending is not.
func (k *runner) names(i int) bool {
	t := k.toks[i]
	switch {
	case t.kind == tText, t.project != nil, t.kind == tNumber && k.open, t.is(cPlace) && k.open:
		return true
	case t.kind != tCue || t.is(cSite) || t.is(cContact) || t.is(cMoney) && t.to-t.from > 1:
		return false
	case t.is(cCompanyEnd), t.is(cProjectWord), t.is(cObstacle):
		return true
	case t.to-t.from > 1 || i+1 >= len(k.toks):
		return false
	}
	next := k.toks[i+1].kind == tText || k.toks[i+1].is(cCompanyEnd)
	if k.open {
		return next && !k.cur.firm && !k.verb(t)
	}
	return next && i > 0 && k.toks[i-1].is(cPlace) && !k.verb(t)
}

// verb: letters that are rarely part of a company's name.
func (k *runner) verb(t token) bool {
	return strings.ContainsRune("做搞想要来在有办个条家说约是", k.r.s.r[t.from])
}

// cleanRun takes off what introduces a name.
func cleanRun(text string) string {
	for changed := true; changed; {
		before := text
		for _, w := range []string{"市的", "省的", "那边的", "那边", "的", "名叫", "叫", "一家", "一个", "是", "有个", "家", "老板", "客商", "某", "做", "和", "与", "跟"} {
			text = strings.TrimPrefix(text, w)
		}
		for _, w := range []string{"的企业", "的公司", "的客商", "的老板", "的", "在", "到", "这个", "了", "和", "他们", "这家", "目前", "对", "那边", "过来"} {
			text = strings.TrimSuffix(text, w)
		}
		text = tidy(text)
		changed = before != text
	}
	return text
}

// leadNames decides which run is the investor and which the project.
func (r *reader) leadNames(it *item, runs []run, l *Lead) {
	inv := investorRun(runs)
	if inv >= 0 {
		u := runs[inv]
		l.Investor, l.Origin = Name(u.text), u.place
		if u.place != "" && !u.apart {
			l.Investor = Name(u.place + u.text)
		}
	}
	l.Project = Name(productOf(runs, inv))
	if l.Project == "" && inv >= 0 {
		l.Project = Name(runs[inv].text)
	}
	if inv >= 0 && nameless(r.n.lex, runs[inv].text) {
		l.Investor = ""
	}
	for _, t := range it.toks {
		if t.is(cPlace) && l.Origin == "" {
			l.Origin = r.placeAt(it.toks, t.from)
		}
		if t.is(cForeign) || t.value(cPlace) == "foreign" && strings.Contains(l.Origin, r.s.sub(t.from, t.to)) {
			l.Foreign = true
		}
	}
}

// placeAt joins the places that stand together from a rune on.
func (r *reader) placeAt(toks []token, from int) string {
	text := ""
	for _, t := range toks {
		if t.is(cPlace) && t.from >= from {
			text += r.s.sub(t.from, t.to)
			from = t.to
		} else if text != "" {
			break
		}
	}
	return text
}

// investorRun picks the company: with a place before it, or met, or with a
// company's ending.
func investorRun(runs []run) int {
	for _, fits := range []func(run) bool{
		func(u run) bool { return u.place != "" && !u.built && !isProduct(u.text) },
		func(u run) bool { return u.met && (u.firm || !u.oneof) && !isProduct(u.text) },
		func(u run) bool { return u.firm && !u.built && !isProduct(u.text) && (!u.oneof || firmName(u.text)) },
		func(u run) bool { return firmName(u.text) && !u.built },
	} {
		for i, u := range runs {
			if fits(u) {
				return i
			}
		}
	}
	return -1
}

// productOf picks what is to be built: behind 做, 建, 一个, ending in 项目, or
// the run next to the company's.
func productOf(runs []run, inv int) string {
	for _, fits := range []func(int, run) bool{
		func(i int, u run) bool { return u.built },
		func(i int, u run) bool { return isProduct(u.text) || u.oneof },
		func(i int, u run) bool { return i == inv+1 || inv < 0 },
	} {
		for i, u := range runs {
			if i != inv && fits(i, u) {
				return u.text
			}
		}
	}
	return ""
}

// nameless: 重工企业 says what kind of company it is, not which.
func nameless(x *lexicon, text string) bool {
	for _, end := range []string{"企业", "公司", "厂", "工厂"} {
		if what, ok := strings.CutSuffix(text, end); ok {
			return what == "" || x.known([]rune(what))
		}
	}
	return false
}

// fillerRun: words that name nothing.
func fillerRun(text string) bool {
	for _, w := range []string{"意向", "环节", "客商", "老板", "左右", "对方", "他们", "一行", "满意", "参观", "看看", "政策过去", "朋友", "老乡", "介绍", "聊得", "下一步", "后续", "大概", "大约", "主要"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	for _, w := range []string{"找", "租", "买", "需要", "让", "请", "比较", "觉得", "说", "还在", "还要", "已经", "正在", "过来", "并", "非常", "但", "不", "可能", "希望", "据", "对我", "对于"} {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	switch text {
	case "项目", "企业", "公司", "时间", "工厂", "厂房", "基地", "一个项目", "土地", "政策", "手续", "场地":
		return true
	}
	return false
}

// isProduct: what ends in 项目, 生产线, 基地 is what is built, not who builds it.
func isProduct(text string) bool {
	for _, w := range []string{"项目", "生产线", "产业园", "基地", "产线", "工厂", "车间", "厨房", "中心", "总部"} {
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
	if it.mask.any(cWarm, cLeadTalk) || r.wishes(it) || r.cueText(it, cLead) != "" || it.mask.kind(tMoney) || it.mask.kind(tMu) || r.heading == headLeads || r.heading == headTalks {
		return false
	}
	return it.mask.any(cVisitCue, cStep) || r.heading == headVisits
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
