package simulator

import (
	"net/url"
	"slices"
	"strings"
)

// maxButtons is how many buttons Telegram takes under one message.
const maxButtons = 100

// actions are the fields of an inline button of which it has exactly one.
var actions = []string{
	"url", "callback_data", "web_app", "login_url", "switch_inline_query",
	"switch_inline_query_current_chat", "switch_inline_query_chosen_chat",
	"copy_text", "callback_game", "pay",
}

// keyboard reads the inline keyboard of a request. A request without one, and
// one with a keyboard of another kind, has none.
func keyboard(p params) ([][]Button, *apiError) {
	rows, _ := p.object("reply_markup")["inline_keyboard"].([]any)
	var out [][]Button
	total := 0
	for _, row := range rows {
		var buttons []Button
		for _, item := range row.([]any) {
			b, refusal := inlineButton(item.(map[string]any))
			if refusal != nil {
				return nil, refusal
			}
			buttons = append(buttons, b)
		}
		if total += len(buttons); len(buttons) > 0 {
			out = append(out, buttons)
		}
	}
	if total > maxButtons {
		return nil, badRequest("reply markup is too long")
	}
	return out, nil
}

func inlineButton(fields map[string]any) (Button, *apiError) {
	b := Button{Label: field(fields, "text"), Style: field(fields, "style")}
	if strings.TrimSpace(b.Label) == "" {
		return b, badRequest("can't parse inline keyboard button: Button text must be non-empty")
	}
	if !slices.Contains([]string{"", "danger", "success", "primary"}, b.Style) {
		return b, badRequest("can't parse inline keyboard button: Unknown button style %q specified", b.Style)
	}
	action, refusal := onlyAction(fields)
	if refusal != nil {
		return b, refusal
	}
	switch action {
	case "callback_data":
		if b.Data = field(fields, action); len(b.Data) > 64 {
			return b, badRequest("BUTTON_DATA_INVALID")
		}
	case "url":
		b.URL = field(fields, action)
		return b, checkURL(b.URL)
	case "copy_text":
		b.CopyText = field(fields[action].(map[string]any), "text")
		if n := units(b.CopyText); n == 0 || n > 256 {
			return b, badRequest("BUTTON_COPY_TEXT_INVALID")
		}
	default:
		b.Other = action
	}
	return b, nil
}

func field(fields map[string]any, name string) string {
	s, _ := fields[name].(string)
	return s
}

// onlyAction finds what a button does. Telegram would take the first of
// several; that is a mistake in the bot, so it is refused here.
func onlyAction(fields map[string]any) (string, *apiError) {
	var found []string
	for _, name := range actions {
		if value, ok := fields[name]; ok && value != "" && value != false {
			found = append(found, name)
		}
	}
	switch len(found) {
	case 0:
		return "", badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case 1:
		return found[0], nil
	}
	return "", badRequest("can't parse inline keyboard button: Exactly one action must be specified, found %s", strings.Join(found, ", "))
}

func checkURL(address string) *apiError {
	if why := brokenURL(address); why != "" {
		return badRequest("inline keyboard button URL '%s' is invalid: %s", address, why)
	}
	return nil
}

// brokenURL says what is wrong with an address, "" where nothing is.
func brokenURL(address string) string {
	u, err := url.Parse(address)
	if err == nil && u.Scheme == "" {
		u, err = url.Parse("http://" + address)
	}
	switch {
	case err != nil:
		return "Wrong HTTP URL"
	case u.Scheme == "tg" || u.Scheme == "ton" || u.Scheme == "tonsite":
		return ""
	case u.Scheme != "http" && u.Scheme != "https":
		return "Unsupported URL protocol"
	case !strings.Contains(u.Hostname(), "."):
		return "Wrong HTTP URL"
	}
	return ""
}
