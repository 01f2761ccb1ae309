package bot

import (
	"encoding/json"
	"fmt"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// A question is a figure asked for: kept under the buttons of its answer, so
// that its list and its rule are of the same projects on the same day.
type question struct {
	Figure string         `json:"figure"` // one of figures.Signing …
	Cohort figures.Cohort `json:"cohort"`
	Rule   string         `json:"rule,omitzero"` // of a list: which rule's
}

// ratesView is an answer to a question of rates.
type ratesView struct {
	Today  storage.Date
	Cohort cohortView
	Lines  []rateLine
	Unread string // what of the question was not understood
}

// cohortView names a cohort.
type cohortView struct {
	Year     int
	From, To storage.Date
	Unit     string
	Leader   string
	Events   []string
	Level    string
	MinYuan  storage.Yuan
	District bool // no unit and no leader narrows it
}

// rateLine is one rule of a figure.
type rateLine struct {
	Figure    string
	Rule      string
	First     bool // of its figure
	Defined   bool
	Percent   int64        // tenths
	Of, All   int64        // projects
	Paid, Due storage.Yuan // of a rule of amounts, in place of projects
	InYuan    bool         // it is one
	Target    int64        // per cent, 0: none
	Reached   bool
	Gap       int64 // projects
	Reachable bool
	Foreign   int64 // left out of the amounts
}

// figureWords has the figure of each rate of the contract.
var figureWords = map[string]string{
	"签约转化率": figures.Signing, "开工率": figures.Start, "竣工率": figures.Completion,
	"投产率": figures.Production, "到位率": figures.PaidIn,
}

// askRate answers a question of a rate in plain words.
func (t *talk) askRate(l *ledger, a reading.AskRate) error {
	figure, ok := figureWords[a.Rate]
	if !ok {
		return t.say("figures/not-kept", a.Rate, storage.Subject{})
	}
	return t.sayRates(l, question{Figure: figure, Cohort: t.cohort(l, a.Scope)})
}

// commandRates shows the district's rates of this year.
func (t *talk) commandRates(string) error {
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	return t.sayRates(l, question{Figure: figures.Signing, Cohort: figures.SignedIn(t.today().Year)})
}

// cohort is the cohort of a scope in words: without words the whole district
// and this year.
func (t *talk) cohort(l *ledger, s reading.Scope) figures.Cohort {
	year := t.today().Year
	switch {
	case s.SignYear != 0:
		year = s.SignYear
	case s.Year != 0:
		year = s.Year
	}
	c := figures.SignedIn(year)
	if s.From != nil {
		c.From = figures.Day(*s.From)
	}
	if s.To != nil {
		c.To = figures.Day(*s.To)
	}
	c.Unit = int64(l.units[s.Unit].ID)
	c.Leader = int64(l.leaders[s.Leader].ID)
	c.MinYuan = int64(s.MinWan/reading.DecimalOf(1)) * int64(storage.Wan)
	for _, e := range s.Events {
		c.Events = append(c.Events, int64(l.events[e].ID))
	}
	return c
}

func (t *talk) sayRates(l *ledger, q question) error {
	view, err := t.rates(l, q)
	if err != nil {
		return err
	}
	row, err := t.rateButtons(q)
	if err != nil {
		return err
	}
	return t.say("figures/rates", view, storage.Subject{}, row)
}

func (t *talk) rateButtons(q question) ([]storage.Button, error) {
	raw, err := json.Marshal(q)
	if err != nil {
		return nil, fmt.Errorf("encode question: %w", err)
	}
	list, err := t.button("list", verbList, storage.PrimaryStyle, args{List: raw})
	if err != nil {
		return nil, err
	}
	rule, err := t.button("rule", verbRule, storage.PlainStyle, args{List: raw})
	return []storage.Button{list, rule}, err
}

// beside are the figures shown with signing conversion.
var beside = []string{figures.Start, figures.Completion}

// rates counts what a question asks: a figure by all its rules. Signing
// conversion has the start and the completion rate beside it.
func (t *talk) rates(l *ledger, q question) (ratesView, error) {
	view := ratesView{Today: t.today(), Cohort: t.nameCohort(l, q.Cohort)}
	rules := figures.RulesOf(q.Figure)
	if q.Figure == figures.Signing {
		for _, f := range beside {
			rules = append(rules, figures.RulesOf(f)[0])
		}
	}
	fs, err := t.tx.Figures(rules, q.Cohort, t.tx.AsOfNow())
	if err != nil {
		return view, err
	}
	last := ""
	for _, f := range fs {
		line := t.rateLine(f)
		line.First = f.Rule.Figure != last
		last = f.Rule.Figure
		view.Lines = append(view.Lines, line)
	}
	return view, nil
}

func (t *talk) rateLine(f figures.Figure) rateLine {
	r := f.Rate()
	points, defined := r.Points()
	line := rateLine{
		Figure: f.Rule.Figure, Rule: f.Rule.Key, Defined: defined, Percent: int64(points),
		Of: r.Of, All: r.All, InYuan: f.Rule.PaidIn, Paid: storage.Yuan(r.Of), Due: storage.Yuan(r.All), Foreign: f.Denominator.Foreign, Target: int64(t.target(f.Rule.Key)),
	}
	if line.Target != 0 && !line.InYuan {
		target := figures.Percent(line.Target)
		line.Reached = r.AtLeast(target)
		line.Gap, line.Reachable = f.GapTo(target)
	}
	return line
}

// target is what a rule is held against, in per cent; 0: nothing.
func (t *talk) target(rule string) int {
	return map[string]int{
		"signing/filed":      t.config.Figures.FiledTarget,
		"signing/recognised": t.config.Figures.RecognisedTarget,
		"start/signed":       t.config.Figures.StartTarget,
		"completion/started": t.config.Figures.CompletionTarget,
	}[rule]
}

func (t *talk) nameCohort(l *ledger, c figures.Cohort) cohortView {
	v := cohortView{
		Year: c.Year(), From: storage.Date(c.From), To: storage.Date(c.To), Level: c.Level, MinYuan: storage.Yuan(c.MinYuan),
		Unit: l.unitName[storage.UnitID(c.Unit)], Leader: l.persons[storage.PersonID(c.Leader)].Name,
	}
	for _, e := range c.Events {
		v.Events = append(v.Events, l.eventsBy[storage.EventID(e)].Name)
	}
	v.District = v.Unit == "" && v.Leader == ""
	return v
}

// openRule says how the figures of an answer are counted.
func (t *talk) openRule(p storage.Press, a args) error {
	l, view, q, err := t.asked(a)
	if err != nil {
		return err
	}
	view.Cohort = t.nameCohort(l, q.Cohort)
	back, err := t.button("back", verbRates, storage.PlainStyle, a)
	if err != nil {
		return err
	}
	return t.rewrite(p, "figures/rules", view, []storage.Button{back})
}

// backToRates shows the answer again.
func (t *talk) backToRates(p storage.Press, a args) error {
	_, view, q, err := t.asked(a)
	if err != nil {
		return err
	}
	q.Rule = ""
	row, err := t.rateButtons(q)
	if err != nil {
		return err
	}
	return t.rewrite(p, "figures/rates", view, row)
}

// asked counts again what the answer under which a button stands had counted.
func (t *talk) asked(a args) (*ledger, ratesView, question, error) {
	var q question
	if err := json.Unmarshal(a.List, &q); err != nil {
		return nil, ratesView{}, q, fmt.Errorf("decode question: %w", err)
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return nil, ratesView{}, q, err
	}
	view, err := t.rates(l, q)
	return l, view, q, err
}
