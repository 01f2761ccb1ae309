package bot

import (
	"shuangzhou/bot/text"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
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

// compareView sets the parts of a cohort side by side.
type compareView struct {
	Today  storage.Date
	Cohort cohortView
	Rule   string
	Rows   []compareRow
	Target int64 // tenths of a per cent; 0: none
}

// compareRow is a unit, or a meeting, with its rate.
type compareRow struct {
	Name    string
	Day     storage.Date // of a trend
	Defined bool
	Percent int64 // tenths
	Of, All int64
}

func compareRowOf(name string, f figures.Figure) compareRow {
	points, defined := f.Rate().Points()
	return compareRow{Name: name, Defined: defined, Percent: int64(points), Of: f.Rate().Of, All: f.Rate().All}
}

// comparison begins a comparison of a question's figure by the office's rule.
func (t *talk) comparison(q question) (compareView, figures.Rule, *ledger, error) {
	view := compareView{Today: t.today()}
	l, err := t.ledger(t.tx)
	if err != nil {
		return view, figures.Rule{}, nil, err
	}
	view.Cohort = t.nameCohort(l, q.Cohort)
	rule, err := t.tx.RuleOf(q.Figure, t.tx.AsOfNow())
	view.Rule = rule.Key
	return view, rule, l, err
}

// openByUnit compares the units' results, the best first.
func (t *talk) openByUnit(p storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	view, err := t.byUnit(q)
	if err != nil {
		return err
	}
	return t.rewriteWithPicture(p, "figures/by-unit", view, q, pictureByUnit)
}

func (t *talk) byUnit(q question) (compareView, error) {
	view, rule, l, err := t.comparison(q)
	if err != nil {
		return view, err
	}
	parts, err := t.tx.FiguresBy(figures.ByUnit, []figures.Rule{rule}, q.Cohort, t.tx.AsOfNow())
	if err != nil {
		return view, err
	}
	for _, part := range parts {
		view.Target = t.target(part.Figures[0])
		if name := l.unitName[storage.UnitID(part.ID)]; name != "" {
			view.Rows = append(view.Rows, compareRowOf(name, part.Figures[0]))
		}
	}
	sortByRate(view.Rows)
	return view, nil
}

// trendMeetings is how many meetings a trend looks back.
const trendMeetings = 8

// openTrend shows a figure as it was known at each of the last meetings.
func (t *talk) openTrend(p storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	view, err := t.trend(q)
	if err != nil {
		return err
	}
	return t.rewriteWithPicture(p, "figures/trend", view, q, pictureTrend)
}

func (t *talk) trend(q question) (compareView, error) {
	view, rule, _, err := t.comparison(q)
	if err != nil {
		return view, err
	}
	day := t.today()
	meetings := t.rhythm.meetings.Meetings(day.AddDays(-trendMeetings*t.rhythm.meetings.Every), day)
	var at []figures.AsOf
	var days []storage.Date
	for _, m := range meetings {
		if m.Start.After(t.tx.Now()) {
			continue
		}
		as, err := t.tx.AsOfThen(m.Start)
		if err != nil {
			return view, err
		}
		at, days = append(at, as), append(days, m.Date)
	}
	at, days = append(at, t.tx.AsOfNow()), append(days, day)
	fs, err := t.tx.Trend(rule, q.Cohort, at)
	if err != nil {
		return view, err
	}
	for i, f := range fs {
		view.Target = t.target(f)
		row := compareRowOf("", f)
		row.Day = days[i]
		view.Rows = append(view.Rows, row)
	}
	return view, nil
}
