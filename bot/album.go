package bot

import (
	"cmp"

	"shuangzhou/storage"
)

// An album comes as several messages, of which one has the words. Its files go
// where the first went, and are taken back with it.

// joinAlbum lets a further file of an album go where the first went, without
// another word.
func (t *talk) joinAlbum() (bool, error) {
	if t.u.Album == "" {
		return false, nil
	}
	d, err := t.tx.OpenDraft(t.u.Chat.ID, t.who.ID, stepAlbum, stepFile, stepWhich)
	if isNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	body, err := decodePending(d)
	if err != nil || body.Album != t.u.Album {
		return false, err
	}
	if d.Step != stepAlbum {
		body.Files = append(body.Files, t.u.Files...)
		body.Text = cmp.Or(body.Text, t.u.Text)
		return true, t.moveDraft(d, d.Step, body)
	}
	gone, err := t.isTakenBack(body.Group)
	if err != nil {
		return false, err
	}
	if gone {
		return false, t.tx.CloseDraft(d.ID)
	}
	acts, err := t.attachments(body.Project, t.u.Files)
	if err != nil {
		return true, err
	}
	_, err = t.commit(filing{acts: acts, joins: body.Group})
	return true, err
}

// isTakenBack reports whether a group was taken back: then nothing joins it.
func (t *talk) isTakenBack(group storage.ActNumber) (bool, error) {
	if group == 0 {
		return false, nil
	}
	return t.tx.IsUndone(group)
}

// keepAlbum remembers with which project an album is kept.
func (t *talk) keepAlbum(p storage.ProjectID) error {
	if t.u.Album == "" || p == 0 {
		return nil
	}
	if err := t.closeOpen(stepAlbum); err != nil {
		return err
	}
	_, err := t.keepDraft(stepAlbum, pending{Album: t.u.Album, Project: p, Group: t.filedIn})
	return err
}
