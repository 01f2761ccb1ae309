package reading

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestFacts: sentences around one way of telling progress, half of which have its
// words and mean something else; each with the facts that are stored of it, and
// nothing else. Readings that both hold stand apart by “||”.
func TestFacts(t *testing.T) {
	n := loadNames(t)
	for _, line := range linesOf(t, "testdata/facts.txt") {
		text, want, ok := strings.Cut(line, "\t")
		if !ok || strings.HasPrefix(text, "#") {
			continue
		}
		var acts []string
		for _, a := range Read(strings.ReplaceAll(text, `\n`, "\n"), baseContext("高新园区"), n).Acts {
			acts = append(acts, storedBy(a))
		}
		if got := strings.Join(acts, " ; "); !slices.Contains(strings.Split(want, " || "), got) {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// storedBy writes an act's facts in a line: month and day of the last day of a
// date, “?” for one that was not said; “-” for words alone.
func storedBy(a Act) string {
	u, ok := a.(Update)
	if !ok {
		return string(a.Op())
	}
	var facts []string
	add := func(name string, value any) { facts = append(facts, fmt.Sprintf("%s=%v", name, value)) }
	for _, s := range []struct {
		name string
		sum  *Amount
	}{{"amount", u.Amount}, {"invested", u.Invested}, {"paid_in", u.PaidIn}} {
		switch {
		case s.sum == nil:
		case s.sum.Approx:
			add(s.name, fmt.Sprint(s.sum.Yuan()/10000, "~"))
		default:
			add(s.name, s.sum.Yuan()/10000)
		}
	}
	if u.Percent != nil {
		add("percent", *u.Percent)
	}
	for _, s := range []struct{ name, value string }{{"stage", u.Stage}, {"reg", u.Reg}, {"verdict", u.Verdict}} {
		if s.value != "" {
			add(s.name, s.value)
		}
	}
	if u.Hold != nil {
		add("hold", *u.Hold)
	}
	for _, d := range u.Dates {
		add(string(d.What)+"/"+string(d.Kind), lastDay(d.Date))
	}
	if len(facts) == 0 {
		return "-"
	}
	return strings.Join(facts, " ")
}

func lastDay(s Span) string {
	day := s.To
	switch {
	case s.Raw == nil:
		return "?"
	case day == nil:
		day = s.From
	}
	return day.String()[5:]
}
