package storage

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// schema writes out what a database is made of.
func schema(t *testing.T, tx *Tx) string {
	t.Helper()
	texts, err := all(tx, value[string], `
		SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL
		ORDER BY tbl_name, type <> 'table', name`)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(texts, ";\n\n") + ";\n"
}

func schemaOf(t *testing.T, s *Store) (text string) {
	t.Helper()
	err := s.Read(context.Background(), func(tx *Tx) error {
		text = schema(t, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestSchema keeps today's schema on one page.
func TestSchema(t *testing.T) {
	s, _ := openTest(t)
	golden(t, "schema.sql", []byte("-- Today's schema, as SQLite tells it. Made by TestSchema; go test -update rewrites it.\n\n"+schemaOf(t, s)))
}

// TestWayUp opens a database as the first version of the program left it:
// testdata/first.sql was written once and stays as it is. What it knew is
// known still, and its schema is the one that a new database has.
func TestWayUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "first.db")
	execFile(t, path, string(readFile(t, filepath.Join("testdata", "first.sql"))))
	s := reopen(t, path)
	fresh, _ := openTest(t)
	same(t, "schema of a database that came up and of a new one", schemaOf(t, fresh), schemaOf(t, s))
	write(t, s, func(tx *Tx) error {
		if err := tx.VerifyLog(); err != nil {
			t.Errorf("the log written then: %v", err)
		}
		kept := dump(t, tx, foldedTables...)
		if err := tx.Replay(); err != nil {
			return err
		}
		same(t, "state after a replay of the log written then", kept, dump(t, tx, foldedTables...))
		p, err := tx.Project(12)
		if err != nil {
			return err
		}
		if p.Name != "锦尚二期" || p.Stage() != Signed || p.Registration() != Filed || p.Agreed != InYuan(3*Yi) {
			t.Errorf("project known then: %+v", p)
		}
		if _, err := tx.Apply(Act{Source: "test", Subjects: []Subject{{ProjectSubject, 12}}, Body: Noted{"洽谈"}}); err != nil {
			t.Errorf("the next act: %v", err)
		}
		return tx.VerifyLog()
	})
}

func TestNewerDatabaseIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "newer.db")
	execFile(t, path, "PRAGMA user_version = 9999")
	before := readFile(t, path)
	if _, err := Open(context.Background(), path, testOptions()); !errors.Is(err, ErrNewer) {
		t.Errorf("open a database from a newer version: %v, want ErrNewer", err)
	}
	if !bytes.Equal(before[96:], readFile(t, path)[96:]) { // the header's first part says WAL now
		t.Error("the database was written to")
	}
}

func TestPragmaNotTakenIsRefused(t *testing.T) {
	db, err := sql.Open("sqlite", fileURI(filepath.Join(t.TempDir(), "test.db"), nil))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	c, err := newConn(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	if err := checkPragmas(context.Background(), c); err == nil || !strings.Contains(err.Error(), "journal_mode") {
		t.Errorf("a connection with no pragma set: %v", err)
	}
}

// Every connection has its pragmas, not only the first.
func TestPragmas(t *testing.T) {
	s, _ := openTest(t)
	for range cap(s.readers) {
		c := <-s.readers
		if err := checkPragmas(context.Background(), c); err != nil {
			t.Error(err)
		}
		s.readers <- c
	}
}

func TestOlderVersion(t *testing.T) {
	for _, tt := range []struct {
		a, b  string
		older bool
	}{
		{"3.51.2", "3.51.3", true},
		{"3.51.3", "3.51.3", false},
		{"3.51.10", "3.51.3", false},
		{"3.9.0", "3.51.3", true},
		{"3.51", "3.51.3", true},
		{"3.54.1", "3.51.3", false},
		{"4.0.0", "3.51.3", false},
	} {
		if got := olderVersion(tt.a, tt.b); got != tt.older {
			t.Errorf("olderVersion(%s, %s) = %v", tt.a, tt.b, got)
		}
	}
}

func testOptions() Options {
	return Options{Now: func() time.Time { return noon }, Location: shanghai}
}

// reopen opens a database until the end of the test.
func reopen(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(context.Background(), path, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// execFile runs SQL on a database of its own.
func execFile(t *testing.T, path, script string) {
	t.Helper()
	db, err := sql.Open("sqlite", fileURI(path, nil))
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec(script)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}
