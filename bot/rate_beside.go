package bot

import (
	"cmp"

	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// besideView sets one figure of several scopes side by side.
type besideView struct {
	Today  storage.Date
	AsOf   storage.Date
	Kind   figures.AsOfKind
	Figure string
	Cohort cohortView // what the scopes have in common
	Rows   []besideRow
	Notes  []note
}

type besideRow struct {
	Name  string // of the unit or the leader; "": the kind of units
	Kind  storage.UnitKind
	Parts []shownPart
	Lines []rateLine
}

// answerBeside answers a figure of several scopes.
func (t *talk) answerBeside(l *ledger, figure string, scopes []question) (rateAnswer, error) {
	view := besideView{Figure: figure}
	a := rateAnswer{template: "figures/beside"}
	for _, q := range scopes {
		q.Figure, q.Also, q.By = figure, nil, ""
		rates, err := t.rates(l, q)
		if err != nil {
			return a, err
		}
		row := besideRow{Kind: storage.UnitKind(q.Cohort.UnitKind), Parts: rates.Parts}
		row.Name = cmp.Or(rates.Cohort.Unit, rates.Cohort.Host, rates.Cohort.Leader)
		for _, line := range rates.Lines {
			if line.Figure == figure {
				row.Lines = append(row.Lines, line)
			}
		}
		view.Today, view.AsOf, view.Kind, view.Notes = rates.Today, rates.AsOf, rates.Kind, rates.Notes
		view.Rows = append(view.Rows, row)
		common := q.Cohort
		common.Unit, common.Host, common.Leader, common.UnitKind = 0, 0, 0, ""
		view.Cohort = t.nameCohort(l, common)
		view.Cohort.District = false
		b, err := t.besideButton(row, q)
		if err != nil {
			return a, err
		}
		a.alone = append(a.alone, b)
	}
	a.view, a.buttons = view, [][]storage.Button{a.alone}
	return a, nil
}

// besideButton opens one of the scopes by itself.
func (t *talk) besideButton(row besideRow, q question) (storage.Button, error) {
	if row.Name == "" {
		return t.questionButton("kind/"+string(row.Kind), verbAlone, q)
	}
	b, err := t.questionButton("alone", verbAlone, q)
	b.Label = row.Name
	return b, err
}
