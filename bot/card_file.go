package bot

import (
	"slices"

	"shuangzhou/storage"
)

// The verbs of the card's files. They stand in the database: never renamed.
const (
	verbFiles    = "files"
	verbFileShow = "file show"
)

// filesPage is how many files fit one screen.
const filesPage = 8

// filesView lists the files of a project, the latest first.
type filesView struct {
	Today storage.Date
	Name  string
	Total int
	Page  int // from 1
	Pages int
	Files []fileRow
}

// fileRow is a file as it is listed, as its button is called, and as it is
// sent again.
type fileRow struct {
	Today   storage.Date
	Project string
	N       int
	Form    storage.FileForm
	Name    string // "": a photo
	By      string
	On      storage.Date
}

// openFiles lists who sent which file and when, a button for each.
func (t *talk) openFiles(p storage.Press, a args) error {
	project, err := t.ofCard(a.Project)
	if err != nil {
		return err
	}
	files, err := t.tx.Attachments(project.ID)
	if err != nil {
		return err
	}
	slices.Reverse(files)
	pages := pagesOf(len(files), filesPage)
	page := min(max(a.Page, 0), pages-1)
	view := filesView{Today: t.today(), Name: project.Name, Total: len(files), Page: page + 1, Pages: pages}
	var all []storage.Button
	for i := page * filesPage; i < min((page+1)*filesPage, len(files)); i++ {
		row, err := t.fileRow(project, files[i])
		if err != nil {
			return err
		}
		row.N = i + 1
		b, err := t.fileButton(project, files[i], row)
		if err != nil {
			return err
		}
		view.Files, all = append(view.Files, row), append(all, b)
	}
	last, err := t.turns(verbFiles, args{Project: project.ID}, view.Page, view.Pages)
	if err != nil {
		return err
	}
	back, err := t.button("back", verbBackToCard, storage.PlainStyle, args{Project: project.ID})
	if err != nil {
		return err
	}
	rows := append(slices.Collect(slices.Chunk(all, 2)), append(last, back))
	return t.rewrite(p, "card/files", view, rows...)
}

func (t *talk) fileRow(p storage.Project, f storage.Attachment) (fileRow, error) {
	by, err := t.nameOf(f.By)
	return fileRow{Today: t.today(), Project: p.Name, Form: f.Form, Name: f.Name, By: by, On: f.On}, err
}

func (t *talk) fileButton(p storage.Project, f storage.Attachment, row fileRow) (storage.Button, error) {
	words, err := t.words.Plain("button/file/show", row)
	if err != nil {
		return storage.Button{}, err
	}
	return named(words, verbFileShow, storage.PlainStyle, args{Project: p.ID, Group: f.Act})
}

// fileKinds has how each form of file is sent.
var fileKinds = map[storage.FileForm]storage.MessageKind{
	storage.PhotoForm: storage.PhotoMessage, storage.DocumentForm: storage.DocumentMessage, storage.VideoForm: storage.VideoMessage,
}

// showFile sends a file of a project once more, in a message of its own: from
// what is kept here, else as Telegram has it.
func (t *talk) showFile(_ storage.Press, a args) error {
	project, err := t.visible(a.Project)
	if err != nil {
		return err
	}
	files, err := t.tx.Attachments(project.ID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(files, func(f storage.Attachment) bool { return f.Act == a.Group })
	if i < 0 {
		return errStale // taken back meanwhile
	}
	f := files[i]
	row, err := t.fileRow(project, f)
	if err != nil {
		return err
	}
	m := storage.Message{
		Kind: fileKinds[f.Form], Blob: f.Blob, Name: f.Name,
		About: storage.Subject{Kind: storage.ProjectSubject, ID: int64(project.ID)},
	}
	if f.Blob == 0 {
		m.FileID = f.FileID
	}
	return t.sayAs(m, "file/caption", row)
}
