package bot

import (
	"encoding/json"
	"fmt"
	"strings"

	"shuangzhou/storage"
)

// The lists that are not of projects: a listing's title says which. They stand
// in the database: never renamed.
const (
	listOfOrders    = "orders"
	listOfObstacles = "obstacles"
)

// orderWorkbook makes the workbook of the open orders of a list.
func (t *talk) orderWorkbook(q listing) (made, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return made{}, err
	}
	orders, err := t.ordersAsked(l, q.Filter)
	if err != nil {
		return made{}, err
	}
	return tableOf(t, q, t.orderColumns(l), orders, 0)
}

func (t *talk) orderColumns(l *ledger) []column[storage.Order] {
	return []column[storage.Order]{
		is("order", func(o storage.Order) any { return o.Text }),
		is("owner", func(o storage.Order) any { return l.assignee(o.Owner()) }),
		is("assists", func(o storage.Order) any {
			var names []string
			for _, to := range o.To[1:] {
				names = append(names, l.assignee(to))
			}
			return strings.Join(names, "、")
		}),
		is("from", func(o storage.Order) any { return l.persons[o.From].Name }),
		{"project", func(o storage.Order) (any, error) { return t.projectOf(o) }},
		is("given", func(o storage.Order) any { return o.On }),
		is("due", func(o storage.Order) any { return o.Due }),
		is("extensions", func(o storage.Order) any { return o.Extensions }),
		{"state", func(o storage.Order) (any, error) {
			return t.words.Plain("sheet/order", orderRow{Overdue: o.Overdue(t.today()), Done: o.State() == storage.OrderDone})
		}},
		is("answer", func(o storage.Order) any { return o.Answer }),
	}
}

// obstacleWorkbook makes the workbook of the open obstacles of a list.
func (t *talk) obstacleWorkbook(q listing) (made, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return made{}, err
	}
	asked, hidden, err := t.obstaclesAsked(l, q.Filter)
	if err != nil {
		return made{}, err
	}
	return tableOf(t, q, t.obstacleColumns(l), asked, hidden)
}

func (t *talk) obstacleColumns(l *ledger) []column[askedObstacle] {
	return []column[askedObstacle]{
		is("project", func(o askedObstacle) any { return o.project.Name }),
		is("unit", func(o askedObstacle) any { return l.unitName[o.project.Unit] }),
		{"category", func(o askedObstacle) (any, error) { return t.words.Plain("obstacle/"+string(o.Category), nil) }},
		is("obstacle", func(o askedObstacle) any { return o.Text }),
		is("need", func(o askedObstacle) any { return strings.Join(o.need, "、") }),
		is("raised", func(o askedObstacle) any { return o.On }),
		is("wanted", func(o askedObstacle) any { return o.Due }),
		is("days", func(o askedObstacle) any { return t.today().Sub(o.On) }),
		{"state", func(o askedObstacle) (any, error) {
			return t.words.Plain("sheet/obstacle", o.Overdue(t.today()))
		}},
		is("answer", func(o askedObstacle) any { return o.Answer }),
	}
}

// excelRow is a row with the button that sends a list of so many as a workbook;
// none where there is nothing to send.
func (t *talk) excelRow(q listing, n int) ([][]storage.Button, error) {
	if n == 0 {
		return nil, nil
	}
	raw, err := json.Marshal(q)
	if err != nil {
		return nil, fmt.Errorf("encode listing: %w", err)
	}
	b, err := t.button("excel", verbExcel, storage.PlainStyle, args{List: raw})
	return [][]storage.Button{{b}}, err
}
