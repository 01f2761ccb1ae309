package storage

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"sort"
)

// ErrNewer is returned when the database was written by a newer version of
// the program; opening it with this one could lose what it does not know.
var ErrNewer = errors.New("database is from a newer version")

//go:embed migrations/*.sql
var migrations embed.FS

// migrate runs the numbered files the database has not seen, each in a
// transaction that also moves PRAGMA user_version. They only go forward.
func migrate(ctx context.Context, c *conn) error {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return fmt.Errorf("list migrations: %w", err)
	}
	sort.Strings(files)
	var have int
	if err := c.conn.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if have > len(files) {
		return fmt.Errorf("schema %d, this program knows %d: %w", have, len(files), ErrNewer)
	}
	for i := have; i < len(files); i++ {
		if err := runMigration(ctx, c, files[i], i+1); err != nil {
			return fmt.Errorf("migrate with %s: %w", files[i], err)
		}
	}
	return nil
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
