package schedule

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"shuangzhou/storage"
)

// ParseNotice reads the State Council's notice for the year as someone pasted
// it, whole or only its numbered lines. Each holiday has one fixed shape:
//
//	一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
//
// with these turns since 2017: “放假，与周末连休”, “放假1天，不调休”,
// “1月2日（星期一）补休”, several make-up days, a year before the month, two
// holidays in one line. Full-width and half-width, spaces and line breaks make
// no difference. What it does not understand it refuses, for a day off lost
// here would be noticed on that day: weekdays and numbers of days must agree
// with the dates, and all seven holidays must be there. The error is a
// *[NoticeError].
func ParseNotice(year int, text string) (Notice, error) {
	p := pasted{year: year, original: lineBreaks.Replace(text)}
	p.text = blanks.ReplaceAllString(norm.NFKC.String(p.original), "")
	n := Notice{Year: year, Source: p.source()}
	if err := p.checkYear(); err != nil {
		return Notice{}, err
	}
	if err := p.checkShapes(); err != nil {
		return Notice{}, err
	}
	for _, it := range p.items() {
		b, err := it.read()
		if err != nil {
			return Notice{}, err
		}
		if slices.ContainsFunc(n.Breaks, b.same) {
			continue // a headline that says what the list says again
		}
		if d, ok := clash(n.Breaks, b); ok {
			return Notice{}, it.fault(FaultOverlap, d)
		}
		n.Breaks = append(n.Breaks, b)
	}
	return n, checkComplete(n)
}

// The pieces of the shape, on text that has no blanks left and is NFKC: full
// width signs are ASCII there, 。、〔〕 and Chinese letters as they were.
const (
	marker   = `(?:\(?[一二三四五六七八九十]{1,3}[、.)]|\d{1,2}[、.)])`
	festival = `(?:元旦|春节|清明|(?:五一)?(?:国际)?劳动|五一|端午|中秋|国庆)节?`
	dateForm = `(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()\n]{0,20})\))?`

	// A holiday's beginning: its marker and name up to the first digit of its
	// date. Without a marker it needs a name we know and a colon; a holiday of
	// a new name needs the beginning of a line, its marker and a colon.
	known   = `(?:` + marker + `\n?(?:\d{4}年)?(` + festival + `(?:[、和及]` + festival + `)*)\n?:?\n?|(` + festival + `(?:[、和及]` + festival + `)*)\n?:\n?)`
	unknown = `^` + marker + `\n?(\p{Han}{2,30})\n?:\n?`
)

var (
	lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\v", "\n", "\f", "\n")
	blanks     = regexp.MustCompile(`[^\S\n]|[\p{Z}\x{200B}-\x{200F}\x{2060}\x{FEFF}]`)

	number = regexp.MustCompile(`国办发明电[〔\[({【](\d{4})[〕\])}】]第?(\d{1,3})号`)
	title  = regexp.MustCompile(`关于(\d{4})年\n?部分节假日`)

	start = regexp.MustCompile(`(?m)(?:` + known + `|` + unknown + `)(?:\d{4}年)?\d{1,2}月`)

	shaped = regexp.MustCompile(`^(?:` + marker + `|` + festival + `[^。]{0,20}:).*放假`)
	names  = regexp.MustCompile(`元旦|春节|清明|劳动|五一|端午|中秋|国庆`)
	form   = regexp.MustCompile(dateForm)
	span   = regexp.MustCompile(`^` + dateForm + `(?:([至到~、–—-]{1,2})` + dateForm + `)?$`)
	count  = regexp.MustCompile(`(?:共|放假)(\d{1,2})天`)
	onDay  = regexp.MustCompile(`(?:周|星期|礼拜)([一二三四五六日天])`)
)

// pasted is a notice as it was pasted.
type pasted struct {
	year     int
	original string // line breaks unified
	text     string // NFKC, without blanks; the same lines
}

// item is one holiday's text.
type item struct {
	pasted
	line int
	name string
	body string // from its first date up to the next item
}

func (p pasted) source() string {
	m := number.FindStringSubmatch(p.text)
	if m == nil {
		return ""
	}
	return "国办发明电〔" + m[1] + "〕" + m[2] + "号"
}

// checkYear refuses a year out of range and a title of another year.
func (p pasted) checkYear() error {
	m := title.FindStringSubmatchIndex(p.text)
	switch {
	case p.year < 2000 || p.year > 2999:
		return &NoticeError{Text: strconv.Itoa(p.year), Fault: FaultYear}
	case m != nil && p.text[m[2]:m[3]] != strconv.Itoa(p.year):
		return p.faultAt(p.lineAt(m[0]), FaultYear, storage.Date{})
	}
	return nil
}

// checkShapes refuses a line that sets out like a holiday and has no beginning
// of one that can be read, lest it be passed over in silence.
func (p pasted) checkShapes() error {
	begun := map[int]bool{}
	for _, m := range start.FindAllStringIndex(p.text, -1) {
		begun[p.lineAt(m[0])] = true
	}
	for i, line := range strings.Split(p.text, "\n") {
		if shaped.MatchString(line) && !begun[i+1] {
			return p.faultAt(i+1, FaultUnread, storage.Date{})
		}
	}
	return nil
}

func (p pasted) items() []item {
	var items []item
	starts := start.FindAllStringSubmatchIndex(p.text, -1)
	for i, m := range starts {
		end := len(p.text)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		name, after := p.group(m, 1, 2, 3)
		body := strings.TrimLeft(p.text[after:end], ":\n")
		items = append(items, item{p, p.lineAt(m[0]), canonical(name), strings.ReplaceAll(body, "\n", "")})
	}
	return items
}

// group returns the one of the groups that matched and the offset of its end.
func (p pasted) group(m []int, groups ...int) (string, int) {
	for _, g := range groups {
		if m[2*g] >= 0 {
			return p.text[m[2*g]:m[2*g+1]], m[2*g+1]
		}
	}
	return "", m[1]
}

// canonical writes known holidays as the notices do: 元旦, 春节, 清明节, …, two
// of them with 、 between; another name stays.
func canonical(name string) string {
	found := names.FindAllString(name, -1)
	for i, f := range found {
		switch f {
		case "五一":
			found[i] = "劳动节"
		case "元旦", "春节":
		default:
			found[i] = f + "节"
		}
	}
	if len(found) == 0 {
		return name
	}
	return strings.Join(slices.Compact(found), "、")
}

// read makes the break of an item: the days off before 放假, then what the
// sentences after it add.
func (it item) read() (Break, error) {
	off, rest, ok := strings.Cut(it.body, "放假")
	if !ok {
		return Break{}, it.fault(FaultUnread, storage.Date{})
	}
	first, last, err := it.span(off)
	if err != nil {
		return Break{}, err
	}
	b := Break{Name: it.name, First: first, Last: last}
	sentences := strings.FieldsFunc(rest, func(r rune) bool { return r == '。' || r == ';' })
	for i, s := range sentences {
		if i == 0 {
			if s, err = it.lengthen(&b, s); err != nil {
				return Break{}, err
			}
		}
		made, err := it.makeUp(s)
		if err != nil {
			return Break{}, err
		}
		b.MakeUp = append(b.MakeUp, made...)
	}
	return b, it.check(b, "放假"+rest)
}

// span reads “1月1日（周四）至3日（周六）” or one day. With 、 between the two they
// are days in a row.
func (it item) span(s string) (first, last storage.Date, err error) {
	m := span.FindStringSubmatch(s)
	if m == nil {
		return first, last, it.fault(FaultUnread, storage.Date{})
	}
	if first, err = it.date(m[1:5], storage.Date{}); err != nil || m[5] == "" {
		return first, first, err
	}
	if last, err = it.date(m[6:10], first); err != nil {
		return first, last, err
	}
	if m[5] == "、" && last != first.AddDays(1) {
		return first, last, it.fault(FaultUnread, storage.Date{})
	}
	return first, last, nil
}

// lengthen adds to the break what the rest of its own sentence gives it: a
// weekend it joins (连休), or a weekday off instead (补休) with the weekend
// between. It returns the sentence without what it used.
func (it item) lengthen(b *Break, s string) (string, error) {
	if instead, after, ok := strings.Cut(s, "补休"); ok {
		dates, err := it.dates(instead)
		if err != nil {
			return "", err
		}
		for _, d := range dates {
			b.Last = later(b.Last, d)
		}
		s = after
	}
	if strings.Contains(s, "连休") {
		for weekend(b.First.AddDays(-1)) {
			b.First = b.First.AddDays(-1)
		}
		for weekend(b.Last.AddDays(1)) {
			b.Last = b.Last.AddDays(1)
		}
	}
	return s, nil
}

// makeUp reads “2月14日（周六）、2月28日（周六）上班”; other sentences have none,
// whatever dates they name.
func (it item) makeUp(s string) ([]storage.Date, error) {
	i := strings.LastIndex(s, "上班")
	if i < 0 {
		return nil, nil
	}
	return it.dates(s[:i])
}

// dates reads all dates of a text, a month said once holding for the next.
func (it item) dates(s string) ([]storage.Date, error) {
	var dates []storage.Date
	var before storage.Date
	for _, m := range form.FindAllStringSubmatch(s, -1) {
		d, err := it.date(m[1:5], before)
		if err != nil {
			return nil, err
		}
		dates, before = append(dates, d), d
	}
	return dates, nil
}

// date makes a date of year, month, day and what stands in brackets behind
// them. A month not said is that of the date before; a year not said is the
// notice's, but December before New Year's Day is the year before's.
func (it item) date(m []string, before storage.Date) (storage.Date, error) {
	d := storage.Date{Year: it.year, Month: before.Month, Day: atoi(m[2])}
	if m[1] != "" {
		d.Month = time.Month(atoi(m[1]))
	}
	switch {
	case m[0] != "":
		d.Year = atoi(m[0])
	case m[1] == "" && !before.IsZero():
		d.Year = before.Year
	case d.Month == time.December && strings.Contains(it.name, "元旦"):
		d.Year--
	}
	if d.Month < 1 || d.AddDays(0) != d {
		return d, it.fault(FaultDate, storage.Date{})
	}
	if d.Year < it.year-1 || d.Year > it.year+1 {
		return d, it.fault(FaultYear, d)
	}
	if w := onDay.FindStringSubmatch(m[3]); w != nil && strings.Replace(w[1], "天", "日", 1) != weekdays[d.Weekday()] {
		return d, it.fault(FaultWeekday, d)
	}
	return d, nil
}

// The longest holiday yet had 9 days, the farthest make-up day lay 12 from it.
const (
	longest  = 15
	farthest = 31
)

// check holds a break against itself. text is what follows its days off.
func (it item) check(b Break, text string) error {
	switch {
	case b.Last.Before(b.First) || b.Days() > longest:
		return it.fault(FaultRange, b.Last)
	case b.First.Year != it.year && b.Last.Year != it.year:
		return it.fault(FaultYear, b.First)
	}
	first, _, _ := strings.Cut(text, "。")
	if m := count.FindStringSubmatch(first); m != nil && atoi(m[1]) != b.Days() {
		return it.fault(FaultCount, storage.Date{})
	}
	for i, d := range b.MakeUp {
		if slices.Contains(b.MakeUp[:i], d) || b.has(d) {
			return it.fault(FaultOverlap, d)
		}
		if !weekend(d) || d.Before(b.First.AddDays(-farthest)) || d.After(b.Last.AddDays(farthest)) {
			return it.fault(FaultMakeUp, d)
		}
	}
	return nil
}

// same reports whether two breaks say the same.
func (b Break) same(o Break) bool {
	return b.Name == o.Name && b.First == o.First && b.Last == o.Last && slices.Equal(b.MakeUp, o.MakeUp)
}

// clash returns a day that b and one of the others both speak of.
func clash(others []Break, b Break) (storage.Date, bool) {
	for _, o := range others {
		switch {
		case b.has(o.First):
			return o.First, true
		case o.has(b.First):
			return b.First, true
		}
		for _, d := range b.MakeUp {
			if o.has(d) || slices.Contains(o.MakeUp, d) {
				return d, true
			}
		}
		for _, d := range o.MakeUp {
			if b.has(d) {
				return d, true
			}
		}
	}
	return storage.Date{}, false
}

// checkComplete refuses a notice that lacks one of the seven holidays of the
// law (全国年节及纪念日放假办法, article 2).
func checkComplete(n Notice) error {
	for _, f := range []string{"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"} {
		if !slices.ContainsFunc(n.Breaks, func(b Break) bool { return strings.Contains(b.Name, f) }) {
			return &NoticeError{Text: f, Fault: FaultMissing}
		}
	}
	return nil
}

func (it item) fault(f NoticeFault, d storage.Date) error { return it.faultAt(it.line, f, d) }

func (p pasted) faultAt(line int, f NoticeFault, d storage.Date) error {
	text := strings.TrimSpace(strings.Split(p.original, "\n")[line-1])
	return &NoticeError{Line: line, Text: text, Fault: f, Date: d}
}

// lineAt returns the number of the line that has the byte offset of p.text.
func (p pasted) lineAt(offset int) int {
	return strings.Count(p.text[:offset], "\n") + 1
}

func later(a, b storage.Date) storage.Date {
	if b.After(a) {
		return b
	}
	return a
}

// atoi reads the few digits a pattern has matched, "" as 0.
func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
