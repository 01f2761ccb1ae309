package reading

import "strings"

// A token is a stretch of the message that the scanner knew: a name, a date,
// a sum, a cue word, a mark; what lies between is text.
type token struct {
	kind    tokenKind
	from    int // rune indices
	to      int
	mean    []meaning // senses of a cue word
	unit    string    // full name, of a unit or department
	leader  string
	event   int // index + 1
	project *mention
	when    *when
	sum     *sum
	num     number
	clock   clock
}

type tokenKind uint8

const (
	tText tokenKind = iota
	tCue
	tName
	tDate
	tMoney
	tNumber
	tPercent
	tMu // 亩
	tPhone
	tClock
	tSpace
	tComma
	tPause // 、
	tColon
	tStop
	tAsk   // ?
	tNoise // emoji, @
	tMark  // ① 1. 一、
	tParen
)

// is reports whether the token has a sense of the class.
func (t token) is(c class) bool {
	for _, m := range t.mean {
		if m.class == c {
			return true
		}
	}
	return false
}

// any reports whether the token has a sense of one of the classes.
func (t token) any(classes ...class) bool {
	for _, c := range classes {
		if t.is(c) {
			return true
		}
	}
	return false
}

// value returns the token's value in a class.
func (t token) value(c class) string {
	for _, m := range t.mean {
		if m.class == c {
			return m.value
		}
	}
	return ""
}

// scanner turns a script into tokens.
type scanner struct {
	n    *Names
	s    *script
	now  Date
	ctx  Context
	out  []token
	list bool     // a list has begun
	last *mention // the project named last
	nth  int      // the number of the last spoken entry (一是, 1甲)
	text int      // where the running text began, -1 if none
}

func (n *Names) scan(s *script, ctx Context) []token {
	k := &scanner{n: n, s: s, now: DateOf(ctx.Now), ctx: ctx, out: make([]token, 0, len(s.r)/2+4), text: -1}
	for i := 0; i < len(s.r); {
		t, ok := k.at(i)
		if !ok {
			if k.text < 0 {
				k.text = i
			}
			i = max(i+1, t.to)
			continue
		}
		k.flush(i)
		k.list = k.list || t.kind == tMark
		if t.project != nil {
			k.last = t.project
		}
		k.out = append(k.out, t)
		i = t.to
	}
	k.flush(len(s.r))
	return k.out
}

func (k *scanner) flush(i int) {
	if k.text >= 0 {
		k.out = append(k.out, token{kind: tText, from: k.text, to: i})
		k.text = -1
	}
}

// at finds the token at i, false for plain text.
func (k *scanner) at(i int) (token, bool) {
	if t, ok := k.mark(i); ok {
		return t, true
	}
	if t, ok := k.punctuation(i); ok {
		return t, true
	}
	best := token{from: i}
	k.names(i, &best)
	k.dates(i, &best)
	k.numbers(i, &best)
	k.cues(i, &best)
	if best.kind == tCue && len(best.mean) == 1 && best.is(cShield) {
		return token{to: best.to}, false // plain text, whatever word begins inside
	}
	return best, best.to > i
}

func (k *scanner) punctuation(i int) (token, bool) {
	t := token{from: i, to: i + 1}
	switch c := k.s.r[i]; {
	case c == ',':
		t.kind = tComma
	case has(k.s.r, i, "然后") && i > 0 && runeAt(k.s.r, i+2) != '呢' && runeAt(k.s.r, i+2) != '?':
		t.kind, t.to = tComma, i+2 // the comma of those who speak their messages
	case c == '、':
		t.kind = tPause
	case c == ':':
		t.kind = tColon
	case c == ' ' || c == '/' && k.slash(i):
		t.kind = tSpace
	case c == '?':
		t.kind, t.mean = tAsk, []meaning{{class: cQuestion}}
	case c == '。' || c == ';' || c == '\n' || c == '!' || c == '…':
		t.kind = tStop
	case c == '(' || c == ')' || c == '"' || c == '~' || c == '《' || c == '》' || c == '+' || c == '|':
		t.kind = tParen
	case c == '[':
		return k.bracket(i)
	case c == ']':
		t.kind = tParen
	case c == '@':
		t.kind, t.to = tNoise, k.botNamed(i)
	case c >= 0x1F000 || c >= 0x2600 && c <= 0x27BF:
		t.kind = tNoise
	default:
		return t, false
	}
	return t, true
}

// slash reports whether a slash parts two words, as in 宁波/舜宇光学/2亿, and not the
// parts of a date, of a measure (万元/亩) or of two letters.
func (k *scanner) slash(i int) bool {
	han := func(i int) bool { return runeAt(k.s.r, i) > 0x2E80 }
	per := k.n.lex.measureAt(k.s.r, i+1) || strings.ContainsRune("年月日天", runeAt(k.s.r, i+1))
	return (han(i-1) || han(i+1)) && !per && runeAt(k.s.r, i-1) != '和'
}

// bracket reads [强] as noise and keeps what 【通知】 says.
func (k *scanner) bracket(i int) (token, bool) {
	for j := i + 1; j < len(k.s.r) && j < i+6; j++ {
		if k.s.r[j] == ']' {
			if k.s.text[k.s.off[i]] == '[' {
				return token{kind: tNoise, from: i, to: j + 1}, true
			}
			break
		}
	}
	return token{kind: tParen, from: i, to: i + 1}, true
}

func (k *scanner) names(i int, best *token) {
	whole := k.n.wholeAt(k.s.r, i)
	if m := k.barePhase(i); m != nil {
		*best = token{kind: tName, from: i, to: m.to, project: m}
	}
	if m := k.n.projectAt(k.s, i, whole); m != nil && m.to >= whole.end {
		*best = token{kind: tName, from: i, to: m.to, project: m}
		return
	}
	for _, r := range whole.refs {
		t := token{kind: tName, from: i, to: whole.end}
		switch r.kind {
		case refUnit:
			t.unit = k.n.ledger.Units[r.index].Name
		case refLeader:
			if k.n.othersTitle(k.s, i, whole.end) {
				continue
			}
			t.leader = k.n.ledger.Leaders[r.index].Name
		case refEvent:
			t.event = r.index + 1
		}
		*best = t
	}
	if event, to, ok := k.eventPart(i); ok && to > best.to {
		*best = token{kind: tName, from: i, to: to, event: event + 1}
	}
}

func (k *scanner) dates(i int, best *token) {
	if !dateStarts.has(k.s.r[i]) || k.inDigits(i) {
		return
	}

	if c, ok := scanClock(k.s.r, i); ok && c.to > best.to {
		*best = token{kind: tClock, from: i, to: c.to, clock: c}
	}
	w, ok := k.n.scanWhen(k.s, i, k.now, k.ctx.Workday)
	if ok {
		w, ok = k.lettersApart(i, w)
	}
	if m, is := k.beforeMeeting(i, w, ok); is {
		w, ok = m, true
	}
	if ok && w.rel == On && w.gran == GranDay {
		if end := after(k.s.r, w.to, "下班之前", "下班以前", "下班前", "收工前", "中午前", "中午之前", "晚上前", "天黑前", "上班前"); end > 0 {
			w.rel, w.to, w.raw = By, end, k.s.sub(i, end)
		}
	}
	if !ok || k.sameDay(w) {
		return
	}
	if k.foreignYear(i) {
		*best = token{from: i, to: w.to}
		return
	}
	if best.event > 0 && w.to <= best.to {
		best.when = &w
	}
	if w.to > best.to || w.to == best.to && best.project != nil && len(k.n.wholeAt(k.s.r, i).refs) == 0 { // 周六 is no short name of 周六福
		*best = token{kind: tDate, from: i, to: w.to, when: &w}
	}
}

// sameDay: the 当天 of 6月25号推介会当天 is the day said before it, not today.
func (k *scanner) sameDay(w when) bool {
	if !strings.HasPrefix(w.raw, "当") || w.gran != GranDay {
		return false
	}
	if n := len(k.out); k.text < 0 && n > 0 && k.out[n-1].any(cStep, cThing) {
		return true // 签约当天
	}
	for i := len(k.out) - 1; i >= 0 && k.out[i].kind != tStop; i-- {
		if t := k.out[i]; t.kind == tDate || t.event > 0 || t.any(cEventWord, cMeetingWord) {
			return true
		}
	}
	return false
}

// foreignYear reports whether a date at i belongs to a year that is not held:
// 1357年6月10日, 康熙20年9月, 神龙元年十一月.
func (k *scanner) foreignYear(i int) bool {
	j := i
	if n := len(k.out); k.text < 0 && n > 0 && k.out[n-1].kind == tName {
		return false // 开元|22号: an era, and a project
	}
	if runeAt(k.s.r, j-1) == '年' && k.text >= 0 {
		j--
		for c := runeAt(k.s.r, j-1); c == '元' || c == '十' || quarterBefore(c); c = runeAt(k.s.r, j-1) {
			j--
		}
	}
	return i-j > 3 || k.n.lex.lists["era"].ends(string(k.s.r[max(0, j-2):j]))
}

// inDigits reports whether i stands inside a string of digits: the end of a
// number that was too large to be held is no number.
func (k *scanner) inDigits(i int) bool {
	prev := runeAt(k.s.r, i-1)
	if prev == ' ' && (has(k.s.r, max(0, i-3), "分之") || has(k.s.r, max(0, i-2), "点")) {
		return true // 五 分之 一亿, 四百 点 五万
	}
	if prev == '兆' || prev == '之' && runeAt(k.s.r, i-2) == '分' || prev == 'e' && isDigit(runeAt(k.s.r, i-2)) {
		return true // 五兆六亿, 二分之一亿, 1.2e8
	}
	if k.text >= 0 && (spoken(prev) && spoken(k.s.r[i]) || hanUnits[prev] > 0 && isDigit(k.s.r[i])) {
		return true
	}
	if prev == ' ' && runeAt(k.s.r, i-2) == ',' && isDigit(runeAt(k.s.r, i-3)) && groupAt(k.s.r, i) && runeAt(k.s.r, i+3) == '元' {
		return true // 1, 234, 567元
	}
	if !isDigit(k.s.r[i]) || k.text < 0 {
		return false
	}
	return isDigit(prev) || (prev == '.' || prev == ',') && isDigit(runeAt(k.s.r, i-2))
}

// spoken reports whether a letter is part of spoken numbers.
func spoken(c rune) bool {
	_, digit := hanDigits[c]
	return digit || hanUnits[c] > 0 || c == '万' || c == '亿' || c == '兆'
}

// dateStarts are the letters a date can begin with; it spares the scanner
// most places of a text.
var dateStarts = newRuneSet("0123456789零〇一二两三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾" +
	"今明后昨前去再还上下本这当大次来近年月季周星礼农阴旧正腊冬阳公半全首第q最不截赶" +
	"未接元春过双会宵清劳端午建军夕中秋重国除小该凌早傍晚不至起妇植青儿教圣")

// A runeSet holds letters of the basic plane, a bit each: the scanner asks at
// every letter of a message.
type runeSet [1 << 16 / 64]uint64

func newRuneSet(s string) *runeSet {
	set := &runeSet{}
	for _, c := range s {
		set[c>>6] |= 1 << (c & 63)
	}
	return set
}

func (s *runeSet) has(c rune) bool { return c>>16 == 0 && s[c>>6]&(1<<(c&63)) != 0 }

// yields: the last letter of a cue is the first of a name: 转|交投, 报|进博会.
func (k *scanner) yields(end int) bool {
	f := k.n.wholeAt(k.s.r, end-1)
	for _, r := range f.refs {
		if r.kind != refProject && f.end > end {
			return true
		}
	}
	return false
}

// cannot: 动不了, 迁不动, 谈不成 — a verb that does not come off.
func cannot(r []rune, i int) bool {
	if runeAt(r, i+1) != '不' || !strings.ContainsRune("了动成来通进齐满", runeAt(r, i+2)) || r[i] < 0x4E00 {
		return false
	}
	return !strings.ContainsRune("着了过少免忘大要差想料受也都还就却并而", r[i])
}

func (k *scanner) cues(i int, best *token) {
	ms, end := k.n.lex.cue(k.s.r, i)
	if end-i > 1 && k.yields(end) {
		end--
	}
	if twice := k.whether(i); twice > max(end, best.to) {
		*best = token{kind: tCue, from: i, to: twice, mean: []meaning{{class: cQuestion}}}
		return
	}
	if cannot(k.s.r, i) && end <= i+1 && !(token{mean: ms}).is(cStep) && best.to < i+3 {
		*best = token{kind: tCue, from: i, to: i + 3, mean: []meaning{{class: cBlock}, {class: cNeg}}}
		return
	}
	switch {
	case end == 0 || end < best.to:
	case end == best.to && best.kind == tName:
		best.mean = ms
	case end > best.to:
		*best = token{kind: tCue, from: i, to: end, mean: ms}
		if best.is(cDept) {
			best.unit = k.n.unitName(string(k.s.r[i:end]))
		}
	}
}
