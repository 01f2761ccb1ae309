package schedule

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"time"

	"shuangzhou/storage"
)

// Fortnight is the period of the “双周”过堂会, in days.
const Fortnight = 14

// Biweekly is the rule of the fortnightly review: from a first date on, once a
// period, at a time of day. A meeting whose day is off moves to the next
// working day; make-up workdays are working days. The rhythm is counted from
// First, so a move does not shift the meetings after it. At most one meeting
// falls on a day: of two that move to the same day the later stands, and one
// set by hand stands before one by the rule.
//
// Biweekly is a cron.Schedule. The zero value never meets.
type Biweekly struct {
	First      storage.Date   // the first meeting; zero: none by rule, only those added
	Every      int            // days from one to the next; 0 means Fortnight
	At         TimeOfDay      // when it starts
	Zone       *time.Location // where; nil means UTC
	Calendar   Calendar       // which days are off
	Exceptions []Exception    // single meetings, a later word beats an earlier one
}

// An Exception changes one meeting by hand. A day set by hand stands as said,
// even if it is a day off.
type Exception struct {
	Nominal storage.Date // the meeting's day by the rhythm, before any move; zero: the meeting is an added one
	Date    storage.Date // the day it is moved to or added on; zero: it is cancelled
	At      TimeOfDay    // when it starts; zero: at the rule's time, so none is set to midnight
}

// A Meeting is one review that takes place.
type Meeting struct {
	Nominal storage.Date // its day by the rhythm, the key of an Exception; zero for an added one
	Date    storage.Date // the day it takes place
	Start   time.Time    // the instant, in the rule's zone
	Cause   Cause        // why on that day
	Holiday string       // for OffDay, the holiday Nominal falls in; "" for a plain weekend
}

// Cause says why a meeting takes place on its day.
type Cause int

const (
	ByRule Cause = iota // the rhythm's own day
	OffDay              // moved, because Nominal is a day off
	ByHand              // moved by an Exception, to another day or only another time
	Added               // added by an Exception
)

// Next returns the start of the first meeting after t, the zero time when
// there is none.
func (b Biweekly) Next(t time.Time) time.Time {
	for m := range b.since(storage.On(t, b.zone())) {
		if m.Start.After(t) {
			return m.Start
		}
	}
	return time.Time{}
}

// Meetings returns the meetings that take place from first to last, both days
// included, in their order.
func (b Biweekly) Meetings(first, last storage.Date) []Meeting {
	var ms []Meeting
	for m := range b.since(first) {
		if m.Date.After(last) {
			break
		}
		ms = append(ms, m)
	}
	return ms
}

// On returns the meeting that takes place on d and true, if there is one.
func (b Biweekly) On(d storage.Date) (Meeting, bool) {
	ms := b.Meetings(d, d)
	if len(ms) == 0 {
		return Meeting{}, false
	}
	return ms[0], true
}

// Of returns the meeting's start. It makes Biweekly a [Rhythm].
func (b Biweekly) Of(m Meeting) time.Time { return m.Start }

// since yields the meetings on d and after in their order: those by the rule,
// and among them those set by hand.
func (b Biweekly) since(d storage.Date) iter.Seq[Meeting] {
	return func(yield func(Meeting) bool) {
		hand := b.byHand(d)
		for m := range b.byRule(d) {
			for len(hand) > 0 && hand[0].Date.Before(m.Date) {
				if !yield(hand[0]) {
					return
				}
				hand = hand[1:]
			}
			if len(hand) > 0 && hand[0].Date == m.Date {
				continue // the day is taken; it comes before the next by the rule
			}
			if !yield(m) {
				return
			}
		}
		for _, m := range hand {
			if !yield(m) {
				return
			}
		}
	}
}

// byRule yields, without end, the meetings on d and after that no exception
// has moved or cancelled.
func (b Biweekly) byRule(d storage.Date) iter.Seq[Meeting] {
	return func(yield func(Meeting) bool) {
		if b.First.IsZero() {
			return
		}
		changed := b.changed()
		for nominal := b.earliest(d); ; nominal = nominal.AddDays(b.period()) {
			date := b.Calendar.NextWorkday(nominal)
			if _, ok := changed[nominal]; ok || date.Before(d) || b.outrun(nominal, date, changed) {
				continue
			}
			if !yield(b.ruled(nominal, date)) {
				return
			}
		}
	}
}

func (b Biweekly) ruled(nominal, date storage.Date) Meeting {
	m := Meeting{Nominal: nominal, Date: date, Start: b.At.On(date, b.zone())}
	if date != nominal {
		m.Cause = OffDay
		m.Holiday, _ = b.Calendar.Holiday(nominal)
	}
	return m
}

// earliest returns the first day of the rhythm whose meeting may take place on
// d or after. It may lie before d, by as long as a holiday lasts.
func (b Biweekly) earliest(d storage.Date) storage.Date {
	nominal := b.First
	if d.After(b.First) {
		nominal = d.AddDays(-(d.Sub(b.First) % b.period()))
	}
	for nominal.After(b.First) {
		before := nominal.AddDays(-b.period())
		if b.Calendar.NextWorkday(before).Before(d) {
			break
		}
		nominal = before
	}
	return nominal
}

// outrun reports whether a later day of the rhythm ends on date too, unless
// that one was moved away by hand. A cancelled one still counts: who cancels
// the one meeting people see on that day does not want the other back.
func (b Biweekly) outrun(nominal, date storage.Date, changed map[storage.Date]Exception) bool {
	for n := nominal.AddDays(b.period()); !n.After(date); n = n.AddDays(b.period()) {
		if e, ok := changed[n]; !ok || e.Date.IsZero() {
			return true
		}
	}
	return false
}

// changed returns the last word on each day of the rhythm that has one.
// Exceptions for other days are left from an earlier rule and mean nothing.
func (b Biweekly) changed() map[storage.Date]Exception {
	changed := map[storage.Date]Exception{}
	for _, e := range b.Exceptions {
		if b.inRhythm(e.Nominal) {
			changed[e.Nominal] = e
		}
	}
	return changed
}

// byHand returns the meetings moved or added by hand to d or after, in order.
func (b Biweekly) byHand(d storage.Date) []Meeting {
	changed := b.changed()
	set := map[storage.Date]Meeting{}
	for _, e := range b.Exceptions {
		added := e.Nominal.IsZero()
		if e.Date.IsZero() || e.Date.Before(d) || !added && changed[e.Nominal] != e {
			continue
		}
		set[e.Date] = b.set(e)
	}
	return slices.SortedFunc(maps.Values(set), func(a, b Meeting) int { return a.Date.Compare(b.Date) })
}

func (b Biweekly) set(e Exception) Meeting {
	m := Meeting{Nominal: e.Nominal, Date: e.Date, Cause: ByHand}
	if e.Nominal.IsZero() {
		m.Cause = Added
	}
	m.Start = cmp.Or(e.At, b.At).On(e.Date, b.zone())
	return m
}

func (b Biweekly) inRhythm(d storage.Date) bool {
	return !b.First.IsZero() && !d.Before(b.First) && d.Sub(b.First)%b.period() == 0
}

func (b Biweekly) period() int {
	if b.Every < 1 {
		return Fortnight
	}
	return b.Every
}

func (b Biweekly) zone() *time.Location {
	if b.Zone == nil {
		return time.UTC
	}
	return b.Zone
}

func (b Biweekly) place() (Calendar, *time.Location) { return b.Calendar, b.zone() }
