package reading

import (
	"slices"
	"strings"
)

// leadFacts fills in sums, land, site, contact, dates and tags.
func (r *reader) leadFacts(it *item, runs []run, l *Lead) {
	for i, t := range it.toks {
		switch {
		case t.kind == tMoney, t.kind == tNumber && r.bare(it.toks, i):
			r.leadMoney(it.toks, i, l)
		case t.kind == tMu:
			l.LandMu = t.num.thousandths()
		case t.unit != "" && l.Site == "" && r.list("settles").ends(r.s.sub(it.from(), t.from)):
			l.Site = r.s.sub(t.from, t.to)
		case t.is(cSite) && l.Site == "":
			l.Site = r.s.sub(t.from, t.to)
		case t.kind == tPhone && l.Contact == "" && i > 0 && it.toks[i-1].kind == tText && r.n.lex.personRun(r.s.sub(it.toks[i-1].from, it.toks[i-1].to)):
			l.Contact = r.s.sub(it.toks[i-1].from, t.to)
		case t.is(cContact) && l.Contact == "":
			l.Contact = r.contactAt(it.toks, i)
		case t.is(cTag) && !slices.Contains(l.Tags, t.value(cTag)):
			l.Tags = append(l.Tags, t.value(cTag))
		case t.is(cSource) && !(i+1 < len(it.toks) && it.toks[i+1].is(cStep)): // 进博会签约 is where it is signed
			l.Source = t.value(cSource)
		case t.is(cRefer):
			l.Referrer = r.referrerAt(it.toks, i)
		}
	}
	r.leadPeople(it, runs, l)
	r.leadLabels(it, l)
	if area := r.floor(it); area != "" {
		l.Site = area
	}
	for _, m := range mentions(it.toks) {
		if m.phase > 0 {
			l.Phase = hanNumber(m.phase) + "期"
		}
	}
	if p := r.strangerPhase(it); p > 0 && l.Phase == "" && !strings.HasSuffix(string(l.Project), "期") {
		l.Phase = hanNumber(p) + "期"
	}
	r.leadDates(it, l)
}

// leadPeople: 张老板, 姓骆 is whom to call; 通过商会李会长认识 is who brought them.
func (r *reader) leadPeople(it *item, runs []run, l *Lead) {
	var people []string
	for i, t := range it.toks {
		if l.Referrer == "" && i > 0 && r.list("through").is(r.s.sub(it.toks[i-1].from, it.toks[i-1].to)) {
			l.Referrer = r.broughtBy(it.toks[i:])
		}
		if t.kind != tText {
			continue
		}
		if who := strings.TrimPrefix(tidy(r.s.sub(t.from, t.to)), "的"); r.n.lex.personRun(who) && !strings.ContainsAny(who, "姓的") && !r.n.lex.bareTitle(who) && !(i > 0 && it.toks[i-1].is(cCompanyEnd) && !strings.HasPrefix(r.text(t), "的")) {
			people = append(people, who)
		}
	}
	for _, u := range runs {
		if u.person != "" && len(people) == 0 {
			people = append(people, u.person) // 海康机器人|王总
		}
	}
	if who := r.surname(it); who != "" {
		people = append(people, who)
	}
	if l.Contact == "" && len(people) == 1 && !strings.HasSuffix(l.Referrer, people[0]) {
		l.Contact = people[0]
	}
}

// surname reads 姓骆.
func (r *reader) surname(it *item) string {
	for i := it.from(); i+1 < it.to(); i++ {
		if r.s.r[i] == '姓' && runeAt(r.s.r, i-1) != '百' && runeAt(r.s.r, i+1) > 0x2E80 && runeAt(r.s.r, i+1) != '名' {
			return r.s.sub(i+1, i+2)
		}
	}
	return ""
}

// broughtBy reads who stands before the word of meeting: 通过|商会李会长|认识.
func (r *reader) broughtBy(toks []token) string {
	for i, t := range toks {
		switch {
		case t.kind == tComma:
			return ""
		case !t.any(cLead, cLeadTalk, cRefer):
		case i == 0 || i == 1 && toks[0].is(cSource):
			return "" // 通过商会认识: the source, nobody by name
		default:
			who, _, _ := strings.Cut(words(r.s, toks[:i], nil), "认识")
			return tidy(who)
		}
	}
	return ""
}

// floor is how much floor is wanted: 需厂房1.2万平, 3000平米的厂房.
func (r *reader) floor(it *item) string {
	for i := it.from(); i < it.to(); i++ {
		_, end, ok := scanNumber(r.s.r, i)
		if !ok {
			continue
		}
		to := r.list("floor-unit").after(r.s.r, end)
		if to < 0 {
			i = end - 1
			continue
		}
		before := r.s.sub(it.from(), i)
		longest := ""
		for _, w := range r.list("floor-before").words {
			if strings.HasSuffix(before, w) && len(w) > len(longest) {
				longest = w
			}
		}
		if longest != "" {
			return longest + r.s.sub(i, to)
		}
		if k := r.list("floor-behind").after(r.s.r, to); k > 0 {
			return r.s.sub(i, k)
		}
		i = to - 1
	}
	return ""
}

func (r *reader) leadMoney(toks []token, i int, l *Lead) {
	a, ok := r.sum(toks, i)
	if !ok {
		return
	}
	switch cue := r.moneyCue(toks, i); {
	case cue == "reg", cue == "other" && i > 0 && toks[i-1].is(cMoney) && toks[i-1].value(cMoney) == "other" && strings.Contains(r.s.sub(toks[i-1].from, toks[i-1].to), "注册"):
		l.RegCapital = &a
	case cue == "other" && !r.added(toks[:i], l):
	case l.Amount == nil:
		l.Amount = &a
	}
}

// added: 要再建一条饮料线,追加6000万 — what is added by an investor that is known is
// what the new project costs.
func (r *reader) added(toks []token, l *Lead) bool {
	i := first(toks, cMoney)
	return i >= 0 && r.list("adds").in(r.text(toks[len(toks)-1])) && len(mentions(toks)) > 0 && l.Project != ""
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
		if i > 1 && toks[i-2].kind == tText && strings.HasSuffix(r.s.sub(toks[i-2].from, toks[i-2].to), "市") {
			return r.s.sub(t.from-1, t.to) // 市商务局 is not the district's
		}
		return w
	}
	if t.kind != tText {
		return ""
	}
	if at := first(toks[max(0, i-4):i], cSource); at >= 0 {
		return tidy(r.s.sub(toks[max(0, i-4)+at].from, t.to)) // 商会周会长
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
			if sp, kind, ok := p.place(g, d, p.hedged(g, d) || r.wishes(it) && !r.list("gone-by").in(g.text()), p.doneSaid(g, d)); ok {
				if kind == Plan && sp.To != nil && sp.To.Before(r.now) {
					continue // 昨天吃饭,想来看看: the day is another deed's
				}
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
