package figures

import (
	"fmt"
	"reflect"
	"time"
)

// A Day is a calendar date; the zero Day is “not said”. It has the shape of a
// storage.Date, so that the two convert.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// String returns “2006-01-02”, and "" for the zero Day.
func (d Day) String() string {
	if d == (Day{}) {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// A Cohort says which projects are looked at. What is zero does not narrow;
// the zero Cohort is every project that was ever signed. Cohorts never close:
// last year's can be asked for today.
type Cohort struct {
	By       State   // the state whose day From and To mean; 0: Signed
	From, To Day     // its first and last day; a zero side is open
	Events   []int64 // its first signing event is one of these
	Level    string  // its first signing event is of this level: 市级, 区级
	Unit     int64   // the credited unit; a squad is a unit
	UnitKind string  // of the credited unit
	Host     int64   // the host unit
	Leader   int64   // the linked leader
	MinYuan  int64   // agreed at least
	MaxYuan  int64   // agreed less than; 0: no upper end
	Tag      string
	Chain    string // the industrial chain (产业链)
}

// SignedIn returns the cohort of a signing year.
func SignedIn(year int) Cohort { return ReachedIn(Signed, year) }

// ReachedIn returns the projects that reached a state within a year, whenever
// they were signed.
func ReachedIn(s State, year int) Cohort {
	return Cohort{By: s, From: Day{year, time.January, 1}, To: Day{year, time.December, 31}}
}

// Year returns the calendar year the cohort covers, 0 if it is not just one.
func (c Cohort) Year() int {
	if c.From == (Day{c.From.Year, time.January, 1}) && c.To == (Day{c.From.Year, time.December, 31}) {
		return c.From.Year
	}
	return 0
}

// Same reports whether two cohorts say the same.
func (c Cohort) Same(d Cohort) bool { return reflect.DeepEqual(c, d) }

// An AsOf says what is taken as known, and up to which day its facts count.
type AsOf struct {
	Kind  AsOfKind
	Day   Day   // facts up to and with this day count
	Known int64 // KnownThen: the last act that was known; else ignored
}

// An AsOfKind is one of the three ways to look at a day.
type AsOfKind string

// The ways. After a correction they differ: what the meeting was told in March
// is KnownThen, what we would tell it today is ForDay.
const (
	Now       AsOfKind = "now"  // what is known now, up to today
	KnownThen AsOfKind = "then" // what was known at the time
	ForDay    AsOfKind = "for"  // what is known now, up to an earlier day
)
