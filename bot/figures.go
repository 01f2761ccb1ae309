package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// A question is a figure asked for: kept under the buttons of its answer, so
// that its list and its rule are of the same projects on the same day.
type question struct {
	Figure string           `json:"figure"` // one of figures.Signing …
	Cohort figures.Cohort   `json:"cohort"`
	Rule   string           `json:"rule,omitzero"` // of a list: which rule's
	By     figures.Division `json:"by,omitzero"`   // of a comparison: its parts; zero: units
	Day    figures.Day      `json:"day,omitzero"`  // zero: today
	Then   bool             `json:"then,omitzero"` // what was known that day, not what is known now for it
}

// asOf is the day and the knowledge a question is about.
func (t *talk) asOf(q question) (figures.AsOf, error) {
	switch {
	case q.Day == figures.Day{}:
		return t.tx.AsOfNow(), nil
	case q.Then:
		return t.tx.AsOfThenDay(storage.Date(q.Day))
	}
	return t.tx.AsOfDay(storage.Date(q.Day)), nil
}

// ratesView is an answer to a question of rates.
type ratesView struct {
	Today   storage.Date
	AsOf    storage.Date
	Kind    figures.AsOfKind
	Cohort  cohortView
	Lines   []rateLine
	Meeting storage.Date // the last one, since which the changes are; zero: there was none
	Same    bool         // nothing has changed since
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
	Target    int64        // tenths of a per cent, 0: none
	City      int64        // the city's average (市均), tenths of a per cent, 0: not entered
	Reached   bool
	Gap       int64 // projects
	Reachable bool
	Foreign   int64 // left out of the amounts
	Change    int64 // tenths of a percentage point since the last meeting
	Changed   bool  // there is a rate to compare with, and it differs
}

// figureWords has the figure of each rate of the contract.
var figureWords = map[string]string{
	"签约转化率": figures.Signing, "开工率": figures.Start, "竣工率": figures.Completion,
	"投产率": figures.Production, "到位率": figures.PaidIn,
}

// askRate answers a question of a rate in plain words.
func (t *talk) askRate(l *ledger, a reading.AskRate) error {
	switch a.Rate {
	case "目标完成率":
		return t.sayProgress(l, a.Scope)
	case "占全市比重":
		return t.sayShare(l, a.Scope)
	}
	figure, ok := figureWords[a.Rate]
	if !ok {
		return t.say("figures/not-kept", a.Rate, storage.Subject{})
	}
	q := question{Figure: figure, Cohort: t.cohort(l, a.Scope)}
	if by := figures.Division(a.GroupBy); slices.Contains(divisions(), by) {
		q.By = by
		return t.sayCompared(q)
	}
	return t.sayRates(l, q)
}

// commandRates shows the district's rates of this year, or as of the day that
// is named behind it.
func (t *talk) commandRates(day string) error {
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	q := question{Figure: figures.Signing, Cohort: figures.SignedIn(t.today().Year)}
	if span, ok := l.index.Date(day, reading.Context{Now: t.u.At.In(t.loc)}); ok {
		q.Day = figures.Day(lastDay(span))
		q.Cohort = figures.SignedIn(q.Day.Year)
	}
	return t.sayRates(l, q)
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
	rows, err := t.rateButtons(q)
	if err != nil {
		return err
	}
	return t.say("figures/rates", view, storage.Subject{}, rows...)
}

// rateButtons lead to what stands behind a figure. Of an earlier day one leads
// from what is known now for it to what was known then, and back.
func (t *talk) rateButtons(q question) ([][]storage.Button, error) {
	rows := [][]string{{"list", "rule", "moved"}, {"by-unit", "trend", "what-if"}}
	verbs := map[string]string{
		"list": verbList, "rule": verbRule, "moved": verbMoved, "by-unit": verbByUnit, "trend": verbTrend, "what-if": verbWhatIf,
	}
	if q.Day != (figures.Day{}) {
		rows[1] = rows[1][:1]
	}
	var buttons [][]storage.Button
	for _, labels := range rows {
		var row []storage.Button
		for _, label := range labels {
			b, err := t.questionButton(label, verbs[label], q)
			if err != nil {
				return nil, err
			}
			row = append(row, b)
		}
		buttons = append(buttons, row)
	}
	if q.Day == (figures.Day{}) {
		return buttons, nil
	}
	label := "known-then"
	if q.Then {
		label = "known-now"
	}
	q.Then = !q.Then
	b, err := t.questionButton(label, verbRates, q)
	return append(buttons, []storage.Button{b}), err
}

// questionButton makes a button that is about a question.
func (t *talk) questionButton(label, verb string, q question) (storage.Button, error) {
	raw, err := json.Marshal(q)
	if err != nil {
		return storage.Button{}, fmt.Errorf("encode question: %w", err)
	}
	return t.button(label, verb, storage.PlainStyle, args{List: raw})
}

// beside are the figures shown with signing conversion.
var beside = []string{figures.Start, figures.Completion}

// rules are the rules a question is answered by, the office's choice first.
// Signing conversion has the start and the completion rate beside it.
func (t *talk) rules(q question, as figures.AsOf) ([]figures.Rule, error) {
	chosen, err := t.tx.RuleOf(q.Figure, as)
	if err != nil {
		return nil, err
	}
	rules := []figures.Rule{chosen}
	for _, r := range figures.RulesOf(q.Figure) {
		if r.Key != chosen.Key {
			rules = append(rules, r)
		}
	}
	if q.Figure != figures.Signing {
		return rules, nil
	}
	for _, f := range beside {
		r, err := t.tx.RuleOf(f, as)
		if err != nil {
			return nil, err
		}
		rules = append(rules, r)
	}
	return rules, nil
}

// rates counts what a question asks, and how it changed since the last meeting.
func (t *talk) rates(l *ledger, q question) (ratesView, error) {
	view := ratesView{Today: t.today(), Cohort: t.nameCohort(l, q.Cohort)}
	as, err := t.asOf(q)
	if err != nil {
		return view, err
	}
	view.AsOf, view.Kind = storage.Date(as.Day), as.Kind
	rules, err := t.rules(q, as)
	if err != nil {
		return view, err
	}
	fs, err := t.tx.Figures(rules, q.Cohort, as)
	if err != nil {
		return view, err
	}
	var before []figures.Figure
	if m, ok := t.rhythm.last(t.tx.Now()); ok && as.Kind == figures.Now {
		if before, err = t.figuresAt(rules, q.Cohort, m.Start); err != nil {
			return view, err
		}
		view.Meeting, view.Same = m.Date, true
	}
	last := ""
	for i, f := range fs {
		line := t.rateLine(f)
		if line.City, err = t.cityRate(f.Rule, q.Cohort, as); err != nil {
			return view, err
		}
		line.First = f.Rule.Figure != last
		last = f.Rule.Figure
		if before != nil {
			change, ok := f.Rate().Change(before[i].Rate())
			line.Change, line.Changed = int64(change), ok && change != 0
			view.Same = view.Same && !line.Changed
		}
		view.Lines = append(view.Lines, line)
	}
	return view, nil
}

// figuresAt counts a cohort as it was known at an instant.
func (t *talk) figuresAt(rules []figures.Rule, c figures.Cohort, at time.Time) ([]figures.Figure, error) {
	as, err := t.tx.AsOfThen(at)
	if err != nil {
		return nil, err
	}
	return t.tx.Figures(rules, c, as)
}

func (t *talk) rateLine(f figures.Figure) rateLine {
	r := f.Rate()
	points, defined := r.Points()
	line := rateLine{
		Figure: f.Rule.Figure, Rule: f.Rule.Key, Defined: defined, Percent: int64(points),
		Of: r.Of, All: r.All, InYuan: f.Rule.PaidIn, Paid: storage.Yuan(r.Of), Due: storage.Yuan(r.All), Foreign: f.Denominator.Foreign, Target: t.target(f),
	}
	if line.Target != 0 && !line.InYuan {
		line.Reached = r.AtLeast(figures.Points(line.Target))
		line.Gap, line.Reachable = f.GapTo(figures.Points(line.Target))
	}
	return line
}

// cityRate is the city's average of a rate of a year (市均), as the office has
// entered it, in tenths of a per cent; 0 where it has not.
func (t *talk) cityRate(r figures.Rule, c figures.Cohort, as figures.AsOf) (int64, error) {
	v, err := t.tx.Target(storage.TargetKey{Year: c.Year(), Scope: storage.ForCity, Measure: r.Key}, as)
	if isNotFound(err) {
		return 0, nil
	}
	return v, err
}

// target is what a figure is held against, in tenths of a per cent: what the
// office has set in chat, else the config's; 0: nothing.
func (t *talk) target(f figures.Figure) int64 {
	if f.Target != 0 {
		return int64(f.Target)
	}
	percent := map[string]int{
		"signing/filed":      t.config.Figures.FiledTarget,
		"signing/recognised": t.config.Figures.RecognisedTarget,
		"start/signed":       t.config.Figures.StartTarget,
		"completion/started": t.config.Figures.CompletionTarget,
	}[f.Rule.Key]
	return int64(figures.Percent(int64(percent)))
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

// backToRates shows the answer again.
func (t *talk) backToRates(p storage.Press, a args) error {
	_, view, q, err := t.asked(a)
	if err != nil {
		return err
	}
	q.Rule, q.By = "", ""
	rows, err := t.rateButtons(q)
	if err != nil {
		return err
	}
	return t.rewrite(p, "figures/rates", view, rows...)
}

// back is the row under what stands behind a figure: it leads back to it.
func (t *talk) back(q question) ([]storage.Button, error) {
	b, err := t.questionButton("back", verbRates, q)
	return []storage.Button{b}, err
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
