package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// acts returns how many acts a database has, and stops the test unless its log is whole.
func countActs(t *testing.T, s *Store) (n ActNumber) {
	t.Helper()
	err := s.Read(context.Background(), func(tx *Tx) (err error) {
		if err := tx.VerifyLog(); err != nil {
			return err
		}
		n, err = tx.LastAct()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// note applies one act to a project of the district.
func note(t *testing.T, s *Store, p ProjectID, text string) {
	t.Helper()
	write(t, s, func(tx *Tx) error {
		_, err := tx.Apply(Act{Source: "test", Subjects: []Subject{{ProjectSubject, int64(p)}}, Body: Noted{text}})
		return err
	})
}

// openAt opens a database with a district in it; the caller closes it.
func openAt(t *testing.T, path string) (*Store, district) {
	t.Helper()
	s, err := Open(context.Background(), path, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	var d district
	write(t, s, func(tx *Tx) error {
		d = makeDistrict(t, tx)
		return nil
	})
	return s, d
}

// A backup made while others write has whole commits and nothing else: each
// write is a group of two acts.
func TestBackupDuringWrites(t *testing.T) {
	s, _ := openTest(t)
	var d district
	write(t, s, func(tx *Tx) error {
		d = makeDistrict(t, tx)
		return nil
	})
	before := countActs(t, s)
	stop, done := make(chan struct{}), make(chan error)
	go func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			a := Act{Source: "test", Subjects: []Subject{{ProjectSubject, int64(d.own)}}, Body: Noted{fmt.Sprint(i)}}
			err := s.Write(context.Background(), func(tx *Tx) error {
				_, err := tx.ApplyGroup([]Act{a, a})
				return err
			})
			if err != nil {
				done <- err
				return
			}
		}
	}()
	dir := t.TempDir()
	for i := range 5 {
		path := filepath.Join(dir, fmt.Sprintf("%d.db", i))
		if err := s.Backup(context.Background(), path); err != nil {
			t.Fatal(err)
		}
		if n := countActs(t, reopen(t, path)); n < before || (n-before)%2 != 0 {
			t.Errorf("backup %d has %d acts: half a commit", i, n)
		}
	}
	close(stop)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*.part*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestBackupTakesNoNameThatIsTaken(t *testing.T) {
	s, _ := openTest(t)
	path := filepath.Join(t.TempDir(), "taken.db")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(context.Background(), path); !errors.Is(err, os.ErrExist) {
		t.Errorf("backup over a file: %v", err)
	}
	if string(readFile(t, path)) != "mine" {
		t.Error("the file was written over")
	}
}

// What a killed backup left is no hindrance to the next.
func TestBackupAfterAKilledOne(t *testing.T) {
	s, _ := openTest(t)
	path := filepath.Join(t.TempDir(), "b.db")
	if err := os.WriteFile(path+".part", []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(context.Background(), path); err != nil {
		t.Error(err)
	}
}

func TestRotate(t *testing.T) {
	dir := t.TempDir()
	var names []string
	for day := range 5 {
		names = append(names, BackupName("/var/lib/shuangzhou.db", noon.AddDate(0, 0, day)))
	}
	others := []string{"shuangzhou.db", "shuangzhou-20260303T040000Z.db.part", "shuangzhou-old.db", "other-20200101T000000Z.db"}
	for _, name := range append(names, others...) {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		keep    int
		removed []string
	}{{9, nil}, {3, names[:2]}, {3, nil}, {0, names[2:4]}} {
		got, err := Rotate(dir, "shuangzhou.db", tt.keep)
		if err != nil {
			t.Fatal(err)
		}
		same(t, fmt.Sprintf("removed to keep %d", tt.keep), tt.removed, got)
	}
	for _, name := range append(others, names[4]) {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Errorf("%s is gone: %v", name, err)
		}
	}
}

func TestRestore(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	live, backup := filepath.Join(dir, "双周 100%.db"), filepath.Join(dir, "backup.db")
	s, d := openAt(t, live)
	then := countActs(t, s)
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	note(t, s, d.own, "后来的")
	if _, err := Restore(ctx, backup, live, noon); !errors.Is(err, ErrInUse) {
		t.Errorf("restore over a database in use: %v, want ErrInUse", err)
	}
	note(t, s, d.own, "还能写")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	aside, err := Restore(ctx, backup, live, noon)
	if err != nil {
		t.Fatal(err)
	}
	if got := countActs(t, reopen(t, live)); got != then {
		t.Errorf("restored database has %d acts, want %d", got, then)
	}
	if got := countActs(t, reopen(t, aside)); got != then+2 {
		t.Errorf("database set aside has %d acts, want %d", got, then+2)
	}
	if _, err := os.Stat(backup); err != nil {
		t.Errorf("the backup: %v", err)
	}
}

func TestRestoreWhereThereIsNone(t *testing.T) {
	ctx := context.Background()
	s, _ := openTest(t)
	dir := t.TempDir()
	backup := filepath.Join(dir, "backup.db")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	aside, err := Restore(ctx, backup, filepath.Join(dir, "new.db"), noon)
	if aside != "" || err != nil {
		t.Errorf("restore = %q, %v", aside, err)
	}
	reopen(t, filepath.Join(dir, "new.db"))
}

func TestRestoreOverADamagedDatabase(t *testing.T) {
	ctx := context.Background()
	s, _ := openTest(t)
	dir := t.TempDir()
	backup, live := filepath.Join(dir, "backup.db"), filepath.Join(dir, "live.db")
	if err := s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(live, []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	aside, err := Restore(ctx, backup, live, noon)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(readFile(t, aside)), "no database") {
		t.Error("the damaged database was not kept")
	}
	reopen(t, live)
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	live := filepath.Join(dir, "live.db")
	s, d := openAt(t, live)
	good := filepath.Join(dir, "good.db")
	if err := s.Backup(ctx, good); err != nil {
		t.Fatal(err)
	}
	file := func(name string, change func(path string)) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, readFile(t, good), 0o600); err != nil {
			t.Fatal(err)
		}
		change(path)
		return path
	}
	tests := []struct {
		name, path string
		want       error // nil: any
	}{
		{"missing", filepath.Join(dir, "missing.db"), fs.ErrNotExist},
		{"newer", file("newer.db", func(p string) { execFile(t, p, `PRAGMA user_version = 9999`) }), ErrNewer},
		{"another program's", file("other.db", func(p string) { execFile(t, p, `PRAGMA user_version = 0`) }), nil},
		{"an act changed", file("act.db", func(p string) { execFile(t, p, `UPDATE act SET person = 1 WHERE number = 5`) }), nil},
		{"a reference broken", file("ref.db", func(p string) { execFile(t, p, `DELETE FROM act WHERE number = 15`) }), nil},
		{"cut off", file("cut.db", func(p string) {
			if err := os.Truncate(p, 9000); err != nil {
				t.Fatal(err)
			}
		}), nil},
		{"no database", file("text.db", func(p string) {
			if err := os.WriteFile(p, []byte(strings.Repeat("text", 2000)), 0o600); err != nil {
				t.Fatal(err)
			}
		}), nil},
		{"the live one, with its log beside it", live, nil},
	}
	note(t, s, d.own, "后来的")
	acts := countActs(t, s)
	target := filepath.Join(dir, "target.db")
	for _, tt := range tests {
		_, err := Restore(ctx, tt.path, target, noon)
		if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("restore of %s: %v, want %v", tt.name, err, tt.want)
		}
		if _, err := os.Stat(target); !errors.Is(err, fs.ErrNotExist) {
			t.Fatalf("restore of %s left a database: %v", tt.name, err)
		}
	}
	if got := countActs(t, s); got != acts {
		t.Errorf("the live database has %d acts, had %d", got, acts)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
