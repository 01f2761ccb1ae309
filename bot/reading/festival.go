package reading

import (
	"time"

	"github.com/6tail/lunar-go/calendar"
)

// Festivals by number; their words stand in the lexicon.
const (
	newYear = iota + 1
	springFestival
	lanterns
	qingming
	mayDay
	dragonBoat
	partyDay
	armyDay
	qixi
	midAutumn
	doubleNinth
	nationalDay
	laba
	smallNewYear
	newYearsEve
	womensDay
	treeDay
	youthDay
	childrensDay
	teachersDay
	singlesDay
	christmas
)

var solarFeasts = map[int][2]int{newYear: {1, 1}, mayDay: {5, 1}, partyDay: {7, 1}, armyDay: {8, 1}, nationalDay: {10, 1},
	womensDay: {3, 8}, treeDay: {3, 12}, youthDay: {5, 4}, childrensDay: {6, 1}, teachersDay: {9, 10}, singlesDay: {11, 11}, christmas: {12, 25}}

var lunarFeasts = map[int][2]int{
	springFestival: {1, 1}, lanterns: {1, 15}, dragonBoat: {5, 5}, qixi: {7, 7},
	midAutumn: {8, 15}, doubleNinth: {9, 9},
}

// festival returns the day of the festival itself (not of the days off
// around it) in the given year.
func festival(n, y int) (Date, bool) {
	if md, ok := solarFeasts[n]; ok {
		return day(y, md[0], md[1])
	}
	if md, ok := lunarFeasts[n]; ok {
		return lunarDay(y, md[0], md[1])
	}
	spring, ok := lunarDay(y, 1, 1)
	switch n {
	case newYearsEve:
		return spring.Add(-1), ok
	case smallNewYear:
		return lunarDay(y-1, 12, 23)
	case laba:
		return lunarDay(y-1, 12, 8)
	case qingming:
		jie := calendar.NewLunarFromYmd(y, 2, 1).GetJieQiTable()["清明"]
		return Date{jie.GetYear(), monthOf(jie), jie.GetDay()}, true
	}
	return Date{}, false
}

// lunarDay returns the day of the lunar calendar; a month has 29 or 30 days.
func lunarDay(y, m, d int) (Date, bool) {
	if y < 1901 || y > 2099 {
		return Date{}, false
	}
	month := calendar.NewLunarYear(y).GetMonth(m)
	if month == nil || d < 1 || d > month.GetDayCount() {
		return Date{}, false
	}
	sol := calendar.NewLunarFromYmd(y, m, d).GetSolar()
	return Date{sol.GetYear(), monthOf(sol), sol.GetDay()}, true
}

func monthOf(s *calendar.Solar) time.Month { return time.Month(s.GetMonth()) }
