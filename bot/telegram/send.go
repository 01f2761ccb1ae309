package telegram

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shuangzhou/storage"
)

const (
	loadLimit    = 1000             // messages read from the outbox at once
	longestPause = 5 * time.Minute  // between two attempts of one message
	tidyEvery    = 10 * time.Minute // lines of idle chats are forgotten
)

// A sender drains the outbox. Everything but the requests happens in the one
// goroutine of run.
type sender struct {
	*Bot
	queue   *queue
	last    storage.OutboxID // the last message that was read from the outbox
	stale   bool             // there may be newer ones
	done    chan delivery    // what came of the requests
	results []delivery       // not yet recorded
	offline *backoff         // faults of the connection in a row
	faults  *backoff         // for the pauses of one message's faults
	tidied  time.Time
}

// send drains the outbox until ctx ends and the requests under way are
// recorded.
func (b *Bot) send(ctx context.Context) error {
	s := &sender{
		Bot:     b,
		queue:   newQueue(b.options.Limits),
		stale:   true,
		done:    make(chan delivery, 4*maxInFlight),
		offline: newBackoff(b.options.Seed, "send", longestWait),
		faults:  newBackoff(b.options.Seed, "message", longestPause),
	}
	if !s.resume(ctx) {
		return nil
	}
	return s.run(ctx)
}

// resume lets what was being sent at a crash wait again.
func (s *sender) resume(ctx context.Context) bool {
	for {
		var doubts int64
		err := s.options.Store.Write(ctx, func(tx *storage.Tx) (err error) {
			doubts, err = tx.ResumeSending()
			return err
		})
		if err == nil {
			if doubts > 0 {
				s.log.Warn("messages in doubt are sent again", "messages", doubts)
			}
			return true
		}
		if ctx.Err() != nil {
			return false
		}
		s.log.Error("outbox not resumed", "error", err)
		if !sleep(ctx, s.offline.next()) {
			return false
		}
	}
}

func (s *sender) run(ctx context.Context) error {
	flying, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	var grace <-chan time.Time
	ending := ctx.Done()
	for {
		var wake time.Time
		if ctx.Err() == nil || len(s.results) > 0 {
			wake = s.turn(ctx, flying)
		}
		if ctx.Err() != nil && s.queue.flying == 0 && len(s.results) == 0 {
			return nil
		}
		timer := s.timer(wake)
		select {
		case <-s.options.Store.Queued():
			s.stale = true
			poke(s.files)
		case d := <-s.done:
			s.landed(d)
		case <-s.clock:
		case <-timer.C:
		case <-ending:
			ending = nil
			grace = time.After(s.options.Grace)
		case <-grace:
			stop() // what is under way now is in doubt
		}
		timer.Stop()
		s.drain()
	}
}

// timer fires when there is something to do though nothing happened.
func (s *sender) timer(wake time.Time) *time.Timer {
	wait := tidyEvery
	if !wake.IsZero() {
		wait = min(wait, max(0, wake.Sub(s.options.Now())))
	}
	return time.NewTimer(wait)
}

// drain collects the results that are there, to be recorded in one commit.
func (s *sender) drain() {
	for {
		select {
		case d := <-s.done:
			s.landed(d)
		default:
			return
		}
	}
}

// landed brings the queue up to what came of a request, so that the same
// commit can record it and take the chat's next message.
func (s *sender) landed(d delivery) {
	s.results = append(s.results, d)
	s.settle(d)
}

// turn records results, takes what may go and sends it, and returns when to
// look again.
func (s *sender) turn(ctx, flying context.Context) time.Time {
	if s.stale && ctx.Err() == nil {
		if err := s.load(ctx); err != nil {
			s.log.Error("outbox not read", "error", err)
			return s.options.Now().Add(s.offline.next())
		}
	}
	now := s.options.Now()
	var picked []storage.Due
	var wake time.Time
	if ctx.Err() == nil {
		picked, wake = s.queue.pick(now)
	}
	if now.Sub(s.tidied) > tidyEvery {
		s.queue.forget(now)
		s.tidied = now
	}
	if len(picked) == 0 && len(s.results) == 0 {
		return wake
	}
	taken, err := s.commit(picked)
	if err != nil {
		s.log.Error("outbox not written", "error", err)
		for _, d := range picked {
			s.queue.landed(d)
			s.queue.add(d)
		}
		pause := s.options.Now().Add(s.offline.next())
		s.queue.paused = later(s.queue.paused, pause)
		return pause
	}
	for _, o := range taken {
		go func() { s.done <- s.deliverSafely(flying, o) }()
	}
	if len(picked) > len(taken) || s.stale {
		return s.options.Now() // some places are free again
	}
	return wake
}

// deliverSafely gives up a message that the library panics at: else it would
// end the program at each start.
func (s *sender) deliverSafely(ctx context.Context, o storage.Outgoing) (d delivery) {
	err := safely(func() error {
		d = s.deliver(ctx, o)
		return nil
	})
	if err != nil {
		s.log.Error("sending panicked", "message", int64(o.ID), "error", err, "stack", stackOf(err))
		return delivery{o, verdict{outcome: failing, why: err.Error()}, false}
	}
	return d
}

// movesOf finds from where the chats of messages were moved, of chats that have
// no line yet: what waits in the old line was queued before, and goes first.
func (s *sender) movesOf(tx *storage.Tx, ds []storage.Due, moves map[int64]int64) error {
	for _, d := range ds {
		if _, known := s.queue.chats[d.Chat]; known || d.Chat >= 0 {
			continue
		}
		from, err := tx.MovedFrom(d.Chat)
		if err != nil {
			return err
		}
		for _, old := range from {
			moves[old] = d.Chat
		}
	}
	return nil
}

// load reads what was queued since the last time.
func (s *sender) load(ctx context.Context) error {
	for {
		var ds []storage.Due
		moves := map[int64]int64{} // chats whose new one is heard of first here
		err := s.options.Store.Read(ctx, func(tx *storage.Tx) (err error) {
			ds, err = tx.Waiting(s.last, loadLimit)
			if err != nil {
				return err
			}
			return s.movesOf(tx, ds, moves)
		})
		if err != nil {
			return err
		}
		for from, to := range moves {
			s.queue.move(from, to)
		}
		for _, d := range ds {
			s.last = d.ID
			s.queue.add(d)
		}
		if len(ds) < loadLimit {
			s.stale = false
			return nil
		}
	}
}

// commit records the results and marks what is to be sent, in one transaction.
func (s *sender) commit(picked []storage.Due) ([]storage.Outgoing, error) {
	var taken []storage.Outgoing
	var lost, gone []storage.Due
	err := s.options.Store.Write(context.Background(), func(tx *storage.Tx) error {
		taken, lost, gone = nil, nil, nil
		for _, r := range s.results {
			if err := s.record(tx, r); err != nil {
				return fmt.Errorf("record message %d: %w", r.out.ID, err)
			}
		}
		for _, d := range picked {
			o, err := tx.Take(d)
			switch {
			case errors.Is(err, storage.ErrMoved):
				lost = append(lost, d)
			case errors.Is(err, storage.ErrNotFound):
				gone = append(gone, d)
			case err != nil:
				return fmt.Errorf("take message %d: %w", d.ID, err)
			default:
				taken = append(taken, o)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.results = nil
	for _, d := range gone {
		s.queue.landed(d)
	}
	for _, d := range lost {
		s.queue.landed(d)
		s.readdress(d)
	}
	return taken, nil
}

// readdress puts a message into the line of the chat it now goes to.
func (s *sender) readdress(d storage.Due) {
	err := s.options.Store.Read(context.Background(), func(tx *storage.Tx) (err error) {
		d, err = tx.StillWaiting(d.ID)
		return err
	})
	if err == nil {
		s.queue.add(d)
	} else if !errors.Is(err, storage.ErrNotFound) {
		s.last = min(s.last, d.ID-1) // read it again with the next ones
		s.stale = true
	}
}
