package bot

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shuangzhou/storage"
)

func TestMonthEnd(t *testing.T) {
	for _, c := range []struct {
		day    string
		months int
		want   string
	}{
		{"2026-01-31", 0, "2026-01-31"},
		{"2026-01-31", 1, "2026-02-28"}, // not the 3rd of March
		{"2024-01-15", 1, "2024-02-29"},
		{"2026-11-30", 1, "2026-12-31"},
		{"2026-12-31", 0, "2026-12-31"},
		{"2026-12-01", 1, "2027-01-31"},
	} {
		if got := monthEnd(storage.MustDate(c.day), c.months).String(); got != c.want {
			t.Errorf("%d months after %s ends %s, want %s", c.months, c.day, got, c.want)
		}
	}
}

func TestLikelySteps(t *testing.T) {
	day := storage.MustDate("2026-03-03")
	done := func(ms ...storage.Milestone) map[storage.Milestone]storage.Dates {
		all := map[storage.Milestone]storage.Dates{}
		for _, m := range ms {
			all[m] = storage.Dates{Done: day}
		}
		return all
	}
	filed, returned := []storage.Filing{{Filed: day}}, []storage.Filing{{Filed: day, Returned: day}}
	for _, c := range []struct {
		name    string
		project storage.Project
		want    []string
	}{
		{"a lead", storage.Project{}, []string{"visit", "talk", "propose"}},
		{"in negotiation, visited", storage.Project{Milestones: done("talk", "visit")}, []string{"visit", "intent", "propose", "sign"}},
		{"signed", storage.Project{Milestones: done("sign")}, []string{"company", "land/listed", "land/won", "file", "start"}},
		{"signed, a company, land", storage.Project{Milestones: done("sign", "company", "land")}, []string{"land/listed", "land/won", "file", "start"}},
		{"filed", storage.Project{Milestones: done("sign", "file"), Filings: filed}, []string{"company", "land/listed", "land/won", "recognise", "start"}},
		{"returned", storage.Project{Milestones: done("sign", "file"), Filings: returned}, []string{"company", "land/listed", "land/won", "file", "start"}},
		{"started before it was filed", storage.Project{Milestones: done("sign", "start")}, []string{"file", "finish"}},
		{"recognised and started", storage.Project{Milestones: done("sign", "file", "recognise", "start"), Filings: filed}, []string{"finish"}},
		{"at capacity", storage.Project{Milestones: done("sign", "capacity")}, []string{}},
	} {
		got := append([]string{}, likelySteps(c.project)...)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestEveryStepHasWords holds that whatever the guide offers can be said.
func TestEveryStepHasWords(t *testing.T) {
	b, err := New(DefaultConfig(), nil)
	if err != nil {
		t.Fatal(err)
	}
	said := &talk{Bot: b}
	for stage, steps := range stageSteps {
		for _, s := range steps {
			if words, err := said.stepWords(s); err != nil || words == "" {
				t.Errorf("stage %d: step %s: %q, %v", stage, s, words, err)
			}
		}
	}
}
