package simulator

import (
	"strings"
	"unicode/utf16"
)

const (
	maxText    = 4096 // UTF-16 units of a message
	maxCaption = 1024 // and of a caption
)

// A content is what a request says, checked.
type content struct {
	text     string
	html     string
	entities []Entity
}

// formatted reads a text with its parse mode or entities.
func formatted(p params, name, entities string) (content, *apiError) {
	source := p.str(name)
	switch strings.ToLower(p.str("parse_mode")) {
	case "":
		return trimmed(content{text: source, html: escape(source), entities: givenEntities(p.list(entities))}), nil
	case "html":
	default: // the bot has one parse mode; Telegram knows two Markdowns besides
		return content{}, badRequest("unsupported parse_mode")
	}
	text, found, err := ParseHTML(source)
	if err != nil {
		return content{}, badRequest("can't parse entities: %v", err)
	}
	return trimmed(content{text: text, html: source, entities: found}), nil
}

func givenEntities(list []any) []Entity {
	var out []Entity
	for _, item := range list {
		o := params(item.(map[string]any))
		out = append(out, Entity{
			Type: o.str("type"), Offset: int(o.int("offset")), Length: int(o.int("length")),
			URL: o.str("url"), Language: o.str("language"),
		})
	}
	return out
}

// trimmed takes the white space around a text away, as Telegram does, and
// moves its entities.
func trimmed(c content) content {
	const space = " \t\r\n\v\f"
	left := strings.TrimLeft(c.text, space)
	cut := units(c.text) - units(left)
	c.text = strings.TrimRight(left, space)
	length := units(c.text)
	var kept []Entity
	for _, e := range c.entities {
		end := min(e.Offset+e.Length-cut, length)
		e.Offset = max(e.Offset-cut, 0)
		if e.Length = end - e.Offset; e.Length > 0 {
			kept = append(kept, e)
		}
	}
	c.entities = kept
	return c
}

func (t *Telegram) sendMessage(p params) (any, *apiError) {
	c, refusal := t.target(p)
	if refusal != nil {
		return nil, refusal
	}
	said, refusal := formatted(p, "text", "entities")
	if refusal != nil {
		return nil, refusal
	}
	if refusal := checkText(said.text); refusal != nil {
		return nil, refusal
	}
	return t.deliver(c, p, Message{Kind: "text", Text: said.text, HTML: said.html, Entities: said.entities})
}

func checkText(text string) *apiError {
	switch {
	case isBlank(text):
		return badRequest("message text is empty")
	case units(text) > maxText:
		return badRequest("message is too long")
	}
	return nil
}

// isBlank tells a text of which nothing can be seen.
func isBlank(text string) bool {
	return strings.Trim(text, " \t\r\n\v\f\u00a0\u200b\u200c\u200d\u2060\ufeff\u3164") == ""
}

func (t *Telegram) sendPhoto(p params) (any, *apiError)    { return t.sendFile(p, "photo") }
func (t *Telegram) sendDocument(p params) (any, *apiError) { return t.sendFile(p, "document") }
func (t *Telegram) sendVideo(p params) (any, *apiError)    { return t.sendFile(p, "video") }

func (t *Telegram) sendFile(p params, kind string) (any, *apiError) {
	c, refusal := t.target(p)
	if refusal != nil {
		return nil, refusal
	}
	said, refusal := caption(p)
	if refusal != nil {
		return nil, refusal
	}
	f, refusal := t.fileOf(p, kind)
	if refusal != nil {
		return nil, refusal
	}
	return t.deliver(c, p, Message{Kind: kind, File: f, Text: said.text, HTML: said.html, Entities: said.entities})
}

func caption(p params) (content, *apiError) {
	said, refusal := formatted(p, "caption", "caption_entities")
	if refusal == nil && units(said.text) > maxCaption {
		refusal = badRequest("message caption is too long")
	}
	return said, refusal
}

// deliver is the end of every sending: buttons, reply, limits, and there it is.
func (t *Telegram) deliver(c *chat, p params, m Message) (any, *apiError) {
	buttons, refusal := keyboard(p)
	if refusal != nil {
		return nil, refusal
	}
	m.Buttons = buttons
	if m.ReplyTo, refusal = replyTo(c, p); refusal != nil {
		return nil, refusal
	}
	if refusal := t.admit(c.id); refusal != nil {
		return nil, refusal
	}
	m.From, m.Silent = t.bot.ID, p.bool("disable_notification")
	t.show(c, &m)
	t.record(Event{Kind: Sent, Chat: c.id, From: t.bot.ID, ByBot: true, Message: m.clone()})
	return t.wire(&m), nil
}

// show puts a message into a chat.
func (t *Telegram) show(c *chat, m *Message) {
	m.ID, m.Chat, m.At = t.nextMessage(c), c.id, t.now()
	c.messages = append(c.messages, m)
}

func replyTo(c *chat, p params) (int, *apiError) {
	reply := params(p.object("reply_parameters"))
	id := int(reply.int("message_id"))
	if id == 0 {
		return 0, nil
	}
	if c.message(id) != nil {
		return id, nil
	}
	if reply.bool("allow_sending_without_reply") {
		return 0, nil
	}
	return 0, badRequest("message to be replied not found")
}

func (t *Telegram) sendChatAction(p params) (any, *apiError) {
	c, refusal := t.target(p)
	if refusal != nil {
		return nil, refusal
	}
	switch p.str("action") {
	case "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
		"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note":
	default:
		return nil, badRequest("wrong parameter action in request")
	}
	t.record(Event{Kind: Acting, Chat: c.id, From: t.bot.ID, ByBot: true, Text: p.str("action")})
	return true, nil
}

// unitsToBytes turns an offset in UTF-16 units into one in bytes.
func unitsToBytes(s string, offset int) int {
	for i, r := range s {
		if offset <= 0 {
			return i
		}
		offset -= utf16.RuneLen(r)
	}
	return len(s)
}
