package bot

import (
	"encoding/json"
	"fmt"
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

	Also    []string    `json:"also,omitempty"`    // further figures, asked in the same breath
	Measure string      `json:"measure,omitzero"`  // "amount", "both"; "": by projects
	Compare string      `json:"compare,omitzero"`  // what it is set against, as the contract names it
	Show    []string    `json:"show,omitempty"`    // the parts asked for one by one, likewise
	Sort    string      `json:"sort,omitzero"`     // of a comparison: "asc", "desc"
	RuleDay string      `json:"rule_day,omitzero"` // "now": today's rule also for an earlier day
	Since   figures.Day `json:"since,omitzero"`    // of what moved: from this day; zero: the last meeting
	Until   figures.Day `json:"until,omitzero"`    // likewise: up to this; zero: now
	Stages  bool        `json:"stages,omitzero"`   // how many stand at each stage is asked as well
	Left    []note      `json:"left,omitempty"`    // what of it is not answered
}

// ruleOf is the rule a question's figure is counted by on a day.
func (t *talk) ruleOf(figure string, q question, as figures.AsOf) (figures.Rule, error) {
	if q.RuleDay == "now" {
		as = t.tx.AsOfNow()
	}
	return t.tx.RuleOf(figure, as)
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
	Today    storage.Date
	AsOf     storage.Date
	Kind     figures.AsOfKind
	RuleNow  bool // of an earlier day, by today's rule
	RuleThen bool // of an earlier day, by its rule, which is no longer today's
	Cohort   cohortView
	Parts    []shownPart
	Lines    []rateLine
	Meeting  storage.Date // the last one, since which the changes are; zero: there was none
	Same     bool         // nothing has changed since
	Notes    []note
}

// shownPart is a part of a figure asked for by itself: a template “show/…”.
type shownPart struct {
	What  string
	Count int64
}

// cohortView names a cohort.
type cohortView struct {
	Year     int
	From, To storage.Date
	Unit     string
	Kind     storage.UnitKind
	Host     string
	Leader   string
	Events   []string
	Level    string
	Chain    string
	Tag      string
	MinYuan  storage.Yuan
	MaxYuan  storage.Yuan
	District bool // no unit, no kind of units and no leader narrows it
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
	if len(q.Also) > 0 {
		row, err := t.aloneButtons(q)
		return [][]storage.Button{row}, err
	}
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

// rules are the rules a question is answered by, of each figure the office's
// choice first. Signing conversion asked alone has the start and the completion
// rate beside it.
func (t *talk) rules(q question, as figures.AsOf) ([]figures.Rule, error) {
	var rules []figures.Rule
	for _, f := range append([]string{q.Figure}, q.Also...) {
		chosen, err := t.ruleOf(f, q, as)
		if err != nil {
			return nil, err
		}
		rules = append(rules, chosen)
		for _, r := range figures.RulesOf(f) {
			if r.Key != chosen.Key {
				rules = append(rules, r)
			}
		}
	}
	if q.Figure != figures.Signing || len(q.Also) > 0 || q.Compare != "" || q.Measure != "" || q.Show != nil {
		return rules, nil
	}
	for _, f := range beside {
		r, err := t.ruleOf(f, q, as)
		if err != nil {
			return nil, err
		}
		rules = append(rules, r)
	}
	return rules, nil
}

// rates counts what a question asks, and how it changed since the last meeting
// or against what it is to be set.
func (t *talk) rates(l *ledger, q question) (ratesView, error) {
	view := ratesView{Today: t.today(), Cohort: t.nameCohort(l, q.Cohort), RuleNow: q.RuleDay == "now" && q.Day != figures.Day{}, Notes: q.Left}
	as, err := t.asOf(q)
	if err != nil {
		return view, err
	}
	view.AsOf, view.Kind = storage.Date(as.Day), as.Kind
	rules, err := t.rules(q, as)
	if err != nil {
		return view, err
	}
	today, err := t.tx.RuleOf(q.Figure, t.tx.AsOfNow())
	if err != nil {
		return view, err
	}
	view.RuleThen = q.Day != figures.Day{} && rules[0].Key != today.Key
	fs, err := t.tx.Figures(rules, q.Cohort, as)
	if err != nil {
		return view, err
	}
	for _, f := range fs {
		for _, line := range t.rateLines(f, q) {
			line.First = len(view.Lines) == 0 || view.Lines[len(view.Lines)-1].Figure != line.Figure
			if line.City, err = t.cityRate(f.Rule, q.Cohort, as); err != nil {
				return view, err
			}
			view.Lines = append(view.Lines, line)
		}
	}
	if view.Parts, err = t.parts(q, as); err != nil {
		return view, err
	}
	if q.Compare != "" {
		return view, t.compareRates(&view, q, rules)
	}
	return view, t.sinceLastMeeting(&view, q, rules, as)
}

// parts are what a question asks for one by one: how many are signed, filed …
func (t *talk) parts(q question, as figures.AsOf) ([]shownPart, error) {
	if q.Show == nil {
		return nil, nil
	}
	fs, err := t.tx.Figures(figures.RulesOf(figures.Signing), q.Cohort, as)
	if err != nil {
		return nil, err
	}
	filed, recognised := fs[0].Tally, fs[1].Tally
	counts := map[string]int64{
		"signed": filed.Denominator.Count, "applied": filed.Numerator.Count,
		"not_applied": filed.Denominator.Count - filed.Numerator.Count, "recognised": recognised.Numerator.Count,
	}
	var parts []shownPart
	for _, what := range q.Show {
		if n, ok := counts[what]; ok { // the rate itself is answered anyhow
			parts = append(parts, shownPart{what, n})
		}
	}
	return parts, nil
}

// figuresAt counts a cohort as it was known at an instant.
func (t *talk) figuresAt(rules []figures.Rule, c figures.Cohort, at time.Time) ([]figures.Figure, error) {
	as, err := t.tx.AsOfThen(at)
	if err != nil {
		return nil, err
	}
	return t.tx.Figures(rules, c, as)
}

func (t *talk) nameCohort(l *ledger, c figures.Cohort) cohortView {
	v := cohortView{
		Year: c.Year(), From: storage.Date(c.From), To: storage.Date(c.To), Level: c.Level, Chain: c.Chain, Tag: c.Tag,
		MinYuan: storage.Yuan(c.MinYuan), MaxYuan: storage.Yuan(c.MaxYuan), Kind: storage.UnitKind(c.UnitKind),
		Unit: l.unitName[storage.UnitID(c.Unit)], Host: l.unitName[storage.UnitID(c.Host)], Leader: l.persons[storage.PersonID(c.Leader)].Name,
	}
	for _, e := range c.Events {
		v.Events = append(v.Events, l.eventsBy[storage.EventID(e)].Name)
	}
	v.District = v.Unit == "" && v.Leader == "" && v.Kind == "" && v.Host == ""
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
