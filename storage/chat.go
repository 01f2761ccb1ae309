package storage

import (
	"errors"
	"time"
)

// A Chat is what the machinery knows of a chat; who is in it is not known here.
type Chat struct {
	ID          int64
	Title       string    // a group's; empty for a private chat
	Unreachable time.Time // since when nothing gets through; zero: it does
	Reason      string    // why not, in Telegram's words
	MovedTo     int64     // a group that became a supergroup; 0: it did not
}

const chatColumns = `id, title, unreachable, coalesce(reason, ''), coalesce(moved_to, 0)`

func scanChat(s scanner) (c Chat, err error) {
	err = s.Scan(&c.ID, &c.Title, timeText{&c.Unreachable}, &c.Reason, &c.MovedTo)
	return c, err
}

// Chat returns what is known of a chat, or [ErrNotFound].
func (tx *Tx) Chat(id int64) (Chat, error) {
	return one(tx, scanChat, `SELECT `+chatColumns+` FROM chat WHERE id = ?`, id)
}

// UnreachableChats returns the chats to which nothing gets through, the
// longest so first.
func (tx *Tx) UnreachableChats() ([]Chat, error) {
	return all(tx, scanChat, `SELECT `+chatColumns+` FROM chat WHERE unreachable IS NOT NULL ORDER BY unreachable, id`)
}

// HeardFrom notes that somebody wrote in a chat: it is reachable again.
func (tx *Tx) HeardFrom(id int64, title string) error {
	return tx.exec(`
		INSERT INTO chat (id, title) VALUES (?, ?)
		ON CONFLICT (id) DO UPDATE SET title = excluded.title, unreachable = NULL, reason = NULL
		WHERE title <> excluded.title OR unreachable IS NOT NULL`, id, title)
}

// SetUnreachable marks a chat as one to which nothing gets through, and
// reports whether that is new.
func (tx *Tx) SetUnreachable(id int64, why string) (bool, error) {
	n, err := tx.changed(`
		INSERT INTO chat (id, unreachable, reason) VALUES (?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET unreachable = excluded.unreachable, reason = excluded.reason
		WHERE unreachable IS NULL`, id, formatTime(tx.now), why)
	return n > 0, err
}

// MoveChat follows a group that became a supergroup: what waits to be said
// there goes to the new chat, and the buttons count there.
func (tx *Tx) MoveChat(from, to int64) error {
	for _, query := range []string{
		`INSERT INTO chat (id, moved_to) VALUES (?2, ?1) ON CONFLICT (id) DO UPDATE SET moved_to = excluded.moved_to`,
		`INSERT INTO chat (id, title) SELECT ?1, title FROM chat WHERE id = ?2 ON CONFLICT (id) DO NOTHING`,
		`UPDATE outbox SET chat = ?1 WHERE chat = ?2 AND state IN ('queued', 'sending')`,
		`UPDATE button SET chat = ?1 WHERE chat = ?2 AND spent IS NULL`,
	} {
		if err := tx.exec(query, to, from); err != nil {
			return err
		}
	}
	return nil
}

// MovedFrom returns the chats that were moved to a chat.
func (tx *Tx) MovedFrom(chat int64) ([]int64, error) {
	if chat >= 0 { // only groups move
		return nil, nil
	}
	return all(tx, value[int64], `SELECT id FROM chat WHERE moved_to = ?`, chat)
}

// movedTo returns the chat that a message to a chat goes to today.
func (tx *Tx) movedTo(chat int64) (int64, error) {
	if chat >= 0 { // only groups move
		return chat, nil
	}
	to, err := one(tx, value[int64], `SELECT moved_to FROM chat WHERE id = ? AND moved_to IS NOT NULL`, chat)
	if errors.Is(err, ErrNotFound) {
		return chat, nil
	}
	return to, err
}
