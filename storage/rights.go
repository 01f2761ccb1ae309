package storage

import (
	"errors"
	"fmt"
)

// A Denied says that a person may not do what an act does.
type Denied struct {
	Why  DeniedWhy
	Kind Kind
	Unit UnitID // of the project, where that is why
}

// A DeniedWhy is the reason of a [Denied].
type DeniedWhy string

// The reasons.
const (
	DeniedUnknown    DeniedWhy = "unknown"     // not let in, or has left
	DeniedRole       DeniedWhy = "role"        // the role does not do this
	DeniedOtherUnit  DeniedWhy = "other unit"  // another unit's project
	DeniedNotLinked  DeniedWhy = "not linked"  // a leader's note on a project that is not his
	DeniedTooLate    DeniedWhy = "too late"    // an undo after the next meeting's deadline
	DeniedNotYours   DeniedWhy = "not yours"   // an undo of what another said; another's account, obstacle, order
	DeniedOfficeOnly DeniedWhy = "office only" // confirming a recognition, or taking it back
)

func (e *Denied) Error() string { return fmt.Sprintf("%s denied: %s", e.Kind, e.Why) }

// A reach says of which subjects a role may do an act. The names are of one
// length, so that the table stands in columns.
type reach string

const (
	not reach = "-"    // of none
	own reach = "own"  // of projects he answers for, see [Person.Owns]
	his reach = "self" // of himself
	its reach = "its"  // of those that the body's method may grants
)

// roleReach is a row of the table of rights, a column each for [Liaison],
// [Head], [Leader] and [Observer].
type roleReach [4]reach

func (r roleReach) of(role Role) reach {
	switch role {
	case Liaison:
		return r[0]
	case Head:
		return r[1]
	case Leader:
		return r[2]
	case Observer:
		return r[3]
	}
	return not
}

// rights is the table of DOMAIN.md “Who sees and does what”, role × act. The
// office does all of it and has no column; so has the unknown person, who does
// nothing. A kind that has no row is the office's alone.
var rights = map[Kind]roleReach{
	// liaison, head, leader, observer
	KindOpened:    {own, own, not, not},
	KindRenamed:   {own, own, not, not},
	KindAssigned:  {not, not, not, not},
	KindPutUp:     {own, own, not, not},
	KindReached:   {own, own, not, not}, // but a recognition, see recognises
	KindCleared:   {own, own, not, not}, // but a recognition
	KindPlanned:   {own, own, not, not},
	KindClaimed:   {own, own, not, not},
	KindReturned:  {own, own, not, not},
	KindAmount:    {own, own, not, not},
	KindPercent:   {own, own, not, not},
	KindUnchanged: {own, own, not, not},
	KindHeld:      {own, own, not, not},
	KindResumed:   {own, own, not, not},
	KindDropped:   {own, own, not, not},
	KindContact:   {own, own, not, not},
	KindForgotten: {not, not, not, not},
	KindNoted:     {own, own, own, not},
	KindFile:      {own, own, own, not},

	KindPersonAdded:   {not, not, not, not},
	KindPersonBound:   {his, his, his, his},
	KindPersonChanged: {not, not, not, not},
	KindPersonLeft:    {not, not, not, not},
	KindUnitAdded:     {not, not, not, not},
	KindUnitChanged:   {not, not, not, not},
	KindEventAdded:    {not, not, not, not},
	KindSettingSet:    {not, not, not, not},

	KindMeetingChanged: {not, not, not, not},

	KindDescribed: {own, own, not, not},
	KindMerged:    {own, own, not, not}, // both records

	KindTransferAsked:     {its, its, not, not}, // a side's people
	KindTransferConfirmed: {its, its, not, not},
	KindTransferRefused:   {its, its, not, not},
	KindTransferWithdrawn: {its, its, not, not},
	KindDisputed:          {its, its, not, not},
	KindDisputeDecided:    {not, not, not, not},
	KindTaskForce:         {not, not, not, not},
	KindUnitMerged:        {not, not, not, not},
	KindSnoozed:           {his, his, his, his},
	KindPersonReturned:    {not, not, not, not},
	KindVisitMade:         {its, its, its, not},
	KindVisitFollowed:     {its, its, its, not},

	KindObstacleRaised:   {its, its, not, not},
	KindObstacleChanged:  {its, its, not, not},
	KindObstacleAnswered: {its, its, not, not},
	KindObstacleClosed:   {its, its, not, not},
	KindObstacleReopened: {its, its, not, not},
	KindOrderGiven:       {not, not, its, not},
	KindOrderAnswered:    {its, its, its, its},
	KindOrderDone:        {its, its, its, its},
	KindOrderClosed:      {not, not, its, not},
	KindOrderReopened:    {not, not, its, not},
	KindOrderExtended:    {not, not, its, not},
}

// recognises reports whether a body says that the city has recognised a
// project, or has not: a unit claims it, the office confirms it.
func recognises(b Body) bool {
	switch b := b.(type) {
	case Reached:
		return b.Milestone == MilestoneRecognise
	case Cleared:
		return b.Milestone == MilestoneRecognise
	case Opened:
		_, ok := b.Milestones[MilestoneRecognise]
		return ok
	}
	return false
}

// checkRights asks whether the sender's role does this, to this subject.
func (tx *Tx) checkRights(a Act) error {
	if a.By == 0 {
		return nil // the program itself: config, import, job
	}
	p, err := tx.Person(a.By)
	if errors.Is(err, ErrNotFound) || err == nil && !p.Left.IsZero() {
		return &Denied{Why: DeniedUnknown, Kind: a.Body.Kind()}
	}
	switch {
	case err != nil:
		return err
	case p.Role == Office:
		return nil
	case a.Undoes != 0:
		return tx.checkOwnUndo(p, a)
	case recognises(a.Body):
		return &Denied{Why: DeniedOfficeOnly, Kind: a.Body.Kind()}
	}
	return tx.checkReach(p, a)
}

// checkReach asks the table, and whether the subjects are within reach.
func (tx *Tx) checkReach(p Person, a Act) error {
	row, ok := rights[a.Body.Kind()]
	if !ok || row.of(p.Role) == not {
		return &Denied{Why: DeniedRole, Kind: a.Body.Kind()}
	}
	for _, s := range a.Subjects {
		var err error
		switch row.of(p.Role) {
		case own:
			err = tx.checkOwn(p, s, a)
		case his:
			err = checkHimself(p, s, a)
		case its:
			err = tx.checkMay(p, a)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// checkMay asks the body who may say it.
func (tx *Tx) checkMay(p Person, a Act) error {
	b, ok := a.Body.(interface {
		may(*Tx, Person, Act) (bool, error)
	})
	if !ok {
		return fmt.Errorf("%s: nothing says who may", a.Body.Kind())
	}
	may, err := b.may(tx, p, a)
	if err == nil && !may {
		return &Denied{Why: DeniedNotYours, Kind: a.Body.Kind()}
	}
	return err
}

func checkHimself(p Person, s Subject, a Act) error {
	if s != (Subject{PersonSubject, int64(p.ID)}) {
		return &Denied{Why: DeniedNotYours, Kind: a.Body.Kind()}
	}
	return nil
}

func (tx *Tx) checkOwn(p Person, s Subject, a Act) error {
	if s.Kind != ProjectSubject {
		return nil // what an act is about beside its project goes with the project
	}
	project, err := tx.Project(ProjectID(s.ID))
	if b, ok := a.Body.(Opened); ok {
		project, err = Project{Unit: b.Unit, Host: b.Host}, nil
	}
	switch {
	case err != nil:
		return unknown(a, err)
	case p.Owns(project):
		return nil
	case p.Role == Leader:
		return &Denied{Why: DeniedNotLinked, Kind: a.Body.Kind(), Unit: project.Unit}
	}
	return &Denied{Why: DeniedOtherUnit, Kind: a.Body.Kind(), Unit: project.Unit}
}

// Owns reports whether a project is one the person answers for: of his unit,
// credited or hosted, or linked to him.
func (p Person) Owns(project Project) bool {
	if p.Role == Leader {
		return project.Leader == p.ID
	}
	return p.Unit != 0 && (project.Unit == p.Unit || project.Host == p.Unit)
}

// Sees reports whether a person may read a project (DOMAIN.md): the office
// all, a leader his linked ones, a unit its own.
func (p Person) Sees(project Project) bool {
	return p.Role == Office || p.Role != Observer && p.Owns(project)
}
