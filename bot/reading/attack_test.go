package reading

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestAttacks reads lists of sentences around one op or cue word, half of which
// mean it in another wording and half of which have its words in them and mean
// something else. A line holds the sentence, the message answered
// (kind:project or -), and what is to be read (a day only where the line gives
// one); || parts readings that are both right. The lists as they were first run,
// to some of which lines were added since:
//
//	correct.txt    79 lines  30 wrong at the first run
//	correct2.txt  107 lines  48
//	correct3.txt   88 lines  23
//	notcorrect.txt 29 lines  1
//	dates.txt     107 lines  29
//	nochange.txt   74 lines  20
//	nochange2.txt  45 lines  12
//	undo.txt       41 lines  25
//	answers.txt    60 lines  14
//	shares.txt     63 lines  13
//	holds.txt      54 lines   9
//	slips.txt      44 lines   9
func TestAttacks(t *testing.T) {
	n := loadNames(t)
	for _, file := range []string{"correct.txt", "correct2.txt", "correct3.txt", "notcorrect.txt", "dates.txt", "nochange.txt", "nochange2.txt", "undo.txt", "answers.txt", "shares.txt", "holds.txt", "slips.txt"} {
		for _, line := range linesOf(t, "testdata/"+file) {
			said := strings.Split(line, "\t")
			ctx := baseContext("高新园区")
			if kind, project, ok := strings.Cut(said[1], ":"); ok {
				ctx.ReplyTo = &Reply{Kind: kind, Project: project}
			}
			got := gist(Read(said[0], ctx, n).Acts, strings.Contains(said[2], "/plan:") || strings.Contains(said[2], "/done:"))
			if !slices.Contains(strings.Split(said[2], " || "), got) {
				t.Errorf("%s: %s: got %s, want %s", file, said[0], got, said[2])
			}
		}
	}
}

// gist puts acts into a line: what they store without its words, and the days of
// steps if they are wanted.
func gist(acts []Act, days bool) string {
	var all []string
	for _, a := range acts {
		all = append(all, gistOf(a, days))
	}
	return strings.Join(all, " ; ")
}

func gistOf(a Act, days bool) string {
	switch a := a.(type) {
	case Update:
		return gistOfUpdate(a, days)
	case Correct:
		return fmt.Sprintf("correct %s %s %s>%s", a.Project, a.Field, valueGist(a.Old), valueGist(a.New))
	case NoChange:
		return "nochange " + a.Scope + string(a.Project)
	case Snooze:
		if a.Until == nil {
			return "snooze"
		}
		return "snooze " + a.Until.String()
	case Drop:
		return "drop " + string(a.Project)
	}
	return string(a.Op())
}

func gistOfUpdate(u Update, days bool) string {
	var said []string
	add := func(name string, v any, ok bool) {
		if ok {
			said = append(said, name+"="+valueGist(v))
		}
	}
	add("amount", u.Amount, u.Amount != nil)
	add("invested", u.Invested, u.Invested != nil)
	add("paid_in", u.PaidIn, u.PaidIn != nil)
	add("percent", u.Percent, u.Percent != nil)
	add("stage", u.Stage, u.Stage != "")
	add("reg", u.Reg, u.Reg != "")
	add("verdict", u.Verdict, u.Verdict != "")
	add("contact", u.Contact, u.Contact != "")
	add("slipped_from", u.SlippedFrom, u.SlippedFrom != nil)
	if u.Hold != nil {
		said = append(said, fmt.Sprintf("hold=%t", *u.Hold))
	}
	for _, d := range u.Dates {
		step := string(d.What) + "/" + string(d.Kind)
		if days {
			step += ":" + valueGist(&d.Date)
		}
		said = append(said, step)
	}
	if len(said) == 0 {
		return "note"
	}
	return strings.Join(said, " ")
}

func valueGist(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case *Amount:
		return fmt.Sprint(v.Yuan() / 10000)
	case *Decimal:
		return fmt.Sprint(*v)
	case *Date:
		return v.String()
	case *Span:
		if v.To == nil {
			return v.From.String() + "~"
		}
		return v.To.String()
	}
	return fmt.Sprint(v)
}
