package bot

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"shuangzhou/bot/reading"
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

// guideRows are the buttons of a screen, the ways out last, and fills in the
// view.
func (t *talk) guideRows(id storage.DraftID, g guided, v *guideView) ([][]storage.Button, error) {
	v.Today, v.Amount = t.today(), g.Amount
	var err error
	if g.Project != 0 {
		if v.Project, err = t.tx.Project(g.Project); err != nil {
			return nil, err
		}
	}
	if g.Step != "" {
		if v.Step, err = t.stepWords(g.Step); err != nil {
			return nil, err
		}
	}
	var rows [][]storage.Button
	switch g.Screen {
	case screenProject:
		rows, err = t.projectRows(id, g, v)
	case screenWhat:
		rows, err = t.whatRows(id, v.Project)
	case screenDay:
		rows, err = t.dayRows(id)
	case screenPlan:
		rows, err = t.stepRows(id, plannable(v.Project))
	case screenTerm:
		rows, err = t.termRows(id)
	case screenAmount:
		rows, err = t.amountRows(id)
	}
	if err != nil {
		return nil, err
	}
	out, err := t.waysOut(id, g.Screen, g.Single)
	return append(rows, out...), err
}

// waysOut are [返回] and [取消]; of who has a single project none leads back to
// the choice of it.
func (t *talk) waysOut(id storage.DraftID, s stop, single bool) ([][]storage.Button, error) {
	var labels []label
	if back, ok := screenBack[s]; ok && !(back == screenProject && single) {
		labels = append(labels, label{"back", verbGuideScreen, storage.PlainStyle, args{Draft: id, Choice: string(back)}})
	}
	return t.row(append(labels, label{"cancel", verbGuideCancel, storage.PlainStyle, args{Draft: id}})...)
}

// guidePage is how many projects a screen offers.
const guidePage = 6

func (t *talk) projectRows(id storage.DraftID, g guided, v *guideView) ([][]storage.Button, error) {
	own, owed, err := t.guideProjects()
	if err != nil {
		return nil, err
	}
	v.Owed = owed
	pages := slices.Collect(slices.Chunk(own, guidePage))
	if len(pages) == 0 {
		return nil, nil
	}
	page := min(max(g.Page, 0), len(pages)-1)
	var rows [][]storage.Button
	for _, p := range pages[page] {
		b, err := named(p.Name, verbGuideProject, storage.PlainStyle, args{Draft: id, Project: p.ID})
		if err != nil {
			return nil, err
		}
		rows = append(rows, []storage.Button{b})
	}
	if len(pages) == 1 {
		return rows, nil
	}
	v.Page, v.Pages = page+1, len(pages)
	var labels []label
	if page > 0 {
		labels = append(labels, label{"previous", verbGuideScreen, storage.PlainStyle, args{Draft: id, Choice: string(screenProject), Page: page - 1}})
	}
	if page < len(pages)-1 {
		labels = append(labels, label{"next", verbGuideScreen, storage.PlainStyle, args{Draft: id, Choice: string(screenProject), Page: page + 1}})
	}
	turn, err := t.row(labels...)
	return append(rows, turn...), err
}

// whatRows offer what is likely to have happened to a project at its stage.
func (t *talk) whatRows(id storage.DraftID, p storage.Project) ([][]storage.Button, error) {
	rows, err := t.stepRows(id, likelySteps(p))
	if err != nil {
		return nil, err
	}
	to := func(s stop) args { return args{Draft: id, Choice: string(s)} }
	more, err := t.row(
		label{"guide/plan", verbGuideScreen, storage.PlainStyle, to(screenPlan)},
		label{"guide/amount", verbGuideScreen, storage.PlainStyle, to(screenAmount)},
	)
	if err != nil {
		return nil, err
	}
	rest, err := t.row(
		label{"guide/unchanged", verbGuideUnchanged, storage.PlainStyle, args{Draft: id}},
		label{"guide/text", verbGuideScreen, storage.PlainStyle, to(screenText)},
	)
	return slices.Concat(rows, more, rest), err
}

func (t *talk) stepRows(id storage.DraftID, steps []string) ([][]storage.Button, error) {
	var all []storage.Button
	for _, s := range steps {
		words, err := t.stepWords(s)
		if err != nil {
			return nil, err
		}
		b, err := named(words, verbGuideStep, storage.PlainStyle, args{Draft: id, Choice: s})
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	return slices.Collect(slices.Chunk(all, 3)), nil
}

// A step of the guide is a milestone's name, or one of its steps behind a
// slash: the land has several.
func stepMilestone(step string) storage.Milestone {
	m, _, _ := strings.Cut(step, "/")
	return storage.Milestone(m)
}

func (t *talk) stepWords(step string) (string, error) {
	if strings.Contains(step, "/") {
		return t.words.Plain("step-"+step, nil)
	}
	return t.words.Plain("milestone/"+step, nil)
}

// stageSteps has what usually comes next at each stage.
var stageSteps = map[storage.Stage][]string{
	storage.Lead:        {"visit", "talk", "propose"},
	storage.Negotiating: {"visit", "intent", "propose", "sign"},
	storage.Proposed:    {"intent", "sign", "company"},
	storage.Signed:      {"company", "land/listed", "land/won", "file", "recognise", "start"},
	storage.Started:     {"file", "recognise", "finish"},
	storage.Completed:   {"produce"},
	storage.Producing:   {"capacity"},
}

// likelySteps are the steps a project may have taken: not those done, nor the
// register's where it is not their turn.
func likelySteps(p storage.Project) []string {
	return slices.DeleteFunc(slices.Clone(stageSteps[p.Stage()]), func(step string) bool {
		switch m := stepMilestone(step); m {
		case storage.MilestoneFile:
			return p.Registration() != storage.NotFiled && p.Registration() != storage.Returned
		case storage.MilestoneRecognise:
			return p.Registration() != storage.Filed
		case storage.MilestoneLand, storage.MilestoneVisit:
			return false // there are several
		default:
			return !p.Milestones[m].Done.IsZero()
		}
	})
}

// plannable are the steps that a day may be planned for.
func plannable(p storage.Project) []string {
	return slices.DeleteFunc(likelySteps(p), func(step string) bool { return step == "recognise" })
}

func (t *talk) dayRows(id storage.DraftID) ([][]storage.Button, error) {
	today := t.today()
	day := func(d storage.Date) args { return args{Draft: id, Choice: d.String()} }
	return t.row(
		label{"guide/today", verbGuideDay, storage.PrimaryStyle, day(today)},
		label{"guide/yesterday", verbGuideDay, storage.PlainStyle, day(today.AddDays(-1))},
		label{"guide/any-day", verbGuideScreen, storage.PlainStyle, args{Draft: id, Choice: string(screenAnyDay)}},
	)
}

func (t *talk) termRows(id storage.DraftID) ([][]storage.Button, error) {
	term := func(months int) args { return args{Draft: id, Choice: monthEnd(t.today(), months).String()} }
	return t.row(
		label{"guide/this-month", verbGuideTerm, storage.PlainStyle, term(0)},
		label{"guide/next-month", verbGuideTerm, storage.PlainStyle, term(1)},
		label{"guide/any-day", verbGuideScreen, storage.PlainStyle, args{Draft: id, Choice: string(screenAnyTerm)}},
	)
}

// monthEnd returns the last day of a month, counted from that of a day.
func monthEnd(d storage.Date, months int) storage.Date {
	for range months + 1 {
		d = storage.Date{Year: d.Year, Month: d.Month, Day: 1}.AddDays(31)
		d.Day = 1
	}
	return d.AddDays(-1)
}

func (t *talk) amountRows(id storage.DraftID) ([][]storage.Button, error) {
	var rows [][]storage.Button
	for _, f := range []storage.AmountField{storage.PaidInAmount, storage.InvestedAmount, storage.AgreedAmount} {
		words, err := t.words.Plain("amount/"+string(f), nil)
		if err != nil {
			return nil, err
		}
		b, err := named(words, verbGuideAmount, storage.PlainStyle, args{Draft: id, Choice: string(f)})
		if err != nil {
			return nil, err
		}
		rows = append(rows, []storage.Button{b})
	}
	return rows, nil
}

// just returns the ledger in which one project is known: whatever else a text
// names is not meant.
func (l *ledger) just(p storage.Project) *ledger {
	narrow := *l
	narrow.projects = map[string]storage.Project{p.Name: p}
	narrow.known.Projects = []reading.Project{{
		Name: p.Name, Alias: p.Aliases, Unit: l.unitName[p.Unit], Stage: stageWord(p), Reg: registrationWord(p.Registration()),
		SignPlan: plannedDay(p, storage.MilestoneSign), StartPlan: plannedDay(p, storage.MilestoneStart),
		FinishPlan: plannedDay(p, storage.MilestoneFinish), YieldPlan: plannedDay(p, storage.MilestoneProduce),
		ApplyPlan: plannedDay(p, storage.MilestoneFile),
	}}
	narrow.index = reading.NewNames(narrow.known)
	return &narrow
}
