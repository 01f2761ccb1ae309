package bot

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shuangzhou/storage"
)

func TestMissing(t *testing.T) {
	full := storage.Opened{
		Name: "岩板", Investor: "泉州石材", Unit: 3, Agreed: storage.InYuan(storage.Yi),
		Plans: map[storage.Milestone]storage.Span{storage.MilestoneVisit: {To: storage.MustDate("2026-06-10")}},
	}
	without := func(change func(*storage.Opened)) storage.Opened {
		o := full
		change(&o)
		return o
	}
	for _, c := range []struct {
		name string
		lead storage.Opened
		want []string
	}{
		{"nothing", full, nil},
		{"all", storage.Opened{}, []string{stepLeadWhat, stepLeadUnit, stepLeadAmount, stepLeadNext}},
		{"the investor", without(func(o *storage.Opened) { o.Investor = "" }), []string{stepLeadInvestor}},
		{"the unit", without(func(o *storage.Opened) { o.Unit = 0 }), []string{stepLeadUnit}},
		{"the amount", without(func(o *storage.Opened) { o.Agreed = storage.Amount{} }), []string{stepLeadAmount}},
		{"what next", without(func(o *storage.Opened) { o.Plans = nil }), []string{stepLeadNext}},
	} {
		if diff := cmp.Diff(c.want, leadDraft{Lead: c.lead}.missing()); diff != "" {
			t.Errorf("missing %s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestEnoughLeavesOnlyTheUnit: whose a lead is cannot be left open.
func TestEnoughLeavesOnlyTheUnit(t *testing.T) {
	d := leadDraft{Left: []string{stepLeadInvestor, stepLeadUnit, stepLeadAmount, stepLeadNext}}
	d.enough()
	if !slices.Equal(d.Left, []string{stepLeadUnit}) {
		t.Errorf("left %v", d.Left)
	}
}

func TestDiscreet(t *testing.T) {
	l := &ledger{
		projects: map[string]storage.Project{"恒织智能经编": {Unit: 7}, "锦尚二期": {Unit: 3}},
		unitName: map[storage.UnitID]string{7: "河口镇"},
	}
	liaison := &talk{who: storage.Person{Role: storage.Liaison, Unit: 3}}
	got := liaison.discreet(l, []string{"below_1yi", "dup?:恒织智能经编", "dup?:锦尚二期", "dup?:没有的"})
	want := []string{"below_1yi", "dup_elsewhere:河口镇", "dup?:锦尚二期", "dup?:没有的"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
