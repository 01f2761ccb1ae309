package bot

import (
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// trendMeetings is how many meetings a trend looks back.
const trendMeetings = 8

// openTrend shows a figure as it was known at each of the last meetings.
func (t *talk) openTrend(p storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	view, err := t.trend(q)
	if err != nil {
		return err
	}
	return t.rewriteWithPicture(p, "figures/trend", view, q, pictureTrend)
}

func (t *talk) trend(q question) (compareView, error) {
	view, rule, _, err := t.comparison(question{Figure: q.Figure, Cohort: q.Cohort})
	if err != nil {
		return view, err
	}
	day := t.today()
	meetings := t.rhythm.meetings.Meetings(day.AddDays(-trendMeetings*t.rhythm.meetings.Every), day)
	var at []figures.AsOf
	var days []storage.Date
	for _, m := range meetings {
		if m.Start.After(t.tx.Now()) {
			continue
		}
		as, err := t.tx.AsOfThen(m.Start)
		if err != nil {
			return view, err
		}
		at, days = append(at, as), append(days, m.Date)
	}
	at, days = append(at, t.tx.AsOfNow()), append(days, day)
	fs, err := t.tx.Trend(rule, q.Cohort, at)
	if err != nil {
		return view, err
	}
	for i, f := range fs {
		view.Target = t.target(f)
		row := compareRowOf("", f)
		row.Day = days[i]
		view.Rows = append(view.Rows, row)
	}
	return view, nil
}
