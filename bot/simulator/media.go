package simulator

import (
	"fmt"
)

// SendFile lets a person send a document with a caption, which may be empty.
func (t *Telegram) SendFile(person, chat int64, name, mimeType string, data []byte, caption string, options ...SayOption) (int, error) {
	return t.sayFile(person, chat, "document", name, mimeType, data, caption, options)
}

// SendPhoto lets a person send a picture.
func (t *Telegram) SendPhoto(person, chat int64, data []byte, caption string, options ...SayOption) (int, error) {
	return t.sayFile(person, chat, "photo", "photo.jpg", "image/jpeg", data, caption, options)
}

// SendVideo lets a person send a film of three seconds.
func (t *Telegram) SendVideo(person, chat int64, data []byte, caption string, options ...SayOption) (int, error) {
	return t.sayFile(person, chat, "video", "video.mp4", "video/mp4", data, caption, options)
}

// SendVoice lets a person send a voice message of three seconds.
func (t *Telegram) SendVoice(person, chat int64, data []byte, options ...SayOption) (int, error) {
	return t.sayFile(person, chat, "voice", "voice.oga", "audio/ogg", data, "", options)
}

// SendSticker lets a person send a sticker.
func (t *Telegram) SendSticker(person, chat int64, options ...SayOption) (int, error) {
	return t.sayFile(person, chat, "sticker", "sticker.webp", "image/webp", []byte("RIFF"), "", options)
}

func (t *Telegram) sayFile(person, chat int64, kind, name, mimeType string, data []byte, caption string, options []SayOption) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if units(caption) > maxCaption {
		return 0, fmt.Errorf("send %s: caption too long", kind)
	}
	m := &Message{Kind: kind, Text: caption, File: t.keep(kind, name, mimeType, data)}
	return t.say(person, chat, m, newSaying(options))
}

// SendLocation lets a person send a place.
func (t *Telegram) SendLocation(person, chat int64, latitude, longitude float64, options ...SayOption) (int, error) {
	return t.sayExtra(person, chat, "location", options, map[string]any{
		"latitude": latitude, "longitude": longitude,
	})
}

// SendContact lets a person send someone's telephone number.
func (t *Telegram) SendContact(person, chat int64, phone, firstName string, options ...SayOption) (int, error) {
	return t.sayExtra(person, chat, "contact", options, map[string]any{
		"phone_number": phone, "first_name": firstName,
	})
}

// SendPoll lets a person start an anonymous poll.
func (t *Telegram) SendPoll(person, chat int64, question string, answers []string, options ...SayOption) (int, error) {
	choices := []map[string]any{}
	for i, text := range answers {
		choices = append(choices, map[string]any{
			"persistent_id": fmt.Sprint(i), "text": text, "voter_count": 0,
		})
	}
	return t.sayExtra(person, chat, "poll", options, map[string]any{
		"id": "5102", "question": question, "options": choices, "total_voter_count": 0,
		"is_closed": false, "is_anonymous": true, "type": "regular", "allows_multiple_answers": false,
		"allows_revoting": false, "members_only": false,
	})
}

func (t *Telegram) sayExtra(person, chat int64, kind string, options []SayOption, value map[string]any) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	m := &Message{Kind: kind, extra: map[string]any{kind: value}}
	return t.say(person, chat, m, newSaying(options))
}
