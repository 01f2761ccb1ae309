package reading

import (
	"slices"
	"strings"
)

// assign gives roles: 许主任牵头,城东街道、发改委参加; 联络员换成张三.
func (r *reader) assign(it *item) bool {
	if r.bringsIn(it) {
		return true
	}
	if !it.mask.any(cTeam, cAssignCue, cWrong) && !r.filledIn(it) || it.mask.any(cLead, cLeadTalk, cQuestion, cCond, cRhetoric, cBlock) {
		return false
	}
	if !it.mask.has(cTeam) && !r.post(it) {
		return false
	}
	project, unit := r.assigned(it)
	if r.listedPosts(it, project) {
		return true
	}
	n := 0
	for k, g := range it.segs {
		if last := g.toks[len(g.toks)-1]; g.colon && k+1 < len(it.segs) && last.is(cRole) {
			g.toks = append(append([]token(nil), g.toks...), it.segs[k+1].toks...) // 联络员:王芳
		}
		for i, t := range g.toks {
			if !t.is(cRole) || r.part(g, i) || runeAt(r.s.r, t.from-1) == '原' {
				continue
			}
			who := r.appointees(g.toks, i)
			if len(who) == 0 {
				continue
			}
			role := t.value(cRole)
			if role == "引荐单位" && r.list("credit-change").in(it.text()) {
				r.warnOnce("credit_change")
			}
			if project == "" && unit == "" {
				continue
			}
			r.addOnce(Assign{Project: project, Unit: r.unitOnly(project, unit), Role: role, Who: who})
			n++
		}
	}
	if n > 0 {
		r.alsoJoin(it, project)
		return true
	}
	return r.joinsTeam(it, project)
}

// tookOn reports whether a post is told of by how the clause is built, without
// a word of appointing: 我来挂钩, 归陈区长包联, 让小刘当联络员, 引荐单位
// 写科技局.
func (r *reader) tookOn(toks []token, i int) bool {
	if r.volunteers(toks, i) {
		return true
	}
	role := toks[i].value(cRole)
	switch {
	case role == "联络员":
		before := words(r.s, toks[:i], func(t token) bool { return t.project != nil || t.unit != "" })
		return r.list("person-before").in(before) && r.list("person-post").in(before)
	case i > 1 && role == "挂钩区领导":
		return toks[i-1].leader != "" && r.endsIn(toks[i-2], "falls-to")
	case role == "引荐单位" && i+2 < len(toks) && toks[i+2].unit != "":
		return r.list("put-down").is(r.text(toks[i+1]))
	}
	return false
}

// volunteers reports whether a leader takes a post himself: 我来牵头, 由我挂钩.
func (r *reader) volunteers(toks []token, i int) bool {
	return r.ctx.Role == RoleLeader && r.ctx.Who != "" && (strings.HasPrefix(r.text(toks[i]), "我") || hasAnySuffix(strings.TrimSuffix(r.text(token{from: toks[0].from, to: toks[i].from}), "来"), "我", "我亲自", "本人"))
}

// whose reports whether what stands before a post only says whose it is.
func (r *reader) whose(toks []token, i int) bool {
	return i == 0 || toks[i-1].project != nil || toks[i-1].unit != "" || toks[i-1].any(cMine, cProjectWord) || r.text(toks[i-1]) == "的"
}

// listedPosts: 专班牵头:陈区长 成员:发改委、供电公司 — more than one post, each with a
// colon before who holds it.
func (r *reader) listedPosts(it *item, project Name) bool {
	var posts []int
	for i, t := range it.toks {
		if t.is(cRole) && i+1 < len(it.toks) && it.toks[i+1].kind == tColon {
			posts = append(posts, i)
		}
	}
	if len(posts) < 2 || project == "" {
		return false
	}
	for n, i := range posts {
		end := len(it.toks)
		if n+1 < len(posts) {
			end = posts[n+1]
		}
		var who []string
		for _, t := range it.toks[i+2 : end] {
			if w := t.unit + t.leader; w != "" {
				who = append(who, w)
			}
		}
		if len(who) > 0 {
			r.add(Assign{Project: project, Role: it.toks[i].value(cRole), Who: who})
		}
	}
	return true
}

// addOnce: 是我们科技局引荐的,引荐单位请加上我们 says one thing twice.
func (r *reader) addOnce(a Assign) {
	for _, b := range r.acts {
		if b, ok := b.(Assign); ok && b.Project == a.Project && b.Unit == a.Unit && b.Role == a.Role && slices.Equal(a.Who, b.Who) {
			return
		}
	}
	r.add(a)
}

// bringsIn: 农业局引荐了中粮 credits the unit with bringing the project in.
func (r *reader) bringsIn(it *item) bool {
	if r.creditedTo(it) {
		return true
	}
	i := first(it.toks, cRole)
	if i < 1 || it.toks[i].value(cRole) != "引荐单位" || !it.toks[i].is(cRefer) || it.toks[i-1].unit == "" || it.mask.any(cNeg, cCond, cQuestion) && !it.mask.has(cWrong) {
		return false
	}
	for k := i + 1; k < len(it.toks) && k <= i+2; k++ {
		if m := it.toks[k].project; m != nil {
			r.add(Assign{Project: r.projectName(m), Role: "引荐单位", Who: []string{it.toks[i-1].unit}})
			return true
		}
	}
	return false
}

// alsoJoin: 专班我来牵头,|建投、高新园进专班.
func (r *reader) alsoJoin(it *item, project Name) {
	for _, g := range it.segs {
		all := units(g.toks)
		if len(all) > 0 && project != "" && first(g.toks, cRole) < 0 && r.list("joins-team").in(g.text()) {
			r.addOnce(Assign{Project: project, Role: "专班成员", Who: all})
		}
	}
}

// creditedTo: 博冠是三队引荐的.
func (r *reader) creditedTo(it *item) bool {
	all := mentions(it.toks)
	i := first(it.toks, cRefer)
	if len(all) != 1 || i < 2 || it.toks[i-1].unit == "" || !r.endsIn(it.toks[i-2], "falls-to") || !r.list("brought-in").is(r.text(it.toks[i])) || it.mask.any(cNeg, cCond, cQuestion, cRole) {
		return false
	}
	r.add(Assign{Project: r.projectName(all[0]), Role: "引荐单位", Who: []string{it.toks[i-1].unit}})
	return true
}

// joinsTeam: TCL专班加上数据局 names no part, which is a member's.
func (r *reader) joinsTeam(it *item, project Name) bool {
	all := units(it.toks)
	if !it.mask.has(cTeam) || len(all) == 0 || project == "" {
		return false
	}
	bare := words(r.s, it.toks, func(t token) bool { return t.project != nil })
	if !it.mask.has(cAssignCue) && !r.list("joins-team").in(bare) || r.list("leaves-team").in(bare) {
		return false
	}
	r.add(Assign{Project: project, Role: "专班成员", Who: all})
	return true
}

// filledIn: 联络员:王芳, 专班组长高区长 — who stands right behind the post.
func (r *reader) filledIn(it *item) bool {
	i := first(it.toks, cRole)
	if i < 0 || !r.post(it) {
		return false
	}
	if r.tookOn(it.toks, i) {
		return true
	}
	if i+1 >= len(it.toks) {
		return false
	}
	next := it.toks[i+1]
	if next.kind == tText && !r.whose(it.toks, i) {
		return false // 禾丰的事找联络员小林
	}
	if next.kind == tText && it.toks[i].value(cRole) == "联络员" && next.to == it.to() && next.to-next.from < 4 {
		return r.personName(r.text(next)) != nil // 瑞科联络员小王
	}
	return next.kind == tColon || next.leader != "" || next.unit != "" && it.toks[i].to-it.toks[i].from > 2
}

func (r *reader) unitOnly(project, unit Name) Name {
	if project != "" {
		return ""
	}
	return unit
}

// post reports whether the role is one that is held, not a part in a job.
func (r *reader) post(it *item) bool {
	for _, t := range it.toks {
		switch t.value(cRole) {
		case "联络员", "引荐单位", "挂钩区领导":
			return true
		}
		if t.is(cRole) && containsAny(r.text(t), "组长", "专班") {
			return true
		}
	}
	return false
}

// part guards 参加会议 and 配合做好.
func (r *reader) part(g segment, i int) bool {
	return i+1 < len(g.toks) && g.toks[i+1].is(cMeetingWord)
}

// assigned finds what the role is in.
func (r *reader) assigned(it *item) (project, unit Name) {
	if m := mentions(it.toks); len(m) > 0 {
		return r.projectName(m[0]), ""
	}
	for i, t := range it.toks {
		if t.is(cRole) && t.value(cRole) == "联络员" {
			if all := units(it.toks[:i]); len(all) > 0 {
				return "", Name(all[0])
			}
			if it.mask.has(cMine) || r.ofUnit() {
				return "", Name(r.ctx.Unit)
			}
		}
	}
	name, _ := r.standing()
	return name, ""
}

// appointees are the names next to the role: before it (许主任牵头), or
// behind 换成, 为, 是, : (联络员换成张三).
func (r *reader) appointees(toks []token, i int) []string {
	var who []string
	for k := i - 1; k >= 0; k-- {
		t := toks[k]
		if t.is(cRole) {
			break
		}
		if w := t.unit + t.leader; w != "" {
			who = append([]string{w}, who...)
		}
	}
	var behind []string
	for _, t := range toks[i+1:] {
		if t.is(cRole) {
			break
		}
		if w := t.unit + t.leader; w != "" {
			behind = append(behind, w)
		} else if own := r.ownUnit(t); own != "" && r.list("own-part").is(toks[i].value(cRole)) {
			behind = append(behind, own)
		}
	}
	role := toks[i].value(cRole)
	if r.volunteers(toks, i) {
		return []string{r.ctx.Who}
	}
	if role == "联络员" && len(leaders(toks)) == 0 {
		if one := r.person(toks, i); one != nil {
			return one // 联络员换成三桥镇小林
		}
	}
	if fresh := r.successors(toks); len(fresh) > 0 {
		return fresh
	}
	switch {
	case len(behind) > 0 && (role == "挂钩区领导" || role == "引荐单位" || role == "联络员"):
		return behind
	case role == "联络员":
		return r.person(toks, i)
	case len(who) > 0:
		return who
	case len(behind) > 0:
		return behind
	}
	return r.person(toks, i)
}

// ownUnit is the sender's unit where 我们园 or 本镇 stands for it.
func (r *reader) ownUnit(t token) string {
	if t.is(cMine) && r.ofUnit() {
		return r.ctx.Unit
	}
	return ""
}

// successors are those behind 改为, 换成: 由河口镇改为临湖街道.
func (r *reader) successors(toks []token) []string {
	for k, t := range toks {
		if !r.list("becomes").in(r.s.sub(t.from, t.to)) {
			continue
		}
		var who []string
		for _, u := range toks[k+1:] {
			if w := u.unit + u.leader; w != "" {
				who = append(who, w)
			}
		}
		return who
	}
	return nil
}

// person reads a name that the ledger does not know.
func (r *reader) person(toks []token, i int) []string {
	aside := func(t token) bool {
		return t.kind == tPhone || t.kind == tColon || t.kind == tSpace || t.project != nil || t.unit != ""
	}
	text := words(r.s, toks[i+1:], aside)
	for _, w := range r.list("person-behind").words {
		if _, name, ok := strings.Cut(text, w); ok {
			return r.personName(name)
		}
	}
	before := words(r.s, toks[:i], func(t token) bool { return t.project != nil || t.unit != "" || t.is(cMine) })
	for _, w := range r.list("person-before").words {
		if _, name, ok := strings.Cut(before, w); ok {
			before = name
		}
	}
	before = withoutEnds(strings.TrimSuffix(before, "的"), r.list("person-post").words...)
	if name := r.personName(before); name != nil {
		return name
	}
	if name := r.takesOver(); name != nil {
		return name
	}
	return r.personName(text)
}

// takesOver: 以后由陈静对接,联络员换她.
func (r *reader) takesOver() []string {
	for _, w := range r.list("person-next").words { // 联络员换人了,换成吴昊
		if _, text, ok := strings.Cut(r.s.text, w); ok {
			if who := r.personName(text); who != nil {
				return who
			}
		}
	}
	_, text, ok := strings.Cut(r.s.text, "由")
	if !ok {
		return nil
	}
	for _, w := range r.list("takes-over").words {
		if name, _, ok := strings.Cut(text, w); ok {
			if who := r.personName(name); who != nil {
				return who
			}
		}
	}
	return nil
}

func (r *reader) personName(text string) []string {
	for _, w := range r.list("person-end").words {
		text, _, _ = strings.Cut(text, w)
	}
	text = strings.TrimPrefix(text, "的")
	if i := strings.IndexAny(text, ",， (（0123456789"); i >= 0 {
		text = text[:i]
	}
	if n := len([]rune(text)); n >= 2 && n <= 4 && !r.list("notname").in(text) {
		return []string{text}
	}
	return nil
}
