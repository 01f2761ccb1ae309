package simulator

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// A Command is one line of a chat's menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// A profile is what the bot says about itself, by language; "" is for all.
type profile struct {
	texts    map[string]map[string]string // name, description … → language → text
	commands map[string][]Command         // scope and language → commands
	menu     map[string]any
	photo    *upload
}

func newProfile(name string) profile {
	return profile{
		texts: map[string]map[string]string{
			"name": {"": name}, "description": {}, "short_description": {},
		},
		commands: map[string][]Command{},
	}
}

func (t *Telegram) getMe(params) (any, *apiError) {
	return map[string]any{
		"id": t.bot.ID, "is_bot": true, "first_name": t.profile.texts["name"][""], "username": t.bot.Username,
		"can_join_groups": true, "can_read_all_group_messages": t.options.PrivacyOff,
		"supports_inline_queries": false, "can_connect_to_business": false, "has_main_web_app": false,
	}, nil
}

func (t *Telegram) logOut(params) (any, *apiError)   { return true, nil }
func (t *Telegram) closeBot(params) (any, *apiError) { return true, nil }

func setText(name string, limit int) method {
	return func(t *Telegram, p params) (any, *apiError) {
		if units(p.str(name)) > limit {
			return nil, badRequest("BOT_%s_TOO_LONG", map[string]string{
				"name": "TITLE", "description": "DESCRIPTION", "short_description": "ABOUT"}[name])
		}
		language := p.str("language_code")
		if refusal := checkLanguage(language); refusal != nil {
			return nil, refusal
		}
		t.profile.texts[name][language] = p.str(name)
		t.record(Event{Kind: Profile, ByBot: true, Text: name + ": " + p.str(name)})
		return true, nil
	}
}

func getText(name string) method {
	return func(t *Telegram, p params) (any, *apiError) {
		text := t.profile.texts[name][p.str("language_code")]
		if text == "" {
			text = t.profile.texts[name][""]
		}
		return map[string]string{name: text}, nil
	}
}

var languageShape = regexp.MustCompile(`^([a-z]{2})?$`)

func checkLanguage(code string) *apiError {
	if !languageShape.MatchString(code) {
		return badRequest("invalid language code specified")
	}
	return nil
}

// A scope is one key of the table of commands.
type scope struct {
	kind string
	chat int64
	user int64
	lang string
}

func (s scope) key() string { return fmt.Sprint(s.kind, " ", s.chat, " ", s.user, " ", s.lang) }

func (t *Telegram) scopeOf(p params) (scope, *apiError) {
	s := scope{kind: "default", lang: p.str("language_code")}
	if refusal := checkLanguage(s.lang); refusal != nil {
		return s, refusal
	}
	given, ok := p["scope"].(map[string]any)
	if !ok {
		return s, nil
	}
	fields := params(given)
	s.kind = fields.str("type")
	switch s.kind {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
		return s, nil
	case "chat", "chat_administrators", "chat_member":
	default:
		return s, badRequest("can't parse BotCommandScope: Unsupported type specified")
	}
	c, refusal := t.find(fields)
	if refusal != nil {
		return s, refusal
	}
	s.chat, s.user = c.id, fields.int("user_id")
	return s, nil
}

var commandShape = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

func (t *Telegram) setMyCommands(p params) (any, *apiError) {
	s, refusal := t.scopeOf(p)
	if refusal != nil {
		return nil, refusal
	}
	var commands []Command
	for _, item := range p.list("commands") {
		fields := params(item.(map[string]any))
		c := Command{Command: fields.str("command"), Description: fields.str("description")}
		if len(c.Command) > 0 && c.Command[0] == '/' {
			c.Command = c.Command[1:]
		}
		if !commandShape.MatchString(c.Command) {
			return nil, badRequest("BOT_COMMAND_INVALID")
		}
		if n := units(c.Description); n < 1 || n > 256 {
			return nil, badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
		commands = append(commands, c)
	}
	if len(commands) > 100 {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	t.profile.commands[s.key()] = commands
	t.record(Event{Kind: Commands, Chat: s.chat, ByBot: true, Text: s.kind})
	return true, nil
}

func (t *Telegram) getMyCommands(p params) (any, *apiError) {
	s, refusal := t.scopeOf(p)
	if refusal != nil {
		return nil, refusal
	}
	return orEmpty(slices.Clone(t.profile.commands[s.key()])), nil
}

func (t *Telegram) deleteMyCommands(p params) (any, *apiError) {
	s, refusal := t.scopeOf(p)
	if refusal != nil {
		return nil, refusal
	}
	delete(t.profile.commands, s.key())
	t.record(Event{Kind: Commands, Chat: s.chat, ByBot: true, Text: s.kind})
	return true, nil
}

// Menu returns the commands a person is offered in a chat: Telegram takes the
// narrowest scope for which some are set, his language before all languages.
func (t *Telegram) Menu(person, chat int64) []Command {
	t.mu.Lock()
	defer t.mu.Unlock()
	scopes := []scope{{kind: "chat", chat: chat}, {kind: "all_private_chats"}, {kind: "default"}}
	if isGroup(chat) {
		scopes = []scope{{kind: "chat_member", chat: chat, user: person}, {kind: "chat", chat: chat}, {kind: "all_group_chats"}, {kind: "default"}}
	}
	for _, s := range scopes {
		for _, s.lang = range []string{"zh", ""} {
			if found := t.profile.commands[s.key()]; len(found) > 0 {
				return slices.Clone(found)
			}
		}
	}
	return nil
}

func (t *Telegram) setChatMenuButton(p params) (any, *apiError) {
	menu := p.object("menu_button")
	if id := p.int("chat_id"); id != 0 {
		c, refusal := t.target(p)
		if refusal != nil {
			return nil, refusal
		}
		c.menu = menu
		return true, nil
	}
	t.profile.menu = menu
	return true, nil
}

func (t *Telegram) getChatMenuButton(p params) (any, *apiError) {
	menu := t.profile.menu
	if c, ok := t.chats[p.int("chat_id")]; ok && c.menu != nil {
		menu = c.menu
	}
	if menu == nil {
		return map[string]string{"type": "default"}, nil
	}
	return menu, nil
}

func (t *Telegram) setMyProfilePhoto(p params) (any, *apiError) {
	photo := params(p.object("photo"))
	name, attached := cutAttached(photo.str("photo"))
	up, ok := p[name].(*upload)
	if !attached || !ok {
		return nil, missing("photo")
	}
	if refusal := checkPhoto(up.data); refusal != nil {
		return nil, refusal
	}
	t.profile.photo = up
	t.record(Event{Kind: Profile, ByBot: true, Text: "photo: " + strconv.Itoa(len(up.data)) + " bytes"})
	return true, nil
}

func cutAttached(s string) (string, bool) {
	const prefix = "attach://"
	if len(s) <= len(prefix) || s[:len(prefix)] != prefix {
		return "", false
	}
	return s[len(prefix):], true
}

func (t *Telegram) removeMyProfilePhoto(params) (any, *apiError) {
	t.profile.photo = nil
	return true, nil
}

// Profile returns a text the bot set about itself: name, description or
// short_description.
func (t *Telegram) Profile(name string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.profile.texts[name][""]
}
