package storage

// UnitID identifies a unit: the number of the act that added it.
type UnitID int64

// A UnitKind says what kind of unit it is.
type UnitKind string

// The kinds of units.
const (
	Township     UnitKind = "township"   // 镇街
	Park         UnitKind = "park"       // 园区
	Department   UnitKind = "department" // 部门
	StateCompany UnitKind = "company"    // 国企
	Squad        UnitKind = "squad"      // 攻坚队
	LeadOffice   UnitKind = "office"     // 牵头部门: the office itself
)

var unitKinds = [...]UnitKind{Township, Park, Department, StateCompany, Squad, LeadOffice}

// A Unit brings projects in (引资单位), hosts them (承载单位), or helps.
type Unit struct {
	ID       UnitID    `json:"id,omitzero"`
	Added    ActNumber `json:"added,omitzero"`
	Name     string    `json:"name"`
	Aliases  []string  `json:"aliases,omitempty"`
	UnitKind UnitKind  `json:"kind"`

	MergedInto UnitID `json:"merged_into,omitzero"` // the unit it became part of; 0: it stands for itself
}

// The kinds of acts about units.
const (
	KindUnitAdded   Kind = "unit.added"
	KindUnitChanged Kind = "unit.changed"
)

// UnitAdded brings a unit into the ledger.
type UnitAdded struct {
	Name     string   `json:"name"`
	Aliases  []string `json:"aliases,omitempty"`
	UnitKind UnitKind `json:"kind"`
}

// UnitChanged renames a unit, or says what else it is called; what is zero
// stays, and the old name stays as an alias.
type UnitChanged struct {
	Name     string   `json:"name,omitzero"`
	Aliases  []string `json:"aliases,omitempty"`
	UnitKind UnitKind `json:"kind,omitzero"`
}

func (UnitAdded) Kind() Kind   { return KindUnitAdded }
func (UnitChanged) Kind() Kind { return KindUnitChanged }

func (UnitAdded) Field() string   { return "added" }
func (UnitChanged) Field() string { return "unit" }

func (b UnitAdded) onUnit(u *Unit, a Act) {
	*u = Unit{ID: UnitID(a.Number), Added: a.Number, Name: b.Name, Aliases: b.Aliases, UnitKind: b.UnitKind}
}

func (b UnitChanged) onUnit(u *Unit, _ Act) {
	if b.Name != "" && b.Name != u.Name {
		u.Aliases = appendNew(u.Aliases, u.Name)
		u.Name = b.Name
	}
	for _, s := range b.Aliases {
		u.Aliases = appendNew(u.Aliases, s)
	}
	if b.UnitKind != "" {
		u.UnitKind = b.UnitKind
	}
}

// units keeps the versions of units.
var units = folder[Unit]{
	kind: UnitSubject, table: "unit_version", id: "unit",
	add: func(u *Unit, a Act) {
		if b, ok := a.Body.(interface{ onUnit(*Unit, Act) }); ok {
			b.onUnit(u, a)
		}
	},
}

// Unit returns a unit, also one that became part of another, or [ErrNotFound].
func (tx *Tx) Unit(id UnitID) (Unit, error) {
	u, err := units.state(tx, int64(id))
	if err == nil && u.Added == 0 {
		return u, ErrNotFound
	}
	return u, err
}

// Units returns every unit that stands for itself, in the order they were added.
func (tx *Tx) Units() ([]Unit, error) {
	return units.where(tx, `state ->> '$.merged_into' IS NULL ORDER BY unit`)
}
