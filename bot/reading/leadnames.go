package reading

import "strings"

// leadNames decides which run is the investor and which the project.
func (r *reader) leadNames(it *item, runs []run, l *Lead) {
	inv := r.n.lex.investorRun(runs)
	if inv < 0 {
		inv = r.n.lex.besideMade(runs)
	}
	if inv >= 0 {
		u := runs[inv]
		l.Investor, l.Origin = Name(u.text), u.place
		if u.place != "" && !u.apart {
			l.Investor = Name(u.place + u.text)
		}
	}
	l.Project = Name(r.n.lex.productOf(runs, inv))
	if l.Project == "" && inv >= 0 {
		l.Project = Name(runs[inv].text)
	}
	if inv >= 0 && (runs[inv].vague || nameless(r.n.lex, runs[inv])) {
		l.Investor = ""
		if string(l.Project) == runs[inv].text {
			l.Project = Name(withoutEnds(runs[inv].text, "企业", "公司"))
		}
	}
	if l.Project == "" && len(runs) == 1 && !runs[0].known && it.mask.any(cLead, cLeadTalk) {
		l.Project = Name(runs[0].text) // 新谈一个宠物用品厂
	}
	if it.list {
		defer func() {
			if l.Origin == "" {
				l.Origin = r.headedAt // 在南京见了两家:一家…
			}
		}()
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
func (x *lexicon) investorRun(runs []run) int {
	for _, fits := range []func(run) bool{
		func(u run) bool { return u.named },
		func(u run) bool { return u.place != "" && !u.built && !x.isProduct(u.text) },
		func(u run) bool { return u.met && (u.firm || !u.oneof) && !x.isProduct(u.text) },
		func(u run) bool {
			return u.firm && !u.built && !x.isProduct(u.text) && (!u.oneof || x.firmName(u.text))
		},
		func(u run) bool { return x.firmName(u.text) && !u.built },
		func(u run) bool { return u.party && !u.known && !u.built && !x.isProduct(u.text) && !x.trade(u.text) },
		func(u run) bool { return u.doer && !u.known && !u.built && !x.isProduct(u.text) && !x.trade(u.text) },
	} {
		for i, u := range runs {
			if fits(u) {
				return i
			}
		}
	}
	return -1
}

// besideMade picks the one name that stands by itself next to what is made:
// 做婴儿车的,|好孩子|,昆山的; -1 if there is none, or more.
func (x *lexicon) besideMade(runs []run) int {
	at, made := -1, false
	for i, u := range runs {
		made = made || u.built
		if u.built || !u.aside || u.known || len([]rune(u.text)) == 2 && hasAnyPrefix(u.text, []string{"小", "老", "阿"}) || x.isProduct(u.text) || x.trade(u.text) || x.lists["terms"].in(u.text) || len([]rune(u.text)) > 8 {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = i
	}
	if !made {
		return -1
	}
	return at
}

// productOf picks what is to be built: behind 做, 建, 一个, ending in 项目, or
// the run next to the company's.
func (x *lexicon) productOf(runs []run, inv int) string {
	for _, fits := range []func(int, run) bool{
		func(i int, u run) bool { return u.built },
		func(i int, u run) bool { return x.isProduct(u.text) || u.oneof },
		func(i int, u run) bool { return u.aside && (i == inv+1 || inv < 0) || inv >= 0 && runs[inv].named },
	} {
		for i, u := range runs {
			if i != inv && !u.known && fits(i, u) {
				if inv >= 0 && runs[inv].named { // 一家医疗器械公司,叫博康医疗
					return withoutEnds(u.text, "公司", "企业")
				}
				return u.text
			}
		}
	}
	return ""
}

func withoutEnds(text string, ends ...string) string {
	for _, end := range ends {
		text = strings.TrimSuffix(text, end)
	}
	return text
}

// nameless: 重工企业 and 阀门 say what kind of company it is, not which.
func nameless(x *lexicon, u run) bool {
	for _, end := range []string{"企业", "公司", "厂", "工厂"} {
		if what, ok := strings.CutSuffix(u.text, end); ok && (what == "" || x.trade(what)) {
			return true
		}
	}
	if u.oneof && !u.named && (strings.HasSuffix(u.text, "厂") || strings.HasSuffix(u.text, "商")) {
		return true // 一家电梯部件厂
	}
	return x.trade(u.text) && (u.place == "" || u.spaced)
}

// trade reports whether a text is made of words for trades only: 医疗器械.
func (x *lexicon) trade(text string) bool {
	r := plainRunes(text)
	for i := 0; i < len(r); {
		end := 0
		for _, c := range []class{cCompanyEnd, cGeneric, cObstacle} {
			if _, to := x.longest(r, i, c); to > end {
				end = to
			}
		}
		if end == 0 {
			return false
		}
		i = end
	}
	return len(r) > 0
}

// personRun: 朱总, 李经理 are whom to call, not what is built.
func (x *lexicon) personRun(text string) bool {
	if who, ok := strings.CutPrefix(text, "姓"); ok && len([]rune(who)) == 1 {
		return true
	}
	for _, title := range x.lists["title"].words {
		name, ok := strings.CutSuffix(text, title)
		if ok && len([]rune(name)) <= 2 && !x.lists["some-one"].begins(name) && (title != "博士" || x.lists["surname"].begins(name)) { // 咖博士 is a brand
			return true
		}
	}
	return false
}

// bareTitle: 老板 and 副总 are nobody to call.
func (x *lexicon) bareTitle(text string) bool {
	return x.lists["title"].is(text) || x.lists["title"].is(strings.TrimPrefix(text, "副"))
}

// quantity: 分两期, 共3台 and 两个亿 name nothing.
func (x *lexicon) quantity(text string) bool {
	r := plainRunes(text)
	i := 0
	for more := true; more; {
		more = false
		if k := x.lists["counting"].after(r, i); k > i {
			i, more = k, true
		}
		if _, k, ok := scanNumber(r, i); ok && k > i {
			i, more = k, true
		}
	}
	return i == len(r)
}

// fillerRun: words that name nothing.
func (x *lexicon) fillerRun(text string) bool {
	return x.lists["filler"].in(text) || x.lists["blank"].is(text) || x.quantity(text) || x.lists["filler-front"].begins(text)
}

// isProduct: what ends in 项目, 生产线, 基地 is what is built, not who builds it.
func (x *lexicon) isProduct(text string) bool { return x.lists["product"].ends(text) }

// firmName: endings that only companies have.
func (x *lexicon) firmName(text string) bool { return x.lists["firm"].ends(text) }
