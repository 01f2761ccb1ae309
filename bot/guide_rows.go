package bot

import (
	"slices"
	"strings"

	"shuangzhou/storage"
)

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
