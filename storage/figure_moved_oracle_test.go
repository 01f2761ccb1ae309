package storage

import (
	"slices"

	"shuangzhou/storage/figures"
)

// A moved is a [Move] as the oracle tells it.
type moved struct {
	movement Movement
	project  ProjectID
	name     string
	by       []ActNumber
}

// moved compares two lists by hand.
func (o oracle) moved(r figures.Rule, c figures.Cohort, from, to figures.AsOf) []moved {
	before, after := o.list(r, c, from), o.list(r, c, to)
	by := map[Movement][]moved{}
	for _, e := range slices.Concat(after, before) {
		how := change(find(before, e.Project), find(after, e.Project))
		told := slices.ContainsFunc(by[how], func(m moved) bool { return m.project == e.Project })
		if how != "" && !told {
			by[how] = append(by[how], moved{how, e.Project, e.Name, o.movers(e.Project, r, c, from, to)})
		}
	}
	return slices.Concat(by["in"], by["out"], by["added"], by["removed"], by["amount"])
}

func find(es []Entry, p ProjectID) *Entry {
	for _, e := range es {
		if e.Project == p {
			return &e
		}
	}
	return nil
}

// change says how a project's part changed; nil is none.
func change(before, after *Entry) Movement {
	switch {
	case before == nil && after == nil:
		return ""
	case before == nil && after.Numerator:
		return MovedIn
	case before == nil:
		return MovedAdded
	case after == nil && before.Numerator:
		return MovedOut
	case after == nil:
		return MovedRemoved
	case !before.Numerator && after.Numerator:
		return MovedIn
	case before.Numerator && !after.Numerator:
		return MovedOut
	case before.Money == after.Money && before.Agreed == after.Agreed && before.PaidIn == after.PaidIn:
		return ""
	}
	return MovedAmount
}

// movers asks of every act on a project between two looks whether it changed
// the project's part by the second day; if none did, of every day between
// whether it did, and which acts say what happened on it.
func (o oracle) movers(p ProjectID, r figures.Rule, c figures.Cohort, from, to figures.AsOf) []ActNumber {
	part := func(n ActNumber, day Date) *Entry {
		return find(o.list(r, c, figures.AsOf{Kind: figures.KnownThen, Day: figures.Day(day), Known: int64(n)}), p)
	}
	last := o.knownTo(to)
	acts := o.known(last)[Subject{ProjectSubject, int64(p)}]
	var by []ActNumber
	for _, a := range acts {
		if n := a.Number; n > o.knownTo(from) && change(part(n-1, Date(to.Day)), part(n, Date(to.Day))) != "" {
			by = append(by, n)
		}
	}
	if by != nil {
		return by
	}
	var days []Date
	for d := Date(from.Day).AddDays(1); !d.After(Date(to.Day)); d = d.AddDays(1) {
		if change(part(last, d.AddDays(-1)), part(last, d)) != "" {
			days = append(days, d)
		}
	}
	for _, a := range InForce(acts) {
		if slices.ContainsFunc(days, func(d Date) bool { return says(a.Body, d) }) {
			by = append(by, a.Number)
		}
	}
	return by
}

// says reports whether a body says that something counted happened on a day.
func says(b Body, d Date) bool {
	switch b := b.(type) {
	case Reached:
		return b.On == d
	case FilingReturned:
		return b.On == d
	case ProjectDropped:
		return b.On == d
	case Opened:
		for _, done := range b.Milestones {
			if done == d {
				return true
			}
		}
	case ProjectMerged:
		for _, taken := range b.Taken.Milestones {
			if taken.Done == d {
				return true
			}
		}
		return slices.ContainsFunc(b.Taken.Filings, func(f Filing) bool { return f.Filed == d || f.Returned == d })
	}
	return false
}
