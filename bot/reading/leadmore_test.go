package reading

import "testing"

// TestLeadLabels: what a lead says behind a label, in a sentence of its own, or
// where the words stand apart. None was read in its field at first.
func TestLeadLabels(t *testing.T) {
	n := loadNames(t)
	for _, c := range []struct {
		text  string
		value func(Lead) string
		want  string
	}{
		{"报线索:合肥中芯装备,刻蚀腔体,4.2亿,来源:上海半导体展", func(l Lead) string { return l.Source }, "上海半导体展"},
		{"报线索:合肥中芯装备,刻蚀腔体,4.2亿,来源:广交会", func(l Lead) string { return l.Source }, "展会"},
		{"报线索:合肥中芯装备,刻蚀腔体,4.2亿,来源校友会", func(l Lead) string { return l.Source }, "校友会"},
		{"线索 佛山嘉宏卫浴 智能马桶 1亿2 引荐人老梁", func(l Lead) string { return l.Referrer }, "老梁"},
		{"线索 佛山嘉宏卫浴 智能马桶 1亿2 介绍人是商会老梁", func(l Lead) string { return l.Referrer }, "商会老梁"},
		{"报线索:常州星昱灯具,车灯项目,一期投2亿,占地30亩", func(l Lead) string { return l.Phase }, "一期"},
		{"报线索:常州星昱灯具,车灯项目,分两期,一期投2亿,二期3亿", func(l Lead) string { return l.Phase }, ""},
		{"报条线索:扬州金桥电缆,特种电缆项目,总投2.2亿,年产值3亿、税收1500万,要地40亩", func(l Lead) string { return l.LandMu.String() }, "40"},
		{"线索:扬州金桥电缆,特种电缆项目,总投2.2亿;用地40亩;联系人王总", func(l Lead) string { return l.Contact }, "王总"},
		{"登个线索,有老板想投1.2亿做康养中心", func(l Lead) string { return l.Contact }, ""},
		{"先把极目跃动的区域总部占上,免得别人报", func(l Lead) string { return string(l.Investor) }, "极目跃动"},
		{"佳能达光学要在周边建镜头厂,2亿左右", func(l Lead) string { return string(l.Project) }, "镜头厂"},
		{"听人讲远海石油想在沿江上个储罐区项目,十来个亿", func(l Lead) string { return string(l.Investor) }, "远海石油"},
		{"报线索,青岛海润密封件,密封圈项目,总投1.2亿,哦说错了,1.6亿", func(l Lead) string { return l.Amount.Words() }, "1.6亿元"},
		{"报线索,青岛海润密封件,密封圈项目,总投1.2亿,哎写错了,是1.6亿", func(l Lead) string { return l.Amount.Words() }, "1.6亿元"},
	} {
		acts := Read(c.text, baseContext("高新园区"), n).Acts
		l, ok := acts[0].(Lead)
		if !ok || len(acts) != 1 || c.value(l) != c.want {
			t.Errorf("%s: read as %d acts, %+v, want %q", c.text, len(acts), acts[0], c.want)
		}
	}
}
