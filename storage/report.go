package storage

import "time"

// NeedsReason reports whether 无变化 is taken of the project only with a
// reason: the third time running (DOMAIN.md “Rhythm”).
func (p Project) NeedsReason() bool { return p.Unchanged >= unchangedWithoutReason }

// Owes reports whether a report of the project is owed that day, when none was
// made since an instant. The meeting reviews what is on its way: not what was
// dropped, nor what produces already, nor what is suspended until a later day.
func (p Project) Owes(since time.Time, on Date) bool {
	switch {
	case !p.Dropped.On.IsZero(), p.Stage() >= Producing:
		return false
	case !p.Held.Since.IsZero() && p.Held.Until.After(on):
		return false
	}
	return p.Reported.Before(since)
}

// countedMilestones are the steps the figures count; they are confirmed before
// they are filed, and the office is told when one is taken back.
var countedMilestones = map[Milestone]bool{
	MilestoneSign: true, MilestoneFile: true, MilestoneRecognise: true, MilestoneStart: true, MilestoneFinish: true,
}

// Counted reports whether an act changes what the figures count.
func (a Act) Counted() bool {
	switch b := a.Body.(type) {
	case Reached:
		return countedMilestones[b.Milestone]
	case Cleared:
		return countedMilestones[b.Milestone]
	case RecognitionClaimed, FilingReturned, ProjectDropped, ProjectMerged:
		return true
	}
	return false
}

// LastGroupOf returns the last group of acts a person has said that is not
// taken back wholly, or [ErrNotFound]. His undos are not among them.
func (tx *Tx) LastGroupOf(p PersonID) (ActNumber, error) {
	numbers, err := all(tx, value[ActNumber], `
		SELECT number FROM act
		WHERE person = ? AND undoes IS NULL
		ORDER BY number DESC LIMIT 100`, p)
	if err != nil {
		return 0, err
	}
	for _, n := range numbers {
		undone, err := tx.IsUndone(n)
		if err != nil {
			return 0, err
		}
		if !undone {
			a, err := tx.Act(n)
			return a.Group, err
		}
	}
	return 0, ErrNotFound
}

// Milestones returns every milestone, in the order a project usually meets them.
func Milestones() []Milestone {
	return []Milestone{
		MilestoneLead, MilestoneVisit, MilestoneTalk, MilestonePropose, MilestoneIntent, MilestoneSign, MilestoneCompany,
		MilestoneLand, MilestoneFile, MilestoneRecognise, MilestoneStart, MilestoneFinish, MilestoneProduce, MilestoneCapacity,
	}
}
