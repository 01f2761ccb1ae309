package schedule

import (
	"iter"
	"time"

	"github.com/robfig/cron/v3"

	"shuangzhou/storage"
)

// A Rhythm is a cron.Schedule that goes with the meetings: their own rule, or
// what is [Derived] from it.
type Rhythm interface {
	cron.Schedule

	// Of returns the instant that belongs to the meeting.
	Of(m Meeting) time.Time

	// since yields the meetings, in order, to which an instant on d or after
	// may belong; a few before those too.
	since(d storage.Date) iter.Seq[Meeting]

	// place returns the calendar and the zone the rhythm counts in.
	place() (Calendar, *time.Location)
}

var _, _ Rhythm = Biweekly{}, Derived{}

// Derived is a [Rhythm] that lies a number of working days before or after
// another, at a time of day of its own: the reporting deadline of a meeting, a
// reminder before that deadline, the digest. Its days are working days, unless
// the number is 0 and a meeting was set by hand on a day off.
//
// Two meetings can have one instant in common, when only days off lie between
// them; then it occurs once and stands for both.
type Derived struct {
	around   Rhythm
	workdays int // after; negative before
	at       TimeOfDay
}

// Before returns the rhythm that lies the number of working days before
// another, counted as [Calendar.AddWorkdays] counts: with a meeting on a
// Wednesday, two working days before is the Monday.
func Before(around Rhythm, workdays int, at TimeOfDay) Derived {
	return Derived{around, -workdays, at}
}

// After returns the rhythm that lies the number of working days after another.
func After(around Rhythm, workdays int, at TimeOfDay) Derived {
	return Derived{around, workdays, at}
}

// Of returns the instant that belongs to the meeting: for the rhythm of the
// deadline, that meeting's deadline.
func (d Derived) Of(m Meeting) time.Time {
	calendar, zone := d.place()
	day := storage.On(d.around.Of(m), zone)
	return d.at.On(calendar.AddWorkdays(day, d.workdays), zone)
}

// Next returns the first instant after t that belongs to a meeting, the zero
// time when there is none.
func (d Derived) Next(t time.Time) time.Time {
	_, zone := d.place()
	for m := range d.since(storage.On(t, zone)) {
		if at := d.Of(m); at.After(t) { // in the meetings' order they never go back
			return at
		}
	}
	return time.Time{}
}

// Meetings returns the meetings an instant belongs to, mostly one; none if the
// rhythm does not occur then. A job that is due asks it what it is due for.
func (d Derived) Meetings(due time.Time) []Meeting {
	_, zone := d.place()
	var ms []Meeting
	for m := range d.since(storage.On(due, zone)) {
		at := d.Of(m)
		if at.After(due) {
			break
		}
		if at.Equal(due) {
			ms = append(ms, m)
		}
	}
	return ms
}

// since asks the rhythm below from the first day on that can lead to day or
// after: counted from an earlier one, the working days are full before day.
func (d Derived) since(day storage.Date) iter.Seq[Meeting] {
	if d.workdays > 0 {
		calendar, _ := d.place()
		day = calendar.AddWorkdays(day, -d.workdays)
	}
	return d.around.since(day)
}

func (d Derived) place() (Calendar, *time.Location) { return d.around.place() }
