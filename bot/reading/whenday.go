package reading

import (
	"strings"
	"unicode"
)

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
	if week, ok := p.weekOf(s); ok {
		return week
	}
	if p.eat("上中旬", "上、中旬") {
		p.spread(&s, 0, 1)
		return s
	}
	if p.eat("中下旬", "中、下旬") {
		p.spread(&s, 1, 2)
		return s
	}
	if d, ok := p.lunarDay(); ok {
		s.form, s.n = ofLunar, d
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
	if third, ok := p.vagueDay(s); ok {
		return third
	}
	if s.y == 0 && s.m == 8 && p.eat("十五") && !p.eat("日", "号") {
		s.form, s.n = ofLunar, 15 // 八月十五 without year and 日 is the festival
		return s
	}
	p.i = keep
	p.eat("的")
	p.eat(" ")
	at := p.i
	d, ok := p.integer()
	if ok && d >= 1 && (p.eat("日", "号") || d <= 31 && (p.dayEnds() || p.spelt(at) || p.plainDay(at))) {
		s.form, s.n = ofDay, d
		return s
	}
	p.i = keep
	return s
}

// lunarDay reads the 初八 of 三月初八: a month and a day both spelt are the lunar
// calendar's, 3月初 and 三月初三方会谈 are the days up to the tenth.
func (p *whenScan) lunarDay() (int, bool) {
	d, ok := hanDigit(p.r, p.i+1)
	if hanUnit(p.r, p.i+1) == 10 {
		d, ok = 10, true
	}
	if p.at() != '初' || !ok || d == 0 || !quarterBefore(runeAt(p.r, p.i-2)) || isDigit(runeAt(p.r, p.i-2)) || counts(runeAt(p.r, p.i+2)) {
		return 0, false
	}
	p.i += 2
	return int(d), true
}

// spelt reports whether the day that ends here was written out (一月二十三) and
// counts nothing: 八月十五家 is a number of firms.
func (p *whenScan) spelt(at int) bool {
	return p.i-at > 1 && !isDigit(p.r[at]) && !counts(p.at())
}

// plainDay reports whether the two figures that end here are a day, since what
// follows is no word for what there are so many of: 3月27在苏州签的, not 6月12吨.
func (p *whenScan) plainDay(at int) bool {
	return p.i-at == 2 && isDigit(p.r[at]) && unicode.Is(unicode.Han, p.at()) && !counts(p.at()) &&
		!strings.ContainsRune("吨米平公千百元辆张份户项件桩根颗支只口车间本部艘架倍成折款种类级等小秒刻毫克斤升瓦伏度海英", p.at()) && !p.x.measureAt(p.r, p.i)
}

// counts reports whether a letter says what a number before it is the number of.
func counts(c rune) bool {
	_, digit := hanDigits[c]
	return digit || hanUnits[c] > 0 || isDigit(c) || strings.ContainsRune("个家条批期方次轮届位名块万亿标组座栋幢层台套亩班人天年月周季度点时分多余来几、-~到至", c)
}

// vagueDay reads 十几号 and 二十几号 as the third of the month they lie in.
func (p *whenScan) vagueDay(s spec) (spec, bool) {
	for n, words := range [][]string{1: {"十几号", "十几日", "10几号"}, 2: {"二十几号", "二十几日", "20几号", "二十多号", "20多号"}} {
		if p.eat(words...) {
			s.form, s.n = ofXun, n
			return s, true
		}
	}
	return s, false
}

// weekOf reads 第二周, 第二个周一, 最后一个星期五 of a month.
func (p *whenScan) weekOf(s spec) (spec, bool) {
	keep := p.i
	if runeAt(p.r, p.i-1) != '的' {
		p.eat("的")
	}
	n, ok := -1, p.eat("最后一")
	if !ok && p.eat("第") {
		n, ok = p.integer()
		ok = ok && n >= 1 && n <= 5
	}
	if !ok || !p.eat("个星期", "个礼拜", "个周", "周", "星期", "礼拜") {
		p.i = keep
		return s, false
	}
	s.form, s.n = ofWeek, n
	if d, ok := p.weekdayDigit(); ok {
		s.form, s.wd = ofWeekday, d
	}
	return s, true
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
	case '前', '后', '开', '签', '起', ',', ')', '(', 0, '上', '下', '正',
		'认', '报', '申', '竣', '投', '完', '摘', '挂', '动', '入', '奠', '就', '已', '左', '或':
		return true
	case '-', '~', '到', '至', '、':
		q := *p
		q.i++
		_, ok := q.integer()
		return ok && (q.at() == '日' || q.at() == '号' || q.at() == '前' || q.dayEndsFlat())
	}
	return p.named()
}

// named reports whether a name begins here: 6月18锦尚二期开工.
func (p *whenScan) named() bool { return p.n != nil && len(p.n.wholeAt(p.r, p.i).refs) > 0 }

// ofSum: the 3.2 of 总投资调到3.2 is what a sum was changed to.
func (p *whenScan) ofSum(start int) bool {
	before := string(p.r[max(0, start-5):start])
	return hasAnySuffix(before, "到", "至", "为", "改") && containsAny(before, "投资", "总投", "资额", "金额", "引资", "亿", "万")
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
	for _, c := range "没前后起之正开签竣投入挂摘召举交送递已完动申报认试奠拿注上下周(拟" {
		if p.at() == c {
			return true
		}
	}
	if c := runeAt(p.r, start-1); (c == 0 || c == ',' || c == '。') && p.named() {
		return true // 6.18锦尚二期开工
	}
	if strings.ContainsRune("工约产牌库在", runeAt(p.r, start-1)) && strings.ContainsRune(",。; )\x00", p.at()) {
		return true // 开工11.18
	}
	if p.behindStep(start) || p.signedThere(start) {
		return true
	}
	if c := p.at(); c == '-' || c == '~' || c == '到' || c == '至' {
		q := *p
		for q.at() == '-' || q.at() == '~' || q.at() == '到' || q.at() == '至' {
			q.i++
		}
		_, ok := q.slashDay(spec{form: ofDay})
		return ok
	}
	if p.ofSum(start) {
		return false
	}
	for _, c := range "于在定拟划迟争期约到至改" {
		if runeAt(p.r, start-1) == c && p.at() != '亿' && p.at() != '万' && p.at() != '个' && p.at() != '元' && p.at() != '倍' {
			return true
		}
	}
	return false
}

// bareDay reads 8号 and 10日; the second half of a range takes the first's month.
func (p *whenScan) bareDay(in spec) (spec, bool) {
	at := p.i
	d, ok := p.integer()
	if !ok || d < 1 {
		return spec{}, false
	}
	marked := p.eat("日", "号")
	if !marked && in.form == fixedSpan && p.firstOfTwo(at, d) {
		return spec{form: ofDay, n: d, cycle: 'm'}, true
	}
	if c := runeAt(p.r, at-1); c == '月' && quarterBefore(runeAt(p.r, at-2)) && in.form == fixedSpan {
		return spec{}, false // 13月1日
	}
	if marked && p.numbersThing() || !marked && (in.form != ofDay || in.m == 0 && in.cycle != 'm' || d > 31) {
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

// firstOfTwo reports whether the number that ends here is the first of two days: 25到
// 26号, 25、26日.
func (p *whenScan) firstOfTwo(at, d int) bool {
	q := *p
	if c := runeAt(p.r, at-1); isDigit(c) || c == '.' || c == '月' || !q.eat("-", "~", "到", "至", "或者", "或", "、") {
		return false
	}
	listed := q.r[q.i-1] == '、'
	e, ok := q.integer()
	return ok && d < e && e <= 31 && (!listed || e == d+1) && q.eat("日", "号") && !q.numbersThing()
}

// numbersThing: 2号厂房, 3号地块 and 7号线 are no days, 8号线上签约 is one.
func (p *whenScan) numbersThing() bool {
	for _, w := range []string{"楼", "桥", "炉", "码头", "机组", "标段", "标准厂房", "标房", "生产线", "产线", "厂房", "厂区", "地块", "车间", "仓", "库", "会议室", "泊位", "馆", "门"} {
		if n := len([]rune(w)); p.i+n <= len(p.r) && string(p.r[p.i:p.i+n]) == w {
			return true
		}
	}
	return p.at() == '线' && !strings.ContainsRune("上下", runeAt(p.r, p.i+1))
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
		{[]string{"明天", "明日", "明早", "明晚", "明儿个", "明儿"}, 1},
		{[]string{"今天", "今日", "今早", "今晚", "今儿个", "今儿", "今晨", "当天", "当日"}, 0},
		{[]string{"昨天", "昨日", "昨晚", "昨儿个", "昨儿", "昨夜"}, -1},
		{[]string{"大前天"}, -3}, {[]string{"前天", "前日", "前晚", "前儿个", "前儿"}, -2},
	} {
		if p.eat(rel.words...) {
			d := p.now.Add(rel.n)
			return spec{start: d, stop: d}, true
		}
	}
	return spec{}, false
}
