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
	if err := tx.nameActs(moves, r, c, from, to); err != nil {
		return nil, fmt.Errorf("find what moved: %w", err)
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

// nameActs names the acts that did each move. Acts that came between the two
// looks are found by what each changed, looked at up to the second day. Where
// none did, it was a day that came: the acts are those that say what happened
// on it.
func (tx *Tx) nameActs(moves []Move, r figures.Rule, c figures.Cohort, from, to figures.AsOf) error {
	first, err := tx.knownTo(from)
	if err != nil {
		return err
	}
	last, err := tx.knownTo(to)
	if err != nil {
		return err
	}
	movers, err := tx.movers(moves, r, c, first, last, to.Day)
	if err != nil {
		return err
	}
	for i := range moves {
		m := &moves[i]
		if ns := movers[m.Project]; ns != nil {
			m.Acts, err = tx.actsOf(ns)
		} else {
			m.Acts, err = part{tx, m.Project, r, c}.happened(last, Date(from.Day), Date(to.Day))
		}
		if err != nil {
			return fmt.Errorf("project %d: %w", m.Project, err)
		}
	}
	return nil
}

func (tx *Tx) actsOf(ns []int64) ([]Act, error) {
	return tx.acts(`SELECT `+actColumns+` FROM act WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number`, jsonIDs(ns))
}

// A look is a project as it was known after an act.
type look struct {
	project ProjectID
	known   ActNumber
}

func scanLook(s scanner) (l look, err error) {
	err = s.Scan(&l.project, &l.known)
	return l, err
}

// movers returns the acts after first, up to last, that changed the parts of
// what moved, looked at up to a day: the part was another before the act than
// after it. All are looked at in one query, for a year moves thousands.
func (tx *Tx) movers(moves []Move, r figures.Rule, c figures.Cohort, first, last ActNumber, day figures.Day) (map[ProjectID][]int64, error) {
	changed := changesOf(moves, first, last)
	changes, err := all(tx, scanLook, changeSQL+` SELECT project, number FROM change ORDER BY number`, changed.args()...)
	if err != nil {
		return nil, err
	}
	q := choose(c, figures.AsOf{Kind: eachLook, Day: day})
	parts, err := tx.partsAt(lookSQL(q), r, slices.Concat(q.args(), changed.args()))
	if err != nil {
		return nil, err
	}
	movers := map[ProjectID][]int64{}
	for _, n := range changes {
		if movement(parts[look{n.project, n.known - 1}], parts[n]) != "" {
			movers[n.project] = append(movers[n.project], int64(n.known))
		}
	}
	return movers, nil
}

// changesOf has what changeSQL asks for.
func changesOf(moves []Move, first, last ActNumber) *choice {
	ids := make([]int64, len(moves))
	for i, m := range moves {
		ids[i] = int64(m.Project)
	}
	q := &choice{}
	q.with("projects", jsonIDs(ids))
	q.with("first", first)
	q.with("last", last)
	return q
}

// partsAt returns the parts in a figure of what a query looks at; there is none
// of what was not counted.
func (tx *Tx) partsAt(query string, r figures.Rule, args []any) (map[look]Entry, error) {
	parts := map[look]Entry{}
	var row listed
	var at ActNumber
	columns := append([]any{&at}, row.columns()...)
	err := tx.each(func(s scanner) error {
		err := s.Scan(columns...)
		if e, counted := row.entry().countedBy(r); counted {
			parts[look{e.Project, at}] = e
		}
		return err
	}, query, args...)
	return parts, err
}

// changeSQL has the acts after @first, up to @last, that changed what is
// counted of projects.
const changeSQL = `
	WITH change(project, number) AS (
		SELECT project, since
		FROM counted
		WHERE project IN (SELECT value FROM json_each(@projects)) AND since > @first AND since <= @last
		UNION
		SELECT project, until
		FROM counted
		WHERE project IN (SELECT value FROM json_each(@projects)) AND until > @first AND until <= @last
	)`

// eachLook looks at a project after each act of a query's table look. It is
// how lookSQL asks, and no way to look for anybody else.
const eachLook figures.AsOfKind = "look"

// lookSQL looks at projects before and after each of their changes.
func lookSQL(q *choice) string {
	return changeSQL + `,
		look(project, known) AS (
			SELECT project, number FROM change
			UNION
			SELECT project, number - 1 FROM change
		)
		SELECT
			look.known,
			` + entryColumns() + `
		FROM look CROSS JOIN counted USING (project)
		WHERE ` + q.condition()
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

// changed reports whether the part is another on a day than on the day before,
// as known after act n.
func (p part) changed(n ActNumber, on Date) (bool, error) {
	as := figures.AsOf{Kind: figures.KnownThen, Day: figures.Day(on), Known: int64(n)}
	after, err := p.at(as)
	if err != nil {
		return false, err
	}
	as.Day = figures.Day(on.AddDays(-1))
	before, err := p.at(as)
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
			moved, err := p.changed(n, d)
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
