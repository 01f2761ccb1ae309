package bot

import (
	"slices"
	"time"

	"shuangzhou/bot/reading"
	"shuangzhou/bot/text"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// projectRow is a project in a list.
type projectRow struct {
	Project storage.Project
	Unit    string
	Leader  string
	Days    int // since signing, 0 if not signed
	Light   string
	Plan    *planRow       // the step asked for, where it is still planned
	Acts    []text.ActView // that brought it here, of what is new
}

// planRow is a planned step of a project.
type planRow struct {
	Step storage.Milestone
	storage.Dates
}

// findProjects lists the projects a filter asks for.
func (t *talk) findProjects(l *ledger, q listing) (found, error) {
	projects, noYuan, err := t.filtered(l, q)
	if err != nil {
		return found{}, err
	}
	sees, err := t.sight()
	if err != nil {
		return found{}, err
	}
	lights, err := t.tx.LightsOn(t.today())
	if err != nil {
		return found{}, err
	}
	movers, err := t.newSince(q)
	if err != nil {
		return found{}, err
	}
	all := found{noYuan: noYuan}
	ranks := map[string]int64{}
	for _, p := range projects {
		if !sees(p) {
			all.hidden++
			continue
		}
		row, err := t.projectRow(l, q, p, lights, movers[p.ID])
		if err != nil {
			return all, err
		}
		group, rank, err := t.groupOf(l, q.GroupBy, p)
		if err != nil {
			return all, err
		}
		row.Group, ranks[group] = group, rank
		all.rows = append(all.rows, row)
	}
	if q.GroupBy != "" {
		sortGroups(all.rows, func(r listRow) int64 { return ranks[r.Group] })
	}
	return all, nil
}

// Signed reports whether the project is signed, be it today.
func (r projectRow) Signed() bool { return !r.Project.Milestones[storage.MilestoneSign].Done.IsZero() }

func (t *talk) projectRow(l *ledger, q listing, p storage.Project, lights storage.Lights, acts []storage.Act) (listRow, error) {
	row := projectRow{Project: p, Unit: l.unitName[p.Unit], Leader: l.persons[p.Leader].Name}
	if on := p.Milestones[storage.MilestoneSign].Done; !on.IsZero() {
		row.Days = t.today().Sub(on)
	}
	idle, err := lights.Of(p)
	if err != nil {
		return listRow{}, err
	}
	row.Light = lightWord(idle.Light)
	if step, ok := plannedStep(q, p); ok {
		row.Plan = &planRow{step, p.Milestones[step]}
	}
	for _, a := range acts {
		v, err := t.actView(a)
		if err != nil {
			return listRow{}, err
		}
		row.Acts = append(row.Acts, v)
	}
	return listRow{Project: &row, card: p.ID}, nil
}

// filtered returns the projects of a list, whoever asks, and how many were
// left out for want of an amount in yuan.
func (t *talk) filtered(l *ledger, q listing) ([]storage.Project, int, error) {
	projects, err := t.base(q)
	if err != nil {
		return nil, 0, err
	}
	keep, err := t.conditions(l, q)
	if err != nil {
		return nil, 0, err
	}
	noYuan := 0
	projects = slices.DeleteFunc(projects, func(p storage.Project) bool {
		for _, ok := range keep {
			if !ok(p) {
				return true
			}
		}
		if (q.Filter.MinWan != 0 || q.Aside.Below != 0) && p.Agreed.Yuan() == 0 {
			noYuan++
		}
		return !sizeFits(q, p)
	})
	return projects, noYuan, nil
}

// sizeFits reports whether a project is of the amount asked for.
func sizeFits(q listing, p storage.Project) bool {
	amount, most := int64(p.Agreed.Yuan()), wanYuan(q.Aside.Below)
	if most != 0 && (amount == 0 || amount >= most) {
		return false
	}
	return amount >= wanYuan(q.Filter.MinWan)
}

// base returns the projects a list is drawn from.
func (t *talk) base(q listing) ([]storage.Project, error) {
	switch projectTitles[q.Filter.State] {
	case "unrecognised":
		return t.tx.Unrecognised(figures.Cohort{})
	case "owing":
		return t.tx.ProjectsOwing(t.rhythm.period(t.tx.Now()), t.today())
	case "idle":
		return t.idleProjects(q.Filter.StaleDays)
	}
	return t.tx.Projects()
}

// A condition is one that a listed project must meet.
type condition func(storage.Project) bool

// conditions are those of a filter, but for the amount.
func (t *talk) conditions(l *ledger, q listing) ([]condition, error) {
	f := q.Filter
	var all []condition
	when := func(asked bool, c condition) {
		if asked {
			all = append(all, c)
		}
	}
	when(q.Mine, t.who.Owns)
	when(f.Unit != "", func(p storage.Project) bool { return l.unitName[unitMeant(q, p)] == f.Unit })
	when(f.Leader != "", func(p storage.Project) bool { return l.persons[p.Leader].Name == f.Leader })
	when(f.Kind != "", func(p storage.Project) bool { return l.kindWord(unitMeant(q, p)) == f.Kind })
	when(f.Events != nil || q.Aside.Level != "", func(p storage.Project) bool { return l.atEvents(q, p) })
	when(q.Aside.Tags != nil, func(p storage.Project) bool { return hasAll(p.Tags, q.Aside.Tags) })
	when(q.Aside.Chain != "", func(p storage.Project) bool { return l.chainFits(p, q.Aside.Chain) })
	when(f.Due != nil, func(p storage.Project) bool { _, ok := plannedStep(q, p); return ok })
	when(f.StaleDays > 0 && f.State != "停滞", func(p storage.Project) bool { return t.sinceStage(p) >= f.StaleDays })
	when(yearOf(t, q) != 0, func(p storage.Project) bool {
		return p.Milestones[storage.MilestoneSign].Done.Year == f.Year
	})
	when(q.Title == "held", func(p storage.Project) bool { return !p.Held.Since.IsZero() })
	when(q.Title == "unfiled", func(p storage.Project) bool { return p.Registration() != storage.Filed })
	when(q.Title == "agenda", func(p storage.Project) bool {
		return p.Held.Since.IsZero() && (p.Stage() == storage.Proposed || p.Stage() == storage.Signed)
	})
	done, err := t.doneWithin(q)
	if err != nil {
		return nil, err
	}
	when(done != nil, done)
	when(f.StageIn != nil && done == nil && f.Due == nil && !q.Aside.Since, func(p storage.Project) bool { return slices.Contains(f.StageIn, stageWord(p)) })
	if q.Aside.Since && f.Meeting != nil {
		movers, err := t.newSince(q)
		if err != nil {
			return nil, err
		}
		when(true, func(p storage.Project) bool { _, ok := movers[p.ID]; return ok })
	}
	return all, nil
}

// unitMeant is the unit of a project that a list's unit is compared with.
func unitMeant(q listing, p storage.Project) storage.UnitID {
	if q.Aside.Host && p.Host != 0 {
		return p.Host
	}
	return p.Unit
}

func hasAll(list, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(w string) bool { return !slices.Contains(list, w) })
}

// atEvents reports whether a project was put up for one of the events asked
// for, and for one of the level.
func (l *ledger) atEvents(q listing, p storage.Project) bool {
	return slices.ContainsFunc(p.Events, func(id storage.EventID) bool {
		e := l.eventsBy[id]
		return (q.Filter.Events == nil || slices.Contains(q.Filter.Events, e.Name)) && (q.Aside.Level == "" || e.Level == q.Aside.Level+"级")
	})
}

// yearOf is the signing year that a list is narrowed to, 0 for none: a year
// with a stage is when the stage was reached, see [talk.doneWithin], and 各阶段
// asks of all that stand at one.
func yearOf(t *talk, q listing) int {
	f := q.Filter
	if f.Year == 0 || f.StageIn != nil || f.From != nil || !listsProjects(q.Kind) ||
		q.GroupBy == "stage" && f.Year == t.today().Year {
		return 0
	}
	return f.Year
}

// listsProjects reports whether a kind of list is of projects, or counts them.
func listsProjects(kind string) bool { return kind == "" || kind == "unit" || kind == "leader" }

// sinceStage is how many days a project has stood at its stage.
func (t *talk) sinceStage(p storage.Project) int {
	on := p.Milestones[p.Stage().Milestone()].Done
	if on.IsZero() {
		return 0
	}
	return t.today().Sub(on)
}

// stepOf is the step whose plans or days a list is about; "": none was said.
func stepOf(q listing) storage.Milestone {
	if slices.Contains(q.Filter.StageIn, "拟签约") && q.Filter.Due != nil {
		return storage.MilestoneSign
	}
	if q.Filter.Due != nil || q.Filter.From != nil || q.Filter.To != nil {
		return milestones[q.Aside.Ahead]
	}
	return ""
}

// plannedStep is the step of a project that is planned within the days asked
// for: the one that was named, else the first.
func plannedStep(q listing, p storage.Project) (storage.Milestone, bool) {
	if q.Filter.Due == nil {
		return "", false
	}
	steps := []storage.Milestone{stepOf(q)}
	if steps[0] == "" {
		steps = storage.Milestones()
	}
	at := slices.IndexFunc(steps, func(m storage.Milestone) bool {
		d := p.Milestones[m]
		return d.Done.IsZero() && !d.To.IsZero() && within(d.To, q.Filter.Due.From, q.Filter.Due.To)
	})
	if at < 0 {
		return "", false
	}
	return steps[at], true
}

// doneWithin is the condition that a project came to a stage asked for within
// the days asked for, wherever it stands now. Of the not recognised the stage is
// the signing; without any it is that something was reported. nil: no days.
func (t *talk) doneWithin(q listing) (condition, error) {
	f := q.Filter
	from, to := f.From, f.To
	if f.Year != 0 && f.StageIn != nil && from == nil && to == nil {
		from, to = &reading.Date{Year: f.Year, Month: time.January, Day: 1}, &reading.Date{Year: f.Year, Month: time.December, Day: 31}
	}
	if from == nil && to == nil {
		return nil, nil
	}
	steps := stepsDone(q)
	if steps == nil {
		reported, err := t.tx.ProjectsReported(dateOf(from), dateOf(to))
		return func(p storage.Project) bool { return reported[p.ID] }, err
	}
	return func(p storage.Project) bool {
		return slices.ContainsFunc(steps, func(m storage.Milestone) bool { return within(p.Milestones[m].Done, from, to) })
	}, nil
}

// stepsDone are the steps of the stages asked for.
func stepsDone(q listing) []storage.Milestone {
	var steps []storage.Milestone
	for _, word := range q.Filter.StageIn {
		if m, ok := stageMilestones[word]; ok {
			steps = append(steps, m)
		}
	}
	switch m, ok := milestones[q.Aside.Ahead]; {
	case steps != nil:
	case projectTitles[q.Filter.State] == "unrecognised":
		steps = []storage.Milestone{storage.MilestoneSign}
	case ok:
		steps = []storage.Milestone{m}
	}
	return steps
}

// within reports whether a day is known and lies from one day up to another.
func within(d storage.Date, from, to *reading.Date) bool {
	first, last := dateOf(from), dateOf(to)
	return !d.IsZero() && !d.Before(first) && (last.IsZero() || !d.After(last))
}

// idleProjects returns the projects that have not moved for so many days, 0:
// beyond the limit of their stage.
func (t *talk) idleProjects(days int) ([]storage.Project, error) {
	if days == 0 {
		idle, err := t.tx.IdleProjects(t.today())
		var projects []storage.Project
		for _, i := range idle {
			projects = append(projects, i.Project)
		}
		return projects, err
	}
	all, err := t.tx.Projects()
	if err != nil {
		return nil, err
	}
	var projects []storage.Project
	for _, p := range all {
		moved, err := t.tx.LastMoved(p)
		if err != nil {
			return nil, err
		}
		if t.today().Sub(moved) >= days {
			projects = append(projects, p)
		}
	}
	return projects, nil
}

// kindWords has the contract's word for each kind of unit.
var kindWords = map[storage.UnitKind]string{
	storage.Township: "镇街", storage.Park: "园区", storage.Department: "部门", storage.StateCompany: "国企", storage.Squad: "攻坚队",
}

func (l *ledger) kindWord(id storage.UnitID) string {
	for _, u := range l.units {
		if u.ID == id {
			return kindWords[u.UnitKind]
		}
	}
	return ""
}
