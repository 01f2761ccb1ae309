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
	Amount bool // by amounts
	Rows   []compareRow
	Ranked bool   // the rows are numbered, for their order was asked
	Target int64  // tenths of a per cent; 0: none
	City   int64  // the city's average, where it was asked; likewise
	Was    string // what the changes are from: a template “was/…”; "": there are none
	WasDay storage.Date
	Notes  []note
}

// compareRow is a part, or a meeting, with its rate.
type compareRow struct {
	N         int
	Name      string
	None      bool         // what belongs to no part
	Day       storage.Date // of a trend
	Defined   bool
	Percent   int64 // tenths
	Of, All   int64 // projects, or yuan
	InYuan    bool
	Paid, Due storage.Yuan // of amounts
	Change    int64        // tenths of a percentage point
	Changed   bool
	Reached   bool        // the target of the comparison is
	ByAmount  *compareRow // likewise by amounts, where both were asked

	key figures.Key
}

func compareRowOf(name string, f figures.Figure) compareRow { return compareRowBy(name, f, false) }

func compareRowBy(name string, f figures.Figure, amount bool) compareRow {
	r := f.Rate()
	if amount {
		r = f.ByAmount()
	}
	points, defined := r.Points()
	return compareRow{
		Name: name, Defined: defined, Percent: int64(points), Of: r.Of, All: r.All,
		InYuan: amount || f.Rule.PaidIn, Paid: storage.Yuan(r.Of), Due: storage.Yuan(r.All),
	}
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
	rule, err := t.ruleOf(q.Figure, q, as)
	view.Figure, view.Rule = rule.Figure, rule.Key
	return view, rule, as, err
}

// divisions are what a figure is compared by in chat, of results only.
func divisions() []figures.Division {
	return []figures.Division{
		figures.ByUnit, figures.ByHost, figures.ByLeader, figures.ByUnitKind, figures.ByEvent,
		figures.ByChain, figures.BySize, figures.ByTag,
	}
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

// answerCompared answers a question that asks for a comparison in words.
func (t *talk) answerCompared(q question) (rateAnswer, error) {
	view, rows, err := t.compared(q)
	if err != nil {
		return rateAnswer{}, err
	}
	alone, err := t.questionButton("figure/"+q.Figure, verbAlone, question{Figure: q.Figure, Cohort: q.Cohort, Day: q.Day, Then: q.Then})
	return rateAnswer{"figures/by-unit", view, rows, []storage.Button{alone}}, err
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
	return view, append(slices.Collect(slices.Chunk(others, 4)), foot), err
}

func (t *talk) byUnit(q question) (compareView, error) {
	view, rule, as, err := t.comparison(q)
	if err != nil {
		return view, err
	}
	view.By, view.Amount, view.Ranked, view.Notes = cmp.Or(q.By, figures.ByUnit), q.Measure == "amount", q.Sort != "", q.Left
	if view.Rows, view.Target, err = t.partRows(q, view.By, rule, q.Cohort, as); err != nil {
		return view, err
	}
	if err := t.compareParts(&view, q, rule, as); err != nil {
		return view, err
	}
	sortByRate(view.Rows)
	if q.Sort == "asc" {
		worstFirst(view.Rows)
	}
	for i := range view.Rows {
		view.Rows[i].N = i + 1
	}
	return view, nil
}

// partRows counts the parts of a cohort by a rule, with the whole's target.
func (t *talk) partRows(q question, by figures.Division, rule figures.Rule, c figures.Cohort, as figures.AsOf) ([]compareRow, int64, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return nil, 0, err
	}
	parts, err := t.tx.FiguresBy(by, []figures.Rule{rule}, c, as)
	if err != nil {
		return nil, 0, err
	}
	var rows []compareRow
	target := int64(0)
	for _, part := range parts {
		f := part.Figures[0]
		target = t.target(f)
		name, err := t.partName(l, by, part.Key)
		if err != nil {
			return nil, 0, err
		}
		row := compareRowBy(name, f, q.Measure == "amount")
		if q.Measure == "both" {
			amounts := compareRowBy(name, f, true)
			row.ByAmount = &amounts
		}
		row.Reached = target != 0 && q.Measure != "amount" && f.Rate().AtLeast(figures.Points(target))
		row.key = part.Key
		if row.None = part.Key == (figures.Key{}); !row.None || row.All > 0 {
			rows = append(rows, row)
		}
	}
	return rows, target, nil
}

// compareParts sets each part against what the question asks.
func (t *talk) compareParts(view *compareView, q question, rule figures.Rule, as figures.AsOf) error {
	if q.Compare == "average" {
		var err error
		if view.City, err = t.cityRate(rule, q.Cohort, as); view.City == 0 {
			view.Notes = append(view.Notes, note{What: "average"})
		}
		return err
	}
	looks, notes, err := t.looks(q)
	view.Notes = append(view.Notes, notes...)
	if err != nil || len(looks) == 0 {
		return err
	}
	view.Was, view.WasDay = looks[0].when, looks[0].day
	before, _, err := t.partRows(q, view.By, rule, looks[0].cohort, looks[0].as)
	for i := range view.Rows {
		row := &view.Rows[i]
		at := slices.IndexFunc(before, func(b compareRow) bool { return b.key == row.key })
		if at >= 0 && row.Defined && before[at].Defined {
			row.Change, row.Changed = row.Percent-before[at].Percent, true
		}
	}
	if !slices.ContainsFunc(view.Rows, func(r compareRow) bool { return r.Changed }) {
		view.Was, view.Notes = "", append(view.Notes, note{What: "no-before"})
	}
	return err
}

// partName names a part of a divided cohort; what has none is said so.
func (t *talk) partName(l *ledger, by figures.Division, k figures.Key) (string, error) {
	switch {
	case k == figures.Key{}:
		return t.words.Plain("part/none", by)
	case by == figures.ByChain, by == figures.ByTag:
		return k.Name, nil
	case by == figures.BySize:
		return t.words.Plain("part/size", storage.Yuan(k.ID))
	case by == figures.ByLeader:
		return l.persons[storage.PersonID(k.ID)].Name, nil
	case by == figures.ByUnitKind:
		return t.words.Plain("part/kind", k.Name)
	case by == figures.ByEvent:
		return l.eventsBy[storage.EventID(k.ID)].Name, nil
	}
	return l.unitName[storage.UnitID(k.ID)], nil
}

// sortByRate puts the best first; what belongs to no part stands last.
func sortByRate(rows []compareRow) {
	slices.SortStableFunc(rows, func(a, b compareRow) int {
		return cmp.Or(last(a.None)-last(b.None), cmp.Compare(b.Percent, a.Percent), cmp.Compare(b.All, a.All))
	})
}

// worstFirst turns rows round that stand the best first.
func worstFirst(rows []compareRow) {
	n := slices.IndexFunc(rows, func(r compareRow) bool { return r.None })
	if n < 0 {
		n = len(rows)
	}
	slices.Reverse(rows[:n])
}

func last(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
