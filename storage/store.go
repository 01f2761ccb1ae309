package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"modernc.org/sqlite" // also the driver "sqlite"
)

// ErrNotFound is returned when what was asked for is not there.
var ErrNotFound = errors.New("not found")

// Options say how a [Store] is opened. The zero value is not usable: Now and
// Location are required.
type Options struct {
	Now      func() time.Time // the clock, read once a transaction
	Location *time.Location   // the district's time zone, for [Tx.Today]
	Readers  int              // connections for reading; 0 means 4
}

// A Store is the database: one connection that writes and a pool that reads.
// It is safe for concurrent use.
type Store struct {
	db      *sql.DB
	writing sync.Mutex // held for the whole of a write transaction
	writer  *conn
	readers chan *conn
	now     func() time.Time
	loc     *time.Location
	queued  chan struct{} // has a token when messages were queued
}

// Open opens the database at path, creating it where there is none, brings it
// up to today's schema and checks that SQLite is set as asked: a misspelt
// pragma in a data source name passes silently. A database from a newer
// version of the program is refused with [ErrNewer].
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("create folder of database: %w", err)
	}
	db, err := sql.Open("sqlite", dataSource(path))
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	s := &Store{db: db, now: o.Now, loc: o.Location, queued: make(chan struct{}, 1)}
	if err := s.connect(ctx, o); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", path, err), db.Close())
	}
	return s, nil
}

func (s *Store) connect(ctx context.Context, o Options) error {
	var err error
	if s.writer, err = newConn(ctx, s.db); err != nil {
		return err
	}
	if err := checkPragmas(ctx, s.writer); err != nil {
		return err
	}
	if err := migrate(ctx, s.writer); err != nil {
		return err
	}
	if err := s.refoldAfterMigration(ctx); err != nil {
		return err
	}
	n := o.Readers
	if n == 0 {
		n = 4
	}
	s.readers = make(chan *conn, n)
	for range n {
		c, err := newConn(ctx, s.db)
		if err != nil {
			return err
		}
		if _, err := c.conn.ExecContext(ctx, "PRAGMA query_only = 1"); err != nil {
			return fmt.Errorf("set a connection to reading: %w", err)
		}
		s.readers <- c
	}
	return nil
}

// foldedMark has the schema under which the versions were last folded.
const foldedMark = "folded"

// refoldAfterMigration folds the log again once the schema has changed, for
// with it the folds may have. A crash in between only has it done at the next
// start.
func (s *Store) refoldAfterMigration(ctx context.Context) error {
	have, _, err := schemaVersions(ctx, s.writer)
	if err != nil {
		return err
	}
	schema := strconv.Itoa(have)
	return s.Write(ctx, func(tx *Tx) error {
		folded, err := tx.Mark(foldedMark)
		if err != nil && !errors.Is(err, ErrNotFound) || folded == schema {
			return err
		}
		if err := tx.Replay(); err != nil {
			return fmt.Errorf("fold again under schema %s: %w", schema, err)
		}
		return tx.SetMark(foldedMark, schema)
	})
}

// Close waits for what is running and closes the database.
func (s *Store) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	errs := []error{s.writer.close()}
	for range cap(s.readers) {
		errs = append(errs, (<-s.readers).close())
	}
	if err := errors.Join(append(errs, s.db.Close())...); err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return nil
}

// Location returns the district's time zone.
func (s *Store) Location() *time.Location { return s.loc }

// Queued has a value after a commit that queued messages to be sent.
func (s *Store) Queued() <-chan struct{} { return s.queued }

// Read calls f with a transaction that sees one moment of the database and
// cannot change it.
func (s *Store) Read(ctx context.Context, f func(*Tx) error) (err error) {
	var c *conn
	select {
	case c = <-s.readers:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { s.readers <- c }()
	tx := s.begin(ctx, c)
	if err := tx.exec("BEGIN"); err != nil {
		return err
	}
	defer func() { // also when f panics
		if back := tx.exec("ROLLBACK"); back != nil {
			err = errors.Join(err, back)
		}
	}()
	return f(tx)
}

// Write calls f with a transaction and commits what it did; when f returns an
// error, or panics, nothing of it stays.
//
// It opens no savepoint: in one, SQLite keeps what each statement changed until
// its end and walks through all of it after every statement, so that folding
// ten thousand projects took ten minutes and not half of one.
func (s *Store) Write(ctx context.Context, f func(*Tx) error) error {
	return s.transact(ctx, func() (bool, error) {
		tx := s.begin(ctx, s.writer)
		err := f(tx)
		return tx.queued, err
	})
}

// WriteEach calls f for each of n steps, each with a [Tx] of its own (and so a
// time of its own) in a savepoint of its own, and commits them together. A
// step that returns an error is rolled back alone and given to failed, which
// may write what is to be kept of it; an error of failed rolls everything back.
//
// It exists because a commit that waits for the disk costs more than the
// statements of a hundred updates.
func (s *Store) WriteEach(ctx context.Context, n int, f func(int, *Tx) error, failed func(int, error, *Tx) error) error {
	return s.transact(ctx, func() (bool, error) {
		queued := false
		for i := range n {
			q, err := s.step(ctx, i, f, failed)
			if err != nil {
				return false, err
			}
			queued = queued || q
		}
		return queued, nil
	})
}

// transact commits what f writes, or nothing of it, and reports messages that
// were queued.
func (s *Store) transact(ctx context.Context, f func() (queued bool, err error)) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	outer := s.begin(ctx, s.writer)
	if err := outer.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	committed := false
	defer func() {
		if !committed {
			err = errors.Join(err, outer.exec("ROLLBACK"))
		}
	}()
	queued, err := f()
	if err != nil {
		return err
	}
	if err := outer.exec("COMMIT"); err != nil {
		return err
	}
	committed = true
	if queued {
		select {
		case s.queued <- struct{}{}:
		default:
		}
	}
	return nil
}

// step runs one step of WriteEach in a savepoint and reports whether it queued messages.
func (s *Store) step(ctx context.Context, i int, f func(int, *Tx) error, failed func(int, error, *Tx) error) (bool, error) {
	tx := s.begin(ctx, s.writer)
	if err := tx.exec("SAVEPOINT step"); err != nil {
		return false, err
	}
	if err := f(i, tx); err != nil {
		if err := tx.exec("ROLLBACK TO step"); err != nil {
			return false, err
		}
		tx = s.begin(ctx, s.writer)
		if err := failed(i, err, tx); err != nil {
			return false, err
		}
	}
	return tx.queued, tx.exec("RELEASE step")
}

func (s *Store) begin(ctx context.Context, c *conn) *Tx {
	// Inside a transaction nothing is cancelled half-way; the driver also
	// spares a goroutine a statement where a context cannot end.
	return &Tx{ctx: context.WithoutCancel(ctx), conn: c, now: s.now().UTC(), loc: s.loc}
}

// oldestSQLite is the first version without the WAL-reset corruption bug.
const oldestSQLite = "3.51.3"

var pragmas = []struct{ name, want string }{
	{"journal_mode", "wal"},
	{"synchronous", "2"}, // FULL: a commit is on the disk
	{"foreign_keys", "1"},
	{"busy_timeout", "10000"},
	{"secure_delete", "1"}, // a contact forgotten is overwritten
	{"temp_store", "2"},    // what a savepoint takes back lies in memory, not in a file of its own
}

func dataSource(path string) string {
	q := url.Values{}
	q.Set("_journal_mode", "WAL")
	q.Set("_synchronous", "FULL")
	q.Set("_foreign_keys", "1")
	q.Set("_busy_timeout", "10000") // milliseconds
	q.Set("_defensive", "1")
	q.Set("_dqs", "0")
	q.Add("_pragma", "secure_delete(1)")
	q.Add("_pragma", "temp_store(2)")
	return fileURI(path, q)
}

// fileURI names a database, whatever characters its path has.
func fileURI(path string, q url.Values) string {
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// Result codes of SQLite (sqlite.org/rescode.html).
const (
	sqliteBusy    = 5
	sqliteLocked  = 6
	sqliteCorrupt = 11
	sqliteNotADB  = 26
)

// isCode reports whether an error is SQLite's, of a primary result code.
func isCode(err error, code int) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == code
}

func checkPragmas(ctx context.Context, c *conn) error {
	for _, p := range pragmas {
		var got string
		if err := c.conn.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(&got); err != nil {
			return fmt.Errorf("read pragma %s: %w", p.name, err)
		}
		if got != p.want {
			return fmt.Errorf("pragma %s is %s, want %s", p.name, got, p.want)
		}
	}
	var version string
	if err := c.conn.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version); err != nil {
		return fmt.Errorf("read version of SQLite: %w", err)
	}
	if olderVersion(version, oldestSQLite) {
		return fmt.Errorf("SQLite %s is older than %s, which can lose data", version, oldestSQLite)
	}
	return nil
}

// olderVersion compares dotted numbers.
func olderVersion(a, b string) bool {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(as), len(bs)) {
		x, y := as[i], bs[i]
		if len(x) != len(y) {
			return len(x) < len(y)
		}
		if x != y {
			return x < y
		}
	}
	return len(as) < len(bs)
}
