package schedule

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the zones below, wherever the tests run

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shuangzhou/storage"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

var nine = TimeOfDay{9, 0}

// review is the rule most tests use: every second Wednesday of 2026 at 09:00.
func review(t testing.TB, exceptions ...Exception) Biweekly {
	return Biweekly{
		First:      date("2026-01-07"),
		At:         nine,
		Zone:       zone(t, "Asia/Shanghai"),
		Calendar:   NewCalendar(),
		Exceptions: exceptions,
	}
}

// said writes meetings one a line: date, time, and why if not by rule.
func said(ms []Meeting) string {
	var s strings.Builder
	for _, m := range ms {
		fmt.Fprint(&s, m.Start.Format("2006-01-02 Mon 15:04"))
		switch m.Cause {
		case OffDay:
			fmt.Fprintf(&s, " not %v, %s", m.Nominal, m.Holiday)
		case ByHand:
			fmt.Fprintf(&s, " not %v, by hand", m.Nominal)
		case Added:
			fmt.Fprint(&s, " added")
		}
		fmt.Fprintln(&s)
	}
	return s.String()
}

func TestMeetings(t *testing.T) {
	got := said(review(t).Meetings(date("2026-01-01"), date("2026-12-31")))
	want := `2026-01-07 Wed 09:00
2026-01-21 Wed 09:00
2026-02-04 Wed 09:00
2026-02-24 Tue 09:00 not 2026-02-18, 春节
2026-03-04 Wed 09:00
2026-03-18 Wed 09:00
2026-04-01 Wed 09:00
2026-04-15 Wed 09:00
2026-04-29 Wed 09:00
2026-05-13 Wed 09:00
2026-05-27 Wed 09:00
2026-06-10 Wed 09:00
2026-06-24 Wed 09:00
2026-07-08 Wed 09:00
2026-07-22 Wed 09:00
2026-08-05 Wed 09:00
2026-08-19 Wed 09:00
2026-09-02 Wed 09:00
2026-09-16 Wed 09:00
2026-09-30 Wed 09:00
2026-10-14 Wed 09:00
2026-10-28 Wed 09:00
2026-11-11 Wed 09:00
2026-11-25 Wed 09:00
2026-12-09 Wed 09:00
2026-12-23 Wed 09:00
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestMeetingsMove has a rule or a change a case, and what becomes of it.
func TestMeetingsMove(t *testing.T) {
	day := func(s string) storage.Date { return date("2026-" + s) }
	for _, tt := range []struct {
		name       string
		first      string
		every      int
		exceptions []Exception
		from, to   string
		want       string
	}{
		{"a make-up Sunday is a workday", "01-01", 0, nil, "01-01", "01-20",
			"2026-01-04 Sun 09:00 not 2026-01-01, 元旦\n2026-01-15 Thu 09:00\n"},
		{"a Saturday moves to Monday", "03-07", 0, nil, "03-01", "03-31",
			"2026-03-09 Mon 09:00 not 2026-03-07, \n2026-03-23 Mon 09:00 not 2026-03-21, \n"},
		{"a make-up Saturday stays", "02-14", 0, nil, "02-01", "03-13",
			"2026-02-14 Sat 09:00\n2026-02-28 Sat 09:00\n"},
		{"weekly, two on one day are one", "09-30", 2, nil, "09-30", "10-09",
			"2026-09-30 Wed 09:00\n2026-10-08 Thu 09:00\n"},
		{"the window opens while one is moved over it", "02-18", 0, nil, "02-20", "03-03",
			"2026-02-24 Tue 09:00 not 2026-02-18, 春节\n"},
		{"nothing before the first", "03-04", 0, nil, "01-01", "03-05",
			"2026-03-04 Wed 09:00\n"},
		{"moved by hand, the next stays", "03-04", 0, []Exception{{day("03-04"), day("03-06"), TimeOfDay{14, 30}}}, "03-01", "03-31",
			"2026-03-06 Fri 14:30 not 2026-03-04, by hand\n2026-03-18 Wed 09:00\n"},
		{"moved behind the next", "03-04", 0, []Exception{{day("03-04"), day("03-20"), TimeOfDay{}}}, "03-01", "03-31",
			"2026-03-18 Wed 09:00\n2026-03-20 Fri 09:00 not 2026-03-04, by hand\n"},
		{"moved onto the next", "03-04", 0, []Exception{{day("03-04"), day("03-18"), TimeOfDay{15, 0}}}, "03-01", "03-31",
			"2026-03-18 Wed 15:00 not 2026-03-04, by hand\n"},
		{"another time the same day", "03-04", 0, []Exception{{day("03-04"), day("03-04"), TimeOfDay{15, 0}}}, "03-01", "03-17",
			"2026-03-04 Wed 15:00 not 2026-03-04, by hand\n"},
		{"by hand on a day off", "03-04", 0, []Exception{{day("03-04"), day("03-07"), TimeOfDay{}}}, "03-01", "03-17",
			"2026-03-07 Sat 09:00 not 2026-03-04, by hand\n"},
		{"cancelled", "03-04", 0, []Exception{{Nominal: day("03-04")}}, "03-01", "03-31",
			"2026-03-18 Wed 09:00\n"},
		{"cancelled, then moved after all", "03-04", 0, []Exception{{Nominal: day("03-04")}, {Nominal: day("03-04"), Date: day("03-05")}}, "03-01", "03-17",
			"2026-03-05 Thu 09:00 not 2026-03-04, by hand\n"},
		{"moved, then cancelled", "03-04", 0, []Exception{{Nominal: day("03-04"), Date: day("03-05")}, {Nominal: day("03-04")}}, "03-01", "03-17",
			""},
		{"added", "03-04", 0, []Exception{{Date: day("03-11"), At: TimeOfDay{10, 0}}}, "03-01", "03-31",
			"2026-03-04 Wed 09:00\n2026-03-11 Wed 10:00 added\n2026-03-18 Wed 09:00\n"},
		{"added before the first", "03-04", 0, []Exception{{Date: day("02-25")}}, "02-01", "03-05",
			"2026-02-25 Wed 09:00 added\n2026-03-04 Wed 09:00\n"},
		{"added where one is already", "03-04", 0, []Exception{{Date: day("03-04"), At: TimeOfDay{10, 0}}}, "03-01", "03-17",
			"2026-03-04 Wed 10:00 added\n"},
		{"a change left from another rule", "03-05", 0, []Exception{{Nominal: day("03-04"), Date: day("03-10")}}, "03-01", "03-18",
			"2026-03-05 Thu 09:00\n"},
		{"one of two on a day is moved away", "10-01", 7, []Exception{{Nominal: day("10-08"), Date: day("10-12")}}, "09-30", "10-14",
			"2026-10-08 Thu 09:00 not 2026-10-01, 国庆节\n2026-10-12 Mon 09:00 not 2026-10-08, by hand\n"},
		{"the window opens behind one moved away", "10-01", 5, []Exception{{Nominal: day("10-06"), Date: day("10-20")}}, "10-07", "10-09",
			"2026-10-08 Thu 09:00 not 2026-10-01, 国庆节\n"},
		{"the one of two on a day is cancelled", "10-01", 7, []Exception{{Nominal: day("10-08")}}, "09-30", "10-14",
			""},
	} {
		b := review(t, tt.exceptions...)
		b.First, b.Every = day(tt.first), tt.every
		if diff := cmp.Diff(tt.want, said(b.Meetings(day(tt.from), day(tt.to)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestNext(t *testing.T) {
	for _, tt := range []struct{ zone, first, after, want string }{
		{"Asia/Shanghai", "2026-01-07", "2026-03-04 08:59", "2026-03-04 09:00 +0800"},
		{"Asia/Shanghai", "2026-01-07", "2026-03-04 09:00", "2026-03-18 09:00 +0800"},
		{"Asia/Shanghai", "2026-01-07", "2026-02-18 09:00", "2026-02-24 09:00 +0800"},
		{"Asia/Shanghai", "2026-01-07", "2020-01-01 00:00", "2026-01-07 09:00 +0800"},
		// The clocks of New York go forward on 8 March and back on 1 November 2026.
		{"America/New_York", "2026-02-25", "2026-03-01 00:00", "2026-03-11 09:00 -0400"},
		{"America/New_York", "2026-02-25", "2026-02-24 23:00", "2026-02-25 09:00 -0500"},
		{"America/New_York", "2026-10-21", "2026-10-21 09:00", "2026-11-04 09:00 -0500"},
		{"America/New_York", "2026-10-21", "2026-11-04 08:59", "2026-11-04 09:00 -0500"},
	} {
		b := review(t)
		b.First, b.Zone = date(tt.first), zone(t, tt.zone)
		after, err := time.ParseInLocation("2006-01-02 15:04", tt.after, b.Zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, asked := range []time.Time{after, after.UTC(), after.In(zone(t, "Pacific/Kiritimati"))} {
			if got := b.Next(asked).Format("2006-01-02 15:04 -0700"); got != tt.want {
				t.Errorf("%s, after %v: %s, want %s", tt.zone, asked, got, tt.want)
			}
		}
	}
}

func TestNextOfNothing(t *testing.T) {
	for name, b := range map[string]Biweekly{
		"zero":       {},
		"only added": {Exceptions: []Exception{{Date: date("2026-03-11")}}},
	} {
		if got := b.Next(date("2026-03-12").Clock(0, 0, time.UTC)); !got.IsZero() {
			t.Errorf("%s: %v", name, got)
		}
		if got := Before(b, 2, nine).Next(date("2026-03-12").Clock(0, 0, time.UTC)); !got.IsZero() {
			t.Errorf("%s, before: %v", name, got)
		}
	}
}

func TestOn(t *testing.T) {
	b := review(t)
	for day, want := range map[string]string{
		"2026-02-18": "",
		"2026-02-24": "2026-02-24 Tue 09:00 not 2026-02-18, 春节\n",
		"2026-03-04": "2026-03-04 Wed 09:00\n",
		"2026-03-05": "",
	} {
		m, ok := b.On(date(day))
		got := ""
		if ok {
			got = said([]Meeting{m})
		}
		if got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
}

func TestTimeOfDayOnJumps(t *testing.T) {
	for _, tt := range []struct{ zone, day, at, want string }{
		{"America/New_York", "2026-03-08", "02:30", "2026-03-08 03:30 -0400"},
		{"America/New_York", "2026-03-08", "03:00", "2026-03-08 03:00 -0400"},
		{"America/Sao_Paulo", "2018-11-04", "00:30", "2018-11-04 01:30 -0200"}, // no midnight that day
		{"Asia/Shanghai", "1986-05-04", "02:30", "1986-05-04 03:30 +0900"},
		{"Asia/Shanghai", "2026-03-08", "02:30", "2026-03-08 02:30 +0800"},
	} {
		at, err := ParseTimeOfDay(tt.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := at.On(date(tt.day), zone(t, tt.zone)).Format("2006-01-02 15:04 -0700"); got != tt.want {
			t.Errorf("%s %s %s: %s, want %s", tt.zone, tt.day, tt.at, got, tt.want)
		}
	}
}

func TestParseTimeOfDay(t *testing.T) {
	for s, want := range map[string]TimeOfDay{"09:00": {9, 0}, "9:05": {9, 5}, "17:30": {17, 30}, "00:00": {}} {
		got, err := ParseTimeOfDay(s)
		if err != nil || got != want {
			t.Errorf("%s: %v, %v", s, got, err)
		}
		text, _ := got.MarshalText()
		var again TimeOfDay
		if err := again.UnmarshalText(text); err != nil || again != got {
			t.Errorf("%s written as %s: %v, %v", s, text, again, err)
		}
	}
	for _, s := range []string{"", "9", "24:00", "9:60", "9:00:00", "上午9点"} {
		if got, err := ParseTimeOfDay(s); err == nil {
			t.Errorf("%q: %v, want an error", s, got)
		}
	}
}

// anyRule draws a rule of the years 2023 to 2030, in zones with and without
// summer time, with a few changes by hand.
var anyRule = rapid.Custom(func(t *rapid.T) Biweekly {
	b := Biweekly{
		First: anyDay.Draw(t, "first"),
		Every: rapid.SampledFrom([]int{0, 1, 2, 5, 7, 14, 21, 28}).Draw(t, "every"),
		At:    TimeOfDay{rapid.IntRange(0, 23).Draw(t, "hour"), rapid.SampledFrom([]int{0, 30}).Draw(t, "minute")},
	}
	b.Zone, _ = time.LoadLocation(rapid.SampledFrom([]string{"Asia/Shanghai", "America/New_York", "Europe/London", "Pacific/Apia"}).Draw(t, "zone"))
	near := rapid.Custom(func(t *rapid.T) storage.Date {
		return b.First.AddDays(b.period() * rapid.IntRange(0, 12).Draw(t, "nth"))
	})
	for range rapid.IntRange(0, 5).Draw(t, "changes") {
		e := Exception{Nominal: near.Draw(t, "nominal")}
		if rapid.Bool().Draw(t, "not cancelled") {
			e.Date = e.Nominal.AddDays(rapid.IntRange(-20, 20).Draw(t, "by"))
			e.At.Hour = rapid.IntRange(0, 23).Draw(t, "changed hour")
			if rapid.Bool().Draw(t, "added") {
				e.Nominal = storage.Date{}
			}
		}
		b.Exceptions = append(b.Exceptions, e)
	}
	return b
})

// drawRule draws a rule and gives it the calendar, which is kept out of the
// draw because a failure prints what was drawn.
func drawRule(t *rapid.T) Biweekly {
	b := anyRule.Draw(t, "rule")
	b.Calendar = NewCalendar()
	return b
}

// slowly works out the meetings from first to last the plain way: every day of
// the rhythm from its first on is walked forward day by day, and the last to
// come to a day has it; then the changes, one by one.
func slowly(b Biweekly, first, last storage.Date) map[storage.Date]string {
	final := map[storage.Date]Exception{} // the last word on a day of the rhythm
	for _, e := range b.Exceptions {
		if !e.Nominal.IsZero() {
			final[e.Nominal] = e
		}
	}
	meets := map[storage.Date]string{}
	said := func(d storage.Date, at TimeOfDay, nominal storage.Date) {
		meets[d] = fmt.Sprintf("%v %v", at, nominal)
	}
	for n, i := b.First, 0; !n.After(last); n, i = n.AddDays(1), i+1 {
		e, changed := final[n]
		if i%b.period() != 0 || changed && !e.Date.IsZero() {
			continue
		}
		d := n
		for !b.Calendar.Workday(d) {
			d = d.AddDays(1)
		}
		said(d, b.At, n)
		if changed {
			delete(meets, d)
		}
	}
	for _, e := range b.Exceptions {
		if e.Date.IsZero() || !e.Nominal.IsZero() && final[e.Nominal] != e {
			continue
		}
		at := e.At
		if at == (TimeOfDay{}) {
			at = b.At
		}
		said(e.Date, at, e.Nominal)
	}
	maps.DeleteFunc(meets, func(d storage.Date, _ string) bool { return d.Before(first) || d.After(last) })
	return meets
}

func TestMeetingsEqualTheSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawRule(t)
		first := b.First.AddDays(rapid.IntRange(-30, 200).Draw(t, "from"))
		last := first.AddDays(rapid.IntRange(0, 200).Draw(t, "length"))
		got := map[storage.Date]string{}
		before := time.Time{}
		for _, m := range b.Meetings(first, last) {
			got[m.Date] = fmt.Sprintf("%v %v", TimeOfDay{m.Start.Hour(), m.Start.Minute()}, m.Nominal)
			if !m.Start.After(before) {
				t.Fatalf("%v is not after %v", m.Start, before)
			}
			if storage.On(m.Start, b.Zone) != m.Date {
				t.Fatalf("the meeting of %v starts %v", m.Date, m.Start)
			}
			if (m.Cause == ByRule || m.Cause == OffDay) && !b.Calendar.Workday(m.Date) {
				t.Fatalf("%v is a day off", m.Date)
			}
			before = m.Start
		}
		want := slowly(b, first, last)
		for d, s := range want { // a time the clocks leave out shows as another
			if at, _, _ := strings.Cut(s, " "); got[d] != "" && jumps(b.Zone, d, at) {
				want[d] = got[d]
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-slow +got):\n%s", diff)
		}
	})
}

// jumps reports whether the clocks never show the time on the day.
func jumps(zone *time.Location, d storage.Date, at string) bool {
	tod, _ := ParseTimeOfDay(at)
	t := d.Clock(tod.Hour, tod.Minute, zone)
	return t.Hour() != tod.Hour || t.Minute() != tod.Minute
}

// TestNextEqualsMeetings: Next is the first of the meetings after an instant.
func TestNextEqualsMeetings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawRule(t)
		now := b.First.AddDays(rapid.IntRange(-40, 300).Draw(t, "day")).Clock(0, rapid.IntRange(0, 1439).Draw(t, "minute"), b.Zone)
		day := storage.On(now, b.Zone)
		all := b.Meetings(day.AddDays(-60), day.AddDays(120))
		i := slices.IndexFunc(all, func(m Meeting) bool { return m.Start.After(now) })
		got := b.Next(now)
		if i < 0 {
			if got.Before(day.AddDays(100).Clock(0, 0, b.Zone)) {
				t.Fatalf("next after %v is %v, the meetings have none", now, got)
			}
			return
		}
		if !got.Equal(all[i].Start) {
			t.Fatalf("next after %v is %v, want %v", now, got, all[i].Start)
		}
	})
}

func BenchmarkNext(b *testing.B) {
	r := review(b)
	now := date("2027-06-01").Clock(0, 0, r.Zone)
	for b.Loop() {
		r.Next(now)
	}
}
