package storage

import "fmt"

// VisitID identifies a visit: the number of the act that told of it.
type VisitID int64

// VisitSubject is the kind of subject that a [Visit] is.
const VisitSubject SubjectKind = "visit"

// A Visit is a call on a company, or of one, that is neither a lead nor
// progress of a project (走访): what was tried counts too. It may become a lead
// later, and then names its project.
type Visit struct {
	ID       VisitID   `json:"id,omitzero"`
	Told     ActNumber `json:"told,omitzero"` // 0: it was undone, it is not there
	Investor string    `json:"investor"`
	On       Date      `json:"on"`
	Unit     UnitID    `json:"unit,omitzero"` // whose people went; 0: a leader, or the office
	By       PersonID  `json:"by,omitzero"`
	Result   string    `json:"result,omitzero"`  // 未谈成, as it was said
	Project  ProjectID `json:"project,omitzero"` // the lead it became; 0: none
}

// The kinds of acts about visits.
const (
	KindVisitMade     Kind = "visit.made"
	KindVisitFollowed Kind = "visit.followed"
)

// VisitMade tells of a visit.
type VisitMade struct {
	Investor string `json:"investor"`
	On       Date   `json:"on"`
	Unit     UnitID `json:"unit,omitzero"` // 0: the sender's
	Result   string `json:"result,omitzero"`
}

// VisitFollowed says that a visit has become a project.
type VisitFollowed struct {
	Project ProjectID `json:"project"`
}

func (VisitMade) Kind() Kind     { return KindVisitMade }
func (VisitFollowed) Kind() Kind { return KindVisitFollowed }

func (VisitMade) Field() string     { return "told" }
func (VisitFollowed) Field() string { return "" }

func (b VisitMade) onVisit(v *Visit, a Act) {
	*v = Visit{ID: VisitID(a.Number), Told: a.Number, Investor: b.Investor, On: b.On, Unit: b.Unit, By: a.By, Result: b.Result}
}

func (b VisitFollowed) onVisit(v *Visit, _ Act) { v.Project = b.Project }

func (b VisitMade) complete(tx *Tx, a Act) (Act, error) {
	if b.Unit == 0 && a.By != 0 {
		by, err := tx.Person(a.By)
		if err != nil {
			return a, nil // the rights say so
		}
		b.Unit = by.Unit
	}
	a.Body = b
	return a, nil
}

func (b VisitFollowed) complete(_ *Tx, a Act) (Act, error) {
	a.Subjects = about(a, VisitSubject, b.Project)
	return a, nil
}

// may: everyone tells of his own unit's visits.
func (b VisitMade) may(_ *Tx, p Person, _ Act) (bool, error) { return b.Unit == p.Unit, nil }

func (VisitFollowed) may(tx *Tx, p Person, a Act) (bool, error) {
	v, err := tx.Visit(VisitID(a.subject(VisitSubject)))
	return v.Unit == p.Unit, unknown(a, err)
}

func (b VisitMade) check(tx *Tx, a Act) error {
	if err := checkNew(a); err != nil {
		return err
	}
	if err := checkName(KindVisitMade, b.Investor); err != nil {
		return err
	}
	if b.Result != "" {
		if err := checkText(a, b.Result); err != nil {
			return err
		}
	}
	if err := checkFact(a, b.On); err != nil {
		return err
	}
	return tx.checkUnits(a, b.Unit)
}

func (b VisitFollowed) check(tx *Tx, a Act) error {
	if _, err := tx.Visit(VisitID(a.subject(VisitSubject))); err != nil {
		return unknown(a, err)
	}
	_, err := tx.liveRecord(a, b.Project)
	return err
}

// visits keeps the versions of visits.
var visits = folder[Visit]{
	kind: VisitSubject, table: "visit_version", id: "visit",
	add: func(v *Visit, a Act) {
		if b, ok := a.Body.(interface{ onVisit(*Visit, Act) }); ok {
			b.onVisit(v, a)
		}
	},
}

// Visit returns a visit, or [ErrNotFound].
func (tx *Tx) Visit(id VisitID) (Visit, error) {
	v, err := visits.state(tx, int64(id))
	if err == nil && v.Told == 0 {
		return v, ErrNotFound
	}
	return v, err
}

// Visits returns the visits of a span of days, of all units, by unit and day.
func (tx *Tx) Visits(from, to Date) ([]Visit, error) {
	vs, err := visits.where(tx, `made BETWEEN ? AND ? ORDER BY unit, made, visit`, from, to)
	if err != nil {
		return nil, fmt.Errorf("visits from %s to %s: %w", from, to, err)
	}
	return vs, nil
}

// VisitsOf returns the visits of a unit in a span of days.
func (tx *Tx) VisitsOf(u UnitID, from, to Date) ([]Visit, error) {
	return visits.where(tx, `unit = ? AND made BETWEEN ? AND ? ORDER BY made, visit`, u, from, to)
}
