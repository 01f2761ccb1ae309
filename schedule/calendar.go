package schedule

import (
	"sync"
	"time"

	"shuangzhou/storage"
)

// A Calendar knows which days are worked in China: Monday to Friday, less the
// holidays, plus the make-up workdays (调休) of the State Council's notices. It
// does not change once made. Make one with [NewCalendar]; the zero Calendar
// knows no notice, only weekends and the statutory days.
type Calendar struct {
	sources   map[int]string // the notice of each announced year
	days      map[storage.Date]noticed
	statutory *sync.Map // year → map[storage.Date]string, as asked for; nil: not kept
}

// noticed is a day a notice speaks of.
type noticed struct {
	name string // the holiday
	work bool   // worked to make up for it, not off
}

// NewCalendar returns the calendar of the notices built in (2023 to 2026) and
// of those given. A later notice takes the place of an earlier one of its
// year, so that a corrected or a pasted one wins.
func NewCalendar(notices ...Notice) Calendar {
	c := Calendar{
		sources:   map[int]string{},
		days:      map[storage.Date]noticed{},
		statutory: new(sync.Map),
	}
	for _, n := range latest(append(announced(), notices...)) {
		c.add(n)
	}
	return c
}

// latest keeps the last notice of each year, in the order the years appear.
func latest(notices []Notice) []Notice {
	at := map[int]int{}
	var kept []Notice
	for _, n := range notices {
		if i, ok := at[n.Year]; ok {
			kept[i] = n
			continue
		}
		at[n.Year] = len(kept)
		kept = append(kept, n)
	}
	return kept
}

func (c Calendar) add(n Notice) {
	c.sources[n.Year] = n.Source
	for _, b := range n.Breaks {
		for d := b.First; !d.After(b.Last); d = d.AddDays(1) {
			c.days[d] = noticed{name: b.Name}
		}
		for _, d := range b.MakeUp {
			c.days[d] = noticed{name: b.Name, work: true}
		}
	}
}

// Announced reports whether the year's notice is known. If it is not, the
// calendar's answers for that year miss the days joined to a holiday and the
// make-up workdays; and so they may for the last days of the December before,
// which the next year's 元旦 can take (30 December 2023 was one).
func (c Calendar) Announced(year int) bool {
	_, ok := c.sources[year]
	return ok
}

// Source returns the number of the year's notice (“国办发明电〔2025〕7号”), ""
// when the year is not announced or its notice came without one.
func (c Calendar) Source(year int) string { return c.sources[year] }

// Workday reports whether d is worked.
func (c Calendar) Workday(d storage.Date) bool {
	if n, ok := c.days[d]; ok {
		return n.work
	}
	return !weekend(d) && c.byLaw(d) == ""
}

// Holiday returns the name of the holiday d belongs to and true, if d is off
// for one; a plain weekend is not a holiday. A holiday of two names has both:
// “国庆节、中秋节”.
func (c Calendar) Holiday(d storage.Date) (name string, ok bool) {
	if n, ok := c.days[d]; ok {
		if n.work {
			return "", false
		}
		return n.name, true
	}
	name = c.byLaw(d)
	return name, name != ""
}

// MakeUp returns the name of the holiday that d, a weekend day, is worked for
// and true, if d is a make-up workday.
func (c Calendar) MakeUp(d storage.Date) (name string, ok bool) {
	if n := c.days[d]; n.work {
		return n.name, true
	}
	return "", false
}

// byLaw returns the statutory holiday on d in a year not announced, "" if
// there is none.
func (c Calendar) byLaw(d storage.Date) string {
	if c.Announced(d.Year) || d.Year < 1 || d.Year > 9999 { // the lunar calendar's range here
		return ""
	}
	if c.statutory == nil {
		return statutory(d.Year)[d]
	}
	days, ok := c.statutory.Load(d.Year)
	if !ok {
		days, _ = c.statutory.LoadOrStore(d.Year, statutory(d.Year))
	}
	return days.(map[storage.Date]string)[d]
}

// NextWorkday returns the first working day that is not before d: d itself if
// it is one.
func (c Calendar) NextWorkday(d storage.Date) storage.Date {
	for !c.Workday(d) {
		d = d.AddDays(1)
	}
	return d
}

// AddWorkdays returns the nth working day after d, for a negative n the nth
// before it. Whether d itself is worked does not matter: one working day
// before a Saturday or a Sunday is the Friday. For n = 0 it is d as given.
func (c Calendar) AddWorkdays(d storage.Date, n int) storage.Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.AddDays(step)
		if c.Workday(d) {
			n--
		}
	}
	return d
}

// WorkdaysBetween counts the working days it takes to come from a to b, so
// that WorkdaysBetween(d, AddWorkdays(d, n)) is n: the working days after a up
// to b, b counted and a not; negative when b is before a.
func (c Calendar) WorkdaysBetween(a, b storage.Date) int {
	step := 1
	if b.Before(a) {
		step = -1
	}
	n := 0
	for d := a; d != b; {
		d = d.AddDays(step)
		if c.Workday(d) {
			n += step
		}
	}
	return n
}

func weekend(d storage.Date) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}
