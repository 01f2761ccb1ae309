package simulator

import (
	"math"
	"slices"
	"time"
)

// Limits are how much the bot may send; edits count as messages. Zero fields
// take Telegram's documented numbers, negative ones mean no limit.
type Limits struct {
	PerSecond         int // over all chats, in any second; 30
	PerChatPerSecond  int // in a chat, on average; 1
	ChatBurst         int // in a chat at once, after a pause; 5
	PerGroupPerMinute int // in a group, in any minute; 20
}

// A limiter holds the limits. A refused message does not count.
type limiter struct {
	limits Limits
	all    window
	groups map[int64]*window
	chats  map[int64]*bucket
}

func newLimiter(l Limits) limiter {
	l.setDefaults()
	return limiter{limits: l, groups: map[int64]*window{}, chats: map[int64]*bucket{}}
}

func (l *Limits) setDefaults() {
	for field, value := range map[*int]int{
		&l.PerSecond: 30, &l.PerChatPerSecond: 1, &l.ChatBurst: 5, &l.PerGroupPerMinute: 20,
	} {
		if *field == 0 {
			*field = value
		}
	}
}

// take counts a message to a chat and returns zero, or refuses it and returns
// how long to wait.
func (l *limiter) take(now time.Time, chat int64) time.Duration {
	group := entry(l.groups, chat)
	single := entry(l.chats, chat)
	wait := l.all.wait(now, l.limits.PerSecond, time.Second)
	wait = max(wait, single.wait(now, l.limits.PerChatPerSecond, l.limits.ChatBurst))
	if isGroup(chat) {
		wait = max(wait, group.wait(now, l.limits.PerGroupPerMinute, time.Minute))
	}
	if wait > 0 {
		return wait
	}
	l.all.add(now)
	single.add()
	if isGroup(chat) {
		group.add(now)
	}
	return 0
}

func isGroup(chat int64) bool { return chat < 0 }

func entry[V any](m map[int64]*V, key int64) *V {
	if m[key] == nil {
		m[key] = new(V)
	}
	return m[key]
}

// A window remembers when messages went.
type window struct{ sent []time.Time }

func (w *window) wait(now time.Time, limit int, span time.Duration) time.Duration {
	w.sent = slices.DeleteFunc(w.sent, func(at time.Time) bool { return !at.After(now.Add(-span)) })
	if limit < 0 || len(w.sent) < limit {
		return 0
	}
	return w.sent[len(w.sent)-limit].Add(span).Sub(now)
}

func (w *window) add(now time.Time) { w.sent = append(w.sent, now) }

// A bucket holds what a chat may still get at once.
type bucket struct {
	spent float64 // messages above the steady rate
	at    time.Time
}

func (b *bucket) wait(now time.Time, rate, burst int) time.Duration {
	if rate < 0 {
		return 0
	}
	if elapsed := now.Sub(b.at).Seconds(); elapsed > 0 {
		b.spent = max(0, b.spent-elapsed*float64(rate))
	}
	b.at = now
	// A nanosecond's rounding must not refuse what is due.
	over := b.spent + 1 - float64(max(burst, 1))
	if over <= 1e-6 {
		return 0
	}
	return time.Duration(over / float64(rate) * float64(time.Second))
}

func (b *bucket) add() { b.spent++ }

// admit lets a message through, or refuses it as Telegram does.
func (t *Telegram) admit(chat int64) *apiError {
	if t.options.NoLimits {
		return nil
	}
	wait := t.limiter.take(t.now(), chat)
	if wait == 0 {
		return nil
	}
	return tooManyRequests(max(1, int(math.Ceil(wait.Seconds()))))
}

// SetLimits changes the limits from now on.
func (t *Telegram) SetLimits(l Limits) {
	t.mu.Lock()
	defer t.mu.Unlock()
	l.setDefaults()
	t.limiter.limits = l
}
