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

// SpokenOf returns the projects that a person's last two hundred acts are about,
// the latest first.
func (tx *Tx) SpokenOf(p PersonID) ([]ProjectID, error) {
	return all(tx, value[ProjectID], `
		SELECT act_subject.subject
		FROM (SELECT number FROM act WHERE person = ? ORDER BY number DESC LIMIT 200) AS late
			JOIN act_subject ON act_subject.act = late.number AND act_subject.kind = 'project'
		GROUP BY act_subject.subject
		ORDER BY max(late.number) DESC`, p)
}

// ProjectsReported returns the projects of which something was said on a day
// from one up to another, a zero side open: by a person, and not taken back. An
// order about a project is no report of it.
func (tx *Tx) ProjectsReported(from, to Date) (map[ProjectID]bool, error) {
	until := to.String()
	if to.IsZero() {
		until = tx.Today().String()
	}
	reported := map[ProjectID]bool{}
	err := tx.each(func(s scanner) error {
		var id ProjectID
		err := s.Scan(&id)
		reported[id] = true
		return err
	}, `
		SELECT DISTINCT act_subject.subject
		FROM act JOIN act_subject ON act_subject.act = act.number AND act_subject.kind = 'project'
		WHERE act.day BETWEEN ? AND ? AND act.person <> 0 AND act.undoes IS NULL AND act.kind NOT LIKE 'order.%'
			AND NOT EXISTS (SELECT 1 FROM act AS undo WHERE undo.undoes = act.number)`, from.String(), until)
	return reported, err
}

// Milestones returns every milestone, in the order a project usually meets them.
func Milestones() []Milestone {
	return []Milestone{
		MilestoneLead, MilestoneVisit, MilestoneTalk, MilestonePropose, MilestoneIntent, MilestoneSign, MilestoneCompany,
		MilestoneLand, MilestoneFile, MilestoneRecognise, MilestoneStart, MilestoneFinish, MilestoneProduce, MilestoneCapacity,
	}
}
