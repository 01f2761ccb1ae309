package bot

import (
	"cmp"
	"slices"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// progressView is what was done in a year beside its targets (目标完成率).
type progressView struct {
	Today   storage.Date
	AsOf    storage.Date
	Year    int
	Unit    string           // "" for the district
	Kind    storage.UnitKind // of the units, where each is answered; "": all
	ByUnit  bool             // each row is a unit's
	Ranked  bool             // their order was asked
	Rows    []progressRow
	Elapsed int64 // tenths of a per cent of the year (序时进度)
	HalfDue bool  // the first half is not over
	Notes   []note
}

// progressRow is one measure with a target.
type progressRow struct {
	N       int
	Unit    string // whose it is, where each unit is answered
	Measure string
	Money   bool
	Done    int64 // projects, or whole yuan
	Target  int64
	Percent int64
	Ahead   int64 // tenths of a percentage point (超序时)
	Half    bool  // half of the target is done (双过半)
	Left    int64 // to half of the target
	Was     []progressWas
}

// progressWas is what a row is set against: a template “was/…”.
type progressWas struct {
	When   string
	Day    storage.Date
	Year   int
	Known  bool // there was a target then
	Of     int64
	Change int64 // tenths of a percentage point
}

// A yearAsked is a question of a year's targets or of the share of the city.
type yearAsked struct {
	year    int
	unit    string
	kind    storage.UnitKind // each unit's of this kind
	byUnit  bool
	sort    string
	compare string
	event   storage.EventID // of a share: at this event alone
	large   bool            // of measures of projects agreed at least 1亿
	as      figures.AsOf
	notes   []note
}

// answerYear answers 目标完成率 and 占全市比重. Both are kept for a year, of the
// district and its units, so that what else narrows a scope is refused.
func (t *talk) answerYear(l *ledger, a reading.AskRate, aside reading.Aside) (rateAnswer, error) {
	y := yearAsked{
		year: cmp.Or(a.Scope.SignYear, a.Scope.Year, t.today().Year), unit: a.Scope.Unit, byUnit: a.GroupBy == "unit" || a.Scope.Kind != "" || a.Sort != "" && a.Scope.Unit == "",
		sort: a.Sort, compare: a.Compare, as: t.tx.AsOfNow(),
	}
	share := a.Rate == "占全市比重"
	if no := t.narrowYear(l, &y, a.Scope, aside, share); no != (unknown{}) {
		return rateAnswer{template: "figures/unknown", view: no}, nil
	}
	if day := t.dayOf(a.Scope); day != (figures.Day{}) {
		y.as, y.year = t.tx.AsOfDay(storage.Date(day)), day.Year
	}
	if a.GroupBy != "" && (a.GroupBy != "unit" || share) {
		y.notes = append(y.notes, note{"group", a.GroupBy})
	}
	if len(a.Metrics) == 1 {
		y.notes = append(y.notes, note{"metrics", a.Metrics[0]})
	}
	if len(a.Show) > 0 {
		y.notes = append(y.notes, note{What: "show"})
	}
	if share {
		return t.answerShare(y)
	}
	return t.answerProgress(l, y)
}

// narrowYear takes of a scope what a year's figures can be narrowed by, and
// returns what they cannot.
func (t *talk) narrowYear(l *ledger, y *yearAsked, s reading.Scope, aside reading.Aside, share bool) unknown {
	switch {
	case beyondDistrict(s) && !share:
		return unknown{"area", s.Area}
	case s.Leader != "":
		return unknown{"target/leader", s.Leader}
	case s.From != nil && (s.To == nil || *s.From != *s.To):
		return unknown{"target/span", ""}
	case aside.Chain != "":
		return unknown{"target/chain", aside.Chain}
	case len(aside.Tags) > 0:
		return unknown{"target/tag", aside.Tags[0]}
	case aside.Below != 0, s.MinWan != 0 && s.MinWan != reading.DecimalOf(10000):
		return unknown{"target/amount", ""}
	case share && (s.Unit != "" || s.Kind != ""):
		return unknown{"share/unit", cmp.Or(s.Unit, s.Kind)}
	case len(s.Events) > 1, len(s.Events) == 1 && !share, aside.Level != "":
		return unknown{"target/event", ""}
	}
	y.large = s.MinWan != 0
	var c figures.Cohort
	if no := l.narrow(&c, s, false); no != (unknown{}) {
		return no
	}
	y.kind = storage.UnitKind(c.UnitKind)
	if len(c.Events) > 0 {
		y.event = storage.EventID(c.Events[0])
	}
	return unknown{}
}

// measures are those a question is about.
func (y yearAsked) measures() []figures.Measure {
	return slices.DeleteFunc(figures.Measures(), func(m figures.Measure) bool { return y.large && !m.Large })
}

// answerProgress answers how much of the year's targets is done.
func (t *talk) answerProgress(l *ledger, y yearAsked) (rateAnswer, error) {
	view, err := t.progressOf(l, y)
	if err != nil {
		return rateAnswer{}, err
	}
	a := rateAnswer{template: "figures/progress", view: view}
	if len(view.Rows) == 0 || y.byUnit || view.AsOf != view.Today {
		return a, nil
	}
	c := figures.SignedIn(y.year)
	c.Unit = int64(l.units[y.unit].ID)
	draw, err := t.pictureButton(question{Figure: figures.Signing, Cohort: c}, pictureProgress)
	a.alone = []storage.Button{draw}
	a.buttons = [][]storage.Button{a.alone}
	return a, err
}

// progress is what a unit, or the district, has done of its targets of a
// cohort's year.
func (t *talk) progress(unit string, of figures.Cohort) (progressView, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return progressView{}, err
	}
	return t.progressOf(l, yearAsked{year: of.Year(), unit: unit, as: t.tx.AsOfNow()})
}

func (t *talk) progressOf(l *ledger, y yearAsked) (progressView, error) {
	view := progressView{Today: t.today(), AsOf: storage.Date(y.as.Day), Year: y.year, Unit: y.unit, Kind: y.kind, ByUnit: y.byUnit, Ranked: y.sort != "", Notes: y.notes}
	if y.compare == "average" {
		view.Notes = append(view.Notes, note{What: "no-average"})
	}
	points, _ := figures.Elapsed(y.year, y.as.Day).Points()
	view.Elapsed = int64(points)
	view.HalfDue = !view.AsOf.After(storage.Date(figures.Progress{Year: y.year}.HalfBy()))
	units := []string{y.unit}
	if y.byUnit {
		units = l.unitsOfKind(y.kind)
	}
	for _, u := range units {
		rows, err := t.progressRows(l, y, u)
		if err != nil {
			return view, err
		}
		view.Rows = append(view.Rows, rows...)
	}
	if y.byUnit {
		sortProgress(view.Rows, y.sort)
	}
	return view, nil
}

// unitsOfKind are the names of the units of a kind, "" for all.
func (l *ledger) unitsOfKind(k storage.UnitKind) []string {
	var names []string
	for _, u := range l.units {
		if k == "" || u.UnitKind == k {
			names = append(names, u.Name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Compare(l.units[a].ID, l.units[b].ID) })
	return names
}

// progressRows are the targets of a unit, or of the district, with what was
// done of each.
func (t *talk) progressRows(l *ledger, y yearAsked, unit string) ([]progressRow, error) {
	c := figures.Cohort{Unit: int64(l.units[unit].ID)}
	ps, err := t.tx.Progress(y.measures(), y.year, c, y.as)
	if err != nil {
		return nil, err
	}
	var rows []progressRow
	for _, p := range ps {
		if p.Target == 0 {
			continue
		}
		row := progressRowOf(p)
		row.Unit = unit
		rows = append(rows, row)
	}
	return rows, t.compareProgress(rows, y, c)
}

// compareProgress sets rows against an earlier look at the same targets.
func (t *talk) compareProgress(rows []progressRow, y yearAsked, c figures.Cohort) error {
	if len(rows) == 0 || y.compare == "" || y.compare == "average" {
		return nil
	}
	looks, _, err := t.looks(question{Cohort: figures.SignedIn(y.year), Day: dayUnless(y.as), Compare: y.compare})
	if err != nil || len(looks) == 0 {
		return err
	}
	k := looks[0]
	ps, err := t.tx.Progress(y.measures(), k.cohort.Year(), c, k.as)
	for i := range rows {
		for _, p := range ps {
			if p.Measure.Key != rows[i].Measure {
				continue
			}
			was := progressRowOf(p)
			rows[i].Was = append(rows[i].Was, progressWas{k.when, k.day, k.cohort.Year(), p.Target != 0, was.Percent, rows[i].Percent - was.Percent})
		}
	}
	return err
}

// dayUnless is the day of a look, zero for now.
func dayUnless(as figures.AsOf) figures.Day {
	if as.Kind == figures.Now {
		return figures.Day{}
	}
	return as.Day
}

// sortProgress puts the measures in their order, of each the best first, or
// the worst.
func sortProgress(rows []progressRow, order string) {
	at := func(key string) int {
		return slices.IndexFunc(figures.Measures(), func(m figures.Measure) bool { return m.Key == key })
	}
	slices.SortStableFunc(rows, func(a, b progressRow) int {
		by := cmp.Compare(b.Percent, a.Percent)
		if order == "asc" {
			by = -by
		}
		return cmp.Or(cmp.Compare(at(a.Measure), at(b.Measure)), by)
	})
	for i := range rows {
		rows[i].N = 1
		if i > 0 && rows[i].Measure == rows[i-1].Measure {
			rows[i].N = rows[i-1].N + 1
		}
	}
}

func progressRowOf(p figures.Progress) progressRow {
	points, _ := p.Completion().Points()
	ahead, _ := p.Ahead()
	return progressRow{
		Measure: p.Measure.Key, Money: p.Measure.Amount, Done: p.Done(), Target: p.Target,
		Percent: int64(points), Ahead: int64(ahead), Half: p.Half(), Left: p.Left(figures.Percent(50)),
	}
}

// shareView is the district's part of the city (占全市比重).
type shareView struct {
	Today   storage.Date
	AsOf    storage.Date
	Year    int
	Event   string // at which alone; "": of the year
	Entered bool   // the office has entered the city's totals
	Rows    []shareRow
	Notes   []note
}

type shareRow struct {
	Measure string
	Money   bool
	Of, All int64
	Percent int64
	Even    int64 // the even share of a district (市均), tenths
	Known   bool  // the number of districts was entered
	Above   int64 // above it, tenths of a percentage point
	Was     []progressWas
}

// answerShare answers the district's share of the city.
func (t *talk) answerShare(y yearAsked) (rateAnswer, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return rateAnswer{}, err
	}
	view := shareView{Today: t.today(), AsOf: storage.Date(y.as.Day), Year: y.year, Event: l.eventsBy[y.event].Name, Notes: y.notes}
	if y.sort != "" {
		view.Notes = append(view.Notes, note{What: "sort"})
	}
	for _, m := range y.measures() {
		row, ok, err := t.shareRow(m, y.year, y.event, y.as)
		if err != nil {
			return rateAnswer{}, err
		}
		if !ok {
			continue
		}
		if err := t.compareShare(&row, m, y); err != nil {
			return rateAnswer{}, err
		}
		view.Rows = append(view.Rows, row)
	}
	view.Entered = len(view.Rows) > 0
	return rateAnswer{template: "figures/share", view: view}, nil
}

// shareRow is the share of a measure; false where the city's was not entered.
func (t *talk) shareRow(m figures.Measure, year int, event storage.EventID, as figures.AsOf) (shareRow, bool, error) {
	share, err := t.tx.ShareOfCity(m, year, event, as)
	if err != nil {
		return shareRow{}, false, err
	}
	points, ok := share.Rate().Points()
	even, known := share.Even().Points()
	above, _ := share.AboveEven()
	return shareRow{
		Measure: m.Key, Money: m.Amount, Of: share.Rate().Of, All: share.Rate().All,
		Percent: int64(points), Even: int64(even), Known: known, Above: int64(above),
	}, ok, nil
}

// compareShare sets a share against an earlier look at it.
func (t *talk) compareShare(row *shareRow, m figures.Measure, y yearAsked) error {
	if y.compare == "" || y.compare == "average" {
		return nil
	}
	looks, _, err := t.looks(question{Cohort: figures.SignedIn(y.year), Day: dayUnless(y.as), Compare: y.compare})
	if err != nil || len(looks) == 0 {
		return err
	}
	k := looks[0]
	was, ok, err := t.shareRow(m, k.cohort.Year(), y.event, k.as)
	row.Was = []progressWas{{k.when, k.day, k.cohort.Year(), ok, was.Percent, row.Percent - was.Percent}}
	return err
}
