package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"
)

// allowedUpdates are the kinds of updates we ask for; Telegram remembers the
// last list it was given, so it is always named in full.
var allowedUpdates = []string{
	models.AllowedUpdateMessage,
	models.AllowedUpdateEditedMessage,
	models.AllowedUpdateCallbackQuery,
	models.AllowedUpdateMyChatMember,
}

// errUnknownKind says that an update is of a kind that nobody handles.
var errUnknownKind = errors.New("update of an unknown kind")

// An Account is the bot's own account.
type Account struct {
	ID       int64
	Name     string
	Username string // without @
}

// decode makes our own update of Telegram's. On an error the update still has
// what could be read of it: its id, and the chat and the sender if there are any.
func decode(raw json.RawMessage, me Account) (Update, error) {
	var w models.Update
	if err := json.Unmarshal(raw, &w); err != nil {
		return salvage(raw), fmt.Errorf("decode update: %w", plainJSONError(err))
	}
	u := Update{ID: w.ID, Raw: raw}
	switch {
	case w.Message != nil:
		u.message(w.Message, me)
	case w.EditedMessage != nil:
		u.message(w.EditedMessage, me)
		if u.Kind == Text || u.Kind == Media {
			u.Kind = Edited
		}
	case w.CallbackQuery != nil:
		u.press(w.CallbackQuery)
	case w.MyChatMember != nil:
		u.membership(w.MyChatMember)
	default:
		return u, errUnknownKind
	}
	return u, nil
}

// read is decode that survives whatever is sent. A person's words are not lost
// because what stands beside them is of a new kind: then the update is read
// once more without it.
func read(raw json.RawMessage, me Account) (u Update, err error) {
	failed := safely(func() error {
		u, err = decode(raw, me)
		return nil
	})
	if failed != nil {
		return salvage(raw), failed
	}
	if err == nil || errors.Is(err, errUnknownKind) {
		return u, err
	}
	if plain, ok := essence(raw); ok {
		v, err := decode(plain, me)
		if err == nil && (v.Kind == Text || v.Kind == Edited || v.Kind == Media) {
			v.Raw = raw
			return v, nil
		}
	}
	return u, err
}

// essentials are the fields of a message without which it says nothing, or
// not the same.
var essentials = []string{
	"message_id", "from", "chat", "date", "media_group_id", "text", "entities", "caption", "caption_entities",
	"photo", "document", "voice", "audio", "video", "video_note", "reply_to_message", "forward_origin",
}

// essence returns a message with its essential fields alone, and of the
// message it answers only which one it is.
func essence(raw json.RawMessage) (json.RawMessage, bool) {
	var update map[string]json.RawMessage
	if json.Unmarshal(raw, &update) != nil {
		return nil, false
	}
	for _, kind := range []string{"message", "edited_message"} {
		message := only(update[kind], essentials)
		if message == nil {
			continue
		}
		if message["forward_origin"] != nil { // forwarded it stays, from whomever
			message["forward_origin"] = json.RawMessage(`{"type":"hidden_user"}`)
		}
		if to := only(message["reply_to_message"], []string{"message_id", "from", "chat", "date"}); to != nil {
			message["reply_to_message"], _ = json.Marshal(to) // of parts that were JSON
		}
		update[kind], _ = json.Marshal(message)
		plain, err := json.Marshal(update)
		return plain, err == nil
	}
	return nil, false
}

// only returns some fields of an object, or nil where it is none.
func only(raw json.RawMessage, fields []string) map[string]json.RawMessage {
	var object map[string]json.RawMessage
	if json.Unmarshal(raw, &object) != nil {
		return nil
	}
	maps.DeleteFunc(object, func(name string, _ json.RawMessage) bool { return !slices.Contains(fields, name) })
	return object
}

// plainJSONError takes what was written out of a decoder's error: it may be a
// person's words.
func plainJSONError(err error) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return fmt.Errorf("field %s is not %s", wrong.Field, wrong.Type)
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("not JSON at byte %d", syntax.Offset)
	}
	return errors.New("of a form the library does not know")
}

// salvage reads who said something where, from an update that cannot be read.
func salvage(raw json.RawMessage) Update {
	u := Update{Kind: Other, Raw: raw}
	var w map[string]json.RawMessage
	_ = json.Unmarshal(raw, &w) // here and below: what cannot be read stays empty
	_ = json.Unmarshal(w["update_id"], &u.ID)
	for _, kind := range []string{"message", "edited_message", "callback_query"} {
		object := only(w[kind], []string{"id", "message_id", "chat", "from", "message"})
		if kind == "callback_query" && object != nil {
			_ = json.Unmarshal(object["id"], &u.Callback)
			object["chat"] = only(object["message"], []string{"chat"})["chat"]
		}
		var chat models.Chat
		var from models.User
		_ = json.Unmarshal(object["chat"], &chat)
		_ = json.Unmarshal(object["from"], &from)
		_ = json.Unmarshal(object["message_id"], &u.MessageID)
		if object != nil {
			u.Chat, u.From = chatOf(chat), userOf(&from)
		}
	}
	return u
}

func (u *Update) message(m *models.Message, me Account) {
	u.Chat, u.From = chatOf(m.Chat), userOf(m.From)
	u.At = time.Unix(int64(m.Date), 0).UTC()
	u.MessageID = int64(m.ID)
	u.Album = m.MediaGroupID
	u.Forwarded = m.ForwardOrigin != nil
	if m.ReplyToMessage != nil {
		u.ReplyTo = int64(m.ReplyToMessage.ID)
	}
	if u.Files = filesOf(m); len(u.Files) > 0 {
		u.Kind = Media
	}
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	u.words(text, entities, me)
	u.Addressed = u.Addressed || u.Chat.Private || isOwn(m.ReplyToMessage, me)
	switch {
	case m.MigrateToChatID != 0:
		u.Kind, u.MovedTo = Migrated, m.MigrateToChatID
	case u.Kind == Media:
	case m.Text != "":
		u.Kind = Text
	default:
		u.Kind, u.Other = Other, otherOf(m)
	}
}

func isOwn(m *models.Message, me Account) bool {
	return m != nil && m.From != nil && m.From.ID == me.ID
}

// words takes the text without the mention of this bot, and its command.
func (u *Update) words(text string, entities []models.MessageEntity, me Account) {
	units := utf16.Encode([]rune(text))
	kept, from := "", 0
	for _, e := range entities {
		if e.Offset < from || e.Length <= 0 || e.Offset+e.Length > len(units) {
			continue // overlaps the one before, or lies outside
		}
		word := string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
		if !u.called(word, e, me) {
			continue
		}
		kept += string(utf16.Decode(units[from:e.Offset]))
		from = e.Offset + e.Length
	}
	rest := string(utf16.Decode(units[from:]))
	u.Text = strings.TrimSpace(kept + rest)
	if u.Command != "" {
		u.Payload = u.Text
		u.Text = strings.TrimSpace(text)
	}
}

// called notes what an entity says of whom the text is for, and reports
// whether the entity is to be left out: a mention of this bot, or its command.
func (u *Update) called(word string, e models.MessageEntity, me Account) bool {
	switch e.Type {
	case models.MessageEntityTypeMention:
		if !strings.EqualFold(word, "@"+me.Username) {
			return false
		}
	case models.MessageEntityTypeTextMention:
		if e.User == nil || e.User.ID != me.ID {
			return false
		}
	case models.MessageEntityTypeBotCommand:
		name, to, named := strings.Cut(strings.TrimPrefix(word, "/"), "@")
		if e.Offset != 0 || named && !strings.EqualFold(to, me.Username) {
			return false
		}
		u.Command = strings.ToLower(name)
	default:
		return false
	}
	u.Addressed = true
	return true
}

func (u *Update) press(q *models.CallbackQuery) {
	u.Kind, u.From = Press, userOf(&q.From)
	u.Press, u.Callback = q.Data, q.ID
	u.Addressed = true
	switch m := q.Message; {
	case m.Message != nil:
		u.Chat, u.MessageID = chatOf(m.Message.Chat), int64(m.Message.ID)
		u.At = time.Unix(int64(m.Message.Date), 0).UTC()
	case m.InaccessibleMessage != nil:
		u.Chat, u.MessageID = chatOf(m.InaccessibleMessage.Chat), int64(m.InaccessibleMessage.MessageID)
	}
}

func (u *Update) membership(m *models.ChatMemberUpdated) {
	u.Chat, u.From = chatOf(m.Chat), userOf(&m.From)
	u.At = time.Unix(int64(m.Date), 0).UTC()
	u.Kind = Joined
	switch m.NewChatMember.Type {
	case models.ChatMemberTypeLeft, models.ChatMemberTypeBanned:
		u.Kind = Left
	case models.ChatMemberTypeRestricted:
		if r := m.NewChatMember.Restricted; r != nil && !r.IsMember {
			u.Kind = Left
		}
	}
}

func chatOf(c models.Chat) Chat {
	return Chat{ID: c.ID, Private: c.Type == models.ChatTypePrivate, Title: c.Title}
}

func userOf(f *models.User) User {
	if f == nil {
		return User{}
	}
	return User{ID: f.ID, Name: strings.TrimSpace(f.LastName + f.FirstName), Username: f.Username, Bot: f.IsBot}
}

// filesOf returns the file of a message: of a photo the largest size.
func filesOf(m *models.Message) []File {
	switch {
	case len(m.Photo) > 0:
		p := slices.MaxFunc(m.Photo, func(a, b models.PhotoSize) int { return a.Width*a.Height - b.Width*b.Height })
		return []File{{ID: p.FileID, Kind: Photo, MIME: "image/jpeg", Size: int64(p.FileSize)}}
	case m.Animation != nil: // comes with the same file as document
		f := m.Animation
		return []File{{f.FileID, Animation, f.FileName, f.MimeType, f.FileSize, 0}}
	case m.Document != nil:
		f := m.Document
		return []File{{f.FileID, Document, f.FileName, f.MimeType, f.FileSize, 0}}
	case m.Voice != nil:
		f := m.Voice
		return []File{{f.FileID, Voice, "", f.MimeType, f.FileSize, 0}}
	case m.Audio != nil:
		f := m.Audio
		return []File{{f.FileID, Audio, f.FileName, f.MimeType, f.FileSize, 0}}
	case m.Video != nil:
		f := m.Video
		return []File{{f.FileID, Video, f.FileName, f.MimeType, f.FileSize, 0}}
	case m.VideoNote != nil:
		return []File{{m.VideoNote.FileID, VideoNote, "", "video/mp4", int64(m.VideoNote.FileSize), 0}}
	}
	return nil
}

// otherOf names a message without words and files.
func otherOf(m *models.Message) string {
	for _, o := range []struct {
		is   bool
		name string
	}{
		{m.Sticker != nil, "sticker"},
		{m.Venue != nil, "venue"}, // comes with a location
		{m.Location != nil, "location"},
		{m.Contact != nil, "contact"},
		{m.Poll != nil, "poll"},
		{m.Dice != nil, "dice"},
		{m.Game != nil, "game"},
		{m.Story != nil, "story"},
		{m.PaidMedia != nil, "paid media"},
		{m.Checklist != nil, "checklist"},
		{m.Invoice != nil, "invoice"},
	} {
		if o.is {
			return o.name
		}
	}
	return "service"
}
