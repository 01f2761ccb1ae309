package reading

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// anyAct draws an act of the second district as the bot may have to echo it.
func anyAct(rt *rapid.T, n *Names) Act {
	name := func(label string) Name {
		return Name(rapid.SampledFrom(n.ledger.Projects).Draw(rt, label).Name)
	}
	unit := func(label string) string { return rapid.SampledFrom(n.ledger.Units).Draw(rt, label).Name }
	day := func(label string, from, to int) *Date {
		d := Date{2025, time.March, 12}.Add(rapid.IntRange(from, to).Draw(rt, label))
		return &d
	}
	sum := func(label string) *Amount {
		return &Amount{Cur: rapid.SampledFrom([]string{"CNY", "USD", "EUR", "HKD"}).Draw(rt, label+" currency"), Value: Cents(rapid.Int64Range(1, 900_000).Draw(rt, label)) * perWan}
	}
	switch rapid.IntRange(0, 9).Draw(rt, "kind") {
	case 0:
		return Update{Project: name("project"), Amount: sum("amount")}
	case 1:
		return Update{Project: name("project"), Invested: sum("invested")}
	case 2:
		d := day("plan", 1, 400)
		what := rapid.SampledFrom([]What{Sign, RegApply, Start, Finish, Produce}).Draw(rt, "what")
		return Update{Project: name("project"), Dates: []Dated{{What: what, Kind: Plan, Date: Span{Raw: new(string), From: d, To: d, Rel: On, Gran: GranDay}}}}
	case 3:
		d := day("done", -300, 0)
		what := rapid.SampledFrom([]What{Sign, Start, Finish}).Draw(rt, "what")
		return Update{Project: name("project"), Stage: stageOf[what], Dates: []Dated{{What: what, Kind: Done, Date: Span{Raw: new(string), From: d, To: d, Rel: On, Gran: GranDay}}}}
	case 4:
		return NoChange{Project: name("project")}
	case 5:
		return Drop{Project: name("project"), Reason: "客商放弃投资"}
	case 6:
		p, _ := n.projectNamed(name("project"))
		return Transfer{Project: Name(p.Name), From: Name(p.Unit), To: Name(rapid.SampledFrom(otherUnits(n, p.Unit)).Draw(rt, "to"))}
	case 7:
		a, b := name("keep"), name("drop")
		if a == b {
			return Undo{Target: "last"}
		}
		return Merge{Keep: a, Drop: b}
	case 8:
		return Snooze{Until: day("until", 1, 60), Scope: "mine"}
	}
	return Obstacle{Project: name("project"), Kind: "用电", Text: "供电容量不足", Need: []string{unit("need")}}
}

func (n *Names) projectNamed(name Name) (Project, bool) {
	for _, p := range n.ledger.Projects {
		if p.Name == string(name) {
			return p, true
		}
	}
	return Project{}, false
}

func otherUnits(n *Names, unit string) []string {
	var all []string
	for _, u := range n.ledger.Units {
		if u.Name != unit {
			all = append(all, u.Name)
		}
	}
	return all
}

// TestSentenceOfAnyAct holds the law of the echo for acts that no message of
// ours has.
func TestSentenceOfAnyAct(t *testing.T) {
	n := namesOf(t, "testdata/second.json")
	ctx := Context{Now: time.Date(2025, 3, 12, 9, 0, 0, 0, zone), Role: RoleOffice, Chat: ChatDM, Unit: "投资促进局"}
	rapid.Check(t, func(rt *rapid.T) {
		a := anyAct(rt, n)
		text := Sentence(a)
		again := Read(text, ctx, n).Acts
		if len(again) != 1 || !reflect.DeepEqual(meaningOf(t, again[0]), meaningOf(t, a)) {
			was, _ := json.Marshal(Reading{Acts: []Act{a}})
			is, _ := json.Marshal(Reading{Acts: again})
			rt.Fatalf("act   %s\necho  %s\nagain %s", was, text, is)
		}
	})
}
