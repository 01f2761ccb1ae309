package telegram

import (
	"cmp"
	"slices"
	"time"

	"golang.org/x/time/rate"

	"shuangzhou/storage"
)

// maxInFlight is how many chats are sent to at once: enough for 30 messages a
// second where each takes a second.
const maxInFlight = 64

// A queue holds what waits to be sent, as ids; the messages stay in the
// database until they are taken. It decides which go now, and when the next may.
type queue struct {
	limits  Limits
	overall *rate.Limiter
	paused  time.Time // nothing goes before, but answers
	chats   map[int64]*line
	answers []storage.Due // to presses: at once, past all limits
	flying  int           // requests under way
}

// A line is what waits for one chat, in order.
type line struct {
	chat    int64
	waiting []storage.Due
	busy    bool      // a request is under way
	paused  time.Time // nothing goes before: 429, or a fault
	chided  bool      // the pause is a 429's
	limits  []*rate.Limiter
	used    time.Time // last sent to
}

func newQueue(l Limits) *queue {
	return &queue{limits: l, overall: everySecond(l.PerSecond), chats: map[int64]*line{}}
}

func (q *queue) line(chat int64) *line {
	l, ok := q.chats[chat]
	if !ok {
		l = &line{chat: chat, limits: []*rate.Limiter{q.overall, inChat(q.limits.PerChatPerSecond)}}
		if chat < 0 {
			l.limits = append(l.limits, inGroup(q.limits.PerGroupPerMinute))
		}
		q.chats[chat] = l
	}
	return l
}

// add puts a message where its number in the queue puts it.
func (q *queue) add(d storage.Due) {
	if d.Kind == storage.AnswerMessage {
		q.answers = append(q.answers, d)
		return
	}
	l := q.line(d.Chat)
	at, _ := slices.BinarySearchFunc(l.waiting, d, func(a, b storage.Due) int { return cmp.Compare(a.ID, b.ID) })
	l.waiting = slices.Insert(l.waiting, at, d)
}

// head returns the place of the next message that is due, and reports whether
// there is one; else it returns when the next will be.
func (l *line) head(now time.Time) (int, time.Time, bool) {
	var next time.Time
	for i, d := range l.waiting {
		if !d.NotBefore.After(now) {
			return i, time.Time{}, true
		}
		next = sooner(next, d.NotBefore)
	}
	return 0, next, false
}

// urgency is that of the most urgent message that is due: what waits before an
// answer must not hold it up longer than need be.
func (l *line) urgency(now time.Time) storage.Priority {
	p := storage.DigestPriority
	for _, d := range l.waiting {
		if !d.NotBefore.After(now) {
			p = min(p, d.Priority)
		}
		if p <= storage.AnswerPriority {
			break // nothing is more urgent
		}
	}
	return p
}

// A candidate is a chat that could be sent to now.
type candidate struct {
	line    *line
	at      int // in line.waiting
	urgency storage.Priority
}

// pick takes out what is to be sent now, and returns when to look again where
// nothing happens before; the zero time is never.
func (q *queue) pick(now time.Time) ([]storage.Due, time.Time) {
	picked := q.answers
	q.answers = nil
	q.flying += len(picked)
	cs, wake := q.candidates(now)
	for _, c := range cs {
		if q.flying >= maxInFlight {
			break // a result will wake
		}
		d := c.line.waiting[c.at]
		limits := c.line.limits
		if d.Kind == storage.ReactionMessage {
			limits = limits[:1] // it is no message in the chat
		}
		if wait := allow(now, limits...); wait > 0 {
			wake = sooner(wake, now.Add(wait))
			continue
		}
		c.line.waiting = slices.Delete(c.line.waiting, c.at, c.at+1)
		c.line.busy, c.line.used = true, now
		q.flying++
		picked = append(picked, d)
	}
	return picked, wake
}

func (q *queue) candidates(now time.Time) ([]candidate, time.Time) {
	var cs []candidate
	var wake time.Time
	for _, l := range q.chats {
		if l.busy || len(l.waiting) == 0 {
			continue
		}
		at, next, due := l.head(now)
		switch paused := later(q.paused, l.paused); {
		case !due:
			wake = sooner(wake, next)
		case paused.After(now):
			wake = sooner(wake, paused)
		default:
			cs = append(cs, candidate{l, at, l.urgency(now)})
		}
	}
	slices.SortFunc(cs, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.urgency, b.urgency), cmp.Compare(a.line.waiting[a.at].ID, b.line.waiting[b.at].ID))
	})
	return cs, wake
}

// landed notes that a request is no longer under way.
func (q *queue) landed(d storage.Due) {
	q.flying--
	if d.Kind != storage.AnswerMessage {
		q.line(d.Chat).busy = false
	}
}

// chide obeys a 429: for that chat, or for all where another chat was chided
// just now, because then the limit over all was met.
func (q *queue) chide(chat int64, now time.Time, wait time.Duration) {
	until := now.Add(wait)
	for _, l := range q.chats {
		if l.chat != chat && l.chided && l.paused.After(now) {
			q.paused = later(q.paused, until)
		}
	}
	l := q.line(chat)
	l.paused, l.chided = later(l.paused, until), true
}

// hold stops a chat for a while.
func (q *queue) hold(chat int64, until time.Time) {
	l := q.line(chat)
	l.paused, l.chided = later(l.paused, until), false
}

// move follows a group to its new chat.
func (q *queue) move(from, to int64) {
	old := q.line(from)
	waiting := old.waiting
	old.waiting = nil
	for _, d := range waiting {
		d.Chat = to
		q.add(d)
	}
}

// forget drops the lines of chats that have been idle long enough for their
// limits to have filled up again.
func (q *queue) forget(now time.Time) {
	for chat, l := range q.chats {
		if !l.busy && len(l.waiting) == 0 && now.Sub(l.used) > 2*time.Minute && !l.paused.After(now) {
			delete(q.chats, chat)
		}
	}
}

// sooner returns the earlier of two times, of which zero is never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
