package reading

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestSaid: what is told as a fact moves the stage, however it is put.
func TestSaid(t *testing.T) {
	n := loadNames(t)
	for _, line := range linesOf(t, "testdata/said.txt") {
		text, want, _ := strings.Cut(line, "\t")
		got := ""
		if u, ok := Read(text, baseContext("高新园区"), n).Acts[0].(Update); ok {
			if got = u.Stage; strings.HasPrefix(want, "reg=") {
				got = "reg=" + u.Reg
			}
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestNotSaidAround: what only has the word of a step or of a deed in it stores
// no step and no sum and is no such deed (建设方案没变化). Before what may stand
// around such words was listed, 91 of 209 and 41 of 115 were.
func TestNotSaidAround(t *testing.T) {
	n := loadNames(t)
	for _, text := range linesOf(t, "testdata/notsaid.txt") {
		for _, a := range Read(text, baseContext("高新园区"), n).Acts {
			switch u := a.(type) {
			case Update:
				if u.stores() {
					t.Errorf("%s: stores %+v", text, u)
				}
			case Obstacle, AskProject, AskList, AskRate, None:
			default:
				t.Errorf("%s: read as %s", text, a.Op())
			}
		}
	}
}

// stores reports whether an update says more than words.
func (u Update) stores() bool {
	return u.Stage != "" || u.Reg != "" || len(u.Dates) > 0 || u.Amount != nil || u.Invested != nil || u.PaidIn != nil || u.Percent != nil
}

func linesOf(t *testing.T, file string) []string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	for s := bufio.NewScanner(f); s.Scan(); {
		lines = append(lines, s.Text())
	}
	return lines
}

// TestTold: a sentence with a word of asking in it that tells something is kept;
// 36 of 103 were answered with the project's card, and lost.
func TestTold(t *testing.T) {
	n := loadNames(t)
	for _, text := range linesOf(t, "testdata/told.txt") {
		kept := false
		acts := Read(text, baseContext("高新园区"), n).Acts
		for _, a := range acts {
			switch a.(type) {
			case Update, Obstacle, ObstacleClose, Lead, Visit, NoChange:
				kept = true
			}
		}
		if !kept {
			t.Errorf("%s: kept as %s alone", text, acts[0].Op())
		}
	}
}

// TestPlanned: a step with a day ahead is a plan, however it is hedged.
func TestPlanned(t *testing.T) {
	n := loadNames(t)
	for _, line := range linesOf(t, "testdata/planned.txt") {
		text, want, _ := strings.Cut(line, "\t")
		var got []string
		u, _ := Read(text, baseContext("高新园区"), n).Acts[0].(Update)
		for _, d := range u.Dates {
			got = append(got, string(d.What)+"/"+string(d.Kind))
		}
		if s := strings.Join(got, " "); s != want || u.Stage != "" {
			t.Errorf("%s: got %q, stage %q, want %q", text, s, u.Stage, want)
		}
	}
}

// TestKindsOfSums: which sum is the amount, what is invested and what has arrived; all
// others (税收, 订单, what a month brought) are notes.
func TestKindsOfSums(t *testing.T) {
	n := loadNames(t)
	for _, line := range linesOf(t, "testdata/sums.txt") {
		text, want, _ := strings.Cut(line, "\t")
		var got []string
		u, _ := Read(text, baseContext("高新园区"), n).Acts[0].(Update)
		for _, f := range []struct {
			name string
			sum  *Amount
		}{{"amount", u.Amount}, {"invested", u.Invested}, {"paid_in", u.PaidIn}} {
			if f.sum != nil {
				got = append(got, fmt.Sprintf("%s=%d", f.name, f.sum.Yuan()/10000))
			}
		}
		if u.Percent != nil {
			got = append(got, fmt.Sprintf("percent=%v", *u.Percent))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %q, want %q", text, s, want)
		}
	}
}

// TestNotesKeepNames: the project's name is not cut out of a longer one.
func TestNotesKeepNames(t *testing.T) {
	n := loadNames(t)
	for text, want := range map[string]string{
		"瑞科的投资方更名了,现在叫江西瑞科光电": "江西瑞科光电",
		"鼎创老板是常熟鼎创集团的人":       "常熟鼎创集团",
	} {
		u, _ := Read(text, baseContext("高新园区"), n).Acts[0].(Update)
		if !strings.Contains(u.Note, want) {
			t.Errorf("%s: note %q, want %q in it", text, u.Note, want)
		}
	}
}
