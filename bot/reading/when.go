package reading

// A when is a date as it was said, before it is known whether it lies ahead
// or behind: “8号” is a spec that recurs every month, and only the clause
// around it (拟开工, 签了) tells which one is meant.
type when struct {
	a, b     spec // the first and the last period said; equal if one was said
	rel      Rel
	gran     Gran
	inside   bool // 内: counted from today
	lately   bool // 过去三个月: a question of it asks for today as well
	bad      bool // said in a way that is not counted here
	weekday  int  // the weekday said with a day, 0 if none
	from, to int  // rune indices of the words
	raw      string
}

// A spec is one period of the calendar with what was left unsaid open.
type spec struct {
	form  form
	y, m  int  // 0 = unsaid
	n     int  // day, third, quarter, half, festival; week or weekday of the month, -1 the last
	wd    int  // the weekday counted in a month, 1 to 7
	cycle byte // what recurs while unsaid: 'y' year, 'm' month, 'w' week, 0 nothing
	start Date // for fixed spans and weekdays
	stop  Date
	edge  byte // 'e' for 底 and 末: only its last day counts
}

type form byte

const (
	fixedSpan form = iota
	ofDay
	ofXun
	ofMonth
	ofQuarter
	ofHalf
	ofYear
	ofFestival
	ofLunar
	ofWeek    // the second week of May
	ofWeekday // the last Monday of May
)

// A sense says where a date lies that can be read as past or future.
type sense int

const (
	unclear sense = iota
	ahead         // a plan takes the next one
	behind        // a done act takes the last one
)

// place puts the spec into the calendar, shift cycles away from now.
func (s spec) place(now Date, shift int) (from, to Date, ok bool) {
	y, m := s.y, s.m
	if y == 0 {
		y = now.Year
	}
	if m == 0 {
		m = int(now.Month)
	}
	switch s.cycle {
	case 'y':
		y += shift
	case 'm':
		d := Date{y, 0, 1}
		d.Month = now.Month
		d = d.addMonths(shift)
		y, m = d.Year, int(d.Month)
	case 'w':
		return s.start.Add(7 * shift), s.stop.Add(7 * shift), true
	}
	from, to, ok = s.period(y, m)
	if s.edge == 'e' {
		from = to
	}
	return from, to, ok
}

func (s spec) period(y, m int) (from, to Date, ok bool) {
	switch s.form {
	case ofDay:
		from, ok = day(y, m, s.n)
		return from, from, ok
	case ofXun:
		from, _ = day(y, m, s.n*10+1)
		to, _ = day(y, m, s.n*10+10)
		if s.n == 2 {
			to.Day = monthDays(y, m)
		}
		return from, to, true
	case ofMonth:
		return months(y, m, 1)
	case ofQuarter:
		return months(y, s.n*3-2, 3)
	case ofHalf:
		return months(y, s.n*6-5, 6)
	case ofYear:
		return months(y, 1, 12)
	case ofFestival:
		from, ok = festival(s.n, y)
		return from, from, ok
	case ofLunar:
		from, ok = lunarDay(y, s.m, s.n)
		return from, from, ok
	case ofWeek:
		from, ok = nthWeek(y, m, s.n)
		return from, from.Add(6), ok
	case ofWeekday:
		from, ok = nthWeekday(y, m, s.n, s.wd)
		return from, from, ok
	}
	return s.start, s.stop, true
}

func months(y, m, n int) (from, to Date, ok bool) {
	from, ok = day(y, m, 1)
	to = from.addMonths(n).Add(-1)
	return from, to, ok
}

// gran returns how fine the spec is.
func (s spec) gran() Gran {
	switch s.form {
	case ofXun:
		return GranXun
	case ofMonth:
		return GranMonth
	case ofQuarter:
		return GranQuarter
	case ofHalf:
		return GranHalf
	case ofYear:
		return GranYear
	}
	return GranDay
}

// resolve makes the date absolute; ok is false for days that do not exist or
// whose weekday does not fit.
func (w when) resolve(now Date, dir sense) (sp Span, ok bool) {
	from, to, ok := w.settle(now, dir)
	if !ok || w.bad {
		return Span{}, false
	}
	if w.weekday != 0 && from.Weekday() != w.weekday {
		return Span{}, false
	}
	raw := w.raw
	sp = Span{Raw: &raw, Rel: w.rel, Gran: w.gran}
	switch w.rel {
	case By:
		sp.To = &to
		if w.inside {
			if from.Before(now) {
				from = now
			}
			sp.From = &from
		}
	case After:
		sp.From = &from
	default:
		sp.From, sp.To = &from, &to
	}
	return sp, true
}

// settle chooses the cycle.
func (w when) settle(now Date, dir sense) (from, to Date, ok bool) {
	from, to, ok = w.at(now, 0)
	if w.a.cycle == 0 {
		return from, to, ok
	}
	switch {
	case dir == ahead && (to.Before(now) || !ok && w.a.cycle == 'm'):
		return w.next(now, 1)
	case dir == behind && (now.Before(from) || !ok && w.a.cycle == 'm'):
		return w.next(now, -1)
	case dir == unclear && w.a.cycle != 'y' && to.Before(now):
		return w.next(now, 1)
	case dir == unclear && to.Before(now.Add(-180)):
		return w.at(now, 1)
	}
	return from, to, ok
}

// next steps a cycle on; a 31st steps over the months that have none.
func (w when) next(now Date, step int) (from, to Date, ok bool) {
	from, to, ok = w.at(now, step)
	if !ok && w.a.cycle == 'm' {
		return w.at(now, 2*step)
	}
	return from, to, ok
}

func (w when) at(now Date, shift int) (from, to Date, ok bool) {
	from, end, ok1 := w.a.place(now, shift)
	start, to, ok2 := w.b.place(now, shift)
	if to.Before(from) && w.b.y == 0 && w.b.cycle == 'y' {
		start, to, ok2 = w.b.place(now, shift+1)
	}
	if w.a == w.b {
		return from, end, ok1
	}
	if w.rel == After {
		return start, to, ok2
	}
	return from, to, ok1 && ok2 && !to.Before(from)
}

// fixed makes a when of two given days.
func fixedWhen(from, to Date, rel Rel, gran Gran) when {
	s := spec{start: from, stop: to}
	return when{a: s, b: s, rel: rel, gran: gran}
}

// resolvesTo reports whether a date means one day, this one.
func (w *when) resolvesTo(now, day Date) bool {
	sp, ok := w.resolve(now, unclear)
	return ok && sp.From != nil && sp.To != nil && *sp.From == day && *sp.To == day
}
