package simulator

import (
	"reflect"
	"slices"
)

const notModified = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"

// ownMessage finds the bot's own message that a request is about.
func (t *Telegram) ownMessage(p params, verb string) (*chat, *Message, *apiError) {
	c, m, refusal := t.anyMessage(p, "message to "+verb+" not found")
	if refusal != nil {
		return nil, nil, refusal
	}
	if m.From != t.bot.ID {
		return nil, nil, badRequest("message can't be %s", map[string]string{"edit": "edited", "delete": "deleted"}[verb])
	}
	return c, m, nil
}

// anyMessage finds the message of any sender that a request is about.
func (t *Telegram) anyMessage(p params, notFound string) (*chat, *Message, *apiError) {
	if p.str("inline_message_id") != "" {
		return nil, nil, badRequest("MESSAGE_ID_INVALID")
	}
	if _, given := p["chat_id"]; !given {
		return nil, nil, missing("chat_id")
	}
	c, refusal := t.target(p)
	if refusal != nil {
		return nil, nil, refusal
	}
	if p.int("message_id") == 0 {
		return nil, nil, missing("message_id")
	}
	m := c.message(int(p.int("message_id")))
	if m == nil {
		return nil, nil, badRequest("%s", notFound)
	}
	return c, m, nil
}

func (t *Telegram) editMessageText(p params) (any, *apiError) {
	c, m, refusal := t.ownMessage(p, "edit")
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
	if m.Kind != "text" {
		return nil, badRequest("there is no text in the message to edit")
	}
	return t.replace(c, m, p, said)
}

func (t *Telegram) editMessageCaption(p params) (any, *apiError) {
	c, m, refusal := t.ownMessage(p, "edit")
	if refusal != nil {
		return nil, refusal
	}
	said, refusal := caption(p)
	if refusal != nil {
		return nil, refusal
	}
	if m.Kind == "text" {
		return nil, badRequest("there is no caption in the message to edit")
	}
	return t.replace(c, m, p, said)
}

func (t *Telegram) editMessageReplyMarkup(p params) (any, *apiError) {
	c, m, refusal := t.ownMessage(p, "edit")
	if refusal != nil {
		return nil, refusal
	}
	return t.replace(c, m, p, content{text: m.Text, html: m.HTML, entities: m.Entities})
}

// replace puts new words and buttons in the place of a message's old ones. An
// edit without buttons takes the old ones away.
func (t *Telegram) replace(c *chat, m *Message, p params, said content) (any, *apiError) {
	buttons, refusal := keyboard(p)
	if refusal != nil {
		return nil, refusal
	}
	if said.text == m.Text && slices.Equal(said.entities, m.Entities) && reflect.DeepEqual(buttons, m.Buttons) {
		return nil, badRequest(notModified)
	}
	if refusal := t.admit(c.id); refusal != nil {
		return nil, refusal
	}
	m.Text, m.HTML, m.Entities, m.Buttons = said.text, said.html, said.entities, buttons
	m.Edited = t.now()
	t.record(Event{Kind: Edited, Chat: c.id, From: t.bot.ID, ByBot: true, Message: m.clone()})
	return t.wire(m), nil
}

func (t *Telegram) deleteMessage(p params) (any, *apiError) {
	c, m, refusal := t.anyMessage(p, "message to delete not found")
	if refusal != nil {
		return nil, refusal
	}
	// A person's message can go in a private chat, or where the bot is admin.
	if m.From != t.bot.ID && c.person == nil && !c.group.BotAdmin {
		return nil, badRequest("message can't be deleted")
	}
	if t.now().Sub(m.At) > 2*updateLife && !c.group.BotAdmin {
		return nil, badRequest("message can't be deleted for everyone")
	}
	t.remove(c, m)
	return true, nil
}

func (t *Telegram) remove(c *chat, m *Message) {
	m.Deleted = true
	t.record(Event{Kind: Deleted, Chat: c.id, From: t.bot.ID, ByBot: true, Message: m.clone()})
}

func (t *Telegram) deleteMessages(p params) (any, *apiError) {
	c, refusal := t.target(p)
	if refusal != nil {
		return nil, refusal
	}
	for _, id := range p.list("message_ids") {
		if m := c.message(int(id.(int64))); m != nil {
			t.remove(c, m)
		}
	}
	return true, nil
}

func (t *Telegram) setMessageReaction(p params) (any, *apiError) {
	c, m, refusal := t.anyMessage(p, "message to react not found")
	if refusal != nil {
		return nil, refusal
	}
	given := p.list("reaction")
	if len(given) > 1 {
		return nil, badRequest("REACTIONS_TOO_MANY") // a bot has one a message
	}
	var mine []Reaction
	for _, item := range given {
		emoji := field(item.(map[string]any), "emoji")
		if field(item.(map[string]any), "type") != "emoji" || !slices.Contains(reactionEmoji, emoji) {
			return nil, badRequest("REACTION_INVALID")
		}
		mine = append(mine, Reaction{From: t.bot.ID, Emoji: emoji})
	}
	m.Reactions = append(withoutReactionsOf(m.Reactions, t.bot.ID), mine...)
	t.record(Event{Kind: Reacted, Chat: c.id, From: t.bot.ID, ByBot: true, Message: m.clone()})
	return true, nil
}

// withoutReactionsOf leaves the others' reactions, in a slice of its own.
func withoutReactionsOf(all []Reaction, who int64) []Reaction {
	return slices.DeleteFunc(slices.Clone(all), func(r Reaction) bool { return r.From == who })
}

func (t *Telegram) pinChatMessage(p params) (any, *apiError) {
	c, m, refusal := t.anyMessage(p, "message to pin not found")
	if refusal != nil {
		return nil, refusal
	}
	if refusal := mayPin(c); refusal != nil {
		return nil, refusal
	}
	m.Pinned = true
	t.record(Event{Kind: Pinned, Chat: c.id, From: t.bot.ID, ByBot: true, Message: m.clone()})
	return true, nil
}

func mayPin(c *chat) *apiError {
	if c.person == nil && !c.group.BotAdmin {
		return badRequest("not enough rights to manage pinned messages in the chat")
	}
	return nil
}

// unpinChatMessage unpins the message named, or the newest pinned one.
func (t *Telegram) unpinChatMessage(p params) (any, *apiError) {
	return t.unpin(p, func(pinned []*Message) []*Message {
		if id := int(p.int("message_id")); id != 0 {
			return slices.DeleteFunc(pinned, func(m *Message) bool { return m.ID != id })
		}
		return pinned[max(0, len(pinned)-1):]
	})
}

func (t *Telegram) unpinAllChatMessages(p params) (any, *apiError) {
	return t.unpin(p, func(pinned []*Message) []*Message { return pinned })
}

func (t *Telegram) unpin(p params, choose func(pinned []*Message) []*Message) (any, *apiError) {
	c, refusal := t.target(p)
	if refusal != nil {
		return nil, refusal
	}
	if refusal := mayPin(c); refusal != nil {
		return nil, refusal
	}
	var pinned []*Message
	for _, m := range c.messages {
		if m.Pinned && !m.Deleted {
			pinned = append(pinned, m)
		}
	}
	chosen := choose(pinned)
	if len(chosen) == 0 && p.int("message_id") != 0 {
		return nil, badRequest("message to unpin not found")
	}
	for _, m := range chosen {
		m.Pinned = false
		t.record(Event{Kind: Unpinned, Chat: c.id, From: t.bot.ID, ByBot: true, Message: m.clone()})
	}
	return true, nil
}
