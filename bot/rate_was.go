package bot

import (
	"slices"

	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// wasView is what a line is set against: another look at the same rule.
type wasView struct {
	When    string // a template “was/…”
	Day     storage.Date
	Year    int
	Line    rateLine
	Change  int64 // tenths of a percentage point from it to the line
	Changes bool  // both are defined
}

// A look is another look at a question's cohort.
type look struct {
	when   string // a template “was/…”
	cohort figures.Cohort
	as     figures.AsOf
	day    storage.Date
}

// looks are what a question is set against. What cannot be is a note.
func (t *talk) looks(q question) ([]look, []note, error) {
	day := t.today()
	if q.Day != (figures.Day{}) {
		day = storage.Date(q.Day)
	}
	switch q.Compare {
	case "last_meeting":
		return t.lookAtMeeting(q, day)
	case "last_month":
		end := storage.Date{Year: day.Year, Month: day.Month, Day: 1}.AddDays(-1)
		as, err := t.tx.AsOfThenDay(end)
		return []look{{"last-month", q.Cohort, as, end}}, nil, err
	case "last_year":
		c, ok := yearBefore(q.Cohort)
		if !ok {
			return nil, []note{{What: "last-year"}}, nil
		}
		same := storage.Date(dayBefore(figures.Day(day)))
		return []look{{"last-year", c, t.tx.AsOfDay(same), same}, {"last-year-now", c, t.tx.AsOfNow(), day}}, nil, nil
	}
	return nil, nil, nil
}

// lookAtMeeting is the look at the last meeting before a day.
func (t *talk) lookAtMeeting(q question, day storage.Date) ([]look, []note, error) {
	at := t.tx.Now()
	if day.Before(t.today()) {
		at = day.Clock(0, 0, t.loc)
	}
	m, ok := t.rhythm.last(at)
	if !ok {
		return nil, []note{{What: "no-meeting"}}, nil
	}
	as, err := t.tx.AsOfThen(m.Start)
	return []look{{"last-meeting", q.Cohort, as, m.Date}}, nil, err
}

// yearBefore is the same cohort a year earlier. One of events has none, for
// each year has its own.
func yearBefore(c figures.Cohort) (figures.Cohort, bool) {
	if c.Events != nil || c.From == (figures.Day{}) {
		return c, false
	}
	c.From = dayBefore(c.From)
	if c.To != (figures.Day{}) {
		c.To = dayBefore(c.To)
	}
	return c, true
}

// dayBefore is the same day a year earlier, 28 February for the 29th.
func dayBefore(d figures.Day) figures.Day {
	d.Year--
	if d.Month == 2 && d.Day == 29 {
		d.Day = 28
	}
	return d
}

// compareRates sets the lines of an answer against what the question asks.
func (t *talk) compareRates(view *ratesView, q question, rules []figures.Rule) error {
	if q.Compare == "average" {
		view.Notes = append(view.Notes, averageOf(view.Lines)...)
		return nil
	}
	looks, notes, err := t.looks(q)
	if err != nil {
		return err
	}
	view.Notes = append(view.Notes, notes...)
	for _, k := range looks {
		fs, err := t.tx.Figures(rules, k.cohort, k.as)
		if err != nil {
			return err
		}
		for i := range view.Lines {
			line := &view.Lines[i]
			if was, ok := t.lineOf(fs, *line); ok {
				line.Was = append(line.Was, wasView{
					When: k.when, Day: k.day, Year: k.cohort.From.Year, Line: was,
					Change: line.Percent - was.Percent, Changes: line.Defined && was.Defined,
				})
			}
		}
	}
	return nil
}

// averageOf sets lines against the city's average, and notes where it was not
// entered for any.
func averageOf(lines []rateLine) []note {
	known := false
	for i := range lines {
		if l := &lines[i]; l.City != 0 && l.Defined && !l.Amount {
			l.Above, known = l.Percent-l.City, true
		}
	}
	if known {
		return nil
	}
	return []note{{What: "average"}}
}

// sinceLastMeeting adds to each line how it changed since the last meeting.
func (t *talk) sinceLastMeeting(view *ratesView, q question, rules []figures.Rule, as figures.AsOf) error {
	m, ok := t.rhythm.last(t.tx.Now())
	if !ok || as.Kind != figures.Now {
		return nil
	}
	before, err := t.figuresAt(rules, q.Cohort, m.Start)
	if err != nil {
		return err
	}
	view.Meeting, view.Same = m.Date, true
	for i := range view.Lines {
		line := &view.Lines[i]
		was, _ := t.lineOf(before, *line)
		line.Change = line.Percent - was.Percent
		line.Changed = line.Defined && was.Defined && line.Change != 0
		view.Same = view.Same && !line.Changed && line.Defined == was.Defined
	}
	view.Same = view.Same && slices.ContainsFunc(view.Lines, func(l rateLine) bool { return l.Defined })
	return nil
}

// lineOf is the line of the same rule and measure in other figures.
func (t *talk) lineOf(fs []figures.Figure, like rateLine) (rateLine, bool) {
	for _, f := range fs {
		if f.Rule.Key == like.Rule {
			return t.rateLineBy(f, like.Amount), true
		}
	}
	return rateLine{}, false
}
