package storage

import (
	"encoding/json"
	"slices"
	"time"
)

// Two records of one project become one (合并). An act of both: of the one that
// is kept and of the one that is dropped, which from then on stands for
// nothing. Figures do not count it, lists do not show it, and what is said of
// it is refused with the one to say it of. Figures given earlier keep both.
//
// What the kept record lacked, it takes over. A fold sees one subject only, so
// what is taken stands in the act's body: Apply puts it there. For the same
// reason, what was said of the dropped record before is not taken back while
// the merge stands; who wants that undoes the merge first.

// KindMerged is the kind of [ProjectMerged].
const KindMerged Kind = "project.merged"

// ProjectMerged merges two records of one project.
type ProjectMerged struct {
	Keep  ProjectID `json:"keep"`
	Drop  ProjectID `json:"drop"`
	Taken Taken     `json:"taken"` // given by Apply
}

// Taken is what a record takes over from one that is merged into it. What is
// zero is not taken.
type Taken struct {
	Records    []ProjectID         `json:"records"`
	Names      []string            `json:"names,omitempty"` // become aliases
	Investor   string              `json:"investor,omitzero"`
	Origin     string              `json:"origin,omitzero"`
	Unit       UnitID              `json:"unit,omitzero"`
	Host       UnitID              `json:"host,omitzero"`
	Leader     PersonID            `json:"leader,omitzero"`
	Agreed     Amount              `json:"agreed,omitzero"`
	PaidIn     Amount              `json:"paid_in,omitzero"`
	Invested   Amount              `json:"invested,omitzero"`
	Percent    int                 `json:"percent,omitzero"`
	Milestones map[Milestone]Dates `json:"milestones,omitempty"` // as they stand after the merge
	Filings    []Filing            `json:"filings,omitempty"`
	Claim      Claim               `json:"claim,omitzero"`
	Events     []EventID           `json:"events,omitempty"`
	Tags       []string            `json:"tags,omitempty"`
	Contacts   []string            `json:"contacts,omitempty"`
	Reported   time.Time           `json:"reported,omitzero"`
	Details
}

// takes returns what p takes over from q. Of days it is the earlier; a filing
// goes with its list, which is taken whole or not at all.
func (p Project) takes(q Project) Taken {
	t := Taken{
		Records:    append([]ProjectID{q.ID}, q.Records...),
		Names:      append([]string{q.Name}, q.Aliases...),
		Investor:   without(p.Investor, q.Investor),
		Origin:     without(p.Origin, q.Origin),
		Unit:       without(p.Unit, q.Unit),
		Leader:     without(p.Leader, q.Leader),
		Agreed:     without(p.Agreed, q.Agreed),
		PaidIn:     without(p.PaidIn, q.PaidIn),
		Invested:   without(p.Invested, q.Invested),
		Percent:    without(p.Percent, q.Percent),
		Claim:      without(p.Claim, q.Claim),
		Milestones: p.earlier(q),
		Events:     q.Events,
		Tags:       q.Tags,
		Contacts:   q.Contacts,
		Reported:   q.Reported,
		Details:    q.Details,
	}
	if len(p.Filings) == 0 {
		t.Filings = q.Filings
	}
	if q.Host != p.Unit {
		t.Host = without(p.Host, q.Host)
	}
	return t
}

// without returns theirs where we have none.
func without[T comparable](ours, theirs T) T {
	var zero T
	if ours == zero {
		return theirs
	}
	return zero
}

// earlier returns the milestones that change by a merge with q.
func (p Project) earlier(q Project) map[Milestone]Dates {
	changed := map[Milestone]Dates{}
	for m, theirs := range q.Milestones {
		if m == MilestoneFile && len(p.Filings) > 0 {
			continue
		}
		ours := p.Milestones[m]
		d := ours
		if d.Done.IsZero() || !theirs.Done.IsZero() && theirs.Done.Before(d.Done) {
			d.Done = theirs.Done
		}
		if d.From.IsZero() && d.To.IsZero() {
			d.From, d.To, d.Slips = theirs.From, theirs.To, theirs.Slips
		}
		if d != ours {
			changed[m] = d
		}
	}
	return changed
}

// Kind returns [KindMerged].
func (ProjectMerged) Kind() Kind { return KindMerged }

// Field names what it changes.
func (ProjectMerged) Field() string { return "merged" }

func (b ProjectMerged) onProject(p *Project, a Act) {
	switch p.ID {
	case b.Drop:
		p.MergedInto, p.MergedBy = b.Keep, a.Number
	case b.Keep:
		p.take(b.Taken)
	}
}

func (p *Project) take(t Taken) {
	p.Records = slices.Concat(p.Records, t.Records)
	for _, n := range t.Names {
		if n != p.Name {
			p.Aliases = appendNew(p.Aliases, n)
		}
	}
	fill(&p.Investor, t.Investor)
	fill(&p.Origin, t.Origin)
	fill(&p.Unit, t.Unit)
	fill(&p.Host, t.Host)
	fill(&p.Leader, t.Leader)
	fill(&p.Agreed, t.Agreed)
	fill(&p.PaidIn, t.PaidIn)
	fill(&p.Invested, t.Invested)
	fill(&p.Percent, t.Percent)
	fill(&p.Claim, t.Claim)
	for m, d := range t.Milestones {
		p.set(m, d)
	}
	if len(p.Filings) == 0 {
		p.Filings = t.Filings
	}
	p.Events = union(p.Events, t.Events)
	p.Tags = union(p.Tags, t.Tags)
	p.Contacts = union(p.Contacts, t.Contacts)
	p.Details = p.Details.or(t.Details)
	if t.Reported.After(p.Reported) {
		p.Reported = t.Reported
	}
}

// fill sets what is zero.
func fill[T comparable](to *T, from T) {
	var zero T
	if *to == zero {
		*to = from
	}
}

func union[T comparable](ours, theirs []T) []T {
	ours = slices.Clone(ours)
	for _, v := range theirs {
		if !slices.Contains(ours, v) {
			ours = append(ours, v)
		}
	}
	return ours
}

// complete adds what is taken over, and makes both records subjects.
func (b ProjectMerged) complete(tx *Tx, a Act) (Act, error) {
	keep, err := tx.Project(b.Keep)
	if err != nil {
		return a, unknown(a, err)
	}
	drop, err := tx.Project(b.Drop)
	if err != nil {
		return a, unknown(a, err)
	}
	b.Taken = keep.takes(drop)
	a.Body = b
	a.Subjects = []Subject{{ProjectSubject, int64(b.Keep)}, {ProjectSubject, int64(b.Drop)}}
	return a, nil
}

// check: both records must stand for themselves. A merge that was undone comes
// back only if it would take over the same today; else it is made anew.
func (b ProjectMerged) check(tx *Tx, a Act) error {
	if b.Keep == b.Drop {
		return &Invalid{Why: InvalidNothing, Kind: KindMerged}
	}
	keep, err := tx.liveRecord(a, b.Keep)
	if err != nil {
		return err
	}
	drop, err := tx.liveRecord(a, b.Drop)
	if err != nil {
		return err
	}
	now, err := json.Marshal(keep.takes(drop))
	if err != nil {
		return err
	}
	then, err := json.Marshal(b.Taken)
	if err == nil && string(now) != string(then) {
		return &Invalid{Why: InvalidInUse, Kind: KindMerged}
	}
	return err
}

// liveRecord returns a project, which must be there, not dropped, and stand
// for itself.
func (tx *Tx) liveRecord(a Act, id ProjectID) (Project, error) {
	p, err := tx.Project(id)
	switch {
	case err != nil:
		return p, unknown(a, err)
	case p.MergedInto != 0:
		return p, merged(a, p)
	case !p.Dropped.On.IsZero():
		return p, &Invalid{Why: InvalidDropped, Kind: a.Body.Kind()}
	}
	return p, nil
}

func merged(a Act, p Project) error {
	return &Invalid{Why: InvalidMerged, Kind: a.Body.Kind(), Into: Subject{ProjectSubject, int64(p.MergedInto)}}
}

// checkUnmerged: nothing said of a record is taken back while it is merged into
// another, but the merge itself.
func (tx *Tx) checkUnmerged(a Act) error {
	root, err := tx.Act(a.Undoes)
	for err == nil && root.Undoes != 0 {
		root, err = tx.Act(root.Undoes)
	}
	if err != nil {
		return unknown(a, err)
	}
	for _, s := range root.Subjects {
		if s.Kind != ProjectSubject || root.Body.Kind() == KindUnitMerged {
			continue
		}
		p, err := projects.state(tx, s.ID)
		if err != nil {
			return err
		}
		if p.MergedInto != 0 && p.MergedBy != root.Number {
			return merged(a, p)
		}
	}
	return nil
}

// Kept returns the project that a record stands for today: itself, or the one
// it was merged into, or [ErrNotFound].
func (tx *Tx) Kept(id ProjectID) (Project, error) {
	p, err := tx.Project(id)
	for err == nil && p.MergedInto != 0 {
		p, err = tx.Project(p.MergedInto)
	}
	return p, err
}

// records returns, as JSON, the ids under which a project was known: its own,
// and those of the records merged into it.
func (p Project) records() string {
	ids, err := json.Marshal(append([]ProjectID{p.ID}, p.Records...))
	if err != nil {
		panic(err) // numbers
	}
	return string(ids)
}
