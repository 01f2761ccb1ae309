package reading

import "strings"

// moreOfLead adds to the lead told last what a sentence of nothing but land, site,
// contact or sums says: 线索:…。要地40亩,联系人王总.
func (r *reader) moreOfLead(it *item) bool {
	n := len(r.acts)
	if n == 0 || it.toks[0].kind == tMark || it.mask.flag(hasProject) || it.mask.any(cLead, cLeadTalk, cQuestion, cVisitCue, cNoDeal, cOneOf, cNeg, cStep, cBuild) {
		return false
	}
	l, ok := r.acts[n-1].(Lead)
	if !ok || !it.mask.kind(tMu) && !it.mask.kind(tMoney) && !it.mask.any(cSite, cContact, cTag) {
		return false
	}
	runs := r.runs(it)
	for _, u := range runs {
		if u.firm || u.place != "" || u.named || r.n.lex.isProduct(u.text) {
			return false
		}
	}
	r.leadFacts(it, runs, &l)
	r.acts[n-1] = l
	return true
}

// leadLabels reads what stands behind a label: 引荐人老梁, 来源:上海半导体展.
func (r *reader) leadLabels(it *item, l *Lead) {
	if who := r.labelled(it, "referrer-label"); who != "" {
		l.Referrer = who
	}
	if from := r.labelled(it, "source-label"); from != "" && len([]rune(from)) < 20 {
		if known, end := r.n.lex.longest(plainRunes(from), 0, cSource); end == len([]rune(from)) {
			from = known
		}
		l.Source = from
	}
}

// labelled is what stands between a label of the list and the next mark, "" if
// the item has no such label where a piece begins.
func (r *reader) labelled(it *item, list string) string {
	for i, t := range it.toks {
		if i > 0 && !marks(it.toks[i-1]) {
			continue
		}
		from := r.list(list).after(r.s.r, t.from)
		if from < 0 || from > it.to() {
			continue
		}
		if k := after(r.s.r, from, ":", "是:", "是", "为"); k > 0 {
			from = k
		}
		to := from
		for to < it.to() && !strings.ContainsRune(",。;、 \n()!?", r.s.r[to]) {
			to++
		}
		return tidy(r.s.sub(from, to))
	}
	return ""
}

// strangerPhase is the one phase that is spoken of, 0 if there are none or more:
// 一期投2亿 of a project that the ledger does not have.
func (r *reader) strangerPhase(it *item) int {
	phase := 0
	for i := it.from(); i < it.to(); i++ {
		p, end := phaseAt(r.s.r, i)
		if p == 0 {
			continue
		}
		if phase > 0 && phase != p {
			return 0
		}
		phase = p
		i = end - 1
	}
	return phase
}

// claims: 先把某某占上 takes a place though its words stand apart.
func (r *reader) claims(it *item) bool {
	if it.mask.has(cPlaceholder) {
		return true
	}
	for i := range it.segs {
		text := it.segs[i].text()
		if _, what, ok := strings.Cut(text, "把"); ok && !it.segs[i].mask.flag(hasProject) && r.list("claims").ends(tidy(what)) && len([]rune(what)) > 5 && !r.list("no-claim").in(what) {
			return true
		}
	}
	return false
}

// claimedNames reads whose place is taken: 先把|极目跃动|的|区域总部|占上; without 把
// it is the first name said.
func (r *reader) claimedNames(it *item, runs []run, l *Lead) {
	for i := range it.segs {
		_, what, ok := strings.Cut(it.segs[i].text(), "把")
		if !ok || !r.list("claims").ends(tidy(what)) {
			continue
		}
		what = withoutEnds(tidy(what), r.list("claims").words...)
		if r.list("mere-place").is(what) {
			break // 先把坑占上,合肥有家…: whose it is stands elsewhere
		}
		who, made, _ := strings.Cut(withoutEnds(what, "先", "给", "帮我们"), "的")
		if l.Investor, l.Project = Name(who), Name(made); made == "" {
			l.Project = l.Investor
		}
		return
	}
	for _, u := range runs {
		if !r.n.lex.isProduct(u.text) && !u.built && !r.list("blank").is(u.text) {
			l.Investor = Name(u.text)
			break
		}
	}
	if l.Project == "" {
		l.Project = l.Investor
	}
}
