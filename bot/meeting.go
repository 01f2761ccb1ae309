package bot

import (
	"time"

	"shuangzhou/bot/reading"
	"shuangzhou/schedule"
	"shuangzhou/storage"
)

// meetingView tells when the next meeting is and what lies before it.
type meetingView struct {
	Today    storage.Date
	Next     schedule.Meeting
	Moved    bool // off its day, or by hand
	Added    bool // beside those by the rule
	Deadline time.Time
	Digest   time.Time
	Place    string
	Sure     bool // the year's holidays are announced
	Runs     []runView
	Found    bool
}

// runView is the next run of a job.
type runView struct {
	Job string
	At  time.Time
}

// askMeeting answers when the next meeting is.
func (t *talk) askMeeting() error {
	return t.say("meeting/next", t.meetingView(), storage.Subject{})
}

func (t *talk) meetingView() meetingView {
	m, ok := t.rhythm.next(t.tx.Now())
	return t.meetingViewOf(m, ok)
}

func (t *talk) meetingViewOf(m schedule.Meeting, found bool) meetingView {
	return meetingView{
		Today: t.today(), Next: m, Found: found, Added: m.Cause == schedule.Added,
		Moved:    m.Cause == schedule.OffDay || m.Cause == schedule.ByHand && m.Date != m.Nominal,
		Place:    t.rhythm.placeOf(m),
		Deadline: t.rhythm.deadline.Of(m), Digest: t.rhythm.digest.Of(m),
		Sure: t.rhythm.meetings.Calendar.Announced(m.Date.Year),
	}
}

// commandSchedule shows the next meeting and the next run of each job.
func (t *talk) commandSchedule(string) error {
	view := t.meetingView()
	jobs, err := t.Jobs(t.tx)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if at := j.When.Next(t.tx.Now().In(t.loc)); !at.IsZero() {
			view.Runs = append(view.Runs, runView{j.Name, at})
		}
	}
	return t.say("meeting/schedule", view, storage.Subject{})
}

// JobName is what people call a job.
func (b *Bot) JobName(job string) string {
	words, err := b.words.Plain("job/"+job, nil)
	if err != nil {
		return job
	}
	return words
}

// meetingsAround are the days of the last meeting and of the next, as 上次会 and
// 下次会 mean them.
func (t *talk) meetingsAround() []reading.Date {
	var days []reading.Date
	if m, ok := t.rhythm.last(t.tx.Now()); ok {
		days = append(days, reading.Date(m.Date))
	}
	if m, ok := t.rhythm.next(t.tx.Now()); ok {
		days = append(days, reading.Date(m.Date))
	}
	return days
}

// meetingStart is the instant a meeting of a day begins, its last where there was none.
func (t *talk) meetingStart(d storage.Date) time.Time {
	for _, m := range t.rhythm.meetings.Meetings(d, d) {
		return m.Start
	}
	return d.AddDays(1).Clock(0, 0, t.loc).Add(-time.Millisecond)
}
