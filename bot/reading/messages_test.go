package reading

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// messageFiles are our own messages. Those in before.jsonl were written
// before the rules that read them, those in after.jsonl while or after.
var messageFiles = []string{"before.jsonl", "after.jsonl"}

// knownFailures lists messages that are not read wholly right, each with the
// reason. The list may only shrink.
func knownFailures(t *testing.T) map[string]string {
	t.Helper()
	f, err := os.Open("testdata/failures.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := map[string]string{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if text, why, ok := strings.Cut(lines.Text(), "\t"); ok && !strings.HasPrefix(text, "#") {
			all[text] = why
		}
	}
	return all
}

// readFile reads a file's messages into the tally and compares each reading
// with what is known to fail.
func readFile(t *testing.T, n *Names, file string, known map[string]string, sum *tally) {
	t.Helper()
	for _, s := range loadSamples(t, file) {
		got, want := readSample(t, n, s)
		sum.count(got, want)
		diff := cmp.Diff(want, got)
		why, expected := known[s.Text]
		switch {
		case diff != "" && !expected:
			t.Errorf("%s\nreading (-want +got):\n%s", s.Text, diff)
		case diff == "" && expected:
			t.Errorf("%s is read right now: take it from failures.txt (%s)", s.Text, why)
		}
	}
}

// A tally counts how well messages are read.
type tally struct{ messages, right, acts, actsRight, silent int }

// TestMessages reads our own messages and reports the shares. Silently wrong
// is a reading that states a wrong fact and neither asks nor warns.
func TestMessages(t *testing.T) {
	n := loadNames(t)
	known := knownFailures(t)
	var all tally
	for _, file := range messageFiles {
		var sum tally
		readFile(t, n, file, known, &sum)
		t.Logf("%s: %s", file, sum)
		all.messages += sum.messages
		all.right += sum.right
		all.acts += sum.acts
		all.actsRight += sum.actsRight
		all.silent += sum.silent
	}
	t.Logf("all: %s", all)
	if all.silent > 0 {
		t.Errorf("%d messages are read silently wrong", all.silent)
	}
}
