package bot

import (
	"cmp"
	"slices"

	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// compareView sets the parts of a cohort side by side.
type compareView struct {
	Today  storage.Date
	AsOf   storage.Date
	Kind   figures.AsOfKind
	By     figures.Division // what the parts are; of a trend none
	Cohort cohortView
	Figure string
	Rule   string
	Rows   []compareRow
	Target int64 // tenths of a per cent; 0: none
}

// compareRow is a part, or a meeting, with its rate.
type compareRow struct {
	Name    string
	None    bool         // what belongs to no part
	Day     storage.Date // of a trend
	Defined bool
	Percent int64 // tenths
	Of, All int64
	Reached bool // the target of the comparison is
}

func compareRowOf(name string, f figures.Figure) compareRow {
	points, defined := f.Rate().Points()
	return compareRow{Name: name, Defined: defined, Percent: int64(points), Of: f.Rate().Of, All: f.Rate().All}
}

// comparison begins a comparison of a question's figure by the office's rule.
func (t *talk) comparison(q question) (compareView, figures.Rule, figures.AsOf, error) {
	view := compareView{Today: t.today()}
	l, err := t.ledger(t.tx)
	if err != nil {
		return view, figures.Rule{}, figures.AsOf{}, err
	}
	view.Cohort = t.nameCohort(l, q.Cohort)
	as, err := t.asOf(q)
	if err != nil {
		return view, figures.Rule{}, as, err
	}
	view.AsOf, view.Kind = storage.Date(as.Day), as.Kind
	rule, err := t.tx.RuleOf(q.Figure, as)
	view.Figure, view.Rule = rule.Figure, rule.Key
	return view, rule, as, err
}

// divisions are what a figure is compared by in chat, of results only.
func divisions() []figures.Division {
	return []figures.Division{figures.ByUnit, figures.ByHost, figures.ByLeader, figures.ByUnitKind}
}

// openByUnit compares the parts of a cohort, the best first: its units, unless
// the question says what else.
func (t *talk) openByUnit(p storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	view, rows, err := t.compared(q)
	if err != nil {
		return err
	}
	return t.rewrite(p, "figures/by-unit", view, rows...)
}

// sayCompared answers a question that asks for a comparison in words.
func (t *talk) sayCompared(q question) error {
	view, rows, err := t.compared(q)
	if err != nil {
		return err
	}
	return t.say("figures/by-unit", view, storage.Subject{}, rows...)
}

func (t *talk) compared(q question) (compareView, [][]storage.Button, error) {
	view, err := t.byUnit(q)
	if err != nil {
		return view, nil, err
	}
	var others []storage.Button
	for _, by := range divisions() {
		if by == view.By {
			continue
		}
		other := q
		other.By = by
		b, err := t.questionButton("by/"+string(by), verbByUnit, other)
		if err != nil {
			return view, nil, err
		}
		others = append(others, b)
	}
	foot, err := t.pictureRow(q, pictureByUnit)
	return view, [][]storage.Button{others, foot}, err
}

func (t *talk) byUnit(q question) (compareView, error) {
	view, rule, as, err := t.comparison(q)
	if err != nil {
		return view, err
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return view, err
	}
	view.By = cmp.Or(q.By, figures.ByUnit)
	parts, err := t.tx.FiguresBy(view.By, []figures.Rule{rule}, q.Cohort, as)
	if err != nil {
		return view, err
	}
	for _, part := range parts {
		view.Target = t.target(part.Figures[0])
		name, err := t.partName(l, view.By, part.Key)
		if err != nil {
			return view, err
		}
		row := compareRowOf(name, part.Figures[0])
		row.Reached = view.Target != 0 && part.Figures[0].Rate().AtLeast(figures.Points(view.Target))
		if row.None = part.Key == (figures.Key{}); !row.None || row.All > 0 {
			view.Rows = append(view.Rows, row)
		}
	}
	sortByRate(view.Rows)
	return view, nil
}

// partName names a part of a divided cohort; what has none is said so.
func (t *talk) partName(l *ledger, by figures.Division, k figures.Key) (string, error) {
	switch {
	case k == figures.Key{}:
		return t.words.Plain("part/none", by)
	case by == figures.ByLeader:
		return l.persons[storage.PersonID(k.ID)].Name, nil
	case by == figures.ByUnitKind:
		return t.words.Plain("part/kind", k.Name)
	}
	return l.unitName[storage.UnitID(k.ID)], nil
}

// sortByRate puts the best first; what belongs to no part stands last.
func sortByRate(rows []compareRow) {
	slices.SortStableFunc(rows, func(a, b compareRow) int {
		return cmp.Or(last(a.None)-last(b.None), cmp.Compare(b.Percent, a.Percent), cmp.Compare(b.All, a.All))
	})
}

func last(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
