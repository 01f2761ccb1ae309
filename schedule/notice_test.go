package schedule

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shuangzhou/storage"
)

// noticeText returns a notice as it was published.
func noticeText(t testing.TB, year int) string {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("testdata/%d.txt", year))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestParseNotice reads the real notices and finds in them what holidays.txt
// says, which was written down apart from them.
func TestParseNotice(t *testing.T) {
	for _, want := range announced() {
		got, err := ParseNotice(want.Year, noticeText(t, want.Year))
		if err != nil {
			t.Errorf("%d: %v", want.Year, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d (-holidays.txt +notice):\n%s", want.Year, diff)
		}
	}
}

// TestParseNoticeAsPasted: the same notice through the ways people copy.
func TestParseNoticeAsPasted(t *testing.T) {
	text := noticeText(t, 2026)
	want, err := ParseNotice(2026, text)
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(text, "通知如下。")
	for _, tt := range []struct{ name, text string }{
		{"windows", strings.ReplaceAll(text, "\n", "\r\n")},
		{"one paragraph", strings.ReplaceAll(text, "\n", " ")},
		{"nothing between", strings.ReplaceAll(text, "\n", "")},
		{"only the list, number below", list + "国办发明电[2025]7号"},
		{"half width", strings.NewReplacer("：", ":", "（", "(", "）", ")", "，", ",").Replace(text)},
		{"full width digits", digits("０１２３４５６７８９").Replace(text)},
		{"spaces", strings.NewReplacer("月", " 月 ", "日", " 日 ", "共", "\u3000共\u00a0").Replace(text)},
		{"headings alone", strings.NewReplacer("元旦：", "元旦：\n", "国庆节：", "国庆节\n：").Replace(text)},
		{"wrapped", strings.NewReplacer("2月28日（", "2月28日\n（", "农历正月", "农历\n正月").Replace(text)},
		{"numbered 1. 2.", strings.NewReplacer("一、元旦", "1.元旦", "二、春节", "2. 春节", "七、国庆节", "7、国庆节").Replace(text)},
		{"no numbers", strings.NewReplacer("一、元旦", "元旦", "二、春节", "春节", "七、国庆节", "国庆节").Replace(text)},
		{"weekdays in full", strings.NewReplacer("（周四）", "（星期四）", "（周日）", "（星期天）").Replace(text)},
		{"dashes", strings.NewReplacer("）至", "）—", "日至", "日~").Replace(text)},
		{"year before", strings.ReplaceAll(text, "二、春节：", "二、2026年春节：2026年")},
		{"short names", strings.NewReplacer("劳动节", "五一", "清明节", "清明", "国庆节", "国庆").Replace(text)},
		{"commas for stops", strings.ReplaceAll(text, "天。", "天，")},
		{"list twice", text + list},
		{"invisible marks", "\ufeff" + strings.ReplaceAll(text, "月", "\u200b月")},
	} {
		got, err := ParseNotice(2026, tt.text)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// digits makes a replacer of ASCII digits by others.
func digits(others string) *strings.Replacer {
	var pairs []string
	for i, r := range []rune(others) {
		pairs = append(pairs, fmt.Sprint(i), string(r))
	}
	return strings.NewReplacer(pairs...)
}

// TestParseNoticeTurns puts one line at a time into the notice of 2026.
func TestParseNoticeTurns(t *testing.T) {
	for _, tt := range []struct {
		line string // takes the place of its holiday's
		want string // as Break.line writes it; "" when a fault is expected
		fault
	}{
		{"六、中秋节：9月25日放假，与周末连休。", "中秋节：9月25日（周五）至27日（周日）放假，共3天。", fault{}},
		{"六、中秋节：9月25日（周五）放假1天，不调休。", "中秋节：9月25日（周五）放假，共1天。", fault{}},
		{"三、清明节：4月5日放假，4月6日（星期一）补休。", "清明节：4月5日（周日）至6日（周一）放假，共2天。", fault{}},
		{"三、清明节：4月4日放假，4月6日（星期一）补休。", "清明节：4月4日（周六）至6日（周一）放假，共3天。", fault{}},
		{"一、元旦：1月1日、2日放假，与周末连休，共4天。", "元旦：1月1日（周四）至4日（周日）放假，共4天。", fault{}},
		{"一、元旦：12月31日至1月3日放假调休，共4天。12月27日、1月4日上班。", "元旦：2025年12月31日（周三）至2026年1月3日（周六）放假调休，共4天。2025年12月27日（周六）、1月4日（周日）上班。", fault{}},
		{"二、春节：2月15日至23日放假调休，共9天。2月14日、28日、3月1日上班。", "春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）、3月1日（周日）上班。", fault{}},

		{"一、元旦：1月1日（周三）放假1天，不调休。", "", fault{FaultWeekday, "2026-01-01"}}, // last year's
		{"一、元旦：1月1日至3日放假调休，共4天。", "", fault{FaultCount, ""}},
		{"一、元旦：1月1日放假2天。", "", fault{FaultCount, ""}},
		{"一、元旦：1月1日至3日放假调休，共3天。1月5日上班。", "", fault{FaultMakeUp, "2026-01-05"}},
		{"一、元旦：1月1日至3日放假调休，共3天。3月7日上班。", "", fault{FaultMakeUp, "2026-03-07"}},
		{"一、元旦：1月1日至3日放假调休，共3天。1月3日上班。", "", fault{FaultOverlap, "2026-01-03"}},
		{"一、元旦：1月1日至3日放假调休，共3天。1月4日、1月4日上班。", "", fault{FaultOverlap, "2026-01-04"}},
		{"七、国庆节：10月1日至7日放假调休，共7天。9月26日上班。", "", fault{FaultOverlap, "2026-09-26"}}, // of 中秋节
		{"一、元旦：1月3日至1日放假。", "", fault{FaultRange, "2026-01-01"}},
		{"一、元旦：1月1日至2月1日放假。", "", fault{FaultRange, "2026-02-01"}},
		{"一、元旦：1月0日放假。", "", fault{FaultDate, ""}},
		{"二、春节：2月15日至30日放假调休。", "", fault{FaultDate, ""}},
		{"一、元旦：2025年1月1日放假1天。", "", fault{FaultYear, "2025-01-01"}},
		{"一、元旦：2031年1月1日放假1天。", "", fault{FaultYear, "2031-01-01"}},
		{"一、元旦：1月1日休息。", "", fault{FaultUnread, ""}},
		{"一、元旦：一月一日至三日放假。", "", fault{FaultUnread, ""}},
		{"一、元旦：1月1日起放假。", "", fault{FaultUnread, ""}},
		{"一、元旦：1月1日、3日放假。", "", fault{FaultUnread, ""}},
		{"一、元旦：1月1日至3日、5日放假。", "", fault{FaultUnread, ""}},
		{"", "", fault{FaultMissing, ""}},
	} {
		n, err := ParseNotice(2026, replaceLine(t, tt.line))
		if diff := cmp.Diff(tt.fault, faultOf(err), cmp.AllowUnexported(fault{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.line, diff)
		}
		if got := lineLike(n, tt.line); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.line, got, tt.want)
		}
	}
}

type fault struct {
	why NoticeFault
	day string
}

func faultOf(err error) fault {
	var e *NoticeError
	if !errors.As(err, &e) {
		return fault{}
	}
	return fault{e.Fault, e.Date.String()}
}

// replaceLine puts a line in place of the 2026 notice's line of the same
// number; an empty one takes 元旦 away.
func replaceLine(t *testing.T, line string) string {
	number, _, _ := strings.Cut(line+"一、", "、")
	lines := strings.Split(noticeText(t, 2026), "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, number+"、") || line == "" && strings.HasPrefix(l, "一、") {
			lines[i] = line
			return strings.Join(lines, "\n")
		}
	}
	t.Fatalf("no line numbered as %s", line)
	return ""
}

// lineLike writes the break of the notice that has the name in line.
func lineLike(n Notice, line string) string {
	for _, b := range n.Breaks {
		if strings.Contains(line, b.Name) {
			return b.line(n.Year)
		}
	}
	return ""
}

func TestParseNoticeNamesTheLine(t *testing.T) {
	text := strings.Replace(noticeText(t, 2026), "5月9日（周六）", "5月9日（周五）", 1)
	_, err := ParseNotice(2026, text)
	var e *NoticeError
	if !errors.As(err, &e) {
		t.Fatalf("no NoticeError: %v", err)
	}
	want := &NoticeError{
		Line:  11,
		Text:  "四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周五）上班。",
		Fault: FaultWeekday,
		Date:  date("2026-05-09"),
	}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Error(diff)
	}
	for e, want := range map[*NoticeError]string{
		{Line: 3, Text: "一、元旦", Fault: FaultWeekday, Date: date("2026-05-09")}: `line 3: "一、元旦" has a date that is another weekday: 2026-05-09`,
		{Text: "春节", Fault: FaultMissing}:                                      `"春节" is missing`,
	} {
		if e.Error() != want {
			t.Errorf("%s, want %s", e, want)
		}
	}
}

func TestParseNoticeRefuses(t *testing.T) {
	half, _, _ := strings.Cut(noticeText(t, 2026), "五、")
	for _, tt := range []struct {
		name string
		year int
		text string
		want NoticeFault
	}{
		{"nothing", 2026, "", FaultMissing},
		{"another text", 2026, "下周三上午9点开过堂会", FaultMissing},
		{"last year's notice", 2027, noticeText(t, 2026), FaultYear},
		{"a title in two lines", 2024, noticeText(t, 2023), FaultYear},
		{"no year", 0, noticeText(t, 2026), FaultYear},
		{"half a notice", 2026, half, FaultMissing},
		{"two versions of a line", 2026, noticeText(t, 2026) + "三、清明节：4月5日放假，共1天。", FaultOverlap},
		{"a day two holidays have", 2026, noticeText(t, 2026) + "八、纪念日：10月7日（周三）放假，共1天。", FaultOverlap},
		{"a new holiday unread", 2026, noticeText(t, 2026) + "八、纪念日9月3日放假，共1天。", FaultUnread},
	} {
		if _, err := ParseNotice(tt.year, tt.text); faultOf(err).why != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestParseNoticeTakesNewHoliday(t *testing.T) {
	n, err := ParseNotice(2026, noticeText(t, 2026)+"八、胜利纪念日：9月3日（周四）放假，共1天。")
	if err != nil {
		t.Fatal(err)
	}
	if name, ok := NewCalendar(n).Holiday(date("2026-09-03")); !ok || name != "胜利纪念日" {
		t.Errorf("3 September is %q, %v", name, ok)
	}
}

// TestNoticeRoundTrip: any notice, written in the fixed shape, reads as itself.
func TestNoticeRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := anyNotice.Draw(t, "notice")
		got, err := ParseNotice(n.Year, n.String())
		if err != nil {
			t.Fatalf("%v\n%s", err, n)
		}
		if diff := cmp.Diff(n, got); diff != "" {
			t.Fatalf("%s(-want +got):\n%s", n, diff)
		}
	})
}

// anyNotice draws a notice of the seven holidays with days off around the
// statutory ones and weekend days before them made up.
var anyNotice = rapid.Custom(func(t *rapid.T) Notice {
	n := Notice{Year: rapid.IntRange(2027, 2060).Draw(t, "year"), Source: rapid.SampledFrom([]string{"", "国办发明电〔2026〕9号"}).Draw(t, "source")}
	for _, f := range []struct {
		name  string
		month time.Month
		day   int
	}{{"元旦", 1, 1}, {"春节", 2, 10}, {"清明节", 4, 5}, {"劳动节", 5, 1}, {"端午节", 6, 15}, {"中秋节", 8, 28}, {"国庆节", 10, 1}} {
		day := storage.Date{Year: n.Year, Month: f.month, Day: f.day}
		b := Break{Name: f.name, First: day.AddDays(-rapid.IntRange(0, 2).Draw(t, "before")), Last: day.AddDays(rapid.IntRange(0, 7).Draw(t, "after"))}
		for d := b.First.AddDays(-7); d.Before(b.First); d = d.AddDays(1) {
			if weekend(d) && rapid.Bool().Draw(t, "make up") {
				b.MakeUp = append(b.MakeUp, d)
			}
		}
		n.Breaks = append(n.Breaks, b)
	}
	return n
})

func FuzzParseNotice(f *testing.F) {
	for year := 2023; year <= 2026; year++ {
		f.Add(year, noticeText(f, year))
	}
	f.Add(2026, "一、元旦：1月1日放假，与周末连休。\n二、春节：2月15日")
	f.Fuzz(func(t *testing.T, year int, text string) {
		n, err := ParseNotice(year, text)
		if err != nil {
			var e *NoticeError
			if !errors.As(err, &e) || e.Line > len(text)+1 {
				t.Fatalf("%#v", err)
			}
			return
		}
		NewCalendar(n).AddWorkdays(storage.Date{Year: year, Month: 1, Day: 1}, 400)
		again, err := ParseNotice(year, n.String())
		if err != nil {
			t.Fatalf("%v\n%s", err, n)
		}
		if diff := cmp.Diff(n, again); diff != "" {
			t.Fatalf("%s(-first +second):\n%s", n, diff)
		}
	})
}

func BenchmarkParseNotice(b *testing.B) {
	text := noticeText(b, 2026)
	for b.Loop() {
		if _, err := ParseNotice(2026, text); err != nil {
			b.Fatal(err)
		}
	}
}
