package reading

import "strings"

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
		case t.kind == tPhone && l.Contact == "" && i > 0 && it.toks[i-1].kind == tText && r.n.lex.personRun(r.s.sub(it.toks[i-1].from, it.toks[i-1].to)):
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
