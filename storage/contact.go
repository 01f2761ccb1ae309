package storage

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
)

// Contacts are what is known of an investor's people: telephone numbers,
// names. They are personal data that must be forgotten when somebody asks for
// it, and the log of acts forgets nothing. So the text lies in a table of its
// own, and the act carries only its hash: over the text and a random salt, so
// that the hash of a forgotten number cannot be found again by trying all
// numbers. Forgetting erases text and salt; the act, the project's fold and
// the chain of hashes stay as they were.
//
// Forgetting overwrites the text in the database (PRAGMA secure_delete), also
// in what the machinery keeps of the messages it stood in. Older
// copies live on for a while: in the write-ahead log until its next
// checkpoint, which [Store.Close] makes at the latest, and in the backups until
// [Rotate] has dropped them. A backup that is restored brings back what was
// forgotten after it was taken: the office has to forget it again.

// ErrForgotten is returned for a contact that was forgotten on demand.
var ErrForgotten = errors.New("contact was forgotten")

// KindContact is the kind of [ContactGiven].
const KindContact Kind = "project.contact"

// ContactGiven says that a contact of a project is known; the text is kept by
// [Tx.KeepContact]. One that was wrong is spoken of no more, but its text stays
// until it is forgotten on demand: an undo brings it back.
type ContactGiven struct {
	Hash    string `json:"hash"`
	Instead string `json:"instead,omitzero"` // the hash of the contact whose place it takes; "": none
}

// Kind returns [KindContact].
func (ContactGiven) Kind() Kind { return KindContact }

// Field is empty: a further contact takes nothing from another's.
func (ContactGiven) Field() string { return "" }

func (b ContactGiven) onProject(p *Project, a Act) {
	kept := slices.DeleteFunc(slices.Clone(p.Contacts), func(h string) bool { return h == b.Instead })
	p.Contacts = appendNew(kept, b.Hash)
	p.report(a)
}

// KindForgotten is the kind of [ContactsForgotten].
const KindForgotten Kind = "project.contacts_forgotten"

// ContactsForgotten says that a project's contacts were erased, by
// [Tx.ForgetContacts] in the same transaction: who did it, when, and how many,
// but nothing of what they were. It cannot be undone, and is no report.
type ContactsForgotten struct {
	N int `json:"n"`
}

// Kind returns [KindForgotten].
func (ContactsForgotten) Kind() Kind { return KindForgotten }

// Field is empty: it changes nothing that a person says.
func (ContactsForgotten) Field() string { return "" }

func (ContactsForgotten) onProject(*Project, Act) {} // the hashes stay, see above

func (b ContactsForgotten) check(tx *Tx, a Act) error {
	if b.N < 1 {
		return &Invalid{Why: InvalidNothing, Kind: KindForgotten}
	}
	_, err := tx.Project(ProjectID(a.subject(ProjectSubject)))
	return unknown(a, err)
}

func (b ContactGiven) check(tx *Tx, a Act) error {
	p, err := tx.liveProject(a)
	if err != nil {
		return err
	}
	if slices.Contains(p.Contacts, b.Hash) {
		return &Invalid{Why: InvalidNothing, Kind: KindContact}
	}
	if b.Instead != "" && !slices.Contains(p.Contacts, b.Instead) {
		return unknown(a, ErrNotFound)
	}
	return tx.checkContact(a, b.Hash)
}

// checkContact: a contact is kept before it is spoken of, and for this project.
func (tx *Tx) checkContact(a Act, hash string) error {
	kept, err := tx.contact(hash)
	if err == nil && (int64(kept.project) != a.subject(ProjectSubject) || kept.forgotten) {
		err = ErrNotFound
	}
	return unknown(a, err)
}

// complete gives the contacts of a lead, kept before it had a number, to it.
func (b Opened) complete(tx *Tx, a Act) (Act, error) {
	for _, hash := range b.Contacts {
		err := tx.exec(`UPDATE contact SET project = ? WHERE hash = ? AND project = 0`, a.Number, hash)
		if err != nil {
			return a, err
		}
	}
	return a, nil
}

// KeepContact keeps a contact of a project and returns the hash to give in a
// [ContactGiven]; for one about to be opened the project is 0, and the hash goes
// into [Opened], in the same transaction. The same text kept twice has two hashes.
func (tx *Tx) KeepContact(project ProjectID, text string) (hash string, err error) {
	if text == "" {
		return "", &Invalid{Why: InvalidNothing, Kind: KindContact}
	}
	salt := make([]byte, 16)
	rand.Read(salt) // never fails (crypto/rand)
	sum := sha256.Sum256(append(salt[:len(salt):len(salt)], text...))
	hash = hex.EncodeToString(sum[:])
	err = tx.exec(`INSERT INTO contact (hash, project, salt, text) VALUES (?, ?, ?, ?)`, hash, project, salt, text)
	if err != nil {
		return "", fmt.Errorf("keep contact of project %d: %w", project, err)
	}
	return hash, nil
}

// Contact returns the text of a contact to a person who may see its project. To
// any other it is a [*Denied]: no contact is shown across units. It returns
// [ErrNotFound] for a hash that was never kept and [ErrForgotten] for one that
// was forgotten.
func (tx *Tx) Contact(hash string, to Person) (string, error) {
	c, err := tx.contact(hash)
	if err != nil {
		return "", err
	}
	p, err := tx.Kept(c.project)
	switch {
	case err != nil:
		return "", err
	case !to.Left.IsZero() || !to.Sees(p):
		return "", &Denied{Why: DeniedOtherUnit, Kind: KindContact, Unit: p.Unit}
	case c.forgotten:
		return "", ErrForgotten
	}
	return c.text, nil
}

// ForgetContact erases one contact, or returns [ErrNotFound]. To forget what
// is forgotten already changes nothing.
func (tx *Tx) ForgetContact(hash string) error {
	c, err := tx.contact(hash)
	if err != nil || c.forgotten {
		return err
	}
	if err := tx.eraseTraces(c.text); err != nil {
		return err
	}
	return tx.exec(`UPDATE contact SET text = NULL, salt = NULL, forgotten = ? WHERE hash = ?`, formatTime(tx.now), hash)
}

// ForgetContacts erases all contacts of a project, and of the records merged
// into it, and returns how many there were.
func (tx *Tx) ForgetContacts(project ProjectID) (int, error) {
	kept, err := tx.keptHashes(project)
	if err != nil {
		return 0, err
	}
	for _, hash := range kept {
		if err := tx.ForgetContact(hash); err != nil {
			return 0, err
		}
	}
	return len(kept), nil
}

// KeptContacts returns how many contacts [Tx.ForgetContacts] would erase.
func (tx *Tx) KeptContacts(project ProjectID) (int, error) {
	kept, err := tx.keptHashes(project)
	return len(kept), err
}

// keptHashes returns the hashes of the contacts not forgotten of a project and
// of the records merged into it.
func (tx *Tx) keptHashes(project ProjectID) ([]string, error) {
	p, err := tx.Project(project)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	p.ID = project
	return all(tx, value[string], `
		SELECT hash FROM contact
		WHERE project IN (SELECT value FROM json_each(?)) AND forgotten IS NULL`, p.records())
}

// keptContact is a row of the table.
type keptContact struct {
	project   ProjectID
	text      string
	forgotten bool
}

func (tx *Tx) contact(hash string) (keptContact, error) {
	return one(tx, func(s scanner) (c keptContact, err error) {
		err = s.Scan(&c.project, &c.text, &c.forgotten)
		return c, err
	}, `SELECT project, coalesce(text, ''), forgotten IS NOT NULL FROM contact WHERE hash = ?`, hash)
}
