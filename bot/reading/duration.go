package reading

import "strings"

// duration reads 三天内, 2个工作日内, 半个月内, 三天后, 两天前, 三到五天内,
// 再有两个月就.
func (p *whenScan) duration() bool {
	keep := p.i
	if p.eat("再过", "再有", "还有", "还要", "还需") {
		if n, months, ok := p.length(); ok && after(p.r, p.i, "就", "才", "左右", "可") > 0 {
			p.days(p.now, n, months, On)
			p.done = true
			return true
		}
		p.i = keep
		return false
	}
	if p.gone() {
		return true
	}
	coming := p.eat("未来的", "未来", "今后", "接下来的", "接下来") || p.onward()
	n, months, ok := p.length()
	if !ok || coming && n.work {
		p.i = keep
		return false
	}
	if coming { // 未来两周: from tomorrow on
		p.eat("之内", "以内", "内", "里")
		p.w = fixedWhen(p.now.Add(1), p.now.Add(n.n).addMonths(months), In, GranDay)
		p.done = true
		return true
	}
	switch {
	case p.eat("之内", "以内", "内") && !p.leads('部'):
		p.days(p.now, n, months, By)
	case n.work && p.at() != '前' && p.at() != '后' && p.at() != '之' && p.at() != '以':
		p.days(p.now, n, months, By)
	case p.eat("之后", "以后", "后") && !p.leads('续', '期'):
		p.days(p.now, n, months, On)
	case p.eat("之前", "以前", "前") && !p.leads('往'):
		n.n, months = -n.n, -months
		p.days(p.now, n, months, On)
	default:
		p.i = keep
		return false
	}
	p.done = true
	return true
}

// gone reads 过去三个月, 前1周, 上2个月: up to yesterday. 前三个月 is as often the
// first three of the year, 前两天 a vague while ago.
func (p *whenScan) gone() bool {
	keep := p.i
	past := p.eat("过去的", "过去")
	counted := !past && p.eat("前", "上") && quarterBefore(p.at())
	n, months, ok := p.length()
	weeks := months == 0 && n.n%7 == 0 && !n.work
	if !ok || n.work || !past && !(counted && (weeks || p.r[keep] == '上' && months < 12)) {
		p.i = keep
		return false
	}
	p.w = fixedWhen(p.now.Add(-n.n).addMonths(-months), p.now.Add(-1), In, GranDay)
	p.w.lately, p.done = true, true
	return true
}

// onward reads the 后 of 计划后1年: from tomorrow on. Behind anything but a plan
// it counts from what stands before it (签约后1年).
func (p *whenScan) onward() bool {
	if p.at() != '后' || !quarterBefore(runeAt(p.r, p.i+1)) || p.i > 0 && !strings.ContainsRune("划拟于在计定争保预,", runeAt(p.r, p.i-1)) {
		return false
	}
	p.i++
	return true
}

// A stretch is a number of days, working days or hours.
type stretch struct {
	n    int
	work bool
}

// length reads how long: days, or months.
func (p *whenScan) length() (stretch, int, bool) {
	switch {
	case p.eat("半个月"):
		return stretch{n: 15}, 0, true
	case p.eat("半年"):
		return stretch{}, 6, true
	case p.eat("一个半月"):
		return stretch{n: 45}, 0, true
	case p.eat("俩"): // 俩月, 仨礼拜: the numeral holds its 个
		return p.unit(2)
	case p.eat("仨"):
		return p.unit(3)
	}
	num, j, ok := scanNumber(p.r, p.i)
	if !ok || p.at() == '0' { // 07年 is a year
		return stretch{}, 0, false
	}
	if k := after(p.r, j, "到", "至", "-", "~"); k > 0 {
		if high, end, ok := scanNumber(p.r, k); ok {
			num, j = high, end
		}
	} else if num.scale == 1 { // 三五天: the later one
		if d, ok := hanDigit(p.r, j); ok && d > num.lo/whole {
			num.hi, j = d*whole, j+1
		}
	}
	if num.hi%whole != 0 || num.hi > 1000*whole || num.hi == 0 {
		return stretch{}, 0, false
	}
	p.i = j
	return p.unit(int(num.hi / whole))
}

func (p *whenScan) unit(n int) (stretch, int, bool) {
	switch {
	case p.eat("个工作日", "工作日", "个工作天"):
		return stretch{n: n, work: true}, 0, true
	case p.eat("个小时", "小时"):
		return stretch{n: (n + 23) / 24}, 0, true
	case p.eat("个自然日", "天", "日"):
		return stretch{n: n}, 0, true
	case p.eat("个星期", "个礼拜", "周", "星期", "礼拜"):
		return stretch{n: 7 * n}, 0, true
	case p.eat("个多月", "个月"), strings.ContainsRune("俩仨", runeAt(p.r, p.i-1)) && p.eat("月"):
		return stretch{}, n, true
	case p.eat("个季度"):
		return stretch{}, 3 * n, true
	case p.eat("年") && n <= 10:
		return stretch{}, 12 * n, true
	}
	return stretch{}, 0, false
}

// days settles a duration. A number of working days has no first day; one of
// calendar days begins today.
func (p *whenScan) days(now Date, n stretch, months int, rel Rel) {
	to := now.Add(n.n).addMonths(months)
	if n.work {
		to = workdays(now, n.n, p.workday)
	}
	from := to
	if rel == By {
		from = now
	}
	p.w = fixedWhen(from, to, rel, GranDay)
	p.w.inside = rel == By && !n.work
}

// workdays steps n working days away from a day.
func workdays(from Date, n int, workday func(Date) bool) Date {
	if workday == nil {
		workday = func(d Date) bool { return d.Weekday() <= 5 }
	}
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	d := from
	for guard := 0; n > 0 && guard < 2000; guard++ {
		d = d.Add(step)
		if workday(d) {
			n--
		}
	}
	return d
}

// thence reads what is counted from a day said: 端午后5个工作日内, 6月1号之后
// 5天内, 国庆节后第一周. A week behind a day is the next that begins after it.
func (p *whenScan) thence() {
	if p.done || p.w.rel != After {
		return
	}
	_, base, ok := p.w.settle(p.now, ahead) // the day after the one said
	if !ok || p.w.a != p.w.b || p.w.a.form != fixedSpan {
		return
	}
	keep := p.i
	p.eat("的")
	if p.eat("第") {
		if n, ok := p.integer(); ok && n > 0 && p.eat("个星期", "个礼拜", "周", "星期", "礼拜") {
			monday := base.Add(-1).monday().Add(7 * n)
			p.w = fixedWhen(monday, monday.Add(6), In, GranDay)
			p.done = true
			return
		}
	} else if n, months, ok := p.length(); ok && (p.eat("之内", "以内", "内") || n.work) {
		p.days(base.Add(-1), n, months, By)
		p.w.inside, p.done = false, true
		return
	}
	p.i = keep
}

// unanchored reports whether a duration is counted from something that is no
// day: 签约后30天内开工. From the meeting (会后) is from now.
func (p *whenScan) unanchored(i int) bool {
	if i > 1 && after(p.r, i-2, "出来", "下来", "到手", "拿到") > 0 {
		return true
	}
	if p.stepEnds(i) || runeAt(p.r, i-1) == '起' && p.stepEnds(i-1) {
		return true // 开工三个月内竣工, 签约起90天内开工
	}
	if runeAt(p.r, i-1) != '后' {
		return false
	}
	switch runeAt(p.r, i-2) {
	case '会', '今', '然', '随', '最', 0:
		return false
	}
	return true
}

// stepEnds reports whether a step is said in the two letters before i.
func (p *whenScan) stepEnds(i int) bool {
	if i < 2 {
		return false
	}
	ms, end := p.x.cue(p.r[:i], i-2)
	return end == i && (token{mean: ms}).is(cStep)
}
