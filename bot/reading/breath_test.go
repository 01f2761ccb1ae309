package reading

import (
	"strings"
	"testing"
)

// TestBreath: where commas were left out ("|"), and where a clause only looks as
// if it ended. A name of the fixture begins each, as in a report.
func TestBreath(t *testing.T) {
	n := loadNames(t)
	ctx := baseContext("高新园区")
	for _, want := range []string{
		"瑞科施工许可证拿到了|估计下周一动工",
		"瑞科环评批复拿到了|计划6月28日签约",
		"瑞科签约推到了6月中旬",
		"瑞科签了3亿|6月开工",
		"瑞科签了3000万订单",
		"云帆昨天注册了公司|这周五报入库",
		"瑞科到位资金2亿|税收500万",
		"瑞科投资额由2.2亿追加到3亿",
		"瑞科材料",
	} {
		s := newScript(strings.ReplaceAll(want, "|", ""))
		p := n.punctuated(s, n.scan(s, ctx))
		if got := strings.ReplaceAll(string(p.r), ",", "|"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if !strings.Contains(want, "|") && p != s {
			t.Errorf("%s: the script was written anew though no comma was missing", want)
		}
	}
}
