package reading

// askAim asks for a figure without naming it: by the share of those that took a
// step (开工了百分之多少), by what is missing to a share (目标60%,咱们还差几个), or by
// the pace of the year (序时进度跟上没有, 能不能双过半).
func (r *reader) askAim(it *item) bool {
	if it.mask.has(cRate) || it.mask.flag(hasProject) || it.mask.any(cOrder, cRepeat, cRhetoric) || !it.mask.has(cQuestion) && !it.mask.kind(tAsk) && !it.ends {
		return false
	}
	rate := ""
	switch {
	case it.mask.kind(tPercent) && (r.says(it, "short") || r.says(it, "more") && containsAny(it.text(), "几个", "多少")):
		rate = r.rateOfStep(it, "签约转化率")
	case r.says(it, "of-city") && r.says(it, "portion"):
		rate = "占全市比重"
	case r.says(it, "ratio"):
		rate = r.rateOfStep(it, r.ofMoney(it))
	case r.countsParts(it):
		rate = "签约转化率"
	case r.says(it, "pace"):
		rate = "目标完成率"
	}
	if rate == "" {
		return false
	}
	a := AskRate{Rate: rate, Scope: r.rateScope(it), Compare: r.comparing(it), GroupBy: value(it, cGroup)}
	r.narrowRate(it, rate, &a.Scope)
	if r.countsParts(it) {
		a.Show = r.showing(it)
	}
	r.eachUnit(it, a)
	r.scope = a.Scope
	return true
}

// countsParts: 两场一共签了几个,申报了几个 counts the parts of a figure.
func (r *reader) countsParts(it *item) bool {
	signed, other := false, false
	for _, t := range it.toks {
		v := t.value(cRatePart)
		signed = signed || v == "signed"
		other = other || v == "applied" || v == "recognised" || t.value(cState) == "签约未申报入库" && !signed
	}
	return signed && other
}

// ofMoney is the figure of what arrived, if money is spoken of: 钱到位了百分之几.
func (r *reader) ofMoney(it *item) string {
	if r.says(it, "came-in") && containsAny(it.text(), "钱", "资金", "投资", "引资额", "款") {
		return "到位率"
	}
	return ""
}

// rateOfSteps are the figures that count who took a step.
var rateOfSteps = map[What]string{RegApply: "签约转化率", RegOK: "签约转化率", Start: "开工率", Finish: "竣工率", Produce: "投产率"}

// rateOfStep is the figure of the last step named.
func (r *reader) rateOfStep(it *item, other string) string {
	for i := len(it.toks) - 1; i >= 0; i-- {
		t := it.toks[i]
		if t.is(cThing) {
			return rateOfSteps[r.stepAhead(it, t)]
		}
		if v := rateOfSteps[What(t.value(cStep))]; v != "" {
			return v
		}
	}
	return other
}
