package storage

import "encoding/json"

// A WantedPicture is a picture or a workbook that is to be made, or a workbook
// that is to be read, outside a write transaction: it takes longer than a commit.
type WantedPicture struct {
	ID   int64
	Deed string          // of the message that will show it
	Spec json.RawMessage // what it shows, and for whom
}

// WantPicture asks for a picture; a deed asked for before is not asked again.
func (tx *Tx) WantPicture(deed string, spec json.RawMessage) error {
	return tx.exec(`INSERT INTO wanted_picture (deed, spec) VALUES (?, ?) ON CONFLICT (deed) DO NOTHING`, deed, string(spec))
}

// NextPicture returns the first picture that waits, or [ErrNotFound].
func (tx *Tx) NextPicture() (WantedPicture, error) {
	return one(tx, func(s scanner) (w WantedPicture, err error) {
		var spec string
		err = s.Scan(&w.ID, &w.Deed, &spec)
		w.Spec = json.RawMessage(spec)
		return w, err
	}, `SELECT id, deed, spec FROM wanted_picture WHERE made IS NULL ORDER BY id LIMIT 1`)
}

// PictureMade settles a picture, in the transaction that queues its message.
func (tx *Tx) PictureMade(id int64) error {
	return tx.exec(`UPDATE wanted_picture SET made = ? WHERE id = ?`, formatTime(tx.now), id)
}
