package reading

// hanSection reads 三千五百, 二零二四, 二点五, 六七千, 十七八, 半.
func hanSection(r []rune, i int) (section, int, bool) {
	if i < len(r) && r[i] == '半' {
		if mag, _, _ := magnitude(r, i+1); mag > 0 {
			return section{lo: 5, hi: 5, e: 1, unit: 1}, i + 1, true
		}
	}
	if d, ok := hanDigit(r, i); ok && has(r, i+1, "个半") { // 一个半亿
		if mag, _, _ := magnitude(r, i+3); mag > 0 {
			return section{lo: d*10 + 5, hi: d*10 + 5, e: 1, unit: 1}, i + 3, true
		}
	}
	if s, j, ok := hanDecimal(r, i); ok {
		return s, j, ok
	}
	p := hanParser{r: r, i: i, s: section{unit: 1}}
	s, j, ok := p.run()
	if f, k, point := pointAt(r, j); ok && point && s.lo == s.hi {
		s.lo = s.lo*f.scale + f.m
		s.hi, s.e, j = s.lo, f.e, k
	}
	return s, j, ok
}

// hanDecimal reads 二点五, 三个点五; 2点5 is left to the digits.
func hanDecimal(r []rune, i int) (section, int, bool) {
	m, ok := hanDigit(r, i)
	point := i + 1
	if runeAt(r, point) == '个' { // 三个点五亿
		point++
	}
	if !ok || point+1 >= len(r) || r[point] != '点' {
		return section{}, i, false
	}
	d, ok := hanDigit(r, point+1)
	if !ok {
		return section{}, i, false
	}
	s, j := section{lo: m*10 + d, e: 1, unit: 1}, point+2
	for s.e < 6 {
		d, ok := hanDigit(r, j)
		if !ok {
			break
		}
		s.lo, s.e, j = s.lo*10+d, s.e+1, j+1
	}
	s.hi = s.lo
	return s, j, true
}

// hanParser walks a spoken number below ten thousand.
type hanParser struct {
	r     []rune
	i     int
	s     section
	begun bool
	zero  bool
}

func (p *hanParser) run() (section, int, bool) {
	start := p.i
	for p.step() {
		if p.i-start > 12 {
			break
		}
	}
	return p.s, p.i, p.begun
}

// step takes the next digit and its unit; it reports whether more may follow.
func (p *hanParser) step() bool {
	if p.i < len(p.r) && (p.r[p.i] == '廿' || p.r[p.i] == '卅') && !p.begun {
		p.put(hanUnits[p.r[p.i]]/10, hanUnits[p.r[p.i]]/10, 10, 1)
		return true
	}
	if u := hanUnit(p.r, p.i); u == 10 && !p.begun {
		p.put(1, 1, 10, 1)
		return p.some()
	}
	d, ok := hanDigit(p.r, p.i)
	if !ok {
		return false
	}
	if d == 0 && p.begun && p.s.unit > 1 {
		if runeAt(p.r, p.i+1) == '几' { // 一百零几万
			p.i++
			return p.some()
		}
		if _, more := hanDigit(p.r, p.i+1); !more {
			return false
		}
		p.zero = true
		p.i++
		return true
	}
	if d2, ok := hanDigit(p.r, p.i+1); ok && rangePair(d, d2) {
		return p.pair(d, d2)
	}
	if u := hanUnit(p.r, p.i+1); u > 0 && (p.s.unit == 1 && !p.begun || u < p.s.unit) {
		p.put(d, d, u, 2)
		return p.some()
	}
	return p.last(d)
}

// rangePair reports whether two digits side by side mean “one or the other”.
func rangePair(a, b int64) bool { return a > 0 && (b == a+1 || a == 3 && b == 5) }

// pair reads 六七千, 十七八, 三四个亿.
func (p *hanParser) pair(a, b int64) bool {
	if u := hanUnit(p.r, p.i+2); u > 0 && !p.begun {
		p.put(a, b, u, 3)
		p.s.approx = true
		return p.some()
	}
	_, k, _ := magnitude(p.r, p.i+2)
	if k > p.i+2 && (!p.begun || p.s.unit == 10) {
		p.put(a, b, 1, 2)
		p.s.approx = true
		return false
	}
	return p.last(a)
}

// last takes a final digit, or digit after digit as in 二零二四.
func (p *hanParser) last(d int64) bool {
	if !p.begun {
		return p.digits()
	}
	switch {
	case p.zero:
		p.s.tail = true
		p.put(d, d, 1, 1)
	case p.s.unit > 10: // 三千五: the tail takes the next lower unit
		if _, more := hanDigit(p.r, p.i+1); more || !tailFits(p.r, p.i+1, section{lo: d, hi: d, unit: 1}, p.s.unit) {
			return false
		}
		p.put(d, d, p.s.unit/10, 1)
	case p.s.unit == 10:
		p.put(d, d, 1, 1)
		p.s.unit = 10
	}
	return false
}

// digits reads a string of digits: 二零二四, or a single 三.
func (p *hanParser) digits() bool {
	for k := 0; k < 8; k++ {
		d, ok := hanDigit(p.r, p.i)
		if !ok {
			break
		}
		p.s.lo = p.s.lo*10 + d
		p.s.hi, p.begun = p.s.lo, true
		p.i++
	}
	return false
}

func (p *hanParser) put(lo, hi, unit int64, n int) {
	p.s.lo, p.s.hi, p.s.unit = p.s.lo+lo*unit, p.s.hi+hi*unit, unit
	p.begun = true
	p.zero = false
	p.i += n
}

// some notes 十几, 十余, 三千多 before a magnitude; always true.
func (p *hanParser) some() bool {
	if p.i < len(p.r) && (p.r[p.i] == '几' || p.r[p.i] == '来') {
		p.s.approx = true
		p.i++
		return false
	}
	return true
}
