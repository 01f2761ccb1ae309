package reading

import (
	"slices"
	"testing"
)

// TestEventParts: an event called by its month or its place, with a word of
// events behind; a place where somebody will come from is none.
func TestEventParts(t *testing.T) {
	n := loadNames(t)
	shanghai, shenzhen, overseas := "3月上海投资说明会", "4月深圳投资说明会", "5月华商大会"
	for _, c := range []struct {
		text string
		want []string
	}{
		{"上海、深圳两场说明会签了几个", []string{shanghai, shenzhen}},
		{"深圳和上海那两场的转化率", []string{shenzhen, shanghai}},
		{"3月上海会签的几个开工率多少", []string{shanghai}},
		{"3月份上海那场签约会签的项目转化率", []string{shanghai}},
		{"深圳会上签的转化率", []string{shenzhen}},
		{"华商大会签的那批转化率多少", []string{overseas}},
		{"5月大会签的转化率", []string{overseas}},
		{"上海会有几家来签约", nil},
		{"上海来的项目转化率", nil},
		{"上海、深圳两家企业的项目有哪些", nil},
		{"深圳会不会再来签", nil},
		{"招商活动怎么样", nil},
	} {
		s := newScript(c.text)
		it := newItem(s, n.scan(s, baseContext("商务局")), false)
		r := newReader(s, baseContext("商务局"), n)
		if got := r.events(&it); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.text, got, c.want)
		}
	}
}
