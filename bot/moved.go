package bot

import (
	"regexp"
	"slices"
	"strings"
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
	New     string       // only what is new in it: a milestone; "": all that changed
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
	rule, err := t.tx.RuleOf(q.Figure, of.to)
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

// dayWords is a day in plain words.
const dayWords = `((?:\d{4}年)?\d{1,2}月\d{1,2}[日号]|\d{1,2}[日号]|今天|昨天|前天|现在)`

// The plain words that ask what moved.
var (
	newSinceWords = regexp.MustCompile(`上次(?:过堂)?会(?:以来|之后|以后|后|到现在).*?(?:新)?(签约|申报|认定|入库|开工|竣工|投产)的`)
	sinceWords    = regexp.MustCompile(`上次(?:过堂)?会(?:以来|之后|以后|后|到现在)?.*(?:变化|变动|怎么变|变了)`)
	betweenWords  = regexp.MustCompile(dayWords + `(?:到|至|和)` + dayWords + `.*(?:怎么变|变化|变动|变了)`)
)

// askMoved answers what moved, in plain words, and reports whether it was asked.
func (t *talk) askMoved(l *ledger, said string, ctx reading.Context) (bool, error) {
	if m := newSinceWords.FindStringSubmatch(said); m != nil {
		return true, t.sayNew(m[1])
	}
	if sinceWords.MatchString(said) {
		of, err := t.sinceMeeting()
		if err != nil {
			return true, err
		}
		return true, t.sayMoved(l, said, of)
	}
	m := betweenWords.FindStringSubmatch(said)
	if m == nil {
		return false, nil
	}
	since, ok := l.index.Date(m[1], ctx)
	until, also := l.index.Date(strings.Replace(m[2], "现在", "今天", 1), ctx)
	if !ok || !also || !lastDay(since).Before(lastDay(until)) || lastDay(since).After(t.today()) {
		return false, nil
	}
	of, err := t.between(lastDay(since), lastDay(until))
	if err != nil {
		return true, err
	}
	return true, t.sayMoved(l, said, of)
}

// sayMoved says what moved in the figure that a text names, or in the
// district's usual ones.
func (t *talk) sayMoved(l *ledger, said string, of period) error {
	c := figures.SignedIn(t.today().Year)
	c.Unit = int64(l.unitIn(said))
	rules := figures.RulesOf(figures.Signing)
	named := figureIn(said)
	if named != "" {
		rules = nil
	} else {
		named = figures.Start
	}
	if named == figures.Signing {
		rules = figures.RulesOf(named)
	} else {
		r, err := t.tx.RuleOf(named, of.to)
		if err != nil {
			return err
		}
		rules = append(rules, r)
	}
	view, err := t.moved(rules, c, of)
	if err != nil {
		return err
	}
	return t.say("figures/moved", view, storage.Subject{})
}

// figureIn returns the figure that a text names, "" for none.
func figureIn(said string) string {
	for word, figure := range figureWords {
		if strings.Contains(said, strings.TrimPrefix(word, "签约")) {
			return figure
		}
	}
	return ""
}

// sayNew lists what reached a step since the last meeting, of projects signed
// in any year.
func (t *talk) sayNew(word string) error {
	of, err := t.sinceMeeting()
	if err != nil {
		return err
	}
	rule, ok := figures.Find(ruleOfWords[word])
	if !ok {
		rule = figures.RulesOf(figures.Signing)[0]
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	moves, err := t.tx.Moved(rule, figures.Cohort{}, of.from, of.to)
	if err != nil {
		return err
	}
	moves = slices.DeleteFunc(moves, func(m storage.Move) bool {
		if !ok { // newly signed: it was not in the denominator before
			return m.Before.Project != 0 || m.After.Project == 0
		}
		return m.Movement != storage.MovedIn
	})
	f := movedFigure{Rule: rule.Key}
	if err := t.groupMoves(l, &f, moves); err != nil {
		return err
	}
	view := movedView{Today: t.today(), Since: of.since, Meeting: true, New: word, Figures: []movedFigure{f}}
	return t.say("figures/moved", view, storage.Subject{})
}
