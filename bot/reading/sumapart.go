package reading

import "strings"

// sumBehind reads the sum that stands by itself behind a comma, and what the
// clause before it named: 总投资谈定了,两亿一. It takes both clauses, or none.
func (p *progress) sumBehind(g, next *segment) bool {
	i := first(g.toks, cMoney)
	if i < 0 || g.toks[i].value(cMoney) != "amount" || g.mask.kind(tMoney) || g.mask.kind(tNumber) {
		return false
	}
	last := g.toks[len(g.toks)-1]
	if !p.r.ledUp(g.toks, i, "itself") || !p.r.madeOf(string(p.r.s.r[g.toks[i].to:last.to]), "sum-settled", "closes") {
		return false
	}
	at := -1
	for k, t := range next.toks {
		switch {
		case t.kind == tMoney && at < 0:
			at = k
		case t.kind == tSpace:
		case t.kind != tMoney && p.r.madeOf(p.r.text(t), "sum-lead", "closes"):
		default:
			return false
		}
	}
	if at < 0 {
		return false
	}
	a := next.toks[at].sum.amount
	p.u.Amount = &a
	p.facts++
	return true
}

// perUnit reports whether a sum is the price of one of something: 18万一亩, 每亩
// 18万, 12块一平.
func (p *progress) perUnit(g *segment, i int) bool {
	behind := string(p.r.s.r[g.toks[i].to:g.toks[len(g.toks)-1].to])
	return p.r.list("per-unit").begins(strings.TrimLeft(behind, "左右上下多 ")) || p.r.list("per-unit").ends(p.leading(g, i)) ||
		i > 0 && p.r.list("per-unit").in(p.r.text(g.toks[i-1]))
}

// onlySpoken reports whether a sum is only spoken of: 总投资调到3.2亿的事还在谈,
// 企业想把总投资调到3.2亿.
func (p *progress) onlySpoken(g *segment, i int) bool {
	if before, _, ok := strings.Cut(p.leading(g, i), "把"); ok && p.r.list("wishes").ends(before) {
		return true
	}
	if before := p.leading(g, i); p.r.list("would-change").in(before) || p.r.list("may-be").in(before) {
		return true // 想改投两亿六, 可能是两亿六
	}
	behind := string(p.r.s.r[g.toks[i].to:g.toks[len(g.toks)-1].to])
	if strings.HasSuffix(behind, "吧") && p.r.list("guessed").in(p.leading(g, i)) {
		return true // 应该是两亿六吧
	}
	return p.r.list("sum-spoken").begins(behind)
}

// talkedOf is what a price that was talked of (谈到18万) is the price of: the word
// for it before the talk, or the investment if the project alone is named.
func (r *reader) talkedOf(toks []token, k int) string {
	for i := k - 1; i >= 0 && toks[i].kind != tComma; i-- {
		if t := toks[i]; t.is(cMoney) && t.value(cMoney) != "talked" {
			return t.value(cMoney)
		}
	}
	if r.ledUp(toks, k, "itself") {
		return "amount"
	}
	return "other"
}

// addedUp is what the 累计 at k adds up, if that stands before it: 到位资金累计1.8亿
// has arrived, 税收累计1200万 is another's.
func (r *reader) addedUp(toks []token, k int) string {
	if !toks[k].is(cMoney) || !r.list("added-up").is(r.text(toks[k])) {
		return ""
	}
	for k--; k >= 0 && toks[k].kind != tComma && toks[k].kind != tMoney; k-- {
		if v := toks[k].value(cMoney); v == "paid" || v == "other" {
			return v
		}
	}
	return ""
}

// spentOn: 瑞科已经花了8000万 tells what was invested, 买设备花了3000万 and 地摘了,
// 花了1200万 do not.
func (r *reader) spentOn(toks []token, k int) string {
	if r.ledUp(toks, k, "itself", "spent-lead") && (k > 0 || !strings.HasPrefix(r.text(toks[k]), "花")) {
		return "invested"
	}
	return "other"
}

// remainder reads 累计投了1.2亿还差1亿: what is still to be invested is no obstacle.
func (p *progress) remainder(g *segment) bool {
	if !g.mask.has(cMoney) || !g.mask.kind(tMoney) {
		return false
	}
	for i, t := range g.toks {
		k := prevMoney(g.toks, i)
		if t.kind != tMoney || k < 0 || !p.r.list("remains").is(strings.Trim(p.r.s.sub(g.toks[k].to, t.from), " 了,")) {
			continue
		}
		if cue := p.r.moneyCue(g.toks, k); cue == "invested" || cue == "paid" {
			p.noteOnce(g)
			return p.money(g)
		}
	}
	return false
}
