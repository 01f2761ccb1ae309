package storage

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// ErrMoved is returned by [Tx.Take] for a message that now goes to another chat.
var ErrMoved = errors.New("message goes to another chat")

// A Due is a message that waits, as far as the order of sending needs it.
type Due struct {
	ID        OutboxID
	Chat      int64
	Kind      MessageKind
	Priority  Priority
	NotBefore time.Time
}

const dueColumns = `id, chat, kind, priority, not_before`

func scanDue(s scanner) (d Due, err error) {
	err = s.Scan(&d.ID, &d.Chat, &d.Kind, &d.Priority, timeText{&d.NotBefore})
	return d, err
}

// Waiting returns messages that wait, in the order they were queued, from the
// one after an id.
func (tx *Tx) Waiting(after OutboxID, limit int) ([]Due, error) {
	return all(tx, scanDue, `SELECT `+dueColumns+` FROM outbox WHERE id > ? AND state = 'queued' ORDER BY id LIMIT ?`, after, limit)
}

// StillWaiting returns a message that waits, or [ErrNotFound].
func (tx *Tx) StillWaiting(id OutboxID) (Due, error) {
	return one(tx, scanDue, `SELECT `+dueColumns+` FROM outbox WHERE id = ? AND state = 'queued'`, id)
}

// An Outgoing is a message taken to be sent.
type Outgoing struct {
	ID       OutboxID
	Message  Message
	Part     int // of a long text, the next to be sent; from 0
	Attempts int // this one included
	Queued   time.Time

	// Of an edit: the message it rewrites.
	TargetMessage int64 // Telegram's id; 0: it was never sent, or a crash lost its id
	TargetKind    MessageKind
}

// Take marks a message as being sent and returns it; a message that no longer
// waits is [ErrNotFound], one that goes to another chat [ErrMoved]. Once the
// transaction is committed the message may be sent: where no result is
// recorded, it is in doubt.
func (tx *Tx) Take(d Due) (Outgoing, error) {
	o, err := one(tx, scanOutgoing, `
		UPDATE outbox SET state = 'sending', attempts = attempts + 1
		WHERE id = ? AND chat = ? AND state = 'queued'
		RETURNING id, chat, kind, body, priority, part, attempts, queued, coalesce(target, 0)`, d.ID, d.Chat)
	if errors.Is(err, ErrNotFound) {
		if _, err := tx.StillWaiting(d.ID); err != nil {
			return o, err
		}
		return o, ErrMoved
	}
	if err != nil || o.Message.Target == 0 {
		return o, err
	}
	err = tx.target(&o)
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return o, err
}

func (tx *Tx) target(o *Outgoing) error {
	_, err := one(tx, func(s scanner) (struct{}, error) {
		return struct{}{}, s.Scan(&o.TargetMessage, &o.TargetKind)
	}, `SELECT coalesce(message_id, 0), kind FROM outbox WHERE id = ?`, o.Message.Target)
	return err
}

func scanOutgoing(s scanner) (o Outgoing, err error) {
	var body string
	var chat int64
	var kind MessageKind
	var priority Priority
	var target OutboxID
	if err := s.Scan(&o.ID, &chat, &kind, &body, &priority, &o.Part, &o.Attempts, timeText{&o.Queued}, &target); err != nil {
		return o, err
	}
	if err := json.Unmarshal([]byte(body), &o.Message); err != nil {
		return o, fmt.Errorf("decode message %d: %w", o.ID, err)
	}
	o.Message.Chat, o.Message.Kind, o.Message.Priority, o.Message.Target = chat, kind, priority, target
	return o, nil
}

// isNew says of a kind that sending it twice shows it twice.
const isNew = `kind IN ('text', 'photo', 'document', 'video')`

// Sent records that a message is delivered. A message id of 0 says that
// Telegram took it and its answer could not be read.
func (tx *Tx) Sent(id OutboxID, messageID int64) error {
	var telegrams any
	if messageID != 0 {
		telegrams = messageID
	}
	return tx.exec(`UPDATE outbox SET state = 'sent', sent = ?, message_id = ?, error = NULL WHERE id = ?`,
		formatTime(tx.now), telegrams, id)
}

// SentPart records that a part of a long text is delivered and the next waits.
func (tx *Tx) SentPart(id OutboxID, messageID int64) error {
	if messageID != 0 {
		err := tx.exec(`
			INSERT INTO outbox_part (chat, message_id, outbox) SELECT chat, ?, id FROM outbox WHERE id = ?
			ON CONFLICT DO NOTHING`, messageID, id)
		if err != nil {
			return err
		}
	}
	return tx.exec(`UPDATE outbox SET state = 'queued', part = part + 1 WHERE id = ?`, id)
}

// SendAgain lets a message wait for another attempt. In doubt it may have
// arrived: then a new message can double, and is counted.
func (tx *Tx) SendAgain(id OutboxID, why string, inDoubt bool) error {
	return tx.exec(`
		UPDATE outbox SET state = 'queued', error = ?, doubts = doubts + (? AND (part > 0 OR `+isNew+`))
		WHERE id = ?`, why, inDoubt, id)
}

// FailMessage gives up a message that can never be delivered.
func (tx *Tx) FailMessage(id OutboxID, why string) error {
	return tx.exec(`UPDATE outbox SET state = 'failed', error = ? WHERE id = ?`, why, id)
}

// ExpireMessage gives up a message that is of no use any more, an answer to a
// press that came too late: no harm is done.
func (tx *Tx) ExpireMessage(id OutboxID, why string) error {
	return tx.exec(`UPDATE outbox SET state = 'expired', error = ? WHERE id = ?`, why, id)
}

// FailChat gives up all that waits for a chat, and returns how many.
func (tx *Tx) FailChat(chat int64, why string) (int64, error) {
	return tx.changed(`UPDATE outbox SET state = 'failed', error = ? WHERE chat = ? AND state = 'queued'`, why, chat)
}

// ResumeSending lets the messages wait again that were being sent when the
// program ended, and returns how many new ones of them are in doubt.
func (tx *Tx) ResumeSending() (int64, error) {
	err := tx.exec(`UPDATE outbox SET state = 'expired', error = 'restart' WHERE state = 'sending' AND kind = 'answer'`)
	if err != nil {
		return 0, err
	}
	n, err := tx.changed(`
		UPDATE outbox SET state = 'queued', doubts = doubts + 1, error = 'restart'
		WHERE state = 'sending' AND (part > 0 OR ` + isNew + `)`)
	if err != nil {
		return 0, err
	}
	return n, tx.exec(`UPDATE outbox SET state = 'queued', error = 'restart' WHERE state = 'sending'`)
}

// Traffic counts what waits and what went wrong, for /status. A trouble of
// months ago must not hide whether all is well today: what went wrong lately
// is counted apart.
type Traffic struct {
	Queued       int // messages that wait or are being sent
	Failed       int // messages given up, ever
	FailedLately int // of them, queued within the last week
	Doubled      int // times a message was sent again not knowing whether it had arrived
	Aside        int // updates set aside, ever
	AsideLately  int // of them, received within the last week
	Files        int // files to be fetched
}

// lately is how far back /status looks for what went wrong.
const lately = 7 * 24 * time.Hour

// Traffic returns the counts.
func (tx *Tx) Traffic() (Traffic, error) {
	since := sql.Named("since", formatTime(tx.now.Add(-lately)))
	return one(tx, func(s scanner) (t Traffic, err error) {
		err = s.Scan(&t.Queued, &t.Failed, &t.FailedLately, &t.Doubled, &t.Aside, &t.AsideLately, &t.Files)
		return t, err
	}, `
		SELECT
			(SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')),
			(SELECT count(*) FROM outbox WHERE state = 'failed'),
			(SELECT count(*) FROM outbox WHERE state = 'failed' AND queued > :since),
			(SELECT coalesce(sum(doubts), 0) FROM outbox WHERE doubts > 0),
			(SELECT count(*) FROM inbox WHERE state = 'aside'),
			(SELECT count(*) FROM inbox WHERE state = 'aside' AND received > :since),
			(SELECT count(*) FROM wanted_file WHERE state = 'wanted')`, since)
}
