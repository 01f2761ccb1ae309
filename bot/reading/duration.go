package reading

// duration reads 三天内, 2个工作日内, 半个月内, 三天后, 两天前, 三到五天内.
func (p *whenScan) duration() bool {
	keep := p.i
	coming := p.eat("未来的", "未来", "今后", "接下来的", "接下来")
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
	}
	num, j, ok := scanNumber(p.r, p.i)
	if !ok {
		return stretch{}, 0, false
	}
	if k := after(p.r, j, "到", "至", "-", "~"); k > 0 {
		if high, end, ok := scanNumber(p.r, k); ok {
			num, j = high, end
		}
	} else if num.scale == 1 { // 三五天: the later one
		if d, ok := hanDigit(p.r, j); ok && d > num.lo/micro {
			num.hi, j = d*micro, j+1
		}
	}
	if num.hi%micro != 0 || num.hi > 1000*micro || num.hi == 0 {
		return stretch{}, 0, false
	}
	p.i = j
	return p.unit(int(num.hi / micro))
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
	case p.eat("个月"):
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
