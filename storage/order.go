package storage

import (
	"cmp"
	"slices"
)

// OrderID identifies an order: the number of the act that gave it.
type OrderID int64

// OrderSubject is the kind of subject that an [Order] is.
const OrderSubject SubjectKind = "order"

// An Order is a leader's instruction (交办事项): whose word, one owner, what
// and until when. Its owner says that it is done; it is closed only by the
// leader who gave it, or the office. An order that is late stays late: its due
// date changes by an [OrderExtended] alone, and the first one is kept.
//
// Its acts are also about its project, where it has one; Apply adds the
// project by itself, as the order has it. They are no report of the project.
type Order struct {
	ID         OrderID    `json:"id,omitzero"`
	Given      ActNumber  `json:"given,omitzero"` // 0: it was undone, it is not there
	From       PersonID   `json:"from,omitzero"`  // the leader; 0: the office's own word
	To         []Assignee `json:"to"`             // the first owns it, the others assist
	Text       string     `json:"text"`
	On         Date       `json:"on"`                 // the day it was given
	FirstDue   Date       `json:"first_due,omitzero"` // as it was given
	Due        Date       `json:"due,omitzero"`       // the last day; zero: none was said
	Extensions int        `json:"extensions,omitzero"`
	Repeat     string     `json:"repeat,omitzero"` // as it was said: 每周五; such an order is done again and again until it is closed
	Project    ProjectID  `json:"project,omitzero"`
	Meeting    Date       `json:"meeting,omitzero"` // the day of the meeting it was given at; zero: none
	Answer     string     `json:"answer,omitzero"`  // the last word of those it was given to
	Done       Closing    `json:"done,omitzero"`    // its owner's report that it is done
	Closed     Closing    `json:"closed,omitzero"`
}

// An Assignee is whom an order was given to: a unit, or a person.
type Assignee struct {
	Unit   UnitID   `json:"unit,omitzero"`
	Person PersonID `json:"person,omitzero"`
}

// Is reports whether a person answers for the assignee: he is the person, or
// speaks for the unit.
func (x Assignee) Is(p Person) bool {
	if x.Person != 0 {
		return x.Person == p.ID
	}
	return x.Unit != 0 && x.Unit == p.Unit && (p.Role == Liaison || p.Role == Head)
}

// An OrderState is how far an order is.
type OrderState string

// The states of an order.
const (
	OrderOpen   OrderState = "open"
	OrderDone   OrderState = "done"   // its owner says so; the leader or the office has not closed it
	OrderClosed OrderState = "closed" // 办结
)

// State returns how far the order is. One that repeats is open until it is closed.
func (o Order) State() OrderState {
	switch {
	case o.Closed.Act != 0:
		return OrderClosed
	case o.Done.Act != 0 && o.Repeat == "":
		return OrderDone
	}
	return OrderOpen
}

// Overdue reports whether the order should have been done before a day and its
// owner has not said that it is.
func (o Order) Overdue(on Date) bool {
	return o.State() == OrderOpen && !o.Due.IsZero() && o.Due.Before(on)
}

// Owner returns who answers for the order.
func (o Order) Owner() Assignee { return o.To[0] }

// The kinds of acts about orders.
const (
	KindOrderGiven    Kind = "order.given"
	KindOrderAnswered Kind = "order.answered"
	KindOrderDone     Kind = "order.done"
	KindOrderClosed   Kind = "order.closed"
	KindOrderReopened Kind = "order.reopened"
	KindOrderExtended Kind = "order.extended"
)

// OrderGiven gives an order.
type OrderGiven struct {
	From    PersonID   `json:"from,omitzero"`
	To      []Assignee `json:"to"`
	Text    string     `json:"text"`
	Due     Date       `json:"due,omitzero"`
	Repeat  string     `json:"repeat,omitzero"`
	Project ProjectID  `json:"project,omitzero"`
	Meeting Date       `json:"meeting,omitzero"`
}

// OrderAnswered keeps a word of those it was given to: how it stands, or that
// they ask for a later due date (申请延期), which is given by an [OrderExtended].
type OrderAnswered struct {
	Text string `json:"text"`         // empty only where the day asked for says it all
	Due  Date   `json:"due,omitzero"` // that is asked for
}

// OrderDoneSaid is the owner's report that the order is done.
type OrderDoneSaid struct {
	On   Date   `json:"on"`
	Text string `json:"text,omitzero"`
}

// OrderEnded closes an order (办结).
type OrderEnded struct {
	On   Date   `json:"on"`
	Note string `json:"note,omitzero"`
}

// OrderReopened says that an order closed, or reported as done, is not.
type OrderReopened struct {
	Reason string `json:"reason,omitzero"`
}

// OrderExtended gives an order a later due date (延期).
type OrderExtended struct {
	Due    Date   `json:"due"`
	Reason string `json:"reason,omitzero"`
}

func (OrderGiven) Kind() Kind    { return KindOrderGiven }
func (OrderAnswered) Kind() Kind { return KindOrderAnswered }
func (OrderDoneSaid) Kind() Kind { return KindOrderDone }
func (OrderEnded) Kind() Kind    { return KindOrderClosed }
func (OrderReopened) Kind() Kind { return KindOrderReopened }
func (OrderExtended) Kind() Kind { return KindOrderExtended }

// As with obstacles, two orders of one project do not meet.
func (OrderGiven) Field() string    { return "" }
func (OrderAnswered) Field() string { return "" }
func (OrderDoneSaid) Field() string { return "" }
func (OrderEnded) Field() string    { return "" }
func (OrderReopened) Field() string { return "" }
func (OrderExtended) Field() string { return "" }

func (b OrderGiven) onOrder(o *Order, a Act) {
	*o = Order{
		ID: OrderID(a.Number), Given: a.Number, From: b.From, To: b.To, Text: b.Text, On: a.Day, FirstDue: b.Due,
		Due: b.Due, Repeat: b.Repeat, Project: b.Project, Meeting: b.Meeting,
	}
}

func (b OrderAnswered) onOrder(o *Order, _ Act) { o.Answer = cmp.Or(b.Text, o.Answer) }

func (b OrderDoneSaid) onOrder(o *Order, a Act) {
	o.Done = Closing{Act: a.Number, On: b.On, By: a.By, Note: b.Text}
}

func (b OrderEnded) onOrder(o *Order, a Act) {
	o.Closed = Closing{Act: a.Number, On: b.On, By: a.By, Note: b.Note}
}

func (b OrderReopened) onOrder(o *Order, _ Act) { o.Done, o.Closed = Closing{}, Closing{} }

func (b OrderExtended) onOrder(o *Order, _ Act) {
	o.Due = b.Due
	o.Extensions++
}

func (b OrderGiven) complete(_ *Tx, a Act) (Act, error) {
	a.Subjects = about(a, OrderSubject, b.Project)
	return a, nil
}

func (OrderAnswered) complete(tx *Tx, a Act) (Act, error) { return tx.withOrdersProject(a) }
func (OrderDoneSaid) complete(tx *Tx, a Act) (Act, error) { return tx.withOrdersProject(a) }
func (OrderEnded) complete(tx *Tx, a Act) (Act, error)    { return tx.withOrdersProject(a) }
func (OrderReopened) complete(tx *Tx, a Act) (Act, error) { return tx.withOrdersProject(a) }
func (OrderExtended) complete(tx *Tx, a Act) (Act, error) { return tx.withOrdersProject(a) }

func (tx *Tx) withOrdersProject(a Act) (Act, error) {
	o, err := tx.orderOf(a)
	if err != nil {
		return a, err
	}
	if o.Project == 0 {
		a.Subjects = about(a, OrderSubject, 0)
		return a, nil
	}
	project, err := tx.Kept(o.Project)
	a.Subjects = about(a, OrderSubject, project.ID)
	return a, unknown(a, err)
}

// may: a leader gives orders on his own word, about any project.
func (b OrderGiven) may(_ *Tx, p Person, _ Act) (bool, error) {
	return p.Role == Leader && b.From == p.ID, nil
}

// may: everyone it was given to answers.
func (OrderAnswered) may(tx *Tx, p Person, a Act) (bool, error) {
	o, err := tx.orderOf(a)
	return slices.ContainsFunc(o.To, func(x Assignee) bool { return x.Is(p) }), err
}

// may: only its owner says that it is done.
func (OrderDoneSaid) may(tx *Tx, p Person, a Act) (bool, error) {
	o, err := tx.orderOf(a)
	return err == nil && o.Owner().Is(p), err
}

func (OrderEnded) may(tx *Tx, p Person, a Act) (bool, error)    { return tx.gave(p, a) }
func (OrderReopened) may(tx *Tx, p Person, a Act) (bool, error) { return tx.gave(p, a) }
func (OrderExtended) may(tx *Tx, p Person, a Act) (bool, error) { return tx.gave(p, a) }

// gave reports whether a person is the leader who gave the act's order.
func (tx *Tx) gave(p Person, a Act) (bool, error) {
	o, err := tx.orderOf(a)
	return o.From != 0 && o.From == p.ID, err
}

func (tx *Tx) orderOf(a Act) (Order, error) {
	o, err := tx.Order(OrderID(a.subject(OrderSubject)))
	return o, unknown(a, err)
}

func (b OrderGiven) check(tx *Tx, a Act) error {
	if err := checkNew(a); err != nil {
		return err
	}
	if err := checkText(a, b.Text); err != nil {
		return err
	}
	if b.Project != 0 {
		if _, err := tx.liveProject(a); err != nil {
			return err
		}
	}
	if err := tx.checkLeader(a, b.From); err != nil {
		return err
	}
	return tx.checkAssignees(a, b.To)
}

// checkAssignees: an order has an owner, and everyone it goes to is there.
func (tx *Tx) checkAssignees(a Act, to []Assignee) error {
	if len(to) == 0 {
		return &Invalid{Why: InvalidNothing, Kind: a.Body.Kind()}
	}
	for _, x := range to {
		if (x.Unit == 0) == (x.Person == 0) {
			return &Invalid{Why: InvalidUnknown, Kind: a.Body.Kind()}
		}
		if err := tx.checkUnits(a, x.Unit); err != nil {
			return err
		}
		if err := tx.checkLeader(a, x.Person); err != nil {
			return err
		}
	}
	return nil
}

func (b OrderAnswered) check(tx *Tx, a Act) error {
	o, err := tx.unclosedOrder(a)
	switch {
	case err != nil:
		return err
	case !b.Due.IsZero() && !b.Due.After(o.Due):
		return &Invalid{Why: InvalidNotLater, Kind: KindOrderAnswered}
	case !b.Due.IsZero() && b.Text == "":
		return nil // the day says it all
	}
	return checkText(a, b.Text)
}

func (b OrderDoneSaid) check(tx *Tx, a Act) error {
	o, err := tx.unclosedOrder(a)
	if err != nil {
		return err
	}
	if o.State() == OrderDone {
		return &Invalid{Why: InvalidNothing, Kind: KindOrderDone}
	}
	return checkFact(a, b.On)
}

func (b OrderEnded) check(tx *Tx, a Act) error {
	if _, err := tx.unclosedOrder(a); err != nil {
		return err
	}
	return checkFact(a, b.On)
}

func (OrderReopened) check(tx *Tx, a Act) error {
	o, err := tx.orderOf(a)
	if err == nil && o.State() == OrderOpen {
		return &Invalid{Why: InvalidNothing, Kind: KindOrderReopened}
	}
	return err
}

// check: an extension is later than what it extends; an order without a due
// date gets its first by one too.
func (b OrderExtended) check(tx *Tx, a Act) error {
	o, err := tx.unclosedOrder(a)
	switch {
	case err != nil:
		return err
	case b.Due.IsZero():
		return &Invalid{Why: InvalidNoDate, Kind: KindOrderExtended}
	case !b.Due.After(o.Due):
		return &Invalid{Why: InvalidNotLater, Kind: KindOrderExtended}
	}
	return nil
}

// unclosedOrder returns the act's order, which must be there and not closed.
func (tx *Tx) unclosedOrder(a Act) (Order, error) {
	o, err := tx.orderOf(a)
	if err == nil && o.State() == OrderClosed {
		return o, &Invalid{Why: InvalidClosed, Kind: a.Body.Kind()}
	}
	return o, err
}

// orders keeps the versions of orders.
var orders = folder[Order]{
	kind: OrderSubject, table: "order_version", id: `"order"`,
	add: func(o *Order, a Act) {
		if b, ok := a.Body.(interface{ onOrder(*Order, Act) }); ok {
			b.onOrder(o, a)
		}
	},
}

// Order returns an order, also a closed one, or [ErrNotFound].
func (tx *Tx) Order(id OrderID) (Order, error) {
	o, err := orders.state(tx, int64(id))
	if err == nil && o.Given == 0 {
		return o, ErrNotFound
	}
	return o, err
}

// OpenOrders returns every order that is not closed, also those reported as
// done, in the order they were given. They return at each meeting.
func (tx *Tx) OpenOrders() ([]Order, error) { return orders.where(tx, `NOT closed ORDER BY "order"`) }

// OrdersFor returns the orders not closed that a person has to do with: those
// given to him or to the unit he speaks for, and those he gave.
func (tx *Tx) OrdersFor(p Person) ([]Order, error) {
	return tx.openOrdersIf(func(o Order) bool {
		return o.From != 0 && o.From == p.ID || slices.ContainsFunc(o.To, func(x Assignee) bool { return x.Is(p) })
	})
}

// OrdersOwnedBy returns the orders not closed that a unit or a person owns.
func (tx *Tx) OrdersOwnedBy(x Assignee) ([]Order, error) {
	return tx.openOrdersIf(func(o Order) bool { return o.Owner() == x })
}

// OverdueOrders returns the orders that should have been done before a day.
func (tx *Tx) OverdueOrders(on Date) ([]Order, error) {
	return tx.openOrdersIf(func(o Order) bool { return o.Overdue(on) })
}

// OrdersOf returns the orders about a project and about the records merged
// into it, closed ones included.
func (tx *Tx) OrdersOf(p Project) ([]Order, error) {
	return orders.where(tx, `project IN (SELECT value FROM json_each(?)) ORDER BY "order"`, p.records())
}

// OrdersAt returns the orders given at the meeting of a day, closed ones included.
func (tx *Tx) OrdersAt(meeting Date) ([]Order, error) {
	return orders.where(tx, `meeting = ? ORDER BY "order"`, meeting)
}

func (tx *Tx) openOrdersIf(keep func(Order) bool) ([]Order, error) {
	os, err := tx.OpenOrders()
	return slices.DeleteFunc(os, func(o Order) bool { return !keep(o) }), err
}
