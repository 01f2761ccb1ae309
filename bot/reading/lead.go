package reading

import "strings"

// lead reads a lead, or the visit that came to nothing.
func (r *reader) lead(it *item) {
	runs := r.runs(it)
	if len(runs) == 0 && !it.mask.kind(tMoney) && !it.mask.has(cPlace) && !it.mask.has(cNoDeal) && (r.counted(it) || it.to()-it.from() > 8 && !r.someone(it)) {
		return // 本周新增2条线索: a count
	}
	l := Lead{Unit: Name(r.ctx.Unit), Stage: "线索"}
	if all := dates(it.segs[0].toks); len(all) == 1 && r.list("met-several").in(it.segs[0].text()) {
		r.head = all[0] // 昨天走了三家,…;…
	}
	r.leadUnit(it, &l)
	r.leadNames(it, runs, &l)
	if it.mask.any(cNoDeal) && !it.mask.has(cWarm) {
		r.visit(it, l, "未谈成")
		return
	}
	if r.leadNews(it) || r.onlyVisit(it, &l) {
		r.visit(it, l, r.visitResult(it))
		return
	}
	theirs := r.talkedElsewhere(it, &l) != "" && !it.mask.has(cLeadTalk) // 城东已经在谈了
	if !theirs && (it.mask.any(cLeadTalk, cTalking) || strings.Contains(value(it, cStage), "在谈")) || r.heading == headTalks {
		l.Stage = "在谈"
	}
	r.leadFacts(it, runs, &l)
	if l.Investor == "" && r.claims(it) {
		r.claimedNames(it, runs, &l)
	}
	if r.says(it, "investor-open") && l.Investor == Name(l.Project) {
		l.Investor = ""
	}
	if m := mentions(it.toks); len(m) > 0 && !m[0].unheard() && l.Investor == "" && r.anotherLead(it) {
		l.Investor = Name(m[0].raw)
	}
	r.leadWarnings(it, &l)
	r.add(l)
	r.leadObstacle(it, l.Project)
}

// counted: 今日线索3条.
func (r *reader) counted(it *item) bool {
	for i := it.from(); i < it.to(); i++ {
		if _, end, ok := scanNumber(r.s.r, i); ok && strings.ContainsRune("条个家", runeAt(r.s.r, end)) {
			return end-i > 1 || r.s.r[i] != '一'
		}
	}
	return false
}

// leadUnit: the office may report for a unit it names.
func (r *reader) leadUnit(it *item, l *Lead) {
	if r.ctx.Role == RoleOffice || r.ctx.Role == RoleLeader {
		if all := units(it.toks); len(all) > 0 {
			l.Unit = Name(all[0])
		}
	}
}

// onlyVisit: somebody was met, and nothing that he means to build, spend or
// take is spoken of.
func (r *reader) onlyVisit(it *item, l *Lead) bool {
	made := l.Project != "" && !strings.HasSuffix(string(l.Investor), string(l.Project))
	switch {
	case it.mask.has(cLeadTalk), r.claims(it), r.claimed, r.cueText(it, cLead) != "", r.heading == headLeads, r.heading == headTalks:
		return false
	case l.Project == "" && l.Investor == "" && !it.mask.kind(tMoney) && !it.mask.has(cBuild):
		return true // 有个客商想来看看: who, and what for, are asked
	case it.mask.kind(tMoney), it.mask.kind(tMu), it.mask.has(cWarm) && !r.undecided(it):
		return false
	case r.wishes(it), made && strings.Contains(r.s.sub(it.from(), it.to()), "谈"+string(l.Project)):
		return false
	}
	return r.met(it) || r.heading == headVisits || !made
}

// undecided: a visitor who will answer later wants nothing yet.
func (r *reader) undecided(it *item) bool {
	return it.mask.has(cVisitCue) && !it.mask.any(cBuild, cIntend) && containsAny(r.s.sub(it.from(), it.to()), "答复", "回复", "回话", "再回")
}

// wishes reports whether somebody wants to come or to do something here: 想来,
// 有意在我区设厂; 在考虑 by itself wants nothing yet.
func (r *reader) wishes(it *item) bool {
	for i, t := range it.toks {
		if i+1 < len(it.toks) && it.toks[i+1].is(cShield) {
			continue // 想投诉
		}
		if t.is(cIntend) && !strings.ContainsRune("来要", r.s.r[t.from]) && r.here(t) {
			return true
		}
	}
	return false
}

// here: what is wanted is wanted here.
func (r *reader) here(t token) bool {
	wished := r.list("wished").words
	if r.list("here").ends(r.text(t)) {
		return true // 想到这边看看
	}
	return t.is(cBuild) || t.to-t.from > 1 && after(r.s.r, t.to-1, wished...) > 0 || after(r.s.r, t.to, wished...) > 0
}

func (r *reader) visitResult(it *item) string {
	var parts []string
	if len(it.segs) < 2 {
		return r.partyNews(it)
	}
	for _, g := range it.segs[1:] {
		parts = append(parts, words(r.s, g.toks, nil))
	}
	return tidy(strings.Join(parts, ","))
}

// partyNews is what stands behind the words for a company's people:
// 小米那边|有消息了.
func (r *reader) partyNews(it *item) string {
	text := r.s.sub(it.from(), it.to())
	if before, _ := r.n.lex.ofParty(text); before != text && !r.met(it) {
		for _, w := range r.list("party").words {
			if news, ok := strings.CutPrefix(text[len(before):], w); ok {
				return tidy(news)
			}
		}
	}
	return ""
}

// visited says on which side of today a visit's day lies: who will come
// (周五要来看地) has not been there.
func (r *reader) visited(it *item) sense {
	text := r.s.sub(it.from(), it.to())
	if !it.mask.has(cDone) && (it.mask.any(cMoved, cSlip) || r.list("to-come").in(text) || r.comesOn(it)) {
		return ahead // 周五带队去拜访
	}
	if it.mask.any(cDone, cVisitCue) || !r.list("comes").in(r.s.sub(it.from(), it.to())) {
		return behind
	}
	return ahead
}

// comesOn: 礼拜四到, 周五过来 — right behind the day it is said that somebody comes.
func (r *reader) comesOn(it *item) bool {
	for _, t := range it.toks {
		if t.kind == tDate && r.list("arrives").after(r.s.r, t.to) > 0 {
			return true
		}
	}
	return false
}

// visit is what is neither lead nor progress.
func (r *reader) visit(it *item, l Lead, result string) {
	v := Visit{Investor: l.Investor, Result: result}
	if v.Investor == "" && !r.made(it, l.Project) {
		v.Investor = l.Project
	}
	if result == "" && v.Investor == "" && l.Origin == "" {
		v.Result = tidy(words(r.s, it.toks, nil))
	}
	if v.Investor == "" && l.Origin != "" {
		v.Investor = Name(l.Origin + "客商")
	}
	w := r.head
	if all := dates(it.toks); len(all) > 0 {
		w = all[0]
		if it.mask.any(cMoved, cSlip) {
			w = all[len(all)-1] // 这周没来,推到下周
		}
	}
	if w != nil {
		if sp, ok := r.resolve(w, r.visited(it)); ok {
			v.Date = &sp
		}
	} else if i := first(it.toks, cDayPart); i >= 0 && !it.mask.any(cSlip, cMoved) {
		part := r.text(it.toks[i]) // 上午去拜访了…: today
		v.Date = &Span{Raw: &part, From: &r.now, To: &r.now, Rel: On, Gran: GranDay}
	}
	if v.Investor == "" {
		r.ask("investor")
	}
	r.add(v)
}

// made reports whether a name is that of what is made, and of nobody: 那个做咖啡机的.
func (r *reader) made(it *item, what Name) bool {
	for _, u := range r.runs(it) {
		if u.text == string(what) {
			return u.built
		}
	}
	return false
}

const yi = 10000 * perWan // 1亿 in cents

func (r *reader) leadWarnings(it *item, l *Lead) {
	if a := l.Amount; a != nil && a.Cur == "CNY" && max(a.Value, a.Max) < yi {
		r.lowAmts = append(r.lowAmts, string(l.Project))
	}
	if l.Investor == "" {
		r.noInv = append(r.noInv, string(l.Project))
	}
	if r.claims(it) || r.claimed {
		r.claimed = false
		r.warnOnce("placeholder_claim")
	}
	if it.mask.has(cHearsay) {
		r.warnOnce("hearsay")
		r.confirmFirst()
	}
	if u := r.talkedElsewhere(it, l); u != "" {
		r.warnOnce("first_talk_elsewhere:" + u)
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

// talkedElsewhere is the unit that is said to have talked with the company too:
// 之前跟城东谈过, 城东已经在谈了.
func (r *reader) talkedElsewhere(it *item, l *Lead) string {
	for _, g := range it.segs {
		for i, t := range g.toks {
			if t.unit != "" && t.unit != string(l.Unit) && !r.department(t.unit) && !g.mask.any(cNeg, cQuestion, cRefer) && r.list("talked").in(words(r.s, g.toks[i+1:], nil)) {
				return t.unit
			}
		}
	}
	return ""
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
