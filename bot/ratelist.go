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
	Kind    figures.AsOfKind
	Cohort  cohortView
	Rule    string
	Default bool // the rule is the office's choice
	Of, All int64
	InYuan  bool // a rule of amounts:
	Paid    storage.Yuan
	Due     storage.Yuan
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
	Days         int          // since signing
	Why          string       // what it contributes: a template “contribution/…”
	On           storage.Date // since when; zero: it is not dated
	Agreed, Paid storage.Yuan // of a rule of amounts
}

// openList opens the list behind a figure, or turns its page.
func (t *talk) openList(p storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	view, q, err := t.ruleList(q, a.Page)
	if err != nil {
		return err
	}
	rows, err := t.listButtons(verbList, q, view)
	if err != nil {
		return err
	}
	return t.rewrite(p, "figures/list", view, rows...)
}

// rateList makes a page of the list behind a figure. What the asker may not
// read is counted and not named.
func (t *talk) rateList(l *ledger, q question, rule figures.Rule, as figures.AsOf, page int) (rateListView, error) {
	view := rateListView{
		Today: t.today(), AsOf: storage.Date(as.Day), Kind: as.Kind,
		Cohort: t.nameCohort(l, q.Cohort), Rule: rule.Key, InYuan: rule.PaidIn, Page: page + 1,
	}
	entries, err := t.tx.FigureList(rule, q.Cohort, as)
	if err != nil {
		return view, err
	}
	seen, err := t.seenOf(entries)
	if err != nil {
		return view, err
	}
	view.All, view.Hidden = int64(len(entries)), len(entries)-len(seen)
	for _, e := range entries {
		if e.Numerator {
			view.Of++
		}
		if rule.PaidIn && e.Money == figures.InYuan {
			view.Paid, view.Due = view.Paid+e.PaidIn, view.Due+e.Agreed
		}
	}
	view.Pages = pagesOf(len(seen), pageSize)
	from := min(page*pageSize, len(seen))
	for i, e := range seen[from:min(from+pageSize, len(seen))] {
		view.Rows = append(view.Rows, rateRowOf(l, from+i+1, rule, e, view.AsOf))
	}
	return view, nil
}

func rateRowOf(l *ledger, n int, rule figures.Rule, e storage.Entry, asOf storage.Date) rateRow {
	row := rateRow{
		N: n, Name: e.Name, Unit: l.unitName[e.Unit], Numerator: e.Numerator,
		Registration: e.Registration(), Days: asOf.Sub(e.Signed), Agreed: e.Agreed, Paid: e.PaidIn,
	}
	row.Why, row.On = contribution(rule, e)
	return row
}

// listButtons turn the page, show the same by the figure's other rules, and
// lead back to the figure.
func (t *talk) listButtons(verb string, q question, view rateListView) ([][]storage.Button, error) {
	raw, err := json.Marshal(q)
	if err != nil {
		return nil, fmt.Errorf("encode question: %w", err)
	}
	pages, err := t.turns(verb, args{List: raw}, view.Page, view.Pages)
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
		b, err := t.questionButton("rule/"+r.Key, verb, other)
		if err != nil {
			return nil, err
		}
		foot = append(foot, b)
	}
	back, err := t.questionButton("back", verbRates, q)
	if err != nil {
		return nil, err
	}
	rows := [][]storage.Button{append(foot, back)}
	if view.All > int64(view.Hidden) { // there is something to be sent
		excel, err := t.button("excel", verbFigureExcel, storage.PlainStyle, args{List: raw})
		if err != nil {
			return nil, err
		}
		pages = append(pages, excel)
	}
	if len(pages) > 0 {
		rows = append([][]storage.Button{pages}, rows...)
	}
	return rows, nil
}
