package bot

import (
	"slices"

	"shuangzhou/storage"
)

// obstacleRow is an obstacle in a list.
type obstacleRow struct {
	N        int // on a card
	Project  string
	Unit     string
	Category storage.ObstacleKind
	Text     string
	Need     []string
	Days     int // open
	Overdue  bool

	obstacle storage.Obstacle
}

// findObstacles lists the open obstacles a person may see: of his projects, and
// those his department is asked to clear.
func (t *talk) findObstacles(l *ledger, q listing) (found, error) {
	open, err := t.tx.OpenObstacles()
	if err != nil {
		return found{}, err
	}
	sees, err := t.sight()
	if err != nil {
		return found{}, err
	}
	keep, err := t.obstacleConditions(l, q)
	if err != nil {
		return found{}, err
	}
	var all found
	for _, o := range open {
		p, err := t.tx.Project(o.Project)
		if err != nil {
			return all, err
		}
		switch {
		case slices.ContainsFunc(keep, func(ok obstacleCondition) bool { return !ok(o, p) }):
		case !sees(p) && !slices.Contains(o.Need, t.who.Unit):
			all.hidden++
		default:
			row := t.obstacleRow(l, o, p)
			row.Group = map[string]string{"unit": row.Obstacle.Unit, "leader": l.persons[p.Leader].Name}[q.GroupBy]
			all.rows = append(all.rows, row)
		}
	}
	if q.GroupBy != "" {
		sortGroups(all.rows, func(listRow) int64 { return 0 })
	}
	return all, nil
}

// An obstacleCondition is one that a listed obstacle must meet, with its project.
type obstacleCondition func(storage.Obstacle, storage.Project) bool

func (t *talk) obstacleConditions(l *ledger, q listing) ([]obstacleCondition, error) {
	f := q.Filter
	var all []obstacleCondition
	when := func(asked bool, c obstacleCondition) {
		if asked {
			all = append(all, c)
		}
	}
	asked := func(o storage.Obstacle, unit string) bool {
		return slices.ContainsFunc(o.Need, func(u storage.UnitID) bool { return l.unitName[u] == unit })
	}
	when(f.State == "逾期", func(o storage.Obstacle, _ storage.Project) bool { return o.Overdue(t.today()) })
	when(f.By != "", func(o storage.Obstacle, _ storage.Project) bool { return asked(o, f.By) })
	when(f.Unit != "", func(o storage.Obstacle, p storage.Project) bool {
		return asked(o, f.Unit) || l.unitName[unitMeant(q, p)] == f.Unit
	})
	when(f.Leader != "", func(_ storage.Obstacle, p storage.Project) bool { return l.persons[p.Leader].Name == f.Leader })
	when(f.Kind != "", func(o storage.Obstacle, p storage.Project) bool { // of obstacles, or of units
		return o.Category == obstacleKinds[f.Kind] || l.kindWord(unitMeant(q, p)) == f.Kind
	})
	when(f.Due != nil, func(o storage.Obstacle, _ storage.Project) bool { return within(o.Due, f.Due.From, f.Due.To) })
	when(f.From != nil || f.To != nil, func(o storage.Obstacle, _ storage.Project) bool { return within(o.On, f.From, f.To) })
	when(f.Year != 0, func(o storage.Obstacle, _ storage.Project) bool { return o.On.Year == f.Year })
	when(daysOf(q) > 0, func(o storage.Obstacle, _ storage.Project) bool { return t.today().Sub(o.On) >= daysOf(q) })
	when(asksOfProject(q), func(_ storage.Obstacle, p storage.Project) bool { return l.projectFits(q, p) })
	if f.Meeting != nil {
		from, err := t.tx.AsOfThen(t.meetingStart(dateOf(f.Meeting)))
		if err != nil {
			return nil, err
		}
		when(true, func(o storage.Obstacle, _ storage.Project) bool { return int64(o.Raised) > from.Known == q.Aside.Since })
	}
	return all, nil
}

func (t *talk) obstacleRow(l *ledger, o storage.Obstacle, p storage.Project) listRow {
	row := obstacleRow{
		Project: p.Name, Unit: l.unitName[p.Unit], Category: o.Category, Text: o.Text, obstacle: o,
		Days: t.today().Sub(o.On), Overdue: o.Overdue(t.today()),
	}
	for _, u := range o.Need {
		row.Need = append(row.Need, l.unitName[u])
	}
	return listRow{Obstacle: &row}
}
