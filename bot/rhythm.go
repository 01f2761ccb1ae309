package bot

import (
	"cmp"
	"fmt"
	"time"

	"shuangzhou/bot/reading"
	"shuangzhou/schedule"
	"shuangzhou/storage"
)

// A rule is the fortnight as the config has it: the meetings, and how long
// before each of them what lies before it.
type rule struct {
	meetings schedule.Biweekly
	place    string
	deadline lead
	remind   []lead
	digest   lead
}

// newRule makes the rule of a config that has been checked.
func newRule(m Meeting, loc *time.Location) (rule, error) {
	first, err := storage.ParseDate(m.First)
	if err != nil {
		return rule{}, fmt.Errorf("meeting.first: %w", err)
	}
	at, err := schedule.ParseTimeOfDay(m.Time)
	if err != nil {
		return rule{}, fmt.Errorf("meeting.time: %w", err)
	}
	r := rule{place: m.Place, meetings: schedule.Biweekly{
		First: first, Every: m.Every * 7, At: at, Zone: loc, Calendar: schedule.NewCalendar(),
	}}
	if r.deadline, err = parseLead(m.Deadline); err != nil {
		return r, err
	}
	if r.digest, err = parseLead(m.Digest); err != nil {
		return r, err
	}
	for _, s := range m.Remind {
		l, err := parseLead(s)
		if err != nil {
			return r, err
		}
		r.remind = append(r.remind, l)
	}
	return r, nil
}

// A rhythm is the fortnight as it takes place: the rule, and the meetings that
// the office has moved, cancelled or added.
type rhythm struct {
	meetings schedule.Biweekly
	places   map[storage.Date]string // of the meetings that have one of their own
	place    string                  // of the others
	deadline schedule.Derived        // for reports
	remind   []schedule.Derived      // of what units still owe, the last one last
	digest   schedule.Derived        // of the unregistered
}

// rhythmIn returns the rhythm as a transaction knows it.
func (b *Bot) rhythmIn(tx *storage.Tx) (rhythm, error) {
	changed, err := tx.ChangedMeetings()
	if err != nil {
		return rhythm{}, fmt.Errorf("load the changed meetings: %w", err)
	}
	return b.rule.with(changed)
}

// with returns the rhythm of the rule and the meetings changed by hand.
func (r rule) with(changed []storage.Meeting) (rhythm, error) {
	places := map[storage.Date]string{}
	meetings := r.meetings
	for _, m := range changed {
		e := schedule.Exception{Nominal: m.Nominal, Date: m.Date}
		if m.At != "" {
			var err error
			if e.At, err = schedule.ParseTimeOfDay(m.At); err != nil {
				return rhythm{}, fmt.Errorf("meeting %d: %w", m.ID, err)
			}
		}
		if m.Nominal.IsZero() && m.Date.IsZero() {
			continue // added and cancelled
		}
		meetings.Exceptions = append(meetings.Exceptions, e)
		if m.Place != "" {
			places[m.Date] = m.Place
		}
	}
	before := func(l lead) schedule.Derived { return schedule.Before(meetings, l.workdays, l.at) }
	made := rhythm{meetings: meetings, places: places, place: r.place, deadline: before(r.deadline), digest: before(r.digest)}
	for _, l := range r.remind {
		made.remind = append(made.remind, before(l))
	}
	return made, nil
}

// placeOf returns where a meeting is.
func (r rhythm) placeOf(m schedule.Meeting) string { return cmp.Or(r.places[m.Date], r.place) }

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
