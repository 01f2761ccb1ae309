package reading

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestSums reads sums in the sentence of a report.
func TestSums(t *testing.T) {
	n := loadNames(t)
	for _, c := range []struct{ text, want string }{
		{"1.2亿", `{"raw":"1.2亿","cur":"CNY","wan":12000}`},
		{"两个亿", `{"raw":"两个亿","cur":"CNY","wan":20000}`},
		{"3亿4", `{"raw":"3亿4","cur":"CNY","wan":34000}`},
		{"两亿零三百万元", `{"raw":"两亿零三百万元","cur":"CNY","wan":20300}`},
		{"三千零五十万", `{"raw":"三千零五十万","cur":"CNY","wan":3050}`},
		{"廿万元", `{"raw":"廿万元","cur":"CNY","wan":20}`},
		{"12345.67元", `{"raw":"12345.67元","cur":"CNY","wan":1.234567}`},
		{"十余万", `{"raw":"十余万","cur":"CNY","wan":10,"approx":true}`},
		{"三五千万", `{"raw":"三五千万","cur":"CNY","wan_min":3000,"wan_max":5000,"approx":true}`},
		{"1亿美金左右", `{"raw":"1亿美金左右","cur":"USD","wan":10000,"approx":true}`},
		{"USD 500万", `{"raw":"USD 500万","cur":"USD","wan":500}`},
		{"3万台", ""}, // counted, not paid
		{"5万平方米", ""},
		{"100 million", ""},
		{"99999999999999亿", ""}, // too large to hold
	} {
		r := Read("锦尚二期协议引资额"+c.text, baseContext("经济开发区"), n)
		u, ok := r.Acts[0].(Update)
		got := ""
		if ok && u.Amount != nil {
			b, err := json.Marshal(u.Amount)
			if err != nil {
				t.Fatal(err)
			}
			got = string(b)
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.text, got, c.want)
		}
	}
}

func baseContext(unit string) Context {
	return Context{Now: time.Date(2024, 5, 22, 10, 0, 0, 0, zone), Role: RoleUnit, Unit: unit, Chat: ChatDM}
}

// TestDates reads dates in the sentence of a plan: from, to, rel, gran.
func TestDates(t *testing.T) {
	n := loadNames(t)
	for _, c := range []struct{ text, want string }{
		{"8号", "2024-06-08 2024-06-08 on day"}, // past this month: the next one
		{"25号", "2024-05-25 2024-05-25 on day"},
		{"1月8日", "2025-01-08 2025-01-08 on day"},
		{"周一", "2024-05-27 2024-05-27 on day"},
		{"下周三", "2024-05-29 2024-05-29 on day"},
		{"周末", "2024-05-25 2024-05-26 in day"},
		{"6月初", "2024-06-01 2024-06-10 in xun"},
		{"本月下旬", "2024-05-21 2024-05-31 in xun"},
		{"月底", "- 2024-05-31 by month"},
		{"6月底前", "- 2024-06-30 by month"},
		{"下下周一", "2024-06-03 2024-06-03 on day"},
		{"2个工作日内", "- 2024-05-24 by day"},
		{"3天内", "2024-05-22 2024-05-25 by day"},
		{"三季度末", "- 2024-09-30 by quarter"},
		{"下半年", "2024-07-01 2024-12-31 in half"},
		{"明年", "2025-01-01 2025-12-31 in year"},
		{"端午前", "- 2024-06-10 by day"},
		{"国庆后", "2024-10-02 - after day"},
		{"6月10日起", "2024-06-10 - after day"},
		{"农历八月十五", "2024-09-17 2024-09-17 on day"},
		{"2月30日", "ask date"},
		{"2月29日", "ask date"}, // next year has none
		{"5月24日(周四)", "ask date"},
		{"5月24日(周五)", "2024-05-24 2024-05-24 on day"},
		{"31号", "2024-05-31 2024-05-31 on day"},
	} {
		r := Read("锦尚二期计划"+c.text+"开工", baseContext("经济开发区"), n)
		got := "ask " + strings.Join(r.Ask, "")
		if u := r.Acts[0].(Update); len(u.Dates) == 1 {
			sp := u.Dates[0].Date
			got = strings.Join([]string{orDash(sp.From), orDash(sp.To), string(sp.Rel), string(sp.Gran)}, " ")
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.text, got, c.want)
		}
	}
}

func orDash(d *Date) string {
	if d == nil {
		return "-"
	}
	return d.String()
}

// TestWorkday counts working days with the calendar given.
func TestWorkday(t *testing.T) {
	n := loadNames(t)
	ctx := baseContext("经济开发区")
	ctx.Workday = func(d Date) bool { return d.Weekday() <= 5 && d != (Date{2024, 5, 23}) }
	u := Read("锦尚二期计划2个工作日内开工", ctx, n).Acts[0].(Update)
	if got := u.Dates[0].Date.To.String(); got != "2024-05-27" {
		t.Errorf("two working days over a day off: got %s", got)
	}
}

// TestPastAsked: 过去一个月 ends yesterday where an act was done in it, and today
// where a list is asked for.
func TestPastAsked(t *testing.T) {
	n := loadNames(t)
	u, ok := Read("锦尚二期过去一个月签的约", baseContext("经济开发区"), n).Acts[0].(Update)
	if !ok || len(u.Dates) != 1 || orDash(u.Dates[0].Date.To) != "2024-05-21" {
		t.Errorf("a signing of the past month: got %v", u.Dates)
	}
	for _, text := range []string{"过去一个月签约的有哪些", "最近一个月签约的有哪些"} {
		l, ok := Read(text, baseContext("经济开发区"), n).Acts[0].(AskList)
		if !ok || orDash(l.Filter.From) != "2024-04-22" || orDash(l.Filter.To) != "2024-05-22" {
			t.Errorf("%s: got %v to %v", text, l.Filter.From, l.Filter.To)
		}
	}
}

// TestSumWords: what is written of a sum reads as the same sum, up to 2万亿.
func TestSumWords(t *testing.T) {
	n := loadNames(t)
	rapid.Check(t, func(rt *rapid.T) {
		c := Cents(rapid.Int64Range(1, 200_000_000_000_000).Draw(rt, "cents"))
		text := Amount{Cur: "CNY", Value: c}.Words()
		u, ok := Read("锦尚二期总投资"+text, baseContext("经济开发区"), n).Acts[0].(Update)
		if !ok || u.Amount == nil || u.Amount.Value != c {
			rt.Fatalf("%d is written %s and read %v", c, text, u.Amount)
		}
	})
}

// TestProjects ranks what a search may mean.
func TestProjects(t *testing.T) {
	n := loadNames(t)
	for _, c := range []struct{ query, want string }{
		{"瑞科", "瑞科功率器件封测"},
		{"再生聚酯", "绿源再生聚酯"},       // contained
		{"rkglqjfc", "瑞科功率器件封测"}, // initials
		{"hefeng", "禾丰预制菜产业园"},   // spelled
		{"锐科封测", "瑞科功率器件封测"},     // homophone
		{"锦尚二期", "锦尚差别化锦纶二期"},    // never the other phase
		{"博冠汽赔", "博冠汽车零部件"},      // one letter wrong
	} {
		got := n.Projects(c.query)
		if len(got) == 0 || got[0].Name != c.want {
			t.Errorf("%s: got %v, want %s first", c.query, got, c.want)
		}
	}
	if got := n.Projects("毫不相干"); len(got) > 0 {
		t.Errorf("nothing is like 毫不相干, got %v", got)
	}
}

// TestLines answers each line, bad ones too, and goes on.
func TestLines(t *testing.T) {
	n := loadNames(t)
	in := "禾丰开工了\n\n{\"text\":\n{\"ctx\":{}}\n{\"text\":\"收到\",\"ctx\":{\"now\":\"2024-05-21T20:00:00Z\"}}\n" +
		"{\"text\":\"禾丰昨天开工了\",\"ctx\":{\"now\":\"2024-05-21T20:00:00Z\"}}\n"
	var out strings.Builder
	if err := Lines(strings.NewReader(in), &out, n, baseContext("三桥镇")); err != nil {
		t.Fatal(err)
	}
	got := strings.Split(strings.TrimSpace(out.String()), "\n")
	for i, want := range []string{`"stage":"已开工"`, `"error":"read line:`, `"error":"read line: no text"`, `"op":"none"`, `"from":"2024-05-21"`} {
		if i >= len(got) || !strings.Contains(got[i], want) {
			t.Errorf("line %d lacks %s:\n%s", i, want, out.String())
		}
	}
}
