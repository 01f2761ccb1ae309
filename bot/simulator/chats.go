package simulator

import (
	"slices"
	"strconv"
	"time"
)

// A Person is a user of Telegram. A private chat with the bot has the same id.
type Person struct {
	ID        int64  `json:"id"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Role      string `json:"role,omitempty"` // what he is, for the page only
	Unit      string `json:"unit,omitempty"` // and where
}

// A Group is a chat of several people, a basic group unless Supergroup is set.
type Group struct {
	ID         int64   `json:"id"` // negative
	Title      string  `json:"title"`
	Members    []int64 `json:"members"`
	Supergroup bool    `json:"supergroup,omitempty"`
	BotAdmin   bool    `json:"bot_admin,omitempty"`
	BotAbsent  bool    `json:"bot_absent,omitempty"` // the bot is not in it yet
}

type person struct {
	Person
	started bool // pressed start once
	blocked bool
	deleted bool
}

func (p *person) user() User {
	return User{ID: p.ID, FirstName: p.FirstName, LastName: p.LastName, Username: p.Username, Language: "zh-hans"}
}

type chat struct {
	id         int64
	person     *person // of a private chat
	group      Group
	kicked     bool
	migratedTo int64
	messages   []*Message
	menu       map[string]any
}

func (c *chat) kind() string {
	switch {
	case c.person != nil:
		return "private"
	case c.group.Supergroup:
		return "supergroup"
	}
	return "group"
}

// kindName is how Telegram's refusals call a group.
func (c *chat) kindName() string { return c.kind() + " chat" }

func (c *chat) wire() map[string]any {
	if c.person == nil {
		return map[string]any{"id": c.id, "type": c.kind(), "title": c.group.Title}
	}
	w := map[string]any{"id": c.id, "type": "private", "first_name": c.person.FirstName}
	if c.person.LastName != "" {
		w["last_name"] = c.person.LastName
	}
	if c.person.Username != "" {
		w["username"] = c.person.Username
	}
	return w
}

func (c *chat) has(person int64) bool {
	return c.id == person || slices.Contains(c.group.Members, person)
}

func (c *chat) message(id int) *Message {
	// A chat's ids only rise.
	i, found := slices.BinarySearchFunc(c.messages, id, func(m *Message, id int) int { return m.ID - id })
	if !found || c.messages[i].Deleted {
		return nil
	}
	return c.messages[i]
}

// nextMessage numbers a chat's messages: a supergroup has its own numbers, all
// other chats share the bot's.
func (t *Telegram) nextMessage(c *chat) int {
	counter := "message"
	if c.group.Supergroup {
		counter += strconv.FormatInt(c.id, 10)
	}
	return int(t.number(counter))
}

// AddPerson makes a person known. The bot cannot write before he pressed start.
func (t *Telegram) AddPerson(p Person) {
	t.mu.Lock()
	defer t.mu.Unlock()
	who := &person{Person: p}
	t.people[p.ID] = who
	t.chats[p.ID] = &chat{id: p.ID, person: who}
	t.record(Event{Kind: Joined, Chat: p.ID, From: p.ID})
}

// AddGroup makes a group that exists already, without an update to the bot.
func (t *Telegram) AddGroup(g Group) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.chats[g.ID] = &chat{id: g.ID, group: g}
	t.record(Event{Kind: Joined, Chat: g.ID})
}

// target finds the chat a request is for and checks that the bot may write
// there.
func (t *Telegram) target(p params) (*chat, *apiError) {
	c, refusal := t.find(p)
	if refusal != nil {
		return nil, refusal
	}
	if refusal := c.closed(); refusal != nil {
		return nil, refusal
	}
	return c, nil
}

// closed says why the bot may not write in a chat, nil where it may.
func (c *chat) closed() *apiError {
	switch {
	case c.migratedTo != 0:
		refusal := badRequest("group chat was upgraded to a supergroup chat")
		refusal.migrateTo = c.migratedTo
		return refusal
	case c.group.BotAbsent:
		return forbidden("bot is not a member of the %s", c.kindName())
	case c.kicked:
		return forbidden("bot was kicked from the %s", c.kindName())
	case c.person == nil:
		return nil
	case c.person.deleted:
		return forbidden("user is deactivated")
	case !c.person.started:
		return forbidden("bot can't initiate conversation with a user")
	case c.person.blocked:
		return forbidden("bot was blocked by the user")
	}
	return nil
}

// find finds the chat a request names by id or @username.
func (t *Telegram) find(p params) (*chat, *apiError) {
	switch id := p["chat_id"].(type) {
	case int64:
		if c, ok := t.chats[id]; ok {
			return c, nil
		}
	case string:
		for _, who := range t.people {
			if "@"+who.Username == id && who.Username != "" {
				return t.chats[who.ID], nil
			}
		}
	}
	return nil, badRequest("chat not found")
}

func (t *Telegram) getChat(p params) (any, *apiError) {
	c, refusal := t.find(p)
	if refusal != nil {
		return nil, refusal
	}
	if refusal := c.closed(); refusal != nil && c.person == nil {
		return nil, refusal
	}
	w := c.wire()
	w["accent_color_id"], w["max_reaction_count"] = 0, 11
	w["accepted_gift_types"] = map[string]bool{
		"unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false,
		"premium_subscription": false, "gifts_from_channels": false,
	}
	return w, nil
}

func (t *Telegram) getChatMember(p params) (any, *apiError) {
	c, refusal := t.find(p)
	if refusal != nil {
		return nil, refusal
	}
	id := p.int("user_id")
	if id == botID {
		return t.botMember(c), nil
	}
	who, ok := t.people[id]
	if !ok {
		return nil, badRequest("user not found")
	}
	status := "left"
	if c.has(id) {
		status = "member"
	}
	return map[string]any{"status": status, "user": who.user()}, nil
}

// botMember is the bot as a chat's member.
func (t *Telegram) botMember(c *chat) map[string]any {
	switch {
	case c.group.BotAbsent:
		return map[string]any{"status": "left", "user": t.bot}
	case c.kicked || c.person != nil && c.person.blocked:
		return map[string]any{"status": "kicked", "user": t.bot, "until_date": 0}
	case c.group.BotAdmin:
		return map[string]any{
			"status": "administrator", "user": t.bot, "can_be_edited": false, "is_anonymous": false,
			"can_manage_chat": true, "can_delete_messages": true, "can_manage_video_chats": false,
			"can_restrict_members": false, "can_promote_members": false, "can_change_info": false,
			"can_invite_users": true, "can_post_stories": false, "can_edit_stories": false,
			"can_delete_stories": false, "can_pin_messages": true,
		}
	}
	return map[string]any{"status": "member", "user": t.bot}
}

func (t *Telegram) getChatAdministrators(p params) (any, *apiError) {
	c, refusal := t.find(p)
	if refusal != nil {
		return nil, refusal
	}
	if c.person != nil {
		return nil, badRequest("there are no administrators in the private chat")
	}
	admins := []any{}
	if c.group.BotAdmin {
		admins = append(admins, t.botMember(c))
	}
	return admins, nil
}

func (t *Telegram) getChatMemberCount(p params) (any, *apiError) {
	c, refusal := t.find(p)
	if refusal != nil {
		return nil, refusal
	}
	return len(c.group.Members) + 1, nil
}

func (t *Telegram) leaveChat(p params) (any, *apiError) {
	c, refusal := t.target(p)
	if refusal != nil {
		return nil, refusal
	}
	if c.person != nil {
		return nil, badRequest("chat member status can't be changed in private chats")
	}
	c.group.BotAbsent = true
	t.record(Event{Kind: Left, Chat: c.id, ByBot: true})
	return true, nil
}

func unix(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.Unix()
}
