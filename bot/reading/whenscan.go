package reading

// whenScan reads one date from the message. The forms are tried in order;
// each leaves the scan where it stood if it does not fit.
type whenScan struct {
	x       *lexicon
	r       []rune
	i       int
	now     Date
	workday func(Date) bool
	w       when
	done    bool  // rel is settled; no 前 内 后 may follow
	wide    *spec // the end of what one word said as two: 上中旬
}

// scanWhen reads the date that begins at i, with 最迟 before and 前, 内, 后 behind.
func (x *lexicon) scanWhen(s *script, i int, now Date, workday func(Date) bool) (when, bool) {
	p := whenScan{x: x, r: s.r, i: i, now: now, workday: workday}
	latest := after(p.r, i, "最迟不超过", "最迟在", "最迟于", "最迟", "最晚在", "最晚", "不晚于", "不迟于", "截止到", "截至到", "截止", "截至", "赶在")
	if latest > 0 {
		p.i = latest
		for p.at() == ' ' {
			p.i++
		}
	}
	start := p.i
	if !p.duration() && !p.span() {
		return when{}, false
	}
	p.suffix(latest > 0)
	p.w.from, p.w.to = i, p.i
	p.w.raw = s.sub(start, p.i)
	return p.w, true
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
	if has(p.r, p.i, "第") && a.form == ofMonth { // 6月第一周: not counted here
		p.w.bad = true
	}
	p.w.gran = p.w.b.gran()
	if p.w.a.gran() == GranDay {
		p.w.gran = GranDay
	}
	p.w.rel = In
	if p.w.a == p.w.b && (a.form == ofDay || a.form == ofFestival || a.form == ofLunar || a.form == fixedSpan && a.start == a.stop) {
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
	p.eat(" ")
	if !p.eat("到", "至", "-", "~", "或者", "或") {
		p.i = keep
		return
	}
	for p.at() == '-' || p.at() == '~' || p.at() == ' ' {
		p.i++
	}
	b, ok := p.period(a)
	if !ok || rank(b) > rank(a)+1 {
		p.i = keep
		return
	}
	p.weekdayNote(spec{})
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

// iso reads 2024-05-28, 2024/5/28, 2024.5.28, 20240528 and 2024-05.
func (p *whenScan) iso(spec) (spec, bool) {
	if !isDigit(p.at()) || isDigit(runeAt(p.r, p.i-1)) {
		return spec{}, false
	}
	y, ok := p.integer()
	if ok && y > 20000101 && y < 21000000 && !isDigit(p.at()) && y/100%100 <= 12 && y/100%100 > 0 && y%100 <= 31 {
		return spec{form: ofDay, y: y / 10000, m: y / 100 % 100, n: y % 100}, y%100 > 0
	}
	if !ok || y < 1990 || y > 2100 {
		return spec{}, false
	}
	sep := p.at()
	if sep != '-' && sep != '/' && sep != '.' {
		return spec{}, false
	}
	p.i++
	m, ok := p.integer()
	if !ok || m < 1 || m > 12 || p.at() != sep {
		return spec{form: ofMonth, y: y, m: m}, ok && m >= 1 && m <= 12 && sep != '-'
	}
	p.i++
	d, ok := p.integer()
	p.eat("日", "号")
	return spec{form: ofDay, y: y, m: m, n: d}, ok && d <= 31
}

// year reads 今年, 2024年, 24年, 二零二四年.
func (p *whenScan) year() (int, bool) {
	for _, rel := range []struct {
		word string
		n    int
	}{{"今年", 0}, {"本年度", 0}, {"本年", 0}, {"当年", 0}, {"明年", 1}, {"来年", 1}, {"次年", 1}, {"后年", 2}, {"去年", -1}, {"上年", -1}, {"前年", -2}, {"大前年", -3}} {
		if p.eat(rel.word) {
			return p.now.Year + rel.n, true
		}
	}
	digits := p.i
	y, ok := p.integer()
	if !ok || !p.eat("年度", "年") || p.at() == '内' || p.at() == '前' && y < 90 && y < 20 {
		return 0, false
	}
	if n := p.i - 1 - digits; y < 100 && y >= 20 && n <= 4 {
		y += 2000
	}
	return y, y >= 1990 && y <= 2100
}

// withYear reads a year and what follows inside it.
func (p *whenScan) withYear(spec) (spec, bool) {
	y, ok := p.year()
	if !ok {
		return spec{}, false
	}
	keep := p.i
	p.eat("的")
	p.eat(" ")
	if p.eat("年底", "底", "年末", "末") {
		return spec{form: ofYear, y: y, edge: 'e'}, true
	}
	if p.eat("年初", "初") {
		return spec{form: ofMonth, y: y, m: 1}, true
	}
	if p.at() == '中' && runeAt(p.r, p.i+1) != '国' && runeAt(p.r, p.i+1) != '秋' && p.eat("中") {
		return spec{form: ofMonth, y: y, m: 6}, true
	}
	for _, f := range []func(spec) (spec, bool){p.withMonth, p.part, p.feast} {
		at := p.i
		if s, ok := f(spec{y: y}); ok {
			s.y, s.cycle = y, 0
			return s, true
		}
		p.i = at
	}
	p.i = keep
	p.eat("全年", "内全年")
	return spec{form: ofYear, y: y}, true
}

// withMonth reads 6月, 6月10日, 6月中旬, 6月底, 六月初八 is left alone.
func (p *whenScan) withMonth(in spec) (spec, bool) {
	p.eat("阳历", "公历")
	m, ok := p.integer()
	if !ok || m < 1 || m > 12 || !p.eat("月份", "月") {
		return spec{}, false
	}
	s := p.inMonth(spec{form: ofMonth, y: in.y, m: m})
	if s.y == 0 {
		s.cycle = 'y'
	}
	return s, true
}

// inMonth reads what follows a month: day, third, 底.
func (p *whenScan) inMonth(s spec) spec {
	keep := p.i
	p.eat("的")
	p.eat(" ")
	if p.eat("上中旬", "上、中旬") {
		p.spread(&s, 0, 1)
		return s
	}
	if p.eat("中下旬", "中、下旬") {
		p.spread(&s, 1, 2)
		return s
	}
	for n, words := range [][]string{{"上旬", "初"}, {"中旬", "中"}, {"下旬"}} {
		if p.at() == '中' && runeAt(p.r, p.i+1) == '国' {
			break
		}
		if p.eat(words...) {
			s.form, s.n = ofXun, n
			return s
		}
	}
	if p.eat("底", "末") {
		s.edge = 'e'
		return s
	}
	d, ok := p.integer()
	if ok && d >= 1 && (p.eat("日", "号") || d <= 31 && p.dayEnds()) {
		s.form, s.n = ofDay, d
		return s
	}
	p.i = keep
	return s
}

// spread makes two thirds of a month of a month.
func (p *whenScan) spread(s *spec, a, b int) {
	s.form, s.n = ofXun, a
	last := *s
	last.n = b
	if last.y == 0 {
		last.cycle = 'y'
	}
	p.wide = &last
}

// dayEnds reports whether a bare number after a month is its day: 6月10-15日,
// 6月10前, 6月10开工, not 6月10家.
func (p *whenScan) dayEnds() bool {
	switch p.at() {
	case '前', '后', '开', '签', '起', ',', ')', '(', 0, '上', '下', '正':
		return true
	case '-', '~', '到', '至':
		q := *p
		q.i++
		_, ok := q.integer()
		return ok && (q.at() == '日' || q.at() == '号' || q.at() == '前' || q.dayEndsFlat())
	}
	return false
}

func (p *whenScan) dayEndsFlat() bool { return p.at() == ',' || p.at() == 0 }

// slashDay reads 5/28, and 5.28 or 5-28 where the words around say it is a day.
func (p *whenScan) slashDay(in spec) (spec, bool) {
	if !isDigit(p.at()) {
		return spec{}, false
	}
	if c := runeAt(p.r, p.i-1); isDigit(c) || c == '.' || c == '/' || c == '-' && isDigit(runeAt(p.r, p.i-2)) && in.form != ofDay {
		return spec{}, false
	}
	start := p.i
	m, e, j, ok := scanArabicInt(p.r, p.i)
	if !ok || e || m < 1 || m > 12 || j >= len(p.r) {
		return spec{}, false
	}
	sep := p.r[j]
	if sep != '/' && sep != '.' && sep != '-' {
		return spec{}, false
	}
	d, _, k, ok := scanArabicInt(p.r, j+1)
	if !ok || d < 1 || d > 31 || k-j > 3 {
		return spec{}, false
	}
	p.i = k
	p.eat("日", "号")
	if p.at() == sep || p.at() == '.' && isDigit(runeAt(p.r, p.i+1)) || p.at() == '%' {
		return spec{}, false
	}
	if sep != '/' && !p.saysDay(start) {
		return spec{}, false
	}
	if sep == '/' && d <= 10 && m < d && letterOfShare(runeAt(p.r, start-1)) {
		return spec{}, false
	}
	return spec{form: ofDay, m: m, n: d, cycle: 'y'}, true
}

func letterOfShare(c rune) bool { return c == '的' || c == '占' }

// scanArabicInt reads digits only, without commas and decimals.
func scanArabicInt(r []rune, i int) (n int, long bool, next int, ok bool) {
	for next = i; next < len(r) && isDigit(r[next]); next++ {
		n = n*10 + int(r[next]-'0')
		if next-i > 3 {
			return 0, true, i, false
		}
	}
	return n, false, next, next > i
}

// saysDay reports whether the letters around a number like 5.28 say it is a day.
func (p *whenScan) saysDay(start int) bool {
	if runeAt(p.r, p.i-1) == '日' || runeAt(p.r, p.i-1) == '号' {
		return true
	}
	for _, c := range []rune("前后起之正开签竣投入挂摘召举已完动申报认试奠拿注上下周(拟") {
		if p.at() == c {
			return true
		}
	}
	if c := p.at(); c == '-' || c == '~' || c == '到' || c == '至' {
		q := *p
		for q.at() == '-' || q.at() == '~' || q.at() == '到' || q.at() == '至' {
			q.i++
		}
		_, ok := q.slashDay(spec{form: ofDay})
		return ok
	}
	for _, c := range []rune("于在定拟划迟争期约到至") {
		if runeAt(p.r, start-1) == c && p.at() != '亿' && p.at() != '万' && p.at() != '个' && p.at() != '元' && p.at() != '倍' {
			return true
		}
	}
	return false
}

// bareDay reads 8号 and 10日; the second half of a range takes the first's month.
func (p *whenScan) bareDay(in spec) (spec, bool) {
	d, ok := p.integer()
	if !ok || d < 1 {
		return spec{}, false
	}
	marked := p.eat("日", "号")
	if marked && p.at() == '楼' || !marked && (in.form != ofDay || in.m == 0 && in.cycle != 'm' || d > 31) {
		return spec{}, false
	}
	if !marked { // 8-10号, or 6月10-15
		return spec{form: ofDay, y: in.y, m: in.m, n: d, cycle: in.cycle}, true
	}
	if in.form == ofDay {
		return spec{form: ofDay, y: in.y, m: in.m, n: d, cycle: in.cycle}, true
	}
	return spec{form: ofDay, n: d, cycle: 'm'}, d <= 31
}

// relMonth reads 本月, 下个月10号, 月底, 上月中旬.
func (p *whenScan) relMonth(spec) (spec, bool) {
	for _, rel := range []struct {
		words []string
		n     int
	}{
		{[]string{"本月份", "本月", "这个月", "这月", "当月", "该月"}, 0},
		{[]string{"下下个月", "下下月"}, 2},
		{[]string{"下个月", "下月份", "下月", "次月"}, 1},
		{[]string{"上上个月", "上上月"}, -2},
		{[]string{"上个月", "上月份", "上月"}, -1},
	} {
		if p.eat(rel.words...) {
			d := Date{p.now.Year, p.now.Month, 1}.addMonths(rel.n)
			return p.inMonth(spec{form: ofMonth, y: d.Year, m: int(d.Month)}), true
		}
	}
	if p.at() != '月' || isDigit(runeAt(p.r, p.i-1)) {
		return spec{}, false
	}
	if _, ok := hanDigits[runeAt(p.r, p.i-1)]; ok || runeAt(p.r, p.i-1) == '个' || runeAt(p.r, p.i-1) == '每' {
		return spec{}, false
	}
	s := spec{form: ofMonth, y: p.now.Year, m: int(p.now.Month)}
	switch {
	case p.eat("月底", "月末"):
		s.edge = 'e'
	case p.eat("月初"):
		s.form, s.n = ofXun, 0
	case p.eat("月中旬", "月中"):
		s.form, s.n = ofXun, 1
	case has(p.r, p.i, "月内"):
		p.i++
	default:
		return spec{}, false
	}
	return s, true
}

// relDay reads 今天, 昨天, 大后天.
func (p *whenScan) relDay(spec) (spec, bool) {
	for _, rel := range []struct {
		words []string
		n     int
	}{
		{[]string{"大后天"}, 3}, {[]string{"后天", "后日"}, 2},
		{[]string{"明天", "明日", "明早", "明晚", "明儿"}, 1},
		{[]string{"今天", "今日", "今早", "今晚", "今儿", "今晨", "当天", "当日"}, 0},
		{[]string{"昨天", "昨日", "昨晚", "昨儿", "昨夜"}, -1},
		{[]string{"大前天"}, -3}, {[]string{"前天", "前日", "前晚"}, -2},
	} {
		if p.eat(rel.words...) {
			d := p.now.Add(rel.n)
			return spec{start: d, stop: d}, true
		}
	}
	return spec{}, false
}
