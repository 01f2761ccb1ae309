package bot

import (
	"fmt"
	"time"

	"shuangzhou/bot/reading"
	"shuangzhou/schedule"
	"shuangzhou/storage"
)

// A rhythm is the fortnight: when the meetings are, and what lies before each
// of them by the config's leads.
type rhythm struct {
	meetings schedule.Biweekly
	deadline schedule.Derived   // for reports
	remind   []schedule.Derived // of what units still owe, the last one last
	digest   schedule.Derived   // of the unregistered
}

// newRhythm makes the rhythm of a config that has been checked.
func newRhythm(m Meeting, loc *time.Location) (rhythm, error) {
	first, err := storage.ParseDate(m.First)
	if err != nil {
		return rhythm{}, fmt.Errorf("meeting.first: %w", err)
	}
	at, err := schedule.ParseTimeOfDay(m.Time)
	if err != nil {
		return rhythm{}, fmt.Errorf("meeting.time: %w", err)
	}
	r := rhythm{meetings: schedule.Biweekly{
		First: first, Every: m.Every * 7, At: at, Zone: loc, Calendar: schedule.NewCalendar(),
	}}
	if r.deadline, err = r.before(m.Deadline); err != nil {
		return r, err
	}
	if r.digest, err = r.before(m.Digest); err != nil {
		return r, err
	}
	for _, s := range m.Remind {
		d, err := r.before(s)
		if err != nil {
			return r, err
		}
		r.remind = append(r.remind, d)
	}
	return r, nil
}

func (r rhythm) before(s string) (schedule.Derived, error) {
	l, err := parseLead(s)
	return schedule.Before(r.meetings, l.workdays, l.at), err
}

// farthest bounds how far a meeting is looked for, in days: beyond any holiday.
const farthest = 400

// next returns the first meeting that starts after an instant.
func (r rhythm) next(t time.Time) (schedule.Meeting, bool) {
	day := storage.On(t, r.meetings.Zone)
	for _, m := range r.meetings.Meetings(day, day.AddDays(farthest)) {
		if m.Start.After(t) {
			return m, true
		}
	}
	return schedule.Meeting{}, false
}

// last returns the latest meeting that has started by an instant.
func (r rhythm) last(t time.Time) (schedule.Meeting, bool) {
	day := storage.On(t, r.meetings.Zone)
	ms := r.meetings.Meetings(day.AddDays(-farthest), day)
	for i := len(ms) - 1; i >= 0; i-- {
		if !ms[i].Start.After(t) {
			return ms[i], true
		}
	}
	return schedule.Meeting{}, false
}

// period returns since when a report counts for the next meeting: the start of
// the last meeting, or of the district's first fortnight.
func (r rhythm) period(t time.Time) time.Time {
	if m, ok := r.last(t); ok {
		return m.Start
	}
	return r.meetings.First.AddDays(-r.meetings.Every).Clock(0, 0, r.meetings.Zone)
}

// undoUntil returns until when the sender of an act may take it back: the next
// meeting's deadline.
func (r rhythm) undoUntil(t time.Time) time.Time { return r.deadline.Next(t) }

// builtInWorkdays tells which days are worked, by the notices built in.
func builtInWorkdays() func(reading.Date) bool {
	calendar := schedule.NewCalendar()
	return func(d reading.Date) bool { return calendar.Workday(storage.Date(d)) }
}
