package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Backups are whole databases, made online by VACUUM INTO and looked through
// before they take their name: what has the name of a backup can be restored.
// The live file is never copied; half of what it holds may stand in its
// write-ahead log.

// Backup writes a copy of the database, as it stands at one moment, to path,
// which must not exist. Reading and writing go on meanwhile.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("back up to %s: %w", path, err)
		}
	}()
	if _, err := os.Lstat(path); err == nil {
		return os.ErrExist
	}
	temp := path + ".part"
	if err := removeDatabase(temp); err != nil { // of a backup that was killed
		return err
	}
	defer removeDatabase(temp)
	if _, err := s.db.ExecContext(ctx, `VACUUM INTO ?`, temp); err != nil {
		return err
	}
	if err := verify(ctx, temp); err != nil {
		return err
	}
	return settleFile(temp, path)
}

// backupName is how [BackupName] writes a backup's time, so that names sort as
// times do.
const backupName = "20060102T150405Z"

// BackupName returns the name of a backup of a database made at an instant:
// shuangzhou.db → shuangzhou-20260303T040000Z.db.
func BackupName(database string, at time.Time) string {
	base := filepath.Base(database)
	ext := filepath.Ext(base)
	return strings.TrimSuffix(base, ext) + "-" + at.UTC().Format(backupName) + cmp.Or(ext, ".db")
}

// Rotate removes the oldest backups of a database in a folder, so that the
// newest keep of them stay, and returns the names of those removed. What is
// not named by [BackupName] is left alone. At least one stays.
func Rotate(dir, database string, keep int) ([]string, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("rotate backups: %w", err)
	}
	var names []string // in the order of their times, as ReadDir sorts by name
	for _, f := range files {
		if at, ok := backupTime(f.Name()); ok && BackupName(database, at) == f.Name() {
			names = append(names, f.Name())
		}
	}
	old := names[:max(0, len(names)-max(keep, 1))]
	for _, name := range old {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			return nil, fmt.Errorf("rotate backups: %w", err)
		}
	}
	return slices.Clone(old), nil
}

func backupTime(name string) (time.Time, bool) {
	name = strings.TrimSuffix(name, filepath.Ext(name))
	at, err := time.Parse(backupName, name[strings.LastIndex(name, "-")+1:])
	return at, err == nil
}

// ErrInUse is returned when a database cannot be replaced because a process
// has it open.
var ErrInUse = errors.New("database is in use")

// Restore puts a backup in the place of a database and returns where the
// database that stood there was put, "" where there was none. The backup
// itself stays. A backup that is damaged or from a newer version of the program is
// refused, and so is a database that is in use ([ErrInUse]): stop the bot first.
func Restore(ctx context.Context, backup, database string, now time.Time) (aside string, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("restore %s: %w", backup, err)
		}
	}()
	if wal, err := os.Stat(backup + "-wal"); err == nil && wal.Size() > 0 {
		return "", errors.New("not a backup: a write-ahead log stands beside it")
	}
	if err := verify(ctx, backup); err != nil {
		return "", err
	}
	temp := database + ".part"
	if err := removeDatabase(temp); err != nil {
		return "", err
	}
	defer removeDatabase(temp)
	if err := copyDatabase(ctx, backup, temp); err != nil {
		return "", err
	}
	if aside, err = setAside(ctx, database, now); err != nil {
		return "", err
	}
	return aside, settleFile(temp, database)
}

// setAside renames a database that nobody has open, and returns its new name.
// What its write-ahead log holds is put into it first.
func setAside(ctx context.Context, database string, now time.Time) (string, error) {
	if _, err := os.Lstat(database); errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	if err := alone(ctx, database); err != nil {
		return "", err
	}
	aside := database + ".replaced-" + now.UTC().Format(backupName)
	if _, err := os.Lstat(aside); err == nil {
		return "", fmt.Errorf("set %s aside: %s: %w", database, aside, os.ErrExist)
	}
	// Only a damaged database still has these. They must not be taken for the
	// restored one's.
	for _, suffix := range []string{"-wal", "-shm"} {
		err := os.Rename(database+suffix, aside+suffix)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", fmt.Errorf("set the database aside: %w", err)
		}
	}
	// A second name, so that at no moment there is no database: a bot started
	// then would begin with an empty one.
	if err := os.Link(database, aside); err != nil {
		err = os.Rename(database, aside) // a file system without links
		if err != nil {
			return "", fmt.Errorf("set the database aside: %w", err)
		}
	}
	return aside, nil
}

// alone makes sure that no other connection has a database open: only then can
// it leave WAL mode. A file that is no database any more is in nobody's use.
func alone(ctx context.Context, database string) error {
	db, err := sql.Open("sqlite", fileURI(database, url.Values{"_busy_timeout": {"0"}}))
	if err != nil {
		return err
	}
	defer db.Close()
	var mode string
	err = db.QueryRowContext(ctx, `PRAGMA journal_mode = DELETE`).Scan(&mode)
	switch {
	case isCode(err, sqliteNotADB), isCode(err, sqliteCorrupt):
		return nil
	case isCode(err, sqliteBusy), isCode(err, sqliteLocked), err == nil && mode == "wal":
		return ErrInUse
	}
	return err
}

// copyDatabase copies a backup, which nobody writes.
func copyDatabase(ctx context.Context, from, to string) error {
	db, err := openReadOnly(from)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, `VACUUM INTO ?`, to)
	return err
}

// verify looks a database through from end to end: its pages, its references,
// its schema and the log of acts.
func verify(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err != nil {
		return err // SQLite would make an empty one
	}
	db, err := openReadOnly(path)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := checkIntegrity(ctx, db); err != nil {
		return err
	}
	c, err := newConn(ctx, db)
	if err != nil {
		return err
	}
	defer c.close()
	have, want, err := schemaVersions(ctx, c)
	switch {
	case err != nil:
		return err
	case have == 0:
		return errors.New("not a database of this program")
	case have < want:
		return nil // its log is looked through once it is migrated
	}
	return (&Tx{ctx: ctx, conn: c}).VerifyLog()
}

func checkIntegrity(ctx context.Context, db *sql.DB) error {
	var found string
	if err := db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&found); err != nil {
		return fmt.Errorf("check integrity: %w", err)
	}
	if found != "ok" {
		return fmt.Errorf("check integrity: %s", found)
	}
	var broken int
	if err := db.QueryRowContext(ctx, `SELECT count(*) FROM pragma_foreign_key_check`).Scan(&broken); err != nil {
		return fmt.Errorf("check references: %w", err)
	}
	if broken > 0 {
		return fmt.Errorf("check references: %d rows name what is not there", broken)
	}
	return nil
}

// openReadOnly opens a database that nobody writes. A backup stands in a
// folder that may be read-only, so no write-ahead log is made beside it.
func openReadOnly(path string) (*sql.DB, error) {
	return sql.Open("sqlite", fileURI(path, url.Values{"mode": {"ro"}, "immutable": {"1"}}))
}

// removeDatabase removes a database and what stands beside it.
func removeDatabase(path string) error {
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// settleFile gives a finished file its name, on the disk and not only in the
// cache: first the file, then the folder.
func settleFile(temp, path string) error {
	if err := syncPath(temp); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return syncPath(filepath.Dir(path))
}

func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
