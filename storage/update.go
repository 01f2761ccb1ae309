package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// updateMemory is how long an update's id is remembered as seen. Telegram
// delivers an update again for 24 hours; later the same id is another update,
// because ids restart at random after a quiet week.
const updateMemory = 48 * time.Hour

// Receive notes that an update was received, with its raw text, and returns
// the key under which its deeds stand: "update 8812". An update received
// before is a repeat: it has no key and changes nothing.
//
// The id is looked up, never compared: it may restart below the last one. A
// key is unique for ever, even where an id comes a second time after years.
func (tx *Tx) Receive(id int64, raw json.RawMessage) (key string, repeat bool, err error) {
	last, err := one(tx, value[string], `SELECT received FROM inbox WHERE update_id = ? ORDER BY seq DESC LIMIT 1`, id)
	known := err == nil
	if err != nil && !errors.Is(err, ErrNotFound) {
		return "", false, err
	}
	if known && last > formatTime(tx.now.Add(-updateMemory)) {
		return "", true, nil
	}
	seq, err := tx.insert(`INSERT INTO inbox (update_id, received, raw, state) VALUES (?, ?, ?, 'done')`,
		id, formatTime(tx.now), string(raw))
	if err != nil {
		return "", false, fmt.Errorf("receive update %d: %w", id, err)
	}
	key = fmt.Sprintf("update %d", id)
	if known {
		key = fmt.Sprintf("update %d.%d", id, seq)
	}
	return key, false, nil
}

// ReceiveOwn notes an update of our own, which has no id of Telegram's.
func (tx *Tx) ReceiveOwn(raw json.RawMessage) error {
	return tx.exec(`INSERT INTO inbox (received, raw, state) VALUES (?, ?, 'done')`, formatTime(tx.now), string(raw))
}

// SetAside keeps an update that could not be handled, for the office. It is
// not tried again. An id of 0 stands for none.
func (tx *Tx) SetAside(id int64, raw json.RawMessage, why string) error {
	var updateID any
	if id != 0 {
		updateID = id
	}
	return tx.exec(`INSERT INTO inbox (update_id, received, raw, state, error) VALUES (?, ?, ?, 'aside', ?)`,
		updateID, formatTime(tx.now), string(raw), why)
}

// An AsideUpdate is an update that could not be handled.
type AsideUpdate struct {
	ID       int64 // Telegram's; 0: a follow-up of our own, or unreadable
	Received time.Time
	Raw      json.RawMessage
	Why      string
}

// Aside returns the latest updates that were set aside, newest first.
func (tx *Tx) Aside(limit int) ([]AsideUpdate, error) {
	return all(tx, func(s scanner) (u AsideUpdate, err error) {
		var raw string
		err = s.Scan(&u.ID, timeText{&u.Received}, &raw, &u.Why)
		u.Raw = json.RawMessage(raw)
		return u, err
	}, `
		SELECT coalesce(update_id, 0), received, raw, coalesce(error, '')
		FROM inbox WHERE state = 'aside' ORDER BY seq DESC LIMIT ?`, limit)
}

// Attempt runs f in a savepoint of its own: an error, or a panic, takes back
// what f did and leaves the rest of the transaction.
func (tx *Tx) Attempt(f func() error) error {
	if err := tx.exec("SAVEPOINT attempt"); err != nil {
		return err
	}
	done := false
	defer func() {
		if !done { // a panic passes through
			_ = tx.exec("ROLLBACK TO attempt")
			_ = tx.exec("RELEASE attempt")
		}
	}()
	if err := f(); err != nil {
		done = true
		return errors.Join(err, tx.exec("ROLLBACK TO attempt"), tx.exec("RELEASE attempt"))
	}
	done = true
	return tx.exec("RELEASE attempt")
}
