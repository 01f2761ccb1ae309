package bot_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"shuangzhou/bot/simulator"
)

// lastOf returns the last message somebody wrote in a chat, with a button.
func (st *stage) lastOf(chat, from int64, label string) simulator.Message {
	messages := st.telegram.Messages(chat)
	for i := len(messages) - 1; i >= 0; i-- {
		m := messages[i]
		if m.From == from && (label == "" || hasButton(m, label)) {
			return m
		}
	}
	st.t.Fatalf("no message with [%s] in the chat of %s", label, st.titles[chat])
	return simulator.Message{}
}

func hasButton(m simulator.Message, label string) bool {
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Label == label {
				return true
			}
		}
	}
	return false
}

// heard returns what the bot has said since it was last asked, in order.
func (st *stage) heard() []said {
	var all []said
	for _, e := range st.telegram.Events(st.heardTo) {
		st.heardTo = e.Seq
		if s, ok := st.hear(e); ok {
			all = append(all, s)
		}
	}
	return all
}

func (st *stage) hear(e simulator.Event) (said, bool) {
	s := said{Chat: st.titles[e.Chat]}
	switch e.Kind {
	case simulator.Sent:
	case simulator.Edited:
		s.How = "改"
	case simulator.Answered:
		s.Chat, s.How = st.titles[e.From], "弹"
		if e.Answer.Alert {
			s.How = "弹框"
		}
		s.Lines = strings.Split(e.Answer.Text, "\n")
		return s, e.Answer.Text != ""
	case simulator.Reacted:
		s.How = "表情"
		for _, r := range e.Message.Reactions {
			s.Lines = append(s.Lines, r.Emoji)
		}
		return s, len(s.Lines) > 0
	default:
		return s, false
	}
	s.Lines = strings.Split(inviteCode.ReplaceAllStringFunc(e.Message.HTML, st.codeName), "\n")
	if e.Message.Kind != "text" {
		s.Lines = append(st.fileLines(e.Message), s.Lines...)
	}
	for _, row := range e.Message.Buttons {
		var labels []string
		for _, b := range row {
			labels = append(labels, "["+b.Label+"]")
		}
		s.Lines = append(s.Lines, strings.Join(labels, " "))
	}
	return s, true
}

// inviteCode is what nobody can guess, and so no file can hold.
var inviteCode = regexp.MustCompile(`\b[A-Z2-7]{26}\b`)

// codeName numbers the codes of invites as they are seen.
func (st *stage) codeName(code string) string {
	if !slices.Contains(st.codes, code) {
		st.codes = append(st.codes, code)
	}
	return fmt.Sprintf("邀请码%d", slices.Index(st.codes, code)+1)
}
