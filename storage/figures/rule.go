package figures

import "strings"

// A State is something a project has reached by a day.
type State int

// The states that are counted. A project at a later stage has passed the
// earlier ones, also where their days were never said: recognised implies
// filed, producing implies completed, completed implies started. Signed alone
// needs a day of its own, for it places the project in its cohort.
const (
	Signed     State = iota + 1 // 已签约
	Filed                       // 已申报: filed and not returned, or recognised
	Recognised                  // 已认定
	Started                     // 已开工
	Completed                   // 已竣工
	Producing                   // 已投产
)

// States is a set of states.
type States uint

// With returns the set with s in it.
func (ss States) With(s State) States { return ss | 1<<s }

// Has reports whether s is in the set.
func (ss States) Has(s State) bool { return ss&(1<<s) != 0 }

// A Rule says what a figure counts (口径). It is data; its sentence for people
// is found by its key.
type Rule struct {
	Key         string // figure and rule: signing/filed
	Figure      string // the figure it is a rule of: signing
	Numerator   State  // counted only of what the denominator counts
	Denominator State
	PaidIn      bool // by amount alone: paid-in (到位资金) of agreed
	// WithoutDropped leaves projects dropped by the day out on both sides.
	// By default they stay where they were: cohorts never close, and a rate
	// must not rise because a project that failed was archived.
	WithoutDropped bool
}

// The figures that have rules.
const (
	Signing    = "signing"    // 签约转化率
	Start      = "start"      // 开工率
	Completion = "completion" // 竣工率
	Production = "production" // 投产率
	PaidIn     = "paid_in"    // 到位率
)

// withoutDropped ends the key of a rule's variant that leaves out what was dropped.
const withoutDropped = "/without-dropped"

// Rules returns every rule; a figure's first is its default.
func Rules() []Rule {
	return []Rule{
		{Key: "signing/filed", Figure: Signing, Numerator: Filed, Denominator: Signed},
		{Key: "signing/recognised", Figure: Signing, Numerator: Recognised, Denominator: Signed},
		{Key: "start/signed", Figure: Start, Numerator: Started, Denominator: Signed},
		{Key: "start/recognised", Figure: Start, Numerator: Started, Denominator: Recognised},
		{Key: "completion/started", Figure: Completion, Numerator: Completed, Denominator: Started},
		{Key: "completion/signed", Figure: Completion, Numerator: Completed, Denominator: Signed},
		{Key: "production/completed", Figure: Production, Numerator: Producing, Denominator: Completed},
		{Key: "production/signed", Figure: Production, Numerator: Producing, Denominator: Signed},
		{Key: "paid_in/agreed", Figure: PaidIn, Numerator: Signed, Denominator: Signed, PaidIn: true},
	}
}

// Find returns the rule of a key; the ending “/without-dropped” is understood
// on each. It reports whether there is one.
func Find(key string) (Rule, bool) {
	base, without := strings.CutSuffix(key, withoutDropped)
	for _, r := range Rules() {
		if r.Key == base {
			if without {
				r = r.LeaveOutDropped()
			}
			return r, true
		}
	}
	return Rule{}, false
}

// RulesOf returns the rules of a figure, its default first.
func RulesOf(figure string) []Rule {
	var rs []Rule
	for _, r := range Rules() {
		if r.Figure == figure {
			rs = append(rs, r)
		}
	}
	return rs
}

// LeaveOutDropped returns the rule's variant that leaves out what was dropped.
func (r Rule) LeaveOutDropped() Rule {
	if !r.WithoutDropped {
		r.Key, r.WithoutDropped = r.Key+withoutDropped, true
	}
	return r
}

// Counts reports whether a project of such states is in the rule's
// denominator, and whether also in its numerator.
func (r Rule) Counts(reached States, dropped bool) (denominator, numerator bool) {
	if !reached.Has(r.Denominator) || dropped && r.WithoutDropped {
		return false, false
	}
	return true, reached.Has(r.Numerator)
}

// A Class is a heap of projects that no rule tells apart.
// What the question does not ask is not told apart, and zero.
type Class struct {
	Reached States
	Within  States // those reached within the year that is asked for
	Stage   int    // the furthest by the day, 0: not yet in the ledger
	Dropped bool   // by the day
	Large   bool   // agreed at least [Yi]
	Money   Money
	Count   int64
	Agreed  int64 // whole yuan, 0 unless Money is InYuan or PaidForeign
	PaidIn  int64 // whole yuan, 0 for PaidForeign
}

// Money says which of a project's amounts can be added up.
type Money int

// The ways a project's amounts stand. What is in another currency is never
// converted; a paid-in amount not said is nothing yet.
const (
	InYuan      Money = iota // agreed amount in yuan, paid-in in yuan or not said
	PaidForeign              // agreed amount in yuan, paid-in in another currency
	Unsaid                   // no agreed amount
	Foreign                  // agreed amount in another currency
)

// Tally adds classes up by the rule.
func (r Rule) Tally(classes []Class) Tally {
	var t Tally
	for _, c := range classes {
		denominator, numerator := r.Counts(c.Reached, c.Dropped)
		switch {
		case !denominator:
		case r.PaidIn:
			t.addPaidIn(c)
		default:
			t.Denominator.Add(c)
			if numerator {
				t.Numerator.Add(c)
			}
		}
	}
	return t
}

// addPaidIn sets paid-in against agreed amounts, of projects that have both in yuan.
func (t *Tally) addPaidIn(c Class) {
	paid := c
	paid.Agreed = c.PaidIn
	if c.Money == PaidForeign {
		c.Money, paid.Money = Foreign, Foreign
	}
	t.Denominator.Add(c)
	t.Numerator.Add(paid)
}
