package storage

import (
	"slices"
	"time"

	"shuangzhou/storage/figures"
)

// The lists that are asked beside the figures. Those of projects without an
// as-of are of now; what was dropped is in none of them.

// Unrecognised returns the projects of a cohort that are signed and not
// recognised (签约未入库), the not filed first, then the longest signed. It is
// what signing conversion lacks; as of another day, [Tx.FigureList] has it.
func (tx *Tx) Unrecognised(c figures.Cohort) ([]Project, error) {
	r, _ := figures.Find("signing/recognised")
	es, err := tx.FigureList(r.LeaveOutDropped(), c, tx.AsOfNow())
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, e := range es {
		if !e.Numerator {
			ids = append(ids, int64(e.Project))
		}
	}
	return projects.inOrder(tx, ids)
}

// MatureTag marks a project in negotiation that could be signed soon (成熟项目).
const MatureTag = "成熟项目"

// UnitsWithoutMature returns the units that have no mature project in
// negotiation: none with the [MatureTag], and none proposed for signing.
func (tx *Tx) UnitsWithoutMature() ([]Unit, error) {
	return units.where(tx, `unit NOT IN (
		SELECT unit
		FROM counted
		WHERE until = 9223372036854775807 AND unit IS NOT NULL AND signed_on = '' AND started_by IS NULL AND dropped_on IS NULL
			AND (proposed_on IS NOT NULL
				OR talked_on IS NOT NULL AND tags IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?)))
		ORDER BY unit`, MatureTag)
}

// UnitsNeverAtEvent returns the units that had no project put up for any
// signing event held within a year, up to today (未上签约会).
func (tx *Tx) UnitsNeverAtEvent(year int) ([]Unit, error) {
	from, to := Date{year, time.January, 1}, Date{year, time.December, 31}
	if today := tx.Today(); to.After(today) {
		to = today
	}
	return units.where(tx, `unit NOT IN (
		SELECT counted.unit
		FROM counted, json_each(counted.events) AS put_up
			JOIN event_version ON event_version.event = put_up.value
		WHERE counted.until = 9223372036854775807 AND counted.events IS NOT NULL AND counted.unit IS NOT NULL
			AND event_version.until = 9223372036854775807 AND event_version.live
			AND event_version.held >= ? AND event_version.held <= ?)
		ORDER BY unit`, from, to)
}

// ProjectsOwing returns the projects whose report is owed on a day, none having
// been made since an instant (the last meeting), unit by unit.
func (tx *Tx) ProjectsOwing(since time.Time, on Date) ([]Project, error) {
	// The text of an instant may have no fraction, which sorts after one with
	// it; a second later is surely after both.
	later := since.UTC().Add(time.Second).Format("2006-01-02T15:04:05")
	ps, err := projects.where(tx, `dropped_on IS NULL AND produced_on IS NULL AND coalesce(reported_at, '') < ? ORDER BY unit, project`, later)
	return slices.DeleteFunc(ps, func(p Project) bool { return !p.Owes(since, on) }), err
}

// A Slip is a plan that passed its date and was moved, of a step not yet done.
type Slip struct {
	Project   Project
	Milestone Milestone
	Slips     int
}

// Slipped returns the plans that slipped, the most often first.
func (tx *Tx) Slipped() ([]Slip, error) {
	ps, err := projects.where(tx, `dropped_on IS NULL AND instr(state, '"slips":') > 0 ORDER BY project`)
	if err != nil {
		return nil, err
	}
	var slips []Slip
	for _, p := range ps {
		for _, m := range milestones {
			if d := p.Milestones[m]; d.Slips > 0 && d.Done.IsZero() {
				slips = append(slips, Slip{p, m, d.Slips})
			}
		}
	}
	slices.SortStableFunc(slips, func(a, b Slip) int { return b.Slips - a.Slips })
	return slips, nil
}

// LargeProjects returns the projects agreed, or talked of, at least so high
// (10亿元以上), the largest first, at whatever stage.
func (tx *Tx) LargeProjects(atLeast Yuan) ([]Project, error) {
	return projects.where(tx, `dropped_on IS NULL AND agreed >= ? ORDER BY agreed DESC, project`, atLeast)
}

// ProjectsAtEvents returns the projects put up for any event of a level
// (市级活动项目), in the order they were opened.
func (tx *Tx) ProjectsAtEvents(level string) ([]Project, error) {
	return projects.where(tx, `dropped_on IS NULL AND project IN (
		SELECT counted.project
		FROM counted, json_each(counted.events) AS put_up
			JOIN event_version ON event_version.event = put_up.value
		WHERE counted.until = 9223372036854775807 AND counted.events IS NOT NULL
			AND event_version.until = 9223372036854775807 AND event_version.live AND event_version.level = ?)
		ORDER BY project`, level)
}
