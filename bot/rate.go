package bot

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// A question in words becomes a [question] in ids here. Nothing it says may be
// dropped in silence: what cannot narrow a figure is refused, for the figure
// would be of more than was asked; what only arranges an answer is noted.

// An unknown is a name of a scope that the ledger does not have, or a limit
// that a figure cannot be given: a template “unknown/…”.
type unknown struct{ What, Name string }

// A note says what of a question its answer leaves out: a template “note/…”.
type note struct{ What, Name string }

// figureWords has the figure of each rate of the contract.
var figureWords = map[string]string{
	"签约转化率": figures.Signing, "开工率": figures.Start, "竣工率": figures.Completion,
	"投产率": figures.Production, "到位率": figures.PaidIn,
}

// A rateAnswer is one part of an answer to a question of rates.
type rateAnswer struct {
	template string
	view     any
	buttons  [][]storage.Button // where it stands alone
	alone    []storage.Button   // beside others: each opens one of its figures
}

// askRates answers the rates of a message, in one message.
func (t *talk) askRates(l *ledger, as []reading.AskRate, aside reading.Aside) error {
	var answers []rateAnswer
	for len(as) > 0 {
		n := 1
		for n < len(as) && figureWords[as[0].Rate] != "" && figureWords[as[n].Rate] != "" {
			n++
		}
		answer, err := t.answerRates(l, as[:n], aside)
		if err != nil {
			return err
		}
		answers, as = append(answers, answer...), as[n:]
	}
	if len(answers) == 1 {
		return t.say(answers[0].template, answers[0].view, storage.Subject{}, answers[0].buttons...)
	}
	return t.sayJoined(answers)
}

// answerRates answers rates that are all figures, or a single one that is not.
func (t *talk) answerRates(l *ledger, as []reading.AskRate, aside reading.Aside) ([]rateAnswer, error) {
	if figureWords[as[0].Rate] == "" {
		a, err := t.answerYear(l, as[0], aside)
		return []rateAnswer{a}, err
	}
	var qs []question
	for _, a := range as {
		q, no, err := t.question(l, a, aside)
		if err != nil {
			return nil, err
		}
		if no != (unknown{}) {
			return []rateAnswer{{template: "figures/unknown", view: no}}, nil
		}
		qs = append(qs, q)
	}
	return t.answerQuestions(l, qs)
}

// answerQuestions answers several figures: of one scope in one answer, of
// several scopes side by side.
func (t *talk) answerQuestions(l *ledger, qs []question) ([]rateAnswer, error) {
	first := qs[0]
	var figuresAsked []string
	var scopes []question
	for _, q := range qs {
		if !slices.Contains(figuresAsked, q.Figure) {
			figuresAsked = append(figuresAsked, q.Figure)
		}
		if !slices.ContainsFunc(scopes, func(s question) bool { return s.Cohort.Same(q.Cohort) && s.Day == q.Day }) {
			scopes = append(scopes, q)
		}
	}
	var answers []rateAnswer
	switch {
	case first.By != "" && len(scopes) == 1:
		for _, f := range figuresAsked {
			first.Figure = f
			a, err := t.answerCompared(first)
			if err != nil {
				return nil, err
			}
			answers = append(answers, a)
		}
	case len(scopes) > 1 && !ofSeveral(scopes):
		for _, q := range scopes {
			q.Also = figuresAsked[1:]
			a, err := t.answerOneScope(l, q)
			if err != nil {
				return nil, err
			}
			a.alone = nil // the buttons of two spans would be called the same
			answers = append(answers, a)
		}
	case len(scopes) > 1:
		for _, f := range figuresAsked {
			a, err := t.answerBeside(l, f, scopes)
			if err != nil {
				return nil, err
			}
			answers = append(answers, a)
		}
	default:
		first.Also = figuresAsked[1:]
		a, err := t.answerOneScope(l, first)
		if err != nil {
			return nil, err
		}
		answers = append(answers, a)
	}
	if !first.Stages || len(scopes) > 1 {
		return answers, nil
	}
	a, err := t.answerStages(first)
	return append(answers, a), err
}

// ofSeveral reports whether scopes are of several units, leaders or kinds of units, which
// can be set side by side; else they are of several spans, each of which says its own.
func ofSeveral(scopes []question) bool {
	return slices.ContainsFunc(scopes, func(q question) bool {
		a, b := q.Cohort, scopes[0].Cohort
		return a.Unit != b.Unit || a.Host != b.Host || a.Leader != b.Leader || a.UnitKind != b.UnitKind
	})
}

// answerStages says beside a rate how many of its projects stand at each
// stage: the rate has its stage in itself, and has no parts by it.
func (t *talk) answerStages(q question) (rateAnswer, error) {
	view, err := t.funnel(q)
	if err != nil {
		return rateAnswer{}, err
	}
	draw, err := t.pictureButton(q, pictureFunnel)
	return rateAnswer{"figures/funnel", view, nil, []storage.Button{draw}}, err
}

// answerOneScope answers the figures of one scope.
func (t *talk) answerOneScope(l *ledger, q question) (rateAnswer, error) {
	view, err := t.rates(l, q)
	if err != nil {
		return rateAnswer{}, err
	}
	a := rateAnswer{template: "figures/rates", view: view}
	if a.buttons, err = t.rateButtons(q); err != nil {
		return a, err
	}
	a.alone, err = t.aloneButtons(q)
	return a, err
}

// aloneButtons open each figure of a question by itself.
func (t *talk) aloneButtons(q question) ([]storage.Button, error) {
	var row []storage.Button
	for _, f := range append([]string{q.Figure}, q.Also...) {
		one := q
		one.Figure, one.Also = f, nil
		b, err := t.questionButton("figure/"+f, verbAlone, one)
		if err != nil {
			return nil, err
		}
		row = append(row, b)
	}
	return row, nil
}

// verbAlone says one figure of an answer that has several. It stands in the
// database: never renamed.
const verbAlone = "one figure"

func (t *talk) openAlone(_ storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	return t.sayRates(l, q)
}

// sayJoined says several answers in one message.
func (t *talk) sayJoined(answers []rateAnswer) error {
	var parts []template.HTML
	var rows [][]storage.Button
	for _, a := range answers {
		words, err := t.words.Say(a.template, a.view)
		if err != nil {
			return err
		}
		parts = append(parts, template.HTML(words)) // escaped by the template it comes from
		if len(a.alone) > 0 {
			rows = append(rows, a.alone)
		}
	}
	return t.say("figures/joined", parts, storage.Subject{}, rows...)
}

// question puts an asked rate into ids.
func (t *talk) question(l *ledger, a reading.AskRate, aside reading.Aside) (question, unknown, error) {
	q := question{
		Figure: figureWords[a.Rate], Compare: a.Compare, Show: a.Show, Sort: a.Sort, RuleDay: aside.Rule,
		Measure: measureOf(a.Metrics),
	}
	q.Day = t.dayOf(a.Scope)
	q.Then = aside.Then && aside.Rule != "then" && q.Day != figures.Day{} // 按当时的规则 is of the rule alone
	c, no, err := t.cohort(l, a.Scope, aside)
	if err != nil || no != (unknown{}) {
		return q, no, err
	}
	q.Cohort = c
	switch by := figures.Division(cmp.Or(aside.By, a.GroupBy)); {
	case slices.Contains(divisions(), by):
		q.By = by
	case a.GroupBy == "stage" && q.Day == figures.Day{}:
		q.Stages = true
	case a.GroupBy != "":
		q.Left = append(q.Left, note{"group", a.GroupBy})
	case a.Sort != "":
		q.By = figures.ByUnit
	}
	if len(aside.Tags) > 1 {
		return q, unknown{"tags", strings.Join(aside.Tags, "、")}, nil
	}
	return q, unknown{}, nil
}

// measureOf says by what a rate is counted: "" is by projects.
func measureOf(metrics []string) string {
	switch {
	case !slices.Contains(metrics, "amount"):
		return ""
	case slices.Contains(metrics, "count"):
		return "both"
	}
	return "amount"
}

// dayOf is the day as of which a scope is asked: 截至4月30日, or a single day.
// Today, and what is to come, is as of now.
func (t *talk) dayOf(s reading.Scope) figures.Day {
	if s.To == nil || s.From != nil && *s.From != *s.To || !storage.Date(*s.To).Before(t.today()) {
		return figures.Day{}
	}
	return figures.Day(*s.To)
}

// cohort is the cohort of a scope in words: without words the whole district
// and this year.
func (t *talk) cohort(l *ledger, s reading.Scope, aside reading.Aside) (figures.Cohort, unknown, error) {
	if beyondDistrict(s) {
		return figures.Cohort{}, unknown{"area", s.Area}, nil
	}
	year := t.today().Year
	switch {
	case s.SignYear != 0:
		year = s.SignYear
	case s.Year != 0:
		year = s.Year
	case s.To != nil:
		year = s.To.Year
	}
	c := figures.SignedIn(year)
	if s.From != nil && (s.To == nil || *s.From != *s.To) {
		c.From = figures.Day(*s.From)
		if s.To != nil {
			c.To = figures.Day(*s.To)
		}
	}
	c.MinYuan, c.MaxYuan = wanYuan(s.MinWan), wanYuan(aside.Below)
	if aside.Level != "" {
		c.Level = aside.Level + "级"
	}
	if len(aside.Tags) > 0 {
		c.Tag = aside.Tags[0]
	}
	if no := l.narrow(&c, s, aside.Host); no != (unknown{}) {
		return c, no, nil
	}
	if aside.Chain == "" {
		return c, unknown{}, nil
	}
	if c.Chain = l.chainCalled(aside.Chain); c.Chain == "" {
		return c, unknown{"chain", aside.Chain}, nil
	}
	return c, unknown{}, nil
}

// beyondDistrict reports whether a scope is of more than the district (全市).
func beyondDistrict(s reading.Scope) bool { return s.Area != "" && s.Area != "全区" }

// wanYuan is so many 万 in whole yuan.
func wanYuan(wan reading.Decimal) int64 {
	return int64(wan) * int64(storage.Wan) / int64(reading.DecimalOf(1))
}

// narrow narrows a cohort by the names of a scope, or returns the one that is
// not known.
func (l *ledger) narrow(c *figures.Cohort, s reading.Scope, host bool) unknown {
	if s.Unit != "" {
		u, ok := l.units[s.Unit]
		if !ok {
			return unknown{"unit", s.Unit}
		}
		if c.Unit = int64(u.ID); host {
			c.Unit, c.Host = 0, c.Unit
		}
	}
	if s.Leader != "" {
		p, ok := l.leaders[s.Leader]
		if !ok {
			return unknown{"leader", s.Leader}
		}
		c.Leader = int64(p.ID)
	}
	if s.Kind != "" {
		k, ok := kindOfWord[s.Kind]
		if !ok {
			return unknown{"kind", s.Kind}
		}
		c.UnitKind = string(k)
	}
	for _, name := range s.Events {
		e, ok := l.events[name]
		if !ok {
			return unknown{"event", name}
		}
		c.Events = append(c.Events, int64(e.ID))
	}
	return unknown{}
}
