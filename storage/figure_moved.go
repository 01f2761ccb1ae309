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
// second day. Where none did, it was a day that came: the acts are those that
// say what happened on it.
func (tx *Tx) movers(id ProjectID, r figures.Rule, c figures.Cohort, from, to figures.AsOf) ([]Act, error) {
	first, err := tx.knownTo(from)
	if err != nil {
		return nil, err
	}
	last, err := tx.knownTo(to)
	if err != nil {
		return nil, err
	}
	p := part{tx, id, r, c}
	changes, err := tx.countedChanges(id, first, last)
	if err != nil {
		return nil, err
	}
	var as []Act
	for _, n := range changes {
		moved, err := p.changed(figures.AsOf{Day: to.Day, Known: int64(n - 1)}, figures.AsOf{Day: to.Day, Known: int64(n)})
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
	return p.happened(last, Date(from.Day), Date(to.Day))
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

// A part is one project's in a figure.
type part struct {
	tx      *Tx
	project ProjectID
	rule    figures.Rule
	cohort  figures.Cohort
}

// at returns what the part was, by what was known then; zero if nothing.
func (p part) at(as figures.AsOf) (Entry, error) {
	as.Kind = figures.KnownThen
	q := choose(p.cohort, as)
	q.where(true, `project = @project`, "project", int64(p.project))
	found, err := p.tx.entries(q)
	if err != nil {
		return Entry{}, err
	}
	for _, e := range contributions(found, p.rule) {
		return e, nil
	}
	return Entry{}, nil
}

// changed reports whether the part is another from one look to the next.
func (p part) changed(from, to figures.AsOf) (bool, error) {
	before, err := p.at(from)
	if err != nil {
		return false, err
	}
	after, err := p.at(to)
	return movement(before, after) != "", err
}

// happened returns the acts in force that say what happened to the project on
// a day, after one and up to another, on which its part changed, as known
// after act n.
func (p part) happened(n ActNumber, after, upTo Date) ([]Act, error) {
	as, err := p.tx.Acts(Subject{ProjectSubject, int64(p.project)})
	if err != nil {
		return nil, err
	}
	as = slices.DeleteFunc(as, func(a Act) bool { return a.Number > n })
	var movers []Act
	for _, a := range InForce(as) {
		for _, d := range factDays(a.Body) {
			if !d.After(after) || d.After(upTo) {
				continue
			}
			moved, err := p.changed(
				figures.AsOf{Day: figures.Day(d.AddDays(-1)), Known: int64(n)}, figures.AsOf{Day: figures.Day(d), Known: int64(n)})
			if err != nil {
				return nil, err
			}
			if moved {
				movers = append(movers, a)
				break
			}
		}
	}
	return movers, nil
}

// factDays returns the days of the facts that a body says and figures count,
// zero ones among them; a merger says of its project what the other record knew.
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
	case ProjectMerged:
		var ds []Date
		for _, d := range b.Taken.Milestones {
			ds = append(ds, d.Done)
		}
		for _, f := range b.Taken.Filings {
			ds = append(ds, f.Filed, f.Returned)
		}
		return ds
	}
	return nil
}
