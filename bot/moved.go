package bot

import (
	"slices"
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
}

// movedFigure is what moved in one figure.
type movedFigure struct {
	Rule     string
	From, To compareRow
	Groups   []movedGroup
	Hidden   int // projects of others
}

// movedGroup is the projects that moved one way.
type movedGroup struct {
	Movement storage.Movement
	Moves    []movedRow
	More     int // that no longer fit the screen
}

type movedRow struct {
	Name string
	Unit string
	Acts []text.ActView
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

// openMoved says what moved in and out of a figure since the last meeting, and
// the acts that did it.
func (t *talk) openMoved(p storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	of, err := t.movedPeriod(q)
	if err != nil {
		return err
	}
	rule, err := t.ruleOf(q.Figure, q, of.to)
	if err != nil {
		return err
	}
	view, err := t.moved([]figures.Rule{rule}, q.Cohort, of)
	if err != nil {
		return err
	}
	back, err := t.back(q)
	if err != nil {
		return err
	}
	return t.rewrite(p, "figures/moved", view, back)
}

// movedPeriod is from the meeting before the day of a question up to it.
func (t *talk) movedPeriod(q question) (period, error) {
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

func (t *talk) moved(rules []figures.Rule, c figures.Cohort, of period) (movedView, error) {
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
		if err := t.groupMoves(l, &f, moves); err != nil {
			return view, err
		}
		view.Figures = append(view.Figures, f)
	}
	return view, nil
}

// groupMoves groups moves by their way; what may not be named is counted.
func (t *talk) groupMoves(l *ledger, f *movedFigure, moves []storage.Move) error {
	for _, m := range moves {
		if n := len(f.Groups); n == 0 || f.Groups[n-1].Movement != m.Movement {
			f.Groups = append(f.Groups, movedGroup{Movement: m.Movement})
		}
		last := &f.Groups[len(f.Groups)-1]
		sees, err := t.sight()
		if err != nil {
			return err
		}
		e := m.After
		if e.Project == 0 {
			e = m.Before
		}
		switch {
		case !sees(storage.Project{Unit: e.Unit, Host: e.Host, Leader: e.Leader}):
			f.Hidden++
		case len(last.Moves) == pageSize:
			last.More++
		default:
			row, err := t.movedRow(l, m, e)
			if err != nil {
				return err
			}
			last.Moves = append(last.Moves, row)
		}
	}
	f.Groups = slices.DeleteFunc(f.Groups, func(g movedGroup) bool { return len(g.Moves) == 0 })
	return nil
}

func (t *talk) movedRow(l *ledger, m storage.Move, e storage.Entry) (movedRow, error) {
	row := movedRow{Name: m.Name, Unit: l.unitName[e.Unit]}
	for _, a := range m.Acts {
		v, err := t.actView(a)
		if err != nil {
			return row, err
		}
		row.Acts = append(row.Acts, v)
	}
	return row, nil
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
	view, err := t.moved(rules, c, of)
	if err != nil {
		return err
	}
	return t.say("figures/moved", view, storage.Subject{})
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
