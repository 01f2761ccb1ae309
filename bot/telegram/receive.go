package telegram

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	api "github.com/go-telegram/bot"

	"shuangzhou/storage"
)

const (
	pollTimeout = time.Minute      // of the request
	pollSeconds = 50               // of the long poll; below the request's
	pollLimit   = 100              // updates a poll; Telegram's own limit
	keptFor     = 24 * time.Hour   // how long Telegram keeps updates
	markEvery   = 5 * time.Minute  // how exactly the last good poll is remembered
	longestWait = 30 * time.Second // between two polls that fail
)

// The marks of the machinery, see [storage.Tx.Mark].
const (
	offsetMark = "telegram/offset"    // of the next poll
	polledMark = "telegram/last poll" // time of the last good one
)

// poll receives by long polls until ctx ends.
func (b *Bot) poll(ctx context.Context) error {
	b.dropWebhook(ctx)
	wait := newBackoff(b.options.Seed, "poll", longestWait)
	offset := int64(unknownOffset)
	for ctx.Err() == nil {
		var err error
		if offset == unknownOffset {
			offset, err = b.offset(ctx)
		}
		if err == nil {
			offset, err = b.pollOnce(ctx, offset)
		}
		if err == nil {
			wait.reset()
			continue
		}
		if ctx.Err() != nil {
			break
		}
		b.pollFailed(err)
		sleep(ctx, wait.next())
	}
	return nil
}

// dropWebhook makes polling possible where a webhook was set before. What
// waits is kept.
func (b *Bot) dropWebhook(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	if _, err := b.api.DeleteWebhook(ctx, &api.DeleteWebhookParams{}); err != nil && ctx.Err() == nil {
		b.log.Warn("webhook not dropped") // the poll will say what is wrong
	}
}

// unknownOffset stands where the offset is to be read from the database.
const unknownOffset = -1

// offset returns the id after the last update that was committed, or 0.
func (b *Bot) offset(ctx context.Context) (int64, error) {
	offset := int64(unknownOffset)
	err := b.options.Store.Read(ctx, func(tx *storage.Tx) error {
		s, err := tx.Mark(offsetMark)
		if errors.Is(err, storage.ErrNotFound) {
			offset = 0
			return nil
		}
		if err != nil {
			return err
		}
		offset, err = strconv.ParseInt(s, 10, 64)
		return err
	})
	if err != nil {
		return unknownOffset, fmt.Errorf("read polling offset: %w", err)
	}
	return offset, nil
}

// pollOnce asks for updates and commits them, and returns the next offset. On
// an error nothing of the poll is confirmed.
func (b *Bot) pollOnce(ctx context.Context, offset int64) (int64, error) {
	began := b.options.Now()
	asked, cancel := context.WithTimeout(ctx, pollTimeout)
	defer cancel()
	result, err := b.client.call(asked, "getUpdates", map[string]any{
		"offset": offset, "limit": pollLimit, "timeout": pollSeconds, "allowed_updates": allowedUpdates,
	})
	if err != nil {
		return offset, err
	}
	var raws []json.RawMessage
	if err := json.Unmarshal(result, &raws); err != nil {
		return offset, errors.New("poll: the answer is no list of updates")
	}
	if err := b.polled(ctx, began); err != nil {
		return offset, err
	}
	if len(raws) == 0 {
		return offset, nil
	}
	return b.accept(ctx, raws)
}

func (b *Bot) pollFailed(err error) {
	b.health.fault(b.options.Now(), err)
	switch {
	case errors.Is(err, api.ErrorConflict):
		b.health.conflict(true)
		b.log.Error("another program polls with the same token, or a webhook is set; receiving waits", "error", err)
	case errors.Is(err, api.ErrorUnauthorized):
		b.log.Error("telegram does not know the token any more", "error", err)
	default:
		b.log.Warn("poll failed", "error", err)
	}
}

// polled notes a good poll. When it began more than a day after the last good
// one had ended, the handler is told which span may be missing: while a poll is
// under way nothing is lost, however far the clock was moved meanwhile.
func (b *Bot) polled(ctx context.Context, began time.Time) error {
	now := b.options.Now()
	before := b.health.polled(now)
	if !before.IsZero() && now.Sub(before) < markEvery {
		return nil
	}
	return b.options.Store.Write(context.WithoutCancel(ctx), func(tx *storage.Tx) error {
		last, err := lastPoll(tx)
		if err != nil {
			return err
		}
		if lost := began.Add(-keptFor); !last.IsZero() && last.Before(lost) {
			b.log.Warn("away for more than a day; updates may be lost", "from", last, "to", lost)
			err := tx.Attempt(func() error {
				return safely(func() error { return b.options.Handler.Away(tx, last, lost) })
			})
			if err != nil { // receiving goes on all the same
				b.log.Error("nobody told that the bot was away", "error", err)
			}
		}
		b.health.marked(tx.Now())
		return tx.SetMark(polledMark, tx.Now().Format(time.RFC3339))
	})
}

// lastPoll returns when the last good poll was, zero where there was none.
func lastPoll(tx *storage.Tx) (time.Time, error) {
	s, err := tx.Mark(polledMark)
	if errors.Is(err, storage.ErrNotFound) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339, s)
}

// An incoming is an update on its way through the commit.
type incoming struct {
	raw json.RawMessage
	u   Update
	err error // it could not be read
}

// errNoID says of updates that they have no ids: no server sends that, and
// they cannot be confirmed.
var errNoID = errors.New("updates without ids")

// accept commits the updates of one poll together, a savepoint each, and
// returns the offset after the last of them: never a maximum, because ids may
// restart lower.
func (b *Bot) accept(ctx context.Context, raws []json.RawMessage) (int64, error) {
	ins := make([]incoming, len(raws))
	var last int64
	for i, raw := range raws {
		ins[i].raw = raw
		ins[i].u, ins[i].err = read(raw, b.me)
		last = cmp.Or(ins[i].u.ID, last)
	}
	if last == 0 {
		return unknownOffset, errNoID
	}
	began := b.options.Now()
	step := func(i int, tx *storage.Tx) error {
		if i == len(ins) {
			return tx.SetMark(offsetMark, strconv.FormatInt(last+1, 10))
		}
		return b.take(tx, &ins[i])
	}
	// Once begun the commit is finished, also while the program ends.
	err := b.options.Store.WriteEach(context.WithoutCancel(ctx), len(ins)+1, step, func(i int, err error, tx *storage.Tx) error {
		if i == len(ins) {
			return err
		}
		return b.setAside(tx, &ins[i], err)
	})
	if err != nil {
		return unknownOffset, fmt.Errorf("commit %d updates: %w", len(ins), err)
	}
	b.log.Debug("updates committed", "updates", len(ins), "last", last, "took", b.options.Now().Sub(began))
	b.health.received(len(ins))
	poke(b.files)
	return last + 1, nil
}

// take receives one update: notes it and lets the handler decide.
func (b *Bot) take(tx *storage.Tx, in *incoming) error {
	if in.u.ID == 0 {
		return errors.Join(errNoID, in.err)
	}
	key, repeat, err := tx.Receive(in.u.ID, in.raw)
	if err != nil || repeat {
		return err
	}
	in.u.Key = key
	if in.err != nil {
		return in.err
	}
	return b.handle(tx, in.u)
}

// handle does what every update needs and calls the handler.
func (b *Bot) handle(tx *storage.Tx, u Update) error {
	if err := b.noteChat(tx, u); err != nil {
		return err
	}
	if err := safely(func() error { return b.options.Handler.Handle(tx, u) }); err != nil {
		return err
	}
	return quiet(tx, u)
}

// noteChat keeps what an update says about its chat.
func (b *Bot) noteChat(tx *storage.Tx, u Update) error {
	switch {
	case u.Kind == Migrated:
		return tx.MoveChat(u.Chat.ID, u.MovedTo)
	case u.Chat.ID == 0 || u.Kind == Left || u.Kind == Followup:
		return nil
	}
	return tx.HeardFrom(u.Chat.ID, u.Chat.Title)
}

// quiet answers a press that the handler did not answer: else its button waits
// for ever.
func quiet(tx *storage.Tx, u Update) error {
	if u.Callback == "" {
		return nil
	}
	_, err := tx.Enqueue(Answer(u, "", false))
	return err
}

// setAside keeps an update that could not be handled, and lets the handler
// apologise. What goes wrong in that does not keep the update from being kept.
func (b *Bot) setAside(tx *storage.Tx, in *incoming, why error) error {
	b.log.Error("update set aside", "update", in.u.ID, "chat", in.u.Chat.ID, "error", why, "stack", stackOf(why))
	if err := tx.SetAside(in.u.ID, in.raw, why.Error()); err != nil {
		return fmt.Errorf("set update %d aside: %w", in.u.ID, err)
	}
	if errors.Is(why, errUnknownKind) {
		return nil // nobody waits for an answer
	}
	in.u.Key = cmp.Or(in.u.Key, fmt.Sprintf("update %d", in.u.ID))
	err := tx.Attempt(func() error {
		err := safely(func() error { return b.options.Handler.Failed(tx, in.u, why) })
		return errors.Join(err, quiet(tx, in.u))
	})
	if err != nil {
		b.log.Error("nobody told of the update set aside", "update", in.u.ID, "error", err)
	}
	return nil
}

// A panicked is what a handler panicked with.
type panicked struct {
	value any
	stack []byte
}

// Error says what the runtime panicked with; any other value only by its type:
// it may hold a person's words.
func (p *panicked) Error() string {
	if err, ok := p.value.(runtime.Error); ok {
		return "panic: " + err.Error()
	}
	return fmt.Sprintf("panic with a %T", p.value)
}

// safely turns a panic into an error.
func safely(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicked{v, debug.Stack()}
		}
	}()
	return f()
}

// stackOf returns where a handler panicked, for the log.
func stackOf(err error) string {
	var p *panicked
	if errors.As(err, &p) {
		return string(p.stack)
	}
	return ""
}
