package storage

import (
	"errors"
	"slices"
)

// A Transfer is a project's move to another unit (流转) that three sides must
// agree to: the unit it leaves, the unit that takes it, and the office. One of
// them asks, and thereby agrees; with the last word it takes effect, and the
// project's Transfer is empty again. Its history goes with it.
//
// What moves is where the project lands: the host. The credit stays with the
// unit that brought it in, unless the terms say otherwise. A share of the credit
// is kept for the people who settle it; figures count a project for its credited
// unit alone, so that the units' figures add up to the district's.
type Transfer struct {
	Asked  ActNumber `json:"asked,omitzero"` // 0: none is under way
	From   UnitID    `json:"from,omitzero"`  // where the project is
	To     UnitID    `json:"to,omitzero"`
	Credit Credit    `json:"credit,omitzero"`
	Share  int       `json:"share,omitzero"` // of the credit, per mille, that goes to To
	Reason string    `json:"reason,omitzero"`
	On     Date      `json:"on,omitzero"` // the day it was asked
	By     PersonID  `json:"by,omitzero"` // who asked

	// Who has agreed, by which act; 0: not yet.
	Sender   ActNumber `json:"sender,omitzero"`
	Receiver ActNumber `json:"receiver,omitzero"`
	Office   ActNumber `json:"office,omitzero"`
}

// Credit says what becomes of the credit for a project that moves.
type Credit string

// What may become of it.
const (
	CreditKept  Credit = ""      // stays with the credited unit
	CreditSplit Credit = "split" // a share goes to the unit that takes it
	CreditMoved Credit = "moved" // goes with the project
)

// A Share is a part of the credit for a project that another than the credited
// unit has.
type Share struct {
	Unit     UnitID `json:"unit"`
	PerMille int    `json:"per_mille"`
}

// A Side is one whose word a transfer needs.
type Side string

// The sides.
const (
	SenderSide   Side = "sender"
	ReceiverSide Side = "receiver"
	OfficeSide   Side = "office"
)

// Waits returns the sides that have not agreed yet.
func (t Transfer) Waits() []Side {
	var waits []Side
	for _, s := range [...]Side{SenderSide, ReceiverSide, OfficeSide} {
		if by := t.word(s); by != nil && *by == 0 {
			waits = append(waits, s)
		}
	}
	return waits
}

// SideOf returns for which side a person speaks, "" for none.
func (t Transfer) SideOf(p Person) Side {
	speaks := p.Unit != 0 && (p.Role == Liaison || p.Role == Head)
	switch {
	case p.Role == Office:
		return OfficeSide
	case speaks && p.Unit == t.To:
		return ReceiverSide
	case speaks && p.Unit == t.From:
		return SenderSide
	}
	return ""
}

// word returns where a side's word is kept, nil for no side.
func (t *Transfer) word(s Side) *ActNumber {
	switch s {
	case SenderSide:
		return &t.Sender
	case ReceiverSide:
		return &t.Receiver
	case OfficeSide:
		return &t.Office
	}
	return nil
}

// landsAt returns the unit where the project is.
func (p Project) landsAt() UnitID {
	if p.Host != 0 {
		return p.Host
	}
	return p.Unit
}

// The kinds of acts about transfers.
const (
	KindTransferAsked     Kind = "project.transfer_asked"
	KindTransferConfirmed Kind = "project.transfer_confirmed"
	KindTransferRefused   Kind = "project.transfer_refused"
	KindTransferWithdrawn Kind = "project.transfer_withdrawn"
)

// TransferAsked asks that a project move.
type TransferAsked struct {
	From   UnitID `json:"from,omitzero"` // given by Apply
	To     UnitID `json:"to"`
	Credit Credit `json:"credit,omitzero"`
	Share  int    `json:"share,omitzero"` // of [CreditSplit], per mille
	Reason string `json:"reason,omitzero"`
	Side   Side   `json:"side,omitzero"` // whose word the asking is; given by Apply
}

// TransferConfirmed is the word of a side that agrees.
type TransferConfirmed struct {
	Asked ActNumber `json:"asked"`         // to what; given by Apply
	Side  Side      `json:"side,omitzero"` // given by Apply
}

// TransferRefused ends a transfer: one of the sides does not agree.
type TransferRefused struct {
	Reason string `json:"reason,omitzero"`
}

// TransferWithdrawn ends a transfer: who asked no longer does.
type TransferWithdrawn struct {
	Reason string `json:"reason,omitzero"`
}

func (TransferAsked) Kind() Kind     { return KindTransferAsked }
func (TransferConfirmed) Kind() Kind { return KindTransferConfirmed }
func (TransferRefused) Kind() Kind   { return KindTransferRefused }
func (TransferWithdrawn) Kind() Kind { return KindTransferWithdrawn }

func (TransferAsked) Field() string       { return "transfer" }
func (b TransferConfirmed) Field() string { return "transfer " + string(b.Side) }
func (TransferRefused) Field() string     { return "transfer" }
func (TransferWithdrawn) Field() string   { return "transfer" }

func (b TransferAsked) onProject(p *Project, a Act) {
	p.Transfer = Transfer{
		Asked: a.Number, From: b.From, To: b.To, Credit: b.Credit, Share: b.Share, Reason: b.Reason, On: a.Day, By: a.By,
	}
	p.agree(b.Side, a.Number)
}

// onProject: a word on a transfer that was taken back meanwhile says nothing.
func (b TransferConfirmed) onProject(p *Project, a Act) {
	if p.Transfer.Asked == b.Asked {
		p.agree(b.Side, a.Number)
	}
}

func (TransferRefused) onProject(p *Project, _ Act)   { p.Transfer = Transfer{} }
func (TransferWithdrawn) onProject(p *Project, _ Act) { p.Transfer = Transfer{} }

// agree notes a side's word; with the last one the project moves.
func (p *Project) agree(s Side, n ActNumber) {
	if word := p.Transfer.word(s); word != nil {
		*word = n
	}
	if p.Transfer.Asked == 0 || len(p.Transfer.Waits()) > 0 {
		return
	}
	t := p.Transfer
	p.Transfer = Transfer{}
	p.Shares = slices.DeleteFunc(slices.Clone(p.Shares), func(s Share) bool { return s.Unit == t.To })
	switch t.Credit {
	case CreditSplit:
		p.Shares = append(p.Shares, Share{t.To, t.Share})
	case CreditMoved:
		p.Unit = t.To
	}
	p.Host = t.To
	if p.Host == p.Unit {
		p.Host = 0
	}
}

// complete adds where the project is, and whose word the asking is.
func (b TransferAsked) complete(tx *Tx, a Act) (Act, error) {
	p, by, err := tx.projectAndSender(a)
	b.From = p.landsAt()
	b.Side = Transfer{From: b.From, To: b.To}.SideOf(by)
	a.Body = b
	return a, err
}

func (b TransferConfirmed) complete(tx *Tx, a Act) (Act, error) {
	p, by, err := tx.projectAndSender(a)
	b.Asked, b.Side = p.Transfer.Asked, p.Transfer.SideOf(by)
	a.Body = b
	return a, err
}

// projectAndSender returns the act's project, and who sends it; the program
// speaks for the office.
func (tx *Tx) projectAndSender(a Act) (Project, Person, error) {
	p, err := tx.Project(ProjectID(a.subject(ProjectSubject)))
	if err != nil {
		return p, Person{}, unknown(a, err)
	}
	if a.By == 0 {
		return p, Person{Role: Office}, nil
	}
	by, err := tx.Person(a.By)
	if errors.Is(err, ErrNotFound) {
		err = nil // the rights say so
	}
	return p, by, err
}

// may: who answers for the project asks.
func (TransferAsked) may(tx *Tx, p Person, a Act) (bool, error) {
	project, err := tx.liveProject(a)
	return p.Owns(project), err
}

func (b TransferConfirmed) may(*Tx, Person, Act) (bool, error) { return b.Side != "", nil }

func (TransferRefused) may(tx *Tx, p Person, a Act) (bool, error) {
	project, err := tx.liveProject(a)
	return project.Transfer.SideOf(p) != "", err
}

// may: who asked withdraws, or another of his unit who could have.
func (TransferWithdrawn) may(tx *Tx, p Person, a Act) (bool, error) {
	project, err := tx.liveProject(a)
	return p.Owns(project), err
}

func (b TransferAsked) check(tx *Tx, a Act) error {
	p, err := tx.liveProject(a)
	switch {
	case err != nil:
		return err
	case p.Transfer.Asked != 0:
		return &Invalid{Why: InvalidExists, Kind: KindTransferAsked}
	case b.To == 0, b.To == b.From:
		return &Invalid{Why: InvalidNothing, Kind: KindTransferAsked}
	case (b.Credit == CreditSplit) != (b.Share != 0), b.Share < 0, b.Share >= 1000:
		return &Invalid{Why: InvalidPercent, Kind: KindTransferAsked}
	}
	if err := checkOneOf(a, b.Credit, CreditKept, CreditSplit, CreditMoved); err != nil {
		return err
	}
	return tx.checkUnits(a, b.To)
}

func (b TransferConfirmed) check(tx *Tx, a Act) error {
	p, err := tx.transferring(a)
	if err != nil {
		return err
	}
	if p.Transfer.Asked != b.Asked || !slices.Contains(p.Transfer.Waits(), b.Side) {
		return &Invalid{Why: InvalidNothing, Kind: KindTransferConfirmed}
	}
	return tx.checkUnits(a, p.Transfer.To)
}

func (TransferRefused) check(tx *Tx, a Act) error {
	_, err := tx.transferring(a)
	return err
}

func (TransferWithdrawn) check(tx *Tx, a Act) error {
	_, err := tx.transferring(a)
	return err
}

// transferring returns the act's project, which must be on its way elsewhere.
func (tx *Tx) transferring(a Act) (Project, error) {
	p, err := tx.liveProject(a)
	if err == nil && p.Transfer.Asked == 0 {
		err = &Invalid{Why: InvalidNothing, Kind: a.Body.Kind()}
	}
	return p, err
}

// checkSettled: what several have agreed to, or the office has decided, one of
// them cannot take back by himself any more.
func (tx *Tx) checkSettled(target Act) error {
	p, err := projects.state(tx, target.subject(ProjectSubject))
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	settled := false
	switch b := target.Body.(type) {
	case TransferAsked:
		settled = p.Transfer.Asked != target.Number
	case TransferConfirmed:
		settled = p.Transfer.Asked != b.Asked
	case Disputed:
		settled = p.Dispute.Decided != 0
	}
	if settled {
		return &Denied{Why: DeniedOfficeOnly, Kind: KindUndone}
	}
	return nil
}

// Transferring returns the projects whose transfer waits for somebody's word.
func (tx *Tx) Transferring() ([]Project, error) {
	return projects.where(tx, `dropped_on IS NULL AND state ->> '$.transfer.asked' <> 0 ORDER BY project`)
}
