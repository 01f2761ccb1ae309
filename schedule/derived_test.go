package schedule

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shuangzhou/storage"
)

var five = TimeOfDay{17, 0}

// TestDerived follows the default settings through 2026: the deadline two
// working days before the meeting at 17:00, a reminder two working days before
// the deadline at 09:00, the digest one working day before the meeting at
// 09:00, and a look back one working day after.
func TestDerived(t *testing.T) {
	meetings := review(t, Exception{Nominal: date("2026-04-29"), Date: date("2026-05-06")})
	deadline := Before(meetings, 2, five)
	reminder := Before(deadline, 2, nine)
	digest := Before(meetings, 1, nine)
	after := After(meetings, 1, nine)
	const form = "01-02 Mon"
	for _, tt := range []struct{ meeting, reminder, deadline, digest, after, why string }{
		{"01-07 Wed", "12-31 Wed", "01-05 Mon", "01-06 Tue", "01-08 Thu", "4 January, a Sunday, is worked"},
		{"02-24 Tue", "02-11 Wed", "02-13 Fri", "02-14 Sat", "02-25 Wed", "春节 from 15 to 23 February, the 14th is worked"},
		{"03-04 Wed", "02-27 Fri", "03-02 Mon", "03-03 Tue", "03-05 Thu", "28 February, a Saturday, is worked"},
		{"03-18 Wed", "03-12 Thu", "03-16 Mon", "03-17 Tue", "03-19 Thu", "a plain fortnight"},
		{"05-06 Wed", "04-27 Mon", "04-29 Wed", "04-30 Thu", "05-07 Thu", "moved by hand behind 劳动节, 1 to 5 May"},
		{"10-14 Wed", "10-09 Fri", "10-12 Mon", "10-13 Tue", "10-15 Thu", "10 October, a Saturday, is worked"},
	} {
		m := meetingOn(t, meetings, "2026-"+tt.meeting[:5])
		got := []string{m.Start.Format(form), reminder.Of(m).Format(form), deadline.Of(m).Format(form), digest.Of(m).Format(form), after.Of(m).Format(form)}
		want := []string{tt.meeting, tt.reminder, tt.deadline, tt.digest, tt.after}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s, %s (-want +got):\n%s", tt.meeting, tt.why, diff)
		}
	}
}

func meetingOn(t *testing.T, b Biweekly, day string) Meeting {
	t.Helper()
	m, ok := b.On(date(day))
	if !ok {
		t.Fatalf("no meeting on %s", day)
	}
	return m
}

func TestDerivedNext(t *testing.T) {
	meetings := review(t)
	for _, tt := range []struct {
		name        string
		rhythm      Rhythm
		after, want string
	}{
		{"deadline", Before(meetings, 2, five), "2026-03-01 00:00", "2026-03-02 17:00"},
		{"deadline, that minute", Before(meetings, 2, five), "2026-03-02 17:00", "2026-03-16 17:00"},
		{"deadline, over 春节", Before(meetings, 2, five), "2026-02-02 17:00", "2026-02-13 17:00"},
		{"same day, earlier", Before(meetings, 0, TimeOfDay{8, 0}), "2026-03-04 07:59", "2026-03-04 08:00"},
		{"same day, later", After(meetings, 0, five), "2026-03-04 12:00", "2026-03-04 17:00"},
		{"after", After(meetings, 3, nine), "2026-03-05 00:00", "2026-03-09 09:00"},
		{"after, over 国庆", After(meetings, 1, nine), "2026-09-30 10:00", "2026-10-08 09:00"},
		{"a day after the deadline", After(Before(meetings, 2, five), 1, nine), "2026-03-02 18:00", "2026-03-03 09:00"},
		{"negative before is after", Before(meetings, -3, nine), "2026-03-05 00:00", "2026-03-09 09:00"},
	} {
		after, err := time.ParseInLocation("2006-01-02 15:04", tt.after, meetings.Zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := tt.rhythm.Next(after).Format("2006-01-02 15:04"); got != tt.want {
			t.Errorf("%s, after %s: %s, want %s", tt.name, tt.after, got, tt.want)
		}
	}
}

// TestDerivedMeetings: a due job finds what it is due for; a meeting added on
// the Saturday shares its digest with the Monday's.
func TestDerivedMeetings(t *testing.T) {
	meetings := review(t, Exception{Date: date("2026-03-14")}, Exception{Nominal: date("2026-03-18"), Date: date("2026-03-16")})
	digest := Before(meetings, 1, nine)
	for due, want := range map[string]string{
		"2026-03-13": "2026-03-14 Sat 09:00 added\n2026-03-16 Mon 09:00 not 2026-03-18, by hand\n",
		"2026-03-12": "",
		"2026-03-03": "2026-03-04 Wed 09:00\n",
	} {
		if diff := cmp.Diff(want, said(digest.Meetings(nine.On(date(due), meetings.Zone)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", due, diff)
		}
	}
}

// step is one Before or After of a chain.
type step struct {
	workdays int
	at       TimeOfDay
}

var anySteps = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
	return step{rapid.IntRange(-6, 6).Draw(t, "workdays"), TimeOfDay{rapid.IntRange(0, 23).Draw(t, "hour"), 0}}
}), 1, 3)

// slowOf walks from the meeting's day, a day at a time, and counts.
func slowOf(b Biweekly, m Meeting, steps []step) time.Time {
	d := m.Date
	for _, s := range steps {
		for n, by := s.workdays, sign(s.workdays); n != 0; {
			if d = d.AddDays(by); b.Calendar.Workday(d) {
				n -= by
			}
		}
	}
	return steps[len(steps)-1].at.On(d, b.Zone)
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// TestDerivedEqualsTheSlowWay derives chains of rhythms from any rule: each
// instant is that many working days from its meeting, Next finds them all in
// order and none between, and Meetings leads back.
func TestDerivedEqualsTheSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawRule(t)
		steps := anySteps.Draw(t, "steps")
		var r Rhythm = b
		for _, s := range steps {
			if s.workdays < 0 {
				r = Before(r, -s.workdays, s.at)
			} else {
				r = After(r, s.workdays, s.at)
			}
		}
		from := b.First.AddDays(rapid.IntRange(-60, 200).Draw(t, "from"))
		until := from.AddDays(150).Clock(0, 0, b.Zone)
		of := map[time.Time][]Meeting{}
		var want []time.Time
		for _, m := range b.Meetings(from.AddDays(-60), from.AddDays(210)) { // what lies until then has all its meetings here
			at := slowOf(b, m, steps)
			if !r.Of(m).Equal(at) {
				t.Fatalf("of the meeting on %v: %v, want %v", m.Date, r.Of(m), at)
			}
			if of[at] == nil && at.After(from.Clock(0, 0, b.Zone)) && at.Before(until) {
				want = append(want, at)
			}
			of[at] = append(of[at], m)
		}
		slices.SortFunc(want, time.Time.Compare)
		now := from.Clock(0, 0, b.Zone)
		for _, w := range want[:min(len(want), 12)] {
			next := r.Next(now)
			if !next.Equal(w) || !next.After(now) {
				t.Fatalf("next after %v: %v, want %v", now, next, w)
			}
			if steps[len(steps)-1].workdays != 0 && !b.Calendar.Workday(storage.On(next, b.Zone)) {
				t.Fatalf("%v is a day off", next)
			}
			if diff := cmp.Diff(of[w], r.(Derived).Meetings(w)); diff != "" {
				t.Fatalf("meetings of %v (-want +got):\n%s", w, diff)
			}
			now = next
		}
	})
}

// TestDefaultRhythmThroughTheYears holds the count for the default rule in the
// announced years and the years to come.
func TestDefaultRhythmThroughTheYears(t *testing.T) {
	b := review(t)
	b.First = date("2023-01-04")
	deadline := Before(b, 2, five)
	meetings := b.Meetings(date("2023-01-01"), date("2030-12-31"))
	var off []string
	for _, m := range meetings {
		day := storage.On(deadline.Of(m), b.Zone)
		if n := b.Calendar.WorkdaysBetween(day, m.Date); n != 2 || !b.Calendar.Workday(day) {
			t.Errorf("deadline %v of %v is %d working days before", day, m.Date, n)
		}
		if m.Cause == OffDay {
			off = append(off, m.Nominal.String()+" "+m.Holiday)
		}
	}
	if len(meetings) != 209 {
		t.Errorf("%d meetings in eight years, want 209", len(meetings))
	}
	want := `2024-02-14 春节
2025-01-01 元旦
2025-01-29 春节
2025-10-08 国庆节、中秋节
2026-10-07 国庆节
2028-01-26 春节
2029-04-04 清明节
2029-05-02 劳动节
2029-10-03 国庆节
2030-05-01 劳动节
2030-10-02 国庆节`
	if diff := cmp.Diff(want, strings.Join(off, "\n")); diff != "" {
		t.Errorf("moved (-want +got):\n%s", diff)
	}
}
