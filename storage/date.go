package storage

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// A Date is a calendar date without a clock time and without a zone: the day
// a plot was auctioned, the day a project is due. The zero Date means “not
// said”. Dates compare with == and are map keys.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// On returns the date of an instant as a calendar in the zone loc shows it.
func On(t time.Time, loc *time.Location) Date {
	y, m, d := t.In(loc).Date()
	return Date{y, m, d}
}

// ParseDate reads “2006-01-02”. A date that does not exist is an error.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("parse date %q: %w", s, err)
	}
	return On(t, time.UTC), nil
}

// MustDate is ParseDate for constants in tables and tests; it panics.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether the date was not said.
func (d Date) IsZero() bool { return d == Date{} }

// String returns “2006-01-02”, and "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// Clock returns the instant at which the day is hour:minute in the zone loc.
func (d Date) Clock(hour, minute int, loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, loc)
}

// AddDays returns the date n days later; n may be negative.
func (d Date) AddDays(n int) Date {
	return On(d.Clock(0, 0, time.UTC).AddDate(0, 0, n), time.UTC)
}

// Sub returns how many days d is after e.
func (d Date) Sub(e Date) int {
	return int(d.Clock(0, 0, time.UTC).Sub(e.Clock(0, 0, time.UTC)) / (24 * time.Hour))
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.Clock(0, 0, time.UTC).Weekday() }

// Before reports whether d is earlier than e. The zero Date is before all others.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Compare orders dates: negative when d is earlier than e, 0 when they are the same day.
func (d Date) Compare(e Date) int {
	switch {
	case d.Year != e.Year:
		return d.Year - e.Year
	case d.Month != e.Month:
		return int(d.Month - e.Month)
	}
	return d.Day - e.Day
}

// MarshalText writes “2006-01-02”, "" for the zero Date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	var err error
	*d, err = ParseDate(string(b))
	return err
}

// Value stores a Date as text, the zero Date as NULL.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads what Value stores.
func (d *Date) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*d = Date{}
		return nil
	case string:
		return d.UnmarshalText([]byte(v))
	}
	return fmt.Errorf("scan date: unexpected %T", v)
}
