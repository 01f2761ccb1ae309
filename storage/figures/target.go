package figures

import "time"

// A Measure is what a yearly target is set for: how many projects, or how much
// money, reached a state within the year. It does not ask when they were
// signed, and what was dropped later stays done.
type Measure struct {
	Key    string
	State  State
	Large  bool // of those agreed at least [Yi]
	Hosted bool // a unit's own are those it hosts (承载), not those it brought in (招引)
	Amount bool // in whole yuan of agreed amounts; else in projects
}

// Yi is 亿, the size from which a signed project counts towards a target.
const Yi = 100_000_000

// Measures returns every measure a target can be set for.
func Measures() []Measure {
	return []Measure{
		{Key: "signed", State: Signed, Large: true},
		{Key: "signed_amount", State: Signed, Large: true, Amount: true},
		{Key: "hosted", State: Signed, Large: true, Hosted: true},
		{Key: "hosted_amount", State: Signed, Large: true, Hosted: true, Amount: true},
		{Key: "recognised", State: Recognised},
		{Key: "recognised_amount", State: Recognised, Amount: true},
		{Key: "started", State: Started},
		{Key: "started_amount", State: Started, Amount: true},
		{Key: "completed", State: Completed},
		{Key: "producing", State: Producing},
	}
}

// FindMeasure returns the measure of a key and reports whether there is one.
func FindMeasure(key string) (Measure, bool) {
	for _, m := range Measures() {
		if m.Key == key {
			return m, true
		}
	}
	return Measure{}, false
}

// Sum adds up the classes of a year, of projects that reached states within it.
func (m Measure) Sum(classes []Class) Sum {
	var s Sum
	for _, c := range classes {
		if c.Within.Has(m.State) && (c.Large || !m.Large) {
			s.Add(c)
		}
	}
	return s
}

// Of returns what a sum is by the measure: projects or yuan.
func (m Measure) Of(s Sum) int64 {
	if m.Amount {
		return s.Yuan
	}
	return s.Count
}

// A Progress is what was done in a year beside its target (目标完成率). All its
// methods speak of projects, or of whole yuan, as the measure does.
type Progress struct {
	Measure Measure
	Year    int
	AsOf    AsOf
	Known   int64 // the number of the last act it takes into account
	Sum     Sum   // what was done
	Target  int64 // 0: none was set
}

// Done returns what was done, in what the target is set in.
func (p Progress) Done() int64 { return p.Measure.Of(p.Sum) }

// Completion returns the share of the target that is done; it is not defined
// without a target.
func (p Progress) Completion() Rate { return Rate{p.Done(), p.Target} }

// Elapsed returns the share of the year that has gone by (序时进度).
func (p Progress) Elapsed() Rate { return Elapsed(p.Year, p.AsOf.Day) }

// Ahead returns how many points the completion is ahead of the year (超序时),
// negative if it is behind. It reports false without a target.
func (p Progress) Ahead() (Points, bool) { return p.Completion().Change(p.Elapsed()) }

// Left returns how much is missing to a share of the target, 0 if it is reached.
func (p Progress) Left(share Points) int64 {
	return max(0, p.Completion().needed(share)-p.Done())
}

// With returns the progress if n more were done.
func (p Progress) With(n int64) Progress {
	if p.Measure.Amount {
		p.Sum.Yuan += n
	} else {
		p.Sum.Count += n
	}
	return p
}

// HalfBy is the day by which half of the target is due (双过半).
func (p Progress) HalfBy() Day { return Day{p.Year, time.June, 30} }

// Half reports whether half of the target is done. It is 双过半 only of a day
// up to [Progress.HalfBy]; it reports false without a target.
func (p Progress) Half() bool { return p.Completion().AtLeast(Percent(50)) }

// Elapsed returns the share of a year that has gone by on a day: the months
// done of twelve. A month is done on its last day.
func Elapsed(year int, d Day) Rate {
	switch {
	case d.Year < year:
		return Rate{0, 12}
	case d.Year > year:
		return Rate{12, 12}
	}
	months := int64(d.Month) - 1
	if d.lastOfMonth() {
		months++
	}
	return Rate{months, 12}
}

func (d Day) lastOfMonth() bool {
	return time.Date(d.Year, d.Month, d.Day+1, 0, 0, 0, 0, time.UTC).Month() != d.Month
}

// A Share is the district's part of the city's total (占全市比重).
type Share struct {
	Measure   Measure
	District  int64
	City      int64 // as the office entered it; 0: it has not
	Districts int64 // how many districts the city has; 0: not entered
}

// Rate returns the share; it is not defined without the city's total.
func (s Share) Rate() Rate { return Rate{s.District, s.City} }

// Even returns what each district's part would be were all alike (市均).
func (s Share) Even() Rate { return Rate{1, s.Districts} }

// AboveEven returns by how many points the share is above 市均. It reports
// false where either is not known.
func (s Share) AboveEven() (Points, bool) { return s.Rate().Change(s.Even()) }
