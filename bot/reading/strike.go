package reading

import "strings"

// strike reads what is to be struck off the ledger: 企业不投了,从台账里去掉 and 老板
// 失联了,这条删除. A clause of the item has to be made of such words alone, so
// that 方案里的二期删掉了 strikes nothing; what the others say is the reason.
func (r *reader) strike(it *item) bool {
	if it.mask.any(cQuestion, cCond, cRhetoric, cHearsay, cHelp, cEventWord, cMeetingWord) || it.mask.kind(tAsk) || it.mask.flag(hasEvent) {
		return false
	}
	at := -1
	for i := range it.segs {
		if r.struck(&it.segs[i]) {
			at = i
		}
	}
	if at < 0 {
		return false
	}
	name, ok := r.struckName(it, &it.segs[at])
	if !ok && !r.list("off-what").in(it.segs[at].text()) {
		return false
	}
	if !ok {
		r.ask("project")
	}
	why := r.strikeReason(it, at)
	if why == "" {
		r.ask("reason")
	}
	r.warnOnce("archive_not_delete")
	r.add(Drop{Project: name, Reason: why})
	return true
}

// struck reports whether a clause says nothing but that something is struck off,
// and, unless another clause gives the project up, from where or what.
func (r *reader) struck(g *segment) bool {
	if !r.list("strikes").in(g.text()) {
		return false // nearly all, and the lists below are long
	}
	said := words(r.s, g.toks, func(t token) bool { return t.project != nil || t.kind == tSpace })
	bare := g.mask.flag(hasProject) || r.list("off-what").in(said) || r.list("off-from").in(said)
	if _, what, ok := strings.Cut(said, "把"); ok && !r.madeOf(what, "strikes", "off-from", "off-what", "closes") {
		return false // 把申请撤销了
	}
	return bare && r.madeOf(said, "strikes", "off-from", "off-what", "itself", "closes")
}

// struckName is the project that is struck off: the one that the clause names,
// or the item, or the one spoken of.
func (r *reader) struckName(it *item, g *segment) (Name, bool) {
	if m := mentions(g.toks); len(m) > 0 {
		return r.projectName(m[0]), true
	}
	return r.subject(it.toks)
}

// strikeReason is what the other clauses say, but for those about another project.
// What gives the project up is a reason only if it says who does (老板不投了), and
// nothing else is one.
func (r *reader) strikeReason(it *item, at int) string {
	own := r.distinct(it.segs[at].toks)
	var why, gaveUp []string
	for i := range it.segs {
		g := &it.segs[i]
		if i == at || courteous(g.toks) || len(own) > 0 && g.mask.flag(hasProject) && !sameMentions(own, r.distinct(g.toks)) {
			continue
		}
		said := words(r.s, g.toks, func(t token) bool { return t.project != nil })
		if m := r.guess(g.toks); m != nil {
			said = strings.TrimPrefix(said, m.raw)
		}
		for _, because := range r.list("because-of").words {
			said = strings.TrimPrefix(said, because)
		}
		switch said = tidy(said); {
		case said == "":
		case r.dropAt(g) < 0:
			why = append(why, said)
		case r.list("party-of").in(said):
			gaveUp = append(gaveUp, said)
		}
	}
	if len(why) == 0 {
		why = gaveUp
	}
	return strings.Join(why, ",")
}
