package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// answerEdit takes a text for the value of the field that is edited. Who says
// something else instead is heard, and may still answer.
func (t *talk) answerEdit(d storage.Draft) (bool, error) {
	var e editing
	if err := json.Unmarshal(d.Body, &e); err != nil {
		return false, fmt.Errorf("decode edit %d: %w", d.ID, err)
	}
	p, err := t.tx.Project(e.Project)
	if err != nil {
		return false, err
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return false, err
	}
	if other, err := t.elsewhere(l, "", p.Name); other || err != nil {
		return false, err
	}
	if civil, err := t.isCivil(l); civil || err != nil {
		return false, err
	}
	body, ok, err := t.editedTo(l, p, e.Field)
	if err != nil {
		return false, err
	}
	if err := t.putAway(e.Shown, "ask/which-chosen", p); err != nil {
		return true, err
	}
	if !ok {
		return true, t.editUnread(d.ID, e, p)
	}
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return true, err
	}
	return true, t.fileEdit(p, body)
}

// editUnread asks once more, with an example.
func (t *talk) editUnread(id storage.DraftID, e editing, p storage.Project) error {
	v, rows, err := t.editQuestion(e, p)
	if err != nil {
		return err
	}
	v.Unread = true
	if err := t.say("edit/ask", v, storage.Subject{}, rows...); err != nil {
		return err
	}
	e.Shown = t.last
	return t.keepEdit(id, e)
}

// fileEdit files the field's new value: what the figures count is confirmed
// first, as where it is reported.
func (t *talk) fileEdit(p storage.Project, b storage.Body) error {
	f := filing{acts: []storage.Act{t.act(p.ID, b)}, message: t.u.MessageID}
	if err := t.see(f.acts); err != nil {
		return err
	}
	f.back = p.ID
	if f.acts[0].Counted() {
		return t.askConfirm(f)
	}
	return t.apply(f)
}

// editedTo reads what a field is to be, as the act that makes it so.
func (t *talk) editedTo(l *ledger, p storage.Project, f editField) (storage.Body, bool, error) {
	return t.valueOf(l, p, f, strings.TrimSpace(strings.Trim(t.u.Text, "。.！!")))
}

// valueOf reads a text as the value of a field.
func (t *talk) valueOf(l *ledger, p storage.Project, f editField, text string) (storage.Body, bool, error) {
	if which, ok := amountOfField[f]; ok {
		sum, ok, err := t.readAmount(l, p, which, text)
		return sum, ok, err
	}
	if m := f.milestone(); m != "" {
		return t.editedDate(l, p, m, text)
	}
	switch f {
	case editName:
		return storage.Renamed{Name: text}, true, nil
	case editInvestor:
		return storage.Described{Investor: text}, true, nil
	case editChain:
		chain := chainName(text)
		return storage.Described{Details: storage.Details{Chain: chain}}, chain != "", nil
	case editTags:
		tag, ok := tagValue(text)
		return tag, ok, nil
	case editPercent:
		n, err := strconv.Atoi(strings.TrimSpace(strings.TrimRight(text, "%％ ")))
		return storage.PercentReached{Percent: n}, err == nil, nil
	case editHost:
		u, ok := l.unitCalled(text)
		return storage.Assigned{Host: u.ID}, ok, nil
	case editLeader:
		leader, ok := l.leaderCalled(text)
		return storage.Assigned{Leader: leader.ID}, ok, nil
	}
	return nil, false, fmt.Errorf("edit project %d: no field %q", p.ID, f)
}

// editedDate reads a milestone's day: of its fact where it is done, else of
// its plan.
func (t *talk) editedDate(l *ledger, p storage.Project, m storage.Milestone, text string) (storage.Body, bool, error) {
	if p.Milestones[m].Done.IsZero() {
		span, ok, err := t.readTerm(l, p, text)
		return storage.Planned{Milestone: m, From: dateOf(span.From), To: dateOf(span.To)}, ok, err
	}
	span, ok := l.index.Date(text, reading.Context{Now: t.u.At.In(t.loc)})
	return storage.Reached{Milestone: m, On: lastDay(span)}, ok, nil
}

// leaderCalled finds a leader by his name or another he is called by.
func (l *ledger) leaderCalled(name string) (storage.Person, bool) {
	for _, p := range l.leaders {
		if p.Name == name || slices.Contains(p.Aliases, name) {
			return p, true
		}
	}
	return storage.Person{}, false
}
