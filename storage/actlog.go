package storage

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
)

// An entry is an act as its row in the log has it, the body undecoded.
type entry struct {
	act     Act // without its body and its subjects
	kind    Kind
	version int    // of the body's form when it was written
	raw     []byte // the body's exact bytes
}

// sum is the hash that chains the log: over the hash before, everything the
// row says, its subjects in order and the exact bytes of the body.
func (e entry) sum(before []byte) []byte {
	a := e.act
	h := sha256.New()
	put := func(b []byte) {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(b))))
		h.Write(b)
	}
	put(before)
	put(fmt.Appendf(nil, "%d %d %d %d %s %s %s %d %d %d", a.Number, a.Group, a.Undoes, a.Seen,
		formatTime(a.Said), a.Day, formatTime(a.UndoUntil), a.By, e.version, len(a.Subjects)))
	put([]byte(a.Source))
	put([]byte(e.kind))
	for _, s := range a.Subjects {
		put(fmt.Appendf(nil, "%s %d", s.Kind, s.ID))
	}
	put(e.raw)
	return h.Sum(nil)
}

// append writes a settled act behind the one that has the hash before, and
// gives it its own, which it returns.
func (tx *Tx) append(a *Act, before []byte) ([]byte, error) {
	raw, err := json.Marshal(a.Body)
	if err != nil {
		return nil, err
	}
	a.Hash = entry{*a, a.Body.Kind(), bodyVersion, raw}.sum(before)
	undoes := sql.NullInt64{Int64: int64(a.Undoes), Valid: a.Undoes != 0}
	err = tx.exec(`
		INSERT INTO act (number, grp, undoes, seen, said, day, undo_until, person, source, kind, version, body, hash)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.Number, a.Group, undoes, a.Seen, formatTime(a.Said), a.Day, nullTime(a.UndoUntil), a.By, a.Source,
		a.Body.Kind(), bodyVersion, raw, a.Hash)
	if err != nil {
		return nil, err
	}
	for _, s := range a.Subjects {
		err := tx.exec(`INSERT INTO act_subject (kind, subject, act) VALUES (?, ?, ?)`, s.Kind, s.ID, a.Number)
		if err != nil {
			return nil, err
		}
	}
	return a.Hash, nil
}

const actColumns = `number, grp, coalesce(undoes, 0), seen, said, day, undo_until, person, source, kind, version, body, hash`

func scanEntry(s scanner) (e entry, err error) {
	a := &e.act
	err = s.Scan(&a.Number, &a.Group, &a.Undoes, &a.Seen, timeText{&a.Said}, &a.Day, timeText{&a.UndoUntil},
		&a.By, &a.Source, &e.kind, &e.version, &e.raw, &a.Hash)
	return e, err
}

func scanAct(s scanner) (Act, error) {
	e, err := scanEntry(s)
	if err != nil {
		return e.act, err
	}
	e.act.Body, err = lift(e.kind, e.version, e.raw)
	return e.act, err
}

// lastAct returns the number and the hash of the last act, or 0 and nil.
func (tx *Tx) lastAct() (ActNumber, []byte, error) {
	var hash []byte
	n, err := one(tx, func(s scanner) (n ActNumber, err error) {
		err = s.Scan(&n, &hash)
		return n, err
	}, `SELECT number, hash FROM act ORDER BY number DESC LIMIT 1`)
	if errors.Is(err, ErrNotFound) {
		return 0, nil, nil
	}
	return n, hash, err
}

// LastAct returns the number of the last act in the log, 0 where there is none.
func (tx *Tx) LastAct() (ActNumber, error) {
	n, _, err := tx.lastAct()
	return n, err
}

// LastNaming returns the number of the last act after which something has
// another name, or stands elsewhere in what a reader of names goes by; 0 where
// there is none. Who keeps an index of names asks it. One look into an index
// for each kind, however long the log is.
func (tx *Tx) LastNaming() (ActNumber, error) {
	return one(tx, value[ActNumber], `
		WITH naming (kind) AS (VALUES
			('project.opened'), ('project.renamed'), ('project.assigned'), ('project.dropped'), ('project.reached'),
			('project.merged'), ('project.described'), ('project.transfer_asked'), ('project.transfer_confirmed'),
			('project.dispute_decided'), ('unit.merged'), ('person.returned'),
			('person.added'), ('person.changed'), ('person.left'), ('unit.added'), ('unit.changed'),
			('event.added'), ('undone'))
		SELECT coalesce(max((SELECT max(number) FROM act WHERE act.kind = naming.kind)), 0)
		FROM naming`)
}

// Act returns an act of the log, or [ErrNotFound].
func (tx *Tx) Act(n ActNumber) (Act, error) {
	a, err := one(tx, scanAct, `SELECT `+actColumns+` FROM act WHERE number = ?`, n)
	if err != nil {
		return a, err
	}
	a.Subjects, err = tx.subjects(n)
	return a, err
}

// Group returns the acts of one confirmation, message or import, in order.
func (tx *Tx) Group(g ActNumber) ([]Act, error) {
	return tx.acts(`SELECT `+actColumns+` FROM act WHERE grp = ? ORDER BY number`, g)
}

// Acts returns the acts about a subject, oldest first, undone ones included.
func (tx *Tx) Acts(s Subject) ([]Act, error) { return tx.actsUpTo(s, latest) }

func (tx *Tx) actsUpTo(s Subject, n ActNumber) ([]Act, error) {
	return tx.acts(`
		SELECT `+actColumns+`
		FROM act
		WHERE number IN (SELECT act FROM act_subject WHERE kind = ? AND subject = ? AND act <= ?)
		ORDER BY number`, s.Kind, s.ID, n)
}

// acts returns the acts of a query with their subjects.
func (tx *Tx) acts(query string, args ...any) ([]Act, error) {
	as, err := all(tx, scanAct, query, args...)
	if err != nil {
		return nil, err
	}
	for i := range as {
		if as[i].Subjects, err = tx.subjects(as[i].Number); err != nil {
			return nil, err
		}
	}
	return as, nil
}

func (tx *Tx) subjects(n ActNumber) ([]Subject, error) {
	return all(tx, scanSubject, `SELECT kind, subject FROM act_subject WHERE act = ? ORDER BY kind, subject`, n)
}

func scanSubject(s scanner) (u Subject, err error) {
	err = s.Scan(&u.Kind, &u.ID)
	return u, err
}

// A Damaged says which act of the log is the first that is missing or not as it
// was written.
type Damaged struct{ Act ActNumber }

func (e *Damaged) Error() string { return fmt.Sprintf("log of acts is damaged at act %d", e.Act) }

// VerifyLog recomputes the chain of hashes and returns a [*Damaged] that names
// the first act that is missing or not as it was written.
//
// The chain holds no secret: it finds damage and careless edits, not somebody
// who rewrites the log from some act to its end. Against him stand the backups
// and whoever has noted a hash.
func (tx *Tx) VerifyLog() error {
	var before []byte
	var last ActNumber
	for {
		page, err := all(tx, scanEntry, `SELECT `+actColumns+` FROM act WHERE number > ? ORDER BY number LIMIT 1000`, last)
		if err != nil {
			return err
		}
		if len(page) == 0 {
			return tx.verifyEnd(last)
		}
		for _, e := range page {
			last++
			if e.act.Subjects, err = tx.subjects(e.act.Number); err != nil {
				return err
			}
			if e.act.Number != last || !bytes.Equal(e.sum(before), e.act.Hash) {
				return &Damaged{last}
			}
			before = e.act.Hash
		}
	}
}

// verifyEnd looks for what is left of acts cut off the end of the log.
func (tx *Tx) verifyEnd(last ActNumber) error {
	stray, err := one(tx, value[ActNumber], `SELECT coalesce(max(act), 0) FROM act_subject`)
	if err == nil && stray > last {
		return &Damaged{last + 1}
	}
	return err
}
