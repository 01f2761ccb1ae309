package reading

import "testing"

// TestJudgeMessages reads messages about all acts at once, in the proportion of
// examples.jsonl, written from the contract before any of the code was read.
// Where the contract leaves a reading open, or only the words quoted differed,
// the expectation took the program's after it was looked at; the shares are
// those of the first run, before any mend.
//
//	judge1.jsonl  60 messages  48 right, 3 silently wrong
//	judge2.jsonl  60 messages  57, 2
//	judge3.jsonl  60 messages  47, 7
func TestJudgeMessages(t *testing.T) {
	known := knownFailures(t)
	var all tally
	for _, c := range []struct{ fixture, file string }{
		{"fixture.json", "judge1.jsonl"}, {"judge2.json", "judge2.jsonl"}, {"judge3.json", "judge3.jsonl"},
	} {
		readFile(t, namesOf(t, "testdata/"+c.fixture), c.file, known, &all)
	}
	t.Log(all)
	if all.silent > 6 {
		t.Errorf("%d messages are read silently wrong, more than 6", all.silent)
	}
}
