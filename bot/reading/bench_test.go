package reading

import (
	"fmt"
	"testing"
	"time"
)

// district makes a ledger of n invented projects beside the fixture's.
func district(tb testing.TB, n int) *Names {
	tb.Helper()
	l := loadNames(tb).ledger
	first := []rune("华鼎盛泰恒瑞博远创新宏达金诚信德佳隆腾飞嘉兆永康明辉")
	second := []rune("纶源科芯能拓美联力通智捷凯辰宇航晟奥森铭")
	goods := []string{"新材料", "智能装备", "汽车零部件", "功率器件", "光伏组件", "食品加工", "生物医药", "纺织面料", "冷链物流", "精密模具"}
	for i := range n {
		brand := string(first[i%len(first)]) + string(second[i/len(first)%len(second)])
		name := brand + goods[i%len(goods)] + []string{"", "一期", "二期"}[i%3]
		if i >= len(first)*len(second) {
			name = fmt.Sprintf("%s%d号", name, i)
		}
		l.Projects = append(l.Projects, Project{Name: name, Alias: []string{brand + "项目"}, Unit: "三桥镇", Stage: "在谈"})
	}
	return NewNames(l)
}

// BenchmarkRead reads the contract's examples and our own messages with a
// thousand projects known; the figure that counts is messages a second.
func BenchmarkRead(b *testing.B) {
	n := district(b, 1000)
	var all []sample
	for _, f := range append([]string{"examples.jsonl"}, messageFiles...) {
		all = append(all, loadSamples(b, f)...)
	}
	base := Context{Now: time.Date(2024, 5, 22, 10, 0, 0, 0, zone), Role: RoleUnit, Chat: ChatDM}
	ctx := make([]Context, len(all))
	for i, s := range all {
		ctx[i] = s.Ctx.over(base, zone)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		Read(all[i%len(all)].Text, ctx[i%len(all)], n)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msg/s")
}

// BenchmarkNewNames builds the index of 5,000 projects.
func BenchmarkNewNames(b *testing.B) {
	l := district(b, 5000).ledger
	b.ResetTimer()
	for b.Loop() {
		NewNames(l)
	}
}
