package bot

import (
	"shuangzhou/bot/chart"
	"shuangzhou/bot/reading"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// funnelView is how many projects stand at each stage, and what they come to.
type funnelView struct {
	Today   storage.Date
	Cohort  cohortView
	Rows    []funnelRow
	Largest int64
}

type funnelRow struct {
	Stage int
	Count int64
	Yuan  storage.Yuan
}

// answerFunnel shows how many projects stand at each stage.
func (t *talk) answerFunnel(l *ledger, a reading.Funnel, aside reading.Aside) error {
	c, no, err := t.cohort(l, a.Scope, aside)
	if err != nil {
		return err
	}
	if no != (unknown{}) {
		return t.say("figures/unknown", no, storage.Subject{})
	}
	if a.Scope.SignYear == 0 {
		c.From, c.To = figures.Day{}, figures.Day{} // of all that are in the ledger, not of a year's
	}
	q := question{Figure: figures.Signing, Cohort: c}
	view, err := t.funnel(q)
	if err != nil {
		return err
	}
	draw, err := t.pictureButton(q, pictureFunnel)
	if err != nil {
		return err
	}
	return t.say("figures/funnel", view, storage.Subject{}, []storage.Button{draw})
}

func (t *talk) funnel(q question) (funnelView, error) {
	view := funnelView{Today: t.today(), Largest: 1}
	l, err := t.ledger(t.tx)
	if err != nil {
		return view, err
	}
	view.Cohort = t.nameCohort(l, q.Cohort)
	sums, err := t.tx.Funnel(q.Cohort, t.tx.AsOfNow())
	for _, s := range sums {
		view.Rows = append(view.Rows, funnelRow{int(s.Stage), s.Count, storage.Yuan(s.Yuan)})
		view.Largest = max(view.Largest, s.Count)
	}
	return view, err
}

// drawFunnel draws the funnel, each bar of the largest.
func (t *talk) drawFunnel(pen *chart.Pen, q question) (made, error) {
	view, err := t.funnel(q)
	if err != nil {
		return made{}, err
	}
	c, err := t.titled("picture/funnel", "picture/day", view)
	if err != nil {
		return made{}, err
	}
	for _, r := range view.Rows {
		v := chart.Value{Tenth: r.Count * 1000 / view.Largest}
		if v.Label, err = t.words.Plain("picture/stage", r.Stage); err != nil {
			return made{}, err
		}
		if v.Words, err = t.words.Plain("picture/at-stage", r); err != nil {
			return made{}, err
		}
		c.Values = append(c.Values, v)
	}
	return t.drawn(pen, c)
}

// drawProgress draws each target's completion, with the part of the year that
// has gone by as a line across.
func (t *talk) drawProgress(pen *chart.Pen, q question) (made, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return made{}, err
	}
	view, err := t.progress(l.unitName[storage.UnitID(q.Cohort.Unit)], q.Cohort)
	if err != nil {
		return made{}, err
	}
	c, err := t.titled("picture/progress", "picture/day", view)
	if err != nil {
		return made{}, err
	}
	c.Target = view.Elapsed
	if c.Mark, err = t.words.Plain("picture/elapsed", view); err != nil {
		return made{}, err
	}
	if c.Empty, err = t.words.Plain("picture/no-targets", nil); err != nil {
		return made{}, err
	}
	for _, r := range view.Rows {
		v := chart.Value{Tenth: r.Percent, Reached: r.Ahead >= 0}
		if v.Label, err = t.words.Plain("picture/measure", r); err != nil {
			return made{}, err
		}
		if v.Words, err = t.words.Plain("picture/completed", r); err != nil {
			return made{}, err
		}
		c.Values = append(c.Values, v)
	}
	return t.drawn(pen, c)
}

// titled begins a picture with its title and what stands beneath it.
func (t *talk) titled(title, foot string, view any) (chart.Chart, error) {
	var c chart.Chart
	var err error
	if c.Title, err = t.words.Plain(title, view); err != nil {
		return c, err
	}
	c.Foot, err = t.words.Plain(foot, view)
	return c, err
}

func (t *talk) drawn(pen *chart.Pen, c chart.Chart) (made, error) {
	picture, err := pen.Bars(c)
	if err != nil {
		return made{}, err
	}
	return t.captioned(picture, c.Title, c.Foot)
}
