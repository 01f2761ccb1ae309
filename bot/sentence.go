package bot

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// sentence reads what was typed in plain words and answers it: questions at
// once, reports by filing them.
func (t *talk) sentence() error {
	l, ctx, err := t.listening()
	if err != nil {
		return err
	}
	if done, err := t.redateReply(l, ctx); done || err != nil {
		return err
	}
	return t.read(l, t.u.Text, ctx)
}

// read answers a text in its context; a choice made for an earlier text comes
// through here again.
func (t *talk) read(l *ledger, said string, ctx reading.Context) error {
	if done, err := t.officeSays(l, said); done || err != nil {
		return err
	}
	if ctx.ReplyTo != nil {
		t.about = ctx.ReplyTo.Project
	}
	if done, err := t.sayField(l, said); done || err != nil {
		return err
	}
	if done, err := t.sayBelongs(l, said); done || err != nil {
		return err
	}
	r := t.completed(l, said, reading.Read(said, ctx, l.index))
	if r.Beyond.Inquiry != nil {
		if err := t.inquire(l, r.Beyond); err != nil {
			return err
		}
		if r.Acts = besides(r.Acts, r.Beyond.Instead); len(r.Acts) == 0 {
			return nil
		}
	}
	if which := ask(r, "which"); which != "" {
		return t.askWhich(said, strings.Split(which, "|"))
	}
	if ask(r, "project") != "" && len(projectsOf(r.Acts)) == 0 && len(r.Acts) > 0 {
		names, err := t.likely(l, said, 0)
		if err != nil {
			return err
		}
		if len(names) > 0 {
			return t.askWhich(said, names)
		}
	}
	if what, ok := isForget(said); ok {
		return t.askForget(l, what, ctx)
	}
	listed, err := t.listsReported(said)
	if err != nil {
		return err
	}
	if isAudit(said) && !listed {
		return t.askAudit(l, said, ctx)
	}
	return t.meet(l, said, r)
}

// meet does what a reading says: it answers, files, or asks what is lacking.
func (t *talk) meet(l *ledger, said string, r reading.Reading) error {
	if r.Civil != "" {
		return t.civil(l, r.Civil)
	}
	if r.Confirm == reading.ConfirmNone {
		return t.answerAll(l, r.Acts, r.Beyond.Aside)
	}
	return t.file(l, said, r)
}

// besides are the acts that no inquiry stands in place of.
func besides(as, instead []reading.Act) []reading.Act {
	return slices.DeleteFunc(slices.Clone(as), func(a reading.Act) bool {
		return a.Op() == reading.OpNone || slices.ContainsFunc(instead, func(b reading.Act) bool { return reflect.DeepEqual(a, b) })
	})
}

// listening loads what a message is read against: the names, and who speaks.
func (t *talk) listening() (*ledger, reading.Context, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return nil, reading.Context{}, err
	}
	ctx, err := t.context(l)
	return l, ctx, err
}

// context says what a reading needs to know beside the words: who speaks,
// when, where, and what message of ours he answers.
func (t *talk) context(l *ledger) (reading.Context, error) {
	ctx := reading.Context{
		Now:     t.u.At.In(t.loc),
		Unit:    l.unitName[t.who.Unit],
		Role:    readingRole(l, t.who),
		Chat:    reading.ChatDM,
		Who:     t.who.Name,
		Workday: func(d reading.Date) bool { return t.rhythm.meetings.Calendar.Workday(storage.Date(d)) },
	}
	ctx.Meetings = t.meetingsAround()
	if !t.u.Chat.Private {
		ctx.Chat = reading.ChatGroup
	}
	_, about, err := t.repliedTo()
	if err != nil {
		return ctx, err
	}
	kind, id, err := t.answered(about)
	if kind == "order" && err == nil && id == 0 {
		ctx.ReplyTo = &reading.Reply{Kind: kind} // an order may be of no project
	}
	if err != nil || id == 0 {
		return ctx, err
	}
	p, err := t.tx.Project(id)
	if err != nil {
		return ctx, fmt.Errorf("load what is answered: %w", err)
	}
	ctx.ReplyTo = &reading.Reply{Kind: kind, Project: p.Name}
	ctx.NoChangeBefore = p.Unchanged
	return ctx, nil
}

// repliedTo returns the message of ours that is answered, and what it was about;
// zero where none is, or it is not known any more.
func (t *talk) repliedTo() (storage.OutboxID, storage.Subject, error) {
	if t.u.ReplyTo == 0 {
		return 0, storage.Subject{}, nil
	}
	id, about, err := t.tx.MessageAbout(t.u.Chat.ID, t.u.ReplyTo)
	if isNotFound(err) {
		return 0, storage.Subject{}, nil
	}
	if err != nil {
		return 0, storage.Subject{}, fmt.Errorf("find what is answered: %w", err)
	}
	return id, about, nil
}

// answered returns what kind of message of ours is answered, as the contract
// names it, and its project, 0 for none.
func (t *talk) answered(about storage.Subject) (string, storage.ProjectID, error) {
	switch about.Kind {
	case storage.ProjectSubject:
		return "reminder", storage.ProjectID(about.ID), nil
	case storage.OrderSubject:
		o, err := t.tx.Order(storage.OrderID(about.ID))
		return "order", o.Project, err
	case storage.ObstacleSubject:
		o, err := t.tx.Obstacle(storage.ObstacleID(about.ID))
		return "obstacle", o.Project, err
	}
	return "", 0, nil
}

// readingRole is the person's role as the contract names it.
func readingRole(l *ledger, p storage.Person) reading.Role {
	switch p.Role {
	case storage.Office:
		return reading.RoleOffice
	case storage.Leader:
		return reading.RoleLeader
	}
	for _, u := range l.units {
		if u.ID == p.Unit && u.UnitKind == storage.Squad {
			return reading.RoleSquad
		}
	}
	return reading.RoleUnit
}

// answerAll answers the questions of a message, the rates of it in one message
// and one for each other; small talk is left alone in a group and met with an
// example in private.
func (t *talk) answerAll(l *ledger, as []reading.Act, aside reading.Aside) error {
	if aside.Strange != "" {
		as = slices.DeleteFunc(slices.Clone(as), narrowable)
		if err := t.say("figures/unknown", unknown{"words", aside.Strange}, storage.Subject{}); err != nil {
			return err
		}
	}
	for len(as) > 0 {
		rates := leadingRates(as)
		var err error
		if len(rates) > 0 {
			err, as = t.askRates(l, rates, aside), as[len(rates):]
		} else {
			err, as = t.answerOne(l, as[0], aside), as[1:]
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// narrowable reports whether a question is of things that words may narrow: it has
// no answer where they are not understood.
func narrowable(a reading.Act) bool {
	return a.Op() == reading.OpAskRate || a.Op() == reading.OpAskList
}

// leadingRates are the questions of rates that acts begin with.
func leadingRates(as []reading.Act) []reading.AskRate {
	var rates []reading.AskRate
	for _, a := range as {
		r, ok := a.(reading.AskRate)
		if !ok {
			break
		}
		rates = append(rates, r)
	}
	return rates
}

func (t *talk) answerOne(l *ledger, a reading.Act, aside reading.Aside) error {
	switch a := a.(type) {
	case reading.AskList:
		return t.askList(l, a, aside)
	case reading.AskProject:
		return t.askProject(l, a)
	case reading.AskMeeting:
		return t.askMeeting()
	case reading.Help:
		return t.helpOn(a.Topic)
	case reading.Refuse:
		return t.say("refuse/"+a.Why, nil, storage.Subject{})
	}
	return t.smallTalk(l)
}
