package reading

import (
	"cmp"
	"slices"
	"strings"
)

// What is in the way is said with a word for it (卡住, 堵点, 不够: the class
// block) or by how a clause is built, whatever its verb: 挖不下去, 没铺到,
// 没厂房, 太矮, 差20亩, 等了一个月. Built so it is an obstacle only where a matter
// (电, 地, 人) is named with it.

// ails reports whether a segment says that something is in the way.
func (p *progress) ails(g *segment) bool {
	if g.mask.has(cBlock) || g.mask.has(cReturned) && p.paperReturned(g) {
		return true
	}
	if p.block == nil && p.r.troubleKind(g.toks) == "" {
		return p.shortOf(g) != ""
	}
	text := clauseText(p.r, g.toks)
	return p.r.built(text) || p.lacks(g) || p.shortOf(g) != ""
}

// paperReturned: 环评报告被退回来了 — not the filing, but what a department has to
// approve. What was sent in again since (又报上去了) is in nobody's way.
func (p *progress) paperReturned(g *segment) bool {
	i := first(g.toks, cReturned)
	if g.mask.any(cCond, cRhetoric, cQuestion) || p.r.list("formerly").in(g.text()) || p.r.list("sent-again").in(g.text()) {
		return false
	}
	return p.approved(g.toks[:i])
}

// approved reports whether what is named is a paper that a department approves.
func (p *progress) approved(toks []token) bool {
	switch p.r.troubleKind(toks) {
	case "环评", "能耗", "审批", "用水":
		return true
	}
	return p.r.list("paper").in(clauseText(p.r, toks))
}

// built reports whether a clause is built as one that tells a failure.
func (r *reader) built(text string) bool {
	return r.cannot(text) || r.undone(text) || r.badly(text) || r.drags(text) || r.demands(text)
}

// clauseText is what is written, without the names of projects.
func clauseText(r *reader, toks []token) string {
	text := ""
	for _, t := range toks {
		if t.project == nil {
			text += r.text(t)
		}
	}
	return text
}

// demands: 要求先给补贴才肯签, 不解决用电就不来 — the investor makes his coming depend on
// what he has not got.
func (r *reader) demands(text string) bool {
	lists := [][2]string{{"demand", "only-then"}, {"unless", "or-not"}}
	for _, pair := range lists {
		for _, w := range r.list(pair[0]).words {
			if _, then, ok := strings.Cut(text, w); ok && r.list(pair[1]).in(then) {
				return true
			}
		}
	}
	return r.list("insists").in(text)
}

// cannot: 挖不下去, 装不下, 约不上 — a verb, 不 and what it does not lead to.
func (r *reader) cannot(text string) bool {
	for rest := text; ; {
		verb, to, ok := strings.Cut(rest, "不")
		if !ok {
			return false
		}
		v := []rune(verb)
		if rest = to; len(v) > 0 && r.list("unreached").begins(to) && !r.list("nofailure").begins(string(v[len(v)-1:])+"不"+to) {
			return true
		}
	}
}

// undone: 管道没铺到, 还没批 — what others were to do is not done. What the
// sender has still to do himself (还没报, 没去谈) is none of the verbs.
func (r *reader) undone(text string) bool {
	for _, no := range []string{"没有", "没", "未"} {
		if _, rest, ok := strings.Cut(text, no); ok {
			for more := true; more; rest, more = r.list("wholly").cut(rest) {
				if r.list("awaitedof").begins(rest) {
					return true
				}
			}
		}
	}
	return false
}

// badly: 太矮, 指标紧.
func (r *reader) badly(text string) bool {
	if _, rest, ok := strings.Cut(text, "太"); ok && !r.list("praised").begins(rest) {
		return true
	}
	text = strings.TrimRight(text, "啊呀")
	text = strings.TrimSuffix(text, "得很")
	for _, w := range r.list("badend").words {
		if lead, ok := strings.CutSuffix(text, w); ok && !hasAnySuffix(lead, "不", "抓", "赶", "加", "就") {
			return true
		}
	}
	return false
}

// drags: 要等三个月, 等了好久, 排到明年 — how long it is waited for.
func (r *reader) drags(text string) bool {
	for _, wait := range []string{"等", "排", "拖", "跑", "卡", "压", "停"} {
		_, rest, ok := strings.Cut(text, wait)
		if !ok {
			continue
		}
		rest, long := cutAny(rest, []string{"了", "到", "上", "到了", "得", "得了"})
		if long && hasAnyPrefix(rest, []string{"明年", "年底", "下半年", "后年"}) {
			return true
		}
		n := strings.TrimLeft(rest, "0123456789一二两三四五六七八九十几好多半大")
		if n != rest && hasAnyPrefix(n, []string{"个月", "个多月", "个星期", "天", "年", "周", "个礼拜", "趟", "回", "遍", "轮", "久", "来天", "余天"}) {
			return true
		}
	}
	return false
}

// lacks: 没|厂房, 没有|蒸汽 — the matter stands right behind what says that there
// is none. What has only not been done (没招工) begins with its verb.
func (p *progress) lacks(g *segment) bool {
	r := p.r
	for i, t := range g.toks {
		if !t.is(cNeg) || !containsAny(r.text(t), "没", "无") || i+1 >= len(g.toks) || g.toks[i+1].from != t.to {
			continue
		}
		next := g.toks[i+1]
		if strings.ContainsRune("用拿招审验征拆搬备立融贷改装排接停公规通供送", r.s.r[next.from]) {
			continue
		}
		if next.is(cObstacle) {
			return true
		}
		if _, end := r.n.lex.longest(r.s.r, next.from, cMatter); end > 0 {
			return true
		}
	}
	return false
}

// shortOf: 差2000千伏安, 还缺20亩 — what is missing, by its measure, is the kind.
func (p *progress) shortOf(g *segment) string {
	text := clauseText(p.r, g.toks)
	if g.mask.kind(tMu) && p.r.demands(text) {
		return "用地" // 非要20亩
	}
	for _, short := range []string{"差", "缺"} {
		lead, rest, ok := strings.Cut(text, short)
		if behind := strings.TrimLeft(strings.TrimLeft(rest, "了约近"), "0123456789.一二两三四五六七八九十百千万几多来"); !ok || behind == rest || hasAnySuffix(lead, "相", "时", "误", "落", "价") {
			continue
		}
		if last := g.toks[len(g.toks)-1]; last.kind == tMoney {
			return "资金"
		}
		if kind := p.r.paired("shortkind", rest, strings.Contains); kind != "" {
			return kind
		}
	}
	return ""
}

// paired is what a list of pairs (亩=用地) has for the first whose word fits a text.
func (r *reader) paired(list, text string, fits func(text, word string) bool) string {
	for _, pair := range r.list(list).words {
		if w, value, _ := strings.Cut(pair, "="); fits(text, w) {
			return value
		}
	}
	return ""
}

// topic: 贷款,银行嫌抵押物少 — a segment that only says what is spoken of, its kind;
// empty if it says more.
func (p *progress) topic(g *segment) string {
	if g.mask.any(cDone, cNeg, cHedge, cNeed, cBlock, cStep, cStage, cPercent, cSolved, cQuestion) || g.mask.kind(tDate) || g.mask.kind(tMoney) {
		return ""
	}
	text := strings.TrimPrefix(tidy(clauseText(p.r, g.toks)), "的")
	if kind := p.r.paired("oneletter", text, func(text, word string) bool { return text == word }); kind != "" {
		return kind
	}
	kind, letters := p.r.troubleKind(g.toks), []rune(text)
	if kind == "" || len(letters) > 9 {
		return ""
	}
	for i := range letters {
		_, a := p.r.n.lex.longest(letters, i, cObstacle)
		_, b := p.r.n.lex.longest(letters, i, cMatter)
		if max(a, b) == len(letters) {
			return kind
		}
	}
	return ""
}

// takesTopic puts the topic noted right before into the obstacle's words.
func (p *progress) takesTopic() {
	n := len(p.notes)
	if p.topicKind == "" || n == 0 || p.noteAt != n-1 {
		return
	}
	p.block.Text = joinNotes(p.notes[n-1:]) + "," + p.block.Text
	p.block.Kind = stronger(p.topicKind, p.block.Kind)
	if p.block.Kind == "其他" {
		p.block.Kind = p.topicKind
	}
	p.notes, p.topicKind = p.notes[:n-1], ""
}

// takesPipes: in 生产要用蒸汽,管网没通 the pipes are those of what the note right before
// speaks of.
func (p *progress) takesPipes(g *segment) {
	n := len(p.notes)
	if n == 0 || p.noteAt != n-1 || p.noteDone || !slices.Contains([]string{"蒸汽", "用水", "用电"}, p.noteKind) || !containsAny(g.text(), "管网", "管道", "管线", "线路") {
		return
	}
	p.block.Text = joinNotes(p.notes[n-1:]) + "," + p.block.Text
	p.block.Kind, p.notes = p.noteKind, p.notes[:n-1]
}

// fineNow: 水压问题,水务局换了泵,好了 — what was but named is over.
func (p *progress) fineNow(g *segment) bool {
	if p.block == nil || p.closed != nil || !p.r.list("trouble").ends(p.block.Text) || !p.r.list("fine-now").is(clauseText(p.r, g.toks)) {
		return false
	}
	p.closed = &ObstacleClose{Kind: p.block.Kind, By: p.noteUnits}
	p.block = nil
	return true
}

// onlyNamed reports whether the trouble is but named as what is spoken of, and
// what is told of it is neither a complaint nor a call for help: 用电问题正在协调.
func (p *progress) onlyNamed(g *segment) bool {
	if p.trouble {
		return false
	}
	at := -1
	for i, t := range g.toks {
		if t.is(cBlock) {
			if !p.r.list("trouble").is(p.r.text(t)) {
				return false
			}
			at = i
		}
	}
	if at < 0 || at == len(g.toks)-1 {
		return false
	}
	text := string(p.r.s.r[g.toks[at].to:g.toks[len(g.toks)-1].to])
	if p.r.list("isnamed").begins(text) || p.r.matterIn(g.toks[at].to) || p.r.list("open-trouble").in(text) || g.mask.has(cNeed) && p.r.list("asking").in(text) {
		return false
	}
	return !p.r.built(text) && (g.mask.has(cNeed) || len([]rune(text)) > 1)
}

// matterIn: 难点在|环评总量 says behind 在 what it is.
func (r *reader) matterIn(at int) bool {
	if at+1 >= len(r.s.r) || r.s.r[at] != '在' {
		return false
	}
	_, matter := r.n.lex.longest(r.s.r, at+1, cMatter)
	_, named := r.n.lex.longest(r.s.r, at+1, cObstacle)
	return max(matter, named) > 0
}

// requests: 请供电公司加快增容, 希望区里协调用工 — what a unit asks for is in its
// project's way.
func (p *progress) requests(g *segment) bool {
	r := p.r
	if p.block != nil || r.ctx.Role == RoleLeader || r.ctx.Role == RoleOffice || r.supposes(g) || g.mask.any(cStage, cSubmit, cQuote, cHearsay, cOrderWord) || g.mask.flag(hasLeader) || g.mask.has(cDone) || r.otherSteps(g) {
		return false
	}
	kind := r.troubleKind(g.toks)
	at := r.asksAt(g.toks)
	if at < 0 {
		return false
	}
	wanted := r.list("wantsdone").in(string(r.s.r[g.toks[at].from:g.toks[len(g.toks)-1].to]))
	if !wanted && (kind == "" || !g.mask.flag(hasUnit)) || kind == "" && !r.departmentAsked(g.toks, at) {
		return false
	}
	p.block = &Obstacle{Kind: cmp.Or(kind, "其他"), Text: r.wantedText(g.toks, at)}
	r.helpWanted(p.block, g.toks[at:])
	if len(p.block.Need) == 0 {
		r.ask("need")
	}
	return true
}

// departmentAsked: 请|资规局|帮忙看看 says who is asked, though not what about;
// 已请资规局帮忙 and 打算请资规局帮忙 tell of it.
func (r *reader) departmentAsked(toks []token, at int) bool {
	if len(toks) < at+3 || strings.HasPrefix(r.text(toks[at]), "已") {
		return false
	}
	unit := toks[at+1].unit
	before := words(r.s, toks[:at], func(t token) bool { return t.project != nil })
	return unit != "" && unit != r.ctx.Unit && r.department(unit) && r.madeOf(before, "before-asking")
}

// asksAt finds the word of asking, -1 if there is none.
func (r *reader) asksAt(toks []token) int {
	for i, t := range toks {
		if (t.kind == tText || t.kind == tCue) && t.unit == "" && r.endsIn(t, "asking") {
			return i
		}
	}
	return -1
}

// supposes: 如果…; 能不能 asks for it.
func (r *reader) supposes(g *segment) bool {
	for _, t := range g.toks {
		if t.value(cCond) != "" {
			return true
		}
	}
	return false
}

// otherSteps reports whether a segment names a step that is none of the land's,
// and no department's coming to see.
func (r *reader) otherSteps(g *segment) bool {
	for _, t := range g.toks {
		if v := t.value(cStep); v != "" && v != string(Land) && !(v == string(VisitBy) && g.mask.flag(hasUnit)) {
			return true
		}
	}
	return false
}

// wantedText is what stands before the asking if it says the matter, else what
// is asked for, without who is to give it and until when.
func (r *reader) wantedText(toks []token, at int) string {
	if r.troubleKind(toks[:at]) != "" {
		return words(r.s, toks[:at], func(t token) bool { return t.project != nil })
	}
	return words(r.s, toks[at+1:], func(t token) bool {
		return t.project != nil || t.unit != "" || t.kind == tDate || t.kind == tAsk || t.is(cArea)
	})
}

func hasAnySuffix(text string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(text, w) {
			return true
		}
	}
	return false
}
