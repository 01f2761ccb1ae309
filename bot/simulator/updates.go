package simulator

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// updateLife is how long Telegram keeps an update nobody fetches.
const updateLife = 24 * time.Hour

// quietWeek without updates lets the next one have a random id, as the Bot API
// says.
const quietWeek = 7 * 24 * time.Hour

// An update waits for the bot.
type update struct {
	id        int64
	era       int // counts the jumps of the ids before it
	body      json.RawMessage
	at        time.Time
	forced    bool // delivered again whatever the offset says
	delivered bool
}

// A queue holds the updates not yet confirmed, in the order of delivery.
type queue struct {
	next    int64
	era     int
	waiting []*update
	sent    map[int64]*update // all there were, for redelivery
	last    int64             // id of the newest
	lastAt  time.Time
	allowed []string // kinds wanted; nil is Telegram's default
	poll    *poll    // the long poll under way
}

// A poll is one waiting getUpdates; another one ends it.
type poll struct{ ended chan *apiError }

// notByDefault are the kinds that must be asked for by name.
var notByDefault = []string{"chat_member", "message_reaction", "message_reaction_count"}

// wanted tells whether the bot gets a kind of update.
func (q *queue) wanted(kind string) bool {
	if len(q.allowed) == 0 {
		return !slices.Contains(notByDefault, kind)
	}
	return slices.Contains(q.allowed, kind)
}

// push makes an update of a kind, unless the bot does not want it, and returns
// its id or zero. The lock is held.
func (t *Telegram) push(kind string, value any) int64 {
	if !t.queue.wanted(kind) {
		return 0
	}
	return t.pushBody(map[string]any{kind: value})
}

func (t *Telegram) pushBody(body map[string]any) int64 {
	q := &t.queue
	if !q.lastAt.IsZero() && t.now().Sub(q.lastAt) >= quietWeek {
		q.next, q.era = t.random.Int64N(1<<30), q.era+1
	}
	q.lastAt = t.now()
	if _, has := body["update_id"]; !has {
		body["update_id"] = q.next
		q.next++
	}
	raw, err := json.Marshal(body)
	if err != nil {
		panic("simulator: " + err.Error())
	}
	id, _ := asInteger(body["update_id"])
	u := &update{era: q.era, body: raw, at: t.now()}
	u.id, _ = id.(int64)
	q.waiting = append(q.waiting, u)
	q.sent[u.id] = u
	q.last = u.id
	t.wake()
	return u.id
}

// InjectRaw delivers an update as it is written, of a kind and a shape that
// need not exist. It gets the next update id unless it brings one. It returns
// the id. Text that is not a JSON object is refused: no server sends that.
func (t *Telegram) InjectRaw(raw json.RawMessage) (int64, error) {
	var body map[string]any
	if err := json.Unmarshal(raw, &body); err != nil {
		return 0, err
	}
	for key := range body {
		var exact map[string]json.RawMessage
		_ = json.Unmarshal(raw, &exact) // it was an object just now
		body[key] = exact[key]
	}
	if id, has := body["update_id"]; has {
		var n json.Number
		if err := json.Unmarshal(id.(json.RawMessage), &n); err != nil {
			return 0, err
		}
		body["update_id"] = n
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.pushBody(body), nil
}

// Redeliver puts an update into the queue once more, with its old id, after
// all that waits. It tells whether there was such an update.
func (t *Telegram) Redeliver(id int64) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	old, ok := t.queue.sent[id]
	if !ok {
		return false
	}
	again := *old
	again.forced, again.delivered, again.at = true, false, t.now()
	t.queue.waiting = append(t.queue.waiting, &again)
	t.wake()
	return true
}

// LastUpdate returns the id of the newest update, zero if there was none.
func (t *Telegram) LastUpdate() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.queue.last
}

// JumpIDs lets the next update have this id, lower or higher than the last, as
// Telegram may after a quiet week.
func (t *Telegram) JumpIDs(to int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.queue.next = to
	t.queue.era++
}

// JumpRandom is [Telegram.JumpIDs] to an id drawn from the seed.
func (t *Telegram) JumpRandom() int64 {
	t.mu.Lock()
	to := t.random.Int64N(1 << 30)
	t.mu.Unlock()
	t.JumpIDs(to)
	return to
}

// Pending returns how many updates the bot has not confirmed.
func (t *Telegram) Pending() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.expire()
	return len(t.queue.waiting)
}

// expire drops updates nobody fetched for a day.
func (t *Telegram) expire() {
	oldest := t.now().Add(-updateLife)
	t.queue.waiting = slices.DeleteFunc(t.queue.waiting, func(u *update) bool { return u.at.Before(oldest) })
}

// confirm drops what an offset confirms: all up to the update just before it
// in the order of delivery; where that one is not waiting, all lower ids since
// the last jump. An offset far above the newest id is from before a jump and
// confirms nothing, as in Telegram's own queue.
func (q *queue) confirm(offset int64) {
	if offset < 0 {
		q.waiting = q.waiting[max(0, len(q.waiting)+int(offset)):]
		return
	}
	for i := len(q.waiting) - 1; i >= 0; i-- {
		if u := q.waiting[i]; u.id == offset-1 && (u.delivered || !u.forced) {
			q.waiting = slices.Clone(q.waiting[i+1:])
			return
		}
	}
	if offset > q.last+10 {
		return
	}
	q.waiting = slices.DeleteFunc(q.waiting, func(u *update) bool {
		return u.id < offset && u.era == q.era && (u.delivered || !u.forced)
	})
}

// batch returns the oldest updates, at most limit.
func (q *queue) batch(limit int) []json.RawMessage {
	bodies := []json.RawMessage{}
	for _, u := range q.waiting[:min(limit, len(q.waiting))] {
		u.delivered = true
		bodies = append(bodies, u.body)
	}
	return bodies
}

func (t *Telegram) getUpdates(ctx context.Context, p params) (any, *apiError) {
	limit := 100
	if n := p.int("limit"); n > 0 && n < 100 {
		limit = int(n)
	}
	mine, refusal := t.beginPoll(p)
	if refusal != nil {
		return nil, refusal
	}
	defer t.endPoll(mine)
	timer := time.NewTimer(time.Duration(p.int("timeout")) * time.Second)
	defer timer.Stop()
	for {
		found, changed := t.fetch(limit)
		if len(found) > 0 || p.int("timeout") <= 0 {
			return found, nil
		}
		select {
		case <-changed:
		case <-timer.C:
			return []json.RawMessage{}, nil
		case refusal := <-mine.ended:
			return nil, refusal
		case <-ctx.Done():
			return []json.RawMessage{}, nil
		case <-t.closed:
			return []json.RawMessage{}, nil
		}
	}
}

// beginPoll takes the place of a poll under way, which is told of the conflict.
func (t *Telegram) beginPoll(p params) (*poll, *apiError) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.hook.url != "" {
		return nil, conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	t.endOtherPoll("terminated by other getUpdates request; make sure that only one bot instance is running")
	t.allow(p)
	t.queue.confirm(p.int("offset"))
	t.queue.poll = &poll{ended: make(chan *apiError, 1)}
	return t.queue.poll, nil
}

// endOtherPoll ends the poll under way, if there is one.
func (t *Telegram) endOtherPoll(why string) {
	if t.queue.poll != nil {
		t.queue.poll.ended <- conflict("%s", why)
		t.queue.poll = nil
	}
}

func (t *Telegram) endPoll(mine *poll) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.queue.poll == mine {
		t.queue.poll = nil
	}
}

// Polling tells whether a long poll is waiting.
func (t *Telegram) Polling() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.queue.poll != nil
}

// allow keeps the kinds of updates asked for; they hold until named anew.
func (t *Telegram) allow(p params) {
	if _, given := p["allowed_updates"]; !given {
		return
	}
	kinds := map[string]bool{}
	for _, kind := range p.list("allowed_updates") {
		kinds[kind.(string)] = true
	}
	t.queue.allowed = slices.Sorted(maps.Keys(kinds))
}

func (t *Telegram) fetch(limit int) ([]json.RawMessage, <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.expire()
	return t.queue.batch(limit), t.changed
}
