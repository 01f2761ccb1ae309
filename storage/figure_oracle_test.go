package storage

import (
	"cmp"
	"maps"
	"slices"

	"shuangzhou/storage/figures"
)

// An oracle computes figures the slow way: it folds the acts of a log that it
// was told of, in Go, and knows nothing of versions, rows and SQL.
type oracle struct {
	log []Act
}

// known returns the acts known after act n, by their subject.
func (o oracle) known(n ActNumber) map[Subject][]Act {
	by := map[Subject][]Act{}
	for _, a := range o.log {
		if a.Number <= n {
			for _, s := range a.Subjects {
				by[s] = append(by[s], a)
			}
		}
	}
	return by
}

// knownTo is the act an as-of ends with.
func (o oracle) knownTo(as figures.AsOf) ActNumber {
	if as.Kind == figures.KnownThen {
		return ActNumber(as.Known)
	}
	return ActNumber(len(o.log))
}

// entries returns what a cohort has, in the order of a list.
func (o oracle) entries(c figures.Cohort, as figures.AsOf) []Entry {
	n, day := o.knownTo(as), Date(as.Day)
	by := o.known(n)
	var es []Entry
	for s, acts := range by {
		if s.Kind != ProjectSubject {
			continue
		}
		p := projects.of(acts)
		if p.Opened != 0 && p.MergedInto == 0 && o.in(c, p, by, day) {
			es = append(es, entryOf(p, day))
		}
	}
	rank := func(e Entry) int {
		switch {
		case e.Reached.Has(figures.Recognised):
			return 2
		case e.Reached.Has(figures.Filed):
			return 1
		}
		return 0
	}
	slices.SortFunc(es, func(a, b Entry) int {
		return cmp.Or(rank(a)-rank(b), a.Signed.Compare(b.Signed), cmp.Compare(a.Project, b.Project))
	})
	return es
}

// in reports whether a project is of a cohort.
func (o oracle) in(c figures.Cohort, p Project, by map[Subject][]Act, day Date) bool {
	placed := earliest(p, cohortMilestones[max(c.By, figures.Signed)]...)
	if c.By == figures.Filed {
		placed = firstFiling(p)
	}
	to := Date(c.To)
	if placed.IsZero() || placed.After(day) || placed.Before(Date(c.From)) || !to.IsZero() && placed.After(to) {
		return false
	}
	return o.narrowed(c, p, by)
}

// narrowed reports whether a project is of a cohort but for its days.
func (o oracle) narrowed(c figures.Cohort, p Project, by map[Subject][]Act) bool {
	first, found := firstEventOf(p, by)
	agreed, inYuan := p.Agreed.Units, p.Agreed.Currency == CNY
	unit := units.of(by[Subject{UnitSubject, int64(p.Unit)}])
	host := cmp.Or(p.Host, p.Unit)
	switch {
	case c.Unit != 0 && c.Unit != int64(p.Unit):
	case c.Host != 0 && c.Host != int64(host):
	case c.Leader != 0 && c.Leader != int64(p.Leader):
	case c.UnitKind != "" && (unit.Added == 0 || c.UnitKind != string(unit.UnitKind)):
	case c.MinYuan != 0 && (!inYuan || agreed < c.MinYuan):
	case c.MaxYuan != 0 && (!inYuan || agreed >= c.MaxYuan):
	case c.Tag != "" && !slices.Contains(p.Tags, c.Tag):
	case c.Chain != "" && p.Chain != c.Chain:
	case c.Events != nil && (!found || !slices.Contains(c.Events, int64(first.ID))):
	case c.Level != "" && (!found || first.Level != c.Level):
	default:
		return true
	}
	return false
}

// cohortMilestones has the milestones that prove a state that places a project.
var cohortMilestones = map[figures.State][]Milestone{
	figures.Signed:     {MilestoneSign},
	figures.Recognised: {MilestoneRecognise},
	figures.Started:    {MilestoneStart, MilestoneFinish, MilestoneProduce, MilestoneCapacity},
	figures.Completed:  {MilestoneFinish, MilestoneProduce, MilestoneCapacity},
	figures.Producing:  {MilestoneProduce, MilestoneCapacity},
}

// firstFiling is the day of a project's first filing, whatever became of it.
func firstFiling(p Project) Date {
	var first Date
	for _, f := range p.Filings {
		if first.IsZero() || f.Filed.Before(first) {
			first = f.Filed
		}
	}
	return first
}

// earliest returns the first day on which one of the milestones was done.
func earliest(p Project, ms ...Milestone) Date {
	var first Date
	for _, m := range ms {
		if d := p.Milestones[m].Done; !d.IsZero() && (first.IsZero() || d.Before(first)) {
			first = d
		}
	}
	return first
}

// firstEventOf returns the first of a project's signing events.
func firstEventOf(p Project, by map[Subject][]Act) (Event, bool) {
	var first Event
	for _, id := range p.Events {
		e := events.of(by[Subject{EventSubject, int64(id)}])
		if e.Added != 0 && (first.Added == 0 || earlierEvent(e, first)) {
			first = e
		}
	}
	return first, first.Added != 0
}

func earlierEvent(a, b Event) bool {
	if a.Held.IsZero() != b.Held.IsZero() {
		return b.Held.IsZero()
	}
	return cmp.Or(a.Held.Compare(b.Held), cmp.Compare(a.ID, b.ID)) < 0
}

// entryOf is a project as a list shows it on a day.
func entryOf(p Project, day Date) Entry {
	by := func(d Date) Date {
		if d.After(day) {
			return Date{}
		}
		return d
	}
	e := Entry{
		Project: p.ID, Name: p.Name, Unit: p.Unit, Host: cmp.Or(p.Host, p.Unit), Leader: p.Leader,
		Dropped: by(p.Dropped.On), Signed: by(p.Milestones[MilestoneSign].Done),
		Recognised: by(p.Milestones[MilestoneRecognise].Done),
		Started:    by(earliest(p, cohortMilestones[figures.Started]...)),
		Completed:  by(earliest(p, cohortMilestones[figures.Completed]...)),
		Producing:  by(earliest(p, cohortMilestones[figures.Producing]...)),
		Agreed:     p.Agreed.Yuan(), PaidIn: p.PaidIn.Yuan(),
	}
	filed := !e.Recognised.IsZero()
	for _, f := range p.Filings {
		if e.Filed.Before(by(f.Filed)) {
			e.Filed = f.Filed
		}
		if e.Returned.Before(by(f.Returned)) {
			e.Returned = f.Returned
		}
		filed = filed || !f.Filed.After(day) && (f.Returned.IsZero() || f.Returned.After(day))
	}
	for s, reached := range map[figures.State]bool{
		figures.Signed: !e.Signed.IsZero(), figures.Filed: filed, figures.Recognised: !e.Recognised.IsZero(),
		figures.Started: !e.Started.IsZero(), figures.Completed: !e.Completed.IsZero(), figures.Producing: !e.Producing.IsZero(),
	} {
		if reached {
			e.Reached = e.Reached.With(s)
		}
	}
	switch {
	case p.Agreed.Currency == "":
		e.Money = figures.Unsaid
	case p.Agreed.Currency != CNY:
		e.Money = figures.Foreign
	case p.PaidIn.Currency != "" && p.PaidIn.Currency != CNY:
		e.Money = figures.PaidForeign
	}
	return e
}

// list returns what a rule counts of a cohort.
func (o oracle) list(r figures.Rule, c figures.Cohort, as figures.AsOf) []Entry {
	var only, both []Entry
	for _, e := range o.entries(c, as) {
		if !e.Reached.Has(r.Denominator) || r.WithoutDropped && !e.Dropped.IsZero() {
			continue
		}
		if e.Numerator = e.Reached.Has(r.Numerator); e.Numerator {
			both = append(both, e)
		} else {
			only = append(only, e)
		}
	}
	return append(only, both...)
}

// tally counts a list by hand.
func (o oracle) tally(r figures.Rule, c figures.Cohort, as figures.AsOf) figures.Tally {
	var t figures.Tally
	for _, e := range o.list(r, c, as) {
		tallyEntry(&t, r, e)
	}
	return t
}

func tallyEntry(t *figures.Tally, r figures.Rule, e Entry) {
	foreign := e.Money == figures.Foreign || r.PaidIn && e.Money == figures.PaidForeign
	count(&t.Denominator, e.Agreed, foreign, e.Money == figures.Unsaid)
	switch {
	case r.PaidIn:
		count(&t.Numerator, e.PaidIn, foreign, e.Money == figures.Unsaid)
	case e.Numerator:
		count(&t.Numerator, e.Agreed, foreign, e.Money == figures.Unsaid)
	}
}

// divided counts each part of a cohort by hand. A part is there if it has
// projects, also where the rule counts none of them.
func (o oracle) divided(by figures.Division, r figures.Rule, c figures.Cohort, as figures.AsOf) map[figures.Key]figures.Tally {
	parts := map[figures.Key]figures.Tally{}
	if by == figures.Undivided {
		parts[figures.Key{}] = figures.Tally{}
	}
	known := o.known(o.knownTo(as))
	add := func(es []Entry, counted bool) {
		for _, e := range es {
			for _, k := range o.keys(by, e, known) {
				t := parts[k]
				if counted {
					tallyEntry(&t, r, e)
				}
				parts[k] = t
			}
		}
	}
	add(o.entries(c, as), false)
	add(o.list(r, c, as), true)
	return parts
}

// keys returns the parts a project is in.
func (o oracle) keys(by figures.Division, e Entry, known map[Subject][]Act) []figures.Key {
	p := projects.of(known[Subject{ProjectSubject, int64(e.Project)}])
	switch by {
	case figures.ByUnit:
		return []figures.Key{{ID: int64(p.Unit)}}
	case figures.ByHost:
		return []figures.Key{{ID: int64(cmp.Or(p.Host, p.Unit))}}
	case figures.ByLeader:
		return []figures.Key{{ID: int64(p.Leader)}}
	case figures.ByUnitKind:
		u := units.of(known[Subject{UnitSubject, int64(p.Unit)}])
		return []figures.Key{{Name: string(u.UnitKind)}}
	case figures.BySize:
		for _, from := range []Yuan{10 * Yi, Yi, 1} {
			if p.Agreed.Yuan() >= from {
				return []figures.Key{{ID: int64(from)}}
			}
		}
	case figures.ByTag:
		var ks []figures.Key
		for _, t := range p.Tags {
			ks = append(ks, figures.Key{Name: t})
		}
		if ks != nil {
			return ks
		}
	case figures.ByChain:
		return []figures.Key{{Name: p.Chain}}
	case figures.ByEvent:
		e, _ := firstEventOf(p, known)
		return []figures.Key{{ID: int64(e.ID)}}
	}
	return []figures.Key{{}}
}

func count(s *figures.Sum, y Yuan, foreign, unsaid bool) {
	s.Count++
	switch {
	case foreign:
		s.Foreign++
	case unsaid:
		s.Unsaid++
	default:
		s.Yuan += int64(y)
	}
}

// lastAt is the last act before the first that was said after an instant.
func (o oracle) lastAt(said string) ActNumber {
	for _, a := range o.log {
		if formatTime(a.Said) > said {
			return a.Number - 1
		}
	}
	return ActNumber(len(o.log))
}

// subjects returns the subjects of a kind that were ever acted on, in order.
func (o oracle) subjects(k SubjectKind) []int64 {
	ids := map[int64]bool{}
	for _, a := range o.log {
		for _, s := range a.Subjects {
			if s.Kind == k {
				ids[s.ID] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(ids))
}

// target returns what was set as one, 0 where nothing was.
func (o oracle) target(k TargetKey, n ActNumber) int64 {
	for s, acts := range o.known(n) {
		if s.Kind == TargetSubject {
			if t := targets.of(acts); t.Set != 0 && t.TargetKey == k {
				return t.Value
			}
		}
	}
	return 0
}

// aimOf is the rate to reach in a signing year: the unit's own, else the district's.
func (o oracle) aimOf(r figures.Rule, c figures.Cohort, as figures.AsOf) figures.Points {
	if c.Year() == 0 || c.By > figures.Signed {
		return 0
	}
	of := func(scope TargetScope, unit int64) int64 {
		return o.target(TargetKey{Year: c.Year(), Scope: scope, Unit: UnitID(unit), Measure: r.Key}, o.knownTo(as))
	}
	if c.Unit == 0 {
		return figures.Points(of(ForDistrict, 0))
	}
	return figures.Points(cmp.Or(of(ForUnit, c.Unit), of(ForDistrict, 0)))
}

// ruleOf is the rule that the office had chosen on the day looked at, however
// it is looked at.
func (o oracle) ruleOf(figure string, as figures.AsOf) figures.Rule {
	n := o.knownTo(as)
	if as.Kind == figures.ForDay {
		n = o.lastAt(formatTime(Date(as.Day).AddDays(1).Clock(0, 0, shanghai).Add(-1)))
	}
	for s, acts := range o.known(n) {
		set := settings.of(acts)
		if s.Kind == SettingSubject && set.Name == ruleSetting(figure) {
			r, _ := figures.Find(set.Value)
			return r
		}
	}
	return figures.RulesOf(figure)[0]
}
