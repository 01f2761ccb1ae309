package reading

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// smallTalk reports whether a message says nothing to be kept: only words of
// courtesy, names of leaders, emoji.
func (r *reader) smallTalk(items []item) bool {
	if len(items) > 0 && r.bareNothing(&items[0]) || r.echoed() && r.list("takes").in(string(r.s.r)) {
		return false
	}
	for _, it := range items {
		for _, t := range it.toks {
			switch {
			case t.kind == tText && len([]rune(strings.TrimSpace(r.s.sub(t.from, t.to)))) > 1:
				return false
			case t.kind == tText, t.kind == tNoise, t.kind == tComma, t.kind == tPause, t.kind == tSpace, t.kind == tParen, t.kind == tColon:
			case t.leader != "" && t.project == nil, t.is(cSmallTalk):
			default:
				return false
			}
		}
	}
	return true
}

// civility tells a greeting from other courtesies, and both from what says
// nothing at all.
func (r *reader) civility(items []item) Civility {
	if r.list("greeting").in(string(r.s.r)) {
		return Greeting
	}
	said := func(it item) bool { return it.mask.has(cSmallTalk) }
	spelled := func(it item) bool { return it.mask.kind(tText) }
	if slices.ContainsFunc(items, said) || slices.ContainsFunc(r.s.r, emoji) && !slices.ContainsFunc(items, spelled) {
		return Courtesy
	}
	return ""
}

func emoji(c rune) bool { return unicode.Is(unicode.So, c) && c != utf8.RuneError }

// refuse: a computed figure cannot be set, another unit's contact not given.
func (r *reader) refuse(it *item) bool {
	if it.mask.has(cRate) && (it.mask.has(cSetValue) && r.sets(it) || r.fills(it)) && !r.urges(it) && !r.says(it, "reckon") {
		r.add(Refuse{Why: "computed_value"})
		return true
	}
	if it.mask.has(cRate) && it.mask.has(cWrong) && it.mask.kind(tPercent) {
		r.add(Refuse{Why: "computed_value"})
		return true
	}
	i := first(it.toks, cPrivate)
	if i < 0 || !it.mask.any(cQuestion, cShow, cRhetoric) && !r.wants(it) && !r.onlyContact(it) || it.mask.kind(tPhone) || it.mask.any(cLead, cLeadTalk) || r.commanded(it) || r.says(it, "how-to-change") {
		return false // 联系人怎么改?
	}
	name, ok := r.subject(it.toks)
	if !ok && !it.mask.flag(hasUnit) && r.ctx.Chat == ChatGroup && !containsAny(it.text(), "老板", "老总", "客商", "企业", "联系人", "对接人") {
		return false // @小林 你电话多少
	}
	own := r.ctx.Role == RoleOffice || r.ctx.Role == RoleLeader
	if p, known := r.known(name); known && !r.foreign(name) && p.Name != "" {
		own = true
	}
	if own {
		r.asks = nil
		if ok && name != "" {
			r.add(AskProject{name})
			return true
		}
		return false
	}
	r.asks = nil
	if n := len(r.acts); n == 0 || r.acts[n-1] != Act(Refuse{Why: "privacy"}) {
		r.add(Refuse{Why: "privacy"})
	}
	return true
}

// onlyContact: a message of nothing but a project's name and 联系方式.
func (r *reader) onlyContact(it *item) bool {
	for _, t := range it.toks {
		if t.project == nil && t.unit == "" && !t.any(cPrivate, cProjectWord, cContact, cOneOf) && t.kind != tSpace && !(t.kind == tText && r.madeOf(r.text(t), "askfill")) {
			return false
		}
	}
	return len(mentions(it.toks)) == 1
}

// urges: a leader who wants a figure raised by work does not ask for it to be
// set.
func (r *reader) urges(it *item) bool {
	return r.ctx.Role == RoleLeader && (r.toAll(it) || it.mask.has(cOrder) || containsAny(it.text(), "要", "力争", "确保", "提高", "提升", "抓"))
}

// fills: a share stands behind a word of putting down (到位率填95%).
func (r *reader) fills(it *item) bool {
	for _, t := range it.toks {
		if t.kind != tPercent {
			continue
		}
		before, behind := string(r.s.r[it.from():t.from]), string(r.s.r[t.to:it.to()])
		if r.list("fill").ends(before) || hasAnySuffix(before, "按", "照", "以") && r.list("filled").begins(behind) {
			return !r.says(it, "aims")
		}
	}
	return false
}

// sets reports whether somebody is asked to change a figure, and not told how
// high it is to become by work.
func (r *reader) sets(it *item) bool {
	return r.list("makes").in(it.text())
}

// wants reports whether the item asks for something to be given.
func (r *reader) wants(it *item) bool {
	text := it.text()
	return strings.HasPrefix(text, "求") || r.list("want").in(text)
}

// help answers how something is done in the bot.
func (r *reader) help(it *item) bool {
	text := it.text()
	if it.mask.has(cRate) && (r.says(it, "either-rule") || it.mask.any(cHelp, cQuestion) && r.says(it, "reckon")) {
		i := first(it.toks, cRate)
		r.add(Help{Topic: it.toks[i].value(cRate)})
		return true
	}
	if !it.mask.flag(hasProject) && r.list("reckon").in(text) && (r.says(it, "that-figure") || it.mask.kind(tPercent)) {
		r.add(Help{Topic: "口径"}) // 这个数怎么算出来的
		return true
	}
	if r.asksPapers(it, text) {
		r.add(Help{Topic: r.topic(it, text)})
		return true
	}
	if r.asksHow(it) || r.asksAble(it) || r.asksForm(it) {
		r.add(Help{Topic: r.topic(it, text)})
		return true
	}
	if !it.mask.has(cHelp) || it.mask.flag(hasProject) && !it.mask.has(cQuestion) {
		return false
	}
	if i := first(it.toks, cHelp); it.mask.any(cRate, cState) && r.s.sub(it.toks[i].from, it.toks[i].to) == "怎么搞" {
		return false
	}
	topic := r.topic(it, text)
	if topic == "" && r.ctx.Chat == ChatGroup && it.to()-it.from() > 4 && !r.says(it, "self") && !strings.Contains(string(r.s.r), "@") {
		return false // 周末团建报名在哪报
	}
	r.add(Help{Topic: topic})
	return true
}

// asksHow: 报错单位了咋整, 线索往哪里录. A project named is asked about, not
// how the bot is used (怎么还没报入库).
func (r *reader) asksHow(it *item) bool {
	if text := it.text(); hasAnySuffix(strings.TrimRight(text, "? 啊呀呢"), "怎么办", "咋办", "咋整", "咋弄") && !it.mask.flag(hasProject) && !it.mask.flag(hasUnit) && !it.mask.any(cBlock, cObstacle, cRate, cState) && r.topicOf(text) != "" {
		return true // 入库被退回怎么办
	}
	if !it.mask.has(cQuestion) || it.mask.flag(hasProject) || it.mask.any(cRate, cRhetoric) || it.mask.has(cOrder) && r.topicOf(it.text()) != "交办" && r.topicOf(it.text()) != "销号" || it.mask.any(cBlock, cObstacle) && r.topicOf(it.text()) != "报堵点" || it.mask.has(cState) && !it.mask.has(cNoChange) || r.onlyTelling(it) || r.askedByOther(it) {
		return false
	}
	text := it.text()
	if r.topicOf(text) == "" {
		return false
	}
	if (it.ends || it.mask.kind(tAsk) || strings.HasSuffix(text, "吗")) && !it.mask.kind(tMoney) {
		for _, w := range []string{"能", "可以"} { // 填错了能改不
			if _, behind, ok := strings.Cut(text, w); ok && len(behind) <= 15 && startsWith(behind, r.list("manage").words) {
				return true
			}
		}
	}
	for _, w := range r.list("how").words {
		_, behind, ok := strings.Cut(text, w)
		if ok && (startsWith(behind, r.list("manage").words) || startsWith(behind, []string{"把", "将", "给", "让", "跟", "向", "对"}) && r.list("manage").in(behind)) {
			return true
		}
	}
	return false
}

// startsWith reports whether one of the words stands at the beginning of a
// text, or one letter behind it (往里录, 个填).
func startsWith(text string, words []string) bool {
	_, n := utf8.DecodeRuneInString(text)
	return slices.ContainsFunc(words, func(w string) bool {
		return strings.HasPrefix(text, w) || strings.HasPrefix(text[n:], w) && !strings.ContainsAny(text[:n], "还这又才没不老总样")
	})
}

// asksAble: 机器人能干些啥.
func (r *reader) asksAble(it *item) bool {
	if (it.mask.has(cQuestion) || it.ends) && !it.mask.flag(hasProject) && r.says(it, "accepts") && r.says(it, "medium") && r.says(it, "handing") {
		return true // 图片能发吗, 群里能直接报吗
	}
	return it.mask.has(cQuestion) && !it.mask.flag(hasProject) &&
		r.list("self").in(it.text()) && r.list("able").in(it.text())
}

// asksForm: 报进度有没有格式要求.
func (r *reader) asksForm(it *item) bool {
	return it.mask.has(cQuestion) && !it.mask.flag(hasProject) && r.says(it, "written") && r.topicOf(it.text()) != ""
}

// asksPapers: 入库要准备哪些材料.
func (r *reader) asksPapers(it *item, text string) bool {
	if !it.mask.any(cStep, cLead, cTransfer, cMerge) || it.mask.flag(hasProject) || it.mask.flag(hasUnit) || it.mask.any(cMine, cShow) {
		return false
	}
	for _, w := range r.list("papers").words {
		if containsAny(text, "哪些"+w, "什么"+w, "啥"+w) {
			return true
		}
	}
	return false
}

// topicOf finds the topic by the word that gives it away.
func (r *reader) topicOf(text string) string {
	for _, w := range r.list("topic").words {
		if word, topic, _ := strings.Cut(w, "="); strings.Contains(text, word) {
			return topic
		}
	}
	return ""
}

func (r *reader) topic(it *item, text string) string {
	if what := r.defined(it); what != "" {
		return what
	}
	if topic := r.topicOf(text); topic != "" {
		return topic
	}
	i := first(it.toks, cHelp)
	if i < 0 {
		return ""
	}
	verb, rest := r.helpVerb(it.toks[i]), r.helpedWith(it.toks[i+1:])
	if rest == "" || verb == r.text(it.toks[i]) {
		return ""
	}
	return verb + rest
}

// defined is the word whose meaning is asked: 什么叫成熟项目, 成熟项目是什么意思. That of a
// rate is its rule.
func (r *reader) defined(it *item) string {
	i := first(it.toks, cHelp)
	if i < 0 || it.mask.has(cRate) {
		return ""
	}
	switch verb := r.helpVerb(it.toks[i]); {
	case hasAnyPrefix(verb, []string{"是", "指"}):
		return words(r.s, it.toks[:i], nil)
	case hasAnySuffix(verb, "叫", "是"):
		return r.helpedWith(it.toks[i+1:])
	}
	return ""
}

// helpVerb is what a word of help asks how to do: the 报 of 怎么报.
func (r *reader) helpVerb(t token) string {
	verb := r.s.sub(t.from, t.to)
	for _, how := range []string{"怎么", "如何", "在哪", "咋"} {
		verb = strings.TrimPrefix(verb, how)
	}
	return verb
}

// helpedWith is what stands behind a word of help, up to the next mark.
func (r *reader) helpedWith(behind []token) string {
	if k := slices.IndexFunc(behind, func(t token) bool { return t.kind == tSpace || t.kind == tComma }); k >= 0 {
		behind = behind[:k]
	}
	return strings.Trim(words(r.s, behind, func(t token) bool { return t.kind == tAsk || t.is(cQuestion) }), "啊呀呢吧嘛哦了")
}

// askMeeting asks when the next meeting is, once a message.
func (r *reader) askMeeting(it *item) bool {
	if !r.asksMeeting(it) {
		return false
	}
	if n := len(r.acts); n == 0 || r.acts[n-1].Op() != OpAskMeeting {
		r.add(AskMeeting{})
	}
	return true
}

func (r *reader) asksMeeting(it *item) bool {
	if it.mask.any(cState, cRate, cListed, cOrder, cHelp) || it.mask.flag(hasProject) || r.countsMeetings(it) || it.mask.has(cProjectWord) && r.plural(it) {
		return false
	}
	text := it.text()
	switch {
	case !it.mask.any(cMeetingWord, cGathering) && !r.says(it, "any-meeting"):
		return false
	case r.says(it, "when-asked") && !strings.Contains(text, "开到"):
		return true
	case it.mask.kind(tDate) && it.mask.has(cQuestion) && (it.ends || containsAny(text, "是不是", "吗", "对不对", "?", "还是")):
		return true // 过堂会是不是明天
	case r.asksHeld(it):
		return true
	}
	return containsAny(text, "下次", "下一次", "下场") && !it.mask.kind(tDate) && it.mask.has(cQuestion)
}

// asksHeld: 这周过堂会还开不开, 明天还过堂吗.
func (r *reader) asksHeld(it *item) bool {
	return it.mask.has(cMeetingWord) && (it.mask.has(cQuestion) || it.ends) && !it.mask.any(cOnMeeting, cOrderWord, cStep, cStage, cProjectWord, cEach, cShow) &&
		r.says(it, "held-asked")
}
