package storage

import (
	"errors"
	"fmt"
)

// KindFile is the kind of [FileAttached].
const KindFile Kind = "project.file"

// A FileForm says what a file is to who looks at it.
type FileForm string

// The forms of files that are kept.
const (
	PhotoForm    FileForm = "photo"
	DocumentForm FileForm = "document"
	VideoForm    FileForm = "video"
)

// FileAttached keeps a file with a project. It is no report: a picture alone
// does not say what has happened.
type FileAttached struct {
	Name   string   `json:"name,omitzero"` // as its sender called it; "" for a photo
	FileID string   `json:"file_id"`       // Telegram's, by which it can always be shown again
	Form   FileForm `json:"form"`
}

// Kind returns [KindFile].
func (FileAttached) Kind() Kind { return KindFile }

// Field is empty: a further file takes nothing from another's.
func (FileAttached) Field() string { return "" }

// longestFileName is how long a file's name may be, in bytes: as on a disk.
const longestFileName = 255

func (b FileAttached) check(tx *Tx, a Act) error {
	if _, err := tx.liveProject(a); err != nil {
		return err
	}
	if b.FileID == "" || len(b.Name) > longestFileName {
		return &Invalid{Why: InvalidName, Kind: KindFile}
	}
	return checkOneOf(a, b.Form, PhotoForm, DocumentForm, VideoForm)
}

// An Attachment is a file kept with a project.
type Attachment struct {
	FileAttached
	Act  ActNumber
	By   PersonID
	On   Date
	Blob BlobID // the file itself; 0: only Telegram has it
}

// Attachments returns the files kept with a project, oldest first.
func (tx *Tx) Attachments(p ProjectID) ([]Attachment, error) {
	as, err := tx.Acts(Subject{ProjectSubject, int64(p)})
	if err != nil {
		return nil, err
	}
	var files []Attachment
	for _, a := range InForce(as) {
		b, ok := a.Body.(FileAttached)
		if !ok {
			continue
		}
		f := Attachment{FileAttached: b, Act: a.Number, By: a.By, On: a.Day}
		f.Blob, err = one(tx, value[BlobID], `
			SELECT blob FROM wanted_file
			WHERE file_id = ? AND state = 'got' AND blob IS NOT NULL
			ORDER BY id DESC LIMIT 1`, b.FileID)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return nil, fmt.Errorf("find file of act %d: %w", a.Number, err)
		}
		files = append(files, f)
	}
	return files, nil
}
