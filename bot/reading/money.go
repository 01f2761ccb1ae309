package reading

// money reads sums: a number with a magnitude or a currency, in front or
// behind, perhaps a range, perhaps about. What is counted in other measures
// (亩 台 人 ㎡) is none.

// A sum is money found in the message.
type sum struct {
	amount   Amount
	from, to int
}

// scanMoney reads the sum that begins at i.
func (x *lexicon) scanMoney(s *script, i int) (sum, bool) {
	m := moneyScan{x: x, r: s.r, i: i}
	if !m.run() {
		return sum{}, false
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
}

func (m *moneyScan) run() bool {
	m.prefix()
	n, j, ok := scanNumber(m.r, m.i)
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
	if m.cur == "" && n.scale == 1 || m.measured() {
		return false
	}
	if m.cur == "" {
		m.cur = "CNY"
	}
	m.approx = m.approx || n.approx
	if n.lo%10000 != 0 || n.hi%10000 != 0 { // less than a hundredth
		return false
	}
	m.lo, m.hi = n.lo/10000, n.hi/10000
	m.change()
	return true
}

// prefix takes 约, 近, 人民币, ¥ before the number.
func (m *moneyScan) prefix() {
	for range 3 {
		if j := after(m.r, m.i, "大约", "大概", "差不多", "将近", "接近", "超过", "不低于", "不少于", "不超过", "不高于", "不到", "最多", "至多", "顶多", "最少", "至少", "起码", "少说", "小", "约", "近", "超", "逾"); j > 0 {
			m.i, m.approx = j, true
			continue
		}
		if cur, j := m.x.currency(m.r, m.i); cur != "" && m.cur == "" {
			m.cur, m.i = cur, j
			if runeAt(m.r, m.i) == ' ' {
				m.i++
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
	}{{[]string{"角", "毛"}, 10}, {[]string{"分"}, 1}} {
		n, j, ok := scanNumber(m.r, m.i)
		if !ok || n.lo != n.hi || n.lo%micro != 0 || n.lo > 9*micro {
			return
		}
		if k := after(m.r, j, small.words...); k > 0 {
			m.i = k
			m.lo += n.lo / micro * small.cents
			m.hi += n.lo / micro * small.cents
		}
	}
}
