package reading

import "strings"

// A run is a stretch of words that can name a company or a product.
type run struct {
	text   string
	place  string // the place right before it
	spaced bool   // a space
	apart  bool   // 的 stands between them
	firm   bool   // has an ending that companies have
	built  bool   // behind 做, 建
	oneof  bool   // behind 一个, 一家
	met    bool   // behind 拜访了, 对接了
	named  bool   // behind 叫
	known  bool   // names a project of the ledger
	vague  bool   // 某企业: it is not said which
	party  bool   // people of it are spoken of: 某某的人, 某某那边
	aside  bool   // stands by itself, between spaces, commas, sums
	person string // who of it is spoken of: 王总
	whole  bool   // stands by itself and is not to be cut
	doer   bool   // a word of wanting or building follows: 国轩|做储能的
	from   int
	first  int // the token it begins with
	last   int // the token it ends with
}

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
		case !k.open && k.introduces(i): // 公司|叫佛山金意达, 安徽企业|叫宠鲜生
			k.next.apart = k.next.place != ""
		case t.is(cPlace) && (!k.open || t.from-k.cur.from < 2 || k.leadsTo() || k.r.list("is-called").is(k.r.s.sub(k.cur.from, k.stop))):
			if k.open = k.open && (k.cur.built || k.comesFrom() || k.r.list("is-called").after(k.r.s.r, k.cur.from) > 0); k.open {
				k.end() // 做宠物粮的|安徽企业
			}
			if k.next.place == "" {
				k.next.from, k.next.first = t.from, i
			}
			k.next.place += r.s.sub(t.from, t.to)
		case k.names(i):
			if k.open && k.cur.firm && !t.is(cCompanyEnd) && k.r.list("firm-full").ends(k.r.s.sub(k.cur.from, k.stop)) {
				k.end() // 华菱线缆股份有限公司|特种电缆项目
			}
			k.take(i)
		case k.kindOfFirm(i): // 安徽|企业|叫宠鲜生, 专精特新|企业|宁波凯驰
			k.next.apart = k.next.place != ""
		case t.kind == tSpace && k.open && k.latin():
		default:
			k.end()
			k.breaks(t)
		}
	}
	k.end()
	for i, u := range k.all {
		k.all[i].aside = k.aside(u)
		k.all[i].party = u.party || k.arrives(u)
		k.all[i].doer = k.does(u)
	}
	return k.all
}

// introduces: what kind of body it is, right before what it is called.
func (k *runner) introduces(i int) bool {
	return i+1 < len(k.toks) && k.toks[i+1].kind == tText && k.r.list("body").is(k.r.text(k.toks[i])) && k.r.list("is-called").after(k.r.s.r, k.toks[i].to) > 0
}

// does: 国轩|做储能的, 舜宇|想来 — the run is who wants or makes something.
func (k *runner) does(u run) bool {
	if u.last+1 >= len(k.toks) || !k.opens(u) || len(mentions(k.toks[u.first:u.last+1])) > 0 || len([]rune(u.text)) > 8 {
		return false
	}
	next := k.toks[u.last+1]
	return (next.is(cIntend) || k.r.list("producing").is(k.r.text(next))) && !k.r.list("verbish").in(u.text)
}

// opens reports whether a run begins a clause or stands behind 一家.
func (k *runner) opens(u run) bool {
	if u.oneof || u.first == 0 {
		return true
	}
	before := k.toks[u.first-1]
	return before.kind == tComma || before.kind == tColon || before.kind == tDate || before.any(cLead, cDayPart, cOther, cHearsay)
}

// arrives: 歌尔声学今天来了三个人 — who opens a clause and comes.
func (k *runner) arrives(u run) bool {
	if u.first > 0 && k.toks[u.first-1].kind != tComma && k.toks[u.first-1].kind != tDate || u.known || u.built || len([]rune(u.text)) > 8 {
		return false
	}
	i := u.last + 1
	if i >= len(k.toks) || k.toks[i].kind != tDate {
		return false
	}
	for i < len(k.toks) && (k.toks[i].kind == tDate || k.toks[i].is(cDayPart) || k.toks[i].kind == tSpace) {
		i++
	}
	return i < len(k.toks) && k.r.list("arrives").after(k.r.s.r, k.toks[i].from) > 0
}

// aside reports whether nothing but marks, sums and sizes stand next to a run.
func (k *runner) aside(u run) bool {
	parts := func(i int) bool {
		if i < 0 || i >= len(k.toks) {
			return true
		}
		switch k.toks[i].kind {
		case tComma, tPause, tColon, tSpace, tParen, tMoney, tNumber, tMu, tPhone, tStop:
			return true
		}
		return k.toks[i].is(cTag)
	}
	return parts(u.first-1) && parts(u.last+1)
}

// leadsTo: the open run is 接到 or 来自, what follows is the name.
func (k *runner) leadsTo() bool {
	last := string(k.r.s.r[k.stop-1])
	if k.cur.built && last == "的" {
		return true
	}
	if k.cur.firm {
		return last == "从"
	}
	return containsAny(last, "到", "了", "过", "自", "有", "给", "是", "和", "与", "跟", "的", "进", "引", "赴", "去", "在", "从")
}

// comesFrom: 欧菲从|深圳|过来.
func (k *runner) comesFrom() bool {
	return k.r.s.r[k.stop-1] == '从' && k.stop-k.cur.from > 2
}

// latin: Mini LED 封装 is one name in spite of its spaces.
func (k *runner) latin() bool {
	return k.stop > 0 && letterAt(k.r.s.r, k.stop-1) && k.cur.place == "" // 深圳TCL|储能电池
}

// take adds a token to the open run, or opens one.
func (k *runner) take(i int) {
	t := k.toks[i]
	if k.open && t.is(cWhole) && k.r.list("is-called").is(k.r.s.sub(k.cur.from, k.stop)) {
		k.open, k.next = false, run{named: true} // 叫|上为新材
	}
	if !k.open {
		text := k.r.s.sub(t.from, t.to)
		if k.next.place != "" && (text == "的" || text == "市" || text == "省" || text == "那边" || text == "市的" || text == "那边的") {
			k.next.apart = true
			return
		}
		k.cur = k.next
		k.cur.from, k.open = t.from, true
		if k.cur.place == "" {
			k.cur.first = i
		} else if k.toks[i-1].kind == tSpace {
			k.cur.spaced = true
		}
		k.cur.apart = k.cur.apart || k.cur.place != "" && (strings.HasPrefix(text, "的") || strings.HasPrefix(text, "市的"))
		k.next = run{}
	}
	k.stop, k.cur.last = t.to, i
	k.cur.whole = k.cur.whole || t.is(cWhole)
	k.cur.known = k.cur.known || t.project.sure()
	if t.from == k.cur.from {
		k.brand = !t.is(cCompanyEnd)
	}
	if t.is(cCompanyEnd) && t.from-k.cur.from >= 2 && k.brand {
		k.cur.firm = true
	}
}

// end closes the open run, and keeps the names that it is cut into.
func (k *runner) end() {
	if !k.open {
		return
	}
	k.open = false
	if k.cur.whole {
		k.cur.text = k.r.s.sub(k.cur.from, k.stop)
		k.all = append(k.all, k.cur)
		return
	}
	for _, u := range k.cut(k.cur, k.r.s.sub(k.cur.from, k.stop)) {
		if x := k.r.n.lex; len([]rune(u.text)) >= 2 && !x.fillerRun(u.text) && !x.personRun(u.text) {
			k.all = append(k.all, u)
		}
	}
}

// breaks notes what a token that ends a run says about the next one.
func (k *runner) breaks(t token) {
	switch {
	case t.is(cVisitCue), t.is(cLead) && t.kind == tCue && !k.r.list("filing").in(k.r.s.sub(t.from, t.to)):
		k.next = run{met: true}
	case t.is(cOneOf):
		k.next.oneof = !strings.ContainsRune("这那哪", runeAt(k.r.s.r, t.from-1))
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
	case k.open && k.cur.place != "" && t.is(cBlock) && t.to-t.from == 1 && i+1 < len(k.toks) && k.toks[i+1].kind == tComma:
		return true // 许昌瑞贝|卡
	case k.kindOfFirm(i):
		return k.open
	case t.to-t.from > 1 || i+1 >= len(k.toks):
		return false
	}
	next := k.toks[i+1].kind == tText || k.toks[i+1].is(cCompanyEnd)
	if k.open && k.cur.place != "" && k.toks[i+1].kind == tSpace && k.stop-k.toks[k.cur.last].from == 1 {
		return !k.verb(t) // 苏州迈|为 光伏设备
	}
	if k.open && t.is(cBuild) && (has(k.r.s.r, k.cur.from, "在") || runeAt(k.r.s.r, k.cur.from-1) == '在') {
		return false // 在周边|建镜头厂
	}
	if k.open {
		return next && !k.cur.firm && !k.verb(t)
	}
	return next && i > 0 && k.toks[i-1].is(cPlace) && !k.verb(t)
}

// kindOfFirm: the 企业 of 鞋服|企业|盛泰服饰 and of 重工企业, not that of a form.
func (k *runner) kindOfFirm(i int) bool {
	t := k.toks[i]
	return len(t.mean) == 1 && t.is(cLabel) && !(i+1 < len(k.toks) && k.toks[i+1].kind == tColon)
}

// verb: letters that are rarely part of a company's name.
func (k *runner) verb(t token) bool {
	return strings.ContainsRune("做搞想要来在有办个条家说约是", k.r.s.r[t.from])
}
