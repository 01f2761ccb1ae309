package reading

import (
	"slices"
	"strings"
)

// money reads sums by the word before them: 总投 is the amount, 完成投资 what
// has been invested, 到位 what has arrived. Anything else is a note.
func (p *progress) money(g *segment) bool {
	read := false
	for i, t := range g.toks {
		if t.kind != tMoney && t.kind != tNumber {
			continue
		}
		cue := p.r.moneyCue(g.toks, i)
		if k := prevMoney(g.toks, i); k >= 0 && !otherNamed(g.toks[k:i]) && p.r.raised(g.toks[k].to, t.from) {
			cue = p.r.moneyCue(g.toks, k)
		}
		if cue == "so far" || (p.lastCue == "paid" || p.lastCue == "other") && p.r.list("added-up").is(p.r.s.sub(g.toks[0].from, t.from)) {
			cue = p.lastCue // 10月投了6000万,累计1.2亿
		}
		p.lastCue = cue
		if cue == "" && p.knownRaised(g, i) {
			cue = "amount"
		}
		if cue == "" && (p.signedFor(g, i) || p.cell(g, i)) {
			cue = "amount"
		}
		if cue == "" || t.kind == tNumber && !p.r.bare(g.toks, i) && !p.r.shortYi(g.toks, i) {
			continue
		}
		if p.perUnit(g, i) || p.onlySpoken(g, i) {
			continue
		}
		a, ok := p.r.sum(g.toks, i)
		if !ok {
			continue
		}
		if g.mask.has(cHedge) && cue != "amount" || !p.total(g, i, cue) {
			continue
		}
		switch cue {
		case "amount":
			p.u.Amount = &a
		case "invested":
			p.u.Invested = &a
		case "paid":
			p.u.PaidIn = &a
		default:
			continue
		}
		read = true
		p.facts++
	}
	return read && !g.mask.any(cStep, cStage) && !g.mask.kind(tPercent)
}

// signedFor reports whether a sum without a cue is what was signed for: a
// clause of nothing else behind a signing (今天签约了,3.5个亿).
func (p *progress) signedFor(g *segment, i int) bool {
	if p.r.list("othercontract").in(p.r.clauseBefore(g.toks, i)) {
		return false
	}
	if g.toks[i].kind != tMoney && !p.r.shortYi(g.toks, i) || p.u.Amount != nil {
		return false
	}
	if i > 0 && i == len(g.toks)-2 && g.toks[i-1].value(cStep) == string(Sign) {
		return g.toks[i].kind == tNumber
	}
	if i > 0 && i == len(g.toks)-1 && g.toks[i-1].value(cStep) == string(Sign) {
		return true // 签了3.5个亿
	}
	if len(g.toks) != 1 {
		return false
	}
	n := len(p.u.Dates)
	return n > 0 && p.u.Dates[n-1].What == Sign && p.u.Dates[n-1].Kind == Done
}

// cell reports whether a sum without a cue stands for itself in a row of
// several: X9 在谈 9000万 预计三季度签约.
func (p *progress) cell(g *segment, i int) bool {
	if p.nameAndSum(g) {
		return p.u.Amount == nil
	}
	spaces := 0
	for k, t := range g.toks {
		switch {
		case t.kind == tSpace:
			spaces++
		case t.kind == tMoney && k != i, t.is(cMoney):
			return false
		}
	}
	return spaces > 1 && g.toks[i].kind == tMoney && p.u.Amount == nil &&
		(i == 0 || g.toks[i-1].kind == tSpace) && (i == len(g.toks)-1 || g.toks[i+1].kind == tSpace)
}

// nameAndSum: 投石5000万左右 says nothing else.
func (p *progress) nameAndSum(g *segment) bool {
	return len(g.toks) == 2 && g.toks[0].project != nil && g.toks[1].kind == tMoney
}

// total reports whether a sum is the whole of its kind: 本月完成投资3000万 and
// 比去年多投了2000万 are parts, 融资到账 is another's money.
func (p *progress) total(g *segment, i int, cue string) bool {
	text := p.leading(g, i)
	if cue == "amount" && p.u.Amount != nil && p.r.list("partly").in(text) {
		return false // 总投资3.5亿(其中固投2.8亿)
	}
	if cue == "amount" && containsAny(text, "合同", "协议") && p.r.list("othercontract").in(text) {
		return false // 设备合同金额3400万
	}
	if p.r.list("former").begins(string(p.r.s.r[g.toks[i].to:g.toks[len(g.toks)-1].to])) {
		return false
	}
	switch {
	case p.ofPeriod(g, i) && cue != "amount", cue == "paid" && otherMoney(g.toks):
		return false
	case cue == "paid":
	case cue == "amount" && p.r.list("period").in(text) && (strings.HasSuffix(text, "投资") || containsAny(text, "投资计划", "计划投资", "投资任务", "投资目标")) && !containsAny(text, "总投资", "总计划"):
		return false // 当月投资500万, 年度投资计划3亿
	case cue != "invested" || p.r.list("altogether").in(text):
		return true
	}
	if containsAny(text, "比") && containsAny(text, "多", "增", "少", "减") {
		return false
	}
	return cue == "paid" || !p.r.list("period").in(text)
}

// ofPeriod reports whether a sum is what a stretch of time brought: 1-5月完成
// 投资2.1亿 is a part of the whole, 截至5月底 and 开工以来 speak of the whole.
func (p *progress) ofPeriod(g *segment, i int) bool {
	for k := i - 1; k >= 0 && g.toks[k].kind != tMoney; k-- {
		if t := g.toks[k]; t.kind == tDate {
			return t.when.rel == In
		}
	}
	return false
}

// otherNamed: in 总投5亿到位3亿 the second sum is another's.
func otherNamed(toks []token) bool {
	i := first(toks, cMoney)
	return i >= 0 && toks[i].value(cMoney) != "other"
}

// knownRaised: 从5亿缩到3亿 speaks of the amount that the ledger has.
func (p *progress) knownRaised(g *segment, i int) bool {
	k := prevMoney(g.toks, i)
	return k >= 0 && g.toks[i].kind == tMoney && p.p.Wan > 0 && p.p.Wan == g.toks[k].sum.amount.Value && p.r.raised(g.toks[k].to, g.toks[i].from)
}

// prevMoney returns the sum before a token of the same segment, -1 if none.
func prevMoney(toks []token, i int) int {
	for k := i - 1; k >= 0; k-- {
		if toks[k].kind == tMoney {
			return k
		}
	}
	return -1
}

// raised reports whether the words between two values make the second one of
// the first: 由1.2亿调整为1.5亿.
func (r *reader) raised(from, to int) bool {
	return r.list("raised").in(string(r.s.r[from:to]))
}

// moneyCue finds the word that says what a sum is: the nearest before it, or
// the next behind it.
func (r *reader) moneyCue(toks []token, i int) string {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		t := toks[k]
		if t.kind == tMoney || t.kind == tComma {
			break
		}
		if t.value(cMoney) == "talked" {
			return r.talkedOf(toks, k)
		}
		if named := r.addedUp(toks, k); named != "" {
			return named
		}
		if t.value(cMoney) == "spent" {
			return r.spentOn(toks, k)
		}
		if t.is(cMoney) {
			return t.value(cMoney)
		}
		if k == i-1 && t.is(cPercent) && slices.Contains([]string{"完成", "已完成", "完成了", "共完成"}, r.text(t)) && first(toks[i:min(i+3, len(toks))], cMoney) < 0 {
			return "invested" // 完成3.6亿了
		}
		if t.value(cLabel) == "amount" {
			return "amount"
		}
	}
	for k := i + 1; k < len(toks) && k <= i+2; k++ {
		if toks[k].kind == tMoney || toks[k].kind == tComma {
			break
		}
		if toks[k].is(cMoney) && toks[k].value(cMoney) != "talked" {
			return toks[k].value(cMoney)
		}
	}
	return ""
}

// bare reports whether a number without unit stands right behind its cue and
// nothing counts it.
func (r *reader) bare(toks []token, i int) bool {
	if i == 0 || !toks[i-1].is(cMoney) && !r.movedSum(toks, i) && !(toks[i-1].kind == tText && toks[i-1].to-toks[i-1].from < 2 && i > 1 && toks[i-2].is(cMoney)) {
		return false
	}
	if r.piece(toks[i]) {
		return false
	}
	if cur, _ := r.n.lex.currency(r.s.r, toks[i].to); cur != "" {
		return false // 1.0092瑞士法郎: finer than can be held, not 1.0092亿
	}
	if letterAt(r.s.r, toks[i].to) || runeAt(r.s.r, toks[i].to) == ' ' && letterAt(r.s.r, toks[i].to+1) {
		return false
	}
	return i+1 >= len(toks) || r.aboutEnd(toks[i].to) > 0 || toks[i+1].kind != tText && !r.n.lex.measureAt(r.s.r, toks[i].to)
}

// piece reports whether a number is a piece of another one, or counts what
// stands behind it: 1, 234, 567元, 1:1, 3个月.
func (r *reader) piece(t token) bool {
	at := t.to
	switch c := runeAt(r.s.r, at); {
	case c == ':':
		return isDigit(runeAt(r.s.r, at+1))
	case c == '个' || c == '周' || c == '年' || c == '天':
		return c != '个' || runeAt(r.s.r, at+1) > 0x2E80 && runeAt(r.s.r, at+1) != '左'
	case c == ',' && runeAt(r.s.r, at+1) == ' ':
		return groupAt(r.s.r, at+2)
	}
	return below(r.s.r, t.from) || spoken(runeAt(r.s.r, t.to)) || strings.ContainsRune("百千万亿几余多点", runeAt(r.s.r, t.from-1))
}

// movedSum: the 3.2 of 总投资调到3.2 and of 投资从3亿调到3.2.
func (r *reader) movedSum(toks []token, i int) bool {
	for k := i - 1; k >= 0; k-- {
		if t := toks[k]; t.kind == tMoney || t.value(cMoney) == "amount" {
			between := string(r.s.r[t.to:toks[i].from])
			return r.list("raised").in(between) && r.madeOf(between, "raised", "sum-lead", "closes")
		}
	}
	return false
}

// shortYi: the 1.2个 of 签了1.2个 has its 亿 left out.
func (r *reader) shortYi(toks []token, i int) bool {
	t := toks[i]
	return t.kind == tNumber && t.num.lo%whole != 0 && i == len(toks)-2 && r.s.sub(toks[i+1].from, toks[i+1].to) == "个"
}

// aboutEnd returns where 左右 ends behind a bare number, -1 if none stands there.
func (r *reader) aboutEnd(i int) int { return after(r.s.r, i, "左右", "上下", "出头") }

// sum returns the amount at a token; a number without a unit gets the
// plausible one, and the reading says so.
func (r *reader) sum(toks []token, i int) (Amount, bool) {
	t := toks[i]
	if t.kind == tMoney {
		return t.sum.amount, true
	}
	raw := r.s.sub(t.from, t.to)
	unit, scale := "", int64(0)
	if r.shortYi(toks, i) {
		raw += "个"
	}
	switch n := t.num.lo / whole; {
	case t.num.lo <= 0 || t.num.lo != t.num.hi:
		return Amount{}, false
	case n < 50:
		unit, scale = "亿", 1_000_000
	case n >= 100 && n < 100000:
		unit, scale = "万", 100
	default:
		r.ask("amount")
		return Amount{}, false
	}
	r.warnOnce("unit_inferred:" + raw + "→" + raw + unit)
	a := Amount{Raw: raw, Cur: "CNY", Value: Cents(t.num.lo * scale)}
	if end := r.aboutEnd(t.to); end > 0 {
		a.Raw, a.Approx = r.s.sub(t.from, end), true
	}
	return a, true
}
