package storage

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestContactIsShownToItsUnitOnly(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		d := makeDistrict(t, tx)
		hash, err := tx.KeepContact(d.own, "王总 138 0000 0000")
		if err != nil {
			return err
		}
		d.apply(t, tx, d.liaison, d.own, ContactGiven{Hash: hash})
		for _, tt := range []struct {
			who   string
			id    PersonID
			shown bool
		}{
			{"the unit's liaison", d.liaison, true},
			{"the office", d.office, true},
			{"a leader not linked", d.leader, false},
			{"another unit's liaison", d.stranger, false},
			{"an observer", d.observer, false},
		} {
			p, err := tx.Person(tt.id)
			if err != nil {
				return err
			}
			text, err := tx.Contact(hash, p)
			var denied *Denied
			if got := err == nil; got != tt.shown || !tt.shown && (!errors.As(err, &denied) || text != "") {
				t.Errorf("shown to %s = %v (%q, %v), want %v", tt.who, got, text, err, tt.shown)
			}
		}
		return nil
	})
}

func TestContactForgottenLeavesLogAndState(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		d := makeDistrict(t, tx)
		one, _ := tx.KeepContact(d.own, "13800000000")
		two, _ := tx.KeepContact(d.own, "13800000000")
		if one == two {
			t.Error("the same text has the same hash: it can be found by trying")
		}
		d.apply(t, tx, d.liaison, d.own, ContactGiven{Hash: one})
		d.apply(t, tx, d.liaison, d.own, ContactGiven{Hash: two})
		before, err := tx.Project(d.own)
		if err != nil {
			return err
		}
		if err := tx.ForgetContact(one); err != nil {
			return err
		}
		if n, err := tx.ForgetContacts(d.own); n != 1 || err != nil {
			t.Errorf("forget the rest: %d, %v; want 1", n, err)
		}
		done := d.apply(t, tx, d.office, d.own, ContactsForgotten{N: 2})
		_, err = tx.Apply(Act{By: d.office, Source: "test", Undoes: done.Number, Body: Undone{}})
		wantInvalid(t, "undo of forgetting", err, InvalidFinal)
		office, err := tx.Person(d.office)
		if err != nil {
			return err
		}
		for _, hash := range []string{one, two} {
			if text, err := tx.Contact(hash, office); !errors.Is(err, ErrForgotten) || text != "" {
				t.Errorf("forgotten contact = %q, %v", text, err)
			}
		}
		if err := tx.Replay(); err != nil {
			return err
		}
		after, err := tx.Project(d.own)
		if err != nil {
			return err
		}
		same(t, "project after forgetting and replay", before, after)
		return tx.VerifyLog()
	})
}

// A contact that was wrong gives its place to another; an undo brings it back,
// and forgetting the project's contacts erases both.
func TestContactInstead(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		d := makeDistrict(t, tx)
		keep := func(text string) string {
			hash, err := tx.KeepContact(d.own, text)
			if err != nil {
				t.Fatal(err)
			}
			return hash
		}
		wrong, right := keep("王经理"), keep("李总")
		_, err := tx.Apply(Act{By: d.liaison, Source: "test", Subjects: []Subject{{ProjectSubject, int64(d.own)}}, Body: ContactGiven{Hash: right, Instead: wrong}})
		wantInvalid(t, "instead of one that is not there", err, InvalidUnknown)
		d.apply(t, tx, d.liaison, d.own, ContactGiven{Hash: wrong})
		done := d.apply(t, tx, d.liaison, d.own, ContactGiven{Hash: right, Instead: wrong})
		p, err := tx.Project(d.own)
		same(t, "contacts", p.Contacts, []string{right})
		if _, err := tx.Apply(Act{By: d.office, Source: "test", Undoes: done.Number, Subjects: done.Subjects, Body: Undone{}}); err != nil {
			return err
		}
		p, err2 := tx.Project(d.own)
		same(t, "contacts after undo", p.Contacts, []string{wrong})
		n, err3 := tx.ForgetContacts(d.own)
		same(t, "forgotten", n, 2)
		return errors.Join(err, err2, err3)
	})
}

func TestContactGivenMustBeKept(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		d := makeDistrict(t, tx)
		elsewhere, err := tx.KeepContact(d.other, "13800000000")
		if err != nil {
			return err
		}
		for _, hash := range []string{"", "abc", elsewhere} {
			_, err := tx.Apply(Act{By: d.liaison, Source: "test", Subjects: []Subject{{ProjectSubject, int64(d.own)}}, Body: ContactGiven{Hash: hash}})
			wantInvalid(t, "contact "+hash, err, InvalidUnknown)
		}
		return nil
	})
}

// The text must not lie in a free page or in a shrunken row once it is forgotten.
func TestContactForgottenIsOverwritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	s, err := Open(context.Background(), path, Options{Now: func() time.Time { return noon }, Location: shanghai})
	if err != nil {
		t.Fatal(err)
	}
	secret := []byte("13912345678-secret")
	var hash string
	write(t, s, func(tx *Tx) (err error) {
		hash, err = tx.KeepContact(1, string(secret))
		return err
	})
	if err := s.Close(); err != nil { // checkpoints the write-ahead log
		t.Fatal(err)
	}
	if !bytes.Contains(readFile(t, path), secret) {
		t.Fatal("the contact is not in the file: the test proves nothing")
	}
	s, err = Open(context.Background(), path, Options{Now: func() time.Time { return noon }, Location: shanghai})
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, func(tx *Tx) error { return tx.ForgetContact(hash) })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(readFile(t, path), secret) {
		t.Error("the forgotten contact is still in the file")
	}
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("write-ahead log after close: %v", err)
	}
}

// What is said to be kept is what forgetting would erase: after a merge also
// what only the merged record has.
func TestContactsKeptAreThoseForgotten(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		d := makeDistrict(t, tx)
		hash, err := tx.KeepContact(d.hosted, "13800000000")
		if err != nil {
			return err
		}
		d.apply(t, tx, d.office, d.hosted, ContactGiven{Hash: hash})
		if _, err := d.merge(tx, d.own, d.hosted); err != nil {
			return err
		}
		if n, err := tx.KeptContacts(d.own); n != 1 || err != nil {
			t.Errorf("kept after the merge: %d, %v; want 1", n, err)
		}
		if n, err := tx.ForgetContacts(d.own); n != 1 || err != nil {
			t.Errorf("forgotten: %d, %v; want 1", n, err)
		}
		if n, err := tx.KeptContacts(d.own); n != 0 || err != nil {
			t.Errorf("kept after forgetting: %d, %v; want 0", n, err)
		}
		return nil
	})
}
