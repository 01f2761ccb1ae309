package reading

import "strings"

// A runner collects the runs of an item.
type runner struct {
	r     *reader
	toks  []token
	all   []run
	cur   run
	next  run // what stands before the run to come
	open  bool
	stop  int  // where the open run ends
	brand bool // the run begins with a name, not with what is made
}

// runs collects the names of the item.
func (r *reader) runs(it *item) []run {
	k := &runner{r: r, toks: it.toks}
	person := false // behind 联系人 and 担心: whom to call, what is in the way
	for i, t := range it.toks {
		person = (person || t.is(cContact) || t.is(cBlock) && t.to-t.from > 1) && t.kind != tComma
		switch {
		case person:
			k.end()
		case t.is(cPlace) && (!k.open || t.from-k.cur.from < 2 || k.leadsTo()):
			k.open = false
			if k.next.place == "" {
				k.next.from = t.from
			}
			k.next.place += r.s.sub(t.from, t.to)
		case k.names(i):
			k.take(i)
		case t.kind == tSpace && k.open && k.latin():
		default:
			k.end()
			k.breaks(t)
		}
	}
	k.end()
	return k.all
}

// leadsTo: the open run is 接到 or 来自, what follows is the name.
func (k *runner) leadsTo() bool {
	if k.cur.firm || k.stop-k.cur.from > 4 {
		return false
	}
	return containsAny(string(k.r.s.r[k.stop-1]), "到", "了", "过", "自", "有", "给", "是", "和", "与", "跟")
}

// latin: Mini LED 封装 is one name in spite of its spaces.
func (k *runner) latin() bool {
	return k.stop > 0 && letterAt(k.r.s.r, k.stop-1)
}

// take adds a token to the open run, or opens one.
func (k *runner) take(i int) {
	t := k.toks[i]
	if !k.open {
		text := k.r.s.sub(t.from, t.to)
		if k.next.place != "" && (text == "的" || text == "市" || text == "省" || text == "那边" || text == "市的" || text == "那边的") {
			k.next.apart = true
			return
		}
		k.cur = k.next
		k.cur.from, k.open = t.from, true
		k.cur.apart = k.cur.apart || k.cur.place != "" && (strings.HasPrefix(text, "的") || strings.HasPrefix(text, "市的"))
		k.next = run{}
	}
	k.stop = t.to
	k.cur.known = k.cur.known || t.project.sure()
	if t.from == k.cur.from {
		k.brand = !t.is(cCompanyEnd)
	}
	if t.is(cCompanyEnd) && t.from-k.cur.from >= 2 && k.brand {
		k.cur.firm = true
	}
}

func (k *runner) end() {
	if k.open {
		text := k.r.s.sub(k.cur.from, k.stop)
		k.cur.named = strings.HasPrefix(text, "叫") || strings.HasPrefix(text, "名叫") || strings.HasPrefix(text, "名字叫")
		k.cur.text = cleanRun(text)
		if _, name, ok := strings.Cut(k.cur.text, "企业"); ok && len([]rune(name)) >= 3 {
			k.cur.text, k.cur.apart = name, true
		}
		if firm, what, ok := strings.Cut(k.cur.text, "的"); ok && !k.cur.built && len([]rune(what)) >= 2 && !personRun(what) && k.r.n.lex.endsAsFirm(firm) { // 永发铝业的铝型材
			owner := k.cur
			owner.text, owner.firm = firm, true
			k.all = append(k.all, owner)
			k.cur = run{text: what, built: true, from: k.cur.from}
		}
		if what, who, ok := strings.Cut(k.cur.text, "的"); ok && k.cur.built && len([]rune(who)) >= 3 && !isProduct(who) { // 做轴承的恒达精工
			k.all = append(k.all, run{text: who, met: true, apart: true, from: k.cur.from})
			k.cur.text = what
		}
		if len([]rune(k.cur.text)) >= 2 && !fillerRun(k.cur.text) && !personRun(k.cur.text) {
			k.all = append(k.all, k.cur)
		}
	}
	k.open = false
}

// endsAsFirm reports whether a text is two letters or more and an ending that
// companies have.
func (x *lexicon) endsAsFirm(text string) bool {
	r := plainRunes(text)
	for i := 2; i < len(r); i++ {
		if _, end := x.longest(r, i, cCompanyEnd); end == len(r) {
			return true
		}
	}
	return false
}

// breaks notes what a token that ends a run says about the next one.
func (k *runner) breaks(t token) {
	switch {
	case t.is(cVisitCue), t.is(cLead) && t.kind == tCue && !strings.Contains(k.r.s.sub(t.from, t.to), "线索"):
		k.next = run{met: true}
	case t.is(cOneOf):
		k.next.oneof = true
	case t.is(cBuild):
		k.next = run{built: true}
	case t.kind == tComma, t.kind == tColon:
		k.next = run{}
	}
}

// names reports whether a token is part of a name. A one-letter verb inside
// a name (华能电气) is, one behind a company's ending is not.
func (k *runner) names(i int) bool {
	t := k.toks[i]
	switch {
	case t.kind == tText, t.project != nil, t.is(cShield) && t.kind == tCue, t.kind == tNumber && k.open, t.is(cPlace) && k.open:
		return true
	case t.kind != tCue || t.is(cSite) || t.is(cContact) || t.is(cMoney) && t.to-t.from > 1:
		return false
	case t.is(cCompanyEnd), t.is(cProjectWord), t.is(cObstacle):
		return true
	case t.to-t.from > 1 || i+1 >= len(k.toks):
		return false
	}
	next := k.toks[i+1].kind == tText || k.toks[i+1].is(cCompanyEnd)
	if k.open {
		return next && !k.cur.firm && !k.verb(t)
	}
	return next && i > 0 && k.toks[i-1].is(cPlace) && !k.verb(t)
}

// verb: letters that are rarely part of a company's name.
func (k *runner) verb(t token) bool {
	return strings.ContainsRune("做搞想要来在有办个条家说约是", k.r.s.r[t.from])
}

// cleanRun takes off what introduces a name.
func cleanRun(text string) string {
	for changed := true; changed; {
		before := text
		for _, w := range []string{"市的", "省的", "那边的", "那边", "的", "名字叫", "名叫", "叫", "一家", "一个", "是", "有个", "家", "老板", "客商", "某", "做", "和", "与", "跟"} {
			text = strings.TrimPrefix(text, w)
		}
		for _, w := range []string{"联系", "找到", "的企业", "的公司", "的客商", "的老板", "的", "在", "到", "这个", "又", "还", "再", "了", "和", "他们", "这家", "目前", "对", "那边", "过来"} {
			text = strings.TrimSuffix(text, w)
		}
		for _, party := range []string{"的人", "一行"} { // 某公司的人看了厂房
			text, _, _ = strings.Cut(text, party)
		}
		if firm, who, ok := strings.Cut(text, "的"); ok && personRun(who) {
			text = firm // 正泰电器的王总
		}
		text = tidy(text)
		changed = before != text
	}
	return text
}

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
