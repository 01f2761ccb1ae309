package storage

// Who asks not to be reminded for a while (“这周别催”) is passed over, and his
// unit's other liaison is asked instead: the unit owes its reports all the same.

// The kinds of acts about who is there.
const (
	KindSnoozed        Kind = "person.snoozed"
	KindPersonReturned Kind = "person.returned"
)

// Snoozed asks not to be reminded before a day; the zero day ends it.
type Snoozed struct {
	Until Date `json:"until,omitzero"` // the first day to be reminded again
}

// PersonReturned lets a person in again who had left, as he was.
type PersonReturned struct {
	On Date `json:"on"`
}

func (Snoozed) Kind() Kind        { return KindSnoozed }
func (PersonReturned) Kind() Kind { return KindPersonReturned }

func (Snoozed) Field() string        { return "snoozed" }
func (PersonReturned) Field() string { return "person" }

func (b Snoozed) onPerson(p *Person, _ Act)      { p.SnoozedUntil = b.Until }
func (PersonReturned) onPerson(p *Person, _ Act) { p.Left = Date{} }

// Snoozes reports whether a person is not to be reminded on a day.
func (p Person) Snoozes(on Date) bool { return on.Before(p.SnoozedUntil) }

func (b Snoozed) check(tx *Tx, a Act) error {
	p, err := tx.presentPerson(a, PersonID(a.subject(PersonSubject)))
	switch {
	case err != nil:
		return err
	case b.Until.IsZero() && p.SnoozedUntil.IsZero():
		return &Invalid{Why: InvalidNothing, Kind: KindSnoozed}
	case !b.Until.IsZero() && !b.Until.After(a.Day):
		return &Invalid{Why: InvalidSpan, Kind: KindSnoozed}
	}
	return nil
}

func (b PersonReturned) check(tx *Tx, a Act) error {
	p, err := tx.Person(PersonID(a.subject(PersonSubject)))
	switch {
	case err != nil:
		return unknown(a, err)
	case p.Left.IsZero():
		return &Invalid{Why: InvalidNothing, Kind: KindPersonReturned}
	}
	return checkFact(a, b.On)
}

// Reachable returns who of a unit can be reminded on a day: its liaisons and
// its head, without those who asked to be left alone. Where all have, there is
// none, and the office is the one to be told.
func (tx *Tx) Reachable(u UnitID, on Date) ([]Person, error) {
	ps, err := tx.PeopleOf(u)
	if err != nil {
		return nil, err
	}
	var awake []Person
	for _, p := range ps {
		if (p.Role == Liaison || p.Role == Head) && !p.Snoozes(on) {
			awake = append(awake, p)
		}
	}
	return awake, nil
}
