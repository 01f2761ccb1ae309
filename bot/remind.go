package bot

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"shuangzhou/schedule"
	"shuangzhou/storage"
)

// The jobs. Their names stand in the database: never renamed.
const (
	jobRemind = "remind" // numbered: remind 1 …
	jobOwing  = "owing"
	jobDigest = "digest"
)

// Jobs returns what is said without being asked, and when.
func (b *Bot) Jobs(tx *storage.Tx) ([]schedule.Job, error) {
	rh, err := b.rhythmIn(tx)
	if err != nil {
		return nil, err
	}
	var jobs []schedule.Job
	for i, when := range rh.remind {
		jobs = append(jobs, schedule.Job{
			Name: fmt.Sprintf("%s %d", jobRemind, i+1), When: when, Expires: rh.untilDeadline(when),
			Do: func(tx *storage.Tx, r schedule.Run) error {
				return b.remind(tx, r, i+1, i == len(rh.remind)-1)
			},
		})
	}
	return append(jobs,
		schedule.Job{Name: jobOwing, When: rh.deadline, Expires: rh.untilMeeting(rh.deadline), Do: b.owing},
		schedule.Job{Name: jobDigest, When: rh.digest, Expires: rh.untilMeeting(rh.digest), Do: b.digest},
	), nil
}

// untilDeadline: a reminder has lost its purpose when the deadline has passed.
func (r rhythm) untilDeadline(d schedule.Derived) func(time.Time) time.Time {
	return func(due time.Time) time.Time {
		if ms := d.Meetings(due); len(ms) > 0 {
			return r.deadline.Of(ms[0])
		}
		return due
	}
}

// untilMeeting: what prepares a meeting has lost its purpose when it begins.
func (r rhythm) untilMeeting(d schedule.Derived) func(time.Time) time.Time {
	return func(due time.Time) time.Time {
		if ms := d.Meetings(due); len(ms) > 0 {
			return ms[0].Start
		}
		return due
	}
}

// reminderView is what a unit still owes.
type reminderView struct {
	Today    storage.Date
	Meeting  storage.Date
	Deadline time.Time
	Projects []owedProject
	Last     bool // the last reminder before the deadline
	Late     bool // made up after downtime (补发)
}

// owedProject is a project of which a report is owed.
type owedProject struct {
	ID      storage.ProjectID
	N       int
	Name    string
	Since   storage.Date // of the last report
	Project storage.Project
}

// remind asks each unit for its projects without a report since the last
// meeting, and only for those. Who owes nothing hears nothing.
func (b *Bot) remind(tx *storage.Tx, r schedule.Run, round int, last bool) error {
	rh, err := b.rhythmIn(tx)
	if err != nil {
		return err
	}
	meeting, ok := rh.next(r.Due)
	if !ok {
		return nil
	}
	units, err := tx.Units()
	if err != nil {
		return err
	}
	for _, u := range units {
		owed, err := b.owedBy(tx, u.ID, rh.period(r.Due))
		if err != nil {
			return err
		}
		if len(owed) == 0 {
			continue
		}
		view := reminderView{
			Today: tx.Today(), Meeting: meeting.Date, Deadline: rh.deadline.Of(meeting),
			Projects: b.owedViews(tx, owed), Last: last, Late: r.Late,
		}
		deed := fmt.Sprintf("reminder/meeting %s/unit %d/%d", meeting.Date, u.ID, round)
		if err := b.remindUnit(tx, u.ID, deed, view); err != nil {
			return err
		}
	}
	return nil
}

// remindUnit sends a unit's reminder to its liaisons, to its head where it has
// none.
func (b *Bot) remindUnit(tx *storage.Tx, u storage.UnitID, deed string, view reminderView) error {
	people, err := tx.PeopleOf(u)
	if err != nil {
		return err
	}
	rows, err := b.unchangedButtons(view.Projects)
	if err != nil {
		return err
	}
	about := storage.Subject{Kind: storage.UnitSubject, ID: int64(u)}
	if len(view.Projects) == 1 {
		about = storage.Subject{Kind: storage.ProjectSubject, ID: int64(view.Projects[0].ID)}
	}
	for _, p := range reporters(awake(people, tx.Today())) {
		m := storage.Message{Deed: fmt.Sprintf("%s/person %d", deed, p.ID), Priority: storage.ReminderPriority, About: about}
		if err := b.tell(tx, p, m, "remind/unit", view, rows...); err != nil {
			return err
		}
	}
	return nil
}

// awake leaves out who asked not to be reminded (这周别催).
func awake(people []storage.Person, on storage.Date) []storage.Person {
	return slices.DeleteFunc(slices.Clone(people), func(p storage.Person) bool { return p.Snoozes(on) })
}

// reporters are the people of a unit who are asked for its reports.
func reporters(people []storage.Person) []storage.Person {
	for _, r := range []storage.Role{storage.Liaison, storage.Head} {
		of := slices.DeleteFunc(slices.Clone(people), func(p storage.Person) bool { return p.Role != r || p.Account == 0 })
		if len(of) > 0 {
			return of
		}
	}
	return nil
}

// mostUnchangedButtons is how many projects of a reminder have a button.
const mostUnchangedButtons = 8

// unchangedButtons let a unit say 无变化 with one tap, for the projects of
// which it may be said without a reason.
func (b *Bot) unchangedButtons(owed []owedProject) ([][]storage.Button, error) {
	var rows [][]storage.Button
	for _, p := range owed[:min(len(owed), mostUnchangedButtons)] {
		words, err := b.words.Plain("button/unchanged", p.Name)
		if err != nil {
			return nil, err
		}
		button, err := named(words, verbUnchanged, storage.PlainStyle, args{Project: p.ID})
		if err != nil {
			return nil, err
		}
		rows = append(rows, []storage.Button{button})
	}
	return rows, nil
}

func (b *Bot) owedViews(tx *storage.Tx, owed []storage.Project) []owedProject {
	views := make([]owedProject, len(owed))
	for i, p := range owed {
		views[i] = owedProject{ID: p.ID, N: i + 1, Name: p.Name, Since: storage.On(p.Reported, tx.Location()), Project: p}
	}
	return views
}

// owed returns the projects of which a unit owes a report for the next meeting.
func (t *talk) owed(u storage.UnitID) ([]storage.Project, error) {
	return t.owedBy(t.tx, u, t.rhythm.period(t.tx.Now()))
}

// owedBy returns a unit's projects without a report since an instant, the
// longest silent first. Of those it credits only; a suspended project waits
// for its resume date, one in production is not reviewed any more.
func (b *Bot) owedBy(tx *storage.Tx, u storage.UnitID, since time.Time) ([]storage.Project, error) {
	if u == 0 {
		return nil, nil
	}
	all, err := tx.ProjectsOf(u)
	if err != nil {
		return nil, err
	}
	var owed []storage.Project
	for _, p := range all {
		if p.Unit == u && p.Owes(since, tx.Today()) {
			owed = append(owed, p)
		}
	}
	slices.SortStableFunc(owed, func(a, b storage.Project) int {
		return cmp.Or(a.Reported.Compare(b.Reported), cmp.Compare(a.ID, b.ID))
	})
	return owed, nil
}

// pressUnchanged files 无变化 of a project of a reminder.
func (t *talk) pressUnchanged(_ storage.Press, a args) error {
	acts := []storage.Act{t.act(a.Project, storage.Unchanged{})}
	wanting, err := t.wantReason(acts)
	if err != nil {
		return err
	}
	if wanting > 0 {
		return t.askReason(filing{acts: acts})
	}
	return t.apply(filing{acts: acts})
}

// owingView tells the office who has not reported by the deadline.
type owingView struct {
	Today   storage.Date
	Meeting storage.Date
	Units   []owingUnit
	Late    bool
}

type owingUnit struct {
	Unit     string
	Projects []string
}

// owing tells the office at the deadline which units still owe a report.
func (b *Bot) owing(tx *storage.Tx, r schedule.Run) error {
	rh, err := b.rhythmIn(tx)
	if err != nil {
		return err
	}
	meeting, ok := rh.next(r.Due)
	if !ok {
		return nil
	}
	units, err := tx.Units()
	if err != nil {
		return err
	}
	view := owingView{Today: tx.Today(), Meeting: meeting.Date, Late: r.Late}
	for _, u := range units {
		owed, err := b.owedBy(tx, u.ID, rh.period(r.Due))
		if err != nil {
			return err
		}
		if len(owed) == 0 {
			continue
		}
		o := owingUnit{Unit: u.Name}
		for _, p := range owed {
			o.Projects = append(o.Projects, p.Name)
		}
		view.Units = append(view.Units, o)
	}
	deed := fmt.Sprintf("owing/meeting %s", meeting.Date)
	return b.tellOffice(tx, deed, storage.Message{Priority: storage.ReminderPriority}, "remind/owing", view)
}
