package storage

import (
	"errors"
	"slices"
)

// One unit becomes part of another (撤并). Everything that ever named the old
// unit is a subject of the one act, and its fold puts the new unit in the old
// one's place: projects, people, obstacles, orders, visits.
//
// The other ways are worse. To resolve the old unit whenever somebody asks
// would put the merge into every query and every figure; an act for each
// project could be undone by halves. As one act it stands in each project's
// history, a figure of an earlier day keeps the old unit, and one undo brings
// all of it back.
//
// Targets stay: what the new unit is to aim for is the office's to say.

// KindUnitMerged is the kind of [UnitMerged].
const KindUnitMerged Kind = "unit.merged"

// UnitMerged makes one unit part of another.
type UnitMerged struct {
	From  UnitID   `json:"from"`
	Into  UnitID   `json:"into"`
	Names []string `json:"names,omitempty"` // of From, become aliases of Into; given by Apply
}

// Kind returns [KindUnitMerged].
func (UnitMerged) Kind() Kind { return KindUnitMerged }

// Field names what it changes.
func (UnitMerged) Field() string { return "merged" }

func (b UnitMerged) onUnit(u *Unit, _ Act) {
	if u.ID == b.From {
		u.MergedInto = b.Into
		return
	}
	for _, n := range b.Names {
		if n != u.Name {
			u.Aliases = appendNew(u.Aliases, n)
		}
	}
}

func (b UnitMerged) onProject(p *Project, _ Act) {
	b.moveAll(&p.Unit, &p.Host, &p.Transfer.From, &p.Transfer.To, &p.Dispute.Unit, &p.Dispute.Against, &p.Dispute.For,
		&p.TaskForce.Referrer)
	if p.Host == p.Unit {
		p.Host = 0
	}
	p.TaskForce.Members = b.moved(p.TaskForce.Members)
	p.Shares = slices.Clone(p.Shares)
	for i := range p.Shares {
		b.moveAll(&p.Shares[i].Unit)
	}
}

func (b UnitMerged) onPerson(p *Person, _ Act) { b.moveAll(&p.Unit) }

func (b UnitMerged) onObstacle(o *Obstacle, _ Act) {
	b.moveAll(&o.Unit)
	o.Need, o.Closed.Units = b.moved(o.Need), b.moved(o.Closed.Units)
}

func (b UnitMerged) onOrder(o *Order, _ Act) {
	o.To = slices.Clone(o.To)
	for i := range o.To {
		b.moveAll(&o.To[i].Unit)
	}
}

func (b UnitMerged) onVisit(v *Visit, _ Act) { b.moveAll(&v.Unit) }

func (b UnitMerged) moveAll(units ...*UnitID) {
	for _, u := range units {
		if *u == b.From {
			*u = b.Into
		}
	}
}

func (b UnitMerged) moved(us []UnitID) []UnitID {
	var moved []UnitID
	for _, u := range us {
		b.moveAll(&u)
		moved = union(moved, []UnitID{u})
	}
	return moved
}

// complete adds everything that names the unit.
func (b UnitMerged) complete(tx *Tx, a Act) (Act, error) {
	from, err := tx.Unit(b.From)
	if err != nil {
		return a, unknown(a, err)
	}
	b.Names = append([]string{from.Name}, from.Aliases...)
	a.Body = b
	a.Subjects, err = tx.naming(b.From)
	a.Subjects = append(a.Subjects, Subject{UnitSubject, int64(b.From)}, Subject{UnitSubject, int64(b.Into)})
	return a, err
}

// naming returns what names a unit, or has named it: an undo of a later act may
// bring the name back. Ids are numbers of acts, one for all kinds, so that a
// number found in a state is the unit, or else a sum of money that happens to
// look like it, whose fold changes nothing.
func (tx *Tx) naming(u UnitID) ([]Subject, error) {
	return all(tx, scanSubject, `
		WITH version (kind, id, state) AS (
			SELECT 'project', project, state FROM project_version
			UNION ALL SELECT 'person', person, state FROM person_version
			UNION ALL SELECT 'obstacle', obstacle, state FROM obstacle_version
			UNION ALL SELECT 'order', "order", state FROM order_version
			UNION ALL SELECT 'visit', visit, state FROM visit_version)
		SELECT DISTINCT kind, id
		FROM version
		WHERE instr(state, ?1) > 0
			AND EXISTS (SELECT 1 FROM json_tree(state) WHERE json_tree.type = 'integer' AND json_tree.atom = ?1)
		ORDER BY kind, id`, int64(u))
}

// check: both units stand for themselves, and the act is about all that names
// the one; a merge undone long ago may not be, and is then made anew.
func (b UnitMerged) check(tx *Tx, a Act) error {
	if b.From == b.Into || b.From == 0 || b.Into == 0 {
		return &Invalid{Why: InvalidNothing, Kind: KindUnitMerged}
	}
	if err := tx.checkUnits(a, b.From, b.Into); err != nil {
		return err
	}
	named, err := tx.naming(b.From)
	if err != nil {
		return err
	}
	for _, s := range named {
		if !slices.Contains(a.Subjects, s) {
			return &Invalid{Why: InvalidInUse, Kind: KindUnitMerged}
		}
	}
	return nil
}

// KeptUnit returns the unit that a unit is today: itself, or the one it became
// part of, or [ErrNotFound].
func (tx *Tx) KeptUnit(id UnitID) (Unit, error) {
	u, err := tx.Unit(id)
	for err == nil && u.MergedInto != 0 {
		u, err = tx.Unit(u.MergedInto)
	}
	return u, err
}

// liveUnit returns a unit that stands for itself; another is refused with the
// one that it became part of.
func (tx *Tx) liveUnit(a Act, id UnitID) (Unit, error) {
	u, err := tx.Unit(id)
	switch {
	case errors.Is(err, ErrNotFound):
		return u, unknown(a, err)
	case err == nil && u.MergedInto != 0:
		return u, &Invalid{Why: InvalidMerged, Kind: a.Body.Kind(), Into: Subject{UnitSubject, int64(u.MergedInto)}}
	}
	return u, err
}
