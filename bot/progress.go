package bot

import (
	"cmp"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// progressView is what was done in a year beside its targets (目标完成率).
type progressView struct {
	Today   storage.Date
	Year    int
	Unit    string // "" for the district
	Rows    []progressRow
	Elapsed int64 // tenths of a per cent of the year (序时进度)
	HalfDue bool  // the first half is not over
}

// progressRow is one measure with a target.
type progressRow struct {
	Measure string
	Money   bool
	Done    int64 // projects, or whole yuan
	Target  int64
	Percent int64
	Ahead   int64 // tenths of a percentage point (超序时)
	Half    bool  // half of the target is done (双过半)
	Left    int64 // to half of the target
}

// sayProgress answers how much of the year's targets is done.
func (t *talk) sayProgress(l *ledger, s reading.Scope) error {
	c := figures.SignedIn(cmp.Or(s.Year, t.today().Year))
	c.Unit = int64(l.units[s.Unit].ID)
	view, err := t.progress(s.Unit, c)
	if err != nil {
		return err
	}
	if len(view.Rows) == 0 {
		return t.say("figures/progress", view, storage.Subject{})
	}
	draw, err := t.pictureButton(question{Figure: figures.Signing, Cohort: c}, pictureProgress)
	if err != nil {
		return err
	}
	return t.say("figures/progress", view, storage.Subject{}, []storage.Button{draw})
}

// progress is what a unit, or the district, has done of its targets of a
// cohort's year.
func (t *talk) progress(unit string, of figures.Cohort) (progressView, error) {
	year, c := of.Year(), figures.Cohort{Unit: of.Unit}
	view := progressView{Today: t.today(), Year: year, Unit: unit}
	ps, err := t.tx.Progress(figures.Measures(), year, c, t.tx.AsOfNow())
	if err != nil {
		return view, err
	}
	for _, p := range ps {
		points, _ := p.Elapsed().Points()
		view.Elapsed = int64(points)
		view.HalfDue = !t.today().After(storage.Date(p.HalfBy()))
		if p.Target != 0 {
			view.Rows = append(view.Rows, progressRowOf(p))
		}
	}
	return view, nil
}

func progressRowOf(p figures.Progress) progressRow {
	points, _ := p.Completion().Points()
	ahead, _ := p.Ahead()
	return progressRow{
		Measure: p.Measure.Key, Money: p.Measure.Amount, Done: p.Done(), Target: p.Target,
		Percent: int64(points), Ahead: int64(ahead), Half: p.Half(), Left: p.Left(figures.Percent(50)),
	}
}

// shareView is the district's part of the city (占全市比重).
type shareView struct {
	Today   storage.Date
	Year    int
	Entered bool // the office has entered the city's totals
	Rows    []shareRow
}

type shareRow struct {
	Measure string
	Money   bool
	Of, All int64
	Percent int64
	Even    int64 // the even share of a district (市均), tenths
	Known   bool  // the number of districts was entered
}

// sayShare answers the district's share of the city.
func (t *talk) sayShare(_ *ledger, s reading.Scope) error {
	view := shareView{Today: t.today(), Year: t.today().Year}
	if s.Year != 0 {
		view.Year = s.Year
	}
	for _, m := range figures.Measures() {
		share, err := t.tx.ShareOfCity(m, view.Year, 0, t.tx.AsOfNow())
		if err != nil {
			return err
		}
		points, ok := share.Rate().Points()
		if !ok {
			continue
		}
		even, known := share.Even().Points()
		view.Rows = append(view.Rows, shareRow{
			Measure: m.Key, Money: m.Amount, Of: share.Rate().Of, All: share.Rate().All,
			Percent: int64(points), Even: int64(even), Known: known,
		})
	}
	view.Entered = len(view.Rows) > 0
	return t.say("figures/share", view, storage.Subject{})
}
