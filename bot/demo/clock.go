package demo

import (
	"context"
	"sync"
	"time"
)

// A Clock is the demo's time: it runs as the real one does, and can be moved
// forward. Each thing that becomes due on the way happens at its own time.
type Clock struct {
	real  func() time.Time
	next  func(context.Context) (time.Time, error) // when something is due
	moved func(context.Context)                    // do what is due; the clock has moved

	mu    sync.Mutex
	ahead time.Duration
}

// NewClock returns a clock that runs as the real one does, until it is moved.
func NewClock(real func() time.Time) *Clock {
	return &Clock{
		real:  real,
		next:  func(context.Context) (time.Time, error) { return time.Time{}, nil },
		moved: func(context.Context) {},
	}
}

// Drive says what stands on the way of the clock: when something is due next,
// and what to do when the clock has moved.
func (c *Clock) Drive(next func(context.Context) (time.Time, error), moved func(context.Context)) {
	c.next, c.moved = next, moved
}

// Now returns the demo's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.real().Add(c.ahead)
}

// Advance moves the clock forward, stopping at what is due on the way. It does
// not move back.
func (c *Clock) Advance(to time.Time) {
	ctx := context.Background()
	for {
		due, err := c.next(ctx)
		if err != nil || due.IsZero() || !due.Before(to) {
			break
		}
		c.set(due)
		c.moved(ctx)
	}
	c.set(to)
	c.moved(ctx)
}

func (c *Clock) set(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if ahead := to.Sub(c.real()); ahead > c.ahead {
		c.ahead = ahead
	}
}
