package demo

import (
	"context"
	"os"
	"slices"
	"testing"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// contract opens the reading contract's fixture.
func contract(t *testing.T) reading.Ledger {
	t.Helper()
	file, err := os.Open("../reading/testdata/fixture.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	l, err := reading.LoadFixture(file)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestSeedFixtureKeepsWhatTheFixtureSays(t *testing.T) {
	l := contract(t)
	s := emptyStore(t, storage.On(l.Now, shanghai))
	d, err := SeedFixture(context.Background(), s, l)
	if err != nil {
		t.Fatal(err)
	}
	if want := len(l.Units) + len(l.Leaders); len(d.People) != want {
		t.Errorf("%d people, want %d", len(d.People), want)
	}
	known := map[string]storage.Project{}
	for _, p := range projects(t, s) {
		known[p.Name] = p
	}
	for _, want := range l.Projects {
		got := known[want.Name]
		stage, reg := storage.Signed, storage.Recognised
		if want.Stage != "已入库" {
			stage = stages[want.Stage]
			reg = registrationOf(want, stage, false)
		}
		if got.Stage() != stage || got.Registration() != reg || got.Agreed.Yuan() != storage.Yuan(want.Wan.Yuan()) {
			t.Errorf("%s: stage %d, %s, %v; the fixture has %+v", want.Name, got.Stage(), got.Registration(), got.Agreed, want)
		}
		if to := got.Milestones[storage.MilestoneSign].To; to != storage.Date(want.SignPlan) {
			t.Errorf("%s: to be signed on %s, want %v", want.Name, to, want.SignPlan)
		}
		if !slices.Equal(got.Aliases, want.Alias) && len(want.Alias) > 0 {
			t.Errorf("%s: also called %v, want %v", want.Name, got.Aliases, want.Alias)
		}
	}
	checkReplay(t, s)
}

// TestDistrictHasAllOfTheContractsFixture: whoever has read the contract's
// examples finds their district in the demo.
func TestDistrictHasAllOfTheContractsFixture(t *testing.T) {
	l := contract(t)
	rows, err := readTables()
	if err != nil {
		t.Fatal(err)
	}
	called := map[string][]string{}
	for _, u := range rows.units {
		called["unit "+u.name] = u.aliases
	}
	for _, p := range rows.people {
		called["leader "+p.name+" "+p.title] = p.aliases
	}
	for _, e := range rows.events {
		called["event "+e.name] = e.aliases
	}
	for _, p := range rows.projects {
		called["project "+p.name+" of "+p.unit+" and "+p.leader] = p.aliases
	}
	want := func(key string, aliases []string) {
		if got, ok := called[key]; !ok || len(aliases) > 0 && !slices.Equal(got, aliases) {
			t.Errorf("%s (%v) is missing or called %v", key, aliases, got)
		}
	}
	for _, u := range l.Units {
		want("unit "+u.Name, u.Alias)
	}
	for _, p := range l.Leaders {
		want("leader "+p.Name+" "+p.Title, p.Alias)
	}
	for _, e := range l.Events {
		want("event "+e.Name, e.Alias)
	}
	for _, p := range l.Projects {
		want("project "+p.Name+" of "+p.Unit+" and "+p.Leader, p.Alias)
	}
}
