package storage

import (
	"encoding/json"
	"time"
)

// BlobID identifies a file that is kept for a while.
type BlobID = int64

// A Blob is a file on its way in or out. It is dropped after a while: what is
// to stay is said in acts.
type Blob struct {
	ID   BlobID
	Name string
	MIME string
	Data []byte
}

// AddBlob keeps a file and returns its id.
func (tx *Tx) AddBlob(b Blob) (BlobID, error) {
	return tx.insert(`INSERT INTO blob (name, mime, made, data) VALUES (?, ?, ?, ?)`, b.Name, b.MIME, formatTime(tx.now), b.Data)
}

// Blob returns a file, or [ErrNotFound] where there is none or it has been dropped.
func (tx *Tx) Blob(id BlobID) (Blob, error) {
	return one(tx, func(s scanner) (b Blob, err error) {
		err = s.Scan(&b.ID, &b.Name, &b.MIME, &b.Data)
		return b, err
	}, `SELECT id, name, mime, data FROM blob WHERE id = ?`, id)
}

// DropBlobs drops the files made before a time that no message still needs and
// no project keeps, and returns how many.
func (tx *Tx) DropBlobs(before time.Time) (int64, error) {
	return tx.changed(`
		DELETE FROM blob
		WHERE made < ? AND id NOT IN (
			SELECT body ->> '$.blob' FROM outbox
			WHERE state IN ('queued', 'sending') AND body ->> '$.blob' IS NOT NULL)
		AND id NOT IN (
			SELECT w.blob
			FROM act AS a JOIN wanted_file AS w ON w.file_id = CAST(a.body AS TEXT) ->> '$.file_id'
			WHERE a.kind = 'project.file' AND w.blob IS NOT NULL)`, formatTime(before))
}

// FileID identifies a wanted file.
type FileID int64

// A WantedFile is a file of Telegram's that an update asks to be fetched.
type WantedFile struct {
	ID       FileID
	FileID   string // Telegram's
	Name     string
	MIME     string
	Size     int64           // bytes, as announced; 0: not said
	Follow   json.RawMessage // the follow-up update, in the wire's own form
	Attempts int
}

// WantFile commits that a file is to be fetched.
func (tx *Tx) WantFile(f WantedFile) (FileID, error) {
	id, err := tx.insert(`
		INSERT INTO wanted_file (file_id, name, mime, size, follow, state, not_before) VALUES (?, ?, ?, ?, ?, 'wanted', ?)`,
		f.FileID, f.Name, f.MIME, f.Size, string(f.Follow), formatTime(tx.now))
	tx.queued = true
	return FileID(id), err
}

// NextFile returns the wanted file to be fetched now, or [ErrNotFound] and,
// where one is to be tried later, when.
func (tx *Tx) NextFile() (WantedFile, time.Time, error) {
	var at time.Time
	f, err := one(tx, func(s scanner) (f WantedFile, err error) {
		var follow string
		err = s.Scan(&f.ID, &f.FileID, &f.Name, &f.MIME, &f.Size, &follow, &f.Attempts, timeText{&at})
		f.Follow = json.RawMessage(follow)
		return f, err
	}, `
		SELECT id, file_id, name, mime, size, follow, attempts, not_before
		FROM wanted_file WHERE state = 'wanted' ORDER BY not_before, id LIMIT 1`)
	if err == nil && at.After(tx.now) {
		return WantedFile{}, at, ErrNotFound
	}
	return f, at, err
}

// FileGot settles a wanted file and reports whether that is new.
func (tx *Tx) FileGot(id FileID, blob BlobID) (bool, error) {
	n, err := tx.changed(`UPDATE wanted_file SET state = 'got', blob = ? WHERE id = ? AND state = 'wanted'`, blob, id)
	return n > 0, err
}

// FileLater notes a failed attempt, and when the next is due.
func (tx *Tx) FileLater(id FileID, at time.Time, why string) error {
	return tx.exec(`UPDATE wanted_file SET attempts = attempts + 1, not_before = ?, error = ? WHERE id = ?`, formatTime(at), why, id)
}

// FileFailed gives up a wanted file and reports whether that is new.
func (tx *Tx) FileFailed(id FileID, why string) (bool, error) {
	n, err := tx.changed(`UPDATE wanted_file SET state = 'failed', error = ? WHERE id = ? AND state = 'wanted'`, why, id)
	return n > 0, err
}
