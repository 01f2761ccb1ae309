package bot

import (
	sheets "shuangzhou/bot/ledger" // the type ledger is of names
	"shuangzhou/storage"
)

const workbookMIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// askExcel has a list made into a workbook and sent: all of it that the person
// may see, not a page.
func (t *talk) askExcel(_ storage.Press, a args) error {
	q, err := listed[listing](a)
	if err != nil {
		return err
	}
	return t.want(pictureSpec{Kind: workbookOfList, Listing: q})
}

// columns of a list's workbook, each a template “column/…”.
var columns = []string{
	"project", "unit", "leader", "stage", "registration", "agreed", "paid_in", "signed", "filed", "recognised", "started", "completed", "note",
}

// workbook makes the workbook of a list, and returns it with its caption.
func (t *talk) workbook(q listing) (made, error) {
	m := made{kind: storage.DocumentMessage, name: "list.xlsx", mime: workbookMIME}
	title, err := t.words.Plain("list-title/"+q.Title, nil)
	if err != nil {
		return m, err
	}
	sheet := sheets.Sheet{Name: title}
	for _, c := range columns {
		head, err := t.words.Plain("column/"+c, nil)
		if err != nil {
			return m, err
		}
		sheet.Head = append(sheet.Head, head)
	}
	projects, err := t.listed(q)
	if err != nil {
		return m, err
	}
	sees, err := t.sight()
	if err != nil {
		return m, err
	}
	for _, p := range projects {
		if !sees(p) {
			continue
		}
		row, err := t.workbookRow(p)
		if err != nil {
			return m, err
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	if m.name, err = t.words.Plain("column/file", title); err != nil {
		return m, err
	}
	if m.caption, err = t.words.Say("column/caption", len(sheet.Rows)); err != nil {
		return m, err
	}
	m.data, err = sheets.Write(sheet)
	return m, err
}

func (t *talk) workbookRow(p storage.Project) ([]any, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return nil, err
	}
	done := func(m storage.Milestone) storage.Date { return p.Milestones[m].Done }
	return []any{
		p.Name, l.unitName[p.Unit], l.persons[p.Leader].Name, stageWords[p.Stage()], registrationWord(p.Registration()),
		p.Agreed.Yuan(), p.PaidIn.Yuan(), done(storage.MilestoneSign), done(storage.MilestoneFile), done(storage.MilestoneRecognise),
		done(storage.MilestoneStart), done(storage.MilestoneFinish), p.Note,
	}, nil
}
