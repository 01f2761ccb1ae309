package bot

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"shuangzhou/storage"
)

// Backup writes a verified copy of the database into a folder while the bot
// runs, and removes all but the newest copies.
func (p Program) Backup(ctx context.Context, args []string) error {
	var dir string
	var keep int
	c, err := p.config("backup", args, func(flags *flag.FlagSet) {
		flags.StringVar(&dir, "to", "backups", "the folder of the copies")
		flags.IntVar(&keep, "keep", 14, "how many copies are kept")
	})
	if err != nil {
		return err
	}
	store, err := storage.Open(ctx, c.Database, storage.Options{Now: p.Now, Location: c.Location()})
	if err != nil {
		return err
	}
	return errors.Join(p.backup(ctx, store, c.Database, dir, keep), store.Close())
}

func (p Program) backup(ctx context.Context, s *storage.Store, database, dir string, keep int) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("create folder of backups: %w", err)
	}
	path := filepath.Join(dir, storage.BackupName(database, p.Now()))
	if err := s.Backup(ctx, path); err != nil {
		return err
	}
	fmt.Fprintln(p.Out, "backup:", path)
	removed, err := storage.Rotate(dir, database, keep)
	for _, name := range removed {
		fmt.Fprintln(p.Out, "removed:", name)
	}
	return err
}

// Restore puts a backup in the place of the database. The bot must be stopped;
// what stood there is put aside, not removed.
func (p Program) Restore(ctx context.Context, args []string) error {
	var from string
	c, err := p.config("restore", args, func(flags *flag.FlagSet) {
		flags.StringVar(&from, "from", "", "the backup")
	})
	if err != nil {
		return err
	}
	if from == "" {
		return errors.New("restore: say which backup, with -from")
	}
	aside, err := storage.Restore(ctx, from, c.Database, p.Now())
	if err != nil {
		return err
	}
	if aside != "" {
		fmt.Fprintln(p.Out, "the database that stood there is kept as", aside)
	}
	fmt.Fprintln(p.Out, "restored:", c.Database)
	return nil
}
