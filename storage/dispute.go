package storage

// A Dispute is about who talked to a project's investor first (首谈): a unit
// claims what is credited to another. Any unit may, of any project: that it is
// not theirs is the point. The office decides, for one of the two, and says
// whether the credit goes with it.
type Dispute struct {
	Raised  ActNumber `json:"raised,omitzero"`  // 0: there is none
	Unit    UnitID    `json:"unit,omitzero"`    // that claims
	Against UnitID    `json:"against,omitzero"` // that was there first, as the ledger has it
	Claim   string    `json:"claim,omitzero"`   // the unit's words
	On      Date      `json:"on,omitzero"`
	By      PersonID  `json:"by,omitzero"`
	Decided ActNumber `json:"decided,omitzero"` // 0: it is open
	For     UnitID    `json:"for,omitzero"`
	Reason  string    `json:"reason,omitzero"`
}

// IsOpen reports whether the office has still to decide.
func (d Dispute) IsOpen() bool { return d.Raised != 0 && d.Decided == 0 }

// The kinds of acts about disputes.
const (
	KindDisputed       Kind = "project.disputed"
	KindDisputeDecided Kind = "project.dispute_decided"
)

// Disputed says that a unit talked to a project's investor first.
type Disputed struct {
	Unit    UnitID `json:"unit,omitzero"`    // 0: the sender's
	Against UnitID `json:"against,omitzero"` // 0: the credited one
	Claim   string `json:"claim"`
}

// DisputeDecided is the office's word on the open dispute.
type DisputeDecided struct {
	Raised ActNumber `json:"raised"` // which; given by Apply
	For    UnitID    `json:"for"`    // one of the two
	Credit bool      `json:"credit"` // the project is credited to it
	Reason string    `json:"reason,omitzero"`
}

func (Disputed) Kind() Kind       { return KindDisputed }
func (DisputeDecided) Kind() Kind { return KindDisputeDecided }

func (Disputed) Field() string       { return "dispute" }
func (DisputeDecided) Field() string { return "dispute" }

func (b Disputed) onProject(p *Project, a Act) {
	p.Dispute = Dispute{Raised: a.Number, Unit: b.Unit, Against: b.Against, Claim: b.Claim, On: a.Day, By: a.By}
}

func (b DisputeDecided) onProject(p *Project, a Act) {
	if p.Dispute.Raised != b.Raised {
		return // it was taken back
	}
	p.Dispute.Decided, p.Dispute.For, p.Dispute.Reason = a.Number, b.For, b.Reason
	if b.Credit {
		p.Unit = b.For
		if p.Host == p.Unit {
			p.Host = 0
		}
	}
}

func (b Disputed) complete(tx *Tx, a Act) (Act, error) {
	p, by, err := tx.projectAndSender(a)
	fill(&b.Unit, by.Unit)
	fill(&b.Against, p.Unit)
	a.Body = b
	return a, err
}

func (b DisputeDecided) complete(tx *Tx, a Act) (Act, error) {
	p, err := tx.liveProject(a)
	b.Raised = p.Dispute.Raised
	a.Body = b
	return a, err
}

// may: a unit claims for itself.
func (b Disputed) may(_ *Tx, p Person, _ Act) (bool, error) {
	return p.Unit != 0 && b.Unit == p.Unit, nil
}

func (b Disputed) check(tx *Tx, a Act) error {
	p, err := tx.liveProject(a)
	switch {
	case err != nil:
		return err
	case p.Dispute.IsOpen():
		return &Invalid{Why: InvalidExists, Kind: KindDisputed}
	case b.Unit == 0, b.Unit == b.Against:
		return &Invalid{Why: InvalidNothing, Kind: KindDisputed}
	}
	if err := checkText(a, b.Claim); err != nil {
		return err
	}
	return tx.checkUnits(a, b.Unit, b.Against)
}

func (b DisputeDecided) check(tx *Tx, a Act) error {
	p, err := tx.liveProject(a)
	switch {
	case err != nil:
		return err
	case !p.Dispute.IsOpen() || p.Dispute.Raised != b.Raised:
		return &Invalid{Why: InvalidNothing, Kind: KindDisputeDecided}
	}
	if err := tx.checkUnits(a, b.For); err != nil {
		return err
	}
	return checkOneOf(a, b.For, p.Dispute.Unit, p.Dispute.Against)
}

// Disputes returns the projects with a dispute that the office has to decide.
func (tx *Tx) Disputes() ([]Project, error) {
	return projects.where(tx, `dropped_on IS NULL AND state ->> '$.dispute.raised' <> 0
		AND state ->> '$.dispute.decided' IS NULL ORDER BY project`)
}
