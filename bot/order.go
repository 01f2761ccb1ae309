package bot

import (
	"cmp"
	"fmt"
	"strings"

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
// or the office its end, by one who helps its owner an answer.
func (f *filer) orderClose(o reading.OrderClose) {
	x, ok, err := f.orderMeant(o)
	if err != nil {
		f.err = err
		return
	}
	if !ok {
		if o.Project != "" {
			f.why = "order"
			f.keepSaid(string(o.Project))
		}
		return
	}
	said := o.Text
	if strings.Contains(x.Text, said) {
		said = "" // it says which order, and no more
	}
	if f.alone {
		said = cmp.Or(beyond(f.t.u.Text, longestClosing), said)
	}
	var b storage.Body = storage.OrderDoneSaid{On: f.t.today(), Text: said}
	switch {
	case f.t.who.Role == storage.Office || x.From == f.t.who.ID:
		b = storage.OrderEnded{On: f.t.today(), Note: said}
	case !x.Owner().Is(f.t.who):
		b = storage.OrderAnswered{Text: f.t.u.Text}
	}
	f.add(storage.Subject{Kind: storage.OrderSubject, ID: int64(x.ID)}, b)
}

// endsOrder files a note that says 办结 of a project's order that the sender has
// to do with (锦尚二期用地的事办结了), and reports whether it is one. The contract
// reads an order's end only where 交办 is said, or the order is answered.
func (f *filer) endsOrder(u reading.Update) bool {
	if _, ok := onlyNote(reading.Reading{Acts: []reading.Act{u}}); !ok || !f.alone || !strings.Contains(u.Note, "办结") {
		return false
	}
	c := reading.OrderClose{Project: u.Project, Text: u.Note}
	x, ok, err := f.orderMeant(c)
	if err != nil || !ok || sharedPairs(u.Note, x.Text) == 0 {
		f.err = err
		return false
	}
	f.orderClose(c)
	f.whole = true
	return true
}

// orderMeant finds the one order that is said to be done: the one answered,
// else of those of the project the one that shares most words, the oldest first.
func (f *filer) orderMeant(o reading.OrderClose) (storage.Order, bool, error) {
	orders, err := f.t.openOrders()
	if err != nil {
		return storage.Order{}, false, err
	}
	answered, err := f.t.orderAnswered()
	if err != nil {
		return storage.Order{}, false, err
	}
	project := f.ledger.projects[string(o.Project)].ID
	var meant storage.Order
	best := -1
	for _, x := range orders {
		shared := sharedPairs(o.Text, x.Text)
		switch {
		case answered == x.ID:
			return x, true, nil
		case project != 0 && x.Project != project:
		case shared > best:
			meant, best = x, shared
		}
	}
	return meant, best >= 0, nil
}

// openOrders are those that the sender has to do with: the office with all.
func (t *talk) openOrders() ([]storage.Order, error) {
	if t.who.Role == storage.Office {
		return t.tx.OpenOrders()
	}
	return t.tx.OrdersFor(t.who)
}

// orderAnswered is the order that the message answered is about, 0 for none.
func (t *talk) orderAnswered() (storage.OrderID, error) {
	_, about, err := t.repliedTo()
	if err != nil || about.Kind != storage.OrderSubject {
		return 0, err
	}
	return storage.OrderID(about.ID), nil
}

// sharedPairs counts the pairs of neighbouring characters of a text that another
// has too.
func sharedPairs(a, b string) int {
	n, runes := 0, []rune(a)
	for i := 1; i < len(runes); i++ {
		if strings.Contains(b, string(runes[i-1:i+1])) {
			n++
		}
	}
	return n
}

// longestClosing is how long a text may be that says no more than that an order
// is done (这件事已经办结了), in characters.
const longestClosing = 9

// beyond is a text that is longer than one that says no more than what was read
// of it, "" of one that is not.
func beyond(said string, longest int) string {
	if len([]rune(said)) <= longest {
		return ""
	}
	return said
}

// tellOrdered tells those whom an order is given to of it, and the office and
// who gave it that it is reported done, once each.
func (t *talk) tellOrdered(done []storage.Act) error {
	for _, a := range done {
		var err error
		switch b := a.Body.(type) {
		case storage.OrderGiven:
			err = t.tellAssignees(b.To[:1], orderGivenDeed(a.Number), a, "order/given")
			if err == nil {
				err = t.tellAssignees(b.To[1:], orderGivenDeed(a.Number), a, "order/helps")
			}
		case storage.OrderDoneSaid:
			err = t.tellDone(a)
		case storage.OrderAnswered:
			if !b.Due.IsZero() {
				err = t.tellWished(a)
				break
			}
			err = t.tellAnswered(a)
		case storage.OrderExtended:
			err = t.tellExtended(a)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// tellAssignees tells those whom an order is given to of an act: of a unit its
// reporters, and each leader.
func (t *talk) tellAssignees(to []storage.Assignee, deed string, a storage.Act, template string) error {
	for _, x := range to {
		if x.Unit != 0 {
			if err := t.tellUnits([]storage.UnitID{x.Unit}, deed, a, template); err != nil {
				return err
			}
			continue
		}
		p, err := t.tx.Person(x.Person)
		if err != nil {
			return err
		}
		if err := t.tellPeople([]storage.Person{p}, deed, a, template); err != nil {
			return err
		}
	}
	return nil
}

// tellAnswered tells the owner of an order what one who helps him has answered,
// and the leader who gave it what its owner has.
func (t *talk) tellAnswered(a storage.Act) error {
	o, err := t.tx.Order(storage.OrderID(a.Subjects[0].ID))
	if err != nil {
		return err
	}
	to := o.To[:1]
	switch owner := o.Owner().Is(t.who); {
	case owner && o.From == 0:
		return nil
	case owner:
		to = []storage.Assignee{{Person: o.From}}
	}
	return t.tellAssignees(to, orderAnsweredDeed(a.Number), a, "order/answered")
}

// orderAnsweredDeed names the word to those who wait for an order's answer.
func orderAnsweredDeed(answered storage.ActNumber) string {
	return fmt.Sprintf("order answered/act %d", answered)
}

// tellDone tells those who may end an order that it is reported done.
func (t *talk) tellDone(a storage.Act) error {
	id := storage.OrderID(a.Subjects[0].ID)
	people, err := t.givers(id)
	if err != nil {
		return err
	}
	end, err := t.button("end-order", verbEndOrder, storage.SuccessStyle, args{Order: id})
	if err != nil {
		return err
	}
	return t.tellPeople(people, orderDoneDeed(id, a.Number), a, "order/done", []storage.Button{end})
}

// givers are those who may end and extend an order: the office, and who gave it.
func (t *talk) givers(id storage.OrderID) ([]storage.Person, error) {
	o, err := t.tx.Order(id)
	if err != nil {
		return nil, err
	}
	people, err := t.tx.PeopleIn(storage.Office)
	if err != nil || o.From == 0 {
		return people, err
	}
	from, err := t.tx.Person(o.From)
	return append(people, from), err
}

// orderGivenDeed names the word to those whom an order is given to.
func orderGivenDeed(given storage.ActNumber) string { return fmt.Sprintf("order/act %d", given) }

// tellWithdrawn puts right what others were told of an order or an obstacle that
// is taken back, in the place where they were told.
func (t *talk) tellWithdrawn(undone []storage.Act) error {
	for _, a := range undone {
		var deed string
		switch a.Body.(type) {
		case storage.OrderGiven:
			deed = orderGivenDeed(a.Number)
		case storage.OrderDoneSaid:
			deed = orderDoneDeed(storage.OrderID(a.Subjects[0].ID), a.Number)
		case storage.ObstacleRaised:
			deed = obstacleAskedDeed(a.Number)
		case storage.ObstacleAnswered:
			deed = obstacleAnsweredDeed(a.Number)
		case storage.OrderAnswered:
			deed = orderAnsweredDeed(a.Number)
		case storage.OrderExtended:
			deed = orderExtendedDeed(a.Number)
		default:
			continue
		}
		e, err := t.echo([]storage.Act{a}, nil, false)
		if err != nil {
			return err
		}
		if err := t.rewriteAll(deed, "order/withdrawn", echoBy{e, t.who.Name}); err != nil {
			return err
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
	_, err = t.settleOrder(a.Order, storage.OrderEnded{On: t.today()}, orderDoneDeed(a.Order, o.Done.Act), "order/ended")
	return err
}

// settleOrder does with a tap what was asked of an order, and puts it in the place
// of the question, in every chat that has it.
func (t *talk) settleOrder(id storage.OrderID, b storage.Body, asked, template string) (storage.Act, error) {
	done, err := t.tx.Apply(t.actOn([]storage.Subject{{Kind: storage.OrderSubject, ID: int64(id)}}, b))
	if err != nil {
		return done, err
	}
	e, err := t.echo([]storage.Act{done}, nil, false)
	if err != nil {
		return done, err
	}
	return done, t.rewriteAll(asked, template, echoBy{e, t.who.Name})
}

// assignee names who an order is given to.
func (l *ledger) assignee(a storage.Assignee) string {
	if a.Unit != 0 {
		return l.unitName[a.Unit]
	}
	return l.persons[a.Person].Name
}
