package bot

import "strings"

// orderColumns are those of a list of orders.
func (t *talk) orderColumns(l *ledger) []column[listRow] {
	return []column[listRow]{
		is("order", func(r listRow) any { return r.Order.Text }),
		is("owner", func(r listRow) any { return r.Order.Owner }),
		is("assists", func(r listRow) any {
			var names []string
			for _, to := range r.Order.order.To[1:] {
				names = append(names, l.assignee(to))
			}
			return strings.Join(names, "、")
		}),
		is("from", func(r listRow) any { return r.Order.From }),
		is("project", func(r listRow) any { return r.Order.Project }),
		is("given", func(r listRow) any { return r.Order.order.On }),
		is("due", func(r listRow) any { return r.Order.Due }),
		is("extensions", func(r listRow) any { return r.Order.order.Extensions }),
		{"state", func(r listRow) (any, error) { return t.words.Plain("order/state", *r.Order) }},
		is("answer", func(r listRow) any { return r.Order.order.Answer }),
	}
}

// obstacleColumns are those of a list of obstacles.
func (t *talk) obstacleColumns(*ledger) []column[listRow] {
	return []column[listRow]{
		is("project", func(r listRow) any { return r.Obstacle.Project }),
		is("unit", func(r listRow) any { return r.Obstacle.Unit }),
		{"category", func(r listRow) (any, error) { return t.words.Plain("obstacle/"+string(r.Obstacle.Category), nil) }},
		is("obstacle", func(r listRow) any { return r.Obstacle.Text }),
		is("need", func(r listRow) any { return strings.Join(r.Obstacle.Need, "、") }),
		is("raised", func(r listRow) any { return r.Obstacle.obstacle.On }),
		is("wanted", func(r listRow) any { return r.Obstacle.obstacle.Due }),
		is("days", func(r listRow) any { return r.Obstacle.Days }),
		{"state", func(r listRow) (any, error) { return t.words.Plain("sheet/obstacle", r.Obstacle.Overdue) }},
		is("answer", func(r listRow) any { return r.Obstacle.obstacle.Answer }),
	}
}
