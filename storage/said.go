package storage

import (
	"errors"
	"time"
)

// SetFiled notes which group of acts a person's message has filed; a later
// reading of the message takes the place of an earlier one.
func (tx *Tx) SetFiled(chat, messageID int64, group ActNumber) error {
	return tx.exec(`
		INSERT INTO said (chat, message_id, grp) VALUES (?, ?, ?)
		ON CONFLICT (chat, message_id) DO UPDATE SET grp = excluded.grp`, chat, messageID, group)
}

// FiledBy returns the group of acts a person's message has filed, or [ErrNotFound].
func (tx *Tx) FiledBy(chat, messageID int64) (ActNumber, error) {
	return one(tx, value[ActNumber], `SELECT grp FROM said WHERE chat = ? AND message_id = ?`, chat, messageID)
}

// SetShown notes that a project was shown in a chat as it now stands.
func (tx *Tx) SetShown(chat int64, id ProjectID) error {
	last, err := tx.LastAct()
	if err != nil {
		return err
	}
	return tx.exec(`
		INSERT INTO shown (chat, project, seen) VALUES (?, ?, ?)
		ON CONFLICT (chat, project) DO UPDATE SET seen = excluded.seen`, chat, id, last)
}

// meanwhile is how far back another's change of the same field is asked about,
// in a chat where the project was not shown since.
const meanwhile = 48 * time.Hour

// SeenIn returns the last act that is known in a chat of a project: what stood
// in the log when the project was last shown there, and at least what stood
// two days ago.
func (tx *Tx) SeenIn(chat int64, id ProjectID) (ActNumber, error) {
	shown, err := one(tx, value[ActNumber], `SELECT seen FROM shown WHERE chat = ? AND project = ?`, chat, id)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return 0, err
	}
	then, err := tx.lastActAt(tx.now.Add(-meanwhile))
	return max(shown, then, 1), err // 0 would ask nothing
}
