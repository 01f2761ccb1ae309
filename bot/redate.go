package bot

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// redateShape is an answer to an echo that is about its day alone: 日期是5月18日,
// 日期不对，应该是上周五, 改成5月18日.
var redateShape = regexp.MustCompile(`^(?:日期|时间|日子)?(?:不对|错了|写错了|有误)?[，,。\s]*(?:应该|应)?(?:是|为|改成|改为|改到|改)?(.+)$`)

// redateReply takes a reply that says no more than a day as the right day of
// what the message answered tells, and reports whether it is one. A message that
// tells of nothing filed, a reminder, stands for what the sender reported last
// of its project.
func (t *talk) redateReply(l *ledger, ctx reading.Context) (bool, error) {
	if ctx.ReplyTo == nil || ctx.ReplyTo.Project == "" {
		return false, nil
	}
	m := redateShape.FindStringSubmatch(t.u.Text)
	if m == nil {
		return false, nil
	}
	span, past := l.index.DateAlone(m[1], reading.Context{Now: t.u.At.In(t.loc)})
	from, to, ahead := t.readTermAlone(m[1])
	if !past && !ahead {
		return false, nil
	}
	if !past {
		span = reading.Span{}
	}
	if done, err := t.redateCard(lastDay(span), from, to); done || err != nil {
		return done, err
	}
	shown, err := t.shownGroup()
	if err != nil {
		return false, err
	}
	var old []storage.Act
	if shown != 0 {
		old, err = t.standsFor(shown)
	} else {
		old, err = t.lastSaid(l.projects[ctx.ReplyTo.Project].ID, hasDay)
	}
	switch {
	case err != nil:
		return false, err
	case shown != 0 && len(old) == 0:
		return true, t.say("correct/gone", nil, storage.Subject{})
	case shown != 0 && !slices.ContainsFunc(old, hasDay):
		if id := orderIn(old); id != 0 {
			return true, t.extendTo(l, id, cmp.Or(to, lastDay(span)))
		}
		return true, t.say("correct/no-day", nil, subjectOf(old))
	case len(old) == 0:
		return false, nil
	}
	return true, t.redateActs(old, lastDay(span), from, to)
}

// redateCard gives another day to a card that is answered before it is
// confirmed, and reports whether one is.
func (t *talk) redateCard(on, from, to storage.Date) (bool, error) {
	a, err := t.argsUnder(verbConfirm)
	if err != nil || a.Draft == 0 {
		return false, err
	}
	d, body, err := t.draft(a.Draft)
	if errors.Is(err, errStale) || errors.Is(err, errNotYours) || errors.Is(err, errExpired) {
		return false, nil // no card any more: the message is read like any
	}
	if err != nil {
		return false, err
	}
	f, err := body.filing()
	if err != nil || !slices.ContainsFunc(f.acts, hasDay) {
		return false, err
	}
	for i, act := range f.acts {
		f.acts[i].Body = redated(act.Body, on, from, to)
	}
	card, _, err := t.tx.MessageAbout(t.u.Chat.ID, t.u.ReplyTo)
	if err != nil {
		return false, err
	}
	if err := t.putAway(card, "report/redated", nil); err != nil {
		return false, err
	}
	return true, t.showCard(d, f)
}

// redateActs files anew what was said with other days.
func (t *talk) redateActs(old []storage.Act, on, from, to storage.Date) error {
	f := filing{message: t.u.MessageID}
	for _, a := range old {
		f.acts = append(f.acts, t.actOn(a.Subjects, redated(a.Body, on, from, to)))
	}
	return t.revise(old, f, hasFact(f.acts) && slices.ContainsFunc(f.acts, storage.Act.Counted))
}

// redated puts a fact on a day, a plan on its days; a day that is zero was not
// read as such.
func redated(b storage.Body, on, from, to storage.Date) storage.Body {
	if p, ok := b.(storage.Planned); ok {
		if !from.IsZero() || !to.IsZero() {
			p.From, p.To, p.Hedge, p.About = from, to, "", false
		}
		return p
	}
	if on.IsZero() {
		return b
	}
	return dated(b, on)
}

// hasDay reports whether an act has a day that may have been said wrong.
func hasDay(a storage.Act) bool {
	_, planned := a.Body.(storage.Planned)
	return planned || hasFact([]storage.Act{a})
}

// lastSaid returns the acts in force of the sender's last message about a
// project that has such an act.
func (t *talk) lastSaid(p storage.ProjectID, such func(storage.Act) bool) ([]storage.Act, error) {
	if p == 0 {
		return nil, nil
	}
	acts, err := t.tx.Acts(storage.Subject{Kind: storage.ProjectSubject, ID: int64(p)})
	if err != nil {
		return nil, err
	}
	for _, a := range slices.Backward(acts) {
		if a.By != t.who.ID || a.Undoes != 0 || !such(a) {
			continue
		}
		if old, err := t.standing(a.Group); err != nil || len(old) > 0 {
			return old, err
		}
	}
	return nil, nil
}

// shownActs returns the acts in force that the message answered tells of, none
// where it tells of none.
func (t *talk) shownActs() ([]storage.Act, error) {
	group, err := t.shownGroup()
	if err != nil || group == 0 {
		return nil, err
	}
	return t.standsFor(group)
}

// shownGroup returns the group that the message answered has filed, 0 for none:
// it is the one its [撤销] takes back.
func (t *talk) shownGroup() (storage.ActNumber, error) {
	a, err := t.argsUnder(verbUndo)
	return a.Group, err
}

// argsUnder returns what the button of a verb under the message answered is
// about, nothing where there is none.
func (t *talk) argsUnder(verb string) (args, error) {
	var a args
	id, _, err := t.repliedTo()
	if err != nil || id == 0 {
		return a, err
	}
	p, err := t.tx.ButtonUnder(id, verb)
	if isNotFound(err) {
		return a, nil
	}
	if err != nil {
		return a, fmt.Errorf("find the button answered: %w", err)
	}
	if err := json.Unmarshal(p.Button.Args, &a); err != nil {
		return a, fmt.Errorf("read button %s: %w", verb, err)
	}
	return a, nil
}

// standsFor returns the acts in force of a group, or of the one that was filed
// in its place.
func (t *talk) standsFor(group storage.ActNumber) ([]storage.Act, error) {
	old, err := t.standing(group)
	if err != nil || len(old) > 0 {
		return old, err
	}
	acts, err := t.tx.Group(group)
	if err != nil {
		return nil, err
	}
	for _, a := range acts {
		undo, err := t.tx.UndoneBy(a.Number)
		if isNotFound(err) {
			continue
		}
		if err != nil || undo.Group == group {
			return nil, err
		}
		return t.standsFor(undo.Group)
	}
	return nil, nil
}

// actOn is an act of the sender on subjects that are there.
func (t *talk) actOn(subjects []storage.Subject, b storage.Body) storage.Act {
	return storage.Act{
		Said: t.u.At, By: t.who.ID, Source: t.u.Key, UndoUntil: t.rhythm.undoUntil(t.u.At), Subjects: subjects, Body: b,
	}
}
