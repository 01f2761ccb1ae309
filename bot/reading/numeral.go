package reading

import "math/bits"

// A number is an exact value in millionths, or a range of two.
type number struct {
	lo, hi int64 // equal unless a range was said (六七千)
	scale  int64 // the last of 万 亿 … that was said, 1 if none
	approx bool  // 十余, 三千多
	arabic bool  // written in digits only
	point  bool  // has decimals
}

const micro = 1_000_000

// whole returns the number as an int if it is one.
func (n number) whole() (int, bool) {
	return int(n.lo / micro), n.lo == n.hi && n.lo%micro == 0 && n.lo/micro < 1<<31
}

// A section is a number below ten thousand, as m / 10^e, perhaps a range.
type section struct {
	lo, hi int64
	e      int
	unit   int64 // the last of 十 百 千 said, 1 if none
	arabic bool
	approx bool
	tail   bool // ends in a bare digit after 零, which keeps its own place
}

var hanDigits = map[rune]int64{
	'零': 0, '〇': 0, '○': 0, '一': 1, '壹': 1, '幺': 1, '二': 2, '两': 2, '贰': 2, '貳': 2, '三': 3, '叁': 3,
	'四': 4, '肆': 4, '五': 5, '伍': 5, '六': 6, '陆': 6, '七': 7, '柒': 7, '八': 8, '捌': 8, '九': 9, '玖': 9,
}

var hanUnits = map[rune]int64{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000, '廿': 20, '卅': 30}

func hanDigit(r []rune, i int) (int64, bool) {
	if i >= len(r) {
		return 0, false
	}
	d, ok := hanDigits[r[i]]
	return d, ok
}

func hanUnit(r []rune, i int) int64 {
	if i >= len(r) || r[i] == '廿' || r[i] == '卅' {
		return 0
	}
	return hanUnits[r[i]]
}

// scanNumber reads the number that begins at i, as far as it goes.
func scanNumber(r []rune, i int) (number, int, bool) {
	n := number{scale: 1}
	start, last := i, int64(0)
	for {
		zero := last > 0 && i+1 < len(r) && (r[i] == '零' || r[i] == '〇')
		if zero {
			i++
		}
		sec, j, ok := scanSection(r, i)
		if !ok {
			break
		}
		sec.tail = sec.tail || zero
		mag, k, approx := magnitude(r, j)
		switch {
		case last == 0:
			n.arabic, n.point = sec.arabic, sec.e > 0
		case mag == 0:
			if !tailFits(r, j, sec, last) {
				return n, i, true
			}
			if sec.unit == 1 && !sec.tail {
				mag = last / 10
			} else {
				mag = 1
			}
			return n.add(sec, mag), j, true
		case mag >= last:
			return n, i, true
		}
		plainEnd := mag == 0
		if plainEnd {
			mag, k = 1, j
		}
		n = n.add(sec, mag)
		n.approx = n.approx || approx || sec.approx
		i = k
		if plainEnd {
			return n, i, n.valid()
		}
		n.scale, last = mag, mag
	}
	return n, i, i > start && n.valid()
}

// valid refuses numbers too large to be held.
func (n number) valid() bool { return n.lo >= 0 && n.hi >= 0 }

// add adds the section in the given magnitude; an overflow makes the number
// invalid.
func (n number) add(s section, mag int64) number {
	lo, ok1 := scaled(s.lo, mag, s.e)
	hi, ok2 := scaled(s.hi, mag, s.e)
	if !ok1 || !ok2 || n.lo < 0 || n.lo > 1<<61 || lo > 1<<61 || hi > 1<<61 {
		n.lo, n.hi = -1, -1
		return n
	}
	n.lo, n.hi = n.lo+lo, n.hi+hi
	return n
}

// scaled returns m * mag / 10^e in millionths, exactly or not at all.
func scaled(m, mag int64, e int) (int64, bool) {
	div := uint64(1)
	for range e {
		div *= 10
	}
	hi, lo := bits.Mul64(uint64(m), uint64(mag*micro))
	if hi >= div {
		return 0, false
	}
	q, rem := bits.Div64(hi, lo, div)
	return int64(q), rem == 0 && q < 1<<62
}

// tailFits reports whether the digit after a magnitude belongs to the number
// (两亿三) and not to what follows (3亿4月签约).
func tailFits(r []rune, j int, s section, last int64) bool {
	if s.unit > 1 || s.tail {
		return last >= 10000
	}
	if s.e > 0 || s.lo > 9 || s.lo != s.hi || last < 100 {
		return false
	}
	if j < len(r) {
		switch r[j] {
		case '月', '日', '号', '年', '期', '个', '家', '条', '-', '/', '.', '、', '~', '点', '季', '到', '至', '亩', '台', '人', '天', '周', '%', '次', '方', '层', '楼', '栋', '幢', ')':
			return false
		}
	}
	return true
}

// magnitude reads 万, 亿, 个亿, 多万 … at j; 0 if none stands there.
func magnitude(r []rune, j int) (mag int64, next int, approx bool) {
	k := j
	for k < len(r) && k < j+3 {
		switch {
		case r[k] == '多' || r[k] == '余' || r[k] == '来' || r[k] == '几':
			approx = true
		case r[k] == '个', r[k] == ' ' && k == j && k+1 < len(r) && (r[k+1] == '亿' || r[k+1] == '万'):
		case r[k] == '亿':
			return 100_000_000, k + 1, approx
		case has(r, k, "万万"):
			return 100_000_000, k + 2, approx
		case has(r, k, "万亿"):
			return 1_000_000_000_000, k + 2, approx
		case r[k] == '兆' && k == j && runeAt(r, k+1) != '瓦' && !letterAt(r, k+1):
			return 1_000_000_000_000, k + 1, approx
		case r[k] == '万':
			return 10_000, k + 1, approx
		case has(r, k, "小目标"):
			return 100_000_000, k + 3, approx
		case r[k] == 'w' && k == j && !letterAt(r, k+1):
			return 10_000, k + 1, approx
		default:
			return 0, j, false
		}
		k++
	}
	return 0, j, false
}

func letterAt(r []rune, i int) bool {
	return i < len(r) && (r[i] >= 'a' && r[i] <= 'z')
}

// scanSection reads a number below ten thousand (or any number in digits).
func scanSection(r []rune, i int) (section, int, bool) {
	if i < len(r) && isDigit(r[i]) {
		return arabicSection(r, i)
	}
	return hanSection(r, i)
}

// arabicSection reads 1,234.5 and 3千5百.
func arabicSection(r []rune, i int) (section, int, bool) {
	s := section{unit: 1, arabic: true}
	m, e, j, ok := scanArabic(r, i)
	if !ok {
		return s, i, false
	}
	s.lo, s.hi, s.e = m, m, e
	if e == 0 && runeAt(r, j) == '点' {
		if d, k, ok := spokenPoint(r, j+1); ok {
			return section{lo: m*d.scale + d.m, hi: m*d.scale + d.m, e: d.e, unit: 1, arabic: true}, k, true
		}
	}
	if e > 0 {
		if u, k := spokenUnit(r, j); u > 0 {
			return section{lo: m * u, hi: m * u, e: e, unit: u}, k, true
		}
		return s, j, true
	}
	total, seen := int64(0), false
	for {
		u, k := spokenUnit(r, j)
		if u == 0 || seen && u >= s.unit || m >= 1000 {
			break
		}
		total, s.unit, seen, j = total+m*u, u, true, k
		s.lo, s.hi, s.arabic = total, total, false
		if m, e, k, ok = scanArabic(r, j); !ok || e > 0 {
			break
		}
		if v, _ := spokenUnit(r, k); v == 0 {
			break
		}
		j = k
	}
	return s, j, true
}

// A fraction is what stands behind the point: m / scale, scale = 10^e.
type fraction struct {
	m, scale int64
	e        int
}

// spokenPoint reads the 5 of 2点5亿; without a magnitude behind it, it is a
// time of day.
func spokenPoint(r []rune, i int) (fraction, int, bool) {
	f := fraction{scale: 1}
	j := i
	for ; j < len(r) && isDigit(r[j]) && f.e < 6; j++ {
		f.m, f.scale, f.e = f.m*10+int64(r[j]-'0'), f.scale*10, f.e+1
	}
	mag, _, _ := magnitude(r, j)
	return f, j, f.e > 0 && mag > 0
}

// spokenUnit reads 千 百 after digits, not the 千 of 千瓦.
func spokenUnit(r []rune, j int) (int64, int) {
	u := hanUnit(r, j)
	if u < 100 || j+1 < len(r) && (r[j+1] == '瓦' || r[j+1] == '克' || r[j+1] == '伏' || r[j+1] == '米' || r[j+1] == '分') {
		return 0, j
	}
	return u, j + 1
}

// scanArabic reads digits with thousands' commas and decimals as m / 10^e.
func scanArabic(r []rune, i int) (m int64, e, next int, ok bool) {
	j := i
	for j < len(r) && (isDigit(r[j]) || r[j] == ',' && groupAt(r, j+1) && j > i) {
		if isDigit(r[j]) {
			m = m*10 + int64(r[j]-'0')
		}
		j++
		if m > 1e14 {
			return 0, 0, i, false
		}
	}
	if j == i {
		return 0, 0, i, false
	}
	if j+1 < len(r) && r[j] == '.' && isDigit(r[j+1]) {
		for j++; j < len(r) && isDigit(r[j]); j++ {
			if e == 8 || m > 1e14 {
				return 0, 0, i, false
			}
			m, e = m*10+int64(r[j]-'0'), e+1
		}
	}
	return m, e, j, true
}

// groupAt reports whether exactly three digits stand at i.
func groupAt(r []rune, i int) bool {
	for k := i; k < i+3; k++ {
		if k >= len(r) || !isDigit(r[k]) {
			return false
		}
	}
	return i+3 >= len(r) || !isDigit(r[i+3])
}

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
	return p.run()
}

// hanDecimal reads 二点五, 2点5 is left to the digits.
func hanDecimal(r []rune, i int) (section, int, bool) {
	m, ok := hanDigit(r, i)
	if !ok || i+2 >= len(r) || r[i+1] != '点' {
		return section{}, i, false
	}
	d, ok := hanDigit(r, i+2)
	if !ok {
		return section{}, i, false
	}
	s, j := section{lo: m*10 + d, e: 1, unit: 1}, i+3
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
