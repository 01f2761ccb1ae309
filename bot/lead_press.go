package bot

import (
	"slices"

	"shuangzhou/storage"
)

// The verbs of a lead's buttons. They stand in the database: never renamed.
const (
	verbLead        = "lead" // begins one
	verbLeadConfirm = "lead confirm"
	verbLeadDrop    = "lead drop" // before it is filed
	verbLeadSkip    = "lead skip" // one question
	verbLeadEnough  = "lead enough"
	verbLeadUnit    = "lead unit"
	verbLeadUndo    = "lead undo"
)

func leadVerbs() map[string]verb {
	return map[string]verb{
		verbLead:        (*talk).beginLead,
		verbLeadConfirm: (*talk).confirmLead,
		verbLeadDrop:    (*talk).dropLead,
		verbLeadSkip:    (*talk).skipLead,
		verbLeadEnough:  (*talk).enoughLead,
		verbLeadUnit:    (*talk).unitOfLead,
		verbLeadUndo:    (*talk).undoLead,
	}
}

func (t *talk) beginLead(p storage.Press, _ args) error { return t.takeUpLead(&p) }

func (t *talk) confirmLead(p storage.Press, a args) error {
	draft, d, err := t.lead(a)
	if err != nil {
		return err
	}
	return t.openLead(draft, d, &p)
}

func (t *talk) dropLead(p storage.Press, a args) error {
	draft, d, err := t.lead(a)
	if err != nil {
		return err
	}
	if err := t.forgetLead(draft, d); err != nil {
		return err
	}
	return t.rewrite(p, "lead/dropped", d.Lead)
}

// forgetLead closes the draft of a lead that is not filed, without the personal
// data it held.
func (t *talk) forgetLead(draft storage.Draft, d leadDraft) error {
	d.Text, d.Contact = "", ""
	if _, err := t.keepLead(draft, d, draft.Step); err != nil {
		return err
	}
	return t.tx.CloseDraft(draft.ID)
}

func (t *talk) skipLead(p storage.Press, a args) error {
	draft, d, err := t.lead(a)
	if err != nil {
		return err
	}
	d.skip()
	return t.leadOn(draft, d, &p)
}

// skip leaves the present step unanswered.
func (d *leadDraft) skip() {
	if len(d.Left) > 0 {
		d.Left = d.Left[1:]
	}
}

func (t *talk) enoughLead(p storage.Press, a args) error {
	draft, d, err := t.lead(a)
	if err != nil {
		return err
	}
	d.enough()
	return t.leadOn(draft, d, &p)
}

// enough leaves all questions unanswered, but whose the lead is.
func (d *leadDraft) enough() {
	d.Left = slices.DeleteFunc(d.Left, func(step string) bool { return step != stepLeadUnit })
}

func (t *talk) unitOfLead(p storage.Press, a args) error {
	draft, d, err := t.lead(a)
	if err != nil {
		return err
	}
	d.Lead.Unit = a.Unit
	d.skip()
	return t.leadOn(draft, d, &p)
}

// undoLead takes back a lead with all its filer has added to it since. What
// another has said of it since stands in the way.
func (t *talk) undoLead(p storage.Press, a args) error {
	said, err := t.tx.Acts(storage.Subject{Kind: storage.ProjectSubject, ID: int64(a.Project)})
	if err != nil {
		return err
	}
	var groups []storage.ActNumber
	for _, act := range slices.Backward(storage.InForce(said)) {
		if !slices.Contains(groups, act.Group) {
			groups = append(groups, act.Group)
		}
	}
	var undone []storage.Act
	for _, g := range groups {
		if undone, err = t.takeBack(g); err != nil {
			return err
		}
	}
	if len(undone) == 0 {
		return errStale
	}
	if err := t.closeOpen(stepLeadAmount, stepLeadNext); err != nil {
		return err
	}
	e, err := t.echo(undone, nil, false)
	if err != nil {
		return err
	}
	return t.rewrite(p, "report/undone", undoneView{echo: e})
}
