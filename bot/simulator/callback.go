package simulator

import (
	"fmt"
	"strconv"
	"time"
)

const queryTooOld = "query is too old and response timeout expired or query ID is invalid"

// A query is one press of a button.
type query struct {
	chat     int64
	from     int64
	message  int
	at       time.Time
	answered bool
	answer   CallbackAnswer
}

// A CallbackAnswer is what the bot said to a press: a passing note, an alert,
// or nothing.
type CallbackAnswer struct {
	Query string `json:"query"`
	Text  string `json:"text,omitempty"`
	Alert bool   `json:"alert,omitempty"`
}

// Press presses the button with a label under a message and returns the query's
// id, by which [Telegram.Answer] finds the bot's answer. Buttons that open a
// link or copy a text tell the bot nothing; pressing one is an error.
func (t *Telegram) Press(person, chat int64, message int, label string) (query string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, m, err := t.seen(person, chat, message)
	if err != nil {
		return "", err
	}
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Label != label {
				continue
			}
			if b.Data == "" {
				return "", fmt.Errorf("press %q: the bot is not told of this button", label)
			}
			return t.press(c, m, person, b.Data)
		}
	}
	return "", fmt.Errorf("press %q under message %d in chat %d: no such button", label, message, chat)
}

// PressData sends forged or outdated data from a message, as a client can that
// still shows an old keyboard.
func (t *Telegram) PressData(person, chat int64, message int, data string) (query string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, m, err := t.seen(person, chat, message)
	if err != nil {
		return "", err
	}
	return t.press(c, m, person, data)
}

func (t *Telegram) press(c *chat, m *Message, who int64, data string) (string, error) {
	if t.people[who].blocked && c.person != nil {
		return "", fmt.Errorf("press in chat %d: the bot is blocked", c.id)
	}
	id := strconv.FormatInt(4242<<32+t.number("query"), 10)
	t.queries[id] = &query{chat: c.id, from: who, message: m.ID, at: t.now()}
	t.record(Event{Kind: Pressed, Chat: c.id, From: who, Message: m.clone(), Text: data})
	t.push("callback_query", map[string]any{
		"id": id, "from": t.user(who), "message": t.wire(m),
		"chat_instance": strconv.FormatInt(c.id*31+7, 10), "data": data,
	})
	return id, nil
}

// Answer returns what the bot answered to a press, and whether it did.
func (t *Telegram) Answer(query string) (CallbackAnswer, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	q, ok := t.queries[query]
	if !ok || !q.answered {
		return CallbackAnswer{}, false
	}
	return q.answer, true
}

func (t *Telegram) answerCallbackQuery(p params) (any, *apiError) {
	id := p.str("callback_query_id")
	q, ok := t.queries[id]
	if !ok || q.answered || t.now().Sub(q.at) > t.options.QueryLife {
		return nil, badRequest(queryTooOld)
	}
	if units(p.str("text")) > 200 {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	if p.str("url") != "" {
		return nil, badRequest("URL_INVALID") // only games and t.me links of our own
	}
	q.answered = true
	q.answer = CallbackAnswer{Query: id, Text: p.str("text"), Alert: p.bool("show_alert")}
	t.record(Event{Kind: Answered, Chat: q.chat, From: q.from, ByBot: true, Answer: q.answer, Text: q.answer.Text})
	return true, nil
}
