package telegram

import (
	"context"
	"hash/fnv"
	"math/rand/v2"
	"time"
)

const firstPause = time.Second

// A backoff counts failures in a row and says how long to wait: longer each
// time, up to a limit, with jitter, so that many do not come back at once.
type backoff struct {
	random *rand.Rand
	most   time.Duration
	failed int
}

// newBackoff seeds the jitter of one use of the same seed apart from others.
func newBackoff(seed uint64, use string, most time.Duration) *backoff {
	h := fnv.New64a()
	_, _ = h.Write([]byte(use)) // never fails
	return &backoff{random: rand.New(rand.NewPCG(seed, h.Sum64())), most: most}
}

// next counts a failure and returns the pause after it.
func (b *backoff) next() time.Duration {
	b.failed++
	return b.pause(b.failed)
}

// reset forgets the failures.
func (b *backoff) reset() { b.failed = 0 }

// pause returns the pause after a number of failures: between half and all of
// a second doubled each time.
func (b *backoff) pause(failed int) time.Duration {
	d := b.most
	if failed < 20 {
		d = min(b.most, firstPause<<max(failed-1, 0))
	}
	return d/2 + time.Duration(b.random.Int64N(int64(d/2)+1))
}

// sleep waits, and reports false when ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
