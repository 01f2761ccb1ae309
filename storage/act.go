package storage

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
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
// subject: onProject, onPerson, onUnit, onEvent, onSetting … Those are pure and
// total: no clock, no calendar, no error. What such a fold needs of other
// subjects must stand in the body: a method complete adds it when the act is
// made, together with subjects that follow from the body. A method may asks
// more of the sender than the table of rights can say, and a method check asks
// the rules.
type Body interface {
	Kind() Kind
	// Field names the part of the subject it changes. Two people who change
	// different fields at once are both right; the same field is asked.
	Field() string
}

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
	KindContact:       decode[ContactGiven],
	KindForgotten:     decode[ContactsForgotten],
	KindFile:          decode[FileAttached],
	KindPutUp:         decode[PutUp],
	KindPersonAdded:   decode[PersonAdded],
	KindPersonBound:   decode[PersonBound],
	KindPersonChanged: decode[PersonChanged],
	KindPersonLeft:    decode[PersonLeft],
	KindUnitAdded:     decode[UnitAdded],
	KindUnitChanged:   decode[UnitChanged],
	KindEventAdded:    decode[EventAdded],
	KindSettingSet:    decode[SettingSet],
	KindTargetSet:     decode[TargetSet],

	KindMeetingChanged: decode[MeetingChanged],

	KindObstacleRaised:    decode[ObstacleRaised],
	KindObstacleChanged:   decode[ObstacleChanged],
	KindObstacleAnswered:  decode[ObstacleAnswered],
	KindObstacleClosed:    decode[ObstacleClosed],
	KindObstacleReopened:  decode[ObstacleReopened],
	KindOrderGiven:        decode[OrderGiven],
	KindOrderAnswered:     decode[OrderAnswered],
	KindOrderDone:         decode[OrderDoneSaid],
	KindOrderClosed:       decode[OrderEnded],
	KindOrderReopened:     decode[OrderReopened],
	KindOrderExtended:     decode[OrderExtended],
	KindDescribed:         decode[Described],
	KindTransferAsked:     decode[TransferAsked],
	KindTransferConfirmed: decode[TransferConfirmed],
	KindTransferRefused:   decode[TransferRefused],
	KindTransferWithdrawn: decode[TransferWithdrawn],
	KindDisputed:          decode[Disputed],
	KindDisputeDecided:    decode[DisputeDecided],
	KindTaskForce:         decode[TaskForceChanged],
	KindUnitMerged:        decode[UnitMerged],
	KindSnoozed:           decode[Snoozed],
	KindPersonReturned:    decode[PersonReturned],
	KindVisitMade:         decode[VisitMade],
	KindVisitFollowed:     decode[VisitFollowed],
	KindMerged:            decode[ProjectMerged],
}

// Kinds returns the kinds of acts that can stand in the log, sorted.
func Kinds() []Kind { return slices.Sorted(maps.Keys(decoders)) }

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
// What the sender may not do is a [*Denied], what breaks a rule an [*Invalid],
// what meets another's change a [*Conflict]; after an error nothing has changed.
//
// The subjects of an undo are those of the act it takes back, whatever the
// caller says.
func (tx *Tx) Apply(a Act) (Act, error) {
	as, err := tx.ApplyGroup([]Act{a})
	if err != nil {
		return Act{}, err
	}
	return as[0], nil
}

// ApplyGroup applies acts that stand or fall together: one confirmation, one
// message, one import. After an error none of them has been applied, and the
// caller may go on with the transaction.
func (tx *Tx) ApplyGroup(as []Act) ([]Act, error) { return tx.AddToGroup(0, as) }

// AddToGroup applies acts that belong to a group applied before, with which
// they are taken back: the further files of an album. 0 is a group of their own.
func (tx *Tx) AddToGroup(group ActNumber, as []Act) ([]Act, error) {
	if err := tx.exec(`SAVEPOINT acts`); err != nil {
		return nil, err
	}
	done, err := tx.applyAll(group, as)
	if err != nil {
		err = errors.Join(err, tx.exec(`ROLLBACK TO acts`))
	}
	return done, errors.Join(err, tx.exec(`RELEASE acts`))
}

func (tx *Tx) applyAll(group ActNumber, as []Act) ([]Act, error) {
	last, hash, err := tx.lastAct()
	if err != nil {
		return nil, err
	}
	done := make([]Act, 0, len(as))
	for _, a := range as {
		last++
		if group == 0 {
			group = last
		}
		a.Number, a.Group = last, group
		if a, err = tx.applyOne(a, hash); err != nil {
			return nil, err
		}
		done, hash = append(done, a), a.Hash
	}
	return done, nil
}

// applyOne applies an act that has its number; before is the hash of the act
// before it.
func (tx *Tx) applyOne(a Act, before []byte) (Act, error) {
	a, err := tx.settle(a)
	if err != nil {
		return a, err
	}
	if err := tx.check(a); err != nil {
		return a, err
	}
	if _, err = tx.append(&a, before); err != nil {
		return a, fmt.Errorf("append act %d: %w", a.Number, err)
	}
	if err := tx.fold(a); err != nil {
		return a, fmt.Errorf("fold act %d: %w", a.Number, err)
	}
	return a, nil
}

// settle fills in what Apply gives and turns the act into what a replay will
// read: its instants as precise as the log keeps them, its body decoded from
// its own bytes.
func (tx *Tx) settle(a Act) (Act, error) {
	if a.Said.IsZero() {
		a.Said = tx.now
	}
	a.Said, a.UndoUntil = storedTime(a.Said), storedTime(a.UndoUntil)
	a.Day = On(a.Said, tx.loc)
	if a.Undoes != 0 {
		target, err := tx.Act(a.Undoes)
		if err != nil {
			return a, unknown(a, err)
		}
		a.Subjects = target.Subjects
	}
	if b, ok := a.Body.(interface{ complete(*Tx, Act) (Act, error) }); ok {
		var err error
		if a, err = b.complete(tx, a); err != nil {
			return a, err
		}
	}
	a.Subjects = settleSubjects(a.Subjects, a.Number)
	raw, err := json.Marshal(a.Body)
	if err != nil {
		return a, fmt.Errorf("encode body of %s: %w", a.Body.Kind(), err)
	}
	if a.Body, err = lift(a.Body.Kind(), bodyVersion, raw); err != nil {
		return a, err
	}
	return a, a.malformed()
}

// settleSubjects gives what the act brings into being the act's number, and
// puts the subjects into one order, so that the hash does not hang on it.
func settleSubjects(subjects []Subject, n ActNumber) []Subject {
	settled := slices.Clone(subjects)
	for i, s := range settled {
		if s.ID == 0 {
			settled[i].ID = int64(n)
		}
	}
	slices.SortFunc(settled, func(x, y Subject) int {
		return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.ID, y.ID))
	})
	return slices.Compact(settled)
}

// malformed refuses an act that no caller should make. A kind begins with the
// kind of the subject it changes: project.reached changes a project.
func (a Act) malformed() error {
	if _, undone := a.Body.(Undone); undone != (a.Undoes != 0) {
		return fmt.Errorf("act %s undoes %d: only %s undoes", a.Body.Kind(), a.Undoes, KindUndone)
	}
	of, _, _ := strings.Cut(string(a.Body.Kind()), ".")
	about := false
	for _, s := range a.Subjects {
		if _, ok := folders[s.Kind]; !ok {
			return fmt.Errorf("act %s is about an unknown kind of subject %q", a.Body.Kind(), s.Kind)
		}
		about = about || string(s.Kind) == of || a.Undoes != 0
	}
	if !about {
		return fmt.Errorf("act %s is about no %s", a.Body.Kind(), of)
	}
	return nil
}
