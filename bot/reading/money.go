package reading

import "strings"

// money reads sums: a number with a magnitude or a currency, in front or
// behind, perhaps a range, perhaps about. What is counted in other measures
// (亩 台 人 ㎡) is none.

// A sum is money found in the message.
type sum struct {
	amount   Amount
	from, to int
}

// scanMoney reads the sum that begins at i. One that was not understood to its
// end is none, and to says where it ends.
func (x *lexicon) scanMoney(s *script, i int) (sum, bool) {
	m := moneyScan{x: x, r: s.r, i: i}
	if !m.run() {
		return sum{to: m.cut}, false
	}
	a := Amount{Cur: m.cur, Approx: m.approx, Raw: s.sub(i, m.i)}
	if m.lo == m.hi {
		a.Value = Cents(m.lo)
	} else {
		a.Min, a.Max, a.Approx = Cents(m.lo), Cents(m.hi), true
	}
	return sum{amount: a, from: i, to: m.i}, true
}

type moneyScan struct {
	x      *lexicon
	r      []rune
	i      int
	cur    string
	lo, hi int64 // cents
	approx bool
	cut    int // where a number ends that was not understood to its end
}

func (m *moneyScan) run() bool {
	if below(m.r, m.i) {
		return false
	}
	m.prefix()
	n, j, ok := m.number()
	if !ok || n.lo <= 0 {
		return false
	}
	high, j, ok := m.rangeEnd(n, j)
	if ok {
		n = joined(n, high)
	}
	m.i = j
	m.about(&n)
	m.suffix()
	m.about(&n)
	if m.cur == "" && n.scale == 1 || m.measured() || m.goesOn() {
		return false
	}
	if m.cur == "" {
		m.cur = "CNY"
	}
	m.approx = m.approx || n.approx
	const cent = whole / 100
	if n.lo%cent != 0 || n.hi%cent != 0 { // finer than can be held
		return false
	}
	m.lo, m.hi = n.lo/cent, n.hi/cent
	m.change()
	return true
}

// below reports whether a minus stands before i: no sum is negative, and the
// number without it would be another. A dash (总投资——3亿) is none.
func below(r []rune, i int) bool {
	c := runeAt(r, i-1)
	return c == '负' || c == '負' || c == '-' && runeAt(r, i-2) != '-' && isDigit(runeAt(r, i)) && runeAt(r, i-2) > 0x2E80 &&
		!spoken(runeAt(r, i-2)) && runeAt(r, i-2) != '元'
}

// number reads the number, or the 亿 of 上亿, the 千万元 of 千万元 standing for one.
func (m *moneyScan) number() (number, int, bool) {
	n, j, ok := scanNumber(m.r, m.i)
	if ok {
		if runeAt(m.r, m.i-1) == '.' && runeAt(m.r, m.i-2) > 0x2E80 && n.arabic && !n.point && j-m.i == 2 { // .5亿
			n.lo, n.hi = n.lo/10, n.hi/10
		}
		return n, j, true
	}
	bare := runeAt(m.r, m.i)
	if !m.approx && bare != '百' && bare != '千' || strings.ContainsRune("数几好多余来个十百千万亿", runeAt(m.r, m.i-1)) {
		return number{}, m.i, false
	}
	unit, j := int64(1), m.i
	if bare == '百' || bare == '千' {
		unit, j = hanUnits[bare], j+1
	}
	mag, k, vague := magnitude(m.r, j)
	if mag < 10_000 || vague || mag*unit < 1_000_000 || !m.approx && runeAt(m.r, k) != '元' {
		return number{}, m.i, false
	}
	v := unit * mag * whole
	return number{lo: v, hi: v, scale: mag, approx: true}, k, true
}

// goesOn reports whether the number was cut off, and where it ends: 两千万点五五,
// 1亿2000元.
func (m *moneyScan) goesOn() bool {
	if runeAt(m.r, m.i) == '点' {
		if _, j, ok := scanNumber(m.r, m.i+1); ok {
			m.cut = j
		}
	} else if _, j, ok := scanNumber(m.r, m.i); ok && runeAt(m.r, m.i-1) != '元' && strings.ContainsRune("元,。;\n\x00", runeAt(m.r, j)) {
		m.cut = j
	}
	return m.cut > 0
}

// prefix takes 约, 近, 人民币, ¥ before the number.
func (m *moneyScan) prefix() {
	m.approx = strings.ContainsRune("><≥≤≈", runeAt(m.r, m.i-1))
	if (runeAt(m.r, m.i) == '上' || runeAt(m.r, m.i) == '破') && strings.ContainsRune("亿千百", runeAt(m.r, m.i+1)) { // 上亿
		m.i, m.approx = m.i+1, true
	}
	for range 3 {
		if j := after(m.r, m.i, "大约", "大概", "差不多", "将近", "接近", "超过", "不低于", "不少于", "不超过", "不高于", "不到", "最多", "至多", "顶多", "最少", "至少", "起码", "少说", "突破", "小", "约", "近", "超", "逾", "过"); j > 0 {
			m.i, m.approx = j, true
			continue
		}
		if cur, j := m.x.currency(m.r, m.i); cur != "" && m.cur == "" {
			m.cur, m.i = cur, j
			if k := after(m.r, m.i, "(大写):", "(大写)", "大写", ":", " "); k > 0 {
				m.i = k
			}
			continue
		}
		return
	}
}

// rangeEnd reads the second half of 3到5亿, 8000万-1亿.
func (m *moneyScan) rangeEnd(n number, j int) (number, int, bool) {
	k := after(m.r, j, "元到", "元至", "元-", "到", "至", "-", "~")
	if k < 0 || n.lo != n.hi {
		return n, j, false
	}
	for k < len(m.r) && (m.r[k] == '-' || m.r[k] == '~') {
		k++
	}
	high, end, ok := scanNumber(m.r, k)
	if !ok || high.scale == 1 && n.scale == 1 && !m.currencyAt(end) {
		return n, j, false
	}
	if high.scale == 1 && n.scale > 1 { // 3亿到5: no
		return n, j, false
	}
	return high, end, true
}

func (m *moneyScan) currencyAt(i int) bool {
	cur, _ := m.x.currency(m.r, i)
	return cur != ""
}

// joined makes one range of its two ends; a bare first end takes the
// magnitude of the second.
func joined(low, high number) number {
	lo := low.lo
	if low.scale == 1 && high.scale > 1 && lo < high.lo {
		lo *= high.scale
	}
	if lo > high.hi {
		lo, high.hi = high.lo, high.lo
	}
	high.lo, high.approx = lo, true
	return high
}

// about takes 多, 左右, 以上 behind the number.
func (m *moneyScan) about(n *number) {
	if j := after(m.r, m.i, "(含)", "+"); j > 0 {
		m.i, n.approx = j, true
	}
	if j := after(m.r, m.i, "左右", "上下", "往上", "朝上", "之上", "以上", "以下", "出头", "多", "余", "不到", "来"); j > 0 {
		m.i, n.approx = j, true
	}
}

func (m *moneyScan) suffix() {
	at := m.i
	if runeAt(m.r, at) == ' ' {
		at++
	}
	if cur, j := m.x.currency(m.r, at); cur != "" {
		m.i = j
		if m.cur == "" {
			m.cur = cur
		}
		if j := after(m.r, m.i, "人民币", "整", "钱"); j > 0 {
			m.i = j
		}
	}
	m.foreign()
}

// foreign reads the 港币 of 1亿元港币 and the (美元) of 500万(美元).
func (m *moneyScan) foreign() {
	at := m.i
	open := runeAt(m.r, at) == '('
	if open {
		at++
	} else if m.cur != "CNY" {
		return
	}
	cur, j := m.x.currency(m.r, at)
	if cur == "" || j == at || open && runeAt(m.r, j) != ')' {
		return
	}
	m.cur, m.i = cur, j
	if open {
		m.i++
	}
}

// measured reports whether what was counted is no money (万台, 亿支).
func (m *moneyScan) measured() bool {
	if _, more := hanUnits[runeAt(m.r, m.i)]; more || runeAt(m.r, m.i) == '万' || runeAt(m.r, m.i) == '亿' {
		return true // the number goes on in a way that was not understood
	}
	return m.i < len(m.r) && m.cur == "" && m.x.measureAt(m.r, m.i)
}

// change adds 角 and 分.
func (m *moneyScan) change() {
	for _, small := range []struct {
		words []string
		cents int64
	}{{[]string{"角", "毛"}, 10}, {[]string{"分", "美分"}, 1}} {
		at := max(m.i, after(m.r, m.i, "又", "零"))
		n, j, ok := scanNumber(m.r, at)
		if !ok || n.lo != n.hi || n.lo%whole != 0 || n.lo > 9*whole {
			return
		}
		if k := after(m.r, j, small.words...); k > 0 {
			m.i = k
			m.lo += n.lo / whole * small.cents
			m.hi += n.lo / whole * small.cents
		}
	}
}
