package bot

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode"

	"shuangzhou/bot/reading"
	"shuangzhou/bot/text"
	"shuangzhou/storage"
)

// An echo repeats what was understood, in absolute terms.
type echo struct {
	Today   storage.Date
	Items   []echoItem
	Warn    []warning
	Noted   bool     // something is kept only as a note
	Why     string   // why it is, as “noted/…”
	Asked   bool     // the day was not said and today's was taken
	Unread  []string // what of the message no rule has read
	Missing []string // names that are not in the ledger: what was said of them is not kept

	Dropped []echoItem // what the sender has left out
	Others  []echoItem // what he may not say: the projects are not his
}

// An echoItem is what was said of one subject.
type echoItem struct {
	Subject string
	Acts    []text.ActView
}

// add adds an act; pictures that follow one another are counted.
func (e *echoItem) add(v text.ActView) {
	b, ok := v.Act.Body.(storage.FileAttached)
	if ok && b.Name == "" && len(e.Acts) > 0 {
		last := &e.Acts[len(e.Acts)-1]
		if o, ok := last.Act.Body.(storage.FileAttached); ok && o.Name == "" && o.Form == b.Form {
			last.Files = max(last.Files, 1) + 1
			return
		}
	}
	e.Acts = append(e.Acts, v)
}

// A warning is what the reading wants the sender to see.
type warning struct{ Head, What string }

// file files what a message reports: at once with an echo and undo, or, where
// an error would be dear, after the sender has confirmed it.
func (t *talk) file(l *ledger, said string, r reading.Reading) error {
	if undoLast(r) {
		if err := t.undoLast(); err != nil {
			return err
		}
		if r.Acts = withoutUndo(r.Acts); len(r.Acts) == 0 {
			return nil
		}
	}
	if err := t.fileReport(l, said, r); err != nil {
		return err
	}
	return t.answerAll(l, questions(r.Acts), r.Beyond.Aside)
}

func (t *talk) fileReport(l *ledger, said string, r reading.Reading) error {
	if done, err := t.correctLast(l, r); done || err != nil {
		return err
	}
	if lead, ok := onlyLead(r); ok {
		return t.fileLead(l, said, r, lead)
	}
	w := want{Text: said, Message: t.u.MessageID, At: t.u.At, About: t.about}
	return t.fileWant(l, w, r)
}

// fileWant files a message, or asks what it lacks.
func (t *talk) fileWant(l *ledger, w want, r reading.Reading) error {
	if asked, err := t.askWanted(l, w, r); asked || err != nil {
		return err
	}
	f, err := t.understand(l, w.Text, r)
	if err != nil {
		return err
	}
	f = t.apart(f)
	wanting, err := t.wantReason(f.acts)
	if err != nil {
		return err
	}
	switch {
	case len(f.acts) == 0 && !f.forOffice:
		return t.notUnderstood(l, f)
	case f.forOffice:
		return t.refer(l, w, f, "want/referred")
	case wanting > 0:
		return t.askReason(f)
	case r.Confirm == reading.ConfirmFirst, dear(f.acts):
		return t.askConfirm(f)
	}
	return t.apply(f)
}

// dear reports whether acts are confirmed whatever the words were: who is
// credited, and a counted stage that was not reached after all.
func dear(acts []storage.Act) bool {
	return slices.ContainsFunc(acts, func(a storage.Act) bool {
		switch b := a.Body.(type) {
		case storage.Assigned:
			return b.Unit != 0
		case storage.Cleared:
			return a.Counted()
		}
		return false
	})
}

// understand turns a reading into a filing: acts with ids, and what is said
// with them.
func (t *talk) understand(l *ledger, said string, r reading.Reading) (filing, error) {
	by := &filer{t: t, ledger: l}
	by.fileActs(r.Acts)
	by.attach()
	f := filing{
		acts: by.acts, text: said, message: t.u.MessageID, warn: append(t.discreet(l, r.Warn), by.warn...), noted: by.noted,
		asked: ask(r, "date") != "" && hasFact(by.acts), missing: by.missing, instead: by.instead,
		why: by.why, noLast: by.noLast, forOffice: by.forOffice, nothing: by.nothing, otherMeeting: by.otherMeeting, people: by.people,
	}
	f.missing = slices.DeleteFunc(f.missing, func(name string) bool { return name == "" })
	for _, e := range r.Unread {
		f.unread = append(f.unread, said[e.From:e.To])
	}
	if by.err != nil {
		return f, by.err
	}
	return f, t.see(f.acts)
}

// see notes in each act what its sender knew of the project when he said it.
func (t *talk) see(acts []storage.Act) error {
	for i, a := range acts {
		s := a.Subjects[0]
		if s.Kind != storage.ProjectSubject || s.ID <= 0 {
			continue
		}
		seen, err := t.tx.SeenIn(t.u.Chat.ID, storage.ProjectID(s.ID))
		if err != nil {
			return err
		}
		acts[i].Seen = seen
	}
	return nil
}

// ask returns what a reading asks under a head, "" where it does not ask.
func ask(r reading.Reading, head string) string {
	for _, a := range r.Ask {
		if h, what, _ := strings.Cut(a, ":"); h == head {
			return cmp.Or(what, head)
		}
	}
	return ""
}

func undoLast(r reading.Reading) bool { return slices.ContainsFunc(r.Acts, isUndo) }

func isUndo(a reading.Act) bool { return a.Op() == reading.OpUndo }

func withoutUndo(as []reading.Act) []reading.Act { return slices.DeleteFunc(slices.Clone(as), isUndo) }

// questions returns what a message asks beside what it reports.
func questions(as []reading.Act) []reading.Act {
	return slices.DeleteFunc(slices.Clone(as), func(a reading.Act) bool {
		switch a.(type) {
		case reading.AskRate, reading.AskList, reading.AskProject, reading.AskMeeting, reading.Help, reading.Refuse:
			return false
		}
		return true
	})
}

// apply files acts and echoes them with a button to take them back.
func (t *talk) apply(f filing) error {
	done, err := t.commit(f)
	var conflict *storage.Conflict
	if errors.As(err, &conflict) {
		return t.askConflict(f, conflict)
	}
	if err != nil {
		return t.explain(err)
	}
	if err := t.tellOthers(done); err != nil {
		return err
	}
	if !t.u.Chat.Private && unmistakable(done) {
		return t.react("👍")
	}
	e, rows, err := t.echoed(f, done)
	if err != nil {
		return err
	}
	return t.say("report/echo", e, subjectOf(done), rows...)
}

// tellOthers tells those whom acts concern: the office of a claim to be
// confirmed, the departments asked, the owners of orders.
func (t *talk) tellOthers(done []storage.Act) error {
	for _, tell := range []func([]storage.Act) error{t.askRecognition, t.tellAsked, t.tellOrdered, t.askTransfer, t.tellMeeting} {
		if err := tell(done); err != nil {
			return err
		}
	}
	return nil
}

// commit applies a filing's acts and notes which message filed them.
func (t *talk) commit(f filing) ([]storage.Act, error) {
	acts, err := t.numbered(f.acts)
	if err != nil {
		return nil, err
	}
	if err := t.retargeted(acts); err != nil {
		return nil, err
	}
	done, err := t.tx.AddToGroup(f.joins, acts)
	if err != nil {
		return done, err
	}
	t.filedIn = done[0].Group
	if err := t.leadsOpened(done); err != nil || f.message == 0 {
		return done, err
	}
	return done, t.tx.SetFiled(t.u.Chat.ID, f.message, done[0].Group)
}

// unmistakable reports whether acts need no words for a receipt in a group:
// 无变化 of one project.
func unmistakable(acts []storage.Act) bool {
	_, ok := acts[0].Body.(storage.Unchanged)
	return ok && len(acts) == 1
}

// react puts an emoji on the message that is answered.
func (t *talk) react(emoji string) error {
	_, err := t.tx.Enqueue(storage.Message{
		Deed: t.deed(), Chat: t.u.Chat.ID, Kind: storage.ReactionMessage, MessageID: t.u.MessageID, Emoji: emoji,
	})
	return err
}

// echoed is the echo of what was filed, with its buttons.
func (t *talk) echoed(f filing, done []storage.Act) (echo, [][]storage.Button, error) {
	e, err := t.echo(done, f.warn, f.noted)
	if err != nil {
		return e, nil, err
	}
	e.leave(f)
	if e.Others, err = t.othersOf(f); err != nil {
		return e, nil, err
	}
	rows, err := t.undoRows(done, f.text != "" && f.message != 0)
	if err != nil {
		return e, nil, err
	}
	opened := slices.ContainsFunc(done, func(a storage.Act) bool { _, ok := a.Body.(storage.Opened); return ok })
	if f.text != "" && !opened && len(e.Items) == 1 && subjectOf(done).Kind == storage.ProjectSubject {
		other, err := t.button("not-this", verbOther, storage.PlainStyle, args{Group: done[0].Group, Choice: f.text})
		if err != nil {
			return e, nil, err
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], other)
	}
	if f.back != 0 {
		back, err := t.button("back-to-card", verbBackToCard, storage.PlainStyle, args{Project: f.back})
		if err != nil {
			return e, nil, err
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], back)
	}
	return e, rows, nil
}

// leave notes what of a message was not read: a note that the echo repeats says
// so already.
func (e *echo) leave(f filing) {
	e.Missing, e.Why = f.missing, f.why
	if onlyNotes(f.acts) {
		return
	}
	for _, said := range f.unread {
		if !slices.ContainsFunc(f.acts, func(a storage.Act) bool { return repeats(a.Body, said) }) {
			e.Unread = append(e.Unread, said)
		}
	}
}

// repeats reports whether a note holds what was said, which may begin with the
// project's name and a day and end in 了.
func repeats(b storage.Body, said string) bool {
	n, ok := b.(storage.Noted)
	if !ok {
		return false
	}
	said = strings.TrimSuffix(strings.Join(clauses(said), ""), "了")
	return slices.ContainsFunc(clauses(n.Text), func(c string) bool {
		return strings.HasSuffix(said, strings.TrimSuffix(c, "了")) || strings.Contains(c, said)
	})
}

// clauses are the pieces of a text between its signs.
func clauses(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSpace(r) })
}

// subjectOf is what a reply to the echo is about: the first act's project, or
// what else it is about.
func subjectOf(acts []storage.Act) storage.Subject {
	if len(acts) == 0 || len(acts[0].Subjects) == 0 {
		return storage.Subject{}
	}
	if id := projectOf(acts[0]); id != 0 {
		return storage.Subject{Kind: storage.ProjectSubject, ID: int64(id)}
	}
	return acts[0].Subjects[0]
}

// echo makes the view of acts, grouped by their subjects in the order spoken.
// Undos among them are not told: what they make room for is.
func (t *talk) echo(acts []storage.Act, warn []string, noted bool) (echo, error) {
	e := echo{Today: t.today(), Noted: noted}
	for _, w := range warn {
		head, what, _ := strings.Cut(w, ":")
		if t.words.Has("warn/" + head) {
			e.Warn = append(e.Warn, warning{head, strings.ReplaceAll(what, "+", "、")})
		}
	}
	at := map[storage.Subject]int{}
	t.opens = openingNames(acts)
	for _, a := range acts {
		if a.Undoes != 0 {
			continue
		}
		v, err := t.actView(a)
		if err != nil {
			return e, err
		}
		s := subjectOf([]storage.Act{a})
		i, ok := at[s]
		if !ok || s.ID == 0 {
			i = len(e.Items)
			at[s] = i
			e.Items = append(e.Items, echoItem{Subject: v.Subject})
		}
		e.Items[i].add(v)
	}
	return e, nil
}

// actView names what an act is about and what it names, for the words.
func (t *talk) actView(a storage.Act) (text.ActView, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return text.ActView{}, err
	}
	v := text.ActView{Today: t.today(), Act: a}
	if v.By, err = t.nameOf(a.By); err != nil {
		return v, err
	}
	switch b := a.Body.(type) {
	case storage.Opened:
		v.Unit, v.Leader = l.unitName[b.Unit], l.persons[b.Leader].Name
	case storage.Assigned:
		v.Unit, v.Host, v.Leader = l.unitName[b.Unit], l.unitName[b.Host], l.persons[b.Leader].Name
	case storage.PersonAdded:
		v.Unit = l.unitName[b.Unit]
	case storage.UnitMerged:
		v.Unit = l.unitName[b.Into]
	case storage.PersonChanged:
		v.Unit = l.unitName[b.Unit]
	case storage.PutUp:
		v.Event = l.eventsBy[b.Event].Name
	case storage.TargetSet:
		if err := t.nameTarget(l, b, &v); err != nil {
			return v, err
		}
	case storage.SettingSet:
		if err := t.nameSetting(b, &v); err != nil {
			return v, err
		}
	case storage.TransferAsked:
		v.Unit = l.unitName[b.To]
	case storage.DisputeDecided:
		v.Unit = l.unitName[b.For]
	case storage.TaskForceChanged:
		v.Leader, v.Unit, v.Host = l.persons[b.Lead].Name, l.unitNames(b.Members), l.unitName[b.Referrer]
	case storage.ProjectMerged:
		dropped, err := t.tx.ProjectAt(b.Drop, storage.ActNumber(b.Drop))
		if err != nil {
			return v, err
		}
		v.Event = dropped.Name
	case storage.ObstacleRaised:
		v.Unit = l.unitNames(b.Need)
	case storage.ObstacleClosed:
		v.Unit = l.unitNames(b.By)
	case storage.OrderGiven:
		v.Leader = l.persons[b.From].Name
		var to []string
		for _, x := range b.To {
			to = append(to, l.assignee(x))
		}
		v.Unit = strings.Join(to, "、")
	}
	v.Subject, err = t.subjectName(l, a)
	return v, err
}

// subjectName names what an act is told of: its project where it has one.
func (t *talk) subjectName(l *ledger, a storage.Act) (string, error) {
	if o, ok := a.Body.(storage.Opened); ok {
		return o.Name, nil
	}
	if b, ok := a.Body.(storage.UnitMerged); ok { // it has everything of the unit as its subjects
		return l.unitName[b.From], nil
	}
	if id := projectOf(a); id < 0 {
		return t.opens[id], nil
	} else if id != 0 {
		return t.projectName(id, a)
	}
	switch s := a.Subjects[0]; s.Kind {
	case storage.PersonSubject:
		if b, ok := a.Body.(storage.PersonAdded); ok {
			return b.Name, nil
		}
		return t.nameOf(storage.PersonID(s.ID))
	case storage.UnitSubject:
		if b, ok := a.Body.(storage.UnitAdded); ok {
			return b.Name, nil
		}
		return l.unitName[storage.UnitID(s.ID)], nil
	case storage.ObstacleSubject:
		o, err := t.tx.Obstacle(storage.ObstacleID(s.ID))
		if err != nil {
			return "", err
		}
		p, err := t.tx.Project(o.Project)
		return p.Name, err
	}
	return "", nil
}

// projectName names an act's project: as it is called now, one that the act
// gives another name as it was called before.
func (t *talk) projectName(id storage.ProjectID, a storage.Act) (string, error) {
	if b, ok := a.Body.(storage.Renamed); ok && b.Name != "" && a.Number != 0 {
		p, err := t.tx.ProjectAt(id, a.Number-1)
		return p.Name, err
	}
	p, err := t.tx.Project(id)
	return p.Name, err
}

// projectOf returns the project an act is about, 0 for none: also of an act
// that waits and whose own subject is not there yet.
func projectOf(a storage.Act) storage.ProjectID {
	switch b := a.Body.(type) {
	case storage.ObstacleRaised:
		return b.Project
	case storage.OrderGiven:
		return b.Project
	case storage.ProjectMerged:
		return b.Keep
	}
	for _, s := range a.Subjects {
		if s.Kind == storage.ProjectSubject {
			return storage.ProjectID(s.ID)
		}
	}
	return 0
}

// unitNames joins the names of units.
func (l *ledger) unitNames(ids []storage.UnitID) string {
	var names []string
	for _, id := range ids {
		names = append(names, l.unitName[id])
	}
	return strings.Join(names, "、")
}

// otherProject takes back what was filed for the wrong project and asks for
// the right one, the likeliest first.
func (t *talk) otherProject(p storage.Press, a args) error {
	acts, err := t.takeBack(a.Group)
	if err != nil {
		return err
	}
	wrong := storage.ProjectID(acts[0].Subjects[0].ID)
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	names := t.likely(l, a.Choice, wrong)
	e, err := t.echo(acts, nil, false)
	if err != nil {
		return err
	}
	if err := t.rewrite(p, "report/undone", undoneView{echo: e}); err != nil {
		return err
	}
	return t.askWhich(a.Choice, names)
}

// likely returns the sender's projects that a text may mean, the likeliest
// first, then his others, without one.
func (t *talk) likely(l *ledger, said string, without storage.ProjectID) []string {
	var names []string
	add := func(p storage.Project) {
		if p.ID != without && t.who.Sees(p) && !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	for _, c := range l.index.Projects(said) {
		add(l.projects[c.Name])
	}
	for _, p := range l.known.Projects {
		add(l.projects[p.Name])
	}
	return names
}

// notUnderstood says what was not read, and how it is said.
func (t *talk) notUnderstood(l *ledger, f filing) error {
	switch {
	case f.noLast:
		return t.noLast()
	case f.people != nil:
		return t.sayPlaced(*f.people)
	case f.otherMeeting != "":
		return t.say("meeting/other", f.otherMeeting, storage.Subject{})
	case f.nothing:
		return t.say("report/nothing-owed", nil, storage.Subject{})
	case len(f.missing) > 0:
		return t.say("report/missing", f.missing, storage.Subject{})
	}
	return t.smallTalk(l)
}
