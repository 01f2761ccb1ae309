package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// A Tx is one transaction: all reading and writing of the database is a
// method on it. It knows its time, and it is not kept beyond the function it
// was given to.
type Tx struct {
	ctx    context.Context
	conn   *conn
	now    time.Time
	loc    *time.Location
	queued bool // messages were queued
}

// Now returns the instant at which the transaction began, in UTC: every row it
// writes carries the same.
func (tx *Tx) Now() time.Time { return tx.now }

// Today returns the calendar day of [Tx.Now] in the district's time zone.
func (tx *Tx) Today() Date { return On(tx.now, tx.loc) }

// Location returns the district's time zone.
func (tx *Tx) Location() *time.Location { return tx.loc }

// A conn is a connection with its prepared statements: preparing costs more
// than most of our statements do.
type conn struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func newConn(ctx context.Context, db *sql.DB) (*conn, error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	return &conn{conn: c, stmts: map[string]*sql.Stmt{}}, nil
}

func (c *conn) close() error {
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, c.conn.Close())...)
}

func (tx *Tx) stmt(query string) (*sql.Stmt, error) {
	if s, ok := tx.conn.stmts[query]; ok {
		return s, nil
	}
	s, err := tx.conn.conn.PrepareContext(tx.ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare %s: %w", firstWords(query), err)
	}
	tx.conn.stmts[query] = s
	return s, nil
}

func (tx *Tx) exec(query string, args ...any) error {
	_, err := tx.result(query, args...)
	return err
}

// insert runs an INSERT and returns the row's id.
func (tx *Tx) insert(query string, args ...any) (int64, error) {
	r, err := tx.result(query, args...)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// changed runs an UPDATE or DELETE and returns how many rows it changed.
func (tx *Tx) changed(query string, args ...any) (int64, error) {
	r, err := tx.result(query, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (tx *Tx) result(query string, args ...any) (sql.Result, error) {
	s, err := tx.stmt(query)
	if err != nil {
		return nil, err
	}
	r, err := s.ExecContext(tx.ctx, args...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", firstWords(query), err)
	}
	return r, nil
}

// A scanner is a row about to be read: *sql.Row or *sql.Rows.
type scanner interface{ Scan(dest ...any) error }

// one reads the only row of a query with scan; no row is [ErrNotFound].
func one[T any](tx *Tx, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	var zero T
	s, err := tx.stmt(query)
	if err != nil {
		return zero, err
	}
	v, err := scan(s.QueryRowContext(tx.ctx, args...))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return zero, ErrNotFound
	case err != nil:
		return zero, fmt.Errorf("%s: %w", firstWords(query), err)
	}
	return v, nil
}

// all reads the rows of a query with scan.
func all[T any](tx *Tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	var vs []T
	err := tx.each(func(s scanner) error {
		v, err := scan(s)
		vs = append(vs, v)
		return err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	return vs, nil
}

// each calls scan with each row of a query.
func (tx *Tx) each(scan func(scanner) error, query string, args ...any) error {
	s, err := tx.stmt(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(tx.ctx, args...)
	if err != nil {
		return fmt.Errorf("%s: %w", firstWords(query), err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("%s: scan: %w", firstWords(query), err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%s: %w", firstWords(query), err)
	}
	return nil
}

// value scans a row of one column.
func value[T any](s scanner) (T, error) {
	var v T
	err := s.Scan(&v)
	return v, err
}

// firstWords names a statement in an error: its beginning, on one line.
func firstWords(query string) string {
	words := strings.Fields(query)
	return strings.Join(words[:min(len(words), 5)], " ")
}

// timeLayout stores instants as text that sorts as time does: UTC, milliseconds.
const timeLayout = "2006-01-02T15:04:05.000Z"

// storedTime returns an instant as the database gives it back.
func storedTime(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Millisecond)
}

func formatTime(t time.Time) string { return t.UTC().Format(timeLayout) }

// nullTime stores the zero time as NULL.
func nullTime(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return formatTime(t)
}

// timeText scans an instant stored by formatTime; NULL becomes the zero time.
type timeText struct{ t *time.Time }

func (x timeText) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*x.t = time.Time{}
		return nil
	case string:
		t, err := time.Parse(timeLayout, v)
		*x.t = t
		return err
	}
	return fmt.Errorf("scan time: unexpected %T", v)
}
