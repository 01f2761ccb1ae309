package storage

import (
	"errors"
	"testing"
	"time"
)

func TestInviteLetsOneInOnceAndInTime(t *testing.T) {
	s, clock := openTest(t)
	var i Invite
	write(t, s, func(tx *Tx) (err error) {
		d := makeDistrict(t, tx)
		old, err := tx.MakeInvite(d.liaison, d.office, tx.Now().Add(time.Hour))
		if err != nil {
			return err
		}
		if i, err = tx.MakeInvite(d.liaison, d.office, tx.Now().Add(time.Hour)); err != nil {
			return err
		}
		if old, err = tx.Invite(old.Code); err != nil || old.Open(tx.Now()) {
			t.Errorf("an invite that was replaced is open: %+v, %v", old, err)
		}
		if len(i.Code) < 24 || i.Code == old.Code {
			t.Errorf("code %q after %q: to be guessed", i.Code, old.Code)
		}
		if got, err := tx.InviteOf(d.liaison); err != nil || got != i || !got.Open(tx.Now()) {
			t.Errorf("InviteOf = %+v, %v; want %+v", got, err, i)
		}
		_, err = tx.Invite("no such")
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("an invite nobody made: %v", err)
		}
		return nil
	})
	*clock = clock.Add(time.Hour)
	write(t, s, func(tx *Tx) error {
		if i.Open(tx.Now()) {
			t.Error("open at the instant it expires")
		}
		if err := tx.UseInvite(i.Code, 77); err != nil {
			return err
		}
		got, err := tx.Invite(i.Code)
		if err != nil || !got.Used || got.Account != 77 || got.Open(got.Made) {
			t.Errorf("a used invite = %+v, %v", got, err)
		}
		if _, err := tx.InviteOf(i.Person); !errors.Is(err, ErrNotFound) {
			t.Errorf("a used invite waits: %v", err)
		}
		return nil
	})
}

func TestWhoLeftIsKnownByHisAccount(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		d := makeDistrict(t, tx)
		self := []Subject{{PersonSubject, int64(d.liaison)}}
		for _, b := range []Body{PersonBound{Account: 55}, PersonLeft{On: tx.Today()}} {
			if _, err := tx.Apply(Act{By: d.office, Source: "test", Subjects: self, Body: b}); err != nil {
				return err
			}
		}
		p, err := tx.LeftByAccount(55)
		if err != nil || p.ID != d.liaison {
			t.Errorf("LeftByAccount = %+v, %v", p, err)
		}
		gone, err := tx.LeftPeople()
		if err != nil || len(gone) != 2 || gone[0].ID != d.liaison || gone[1].ID != d.gone {
			t.Errorf("LeftPeople = %+v, %v", gone, err)
		}
		return nil
	})
}
