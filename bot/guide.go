package bot

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"shuangzhou/storage"
)

// The guided report is one message rewritten: which project, what happened,
// when. Where it stands lies in its draft, so that a restart loses nothing; a
// text typed on the way is read as if the project's name stood before it.

// A stop is where a guided report stands: one screen.
type stop string

// The stops.
const (
	screenProject stop = "project"
	screenWhat    stop = "what"
	screenDay     stop = "day"      // when it happened
	screenAnyDay  stop = "any day"  // … in words
	screenPlan    stop = "plan"     // what is planned
	screenTerm    stop = "term"     // for when
	screenAnyTerm stop = "any term" // … in words
	screenAmount  stop = "amount"   // which
	screenSum     stop = "sum"      // how much, in words
	screenText    stop = "text"     // something else, in words
	screenConfirm stop = "confirm"  // a counted step, see [talk.guideConfirm]
)

// screenBack has the screen that [返回] leads to.
var screenBack = map[stop]stop{
	screenWhat: screenProject, screenDay: screenWhat, screenAnyDay: screenDay, screenPlan: screenWhat, screenTerm: screenPlan,
	screenAnyTerm: screenTerm, screenAmount: screenWhat, screenSum: screenAmount, screenText: screenWhat,
}

// The steps of a guided report's draft.
const (
	stepGuide     = "guide"      // a press
	stepGuideText = "guide text" // a text
)

// step is what a screen awaits.
func (s stop) step() string {
	switch s {
	case screenDay, screenAnyDay, screenTerm, screenAnyTerm, screenSum, screenText:
		return stepGuideText
	}
	return stepGuide
}

// guided is the body of a guided report's draft.
type guided struct {
	Screen  stop                `json:"screen"`
	Page    int                 `json:"page,omitzero"` // of the projects
	Project storage.ProjectID   `json:"project,omitzero"`
	Single  bool                `json:"single,omitzero"` // it is the only one
	Step    string              `json:"step,omitzero"`   // what happened or is planned, see [guideStep]
	Amount  storage.AmountField `json:"amount,omitzero"`
	Shown   storage.OutboxID    `json:"shown,omitzero"` // the message
}

// The verbs of its buttons. They stand in the database: never renamed.
const (
	verbGuide          = "guide" // begins one
	verbGuideScreen    = "guide screen"
	verbGuideProject   = "guide project"
	verbGuideStep      = "guide step"
	verbGuideDay       = "guide day"
	verbGuideTerm      = "guide term"
	verbGuideAmount    = "guide amount"
	verbGuideUnchanged = "guide unchanged"
	verbGuideCancel    = "guide cancel"
)

func guideVerbs() map[string]verb {
	return map[string]verb{
		verbGuide:          (*talk).beginGuide,
		verbGuideScreen:    (*talk).guideScreen,
		verbGuideProject:   (*talk).guideProject,
		verbGuideStep:      (*talk).guideStep,
		verbGuideDay:       (*talk).guideDay,
		verbGuideTerm:      (*talk).guideTerm,
		verbGuideAmount:    (*talk).guideAmount,
		verbGuideUnchanged: (*talk).guideUnchanged,
		verbGuideCancel:    (*talk).guideCancel,
	}
}

// commandReport begins a guided report.
func (t *talk) commandReport(string) error { return t.startGuide(nil) }

func (t *talk) beginGuide(p storage.Press, _ args) error { return t.startGuide(&p) }

func (t *talk) startGuide(pressed *storage.Press) error {
	own, _, err := t.guideProjects()
	if err != nil {
		return err
	}
	if len(own) == 0 {
		return t.say("guide/none", nil, storage.Subject{})
	}
	if err := t.closeOpen(stepGuide, stepGuideText); err != nil {
		return err
	}
	g := guided{Screen: screenProject}
	if len(own) == 1 {
		g.Screen, g.Project, g.Single = screenWhat, own[0].ID, true
	}
	return t.showGuide(0, g, pressed)
}

// guideProjects returns the projects that a person may report of, those owed
// first, and how many are owed.
func (t *talk) guideProjects() ([]storage.Project, int, error) {
	all, err := t.tx.Projects()
	if err != nil {
		return nil, 0, err
	}
	own := slices.DeleteFunc(all, func(p storage.Project) bool { return !t.who.Owns(p) })
	since, today := t.rhythm.period(t.tx.Now()), t.today()
	owed := func(p storage.Project) int {
		if p.Unit == t.who.Unit && p.Owes(since, today) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(own, func(a, b storage.Project) int {
		return cmp.Or(cmp.Compare(owed(a), owed(b)), a.Reported.Compare(b.Reported), cmp.Compare(a.ID, b.ID))
	})
	n := 0
	for _, p := range own {
		n += 1 - owed(p)
	}
	return own, n, nil
}

// guideView is a screen as it is said.
type guideView struct {
	Today   storage.Date
	Project storage.Project
	Owed    int // projects
	Page    int // from 1; 0: there is one page only
	Pages   int
	Step    string // in words: 土地挂牌
	Amount  storage.AmountField
	Unread  bool // what was typed was not read
}

// showGuide keeps the draft and shows its screen: in the place of the one
// before, or where nothing was pressed in a message of its own.
func (t *talk) showGuide(id storage.DraftID, g guided, pressed *storage.Press) error {
	return t.showGuideAs(id, g, guideView{}, pressed)
}

func (t *talk) showGuideAs(id storage.DraftID, g guided, v guideView, pressed *storage.Press) error {
	if pressed != nil {
		g.Shown = pressed.Outbox
	}
	id, err := t.keepGuide(id, g)
	if err != nil {
		return err
	}
	rows, err := t.guideRows(id, g, &v)
	if err != nil {
		return err
	}
	about := storage.Subject{}
	if g.Project != 0 {
		about = storage.Subject{Kind: storage.ProjectSubject, ID: int64(g.Project)}
	}
	if pressed != nil {
		return t.rewrite(*pressed, "guide/"+string(g.Screen), v, rows...)
	}
	if err := t.say("guide/"+string(g.Screen), v, about, rows...); err != nil {
		return err
	}
	g.Shown = t.last
	_, err = t.keepGuide(id, g)
	return err
}

func (t *talk) keepGuide(id storage.DraftID, g guided) (storage.DraftID, error) {
	raw, err := json.Marshal(g)
	if err != nil {
		return 0, fmt.Errorf("encode guided report: %w", err)
	}
	return t.tx.SaveDraft(storage.Draft{ID: id, Chat: t.u.Chat.ID, Person: t.who.ID, Step: g.Screen.step(), Body: raw})
}

// guide loads the draft of a button.
func (t *talk) guide(a args) (guided, error) {
	d, _, err := t.draft(a.Draft)
	if err != nil {
		return guided{}, err
	}
	return decodeGuide(d)
}

func decodeGuide(d storage.Draft) (guided, error) {
	var g guided
	if err := json.Unmarshal(d.Body, &g); err != nil {
		return g, fmt.Errorf("decode guided report %d: %w", d.ID, err)
	}
	return g, nil
}
