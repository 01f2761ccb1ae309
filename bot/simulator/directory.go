package simulator

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// A Presence is a person with how he stands to the bot.
type Presence struct {
	Person
	Started bool `json:"started"`
	Blocked bool `json:"blocked,omitempty"`
	Deleted bool `json:"deleted,omitempty"`
}

// People returns all persons by id.
func (t *Telegram) People() []Presence {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := []Presence{}
	for _, id := range slices.Sorted(maps.Keys(t.people)) {
		who := t.people[id]
		all = append(all, Presence{Person: who.Person, Started: who.started, Blocked: who.blocked, Deleted: who.deleted})
	}
	return all
}

// Groups returns all groups by id; of a migrated one only the supergroup.
func (t *Telegram) Groups() []Group {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := []Group{}
	for _, id := range slices.Sorted(maps.Keys(t.chats)) {
		if c := t.chats[id]; c.person == nil && c.migratedTo == 0 {
			g := c.group
			g.BotAbsent = g.BotAbsent || c.kicked
			all = append(all, g)
		}
	}
	return all
}

// A ChatLine is one chat in a person's list.
type ChatLine struct {
	ID    int64    `json:"id"`
	Kind  string   `json:"kind"`
	Title string   `json:"title"`
	Last  *Message `json:"last,omitempty"`
}

// ChatsOf returns the chats a person is in: the private one, then groups.
func (t *Telegram) ChatsOf(person int64) []ChatLine {
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := []ChatLine{}
	for _, c := range t.chats {
		if !c.has(person) || c.migratedTo != 0 {
			continue
		}
		line := ChatLine{ID: c.id, Kind: c.kind(), Title: c.group.Title}
		if c.person != nil {
			line.Title = t.profile.texts["name"][""]
		}
		if n := len(c.messages); n > 0 {
			last := c.messages[n-1].clone()
			line.Last = &last
		}
		lines = append(lines, line)
	}
	slices.SortFunc(lines, func(a, b ChatLine) int { // groups have negative ids
		return cmp.Or(cmp.Compare(b.ID, a.ID), strings.Compare(a.Title, b.Title))
	})
	return lines
}
