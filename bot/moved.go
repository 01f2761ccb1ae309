package bot

import (
	"time"

	"shuangzhou/bot/reading"
	"shuangzhou/bot/text"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// movedView says what moved in figures from one look to another.
type movedView struct {
	Today   storage.Date
	Since   storage.Date // what was known then: at the meeting, or when the day ended
	Until   storage.Date // likewise; zero: now
	Meeting bool         // Since is a meeting's
	Cohort  cohortView
	Figures []movedFigure
	Page    int // from 1, of a single figure
	Pages   int
}

// movedFigure is what moved in one figure.
type movedFigure struct {
	Rule     string
	From, To compareRow
	Groups   []movedGroup // of the page
	More     int          // that come after it
	Hidden   int          // projects of others

	rows []movedRow // all that may be named
}

// movedGroup is the projects of a page that moved one way.
type movedGroup struct {
	Movement storage.Movement
	Count    int // on all pages
	Moves    []movedRow
}

type movedRow struct {
	Movement storage.Movement
	Name     string
	Unit     string
	Acts     []text.ActView
}

// A period is what lies between two looks at a figure.
type period struct {
	from, to     figures.AsOf
	since, until storage.Date // until is zero for now
	meeting      bool         // it begins at a meeting
}

// sinceMeeting is the period from the last meeting on.
func (t *talk) sinceMeeting() (period, error) {
	since := t.rhythm.period(t.tx.Now())
	from, err := t.tx.AsOfThen(since)
	return period{from: from, to: t.tx.AsOfNow(), since: storage.On(since, t.loc), meeting: true}, err
}

// between is the period between two days, as each was known when it ended.
func (t *talk) between(since, until storage.Date) (period, error) {
	p := period{to: t.tx.AsOfNow(), since: since}
	var err error
	if p.from, err = t.tx.AsOfThenDay(since); err != nil || !until.Before(t.today()) {
		return p, err
	}
	p.until = until
	p.to, err = t.tx.AsOfThenDay(until)
	return p, err
}

// movedPeriod is what a question of what moved looks at: the days it names, or
// from the meeting before its day up to it.
func (t *talk) movedPeriod(q question) (period, error) {
	if q.Since != (figures.Day{}) {
		until := t.today()
		if q.Until != (figures.Day{}) {
			until = storage.Date(q.Until)
		}
		return t.between(storage.Date(q.Since), until)
	}
	if q.Day == (figures.Day{}) {
		return t.sinceMeeting()
	}
	day := storage.Date(q.Day)
	since := t.rhythm.period(day.Clock(0, 0, t.loc).Add(-time.Second))
	from, err := t.tx.AsOfThen(since)
	if err != nil {
		return period{}, err
	}
	to, err := t.tx.AsOfThenDay(day)
	return period{from: from, to: to, since: storage.On(since, t.loc), until: day, meeting: true}, err
}

// moved says what moved in figures within a period, so many rows of each.
func (t *talk) moved(rules []figures.Rule, c figures.Cohort, of period, rows int) (movedView, error) {
	view := movedView{Today: t.today(), Since: of.since, Until: of.until, Meeting: of.meeting}
	l, err := t.ledger(t.tx)
	if err != nil {
		return view, err
	}
	view.Cohort = t.nameCohort(l, c)
	before, err := t.tx.Figures(rules, c, of.from)
	if err != nil {
		return view, err
	}
	after, err := t.tx.Figures(rules, c, of.to)
	if err != nil {
		return view, err
	}
	for i, r := range rules {
		f := movedFigure{Rule: r.Key, From: compareRowOf("", before[i]), To: compareRowOf("", after[i])}
		moves, err := t.tx.Moved(r, c, of.from, of.to)
		if err != nil {
			return view, err
		}
		if err := t.seenMoves(l, &f, moves); err != nil {
			return view, err
		}
		f.page(0, rows)
		view.Figures = append(view.Figures, f)
	}
	return view, nil
}

// seenMoves makes the rows of moves; what may not be named is counted.
func (t *talk) seenMoves(l *ledger, f *movedFigure, moves []storage.Move) error {
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
			f.Hidden++
			continue
		}
		row, err := t.movedRow(l, m, e)
		if err != nil {
			return err
		}
		f.rows = append(f.rows, row)
	}
	return nil
}

func (t *talk) movedRow(l *ledger, m storage.Move, e storage.Entry) (movedRow, error) {
	row := movedRow{Movement: m.Movement, Name: m.Name, Unit: l.unitName[e.Unit]}
	for _, a := range m.Acts {
		v, err := t.actView(a)
		if err != nil {
			return row, err
		}
		row.Acts = append(row.Acts, v)
	}
	return row, nil
}

// page puts a page of the rows into groups by their way; each group says how
// many it has in all.
func (f *movedFigure) page(page, size int) {
	counts := map[storage.Movement]int{}
	for _, r := range f.rows {
		counts[r.Movement]++
	}
	from := min(page*size, len(f.rows))
	f.Groups, f.More = nil, max(0, len(f.rows)-from-size)
	for _, r := range f.rows[from:min(from+size, len(f.rows))] {
		if n := len(f.Groups); n == 0 || f.Groups[n-1].Movement != r.Movement {
			f.Groups = append(f.Groups, movedGroup{Movement: r.Movement, Count: counts[r.Movement]})
		}
		last := &f.Groups[len(f.Groups)-1]
		last.Moves = append(last.Moves, r)
	}
}

// inquire answers what the contract has no act for.
func (t *talk) inquire(l *ledger, b reading.Beyond) error {
	switch q := b.Inquiry.(type) {
	case reading.Suppose:
		return t.answerWhatIf(l, q, b.Aside)
	case reading.Funnel:
		return t.answerFunnel(l, q, b.Aside)
	case reading.Fresh:
		return t.askList(l, q.List, b.Aside)
	case reading.Moved:
		return t.answerMoved(l, q, b.Aside)
	}
	return nil
}

// answerMoved says what moved in the figures asked for, or in the usual ones,
// since the last meeting or between two days.
func (t *talk) answerMoved(l *ledger, a reading.Moved, aside reading.Aside) error {
	c, no, err := t.cohort(l, a.Scope, aside)
	if err != nil {
		return err
	}
	for _, rate := range a.Rates {
		if figureWords[rate] == "" {
			no = unknown{"moved/rate", rate}
		}
	}
	if no != (unknown{}) {
		return t.say("figures/unknown", no, storage.Subject{})
	}
	of, err := t.periodOf(a)
	if err != nil {
		return err
	}
	rules, err := t.movedRules(a.Rates, of)
	if err != nil {
		return err
	}
	q := question{Cohort: c}
	if a.Since != nil {
		q.Since, q.Until = figures.Day(*a.Since), figures.Day(dateOf(a.Until))
	}
	return t.sayMoved(q, rules, of)
}

func (t *talk) periodOf(a reading.Moved) (period, error) {
	if a.Since == nil {
		return t.sinceMeeting()
	}
	until := t.today()
	if a.Until != nil {
		until = storage.Date(*a.Until)
	}
	return t.between(storage.Date(*a.Since), until)
}

// movedRules are the rules of the rates named: both of signing conversion, the
// office's choice of another; without a name those of a usual answer.
func (t *talk) movedRules(rates []string, of period) ([]figures.Rule, error) {
	if len(rates) == 0 {
		rates = []string{"签约转化率", "开工率"}
	}
	var rules []figures.Rule
	for _, rate := range rates {
		if figureWords[rate] == figures.Signing {
			rules = append(rules, figures.RulesOf(figures.Signing)...)
			continue
		}
		r, err := t.tx.RuleOf(figureWords[rate], of.to)
		if err != nil {
			return nil, err
		}
		rules = append(rules, r)
	}
	return rules, nil
}
