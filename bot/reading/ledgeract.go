package reading

import (
	"slices"
	"strings"
)

// stageRank orders the stages, for merging.
var stageRank = map[string]int{"线索": 1, "在谈": 2, "拟签约": 3, "已签约": 4, "已入库": 5, "已开工": 6, "已竣工": 7, "已投产": 8, "已达效": 9}

// merge joins two records of one project.
func (r *reader) merge(it *item) bool {
	all := r.apart(r.distinct(it.toks))
	if len(all) < 2 || r.negated(it, cMerge) || r.list("notone").in(it.text()) || it.mask.has(cHelp) || !r.hangs(it.toks, first(it.toks, cMerge)) {
		return false
	}
	a, b := r.projectName(all[0]), r.projectName(all[1])
	keep, said := r.kept(it, all)
	if !said {
		p, _ := r.known(a)
		q, _ := r.known(b)
		keep = a
		x, y := stageRank[p.Stage], stageRank[q.Stage]
		if y > x {
			keep = b
		}
		if x == y || r.list("keep-which").in(it.text()) {
			r.ask("keep")
		}
	}
	if keep == b {
		a, b = b, a
	}
	r.add(Merge{Keep: a, Drop: b})
	return true
}

// mergeOpen: 甲和乙报重了,留哪条你们定 is no question of the bot.
func (r *reader) mergeOpen(it *item) bool {
	return r.list("keep-which").in(it.text()) && r.merge(it)
}

// apart: 远景那个重复了 means the two that the one name may stand for.
func (r *reader) apart(all []*mention) []*mention {
	if len(all) != 1 || len(all[0].projects) != 2 || all[0].unheard() {
		return all
	}
	var two []*mention
	for _, p := range all[0].projects {
		m := *all[0]
		m.projects = []int{p}
		two = append(two, &m)
	}
	return two
}

// distinct returns the projects named, each once.
func (r *reader) distinct(toks []token) []*mention {
	var all []*mention
	for _, m := range mentions(toks) {
		seen := false
		for _, have := range all {
			seen = seen || have.projects[0] == m.projects[0]
		}
		if !seen {
			all = append(all, m)
		}
	}
	return all
}

// kept finds the record that is to be kept: 以X为准, 保留X, 并到X里.
func (r *reader) kept(it *item, all []*mention) (Name, bool) {
	for i, w := range []string{"前者", "后者"} {
		if at := strings.Index(it.text(), w); at > 0 && r.list("keep").ends(it.text()[:at]) {
			return r.projectName(all[i]), true
		}
	}
	for _, m := range mentions(it.toks) {
		before := string(r.s.r[max(it.from(), m.from-3):m.from])
		behind := string(r.s.r[m.to:min(it.to(), m.to+4)])
		if r.list("keep").ends(before) || strings.Contains(behind, "为准") || strings.Contains(behind, "为主") || strings.HasPrefix(behind, "留着") || strings.HasPrefix(behind, "保留") {
			return Name(r.n.ledger.Projects[m.projects[0]].Name), true
		}
	}
	for _, m := range all {
		for i := it.from(); i < it.to(); i++ {
			k := r.list("keep").after(r.s.r, i)
			if k < 0 {
				continue
			}
			if ph, _ := phaseAt(r.s.r, k); ph > 0 && ph == m.phaseOf(r.n) || r.onlyIn(k, it.to(), m, all) {
				return Name(r.n.ledger.Projects[m.projects[0]].Name), true
			}
		}
	}
	return "", false
}

// onlyIn reports whether the letters at k stand in the name of m and in no
// other's: 留物流园.
func (r *reader) onlyIn(k, to int, m *mention, all []*mention) bool {
	best := 0
	for _, o := range all {
		if o.projects[0] != m.projects[0] {
			best = max(best, r.n.commonFrom(r.s.r[k:to], r.n.stems[o.projects[0]].name))
		}
	}
	n := r.n.commonFrom(r.s.r[k:to], r.n.stems[m.projects[0]].name)
	return n >= 2 && n > best
}

// phaseOf is the phase of the project meant, 0 if its name has none.
func (m *mention) phaseOf(n *Names) int { return n.stems[m.projects[0]].phase }

// negated reports whether a negation stands right before the first cue.
func (r *reader) negated(it *item, c class) bool {
	i := first(it.toks, c)
	if i < 0 {
		return false
	}
	text := string(r.s.r[max(it.from(), it.toks[i].from-4):it.toks[i].from])
	for _, w := range []string{"不", "没", "未", "别", "勿", "不要", "不能", "不会", "没有"} {
		if strings.HasSuffix(text, w) || strings.HasSuffix(text, w+"要") || strings.HasSuffix(text, w+"是") || strings.HasSuffix(text, w+"能") {
			return true
		}
	}
	return it.mask.any(cCond, cRhetoric)
}

// transfer moves a project to another unit.
func (r *reader) transfer(it *item) bool {
	i := first(it.toks, cTransfer)
	if it.toks[i].value(cTransfer) == "moves" && !r.movesUnit(it, i) {
		return false
	}
	if r.negated(it, cTransfer) && !r.requests(it) || it.mask.any(cHelp, cQuestion) && !r.requests(it) {
		return false
	}
	if len(units(it.toks)) == 0 && !r.ledUp(it.toks, i, "itself") || r.list("belongings").in(r.clauseBefore(it.toks, i)) {
		return false
	}
	if r.handsOver(it, i) {
		return false
	}
	name, ok := r.subject(it.toks)
	if !ok && (r.ctx.Chat != ChatDM || !r.ledUp(it.toks, i, "itself") || len(units(it.toks[i:])) == 0) {
		return false
	}
	if !ok {
		r.ask("project")
	}
	p, _ := r.known(name)
	t := Transfer{Project: name, From: Name(p.Unit)}
	if to := units(it.toks[i:]); len(to) > 0 {
		t.To = Name(to[0])
	} else if all := units(it.toks[:i]); len(all) > 0 && Name(all[len(all)-1]) != t.From {
		t.To = Name(all[len(all)-1])
	} else if r.ctx.Unit != p.Unit && r.ofUnit() {
		t.To = Name(r.ctx.Unit)
	}
	if t.From == "" {
		t.From = Name(r.ctx.Unit)
	}
	if t.To == "" {
		r.ask("unit")
	}
	if w := r.needs(t); w != "" {
		r.warn(w)
	}
	r.add(t)
	r.restOf(it, i)
	return true
}

// restOf reads what the clauses behind the one of the token at i say of other
// projects: 甲转到柳湾,|乙不用转,还是我们做.
func (r *reader) restOf(it *item, i int) {
	for k := i + 1; k < len(it.toks); k++ {
		if it.toks[k].kind != tComma {
			continue
		}
		rest := newItem(it.s, it.toks[k+1:], it.list)
		if len(rest.segs) == 0 || !rest.segs[0].mask.flag(hasProject) {
			continue
		}
		if own := mentions(it.toks); sameMentions(own[:1], r.distinct(rest.segs[0].toks)) {
			continue
		}
		r.read(&rest)
		return
	}
}

// handsOver: 金穗把旧烘干机转给临湖的合作社 hands something else over, or to
// somebody else.
func (r *reader) handsOver(it *item, i int) bool {
	before := r.clauseBefore(it.toks, i)
	for _, w := range []string{"把", "将"} {
		if _, what, ok := strings.Cut(before, w); ok && !r.madeOf(what, "itself", "off-what") {
			return true
		}
	}
	for k := i + 1; k < len(it.toks) && it.toks[k].kind != tComma; k++ {
		if it.toks[k].unit != "" {
			return has(r.s.r, it.toks[k].to, "的") && !hasAnyPrefix(string(r.s.r[it.toks[k].to:it.to()]), []string{"的意见", "的名下", "的盘子"})
		}
	}
	return false
}

// movesUnit: 想移到空港去 — a word of moving hands a project over only with
// another unit right behind it.
func (r *reader) movesUnit(it *item, i int) bool {
	m := mentions(it.toks)
	if i+1 >= len(it.toks) || it.toks[i+1].unit == "" || len(m) == 0 || !m[0].sure() || it.mask.any(cEventWord, cMeetingWord, cThing, cStep, cOrder) || it.mask.flag(hasEvent) || it.mask.kind(tDate) {
		return false
	}
	if has(r.s.r, it.toks[i+1].to, "的") {
		return false // 搬到经开区的标准厂房
	}
	return it.toks[i+1].unit != r.n.ledger.Projects[m[0].projects[0]].Unit && !r.department(it.toks[i+1].unit)
}

// requests: 能不能流转到经开区 asks politely for what it says.
func (r *reader) requests(it *item) bool {
	i := first(it.toks, cTransfer)
	return i >= 0 && len(units(it.toks[i:])) > 0 && !it.mask.any(cHelp) &&
		containsAny(it.text(), "能不能", "能否", "可不可以", "可否", "行不行")
}

// needs lists who else must confirm a transfer: the other side and the office.
func (r *reader) needs(t Transfer) string {
	var all []string
	for _, u := range []Name{t.From, t.To, Name(r.office())} {
		if u != "" && string(u) != r.ctx.Unit && !slices.Contains(all, string(u)) {
			all = append(all, string(u))
		}
	}
	if len(all) == 0 {
		return ""
	}
	return "needs:" + strings.Join(all, "+")
}

// office is the unit that keeps the ledger.
func (r *reader) office() string {
	for _, u := range r.n.ledger.Units {
		if u.Kind == "牵头部门" {
			return u.Name
		}
	}
	return ""
}

// rivals are the units that both claim a project, the one that judges left
// out; a single one is none.
func (r *reader) rivals(it *item) []string {
	var all []string
	i := first(it.toks, cMine)
	if i >= 0 && r.ctx.Role != RoleOffice && r.ctx.Role != RoleLeader && (i+1 == len(it.toks) || it.toks[i+1].unit == "") {
		all = append(all, r.ctx.Unit)
	}
	for _, u := range units(it.toks) {
		if !slices.Contains(all, u) && !r.department(u) {
			all = append(all, u)
		}
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// dispute contests who talked to an investor first.
func (r *reader) dispute(it *item) bool {
	if it.mask.any(cLead, cLeadTalk) || r.undisputed(it) || r.credits(it) {
		return false
	}
	if len(mentions(it.toks)) == 0 {
		if n := len(r.acts); n > 0 && it.mask.has(cCheck) {
			if _, ok := r.acts[n-1].(Dispute); ok {
				return true // …!招商办评评理
			}
		}
		if r.newDispute(it) {
			return true
		}
		if !it.mask.has(cCheck) {
			return false
		}
	}
	if !it.mask.has(cDispute) && len(r.rivals(it)) < 2 {
		return false // asked to judge, but between whom?
	}
	name, ok := r.subject(it.toks)
	if !ok || !it.mask.any(cMine, cCheck) && !it.mask.flag(hasUnit) {
		return false
	}
	r.add(Dispute{Project: name, Between: r.rivals(it), Claim: r.claim(it)})
	return true
}

// credits: 其实是我们局最先引荐的,引荐单位请加上我们 asks for the credit, and contests
// nothing.
func (r *reader) credits(it *item) bool {
	for _, t := range it.toks {
		if t.value(cRole) == "引荐单位" {
			return r.list("credit-change").in(it.text())
		}
	}
	return false
}

// undisputed: 争议不大, 没有争议; and a leader who tells a unit what to do.
func (r *reader) undisputed(it *item) bool {
	i := first(it.toks, cDispute)
	if i < 0 {
		return r.instructs(it)
	}
	return after(r.s.r, it.toks[i].to, "不大", "较小", "不存在", "已", "解决") > 0 || strings.HasSuffix(string(r.s.r[it.from():it.toks[i].from]), "没有") || r.instructs(it)
}

// claim is what is brought forward for it: all that is said beside the contest
// itself and the request to judge it.
func (r *reader) claim(it *item) string {
	var parts []string
	for _, g := range it.segs {
		if !courteous(g.toks) && !r.madeOf(g.text(), "register-it") && !g.mask.any(cDispute, cCheck, cQuestion, cRhetoric) && !g.mask.flag(hasProject) && !g.mask.flag(hasUnit) {
			parts = append(parts, words(r.s, g.toks, nil))
		}
	}
	return tidy(strings.Join(parts, ","))
}

// newDispute: two units claim an investor that the ledger does not have yet
// (两个镇都在跟某企业谈,是我们先谈的); which project it is has to be asked.
func (r *reader) newDispute(it *item) bool {
	rivals := r.rivals(it)
	runs := r.runs(it)
	inv := r.n.lex.investorRun(runs)
	contested := it.mask.has(cDispute) && it.mask.has(cCheck) && len(rivals) > 1 && inv >= 0 && runs[inv].firm
	if !contested && (!it.mask.has(cMine) || len(units(it.toks)) < 2 || it.mask.any(cNeg, cQuestion, cOrder) || it.mask.kind(tAsk)) {
		return false
	}
	if contested {
		r.add(Dispute{Project: Name(runs[inv].text), Between: rivals})
		return true
	}
	r.add(Dispute{Between: rivals})
	r.ask("project")
	return true
}
