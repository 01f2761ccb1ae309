package telegram

import (
	"encoding/json"
	"time"

	"shuangzhou/storage"
)

// A Kind says what an update is.
type Kind string

// The kinds of updates.
const (
	Text     Kind = "text"     // somebody wrote
	Edited   Kind = "edited"   // somebody changed what he had written
	Press    Kind = "press"    // a button
	Media    Kind = "media"    // Files, with Text as caption
	Joined   Kind = "joined"   // the bot was let into a chat, or unblocked
	Left     Kind = "left"     // the bot was put out of a chat, or blocked
	Migrated Kind = "migrated" // a group has a new id, MovedTo
	Followup Kind = "followup" // a file that was wanted is there, or cannot be had
	Other    Kind = "other"    // a sticker, a poll, a service message …, named in Other
)

// An Update is something that came in, in our own terms.
type Update struct {
	Key  string `json:"key"` // names it in deeds and sources: "update 8812"; given when it is received
	ID   int64  `json:"id"`  // Telegram's; 0 for a follow-up
	Kind Kind   `json:"kind"`

	At        time.Time `json:"at"` // when it was said, by Telegram's clock
	Chat      Chat      `json:"chat"`
	From      User      `json:"from"`
	MessageID int64     `json:"message_id,omitzero"`
	ReplyTo   int64     `json:"reply_to,omitzero"` // the message it answers
	Forwarded bool      `json:"forwarded,omitzero"`

	Text      string `json:"text,omitzero"`      // or the caption; without the mention of this bot
	Command   string `json:"command,omitzero"`   // "/rates@bot x": "rates"; only a command to this bot
	Payload   string `json:"payload,omitzero"`   // "/rates@bot x": "x"
	Addressed bool   `json:"addressed,omitzero"` // private, or a command, a mention or a reply to the bot

	Files  []File `json:"files,omitempty"`
	Album  string `json:"album,omitzero"`  // the same for files sent together
	Failed string `json:"failed,omitzero"` // of a Followup: why the file cannot be had, one of the Why… reasons

	Press    string `json:"press,omitzero"`    // the button's id
	Callback string `json:"callback,omitzero"` // Telegram's id of the press, see [Answer]

	MovedTo int64  `json:"moved_to,omitzero"`
	Other   string `json:"other,omitzero"` // sticker, location, contact, poll …

	Raw json.RawMessage `json:"-"` // as it came
}

// A Chat is where it was said.
type Chat struct {
	ID      int64  `json:"id"`
	Private bool   `json:"private,omitzero"`
	Title   string `json:"title,omitzero"` // a group's
}

// A User is who said it.
type User struct {
	ID       int64  `json:"id"`
	Name     string `json:"name,omitzero"`
	Username string `json:"username,omitzero"`
	Bot      bool   `json:"bot,omitzero"`
}

// A FileKind says how a file was sent.
type FileKind string

// The kinds of files.
const (
	Photo     FileKind = "photo"
	Document  FileKind = "document"
	Voice     FileKind = "voice"
	Audio     FileKind = "audio"
	Video     FileKind = "video"
	VideoNote FileKind = "video_note"
	Animation FileKind = "animation"
)

// A File is one that somebody sent.
type File struct {
	ID   string         `json:"id"` // Telegram's
	Kind FileKind       `json:"kind"`
	Name string         `json:"name,omitzero"`
	MIME string         `json:"mime,omitzero"`
	Size int64          `json:"size,omitzero"` // bytes; 0: not said
	Blob storage.BlobID `json:"blob,omitzero"` // of a [Followup]: where it is
}

// Why a file cannot be had, see [Update.Failed].
const (
	WhyTooBig      = "too big"     // over [MaxFile]
	WhyUnavailable = "unavailable" // Telegram does not give it out
)

// A Handler decides what an update means. Its methods are called one at a
// time, in a transaction, and touch no network: what they want to say they
// queue.
type Handler interface {
	// Handle handles an update. On an error, or a panic, all it did is taken
	// back, the update is set aside and never tried again.
	Handle(tx *storage.Tx, u Update) error

	// Failed is told of an update that was set aside, to apologise and to tell
	// the office. Of an update that could not be read only the chat and the
	// sender are known, and perhaps not even they.
	Failed(tx *storage.Tx, u Update, why error) error

	// Away is told once, after more than 24 hours without a good poll, of the
	// span whose messages may be missing: Telegram keeps them no longer.
	Away(tx *storage.Tx, from, to time.Time) error

	// Unreachable is told once that nothing gets through to a chat, until
	// somebody writes there again.
	Unreachable(tx *storage.Tx, chat int64, why string) error
}

// Answer returns the message that answers a press: with a text it is shown for
// a moment, as an alert it waits to be closed. A press that its handler does
// not answer is answered without words, so that the button stops waiting.
func Answer(u Update, text string, alert bool) storage.Message {
	return storage.Message{
		Deed: "answer/" + u.Callback, Chat: u.Chat.ID, Kind: storage.AnswerMessage,
		Text: text, Callback: u.Callback, Alert: alert,
	}
}
