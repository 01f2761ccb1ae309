package reading

import "strings"

// leadNames decides which run is the investor and which the project.
func (r *reader) leadNames(it *item, runs []run, l *Lead) {
	inv := investorRun(runs)
	if inv >= 0 {
		u := runs[inv]
		l.Investor, l.Origin = Name(u.text), u.place
		if u.place != "" && !u.apart {
			l.Investor = Name(u.place + u.text)
		}
	}
	l.Project = Name(productOf(runs, inv))
	if l.Project == "" && inv >= 0 {
		l.Project = Name(runs[inv].text)
	}
	if inv >= 0 && nameless(r.n.lex, runs[inv].text) {
		l.Investor = ""
	}
	for _, t := range it.toks {
		if t.is(cPlace) && l.Origin == "" {
			l.Origin = r.placeAt(it.toks, t.from)
		}
		if t.is(cForeign) || t.value(cPlace) == "foreign" && strings.Contains(l.Origin, r.s.sub(t.from, t.to)) {
			l.Foreign = true
		}
	}
}

// placeAt joins the places that stand together from a rune on.
func (r *reader) placeAt(toks []token, from int) string {
	text := ""
	for _, t := range toks {
		if t.is(cPlace) && t.from >= from {
			text += r.s.sub(t.from, t.to)
			from = t.to
		} else if text != "" {
			break
		}
	}
	return text
}

// investorRun picks the company: with a place before it, or met, or with a
// company's ending.
func investorRun(runs []run) int {
	for _, fits := range []func(run) bool{
		func(u run) bool { return u.named },
		func(u run) bool { return u.place != "" && !u.built && !isProduct(u.text) },
		func(u run) bool { return u.met && (u.firm || !u.oneof) && !isProduct(u.text) },
		func(u run) bool { return u.firm && !u.built && !isProduct(u.text) && (!u.oneof || firmName(u.text)) },
		func(u run) bool { return firmName(u.text) && !u.built },
	} {
		for i, u := range runs {
			if fits(u) {
				return i
			}
		}
	}
	return -1
}

// productOf picks what is to be built: behind 做, 建, 一个, ending in 项目, or
// the run next to the company's.
func productOf(runs []run, inv int) string {
	for _, fits := range []func(int, run) bool{
		func(i int, u run) bool { return u.built },
		func(i int, u run) bool { return isProduct(u.text) || u.oneof },
		func(i int, u run) bool { return i == inv+1 || inv < 0 || runs[inv].named },
	} {
		for i, u := range runs {
			if i != inv && !u.known && fits(i, u) {
				if inv >= 0 && runs[inv].named { // 一家医疗器械公司,叫博康医疗
					return strings.TrimSuffix(strings.TrimSuffix(u.text, "公司"), "企业")
				}
				return u.text
			}
		}
	}
	return ""
}

// nameless: 重工企业 says what kind of company it is, not which.
func nameless(x *lexicon, text string) bool {
	for _, end := range []string{"企业", "公司", "厂", "工厂"} {
		if what, ok := strings.CutSuffix(text, end); ok {
			return what == "" || x.known([]rune(what))
		}
	}
	return false
}

// personRun: 朱总, 李经理 are whom to call, not what is built.
func personRun(text string) bool {
	for _, title := range []string{"总", "经理", "老板", "先生", "女士", "董事长", "厂长"} {
		if name, ok := strings.CutSuffix(text, title); ok && len([]rune(name)) <= 2 {
			return true
		}
	}
	return false
}

// fillerRun: words that name nothing.
func fillerRun(text string) bool {
	for _, w := range []string{"意向", "方便", "环节", "客商", "老板", "左右", "对方", "他们", "一行", "满意", "参观", "看看", "政策过去", "朋友", "老乡", "介绍", "聊得", "下一步", "后续", "大概", "大约", "主要"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	for _, w := range []string{"找", "租", "买", "需要", "让", "请", "比较", "觉得", "说", "还在", "还要", "已经", "正在", "过来", "并", "非常", "但", "不", "可能", "希望", "据", "对我", "对于"} {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	switch text {
	case "设厂", "建厂", "办厂", "平米", "平方米", "平方", "号厂房", "号楼", "号车间", "占地", "用地", "需地", "项目", "企业", "公司", "时间", "工厂", "厂房", "基地", "一个项目", "土地", "政策", "手续", "场地":
		return true
	}
	return false
}

// isProduct: what ends in 项目, 生产线, 基地 is what is built, not who builds it.
func isProduct(text string) bool {
	for _, w := range []string{"项目", "生产线", "产业园", "基地", "产线", "工厂", "车间", "厨房", "中心", "总部"} {
		if strings.HasSuffix(text, w) {
			return true
		}
	}
	return false
}

// firmName: endings that only companies have.
func firmName(text string) bool {
	for _, w := range []string{"公司", "集团", "股份", "科技", "实业", "控股", "精密", "企业"} {
		if strings.HasSuffix(text, w) {
			return true
		}
	}
	return false
}
