package bot

import (
	"cmp"
	"fmt"
	"slices"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// order files an instruction (交办事项): the first named owns it. A leader gives
// his own; the office records those of the meeting.
func (f *filer) order(o reading.Order) {
	b := storage.OrderGiven{
		From: f.ledger.leaders[string(o.From)].ID, Text: o.Text, Repeat: o.Repeat,
		Meeting: dateOf(o.Meeting),
	}
	b.Project, _ = f.idOf(string(o.Project))
	if o.Due != nil {
		b.Due = lastDay(*o.Due)
	}
	for _, name := range o.To {
		if u, ok := f.ledger.units[name]; ok {
			b.To = append(b.To, storage.Assignee{Unit: u.ID})
			continue
		}
		if p, ok := f.ledger.leaders[name]; ok {
			b.To = append(b.To, storage.Assignee{Person: p.ID})
			continue
		}
		f.missing = append(f.missing, name)
	}
	if len(b.To) > 0 {
		f.add(storage.Subject{Kind: storage.OrderSubject}, b)
	}
}

// orderClose files that an order is done: by its owner a report, by who gave it
// or the office its end.
func (f *filer) orderClose(o reading.OrderClose) {
	orders, err := f.t.tx.OrdersFor(f.t.who)
	if f.t.who.Role == storage.Office {
		orders, err = f.t.tx.OpenOrders()
	}
	if err != nil {
		f.err = err
		return
	}
	project := f.ledger.projects[string(o.Project)].ID
	for _, x := range orders {
		if project != 0 && x.Project != project {
			continue
		}
		var b storage.Body = storage.OrderDoneSaid{On: f.t.today(), Text: o.Text}
		if f.t.who.Role == storage.Office || x.From == f.t.who.ID {
			b = storage.OrderEnded{On: f.t.today(), Note: o.Text}
		}
		f.add(storage.Subject{Kind: storage.OrderSubject, ID: int64(x.ID)}, b)
		return // one order at a time: the oldest that fits
	}
	if o.Project != "" {
		f.keep(string(o.Project), f.t.u.Text)
	}
}

// tellOrdered tells the owner and the assistants of an order that was given,
// and who gave it that it is reported done, once each.
func (t *talk) tellOrdered(done []storage.Act) error {
	for _, a := range done {
		switch b := a.Body.(type) {
		case storage.OrderGiven:
			var units []storage.UnitID
			for _, to := range b.To {
				if to.Unit != 0 {
					units = append(units, to.Unit)
				}
			}
			if err := t.tellUnits(units, fmt.Sprintf("order/act %d", a.Number), a, "order/given"); err != nil {
				return err
			}
		case storage.OrderDoneSaid:
			e, err := t.echo([]storage.Act{a}, nil, false)
			if err != nil {
				return err
			}
			end, err := t.button("end-order", verbEndOrder, storage.SuccessStyle, args{Order: storage.OrderID(a.Subjects[0].ID)})
			if err != nil {
				return err
			}
			deed := orderDoneDeed(storage.OrderID(a.Subjects[0].ID), a.Number)
			err = t.tellOffice(t.tx, deed, storage.Message{About: a.Subjects[0]}, "order/done", echoBy{e, t.who.Name}, []storage.Button{end})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// orderDoneDeed names the word to the office that an order is reported done.
func orderDoneDeed(o storage.OrderID, done storage.ActNumber) string {
	return fmt.Sprintf("order %d done/act %d", o, done)
}

// endOrder closes an order that is reported done.
func (t *talk) endOrder(_ storage.Press, a args) error {
	o, err := t.tx.Order(a.Order)
	if err != nil {
		return err
	}
	act := storage.Act{
		Said: t.u.At, By: t.who.ID, Source: t.u.Key, UndoUntil: t.rhythm.undoUntil(t.u.At),
		Subjects: []storage.Subject{{Kind: storage.OrderSubject, ID: int64(a.Order)}}, Body: storage.OrderEnded{On: t.today()},
	}
	done, err := t.tx.Apply(act)
	if err != nil {
		return err
	}
	e, err := t.echo([]storage.Act{done}, nil, false)
	if err != nil {
		return err
	}
	return t.rewriteAll(orderDoneDeed(a.Order, o.Done.Act), "order/ended", echoBy{e, t.who.Name})
}

// ordersView is the orders not closed.
type ordersView struct {
	Today  storage.Date
	Orders []orderRow
}

type orderRow struct {
	N       int
	Text    string
	Owner   string
	From    string
	Project string
	Due     storage.Date
	Overdue bool
	Done    bool // its owner says so
}

// sayOrders lists the orders a person has to do with; the office all. Where
// there are some, they may be wanted as a workbook.
func (t *talk) sayOrders(l *ledger, f reading.Filter, excel bool) error {
	q := listing{Title: listOfOrders, Filter: f}
	orders, err := t.ordersAsked(l, f)
	if err != nil {
		return err
	}
	if excel && len(orders) > 0 {
		return t.wantList(q)
	}
	view := ordersView{Today: t.today()}
	for _, o := range orders {
		row := orderRow{
			N: len(view.Orders) + 1, Text: o.Text, From: l.persons[o.From].Name, Due: o.Due, Overdue: o.Overdue(t.today()), Done: o.State() == storage.OrderDone,
		}
		row.Owner = l.assignee(o.Owner())
		if row.Project, err = t.projectOf(o); err != nil {
			return err
		}
		view.Orders = append(view.Orders, row)
	}
	rows, err := t.excelRow(q, len(view.Orders))
	if err != nil {
		return err
	}
	return t.say("order/list", view, storage.Subject{}, rows...)
}

// ordersAsked are the open orders of a list's filter.
func (t *talk) ordersAsked(l *ledger, f reading.Filter) ([]storage.Order, error) {
	orders, err := t.tx.OrdersFor(t.who)
	if t.who.Role == storage.Office {
		orders, err = t.tx.OpenOrders()
	}
	return slices.DeleteFunc(orders, func(o storage.Order) bool { return !t.orderPasses(l, f, o) }), err
}

// projectOf names the project of an order; "" where it is of none.
func (t *talk) projectOf(o storage.Order) (string, error) {
	if o.Project == 0 {
		return "", nil
	}
	p, err := t.tx.Project(o.Project)
	return p.Name, err
}

// orderPasses reports whether an order is what a list's filter asks for.
func (t *talk) orderPasses(l *ledger, f reading.Filter, o storage.Order) bool {
	owner := cmp.Or(f.By, f.Unit)
	return (f.State != "逾期" || o.Overdue(t.today())) &&
		(f.Due == nil || within(o.Due, f.Due.From, f.Due.To)) &&
		(f.Meeting == nil || o.Meeting == dateOf(f.Meeting)) &&
		(f.Leader == "" || l.persons[o.From].Name == f.Leader) &&
		(owner == "" || l.assignee(o.Owner()) == owner)
}

// assignee names who an order is given to.
func (l *ledger) assignee(a storage.Assignee) string {
	if a.Unit != 0 {
		return l.unitName[a.Unit]
	}
	return l.persons[a.Person].Name
}

// obstaclesView is what blocks projects.
type obstaclesView struct {
	Today     storage.Date
	Kind      string // of obstacles or units, if only they are asked for
	Obstacles []obstacleRow
	Hidden    int
}

type obstacleRow struct {
	N        int
	Project  string
	Category storage.ObstacleKind
	Text     string
	Need     []string
	Days     int // open
	Overdue  bool
}

// sayObstacles lists the open obstacles a person may see, or has them made into
// a workbook.
func (t *talk) sayObstacles(l *ledger, f reading.Filter, excel bool) error {
	q := listing{Title: listOfObstacles, Filter: f}
	asked, hidden, err := t.obstaclesAsked(l, f)
	if err != nil {
		return err
	}
	if excel && len(asked) > 0 {
		return t.wantList(q)
	}
	view := obstaclesView{Today: t.today(), Kind: f.Kind, Hidden: hidden}
	for _, o := range asked {
		view.Obstacles = append(view.Obstacles, obstacleRow{
			N: len(view.Obstacles) + 1, Project: o.project.Name, Category: o.Category, Text: o.Text, Need: o.need,
			Days: t.today().Sub(o.On), Overdue: o.Overdue(t.today()),
		})
	}
	rows, err := t.excelRow(q, len(view.Obstacles))
	if err != nil {
		return err
	}
	return t.say("obstacle/list", view, storage.Subject{}, rows...)
}

// An askedObstacle is an obstacle of a list, with whom it asks.
type askedObstacle struct {
	storage.Obstacle
	project storage.Project
	need    []string
}

// obstaclesAsked are the open obstacles of a list's filter that a person may
// see, those of his projects and those his department is asked to clear, and
// how many others there are.
func (t *talk) obstaclesAsked(l *ledger, f reading.Filter) (asked []askedObstacle, hidden int, err error) {
	open, err := t.tx.OpenObstacles()
	if err != nil {
		return nil, 0, err
	}
	sees, err := t.sight()
	if err != nil {
		return nil, 0, err
	}
	for _, o := range open {
		p, err := t.tx.Project(o.Project)
		if err != nil {
			return nil, 0, err
		}
		x := askedObstacle{Obstacle: o, project: p}
		involved := false
		for _, u := range o.Need {
			x.need = append(x.need, l.unitName[u])
			involved = involved || u == t.who.Unit || l.unitName[u] == f.Unit
		}
		switch {
		case f.By != "" && !slices.Contains(x.need, f.By), f.State == "逾期" && !o.Overdue(t.today()):
		case f.Unit != "" && !involved && l.unitName[p.Unit] != f.Unit:
		case f.Kind != "" && obstacleKinds[f.Kind] != o.Category && l.kindWord(p.Unit) != f.Kind:
		case !sees(p) && !involved:
			hidden++
		default:
			asked = append(asked, x)
		}
	}
	return asked, hidden, nil
}
