package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// stepObstacle awaits what blocks a project, in a sentence.
const stepObstacle = "obstacle"

// The verbs of the card's obstacles. They stand in the database: never renamed.
const (
	verbObstacles     = "obstacles"
	verbObstacleClose = "obstacle close"
	verbObstacleNew   = "obstacle new"
	verbObstacleKind  = "obstacle kind"
)

// raising is the body of the draft of an obstacle that is being raised.
type raising struct {
	Project storage.ProjectID    `json:"project"`
	Kind    storage.ObstacleKind `json:"kind"`
	Shown   storage.OutboxID     `json:"shown,omitzero"` // the question that stands
}

// blockedView is what blocks a project, or asks for it.
type blockedView struct {
	Name      string
	Kind      storage.ObstacleKind
	Obstacles []obstacleRow
}

// openBlocked lists what blocks a project, in the card's place.
func (t *talk) openBlocked(p storage.Press, a args) error {
	project, err := t.ofCard(a.Project)
	if err != nil {
		return err
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	open, err := t.openObstacles(project)
	if err != nil {
		return err
	}
	view := blockedView{Name: project.Name}
	for i, o := range open {
		row := obstacleRow{N: i + 1, Category: o.Category, Text: o.Text, Days: o.Age(t.today()), Overdue: o.Overdue(t.today())}
		for _, u := range o.Need {
			row.Need = append(row.Need, l.unitName[u])
		}
		view.Obstacles = append(view.Obstacles, row)
	}
	rows, err := t.blockedRows(project, open)
	if err != nil {
		return err
	}
	return t.rewrite(p, "card/obstacles", view, rows...)
}

// blockedRows are the buttons below what blocks a project: one for each
// obstacle that the sender may close, and what else may be done.
func (t *talk) blockedRows(p storage.Project, open []storage.Obstacle) ([][]storage.Button, error) {
	var all []storage.Button
	for i, o := range open {
		if !o.ClosedBy(t.who, p) {
			continue
		}
		words, err := t.words.Plain("button/obstacle/close", obstacleRow{N: i + 1, Category: o.Category})
		if err != nil {
			return nil, err
		}
		b, err := named(words, verbObstacleClose, storage.SuccessStyle, args{Project: p.ID, Obstacle: o.ID})
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	var labels []label
	if edits(t.who, p) {
		labels = append(labels, label{"obstacle/new", verbObstacleNew, storage.PlainStyle, args{Project: p.ID}})
	}
	last, err := t.row(append(labels, label{"back", verbBackToCard, storage.PlainStyle, args{Project: p.ID}})...)
	return append(slices.Collect(slices.Chunk(all, 2)), last...), err
}

// closeBlocked files that an obstacle is gone.
func (t *talk) closeBlocked(p storage.Press, a args) error {
	o, err := t.tx.Obstacle(a.Obstacle)
	if err != nil {
		return err
	}
	if !o.IsOpen() {
		return errStale
	}
	act := t.act(a.Project, storage.ObstacleClosed{On: t.today()})
	act.Subjects = []storage.Subject{{Kind: storage.ObstacleSubject, ID: int64(o.ID)}}
	back, err := t.row(label{"back", verbBackToCard, storage.PlainStyle, args{Project: a.Project}})
	if err != nil {
		return err
	}
	return t.applyOver(filing{acts: []storage.Act{act}}, p, back...)
}

// newBlocked asks what kind of obstacle it is.
func (t *talk) newBlocked(p storage.Press, a args) error {
	project, err := t.editable(a.Project)
	if err != nil {
		return err
	}
	var all []storage.Button
	for _, k := range storage.ObstacleKinds() {
		words, err := t.words.Plain("obstacle/"+string(k), nil)
		if err != nil {
			return err
		}
		b, err := named(words, verbObstacleKind, storage.PlainStyle, args{Project: project.ID, Choice: string(k)})
		if err != nil {
			return err
		}
		all = append(all, b)
	}
	back, err := t.row(label{"back", verbObstacles, storage.PlainStyle, args{Project: project.ID}})
	if err != nil {
		return err
	}
	rows := slices.Collect(slices.Chunk(all, 4))
	return t.rewrite(p, "card/obstacle-kind", blockedView{Name: project.Name}, append(rows, back...)...)
}

// kindOfBlocked asks for the obstacle in a sentence.
func (t *talk) kindOfBlocked(p storage.Press, a args) error {
	project, err := t.editable(a.Project)
	if err != nil {
		return err
	}
	r := raising{Project: project.ID, Kind: storage.ObstacleKind(a.Choice), Shown: p.Outbox}
	raw, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encode obstacle: %w", err)
	}
	if _, err := t.tx.SaveDraft(storage.Draft{Chat: t.u.Chat.ID, Person: t.who.ID, Step: stepObstacle, Body: raw}); err != nil {
		return err
	}
	back, err := t.row(label{"back", verbObstacleNew, storage.PlainStyle, args{Project: project.ID}})
	if err != nil {
		return err
	}
	return t.rewrite(p, "card/obstacle-text", blockedView{Name: project.Name, Kind: r.Kind}, back...)
}

// answerObstacle takes a text for what blocks a project. Who is asked for help
// and until when is read from it.
func (t *talk) answerObstacle(d storage.Draft) (bool, error) {
	var r raising
	if err := json.Unmarshal(d.Body, &r); err != nil {
		return false, fmt.Errorf("decode obstacle %d: %w", d.ID, err)
	}
	p, err := t.tx.Project(r.Project)
	if err != nil {
		return false, err
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return false, err
	}
	if other, err := t.blocksNothing(l, p); other || err != nil {
		return false, err
	}
	b, err := t.blockedBy(l, p, r.Kind)
	if err != nil {
		return false, err
	}
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return true, err
	}
	if err := t.putAway(r.Shown, "ask/which-chosen", p); err != nil {
		return true, err
	}
	act := t.act(p.ID, b)
	act.Subjects = []storage.Subject{{Kind: storage.ObstacleSubject}}
	return true, t.apply(filing{acts: []storage.Act{act}, message: t.u.MessageID})
}

// blocksNothing reports whether a text is no answer to what blocks a project:
// a courtesy, a question, or something said of another project.
func (t *talk) blocksNothing(l *ledger, p storage.Project) (bool, error) {
	ctx, err := t.context(l)
	if err != nil {
		return false, err
	}
	ctx.ReplyTo = nil
	r := reading.Read(t.u.Text, ctx, l.index)
	for _, a := range r.Acts {
		switch a := a.(type) {
		case reading.Update:
			if a.Project != "" && string(a.Project) != p.Name {
				return true, nil
			}
		case reading.Obstacle:
			if a.Project != "" && string(a.Project) != p.Name {
				return true, nil
			}
		case reading.None, reading.Assign, reading.Order:
		default:
			return true, nil
		}
	}
	return r.Civil != "", nil
}

// blockedBy is the obstacle that a text tells of: its words as they were typed,
// and whom it asks for help, until when. What is not said to be an obstacle is
// read again with the words that make it one.
func (t *talk) blockedBy(l *ledger, p storage.Project, kind storage.ObstacleKind) (storage.ObstacleRaised, error) {
	b := storage.ObstacleRaised{Project: p.ID, Category: kind, Text: strings.TrimSpace(t.u.Text)}
	cue, err := t.words.Plain("obstacle-cue", kind)
	if err != nil {
		return b, err
	}
	for _, text := range []string{t.u.Text, cue + t.u.Text} {
		f, _, err := t.saidOf(l, p, text)
		if err != nil {
			return b, err
		}
		for _, a := range f.acts {
			if read, ok := a.Body.(storage.ObstacleRaised); ok {
				b.Need, b.Due, b.Expect = read.Need, read.Due, read.Expect
				return b, nil
			}
		}
	}
	return b, nil
}
