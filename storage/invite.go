package storage

import (
	"crypto/rand"
	"time"
)

// An Invite is a link that binds one person's account, once: whoever opens it
// first is that person. It is machinery and in no act; that somebody was bound
// is a [PersonBound].
type Invite struct {
	Code    string // 26 letters and digits of [rand.Text]: not to be guessed
	Person  PersonID
	Inviter PersonID  // who made it
	Made    time.Time // UTC
	Expires time.Time // UTC
	Revoked bool      // a newer one has taken its place
	Used    bool
	Account int64 // who used it; 0: nobody
}

// Open reports whether the invite still lets somebody in.
func (i Invite) Open(now time.Time) bool { return !i.Used && !i.Revoked && now.Before(i.Expires) }

const inviteColumns = `code, person, inviter, made, expires, revoked IS NOT NULL, used IS NOT NULL, coalesce(account, 0)`

func scanInvite(s scanner) (i Invite, err error) {
	err = s.Scan(&i.Code, &i.Person, &i.Inviter, timeText{&i.Made}, timeText{&i.Expires}, &i.Revoked, &i.Used, &i.Account)
	return i, err
}

// MakeInvite makes an invite for a person; those he had before hold no more,
// so that at most one link is about.
func (tx *Tx) MakeInvite(p, inviter PersonID, expires time.Time) (Invite, error) {
	if err := tx.RevokeInvites(p); err != nil {
		return Invite{}, err
	}
	i := Invite{Code: rand.Text(), Person: p, Inviter: inviter, Made: tx.now, Expires: storedTime(expires)}
	return i, tx.exec(`INSERT INTO invite (code, person, inviter, made, expires) VALUES (?, ?, ?, ?, ?)`,
		i.Code, i.Person, i.Inviter, formatTime(i.Made), formatTime(i.Expires))
}

// RevokeInvites ends the invites of a person that are open.
func (tx *Tx) RevokeInvites(p PersonID) error {
	return tx.exec(`UPDATE invite SET revoked = ? WHERE person = ? AND used IS NULL AND revoked IS NULL`, formatTime(tx.now), p)
}

// Invite returns the invite of a code, open or not, or [ErrNotFound].
func (tx *Tx) Invite(code string) (Invite, error) {
	return one(tx, scanInvite, `SELECT `+inviteColumns+` FROM invite WHERE code = ?`, code)
}

// InviteOf returns the invite of a person that was neither used nor replaced,
// expired or not, or [ErrNotFound].
func (tx *Tx) InviteOf(p PersonID) (Invite, error) {
	return one(tx, scanInvite, `SELECT `+inviteColumns+` FROM invite WHERE person = ? AND used IS NULL AND revoked IS NULL`, p)
}

// UseInvite notes who has used an invite.
func (tx *Tx) UseInvite(code string, account int64) error {
	return tx.exec(`UPDATE invite SET used = ?, account = ? WHERE code = ?`, formatTime(tx.now), account, code)
}

// LeftByAccount returns the person who had an account when he left, the last
// of them, or [ErrNotFound].
func (tx *Tx) LeftByAccount(account int64) (Person, error) {
	return one(tx, people.scan, `
		SELECT state FROM person_version
		WHERE account = ? AND until = `+latestText+` AND NOT live AND state ->> '$.left' <> ''
		ORDER BY since DESC LIMIT 1`, account)
}

// FormerAccounts returns the accounts somebody once had whom nobody has now:
// of those who left, who changed to another, or whose adding was taken back.
func (tx *Tx) FormerAccounts() ([]int64, error) {
	return all(tx, value[int64], `
		SELECT account FROM person_version WHERE account IS NOT NULL
		EXCEPT
		SELECT account FROM person_version WHERE account IS NOT NULL AND until = `+latestText+` AND live
		ORDER BY account`)
}

// LeftPeople returns everyone who has left, the last first.
func (tx *Tx) LeftPeople() ([]Person, error) {
	return all(tx, people.scan, `
		SELECT state FROM person_version
		WHERE until = `+latestText+` AND NOT live AND state ->> '$.left' <> ''
		ORDER BY since DESC`)
}
