package bot

import (
	"shuangzhou/bot/text"
	"shuangzhou/storage"
)

// movedView says what moved a figure since the last meeting.
type movedView struct {
	Today  storage.Date
	Since  storage.Date
	Rule   string
	Cohort cohortView
	Groups []movedGroup
	Hidden int // projects of others
}

// movedGroup is the projects that moved one way.
type movedGroup struct {
	Movement storage.Movement
	Moves    []movedRow
}

type movedRow struct {
	Name string
	Unit string
	Acts []text.ActView
}

// openMoved says what moved in and out of a figure since the last meeting, and
// the acts that did it.
func (t *talk) openMoved(p storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	view, err := t.moved(q)
	if err != nil {
		return err
	}
	back, err := t.back(q)
	if err != nil {
		return err
	}
	return t.rewrite(p, "figures/moved", view, back)
}

func (t *talk) moved(q question) (movedView, error) {
	view := movedView{Today: t.today()}
	l, err := t.ledger(t.tx)
	if err != nil {
		return view, err
	}
	view.Cohort = t.nameCohort(l, q.Cohort)
	to, err := t.asOf(q)
	if err != nil {
		return view, err
	}
	rule, err := t.tx.RuleOf(q.Figure, to)
	if err != nil {
		return view, err
	}
	since := t.rhythm.period(t.tx.Now())
	from, err := t.tx.AsOfThen(since)
	if err != nil {
		return view, err
	}
	view.Rule, view.Since = rule.Key, storage.On(since, t.loc)
	moves, err := t.tx.Moved(rule, q.Cohort, from, to)
	if err != nil {
		return view, err
	}
	return view, t.groupMoves(l, &view, moves)
}

// groupMoves groups moves by their way; what may not be named is counted.
func (t *talk) groupMoves(l *ledger, view *movedView, moves []storage.Move) error {
	sees, err := t.sight()
	if err != nil {
		return err
	}
	for _, m := range moves {
		e := m.After
		if e.Project == 0 {
			e = m.Before
		}
		if !sees(storage.Project{Unit: e.Unit, Host: e.Host, Leader: e.Leader}) {
			view.Hidden++
			continue
		}
		row := movedRow{Name: m.Name, Unit: l.unitName[e.Unit]}
		for _, a := range m.Acts {
			v, err := t.actView(a)
			if err != nil {
				return err
			}
			row.Acts = append(row.Acts, v)
		}
		if n := len(view.Groups); n == 0 || view.Groups[n-1].Movement != m.Movement {
			view.Groups = append(view.Groups, movedGroup{Movement: m.Movement})
		}
		last := &view.Groups[len(view.Groups)-1]
		last.Moves = append(last.Moves, row)
	}
	return nil
}
