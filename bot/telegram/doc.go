// Package telegram is the wire: it takes updates in, sends messages out, keeps
// Telegram's limits and survives its faults. It alone knows Telegram's library;
// everybody else speaks in [Update] and [storage.Message].
//
// # In
//
// [Bot.Run] polls, or is posted to by a webhook. Each update is decoded by
// itself from its raw JSON. The updates of one poll are handled and committed
// together, in a savepoint each: received, what the [Handler] makes of it, the
// messages it causes, the polling offset. Only the next poll confirms them to
// Telegram. So a crash at any point loses nothing and does nothing twice: what
// was not committed comes again, and what comes again is known by its id.
//
// An update that cannot be read or handled is set aside and apologised for;
// its neighbours and the loop go on.
//
// A file is fetched apart from all that: the handler asks for it with [Want],
// and when it is there an update of our own, [Followup], goes through the same
// door.
//
// # Out
//
// The sender drains the outbox, one message of a chat at a time, many chats at
// once, answers before reminders before digests. One commit takes the next
// messages (marks them as being sent) and records the results of the last
// ones. A request that was never written is simply tried again; one that was
// written and not answered leaves its message in doubt: it is sent again and
// counted, because Telegram has no key by which to ask. Nothing else can
// double.
//
// Time comes from [Options.Now] and timers, so that a testing/synctest bubble
// moves all of it.
package telegram
