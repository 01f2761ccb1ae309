package telegram

import (
	"sync"
	"time"

	"shuangzhou/storage"
)

// A Status says whether all is well, for /status.
type Status struct {
	storage.Traffic
	LastPoll    time.Time // the last good one; zero: none yet
	Conflict    bool      // another program polls with the same token
	LastError   string    // of the connection; empty: none since the start
	LastErrorAt time.Time
	Received    int // updates since the start
	Sent        int // messages since the start
}

// Status returns how the connection does. It may be called within a
// transaction of a handler.
func (b *Bot) Status(tx *storage.Tx) (Status, error) {
	t, err := tx.Traffic()
	if err != nil {
		return Status{}, err
	}
	last, err := lastPoll(tx)
	if err != nil {
		return Status{}, err
	}
	s := b.health.status()
	s.Traffic = t
	if s.LastPoll.IsZero() {
		s.LastPoll = last
	}
	return s, nil
}

// A health is what is known of the connection since the start. It is safe for
// concurrent use.
type health struct {
	mu       sync.Mutex
	s        Status
	lastMark time.Time
}

func (h *health) status() Status {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.s
}

func (h *health) change(f func(*Status)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f(&h.s)
}

func (h *health) fault(now time.Time, err error) {
	h.change(func(s *Status) { s.LastError, s.LastErrorAt = err.Error(), now })
}

func (h *health) conflict(is bool) { h.change(func(s *Status) { s.Conflict = is }) }
func (h *health) received(n int)   { h.change(func(s *Status) { s.Received += n }) }
func (h *health) sent(n int)       { h.change(func(s *Status) { s.Sent += n }) }

// polled notes a good poll and returns when the last was kept in the database.
func (h *health) polled(now time.Time) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.s.LastPoll, h.s.Conflict = now, false
	return h.lastMark
}

func (h *health) marked(now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.lastMark = now
}
