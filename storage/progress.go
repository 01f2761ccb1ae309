package storage

import "maps"

// A Milestone is a dated step in a project's life. Milestones are facts and
// plans with a day; the stage is the furthest one done.
type Milestone string

// The milestones, in the order a project usually meets them.
const (
	MilestoneLead      Milestone = "lead"      // 线索
	MilestoneVisit     Milestone = "visit"     // 考察
	MilestoneTalk      Milestone = "talk"      // 洽谈: in negotiation
	MilestonePropose   Milestone = "propose"   // 拟签约
	MilestoneIntent    Milestone = "intent"    // 意向/框架协议; not a signing
	MilestoneSign      Milestone = "sign"      // 签约
	MilestoneCompany   Milestone = "company"   // 公司注册
	MilestoneLand      Milestone = "land"      // 土地挂牌, 摘牌 …; the note says which
	MilestoneFile      Milestone = "file"      // 申报入库
	MilestoneRecognise Milestone = "recognise" // 入库认定
	MilestoneStart     Milestone = "start"     // 开工
	MilestoneFinish    Milestone = "finish"    // 竣工
	MilestoneProduce   Milestone = "produce"   // 投产
	MilestoneCapacity  Milestone = "capacity"  // 达效
)

var milestones = [...]Milestone{
	MilestoneLead, MilestoneVisit, MilestoneTalk, MilestonePropose, MilestoneIntent, MilestoneSign, MilestoneCompany,
	MilestoneLand, MilestoneFile, MilestoneRecognise, MilestoneStart, MilestoneFinish, MilestoneProduce, MilestoneCapacity,
}

// Dates are what is known of one milestone.
type Dates struct {
	Done  Date `json:"done,omitzero"`  // zero: not done
	From  Date `json:"from,omitzero"`  // the plan's first day; zero: only an end is said (月底前)
	To    Date `json:"to,omitzero"`    // the plan's last day; zero with From: no end is said
	Slips int  `json:"slips,omitzero"` // how often a plan had passed its last day and was moved
}

// Planned reports whether a plan stands for a milestone that is not done.
func (d Dates) Planned() bool { return d.Done.IsZero() && (!d.From.IsZero() || !d.To.IsZero()) }

// A Stage is how far a project is. The zero Stage is below Lead.
type Stage int

// The stages, in order.
const (
	Lead        Stage = iota + 1 // 线索
	Negotiating                  // 在谈
	Proposed                     // 拟签约
	Signed                       // 已签约
	Started                      // 已开工
	Completed                    // 已竣工
	Producing                    // 已投产
	AtCapacity                   // 已达效
)

// stageMilestones has the milestone that brings each stage.
var stageMilestones = [...]Milestone{
	Lead: MilestoneLead, Negotiating: MilestoneTalk, Proposed: MilestonePropose, Signed: MilestoneSign,
	Started: MilestoneStart, Completed: MilestoneFinish, Producing: MilestoneProduce, AtCapacity: MilestoneCapacity,
}

// Milestone returns the milestone that brings the stage.
func (s Stage) Milestone() Milestone { return stageMilestones[s] }

// Stage returns the furthest stage done; a project in the ledger is at least a lead.
func (p Project) Stage() Stage {
	for s := AtCapacity; s > Lead; s-- {
		if !p.Milestones[s.Milestone()].Done.IsZero() {
			return s
		}
	}
	return Lead
}

// Registration is where a signed project stands with the city's register
// (入库): an axis of its own beside the stage.
type Registration string

// The registration's values.
const (
	NotFiled   Registration = "not filed"  // 未申报
	Filed      Registration = "filed"      // 已申报
	Recognised Registration = "recognised" // 已认定
	Returned   Registration = "returned"   // 退回
)

// A Filing is one time a project was filed with the city's register.
type Filing struct {
	Filed    Date `json:"filed"`
	Returned Date `json:"returned,omitzero"` // zero: it was not
}

// A Claim is a unit's word that the city has recognised a project. It counts
// once the office has confirmed it.
type Claim struct {
	On  Date      `json:"on,omitzero"`
	Act ActNumber `json:"act,omitzero"` // 0: there is none
}

// Registration returns where the project stands with the city's register.
func (p Project) Registration() Registration {
	switch n := len(p.Filings); {
	case !p.Milestones[MilestoneRecognise].Done.IsZero():
		return Recognised
	case n == 0:
		return NotFiled
	case !p.Filings[n-1].Returned.IsZero():
		return Returned
	}
	return Filed
}

// The kinds of acts that report progress.
const (
	KindReached   Kind = "project.reached"
	KindCleared   Kind = "project.cleared"
	KindPlanned   Kind = "project.planned"
	KindClaimed   Kind = "project.claimed"
	KindReturned  Kind = "project.returned"
	KindAmount    Kind = "project.amount"
	KindPercent   Kind = "project.percent"
	KindNoted     Kind = "project.noted"
	KindUnchanged Kind = "project.unchanged"
)

// Reached says that a milestone was reached on a day.
type Reached struct {
	Milestone Milestone `json:"milestone"`
	On        Date      `json:"on"`
	Note      string    `json:"note,omitzero"` // which step of it: 土地摘牌
}

// Cleared says that a milestone reported as reached was not.
type Cleared struct {
	Milestone Milestone `json:"milestone"`
}

// Planned says when a milestone is meant to be reached: a span of days, open
// at the side that is zero.
type Planned struct {
	Milestone Milestone `json:"milestone"`
	From      Date      `json:"from,omitzero"`
	To        Date      `json:"to,omitzero"`
	Note      string    `json:"note,omitzero"`
	Hedge     string    `json:"hedge,omitzero"` // how sure it was said to be: 力争, 预计; "": a plan like any
	About     bool      `json:"about,omitzero"` // 左右, 前后: the days are not exact
}

// RecognitionClaimed is a unit's report that the city has recognised its project.
type RecognitionClaimed struct {
	On Date `json:"on"`
}

// FilingReturned says that the city gave a filing back (退回).
type FilingReturned struct {
	On     Date   `json:"on"`
	Reason string `json:"reason,omitzero"`
}

// AmountField names one of a project's amounts.
type AmountField string

// The amounts of a project.
const (
	AgreedAmount   AmountField = "agreed"   // 协议引资额, 总投资
	PaidInAmount   AmountField = "paid_in"  // 到位资金
	InvestedAmount AmountField = "invested" // 累计完成投资
)

// AmountChanged sets one of a project's amounts.
type AmountChanged struct {
	Which  AmountField `json:"which"`
	Amount Amount      `json:"amount"`
	Said   string      `json:"said,omitzero"` // how it was said where 约 says less: 十余亿, 不到3亿
}

// PercentReached says how much of the works is done (形象进度).
type PercentReached struct {
	Percent int `json:"percent"`
}

// Noted keeps what was said of a project and has no field of its own.
type Noted struct {
	Text string `json:"text"`
}

// Unchanged is a valid report: nothing new (无变化).
type Unchanged struct {
	Reason string `json:"reason,omitzero"`
}

func (Reached) Kind() Kind            { return KindReached }
func (Cleared) Kind() Kind            { return KindCleared }
func (Planned) Kind() Kind            { return KindPlanned }
func (RecognitionClaimed) Kind() Kind { return KindClaimed }
func (FilingReturned) Kind() Kind     { return KindReturned }
func (AmountChanged) Kind() Kind      { return KindAmount }
func (PercentReached) Kind() Kind     { return KindPercent }
func (Noted) Kind() Kind              { return KindNoted }
func (Unchanged) Kind() Kind          { return KindUnchanged }

func (b Reached) Field() string          { return "reached " + string(b.Milestone) }
func (b Cleared) Field() string          { return "reached " + string(b.Milestone) }
func (b Planned) Field() string          { return "planned " + string(b.Milestone) }
func (RecognitionClaimed) Field() string { return "reached " + string(MilestoneRecognise) }
func (FilingReturned) Field() string     { return "reached " + string(MilestoneFile) }
func (b AmountChanged) Field() string    { return "amount " + string(b.Which) }
func (PercentReached) Field() string     { return "percent" }
func (Noted) Field() string              { return "" }
func (Unchanged) Field() string          { return "" }

func (b Reached) onProject(p *Project, a Act) {
	p.reach(b.Milestone, b.On)
	if b.Note != "" {
		p.Note = b.Note
	}
	p.report(a)
}

// reach sets a milestone's fact. A filing is added to the list, so that one
// that was returned is not forgotten; while it is not, another day corrects
// it. A recognition settles a claim.
func (p *Project) reach(m Milestone, on Date) {
	d := p.Milestones[m]
	d.Done = on
	p.set(m, d)
	switch m {
	case MilestoneFile:
		n := len(p.Filings)
		if n > 0 && p.Filings[n-1].Returned.IsZero() {
			n--
		}
		p.Filings = append(p.Filings[:n:n], Filing{Filed: on})
	case MilestoneRecognise:
		p.Claim = Claim{}
	}
}

// set replaces a milestone's dates in a map of the project's own.
func (p *Project) set(m Milestone, d Dates) {
	ms := maps.Clone(p.Milestones)
	if ms == nil {
		ms = map[Milestone]Dates{}
	}
	ms[m] = d
	p.Milestones = ms
}

func (b Cleared) onProject(p *Project, a Act) {
	d := p.Milestones[b.Milestone]
	d.Done = Date{}
	if n := len(p.Filings); b.Milestone == MilestoneFile && n > 0 {
		p.Filings = p.Filings[: n-1 : n-1] // those before it were returned, and stay
		if n > 1 {
			d.Done = p.Filings[n-2].Filed
		}
	}
	p.set(b.Milestone, d)
	p.report(a)
}

func (b Planned) onProject(p *Project, a Act) {
	d := p.Milestones[b.Milestone]
	if d.Planned() && !d.To.IsZero() && d.To.Before(a.Day) && (d.From != b.From || d.To != b.To) {
		d.Slips++
	}
	d.From, d.To = b.From, b.To
	p.set(b.Milestone, d)
	if b.Note != "" {
		p.Note = b.Note
	}
	p.report(a)
}

func (b RecognitionClaimed) onProject(p *Project, a Act) {
	p.Claim = Claim{On: b.On, Act: a.Number}
	p.report(a)
}

func (b FilingReturned) onProject(p *Project, a Act) {
	if n := len(p.Filings); n > 0 {
		last := p.Filings[n-1]
		last.Returned = b.On
		p.Filings = append(p.Filings[:n-1:n-1], last)
	}
	p.Claim = Claim{}
	p.report(a)
}

func (b AmountChanged) onProject(p *Project, a Act) {
	switch b.Which {
	case AgreedAmount:
		p.Agreed = b.Amount
	case PaidInAmount:
		p.PaidIn = b.Amount
	case InvestedAmount:
		p.Invested = b.Amount
	}
	p.report(a)
}

func (b PercentReached) onProject(p *Project, a Act) {
	p.Percent = b.Percent
	p.report(a)
}

func (b Noted) onProject(p *Project, a Act) {
	p.Note = b.Text
	p.report(a)
}

func (b Unchanged) onProject(p *Project, a Act) {
	unchanged := p.Unchanged
	p.report(a)
	p.Unchanged = unchanged + 1
}
