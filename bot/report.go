package bot

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

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
	case r.Confirm == reading.ConfirmFirst && !onlyAnswers(f.acts), dear(f.acts):
		return t.askConfirm(f)
	}
	return t.apply(f)
}

// dear reports whether acts are confirmed whatever the words were: who is
// credited, and a counted stage that was not reached after all.
func dear(acts []storage.Act) bool {
	return slices.ContainsFunc(acts, func(a storage.Act) bool {
		_, cleared := a.Body.(storage.Cleared)
		return credits(a) || cleared && a.Counted()
	})
}

// understand turns a reading into a filing: acts with ids, and what is said
// with them.
func (t *talk) understand(l *ledger, said string, r reading.Reading) (filing, error) {
	by := &filer{t: t, ledger: l}
	if !by.answersAsked(r.Acts) {
		by.fileActs(r.Acts)
	}
	by.attach()
	f := filing{
		acts: by.acts, text: said, message: t.u.MessageID, warn: append(t.discreet(l, r.Warn), by.warn...), noted: by.noted,
		asked: ask(r, "date") != "" && hasFact(by.acts), missing: by.missing, instead: by.instead,
		why: by.why, noLast: by.noLast, forOffice: by.forOffice, wished: by.wished, nothing: by.nothing, otherMeeting: by.otherMeeting, people: by.people,
	}
	f.missing = slices.DeleteFunc(f.missing, func(name string) bool { return name == "" })
	for _, e := range r.Unread {
		if by.whole {
			break
		}
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
	names, err := t.likely(l, a.Choice, wrong)
	if err != nil {
		return err
	}
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
// first, then those he spoke of last, then his others, without one.
func (t *talk) likely(l *ledger, said string, without storage.ProjectID) ([]string, error) {
	spoken, err := t.tx.SpokenOf(t.who.ID)
	if err != nil {
		return nil, err
	}
	var names []string
	add := func(p storage.Project) {
		if p.ID != without && t.who.Sees(p) && !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	for _, c := range l.index.Projects(said) {
		add(l.projects[c.Name])
	}
	byID := map[storage.ProjectID]storage.Project{}
	for _, p := range l.projects {
		byID[p.ID] = p
	}
	for _, id := range spoken {
		if p, ok := byID[id]; ok {
			add(p)
		}
	}
	for _, p := range l.known.Projects {
		add(l.projects[p.Name])
	}
	return names, nil
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
