package storage

import (
	"encoding/json"
	"time"
)

// DraftID identifies a draft.
type DraftID int64

// A Draft is what a person has begun and not settled: acts that wait for his
// confirmation, a question that waits for his answer. It is of the
// conversation, not of what is known.
type Draft struct {
	ID     DraftID
	Chat   int64
	Person PersonID
	Step   string          // what is awaited
	Body   json.RawMessage // the step's own JSON
	Closed bool
	Made   time.Time // UTC; given by SaveDraft
}

const draftColumns = `id, chat, person, step, body, closed IS NOT NULL, made`

func scanDraft(s scanner) (d Draft, err error) {
	var body string
	err = s.Scan(&d.ID, &d.Chat, &d.Person, &d.Step, &body, &d.Closed, timeText{&d.Made})
	d.Body = json.RawMessage(body)
	return d, err
}

// SaveDraft stores a draft, new when its ID is 0, and returns its id.
func (tx *Tx) SaveDraft(d Draft) (DraftID, error) {
	if d.ID != 0 {
		return d.ID, tx.exec(`UPDATE draft SET step = ?, body = ? WHERE id = ?`, d.Step, string(d.Body), d.ID)
	}
	id, err := tx.insert(`INSERT INTO draft (chat, person, step, body, made) VALUES (?, ?, ?, ?, ?)`,
		d.Chat, d.Person, d.Step, string(d.Body), formatTime(tx.now))
	return DraftID(id), err
}

// Draft returns a draft, closed or not, or [ErrNotFound].
func (tx *Tx) Draft(id DraftID) (Draft, error) {
	return one(tx, scanDraft, `SELECT `+draftColumns+` FROM draft WHERE id = ?`, id)
}

// OpenDraft returns the latest draft of a person in a chat that awaits one of
// the steps given as a JSON array of names, or [ErrNotFound].
func (tx *Tx) OpenDraft(chat int64, p PersonID, steps ...string) (Draft, error) {
	names, err := json.Marshal(steps)
	if err != nil {
		return Draft{}, err
	}
	return one(tx, scanDraft, `
		SELECT `+draftColumns+` FROM draft
		WHERE chat = ? AND person = ? AND closed IS NULL AND step IN (SELECT value FROM json_each(?))
		ORDER BY id DESC LIMIT 1`, chat, p, string(names))
}

// CloseDraft settles a draft.
func (tx *Tx) CloseDraft(id DraftID) error {
	return tx.exec(`UPDATE draft SET closed = ? WHERE id = ? AND closed IS NULL`, formatTime(tx.now), id)
}
