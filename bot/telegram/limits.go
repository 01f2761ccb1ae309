package telegram

import (
	"time"

	"golang.org/x/time/rate"
)

// chatBurst is how many messages a chat may get at once after a pause.
const chatBurst = 3

// everySecond returns a limiter of n a second over all chats: evenly spaced,
// because Telegram counts in any second. A hair slower than n, so that no
// rounding lets one too many through.
func everySecond(n int) *rate.Limiter {
	if n == 0 {
		return unlimited()
	}
	return rate.NewLimiter(rate.Every(time.Second/time.Duration(n)+100*time.Microsecond), 1)
}

// inChat returns the limiter of a chat: n a second on average.
func inChat(n int) *rate.Limiter {
	if n == 0 {
		return unlimited()
	}
	return rate.NewLimiter(rate.Limit(n), chatBurst)
}

// inGroup returns the limiter of a group, in which any minute has at most n: a
// quarter of them at once, and in a minute the rest.
func inGroup(n int) *rate.Limiter {
	if n == 0 {
		return unlimited()
	}
	burst := max(1, n/4)
	steady := max(1, n-burst)
	return rate.NewLimiter(rate.Every(time.Minute/time.Duration(steady)), burst)
}

func unlimited() *rate.Limiter { return rate.NewLimiter(rate.Inf, 1) }

// allow takes one from each limiter, or none and returns how long to wait.
func allow(now time.Time, ls ...*rate.Limiter) time.Duration {
	var taken []*rate.Reservation
	for _, l := range ls {
		r := l.ReserveN(now, 1)
		taken = append(taken, r)
		if wait := r.DelayFrom(now); wait > 0 {
			for _, t := range taken {
				t.CancelAt(now)
			}
			return wait
		}
	}
	return 0
}
