package bot

import (
	"testing"

	sheets "shuangzhou/bot/ledger"
	"shuangzhou/storage"
)

func TestTargetIn(t *testing.T) {
	l := &ledger{units: map[string]storage.Unit{"河口镇": {ID: 7}}}
	names := []targetName{
		{"签约", "signed", false, false}, {"签约额", "signed_amount", true, false},
		{"转化率", "signing/filed", false, true}, {"区县数", storage.DistrictsOfCity, false, false},
	}
	for _, c := range []struct {
		year, whose, measure, value string
		want                        int64
		why                         string
	}{
		{"2024", "全区", "签约", "20", 20, ""},
		{"2024年", "河口镇", "签约", "20 个", 20, ""},
		{"2024", "全市", "签约额", "30.5亿", 3_050_000_000, ""},
		{"2024", "全区", "签约额", "12345678 元", 12_345_678, ""},
		{"2024", "全区", "签约额", "5000万元", 50_000_000, ""},
		{"2024", "全区", "签约额", "30", 0, "unit"},
		{"2024", "全区", "转化率", "55.5%", 555, ""},
		{"2024", "全区", "转化率", "80", 800, ""},
		{"2024", "全区", "转化率", "101%", 0, "value"},
		{"2024", "全区", "签约", "1.5", 0, "value"},
		{"2024", "全区", "签约", "-3", 0, "value"},
		{"2024", "全区", "签约", "若干", 0, "value"},
		{"", "全区", "签约", "20", 0, "year"},
		{"1999", "全区", "签约", "20", 0, "year"},
		{"2024", "", "签约", "20", 0, "whose"},
		{"2024", "全区", "", "20", 0, "measure"},
		{"2024", "全区", "区县数", "9", 0, "measure"},
		{"2024", "全市", "区县数", "9", 9, ""},
	} {
		row := sheets.Row{Number: 2, Cells: []string{c.year, c.whose, c.measure, c.value}}
		b, _, why := l.targetIn(row, names)
		if why != c.why || why == "" && b.Value != c.want {
			t.Errorf("%v: %d, %q, want %d, %q", row.Cells, b.Value, why, c.want, c.why)
		}
	}
}
