package storage

import (
	"testing"

	"pgregory.net/rapid"
)

func TestResembles(t *testing.T) {
	name := func(s string) Names { return Names{Name: s} }
	by := func(name, investor string) Names { return Names{Name: name, Investor: investor} }
	tests := []struct {
		a, b Names
		by   LikenessBy // "": they do not
	}{
		{name("力拓机器人"), name("力拓机器人"), AlikeName},
		{name("云帆冷链物流"), name("云帆供应链"), ""},
		{name("禾丰预制菜产业园"), name("禾丰预制菜"), AlikeName},
		{name("瑞科功率器件封测"), name("瑞科功率器件封装测试"), AlikeName},
		{name("鼎创智能装备"), name("鼎创智能装配"), AlikeName}, // one wrong character
		{name("长江智能装备制造"), name("恒织智能装备制造"), ""},
		{name("恒织高端面料"), name("恒织智能经编"), ""},
		{name("锦尚一期"), name("锦尚二期"), ""},
		{name("锦尚二期"), name("锦尚差别化锦纶2期"), ""},
		{Names{Name: "锦尚差别化锦纶二期", Aliases: []string{"锦尚二期"}}, name("锦尚2期"), ""},
		{Names{Name: "锦尚差别化锦纶二期", Aliases: []string{"锦尚二期"}}, name("锦尚二期"), AlikeAlias},
		{by("经编", "恒织集团有限公司"), by("面料", "恒织"), AlikeInvestor},
		{by("二期", "上海华能电气集团"), by("储能", "华能电气"), AlikeInvestor},
		{by("经编", "江苏一科技有限公司"), by("面料", "江苏二科技有限公司"), ""},
		{by("力拓机器人", "常州力拓"), by("智能装备", "苏州晟能"), ""},
		{by("", "常州力拓机器人"), by("力拓机器人", ""), AlikeAlias},
		{name("项目"), name("科技项目"), ""},
		{Names{}, Names{}, ""},
		{name("A.B Robotics"), name("ab robotics"), AlikeName},
	}
	for _, tt := range tests {
		if got := Resembles(tt.a, tt.b); got.By != tt.by || (got.Degree > 0) != (tt.by != "") {
			t.Errorf("%v and %v: %+v, want %q", tt.a, tt.b, got, tt.by)
		}
	}
}

// Likeness has no direction, is whole with itself, and never panics.
func TestResemblesLaws(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.SampledFrom([]rune("锦尚二期有限公司项目禾丰1")), 0, 12, -1))
	names := rapid.Custom(func(t *rapid.T) Names {
		return Names{text.Draw(t, "name"), rapid.SliceOfN(text, 0, 2).Draw(t, "aliases"), text.Draw(t, "investor")}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := names.Draw(t, "a"), names.Draw(t, "b")
		ab, ba := Resembles(a, b), Resembles(b, a)
		if ab.Degree != ba.Degree {
			t.Fatalf("%d one way, %d the other", ab.Degree, ba.Degree)
		}
		if l := Resembles(a, a); len(core(a.Investor)) >= 2 && l != (Likeness{AlikeInvestor, 100}) {
			t.Fatalf("with itself: %+v", l)
		}
	})
}

func TestLikelyDuplicates(t *testing.T) {
	s, _ := openTest(t)
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		found, err := tx.LikelyDuplicates(Names{Name: "兴业新材料产业园"}, d.unit)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "duplicates", []Duplicate{{d.other, d.neighbour, true, Likeness{AlikeName, found[0].Degree}}}, found)
		d.apply(t, tx, d.office, d.other, ProjectDropped{On: MustDate("2026-03-01"), Reason: "投资方退出"})
		found, err = tx.LikelyDuplicates(Names{Name: "兴业新材料产业园"}, d.unit)
		if err != nil || len(found) > 0 {
			t.Errorf("duplicates of what was dropped: %+v, %v", found, err)
		}
	})
}
