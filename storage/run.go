package storage

import (
	"errors"
	"time"
)

// An Outcome says what became of a due run.
type Outcome string

// The outcomes.
const (
	RanInTime  Outcome = "ran"
	RanLate    Outcome = "late"    // caught up after downtime (补发)
	RunExpired Outcome = "expired" // not run: it had lost its purpose, or a later one took its place
)

// RunsSince returns the instant after which a job's next run is due: its last
// run, or when the job was first heard of, which is now for a new one.
func (tx *Tx) RunsSince(job string) (time.Time, error) {
	since, err := one(tx, scanTime, `SELECT max(due) FROM run WHERE job = ?`, job)
	if err != nil || !since.IsZero() {
		return since, err
	}
	since, err = one(tx, scanTime, `SELECT since FROM job WHERE name = ?`, job)
	if errors.Is(err, ErrNotFound) {
		return tx.now, tx.exec(`INSERT INTO job (name, since) VALUES (?, ?)`, job, formatTime(tx.now))
	}
	return since, err
}

// RecordRun keeps that a job's run of a due time is settled. A run is settled
// once: a second time is an error, and what it caused is rolled back with it.
func (tx *Tx) RecordRun(job string, due time.Time, o Outcome) error {
	return tx.exec(`INSERT INTO run (job, due, ran, outcome) VALUES (?, ?, ?, ?)`,
		job, formatTime(due), formatTime(tx.now), o)
}

func scanTime(s scanner) (t time.Time, err error) {
	err = s.Scan(timeText{&t})
	return t, err
}
