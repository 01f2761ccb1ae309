package reading

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestBeyond reads what the contract has no place for, and nothing into what
// asks nothing of it.
func TestBeyond(t *testing.T) {
	n := loadNames(t)
	ctx := Context{Now: time.Date(2024, 5, 22, 10, 0, 0, 0, zone), Unit: "商务局", Role: RoleOffice, Chat: ChatDM}
	for _, c := range []struct{ said, want string }{
		{"再入库3个是多少", "suppose reg_ok 3"},
		{"河口镇再开工2个是多少", "suppose start 2 of 河口镇"},
		{"如果再认定两个，转化率能到多少", "suppose reg_ok 2 签约转化率"},
		{"转化率还差几个到90%", "suppose 90% 签约转化率"},
		{"开工率到60%还差几个", "suppose 60% 开工率"},
		{"经开区还差多少个到70%？", "suppose 70% of 经济开发区"},
		{"6月签5个能不能双过半", "suppose sign 5 half 6月"},
		{"再签两个能不能过半", "suppose sign 2 half"},
		{"6月份开工三个够不够双过半", "suppose start 3 half 6月"},
		{"能不能双过半", "suppose half"},
		{"上次会后有哪些变化", "moved"},
		{"上次过堂会以来转化率怎么变的", "moved 签约转化率"},
		{"河口镇上次会后开工率有什么变化", "moved 开工率 of 河口镇"},
		{"5月1日到5月22日转化率怎么变的", "moved 签约转化率 2024-05-01..2024-05-22"},
		{"5月1日到现在有什么变化", "moved 2024-05-01.."},
		{"漏斗", "funnel"},
		{"河口镇的漏斗给我看看", "funnel of 河口镇"},
		{"各阶段项目分布", "funnel"},
		{"各阶段有几个项目", "funnel"},

		{"上次会后新入库的", "fresh 已入库"},
		{"上次过堂会以来河口镇新签约的", "fresh 已签约"},
		{"上次会后锦尚二期签的合同是市里的", ""},

		{"5月21日当时的转化率", "then"},
		{"按当时的规则5月21日转化率", "then rule=then"},
		{"转化率5月21日按现在的口径", "rule=now"},
		{"高端纺织新材料产业链的转化率", "chain=高端纺织新材料"},
		{"全区新材料产业链的项目有哪些", "chain=新材料"},
		{"河口镇食品产业链的项目有哪些", "chain=食品"},
		{"按产业链比较转化率", "by=chain"},
		{"哪个产业链开工率最高", "by=chain"},
		{"按承载单位比较转化率", "by=host host"},
		{"项目按规模列出来", "by=size"},
		{"签约超过一个月还没申报入库的有哪些", "not-filed ahead=sign days=30"},
		{"经开区承载的项目有哪些", "host"},
		{"小而美项目有哪些", "tags=小而美"},
		{"市级活动的转化率", "level=市"},
		{"1亿以下的项目有哪些", "below=10000"},
		{"不到5000万的项目有哪些", "below=5000"},
		{"3亿以内的项目有几个", "below=30000"},
		{"亿元以下项目的转化率", "below=10000"},
		{"1亿到5亿的项目有哪些", "below=50000"},
		{"不低于3亿的项目有哪些", ""},
		{"本月计划开工的项目有哪些", "ahead=start"},
		{"上次会后新入库的有哪些", "ahead=reg_ok since"},
		{"超过30天的堵点有哪些", "days=30"},

		{"转化率多少", ""},
		{"较上次过堂会转化率变化多少", ""}, // the contract's compare
		{"锦尚二期上次会后有什么变化", "since"},
		{"锦尚二期没什么变化", ""},
		{"锦尚二期再投2个亿", ""},
		{"河口镇本月再签3个项目", "ahead=sign"},
		{"没有变化", ""},
	} {
		t.Run(c.said, func(t *testing.T) {
			if got := beyondWords(Read(c.said, ctx, n).Beyond); got != c.want {
				t.Errorf("read %q, want %q", got, c.want)
			}
		})
	}
}

// TestBeyondReplacesNoReport keeps what is reported beside an inquiry, and the
// questions of other words than its own.
func TestBeyondReplacesNoReport(t *testing.T) {
	n := loadNames(t)
	ctx := Context{Now: time.Date(2024, 5, 22, 10, 0, 0, 0, zone), Unit: "河口镇", Role: RoleUnit, Chat: ChatDM}
	for _, c := range []struct {
		said          string
		acts, instead int
	}{
		{"恒织经编今天开工了。漏斗看一下", 1, 0},
		{"转化率多少？再入库3个是多少？", 2, 1},
		{"上次会后有哪些变化", 1, 1}, // none, which is an act
	} {
		r := Read(c.said, ctx, n)
		if r.Beyond.Inquiry == nil || len(r.Acts) != c.acts || len(r.Beyond.Instead) != c.instead {
			t.Errorf("%s: inquiry %v, %d acts of which %d are replaced; want %d and %d", c.said, r.Beyond.Inquiry, len(r.Acts), len(r.Beyond.Instead), c.acts, c.instead)
		}
	}
}

func beyondWords(b Beyond) string {
	var w []string
	add := func(there bool, format string, v any) {
		if there {
			w = append(w, fmt.Sprintf(format, v))
		}
	}
	of := func(s Scope) { add(s.Unit != "", "of %s", s.Unit) }
	switch q := b.Inquiry.(type) {
	case Suppose:
		w = append(w, "suppose")
		add(q.Step != "", "%s", q.Step)
		add(q.More != 0, "%d", q.More)
		add(q.Percent != 0, "%s%%", q.Percent)
		add(q.Half, "%s", "half")
		add(q.Month != 0, "%d月", q.Month)
		add(q.Rate != "", "%s", q.Rate)
		of(q.Scope)
		return strings.Join(w, " ")
	case Moved:
		w = append(append(w, "moved"), q.Rates...)
		of(q.Scope)
		if q.Since != nil {
			until := ""
			if q.Until != nil {
				until = q.Until.String()
			}
			w = append(w, q.Since.String()+".."+until)
		}
		return strings.Join(w, " ")
	case Fresh:
		return "fresh " + strings.Join(q.List.Filter.StageIn, " ")
	case Funnel:
		w = append(w, "funnel")
		of(q.Scope)
		return strings.Join(w, " ")
	}
	a := b.Aside
	add(a.Chain != "", "chain=%s", a.Chain)
	add(len(a.Tags) > 0, "tags=%s", strings.Join(a.Tags, "+"))
	add(a.Level != "", "level=%s", a.Level)
	add(a.By != "", "by=%s", a.By)
	add(a.NotFiled, "%s", "not-filed")
	add(a.Host, "%s", "host")
	add(a.Below != 0, "below=%s", a.Below)
	add(a.Ahead != "", "ahead=%s", a.Ahead)
	add(a.Since, "%s", "since")
	add(a.Days != 0, "days=%d", a.Days)
	add(a.Then, "%s", "then")
	add(a.Rule != "", "rule=%s", a.Rule)
	return strings.Join(w, " ")
}
