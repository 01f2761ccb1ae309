package storage

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

// ErrNewer is returned when the database was written by a newer version of
// the program; opening it with this one could lose what it does not know.
var ErrNewer = errors.New("database is from a newer version")

//go:embed migrations/*.sql
var migrations embed.FS

// migrate runs the numbered files the database has not seen, each in a
// transaction that also moves PRAGMA user_version. They only go forward.
func migrate(ctx context.Context, c *conn) error {
	files, err := migrationFiles()
	if err != nil {
		return err
	}
	have, _, err := schemaVersions(ctx, c)
	if err != nil {
		return err
	}
	for i := have; i < len(files); i++ {
		if err := runMigration(ctx, c, files[i], i+1); err != nil {
			return fmt.Errorf("migrate with %s: %w", files[i], err)
		}
	}
	return nil
}

// migrationFiles returns the embedded migrations in order; the n-th brings a
// database to schema n.
func migrationFiles() ([]string, error) {
	files, err := fs.Glob(migrations, "migrations/*.sql") // sorted
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	return files, nil
}

// schemaVersions returns the schema that a database has (0: it is empty) and
// the one that this program wants; a newer one is [ErrNewer].
func schemaVersions(ctx context.Context, c *conn) (have, want int, err error) {
	files, err := migrationFiles()
	if err != nil {
		return 0, 0, err
	}
	want = len(files)
	if err := c.conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return 0, want, fmt.Errorf("read schema version: %w", err)
	}
	if have > want {
		return have, want, fmt.Errorf("schema %d, this program knows %d: %w", have, want, ErrNewer)
	}
	return have, want, nil
}

func runMigration(ctx context.Context, c *conn, file string, version int) error {
	text, err := migrations.ReadFile(file)
	if err != nil {
		return err
	}
	script := fmt.Sprintf("BEGIN IMMEDIATE;\n%s\nPRAGMA user_version = %d;\nCOMMIT;", text, version)
	if _, err := c.conn.ExecContext(ctx, script); err != nil {
		_, rollback := c.conn.ExecContext(ctx, "ROLLBACK")
		return errors.Join(err, rollback)
	}
	return nil
}
