package reading

import "testing"

// TestFollowUp: what stands alone behind a question changes it; with a mark of
// asking it asks once more.
func TestFollowUp(t *testing.T) {
	n := loadNames(t)
	for _, c := range []struct {
		text string
		want []Scope
	}{
		{"全区转化率多少？河口镇呢？", []Scope{{Area: "全区", Year: 2024}, {Unit: "河口镇", Year: 2024}}},
		{"河口镇？转化率", []Scope{{Unit: "河口镇", Year: 2024}}},
		{"转化率多少？那去年呢", []Scope{{Area: "全区", Year: 2024}, {Area: "全区", SignYear: 2023}}},
		{"转化率多少，那去年呢", []Scope{{Area: "全区", Year: 2024}, {Area: "全区", SignYear: 2023}}},
		{"转化率多少。去年的", []Scope{{Area: "全区", SignYear: 2023}}},
		{"河口镇转化率多少？全区呢", []Scope{{Unit: "河口镇", Year: 2024}, {Area: "全区", Year: 2024}}},
		{"河口镇转化率多少？瑞科呢", []Scope{{Unit: "河口镇", Year: 2024}}},
	} {
		var got []Scope
		for _, a := range Read(c.text, baseContext("商务局"), n).Acts {
			if a, ok := a.(AskRate); ok {
				got = append(got, a.Scope)
			}
		}
		same := len(got) == len(c.want)
		for i := 0; same && i < len(got); i++ {
			g, w := got[i], c.want[i]
			same = g.Area == w.Area && g.Unit == w.Unit && g.Year == w.Year && g.SignYear == w.SignYear
		}
		if !same {
			t.Errorf("%s: asked of %+v, want %+v", c.text, got, c.want)
		}
	}
}
