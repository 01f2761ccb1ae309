package reading

import "strings"

// whenScan reads one date from the message. The forms are tried in order;
// each leaves the scan where it stood if it does not fit.
type whenScan struct {
	x       *lexicon
	n       *Names // nil where no name can follow
	r       []rune
	i       int
	now     Date
	workday func(Date) bool
	w       when
	done    bool  // rel is settled; no 前 内 后 may follow
	wide    *spec // the end of what one word said as two: 上中旬
}

// scanWhen reads the date that begins at i, with 最迟 or 不早于 before and 前, 内, 后 behind.
func (n *Names) scanWhen(s *script, i int, now Date, workday func(Date) bool) (when, bool) {
	x := n.lex
	p := whenScan{x: x, n: n, r: s.r, i: i, now: now, workday: workday}
	latest := x.lists["latest"].after(p.r, i)
	soonest := x.lists["soonest"].after(p.r, i)
	if bound := max(latest, soonest); bound > 0 {
		for p.i = bound; p.at() == ' '; {
			p.i++
		}
	}
	start := p.i
	passed := p.passed()
	if !p.duration() && !p.span() {
		return when{}, false
	}
	if passed {
		p.afterwards()
		p.done = true
	}
	p.suffix(latest > 0)
	p.thence()
	if soonest > 0 {
		p.w.rel, p.w.b = After, p.w.a
	}
	p.w.bad = p.w.bad || p.done && p.w.rel == By && p.unanchored(i)
	p.w.from, p.w.to = i, p.i
	p.w.raw = s.sub(start, p.i)
	return p.w, true
}

// passed reads the 过完 of 过完年, 过了国庆, 等过完五一: the time after a festival.
func (p *whenScan) passed() bool {
	keep := p.i
	if p.eat("过完了", "过完", "过了") {
		at := p.i
		if _, ok := p.feast(spec{}); ok && p.at() != '前' {
			p.i = at
			return true
		}
	}
	p.i = keep
	return false
}

func (p *whenScan) at() rune {
	if p.i < len(p.r) {
		return p.r[p.i]
	}
	return 0
}

// eat moves behind the first of the words that stands here.
func (p *whenScan) eat(words ...string) bool {
	if j := after(p.r, p.i, words...); j > 0 {
		p.i = j
		return true
	}
	return false
}

// span reads one period, or two joined by 至.
func (p *whenScan) span() bool {
	if p.several() {
		return true
	}
	a, ok := p.period(spec{})
	if !ok {
		return false
	}
	p.w.a, p.w.b = a, a
	p.weekdayNote(a)
	if p.wide != nil {
		p.w.b = *p.wide
	} else {
		p.to(a)
	}
	if has(p.r, p.i, "第") && a.form == ofMonth { // 6月第一周之外: not counted here
		p.w.bad = true
	}
	p.w.gran = p.w.b.gran()
	if p.w.a.gran() == GranDay {
		p.w.gran = GranDay
	}
	p.w.rel = In
	if p.w.a == p.w.b && (a.form == ofDay || a.form == ofFestival || a.form == ofLunar || a.form == ofWeekday || a.form == fixedSpan && a.start == a.stop) {
		p.w.rel = On
	}
	if a.edge == 'e' && p.w.a == p.w.b {
		p.w.rel = By
	}
	return true
}

// to reads the second half of a range.
func (p *whenScan) to(a spec) {
	keep := p.i
	if a.form == ofDay && p.eat("、") {
		if b, ok := p.period(a); ok && b.form == ofDay && b.n == a.n+1 && strings.ContainsRune("日号", p.r[p.i-1]) {
			p.w.b = b // 25、26日
			return
		}
		p.i = keep
	}
	p.eat(" ")
	between := p.eat("和", "与")
	if !between && !p.eat("到", "至", "-", "~", "或者", "或") {
		p.i = keep
		p.brink(a)
		return
	}
	for p.at() == '-' || p.at() == '~' || p.at() == ' ' {
		p.i++
	}
	b, ok := p.period(a)
	if !ok || rank(b) > rank(a)+1 || between && !p.eat("之间", "间") { // 3月和9月之间
		p.i = keep
		return
	}
	p.weekdayNote(spec{})
	p.w.b = b
}

// brink reads 6月底7月初, 今年底明年初: an end and a beginning side by side,
// said as one span.
func (p *whenScan) brink(a spec) {
	if a.edge != 'e' && (a.form != ofXun || a.n != 2) {
		return
	}
	keep := p.i
	p.eat("、")
	b, ok := p.period(a)
	if c := runeAt(p.r, p.i-1); !ok || c != '初' && c != '旬' {
		p.i = keep
		return
	}
	p.w.b = b
}

func rank(s spec) int {
	switch s.gran() {
	case GranDay:
		return 0
	case GranXun:
		return 1
	case GranMonth:
		return 2
	}
	return 3
}

// weekdayNote reads “(周三)” behind a day.
func (p *whenScan) weekdayNote(a spec) {
	keep := p.i
	open := p.eat("(", " (")
	comma := !open && a.form == ofDay && p.eat(",", ", ") // 10月12号,星期一
	if d, ok := p.weekdayName(); comma {
		if ok && !strings.ContainsRune("前后之以内起到至", p.at()) {
			p.w.weekday = d
			return
		}
		p.i = keep
		return
	} else if open || !ok {
		p.i = keep
		open = p.eat("(", " (")
	} else {
		p.i = keep
	}
	if d, ok := p.weekdayName(); ok && (!open || p.eat(")") || p.eat(",") || p.at() == ' ') {
		if a.form == ofDay {
			p.w.weekday = d
		}
		return
	}
	p.i = keep
}

func (p *whenScan) weekdayName() (int, bool) {
	keep := p.i
	if p.eat("周", "星期", "礼拜") {
		if d, ok := p.weekdayDigit(); ok {
			return d, true
		}
	}
	p.i = keep
	return 0, false
}

func (p *whenScan) weekdayDigit() (int, bool) {
	c := p.at()
	if c >= '1' && c <= '7' && !isDigit(runeAt(p.r, p.i+1)) {
		p.i++
		return int(c - '0'), true
	}
	for k, d := range []rune("一二三四五六日天") {
		if c == d {
			p.i++
			return min(k+1, 7), true
		}
	}
	return 0, false
}

func runeAt(r []rune, i int) rune {
	if i >= 0 && i < len(r) {
		return r[i]
	}
	return 0
}

// suffix reads 前, 内, 后, 起 and settles the relation.
func (p *whenScan) suffix(latest bool) {
	if latest && !p.done {
		p.w.rel = By
	}
	if p.done {
		return
	}
	keep := p.i
	p.eat(" ")
	switch {
	case p.eat("前后", "左右", "期间", "当天", "当日", "这天", "上下"):
	case p.eat("之前", "以前", "前") && !p.leads('往', '去', '来', '期', '述', '三'):
		p.w.rel = By
	case p.eat("之内", "以内", "内") && !p.leads('部', '容', '蒙', '资', '需', '销'):
		p.w.rel, p.w.inside = By, true
	case p.eat("之后", "以后", "过后", "后") && !p.leads('续', '期', '面', '台', '天', '勤', '备'):
		p.afterwards()
	case has(p.r, p.i, "往后") && !strings.ContainsRune("推拖延挪移放靠退", runeAt(p.r, p.i+2)):
		p.i += 2
		p.w.rel, p.w.b = After, p.w.a // 三月份往后: March included
	case p.eat("起", "开始", "以来") && !p.leads('草', '诉', '步', '重', '点'):
		p.w.rel = After
		p.w.b = p.w.a
	default:
		p.i = keep
	}
}

// leads reports whether the next letter makes another word of the last one
// (前往, 后续), and then steps back.
func (p *whenScan) leads(letters ...rune) bool {
	for _, c := range letters {
		if p.at() == c {
			p.i--
			return true
		}
	}
	return false
}

// afterwards: from the day after the period on.
func (p *whenScan) afterwards() {
	p.w.rel = After
	if p.w.weekday == 0 {
		_, to, ok := p.w.settle(p.now, ahead)
		if ok {
			s := spec{start: to.Add(1), stop: to.Add(1)}
			p.w.a, p.w.b = s, s
		}
	}
}

// period reads one period; in is the first half of a range, whose year and
// month the second half takes over.
func (p *whenScan) period(in spec) (spec, bool) {
	keep := p.i
	for _, f := range []func(spec) (spec, bool){
		p.iso, p.withYear, p.withMonth, p.slashDay, p.bareDay, p.relMonth, p.relDay, p.week, p.part, p.feast,
	} {
		if s, ok := f(in); ok {
			return s, true
		}
		p.i = keep
	}
	return spec{}, false
}

// integer reads a small whole number, spoken or in digits.
func (p *whenScan) integer() (int, bool) {
	if isDigit(p.at()) {
		m, e, j, ok := scanArabic(p.r, p.i)
		if !ok || e > 0 || m > 99999999 {
			return 0, false
		}
		p.i = j
		return int(m), true
	}
	n, j, ok := p.han()
	if ok {
		p.i = j
	}
	return n, ok
}

// han reads a spoken number up to 99, or a string of digits (二零二四).
func (p *whenScan) han() (int, int, bool) {
	j := p.i
	n, seen := 0, false
	for j < len(p.r) && j < p.i+8 {
		switch c := p.r[j]; {
		case c == '廿' || c == '卅':
			n, seen = int(hanUnits[c]), true
		case c == '十' && !seen:
			n, seen = 10, true
		case c == '十' && n < 10:
			n *= 10
		default:
			d, ok := hanDigits[c]
			if !ok {
				return n, j, seen
			}
			if seen && n%10 == 0 && n < 100 && (p.r[j-1] == '十' || p.r[j-1] == '廿' || p.r[j-1] == '卅') {
				return n + int(d), j + 1, true
			}
			if n > 9999 {
				return 0, j, false
			}
			n, seen = n*10+int(d), true
		}
		j++
	}
	return n, j, seen
}
