package figures

// A Figure is a tally with all that must stand beside it when it is said.
type Figure struct {
	Rule   Rule
	Cohort Cohort
	AsOf   AsOf
	Known  int64  // the number of the last act it takes into account
	Target Points // the rate to reach; 0: none was set
	Tally
}

// A Tally is what a rule counted.
type Tally struct {
	Numerator   Sum
	Denominator Sum
}

// A Sum is a number of projects and what their amounts come to.
type Sum struct {
	Count   int64
	Yuan    int64 // whole yuan, of those with an amount in yuan
	Foreign int64 // how many are left out of Yuan for another currency
	Unsaid  int64 // how many are left out of Yuan for want of an amount
}

// Add counts a class in.
func (s *Sum) Add(c Class) {
	s.Count += c.Count
	switch c.Money {
	case Foreign:
		s.Foreign += c.Count
	case Unsaid:
		s.Unsaid += c.Count
	default:
		s.Yuan += c.Agreed
	}
}

// ByCount returns the share of projects.
func (t Tally) ByCount() Rate { return Rate{t.Numerator.Count, t.Denominator.Count} }

// ByAmount returns the share of money.
func (t Tally) ByAmount() Rate { return Rate{t.Numerator.Yuan, t.Denominator.Yuan} }

// Rate returns what the figure's rule measures: the share of money for a rule
// of paid-in amounts, of projects for the others.
func (f Figure) Rate() Rate {
	if f.Rule.PaidIn {
		return f.ByAmount()
	}
	return f.ByCount()
}

// GapTo returns how many more projects of the cohort must move into the
// numerator for a rate of p by count, 0 if it is reached. It reports false if
// the cohort has too few, or none at all.
func (t Tally) GapTo(p Points) (int64, bool) {
	gap := max(0, t.ByCount().needed(p)-t.Numerator.Count)
	return gap, t.ByCount().Defined() && gap <= t.Denominator.Count-t.Numerator.Count
}

// With returns the tally if n more projects of the cohort moved into the
// numerator. Which ones is not said, so amounts stay. It reports false, and
// moves as many as there are, where the cohort has fewer than n left.
func (t Tally) With(n int64) (Tally, bool) {
	left := t.Denominator.Count - t.Numerator.Count
	t.Numerator.Count += min(n, left)
	return t, n <= left
}
