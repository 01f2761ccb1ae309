package bot_test

import (
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"shuangzhou/bot/reading"
)

// asked has a question for each field and value that a reading of a rate or a
// list can give; each is put, and its answer kept, in a conversation file
// figure-asked or list-asked.
var asked = []struct{ field, value, question string }{
	{"rate.rate", "签约转化率", "转化率高于市均吗"}, {"rate.rate", "开工率", "全区开工率竣工率各多少"}, {"rate.rate", "竣工率", "全区开工率竣工率各多少"},
	{"rate.rate", "投产率", "各园区的投产率,按金额"}, {"rate.rate", "到位率", "到位率多少"}, {"rate.rate", "占全市比重", "占全市比重多少"},
	{"rate.rate", "目标完成率", "去年的目标完成率"},
	{"rate.metrics", "amount", "各园区的投产率,按金额"}, {"rate.metrics", "count", "全区转化率,个数和金额都要"},
	{"rate.compare", "last_meeting", "跟上次过堂会比转化率涨了几个点"}, {"rate.compare", "last_month", "转化率比上个月"},
	{"rate.compare", "last_year", "转化率比去年同期"}, {"rate.compare", "average", "转化率高于市均吗"},
	{"rate.show", "signed", "三场签约会一共签了几个,没申报入库的几个,转化率多少?"}, {"rate.show", "not_applied", "三场签约会一共签了几个,没申报入库的几个,转化率多少?"},
	{"rate.show", "applied", "5月份签约的申报了几个认定了几个,转化率多少"}, {"rate.show", "recognised", "5月份签约的申报了几个认定了几个,转化率多少"},
	{"rate.group_by", "unit", "各单位转化率比上个月"}, {"rate.group_by", "leader", "各区领导转化率从低到高排"},
	{"rate.group_by", "stage", "按阶段看转化率"}, {"rate.group_by", "event", "三场签约会的转化率分别多少"},
	{"rate.group_by", "month", "分月看转化率"},
	{"rate.sort", "asc", "各区领导转化率从低到高排"}, {"rate.sort", "desc", "各单位转化率排个名"},
	{"rate.scope.area", "全区", "全区开工率竣工率各多少"}, {"rate.scope.unit", "", "经开区和高新园区的转化率对比一下"},
	{"rate.scope.leader", "", "陈区长挂钩的亿元以上项目转化率"}, {"rate.scope.kind", "园区", "镇街和园区转化率对比"}, {"rate.scope.year", "", "到位率多少"},
	{"rate.scope.sign_year", "", "去年签约的项目现在开工率多少"}, {"rate.scope.events", "", "三场签约会的转化率分别多少"},
	{"rate.scope.from", "", "一季度签约的转化率"}, {"rate.scope.to", "", "截至5月15日转化率多少"}, {"rate.scope.min_wan", "", "陈区长挂钩的亿元以上项目转化率"},

	{"list.format", "excel", "在谈项目导出excel"}, {"list.kind", "unit", "哪些单位有停滞项目"}, {"list.kind", "leader", "哪些领导名下有没入库的项目"},
	{"list.kind", "order", "上次过堂会交办的事办得怎么样了"}, {"list.kind", "obstacle", "1亿以上项目的堵点"}, {"list.kind", "meeting", "过堂会安排发我"},
	{"list.group_by", "unit", "列一下全区签约未申报入库的项目,按单位分"}, {"list.group_by", "leader", "拟签约项目按领导分一下"},
	{"list.group_by", "stage", "陈区长挂钩的项目按阶段列一下"}, {"list.group_by", "event", "在谈项目按场次分"}, {"list.group_by", "month", "在谈项目分月列一下"},
	{"list.filter.unit", "", "高新园区去年签约的有哪些"}, {"list.filter.leader", "", "陈区长挂钩的亿元以上在谈项目有哪些"},
	{"list.filter.stage_in", "", "镇街的在谈项目有哪些"}, {"list.filter.stale_days", "", "哪些项目一个月没动静了"}, {"list.filter.min_wan", "", "陈区长挂钩的亿元以上在谈项目有哪些"},
	{"list.filter.due", "", "5月要签约的项目"}, {"list.filter.by", "", "供电公司还有几个堵点没解决"}, {"list.filter.from", "", "这个月新签了哪些项目"},
	{"list.filter.to", "", "这个月新签了哪些项目"}, {"list.filter.kind", "", "镇街的在谈项目有哪些"}, {"list.filter.meeting", "", "下次上会的项目有哪些"},
	{"list.filter.year", "", "高新园区去年签约的有哪些"}, {"list.filter.events", "", "4月深圳说明会签的项目有哪几个"},
	{"list.filter.state", "签约未申报入库", "列一下全区签约未申报入库的项目,按单位分"}, {"list.filter.state", "未报", "还有谁没报"},
	{"list.filter.state", "停滞", "哪些单位有停滞项目"}, {"list.filter.state", "未办结", "哪些交办没办结"}, {"list.filter.state", "逾期", "哪些部门有逾期交办"},
	{"list.filter.state", "未上签约会", "哪些单位今年没上过签约会"}, {"list.filter.state", "无成熟项目", "哪些单位没有成熟项目"},
}

// askedValues has the lexicon's class of each field whose values are closed.
var askedValues = map[string]string{
	"rate.rate": "rate", "rate.metrics": "metric", "rate.compare": "compare", "rate.show": "ratepart", "rate.group_by": "group", "rate.sort": "sort",
	"list.group_by": "group", "list.kind": "listed", "list.filter.state": "state",
}

// TestEveryAskedFieldIsAnswered holds that no field, and no value the lexicon
// has for it, is without a question whose reading gives it and whose answer
// stands in a conversation.
func TestEveryAskedFieldIsAnswered(t *testing.T) {
	rows := map[string]bool{}
	said := conversations(t, "figure-asked", "list-asked")
	for _, c := range asked {
		rows[c.field], rows[c.field+" "+c.value] = true, true
		if !strings.Contains(said, "小周: "+c.question+"\n") {
			t.Errorf("%s %s: “%s” is in no conversation", c.field, c.value, c.question)
		}
		if values := readValues(t, c.question)[c.field]; len(values) == 0 || c.value != "" && !slices.Contains(values, c.value) {
			t.Errorf("“%s” reads as %s %v, not %s", c.question, c.field, values, c.value)
		}
	}
	for prefix, of := range map[string]any{"rate.": reading.AskRate{}, "rate.scope.": reading.Scope{}, "list.": reading.AskList{}, "list.filter.": reading.Filter{}} {
		for i := range reflect.TypeOf(of).NumField() {
			name, _, _ := strings.Cut(reflect.TypeOf(of).Field(i).Tag.Get("json"), ",")
			if name != "scope" && name != "filter" && !rows[prefix+name] {
				t.Errorf("no question has %s%s", prefix, name)
			}
		}
	}
	for field, class := range askedValues {
		for _, v := range lexiconValues(t, class) {
			if !rows[field+" "+v] {
				t.Errorf("no question has %s %s", field, v)
			}
		}
	}
}

func conversations(t *testing.T, names ...string) string {
	t.Helper()
	all := ""
	for _, n := range names {
		text, err := os.ReadFile("testdata/talk/" + n + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		all += string(text)
	}
	return all
}

// lexiconValues are the values of a class of the reader's lexicon.
func lexiconValues(t *testing.T, class string) []string {
	t.Helper()
	text, err := os.ReadFile("reading/lexicon.txt")
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, m := range regexp.MustCompile(`(?m)^@`+class+` (\S+)$`).FindAllStringSubmatch(string(text), -1) {
		values = append(values, m[1])
	}
	if values == nil {
		t.Fatalf("the lexicon has no values of %s", class)
	}
	return values
}

// readValues are the fields that a question's reading sets, with their values.
func readValues(t *testing.T, question string) map[string][]string {
	t.Helper()
	ctx := reading.Context{
		Now: time.Date(2024, 5, 22, 10, 0, 0, 0, time.FixedZone("CST", 8*60*60)), Unit: "商务局", Role: reading.RoleOffice, Chat: reading.ChatDM,
	}
	values := map[string][]string{}
	for _, a := range reading.Read(question, ctx, reading.NewNames(readFixture(t))).Acts {
		prefix := map[reading.Op]string{reading.OpAskRate: "rate.", reading.OpAskList: "list."}[a.Op()]
		raw, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(raw, &fields); err != nil {
			t.Fatal(err)
		}
		flatten(values, prefix, fields)
	}
	return values
}

func flatten(values map[string][]string, prefix string, fields map[string]any) {
	for name, v := range fields {
		switch v := v.(type) {
		case map[string]any:
			if name == "due" {
				values[prefix+name] = append(values[prefix+name], "")
				continue
			}
			flatten(values, prefix+name+".", v)
		case []any:
			for _, x := range v {
				s, _ := x.(string)
				values[prefix+name] = append(values[prefix+name], s)
			}
		default:
			s, _ := v.(string)
			values[prefix+name] = append(values[prefix+name], s)
		}
	}
}
