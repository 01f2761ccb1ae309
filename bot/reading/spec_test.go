package reading

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// testdata/datesaid.txt and sumsaid.txt hold every form that the Chinese
// specifications of Microsoft's Recognizers-Text cover and that can be meant in
// this trade (DateParser, DatePeriodParser, HolidayParser, NumberModel,
// CurrencyModel), and the forms of cadres that they do not know. A period ends
// on its last day here. Each is read in every sentence of its kind.

// saidLines returns the lines of a table, without its comments.
func saidLines(t *testing.T, name string) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines
}

// TestDatesSaid reads each form as the day of a plan and of a done act.
func TestDatesSaid(t *testing.T) {
	n := loadNames(t)
	ctx := baseContext("经济开发区")
	for _, line := range saidLines(t, "datesaid.txt") {
		if now, ok := strings.CutPrefix(line, "@"); ok {
			at, err := time.ParseInLocation(time.DateOnly, now, zone)
			if err != nil {
				t.Fatal(err)
			}
			ctx.Now = at
			continue
		}
		f := strings.Split(line, "\t")
		for kind, sentences := range [][]string{1: planSentences, 2: doneSentences} {
			for _, sentence := range sentences {
				text := fmt.Sprintf(sentence, f[0])
				if got := plannedFor(Read(text, ctx, n)); f[kind] != "!" && !meant(got, f[kind]) {
					t.Errorf("%s on %s: got %q, want %q", text, ctx.Now.Format(time.DateOnly), got, f[kind])
				}
			}
		}
	}
}

// meant compares what was read with a table; none is met by a question too.
func meant(got, want string) bool {
	return got == want || want == "none" && (got == "" || got == "ask")
}

// TestSumsSaid reads each form as an amount or as money paid in.
func TestSumsSaid(t *testing.T) {
	n := loadNames(t)
	for _, line := range saidLines(t, "sumsaid.txt") {
		said, want, _ := strings.Cut(line, "\t")
		for _, sentence := range sumSentences {
			text := fmt.Sprintf(sentence, said)
			if got := sumRead(Read(text, baseContext("经济开发区"), n)); !meant(got, want) {
				t.Errorf("%s: got %q, want %q", text, got, want)
			}
		}
	}
}
