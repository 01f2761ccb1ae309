package reading

import (
	"fmt"
	"time"
)

// A Date is a day of the calendar, without clock time or zone. The zero Date
// is no day. Dates are comparable with == and by [Date.Before].
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day that t shows in its own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads the form 2006-01-02.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("parse date %q: %w", s, err)
	}
	return DateOf(t), nil
}

// day makes a date and reports whether the calendar has it.
func day(y, m, d int) (Date, bool) {
	ok := m >= 1 && m <= 12 && d >= 1 && d <= monthDays(y, m)
	return Date{y, time.Month(m), d}, ok
}

func monthDays(y, m int) int {
	return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Add returns the day n days later (earlier if n is negative).
func (d Date) Add(n int) Date { return DateOf(d.utc().AddDate(0, 0, n)) }

// addMonths returns the same day n months later, or the last day of that
// month where it is too short.
func (d Date) addMonths(n int) Date {
	first := DateOf(time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC))
	first.Day = min(d.Day, monthDays(first.Year, int(first.Month)))
	return first
}

// Before reports whether d comes before e.
func (d Date) Before(e Date) bool {
	if d.Year != e.Year {
		return d.Year < e.Year
	}
	if d.Month != e.Month {
		return d.Month < e.Month
	}
	return d.Day < e.Day
}

// daysTo counts the days from d to e.
func (d Date) daysTo(e Date) int { return int(e.utc().Sub(d.utc()).Hours() / 24) }

// IsZero reports whether d is no day at all.
func (d Date) IsZero() bool { return d == Date{} }

// Weekday returns 1 for Monday to 7 for Sunday, as weeks are counted here.
func (d Date) Weekday() int {
	if w := int(d.utc().Weekday()); w > 0 {
		return w
	}
	return 7
}

func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// MarshalText writes the form 2006-01-02, and nothing for the zero Date.
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	got, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = got
	return nil
}

// monday returns the first day of d's week.
func (d Date) monday() Date { return d.Add(1 - d.Weekday()) }

// nthWeek returns the Monday of the nth week of a month, of its last week if n
// is -1. A week belongs to the month that has its Thursday.
func nthWeek(y, m, n int) (Date, bool) {
	if n < 0 {
		return Date{y, time.Month(m), monthDays(y, m) - 3}.monday(), true
	}
	monday := Date{y, time.Month(m), 4}.monday().Add(7 * (n - 1))
	return monday, monday.Add(3).Month == time.Month(m)
}

// nthWeekday returns the nth Monday (1) to Sunday (7) of a month, the last one
// if n is -1.
func nthWeekday(y, m, n, weekday int) (Date, bool) {
	if n < 0 {
		last := Date{y, time.Month(m), monthDays(y, m)}
		return last.Add(-(last.Weekday() - weekday + 7) % 7), true
	}
	first := Date{y, time.Month(m), 1}
	d := first.Add((weekday-first.Weekday()+7)%7 + 7*(n-1))
	return d, d.Month == first.Month
}
