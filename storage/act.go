package storage

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// An ActNumber is an act's place in the log, counted from 1 without gaps.
// Whatever an act brings into being (a project, a person, a unit) has the
// act's number as its id, so that a replay gives the same ids.
type ActNumber int64

// An Act says what is to change, on whose word, for which day. It is an
// outcome: ids are resolved and days are absolute, never “下周三”. [Tx.Apply]
// is the only way it takes effect.
type Act struct {
	Number    ActNumber // given by Apply
	Group     ActNumber // the first act of the same confirmation or import; given by Apply
	Undoes    ActNumber // the act it takes back; 0: none
	Seen      ActNumber // the last act its sender had seen of the subject; 0: do not ask
	Said      time.Time // UTC; zero: the transaction's time
	Day       Date      // the district's calendar day of Said; given by Apply
	UndoUntil time.Time // UTC; until then the sender may undo it himself; zero: the office only
	By        PersonID  // who said it; 0: the program itself (config, import, job)
	Source    string    // from what: "update 8812/0", "import 3/7", "config"
	Subjects  []Subject // what it is about; an id of 0 is what the act brings into being
	Body      Body
	Hash      []byte // given by Apply
}

// A Subject is something acts are about: one project, one person …
type Subject struct {
	Kind SubjectKind
	ID   int64
}

// A SubjectKind names what kind of thing a subject is.
type SubjectKind string

// The kinds of subjects.
const (
	ProjectSubject SubjectKind = "project"
	PersonSubject  SubjectKind = "person"
	UnitSubject    SubjectKind = "unit"
	EventSubject   SubjectKind = "event"
	SettingSubject SubjectKind = "setting"
)

// A Kind names what an act does, as it stands in the log.
type Kind string

// A Body is what an act says, one type a [Kind]. Its JSON form is kept byte
// for byte; when a form changes, its version is counted up and [lift] brings
// the old bytes to the new form on reading.
//
// A body folds into the state of each subject of its act by a method of the
// subject: onProject, onPerson, onUnit, onEvent, onSetting. Those are pure and
// total: no clock, no calendar, no error.
type Body interface {
	Kind() Kind
	// Field names the part of the subject it changes. Two people who change
	// different fields at once are both right; the same field is asked.
	Field() string
}

// KindUndone is the kind of [Undone].
const KindUndone Kind = "undone"

// Undone takes back the act that [Act.Undoes] names. The fold skips that act;
// an undo can itself be undone.
type Undone struct {
	Reason string `json:"reason,omitzero"`
}

// Kind returns [KindUndone].
func (Undone) Kind() Kind { return KindUndone }

// Field is empty: an undo meets no other change.
func (Undone) Field() string { return "" }

// decoders has the body of each kind. It is a table, not state.
var decoders = map[Kind]func([]byte) (Body, error){
	KindUndone:        decode[Undone],
	KindOpened:        decode[Opened],
	KindReached:       decode[Reached],
	KindCleared:       decode[Cleared],
	KindPlanned:       decode[Planned],
	KindClaimed:       decode[RecognitionClaimed],
	KindReturned:      decode[FilingReturned],
	KindAmount:        decode[AmountChanged],
	KindPercent:       decode[PercentReached],
	KindNoted:         decode[Noted],
	KindUnchanged:     decode[Unchanged],
	KindHeld:          decode[ProjectHeld],
	KindResumed:       decode[ProjectResumed],
	KindDropped:       decode[ProjectDropped],
	KindRenamed:       decode[Renamed],
	KindAssigned:      decode[Assigned],
	KindPutUp:         decode[PutUp],
	KindPersonAdded:   decode[PersonAdded],
	KindPersonBound:   decode[PersonBound],
	KindPersonChanged: decode[PersonChanged],
	KindPersonLeft:    decode[PersonLeft],
	KindUnitAdded:     decode[UnitAdded],
	KindUnitChanged:   decode[UnitChanged],
	KindEventAdded:    decode[EventAdded],
	KindSettingSet:    decode[SettingSet],
}

func decode[B Body](raw []byte) (Body, error) {
	var b B
	err := json.Unmarshal(raw, &b)
	return b, err
}

// bodyVersion is the form of the bodies written today.
const bodyVersion = 1

// lift decodes a body of any version. All bodies are of version 1 so far.
func lift(kind Kind, version int, raw []byte) (Body, error) {
	d, ok := decoders[kind]
	if !ok || version != bodyVersion {
		return nil, fmt.Errorf("body %s version %d: %w", kind, version, ErrNewer)
	}
	return d(raw)
}

// Apply checks an act against the rights of its sender and the rules, appends
// it to the log and folds it into its subjects, and returns it as it stands in
// the log. It is the one way to change what is known.
//
// What is not allowed is a [*Denied], what breaks a rule a [*Invalid], what
// meets another's change a [*Conflict]; none of them changes anything.
func (tx *Tx) Apply(a Act) (Act, error) {
	as, err := tx.ApplyGroup([]Act{a})
	if err != nil {
		return Act{}, err
	}
	return as[0], nil
}

// ApplyGroup applies acts that stand or fall together: one confirmation, one
// message, one import. On an error nothing of the group stays.
func (tx *Tx) ApplyGroup(as []Act) ([]Act, error) {
	if len(as) == 1 {
		return tx.applyGroup(as) // checked before anything is written
	}
	if err := tx.exec("SAVEPOINT acts"); err != nil {
		return nil, err
	}
	done, err := tx.applyGroup(as)
	if err != nil {
		return nil, errors.Join(err, tx.exec("ROLLBACK TO acts"), tx.exec("RELEASE acts"))
	}
	return done, tx.exec("RELEASE acts")
}

func (tx *Tx) applyGroup(as []Act) ([]Act, error) {
	last, hash, err := tx.lastAct()
	if err != nil {
		return nil, err
	}
	done := make([]Act, 0, len(as))
	for _, a := range as {
		last++
		a = tx.stamp(a, last, done)
		if err := tx.check(a); err != nil {
			return nil, err
		}
		if hash, err = tx.append(&a, hash); err != nil {
			return nil, fmt.Errorf("append act %d: %w", a.Number, err)
		}
		if err := tx.fold(a); err != nil {
			return nil, fmt.Errorf("fold act %d: %w", a.Number, err)
		}
		done = append(done, a)
	}
	return done, nil
}

// stamp fills in what Apply gives.
func (tx *Tx) stamp(a Act, number ActNumber, group []Act) Act {
	a.Number, a.Group = number, number
	if len(group) > 0 {
		a.Group = group[0].Number
	}
	if a.Said.IsZero() {
		a.Said = tx.now
	}
	a.Said = a.Said.UTC().Truncate(time.Millisecond)
	a.Day = On(a.Said, tx.loc)
	subjects := make([]Subject, len(a.Subjects))
	for i, s := range a.Subjects {
		if s.ID == 0 {
			s.ID = int64(number)
		}
		subjects[i] = s
	}
	slices.SortFunc(subjects, func(x, y Subject) int {
		return cmp.Or(strings.Compare(string(x.Kind), string(y.Kind)), cmp.Compare(x.ID, y.ID))
	})
	a.Subjects = subjects
	return a
}

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

func (tx *Tx) append(a *Act, before []byte) ([]byte, error) {
	raw, err := json.Marshal(a.Body)
	if err != nil {
		return nil, err
	}
	a.Hash = a.sum(before, raw)
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
		if err := tx.exec(`INSERT INTO act_subject (kind, subject, act) VALUES (?, ?, ?)`, s.Kind, s.ID, a.Number); err != nil {
			return nil, err
		}
	}
	return a.Hash, nil
}

// sum is the hash that chains the log: over the hash before, everything the
// row says, its subjects in order and the exact bytes of the body.
func (a Act) sum(before, raw []byte) []byte {
	h := sha256.New()
	put := func(b []byte) {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(b))))
		h.Write(b)
	}
	put(before)
	put(fmt.Appendf(nil, "%d %d %d %d %s %s %s %d %d %d", a.Number, a.Group, a.Undoes, a.Seen,
		formatTime(a.Said), a.Day, formatTime(a.UndoUntil), a.By, bodyVersion, len(a.Subjects)))
	put([]byte(a.Source))
	put([]byte(a.Body.Kind()))
	for _, s := range a.Subjects {
		put(fmt.Appendf(nil, "%s %d", s.Kind, s.ID))
	}
	put(raw)
	return h.Sum(nil)
}

const actColumns = `number, grp, coalesce(undoes, 0), seen, said, day, undo_until, person, source, kind, version, body, hash`

func scanAct(s scanner) (Act, error) {
	a, _, err := scanActRaw(s)
	return a, err
}

// scanActRaw also returns the exact bytes of the body.
func scanActRaw(s scanner) (Act, []byte, error) {
	var a Act
	var kind Kind
	var version int
	var raw []byte
	err := s.Scan(&a.Number, &a.Group, &a.Undoes, &a.Seen, timeText{&a.Said}, &a.Day, timeText{&a.UndoUntil},
		&a.By, &a.Source, &kind, &version, &raw, &a.Hash)
	if err != nil {
		return a, raw, err
	}
	a.Body, err = lift(kind, version, raw)
	return a, raw, err
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

func (tx *Tx) subjects(n ActNumber) ([]Subject, error) {
	return all(tx, func(s scanner) (u Subject, err error) {
		err = s.Scan(&u.Kind, &u.ID)
		return u, err
	}, `SELECT kind, subject FROM act_subject WHERE act = ? ORDER BY kind, subject`, n)
}

// Group returns the acts of one confirmation, message or import, in order.
func (tx *Tx) Group(g ActNumber) ([]Act, error) {
	as, err := all(tx, scanAct, `SELECT `+actColumns+` FROM act WHERE grp = ? ORDER BY number`, g)
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

// Acts returns the acts about a subject, oldest first, undone ones included.
func (tx *Tx) Acts(s Subject) ([]Act, error) {
	as, err := all(tx, scanAct, `
		SELECT `+actColumns+`
		FROM act
		WHERE number IN (SELECT act FROM act_subject WHERE kind = ? AND subject = ?)
		ORDER BY number`, s.Kind, s.ID)
	for i := range as {
		as[i].Subjects = []Subject{s}
	}
	return as, err
}

// InForce returns the acts that count: without those undone, without undos.
// An undo that was undone itself takes nothing back.
func InForce(as []Act) []Act {
	undone := map[ActNumber]bool{}
	for i := len(as) - 1; i >= 0; i-- {
		if a := as[i]; a.Undoes != 0 && !undone[a.Number] {
			undone[a.Undoes] = true
		}
	}
	var in []Act
	for _, a := range as {
		if a.Undoes == 0 && !undone[a.Number] {
			in = append(in, a)
		}
	}
	return in
}

// IsUndone reports whether an act has been taken back and stays so.
func (tx *Tx) IsUndone(n ActNumber) (bool, error) {
	undos, err := all(tx, value[ActNumber], `SELECT number FROM act WHERE undoes = ? ORDER BY number`, n)
	if err != nil {
		return false, err
	}
	for _, u := range undos {
		undone, err := tx.IsUndone(u)
		if err != nil {
			return false, err
		}
		if !undone {
			return true, nil
		}
	}
	return false, nil
}

// VerifyLog recomputes the chain of hashes and returns an error that names
// the first act that is missing or not as it was written.
func (tx *Tx) VerifyLog() error {
	var before []byte
	var last ActNumber
	for {
		page, err := all(tx, scanLogged, `SELECT `+actColumns+` FROM act WHERE number > ? ORDER BY number LIMIT 1000`, last)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, r := range page {
			last++
			if r.act.Subjects, err = tx.subjects(r.act.Number); err != nil {
				return err
			}
			if r.act.Number != last || !bytes.Equal(r.act.sum(before, r.raw), r.act.Hash) {
				return fmt.Errorf("log of acts is damaged at act %d", last)
			}
			before = r.act.Hash
		}
	}
}

// loggedAct is an act with the exact bytes of its body.
type loggedAct struct {
	act Act
	raw []byte
}

func scanLogged(s scanner) (r loggedAct, err error) {
	r.act, r.raw, err = scanActRaw(s)
	return r, err
}

// LastNaming returns the number of the last act after which something has
// another name, or stands elsewhere in what a reader of names goes by; 0 where
// there is none. Who keeps an index of names asks it. One look into an index
// for each kind, however long the log is.
func (tx *Tx) LastNaming() (ActNumber, error) {
	return one(tx, value[ActNumber], `
		WITH naming (kind) AS (VALUES
			('project.opened'), ('project.renamed'), ('project.assigned'), ('project.dropped'), ('project.reached'),
			('person.added'), ('person.changed'), ('person.left'), ('unit.added'), ('unit.changed'),
			('event.added'), ('undone'))
		SELECT coalesce(max((SELECT max(number) FROM act WHERE act.kind = naming.kind)), 0)
		FROM naming`)
}
