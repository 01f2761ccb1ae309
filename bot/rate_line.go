package bot

import (
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// rateLine is one rule of a figure.
type rateLine struct {
	Figure    string
	Rule      string
	First     bool // of its figure
	Amount    bool // by amounts, of a rule that counts projects as well
	Defined   bool
	Percent   int64        // tenths
	Of, All   int64        // projects
	Paid, Due storage.Yuan // of amounts, in place of projects
	InYuan    bool         // it is of amounts
	Target    int64        // tenths of a per cent, 0: none
	City      int64        // the city's average (市均), tenths of a per cent, 0: not entered
	Above     int64        // above it, tenths of a percentage point; where it was asked
	Reached   bool
	Gap       int64 // projects
	Reachable bool
	Without   int64 // projects left out of the amounts: no amount in yuan
	Change    int64 // tenths of a percentage point since the last meeting
	Changed   bool  // there is a rate to compare with, and it differs
	Was       []wasView
}

func (t *talk) rateLine(f figures.Figure) rateLine { return t.rateLineBy(f, false) }

// rateLines are the lines of a figure by what a question counts.
func (t *talk) rateLines(f figures.Figure, q question) []rateLine {
	switch {
	case q.Measure == "" || f.Rule.PaidIn:
		return []rateLine{t.rateLine(f)}
	case q.Measure == "both":
		return []rateLine{t.rateLine(f), t.rateLineBy(f, true)}
	}
	return []rateLine{t.rateLineBy(f, true)}
}

// rateLineBy is a figure by its projects, or by their amounts. A target is of
// the projects alone.
func (t *talk) rateLineBy(f figures.Figure, amount bool) rateLine {
	r := f.Rate()
	if amount {
		r = f.ByAmount()
	}
	points, defined := r.Points()
	line := rateLine{
		Figure: f.Rule.Figure, Rule: f.Rule.Key, Amount: amount && !f.Rule.PaidIn, Defined: defined, Percent: int64(points),
		Of: r.Of, All: r.All, InYuan: f.Rule.PaidIn || amount, Paid: storage.Yuan(r.Of), Due: storage.Yuan(r.All),
	}
	if line.InYuan {
		line.Without = f.Denominator.Foreign + f.Denominator.Unsaid
	}
	if !line.Amount {
		line.Target = t.target(f)
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
