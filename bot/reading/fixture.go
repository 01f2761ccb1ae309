package reading

import (
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// A Ledger is what is known by name. Its JSON is the format of the fixture
// that `read -fixture` takes.
type Ledger struct {
	TZ       string       `json:"tz"`
	Now      time.Time    `json:"now"`
	Units    []Unit       `json:"units"`
	Leaders  []Leader     `json:"leaders"`
	Events   []Event      `json:"events"`
	Meetings []MeetingDay `json:"meetings"`
	Projects []Project    `json:"projects"`
}

// A Unit brings projects in, or is asked for help.
type Unit struct {
	Name  string   `json:"name"`
	Alias []string `json:"alias"`
	Kind  string   `json:"kind"` // 园区 镇街 部门 国企 攻坚队 牵头部门
}

// A Leader is a district leader.
type Leader struct {
	Name  string   `json:"name"`
	Title string   `json:"title"`
	Alias []string `json:"alias"`
}

// An Event is a signing event.
type Event struct {
	Name  string   `json:"name"`
	Level string   `json:"level"`
	Date  Date     `json:"date"`
	Alias []string `json:"alias"`
}

// A MeetingDay is a meeting held or to come.
type MeetingDay struct {
	Kind string `json:"kind"`
	Date Date   `json:"date"`
}

// A Project is what the reader needs to know of one.
type Project struct {
	Name       string   `json:"name"`
	Alias      []string `json:"alias"`
	Unit       string   `json:"unit"`
	Leader     string   `json:"leader"`
	Investor   string   `json:"investor"`
	Stage      string   `json:"stage"`
	Reg        string   `json:"reg"`
	Event      string   `json:"event"`
	Wan        Cents    `json:"wan"`
	SignPlan   Date     `json:"sign_plan"`
	StartPlan  Date     `json:"start_plan"`
	FinishPlan Date     `json:"finish_plan"`
	YieldPlan  Date     `json:"produce_plan"`
	ApplyPlan  Date     `json:"reg_apply_plan"`
}

// plan returns the planned day of a step, zero if there is none.
func (p Project) plan(w What) Date {
	switch w {
	case Sign:
		return p.SignPlan
	case Start:
		return p.StartPlan
	case Finish:
		return p.FinishPlan
	case Produce:
		return p.YieldPlan
	case RegApply, RegOK:
		return p.ApplyPlan
	}
	return Date{}
}

// LoadFixture reads a ledger from the fixture's JSON. Unknown keys are
// ignored, so that a fixture may carry notes.
func LoadFixture(r io.Reader) (Ledger, error) {
	var l Ledger
	if err := json.NewDecoder(r).Decode(&l); err != nil {
		return Ledger{}, fmt.Errorf("read fixture: %w", err)
	}
	if _, err := l.location(); err != nil {
		return Ledger{}, fmt.Errorf("read fixture: %w", err)
	}
	return l, nil
}

// location returns the zone in which the ledger's days are counted.
func (l Ledger) location() (*time.Location, error) {
	if l.TZ == "" {
		return time.FixedZone("Asia/Shanghai", 8*3600), nil
	}
	return time.LoadLocation(l.TZ)
}
