package reading

import "testing"

// TestPeriods: spans that are set side by side are asked of one by one.
func TestPeriods(t *testing.T) {
	n := loadNames(t)
	for text, want := range map[string]int{
		"一季度和二季度的转化率对比": 2, "去年和前年的转化率": 2, "3月签的跟4月签的哪个转化率高": 2, "3月和4月签约的有哪些": 2, "上个月、这个月入库的有几个": 2,
		"今年和去年的转化率": 1, "去年签的项目今年开工率": 1, "3月到5月签约的转化率": 1, "截至4月底今年的转化率": 1,
	} {
		ctx := baseContext("商务局")
		ctx.Role = RoleOffice
		if got := len(Read(text, ctx, n).Acts); got != want {
			t.Errorf("%s: %d acts, want %d", text, got, want)
		}
	}
}
