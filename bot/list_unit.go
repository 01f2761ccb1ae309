package bot

import (
	"cmp"
	"slices"
	"time"

	"shuangzhou/storage"
)

func (t *talk) tallyColumns(*ledger) []column[listRow] {
	return []column[listRow]{
		is("name", func(r listRow) any { return r.Tally.Name }), is("count", func(r listRow) any { return r.Tally.Count }),
	}
}

// namedColumns are those of units of which there is nothing to count.
func (t *talk) namedColumns(l *ledger) []column[listRow] { return t.tallyColumns(l)[:1] }

// findUnits lists the units that have what a filter asks for, with how many:
// projects, or orders where it asks of those. The most first.
func (t *talk) findUnits(l *ledger, q listing) (found, error) {
	if q.Title == "units-without" {
		return t.findUnitsWithout(l, q)
	}
	return t.tally(l, q, func(p storage.Project) string { return l.unitName[unitMeant(q, p)] },
		func(o storage.Order) string { return l.unitName[o.Owner().Unit] })
}

// findUnitsWithout lists the units none of whose projects has taken a step, in a
// year where one is said; departments only where they are asked for.
func (t *talk) findUnitsWithout(l *ledger, q listing) (found, error) {
	f, step := q.Filter, milestones[q.Aside.Without]
	q.Filter.StageIn, q.Filter.State, q.Filter.Year, q.Filter.Kind = nil, "", 0, ""
	projects, _, err := t.filtered(l, q)
	if err != nil {
		return found{}, err
	}
	took := map[storage.UnitID]bool{}
	for _, p := range projects {
		if on := p.Milestones[step].Done; !on.IsZero() && (f.Year == 0 || on.Year == f.Year) {
			took[unitMeant(q, p)] = true
		}
	}
	var all found
	for _, u := range l.units {
		if !took[u.ID] && (kindWords[u.UnitKind] == f.Kind || f.Kind == "" && u.UnitKind != storage.Department && u.UnitKind != storage.LeadOffice) {
			all.rows = append(all.rows, listRow{Tally: &tallyRow{Name: u.Name}})
		}
	}
	slices.SortFunc(all.rows, func(a, b listRow) int { return cmp.Compare(l.units[a.Tally.Name].ID, l.units[b.Tally.Name].ID) })
	return all, nil
}

// findLeaders lists the leaders likewise: of projects those linked, of orders
// those who gave them.
func (t *talk) findLeaders(l *ledger, q listing) (found, error) {
	return t.tally(l, q, func(p storage.Project) string { return l.persons[p.Leader].Name },
		func(o storage.Order) string { return l.persons[o.From].Name })
}

// tally counts by name the projects a filter asks for, or the orders. Counts
// are of all, whoever asks; orders are of those a person has to do with.
func (t *talk) tally(l *ledger, q listing, ofProject func(storage.Project) string, ofOrder func(storage.Order) string) (found, error) {
	counts, what := map[string]int{}, "projects"
	all := found{}
	if f := q.Filter; f.State == "逾期" || f.State == "未办结" {
		what = "orders"
		if err := t.countOrders(l, q, counts, ofOrder); err != nil {
			return all, err
		}
	} else {
		projects, noYuan, err := t.filtered(l, q)
		if err != nil {
			return all, err
		}
		all.noYuan = noYuan
		for _, p := range projects {
			counts[ofProject(p)]++
		}
	}
	delete(counts, "") // what is nobody's
	for name, n := range counts {
		all.rows = append(all.rows, listRow{Tally: &tallyRow{name, n, what}})
	}
	slices.SortFunc(all.rows, func(a, b listRow) int {
		return cmp.Or(cmp.Compare(b.Tally.Count, a.Tally.Count), cmp.Compare(l.units[a.Tally.Name].ID, l.units[b.Tally.Name].ID), cmp.Compare(a.Tally.Name, b.Tally.Name))
	})
	return all, nil
}

func (t *talk) countOrders(l *ledger, q listing, counts map[string]int, of func(storage.Order) string) error {
	orders, err := t.tx.OpenOrders()
	if err != nil {
		return err
	}
	keep, err := t.orderConditions(l, q)
	if err != nil {
		return err
	}
	for _, o := range orders {
		p, err := t.projectOf(o.Project)
		if err != nil {
			return err
		}
		if t.concerns(o) && !slices.ContainsFunc(keep, func(ok orderCondition) bool { return !ok(o, p) }) {
			counts[of(o)]++
		}
	}
	return nil
}

// findNamedUnits lists the units without a mature project, or without a
// project at any signing event of a year.
func (t *talk) findNamedUnits(l *ledger, q listing) (found, error) {
	units, err := t.tx.UnitsWithoutMature()
	if q.Title == "no-event" {
		units, err = t.tx.UnitsNeverAtEvent(cmp.Or(q.Filter.Year, t.today().Year))
	}
	var all found
	for _, u := range units {
		if (q.Filter.Kind == "" || kindWords[u.UnitKind] == q.Filter.Kind) && (q.Filter.Unit == "" || u.Name == q.Filter.Unit) {
			all.rows = append(all.rows, listRow{Tally: &tallyRow{Name: u.Name}})
		}
	}
	return all, err
}

// meetingRow is a meeting in a list.
type meetingRow struct {
	On    storage.Date
	At    string // 15:00
	Place string
	Held  bool
}

func (t *talk) meetingColumns(*ledger) []column[listRow] {
	return []column[listRow]{
		is("meeting", func(r listRow) any { return r.Meeting.On }), is("time", func(r listRow) any { return r.Meeting.At }),
		is("place", func(r listRow) any { return r.Meeting.Place }),
	}
}

// findMeetings lists the meetings of the days asked for, of this year where
// none are.
func (t *talk) findMeetings(_ *ledger, q listing) (found, error) {
	f := q.Filter
	year := cmp.Or(f.Year, t.today().Year)
	from, to := storage.Date{Year: year, Month: time.January, Day: 1}, storage.Date{Year: year, Month: time.December, Day: 31}
	if f.Due != nil {
		f.From, f.To = f.Due.From, f.Due.To
	}
	if f.From != nil {
		from = dateOf(f.From)
	}
	if f.To != nil {
		to = dateOf(f.To)
	}
	var all found
	for _, m := range t.rhythm.meetings.Meetings(from, to) {
		row := meetingRow{m.Date, m.Start.Format("15:04"), t.rhythm.placeOf(m), !m.Start.After(t.tx.Now())}
		all.rows = append(all.rows, listRow{Meeting: &row})
	}
	return all, nil
}
