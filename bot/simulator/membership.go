package simulator

import (
	"fmt"
	"slices"
)

// Block lets a person block the bot, which learns of it.
func (t *Telegram) Block(person int64) { t.setBlocked(person, true) }

// Unblock takes a block back.
func (t *Telegram) Unblock(person int64) { t.setBlocked(person, false) }

func (t *Telegram) setBlocked(person int64, blocked bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	who, ok := t.people[person]
	if !ok || who.blocked == blocked {
		return
	}
	c := t.chats[person]
	before := t.botMember(c)
	who.blocked = blocked
	t.memberChanged(c, person, before)
}

// memberChanged tells the bot that it is now something else in a chat.
func (t *Telegram) memberChanged(c *chat, by int64, before map[string]any) {
	after := t.botMember(c)
	t.record(Event{Kind: Changed, Chat: c.id, From: by, Text: fmt.Sprint("bot is ", after["status"])})
	t.push("my_chat_member", map[string]any{
		"chat": c.wire(), "from": t.user(by), "date": unix(t.now()),
		"old_chat_member": before, "new_chat_member": after,
	})
}

// DeleteAccount lets a person's account disappear. The bot is not told.
func (t *Telegram) DeleteAccount(person int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if who, ok := t.people[person]; ok {
		who.deleted = true
		t.record(Event{Kind: Changed, Chat: person, From: person, Text: "account deleted"})
	}
}

// Rename changes a person's names. The bot sees it at his next message.
func (t *Telegram) Rename(person int64, first, last, username string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if who, ok := t.people[person]; ok {
		who.FirstName, who.LastName, who.Username = first, last, username
		t.record(Event{Kind: Changed, Chat: person, From: person, Text: "renamed"})
	}
}

// Kick removes the bot from a group; its first member does it.
func (t *Telegram) Kick(group int64) {
	t.changeGroup(group, 0, func(c *chat) { c.kicked = true })
}

// Invite takes the bot into a group, where it was not or no longer is.
func (t *Telegram) Invite(by, group int64) {
	t.changeGroup(group, by, func(c *chat) { c.kicked, c.group.BotAbsent = false, false })
	t.mu.Lock()
	defer t.mu.Unlock()
	if c, ok := t.chats[group]; ok {
		t.service(c, by, map[string]any{
			"new_chat_member": t.bot, "new_chat_members": []User{t.bot}, "new_chat_participant": t.bot,
		})
	}
}

// SetBotAdmin makes the bot a group's admin, or no longer; its first member
// does it.
func (t *Telegram) SetBotAdmin(group int64, admin bool) {
	t.changeGroup(group, 0, func(c *chat) { c.group.BotAdmin = admin })
}

func (t *Telegram) changeGroup(group, by int64, change func(*chat)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, ok := t.chats[group]
	if !ok || c.person != nil {
		return
	}
	if by == 0 && len(c.group.Members) > 0 {
		by = c.group.Members[0]
	}
	before := t.botMember(c)
	change(c)
	t.memberChanged(c, by, before)
}

// service puts a message without words into a group: someone came, it moved.
func (t *Telegram) service(c *chat, by int64, extra map[string]any) {
	m := &Message{Kind: "service", From: by, extra: extra}
	t.show(c, m)
	if !c.kicked && !c.group.BotAbsent {
		t.push("message", t.wire(m))
	}
}

// Join lets a person into a group.
func (t *Telegram) Join(person, group int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, ok := t.chats[group]
	if !ok || c.has(person) {
		return
	}
	c.group.Members = append(slices.Clone(c.group.Members), person)
	t.record(Event{Kind: Changed, Chat: group, From: person, Text: "joined"})
	who := t.user(person)
	t.service(c, person, map[string]any{"new_chat_members": []User{who}})
}

// Leave lets a person out of a group.
func (t *Telegram) Leave(person, group int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, ok := t.chats[group]
	if !ok || !slices.Contains(c.group.Members, person) {
		return
	}
	c.group.Members = slices.DeleteFunc(slices.Clone(c.group.Members), func(m int64) bool { return m == person })
	t.record(Event{Kind: Changed, Chat: group, From: person, Text: "left"})
	t.service(c, person, map[string]any{"left_chat_member": t.user(person)})
}

// Migrate upgrades a basic group to a supergroup and returns the new id, zero
// where there is no such group. The old chat refuses the bot with the new id.
func (t *Telegram) Migrate(group int64) int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	old, ok := t.chats[group]
	if !ok || old.person != nil || old.migratedTo != 0 {
		return 0
	}
	g := old.group
	g.ID, g.Supergroup = -1000000000000-t.number("supergroup")-2000, true
	next := &chat{id: g.ID, group: g, kicked: old.kicked}
	t.chats[g.ID] = next
	by := t.bot.ID
	if len(g.Members) > 0 {
		by = g.Members[0]
	}
	t.service(old, by, map[string]any{"migrate_to_chat_id": g.ID})
	old.migratedTo = g.ID
	t.record(Event{Kind: Changed, Chat: group, From: by, Text: fmt.Sprint("migrated to ", g.ID)})
	t.record(Event{Kind: Joined, Chat: g.ID})
	t.service(next, by, map[string]any{"migrate_from_chat_id": group})
	return g.ID
}
