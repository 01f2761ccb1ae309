package bot

import (
	"fmt"

	"shuangzhou/storage"
)

// claimDeed names the question to the office, one message for each of it.
func claimDeed(claim storage.ActNumber) string { return fmt.Sprintf("claim/act %d", claim) }

// askRecognition asks the office to confirm what units have claimed: that the
// city has recognised a project (待核). It counts once one of the office taps.
func (t *talk) askRecognition(done []storage.Act) error {
	for _, a := range done {
		if _, ok := a.Body.(storage.RecognitionClaimed); !ok {
			continue
		}
		e, err := t.echo([]storage.Act{a}, nil, false)
		if err != nil {
			return err
		}
		about := args{Project: storage.ProjectID(a.Subjects[0].ID), Group: a.Number}
		yes, err := t.button("recognise", verbRecognise, storage.SuccessStyle, about)
		if err != nil {
			return err
		}
		no, err := t.button("refute", verbRefute, storage.DangerStyle, about)
		if err != nil {
			return err
		}
		view := echoBy{e, t.who.Name}
		err = t.tellOffice(t.tx, claimDeed(a.Number), storage.Message{About: a.Subjects[0]}, "recognition/ask", view, []storage.Button{yes, no})
		if err != nil {
			return err
		}
	}
	return nil
}

// recognise counts a claim as the city's recognition.
func (t *talk) recognise(_ storage.Press, a args) error {
	project, err := t.claimed(a)
	if err != nil {
		return err
	}
	done, err := t.tx.Apply(t.act(a.Project, storage.Reached{Milestone: storage.MilestoneRecognise, On: project.Claim.On}))
	if err != nil {
		return err
	}
	return t.settleClaim(a, "recognition/confirmed", done)
}

// refute takes a claim back: the city has not recognised the project.
func (t *talk) refute(_ storage.Press, a args) error {
	if _, err := t.claimed(a); err != nil {
		return err
	}
	undo := t.act(a.Project, storage.Undone{})
	undo.Undoes = a.Group
	done, err := t.tx.Apply(undo)
	if err != nil {
		return err
	}
	return t.settleClaim(a, "recognition/refuted", done)
}

// claimed returns the project if the claim still stands.
func (t *talk) claimed(a args) (storage.Project, error) {
	project, err := t.tx.Project(a.Project)
	if err == nil && project.Claim.Act != a.Group {
		err = errStale
	}
	return project, err
}

// act is an act of the sender about a project.
func (t *talk) act(p storage.ProjectID, b storage.Body) storage.Act {
	return storage.Act{
		Said: t.u.At, By: t.who.ID, Source: t.u.Key, UndoUntil: t.rhythm.undoUntil(t.u.At),
		Subjects: []storage.Subject{{Kind: storage.ProjectSubject, ID: int64(p)}}, Body: b,
	}
}

// settleClaim rewrites the question, with everybody who was asked, and tells
// who had claimed it.
func (t *talk) settleClaim(a args, template string, done storage.Act) error {
	claim, err := t.tx.Act(a.Group)
	if err != nil {
		return err
	}
	e, err := t.echo([]storage.Act{claim}, nil, false)
	if err != nil {
		return err
	}
	view := echoBy{e, t.who.Name}
	if err := t.rewriteAll(claimDeed(a.Group), template, view); err != nil {
		return err
	}
	claimer, err := t.tx.Person(claim.By)
	if err != nil || claimer.ID == t.who.ID {
		return err
	}
	deed := fmt.Sprintf("claim settled/act %d", done.Number)
	return t.tell(t.tx, claimer, storage.Message{Deed: deed, About: claim.Subjects[0]}, template, view)
}
