package simulator

import (
	"time"
)

// A Message is what a chat shows, of the bot and of people alike.
type Message struct {
	ID        int        `json:"id"`
	Chat      int64      `json:"chat"`
	From      int64      `json:"from"` // the bot is [Telegram.BotID]
	At        time.Time  `json:"at"`
	Edited    time.Time  `json:"edited,omitzero"`
	Kind      string     `json:"kind"`           // text, photo, document, sticker, voice, location, contact, poll
	Text      string     `json:"text"`           // what is read: the text, or a file's caption
	HTML      string     `json:"html"`           // the same as it was sent
	Entities  []Entity   `json:"entities"`       // of Text
	File      *File      `json:"file,omitempty"` // of photo, document, sticker and voice
	Buttons   [][]Button `json:"buttons,omitempty"`
	ReplyTo   int        `json:"reply_to,omitempty"`
	Forwarded string     `json:"forwarded,omitempty"` // whose message it was
	Reactions []Reaction `json:"reactions,omitempty"`
	Pinned    bool       `json:"pinned,omitempty"`
	Deleted   bool       `json:"deleted,omitempty"`
	Silent    bool       `json:"silent,omitempty"`

	extra map[string]any // what an update carries besides: location, contact …
}

// A Button stands under a message. Exactly one of Data, URL, CopyText and Other
// is set.
type Button struct {
	Label    string `json:"label"`
	Style    string `json:"style,omitempty"` // success, danger, primary or none
	Data     string `json:"data,omitempty"`
	URL      string `json:"url,omitempty"`
	CopyText string `json:"copy_text,omitempty"`
	Other    string `json:"other,omitempty"` // the field of any other kind of button
}

// A Reaction is someone's emoji on a message.
type Reaction struct {
	From  int64  `json:"from"`
	Emoji string `json:"emoji"`
}

// BotID returns the bot's user id.
func (t *Telegram) BotID() int64 { return t.bot.ID }

// wire writes a message as the Bot API shows it.
func (t *Telegram) wire(m *Message) map[string]any {
	w := t.wireWithoutReply(m)
	if m.ReplyTo != 0 {
		if to := t.chats[m.Chat].message(m.ReplyTo); to != nil {
			w["reply_to_message"] = t.wireWithoutReply(to)
		}
	}
	return w
}

func (t *Telegram) wireWithoutReply(m *Message) map[string]any {
	w := map[string]any{
		"message_id": m.ID,
		"from":       t.user(m.From),
		"chat":       t.chats[m.Chat].wire(),
		"date":       unix(m.At),
	}
	if !m.Edited.IsZero() {
		w["edit_date"] = unix(m.Edited)
	}
	t.wireText(w, m)
	if m.File != nil {
		w[m.Kind] = m.File.wire(m.Kind)
	}
	if m.Buttons != nil {
		w["reply_markup"] = map[string]any{"inline_keyboard": wireButtons(m.Buttons)}
	}
	if m.Forwarded != "" {
		w["forward_origin"] = map[string]any{
			"type": "hidden_user", "sender_user_name": m.Forwarded, "date": unix(m.At),
		}
	}
	for name, value := range m.extra {
		w[name] = value
	}
	return w
}

func (t *Telegram) wireText(w map[string]any, m *Message) {
	text, entities := "text", "entities"
	if m.Kind != "text" {
		text, entities = "caption", "caption_entities"
	}
	if m.Text != "" {
		w[text] = m.Text
	}
	if len(m.Entities) > 0 {
		w[entities] = m.Entities
	}
}

func (t *Telegram) user(id int64) User {
	if id == t.bot.ID {
		return t.bot
	}
	if who, ok := t.people[id]; ok {
		return who.user()
	}
	return User{ID: id, FirstName: "Deleted Account"}
}

func wireButtons(rows [][]Button) [][]map[string]any {
	out := make([][]map[string]any, len(rows))
	for i, row := range rows {
		for _, b := range row {
			out[i] = append(out[i], b.wire())
		}
	}
	return out
}

func (b Button) wire() map[string]any {
	w := map[string]any{"text": b.Label}
	for name, value := range map[string]string{"style": b.Style, "callback_data": b.Data, "url": b.URL} {
		if value != "" {
			w[name] = value
		}
	}
	if b.CopyText != "" {
		w["copy_text"] = map[string]string{"text": b.CopyText}
	}
	return w
}

// clone copies a message so that a reader keeps what it was.
func (m *Message) clone() Message {
	c := *m
	c.Reactions = append([]Reaction(nil), m.Reactions...)
	return c
}

// Messages returns a chat as a person sees it: deleted ones are gone.
func (t *Telegram) Messages(chat int64) []Message {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, ok := t.chats[chat]
	if !ok {
		return nil
	}
	var seen []Message
	for _, m := range c.messages {
		if !m.Deleted {
			seen = append(seen, m.clone())
		}
	}
	return seen
}
