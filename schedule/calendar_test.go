package schedule

import (
	"strings"
	"testing"

	"github.com/6tail/lunar-go/HolidayUtil"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shuangzhou/storage"
)

// date is short for tables.
func date(s string) storage.Date { return storage.MustDate(s) }

// days lists the dates from first to last, both included.
func days(first, last string) []storage.Date {
	var ds []storage.Date
	for d := date(first); !d.After(date(last)); d = d.AddDays(1) {
		ds = append(ds, d)
	}
	return ds
}

func TestWorkday(t *testing.T) {
	c := NewCalendar()
	for _, tt := range []struct {
		day     string
		work    bool
		holiday string
		makeUp  string
	}{
		{"2026-01-01", false, "元旦", ""},
		{"2026-01-04", true, "", "元旦"}, // a Sunday, worked
		{"2026-01-05", true, "", ""},
		{"2026-01-10", false, "", ""}, // a plain Saturday
		{"2026-02-13", true, "", ""},
		{"2026-02-14", true, "", "春节"},
		{"2026-02-16", false, "春节", ""}, // 除夕
		{"2026-02-23", false, "春节", ""},
		{"2026-02-24", true, "", ""},
		{"2026-09-20", true, "", "国庆节"},
		{"2026-09-24", true, "", ""},
		{"2026-09-25", false, "中秋节", ""},
		{"2026-09-28", true, "", ""}, // between two holidays
		{"2026-10-10", true, "", "国庆节"},
		{"2025-01-02", true, "", ""}, // a Wednesday's 元旦 stands alone
		{"2025-10-08", false, "国庆节、中秋节", ""},
		{"2024-02-09", true, "", ""},     // 除夕, not a day off before 2025
		{"2023-12-30", false, "元旦", ""},  // of the notice for 2024
		{"2022-12-31", false, "元旦", ""},  // of the notice for 2023
		{"2027-02-05", false, "春节", ""},  // 除夕, by law alone
		{"2027-02-10", true, "", ""},     // may well become a day off: not announced
		{"2028-01-03", true, "", ""},     // the law makes up for 1 January, a Saturday, but not yet when
		{"2031-10-01", false, "国庆节", ""}, // also 中秋
	} {
		work := c.Workday(date(tt.day))
		holiday, _ := c.Holiday(date(tt.day))
		makeUp, _ := c.MakeUp(date(tt.day))
		if work != tt.work || holiday != tt.holiday || makeUp != tt.makeUp {
			t.Errorf("%s: work %v, holiday %q, make-up %q; want %v, %q, %q",
				tt.day, work, holiday, makeUp, tt.work, tt.holiday, tt.makeUp)
		}
	}
}

// TestAgainstLunar compares the table, day for day, with the one other source
// that agrees with the notices.
func TestAgainstLunar(t *testing.T) {
	c := NewCalendar()
	for _, d := range days("2022-12-31", "2026-12-31") {
		want := !weekend(d)
		h := HolidayUtil.GetHoliday(d.String())
		if h != nil {
			want = h.IsWork()
		}
		if got := c.Workday(d); got != want {
			t.Errorf("%v: worked %v, lunar-go says %v", d, got, want)
		}
		name, off := c.Holiday(d)
		if off != (h != nil && !h.IsWork()) {
			t.Errorf("%v: holiday %q, lunar-go says %v", d, name, h)
		}
		if off && !sameFestival(name, h.GetName()) {
			t.Errorf("%v: holiday %q, lunar-go says %q", d, name, h.GetName())
		}
	}
}

// sameFestival reports whether two names share a festival's first two
// characters: 国庆节、中秋节 and 国庆中秋, 元旦 and 元旦节.
func sameFestival(a, b string) bool {
	for _, f := range []string{"元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆"} {
		if strings.Contains(a, f) && strings.Contains(b, f) {
			return true
		}
	}
	return false
}

// TestLunarKnowsNoMore fails when a new lunar-go knows a year that
// holidays.txt lacks: then add it.
func TestLunarKnowsNoMore(t *testing.T) {
	c := NewCalendar()
	for year := 2023; year <= 2035; year++ {
		if HolidayUtil.GetHolidaysByYear(year).Len() > 0 && !c.Announced(year) {
			t.Errorf("lunar-go has the holidays of %d, holidays.txt has not", year)
		}
	}
}

func TestAnnounced(t *testing.T) {
	c := NewCalendar(Notice{Year: 2027, Source: "国办发明电〔2026〕9号"})
	for _, tt := range []struct {
		year   int
		known  bool
		source string
	}{
		{2022, false, ""},
		{2023, true, "国办发明电〔2022〕16号"},
		{2024, true, "国办发明电〔2023〕7号"},
		{2025, true, "国办发明电〔2024〕12号"},
		{2026, true, "国办发明电〔2025〕7号"},
		{2027, true, "国办发明电〔2026〕9号"},
		{2028, false, ""},
	} {
		if c.Announced(tt.year) != tt.known || c.Source(tt.year) != tt.source {
			t.Errorf("%d: announced %v by %q, want %v by %q",
				tt.year, c.Announced(tt.year), c.Source(tt.year), tt.known, tt.source)
		}
	}
}

func TestLaterNoticeWins(t *testing.T) {
	c := NewCalendar(
		Notice{Year: 2026, Breaks: []Break{{Name: "元旦", First: date("2026-01-01"), Last: date("2026-01-01")}}},
		Notice{Year: 2026, Breaks: []Break{{Name: "元旦", First: date("2026-01-02"), Last: date("2026-01-02")}}},
	)
	for day, want := range map[string]bool{"2026-01-01": true, "2026-01-02": false, "2026-01-04": false, "2026-10-01": true} {
		if got := c.Workday(date(day)); got != want {
			t.Errorf("%s: worked %v, want %v", day, got, want)
		}
	}
}

func TestStatutory(t *testing.T) {
	for _, tt := range []struct {
		year int
		want string
	}{
		{2024, "01-01 02-10 02-11 02-12 04-04 05-01 06-10 09-17 10-01 10-02 10-03"},
		{2025, "01-01 01-28 01-29 01-30 01-31 04-04 05-01 05-02 05-31 10-01 10-02 10-03 10-06"},
		{2027, "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03"},
		{2028, "01-01 01-25 01-26 01-27 01-28 04-04 05-01 05-02 05-28 10-01 10-02 10-03"}, // 中秋 is 3 October
	} {
		var got []string
		s := statutory(tt.year)
		for d := (storage.Date{Year: tt.year, Month: 1, Day: 1}); d.Year == tt.year; d = d.AddDays(1) {
			if s[d] != "" {
				got = append(got, d.String()[5:])
			}
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%d (-want +got):\n%s", tt.year, diff)
		}
	}
}

// TestNoticesKeepTheLaw: no notice may lack a statutory day.
func TestNoticesKeepTheLaw(t *testing.T) {
	c := NewCalendar()
	for year := 2023; year <= 2026; year++ {
		for d, name := range statutory(year) {
			if got, ok := c.Holiday(d); !ok || !sameFestival(got, name) {
				t.Errorf("%v is %s by law, the notice's table says %q", d, name, got)
			}
		}
	}
}

func TestAddWorkdays(t *testing.T) {
	c := NewCalendar()
	for _, tt := range []struct {
		day  string
		n    int
		want string
	}{
		{"2026-03-04", +0, "2026-03-04"},
		{"2026-03-04", +1, "2026-03-05"},
		{"2026-03-04", -2, "2026-03-02"},
		{"2026-03-09", -1, "2026-03-06"}, // over a weekend
		{"2026-03-07", -1, "2026-03-06"}, // from a Saturday
		{"2026-03-07", +1, "2026-03-09"},
		{"2026-03-07", +0, "2026-03-07"},
		{"2026-02-24", -2, "2026-02-13"}, // over 春节: 14 February, a Saturday, is worked
		{"2026-02-13", +2, "2026-02-24"},
		{"2026-10-08", -3, "2026-09-28"}, // between 中秋 and 国庆
		{"2026-10-09", +1, "2026-10-10"}, // a make-up Saturday
		{"2025-12-31", +2, "2026-01-05"}, // into another year: 4 January, a Sunday, is worked
	} {
		if got := c.AddWorkdays(date(tt.day), tt.n); got != date(tt.want) {
			t.Errorf("%s %+d working days: %v, want %s", tt.day, tt.n, got, tt.want)
		}
	}
}

func TestNextWorkday(t *testing.T) {
	c := NewCalendar()
	for day, want := range map[string]string{
		"2026-03-04": "2026-03-04",
		"2026-03-07": "2026-03-09",
		"2026-01-01": "2026-01-04", // a make-up Sunday counts
		"2026-02-15": "2026-02-24",
		"2026-10-01": "2026-10-08",
	} {
		if got := c.NextWorkday(date(day)); got != date(want) {
			t.Errorf("%s: %v, want %s", day, got, want)
		}
	}
}

// anyDay draws a day of the years the properties are tried on.
var anyDay = rapid.Custom(func(t *rapid.T) storage.Date {
	return date("2023-01-01").AddDays(rapid.IntRange(0, 8*365).Draw(t, "day"))
})

func TestWorkdaysAddUp(t *testing.T) {
	c := NewCalendar()
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDay.Draw(t, "d"), rapid.IntRange(-40, 40).Draw(t, "n")
		r := c.AddWorkdays(d, n)
		if n != 0 && !c.Workday(r) {
			t.Fatalf("%v %+d working days is %v, a day off", d, n, r)
		}
		if got := c.WorkdaysBetween(d, r); got != n {
			t.Fatalf("%v %+d working days is %v, counted back %d", d, n, r, got)
		}
		if e := d.AddDays(1); c.AddWorkdays(e, n).Before(r) {
			t.Fatalf("%v %+d working days is before that of %v", e, n, d)
		}
	})
}

func TestZeroCalendar(t *testing.T) {
	var c Calendar
	for day, want := range map[string]bool{"2026-10-01": false, "2026-10-05": true, "2026-10-10": false} {
		if got := c.Workday(date(day)); got != want {
			t.Errorf("%s: worked %v, want %v", day, got, want)
		}
	}
}

func BenchmarkWorkdaysBetween(b *testing.B) {
	c := NewCalendar()
	for b.Loop() {
		c.WorkdaysBetween(date("2026-01-01"), date("2027-12-31"))
	}
}

func BenchmarkNewCalendar(b *testing.B) {
	for b.Loop() {
		NewCalendar()
	}
}
