package bot

import (
	"encoding/json"
	"fmt"

	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// pageSize is how many projects of a list fit one screen.
const pageSize = 12

// rateListView is one page of the projects behind a figure.
type rateListView struct {
	Today   storage.Date
	AsOf    storage.Date
	Cohort  cohortView
	Rule    string
	Of, All int64
	Rows    []rateRow
	Page    int // from 1
	Pages   int
	Hidden  int // projects of others, counted and not named
}

// rateRow is a project with what it contributes.
type rateRow struct {
	N            int
	Name         string
	Unit         string
	Numerator    bool
	Registration storage.Registration
	Signed       storage.Date
	Days         int // since signing
	Reached      storage.Date
}

// openList opens the list behind a figure, or turns its page.
func (t *talk) openList(p storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	rule, ok := figures.Find(q.Rule)
	if !ok {
		rule = figures.RulesOf(q.Figure)[0]
	}
	q.Rule = rule.Key
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	view, err := t.rateList(l, q, rule, a.Page)
	if err != nil {
		return err
	}
	rows, err := t.listButtons(q, view)
	if err != nil {
		return err
	}
	return t.rewrite(p, "figures/list", view, rows...)
}

// rateList makes a page of the list behind a figure. What the asker may not
// read is counted and not named.
func (t *talk) rateList(l *ledger, q question, rule figures.Rule, page int) (rateListView, error) {
	view := rateListView{Today: t.today(), Cohort: t.nameCohort(l, q.Cohort), Rule: rule.Key, Page: page + 1}
	as, err := t.asOf(q)
	if err != nil {
		return view, err
	}
	view.AsOf = storage.Date(as.Day)
	entries, err := t.tx.FigureList(rule, q.Cohort, as)
	if err != nil {
		return view, err
	}
	sees, err := t.sight()
	if err != nil {
		return view, err
	}
	var seen []storage.Entry
	for _, e := range entries {
		view.All++
		if e.Numerator {
			view.Of++
		}
		if sees(storage.Project{Unit: e.Unit, Host: e.Host, Leader: e.Leader}) {
			seen = append(seen, e)
		} else {
			view.Hidden++
		}
	}
	view.Pages = max(1, (len(seen)+pageSize-1)/pageSize)
	from := min(page*pageSize, len(seen))
	for i, e := range seen[from:min(from+pageSize, len(seen))] {
		view.Rows = append(view.Rows, rateRowOf(l, from+i+1, e, view.AsOf))
	}
	return view, nil
}

func rateRowOf(l *ledger, n int, e storage.Entry, asOf storage.Date) rateRow {
	return rateRow{
		N: n, Name: e.Name, Unit: l.unitName[e.Unit], Numerator: e.Numerator,
		Registration: e.Registration(), Signed: e.Signed, Days: asOf.Sub(e.Signed),
	}
}

// listButtons turn the page, show the list by the figure's other rule, and
// lead back to the figure.
func (t *talk) listButtons(q question, view rateListView) ([][]storage.Button, error) {
	raw, err := json.Marshal(q)
	if err != nil {
		return nil, fmt.Errorf("encode question: %w", err)
	}
	pages, err := t.turns(verbList, args{List: raw}, view.Page, view.Pages)
	if err != nil {
		return nil, err
	}
	var foot []storage.Button
	for _, r := range figures.RulesOf(q.Figure) {
		if r.Key == q.Rule {
			continue
		}
		other := q
		other.Rule = r.Key
		raw, err := json.Marshal(other)
		if err != nil {
			return nil, fmt.Errorf("encode question: %w", err)
		}
		b, err := t.button("rule/"+r.Key, verbList, storage.PlainStyle, args{List: raw})
		if err != nil {
			return nil, err
		}
		foot = append(foot, b)
	}
	back, err := t.button("back", verbRates, storage.PlainStyle, args{List: raw})
	if err != nil {
		return nil, err
	}
	rows := [][]storage.Button{append(foot, back)}
	if len(pages) > 0 {
		rows = append([][]storage.Button{pages}, rows...)
	}
	return rows, nil
}
