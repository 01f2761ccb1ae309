package storage

import "testing"

func TestLight(t *testing.T) {
	on := MustDate("2026-06-30")
	signed := map[Milestone]Dates{MilestoneSign: {Done: MustDate("2026-01-01")}}
	for _, c := range []struct {
		name string
		p    Project
		idle int
		want Light
	}{
		{"a lead has no limit", Project{}, 400, NoLight},
		{"in talks, a day before yellow", Project{Milestones: map[Milestone]Dates{MilestoneTalk: {Done: on}}}, 59, NoLight},
		{"in talks", Project{Milestones: map[Milestone]Dates{MilestoneTalk: {Done: on}}}, 60, Yellow},
		{"in talks, long", Project{Milestones: map[Milestone]Dates{MilestoneTalk: {Done: on}}}, 90, Red},
		{"signed", Project{Milestones: signed}, 30, Yellow},
		{"signed, long", Project{Milestones: signed}, 60, Red},
		{"recognised", Project{Milestones: map[Milestone]Dates{MilestoneSign: {Done: on}, MilestoneRecognise: {Done: on}}}, 89, NoLight},
		{"a step is planned", Project{Milestones: map[Milestone]Dates{MilestoneSign: {Done: on}, MilestoneStart: {To: on}}}, 99, NoLight},
		{"the plan has passed", Project{Milestones: map[Milestone]Dates{MilestoneSign: {Done: on}, MilestoneStart: {To: on.AddDays(-1)}}}, 99, Red},
		{"held until later", Project{Milestones: signed, Held: Hold{Since: on, Until: on.AddDays(1), Reason: "资金"}}, 99, NoLight},
		{"held without a reason", Project{Milestones: signed, Held: Hold{Since: on, Until: on.AddDays(1)}}, 99, Red},
		{"held without an end", Project{Milestones: signed, Held: Hold{Since: on, Reason: "资金"}}, 99, Red},
		{"dropped", Project{Milestones: signed, Dropped: Drop{On: on}}, 99, NoLight},
	} {
		if got := c.p.Light(on, on.AddDays(-c.idle), DefaultLimits()); got != c.want {
			t.Errorf("%s, idle %d days: light %d, want %d", c.name, c.idle, got, c.want)
		}
	}
}
