package bot

import (
	"cmp"
	"fmt"
	"slices"

	"shuangzhou/schedule"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// digestView is a leader's projects signed and not recognised (签约未入库).
type digestView struct {
	Today      storage.Date
	Meeting    storage.Date
	Name       string // the leader's; "" for what no leader is assigned to
	Title      string
	NotFiled   []digestRow // not filed, or given back
	Filed      []digestRow // filed and not recognised yet
	Late       bool
	Requested  bool
	Unassigned bool
}

// digestRow is one project of a digest.
type digestRow struct {
	N        int
	Project  storage.Project
	Unit     string
	Days     int // since signing
	Note     string
	Reported storage.Date
}

// digest sends each linked leader his list, and the office what no leader is
// assigned to. A leader with none gets none, unless the config says so.
func (b *Bot) digest(tx *storage.Tx, r schedule.Run) error {
	rh, err := b.rhythmIn(tx)
	if err != nil {
		return err
	}
	meeting, ok := rh.next(r.Due)
	if !ok {
		return nil
	}
	leaders, err := tx.PeopleIn(storage.Leader)
	if err != nil {
		return err
	}
	for _, p := range leaders {
		view, n, err := b.digestOf(tx, p)
		if err != nil {
			return err
		}
		if n == 0 && !b.config.Meeting.SayNone {
			continue
		}
		view.Meeting, view.Late = meeting.Date, r.Late
		m := storage.Message{Deed: fmt.Sprintf("digest/meeting %s/leader %d", meeting.Date, p.ID), Priority: storage.DigestPriority}
		if err := b.tell(tx, p, m, "digest/leader", view); err != nil {
			return err
		}
	}
	view, n, err := b.digestOf(tx, storage.Person{})
	if err != nil || n == 0 {
		return err
	}
	view.Meeting, view.Late, view.Unassigned = meeting.Date, r.Late, true
	deed := fmt.Sprintf("digest/meeting %s/unassigned", meeting.Date)
	return b.tellOffice(tx, deed, storage.Message{Priority: storage.DigestPriority}, "digest/leader", view)
}

// leaderOf returns the leader who is to push a project today, 0 for none: one
// who has left, or is no leader any more, reads no digest.
func (l *ledger) leaderOf(p storage.Project) storage.PersonID {
	if l.persons[p.Leader].Role != storage.Leader {
		return 0
	}
	return p.Leader
}

// digestOf lists the unrecognised projects of a leader, of nobody for the zero
// Person, and says how many there are.
func (b *Bot) digestOf(tx *storage.Tx, leader storage.Person) (digestView, int, error) {
	view := digestView{Today: tx.Today(), Name: leader.Name, Title: leader.Title}
	projects, err := tx.Unrecognised(figures.Cohort{})
	if err != nil {
		return view, 0, err
	}
	l, err := b.ledger(tx)
	if err != nil {
		return view, 0, err
	}
	for _, p := range projects {
		if l.leaderOf(p) != leader.ID {
			continue
		}
		row := digestRow{
			Project: p, Unit: l.unitName[p.Unit], Days: tx.Today().Sub(p.Milestones[storage.MilestoneSign].Done),
			Note: p.Note, Reported: storage.On(p.Reported, tx.Location()),
		}
		if p.Registration() == storage.Filed {
			view.Filed = append(view.Filed, row)
		} else {
			view.NotFiled = append(view.NotFiled, row)
		}
	}
	number(view.NotFiled, 1)
	number(view.Filed, len(view.NotFiled)+1)
	return view, len(view.NotFiled) + len(view.Filed), nil
}

// number numbers rows from n on, the longest signed first.
func number(rows []digestRow, n int) {
	slices.SortStableFunc(rows, func(a, b digestRow) int { return cmp.Compare(b.Days, a.Days) })
	for i := range rows {
		rows[i].N = n + i
	}
}

// commandUnregistered shows a leader his list on request, the office everyone's.
func (t *talk) commandUnregistered(string) error {
	if t.who.Role == storage.Leader {
		return t.sayDigest(t.who)
	}
	leaders, err := t.tx.PeopleIn(storage.Leader)
	if err != nil {
		return err
	}
	for _, p := range append(leaders, storage.Person{}) {
		if err := t.sayDigest(p); err != nil {
			return err
		}
	}
	return nil
}

func (t *talk) sayDigest(leader storage.Person) error {
	view, n, err := t.digestOf(t.tx, leader)
	if err != nil || n == 0 && t.who.ID != leader.ID {
		return err
	}
	view.Requested, view.Unassigned = true, leader.ID == 0
	return t.say("digest/leader", view, storage.Subject{})
}
