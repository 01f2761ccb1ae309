package bot

import (
	"encoding/json"
	"errors"
	"fmt"

	sheets "shuangzhou/bot/ledger" // the type ledger is of names
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// What moved in a figure is paged and given as a workbook, like a list; of
// several figures in one message each shows its first rows, and opens.

// movesEach is how many rows each of several figures shows.
const movesEach = 4

// verbMovedAll opens one of several figures in a message of its own. It stands
// in the database: never renamed.
const verbMovedAll = "moved all"

// verbMovedExcel has what moved made into a workbook; likewise.
const verbMovedExcel = "moved excel"

// openMoved says what moved in and out of a figure, by default since the last
// meeting, and the acts that did it; or turns the page.
func (t *talk) openMoved(p storage.Press, a args) error {
	view, rows, err := t.movedPage(a)
	if err != nil {
		return err
	}
	return t.rewrite(p, "figures/moved", view, rows...)
}

// openMovedAll says likewise in a message of its own.
func (t *talk) openMovedAll(_ storage.Press, a args) error {
	view, rows, err := t.movedPage(a)
	if err != nil {
		return err
	}
	return t.say("figures/moved", view, storage.Subject{}, rows...)
}

// movedPage makes a page of what moved in a figure, with its buttons.
func (t *talk) movedPage(a args) (movedView, [][]storage.Button, error) {
	q, err := listed[question](a)
	if err != nil {
		return movedView{}, nil, err
	}
	view, err := t.movedIn(q)
	if err != nil {
		return view, nil, err
	}
	f := &view.Figures[0]
	f.page(a.Page, pageSize)
	view.Page, view.Pages = a.Page+1, pagesOf(len(f.rows), pageSize)
	foot, err := t.turns(verbMoved, args{List: a.List}, view.Page, view.Pages)
	if err != nil {
		return view, nil, err
	}
	if len(f.rows) > 0 {
		excel, err := t.button("excel", verbMovedExcel, storage.PlainStyle, args{List: a.List})
		if err != nil {
			return view, nil, err
		}
		foot = append(foot, excel)
	}
	back, err := t.back(q)
	if len(foot) == 0 {
		return view, [][]storage.Button{back}, err
	}
	return view, [][]storage.Button{foot, back}, err
}

// movedIn is what moved in the figure of a question, whole.
func (t *talk) movedIn(q question) (movedView, error) {
	of, err := t.movedPeriod(q)
	if err != nil {
		return movedView{}, err
	}
	rule, ok := figures.Find(q.Rule)
	if !ok {
		if rule, err = t.ruleOf(q.Figure, q, of.to); err != nil {
			return movedView{}, err
		}
	}
	return t.moved([]figures.Rule{rule}, q.Cohort, of, pageSize)
}

// sayMoved says what moved in several figures; what does not fit opens.
func (t *talk) sayMoved(q question, rules []figures.Rule, of period) error {
	view, err := t.moved(rules, q.Cohort, of, movesEach)
	if err != nil {
		return err
	}
	var rows [][]storage.Button
	for i, f := range view.Figures {
		if f.More == 0 {
			continue
		}
		one := q
		one.Figure, one.Rule = rules[i].Figure, rules[i].Key
		raw, err := json.Marshal(one)
		if err != nil {
			return fmt.Errorf("encode question: %w", err)
		}
		words, err := t.words.Plain("button/moved-all", movedAll{f.Rule, len(f.rows)})
		if err != nil {
			return err
		}
		b, err := named(words, verbMovedAll, storage.PlainStyle, args{List: raw})
		if err != nil {
			return err
		}
		rows = append(rows, []storage.Button{b})
	}
	return t.say("figures/moved", view, storage.Subject{}, rows...)
}

// movedAll is what the button says that opens a figure's moves.
type movedAll struct {
	Rule string
	N    int
}

// askMovedExcel has what moved in a figure made into a workbook and sent.
func (t *talk) askMovedExcel(_ storage.Press, a args) error {
	q, err := listed[question](a)
	if err != nil {
		return err
	}
	return t.want(pictureSpec{Kind: workbookOfMoves, Question: q})
}

// movedWorkbook makes the workbook of what moved in a figure.
func (t *talk) movedWorkbook(q question) (made, error) {
	view, err := t.movedIn(q)
	if err != nil {
		return made{}, err
	}
	f := view.Figures[0]
	title, err := t.words.Plain("sheet/moved", f)
	if err != nil {
		return made{}, err
	}
	note, err := t.words.Plain("sheet/moved-note", view)
	if err != nil {
		return made{}, err
	}
	var sheet sheets.Sheet
	err = errors.Join(
		t.noted(&sheet, title, []string{note}, sheetView{t.today(), figures.KnownThen, f.Hidden}),
		fill(t, &sheet, t.movedColumns(), f.rows))
	if err != nil {
		return made{}, err
	}
	return t.document(sheet, "")
}

func (t *talk) movedColumns() []column[movedRow] {
	return []column[movedRow]{
		{"movement", func(r movedRow) (any, error) { return t.words.Plain("movement/"+string(r.Movement), nil) }},
		is("project", func(r movedRow) any { return r.Name }),
		is("unit", func(r movedRow) any { return r.Unit }),
		{"because", func(r movedRow) (any, error) { return t.words.Plain("moved-acts", r) }},
	}
}
