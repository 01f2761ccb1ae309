package reading

import (
	"slices"
	"testing"
)

// TestOrdersNotGiven: what speaks of leaders and units without telling anybody
// to do something is no order, and no obstacle is closed by being ordered so.
func TestOrdersNotGiven(t *testing.T) {
	n := loadNames(t)
	for _, c := range []struct {
		text string
		role Role
		op   Op
	}{
		{"陈区长昨天去看了锦尚二期,资规局的人也去了", RoleUnit, OpOrder},
		{"陈区长:锦尚二期入库了没有", RoleOffice, OpOrder},
		{"周常委说瑞科这个项目不错", RoleOffice, OpOrder},
		{"瑞科5月20日土地挂牌了,资规局办的", RoleOffice, OpOrder},
		{"瑞科缺地20亩,资规局能不能调剂一下", RoleUnit, OpOrder},
		{"请开发区尽快解决锦尚二期供地问题。——陈区长", RoleOffice, OpObstacleClose},
		{"瑞科的消防问题我已经跟消防大队说了", RoleLeader, OpObstacle},
		{"瑞科没什么大问题", RoleUnit, OpObstacle},
		{"环评在走流程,下周三前一定办完", RoleUnit, OpOrderClose},
	} {
		ctx := baseContext("高新园区")
		ctx.Role = c.role
		if c.op == OpOrderClose {
			ctx.ReplyTo = &Reply{Kind: "order", Project: "瑞科功率器件封测"}
		}
		if c.role == RoleLeader {
			ctx.Who = "周敏"
		}
		for _, a := range Read(c.text, ctx, n).Acts {
			if a.Op() == c.op {
				t.Errorf("%s: read as %+v", c.text, a)
			}
		}
	}
}

// TestOrdersToLeaders: an order may be given to a leader; one who is only named
// with it is given none.
func TestOrdersToLeaders(t *testing.T) {
	n := loadNames(t)
	for _, c := range []struct {
		text string
		role Role
		from Name
		to   []string
	}{
		{"沈区长交办陈区长:6月10日前牵头解决锦尚二期用地", RoleOffice, "沈区长", []string{"陈建平"}},
		{"沈区长要求陈区长6月10日前解决锦尚二期用地", RoleOffice, "沈区长", []string{"陈建平"}},
		{"陈区长交办周常委和建投集团:本周内对接恒织经编的厂房", RoleOffice, "陈建平", []string{"周敏", "建投集团"}},
		{"请陈区长下周五前把云帆冷链的用电报一个方案", RoleLeader, "周敏", []string{"陈建平"}},
		{"请高新园区和三桥镇6月5日前把瑞科的入库材料报上来", RoleLeader, "周敏", []string{"高新园区", "三桥镇"}},
		{"陈区长要求高新园区6月5日前把瑞科的入库材料报给周常委", RoleOffice, "陈建平", []string{"高新园区"}},
		{"沈区长要求陈区长的项目月底前都要开工", RoleOffice, "沈区长", nil},
	} {
		ctx := baseContext("商务局")
		ctx.Role = c.role
		if c.role == RoleLeader {
			ctx.Who, ctx.Unit = "周敏", ""
		}
		var o Order
		for _, a := range Read(c.text, ctx, n).Acts {
			if given, ok := a.(Order); ok {
				o = given
			}
		}
		if c.to == nil {
			if slices.Contains(o.To, "陈建平") {
				t.Errorf("%s: given to %v", c.text, o.To)
			}
			continue
		}
		if o.From != c.from || !slices.Equal(o.To, c.to) {
			t.Errorf("%s: from %q to %v", c.text, o.From, o.To)
		}
	}
}
