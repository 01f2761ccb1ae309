package storage

import (
	"errors"
	"slices"
)

// ObstacleID identifies an obstacle: the number of the act that raised it.
type ObstacleID int64

// ObstacleSubject is the kind of subject that an [Obstacle] is.
const ObstacleSubject SubjectKind = "obstacle"

// An ObstacleKind says what an obstacle is about.
type ObstacleKind string

// The kinds of obstacles.
const (
	LandObstacle        ObstacleKind = "land"        // 用地
	EnergyObstacle      ObstacleKind = "energy"      // 能耗
	PowerObstacle       ObstacleKind = "power"       // 用电
	WaterObstacle       ObstacleKind = "water"       // 用水
	SteamObstacle       ObstacleKind = "steam"       // 蒸汽
	EnvironmentObstacle ObstacleKind = "environment" // 环评
	FundsObstacle       ObstacleKind = "funds"       // 资金
	PolicyObstacle      ObstacleKind = "policy"      // 政策
	LabourObstacle      ObstacleKind = "labour"      // 用工
	ApprovalObstacle    ObstacleKind = "approval"    // 审批
	ClearanceObstacle   ObstacleKind = "clearance"   // 征迁
	PremisesObstacle    ObstacleKind = "premises"    // 厂房
	OtherObstacle       ObstacleKind = "other"       // 其他
)

var obstacleKinds = [...]ObstacleKind{
	LandObstacle, EnergyObstacle, PowerObstacle, WaterObstacle, SteamObstacle, EnvironmentObstacle, FundsObstacle,
	PolicyObstacle, LabourObstacle, ApprovalObstacle, ClearanceObstacle, PremisesObstacle, OtherObstacle,
}

// ObstacleKinds returns every kind of obstacle, in the order the trade names them.
func ObstacleKinds() []ObstacleKind { return slices.Clone(obstacleKinds[:]) }

// An Obstacle is what blocks a project (堵点). A department may be asked to
// clear it; whether it is cleared is for those who raised it to say, never for
// the department. So an obstacle keeps who raised it, and the unit he was of.
//
// Its acts are also about its project, so that they stand in the project's
// history; Apply adds the project by itself, as the obstacle has it. To raise
// or to close one is a report of the project.
type Obstacle struct {
	ID       ObstacleID   `json:"id,omitzero"`
	Raised   ActNumber    `json:"raised,omitzero"` // 0: its raising was undone, it is not there
	Project  ProjectID    `json:"project"`
	Category ObstacleKind `json:"kind"`
	Text     string       `json:"text"`
	Need     []UnitID     `json:"need,omitempty"`    // the departments asked
	Due      Date         `json:"due,omitzero"`      // until when help is wanted; zero: not said
	Expect   Date         `json:"expect,omitzero"`   // until when it is thought to last; zero: not said
	On       Date         `json:"on"`                // the day it was raised
	By       PersonID     `json:"by,omitzero"`       // who raised it; 0: the program
	Unit     UnitID       `json:"unit,omitzero"`     // of who raised it; 0: the office
	Answer   string       `json:"answer,omitzero"`   // the last word on it
	Answerer PersonID     `json:"answerer,omitzero"` // whose
	Closed   Closing      `json:"closed,omitzero"`
}

// A Closing says how something open came to an end.
type Closing struct {
	Act   ActNumber `json:"act,omitzero"` // 0: it is open
	On    Date      `json:"on,omitzero"`
	By    PersonID  `json:"by,omitzero"`     // who said so
	Units []UnitID  `json:"units,omitempty"` // who solved it
	Note  string    `json:"note,omitzero"`
}

// IsOpen reports whether the obstacle still blocks its project.
func (o Obstacle) IsOpen() bool { return o.Closed.Act == 0 }

// Age returns for how many days the obstacle has been there, or was.
func (o Obstacle) Age(on Date) int {
	if !o.IsOpen() {
		on = o.Closed.On
	}
	return on.Sub(o.On)
}

// Overdue reports whether help was wanted before that day and did not come.
func (o Obstacle) Overdue(on Date) bool { return o.IsOpen() && !o.Due.IsZero() && o.Due.Before(on) }

// ClosedBy reports whether a person may say that the obstacle is gone: the
// office, who raised it and his unit, and whoever answers for the project
// today, unless he is of a department asked.
func (o Obstacle) ClosedBy(p Person, project Project) bool {
	switch {
	case p.Role == Office, p.ID == o.By:
		return true
	case p.Role != Liaison && p.Role != Head || p.Unit == 0:
		return false
	case p.Unit == o.Unit:
		return true
	}
	return p.Owns(project) && !slices.Contains(o.Need, p.Unit)
}

// The kinds of acts about obstacles.
const (
	KindObstacleRaised   Kind = "obstacle.raised"
	KindObstacleChanged  Kind = "obstacle.changed"
	KindObstacleAnswered Kind = "obstacle.answered"
	KindObstacleClosed   Kind = "obstacle.closed"
	KindObstacleReopened Kind = "obstacle.reopened"
)

// ObstacleRaised says what blocks a project, and who is asked to help.
type ObstacleRaised struct {
	Project  ProjectID    `json:"project"`
	Category ObstacleKind `json:"kind"`
	Text     string       `json:"text"`
	Need     []UnitID     `json:"need,omitempty"`
	Due      Date         `json:"due,omitzero"`
	Expect   Date         `json:"expect,omitzero"`
	Unit     UnitID       `json:"unit,omitzero"` // of who raises it; given by Apply
}

// ObstacleChanged says more of an obstacle, or better; what is zero stays.
type ObstacleChanged struct {
	Category ObstacleKind `json:"kind,omitzero"`
	Text     string       `json:"text,omitzero"`
	Need     []UnitID     `json:"need,omitempty"` // in the place of those asked before
	Due      Date         `json:"due,omitzero"`
	Expect   Date         `json:"expect,omitzero"`
}

// ObstacleAnswered keeps what was said of an obstacle, by a department asked
// or by those it blocks. It closes nothing.
type ObstacleAnswered struct {
	Text string `json:"text"`
}

// ObstacleClosed says that an obstacle is gone, and thanks to whom.
type ObstacleClosed struct {
	On   Date     `json:"on"`
	By   []UnitID `json:"by,omitempty"` // who solved it
	Note string   `json:"note,omitzero"`
}

// ObstacleReopened says that it was not gone after all.
type ObstacleReopened struct {
	Reason string `json:"reason,omitzero"`
}

func (ObstacleRaised) Kind() Kind   { return KindObstacleRaised }
func (ObstacleChanged) Kind() Kind  { return KindObstacleChanged }
func (ObstacleAnswered) Kind() Kind { return KindObstacleAnswered }
func (ObstacleClosed) Kind() Kind   { return KindObstacleClosed }
func (ObstacleReopened) Kind() Kind { return KindObstacleReopened }

// An obstacle's acts are about its project too, where two of them must not meet
// as if they changed one field: so they name none, and the rules (what is closed
// is not closed again) stand in its place.
func (ObstacleRaised) Field() string   { return "" }
func (ObstacleChanged) Field() string  { return "" }
func (ObstacleAnswered) Field() string { return "" }
func (ObstacleClosed) Field() string   { return "" }
func (ObstacleReopened) Field() string { return "" }

func (b ObstacleRaised) onObstacle(o *Obstacle, a Act) {
	*o = Obstacle{
		ID: ObstacleID(a.Number), Raised: a.Number, Project: b.Project, Category: b.Category, Text: b.Text,
		Need: b.Need, Due: b.Due, Expect: b.Expect, On: a.Day, By: a.By, Unit: b.Unit,
	}
}

func (b ObstacleChanged) onObstacle(o *Obstacle, _ Act) {
	if b.Category != "" {
		o.Category = b.Category
	}
	if b.Text != "" {
		o.Text = b.Text
	}
	if len(b.Need) > 0 {
		o.Need = b.Need
	}
	if !b.Due.IsZero() {
		o.Due = b.Due
	}
	if !b.Expect.IsZero() {
		o.Expect = b.Expect
	}
}

func (b ObstacleAnswered) onObstacle(o *Obstacle, a Act) { o.Answer, o.Answerer = b.Text, a.By }

func (b ObstacleClosed) onObstacle(o *Obstacle, a Act) {
	o.Closed = Closing{Act: a.Number, On: b.On, By: a.By, Units: b.By, Note: b.Note}
}

func (b ObstacleReopened) onObstacle(o *Obstacle, _ Act) { o.Closed = Closing{} }

func (ObstacleRaised) onProject(p *Project, a Act) { p.report(a) }
func (ObstacleClosed) onProject(p *Project, a Act) { p.report(a) }

// complete adds the unit of who raises it, and the project.
func (b ObstacleRaised) complete(tx *Tx, a Act) (Act, error) {
	by, err := tx.Person(a.By)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return a, err
	}
	b.Unit = by.Unit
	a.Body = b
	a.Subjects = about(a, ObstacleSubject, b.Project)
	return a, nil
}

func (ObstacleChanged) complete(tx *Tx, a Act) (Act, error)  { return tx.withObstaclesProject(a) }
func (ObstacleAnswered) complete(tx *Tx, a Act) (Act, error) { return tx.withObstaclesProject(a) }
func (ObstacleClosed) complete(tx *Tx, a Act) (Act, error)   { return tx.withObstaclesProject(a) }
func (ObstacleReopened) complete(tx *Tx, a Act) (Act, error) { return tx.withObstaclesProject(a) }

func (tx *Tx) withObstaclesProject(a Act) (Act, error) {
	o, err := tx.Obstacle(ObstacleID(a.subject(ObstacleSubject)))
	if err != nil {
		return a, unknown(a, err)
	}
	project, err := tx.Kept(o.Project)
	a.Subjects = about(a, ObstacleSubject, project.ID)
	return a, unknown(a, err)
}

// about returns the act's subject of a kind and beside it a project, 0 for none.
func about(a Act, k SubjectKind, p ProjectID) []Subject {
	subjects := []Subject{{k, a.subject(k)}}
	if p != 0 {
		subjects = append(subjects, Subject{ProjectSubject, int64(p)})
	}
	return subjects
}

func (b ObstacleRaised) may(tx *Tx, p Person, a Act) (bool, error) {
	project, err := tx.Project(b.Project)
	return p.Owns(project), unknown(a, err)
}

func (ObstacleChanged) may(tx *Tx, p Person, a Act) (bool, error)  { return tx.mayClose(p, a) }
func (ObstacleClosed) may(tx *Tx, p Person, a Act) (bool, error)   { return tx.mayClose(p, a) }
func (ObstacleReopened) may(tx *Tx, p Person, a Act) (bool, error) { return tx.mayClose(p, a) }

// may: a department asked answers, and so does whoever may close.
func (ObstacleAnswered) may(tx *Tx, p Person, a Act) (bool, error) {
	o, err := tx.Obstacle(ObstacleID(a.subject(ObstacleSubject)))
	if err == nil && p.Unit != 0 && slices.Contains(o.Need, p.Unit) {
		return true, nil
	}
	return tx.mayClose(p, a)
}

func (tx *Tx) mayClose(p Person, a Act) (bool, error) {
	o, err := tx.Obstacle(ObstacleID(a.subject(ObstacleSubject)))
	if err != nil {
		return false, unknown(a, err)
	}
	project, err := tx.Kept(o.Project)
	return o.ClosedBy(p, project), unknown(a, err)
}

func (b ObstacleRaised) check(tx *Tx, a Act) error {
	if err := checkNew(a); err != nil {
		return err
	}
	if _, err := tx.liveProject(a); err != nil {
		return err
	}
	if err := checkText(a, b.Text); err != nil {
		return err
	}
	if err := checkOneOf(a, b.Category, obstacleKinds[:]...); err != nil {
		return err
	}
	return tx.checkUnits(a, b.Need...)
}

func (b ObstacleChanged) check(tx *Tx, a Act) error {
	if _, err := tx.openObstacle(a); err != nil {
		return err
	}
	if b.Category == "" && b.Text == "" && len(b.Need) == 0 && b.Due.IsZero() && b.Expect.IsZero() {
		return &Invalid{Why: InvalidNothing, Kind: KindObstacleChanged}
	}
	if b.Category != "" {
		if err := checkOneOf(a, b.Category, obstacleKinds[:]...); err != nil {
			return err
		}
	}
	return tx.checkUnits(a, b.Need...)
}

func (b ObstacleAnswered) check(tx *Tx, a Act) error {
	if _, err := tx.openObstacle(a); err != nil {
		return err
	}
	return checkText(a, b.Text)
}

func (b ObstacleClosed) check(tx *Tx, a Act) error {
	o, err := tx.openObstacle(a)
	if err != nil {
		return err
	}
	if !b.On.IsZero() && b.On.Before(o.On) {
		return &Invalid{Why: InvalidSpan, Kind: KindObstacleClosed}
	}
	if err := checkFact(a, b.On); err != nil {
		return err
	}
	return tx.checkUnits(a, b.By...)
}

func (ObstacleReopened) check(tx *Tx, a Act) error {
	o, err := tx.Obstacle(ObstacleID(a.subject(ObstacleSubject)))
	if err == nil && o.IsOpen() {
		return &Invalid{Why: InvalidNothing, Kind: KindObstacleReopened}
	}
	return unknown(a, err)
}

// openObstacle returns the act's obstacle, which must be there and open.
func (tx *Tx) openObstacle(a Act) (Obstacle, error) {
	o, err := tx.Obstacle(ObstacleID(a.subject(ObstacleSubject)))
	if err == nil && !o.IsOpen() {
		return o, &Invalid{Why: InvalidClosed, Kind: a.Body.Kind()}
	}
	return o, unknown(a, err)
}

// obstacles keeps the versions of obstacles.
var obstacles = folder[Obstacle]{
	kind: ObstacleSubject, table: "obstacle_version", id: "obstacle",
	add: func(o *Obstacle, a Act) {
		if b, ok := a.Body.(interface{ onObstacle(*Obstacle, Act) }); ok {
			b.onObstacle(o, a)
		}
	},
}

// Obstacle returns an obstacle, also a closed one, or [ErrNotFound].
func (tx *Tx) Obstacle(id ObstacleID) (Obstacle, error) {
	o, err := obstacles.state(tx, int64(id))
	if err == nil && o.Raised == 0 {
		return o, ErrNotFound
	}
	return o, err
}

// OpenObstacles returns every open obstacle of a project that was not dropped,
// the oldest first. What it lists, and what the lists below list of it, is
// read as a whole: a district has few of them open.
func (tx *Tx) OpenObstacles() ([]Obstacle, error) {
	return obstacles.where(tx, `NOT closed AND NOT EXISTS (
			SELECT 1 FROM project_version AS p
			WHERE p.project = obstacle_version.project AND p.until = `+latestText+` AND p.dropped_on IS NOT NULL)
		ORDER BY obstacle`)
}

// ObstaclesOf returns the obstacles of a project and of the records merged
// into it, closed ones included, the oldest first.
func (tx *Tx) ObstaclesOf(p Project) ([]Obstacle, error) {
	return obstacles.where(tx, `project IN (SELECT value FROM json_each(?)) ORDER BY obstacle`, p.records())
}

// OpenObstaclesBy returns the open obstacles that a unit's people raised.
func (tx *Tx) OpenObstaclesBy(u UnitID) ([]Obstacle, error) {
	return tx.openObstaclesIf(func(o Obstacle) bool { return o.Unit == u })
}

// OpenObstaclesAsked returns the open obstacles that a department is asked to clear.
func (tx *Tx) OpenObstaclesAsked(department UnitID) ([]Obstacle, error) {
	return tx.openObstaclesIf(func(o Obstacle) bool { return slices.Contains(o.Need, department) })
}

// OverdueObstacles returns the open obstacles for which help was wanted before a day.
func (tx *Tx) OverdueObstacles(on Date) ([]Obstacle, error) {
	return tx.openObstaclesIf(func(o Obstacle) bool { return o.Overdue(on) })
}

func (tx *Tx) openObstaclesIf(keep func(Obstacle) bool) ([]Obstacle, error) {
	os, err := tx.OpenObstacles()
	return slices.DeleteFunc(os, func(o Obstacle) bool { return !keep(o) }), err
}
