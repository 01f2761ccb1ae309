package reading

import (
	"slices"
	"strings"
)

// drop archives a project with a reason.
func (r *reader) drop(it *item) bool {
	if r.negated(it, cDrop) || strings.HasSuffix(it.text(), "吗") || it.mask.any(cMeetingWord, cHearsay, cHelp, cEventWord, cThing) || r.bidden(it) || it.mask.flag(hasEvent) || it.mask.kind(tAsk) || r.deniedUpTo(it.segs) > 0 || it.mask.any(cMoved, cSlip, cEarlier) && it.mask.kind(tDate) {
		return false
	}
	if i := first(it.toks, cDrop); it.toks[i].value(cDrop) != "if alone" && !r.ofProject(it.toks, i) && !containsAny(r.clauseBefore(it.toks, i), "因", "由于", "鉴于", "嫌") || r.oneVisit(it.toks, i) || r.partGiven(it.toks, i) || r.dayGiven(it.toks, i) {
		return false
	}
	if r.ofStranger(it) {
		return false
	}
	name, ok := r.subject(it.toks)
	if !ok && !it.mask.has(cProjectWord) && !r.thisOne(it) || !r.plainDrop(it) {
		return false
	}
	if !ok {
		r.ask("project")
	}
	why := r.dropReason(it)
	if why == "" {
		r.ask("reason")
	}
	r.warnOnce("archive_not_delete")
	for _, name := range r.dropped(it, name) {
		r.add(Drop{Project: name, Reason: why})
	}
	return true
}

// ofStranger: 走访了昆山立谱仪器,没谈拢 is of a company of its own, not of the
// project spoken of before.
func (r *reader) ofStranger(it *item) bool {
	if it.mask.flag(hasProject) || r.carry == nil && r.ctx.ReplyTo == nil {
		return false
	}
	runs := r.runs(it)
	inv := r.n.lex.investorRun(runs)
	return inv >= 0 && (r.met(it) || r.n.lex.endsAsFirm(runs[inv].text))
}

// plainDrop reports whether the item gives a project up.
func (r *reader) plainDrop(it *item) bool {
	for _, g := range it.segs {
		if r.dropAt(&g) >= 0 {
			return true
		}
	}
	return false
}

// dayGiven: 6月签约没戏 gives up a day, and not the project.
func (r *reader) dayGiven(toks []token, i int) bool {
	from := i
	for from > 0 && toks[from-1].kind != tComma {
		from--
	}
	return first(toks[from:i], cStep) >= 0 && slices.ContainsFunc(dates(toks[from:i]), func(w *when) bool {
		sp, ok := w.resolve(r.now, ahead)
		return ok && w.a.gran() != GranYear && (sp.To == nil || !sp.To.Before(r.now))
	})
}

// partGiven: 企业把申请撤销了 gives something of the project's up, and not the project.
func (r *reader) partGiven(toks []token, i int) bool {
	_, what, ok := strings.Cut(r.clauseBefore(toks, i), "把")
	return ok && !r.madeOf(what, "whole", "off-what", "off-from", "closes")
}

// oneVisit: 老板不来了 and 这周不来了 call off a visit, not the project.
func (r *reader) oneVisit(toks []token, i int) bool {
	if !containsAny(r.text(toks[i]), "来", "去外") {
		return false
	}
	before := r.clauseBefore(toks, i)
	return r.list("person").in(before) || i > 0 && toks[i-1].kind == tDate
}

// feared: 可能要谈崩 and 怕是不来了 give nothing up yet.
func (r *reader) feared(toks []token, i int) bool {
	return i >= 0 && r.list("feared").in(r.clauseBefore(toks, i))
}

// dropAt finds the word of giving up, -1 if there is none. 不签了 and 没谈成 give a
// project up only if they are all that their clause says of it; 这次不签了 and
// 价格没谈成 are of this time and of one point.
func (r *reader) dropAt(g *segment) int {
	i := first(g.toks, cDrop)
	if r.feared(g.toks, i) {
		return -1
	}
	if i < 0 || g.toks[i].value(cDrop) != "if alone" {
		return i
	}
	if !g.mask.flag(hasProject) && r.carry == nil && (r.ctx.ReplyTo == nil || len(r.acts) > 0) {
		return -1
	}
	text := words(r.s, g.toks, func(t token) bool {
		return t.project != nil || t.is(cDrop) || t.is(cProjectWord) || t.is(cSmallTalk)
	})
	for _, w := range r.list("finally").words {
		text = strings.Replace(text, w, "", 1)
	}
	if text == "" || r.list("whole").is(text) {
		return i
	}
	return -1
}

// dropped names all that is given up: 甲项目和乙项目都谈崩了 says it of both. Names
// that do not stand before the same word of giving up are something else.
func (r *reader) dropped(it *item, first Name) []Name {
	for _, g := range it.segs {
		if !g.mask.has(cDrop) || !containsAny(r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to), "都", "均", "全") {
			continue
		}
		all := r.distinct(g.toks)
		if len(all) < 2 {
			continue
		}
		var names []Name
		for _, m := range all {
			names = append(names, r.projectName(m))
		}
		return names
	}
	return []Name{first}
}

// thisOne: 这条, 这个 point at a project that was not named.
func (r *reader) thisOne(it *item) bool {
	text := it.text()
	return r.list("this-one").in(text)
}

// courteous reports whether the tokens are words of courtesy only.
func courteous(toks []token) bool {
	for _, t := range toks {
		if !t.is(cSmallTalk) && t.kind != tNoise && t.kind != tSpace {
			return false
		}
	}
	return true
}

// dropReason is what the item says besides the dropping itself.
func (r *reader) dropReason(it *item) string {
	text := r.s.sub(it.from(), it.to())
	for _, because := range []string{"原因:", "原因：", "理由:", "理由："} {
		if _, why, ok := strings.Cut(text, because); ok {
			return tidy(why)
		}
	}
	var parts []string
	for _, g := range it.segs {
		i := r.dropAt(&g)
		if i < 0 {
			if w := words(r.s, g.toks, func(t token) bool { return t.project != nil }); w != "" && w != "原因" && w != "理由" && !courteous(g.toks) {
				parts = append(parts, w)
			}
			continue
		}
		text := words(r.s, g.toks[:i], func(t token) bool { return t.project != nil })
		for _, because := range []string{"因为", "由于", "因", "鉴于"} {
			if _, why, ok := strings.Cut(text, because); ok {
				parts = append(parts, tidy(why))
				break
			}
		}
		if k := strings.Index(text, "嫌"); k >= 0 {
			parts = append(parts, tidy(text[k:])) // 嫌地贵|不来了
		}
		rest := words(r.s, g.toks[i+1:], nil)
		if strings.HasPrefix(rest, "嫌") {
			parts = append(parts, tidy(rest)) // 不来了|嫌岸线短
		}
		for _, because := range []string{"因为", "由于", "原因是", "主要是"} {
			if _, why, ok := strings.Cut(rest, because); ok {
				parts = append(parts, tidy(why))
				break
			}
		}
	}
	for i, p := range parts {
		for _, because := range []string{"因为", "由于", "原因是", "原因:", "原因：", "主要是", "理由是"} {
			p = strings.TrimPrefix(p, because)
		}
		parts[i] = p
	}
	return tidy(strings.Join(parts, ","))
}
