package bot

import (
	"fmt"

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
		f.why = "order"
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

// assignee names who an order is given to.
func (l *ledger) assignee(a storage.Assignee) string {
	if a.Unit != 0 {
		return l.unitName[a.Unit]
	}
	return l.persons[a.Person].Name
}
