package bot

import (
	"slices"

	"shuangzhou/bot/text"
	"shuangzhou/storage"
)

// historyView is a page of what was said of a project, the latest first.
type historyView struct {
	Today storage.Date
	Name  string
	Acts  []text.ActView
	Page  int // from 1
	Pages int
}

// historyPage is how many acts fit one screen.
const historyPage = 10

// openHistory shows who said what of a project and when, page by page.
func (t *talk) openHistory(p storage.Press, a args) error {
	project, err := t.visible(a.Project)
	if err != nil {
		return err
	}
	view, err := t.history(project, a.Page)
	if err != nil {
		return err
	}
	row, err := t.turns(verbHistory, args{Project: a.Project}, view.Page, view.Pages)
	if err != nil {
		return err
	}
	back, err := t.button("back", verbBackToCard, storage.PlainStyle, args{Project: a.Project})
	if err != nil {
		return err
	}
	return t.rewrite(p, "card/history", view, append(row, back))
}

func (t *talk) history(p storage.Project, page int) (historyView, error) {
	view := historyView{Today: t.today(), Name: p.Name, Page: page + 1}
	acts, err := t.tx.Acts(storage.Subject{Kind: storage.ProjectSubject, ID: int64(p.ID)})
	if err != nil {
		return view, err
	}
	inForce := map[storage.ActNumber]bool{}
	for _, a := range storage.InForce(acts) {
		inForce[a.Number] = true
	}
	acts = slices.DeleteFunc(acts, func(a storage.Act) bool { return a.Undoes != 0 })
	slices.Reverse(acts)
	view.Pages = pagesOf(len(acts), historyPage)
	from := min(page*historyPage, len(acts))
	for _, a := range acts[from:min(from+historyPage, len(acts))] {
		v, err := t.actView(a)
		if err != nil {
			return view, err
		}
		v.Undone = !inForce[a.Number]
		view.Acts = append(view.Acts, v)
	}
	return view, nil
}

// visible returns a project that may be named where the answer is read.
func (t *talk) visible(id storage.ProjectID) (storage.Project, error) {
	p, err := t.tx.Project(id)
	if err != nil {
		return p, err
	}
	sees, err := t.sight()
	if err != nil {
		return p, err
	}
	if !sees(p) {
		return p, &storage.Denied{Why: storage.DeniedOtherUnit, Unit: p.Unit}
	}
	return p, nil
}
