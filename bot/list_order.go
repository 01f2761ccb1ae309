package bot

import (
	"cmp"
	"slices"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// orderRow is an order in a list.
type orderRow struct {
	Text    string
	Owner   string
	From    string
	Project string
	Due     storage.Date
	Overdue bool
	Done    bool // its owner says so
	Closed  bool

	order storage.Order
}

// orderTitle is the list of orders a filter asks for: those of a meeting with
// the closed ones, else those that are not closed.
func orderTitle(f reading.Filter) string {
	switch {
	case f.State == "逾期":
		return "overdue-orders"
	case f.Meeting != nil && f.State == "":
		return "meeting-orders"
	}
	return "orders"
}

// findOrders lists the orders a person has to do with; the office all.
func (t *talk) findOrders(l *ledger, q listing) (found, error) {
	orders, err := t.tx.OpenOrders()
	if q.Title == "meeting-orders" {
		orders, err = t.tx.OrdersAt(dateOf(q.Filter.Meeting))
	}
	if err != nil {
		return found{}, err
	}
	keep, err := t.orderConditions(l, q)
	if err != nil {
		return found{}, err
	}
	var all found
	for _, o := range orders {
		p, err := t.projectOf(o.Project)
		if err != nil {
			return all, err
		}
		if !t.concerns(o) || slices.ContainsFunc(keep, func(ok orderCondition) bool { return !ok(o, p) }) {
			continue
		}
		row := t.orderRow(l, o, p)
		row.Group = map[string]string{"unit": row.Order.Owner, "leader": row.Order.From}[q.GroupBy]
		all.rows = append(all.rows, row)
	}
	if q.GroupBy != "" {
		sortGroups(all.rows, func(listRow) int64 { return 0 })
	}
	return all, nil
}

// concerns reports whether a person may read an order: he gave it, it was given
// to him or his unit, or he is of the office.
func (t *talk) concerns(o storage.Order) bool {
	return t.who.Role == storage.Office || o.From != 0 && o.From == t.who.ID ||
		slices.ContainsFunc(o.To, func(x storage.Assignee) bool { return x.Is(t.who) })
}

// is reports whether a leader's name is the sender's.
func (t *talk) is(leader string) bool { return t.who.Role == storage.Leader && t.who.Name == leader }

// projectOf is the project of an order or an obstacle, zero for none.
func (t *talk) projectOf(id storage.ProjectID) (storage.Project, error) {
	if id == 0 {
		return storage.Project{}, nil
	}
	return t.tx.Project(id)
}

// An orderCondition is one that a listed order must meet, with its project.
type orderCondition func(storage.Order, storage.Project) bool

func (t *talk) orderConditions(l *ledger, q listing) ([]orderCondition, error) {
	f := q.Filter
	var all []orderCondition
	when := func(asked bool, c orderCondition) {
		if asked {
			all = append(all, c)
		}
	}
	owner := cmp.Or(f.By, f.Unit)
	when(f.State == "逾期", func(o storage.Order, _ storage.Project) bool { return o.Overdue(t.today()) })
	when(f.State == "未办结", func(o storage.Order, _ storage.Project) bool { return o.State() != storage.OrderClosed })
	when(f.Due != nil, func(o storage.Order, _ storage.Project) bool { return within(o.Due, f.Due.From, f.Due.To) })
	when(f.From != nil || f.To != nil, func(o storage.Order, _ storage.Project) bool { return within(o.On, f.From, f.To) })
	when(f.Year != 0, func(o storage.Order, _ storage.Project) bool { return o.On.Year == f.Year })
	when(f.Leader != "" && !t.is(f.Leader), func(o storage.Order, _ storage.Project) bool { return l.persons[o.From].Name == f.Leader })
	when(f.Leader != "" && t.is(f.Leader), func(o storage.Order, _ storage.Project) bool { return t.concerns(o) }) // “我的”
	when(owner != "", func(o storage.Order, _ storage.Project) bool {
		return slices.ContainsFunc(o.To, func(x storage.Assignee) bool { return l.assignee(x) == owner })
	})
	when(f.Kind != "", func(o storage.Order, _ storage.Project) bool { return l.kindWord(o.Owner().Unit) == f.Kind })
	when(daysOf(q) > 0, func(o storage.Order, _ storage.Project) bool { return t.today().Sub(o.On) >= daysOf(q) })
	if f.Meeting != nil && q.Aside.Since {
		from, err := t.tx.AsOfThen(t.meetingStart(dateOf(f.Meeting)))
		if err != nil {
			return nil, err
		}
		when(true, func(o storage.Order, _ storage.Project) bool { return int64(o.Given) > from.Known })
	} else {
		when(f.Meeting != nil, func(o storage.Order, _ storage.Project) bool { return o.Meeting == dateOf(f.Meeting) })
	}
	when(asksOfProject(q), func(_ storage.Order, p storage.Project) bool { return p.ID != 0 && l.projectFits(q, p) })
	return all, nil
}

// asksOfProject reports whether a list of orders or obstacles is narrowed by
// what their projects are.
func asksOfProject(q listing) bool {
	f, a := q.Filter, q.Aside
	return f.StageIn != nil || f.MinWan != 0 || a.Below != 0 || f.Events != nil || a.Level != "" || a.Tags != nil || a.Chain != ""
}

// projectFits reports whether the project of an order or an obstacle is of the
// stage, the amount, the event, the tags and the chain asked for.
func (l *ledger) projectFits(q listing, p storage.Project) bool {
	f, a := q.Filter, q.Aside
	return (f.StageIn == nil || slices.Contains(f.StageIn, stageWord(p))) && sizeFits(q, p) &&
		(f.Events == nil && a.Level == "" || l.atEvents(q, p)) && hasAll(p.Tags, a.Tags) &&
		(a.Chain == "" || l.chainFits(p, a.Chain))
}

func (t *talk) orderRow(l *ledger, o storage.Order, p storage.Project) listRow {
	return listRow{Order: &orderRow{
		Text: o.Text, Owner: l.assignee(o.Owner()), From: l.persons[o.From].Name, Project: p.Name, Due: o.Due, order: o,
		Overdue: o.Overdue(t.today()), Done: o.State() == storage.OrderDone, Closed: o.State() == storage.OrderClosed,
	}}
}
