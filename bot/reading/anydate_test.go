package reading

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A chooser returns one of n, so that the same forms can be drawn by chance or
// counted through.
type chooser func(n int) int

func pick[T any](c chooser, of ...T) T { return of[c(len(of))] }

// numerals writes a number as it may stand in a date: 6, ６, 06 or 六.
func (c chooser) numerals(n int) (digits bool, s string) {
	switch c(5) {
	case 0:
		return true, wide(strconv.Itoa(n))
	case 1:
		return true, fmt.Sprintf("%02d", n)
	case 2:
		return false, spelt(n)
	}
	return true, strconv.Itoa(n)
}

// wide writes digits full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if isDigit(r) || r == '.' || r == ',' {
			return r + 0xFEE0
		}
		return r
	}, s)
}

const spokenDigits = "零一二三四五六七八九"

func spelt(n int) string {
	d := []rune(spokenDigits)
	switch {
	case n < 10:
		return string(d[n])
	case n < 20:
		return strings.TrimSuffix("十"+string(d[n%10]), "零")
	}
	return strings.TrimSuffix(string(d[n/10])+"十"+string(d[n%10]), "零")
}

// A saidDate is a period as it is said and what it means: first and last are
// days of year y, or of the year that fits if y is 0.
type saidDate struct {
	text        string
	y           int
	first, last func(y int) time.Time
	end         bool // 底, 末: only the last day counts
	day         int  // the day of the month, 0 if the period is longer
}

func ymd(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// period draws a period of the calendar.
func (c chooser) period() saidDate {
	s := saidDate{}
	s.text, s.y = c.year()
	switch c(7) {
	case 0:
		return c.half(s)
	case 1:
		return c.quarter(s)
	case 2:
		return c.wholeYear(s)
	case 3:
		if s.y != 0 {
			return c.marks(s)
		}
	}
	return c.month(s)
}

func (c chooser) year() (string, int) {
	y := 2024 + c(3)
	switch c(8) {
	case 0:
		return "今年", 2024
	case 1:
		return "明年", 2025
	case 2:
		return fmt.Sprintf("%d年", y), y
	case 3:
		return fmt.Sprintf("%02d年", y%100), y
	case 4:
		return "二零二" + string([]rune(spokenDigits)[y%10]) + "年", y
	case 5:
		return pick(c, wide(fmt.Sprint(y))+"年", fmt.Sprintf("%d 年 ", y), fmt.Sprintf("%d年度", y)), y
	}
	return "", 0
}

func (c chooser) half(s saidDate) saidDate {
	h := c(2)
	s.text = strings.TrimSuffix(s.text, "度") + pick(c, "上半年", "下半年")[:0] + []string{"上半年", "下半年"}[h]
	s.first = func(y int) time.Time { return ymd(y, 6*h+1, 1) }
	s.last = func(y int) time.Time { return ymd(y, 6*h+7, 0) }
	return s
}

func (c chooser) quarter(s saidDate) saidDate {
	q := 1 + c(4)
	s.text = strings.TrimSuffix(s.text, "度") + pick(c, "", "第") + pick(c, spelt(q), strconv.Itoa(q)) + "季度" + c.ending(&s)
	s.first = func(y int) time.Time { return ymd(y, 3*q-2, 1) }
	s.last = func(y int) time.Time { return ymd(y, 3*q+1, 0) }
	return s
}

// ending draws 末 or 底 or nothing.
func (c chooser) ending(s *saidDate) string {
	w := pick(c, "", "", "末", "底")
	s.end = w != ""
	return w
}

func (c chooser) wholeYear(s saidDate) saidDate {
	if s.y == 0 {
		s.text, s.y = "今年", 2024
	}
	if !strings.HasSuffix(s.text, "度") && !strings.HasSuffix(s.text, " ") {
		s.text += c.ending(&s)
	}
	s.first = func(y int) time.Time { return ymd(y, 1, 1) }
	s.last = func(y int) time.Time { return ymd(y, 12, 31) }
	return s
}

// marks draws 2025-06-05, 2025/6/5, 2025.6.5, 20250605.
func (c chooser) marks(s saidDate) saidDate {
	m, d := 1+c(12), 1+c(28)
	sep := pick(c, "-", "/", ".")
	s.text = pick(c, fmt.Sprintf("%d%s%d%s%d", s.y, sep, m, sep, d), fmt.Sprintf("%d%s%02d%s%02d", s.y, sep, m, sep, d),
		wide(fmt.Sprintf("%d.%d.%d", s.y, m, d)), fmt.Sprintf("%d%02d%02d", s.y, m, d))
	s.first = func(y int) time.Time { return ymd(y, m, d) }
	s.last = s.first
	return s
}

func (c chooser) month(s saidDate) saidDate {
	m := 1 + c(12)
	digits, text := c.numerals(m)
	gap := ""
	if digits {
		gap = pick(c, "", "", "", " ")
	}
	s.text = strings.TrimSuffix(s.text, "度") + text + gap + pick(c, "月", "月", "月份")
	days := func(a, b int) saidDate {
		s.first = func(y int) time.Time { return ymd(y, m, a) }
		s.last = func(y int) time.Time { return ymd(y, m, b) }
		if b == 0 {
			s.last = func(y int) time.Time { return ymd(y, m+1, 0) }
		}
		return s
	}
	switch c(10) {
	case 0, 1:
		return days(1, 0)
	case 2:
		s.text += c.ending(&s)
		return days(1, 0)
	case 3:
		s.text += pick(c, "上旬", "初")
		return days(1, 10)
	case 4:
		s.text += pick(c, "中旬", "中")
		return days(11, 20)
	case 5:
		s.text += "下旬"
		return days(21, 0)
	}
	d := 1 + c(31)
	if strings.HasSuffix(s.text, "月份") {
		s.text = strings.TrimSuffix(s.text, "份")
	}
	digits, text = c.numerals(d)
	if digits && gap != "" {
		s.text += gap
		text += gap
	}
	s.text += text + pick(c, "日", "号")
	s.day = d
	return days(d, d)
}

// bounded says how a plan is bound by a period, and what is meant by it.
func (c chooser) bounded(now time.Time) (text, want string) {
	s := c.period()
	y := s.y
	if y == 0 {
		for y = now.Year(); s.last(y).Before(now); y++ {
		}
	}
	if !s.real(y) {
		return s.text, "ask"
	}
	first, last := s.first(y), s.last(y)
	if s.end {
		first = last
	}
	switch c(12) {
	case 0:
		return s.text + pick(c, "前", "之前", "以前"), "-.." + isoDay(last)
	case 1:
		return pick(c, "最迟", "最晚", "不晚于", "至迟") + s.text, "-.." + isoDay(last)
	case 2:
		return pick(c, "最迟", "最晚") + s.text + pick(c, "前", "之前"), "-.." + isoDay(last)
	case 3:
		return s.text + pick(c, "后", "之后", "以后"), isoDay(last.AddDate(0, 0, 1)) + "..-"
	case 4:
		return s.text + pick(c, "起", "开始"), isoDay(first) + "..-"
	case 5:
		if first != last && !s.end {
			if first.Before(now) {
				first = now
			}
			return s.text + pick(c, "内", "之内", "以内"), isoDay(first) + ".." + isoDay(last)
		}
	case 6:
		s.text += pick(c, "左右", "前后")
	}
	return s.text, s.span(first, last)
}

func isoDay(t time.Time) string { return t.Format(time.DateOnly) }

// span writes the period from first to last.
func (s saidDate) span(first, last time.Time) string {
	switch {
	case s.end:
		return "-.." + isoDay(last)
	case first == last:
		return isoDay(first)
	}
	return isoDay(first) + ".." + isoDay(last)
}

// real reports whether the calendar of a year has the day.
func (s saidDate) real(y int) bool { return s.day == 0 || s.first(y).Day() == s.day }

// past draws a period of a done act, the last one if no year is said.
func (c chooser) past(now time.Time) (text, want string) {
	s := c.period()
	y := s.y
	if y == 0 {
		for y = now.Year(); s.first(y).After(now) || s.end && s.last(y).After(now); y-- {
		}
	}
	if !s.real(y) {
		return s.text, "ask"
	}
	return s.text, s.span(s.first(y), s.last(y))
}

// doneSentences tell of the past by 的, whatever day they name; said with 了 a
// day just ahead is a plan.
var doneSentences = []string{"锦尚二期%s签的约", "锦尚二期是%s签约的", "锦尚二期是%s签的约", "锦尚二期%s开的工"}

var planSentences = []string{"锦尚二期计划%s开工", "锦尚二期拟于%s签约", "禾丰力争%s投产", "锦尚二期预计%s竣工", "%s锦尚二期要开工", "锦尚二期开工时间定在%s", "锦尚二期,计划%s开工,没问题"}

// plannedFor returns the one date that was read.
func plannedFor(r Reading) string {
	u, ok := r.Acts[0].(Update)
	switch {
	case ok && len(u.Dates) == 1 && u.Dates[0].Date.Raw == nil && len(r.Ask) == 1:
		return "ask" // the message's own day stands in
	case ok && len(u.Dates) == 1:
		from, to := orDash(u.Dates[0].Date.From), orDash(u.Dates[0].Date.To)
		if from == to {
			return from
		}
		return from + ".." + to
	case len(r.Ask) == 1 && strings.HasPrefix(r.Ask[0], "date"):
		return "ask"
	}
	return ""
}

// TestAnyDate: a date put together of its parts means what its parts mean, in
// every sentence of a plan and of a done act.
func TestAnyDate(t *testing.T) {
	n := loadNames(t)
	ctx := baseContext("经济开发区")
	now := ymd(2024, 5, 22)
	rapid.Check(t, func(rt *rapid.T) {
		c := chooser(func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "part") })
		said, want := c.bounded(now)
		text := fmt.Sprintf(pick(c, planSentences...), said)
		if c(3) == 0 {
			said, want = c.past(now)
			text = fmt.Sprintf(pick(c, doneSentences...), said)
		}
		if got := plannedFor(Read(text, ctx, n)); got != want {
			rt.Fatalf("%s: got %q, want %q", text, got, want)
		}
	})
}
