package reading

import (
	"encoding/json"
	"fmt"
	"strings"
)

// An Op names the kind of an act, as the contract does.
type Op string

// The ops of the contract.
const (
	OpLead          Op = "lead"
	OpUpdate        Op = "update"
	OpVisit         Op = "visit"
	OpCorrect       Op = "correct"
	OpUndo          Op = "undo"
	OpMerge         Op = "merge"
	OpDrop          Op = "drop"
	OpTransfer      Op = "transfer"
	OpDispute       Op = "dispute"
	OpObstacle      Op = "obstacle"
	OpObstacleClose Op = "obstacle_close"
	OpOrder         Op = "order"
	OpOrderClose    Op = "order_close"
	OpAssign        Op = "assign"
	OpEventAdd      Op = "event_add"
	OpEventDrop     Op = "event_drop"
	OpMeeting       Op = "meeting"
	OpNoChange      Op = "nochange"
	OpSnooze        Op = "snooze"
	OpAskRate       Op = "ask_rate"
	OpAskList       Op = "ask_list"
	OpAskProject    Op = "ask_project"
	OpAskMeeting    Op = "ask_meeting"
	OpHelp          Op = "help"
	OpRefuse        Op = "refuse"
	OpNone          Op = "none"
)

// An Act is one thing a message says or asks. The concrete types below are
// values, so that a caller can switch on them.
type Act interface{ Op() Op }

// A Name is a name that may be unknown: empty marshals as null.
type Name string

// MarshalJSON writes null for the empty name.
func (n Name) MarshalJSON() ([]byte, error) {
	if n == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(n))
}

// UnmarshalJSON reads null as the empty name.
func (n *Name) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("read name: %w", err)
	}
	*n = ""
	if s != nil {
		*n = Name(*s)
	}
	return nil
}

// A Dated is one dated step of a project, planned or done.
type Dated struct {
	What What `json:"what"`
	Kind Kind `json:"kind"`
	Date Span `json:"date"`
}

// A What says which step a date belongs to.
type What string

// The steps that carry dates.
const (
	Sign     What = "sign"
	Intent   What = "intent"
	VisitBy  What = "visit"
	Talk     What = "talk"
	Land     What = "land"
	RegApply What = "reg_apply"
	RegOK    What = "reg_ok"
	Company  What = "company"
	Start    What = "start"
	Finish   What = "finish"
	Produce  What = "produce"
)

// A Kind says whether a dated step is planned or done.
type Kind string

// The two kinds of dated steps.
const (
	Plan Kind = "plan"
	Done Kind = "done"
)

// A Lead is a new lead.
type Lead struct {
	Project    Name     `json:"project"`
	Investor   Name     `json:"investor"`
	Unit       Name     `json:"unit"`
	Stage      string   `json:"stage"` // 线索 or 在谈
	Origin     string   `json:"origin,omitempty"`
	Amount     *Amount  `json:"amount,omitempty"`
	RegCapital *Amount  `json:"reg_capital,omitempty"`
	LandMu     Decimal  `json:"land_mu,omitempty"`
	Site       string   `json:"site,omitempty"`
	Contact    string   `json:"contact,omitempty"`
	Dates      []Dated  `json:"dates,omitempty"`
	Phase      string   `json:"phase,omitempty"`
	Source     string   `json:"source,omitempty"`
	Referrer   string   `json:"referrer,omitempty"`
	Tags       []string `json:"tags,omitempty"`
	Foreign    bool     `json:"foreign,omitempty"`
}

// An Update is progress on one project.
type Update struct {
	Project     Name     `json:"project"`
	Stage       string   `json:"stage,omitempty"` // the word said: 线索 … 已达效
	Reg         string   `json:"reg,omitempty"`   // 已申报 已认定 退回
	Dates       []Dated  `json:"dates,omitempty"`
	Amount      *Amount  `json:"amount,omitempty"`   // what is to be invested
	Invested    *Amount  `json:"invested,omitempty"` // what has been invested so far
	PaidIn      *Amount  `json:"paid_in,omitempty"`  // what has arrived
	Percent     *Decimal `json:"percent,omitempty"`  // visible progress
	Note        string   `json:"note,omitempty"`
	Hold        *bool    `json:"hold,omitempty"`    // true: 暂缓, false: resumed
	Verdict     string   `json:"verdict,omitempty"` // of the meeting: 通过 暂缓 退回
	Meeting     *Date    `json:"meeting,omitempty"`
	SlippedFrom *Date    `json:"slipped_from,omitempty"` // the plan that was moved
	Contact     string   `json:"contact,omitempty"`
}

// OnlyNews reports whether an update says no more than news, days and a contact:
// nothing that its project's unit alone may report.
func (u Update) OnlyNews() bool {
	return u.Stage == "" && u.Reg == "" && u.Amount == nil && u.Invested == nil && u.PaidIn == nil && u.Percent == nil && u.Hold == nil && u.Verdict == ""
}

// A Visit is a visit that is neither lead nor progress.
type Visit struct {
	Investor Name   `json:"investor"`
	Date     *Span  `json:"date,omitempty"`
	Result   string `json:"result,omitempty"`
}

// A Correct fixes a value already reported. Old and New hold a string, an
// [*Amount], a [*Span] or a [*Decimal], according to the field.
type Correct struct {
	Project Name   `json:"project"` // "@last": of the last report
	Field   string `json:"field"`
	Old     any    `json:"old,omitempty"`
	New     any    `json:"new,omitempty"`
}

// Asks is the question for the new value of a field that was only said to be wrong.
func (c Correct) Asks() string {
	head, _, _ := strings.Cut(c.Field, ".")
	switch head {
	case "invested", "paid_in", "reg_capital":
		return "amount"
	case "date", "amount", "unit", "contact", "project":
		return head
	}
	return "text"
}

// An Undo takes back.
type Undo struct {
	Target string `json:"target"`
}

// A Merge joins two records of one project.
type Merge struct {
	Keep Name `json:"keep"`
	Drop Name `json:"drop"`
}

// A Drop archives a project.
type Drop struct {
	Project Name   `json:"project"`
	Reason  string `json:"reason,omitempty"`
}

// A Transfer moves a project to another unit.
type Transfer struct {
	Project Name `json:"project"`
	From    Name `json:"from"`
	To      Name `json:"to"`
}

// A Dispute contests who talked to an investor first.
type Dispute struct {
	Project Name     `json:"project"`
	Between []string `json:"between,omitempty"`
	Claim   string   `json:"claim,omitempty"`
}

// An Obstacle is what blocks a project.
type Obstacle struct {
	Project Name     `json:"project"`
	Kind    string   `json:"kind"`
	Text    string   `json:"text"`
	Need    []string `json:"need,omitempty"`   // departments asked
	Due     *Span    `json:"due,omitempty"`    // until when help is wanted
	Expect  *Span    `json:"expect,omitempty"` // how long it is expected to last
}

// An ObstacleClose says that an obstacle is gone.
type ObstacleClose struct {
	Project Name     `json:"project"`
	Kind    string   `json:"kind,omitempty"`
	By      []string `json:"by,omitempty"`
}

// An Order is a leader's instruction; the first of To owns it.
type Order struct {
	From    Name     `json:"from"`
	To      []string `json:"to"`
	Text    string   `json:"text"`
	Due     *Span    `json:"due"`
	Project Name     `json:"project,omitempty"`
	Repeat  string   `json:"repeat,omitempty"`
	Meeting *Date    `json:"meeting,omitempty"`
}

// An OrderClose says that an order has been carried out.
type OrderClose struct {
	Project Name   `json:"project,omitempty"`
	Text    string `json:"text,omitempty"`
}

// An Assign gives people or units a role in a project or unit.
type Assign struct {
	Project Name     `json:"project,omitempty"`
	Unit    Name     `json:"unit,omitempty"`
	Role    string   `json:"role"`
	Who     []string `json:"who"`
}

// An EventAdd puts projects up for a signing event.
type EventAdd struct {
	Event    Name     `json:"event"`
	Projects []string `json:"projects"`
}

// An EventDrop withdraws projects from a signing event.
type EventDrop struct {
	Event    Name     `json:"event"`
	Projects []string `json:"projects"`
}

// A Meeting is called, moved or cancelled.
type Meeting struct {
	Kind      string `json:"kind"`
	Date      *Date  `json:"date,omitempty"`
	Time      string `json:"time,omitempty"`
	Place     string `json:"place,omitempty"`
	Cancelled bool   `json:"cancelled,omitempty"`
}

// A NoChange reports that there is nothing new.
type NoChange struct {
	Project Name   `json:"project,omitempty"`
	Scope   string `json:"scope,omitempty"`  // mine, mine_talking
	Except  []Name `json:"except,omitempty"` // of the scope, those it is not said of
	Reason  string `json:"reason,omitempty"`
}

// A Snooze asks not to be reminded before a day.
type Snooze struct {
	Until *Date  `json:"until"`
	Scope string `json:"scope"`
}

// A Scope says what a rate is asked of.
type Scope struct {
	Area     string   `json:"area,omitempty"`
	Unit     string   `json:"unit,omitempty"`
	Leader   string   `json:"leader,omitempty"`
	Kind     string   `json:"kind,omitempty"`
	Year     int      `json:"year,omitempty"`
	SignYear int      `json:"sign_year,omitempty"`
	Events   []string `json:"events,omitempty"`
	From     *Date    `json:"from,omitempty"`
	To       *Date    `json:"to,omitempty"`
	MinWan   Decimal  `json:"min_wan,omitempty"`
}

// An AskRate asks for a figure.
type AskRate struct {
	Rate    string   `json:"rate"`
	Scope   Scope    `json:"scope"`
	Metrics []string `json:"metrics,omitempty"`
	Compare string   `json:"compare,omitempty"`
	Show    []string `json:"show,omitempty"`
	GroupBy string   `json:"group_by,omitempty"`
	Sort    string   `json:"sort,omitempty"`
}

// A Filter says which things a list is asked of.
type Filter struct {
	Unit      string   `json:"unit,omitempty"`
	Leader    string   `json:"leader,omitempty"`
	StageIn   []string `json:"stage_in,omitempty"`
	State     string   `json:"state,omitempty"`
	StaleDays int      `json:"stale_days,omitempty"`
	MinWan    Decimal  `json:"min_wan,omitempty"`
	Due       *Span    `json:"due,omitempty"`
	By        string   `json:"by,omitempty"`
	From      *Date    `json:"from,omitempty"`
	To        *Date    `json:"to,omitempty"`
	Kind      string   `json:"kind,omitempty"`
	Meeting   *Date    `json:"meeting,omitempty"`
	Year      int      `json:"year,omitempty"`
	Events    []string `json:"events,omitempty"`
}

// An AskList asks for a list; Kind says of what, if not of projects. The contract
// has it among the filter's fields, see inContract.
type AskList struct {
	Filter  Filter `json:"filter"`
	Format  string `json:"format,omitempty"`
	GroupBy string `json:"group_by,omitempty"`
	Kind    string `json:"kind,omitempty"` // unit order obstacle leader meeting
}

// inContract puts what is listed among the filter's fields, where the contract
// has it; a kind of unit or of obstacle that narrows the list keeps that place.
func (a AskList) inContract() AskList {
	if a.Filter.Kind == "" {
		a.Filter.Kind, a.Kind = a.Kind, ""
	}
	return a
}

// An AskProject asks for a project's card.
type AskProject struct {
	Project Name `json:"project"`
}

// An AskMeeting asks when the next meeting is.
type AskMeeting struct{}

// A Help asks how something is done.
type Help struct {
	Topic string `json:"topic,omitempty"`
}

// A Refuse is a wish that must not be granted.
type Refuse struct {
	Why string `json:"why"` // computed_value, privacy
}

// A None is small talk.
type None struct{}

func (Lead) Op() Op          { return OpLead }
func (Update) Op() Op        { return OpUpdate }
func (Visit) Op() Op         { return OpVisit }
func (Correct) Op() Op       { return OpCorrect }
func (Undo) Op() Op          { return OpUndo }
func (Merge) Op() Op         { return OpMerge }
func (Drop) Op() Op          { return OpDrop }
func (Transfer) Op() Op      { return OpTransfer }
func (Dispute) Op() Op       { return OpDispute }
func (Obstacle) Op() Op      { return OpObstacle }
func (ObstacleClose) Op() Op { return OpObstacleClose }
func (Order) Op() Op         { return OpOrder }
func (OrderClose) Op() Op    { return OpOrderClose }
func (Assign) Op() Op        { return OpAssign }
func (EventAdd) Op() Op      { return OpEventAdd }
func (EventDrop) Op() Op     { return OpEventDrop }
func (Meeting) Op() Op       { return OpMeeting }
func (NoChange) Op() Op      { return OpNoChange }
func (Snooze) Op() Op        { return OpSnooze }
func (AskRate) Op() Op       { return OpAskRate }
func (AskList) Op() Op       { return OpAskList }
func (AskProject) Op() Op    { return OpAskProject }
func (AskMeeting) Op() Op    { return OpAskMeeting }
func (Help) Op() Op          { return OpHelp }
func (Refuse) Op() Op        { return OpRefuse }
func (None) Op() Op          { return OpNone }
