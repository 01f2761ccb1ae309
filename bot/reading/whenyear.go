package reading

import "strings"

// iso reads 2024-05-28, 2024/5/28, 2024.5.28, 2024 05 28, 20240528 and 2024/5.
func (p *whenScan) iso(spec) (spec, bool) {
	if !isDigit(p.at()) || isDigit(runeAt(p.r, p.i-1)) {
		return spec{}, false
	}
	if s, ok := p.yearLast(); ok {
		return s, true
	}
	if y, ok := p.integer(); ok && y > 19000101 && y < 21000000 && !isDigit(p.at()) && y/100%100 <= 12 && y/100%100 > 0 && y%100 <= 31 {
		return spec{form: ofDay, y: y / 10000, m: y / 100 % 100, n: y % 100}, y%100 > 0
	}
	return spec{}, false
}

// triple reads three numbers with the same mark between them; the third may
// be missing (0).
func (p *whenScan) triple() (n [3]int, sep rune, ok bool) {
	for k := range n {
		var end int
		if n[k], _, end, ok = scanArabicInt(p.r, p.i); !ok {
			return n, sep, k == 2
		}
		p.i = end
		if k == 0 {
			sep = p.at()
		}
		if k < 2 {
			if p.at() != sep || !isDigit(runeAt(p.r, p.i+1)) {
				return n, sep, k == 1
			}
			p.i++
		}
	}
	return n, sep, !isDigit(p.at()) && p.at() != sep
}

// yearLast reads 2024.5.28 and 24.5.28, and the year behind: 28.5.2024, 5-28-24.
func (p *whenScan) yearLast() (spec, bool) {
	keep := p.i
	n, sep, ok := p.triple()
	a, b, c := n[0], n[1], n[2]
	day := func(y, m, d int) (spec, bool) {
		if m < 1 || m > 12 || d < 1 || d > 31 {
			p.i = keep
			return spec{}, false
		}
		switch {
		case y < 50:
			y += 2000
		case y < 100:
			y += 1900
		}
		p.eat("日", "号")
		return spec{form: ofDay, y: y, m: m, n: d}, true
	}
	switch {
	case !ok || !strings.ContainsRune("-/. ", sep):
	case a >= 1900 && a <= 2100 && c > 0:
		return day(a, b, c)
	case a >= 1900 && a <= 2100 && (sep == '/' || sep == '.') && b >= 1 && b <= 12:
		return spec{form: ofMonth, y: a, m: b}, true
	case sep == ' ' || c == 0:
	case c >= 1900 && c <= 2100:
		return day(c, b, a)
	case a > 12 && a < 100 && c <= 31:
		return day(a, b, c)
	case a <= 12 && (c > 12 || a < 10 && b < 10 && p.i-keep == 6): // 5-28-24, 3-7-07
		return day(c, a, b)
	}
	p.i = keep
	return spec{}, false
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
	return p.numberedYear()
}

// numberedYear reads 2024年, 24年, 07年, 二零二四年, 两千零四年; 15年 is a year
// only if a month follows.
func (p *whenScan) numberedYear() (int, bool) {
	digits := p.i
	y, ok := p.integer()
	if n, j, long := scanNumber(p.r, digits); long && hanUnit(p.r, digits+1) == 1000 {
		y, ok = int(n.lo/whole), true
		p.i = j
	}
	n := p.i - digits
	p.eat(" ")
	if ok && n == 4 && p.shortYear(digits) {
		return y, y >= 1990 && y <= 2100
	}
	if !ok || !p.eat("年度", "年") || p.at() == '内' && y < 20 || p.at() == '代' || p.at() == '前' && y < 20 && p.r[digits] != '0' {
		return 0, false
	}
	if y < 100 && n == 2 && (y >= 20 || p.r[digits] == '0' || p.r[digits] == '零' || p.monthNext()) {
		y += 2000
	} else if y < 100 && y >= 20 && n <= 4 {
		y += 2000
	}
	return y, y >= 1900 && y <= 2100
}

// shortYear reports whether four digits are a year without 年: 2025上半年,
// 2025底前, 计划2025开工.
func (p *whenScan) shortYear(digits int) bool {
	if !isDigit(p.r[digits]) {
		return false
	}
	if after(p.r, p.i, "上半年", "下半年", "底", "第") > 0 || runeAt(p.r, p.i+1) == '季' {
		return true
	}
	return strings.ContainsRune("划拟于在计定争保预", runeAt(p.r, digits-1)) && strings.ContainsRune("开签投竣入申完动,。\x00", p.at())
}

// monthNext reports whether a month stands here.
func (p *whenScan) monthNext() bool {
	q := *p
	q.eat(" ")
	m, ok := q.integer()
	return ok && m >= 1 && m <= 12 && q.at() == '月'
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
	if p.eat("本月", "同月", "这个月") { // 去年本月十日
		return p.inMonth(spec{form: ofMonth, y: y, m: int(p.now.Month)}), true
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
	p.w.bad = p.eat("春天", "夏天", "秋天", "冬天") // no first and last day
	p.eat("全年", "内全年")
	return spec{form: ofYear, y: y}, true
}
