package reading

import (
	"slices"
	"strings"
)

// asserted reports whether a segment tells that a step was taken, and not
// something else with the step's word in it (签约那天来了好多领导, 帮企业开工,
// 有人说开工了). Words have no end, so what may stand around a step is listed
// and not what may not: what follows must end it, what leads up to it must be
// of the kind that goes with a fact. With 了, 已, 完成 only a word that takes the
// fact back is looked for in front of it.
func (p *progress) asserted(g *segment, d doing, done bool) bool {
	if d.what == VisitBy || d.what == Talk || d.what == Land || d.what == Company {
		return true
	}
	if d.paper || d.apart {
		return true // 开工日期是5月18日
	}
	if !done && p.r.list("certain").ends(p.leading(g, d.at)) || p.claims(g, d.at) || p.owed(g, d.at) || p.guessed(g, d.at) {
		return false
	}
	if ofMatter(g.toks[:d.at]) || !done && p.opened || p.underWay(g, d.at) || p.takenByOther(g, d) {
		return false
	}
	return p.ended(g, d.at) && (done || has(p.r.s.r, g.toks[d.at].to, "的") || p.plainlyLed(g, d.at))
}

// doneSaid reports whether 了, 已, 完成 … go with the step.
func (p *progress) doneSaid(g *segment, d doing) bool {
	if d.said || d.done {
		return true
	}
	if d.apart {
		return strings.HasSuffix(g.text(), "了") // 认定批文6月5日下
	}
	text := string(p.r.s.r[g.toks[d.at].from:g.toks[d.at].to])
	if !strings.Contains(text, "了") && !has(p.r.s.r, g.toks[d.at].to, "了") && p.r.list("certain").ends(p.leading(g, d.at)) {
		return false // 这周一定签下来
	}
	for _, w := range []string{"了", "的", "完", "成功", "通过", "下", "签掉", "签成"} {
		if strings.HasSuffix(text, w) || strings.Contains(text, "已") || (w == "了" || w == "的") && strings.Contains(text, w) {
			return true
		}
	}
	if has(p.r.s.r, g.toks[d.at].to, "过") && !strings.ContainsRune("来去", runeAt(p.r.s.r, g.toks[d.at].to+1)) {
		return true // 8号区长来看过
	}
	if behind, ok := strings.CutPrefix(string(p.r.s.r[g.toks[d.at].to:g.toks[len(g.toks)-1].to]), "的"); ok && p.r.madeOf(behind, "closes") {
		return true // 21号报入库的, 八月十五投产的哈
	}
	around, last := beside(g, d.at)
	for _, t := range around {
		if t.is(cDone) || t.is(cSolved) && !t.is(cNeed) || stepOf[t.value(cStage)] != "" {
			return true
		}
	}
	return last && strings.HasSuffix(g.text(), "了")
}

// beside returns the tokens that go with the step at i: those between the step before,
// with its own 了, and the one behind (供地了|18号开工). It reports whether no step
// follows.
func beside(g *segment, i int) (around []token, last bool) {
	from := 0
	for k := i - 1; k >= 0 && from == 0; k-- {
		if t := g.toks[k]; t.any(cStep, cStage) {
			if from = k + 1; from < i && g.toks[from].is(cDone) {
				from++
			}
		}
	}
	for k, near := i+1, i; k < len(g.toks); k++ {
		switch joined := k-near == 1 || k-near == 2 && g.toks[k-1].kind != tDate && g.toks[k-1].to-g.toks[k-1].from == 1 && !g.toks[k-1].is(cDone); {
		case !g.toks[k].any(cStep, cStage):
		case joined:
			near = k // 签约、开工都完成了
		default:
			return g.toks[from:k], false
		}
	}
	return g.toks[from:], true
}

// ofMatter: 征迁昨天签完了, 供电开工了 are of what the project needs, not its own;
// its 厂房开工 is, and so is its 批复入库.
func ofMatter(before []token) bool {
	for i := len(before) - 1; i >= 0; i-- {
		if t := before[i]; t.kind != tDate && t.kind != tSpace {
			v := t.value(cObstacle)
			return v != "" && v != "厂房" && v != "审批" && t.project == nil
		}
	}
	return false
}

// ended reports whether nothing hangs on the step at i: after 了, 的, 下来 the
// segment is over, or goes on with a date, a sum, a name.
func (p *progress) ended(g *segment, i int) bool {
	at, end := g.toks[i].to, g.toks[len(g.toks)-1].to
	for at < end {
		if t, ok := tokenAt(g.toks[i+1:], at); ok && t.kind == tDate {
			return !t.when.bad // 入库|上周五批了: no 上 of 入库上去; 签约|一周内报入库 counts from it
		}
		text := string(p.r.s.r[at:end])
		if p.r.list("goeson").begins(text) {
			return false
		}
		rest, ok := p.r.list("closes").cut(text)
		if !ok {
			return p.staysFact(g, i, at)
		}
		at = end - len([]rune(rest))
	}
	return true
}

// staysFact reports whether what begins at a place behind the step at i leaves it
// a fact.
func (p *progress) staysFact(g *segment, i, at int) bool {
	t, ok := tokenAt(g.toks[i+1:], at)
	if !ok {
		return false
	}
	if step := g.toks[i]; t.is(cDept) && (step.any(cSubmit, cThing) || step.value(cStep) == string(RegApply)) {
		return true // 入库资料交发改了
	}
	return t.kind != tText && t.kind != tCue || t.value(cMoney) == "amount" ||
		t.any(cStep, cStage, cEventWord, cPercent, cVerdict, cThanks, cSolved, cOneOf, cSubmit, cFact, cDone)
}

// tokenAt returns the token that begins at a place.
func tokenAt(toks []token, at int) (token, bool) {
	if k := indexAt(toks, at); k >= 0 {
		return toks[k], true
	}
	return token{}, false
}

// plainlyLed reports whether only such words lead up to the step at i as go
// with a fact: 今天上午正式, 项目在区里.
func (p *progress) plainlyLed(g *segment, i int) bool {
	if sure := p.r.list("surely"); sure.begins(p.r.text(g.toks[i])) || sure.ends(p.leading(g, i)) {
		return true
	}
	for k := i - 1; k >= 0; k-- {
		t := g.toks[k]
		if t.kind == tDate || t.project != nil {
			return true
		}
		known := t.kind != tText && t.kind != tCue ||
			t.any(cDone, cFact, cStep, cStage, cEventWord, cEventAdd, cProjectWord, cOneOf, cMine, cPlace, cArea, cDayPart)
		if !known && !p.r.madeOf(p.r.text(t), "leads") {
			return false
		}
	}
	return true
}

// onlySaid: 董事长说6月一定签 are another's words; 说好6月签 is an agreement.
func (p *progress) onlySaid(g *segment, d doing) bool {
	i := d.at
	for k, t := range g.toks[:i] {
		if t.kind == tDate && t.when == d.date {
			i = k
		}
	}
	before := strings.TrimRight(p.leading(g, i), "\": ")
	if p.r.list("boast").ends(strings.TrimRight(before, "说讲了")) {
		return true
	}
	if !hasAnySuffix(before, "说", "讲", "说了", "讲了") {
		return false
	}
	who := strings.TrimRight(before, "说讲了")
	for _, w := range p.r.list("saying").words {
		who = strings.TrimSuffix(who, w)
	}
	return p.r.list("speakers").ends(who)
}

// cutAny cuts the longest of the words from the front of a text.
func cutAny(text string, words []string) (string, bool) {
	best := ""
	for _, w := range words {
		if len(w) > len(best) && strings.HasPrefix(text, w) {
			best = w
		}
	}
	return text[len(best):], best != ""
}

func hasAnyPrefix(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(text, w) })
}

// calledOff: 6月1日开工取消 plans nothing.
func (p *progress) calledOff(g *segment, d doing) bool {
	return first(g.toks[d.at:], cCancelled) >= 0
}
