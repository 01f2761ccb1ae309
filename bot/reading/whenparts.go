package reading

import "strings"

// several reads what names two periods at once: 6-7月, 六七月份, 今明两年, 一二季度.
func (p *whenScan) several() bool {
	keep := p.i
	for _, f := range []func() bool{p.twoYears, p.decade, p.twoDays, p.twoMonths, p.twoQuarters} {
		if f() {
			return true
		}
		p.i = keep
	}
	return false
}

func (p *whenScan) twoYears() bool {
	y := p.now.Year
	switch {
	case p.eat("今明两年", "今明二年"):
		p.pair(spec{form: ofYear, y: y}, spec{form: ofYear, y: y + 1}, GranYear)
	case p.eat("明后两年"):
		p.pair(spec{form: ofYear, y: y + 1}, spec{form: ofYear, y: y + 2}, GranYear)
	case p.eat("近两年", "这两年", "去今两年"):
		p.pair(spec{form: ofYear, y: y - 1}, spec{form: ofYear, y: y}, GranYear)
	default:
		return p.yearRange()
	}
	return true
}

// yearRange reads 2024-2026年, 2024到2026, 2024年与2026年间.
func (p *whenScan) yearRange() bool {
	a, _, j, ok := scanArabicInt(p.r, p.i)
	if !ok || j-p.i != 4 || isDigit(runeAt(p.r, p.i-1)) {
		return false
	}
	p.i = j
	p.eat(" ")
	p.eat("年")
	p.eat(" ")
	if !p.eat("到", "至", "-", "~", "与", "和", "、") {
		return false
	}
	p.eat(" ")
	b, _, j, ok := scanArabicInt(p.r, p.i)
	if !ok || j-p.i != 4 || a < 1900 || b <= a || b > 2100 {
		return false
	}
	p.i = j
	if p.eat("年", " 年") && isDigit(p.at()) {
		return false
	}
	p.eat("之间", "间", "两年", "三年")
	p.pair(spec{form: ofYear, y: a}, spec{form: ofYear, y: b}, GranYear)
	return true
}

// decade reads 上世纪90年代, 20世纪八十年代. The century must be said: 50年代 is
// left alone.
func (p *whenScan) decade() bool {
	century := p.now.Year / 100
	switch {
	case p.eat("上世纪"):
		century--
	case p.eat("本世纪"):
	default:
		n, ok := p.integer()
		if !ok || n < 1 || n > 21 || !p.eat("世纪") {
			return false
		}
		century = n - 1
	}
	n, ok := p.integer()
	if !ok || n%10 != 0 || n > 90 || !p.eat("年代") {
		return false
	}
	y := century*100 + n
	p.pair(spec{form: ofYear, y: y}, spec{form: ofYear, y: y + 9}, GranYear)
	return true
}

func (p *whenScan) twoDays() bool {
	now := p.now
	switch {
	case p.eat("今明两天", "今明两日", "今明天"):
		p.pair(spec{start: now, stop: now}, spec{start: now.Add(1), stop: now.Add(1)}, GranDay)
	case p.eat("明后两天", "明后天", "明后两日"):
		p.pair(spec{start: now.Add(1), stop: now.Add(1)}, spec{start: now.Add(2), stop: now.Add(2)}, GranDay)
	default:
		return false
	}
	return true
}

func (p *whenScan) pair(a, b spec, g Gran) {
	p.w.a, p.w.b, p.w.rel, p.w.gran = a, b, In, g
}

// twoMonths reads 6-7月, 6、7月, 六七月, perhaps after a year, and 今年前5个月.
func (p *whenScan) twoMonths() bool {
	keep := p.i
	y, said := p.year()
	if !said {
		p.i, y = keep, 0
	}
	behind := p.i
	if p.firstMonths(y) {
		return true
	}
	p.i = behind
	return p.monthPair(y)
}

// firstMonths reads 前5个月 as January to May. Without a year 前两个月 is as
// often said of the two months just past, and no date.
func (p *whenScan) firstMonths(y int) bool {
	p.eat("的")
	if !p.eat("前", "头") {
		return false
	}
	n, ok := p.integer()
	if !ok || n < 2 || n > 12 || y == 0 && n < 4 || !p.eat("个月") {
		return false
	}
	if y == 0 {
		y = p.now.Year
	}
	p.pair(spec{form: ofMonth, y: y, m: 1}, spec{form: ofMonth, y: y, m: n}, GranMonth)
	return true
}

func (p *whenScan) monthPair(y int) bool {
	a, b := 0, 0
	if d1, ok := hanDigit(p.r, p.i); ok {
		if d2, ok := hanDigit(p.r, p.i+1); ok && d2 == d1+1 && runeAt(p.r, p.i+2) == '月' {
			a, b = int(d1), int(d2)
			p.i += 2
		}
	}
	if a == 0 {
		var ok bool
		if a, ok = p.integer(); !ok || !p.eat("到", "至", "-", "~", "、", "和") {
			return false
		}
		if b, ok = p.integer(); !ok {
			return false
		}
	}
	if a < 1 || a > 12 || b < 1 || b > 12 || !p.eat("月份", "月") || isDigit(p.at()) {
		return false
	}
	var cycle byte
	if y == 0 {
		cycle = 'y'
	}
	p.pair(spec{form: ofMonth, y: y, m: a, cycle: cycle}, p.inMonth(spec{form: ofMonth, y: y, m: b, cycle: cycle}), GranMonth)
	return true
}

// twoQuarters reads 一二季度, 二、三季度, 前三季度.
func (p *whenScan) twoQuarters() bool {
	keep := p.i
	y, ok := p.year()
	if !ok {
		p.i, y = keep, 0
	}
	var cycle byte
	if y == 0 {
		cycle = 'y'
	}
	a, b := 1, 0
	if p.eat("前") {
		b, ok = p.quarterDigit()
	} else {
		if a, ok = p.quarterDigit(); !ok {
			return false
		}
		p.eat("、", "到", "至", "-", "和")
		b, ok = p.quarterDigit()
	}
	if !ok || b <= a || !p.eat("个季度", "季度") {
		return false
	}
	p.pair(spec{form: ofQuarter, y: y, n: a, cycle: cycle}, spec{form: ofQuarter, y: y, n: b, cycle: cycle}, GranQuarter)
	return true
}

func (p *whenScan) quarterDigit() (int, bool) {
	for n, forms := range [][]rune{{'一', '1'}, {'二', '2'}, {'三', '3'}, {'四', '4'}} {
		if c := p.at(); c == forms[0] || c == forms[1] {
			p.i++
			return n + 1, true
		}
	}
	return 0, false
}

// week reads 下周三, 周五, 本周末, 下下周, 星期一.
func (p *whenScan) week(in spec) (spec, bool) {
	shift, bare := p.weekShift()
	if _, nth := hanDigit(p.r, p.i-2); bare && nth && runeAt(p.r, p.i-1) == '个' {
		return spec{}, false // 最后一个周三: of what is not said
	}
	start := p.i
	if !p.eat("周", "星期", "礼拜") {
		return spec{}, false
	}
	monday := p.now.monday().Add(7 * shift)
	if bare && in.form == fixedSpan && !in.start.IsZero() { // 下周一到周三
		monday, bare = in.start.monday(), in.cycle == 'w'
	}
	s := spec{start: monday, stop: monday.Add(6)}
	if d, ok := p.weekdayDigit(); ok {
		s.start = monday.Add(d - 1)
		s.stop = s.start
		if bare {
			s.cycle = 'w'
		}
		return s, !bare || !p.unitWeek(start)
	}
	switch {
	case p.eat("末"):
		s.start = monday.Add(5)
		if bare {
			s.cycle = 'w'
		}
	case p.eat("初"):
		s.stop = monday.Add(1)
	case p.at() == '内' && bare, !bare:
	default:
		return spec{}, false
	}
	return s, true
}

// unitWeek guards against 一周一次, 两周一报; 周一报入库 is a Monday.
func (p *whenScan) unitWeek(start int) bool {
	if p.at() != '报' {
		return p.at() == '次'
	}
	return strings.ContainsRune("一两三四每双", runeAt(p.r, start-1)) || has(p.r, p.i, "报一次")
}

// weekShift reads 本, 下, 下下, 上 and the 个 behind.
func (p *whenScan) weekShift() (n int, bare bool) {
	for _, rel := range []struct {
		word string
		n    int
	}{{"下下", 2}, {"上上", -2}, {"下一", 1}, {"下", 1}, {"上一", -1}, {"上", -1}, {"本", 0}, {"这一", 0}, {"这", 0}, {"当", 0}} {
		if j := after(p.r, p.i, rel.word+"个", rel.word); j > 0 && after(p.r, j, "周", "星期", "礼拜") > 0 {
			p.i = j
			return rel.n, false
		}
	}
	return 0, true
}

// part reads quarters, halves and the ends of the year.
func (p *whenScan) part(in spec) (spec, bool) {
	y := in.y
	cycle := byte('y')
	if y != 0 {
		cycle = 0
	}
	switch {
	case p.eat("上半年"):
		return spec{form: ofHalf, y: y, n: 1, cycle: cycle}, true
	case p.eat("下半年"):
		return p.edge(spec{form: ofHalf, y: y, n: 2, cycle: cycle}), true
	case y == 0 && p.eat("本季度", "这个季度", "这季度", "当季"):
		return p.edge(p.quarterFromNow(0)), true
	case y == 0 && p.eat("下个季度", "下一季度", "下季度", "下季"):
		return p.edge(p.quarterFromNow(1)), true
	case y == 0 && p.eat("上个季度", "上一季度", "上季度"):
		return p.edge(p.quarterFromNow(-1)), true
	case y == 0 && (has(p.r, p.i, "季度末") || has(p.r, p.i, "季末") || has(p.r, p.i, "季度底")) && !quarterBefore(runeAt(p.r, p.i-1)):
		p.eat("季度", "季")
		return p.edge(p.quarterFromNow(0)), true
	case y == 0 && (has(p.r, p.i, "年底") || has(p.r, p.i, "年末")):
		p.i += 2
		return spec{form: ofYear, edge: 'e', cycle: 'y'}, true
	case y == 0 && has(p.r, p.i, "年内"), y == 0 && has(p.r, p.i, "年度内"):
		p.eat("年度", "年")
		return spec{form: ofYear, y: p.now.Year}, true
	case y == 0 && p.eat("年中"):
		return spec{form: ofMonth, m: 6, cycle: 'y'}, true
	case y == 0 && p.eat("年初"):
		return spec{form: ofMonth, m: 1, cycle: 'y'}, true
	case y == 0 && p.eat("全年"):
		return spec{form: ofYear, y: p.now.Year}, true
	}
	return p.quarter(y, cycle)
}

func quarterBefore(c rune) bool {
	_, ok := hanDigits[c]
	return ok || isDigit(c)
}

// quarter reads 三季度, 第3季度, q3.
func (p *whenScan) quarter(y int, cycle byte) (spec, bool) {
	latin := p.eat("q")
	p.eat("第")
	n, ok := p.quarterDigit()
	if !ok && p.eat("首") {
		n, ok = 1, true
	}
	if !ok || latin == p.eat("季度", "个季度", "季") {
		return spec{}, false
	}
	return p.edge(spec{form: ofQuarter, y: y, n: n, cycle: cycle}), true
}

// edge reads 末, 底 behind a quarter or half year; 初 is its first month.
func (p *whenScan) edge(s spec) spec {
	if p.eat("末", "底") {
		s.edge = 'e'
	} else if s.form == ofQuarter && p.eat("初") {
		s.form, s.m = ofMonth, s.n*3-2
	}
	return s
}

func (p *whenScan) quarterFromNow(n int) spec {
	d := Date{p.now.Year, p.now.Month, 1}.addMonths(3 * n)
	return spec{form: ofQuarter, y: d.Year, n: (int(d.Month) + 2) / 3}
}

// feast reads festivals and lunar days.
func (p *whenScan) feast(in spec) (spec, bool) {
	cycle := byte('y')
	if in.y != 0 {
		cycle = 0
	}
	if y, m, d, ok := p.lunar(); ok {
		if y != 0 {
			in.y, cycle = y, 0
		}
		return spec{form: ofLunar, y: in.y, m: m, n: d, cycle: cycle}, true
	}
	n, j := p.x.festivalAt(p.r, p.i)
	if n == 0 && p.at() == '年' && after(p.r, max(p.i-2, 0), "过完", "过了") == p.i {
		n, j = springFestival, p.i+1
	}
	if n == 0 || j == p.i+1 && !p.newYearSaid() {
		return spec{}, false
	}
	p.i = j
	return spec{form: ofFestival, y: in.y, n: n, cycle: cycle}, true
}

// newYearSaid tells 年前 and 年后, said of the Spring Festival, from the 年 of
// 两年前, 早年前, 今年后.
func (p *whenScan) newYearSaid() bool {
	c := runeAt(p.r, p.i-1)
	return !quarterBefore(c) && !strings.ContainsRune("几多数十百千半早些当今明去来后前上下本全整周", c)
}

// lunar reads 农历八月十五, 农历2025年十月初一, 正月初八, 腊月廿三; y is 0 if unsaid.
func (p *whenScan) lunar() (y, m, d int, ok bool) {
	said := p.eat("农历", "阴历", "旧历")
	if keep := p.i; said {
		if y, ok = p.year(); !ok {
			p.i, y = keep, 0
		}
	}
	switch {
	case p.eat("正月"):
		m, said = 1, true
	case p.eat("腊月"):
		m, said = 12, true
	case p.eat("冬月"):
		m, said = 11, true
	case said:
		n, ok := p.integer()
		if !ok || !p.eat("月") {
			return 0, 0, 0, false
		}
		m = n
	}
	if !said || m < 1 || m > 12 {
		return 0, 0, 0, false
	}
	p.eat("初")
	d, ok = p.integer()
	p.eat("日", "号")
	return y, m, d, ok && d >= 1 && d <= 30
}
