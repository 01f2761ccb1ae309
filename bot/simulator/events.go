package simulator

import (
	"context"
	"time"
)

// A Kind says what happened in an [Event].
type Kind string

// What the bot does.
const (
	Sent     Kind = "sent"
	Edited   Kind = "edited"
	Deleted  Kind = "deleted"
	Answered Kind = "answered" // a press
	Reacted  Kind = "reacted"
	Pinned   Kind = "pinned"
	Unpinned Kind = "unpinned"
	Acting   Kind = "acting" // typing …
	Commands Kind = "commands"
	Profile  Kind = "profile"
	Left     Kind = "left" // a group
)

// What people do.
const (
	Joined  Kind = "joined" // a person or a group is there
	Said    Kind = "said"
	Revised Kind = "revised" // edited his own message
	Pressed Kind = "pressed"
	Changed Kind = "changed" // blocked, renamed, kicked, migrated …
)

// An Event is one thing that happened.
type Event struct {
	Seq     int64          `json:"seq"` // from 1, without gaps
	At      time.Time      `json:"at"`
	Kind    Kind           `json:"kind"`
	ByBot   bool           `json:"by_bot"`
	Chat    int64          `json:"chat,omitempty"`
	From    int64          `json:"from,omitempty"`   // who did it; who is answered
	Message Message        `json:"message,omitzero"` // as it then was
	Answer  CallbackAnswer `json:"answer,omitzero"`  // of Answered
	Text    string         `json:"text,omitempty"`   // data pressed, action, scope, what changed
}

// record notes an event. The lock is held.
func (t *Telegram) record(e Event) {
	e.Seq, e.At = int64(len(t.log))+1, t.now()
	t.log = append(t.log, e)
	t.wake()
}

// Events returns what the bot did after an event, in order. A chat's typing is
// among it; who wants words only passes over [Acting].
func (t *Telegram) Events(after int64) []Event {
	var done []Event
	for _, e := range t.History(after) {
		if e.ByBot {
			done = append(done, e)
		}
	}
	return done
}

// History returns all that happened after an event, of the bot and of people.
func (t *Telegram) History(after int64) []Event {
	t.mu.Lock()
	defer t.mu.Unlock()
	if after >= int64(len(t.log)) {
		return nil
	}
	return append([]Event(nil), t.log[max(after, 0):]...)
}

// Changed returns a channel that is closed at the next change: an event, an
// update, a moved clock.
func (t *Telegram) Changed() <-chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.changed
}

// Wait returns what the bot did after an event as soon as there is something,
// or the context's error.
func (t *Telegram) Wait(ctx context.Context, after int64) ([]Event, error) {
	for {
		changed := t.Changed()
		if events := t.Events(after); len(events) > 0 {
			return events, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
