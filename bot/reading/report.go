package reading

import "strings"

// report reads what no other rule took: leads, visits, and progress project
// by project.
func (r *reader) report(it *item) bool {
	if r.isHeading(it) || r.obstacleHeading(it) {
		r.headingOf(it)
		return true
	}
	if r.afterword(it) || r.spokenHead(it) || r.eventList(it) {
		return true
	}
	if it.toks[0].value(cSmallTalk) == "恭喜" && !it.mask.kind(tDate) && !it.mask.kind(tMoney) {
		return true // 恭喜临港签约成功 tells nobody's stage
	}
	if !it.mask.flag(hasProject) && !it.mask.kind(tDate) && r.says(it, "luck") {
		return true // 大家新年快乐,开工大吉
	}
	if r.ctx.Chat == ChatGroup && r.thanksOnly(it) {
		return true
	}
	if r.moreOfLead(it) {
		return true
	}
	if r.isLead(it) {
		for _, one := range r.several(it) {
			r.lead(&one)
		}
		return true
	}
	if m := mentions(it.toks); len(m) == 1 && !r.remarked && r.bareName(it) {
		r.add(AskProject{r.projectName(m[0])})
		return true
	}
	told := len(r.acts)
	abroad := !it.mask.flag(hasProject) && r.n.firmOpens(r.s, it.toks)
	if abroad {
		defer func(m *mention, to *Reply) { r.carry, r.ctx.ReplyTo = m, to }(r.carry, r.ctx.ReplyTo)
		r.carry, r.ctx.ReplyTo = nil, nil
	}
	groups := r.group(it)
	for i := range groups {
		groups[i].trouble = it.list && r.heading == headObstacles
		r.progress(&groups[i])
	}
	if r.ctx.Chat == ChatGroup {
		r.leaveChatter(it, told)
	}
	if len(r.acts) == told && (told == 0 || abroad || r.onTour()) {
		r.encounter(it)
		r.keepAside(it)
	}
	return true
}

// leaveChatter takes back what was made of talk in a group that names no project:
// words without a fact (把手机静音), and troubles that are asked about (停电了吗).
func (r *reader) leaveChatter(it *item, told int) {
	for _, a := range r.acts[told:] {
		switch a := a.(type) {
		case Update:
			if a.Project != "" || !noteAlone(a) && a.Contact == "" {
				return
			}
		case Obstacle:
			if a.Project != "" || !it.mask.has(cQuestion) {
				return
			}
		default:
			return
		}
	}
	if len(r.acts) > told && !it.mask.flag(hasProject) {
		r.acts, r.asks = r.acts[:told], nil
	}
}

// spokenHead: 方主席点了两件事,|一是… heads what a leader has told units to do.
func (r *reader) spokenHead(it *item) bool {
	if it.mask.flag(hasUnit) || it.mask.flag(hasProject) {
		return false
	}
	for _, t := range it.toks {
		if t.leader == "" {
			continue
		}
		if said, far := r.list("spoke").cut(string(r.s.r[t.to:it.to()])); far && strings.Trim(said, ",: 如下") == "" {
			r.headingOf(it)
			r.from, r.heading = t.leader, headOrders
			return true
		}
	}
	return false
}

// afterword: units alone, behind what was said of an obstacle — 急急急!@电力公司
// asks for help, 天然气通了!感谢建设局 says who gave it.
func (r *reader) afterword(it *item) bool {
	n := len(r.acts)
	all := units(it.toks)
	if n == 0 || len(all) == 0 {
		return false
	}
	for _, t := range it.toks {
		if t.unit == "" && !t.any(cThanks, cMood, cNeed, cSmallTalk, cVague) && t.kind != tNoise && t.kind != tSpace && t.kind != tPause && t.kind != tComma && !r.joins(t) {
			return false
		}
	}
	switch a := r.acts[n-1].(type) {
	case Obstacle:
		a.Need = appendNew(a.Need, all)
		r.acts[n-1] = a
		return true
	case ObstacleClose:
		a.By = appendNew(a.By, all)
		r.acts[n-1] = a
		return it.mask.has(cThanks)
	case Update:
		if it.mask.has(cThanks) && r.settled != "" && a.Note != "" && noteAlone(a) {
			r.acts[n-1] = ObstacleClose{Project: a.Project, Kind: r.settled, By: all}
			return true
		}
	}
	return false
}

// noteAlone: an update that only keeps words.
func noteAlone(u Update) bool { return u.OnlyNews() && len(u.Dates) == 0 && u.Contact == "" }

// thanksOnly: 感谢各位对瑞科项目的支持, 为锦尚二期点赞 tell a group nothing of the
// project they name.
func (r *reader) thanksOnly(it *item) bool {
	if !it.mask.any(cThanks, cSmallTalk) {
		return false
	}
	for _, t := range it.toks {
		switch {
		case t.project != nil, t.leader != "", t.unit != "", t.any(cThanks, cSmallTalk, cProjectWord, cNeed, cMine):
		case t.kind == tNoise, t.kind == tSpace, t.kind == tComma, t.kind == tPause, t.kind == tParen:
		case r.madeOf(r.text(t), "courtesies"):
		default:
			return false
		}
	}
	return true
}

// bareName: a message that is nothing but a project's name asks for its card.
func (r *reader) bareName(it *item) bool {
	for _, t := range it.toks {
		if t.project == nil && !t.is(cProjectWord) && t.kind != tSpace {
			return false
		}
	}
	return it.from() == 0 && it.to() == len(r.s.r)
}

// isHeading: a line that ends in a colon before a list, or names only a kind
// of report.
func (r *reader) isHeading(it *item) bool {
	last := it.segs[len(it.segs)-1]
	if it.open && it.mask.flag(hasProject) && !it.mask.has(cQuestion) && r.justAsked(it) {
		return true // 锦尚一期进展 before 1. 2. 3.
	}
	return last.colon && !it.mask.flag(hasProject) || it.open && (it.mask.flag(hasLeader) || !it.mask.flag(hasProject) && it.mask.any(cOrderWord, cMeetingWord, cOnMeeting)) && !it.mask.any(cDone, cStep, cStage) && !r.charge(it)
}

// severalThings: 过堂会定了几件事: heads a list, and asks for none.
func (r *reader) severalThings(it *item) bool {
	if !it.open || it.mask.kind(tAsk) || it.mask.flag(hasProject) || !r.list("several-things").ends(strings.TrimRight(it.text(), " ,、:")) {
		return false
	}
	r.headingOf(it)
	return true
}

// obstacleHeading: 堵点:, 泰和目前存在问题: before a list.
func (r *reader) obstacleHeading(it *item) bool {
	last := it.segs[len(it.segs)-1]
	if !last.colon && !it.open || it.mask.any(cQuestion, cOrder) || it.mask.has(cSolved) && !strings.Contains(r.s.sub(it.from(), it.to()), "需") {
		return false
	}
	text := strings.TrimSuffix(uncounted(r.s.sub(last.toks[0].from, last.toks[len(last.toks)-1].to)), "有")
	if len(it.segs) > 1 && (it.mask.any(cStep, cStage, cPercent) || it.mask.kind(tMoney)) {
		return false
	}
	for _, w := range r.list("trouble").words {
		if strings.HasSuffix(text, w) || strings.HasSuffix(text, w+"如下") || strings.HasSuffix(text, w+"是") {
			return true
		}
	}
	return false
}

// uncounted takes the number off a heading: 堵点两个, 问题主要有三方面.
func uncounted(text string) string {
	text = strings.TrimRight(text, " ,、:")
	text = strings.TrimSuffix(text, "如下")
	if t := strings.TrimRight(text, "个条项点方面处"); t != text {
		if bare := strings.TrimRight(t, "0123456789一二两三四五六七八九几多"); bare != t {
			text = bare
		}
	}
	for _, w := range []string{"主要有", "主要是", "主要", "共有", "有", "是", "大概", "就是"} {
		text = strings.TrimSuffix(text, w)
	}
	return text
}

// headingOf keeps what a heading says for the entries below it.
func (r *reader) headingOf(it *item) {
	if all := dates(it.toks); len(all) > 0 {
		r.head = all[0]
	}
	if i := first(it.toks, cPlace); i >= 0 {
		r.headedAt = r.placeAt(it.toks, it.toks[i].from)
	}
	r.claimed = it.mask.has(cPlaceholder)
	switch {
	case r.obstacleHeading(it):
		r.heading = headObstacles
	case it.mask.any(cOrder, cOrderWord, cOnMeeting, cMeetingWord):
		r.heading = headOrders
	case it.mask.has(cLeadTalk):
		r.heading = headTalks
	case it.mask.has(cLead):
		r.heading = headLeads
	case it.mask.has(cVisitCue) || r.list("met-several").in(it.text()):
		r.heading = headVisits
	}
	if it.mask.any(cOnMeeting, cMeetingWord) {
		r.review = r.saidMeeting(it)
	}
	if it.open && it.mask.any(cOrderWord, cMeetingWord, cOnMeeting) {
		r.heading = headOrders
	}
	if all := leaders(it.toks); len(all) > 0 && (it.mask.has(cOrder) || r.speaks(it) || it.open) {
		r.from, r.heading = all[0], headOrders
	}
}

// speaks: 李区长: and 李区长在会上说: head what he has said.
func (r *reader) speaks(it *item) bool {
	last := it.segs[len(it.segs)-1].toks
	end := last[len(last)-1]
	return it.segs[len(it.segs)-1].colon && (end.leader != "" || r.endsIn(end, "says"))
}

// A group is what an item says about one project, or about several at once
// (云帆、瑞科无变化).
type group struct {
	mentions []*mention
	segs     []segment
	list     bool
	trouble  bool // an entry below 堵点:
}

// group gives each segment to the project it names, or to the last one.
func (r *reader) group(it *item) []group {
	var all []group
	for _, g := range it.segs {
		found := r.distinct(g.toks)
		if r.heardOf(&g, found) {
			found = found[1:]
			g.mask.add(token{mean: []meaning{{class: cHearsay}}})
		}
		found = r.together(found)
		switch {
		case len(found) > 0 && (len(all) == 0 || !sameMentions(all[len(all)-1].mentions, found)):
			if len(all) > 0 && len(all[len(all)-1].mentions) == 0 && len(all) == 1 {
				all[0].mentions = found
				all[0].segs = append(all[0].segs, g)
				continue
			}
			all = append(all, group{mentions: found, segs: []segment{g}, list: it.list})
		case len(all) == 0:
			all = append(all, group{segs: []segment{g}, list: it.list})
		default:
			all[len(all)-1].segs = append(all[len(all)-1].segs, g)
		}
	}
	return all
}

// together keeps of the projects a clause names those it speaks of at once: 瑞科、云帆
// 和博冠. One behind other words is no second subject: 瑞科老板介绍了|云帆.
func (r *reader) together(all []*mention) []*mention {
	for i := 1; i < len(all); i++ {
		if gap := strings.ReplaceAll(r.s.sub(all[i-1].to, all[i].from), " ", ""); !r.madeOf(gap, "named-with") {
			return all[:i]
		}
	}
	return all
}

func sameMentions(a, b []*mention) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].projects[0] != b[i].projects[0] || a[i].phase != b[i].phase {
			return false
		}
	}
	return true
}
