package bot

import (
	"cmp"
	"slices"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/bot/text"
	"shuangzhou/storage"
)

// A filer turns what was read into outcomes: acts with ids and absolute days.
// What has no place of its own yet is kept as a note on its project.
type filer struct {
	t       *talk
	ledger  *ledger
	acts    []storage.Act
	noted   bool                         // something was kept only as a note
	why     string                       // why it was, as “noted/…”; "": it has no field of its own
	missing []string                     // names that are not in the ledger
	err     error                        // of the database
	opens   map[string]storage.ProjectID // the projects that the message opens

	instead *storage.MeetingChanged // what may be meant as well: a meeting added, not moved

	warn         []string        // beside those of the reading
	noLast       bool            // it is about the sender's last report, and there is none
	people       *reading.Assign // who is to have a role in a unit
	otherMeeting string          // what is called is no fortnightly review
	nothing      bool            // 无变化 is said of all, and no report is owed
	forOffice    bool            // something in it is the office's to do
	wished       []wish          // what of it a tap of the office does
	alone        bool            // the message tells of one thing only
	whole        bool            // all of the message is taken up, also what no rule has read
}

// fileActs turns the acts of a reading into acts of the log.
func (f *filer) fileActs(as []reading.Act) {
	f.alone = len(as) == 1
	for _, a := range as {
		switch a := a.(type) {
		case reading.Update:
			if !f.endsOrder(a) {
				f.update(a)
			}
		case reading.NoChange:
			f.noChange(a)
		case reading.Lead:
			f.lead(a)
		case reading.Drop:
			f.drop(a)
		case reading.EventAdd:
			f.event(a.Event, a.Projects, false)
		case reading.EventDrop:
			f.event(a.Event, a.Projects, true)
		case reading.Assign:
			f.assign(a)
		case reading.Correct:
			f.correct(a)
		case reading.Transfer:
			f.transfer(a)
		case reading.Merge:
			f.merge(a)
		case reading.Dispute:
			f.dispute(a)
		case reading.Snooze:
			f.add(storage.Subject{Kind: storage.PersonSubject, ID: int64(f.t.who.ID)}, storage.Snoozed{Until: dateOf(a.Until)})
		case reading.Visit:
			f.visit(a)
		case reading.Obstacle:
			f.obstacle(a)
		case reading.ObstacleClose:
			f.obstacleClose(a)
		case reading.Order:
			f.order(a)
		case reading.Meeting:
			f.meeting(a)
		case reading.OrderClose:
			f.orderClose(a)
		}
	}
}

// project adds an act about a project known by name.
func (f *filer) project(name string, b storage.Body) {
	id, ok := f.idOf(name)
	if !ok {
		f.missing = append(f.missing, name)
		return
	}
	f.add(storage.Subject{Kind: storage.ProjectSubject, ID: int64(id)}, b)
}

// idOf returns the id of a project known by name, or of one that the message
// itself opens, see [opening].
func (f *filer) idOf(name string) (storage.ProjectID, bool) {
	if p, ok := f.ledger.projects[name]; ok {
		return p.ID, true
	}
	id, ok := f.opens[name]
	return id, ok
}

func (f *filer) add(s storage.Subject, b storage.Body) {
	f.acts = append(f.acts, storage.Act{
		Said: f.t.u.At, By: f.t.who.ID, Source: f.t.u.Key, UndoUntil: f.t.rhythm.undoUntil(f.t.u.At),
		Subjects: []storage.Subject{s}, Body: b,
	})
}

// keep keeps on a project, as a note, what has no field of its own.
func (f *filer) keep(project, note string) {
	if note == "" {
		return
	}
	f.noted = true
	f.project(project, storage.Noted{Text: note})
}

// milestones has the milestone of each dated step of the contract.
var milestones = map[reading.What]storage.Milestone{
	reading.Sign: storage.MilestoneSign, reading.Intent: storage.MilestoneIntent, reading.VisitBy: storage.MilestoneVisit,
	reading.Talk: storage.MilestoneTalk, reading.Land: storage.MilestoneLand, reading.RegApply: storage.MilestoneFile,
	reading.RegOK: storage.MilestoneRecognise, reading.Company: storage.MilestoneCompany, reading.Start: storage.MilestoneStart,
	reading.Finish: storage.MilestoneFinish, reading.Produce: storage.MilestoneProduce,
}

// stageMilestones has the milestone of each word of the contract for a stage or
// a registration.
var stageMilestones = map[string]storage.Milestone{
	"线索": storage.MilestoneLead, "在谈": storage.MilestoneTalk, "拟签约": storage.MilestonePropose, "已签约": storage.MilestoneSign,
	"已申报": storage.MilestoneFile, "已认定": storage.MilestoneRecognise, "已入库": storage.MilestoneRecognise,
	"已开工": storage.MilestoneStart, "已竣工": storage.MilestoneFinish,
	"已投产": storage.MilestoneProduce, "已达效": storage.MilestoneCapacity,
}

// update files progress on one project: its steps, then its figures, then what
// is left as a note.
func (f *filer) update(u reading.Update) {
	name := string(u.Project)
	lands, note := landNotes(u)
	done := map[storage.Milestone]bool{}
	for _, d := range u.Dates {
		m, of := milestones[d.What], ""
		if d.What == reading.Land {
			of, lands = lands[0], lands[1:]
		}
		if d.Kind == reading.Plan {
			f.project(name, f.planned(m, d.Date, of))
			continue
		}
		done[m] = true
		f.reached(name, m, lastDay(d.Date), of)
	}
	for _, word := range []string{u.Stage, u.Reg} {
		if m, ok := stageMilestones[word]; ok && !done[m] {
			f.reached(name, m, f.t.today(), "")
			done[m] = true
		}
	}
	if u.Reg == "退回" {
		f.project(name, storage.FilingReturned{On: f.t.today()})
	}
	f.figures(name, u)
	if u.Contact != "" {
		f.contact(name, u.Contact, "", false)
	}
	if u.Hold != nil && *u.Hold {
		f.project(name, storage.ProjectHeld{On: f.t.today(), Reason: note})
		note = ""
	}
	if u.Hold != nil && !*u.Hold {
		f.project(name, storage.ProjectResumed{On: f.t.today()})
	}
	for _, more := range []string{f.verdict(u), f.slipped(u)} {
		if more != "" {
			note = strings.TrimPrefix(note+"；"+more, "；")
		}
	}
	if note != "" {
		f.project(name, storage.Noted{Text: note})
	}
}

// verdict is what a meeting said of a project, "" for nothing: a note says it.
func (f *filer) verdict(u reading.Update) string {
	if u.Verdict == "" && u.Meeting == nil {
		return ""
	}
	return text.Day(f.t.today(), dateOf(u.Meeting)) + "过堂会" + u.Verdict
}

// slipped is the plan that was moved, "" where the ledger has it.
func (f *filer) slipped(u reading.Update) string {
	if u.SlippedFrom == nil {
		return ""
	}
	was := dateOf(u.SlippedFrom)
	for _, d := range f.ledger.projects[string(u.Project)].Milestones {
		if d.From == was || d.To == was {
			return ""
		}
	}
	return "原定" + text.Date(f.t.today(), was)
}

// landNotes shares a note out among the steps of the land, which it says more
// about: which step it is. What is no such note is the rest.
func landNotes(u reading.Update) (of []string, rest string) {
	n := 0
	for _, d := range u.Dates {
		if d.What == reading.Land {
			n++
		}
	}
	if n == 0 {
		return nil, u.Note
	}
	of = make([]string, n)
	if parts := clauses(u.Note); len(parts) == n {
		return parts, ""
	}
	of[0] = u.Note
	return of, ""
}

// reached files a milestone's fact. That the city has recognised a project is
// the office's word; a unit's is a claim until then.
func (f *filer) reached(name string, m storage.Milestone, on storage.Date, note string) {
	if m == storage.MilestoneRecognise && f.t.who.Role != storage.Office {
		f.project(name, storage.RecognitionClaimed{On: on})
		return
	}
	f.project(name, storage.Reached{Milestone: m, On: on, Note: note})
}

func (f *filer) figures(name string, u reading.Update) {
	for _, v := range []struct {
		which  storage.AmountField
		amount *reading.Amount
	}{
		{storage.AgreedAmount, u.Amount},
		{storage.InvestedAmount, u.Invested},
		{storage.PaidInAmount, u.PaidIn},
	} {
		if v.amount != nil {
			f.project(name, storage.AmountChanged{Which: v.which, Amount: amountOf(*v.amount), Said: saidAmount(*v.amount)})
		}
	}
	if u.Percent != nil {
		f.project(name, storage.PercentReached{Percent: int(*u.Percent / reading.DecimalOf(1))})
	}
}

// noChange files that there is nothing new, of one project or of all of which
// the sender still owes a report, but for those that the message excepts or
// says something else of.
func (f *filer) noChange(n reading.NoChange) {
	if n.Project != "" {
		f.project(string(n.Project), storage.Unchanged{Reason: n.Reason})
		return
	}
	owed, err := f.t.owed(f.t.who.Unit)
	if err != nil {
		f.err = err
		return
	}
	f.nothing = len(owed) == 0
	for _, p := range owed {
		if f.speaksOf(p.ID) || slices.Contains(n.Except, reading.Name(p.Name)) {
			continue
		}
		if n.Scope != "mine_talking" || p.Stage() <= storage.Proposed {
			f.project(p.Name, storage.Unchanged{Reason: n.Reason})
		}
	}
}

// speaksOf reports whether an act read before is about a project.
func (f *filer) speaksOf(id storage.ProjectID) bool {
	return slices.ContainsFunc(f.acts, func(a storage.Act) bool {
		return slices.Contains(a.Subjects, storage.Subject{Kind: storage.ProjectSubject, ID: int64(id)})
	})
}

func (f *filer) drop(d reading.Drop) {
	f.project(string(d.Project), storage.ProjectDropped{On: f.t.today(), Reason: d.Reason})
}

func (f *filer) event(name reading.Name, projects []string, withdrawn bool) {
	e, ok := f.ledger.events[string(name)]
	if !ok {
		f.missing = append(f.missing, string(name))
		return
	}
	for _, p := range projects {
		f.project(p, storage.PutUp{Event: e.ID, Withdrawn: withdrawn})
	}
}

// visit files a visit that is neither lead nor progress.
func (f *filer) visit(v reading.Visit) {
	b := storage.VisitMade{Investor: string(v.Investor), On: f.t.today(), Result: v.Result}
	if v.Date != nil {
		b.On = lastDay(*v.Date)
	}
	f.add(storage.Subject{Kind: storage.VisitSubject}, b)
}

// taskForce is what an assignment says of a project's task force, and whether
// it is about one.
func (f *filer) taskForce(a reading.Assign) (storage.TaskForceChanged, bool) {
	var b storage.TaskForceChanged
	for _, name := range a.Who {
		unit, leader := f.ledger.units[name].ID, f.ledger.leaders[name].ID
		switch a.Role {
		case "专班牵头":
			b.Lead = leader
		case "专班成员":
			if unit != 0 {
				b.Members = append(b.Members, unit)
			}
		case "引荐单位":
			b.Referrer = unit
		}
	}
	return b, b.Lead != 0 || len(b.Members) > 0 || b.Referrer != 0
}

// inTaskForce files a change of a project's task force; what one message says
// of it is one change.
func (f *filer) inTaskForce(name string, b storage.TaskForceChanged) {
	if n := len(f.acts); n > 0 {
		last, ok := f.acts[n-1].Body.(storage.TaskForceChanged)
		if id, _ := f.idOf(name); ok && projectOf(f.acts[n-1]) == id {
			last.Lead, last.Referrer = cmp.Or(b.Lead, last.Lead), cmp.Or(b.Referrer, last.Referrer)
			last.Members = append(last.Members, b.Members...)
			f.acts[n-1].Body = last
			return
		}
	}
	f.project(name, b)
}

// assign files who answers for a project: its linked leader, its task force.
// What else is said is kept as a note.
func (f *filer) assign(a reading.Assign) {
	if b, ok := f.taskForce(a); ok && a.Project != "" {
		f.inTaskForce(string(a.Project), b)
		return
	}
	if a.Role == "挂钩区领导" && len(a.Who) == 1 {
		if leader, ok := f.ledger.leaders[a.Who[0]]; ok {
			f.project(string(a.Project), storage.Assigned{Leader: leader.ID})
			return
		}
	}
	switch {
	case a.Project != "":
		f.keep(string(a.Project), a.Role+"："+strings.Join(a.Who, "、"))
	case f.t.who.Role == storage.Office:
		f.people = &a // people are let in and put in their places by buttons
	default:
		f.forOffice = true
	}
}

func dateOf(d *reading.Date) storage.Date {
	if d == nil {
		return storage.Date{}
	}
	return storage.Date(*d)
}

// lastDay is the day a fact is dated when a span was said for it.
func lastDay(s reading.Span) storage.Date {
	if s.To != nil {
		return dateOf(s.To)
	}
	return dateOf(s.From)
}

// amountOf converts money as read: whole yuan, minor units of other currencies.
func amountOf(a reading.Amount) storage.Amount {
	units := func(c reading.Cents) int64 {
		if a.Cur == storage.CNY {
			return c.Yuan()
		}
		return int64(c)
	}
	if a.Ranged() {
		return storage.Amount{Currency: a.Cur, Units: units(a.Min), Upper: units(a.Max), About: a.Approx && saysAbout(a.Raw)}
	}
	return storage.Amount{Currency: a.Cur, Units: units(a.Value), About: a.Approx}
}
