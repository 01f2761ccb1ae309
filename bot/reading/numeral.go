package reading

import (
	"math/bits"
	"strings"
)

// A number is an exact value in ten-thousandths, or a range of two. So fine
// 55兆 still fits; what is finer (1.07535) is no number.
type number struct {
	lo, hi int64 // equal unless a range was said (六七千)
	scale  int64 // the last of 万 亿 … that was said, 1 if none
	approx bool  // 十余, 三千多
	arabic bool  // written in digits only
	point  bool  // has decimals
}

// whole is 1 as a number counts.
const whole = 10_000

// thousandths returns the number as shares and 亩 are kept.
func (n number) thousandths() Decimal { return Decimal(n.lo / (whole / 1000)) }

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
	if i < 0 || i >= len(r) {
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
		if last > 0 && spaced(r, i) {
			i++
		}
		zero := last > 0 && i+1 < len(r) && (r[i] == '零' || r[i] == '〇')
		if zero {
			i++
		}
		if last > 0 && halfAt(r, i) { // 一亿半
			n.lo, n.hi = n.lo+last*whole/2, n.hi+last*whole/2
			return n, i + 1, n.valid()
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
			if mag = tailPlace(r, j, sec, last); mag == 0 {
				return n, i, true
			}
			return n.add(sec, mag), j, true
		case mag == 10_000 && last == mag && !n.arabic && !sec.arabic && (zero || sec.lo >= 100):
			n = n.add(sec, 1) // 一万零二百五十万
			n.lo, n.hi = n.lo*mag, n.hi*mag
			return n, k, n.valid()
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

// scaled returns m * mag / 10^e in ten-thousandths, exactly or not at all.
func scaled(m, mag int64, e int) (int64, bool) {
	div := uint64(1)
	for range e {
		div *= 10
	}
	hi, lo := bits.Mul64(uint64(m), uint64(mag*whole))
	if hi >= div {
		return 0, false
	}
	q, rem := bits.Div64(hi, lo, div)
	return int64(q), rem == 0 && q < 1<<62
}

// spaced reports whether the blank at i is inside a number (7万 5千 4百元): what
// follows is counted in hundreds and ends in 元, so nothing new begins there.
func spaced(r []rune, i int) bool {
	if runeAt(r, i) != ' ' {
		return false
	}
	s, j, ok := scanSection(r, i+1)
	return ok && s.unit > 1 && s.lo >= 100 && runeAt(r, j) == '元'
}

// tailPlace returns what the last section counts, said without a magnitude of
// its own; 0 if it is not part of the number. 两亿三 takes the next lower place,
// 一亿五千 means 万, and 五亿零六 and 一万三千 count for themselves.
func tailPlace(r []rune, j int, s section, last int64) int64 {
	switch {
	case last == 100_000_000 && !s.tail && s.e == 0 && s.lo >= 100 && s.lo < 10_000 && tailEnds(r, j):
		if s.unit == 1 && runeAt(r, j) == '元' {
			return 0 // 1亿2000元 may be either
		}
		return 10_000
	case !tailFits(r, j, s, last):
		return 0
	case s.unit == 1 && !s.tail:
		return last / 10
	}
	return 1
}

// halfAt reads the 半 of 一亿半, not that of 3亿半年 or 3亿半导体.
func halfAt(r []rune, i int) bool {
	return runeAt(r, i) == '半' && (moneyWord(r, i+1) || !strings.ContainsRune("年个天月日成数导径自封拉路", runeAt(r, i+1)))
}

// moneyWord reports whether a currency stands at i whose first letter may also
// count days or people.
func moneyWord(r []rune, i int) bool {
	return after(r, i, "日元", "日币", "日圆", "人民币") > 0
}

// tailFits reports whether the digit after a magnitude belongs to the number
// (两亿三) and not to what follows (3亿4月签约).
func tailFits(r []rune, j int, s section, last int64) bool {
	if s.unit > 1 || s.tail {
		return last >= 10000
	}
	return s.e == 0 && s.lo <= 9 && s.lo == s.hi && last >= 100 && tailEnds(r, j)
}

// tailEnds reports whether nothing at j claims the digit before it for itself.
func tailEnds(r []rune, j int) bool {
	if _, _, ok := pointAt(r, j); ok || moneyWord(r, j) {
		return true // 两千三点一万, 8亿4日元
	}
	if k := after(r, j, "到", "至", "-", "~"); k > 0 { // 1亿7~3亿, not 3亿4到5月
		n, _, ok := scanNumber(r, k)
		return ok && n.scale > 1
	}
	return j >= len(r) || !strings.ContainsRune("月日号年期个家条-/.、~点季到至亩台人天周%次方层楼栋幢)", r[j])
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
		case r[k] == 'k' && k == j && strings.ContainsRune("元块美港欧人", runeAt(r, k+1)): // not 40kv, 40km
			return 1000, k + 1, approx
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
		at := j
		if runeAt(r, j) == ' ' { // 5千 4百
			at++
		}
		if m, e, k, ok = scanArabic(r, at); !ok || e > 0 {
			break
		}
		if v, _ := spokenUnit(r, k); v == 0 {
			if at > j {
				break
			}
			return s.arabicTail(r, m, j, k)
		}
		j = k
	}
	return s, j, true
}

// arabicTail adds the digits behind a spoken unit: 1千200万, 8千5.
func (s section) arabicTail(r []rune, m int64, j, k int) (section, int, bool) {
	mag, _, _ := magnitude(r, k)
	switch {
	case mag > 0 && m < s.unit && k-j > 1:
	case k-j == 1 && m > 0 && tailFits(r, k, section{lo: m, hi: m, unit: 1}, s.unit):
		m *= s.unit / 10
	default:
		return s, j, true
	}
	s.lo, s.hi = s.lo+m, s.hi+m
	return s, k, true
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

// pointAt reads the 点七 of 十五点七亿; without a magnitude or 元 behind it, it is
// a time of day.
func pointAt(r []rune, j int) (fraction, int, bool) {
	f := fraction{scale: 1}
	if runeAt(r, j) != '点' {
		return f, j, false
	}
	k := j + 1
	for d, ok := hanDigit(r, k); ok && f.e < 6; d, ok = hanDigit(r, k) {
		f.m, f.scale, f.e, k = f.m*10+d, f.scale*10, f.e+1, k+1
	}
	mag, _, _ := magnitude(r, k)
	return f, k, f.e > 0 && (mag > 0 || runeAt(r, k) == '元')
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
