package storage

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// OutboxID identifies a message of ours, whatever becomes of it.
type OutboxID int64

// A MessageKind says what is done in a chat.
type MessageKind string

// The kinds of messages.
const (
	TextMessage     MessageKind = "text"
	PhotoMessage    MessageKind = "photo"    // Blob or FileID, Text as caption
	DocumentMessage MessageKind = "document" // Blob or FileID, Text as caption
	VideoMessage    MessageKind = "video"    // FileID, Text as caption
	EditMessage     MessageKind = "edit"     // rewrites Target's text and buttons
	ReactionMessage MessageKind = "reaction" // Emoji on MessageID
	AnswerMessage   MessageKind = "answer"   // to the press Callback, Text as a toast; never worth a retry
)

// A Priority orders messages of different chats: the lower goes first. Within
// a chat the order of queueing is kept.
type Priority int

// The priorities.
const (
	AnswerPriority   Priority = 1 // to somebody who waits
	ReminderPriority Priority = 5
	DigestPriority   Priority = 9
)

// A Message is what the bot wants to say, in its own terms: the wire turns it
// into Telegram's when it is sent.
type Message struct {
	// Deed names what saying it does, once and for all: "reply/update 8812/0",
	// "reminder/meeting 2026-03-05/unit 7/first". A deed is done once, whoever
	// asks for it again.
	Deed string `json:"-"`

	Chat      int64       `json:"-"`
	Kind      MessageKind `json:"-"`
	Priority  Priority    `json:"-"` // 0: AnswerPriority
	NotBefore time.Time   `json:"-"` // zero: at once
	About     Subject     `json:"-"` // what a reply to it is about; zero: nothing
	Target    OutboxID    `json:"-"` // of an edit: the message it rewrites

	Text      string     `json:"text,omitzero"` // Telegram's HTML; a toast is plain
	Buttons   [][]Button `json:"buttons,omitempty"`
	ReplyTo   int64      `json:"reply_to,omitzero"`   // Telegram's id of the message it answers
	MessageID int64      `json:"message_id,omitzero"` // of a reaction: Telegram's id of the message
	Emoji     string     `json:"emoji,omitzero"`
	Callback  string     `json:"callback,omitzero"` // of an answer: Telegram's id of the press
	Alert     bool       `json:"alert,omitzero"`    // of an answer: a box instead of a toast
	Blob      int64      `json:"blob,omitzero"`     // the file, see [Tx.Blob]
	FileID    string     `json:"file_id,omitzero"`  // Telegram's, of a file that it has; where there is no Blob
	Name      string     `json:"name,omitzero"`     // the file's name
	Silent    bool       `json:"silent,omitzero"`   // without a sound
}

// A ButtonStyle says what a press would do, beside its words.
type ButtonStyle string

// The styles Telegram has.
const (
	PlainStyle   ButtonStyle = ""
	PrimaryStyle ButtonStyle = "primary" // the expected next step
	SuccessStyle ButtonStyle = "success" // confirm
	DangerStyle  ButtonStyle = "danger"  // undo, drop
)

// A Button stands under a message. What it means stays in the database under
// ID; Telegram carries only the ID.
type Button struct {
	ID    string          `json:"id,omitzero"` // given by Enqueue
	Label string          `json:"label"`
	Style ButtonStyle     `json:"style,omitzero"`
	Verb  string          `json:"-"` // what it does; "" for a URL or Copy button
	Args  json.RawMessage `json:"-"` // for what, as the verb's own JSON
	URL   string          `json:"url,omitzero"`
	Copy  string          `json:"copy,omitzero"` // text put on the clipboard
}

// A Press is a button as it was made, and whether it still counts.
type Press struct {
	Button Button
	Outbox OutboxID // the message under which it stands
	Chat   int64
	Spent  bool // pressed before, or its message was rewritten
}

// Enqueue queues a message and returns its id; a deed done before is not done
// again, its id is returned. An edit takes the place of an edit of the same
// message that still waits, and the buttons of what it rewrites are spent.
func (tx *Tx) Enqueue(m Message) (OutboxID, error) {
	id, err := one(tx, value[OutboxID], `SELECT id FROM outbox WHERE deed = ?`, m.Deed)
	if !errors.Is(err, ErrNotFound) {
		return id, err
	}
	if m.Chat, err = tx.movedTo(m.Chat); err != nil {
		return 0, err
	}
	if m.Priority == 0 {
		m.Priority = AnswerPriority
	}
	if m.NotBefore.IsZero() {
		m.NotBefore = tx.now
	}
	m.Buttons = nameButtons(m.Buttons)
	if m.Kind == EditMessage {
		if err := tx.replaceEdits(m.Target); err != nil {
			return 0, err
		}
	}
	if id, err = tx.insertMessage(m); err != nil {
		return 0, fmt.Errorf("queue message %s: %w", m.Deed, err)
	}
	tx.queued = true
	return id, tx.keepButtons(id, m)
}

func (tx *Tx) insertMessage(m Message) (OutboxID, error) {
	body, err := json.Marshal(m)
	if err != nil {
		return 0, err
	}
	var aboutKind, about, target any
	if m.About != (Subject{}) {
		aboutKind, about = m.About.Kind, m.About.ID
	}
	if m.Target != 0 {
		target = m.Target
	}
	id, err := tx.insert(`
		INSERT INTO outbox (deed, chat, kind, body, about_kind, about, target, priority, not_before, state, queued)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?)`,
		m.Deed, m.Chat, m.Kind, string(body), aboutKind, about, target, m.Priority, formatTime(m.NotBefore), formatTime(tx.now))
	return OutboxID(id), err
}

// replaceEdits gives up edits of a message that still wait, and spends the
// buttons that stand under it.
func (tx *Tx) replaceEdits(target OutboxID) error {
	err := tx.exec(`UPDATE outbox SET state = 'replaced' WHERE target = ? AND state = 'queued'`, target)
	if err != nil {
		return err
	}
	return tx.exec(`UPDATE button SET spent = ? WHERE outbox = ? AND spent IS NULL`, formatTime(tx.now), target)
}

// keepButtons keeps what each button means. The buttons of an edit stand under
// the message that it rewrites.
func (tx *Tx) keepButtons(id OutboxID, m Message) error {
	if m.Target != 0 {
		id = m.Target
	}
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Verb == "" {
				continue
			}
			args := b.Args
			if args == nil {
				args = json.RawMessage("{}")
			}
			err := tx.exec(`INSERT INTO button (id, outbox, chat, verb, args) VALUES (?, ?, ?, ?, ?)`,
				b.ID, id, m.Chat, b.Verb, string(args))
			if err != nil {
				return fmt.Errorf("keep button %s: %w", b.Verb, err)
			}
		}
	}
	return nil
}

// nameButtons gives each button an id that nobody can guess: a forged press
// finds nothing.
func nameButtons(rows [][]Button) [][]Button {
	named := make([][]Button, len(rows))
	for i, row := range rows {
		named[i] = make([]Button, len(row))
		for j, b := range row {
			if b.Verb != "" {
				b.ID = rand.Text()
			}
			named[i][j] = b
		}
	}
	return named
}

// Press returns the button that a press in a chat names, or [ErrNotFound]:
// also for a button that stands in another chat.
func (tx *Tx) Press(chat int64, id string) (Press, error) {
	return one(tx, func(s scanner) (p Press, err error) {
		var args string
		err = s.Scan(&p.Button.ID, &p.Outbox, &p.Chat, &p.Button.Verb, &args, &p.Spent)
		p.Button.Args = json.RawMessage(args)
		return p, err
	}, `SELECT id, outbox, chat, verb, args, spent IS NOT NULL FROM button WHERE id = ? AND chat = ?`, id, chat)
}

// ButtonUnder returns a button of a verb that stands under a message of ours, or
// else the one that was spent last, or [ErrNotFound].
func (tx *Tx) ButtonUnder(id OutboxID, verb string) (Press, error) {
	return one(tx, func(s scanner) (p Press, err error) {
		var args string
		err = s.Scan(&p.Button.ID, &p.Outbox, &p.Chat, &p.Button.Verb, &args, &p.Spent)
		p.Button.Args = json.RawMessage(args)
		return p, err
	}, `
		SELECT id, outbox, chat, verb, args, spent IS NOT NULL
		FROM button WHERE outbox = ? AND verb = ? ORDER BY spent IS NOT NULL, spent DESC, id LIMIT 1`, id, verb)
}

// MessageAbout returns which message of ours Telegram's id in a chat is, and
// what it is about; [ErrNotFound] where it is none of ours, or a crash lost
// its id.
func (tx *Tx) MessageAbout(chat, messageID int64) (OutboxID, Subject, error) {
	var about Subject
	id, err := one(tx, func(s scanner) (id OutboxID, err error) {
		err = s.Scan(&id, &about.Kind, &about.ID)
		return id, err
	}, `
		SELECT id, coalesce(about_kind, ''), coalesce(about, 0)
		FROM outbox WHERE id = coalesce(
			(SELECT id FROM outbox WHERE chat = ?1 AND message_id = ?2 AND target IS NULL ORDER BY id DESC LIMIT 1),
			(SELECT outbox FROM outbox_part WHERE chat = ?1 AND message_id = ?2))`, chat, messageID)
	return id, about, err
}

// A SentMessage is a message of ours and the chat it went to.
type SentMessage struct {
	ID   OutboxID
	Chat int64
}

// ChatsTold returns the chats to which messages went whose deeds begin with one
// of the prefixes, in order.
func (tx *Tx) ChatsTold(prefixes ...string) ([]int64, error) {
	told := map[int64]bool{}
	for _, p := range prefixes {
		chats, err := all(tx, value[int64], `SELECT DISTINCT chat FROM outbox WHERE deed >= ?1 AND deed < ?1 || char(0x10FFFF)`, p)
		if err != nil {
			return nil, err
		}
		for _, c := range chats {
			told[c] = true
		}
	}
	return slices.Sorted(maps.Keys(told)), nil
}

// SentTo returns the messages of a deed that went to several people: those
// whose deed is the given one and “/person …” behind it.
func (tx *Tx) SentTo(deed string) ([]SentMessage, error) {
	prefix := deed + "/person "
	return all(tx, func(s scanner) (m SentMessage, err error) {
		err = s.Scan(&m.ID, &m.Chat)
		return m, err
	}, `SELECT id, chat FROM outbox WHERE deed >= ?1 AND deed < ?1 || char(0x10FFFF) ORDER BY id`, prefix)
}
