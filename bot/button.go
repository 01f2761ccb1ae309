package bot

import (
	"encoding/json"
	"errors"
	"fmt"

	"shuangzhou/storage"
)

// args says what a button is about. Every verb uses some of its fields; they
// stay in the database.
type args struct {
	Project  storage.ProjectID  `json:"project,omitzero"`
	Group    storage.ActNumber  `json:"group,omitzero"`
	Act      storage.ActNumber  `json:"act,omitzero"` // of the group; 0: all of it
	Draft    storage.DraftID    `json:"draft,omitzero"`
	Order    storage.OrderID    `json:"order,omitzero"`
	Choice   string             `json:"choice,omitzero"`
	Page     int                `json:"page,omitzero"`
	Head     string             `json:"head,omitzero"` // of a question
	Account  int64              `json:"account,omitzero"`
	Unit     storage.UnitID     `json:"unit,omitzero"`
	Role     storage.Role       `json:"role,omitzero"`
	Person   storage.PersonID   `json:"person,omitzero"`
	Obstacle storage.ObstacleID `json:"obstacle,omitzero"`
	Place    *placement         `json:"place,omitempty"`
	Into     storage.UnitID     `json:"into,omitzero"`
	NewUnit  *newUnit           `json:"new_unit,omitempty"`
	List     json.RawMessage    `json:"list,omitempty"` // a question asked again, another page of it
}

// A verb is what a button does.
type verb func(t *talk, p storage.Press, a args) error

// button makes a button of a verb; its label is the template “button/…”.
func (b *Bot) button(label, verb string, style storage.ButtonStyle, a args) (storage.Button, error) {
	words, err := b.words.Plain("button/"+label, nil)
	if err != nil {
		return storage.Button{}, err
	}
	return named(words, verb, style, a)
}

// named makes a button whose label is a value: a project's name, a date.
func named(label, verb string, style storage.ButtonStyle, a args) (storage.Button, error) {
	raw, err := json.Marshal(a)
	if err != nil {
		return storage.Button{}, fmt.Errorf("encode button %s: %w", verb, err)
	}
	return storage.Button{Label: label, Verb: verb, Style: style, Args: raw}, nil
}

// press does what a button says. One that no longer counts says so kindly, and
// one that is none of ours changes nothing.
func (t *talk) press() error {
	p, err := t.tx.Press(t.u.Chat.ID, t.u.Press)
	if isNotFound(err) {
		return t.toast("toast/unknown")
	}
	if err != nil {
		return err
	}
	do, ok := t.verbs[p.Button.Verb]
	if p.Spent || !ok {
		return t.toast("toast/stale")
	}
	var a args
	if err := json.Unmarshal(p.Button.Args, &a); err != nil {
		return fmt.Errorf("read button %s: %w", p.Button.Verb, err)
	}
	err = t.tx.Attempt(func() error { return do(t, p, a) })
	switch {
	case errors.Is(err, errStale):
		return t.toast("toast/stale")
	case errors.Is(err, errExpired):
		return t.expire(p, a)
	case errors.Is(err, errNotYours):
		return t.toast("toast/not-yours")
	case err != nil:
		return t.explain(err)
	}
	return nil
}

// expire puts in the place of a card that has waited too long what was said,
// so that it can be said again.
func (t *talk) expire(p storage.Press, a args) error {
	d, err := t.tx.Draft(a.Draft)
	if err != nil {
		return err
	}
	if err := t.tx.CloseDraft(d.ID); err != nil {
		return err
	}
	body, err := decodePending(d)
	if err != nil {
		return err
	}
	return t.rewrite(p, "ask/expired", body)
}

// listed decodes what a button's list or question is of.
func listed[T any](a args) (T, error) {
	var q T
	if err := json.Unmarshal(a.List, &q); err != nil {
		return q, fmt.Errorf("decode what a button is about: %w", err)
	}
	return q, nil
}
