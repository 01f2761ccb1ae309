package bot

import (
	"regexp"
	"slices"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// redateShape is an answer to an echo that is about its day alone: 日期是5月18日,
// 日期不对，应该是上周五, 改成5月18日.
var redateShape = regexp.MustCompile(`^(?:日期|时间|日子)?(?:不对|错了|写错了|有误)?[，,。\s]*(?:应该|应)?(?:是|为|改成|改为|改到|改)?(.+)$`)

// redateReply takes a reply that says no more than a day as the right day of
// what the sender reported last of that project, and reports whether it is one.
func (t *talk) redateReply(l *ledger, ctx reading.Context) (bool, error) {
	if ctx.ReplyTo == nil {
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
	old, err := t.lastDated(l.projects[ctx.ReplyTo.Project].ID)
	if err != nil || old == nil {
		return false, err
	}
	f := filing{message: t.u.MessageID}
	for _, a := range old {
		body := a.Body
		if b, ok := body.(storage.Planned); ok && ahead {
			b.From, b.To = from, to
			body = b
		} else if past {
			body = dated(body, lastDay(span))
		}
		f.acts = append(f.acts, t.actOn(a.Subjects, body))
	}
	return true, t.revise(old, f, hasFact(f.acts) && slices.ContainsFunc(f.acts, storage.Act.Counted))
}

// lastDated returns the acts in force of the sender's last message about a
// project that has a day in it.
func (t *talk) lastDated(p storage.ProjectID) ([]storage.Act, error) {
	if p == 0 {
		return nil, nil
	}
	acts, err := t.tx.Acts(storage.Subject{Kind: storage.ProjectSubject, ID: int64(p)})
	if err != nil {
		return nil, err
	}
	for _, a := range slices.Backward(acts) {
		_, planned := a.Body.(storage.Planned)
		if a.By != t.who.ID || !planned && !hasFact([]storage.Act{a}) {
			continue
		}
		if old, err := t.standing(a.Group); err != nil || len(old) > 0 {
			return old, err
		}
	}
	return nil, nil
}

// actOn is an act of the sender on subjects that are there.
func (t *talk) actOn(subjects []storage.Subject, b storage.Body) storage.Act {
	return storage.Act{
		Said: t.u.At, By: t.who.ID, Source: t.u.Key, UndoUntil: t.rhythm.undoUntil(t.u.At), Subjects: subjects, Body: b,
	}
}
