package bot

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/bot/telegram"
	"shuangzhou/storage"
)

// A file sent with words goes where the words go. Sent alone it waits in a
// draft until its project is known: by a press, by a name, or by the sentence
// that follows it.

// The steps of a file's draft.
const (
	stepFile  = "file"  // which project it is of: a press, or a text
	stepAlbum = "album" // the rest of an album goes where its first went
)

// The verbs of its buttons. They stand in the database: never renamed.
const (
	verbFile     = "file"
	verbFileMore = "file more"
	verbFileDrop = "file drop"
)

func fileVerbs() map[string]verb {
	return map[string]verb{verbFile: (*talk).fileOf, verbFileMore: (*talk).moreOwners, verbFileDrop: (*talk).dropFile}
}

// forms has what is kept of what people send.
var forms = map[telegram.FileKind]storage.FileForm{
	telegram.Photo: storage.PhotoForm, telegram.Document: storage.DocumentForm, telegram.Video: storage.VideoForm,
	telegram.Animation: storage.VideoForm,
}

// longestFileName keeps a name within what storage takes, in characters.
const longestFileName = 80

// attachments are the acts that keep files with a project. The documents among
// them are fetched, so that they outlive their message.
func (t *talk) attachments(p storage.ProjectID, files []telegram.File) ([]storage.Act, error) {
	var acts []storage.Act
	for _, f := range files {
		form, ok := forms[f.Kind]
		if !ok {
			continue
		}
		name := []rune(f.Name)
		b := storage.FileAttached{FileID: f.ID, Form: form, Name: string(name[:min(len(name), longestFileName)])}
		acts = append(acts, t.act(p, b))
		if form != storage.DocumentForm {
			continue
		}
		if err := telegram.Want(t.tx, t.u, f); err != nil {
			return nil, err
		}
	}
	t.keptWith = p
	return acts, nil
}

// attach keeps the files of a message with the one project it is about.
func (f *filer) attach() {
	var project int64
	for _, a := range f.acts {
		s := a.Subjects[0]
		if s.Kind != storage.ProjectSubject || s.ID == 0 || project != 0 && s.ID != project {
			return
		}
		project = s.ID
	}
	if project == 0 || len(f.t.u.Files) == 0 || f.err != nil {
		return
	}
	files, err := f.t.attachments(storage.ProjectID(project), f.t.u.Files)
	f.acts, f.err = append(f.acts, files...), err
}

// media meets a message with files.
func (t *talk) media() error {
	if !slices.ContainsFunc(t.u.Files, func(f telegram.File) bool { return forms[f.Kind] != "" }) {
		if !t.u.Addressed {
			return nil
		}
		return t.other()
	}
	if looked, err := t.peek(); looked || err != nil {
		return err // also of an album, which it joins when it holds no targets
	}
	if joined, err := t.joinAlbum(); joined || err != nil {
		return err
	}
	if !t.u.Addressed {
		return nil // people showing each other pictures in a group
	}
	if err := t.placeFiles(); err != nil {
		return err
	}
	return t.keepAlbum(t.keptWith)
}

// placeFiles finds the project of files: the caption's, or that of the message
// they answer; else it is asked.
func (t *talk) placeFiles() error {
	l, ctx, err := t.listening()
	if err != nil {
		return err
	}
	if t.u.Text != "" {
		r := reading.Read(t.u.Text, ctx, l.index)
		if p, ok := onlyNamed(l, r); ok {
			return t.keepFiles(p.ID)
		}
		if r.Confirm != reading.ConfirmNone || len(r.Acts) > 0 && r.Acts[0].Op() != reading.OpNone {
			return t.read(l, t.u.Text, ctx)
		}
	}
	if ctx.ReplyTo != nil && ctx.ReplyTo.Project != "" && t.u.Text == "" {
		return t.keepFiles(l.projects[ctx.ReplyTo.Project].ID)
	}
	if !t.u.Chat.Private && t.u.Text == "" {
		return nil
	}
	return t.askOwner(0, pending{Text: t.u.Text, Message: t.u.MessageID, Files: t.u.Files, Album: t.u.Album}, 0, nil)
}

// onlyNamed: a caption may be no more than a project's name.
func onlyNamed(l *ledger, r reading.Reading) (storage.Project, bool) {
	if len(r.Acts) != 1 {
		return storage.Project{}, false
	}
	a, ok := r.Acts[0].(reading.AskProject)
	p, known := l.projects[string(a.Project)]
	return p, ok && known
}

// keepFiles keeps the update's files with a project. In a group a thumb is
// receipt enough.
func (t *talk) keepFiles(id storage.ProjectID) error {
	acts, err := t.attachments(id, t.u.Files)
	if err != nil {
		return err
	}
	f := filing{acts: acts, message: t.u.MessageID}
	if t.u.Chat.Private {
		return t.apply(f)
	}
	if _, err := t.commit(f); err != nil {
		return t.explain(err)
	}
	return t.react("👍")
}

func decodePending(d storage.Draft) (pending, error) {
	var body pending
	if err := json.Unmarshal(d.Body, &body); err != nil {
		return body, fmt.Errorf("decode draft %d: %w", d.ID, err)
	}
	return body, nil
}

// ownerView asks whose files these are.
type ownerView struct {
	Photo bool
	Text  string
}

// ownersPage is how many projects are offered at a time.
const ownersPage = 6

// askOwner asks of which project files are, the last reported of first.
func (t *talk) askOwner(id storage.DraftID, body pending, page int, pressed *storage.Press) error {
	if id == 0 {
		var err error
		if id, err = t.keepDraft(stepFile, body); err != nil {
			return err
		}
	}
	rows, err := t.ownerRows(id, page)
	if err != nil {
		return err
	}
	if len(rows) == 1 { // only the way out
		return errors.Join(t.tx.CloseDraft(id), t.say("file/nowhere", t.u.Chat.Private, storage.Subject{}))
	}
	v := ownerView{Text: body.Text, Photo: len(body.Files) > 0 && body.Files[0].Kind == telegram.Photo}
	if pressed != nil {
		return t.rewrite(*pressed, "file/which", v, rows...)
	}
	if err := t.say("file/which", v, storage.Subject{}, rows...); err != nil {
		return err
	}
	body.Shown = t.last
	d, err := t.tx.Draft(id)
	if err != nil {
		return err
	}
	return t.moveDraft(d, stepFile, body)
}

func (t *talk) ownerRows(id storage.DraftID, page int) ([][]storage.Button, error) {
	all, err := t.tx.Projects()
	if err != nil {
		return nil, err
	}
	sees, err := t.sight()
	if err != nil {
		return nil, err
	}
	own := slices.DeleteFunc(all, func(p storage.Project) bool { return !sees(p) })
	slices.SortStableFunc(own, func(a, b storage.Project) int {
		return cmp.Or(b.Reported.Compare(a.Reported), cmp.Compare(b.ID, a.ID))
	})
	from := min(page*ownersPage, len(own))
	to := min(from+ownersPage, len(own))
	var rows [][]storage.Button
	for _, p := range own[from:to] {
		b, err := named(p.Name, verbFile, storage.PlainStyle, args{Draft: id, Project: p.ID})
		if err != nil {
			return nil, err
		}
		rows = append(rows, []storage.Button{b})
	}
	var labels []label
	if page > 0 {
		labels = append(labels, label{"previous", verbFileMore, storage.PlainStyle, args{Draft: id, Page: page - 1}})
	}
	if to < len(own) {
		labels = append(labels, label{"next", verbFileMore, storage.PlainStyle, args{Draft: id, Page: page + 1}})
	}
	last, err := t.row(append(labels, label{"not-kept", verbFileDrop, storage.PlainStyle, args{Draft: id}})...)
	return append(rows, last...), err
}

func (t *talk) moreOwners(p storage.Press, a args) error {
	_, body, err := t.draft(a.Draft)
	if err != nil {
		return err
	}
	return t.askOwner(a.Draft, body, a.Page, &p)
}

func (t *talk) dropFile(p storage.Press, a args) error {
	if _, _, err := t.draft(a.Draft); err != nil {
		return err
	}
	if err := t.tx.CloseDraft(a.Draft); err != nil {
		return err
	}
	return t.rewrite(p, "file/dropped", nil)
}

// fileOf keeps files with the project chosen, and what was written with them.
func (t *talk) fileOf(p storage.Press, a args) error {
	d, body, err := t.draft(a.Draft)
	if err != nil {
		return err
	}
	project, err := t.tx.Project(a.Project)
	if err != nil {
		return err
	}
	f, err := t.filesOf(project, body)
	if err != nil {
		return err
	}
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return err
	}
	if err := t.applyOver(f, p); err != nil {
		return err
	}
	t.u.Album = body.Album
	return t.keepAlbum(project.ID)
}

// filesOf is a filing of files that waited, with their caption.
func (t *talk) filesOf(p storage.Project, body pending) (filing, error) {
	t.u.Files, t.u.MessageID = body.Files, body.Message
	f := filing{message: body.Message}
	if body.Text != "" {
		f.acts = append(f.acts, t.act(p.ID, storage.Noted{Text: body.Text}))
	}
	files, err := t.attachments(p.ID, body.Files)
	f.acts = append(f.acts, files...)
	return f, err
}

// answerFile takes a text that follows a file: a project's name, or a sentence
// about one project, with which the file then goes.
func (t *talk) answerFile(d storage.Draft) (bool, error) {
	body, err := decodePending(d)
	if err != nil {
		return false, err
	}
	l, ctx, err := t.listening()
	if err != nil {
		return false, err
	}
	r := reading.Read(t.u.Text, ctx, l.index)
	if project, ok := onlyNamed(l, r); ok && t.who.Sees(project) {
		f, err := t.filesOf(project, body)
		if err != nil {
			return true, err
		}
		if err := t.filed(d, body); err != nil {
			return true, err
		}
		return true, t.apply(f)
	}
	if r.Confirm == reading.ConfirmNone || !aboutOne(r) {
		return false, nil
	}
	t.u.Files = body.Files
	return false, t.filed(d, body)
}

// filed puts the question of a file away.
func (t *talk) filed(d storage.Draft, body pending) error {
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return err
	}
	return t.putAway(body.Shown, "file/answered", nil)
}

// aboutOne reports whether all that is reported is of one project, by name.
func aboutOne(r reading.Reading) bool {
	var name reading.Name
	for _, a := range r.Acts {
		u, ok := a.(reading.Update)
		if !ok || u.Project == "" || name != "" && u.Project != name {
			return false
		}
		name = u.Project
	}
	return name != ""
}

// followup hears of a file that was wanted. That it is there needs no word;
// that it cannot be had is said, for the sender still has it.
func (t *talk) followup() error {
	if looked, err := t.peeked(); looked || err != nil {
		return err
	}
	if t.u.Failed == "" || len(t.u.Files) == 0 {
		return nil
	}
	return t.say("file/"+strings.ReplaceAll(t.u.Failed, " ", "-"), t.u.Files[0].Name, storage.Subject{})
}
