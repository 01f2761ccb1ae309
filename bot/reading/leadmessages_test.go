package reading

import "testing"

// TestLeadMessages reads four rounds about leads, visits and what is done with
// projects as a whole, each of a district of its own and by another person,
// written with their readings before any rule was touched for them. At the
// first run 16 of 48, 12 of 43, 18 of 42 and 18 of 30 were wholly right; some 12,
// 7, 8 and 2 of the expectations were ones that the contract decides otherwise
// or leaves open (a 了 at the end of a note, the order of acts), and took the
// reading's. The silently wrong among the known failures may only become fewer.
func TestLeadMessages(t *testing.T) {
	known := knownFailures(t)
	var all tally
	for _, round := range []string{"lead3", "lead4", "lead5", "lead6"} {
		readFile(t, namesOf(t, "testdata/"+round+".json"), round+".jsonl", known, &all)
	}
	t.Log(all)
	if all.silent > silentLeads {
		t.Errorf("%d messages are read silently wrong, more than %d", all.silent, silentLeads)
	}
}

// silentLeads is how many messages of the rounds are known to be read silently wrong.
const silentLeads = 9
