package reading

import "strings"

// cut makes of a run's text the names that stand in it, each with the part it
// plays: who builds, what is built, whom to call.
func (k *runner) cut(u run, text string) []run {
	x := k.r.n.lex
	before, text := k.introduced(&u, text)
	u.vague = strings.HasPrefix(text, "某")
	text = k.untold(text)
	if x.lists["relation"].ends(text) && u.place != "" { // 湖南株洲|中车配套企业|联诚集团
		k.next.place, k.next.apart = u.place, true
		return before
	}
	text, u.party = x.ofParty(text)
	text, u.person = x.withoutPerson(text)
	u.party = u.party || u.person != "" || strings.HasSuffix(text, "从") // 欧菲从|深圳|过来
	text, u.apart = x.withoutHouse(text, u.apart)
	u.text = x.cleanRun(text)
	if _, name, ok := strings.Cut(u.text, "企业"); ok && len([]rune(name)) >= 3 {
		u.text, u.apart = name, true
	}
	if !u.built {
		if who, what, ok := k.ownerOf(u); ok {
			return append(before, who, what)
		}
		return append(before, u)
	}
	if what, who, ok := strings.Cut(u.text, "的"); ok && x.lists["somebody-who"].ends(who) && len([]rune(what)) >= 2 {
		u.text = what // 模具|的台商
		return append(before, u)
	} else if ok && len([]rune(who)) >= 3 && !x.isProduct(who) { // 做轴承的恒达精工
		u.text = what
		return append(before, run{text: who, met: true, apart: true, from: u.from}, u)
	}
	return append(before, u)
}

// untold takes the verb before 了 off a name: 舜宇光学看|了两块地.
func (k *runner) untold(text string) string {
	if !has(k.r.s.r, k.stop, "了") && !has(k.r.s.r, k.stop, "过") {
		return text
	}
	r := []rune(text)
	if n := len(r) - 1; n >= 2 && strings.ContainsRune("看吃聊谈见逛走跑接送问来去签喝加", r[n]) {
		return string(r[:n])
	}
	return text
}

// introduced cuts at the word that says what follows it: 叫 a company's name, 谈 what
// is to be built. What stands before is a run of its own.
func (k *runner) introduced(u *run, text string) (before []run, rest string) {
	x := k.r.n.lex
	for _, w := range x.lists["is-called"].words {
		what, name, ok := strings.Cut(text, w)
		if !ok || name == "" || what != "" && !hasAnySuffix(what, "企业", "公司", "厂", "厂家", "的") {
			continue
		}
		u.named = true
		if what = withoutEnds(what, "的", "企业", "公司"); what != "" { // 宠物食品企业|叫|欧菲
			u.apart = true
			before = []run{{text: x.cleanRun(what), built: true, from: u.from, first: u.first, last: u.last}}
		}
		return before, name
	}
	if _, what, ok := strings.Cut(text, "把"); ok && len([]rune(what)) >= 3 { // 想把|马达产线|搬过来
		if what = withoutEnds(what, x.lists["moves-here"].words...); x.isProduct(what) || x.trade(what) {
			u.built, u.place = true, ""
			return nil, what
		}
	}
	if what, ok := strings.CutPrefix(text, "开"); ok && strings.HasSuffix(what, "厂") && x.trade(what[:len(what)-len("厂")]) {
		u.built = true // 在东莞|开|模具厂
		return nil, what
	}
	for _, w := range x.lists["talks"].words {
		who, what, ok := strings.Cut(text, w)
		_, with, met := strings.Cut(who, "跟")
		if !ok || !x.isProduct(what) && !(met && len([]rune(with)) >= 2 && len([]rune(what)) >= 3 && !x.lists["terms"].in(what)) {
			continue
		}
		if met {
			who = with // 咱们这边跟|歌尔|谈|声学器件
		}
		if who == "" {
			u.built = true
			return nil, what
		}
		if who = x.cleanRun(who); len([]rune(who)) >= 2 && !x.fillerRun(who) { // 中天医药集团|谈|宠物食品项目
			firm := *u
			firm.text, firm.met = who, true
			*u = run{built: true, from: u.from, first: u.first, last: u.last}
			return []run{firm}, what
		}
	}
	return nil, text
}

// withoutHouse cuts off whose house a company is of: 格力旗下的|凌达压缩机, 宁德时代的
// 供应商|科达利.
func (x *lexicon) withoutHouse(text string, apart bool) (string, bool) {
	for _, w := range x.lists["relation"].words {
		if owner, firm, ok := strings.Cut(text, w); ok && len([]rune(owner)) >= 2 {
			if firm = strings.TrimPrefix(firm, "的"); len([]rune(firm)) >= 2 {
				return firm, true
			}
		}
	}
	return text, apart
}

// ownerOf parts a company from what is its: 永发铝业的铝型材, 华为的云计算项目,
// 恒达精工储能电池项目.
func (k *runner) ownerOf(u run) (who, what run, ok bool) {
	x := k.r.n.lex
	who, what = u, run{from: u.from, first: u.first, last: u.last}
	if who.text, what.text, ok = strings.Cut(u.text, "的"); ok {
		switch owner := []rune(who.text); {
		case len([]rune(what.text)) < 2 || x.personRun(what.text):
			return who, what, false
		case x.endsAsFirm(who.text):
			who.firm, what.built = true, true
			return who, what, true
		case u.apart || len(owner) < 2 || x.fillerRun(who.text) || x.cueWord(who.text) || !x.isProduct(what.text):
			return who, what, false
		}
		who.party = true
		return who, what, true
	}
	if !x.isProduct(u.text) {
		return who, what, false
	}
	for _, w := range x.lists["firm-like"].words {
		firm, made, found := strings.Cut(u.text, w)
		if !found || len([]rune(firm)) < 2 || x.trade(firm) || len([]rune(made)) < 4 {
			continue
		}
		who.text, who.firm, what.text, what.built = firm+w, true, made, true
		return who, what, true
	}
	return who, what, false
}

// endsLikeFirm reports whether a text ends in a word that only companies have.
func (x *lexicon) endsLikeFirm(text string) bool { return x.lists["firm-like"].ends(text) }

// withoutPerson cuts off who of the company is spoken of: 海康机器人王总.
func (x *lexicon) withoutPerson(text string) (firm, who string) {
	for _, title := range x.lists["title"].words {
		name, ok := strings.CutSuffix(text, title)
		if !ok {
			continue
		}
		for _, surname := range x.lists["surname"].words {
			if firm, ok := strings.CutSuffix(name, surname); ok && len([]rune(firm)) >= 2 {
				return firm, surname + title
			}
		}
	}
	return text, ""
}

// ofParty cuts off the words that speak of a company's people: 隆基的人.
func (x *lexicon) ofParty(text string) (string, bool) {
	best := len(text)
	for _, w := range x.lists["party"].words {
		if i := strings.Index(text, w); i >= 6 && i < best { // two letters at least
			best = i
		}
	}
	if i := strings.Index(text, "的"); i >= 6 && i < best && x.titled(text[i:]) {
		best = i // 广汽的采购总监, 小康的陈总
	}
	return text[:best], best < len(text)
}

// titled reports whether somebody's title stands within a few letters.
func (x *lexicon) titled(text string) bool {
	for _, w := range x.lists["title"].words {
		if i := strings.Index(text, w); i > 0 && i < 18 {
			return true
		}
	}
	return false
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

// cleanRun takes off what introduces a name and what follows it.
func (x *lexicon) cleanRun(text string) string {
	for changed := true; changed; {
		before := text
		for _, w := range x.lists["run-front"].words {
			if strings.HasPrefix(text, w) && !x.beginsLonger(text, w) {
				text = keepTwo(text, strings.TrimPrefix(text, w))
			}
		}
		for _, w := range x.lists["run-end"].words {
			text = keepTwo(text, strings.TrimSuffix(text, w))
		}
		if firm, who, ok := strings.Cut(text, "的"); ok && x.personRun(who) {
			text = firm // 正泰电器的王总
		}
		text = tidy(x.wholeName(text))
		changed = before != text
	}
	return text
}

// beginsLonger: the 家 of 家居五金 begins a word of companies' names.
func (x *lexicon) beginsLonger(text, w string) bool {
	letters := []rune(text)
	for _, c := range []class{cCompanyEnd, cGeneric, cPlace} {
		if _, end := x.longest(letters, 0, c); end > len([]rune(w)) {
			return true
		}
	}
	return false
}

// keepTwo trims a name no further than to two letters: 美的 is whole.
func keepTwo(text, trimmed string) string {
	if len([]rune(trimmed)) == 1 && len([]rune(text)) == 2 {
		return text
	}
	return trimmed
}

// wholeName cuts a name off at the first word that is hardly ever part of one:
// 看了两块地 names nothing, behind a verb (接触了大疆) the name begins.
func (x *lexicon) wholeName(text string) string {
	for _, w := range x.lists["function"].words {
		name, rest, ok := strings.Cut(text, w)
		switch {
		case !ok:
		case x.endsAsFirm(rest) || x.known([]rune(name)) && len([]rune(name)) >= 2:
			text = rest
		case len([]rune(name)) >= 2:
			text = name
		default:
			return ""
		}
	}
	return text
}
