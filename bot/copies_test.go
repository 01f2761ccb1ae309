package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shuangzhou/bot"
	"shuangzhou/bot/demo"
	"shuangzhou/storage"
)

// TestBackupAndRestoreAsDocumented runs the README's two commands: what was
// known at the backup is known again.
func TestBackupAndRestoreAsDocumented(t *testing.T) {
	dir := t.TempDir()
	database, config := filepath.Join(dir, "s.db"), filepath.Join(dir, "config.toml")
	if err := os.WriteFile(config, fmt.Appendf(nil, "database = %q\n", database), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	now := time.Date(2026, 3, 3, 4, 0, 0, 0, time.UTC)
	p := bot.Program{Now: func() time.Time { return now }, Env: func(string) string { return "" }, Out: &out}
	acts := func() (n storage.ActNumber) {
		s, err := storage.Open(context.Background(), database, storage.Options{Now: p.Now, Location: time.UTC})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := s.Read(context.Background(), func(tx *storage.Tx) (err error) { n, err = tx.LastAct(); return err }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	s, err := storage.Open(context.Background(), database, storage.Options{Now: p.Now, Location: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := demo.SeedFixture(context.Background(), s, readFixture(t)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	want := acts()
	if err := p.Backup(context.Background(), []string{"-config", config, "-to", filepath.Join(dir, "backups")}); err != nil {
		t.Fatal(err)
	}
	for _, f := range []string{database, database + "-wal", database + "-shm"} {
		if err := os.Remove(f); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	backup := filepath.Join(dir, "backups", storage.BackupName(database, now))
	if err := p.Restore(context.Background(), []string{"-config", config, "-from", backup}); err != nil {
		t.Fatal(err)
	}
	if got := acts(); got != want || want == 0 {
		t.Errorf("%d acts after the restore, %d before", got, want)
	}
	if !strings.Contains(out.String(), "restored: "+database) {
		t.Errorf("said %q", out.String())
	}
}
