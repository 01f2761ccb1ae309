package simulator

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A SayOption changes how a person says something.
type SayOption func(*saying)

// A saying is a message on its way from a person.
type saying struct {
	replyTo   int
	forwarded string
	mentions  map[string]int64
	album     string
}

// ReplyTo makes it a reply to a message of the chat.
func ReplyTo(message int) SayOption { return func(s *saying) { s.replyTo = message } }

// Forwarded makes it a forwarded message of someone who hides his account.
func Forwarded(from string) SayOption { return func(s *saying) { s.forwarded = from } }

// Mention makes the first place where a name stands a mention of a person
// without username.
func Mention(person int64, name string) SayOption {
	return func(s *saying) { s.mentions[name] = person }
}

// InAlbum makes it one of several files sent together, under the album's id.
func InAlbum(id string) SayOption { return func(s *saying) { s.album = id } }

func newSaying(options []SayOption) saying {
	s := saying{mentions: map[string]int64{}}
	for _, option := range options {
		option(&s)
	}
	return s
}

// Start presses Start in the private chat with the bot, the first time or
// again, also after blocking it. A payload is what a deep link carries.
func (t *Telegram) Start(person int64, payload string) error {
	t.mu.Lock()
	who, ok := t.people[person]
	t.mu.Unlock()
	if !ok {
		return fmt.Errorf("start: no person %d", person)
	}
	t.Unblock(person)
	t.mu.Lock()
	who.started = true
	t.mu.Unlock()
	_, err := t.Say(person, person, strings.TrimSpace("/start "+payload))
	return err
}

// Greet marks a person as one who pressed Start long ago, without telling the
// bot.
func (t *Telegram) Greet(person int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if who, ok := t.people[person]; ok {
		who.started = true
	}
}

// Say lets a person write in a chat and returns the message's id. A text over
// 4096 UTF-16 units goes as several messages, as a client sends it; the id is
// the last one's. In a group the bot is told only what its privacy mode lets
// through.
func (t *Telegram) Say(person, chat int64, text string, options ...SayOption) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if isBlank(text) {
		return 0, errors.New("say: nothing to say")
	}
	s := newSaying(options)
	var id int
	for _, piece := range pieces(text) {
		m := &Message{Kind: "text", Text: piece}
		var err error
		if id, err = t.say(person, chat, m, s); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// pieces splits a text into what fits one message.
func pieces(text string) []string {
	var out []string
	for units(text) > maxText {
		cut := unitsToBytes(text, maxText)
		if units(text[:cut]) > maxText { // a pair at the border
			cut = unitsToBytes(text, maxText-1)
		}
		out = append(out, text[:cut])
		text = text[cut:]
	}
	return append(out, text)
}

func (t *Telegram) say(from, chat int64, m *Message, s saying) (int, error) {
	c, err := t.room(from, chat)
	if err != nil {
		return 0, err
	}
	if s.replyTo != 0 && c.message(s.replyTo) == nil {
		return 0, fmt.Errorf("say in chat %d: no message %d to reply to", chat, s.replyTo)
	}
	m.From, m.ReplyTo, m.Forwarded = from, s.replyTo, s.forwarded
	if s.album != "" {
		m.extra = map[string]any{"media_group_id": s.album}
	}
	m.HTML = escape(m.Text)
	m.Entities = t.entities(m.Text, s.mentions)
	t.show(c, m)
	t.record(Event{Kind: Said, Chat: c.id, From: from, Message: m.clone()})
	if t.heard(c, m) {
		t.push("message", t.wire(m))
	}
	return m.ID, nil
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func escape(s string) string { return escaper.Replace(s) }

// room finds the chat in which a person may write.
func (t *Telegram) room(person, chat int64) (*chat, error) {
	who, ok := t.people[person]
	if !ok {
		return nil, fmt.Errorf("no person %d", person)
	}
	c, ok := t.chats[chat]
	switch {
	case !ok:
		return nil, fmt.Errorf("no chat %d", chat)
	case who.deleted:
		return nil, fmt.Errorf("person %d has deleted his account", person)
	case c.migratedTo != 0:
		return t.room(person, c.migratedTo)
	case !c.has(person):
		return nil, fmt.Errorf("person %d is not in chat %d", person, chat)
	case c.person != nil && !who.started:
		return nil, fmt.Errorf("person %d has not pressed start", person)
	case c.person != nil && who.blocked:
		return nil, fmt.Errorf("person %d has blocked the bot", person)
	}
	return c, nil
}

// seen finds a message that a person sees.
func (t *Telegram) seen(person, chat int64, id int) (*chat, *Message, error) {
	c, ok := t.chats[chat]
	if !ok || !c.has(person) || t.people[person] == nil {
		return nil, nil, fmt.Errorf("person %d is not in chat %d", person, chat)
	}
	m := c.message(id)
	if m == nil {
		return nil, nil, fmt.Errorf("no message %d in chat %d", id, chat)
	}
	return c, m, nil
}

// heard tells whether the bot is told of a message. In a group with privacy
// mode it hears commands, mentions of itself and replies to itself.
func (t *Telegram) heard(c *chat, m *Message) bool {
	if c.person != nil {
		return !c.person.blocked
	}
	if c.kicked || c.group.BotAbsent {
		return false
	}
	if c.group.BotAdmin || t.options.PrivacyOff {
		return true
	}
	if to := c.message(m.ReplyTo); to != nil && to.From == t.bot.ID {
		return true
	}
	return slices.ContainsFunc(m.Entities, func(e Entity) bool { return t.concerns(m.Text, e) })
}

// concerns tells whether an entity calls this bot: a command for it or for all,
// or its name.
func (t *Telegram) concerns(text string, e Entity) bool {
	begin := unitsToBytes(text, e.Offset)
	word := text[begin:unitsToBytes(text, e.Offset+e.Length)]
	switch e.Type {
	case "bot_command":
		_, to, named := strings.Cut(word, "@")
		return !named || strings.EqualFold(to, t.bot.Username)
	case "mention":
		return strings.EqualFold(word, "@"+t.bot.Username)
	case "text_mention":
		return e.User != nil && e.User.ID == t.bot.ID
	}
	return false
}

var (
	commandIn = regexp.MustCompile(`(?:^|\s)(/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{4,32})?)(?:$|[^A-Za-z0-9_/@])`)
	mentionIn = regexp.MustCompile(`(?:^|[^A-Za-z0-9_/])(@[A-Za-z0-9_]{4,32})(?:$|[^A-Za-z0-9_])`)
	linkIn    = regexp.MustCompile(`(https?://[^\s<>"]+)`)
)

// entities finds what Telegram marks in a person's text.
func (t *Telegram) entities(text string, mentions map[string]int64) []Entity {
	var found []Entity
	for kind, shape := range map[string]*regexp.Regexp{"bot_command": commandIn, "mention": mentionIn, "url": linkIn} {
		found = append(found, entitiesOf(kind, shape, text)...)
	}
	for name, id := range mentions {
		if at := strings.Index(text, name); at >= 0 {
			user := t.user(id)
			found = append(found, Entity{Type: "text_mention", Offset: units(text[:at]), Length: units(name), User: &user})
		}
	}
	slices.SortFunc(found, func(a, b Entity) int { return a.Offset - b.Offset })
	return found
}

func entitiesOf(kind string, shape *regexp.Regexp, text string) []Entity {
	var found []Entity
	for from := 0; from < len(text); {
		at := shape.FindStringSubmatchIndex(text[from:])
		if at == nil {
			break
		}
		begin, end := from+at[2], from+at[3]
		found = append(found, Entity{Type: kind, Offset: units(text[:begin]), Length: units(text[begin:end])})
		from = end
	}
	return found
}

// Edit lets a person change a message of his own.
func (t *Telegram) Edit(person, chat int64, message int, text string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, m, err := t.seen(person, chat, message)
	if err != nil {
		return fmt.Errorf("edit: %w", err)
	}
	if m.From != person {
		return fmt.Errorf("edit message %d in chat %d: it is not of person %d", message, chat, person)
	}
	m.Text, m.HTML, m.Entities, m.Edited = text, escape(text), t.entities(text, nil), t.now()
	t.record(Event{Kind: Revised, Chat: c.id, From: person, Message: m.clone()})
	if t.heard(c, m) {
		t.push("edited_message", t.wire(m))
	}
	return nil
}

// React puts a person's emoji on a message, or takes it away with "". The bot
// is told in private chats and where it is admin, if it asked for it.
func (t *Telegram) React(person, chat int64, message int, emoji string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, m, err := t.seen(person, chat, message)
	if err != nil {
		return fmt.Errorf("react: %w", err)
	}
	before := reactionsOf(m, person)
	m.Reactions = withoutReactionsOf(m.Reactions, person)
	if emoji != "" {
		m.Reactions = append(m.Reactions, Reaction{From: person, Emoji: emoji})
	}
	t.record(Event{Kind: Changed, Chat: c.id, From: person, Message: m.clone(), Text: "reaction"})
	if c.person != nil || c.group.BotAdmin {
		t.push("message_reaction", map[string]any{
			"chat": c.wire(), "message_id": m.ID, "user": t.user(person), "date": unix(t.now()),
			"old_reaction": before, "new_reaction": reactionsOf(m, person),
		})
	}
	return nil
}

func reactionsOf(m *Message, person int64) []map[string]string {
	out := []map[string]string{}
	for _, r := range m.Reactions {
		if r.From == person {
			out = append(out, map[string]string{"type": "emoji", "emoji": r.Emoji})
		}
	}
	return out
}
