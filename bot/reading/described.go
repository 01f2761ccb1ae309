package reading

import (
	"slices"
	"strings"
)

// askDescribed answers a question about one project that is not named: the one
// described (三桥镇那个预制菜项目怎么样了) or the one of the bot's message that is
// answered (什么时候入库啊). What is described and not known is asked for.
func (r *reader) askDescribed(it *item) bool {
	if it.mask.flag(hasProject) || !it.mask.any(cQuestion, cStateOf) && !it.mask.kind(tAsk) || r.asksOfMany(it) || !r.asking(it) {
		return false
	}
	if found := r.described(it); len(found) > 0 {
		r.add(AskProject{r.projectName(&mention{projects: found, raw: it.text()})})
		return true
	}
	if r.ctx.ReplyTo != nil && r.ctx.ReplyTo.Project != "" && r.wonders(it) && !it.mask.kind(tPercent) && !it.mask.kind(tDate) && !it.mask.kind(tMoney) && !it.mask.flag(hasUnit) {
		r.add(AskProject{Name(r.ctx.ReplyTo.Project)})
		return true
	}
	if r.pointsAt(it) && it.mask.has(cProjectWord) && len(r.acts) == 0 {
		r.add(AskProject{})
		r.ask("project")
		return true
	}
	return false
}

// wonders reports whether there is a question in the item, and not a bare 进度.
func (r *reader) wonders(it *item) bool {
	return it.mask.has(cQuestion) || it.mask.kind(tAsk) || r.list("wondering").in(it.text())
}

// asksOfMany: the question has a word of lists, figures, meetings or of how
// something is done.
func (r *reader) asksOfMany(it *item) bool {
	return r.plural(it) || it.mask.any(cRate, cHelp, cLinked, cMeetingWord, cOnMeeting, cGroup, cArea, cUnitKind, cListed, cEach, cOrder, cOrderWord, cLead, cLeadTalk, cSnooze, cPrivate, cTalking, cRatePart, cMetric, cExcel, cEventWord) ||
		it.mask.flag(hasEvent) || it.mask.flag(hasLeader) || r.asksWho(it) || r.list("several").in(it.text())
}

// pointsAt: 那个文旅项目, 做储能的那家.
func (r *reader) pointsAt(it *item) bool {
	return r.list("points-at").in(it.text())
}

// described are the projects in whose names most letters of the question stand
// (two at least), of the unit named if one is.
func (r *reader) described(it *item) []int {
	best, found := 1, []int(nil) // more letters must agree than these
	if !r.pointsAt(it) && !it.mask.has(cProjectWord) {
		best = 3 // 轴承二期报库了吗
	}
	of := r.listedUnits(it)
	for i, t := range it.toks {
		if t.kind != tText && t.kind != tCue || t.unit != "" || t.any(cQuestion, cStateOf, cProjectWord, cMine) {
			continue
		}
		text := r.s.r[t.from:r.describedTo(it, i)]
		for k := 0; k+1 < len(text); k++ {
			for _, g := range r.n.grams[[2]rune{text[k], text[k+1]}] {
				p := int(g)
				if len(of) > 0 && !slices.Contains(of, r.n.ledger.Projects[p].Unit) {
					continue
				}
				switch n := r.n.commonFrom(text[k:], r.n.stems[p].name); {
				case n > best:
					best, found = n, []int{p}
				case n == best && n > 1 && !slices.Contains(found, p):
					found = append(found, p)
				}
			}
		}
	}
	if len(found) > 4 {
		return nil
	}
	return found
}

// describedTo is where the words that describe end, from the token at i on.
func (r *reader) describedTo(it *item, i int) int {
	end := it.toks[i].to
	for _, t := range it.toks[i+1:] {
		if t.kind != tText && t.kind != tCue || t.any(cQuestion, cStateOf, cProjectWord) {
			break
		}
		end = t.to
	}
	return end
}

// askSurmise: 晟能是3.5亿吧, 瑞科签了吧 want a yes or no. What is proposed (先放一放吧)
// or guessed in answer to the bot (应该下周能签吧) is told.
func (r *reader) askSurmise(it *item) bool {
	text := strings.TrimRight(it.text(), "?~。!, ")
	all := mentions(it.toks)
	if len(all) == 0 && strings.HasSuffix(text, "吧") && r.pointsAt(it) {
		if found := r.described(it); len(found) == 1 {
			all = []*mention{{projects: found, raw: text}} // 做母婴的那家投产了吧
		}
	}
	if len(all) == 0 || !strings.HasSuffix(text, "吧") || r.ctx.ReplyTo != nil || it.mask.any(cDrop, cHold, cUndo, cTransfer, cMerge, cOrder, cSetValue, cWrong, cSnooze, cNoChange) {
		return false
	}
	said := r.clauseBefore(it.toks, len(it.toks)) // 晟能储能 has a 能 of its own
	if !r.list("isn't-it").ends(text) {
		if len(it.segs) > 1 || r.list("proposes").in(said) || !r.list("surmises").in(said) {
			return false
		}
	}
	for _, m := range all {
		r.add(AskProject{r.projectName(m)})
	}
	return true
}
