package bot

import (
	"errors"

	sheets "shuangzhou/bot/ledger" // the type ledger is of names
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// Lists are given as workbooks, all of what the asker may see and not a page:
// a sheet with the list's title, what is in it and as of when, a heading, and a
// row each. This file has what all of them share, and the list of projects.

const workbookMIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// askExcel has a list made into a workbook and sent.
func (t *talk) askExcel(_ storage.Press, a args) error {
	q, err := listed[listing](a)
	if err != nil {
		return err
	}
	return t.wantList(q)
}

// wantList has a list made into a workbook.
func (t *talk) wantList(q listing) error {
	return t.want(pictureSpec{Kind: workbookOfList, Listing: q})
}

// A column of a workbook: its heading is a template “column/…”.
type column[T any] struct {
	head string
	of   func(T) (any, error)
}

// is makes a column of what needs no words.
func is[T any](head string, of func(T) any) column[T] {
	return column[T]{head, func(row T) (any, error) { return of(row), nil }}
}

// fill makes the heading and the rows of a sheet.
func fill[T any](t *talk, sheet *sheets.Sheet, columns []column[T], rows []T) error {
	for _, c := range columns {
		head, err := t.words.Plain("column/"+c.head, nil)
		if err != nil {
			return err
		}
		sheet.Head = append(sheet.Head, head)
	}
	for _, r := range rows {
		cells := make([]any, len(columns))
		for i, c := range columns {
			var err error
			if cells[i], err = c.of(r); err != nil {
				return err
			}
		}
		sheet.Rows = append(sheet.Rows, cells)
	}
	return nil
}

// captionedList is what stands beneath a workbook.
type captionedList struct {
	Kind string // of a [listing]
	N    int
}

// sheetView is what stands above a list.
type sheetView struct {
	AsOf   storage.Date
	Kind   figures.AsOfKind
	Hidden int // of others, counted and not named
}

// noted puts words above a list: its title, what is in it, as of when.
func (t *talk) noted(sheet *sheets.Sheet, title string, notes []string, view sheetView) error {
	last, err := t.words.Plain("sheet/as-of", view)
	sheet.Name, sheet.Title = title, title
	for _, n := range append(notes, last) {
		if n != "" {
			sheet.Notes = append(sheet.Notes, n)
		}
	}
	return err
}

// document is a workbook that is ready to be sent; list says what it has.
func (t *talk) document(sheet sheets.Sheet, list string) (made, error) {
	m := made{kind: storage.DocumentMessage, mime: workbookMIME}
	var err error
	if m.name, err = t.words.Plain("column/file", sheet.Name); err != nil {
		return m, err
	}
	if m.caption, err = t.words.Say("column/caption", captionedList{list, len(sheet.Rows)}); err != nil {
		return m, err
	}
	m.data, err = sheets.Write(sheet)
	return m, err
}

// workbook makes the workbook of a list.
func (t *talk) workbook(q listing) (made, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return made{}, err
	}
	all, err := t.find(l, q)
	if err != nil {
		return made{}, err
	}
	view := t.listHeadings(q, all)
	title, err := t.words.Plain("sheet/title", view)
	if err != nil {
		return made{}, err
	}
	notes, err := t.listNotes(view)
	if err != nil {
		return made{}, err
	}
	columns := listerTable()[q.Kind].columns(t, l)
	if all.grouped() {
		columns = append([]column[listRow]{is("group", func(r listRow) any { return r.Group })}, columns...)
	}
	var sheet sheets.Sheet
	err = errors.Join(
		t.noted(&sheet, title, notes, sheetView{t.today(), figures.Now, all.hidden}),
		fill(t, &sheet, columns, all.rows))
	if err != nil {
		return made{}, err
	}
	return t.document(sheet, q.Kind)
}

// projectListColumns are those of a list's rows that are projects.
func (t *talk) projectListColumns(l *ledger) []column[listRow] {
	var columns []column[listRow]
	for _, c := range t.projectColumns(l) {
		columns = append(columns, column[listRow]{c.head, func(r listRow) (any, error) { return c.of(r.Project.Project) }})
	}
	return columns
}

// projectColumns are those of a list of projects. Contacts are shown where the
// card would show them: in private, to who may see the project.
func (t *talk) projectColumns(l *ledger) []column[storage.Project] {
	done := func(head string, m storage.Milestone) column[storage.Project] {
		return is(head, func(p storage.Project) any { return p.Milestones[m].Done })
	}
	columns := []column[storage.Project]{
		is("project", func(p storage.Project) any { return p.Name }),
		is("unit", func(p storage.Project) any { return l.unitName[p.Unit] }),
		is("host", func(p storage.Project) any { return l.unitName[p.Host] }),
		is("leader", func(p storage.Project) any { return l.persons[p.Leader].Name }),
		is("stage", func(p storage.Project) any { return stageWords[p.Stage()] }),
		is("registration", func(p storage.Project) any { return registrationWord(p.Registration()) }),
		{"agreed", func(p storage.Project) (any, error) { return t.amountCell(p.Agreed) }},
		{"paid_in", func(p storage.Project) (any, error) { return t.amountCell(p.PaidIn) }},
		done("signed", storage.MilestoneSign), done("filed", storage.MilestoneFile), done("recognised", storage.MilestoneRecognise),
		done("started", storage.MilestoneStart), done("completed", storage.MilestoneFinish),
		is("note", func(p storage.Project) any { return p.Note }),
	}
	if t.u.Chat.Private {
		columns = append(columns, column[storage.Project]{"contact", t.contactCell})
	}
	return columns
}

// amountCell is an amount as a number to be summed; one of another currency
// cannot be, and is written out.
func (t *talk) amountCell(a storage.Amount) (any, error) {
	if a.Yuan() != 0 || a == (storage.Amount{}) {
		return a.Yuan(), nil
	}
	return t.words.Plain("sheet/amount", a)
}

// contactCell is the contacts of a project that the asker may see.
func (t *talk) contactCell(p storage.Project) (any, error) {
	all := ""
	for _, hash := range p.Contacts {
		contact, err := t.tx.Contact(hash, t.who)
		var denied *storage.Denied
		if isNotFound(err) || errors.Is(err, storage.ErrForgotten) || errors.As(err, &denied) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if all != "" {
			all += "\n"
		}
		all += contact
	}
	return all, nil
}

// listNotes say what a list has in it, what narrows it, and what of the
// question it does not answer.
func (t *talk) listNotes(view listView) ([]string, error) {
	var notes []string
	for _, form := range []string{"sheet/list-rule", "sheet/scope"} {
		n, err := t.words.Plain(form, view)
		if err != nil {
			return nil, err
		}
		notes = append(notes, n)
	}
	left, err := t.words.Plain("sheet/notes", view.Notes)
	return append(notes, left), err
}
