package reading

import "testing"

// TestProgressMessages reads messages about progress, each round of another
// invented district and another writer, written before any rule was touched
// for it. Where the contract leaves a reading open, the expectation took the
// program's after it was looked at; the shares at the first run count only what
// was wrong by the contract.
//
//	progress.jsonl   66 messages  28 right at the first run
//	progress2.jsonl  51 messages  32
//	progress3.jsonl  45 messages  23
//	progress4.jsonl  44 messages  25
//	progress5.jsonl  22 messages  12
func TestProgressMessages(t *testing.T) {
	known := knownFailures(t)
	var all tally
	for _, c := range []struct{ fixture, file string }{
		{"testdata/progress.json", "progress.jsonl"},
		{"testdata/progress2.json", "progress2.jsonl"},
		{"testdata/progress3.json", "progress3.jsonl"},
		{"testdata/progress4.json", "progress4.jsonl"},
		{"testdata/progress3.json", "progress5.jsonl"},
	} {
		readFile(t, namesOf(t, c.fixture), c.file, known, &all)
	}
	t.Log(all)
	if all.silent > 0 {
		t.Errorf("%d messages are read silently wrong", all.silent)
	}
}
