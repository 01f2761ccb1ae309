package reading

var numberStarts = newRuneSet("0123456789零〇一二两三四五六七八九十百千廿卅壹贰叁肆伍陆柒捌玖拾半约近大将接差超逾过上破突不最至顶起少小人美港日欧英韩新澳加瑞泰马台¥$€£ruheijk")

func (k *scanner) numbers(i int, best *token) {
	if !numberStarts.has(k.s.r[i]) || k.inDigits(i) {
		return
	}
	if m, ok := k.n.lex.scanMoney(k.s, i); m.to > best.to {
		if *best = (token{from: i, to: m.to}); ok {
			best.kind, best.sum = tMoney, &m
		}
		return
	}
	if j := after(k.s.r, i, "百分之"); j > 0 {
		if n, end, ok := scanNumber(k.s.r, j); ok && end > best.to {
			*best = token{kind: tPercent, from: i, to: end, num: n}
		}
		return
	}
	n, j, ok := scanNumber(k.s.r, i)
	if !ok {
		return
	}
	digits := isDigit(k.s.r[i])
	switch {
	case j <= best.to:
	case runeAt(k.s.r, j) == '%':
		*best = token{kind: tPercent, from: i, to: j + 1, num: n}
	case runeAt(k.s.r, j) == '成' && n.scale == 1 && n.lo < 10*whole && !dayWord(runeAt(k.s.r, j+1)):
		n.lo, n.hi = n.lo*10, n.hi*10
		*best = token{kind: tPercent, from: i, to: j + 1, num: n}
		if tail, ok := tenthOf(runeAt(k.s.r, j+1)); ok && n.lo == n.hi { // 七成五
			best.num.lo, best.num.hi, best.to = n.lo+tail, n.hi+tail, j+2
		}
	case runeAt(k.s.r, j) == '亩', has(k.s.r, j, "余亩"), has(k.s.r, j, "多亩"):
		end := after(k.s.r, j, "余亩", "多亩", "亩")
		*best = token{kind: tMu, from: i, to: end, num: n}
	case digits && j-i == 11 && k.s.r[i] == '1':
		*best = token{kind: tPhone, from: i, to: j}
	case digits:
		*best = token{kind: tNumber, from: i, to: j, num: n}
	}
}

// tenthOf reads the digit behind 成: 五 or 半 of 七成五, 七成半.
func tenthOf(c rune) (int64, bool) {
	if c == '半' {
		return 5 * whole, true
	}
	for d, digit := range []rune("一二三四五六七八九") {
		if c == digit {
			return int64(d+1) * whole, true
		}
	}
	return 0, false
}

// dayWord guards 一成立 and 三成熟 against being a share.
func dayWord(c rune) bool { return c == '立' || c == '熟' || c == '员' || c == '功' || c == '果' }
