package storage

import (
	"errors"
	"fmt"
	"unicode/utf8"
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
	DeniedNotYours   DeniedWhy = "not yours"   // an undo of what another said
	DeniedOfficeOnly DeniedWhy = "office only" // confirming a recognition
)

func (e *Denied) Error() string { return fmt.Sprintf("%s denied: %s", e.Kind, e.Why) }

// An Invalid says that an act breaks a rule of the trade.
type Invalid struct {
	Why  InvalidWhy
	Kind Kind
}

// An InvalidWhy is the reason of an [Invalid].
type InvalidWhy string

// The reasons.
const (
	InvalidName      InvalidWhy = "name"       // empty, or longer than 100 characters
	InvalidFuture    InvalidWhy = "future"     // a fact dated after today is a plan
	InvalidNoDate    InvalidWhy = "no date"    // a fact or a plan without a day
	InvalidSpan      InvalidWhy = "span"       // a plan that ends before it begins
	InvalidAmount    InvalidWhy = "amount"     // negative, or without a currency
	InvalidPercent   InvalidWhy = "percent"    // not 0–100
	InvalidReason    InvalidWhy = "reason"     // 无变化 the third time running needs one, and so does a drop
	InvalidUnknown   InvalidWhy = "unknown"    // its subject, or what it names, is not in the ledger
	InvalidDropped   InvalidWhy = "dropped"    // the project has been archived
	InvalidNotFiled  InvalidWhy = "not filed"  // a filing returned that was never made
	InvalidNotSigned InvalidWhy = "not signed" // filed or recognised before it was signed
	InvalidUndone    InvalidWhy = "undone"     // has been taken back already
	InvalidInUse     InvalidWhy = "in use"     // an undo of what later acts stand on
	InvalidNothing   InvalidWhy = "nothing"    // changes nothing
)

func (e *Invalid) Error() string { return fmt.Sprintf("%s invalid: %s", e.Kind, e.Why) }

// A Conflict says that another person has changed the same field after what
// the sender had seen.
type Conflict struct {
	Other Act // the other's change
}

func (e *Conflict) Error() string { return fmt.Sprintf("changed by act %d meanwhile", e.Other.Number) }

// check is the one place of rights and rules. It runs when an act is made and
// never on replay, so that a rule made stricter does not rewrite history.
func (tx *Tx) check(a Act) error {
	if err := tx.checkRights(a); err != nil {
		return err
	}
	if a.Undoes != 0 {
		return tx.checkUndo(a)
	}
	if r, ok := a.Body.(interface{ check(*Tx, Act) error }); ok {
		if err := r.check(tx, a); err != nil {
			return err
		}
	}
	return tx.checkConflict(a)
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
	if err != nil {
		return err
	}
	if p.Role == Office {
		return nil
	}
	if a.Undoes != 0 {
		return tx.checkOwnUndo(p, a)
	}
	if !mayDo(p.Role, a.Body) {
		return &Denied{Why: deniedWhy(a.Body), Kind: a.Body.Kind()}
	}
	for _, s := range a.Subjects {
		if err := tx.checkReach(p, s, a); err != nil {
			return err
		}
	}
	return nil
}

// mayDo is the table of DOMAIN.md “Who sees and does what”, but for the office,
// which does all, and the unknown, who do nothing.
func mayDo(r Role, b Body) bool {
	switch k := b.Kind(); r {
	case Liaison, Head:
		if reached, ok := b.(Reached); ok && reached.Milestone == MilestoneRecognise {
			return false // a unit claims it, the office confirms it
		}
		switch k {
		case KindOpened, KindRenamed, KindReached, KindCleared, KindPlanned, KindClaimed, KindReturned, KindAmount,
			KindPercent, KindNoted, KindUnchanged, KindHeld, KindResumed, KindDropped, KindPutUp, KindPersonBound:
			return true
		}
	case Leader:
		return k == KindNoted || k == KindPersonBound
	case Observer:
		return k == KindPersonBound
	}
	return false
}

func deniedWhy(b Body) DeniedWhy {
	if r, ok := b.(Reached); ok && r.Milestone == MilestoneRecognise {
		return DeniedOfficeOnly
	}
	return DeniedRole
}

// checkReach asks whether a subject is the person's own.
func (tx *Tx) checkReach(p Person, s Subject, a Act) error {
	switch s.Kind {
	case ProjectSubject:
		project, err := tx.Project(ProjectID(s.ID))
		if o, ok := a.Body.(Opened); ok {
			project, err = Project{Unit: o.Unit, Host: o.Host, Leader: o.Leader}, nil
		}
		if errors.Is(err, ErrNotFound) {
			return &Invalid{Why: InvalidUnknown, Kind: a.Body.Kind()}
		}
		if err != nil {
			return err
		}
		if !p.Owns(project) {
			why := DeniedOtherUnit
			if p.Role == Leader {
				why = DeniedNotLinked
			}
			return &Denied{Why: why, Kind: a.Body.Kind(), Unit: project.Unit}
		}
	case PersonSubject:
		if PersonID(s.ID) != p.ID {
			return &Denied{Why: DeniedNotYours, Kind: a.Body.Kind()}
		}
	}
	return nil
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

// checkOwnUndo: the sender may undo his own until the next meeting's deadline.
func (tx *Tx) checkOwnUndo(p Person, a Act) error {
	target, err := tx.Act(a.Undoes)
	switch {
	case errors.Is(err, ErrNotFound):
		return &Invalid{Why: InvalidUnknown, Kind: KindUndone}
	case err != nil:
		return err
	case target.By != p.ID:
		return &Denied{Why: DeniedNotYours, Kind: KindUndone}
	case target.UndoUntil.IsZero() || tx.now.After(target.UndoUntil):
		return &Denied{Why: DeniedTooLate, Kind: KindUndone}
	}
	return nil
}

// checkUndo: an act is undone once, and not what later acts stand on.
func (tx *Tx) checkUndo(a Act) error {
	target, err := tx.Act(a.Undoes)
	if errors.Is(err, ErrNotFound) {
		return &Invalid{Why: InvalidUnknown, Kind: KindUndone}
	}
	if err != nil {
		return err
	}
	undone, err := tx.IsUndone(a.Undoes)
	if err != nil {
		return err
	}
	if undone {
		return &Invalid{Why: InvalidUndone, Kind: KindUndone}
	}
	if _, opens := target.Body.(Opened); opens {
		later, err := tx.Acts(target.Subjects[0])
		if err != nil {
			return err
		}
		if len(InForce(later)) > 1 {
			return &Invalid{Why: InvalidInUse, Kind: KindUndone}
		}
	}
	return nil
}

// checkConflict: the same field changed by another after what the sender had
// seen is asked; another field is accepted.
func (tx *Tx) checkConflict(a Act) error {
	if a.Seen == 0 || a.Body.Field() == "" {
		return nil
	}
	for _, s := range a.Subjects {
		later, err := tx.Acts(s)
		if err != nil {
			return err
		}
		for _, o := range InForce(later) {
			if o.Number > a.Seen && o.By != a.By && o.Body.Field() == a.Body.Field() {
				return &Conflict{Other: o}
			}
		}
	}
	return nil
}

const longestName = 100 // characters

func checkName(k Kind, name string) error {
	if n := utf8.RuneCountInString(name); n == 0 || n > longestName {
		return &Invalid{Why: InvalidName, Kind: k}
	}
	return nil
}

// liveProject returns the act's project, which must be there and not dropped.
func (tx *Tx) liveProject(a Act) (Project, error) {
	p, err := tx.Project(ProjectID(a.Subjects[0].ID))
	switch {
	case errors.Is(err, ErrNotFound):
		return p, &Invalid{Why: InvalidUnknown, Kind: a.Body.Kind()}
	case err == nil && !p.Dropped.On.IsZero():
		return p, &Invalid{Why: InvalidDropped, Kind: a.Body.Kind()}
	}
	return p, err
}

func (b Opened) check(tx *Tx, a Act) error {
	if err := checkName(KindOpened, b.Name); err != nil {
		return err
	}
	for _, d := range b.Milestones {
		if err := checkFact(a, d); err != nil {
			return err
		}
	}
	if b.Unit != 0 {
		if _, err := tx.Unit(b.Unit); err != nil {
			return unknown(a, err)
		}
	}
	return checkAmount(KindOpened, b.Agreed)
}

func (b Renamed) check(tx *Tx, a Act) error {
	_, err := tx.liveProject(a)
	return err
}

func (b Assigned) check(tx *Tx, a Act) error {
	if _, err := tx.liveProject(a); err != nil {
		return err
	}
	for _, u := range []UnitID{b.Unit, b.Host} {
		if u != 0 {
			if _, err := tx.Unit(u); err != nil {
				return unknown(a, err)
			}
		}
	}
	if b.Leader == 0 {
		return nil
	}
	_, err := tx.Person(b.Leader)
	return unknown(a, err)
}

// unknown makes of an absence an [Invalid]; other errors pass.
func unknown(a Act, err error) error {
	if errors.Is(err, ErrNotFound) {
		return &Invalid{Why: InvalidUnknown, Kind: a.Body.Kind()}
	}
	return err
}

func (b PutUp) check(tx *Tx, a Act) error {
	if _, err := tx.liveProject(a); err != nil {
		return err
	}
	_, err := tx.Event(b.Event)
	return unknown(a, err)
}

func (b ProjectHeld) check(tx *Tx, a Act) error {
	_, err := tx.liveProject(a)
	return err
}

func (b ProjectResumed) check(tx *Tx, a Act) error {
	_, err := tx.liveProject(a)
	return err
}

func (b ProjectDropped) check(tx *Tx, a Act) error {
	if b.Reason == "" {
		return &Invalid{Why: InvalidReason, Kind: KindDropped}
	}
	_, err := tx.liveProject(a)
	return err
}

// checkFact: a fact has a day, and none after today; a later one is a plan.
func checkFact(a Act, on Date) error {
	switch {
	case on.IsZero():
		return &Invalid{Why: InvalidNoDate, Kind: a.Body.Kind()}
	case on.After(a.Day):
		return &Invalid{Why: InvalidFuture, Kind: a.Body.Kind()}
	}
	return nil
}

func (b Reached) check(tx *Tx, a Act) error {
	p, err := tx.liveProject(a)
	if err != nil {
		return err
	}
	registers := b.Milestone == MilestoneFile || b.Milestone == MilestoneRecognise
	if registers && p.Milestones[MilestoneSign].Done.IsZero() {
		return &Invalid{Why: InvalidNotSigned, Kind: KindReached}
	}
	return checkFact(a, b.On)
}

func (b Cleared) check(tx *Tx, a Act) error {
	p, err := tx.liveProject(a)
	if err == nil && p.Milestones[b.Milestone].Done.IsZero() {
		return &Invalid{Why: InvalidNothing, Kind: KindCleared}
	}
	return err
}

func (b Planned) check(tx *Tx, a Act) error {
	switch {
	case b.From.IsZero() && b.To.IsZero():
		return &Invalid{Why: InvalidNoDate, Kind: KindPlanned}
	case !b.To.IsZero() && b.To.Before(b.From):
		return &Invalid{Why: InvalidSpan, Kind: KindPlanned}
	}
	_, err := tx.liveProject(a)
	return err
}

func (b RecognitionClaimed) check(tx *Tx, a Act) error {
	p, err := tx.liveProject(a)
	if err != nil {
		return err
	}
	if p.Milestones[MilestoneSign].Done.IsZero() {
		return &Invalid{Why: InvalidNotSigned, Kind: KindClaimed}
	}
	return checkFact(a, b.On)
}

func (b FilingReturned) check(tx *Tx, a Act) error {
	p, err := tx.liveProject(a)
	if err != nil {
		return err
	}
	if len(p.Filings) == 0 {
		return &Invalid{Why: InvalidNotFiled, Kind: KindReturned}
	}
	return checkFact(a, b.On)
}

func checkAmount(k Kind, m Amount) error {
	if m == (Amount{}) {
		return nil
	}
	if m.Units < 0 || m.Currency == "" || m.Upper != 0 && m.Upper < m.Units {
		return &Invalid{Why: InvalidAmount, Kind: k}
	}
	return nil
}

func (b AmountChanged) check(tx *Tx, a Act) error {
	if _, err := tx.liveProject(a); err != nil {
		return err
	}
	return checkAmount(KindAmount, b.Amount)
}

func (b PercentReached) check(tx *Tx, a Act) error {
	if b.Percent < 0 || b.Percent > 100 {
		return &Invalid{Why: InvalidPercent, Kind: KindPercent}
	}
	_, err := tx.liveProject(a)
	return err
}

func (b Noted) check(tx *Tx, a Act) error {
	_, err := tx.liveProject(a)
	return err
}

// unchangedWithoutReason is how often in a row 无变化 is taken without a
// reason (DOMAIN.md: the third time running needs one).
const unchangedWithoutReason = 2

func (b Unchanged) check(tx *Tx, a Act) error {
	p, err := tx.liveProject(a)
	if err == nil && p.Unchanged >= unchangedWithoutReason && b.Reason == "" {
		return &Invalid{Why: InvalidReason, Kind: KindUnchanged}
	}
	return err
}

func (b PersonAdded) check(*Tx, Act) error { return checkName(KindPersonAdded, b.Name) }
func (b UnitAdded) check(*Tx, Act) error   { return checkName(KindUnitAdded, b.Name) }
func (b EventAdded) check(*Tx, Act) error  { return checkName(KindEventAdded, b.Name) }
func (b SettingSet) check(*Tx, Act) error  { return checkName(KindSettingSet, b.Name) }
