package reading

import "strings"

// blocked reads what is in a project's way, and whom it asks for help.
func (p *progress) blocked(g *segment) bool {
	if p.trouble && p.block == nil && p.nothing(g) {
		p.notes, p.trouble = append(p.notes, p.heading+":"+words(p.r.s, g.toks, nil)), false
		return true
	}
	if g.mask.any(cRhetoric) || p.r.atOrder(g) || p.noTrouble(g) || !g.mask.has(cObstacle) && p.r.feared(g.toks, first(g.toks, cDrop)) {
		return false
	}
	if p.trouble && p.block == nil && !p.hollow(g) {
		p.block = p.r.obstacle(nil, g)
		return true
	}
	if p.block != nil && g.mask.flag(hasUnit) && (strings.Contains(strings.ReplaceAll(g.text(), "说法", ""), "说") || !g.mask.has(cNeed) && containsAny(g.text(), "答应", "答复", "回复", "承诺", "表示")) {
		p.block.Text += g.joint() + words(p.r.s, g.toks, nil)
		return true
	}
	if p.block != nil && (g.mask.has(cNeed) && (g.mask.flag(hasUnit) || g.mask.kind(tDate)) || g.mask.flag(hasUnit) && p.r.list("begs").in(g.text())) {
		p.r.helpWanted(p.block, g.toks)
		if p.block.Kind == "厂房" && !strings.Contains(p.block.Text, "厂房") && p.r.troubleKind(g.toks) == "用地" {
			p.block.Kind = "用地" // 场地没落实,请国土找块地
		}
		return true
	}
	if p.block != nil && p.callsUpon(g) {
		return true
	}
	if g.colon && !g.mask.has(cObstacle) {
		text := words(p.r.s, g.toks, func(t token) bool { return t.project != nil })
		if named := p.r.list("trouble").is(p.r.bareHeading(text)); named || p.hollow(g) {
			p.trouble = named
			if named {
				p.heading = text
			}
			return true
		}
	}
	if p.block != nil && g.mask.has(cMood) && !g.mask.has(cObstacle) {
		return true
	}
	if p.block != nil && p.wantedBy(g) {
		return true
	}
	if p.block != nil && g.mask.has(cBlock) && strings.Contains(p.r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to), "影响") {
		p.block = p.r.obstacle(p.block, g)
		return true
	}
	if p.block == nil && p.wantsHelp(g) {
		return true
	}
	if p.fineNow(g) {
		return true
	}
	if p.block != nil && (p.goesOn(g) || g.mask.kind(tMu) && p.block.Kind == "用地" && !g.mask.any(cStep, cStage)) {
		p.block.Text += g.joint() + words(p.r.s, g.toks, nil)
		if k := p.r.troubleKind(g.toks); k != "" && p.block.Kind == "其他" {
			p.block.Kind = k // 卡壳了,主要是土地
		}
		return true
	}
	if p.requests(g) {
		return true
	}
	if !p.ails(g) || p.onlyNamed(g) {
		return false
	}
	kind := p.r.troubleKind(g.toks)
	if kind == "" {
		kind = p.shortOf(g)
	}
	if p.r.otherSteps(g) && !g.mask.has(cObstacle) && !p.r.demands(g.text()) || kind == "" && !p.strong(g) && p.block == nil {
		return false
	}
	begun := p.block != nil
	p.block = p.r.obstacle(p.block, g)
	if p.block.Kind == "其他" && kind != "" {
		p.block.Kind = kind
	}
	if !begun {
		p.takesTopic()
		p.takesPipes(g)
	}
	return true
}

// atOrder: 还没办好 in answer to an order tells how far it is, and what follows goes
// on about it.
func (r *reader) atOrder(g *segment) bool {
	if r.ctx.ReplyTo == nil || r.ctx.ReplyTo.Kind != "order" || g.mask.flag(hasProject) {
		return false
	}
	return r.list("not-done-yet").in(r.s.text)
}

// callsUpon: 盼县里尽快定, 请领导协调 asks for help without naming who is to
// give it.
func (p *progress) callsUpon(g *segment) bool {
	if !g.mask.has(cNeed) || g.mask.any(cBlock, cStep, cStage, cNeg, cObstacle) || !p.r.list("upon").in(g.text()) {
		return false
	}
	if len(p.block.Need) == 0 && containsAny(g.text(), "协调", "帮", "出面", "支持", "解决") {
		p.r.ask("need")
	}
	return true
}

// bareHeading takes off a heading what only says how many there are and that it
// is now: 目前堵点, 存在的困难, 现在就一个问题.
func (r *reader) bareHeading(text string) string {
	for more := true; more; {
		text, more = r.list("heading-front").cut(text)
	}
	return text
}

// nothing: 堵点:无, 困难:暂时没有.
func (p *progress) nothing(g *segment) bool {
	text := words(p.r.s, g.toks, nil)
	for more := true; more; {
		text, more = p.r.list("for-now").cut(text)
	}
	return p.r.list("nothing").is(text)
}

// noTrouble: 无堵点, 没有困难.
func (p *progress) noTrouble(g *segment) bool {
	text := g.text()
	for _, no := range []string{"无", "没有", "没", "不存在", "不是", "不算", "不成"} {
		_, rest, ok := strings.Cut(text, no)
		for more := ok; more; {
			rest, more = p.r.list("much").cut(rest)
		}
		if ok && p.r.list("trouble-word").begins(rest) || ok && p.r.list("trouble-word").begins(p.r.pastMatter(rest)) {
			return true
		}
	}
	return strings.Contains(text, "不影响")
}

// pastMatter cuts what it is about off the front: 没有|用电|困难.
func (r *reader) pastMatter(text string) string {
	letters := []rune(text)
	_, a := r.n.lex.longest(letters, 0, cObstacle)
	_, b := r.n.lex.longest(letters, 0, cMatter)
	return string(letters[max(a, b, 0):])
}

// wantedBy reads 最好这周内 behind an obstacle: when help is wanted.
func (p *progress) wantedBy(g *segment) bool {
	if !g.mask.kind(tDate) || g.mask.any(cStep, cStage, cBlock, cThing) || g.toks[len(g.toks)-1].to-g.toks[0].from > 10 {
		return false
	}
	if containsAny(g.text(), "等", "要到", "得到", "才", "排到") {
		p.block.Text += g.joint() + words(p.r.s, g.toks, nil) // 得等到明年3月: how long it lasts
		return true
	}
	p.r.helpWanted(p.block, g.toks)
	return true
}

// goesOn: words behind an obstacle that tell no fact of their own go on about it.
func (p *progress) goesOn(g *segment) bool {
	if g.mask.has(cDone) && !g.mask.has(cNeg) && !p.toNoAvail(g) || g.mask.any(cStep, cStage, cThing, cSlip, cNoChange, cSolved, cContact, cHold, cResume, cCond, cBlock, cPercent, cVague) || g.mask.has(cQuestion) && !strings.HasSuffix(g.text(), "呢") || g.mask.flag(hasProject) || p.hollow(g) {
		return false
	}
	return !g.mask.kind(tDate) && !g.mask.kind(tMoney) && !g.mask.kind(tPercent)
}

// toNoAvail: 材料补了三轮, 人社帮招了5个 — so many times, and it is still in the way.
func (p *progress) toNoAvail(g *segment) bool {
	if k := p.r.troubleKind(g.toks); k != "" && k != p.block.Kind {
		return false
	}
	_, rest, ok := strings.Cut(g.text(), "了")
	if !ok {
		return false
	}
	rest = strings.TrimLeft(rest, "0123456789一二两三四五六七八九十几好多半个")
	return g.text() != rest && containsAny(rest, "轮", "趟", "次", "回", "遍", "天", "月", "年", "周") || rest == ""
}

// wantsHelp makes an obstacle of what was just noted when help is asked for
// with it: 要双回路电源,麻烦区里协调.
func (p *progress) wantsHelp(g *segment) bool {
	n := len(p.notes)
	text := p.r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to)
	if n == 0 || p.noteKind == "" || p.noteAt >= n || p.r.otherSteps(g) || g.mask.any(cStage, cObstacle, cCond) || g.mask.has(cNeg) && !g.mask.has(cBlock) && !p.r.built(text) {
		return false
	}
	bare := p.r.troubleKind(g.toks) == ""
	held := !p.noteDone && g.mask.has(cBlock) && (p.r.list("holds").in(text) || len([]rune(text)) < 6 && bare) || bare && p.r.cannot(text)
	if !held && !(g.mask.has(cNeed) && (g.mask.flag(hasUnit) && !p.noteDone || containsAny(text, "协调", "帮", "出面", "支持"))) {
		return false
	}
	p.block = &Obstacle{Kind: p.noteKind, Text: joinNotes(p.notes[p.noteAt:])}
	p.notes = p.notes[:p.noteAt]
	if held {
		p.block.Text += g.joint() + tidy(words(p.r.s, g.toks, nil))
		return true
	}
	p.r.helpWanted(p.block, g.toks)
	if len(p.block.Need) == 0 {
		p.r.ask("need")
	}
	return true
}

// strong: words that name an obstacle without saying its kind.
func (p *progress) strong(g *segment) bool {
	blocks := 0
	for _, t := range g.toks {
		if t.is(cBlock) {
			blocks++
		}
	}
	return blocks > 1 || p.r.list("grave").in(g.text())
}

// obstacle makes an obstacle of a segment, or adds the segment to one.
func (r *reader) obstacle(have *Obstacle, g *segment) *Obstacle {
	o := have
	if o == nil {
		o = &Obstacle{Kind: "其他"}
	}
	if k := r.troubleKind(g.toks); k != "" && o.Kind == "其他" {
		o.Kind = k
	}
	if o.Kind == "其他" && g.mask.kind(tMu) {
		o.Kind = "用地" // 差30亩指标
	}
	toks := g.toks
	if i := r.callFor(toks); i > 0 {
		r.helpWanted(o, toks[i:])
		toks = toks[:i]
	}
	for _, t := range toks {
		if t.kind == tDate && g.mask.has(cBlock) && t.when.rel == By && strings.Contains(r.s.sub(toks[0].from, toks[len(toks)-1].to), "观望") {
			if sp, ok := r.resolve(t.when, ahead); ok {
				o.Expect = &sp
			}
		}
	}
	for _, t := range toks {
		if r.called(t) && t.unit != "" {
			o.Need = appendNew(o.Need, []string{t.unit}) // @供电公司 禾丰那边电压不稳
		}
	}
	text := words(r.s, toks, func(t token) bool {
		return t.project != nil || r.called(t) || t.is(cHold) || t.is(cMine) && r.text(t) != "我"
	})
	for _, lead := range []string{"项目", "的", "但是", "但", "不过", "这边", "那边", "反映", "目前的", "目前", "现在的", "现在", "就是", "主要是", "主要", "堵点是", "堵点:", "堵点：", "因为"} {
		text = strings.TrimPrefix(text, lead)
	}
	for _, end := range []string{"之前", "前", "的话", "所以"} {
		text = strings.TrimSuffix(text, end)
	}
	if text = trimMarks(text); text != "" && o.Text != "" {
		text = o.Text + g.joint() + text
	} else if text == "" {
		text = o.Text
	}
	o.Text = text
	return o
}

// callFor finds where a segment turns to asking for help: 需要供电公司协调.
func (r *reader) callFor(toks []token) int {
	for i, t := range toks {
		if !t.is(cNeed) || i == 0 || after(r.s.r, t.to, "等", "到", "求") > 0 {
			continue
		}
		for _, u := range toks[i:] {
			if u.unit != "" {
				return i
			}
		}
	}
	return -1
}

// helpWanted notes the departments asked and until when.
func (r *reader) helpWanted(o *Obstacle, toks []token) {
	for i, t := range toks {
		if t.unit != "" && (i == 0 || !r.endsIn(toks[i-1], "toward") && !(len(o.Need) > 0 && hasAnySuffix(r.text(toks[i-1]), "对接", "联系", "协调", "找", "推荐", "引荐"))) {
			o.Need = appendNew(o.Need, []string{t.unit})
		}
	}
	for _, w := range dates(toks) {
		if sp, ok := r.resolve(w, ahead); ok {
			o.Due = &sp
		}
	}
}
