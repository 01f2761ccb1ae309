package storage

import (
	"fmt"
	"slices"
	"time"
)

// ProjectID identifies a project: the number of the act that opened it.
type ProjectID int64

// A Project is one investment, from lead to full output (项目). It is the fold
// of its acts; what was not said is zero.
type Project struct {
	ID         ProjectID           `json:"id,omitzero"`
	Opened     ActNumber           `json:"opened,omitzero"` // 0: its opening was undone, it is not there
	Name       string              `json:"name"`
	Aliases    []string            `json:"aliases,omitempty"`
	Investor   string              `json:"investor,omitzero"`
	Origin     string              `json:"origin,omitzero"` // where the investor is from
	Unit       UnitID              `json:"unit,omitzero"`   // the credited unit (引资单位)
	Host       UnitID              `json:"host,omitzero"`   // the host unit (承载单位); 0: the credited unit
	Leader     PersonID            `json:"leader,omitzero"` // the linked leader (挂钩区领导); 0: none
	Agreed     Amount              `json:"agreed,omitzero"` // what the contract promises; before it, what is talked of
	PaidIn     Amount              `json:"paid_in,omitzero"`
	Invested   Amount              `json:"invested,omitzero"` // spent so far (累计完成投资)
	Percent    int                 `json:"percent,omitzero"`  // of the works (形象进度), 0–100
	Milestones map[Milestone]Dates `json:"milestones,omitempty"`
	Filings    []Filing            `json:"filings,omitempty"` // with the city's register, oldest first
	Claim      Claim               `json:"claim,omitzero"`    // a recognition the office has not confirmed (待核)
	Events     []EventID           `json:"events,omitempty"`  // the signing events it was put up for
	Tags       []string            `json:"tags,omitempty"`
	Contacts   []string            `json:"contacts,omitempty"` // hashes, see [Tx.Contact]
	Held       Hold                `json:"held,omitzero"`
	Dropped    Drop                `json:"dropped,omitzero"`
	MergedInto ProjectID           `json:"merged_into,omitzero"` // the record kept in its place, see [ProjectMerged]; 0: it stands for itself
	MergedBy   ActNumber           `json:"merged_by,omitzero"`   // the act that did it
	Records    []ProjectID         `json:"records,omitempty"`    // those merged into it
	Note       string              `json:"note,omitzero"`        // the last one
	Reported   time.Time           `json:"reported,omitzero"`    // the last report, 无变化 included; UTC
	Unchanged  int                 `json:"unchanged,omitzero"`   // how often in a row it was reported unchanged
	Transfer   Transfer            `json:"transfer,omitzero"`    // one that waits for somebody's word
	Shares     []Share             `json:"shares,omitempty"`     // of the credit, that others than the credited unit have
	Dispute    Dispute             `json:"dispute,omitzero"`     // the last one
	TaskForce  TaskForce           `json:"task_force,omitzero"`
	Details
}

// A Hold says that a project is suspended (暂缓); its stage is not forgotten.
type Hold struct {
	Since  Date   `json:"since,omitzero"` // zero: it is not suspended
	Until  Date   `json:"until,omitzero"` // the resume date; zero: not said
	Reason string `json:"reason,omitzero"`
}

// A Drop says that a project came to nothing (终止). Nothing is deleted.
type Drop struct {
	On     Date   `json:"on,omitzero"` // zero: it did not
	Reason string `json:"reason,omitzero"`
}

// The kinds of acts that are about what a project is.
const (
	KindOpened   Kind = "project.opened"
	KindRenamed  Kind = "project.renamed"
	KindAssigned Kind = "project.assigned"
	KindPutUp    Kind = "project.put_up"
	KindHeld     Kind = "project.held"
	KindResumed  Kind = "project.resumed"
	KindDropped  Kind = "project.dropped"
)

// Opened brings a project into the ledger, with what is known of it then.
type Opened struct {
	Name       string              `json:"name"`
	Aliases    []string            `json:"aliases,omitempty"`
	Investor   string              `json:"investor,omitzero"`
	Origin     string              `json:"origin,omitzero"`
	Unit       UnitID              `json:"unit,omitzero"`
	Host       UnitID              `json:"host,omitzero"`
	Leader     PersonID            `json:"leader,omitzero"`
	Agreed     Amount              `json:"agreed,omitzero"`
	Said       string              `json:"said,omitzero"` // how the amount was said where 约 says less: 十余亿, 不到3亿
	Events     []EventID           `json:"events,omitempty"`
	Tags       []string            `json:"tags,omitempty"`
	Milestones map[Milestone]Date  `json:"milestones,omitempty"` // what was already done, and when
	Plans      map[Milestone]Span  `json:"plans,omitempty"`      // what is meant to be done
	Hedges     map[Milestone]Hedge `json:"hedges,omitempty"`     // how sure a plan was said to be; none: a plan like any
	Contacts   []string            `json:"contacts,omitempty"`   // hashes of [Tx.KeepContact] for project 0, in the same transaction
	Details
}

// A Span is the days of a plan; the side that was not said is zero.
type Span struct {
	From Date `json:"from,omitzero"`
	To   Date `json:"to,omitzero"`
}

// A Hedge is how sure a plan was said to be, as in [Planned].
type Hedge struct {
	Word  string `json:"word,omitzero"`  // 力争, 预计
	About bool   `json:"about,omitzero"` // its day is not exact
}

// Renamed gives a project another name, or further names it is called by.
type Renamed struct {
	Name    string   `json:"name,omitzero"` // "" keeps it; the old one stays as an alias
	Aliases []string `json:"aliases,omitempty"`
}

// Assigned says who answers for a project; what is zero stays.
type Assigned struct {
	Unit   UnitID   `json:"unit,omitzero"`
	Host   UnitID   `json:"host,omitzero"`
	Leader PersonID `json:"leader,omitzero"`
}

// PutUp puts a project up for a signing event, or withdraws it.
type PutUp struct {
	Event     EventID `json:"event"`
	Withdrawn bool    `json:"withdrawn,omitzero"`
}

// ProjectHeld suspends a project (暂缓).
type ProjectHeld struct {
	On     Date   `json:"on"`
	Until  Date   `json:"until,omitzero"`
	Reason string `json:"reason,omitzero"`
}

// ProjectResumed ends a suspension.
type ProjectResumed struct {
	On Date `json:"on"`
}

// ProjectDropped archives a project with its reason (终止).
type ProjectDropped struct {
	On     Date   `json:"on"`
	Reason string `json:"reason"`
}

func (Opened) Kind() Kind         { return KindOpened }
func (Renamed) Kind() Kind        { return KindRenamed }
func (Assigned) Kind() Kind       { return KindAssigned }
func (PutUp) Kind() Kind          { return KindPutUp }
func (ProjectHeld) Kind() Kind    { return KindHeld }
func (ProjectResumed) Kind() Kind { return KindResumed }
func (ProjectDropped) Kind() Kind { return KindDropped }

func (Opened) Field() string         { return "opened" }
func (Renamed) Field() string        { return "name" }
func (Assigned) Field() string       { return "assigned" }
func (b PutUp) Field() string        { return fmt.Sprintf("event %d", b.Event) }
func (ProjectHeld) Field() string    { return "held" }
func (ProjectResumed) Field() string { return "held" }
func (ProjectDropped) Field() string { return "held" }

func (b Opened) onProject(p *Project, a Act) {
	p.ID, p.Opened = ProjectID(a.Number), a.Number
	p.Name, p.Aliases, p.Investor, p.Origin = b.Name, b.Aliases, b.Investor, b.Origin
	p.Unit, p.Host, p.Leader = b.Unit, b.Host, b.Leader
	p.Agreed, p.Events, p.Tags = b.Agreed, b.Events, union(nil, b.Tags)
	for m, d := range b.Milestones {
		p.reach(m, d)
	}
	for m, s := range b.Plans {
		d := p.Milestones[m]
		d.From, d.To = s.From, s.To
		p.set(m, d)
	}
	p.Contacts, p.Details = b.Contacts, b.Details
	p.Reported = a.Said
}

func (b Renamed) onProject(p *Project, _ Act) {
	if b.Name != "" && b.Name != p.Name {
		p.Aliases = appendNew(p.Aliases, p.Name)
		p.Name = b.Name
	}
	for _, s := range b.Aliases {
		p.Aliases = appendNew(p.Aliases, s)
	}
}

func (b Assigned) onProject(p *Project, _ Act) {
	if b.Unit != 0 {
		p.Unit = b.Unit
	}
	if b.Host != 0 {
		p.Host = b.Host
	}
	if b.Leader != 0 {
		p.Leader = b.Leader
	}
}

func (b PutUp) onProject(p *Project, a Act) {
	p.Events = slices.DeleteFunc(slices.Clone(p.Events), func(e EventID) bool { return e == b.Event })
	if !b.Withdrawn {
		p.Events = append(p.Events, b.Event)
	}
	p.report(a)
}

func (b ProjectHeld) onProject(p *Project, a Act) {
	p.Held = Hold{Since: b.On, Until: b.Until, Reason: b.Reason}
	p.report(a)
}

func (b ProjectResumed) onProject(p *Project, a Act) {
	p.Held = Hold{}
	p.report(a)
}

func (b ProjectDropped) onProject(p *Project, a Act) {
	p.Dropped = Drop(b)
	p.report(a)
}

// report notes that something was said of the project. What was said earlier
// and came later (a phone without a network) does not set it back.
func (p *Project) report(a Act) {
	p.Unchanged = 0
	if a.Said.After(p.Reported) {
		p.Reported = a.Said
	}
}

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(slices.Clone(list), s)
}

// projects keeps the versions of projects.
var projects = folder[Project]{
	kind: ProjectSubject, table: "project_version", id: "project",
	add: func(p *Project, a Act) {
		if b, ok := a.Body.(interface{ onProject(*Project, Act) }); ok {
			b.onProject(p, a)
		}
	},
}

// Project returns a project as it stands now, or [ErrNotFound]; also one that
// was dropped, but none whose opening was undone.
func (tx *Tx) Project(id ProjectID) (Project, error) {
	p, err := projects.state(tx, int64(id))
	if err == nil && p.Opened == 0 {
		return p, ErrNotFound
	}
	return p, err
}

// ProjectAt returns a project as it was known after act n, or [ErrNotFound].
func (tx *Tx) ProjectAt(id ProjectID, n ActNumber) (Project, error) {
	p, err := projects.stateAt(tx, int64(id), n)
	if err == nil && p.Opened == 0 {
		return p, ErrNotFound
	}
	return p, err
}

// Projects returns every project that was not dropped, in the order they were opened.
func (tx *Tx) Projects() ([]Project, error) {
	return projects.where(tx, `dropped_on IS NULL ORDER BY project`)
}

// AllProjects returns every project, also those that were dropped, in the order
// they were opened.
func (tx *Tx) AllProjects() ([]Project, error) { return projects.where(tx, `true ORDER BY project`) }

// ProjectsOf returns the projects of a unit, credited or hosted, that were not dropped.
func (tx *Tx) ProjectsOf(u UnitID) ([]Project, error) {
	return projects.where(tx, `dropped_on IS NULL AND (unit = ? OR host = ?) ORDER BY project`, u, u)
}
