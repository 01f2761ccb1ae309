package reading

// A clock is a time of day.
type clock struct {
	h, m     int
	from, to int
}

// scanClock reads 下午3点, 15:00, 上午9点半.
func scanClock(r []rune, i int) (clock, bool) {
	c := clock{from: i}
	j := after(r, i, "上午", "早上", "早晨", "凌晨")
	late := false
	if j < 0 {
		if j = after(r, i, "下午", "晚上", "傍晚", "晚", "中午"); j > 0 {
			late = true
		} else {
			j = i
		}
	}
	for runeAt(r, j) == ' ' {
		j++
	}
	p := whenScan{r: r, i: j}
	h, ok := p.integer()
	if !ok || h > 24 {
		return c, false
	}
	c.h = h
	switch {
	case p.eat(":") && isDigit(p.at()):
		if c.m, ok = p.integer(); !ok || c.m > 59 || p.i-j < 4 {
			return c, false
		}
		p.eat("分")
	case p.eat("点", "时") && (j > i || !isDigit(p.at()) || !bigAfter(r, p.i)):
		c.m = p.minutes()
	default:
		return c, false
	}
	if j == i && p.i < len(r) && (r[p.i] == '亿' || r[p.i] == '万') {
		return c, false
	}
	if late && c.h < 12 && !(has(r, i, "中午") && c.h > 10) {
		c.h += 12
	}
	c.to = p.i
	return c, c.h < 24
}

// bigAfter reports whether the digits at i are decimals of money (2点5亿).
func bigAfter(r []rune, i int) bool {
	for i < len(r) && isDigit(r[i]) {
		i++
	}
	return i < len(r) && (r[i] == '亿' || r[i] == '万')
}

// minutes reads 半, 一刻, 30分, 钟, 整.
func (p *whenScan) minutes() int {
	switch {
	case p.eat("半"):
		return 30
	case p.eat("一刻"):
		return 15
	case p.eat("三刻"):
		return 45
	case p.eat("整", "钟"):
		return 0
	}
	keep := p.i
	if m, ok := p.integer(); ok && m < 60 && p.eat("分钟", "分") {
		return m
	}
	p.i = keep
	return 0
}
