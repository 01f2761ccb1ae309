package reading

import "strings"

// blocked reads what is in a project's way, and whom it asks for help.
func (p *progress) blocked(g *segment) bool {
	if p.trouble && p.block == nil && p.nothing(g) {
		p.notes, p.trouble = append(p.notes, p.heading+":"+words(p.r.s, g.toks, nil)), false
		return true
	}
	if g.mask.any(cRhetoric) || p.noTrouble(g) {
		return false
	}
	if p.trouble && p.block == nil && !p.hollow(g) {
		p.block = p.r.obstacle(nil, g)
		return true
	}
	if p.block != nil && g.mask.flag(hasUnit) && strings.Contains(p.r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to), "说") {
		p.block.Text += "," + words(p.r.s, g.toks, nil)
		return true
	}
	if p.block != nil && (g.mask.any(cNeed) && (g.mask.flag(hasUnit) || g.mask.kind(tDate)) || g.mask.flag(hasUnit) && g.mask.has(cNeed)) {
		p.r.helpWanted(p.block, g.toks)
		return true
	}
	if g.colon && !g.mask.has(cObstacle) && p.hollow(g) {
		if text := words(p.r.s, g.toks, func(t token) bool { return t.project != nil }); contains(p.r.n.lex.lists["trouble"], trimTime(text)) {
			p.trouble, p.heading = true, text
		}
		return true
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
	if p.block != nil && p.goesOn(g) {
		p.block.Text += "," + words(p.r.s, g.toks, nil)
		return true
	}
	if !g.mask.has(cBlock) {
		return false
	}
	kind := p.r.troubleKind(g.toks)
	if g.mask.any(cStep) && !g.mask.has(cObstacle) || kind == "" && !p.strong(g) && p.block == nil {
		return false
	}
	p.block = p.r.obstacle(p.block, g)
	return true
}

// trimTime takes what only says “now” off a heading: 目前堵点, 存在的困难.
func trimTime(text string) string {
	for _, w := range []string{"项目", "目前", "现在", "当前", "主要", "存在", "的", "反映"} {
		text = strings.TrimPrefix(text, w)
	}
	return text
}

// nothing: 堵点:无, 困难:暂时没有.
func (p *progress) nothing(g *segment) bool {
	text := words(p.r.s, g.toks, nil)
	for _, w := range []string{"暂时", "暂", "目前", "都", "也"} {
		text = strings.TrimPrefix(text, w)
	}
	return contains([]string{"无", "没有", "没", "没啥", "没什么", "不存在", "无。", "none", "零", "没得", "没了"}, text)
}

// noTrouble: 无堵点, 没有困难.
func (p *progress) noTrouble(g *segment) bool {
	text := string(p.r.s.r[g.toks[0].from:g.toks[len(g.toks)-1].to])
	for _, no := range []string{"无", "没有", "没", "没什么", "不存在", "暂无", "没啥"} {
		for _, w := range []string{"堵点", "困难", "问题", "难题", "影响", "障碍"} {
			if strings.Contains(text, no+w) {
				return true
			}
		}
	}
	return strings.Contains(text, "不影响")
}

// wantedBy reads 最好这周内 behind an obstacle: when help is wanted.
func (p *progress) wantedBy(g *segment) bool {
	if !g.mask.kind(tDate) || g.mask.any(cStep, cStage, cBlock, cThing) || g.toks[len(g.toks)-1].to-g.toks[0].from > 10 {
		return false
	}
	p.r.helpWanted(p.block, g.toks)
	return true
}

// goesOn: words behind an obstacle that tell no fact of their own go on about it.
func (p *progress) goesOn(g *segment) bool {
	if g.mask.has(cDone) && !g.mask.has(cNeg) || g.mask.any(cStep, cStage, cThing, cSlip, cNoChange, cSolved, cContact, cHold, cResume, cCond, cQuestion, cBlock, cPercent, cVague) || g.mask.flag(hasProject) || p.hollow(g) {
		return false
	}
	return !g.mask.kind(tDate) && !g.mask.kind(tMoney) && !g.mask.kind(tPercent)
}

// wantsHelp makes an obstacle of what was just noted when help is asked for
// with it: 要双回路电源,麻烦区里协调.
func (p *progress) wantsHelp(g *segment) bool {
	n := len(p.notes)
	text := p.r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to)
	if n == 0 || p.noteKind == "" || p.noteAt >= n || g.mask.any(cStep, cStage, cObstacle, cCond, cNeg) {
		return false
	}
	held := g.mask.has(cBlock) && containsAny(text, "耽误", "耽搁", "卡住", "卡着", "拖住", "拖着") && !p.noteDone
	if !held && !(g.mask.has(cNeed) && containsAny(text, "协调", "帮", "出面", "支持")) {
		return false
	}
	p.block = &Obstacle{Kind: p.noteKind, Text: strings.Join(p.notes[p.noteAt:], ",")}
	p.notes = p.notes[:p.noteAt]
	if held {
		p.block.Text += "," + tidy(words(p.r.s, g.toks, nil))
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
	text := string(p.r.s.r[g.toks[0].from:g.toks[len(g.toks)-1].to])
	for _, w := range []string{"卡在", "卡住", "堵点", "堵在", "受阻", "瓶颈", "困难", "难题", "偏高", "嫌", "观望", "谈不拢", "顾虑"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
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
	text := words(r.s, toks, func(t token) bool {
		return t.project != nil || t.is(cHold) || t.is(cMine) && string(r.s.r[t.from:t.to]) != "我"
	})
	for _, lead := range []string{"项目", "的", "但是", "但", "不过", "这边", "那边", "反映", "目前的", "目前", "现在的", "现在", "就是", "主要是", "主要", "堵点是", "堵点:", "堵点：", "因为"} {
		text = strings.TrimPrefix(text, lead)
	}
	for _, end := range []string{"之前", "前", "的话", "所以"} {
		text = strings.TrimSuffix(text, end)
	}
	if text = trimMarks(text); text != "" && o.Text != "" {
		text = o.Text + "," + text
	} else if text == "" {
		text = o.Text
	}
	o.Text = text
	return o
}

// callFor finds where a segment turns to asking for help: 需要供电公司协调.
func (r *reader) callFor(toks []token) int {
	for i, t := range toks {
		if !t.is(cNeed) || i == 0 {
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
	for _, u := range units(toks) {
		if !contains(o.Need, u) {
			o.Need = append(o.Need, u)
		}
	}
	for _, w := range dates(toks) {
		if sp, ok := r.resolve(w, ahead); ok {
			o.Due = &sp
		}
	}
}

// obstacleKind is the kind of the first word that names one; a department
// alone does not.
func (r *reader) obstacleKind(toks []token) string {
	kind := ""
	for _, t := range toks {
		v := t.value(cObstacle)
		if v == "" {
			continue
		}
		if kind == "" || kind == "审批" && v != "审批" || kind == "资金" && v == "政策" || kind == "用地" && v == "征迁" {
			kind = v
		}
	}
	return kind
}

// troubleKind is the kind of what stands in the way: also by words that stand
// in names of companies too (电缆, 锅炉) and say nothing elsewhere.
func (r *reader) troubleKind(toks []token) string {
	kind := r.obstacleKind(toks)
	if kind != "" && kind != "审批" {
		return kind
	}
	for _, t := range toks {
		if t.project != nil || t.unit != "" && !t.is(cObstacle) {
			continue
		}
		for i := t.from; i < t.to; i++ {
			if v, end := r.n.lex.longest(r.s.r, i, cMatter); end > 0 && (kind == "" || v != "审批" && end > t.to) {
				return v
			}
		}
	}
	return kind
}

// solved reads 用水问题解决了,感谢水务局.
func (p *progress) solved(g *segment) bool {
	if g.mask.flag(hasUnit) && g.mask.any(cThanks) && p.noteDone && p.closed == nil {
		p.closesNote()
	}
	if p.closed != nil && p.credits(g) {
		p.closed.By = appendNew(p.closed.By, units(g.toks))
		return true
	}
	if !g.mask.has(cSolved) || g.mask.any(cNeg, cCond, cRhetoric, cHedge, cQuestion) || !p.settles(g) && !p.settlesNote(g) {
		return false
	}
	for _, w := range dates(g.toks) {
		if w.rel == By && !strings.Contains(p.r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to), "了") {
			return false // 由供电公司一周内解决: still to be done
		}
	}
	c := &ObstacleClose{Kind: p.r.obstacleKind(g.toks)}
	if n := len(p.notes); c.Kind == "" && n > 0 && p.noteKind != "" && p.noteAt == n-1 { // 环评批下来了,堵点销号
		c.Kind, p.notes = p.noteKind, p.notes[:n-1]
	}
	i := first(g.toks, cSolved)
	for k, t := range g.toks {
		if t.unit != "" && !t.is(cObstacle) && k < i || t.unit != "" && p.helps(g, k) {
			if !contains(c.By, t.unit) {
				c.By = append(c.By, t.unit)
			}
		}
	}
	for _, u := range p.helpers {
		if !contains(c.By, u) {
			c.By = append(c.By, u)
		}
	}
	if have := p.closed; have != nil && c.Kind == "" {
		c.Kind, c.By = have.Kind, append(have.By, c.By...) // 管网接通了,问题解决
	}
	p.closed = c
	return true
}

// closesNote: 蒸汽压力上来了,谢谢… — what was noted as done was in the way.
func (p *progress) closesNote() {
	if n := len(p.notes); n > 0 && p.noteAt == n-1 && p.noteKind != "" {
		p.closed, p.notes = &ObstacleClose{Kind: p.noteKind}, p.notes[:n-1]
	}
}

// credits: behind what was solved, a unit that is thanked or did something
// (供电局上午把线接好了) solved it.
func (p *progress) credits(g *segment) bool {
	if !g.mask.flag(hasUnit) || g.mask.flag(hasProject) {
		return false
	}
	if g.mask.has(cThanks) {
		return true
	}
	for _, w := range dates(g.toks) {
		if w.rel == By {
			return false
		}
	}
	return g.mask.any(cDone, cSolved, cNeed) && !g.mask.any(cBlock, cNeg, cHedge, cCond, cQuestion, cStep, cOrder) && !g.mask.kind(tMoney) && g.toks[0].unit != ""
}

// settlesNote: 泰和环评那个事,解决了 — what was just named is what is solved.
func (p *progress) settlesNote(g *segment) bool {
	n := len(p.notes)
	return n > 0 && p.noteKind != "" && p.noteAt == n-1 && !p.noteDone && g.toks[len(g.toks)-1].to-g.toks[0].from < 6 &&
		containsAny(p.notes[n-1], "事", "问题", "那个", "那边", "困难")
}

// helped reads 在供电公司协调下 before what was solved.
func (p *progress) helped(g *segment) bool {
	text := string(p.r.s.r[g.toks[0].from:g.toks[len(g.toks)-1].to])
	if !g.mask.flag(hasUnit) || !strings.HasSuffix(text, "下") || strings.HasSuffix(text, "一下") {
		return false
	}
	p.helpers = append(p.helpers, units(g.toks)...)
	return true
}

// helps: 在水务局协调下, 供电公司帮忙.
func (p *progress) helps(g *segment, k int) bool {
	return k > 0 && (g.toks[k-1].is(cThanks) || g.toks[k-1].kind == tText)
}

// settles tells the end of an obstacle from a plain “办好了”.
func (p *progress) settles(g *segment) bool {
	text := string(p.r.s.r[g.toks[0].from:g.toks[len(g.toks)-1].to])
	trouble := strings.Contains(text, "问题") || strings.Contains(text, "堵点") || strings.Contains(text, "卡") || strings.Contains(text, "困难") || strings.Contains(text, "难题")
	for _, w := range []string{"解决", "打通", "协调好", "协调到位", "落实了", "已落实", "落实到位", "化解", "破解", "销号", "理顺", "疏通", "不堵了", "搞定", "消除", "兑现了", "拆完了", "拆除了", "接通", "谈妥了", "妥了", "接上了", "供上了", "送上电", "送电了", "来电了", "通电了", "通水了", "通气了", "通汽了", "不卡了", "没问题了", "搬走了", "迁走了", "招到了", "招齐了", "招够了", "腾出来了", "腾空了", "谈拢了", "满足了", "有着落了", "弄好", "摆平", "接好了"} {
		if strings.Contains(text, w) {
			return g.mask.has(cObstacle) || trouble
		}
	}
	return trouble
}
