package bot

import (
	"errors"

	sheets "shuangzhou/bot/ledger" // the type ledger is of names
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// askFigureExcel has the list behind a figure made into a workbook and sent.
func (t *talk) askFigureExcel(_ storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	return t.want(pictureSpec{Kind: workbookOfFigure, Question: q})
}

// figureWorkbook makes the workbook of the projects behind a figure: each with
// what it contributes, above them the rule's sentence and of when it is.
func (t *talk) figureWorkbook(q question) (made, error) {
	view, q, err := t.ruleList(q, 0)
	if err != nil {
		return made{}, err
	}
	rule, _ := figures.Find(q.Rule)
	entries, err := t.seenEntries(q, rule)
	if err != nil {
		return made{}, err
	}
	title, err := t.words.Plain("sheet/figure", rateLine{Figure: rule.Figure, Rule: rule.Key})
	if err != nil {
		return made{}, err
	}
	var notes []string
	for _, form := range []string{"sheet/figure-rule", "sheet/figure-rate"} {
		n, err := t.words.Plain(form, view)
		if err != nil {
			return made{}, err
		}
		notes = append(notes, n)
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return made{}, err
	}
	var sheet sheets.Sheet
	err = errors.Join(
		t.noted(&sheet, title, notes, sheetView{view.AsOf, view.Kind, view.Hidden}),
		fill(t, &sheet, t.entryColumns(l, rule), entries))
	if err != nil {
		return made{}, err
	}
	return t.document(sheet, "")
}

// seenEntries are the projects behind a figure that the asker may read.
func (t *talk) seenEntries(q question, rule figures.Rule) ([]storage.Entry, error) {
	as, err := t.asOf(q)
	if err != nil {
		return nil, err
	}
	entries, err := t.tx.FigureList(rule, q.Cohort, as)
	if err != nil {
		return nil, err
	}
	return t.seenOf(entries)
}

// seenOf are those of the entries that the asker may read.
func (t *talk) seenOf(entries []storage.Entry) ([]storage.Entry, error) {
	sees, err := t.sight()
	if err != nil {
		return nil, err
	}
	var seen []storage.Entry
	for _, e := range entries {
		if sees(storage.Project{Unit: e.Unit, Host: e.Host, Leader: e.Leader}) {
			seen = append(seen, e)
		}
	}
	return seen, nil
}

func (t *talk) entryColumns(l *ledger, rule figures.Rule) []column[storage.Entry] {
	return []column[storage.Entry]{
		is("project", func(e storage.Entry) any { return e.Name }),
		is("unit", func(e storage.Entry) any { return l.unitName[e.Unit] }),
		is("host", func(e storage.Entry) any { return l.unitName[e.Host] }),
		is("leader", func(e storage.Entry) any { return l.persons[e.Leader].Name }),
		{"contribution", func(e storage.Entry) (any, error) {
			why, _ := contribution(rule, e)
			return t.words.Plain("contribution/"+why, nil)
		}},
		is("registration", func(e storage.Entry) any { return registrationWord(e.Registration()) }),
		is("agreed", func(e storage.Entry) any { return e.Agreed }),
		is("paid_in", func(e storage.Entry) any { return e.PaidIn }),
		is("signed", func(e storage.Entry) any { return e.Signed }),
		is("filed", func(e storage.Entry) any { return e.Filed }),
		is("recognised", func(e storage.Entry) any { return e.Recognised }),
		is("started", func(e storage.Entry) any { return e.Started }),
		is("completed", func(e storage.Entry) any { return e.Completed }),
		is("producing", func(e storage.Entry) any { return e.Producing }),
	}
}
