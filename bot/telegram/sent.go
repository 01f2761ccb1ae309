package telegram

import (
	"errors"
	"time"

	"shuangzhou/storage"
)

// What comes of a request: written with the outbox, then settled in the queue.

const (
	patience    = 24 * time.Hour // a message that only meets faults is given up after …
	enoughTries = 20             // … and not before this many attempts
)

// record writes what came of a request.
func (s *sender) record(tx *storage.Tx, r delivery) error {
	id, v := r.out.ID, r.verdict
	if r.out.Message.Kind == storage.AnswerMessage && v.outcome != delivered {
		return tx.ExpireMessage(id, v.why)
	}
	switch v.outcome {
	case delivered:
		if r.more {
			return tx.SentPart(id, v.messageID)
		}
		return tx.Sent(id, v.messageID)
	case unreachable:
		return s.recordUnreachable(tx, r)
	case moved:
		if err := tx.MoveChat(r.out.Message.Chat, v.movedTo); err != nil {
			return err
		}
		return tx.SendAgain(id, v.why, false)
	case failing:
		if r.out.Message.Kind == storage.ReactionMessage { // what it was put on is gone: nobody misses it
			return tx.ExpireMessage(id, v.why)
		}
		return tx.FailMessage(id, v.why)
	}
	if s.hopeless(tx.Now(), r) {
		return tx.FailMessage(id, v.why)
	}
	return tx.SendAgain(id, v.why, v.outcome == doubtful)
}

// hopeless says of a message that only it meets faults, and has long enough:
// it must not stop its chat for ever.
func (s *sender) hopeless(now time.Time, r delivery) bool {
	return r.verdict.outcome == doubtful && r.out.Attempts >= enoughTries && now.Sub(r.out.Queued) > patience
}

// recordUnreachable gives up what waits for a chat, and tells the handler once.
func (s *sender) recordUnreachable(tx *storage.Tx, r delivery) error {
	chat, why := r.out.Message.Chat, r.verdict.why
	if err := tx.FailMessage(r.out.ID, why); err != nil {
		return err
	}
	if _, err := tx.FailChat(chat, why); err != nil {
		return err
	}
	first, err := tx.SetUnreachable(chat, why)
	if err != nil || !first {
		return err
	}
	err = tx.Attempt(func() error {
		return safely(func() error { return s.options.Handler.Unreachable(tx, chat, why) })
	})
	if err != nil {
		s.log.Error("nobody told of the chat that is not reached", "chat", chat, "error", err)
	}
	return nil
}

// settle brings the queue up to what came of a request.
func (s *sender) settle(r delivery) {
	o, v := r.out, r.verdict
	d := storage.Due{ID: o.ID, Chat: o.Message.Chat, Kind: o.Message.Kind, Priority: o.Message.Priority}
	s.queue.landed(d)
	s.note(r)
	if d.Kind == storage.AnswerMessage {
		return
	}
	now := s.options.Now()
	switch v.outcome {
	case delivered:
		s.offline.reset()
		if r.more {
			s.queue.add(d)
		}
		return
	case failing:
		return
	case unreachable:
		s.queue.line(d.Chat).waiting = nil
		return
	case moved:
		s.queue.move(d.Chat, v.movedTo)
		d.Chat = v.movedTo
	case slower:
		s.queue.chide(d.Chat, now, v.wait)
	case unsent, doubtful:
		s.pause(d.Chat, o.Attempts, v, now)
		if s.hopeless(now, r) {
			return
		}
	}
	s.queue.add(d)
}

// pause waits after a fault: of the connection, with everything; of Telegram
// with one message, with its chat.
func (s *sender) pause(chat int64, attempts int, v verdict, now time.Time) {
	if !v.offline {
		s.queue.hold(chat, now.Add(s.faults.pause(attempts)))
		return
	}
	if !s.queue.paused.After(now) { // those that failed together count once
		s.queue.paused = now.Add(s.offline.next())
	}
}

// note logs and counts what came of a request.
func (s *sender) note(r delivery) {
	v := r.verdict
	if v.outcome == delivered {
		s.health.sent(1)
		return
	}
	at := []any{"message", int64(r.out.ID), "chat", r.out.Message.Chat, "kind", string(r.out.Message.Kind), "attempt", r.out.Attempts, "reason", v.why}
	if r.out.Message.Kind == storage.AnswerMessage {
		s.log.Debug("press answered too late", at...)
		return
	}
	if v.offline {
		s.health.fault(s.options.Now(), errors.New(v.why))
	}
	switch v.outcome {
	case unreachable:
		s.log.Warn("chat not reached", at...)
	case failing:
		s.log.Error("message given up", at...)
	case moved:
		s.log.Info("group has moved", append(at, "to", v.movedTo)...)
	default:
		s.log.Warn("message is sent again", at...)
	}
}
