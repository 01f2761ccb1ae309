package text

import (
	"fmt"
	"html/template"
	"math/big"
	"strconv"
	"strings"
	"time"

	"shuangzhou/storage"
)

// weekdays has the days of the week as people write them.
var weekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// Date tells a day with its weekday, and its year where that is not today's:
// 3月3日（周二）, 2025年12月1日（周一）.
func Date(today, d storage.Date) string {
	if d.IsZero() {
		return ""
	}
	return Day(today, d) + "（" + weekdays[d.Weekday()] + "）"
}

// Day tells a day without its weekday: 3月3日.
func Day(today, d storage.Date) string {
	if d.IsZero() {
		return ""
	}
	s := fmt.Sprintf("%d月%d日", int(d.Month), d.Day)
	if d.Year != today.Year {
		s = fmt.Sprintf("%d年", d.Year) + s
	}
	return s
}

// Span tells a span of days, open at a side that is zero: 6月11日至20日,
// 6月10日前, 6月10日起; one day is told with its weekday.
func Span(today, from, to storage.Date) string {
	switch {
	case from == to:
		return Date(today, from)
	case from.IsZero():
		return Day(today, to) + "前"
	case to.IsZero():
		return Day(today, from) + "起"
	case from.Year == to.Year && from.Month == to.Month:
		return Day(today, from) + "至" + strconv.Itoa(to.Day) + "日"
	}
	return Day(today, from) + "至" + Day(today, to)
}

// Yuan tells whole yuan as people say them: 3.5亿元, 3000万元, 800元.
func Yuan(y storage.Yuan) string {
	switch {
	case y >= storage.Yi || y <= -storage.Yi:
		return ratio(int64(y), int64(storage.Yi)) + "亿元"
	case y >= storage.Wan || y <= -storage.Wan:
		return ratio(int64(y), int64(storage.Wan)) + "万元"
	}
	return strconv.FormatInt(int64(y), 10) + "元"
}

// ratio divides exactly and keeps at most four decimals, without trailing zeros.
func ratio(n, d int64) string {
	s := new(big.Rat).SetFrac64(n, d).FloatString(4)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// currencies has the words of the currencies people use here.
var currencies = map[string]string{"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元", "GBP": "英镑", "TWD": "新台币", "KRW": "韩元", "SGD": "新加坡元"}

// Amount tells an amount in its own currency: 3.5亿元, 约2000万美元, 6000至7000万元.
func Amount(a storage.Amount) string {
	if a.Currency == "" {
		return ""
	}
	units, upper := a.Units, a.Upper
	if a.Currency != storage.CNY {
		minor := int64(100)
		if a.Currency == "JPY" || a.Currency == "KRW" {
			minor = 1
		}
		units, upper = units/minor, upper/minor
	}
	name, ok := currencies[a.Currency]
	if !ok {
		name = a.Currency
	}
	s := strings.TrimSuffix(Yuan(storage.Yuan(units)), "元")
	if upper != 0 {
		s += "至" + strings.TrimSuffix(Yuan(storage.Yuan(upper)), "元")
	}
	s += name
	if a.About {
		s = "约" + s
	}
	return s
}

// Aim tells the tenths of a per cent of a target: 60 %, 62.5 %.
func Aim(tenths int64) string {
	if tenths%10 == 0 {
		return fmt.Sprintf("%d %%", tenths/10)
	}
	return Percent(tenths)
}

// Percent tells tenths of a per cent: 66.7 %.
func Percent(tenths int64) string {
	return fmt.Sprintf("%s%d.%d %%", minus(tenths), abs(tenths)/10, abs(tenths)%10)
}

// Points tells a difference in tenths of a percentage point: +5.0 个百分点.
func Points(tenths int64) string {
	sign := "+"
	if tenths < 0 {
		sign = "−"
	}
	return fmt.Sprintf("%s%d.%d 个百分点", sign, abs(tenths)/10, abs(tenths)%10)
}

func minus(n int64) string {
	if n < 0 {
		return "−"
	}
	return ""
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// timetag tells an instant so that Telegram can show it in the reader's own
// zone, with our full text inside: 3月3日（周二）17:00.
func timetag(today storage.Date, t time.Time) template.HTML {
	d := storage.On(t, t.Location())
	return template.HTML(fmt.Sprintf(`<tg-time unix="%d" format="wDT">%s%s</tg-time>`, t.Unix(), Date(today, d), t.Format("15:04")))
}

// Short cuts a text to n characters, with an ellipsis where it was longer.
func Short(n int, s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n-1]) + "…"
}
