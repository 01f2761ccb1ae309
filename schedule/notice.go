package schedule

import (
	"fmt"
	"strings"
	"time"

	"shuangzhou/storage"
)

// A Notice is the State Council General Office's “关于YYYY年部分节假日安排的通知”:
// the days off of one year and the weekend days worked for them.
type Notice struct {
	Year   int     // the year it arranges, not the year it was issued in
	Source string  // its number, “国办发明电〔2025〕7号”; "" if it was not given
	Breaks []Break // in the notice's order
}

// A Break is one holiday of a notice with all the days off it brings.
type Break struct {
	Name        string         // as the notice says it: 春节, 国庆节、中秋节
	First, Last storage.Date   // the days off, both included; a joined weekend is in
	MakeUp      []storage.Date // weekend days worked for it, in the notice's order
}

// Days returns how many days off the break has, weekends included.
func (b Break) Days() int { return b.Last.Sub(b.First) + 1 }

// has reports whether d is one of the days off.
func (b Break) has(d storage.Date) bool { return !d.Before(b.First) && !d.After(b.Last) }

// String writes the notice's number and its lines in the fixed shape of the
// notices since 2025. ParseNotice reads them back.
func (n Notice) String() string {
	var s strings.Builder
	if n.Source != "" {
		fmt.Fprintln(&s, n.Source)
	}
	for i, b := range n.Breaks {
		fmt.Fprintf(&s, "%s、%s\n", numeral(i+1), b.line(n.Year))
	}
	return s.String()
}

func (b Break) line(year int) string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s：%s", b.Name, dated(b.First, storage.Date{Year: year}))
	if b.Last != b.First {
		fmt.Fprintf(&s, "至%s", dated(b.Last, b.First))
	}
	s.WriteString("放假")
	if len(b.MakeUp) > 0 {
		s.WriteString("调休")
	}
	fmt.Fprintf(&s, "，共%d天。", b.Days())
	for i, d := range b.MakeUp {
		if i > 0 {
			s.WriteString("、")
		}
		s.WriteString(dated(d, storage.Date{Year: year}))
	}
	if len(b.MakeUp) > 0 {
		s.WriteString("上班。")
	}
	return s.String()
}

// dated writes “2月15日（周日）” with as much of the year and month as differs
// from what was said before it.
func dated(d, before storage.Date) string {
	s := fmt.Sprintf("%d日（周%s）", d.Day, weekdays[d.Weekday()])
	if d.Year != before.Year || d.Month != before.Month {
		s = fmt.Sprintf("%d月%s", int(d.Month), s)
	}
	if d.Year != before.Year {
		s = fmt.Sprintf("%d年%s", d.Year, s)
	}
	return s
}

// weekdays has what stands after 周, Sunday first as in time.Weekday.
var weekdays = [...]string{
	time.Sunday: "日", time.Monday: "一", time.Tuesday: "二", time.Wednesday: "三",
	time.Thursday: "四", time.Friday: "五", time.Saturday: "六",
}

// numeral writes 1 to 99 in Chinese.
func numeral(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch tens, ones := n/10, digits[n%10]; tens {
	case 0:
		return ones
	case 1:
		return "十" + ones
	default:
		return digits[tens%10] + "十" + ones
	}
}

// A NoticeFault is what keeps a notice from being taken.
type NoticeFault string

// The faults, put so that they follow the name of what has them.
const (
	FaultUnread  NoticeFault = "is not in the notice's shape"
	FaultDate    NoticeFault = "has a date that does not exist"
	FaultWeekday NoticeFault = "has a date that is another weekday" // nearly always the wrong year
	FaultRange   NoticeFault = "ends before it begins, or lasts too long"
	FaultCount   NoticeFault = "counts other days than it names"
	FaultMakeUp  NoticeFault = "has a make-up workday that is no weekend day near it"
	FaultOverlap NoticeFault = "has a day that was named before"
	FaultYear    NoticeFault = "is of another year"
	FaultMissing NoticeFault = "is missing"
)

// A NoticeError says where a pasted notice cannot be taken, and why.
type NoticeError struct {
	Line  int          // counted from 1; 0 when it is no one line's fault
	Text  string       // that line as pasted, or what is missing
	Fault NoticeFault  // why
	Date  storage.Date // the date meant by the fault, zero if there is none
}

// Error says it in one line for the log; package bot says it to people.
func (e *NoticeError) Error() string {
	s := fmt.Sprintf("%q %s", e.Text, e.Fault)
	if e.Line > 0 {
		s = fmt.Sprintf("line %d: %s", e.Line, s)
	}
	if !e.Date.IsZero() {
		s += ": " + e.Date.String()
	}
	return s
}
