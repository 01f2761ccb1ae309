package reading

import (
	"slices"
	"strings"
)

// held reads 暂缓 and 恢复推进.
func (p *progress) held(g *segment) bool {
	if g.mask.any(cCond, cRhetoric) || !g.mask.any(cHold, cResume) {
		return false
	}
	hold := g.mask.has(cHold) && !g.mask.has(cResume)
	if !hold && !g.mask.has(cResume) {
		return false
	}
	if i := first(g.toks, cHold); hold && !p.r.ofProject(g.toks, i) && !(p.r.list("reason").begins(p.leading(g, i)) && p.r.hangs(g.toks, i)) {
		return false
	}
	if i := first(g.toks, cResume); !hold && !p.r.ofProject(g.toks, i) {
		return false // 恢复供电了
	}
	p.u.Hold = &hold
	p.facts++
	if hold && p.r.review != nil {
		p.u.Verdict, p.u.Meeting = "暂缓", p.r.review
	}
	if g.mask.any(cBlock, cNeg) && g.mask.has(cObstacle) {
		p.block = p.r.obstacle(p.block, g)
	}
	return true
}

// returned reads 入库材料被退回来了.
func (p *progress) returned(g *segment) bool {
	i := first(g.toks, cReturned)
	if i < 0 || g.mask.any(cCond, cRhetoric) || !p.r.ledUp(g.toks, i, "itself", "filed") || p.r.otherPaper(g.toks[:i]) {
		return false // 定金退回来了, 没被退回
	}
	text := g.text()
	if containsAny(text, "重新", "又报", "再报", "重报", "再次", "二次") && g.mask.has(cSubmit) {
		return false // 补正材料又报了一次: filed again
	}
	filed := containsAny(text, "入库", "认定", "申报", "市", "退件", "补正") || p.p.Reg == "已申报" && !g.mask.any(cOnMeeting, cMeetingWord)
	switch {
	case !filed && p.r.review != nil:
		p.u.Verdict, p.u.Meeting = "退回", p.r.review
		p.facts++
		return true
	case !filed && !strings.Contains(text, "材料"):
		return false
	}
	p.u.Reg = "退回"
	p.facts++
	p.behind(g, i)
	return true
}

// verdict reads 过堂会过了: the project may be signed now.
func (p *progress) verdict(g *segment) bool {
	i := first(g.toks, cVerdict)
	if i < 0 && p.r.review != nil {
		return p.passed(g)
	}
	if i >= 0 && p.r.list("supposed").begins(p.r.s.sub(g.toks[i].to, g.toks[len(g.toks)-1].to)) {
		return false
	}
	if i < 0 || p.r.review == nil && !strings.ContainsAny(string(p.r.s.r[g.toks[i].from:g.toks[i].to]), "会堂") {
		return false
	}
	if first(g.toks[:i], cObstacle) >= 0 {
		return false // 环评过会了: another body's
	}
	if p.r.review == nil {
		p.r.review = p.r.lastMeeting()
	}
	p.rule(g.toks[i].value(cVerdict))
	if strings.Contains(p.r.s.sub(g.toks[i].from, g.toks[i].to), "同意") && !g.mask.flag(hasEvent) && !g.mask.kind(tDate) {
		return true // 同意智澜签约 has not signed it
	}
	return !g.mask.has(cStep) && !g.mask.flag(hasEvent)
}

// passed: of projects named one by one after a meeting 通过 alone says the
// verdict.
func (p *progress) passed(g *segment) bool {
	last := len(g.toks) - 1
	if !p.named || p.r.s.sub(g.toks[last].from, g.toks[last].to) != "通过" || last > 0 && g.toks[last-1].project == nil {
		return false
	}
	p.rule("通过")
	return true
}

// rule notes the meeting's verdict; what passed may be signed.
func (p *progress) rule(v string) {
	p.u.Verdict, p.u.Meeting = v, p.r.review
	if v == "通过" && (p.p.Stage == "" || stageRank[p.p.Stage] <= stageRank["拟签约"]) {
		p.u.Stage = "拟签约"
	}
	p.facts++
}

// otherPaper reports whether what is named is no filing: 土地款退回来了, 快递….
func (r *reader) otherPaper(toks []token) bool {
	return slices.ContainsFunc(toks, func(t token) bool {
		if t.is(cCompanyEnd) && t.project == nil && !r.madeOf(r.text(t), "itself", "filed") {
			return true
		}
		v := What(t.value(cStep))
		return v != "" && v != RegApply && v != RegOK
	})
}
