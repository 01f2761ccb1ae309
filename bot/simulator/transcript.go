package simulator

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// maxRequests is how many requests are remembered.
const maxRequests = 200

// A Request is what the bot asked of the Bot API and what came of it, for
// finding out why. Polls are not among them, files only by name.
type Request struct {
	At          time.Time      `json:"at"`
	Method      string         `json:"method"`
	Parameters  map[string]any `json:"parameters"`
	Code        int            `json:"code"`
	Description string         `json:"description,omitempty"` // of a refusal
}

// note remembers a request that was carried out or refused.
func (t *Telegram) note(method string, raw map[string]any, refusal *apiError) {
	if method == "getUpdates" {
		return
	}
	r := Request{Method: method, Parameters: map[string]any{}, Code: 200}
	for name, value := range raw {
		if up, ok := value.(*upload); ok {
			value = fmt.Sprintf("%s (%d bytes)", up.name, len(up.data))
		}
		r.Parameters[name] = value
	}
	if refusal != nil {
		r.Code, r.Description = refusal.code, refusal.description
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	r.At = t.now()
	t.asked = append(t.asked, r)
	if extra := len(t.asked) - maxRequests; extra > 0 {
		t.asked = slices.Delete(t.asked, 0, extra)
	}
}

// Requests returns the last requests, oldest first.
func (t *Telegram) Requests() []Request {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.asked)
}

// Transcript writes a chat as people read it, one message a paragraph, with its
// buttons in brackets.
func (t *Telegram) Transcript(chat int64) string {
	messages := t.Messages(chat)
	t.mu.Lock()
	defer t.mu.Unlock()
	var b strings.Builder
	for _, m := range messages {
		from := t.user(m.From)
		fmt.Fprintf(&b, "[%d] %s%s: %s\n", m.ID, from.LastName, from.FirstName, m.said())
		for _, row := range m.Buttons {
			b.WriteString("   ")
			for _, button := range row {
				b.WriteString(" [" + button.Label + "]")
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// said is a message on paper: its text, or what else it is.
func (m Message) said() string {
	text := strings.ReplaceAll(m.Text, "\n", "\n    ")
	if m.File != nil {
		text = "<" + m.File.Name + "> " + text
	} else if m.Kind != "text" {
		text = "<" + m.Kind + ">"
	}
	for _, r := range m.Reactions {
		text += " " + r.Emoji
	}
	return text
}
