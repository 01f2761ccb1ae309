package bot

import (
	"errors"
	"slices"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// What was said wrong is put right by saying so. Which act does it depends on
// what was wrong: a value is said anew, a stage beyond the right one is cleared,
// a report of the wrong project is taken back and filed for the right one.

// correct fixes a value already reported.
func (f *filer) correct(c reading.Correct) {
	if due, ok := c.New.(*reading.Span); ok && c.Field == "due" {
		f.extend(c, lastDay(*due))
		return
	}
	name := f.corrected(c)
	if f.noLast = name == ""; f.noLast {
		return
	}
	switch v := c.New.(type) {
	case *reading.Amount:
		f.correctAmount(name, c.Field, *v)
		return
	case *reading.Decimal:
		if c.Field == "land_mu" {
			f.project(name, storage.Described{Details: storage.Details{Land: storage.Mu(*v)}})
			return
		}
		f.project(name, storage.PercentReached{Percent: int(*v / reading.DecimalOf(1))})
		return
	case *reading.Span:
		if m, ok := milestones[reading.What(strings.TrimPrefix(c.Field, "date."))]; ok {
			f.redate(name, m, *v)
			return
		}
	case string:
		if f.correctWord(name, c, v) {
			return
		}
	case nil:
		if m, ok := stageMilestones[oldWord(c)]; ok && c.Field == "stage" {
			f.project(name, storage.Cleared{Milestone: m})
			return
		}
	}
	f.keepSaid(name)
}

// corrected names the project whose value is corrected: the one named, that of
// the message answered, or that of the sender's last report.
func (f *filer) corrected(c reading.Correct) string {
	switch {
	case c.Project != "@last":
		return string(c.Project)
	case f.t.about != "":
		return f.t.about
	}
	return f.last()
}

// amountFields has the amount of each field of the contract.
var amountFields = map[string]storage.AmountField{
	"amount": storage.AgreedAmount, "invested": storage.InvestedAmount, "paid_in": storage.PaidInAmount,
}

func (f *filer) correctAmount(name, field string, a reading.Amount) {
	if which, ok := amountFields[field]; ok {
		f.project(name, storage.AmountChanged{Which: which, Amount: amountOf(a), Said: saidAmount(a)})
		return
	}
	f.project(name, storage.Described{Details: storage.Details{Capital: amountOf(a)}})
}

// correctWord fixes what is said in a word, and reports whether it does.
func (f *filer) correctWord(name string, c reading.Correct, v string) bool {
	switch c.Field {
	case "stage":
		return f.restage(name, v)
	case "reg":
		return f.refile(name, v)
	case "origin":
		f.project(name, storage.Described{Origin: v})
		return true
	case "investor":
		f.project(name, storage.Described{Investor: v})
		return true
	case "unit":
		u, ok := f.ledger.unitCalled(v)
		if ok && f.t.who.Role != storage.Office {
			f.wishFor(name, u.ID) // whose credit it is, is the office's word
			return false
		}
		if ok {
			f.project(name, storage.Assigned{Unit: u.ID})
		}
		return ok
	case "contact":
		f.contact(name, v, oldWord(c), true)
		return true
	case "project":
		f.project(name, storage.Renamed{Name: v})
		return true
	}
	return false
}

// newWord is the word that is right, "" where none was said.
func newWord(c reading.Correct) string {
	s, _ := c.New.(string)
	return s
}

// oldWord is the word that was wrong, "" where none was said.
func oldWord(c reading.Correct) string {
	s, _ := c.Old.(string)
	return s
}

// contact files a contact of a project. One that corrects takes the place of
// the one that is named, or of the last.
func (f *filer) contact(name, text, old string, instead bool) {
	id, ok := f.idOf(name)
	if !ok || f.err != nil {
		f.missing = append(f.missing, name)
		return
	}
	b := storage.ContactGiven{}
	if b.Hash, f.err = f.t.tx.KeepContact(max(id, 0), text); f.err != nil {
		return
	}
	if id < 0 {
		f.contactOfLead(id, b.Hash)
		return
	}
	if instead {
		b.Instead = f.contactLike(id, old)
	}
	f.project(name, b)
}

// contactOfLead gives a contact to a lead that the same message files.
func (f *filer) contactOfLead(id storage.ProjectID, hash string) {
	n := storage.ProjectID(0)
	for i, a := range f.acts {
		o, ok := a.Body.(storage.Opened)
		if !ok {
			continue
		}
		if n--; n == id {
			o.Contacts = append(slices.Clone(o.Contacts), hash)
			f.acts[i].Body = o
		}
	}
}

// contactLike finds the contact of a project that a text names, else the last.
func (f *filer) contactLike(id storage.ProjectID, old string) string {
	p, err := f.t.tx.Project(id)
	if err != nil || len(p.Contacts) == 0 {
		f.err = err
		return ""
	}
	if old != "" {
		for _, hash := range p.Contacts {
			if text, err := f.t.tx.Contact(hash, f.t.who); err == nil && strings.Contains(text, old) {
				return hash
			}
		}
	}
	return p.Contacts[len(p.Contacts)-1]
}

// last names the project of the sender's last report, "" for none.
func (f *filer) last() string {
	group, err := f.t.tx.LastGroupOf(f.t.who.ID)
	if isNotFound(err) {
		return ""
	}
	acts, err2 := f.t.tx.Group(group)
	if f.err = errors.Join(err, err2); f.err != nil {
		return ""
	}
	for _, a := range acts {
		if id := projectOf(a); id != 0 {
			p, err := f.t.tx.Project(id)
			f.err = err
			return p.Name
		}
	}
	return ""
}

// redate moves the day of a milestone: its fact when it is done, else its plan.
func (f *filer) redate(name string, m storage.Milestone, s reading.Span) {
	if d := f.ledger.projects[name].Milestones[m]; d.Done.IsZero() {
		f.project(name, f.planned(m, s, ""))
		return
	}
	f.reached(name, m, lastDay(s), "")
}

// restage sets a stage that was said wrong, and reports whether it is one: what
// lies beyond it was not reached.
func (f *filer) restage(name, word string) bool {
	to, ok := stageMilestones[word]
	if !ok {
		return false
	}
	p := f.ledger.projects[name]
	for s := storage.AtCapacity; s > storage.Lead && s.Milestone() != to; s-- {
		if !p.Milestones[s.Milestone()].Done.IsZero() {
			f.project(name, storage.Cleared{Milestone: s.Milestone()})
		}
	}
	if p.Milestones[to].Done.IsZero() {
		f.reached(name, to, f.t.today(), "")
	}
	return true
}

// refile sets where the filing stands that was said wrong, and reports whether it is
// a state of it: what lies beyond it was not reached.
func (f *filer) refile(name, word string) bool {
	done := func(m storage.Milestone) bool { return !f.ledger.projects[name].Milestones[m].Done.IsZero() }
	to, reached := stageMilestones[word]
	switch {
	case word == "退回":
		f.project(name, storage.FilingReturned{On: f.t.today()})
		return true
	case !reached && word != "未申报":
		return false
	}
	if to != storage.MilestoneRecognise && done(storage.MilestoneRecognise) {
		f.project(name, storage.Cleared{Milestone: storage.MilestoneRecognise})
	}
	if !reached && done(storage.MilestoneFile) {
		f.project(name, storage.Cleared{Milestone: storage.MilestoneFile})
	}
	if reached && !done(to) {
		f.reached(name, to, f.t.today(), "")
	}
	return true
}

// noLast says that there is no report that a correction could be about.
func (t *talk) noLast() error {
	view, err := t.startView(t.who)
	if err != nil {
		return err
	}
	return t.say("correct/no-last", view, storage.Subject{})
}

// correctLast puts right what a sentence says of the last report without saying
// what it was: its day, or its project. It reports whether the sentence is such
// a one.
func (t *talk) correctLast(l *ledger, r reading.Reading) (bool, error) {
	if len(r.Acts) != 1 {
		return false, nil
	}
	c, ok := r.Acts[0].(reading.Correct)
	if !ok || c.New == nil || c.Field != "date" && c.Field != "project" {
		return false, nil
	}
	if _, known := l.projects[newWord(c)]; c.Field == "project" && c.Project != "@last" && !known {
		return false, nil // another name, not another project
	}
	old, err := t.meant(l, c)
	if err != nil {
		return true, err
	}
	switch {
	case len(old) > 0:
	case c.Field == "project" && c.Project != "@last":
		return true, t.say("correct/taken", newWord(c), storage.Subject{})
	default:
		return true, t.noLast()
	}
	if span, ok := c.New.(*reading.Span); ok {
		if !slices.ContainsFunc(old, hasDay) {
			if id := orderIn(old); id != 0 {
				return true, t.extendTo(l, id, lastDay(*span))
			}
			return true, t.say("correct/no-day", nil, subjectOf(old))
		}
		day := lastDay(*span)
		return true, t.redateActs(old, day, dateOf(span.From), dateOf(span.To))
	}
	return true, t.moveActs(l, old, c)
}

// meant returns the acts in force that a correction is about: of the message
// answered, of the sender's last report of the project named, else of his last.
func (t *talk) meant(l *ledger, c reading.Correct) ([]storage.Act, error) {
	if old, err := t.shownActs(); err != nil || len(old) > 0 {
		return old, err
	}
	name := string(c.Project)
	if c.Field == "project" && c.Project == "@last" {
		name = oldWord(c)
	}
	if p, ok := l.projects[name]; ok {
		return t.lastSaid(p.ID, func(storage.Act) bool { return true })
	}
	group, err := t.tx.LastGroupOf(t.who.ID)
	if isNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return t.standing(group)
}

// moveActs files for another project what was filed for a wrong one.
func (t *talk) moveActs(l *ledger, old []storage.Act, c reading.Correct) error {
	right, ok := l.projects[newWord(c)]
	wrong := projectOf(old[0])
	if w, ok := l.projects[oldWord(c)]; ok {
		wrong = w.ID
	}
	f := filing{message: t.u.MessageID}
	var taken []storage.Act
	for _, a := range old {
		if projectOf(a) != wrong || !movable(a) {
			continue
		}
		taken = append(taken, a)
		f.acts = append(f.acts, t.movedTo(a, wrong, right.ID))
	}
	if !ok || len(f.acts) == 0 || wrong == right.ID {
		return t.noLast()
	}
	return t.revise(taken, f, slices.ContainsFunc(f.acts, storage.Act.Counted))
}

// movable reports whether what was said of one project can be said of another:
// not that it is there at all, nor who speaks for it.
func movable(a storage.Act) bool {
	switch a.Body.(type) {
	case storage.Opened, storage.ProjectMerged, storage.ContactGiven, storage.FileAttached:
		return false
	}
	return projectOf(a) != 0
}

// movedTo is an act said of another project.
func (t *talk) movedTo(a storage.Act, from, to storage.ProjectID) storage.Act {
	moved := renumbered([]storage.Act{t.actOn(a.Subjects, a.Body)}, map[storage.ProjectID]storage.ProjectID{from: to})[0]
	switch a.Body.(type) {
	case storage.ObstacleRaised, storage.OrderGiven: // a new one, of the other project
		moved.Subjects = []storage.Subject{{Kind: a.Subjects[0].Kind}}
	}
	return moved
}
