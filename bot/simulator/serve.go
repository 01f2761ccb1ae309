package simulator

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A method carries out one Bot API method with the lock held and returns its
// result.
type method func(t *Telegram, p params) (any, *apiError)

// methods is the table of what the bot can ask for. getUpdates waits without
// the lock and so stands apart.
func methods() map[string]method {
	return map[string]method{
		"getMe":                  (*Telegram).getMe,
		"logOut":                 (*Telegram).logOut,
		"close":                  (*Telegram).closeBot,
		"setWebhook":             (*Telegram).setWebhook,
		"deleteWebhook":          (*Telegram).deleteWebhook,
		"getWebhookInfo":         (*Telegram).getWebhookInfo,
		"sendMessage":            (*Telegram).sendMessage,
		"sendPhoto":              (*Telegram).sendPhoto,
		"sendDocument":           (*Telegram).sendDocument,
		"sendVideo":              (*Telegram).sendVideo,
		"sendChatAction":         (*Telegram).sendChatAction,
		"editMessageText":        (*Telegram).editMessageText,
		"editMessageCaption":     (*Telegram).editMessageCaption,
		"editMessageReplyMarkup": (*Telegram).editMessageReplyMarkup,
		"deleteMessage":          (*Telegram).deleteMessage,
		"deleteMessages":         (*Telegram).deleteMessages,
		"answerCallbackQuery":    (*Telegram).answerCallbackQuery,
		"setMessageReaction":     (*Telegram).setMessageReaction,
		"pinChatMessage":         (*Telegram).pinChatMessage,
		"unpinChatMessage":       (*Telegram).unpinChatMessage,
		"unpinAllChatMessages":   (*Telegram).unpinAllChatMessages,
		"getFile":                (*Telegram).getFile,
		"getChat":                (*Telegram).getChat,
		"getChatMember":          (*Telegram).getChatMember,
		"getChatAdministrators":  (*Telegram).getChatAdministrators,
		"getChatMemberCount":     (*Telegram).getChatMemberCount,
		"leaveChat":              (*Telegram).leaveChat,
		"setMyCommands":          (*Telegram).setMyCommands,
		"getMyCommands":          (*Telegram).getMyCommands,
		"deleteMyCommands":       (*Telegram).deleteMyCommands,
		"setMyName":              setText("name", 64),
		"getMyName":              getText("name"),
		"setMyDescription":       setText("description", 512),
		"getMyDescription":       getText("description"),
		"setMyShortDescription":  setText("short_description", 120),
		"getMyShortDescription":  getText("short_description"),
		"setChatMenuButton":      (*Telegram).setChatMenuButton,
		"getChatMenuButton":      (*Telegram).getChatMenuButton,
		"setMyProfilePhoto":      (*Telegram).setMyProfilePhoto,
		"removeMyProfilePhoto":   (*Telegram).removeMyProfilePhoto,
	}
}

// ServeHTTP serves the Bot API at /bot<token>/<method> and files at
// /file/bot<token>/<path>.
func (t *Telegram) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if a := t.serve(r); a != nil {
		a.write(w)
		return
	}
	// A lost answer: close the connection without a word.
	panic(http.ErrAbortHandler)
}

// An answer is what a request gets.
type answer struct {
	status int
	mime   string
	body   []byte
}

func (a *answer) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", a.mime)
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // whoever asked has gone; nobody is left to tell
}

// serve answers a request, or returns nil where a fault takes the answer away.
func (t *Telegram) serve(r *http.Request) *answer {
	if path, ok := strings.CutPrefix(r.URL.Path, "/file/bot"); ok {
		return t.serveFile(r.Context(), path)
	}
	path, ok := strings.CutPrefix(r.URL.Path, "/bot")
	token, name, found := strings.Cut(path, "/")
	if !ok || !found {
		return failed(plain(http.StatusNotFound))
	}
	if token != t.options.Token {
		return failed(plain(http.StatusUnauthorized))
	}
	return t.call(r, t.methodName(strings.TrimPrefix(name, "test/")))
}

// methodName finds the method's own spelling: Telegram does not mind the case.
func (t *Telegram) methodName(asked string) string {
	for name := range t.table.methods {
		if strings.EqualFold(name, asked) {
			return name
		}
	}
	return ""
}

func (t *Telegram) call(r *http.Request, name string) *answer {
	if name == "" {
		return failed(plain(http.StatusNotFound))
	}
	raw, refusal := readFields(r)
	fault, faulty := t.takeFault(name)
	t.count(name)
	if faulty && fault.When != AfterEffect {
		return t.faultAnswer(r.Context(), fault)
	}
	var result any
	if refusal == nil {
		result, refusal = t.carryOut(r.Context(), name, raw)
	}
	t.note(name, raw, refusal)
	if faulty {
		return t.faultAnswer(r.Context(), fault)
	}
	if refusal != nil {
		return failed(refusal)
	}
	return succeeded(result)
}

func (t *Telegram) carryOut(ctx context.Context, name string, raw map[string]any) (any, *apiError) {
	p, refusal := t.table.check(name, raw)
	if refusal != nil {
		return nil, refusal
	}
	if name == "getUpdates" {
		return t.getUpdates(ctx, p)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.methods[name](t, p)
}

func (t *Telegram) count(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.calls[name]++
}

// Calls returns how often each method was called, refused calls included.
func (t *Telegram) Calls() map[string]int {
	t.mu.Lock()
	defer t.mu.Unlock()
	calls := make(map[string]int, len(t.calls))
	for name, n := range t.calls {
		calls[name] = n
	}
	return calls
}

func succeeded(result any) *answer {
	return jsonAnswer(http.StatusOK, map[string]any{"ok": true, "result": result})
}

func failed(e *apiError) *answer {
	body := map[string]any{"ok": false, "error_code": e.code, "description": e.description}
	parameters := map[string]any{}
	if e.retryAfter > 0 {
		parameters["retry_after"] = e.retryAfter
	}
	if e.migrateTo != 0 {
		parameters["migrate_to_chat_id"] = e.migrateTo
	}
	if len(parameters) > 0 {
		body["parameters"] = parameters
	}
	return jsonAnswer(e.code, body)
}

func jsonAnswer(status int, value any) *answer {
	body, err := json.Marshal(value)
	if err != nil {
		panic("simulator: " + err.Error()) // made of maps and our own types
	}
	return &answer{status: status, mime: "application/json", body: body}
}

// waitUntil returns when the simulated time has come, or false when the request
// or the simulator ends first.
func (t *Telegram) waitUntil(ctx context.Context, due time.Time) bool {
	for {
		t.mu.Lock()
		left, changed := due.Sub(t.now()), t.changed
		t.mu.Unlock()
		if left <= 0 {
			return true
		}
		if !waitFor(ctx, left, changed, t.closed) {
			return false
		}
	}
}

// waitFor returns true after a while or at a change, false when the request or
// the simulator ends.
func waitFor(ctx context.Context, d time.Duration, changed, closed <-chan struct{}) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-changed:
		return true
	case <-ctx.Done():
		return false
	case <-closed:
		return false
	}
}
