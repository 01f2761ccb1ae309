package storage

// The rules of each kind of act. A kind that is not here takes anything.

// liveProject returns the act's project, which must be there, not dropped, and
// not merged into another.
func (tx *Tx) liveProject(a Act) (Project, error) {
	return tx.liveRecord(a, ProjectID(a.subject(ProjectSubject)))
}

// presentPerson returns a person who has not left.
func (tx *Tx) presentPerson(a Act, id PersonID) (Person, error) {
	p, err := tx.Person(id)
	if err != nil {
		return p, unknown(a, err)
	}
	if !p.Left.IsZero() {
		return p, unknown(a, ErrNotFound)
	}
	return p, nil
}

// subject returns the id of the act's subject of a kind, 0 where it has none.
func (a Act) subject(k SubjectKind) int64 {
	for _, s := range a.Subjects {
		if s.Kind == k {
			return s.ID
		}
	}
	return 0
}

func (b Opened) check(tx *Tx, a Act) error {
	if err := checkNew(a); err != nil {
		return err
	}
	if err := checkName(KindOpened, b.Name); err != nil {
		return err
	}
	if err := checkNames(KindOpened, append([]string{b.Investor, b.Origin}, append(b.Aliases, b.Tags...)...)...); err != nil {
		return err
	}
	for m, d := range b.Milestones {
		if err := checkOneOf(a, m, milestones[:]...); err != nil {
			return err
		}
		if err := checkFact(a, d); err != nil {
			return err
		}
	}
	for m, s := range b.Plans {
		if err := s.check(a, m); err != nil {
			return err
		}
	}
	for _, hash := range b.Contacts {
		if err := tx.checkContact(a, hash); err != nil {
			return err
		}
	}
	if err := b.Details.check(KindOpened); err != nil {
		return err
	}
	for _, e := range b.Events {
		if _, err := tx.Event(e); err != nil {
			return unknown(a, err)
		}
	}
	if err := tx.checkUnits(a, b.Unit, b.Host); err != nil {
		return err
	}
	if err := tx.checkLeader(a, b.Leader); err != nil {
		return err
	}
	return checkAmount(KindOpened, b.Agreed)
}

func (b Renamed) check(tx *Tx, a Act) error {
	if _, err := tx.liveProject(a); err != nil {
		return err
	}
	if b.Name == "" && len(b.Aliases) == 0 {
		return &Invalid{Why: InvalidNothing, Kind: KindRenamed}
	}
	return checkNames(KindRenamed, append(b.Aliases, b.Name)...)
}

func (b Assigned) check(tx *Tx, a Act) error {
	if _, err := tx.liveProject(a); err != nil {
		return err
	}
	if b == (Assigned{}) {
		return &Invalid{Why: InvalidNothing, Kind: KindAssigned}
	}
	if err := tx.checkUnits(a, b.Unit, b.Host); err != nil {
		return err
	}
	return tx.checkLeader(a, b.Leader)
}

func (b PutUp) check(tx *Tx, a Act) error {
	if _, err := tx.liveProject(a); err != nil {
		return err
	}
	_, err := tx.Event(b.Event)
	return unknown(a, err)
}

func (b ProjectHeld) check(tx *Tx, a Act) error {
	if _, err := tx.liveProject(a); err != nil {
		return err
	}
	if !b.Until.IsZero() && b.Until.Before(b.On) {
		return &Invalid{Why: InvalidSpan, Kind: KindHeld}
	}
	return checkFact(a, b.On)
}

func (b ProjectResumed) check(tx *Tx, a Act) error {
	p, err := tx.liveProject(a)
	if err == nil && p.Held.Since.IsZero() {
		return &Invalid{Why: InvalidNothing, Kind: KindResumed}
	}
	return err
}

func (b ProjectDropped) check(tx *Tx, a Act) error {
	if _, err := tx.liveProject(a); err != nil {
		return err
	}
	if b.Reason == "" {
		return &Invalid{Why: InvalidReason, Kind: KindDropped}
	}
	return checkFact(a, b.On)
}

func (b Reached) check(tx *Tx, a Act) error {
	p, err := tx.liveProject(a)
	if err != nil {
		return err
	}
	if err := checkOneOf(a, b.Milestone, milestones[:]...); err != nil {
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
	if _, err := tx.liveProject(a); err != nil {
		return err
	}
	return Span{b.From, b.To}.check(a, b.Milestone)
}

// check: a plan of a milestone has a day, and does not end before it begins.
func (s Span) check(a Act, m Milestone) error {
	switch {
	case s == Span{}:
		return &Invalid{Why: InvalidNoDate, Kind: a.Body.Kind()}
	case !s.To.IsZero() && s.To.Before(s.From):
		return &Invalid{Why: InvalidSpan, Kind: a.Body.Kind()}
	}
	return checkOneOf(a, m, milestones[:]...)
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

func (b AmountChanged) check(tx *Tx, a Act) error {
	if _, err := tx.liveProject(a); err != nil {
		return err
	}
	if b.Amount == (Amount{}) {
		return &Invalid{Why: InvalidAmount, Kind: KindAmount}
	}
	if err := checkOneOf(a, b.Which, AgreedAmount, PaidInAmount, InvestedAmount); err != nil {
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
	if err == nil && b.Text == "" {
		return &Invalid{Why: InvalidNothing, Kind: KindNoted}
	}
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

func (b PersonAdded) check(tx *Tx, a Act) error {
	if err := checkNew(a); err != nil {
		return err
	}
	if err := checkName(KindPersonAdded, b.Name); err != nil {
		return err
	}
	if err := checkNames(KindPersonAdded, append(b.Aliases, b.Title)...); err != nil {
		return err
	}
	if err := checkOneOf(a, b.Role, roles[:]...); err != nil {
		return err
	}
	return tx.checkUnits(a, b.Unit)
}

func (b PersonBound) check(tx *Tx, a Act) error {
	_, err := tx.presentPerson(a, PersonID(a.subject(PersonSubject)))
	return err
}

func (b PersonChanged) check(tx *Tx, a Act) error {
	if _, err := tx.Person(PersonID(a.subject(PersonSubject))); err != nil {
		return unknown(a, err)
	}
	if b == (PersonChanged{}) {
		return &Invalid{Why: InvalidNothing, Kind: KindPersonChanged}
	}
	if err := checkNames(KindPersonChanged, b.Name, b.Title); err != nil {
		return err
	}
	if b.Role != "" {
		if err := checkOneOf(a, b.Role, roles[:]...); err != nil {
			return err
		}
	}
	return tx.checkUnits(a, b.Unit)
}

func (b PersonLeft) check(tx *Tx, a Act) error {
	if _, err := tx.presentPerson(a, PersonID(a.subject(PersonSubject))); err != nil {
		return err
	}
	return checkFact(a, b.On)
}

func (b UnitAdded) check(_ *Tx, a Act) error {
	if err := checkNew(a); err != nil {
		return err
	}
	if err := checkName(KindUnitAdded, b.Name); err != nil {
		return err
	}
	if err := checkNames(KindUnitAdded, b.Aliases...); err != nil {
		return err
	}
	return checkOneOf(a, b.UnitKind, unitKinds[:]...)
}

func (b UnitChanged) check(tx *Tx, a Act) error {
	if _, err := tx.liveUnit(a, UnitID(a.subject(UnitSubject))); err != nil {
		return err
	}
	if b.Name == "" && len(b.Aliases) == 0 && b.UnitKind == "" {
		return &Invalid{Why: InvalidNothing, Kind: KindUnitChanged}
	}
	if b.UnitKind != "" {
		if err := checkOneOf(a, b.UnitKind, unitKinds[:]...); err != nil {
			return err
		}
	}
	return checkNames(KindUnitChanged, append(b.Aliases, b.Name)...)
}

func (b EventAdded) check(_ *Tx, a Act) error {
	if err := checkNew(a); err != nil {
		return err
	}
	if err := checkName(KindEventAdded, b.Name); err != nil {
		return err
	}
	return checkNames(KindEventAdded, append(b.Aliases, b.Series)...)
}

// check: a setting is one subject for ever, whatever its value: a second
// subject of the same name would make which of them holds a matter of luck.
func (b SettingSet) check(tx *Tx, a Act) error {
	if err := checkName(KindSettingSet, b.Name); err != nil {
		return err
	}
	s, err := tx.SettingSubjectOf(b.Name)
	if err != nil {
		return err
	}
	switch id := a.subject(SettingSubject); {
	case s.ID == id, s.ID == 0 && id == int64(a.Number):
		return nil
	case s.ID != 0:
		return &Invalid{Why: InvalidExists, Kind: KindSettingSet}
	}
	return &Invalid{Why: InvalidUnknown, Kind: KindSettingSet}
}
