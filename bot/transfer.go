package bot

import (
	"cmp"
	"fmt"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// transfer files the wish that a project move to a unit that can host it (流转).
func (f *filer) transfer(a reading.Transfer) {
	to, ok := f.ledger.units[string(a.To)]
	if !ok {
		f.missing = append(f.missing, string(a.To))
		return
	}
	if has := f.ledger.unitName[f.ledger.projects[string(a.Project)].Unit]; a.From != "" && has != "" && has != string(a.From) {
		f.warn = append(f.warn, "held_by:"+has)
	}
	f.project(string(a.Project), storage.TransferAsked{To: to.ID})
}

// dispute files that a unit says it talked to an investor first. The office
// says it for the unit that it names.
func (f *filer) dispute(a reading.Dispute) {
	b := storage.Disputed{Claim: cmp.Or(a.Claim, f.t.u.Text)}
	credited := f.ledger.projects[string(a.Project)].Unit
	for _, name := range a.Between {
		u, ok := f.ledger.units[name]
		switch {
		case !ok:
			f.missing = append(f.missing, name)
		case u.ID == credited:
			b.Against = u.ID
		case f.t.who.Role == storage.Office:
			b.Unit = u.ID
		}
	}
	f.project(string(a.Project), b)
}

// merge files that two records are of one project.
func (f *filer) merge(a reading.Merge) {
	keep, ok := f.ledger.projects[string(a.Keep)]
	drop, ok2 := f.ledger.projects[string(a.Drop)]
	if !ok || !ok2 {
		f.missing = append(f.missing, string(a.Keep), string(a.Drop))
		return
	}
	f.add(storage.Subject{Kind: storage.ProjectSubject, ID: int64(keep.ID)}, storage.ProjectMerged{Keep: keep.ID, Drop: drop.ID})
	last := &f.acts[len(f.acts)-1]
	last.Subjects = append(last.Subjects, storage.Subject{Kind: storage.ProjectSubject, ID: int64(drop.ID)})
}

// transferDeed names the question to those whose word a transfer needs.
func transferDeed(asked storage.ActNumber) string { return fmt.Sprintf("transfer/act %d", asked) }

// askTransfer asks the receiver and the office for their word on transfers,
// and tells the office of first-talk disputes.
func (t *talk) askTransfer(done []storage.Act) error {
	for _, a := range done {
		switch b := a.Body.(type) {
		case storage.TransferAsked:
			if err := t.askSides(a, b); err != nil {
				return err
			}
		case storage.Disputed:
			e, err := t.echo([]storage.Act{a}, nil, false)
			if err != nil {
				return err
			}
			deed := fmt.Sprintf("dispute/act %d", a.Number)
			if err := t.tellOffice(t.tx, deed, storage.Message{About: subjectOf(done)}, "transfer/dispute", echoBy{e, t.who.Name}); err != nil {
				return err
			}
		}
	}
	return nil
}

// askSides asks everybody who may speak for a side that has not agreed yet.
func (t *talk) askSides(a storage.Act, b storage.TransferAsked) error {
	p, err := t.tx.Project(projectOf(a))
	if err != nil {
		return err
	}
	e, err := t.echo([]storage.Act{a}, nil, false)
	if err != nil {
		return err
	}
	about := args{Project: p.ID, Group: a.Number}
	yes, err := t.button("agree", verbAgree, storage.SuccessStyle, about)
	if err != nil {
		return err
	}
	no, err := t.button("disagree", verbDisagree, storage.DangerStyle, about)
	if err != nil {
		return err
	}
	asked, err := t.tx.PeopleOf(b.To)
	if err != nil {
		return err
	}
	office, err := t.tx.PeopleIn(storage.Office)
	if err != nil {
		return err
	}
	for _, who := range append(reporters(asked), office...) {
		if who.ID == t.who.ID {
			continue
		}
		m := storage.Message{Deed: fmt.Sprintf("%s/person %d", transferDeed(a.Number), who.ID), About: subjectOf([]storage.Act{a})}
		if err := t.tell(t.tx, who, m, "transfer/ask", echoBy{e, t.who.Name}, []storage.Button{yes, no}); err != nil {
			return err
		}
	}
	return nil
}

// transferView is how far a transfer is.
type transferView struct {
	Project string
	By      string
	To      string
	Waits   []storage.Side // who has not agreed yet; none: it has taken effect
}

// agree is the word of a side that agrees to a transfer.
func (t *talk) agree(p storage.Press, a args) error {
	return t.settleTransfer(p, a, storage.TransferConfirmed{}, "transfer/agreed")
}

// disagree ends a transfer.
func (t *talk) disagree(p storage.Press, a args) error {
	return t.settleTransfer(p, a, storage.TransferRefused{}, "transfer/refused")
}

func (t *talk) settleTransfer(p storage.Press, a args, b storage.Body, template string) error {
	project, err := t.tx.Project(a.Project)
	if err != nil {
		return err
	}
	transfer := project.Transfer
	if transfer.Asked != a.Group {
		return errStale
	}
	if _, err := t.tx.Apply(t.act(a.Project, b)); err != nil {
		return err
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	if project, err = t.tx.Project(a.Project); err != nil {
		return err
	}
	view := transferView{Project: project.Name, By: t.who.Name, To: l.unitName[transfer.To], Waits: project.Transfer.Waits()}
	over := project.Transfer.Asked == 0
	if !over {
		return t.rewrite(p, template, view)
	}
	if template == "transfer/agreed" {
		view.Waits, template = nil, "transfer/done"
	}
	if err := t.rewriteAll(transferDeed(a.Group), template, view); err != nil {
		return err
	}
	asker, err := t.tx.Person(transfer.By)
	if err != nil || asker.ID == t.who.ID {
		return err
	}
	m := storage.Message{Deed: fmt.Sprintf("transfer over/act %d", a.Group), About: storage.Subject{Kind: storage.ProjectSubject, ID: int64(project.ID)}}
	return t.tell(t.tx, asker, m, template, view)
}
