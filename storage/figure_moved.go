package storage

import (
	"fmt"
	"slices"

	"shuangzhou/storage/figures"
)

// A Movement says how a project's part in a figure changed.
type Movement string

// The movements.
const (
	MovedIn      Movement = "in"      // into the numerator
	MovedOut     Movement = "out"     // out of the numerator
	MovedAdded   Movement = "added"   // into the denominator alone
	MovedRemoved Movement = "removed" // out of the denominator, and not in the numerator before
	MovedAmount  Movement = "amount"  // where it was, with another amount
)

// A Move is one project's change between two looks at a figure.
type Move struct {
	Movement Movement
	Project  ProjectID
	Name     string // as known at the second look, or the first where it is there no more
	Before   Entry  // zero where the figure did not count it
	After    Entry  // likewise
	Acts     []Act  // that did it, in order; none where a unit or an event changed
}

// SeenBy reports whether a person may read the project that moved.
func (m Move) SeenBy(p Person) bool {
	if m.After.Project != 0 {
		return m.After.SeenBy(p)
	}
	return m.Before.SeenBy(p)
}

// Moved returns what changed in a figure from one look to another: what moved
// in first, then out, then what the denominator gained and lost, then amounts.
func (tx *Tx) Moved(r figures.Rule, c figures.Cohort, from, to figures.AsOf) ([]Move, error) {
	before, err := tx.FigureList(r, c, from)
	if err != nil {
		return nil, err
	}
	after, err := tx.FigureList(r, c, to)
	if err != nil {
		return nil, err
	}
	moves := diffEntries(before, after)
	for i := range moves {
		if moves[i].Acts, err = tx.movers(moves[i].Project, r, c, from, to); err != nil {
			return nil, fmt.Errorf("find what moved project %d: %w", moves[i].Project, err)
		}
	}
	return moves, nil
}

// movements has the movements in the order they are told.
var movements = []Movement{MovedIn, MovedOut, MovedAdded, MovedRemoved, MovedAmount}

// diffEntries compares two lists of one figure.
func diffEntries(before, after []Entry) []Move {
	was := map[ProjectID]Entry{}
	for _, e := range before {
		was[e.Project] = e
	}
	var moves []Move
	add := func(b, a Entry) {
		if m := movement(b, a); m != "" {
			last := a
			if last.Project == 0 {
				last = b
			}
			moves = append(moves, Move{Movement: m, Project: last.Project, Name: last.Name, Before: b, After: a})
		}
	}
	for _, a := range after {
		add(was[a.Project], a)
		delete(was, a.Project)
	}
	for _, b := range before {
		if _, gone := was[b.Project]; gone {
			add(b, Entry{})
		}
	}
	slices.SortStableFunc(moves, func(a, b Move) int {
		return slices.Index(movements, a.Movement) - slices.Index(movements, b.Movement)
	})
	return moves
}

// movement says how a project's part changed, "" if it did not. A zero Entry
// is of a project that is not counted.
func movement(before, after Entry) Movement {
	was, is := before.Project != 0, after.Project != 0
	switch {
	case after.Numerator && !before.Numerator:
		return MovedIn
	case before.Numerator && !after.Numerator:
		return MovedOut
	case is && !was:
		return MovedAdded
	case was && !is:
		return MovedRemoved
	case before.Agreed != after.Agreed, before.PaidIn != after.PaidIn, before.Money != after.Money:
		return MovedAmount
	}
	return ""
}

// movers returns the acts that changed a project's part. Acts that came
// between the two looks are found by what each changed, looked at up to the
// second day. Where none did, it was the day itself that came: the acts are
// those that say what happened between the days.
func (tx *Tx) movers(id ProjectID, r figures.Rule, c figures.Cohort, from, to figures.AsOf) ([]Act, error) {
	first, err := tx.knownTo(from)
	if err != nil {
		return nil, err
	}
	last, err := tx.knownTo(to)
	if err != nil {
		return nil, err
	}
	changes, err := tx.countedChanges(id, first, last)
	if err != nil {
		return nil, err
	}
	var as []Act
	for _, n := range changes {
		moved, err := tx.movedBy(n, id, r, c, to)
		if err != nil {
			return nil, err
		}
		if moved {
			a, err := tx.Act(n)
			if err != nil {
				return nil, err
			}
			as = append(as, a)
		}
	}
	if len(as) > 0 {
		return as, nil
	}
	return tx.happened(id, last, Date(from.Day), Date(to.Day))
}

// countedChanges returns the acts after first, up to last, that changed what
// is counted of a project.
func (tx *Tx) countedChanges(id ProjectID, first, last ActNumber) ([]ActNumber, error) {
	return all(tx, value[ActNumber], `
		SELECT since FROM counted WHERE project = ?1 AND since > ?2 AND since <= ?3
		UNION
		SELECT until FROM counted WHERE project = ?1 AND until > ?2 AND until <= ?3
		ORDER BY 1`, id, first, last)
}

// movedBy reports whether act n changed a project's part, as of a day.
func (tx *Tx) movedBy(n ActNumber, id ProjectID, r figures.Rule, c figures.Cohort, to figures.AsOf) (bool, error) {
	var es [2]Entry
	for i, known := range []ActNumber{n - 1, n} {
		q := choose(c, figures.AsOf{Kind: figures.KnownThen, Day: to.Day, Known: int64(known)})
		q.where(true, `project = @project`, "project", int64(id))
		found, err := all(tx, scanListed, entrySQL(q, figures.AsOf{Kind: figures.KnownThen}), q.args()...)
		if err != nil {
			return false, err
		}
		for _, e := range contributions(found, r) {
			es[i] = e
		}
	}
	return movement(es[0], es[1]) != "", nil
}

// happened returns the acts in force that say what happened to a project after
// a day, up to another, as known after act n.
func (tx *Tx) happened(id ProjectID, n ActNumber, after, upTo Date) ([]Act, error) {
	as, err := tx.Acts(Subject{ProjectSubject, int64(id)})
	if err != nil {
		return nil, err
	}
	as = slices.DeleteFunc(as, func(a Act) bool { return a.Number > n })
	return slices.DeleteFunc(InForce(as), func(a Act) bool {
		return !slices.ContainsFunc(factDays(a.Body), func(d Date) bool { return d.After(after) && !d.After(upTo) })
	}), nil
}

// factDays returns the days of the facts that a body says and figures count.
func factDays(b Body) []Date {
	switch b := b.(type) {
	case Reached:
		return []Date{b.On}
	case FilingReturned:
		return []Date{b.On}
	case ProjectDropped:
		return []Date{b.On}
	case Opened:
		var ds []Date
		for _, d := range b.Milestones {
			ds = append(ds, d)
		}
		return ds
	}
	return nil
}
