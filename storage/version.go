package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

// A folder keeps the versions of one kind of subject: the state of a subject
// is the fold of its acts in force, and each state is kept as a version that
// holds from one act to the next. States are JSON; the columns a query needs
// are read out of it by SQLite itself.
type folder[T any] struct {
	kind  SubjectKind
	table string // project_version …
	id    string // the column of the subject's id
	add   func(*T, Act)
}

// versions is what the log needs of a folder, whatever its state's type.
type versions interface {
	advance(tx *Tx, id int64, a Act) error
	refold(tx *Tx, id int64, upTo ActNumber) error
	drop(tx *Tx) error
}

// folders has the versions of each kind of subject. It is a table, not state.
var folders = map[SubjectKind]versions{
	ProjectSubject: projects,
	PersonSubject:  people,
	UnitSubject:    units,
	EventSubject:   events,
	SettingSubject: settings,
	TargetSubject:  targets,
	MeetingSubject: meetings,

	ObstacleSubject: obstacles,
	OrderSubject:    orders,
	VisitSubject:    visits,
}

// fold brings the versions of an act's subjects up to it.
func (tx *Tx) fold(a Act) error {
	for _, s := range a.Subjects {
		f, ok := folders[s.Kind]
		if !ok {
			return fmt.Errorf("subject of unknown kind %q", s.Kind)
		}
		step := f.advance
		if a.Undoes != 0 {
			step = func(tx *Tx, id int64, a Act) error { return f.refold(tx, id, a.Number) }
		}
		if err := step(tx, s.ID, a); err != nil {
			return fmt.Errorf("%s %d: %w", s.Kind, s.ID, err)
		}
	}
	return nil
}

// Replay drops every version and folds the whole log again. It is the proof
// that state is nothing but the fold, and the way to repair it.
//
// It goes by the order of the log, not subject by subject: what must be unique
// at any time, such as a person's account, was so in that order only.
func (tx *Tx) Replay() error {
	for _, f := range folders {
		if err := f.drop(tx); err != nil {
			return err
		}
	}
	last, err := tx.LastAct()
	if err != nil {
		return err
	}
	for n := ActNumber(1); n <= last; n++ {
		subjects, err := tx.subjects(n)
		if err != nil {
			return err
		}
		for _, s := range subjects {
			if err := folders[s.Kind].refold(tx, s.ID, n); err != nil {
				return fmt.Errorf("replay act %d: %s %d: %w", n, s.Kind, s.ID, err)
			}
		}
	}
	return nil
}

// of folds acts in force, in order, into a state.
func (f folder[T]) of(as []Act) T {
	var t T
	for _, a := range InForce(as) {
		f.add(&t, a)
	}
	return t
}

// advance adds one act that undoes nothing to the version that holds.
func (f folder[T]) advance(tx *Tx, id int64, a Act) error {
	t, err := f.state(tx, id)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	f.add(&t, a)
	return f.save(tx, id, a.Number, t)
}

// refold folds all acts of a subject up to one of them again, as after an undo.
func (f folder[T]) refold(tx *Tx, id int64, upTo ActNumber) error {
	as, err := tx.actsUpTo(Subject{f.kind, id}, upTo)
	if err != nil {
		return err
	}
	return f.save(tx, id, upTo, f.of(as))
}

func (f folder[T]) drop(tx *Tx) error { return tx.exec(`DELETE FROM ` + f.table) }

func (f folder[T]) save(tx *Tx, id int64, since ActNumber, t T) error {
	state, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("encode state: %w", err)
	}
	// The last one is found by the key, however many versions there are.
	err = tx.exec(`
		UPDATE `+f.table+` SET until = ?1
		WHERE `+f.id+` = ?2 AND since = (SELECT max(since) FROM `+f.table+` WHERE `+f.id+` = ?2)`, since, id)
	if err != nil {
		return err
	}
	return tx.exec(`INSERT INTO `+f.table+` (`+f.id+`, since, state) VALUES (?, ?, ?)`, id, since, string(state))
}

// latest is the `until` of a version that still holds: no act has a later number.
const latest ActNumber = math.MaxInt64

// latestText is the `until` of a version that still holds, the largest integer,
// as a query has it, so that partial indexes apply.
const latestText = `9223372036854775807`

// state returns the state that holds now, or [ErrNotFound].
func (f folder[T]) state(tx *Tx, id int64) (T, error) {
	return one(tx, f.scan, `SELECT state FROM `+f.table+` WHERE `+f.id+` = ? ORDER BY since DESC LIMIT 1`, id)
}

// stateAt returns the state known after act n, or [ErrNotFound].
func (f folder[T]) stateAt(tx *Tx, id int64, n ActNumber) (T, error) {
	return one(tx, f.scan, `
		SELECT state FROM `+f.table+`
		WHERE `+f.id+` = ? AND since <= ?
		ORDER BY since DESC LIMIT 1`, id, n)
}

// where returns the states that hold now and meet a condition, in an order.
func (f folder[T]) where(tx *Tx, condition string, args ...any) ([]T, error) {
	return all(tx, f.scan, `SELECT state FROM `+f.table+` WHERE until = `+latestText+` AND live AND `+condition, args...)
}

// inOrder returns the states of subjects that hold now, in their order.
func (f folder[T]) inOrder(tx *Tx, ids []int64) ([]T, error) {
	return all(tx, f.scan, `
		SELECT v.state
		FROM json_each(?) JOIN `+f.table+` AS v ON v.`+f.id+` = json_each.value AND v.until = `+latestText+`
		ORDER BY json_each.key`, jsonIDs(ids))
}

func (f folder[T]) scan(s scanner) (T, error) {
	var t T
	var state string
	if err := s.Scan(&state); err != nil {
		return t, err
	}
	err := json.Unmarshal([]byte(state), &t)
	return t, err
}
