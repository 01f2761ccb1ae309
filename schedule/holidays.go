package schedule

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/6tail/lunar-go/calendar"

	"shuangzhou/storage"
)

//go:embed holidays.txt
var holidayTable string

// announced returns the notices built in, one a year, oldest first.
func announced() []Notice {
	notices, err := readTable(holidayTable)
	if err != nil {
		panic(fmt.Sprintf("schedule: holidays.txt: %v", err)) // embedded, and a test reads it
	}
	return notices
}

// readTable reads the form of holidays.txt, whose head explains it.
func readTable(text string) ([]Notice, error) {
	var notices []Notice
	for i, line := range strings.Split(text, "\n") {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		year, b, err := readRow(f)
		if err != nil {
			return nil, fmt.Errorf("read line %d: %w", i+1, err)
		}
		if n := len(notices); n == 0 || notices[n-1].Year != year {
			notices = append(notices, Notice{Year: year, Source: f[5]})
		}
		n := &notices[len(notices)-1]
		n.Breaks = append(n.Breaks, b)
	}
	return notices, nil
}

func readRow(f []string) (year int, b Break, err error) {
	if len(f) != 6 {
		return 0, Break{}, fmt.Errorf("%d columns, want 6", len(f))
	}
	if year, err = strconv.Atoi(f[0]); err != nil {
		return 0, Break{}, fmt.Errorf("read year: %w", err)
	}
	b.Name = f[1]
	if b.First, err = storage.ParseDate(f[2]); err != nil {
		return 0, Break{}, err
	}
	if b.Last, err = storage.ParseDate(f[3]); err != nil {
		return 0, Break{}, err
	}
	if f[4] == "-" {
		return year, b, nil
	}
	for _, s := range strings.Split(f[4], ",") {
		d, err := storage.ParseDate(s)
		if err != nil {
			return 0, Break{}, err
		}
		b.MakeUp = append(b.MakeUp, d)
	}
	return year, b, nil
}

// statutory returns the days off that a year has by law alone, before its
// notice is out: from 2025 thirteen (全国年节及纪念日放假办法, 国务院令第795号:
// 元旦 1, 春节 4 from its eve, 清明 1, 劳动节 2, 端午 1, 中秋 1, 国庆 3), until
// then eleven (国务院令第644号: without the eve and 2 May). The law also makes up
// for those that fall on a weekend, but only the notice says when, so here they
// are not made up.
func statutory(year int) map[storage.Date]string {
	days := make(map[storage.Date]string, 13)
	add := func(name string, first storage.Date, n int) {
		for i := range n {
			days[first.AddDays(i)] = name
		}
	}
	spring, labour := lunarDay(year, 1, 1), 1
	if year >= 2025 {
		days[spring.AddDays(-1)] = "春节"
		labour = 2
	}
	add("元旦", storage.Date{Year: year, Month: 1, Day: 1}, 1)
	add("春节", spring, 3)
	add("清明节", qingming(year), 1)
	add("劳动节", storage.Date{Year: year, Month: 5, Day: 1}, labour)
	add("端午节", lunarDay(year, 5, 5), 1)
	add("中秋节", lunarDay(year, 8, 15), 1)
	add("国庆节", storage.Date{Year: year, Month: 10, Day: 1}, 3) // last: it keeps its name when 中秋 falls in it
	return days
}

// lunarDay returns the date of a day of the lunar year that begins in year.
func lunarDay(year, month, day int) storage.Date {
	return fromSolar(calendar.NewLunarFromYmd(year, month, day).GetSolar())
}

// qingming returns the day of the solar term 清明, 4 to 6 April.
func qingming(year int) storage.Date {
	terms := calendar.NewSolarFromYmd(year, 4, 5).GetLunar().GetJieQiTable()
	return fromSolar(terms["清明"])
}

func fromSolar(s *calendar.Solar) storage.Date {
	return storage.MustDate(s.ToYmd())
}
