package bot

import (
	"cmp"
	"errors"
	"fmt"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// The due date of an order is put off by who gave it or the office (延期). One
// whom it was given to asks for that, and those who may do it with a tap.

// longestExtending is how long a text may be that says no more than to which day
// an order is put off (申请延期到6月10日), in characters.
const longestExtending = 12

// extend files another due date of an order, or that it is asked for.
func (f *filer) extend(c reading.Correct, due storage.Date) {
	o, ok, err := f.orderDue(c)
	if f.err = err; err != nil {
		return
	}
	if !ok {
		if f.noLast = c.Project == "@last"; !f.noLast {
			f.why = "order"
			f.keepSaid(string(c.Project))
		}
		return
	}
	f.due(o, due)
}

// due files another due date of an order by who may give it one, else that he
// asks for it.
func (f *filer) due(o storage.Order, due storage.Date) {
	var b storage.Body = storage.OrderAnswered{Text: beyond(f.t.u.Text, longestExtending), Due: due}
	if f.t.who.Role == storage.Office || o.From == f.t.who.ID {
		b = storage.OrderExtended{Due: due}
	}
	f.add(storage.Subject{Kind: storage.OrderSubject, ID: int64(o.ID)}, b)
}

// orderDue finds the order whose due date is another: the one answered, that of
// the sender's last report, else the one that is meant by its words.
func (f *filer) orderDue(c reading.Correct) (storage.Order, bool, error) {
	id, err := f.t.orderAnswered()
	if err == nil && id == 0 && c.Project == "@last" {
		id, err = f.lastOrder()
	}
	if err != nil {
		return storage.Order{}, false, err
	}
	if id != 0 {
		o, err := f.t.tx.Order(id)
		return o, err == nil, err
	}
	if c.Project != "@last" {
		return f.orderMeant(reading.OrderClose{Project: c.Project, Text: f.t.u.Text})
	}
	orders, err := f.t.openOrders()
	o, ok, err2 := f.orderMeant(reading.OrderClose{Text: f.t.u.Text})
	sure := len(orders) == 1 || ok && sharedPairs(f.t.u.Text, o.Text) > 0
	return o, ok && sure, errors.Join(err, err2)
}

// lastOrder is the order that the sender's last report is about, 0 for none.
func (f *filer) lastOrder() (storage.OrderID, error) {
	group, err := f.t.tx.LastGroupOf(f.t.who.ID)
	if isNotFound(err) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	acts, err := f.t.standing(group)
	return orderIn(acts), err
}

// orderIn is the first order that acts are about, 0 for none.
func orderIn(acts []storage.Act) storage.OrderID {
	for _, a := range acts {
		if s := a.Subjects[0]; s.Kind == storage.OrderSubject {
			return storage.OrderID(s.ID)
		}
	}
	return 0
}

// extendTo files a day that is said of an order without saying that it is its
// due date.
func (t *talk) extendTo(l *ledger, id storage.OrderID, due storage.Date) error {
	o, err := t.tx.Order(id)
	if err != nil {
		return err
	}
	f := filer{t: t, ledger: l}
	f.due(o, due)
	return t.apply(filing{acts: f.acts, text: t.u.Text, message: t.u.MessageID})
}

// tellWished tells those who may extend an order that it is asked for, with a
// button that does it.
func (t *talk) tellWished(a storage.Act) error {
	id := storage.OrderID(a.Subjects[0].ID)
	people, err := t.givers(id)
	if err != nil {
		return err
	}
	agree, err := t.button("extend-order", verbExtendOrder, storage.SuccessStyle, args{Order: id, Act: a.Number})
	if err != nil {
		return err
	}
	return t.tellPeople(people, orderAnsweredDeed(a.Number), a, "order/wished", []storage.Button{agree})
}

// tellExtended tells those whom an order was given to of its later due date.
func (t *talk) tellExtended(a storage.Act) error {
	o, err := t.tx.Order(storage.OrderID(a.Subjects[0].ID))
	if err != nil {
		return err
	}
	return t.tellAssignees(o.To, orderExtendedDeed(a.Number), a, "order/extended")
}

// orderExtendedDeed names the word to those whose order is due later.
func orderExtendedDeed(extended storage.ActNumber) string {
	return fmt.Sprintf("order extended/act %d", extended)
}

// extendOrder gives an order the due date that was asked for.
func (t *talk) extendOrder(_ storage.Press, a args) error {
	asked, err := t.tx.Act(a.Act)
	if err != nil {
		return err
	}
	b, ok := asked.Body.(storage.OrderAnswered)
	if _, err := t.tx.UndoneBy(a.Act); !ok || !isNotFound(err) {
		return cmp.Or(err, errStale)
	}
	done, err := t.settleOrder(a.Order, storage.OrderExtended{Due: b.Due}, orderAnsweredDeed(a.Act), "order/extended")
	if err != nil {
		return err
	}
	return t.tellExtended(done)
}
