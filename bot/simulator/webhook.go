package simulator

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// A webhook is where updates are posted, when the bot asked for it.
type webhook struct {
	url     string
	secret  string
	stop    context.CancelFunc
	lastErr string
	errAt   time.Time
}

var secretShape = regexp.MustCompile(`^[A-Za-z0-9_-]{0,256}$`)

func (t *Telegram) setWebhook(p params) (any, *apiError) {
	address, secret := p.str("url"), p.str("secret_token")
	if address == "" {
		return t.deleteWebhook(p)
	}
	if !isWebhookURL(address) {
		return nil, badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	if !secretShape.MatchString(secret) {
		return nil, badRequest("secret token contains unallowed characters")
	}
	t.allow(p)
	t.endOtherPoll("terminated by setWebhook request")
	t.dropPending(p)
	t.stopHook()
	ctx, stop := context.WithCancel(context.Background())
	t.hook = webhook{url: address, secret: secret, stop: stop}
	t.workers.Go(func() { t.postUpdates(ctx, address, secret) })
	return true, nil
}

// isWebhookURL takes https everywhere and, unlike Telegram, http on loopback:
// that is where this Telegram's bots are.
func isWebhookURL(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return false
	}
	local := u.Hostname() == "localhost" || strings.HasPrefix(u.Hostname(), "127.") || u.Hostname() == "::1"
	return u.Scheme == "https" || u.Scheme == "http" && local
}

func (t *Telegram) dropPending(p params) {
	if p.bool("drop_pending_updates") {
		t.queue.waiting = nil
	}
}

func (t *Telegram) stopHook() {
	if t.hook.stop != nil {
		t.hook.stop()
	}
	t.hook = webhook{}
}

func (t *Telegram) deleteWebhook(p params) (any, *apiError) {
	t.stopHook()
	t.dropPending(p)
	return true, nil
}

func (t *Telegram) getWebhookInfo(params) (any, *apiError) {
	t.expire()
	info := map[string]any{
		"url": t.hook.url, "has_custom_certificate": false,
		"pending_update_count": len(t.queue.waiting),
	}
	if t.hook.lastErr != "" {
		info["last_error_message"], info["last_error_date"] = t.hook.lastErr, unix(t.hook.errAt)
	}
	if len(t.queue.allowed) > 0 {
		info["allowed_updates"] = t.queue.allowed
	}
	return info, nil
}

// postUpdates posts one update after the other until each is taken with 200. It
// waits longer after each failure, up to a minute.
func (t *Telegram) postUpdates(ctx context.Context, address, secret string) {
	pause := time.Second
	for {
		u, changed := t.firstUpdate()
		switch {
		case u == nil:
			if !waitFor(ctx, time.Hour, changed, t.closed) {
				return
			}
		case t.post(ctx, address, secret, u):
			t.confirmPosted(u)
			pause = time.Second
		default:
			// A change does not shorten the pause.
			if !waitFor(ctx, pause, nil, t.closed) {
				return
			}
			pause = min(2*pause, time.Minute)
		}
	}
}

func (t *Telegram) firstUpdate() (*update, <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.expire()
	if len(t.queue.waiting) == 0 {
		return nil, t.changed
	}
	return t.queue.waiting[0], t.changed
}

func (t *Telegram) confirmPosted(u *update) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, waiting := range t.queue.waiting {
		if waiting == u {
			t.queue.waiting = append(t.queue.waiting[:i:i], t.queue.waiting[i+1:]...)
			break
		}
	}
	t.wake()
}

// post sends one update and tells whether it was taken.
func (t *Telegram) post(ctx context.Context, address, secret string, u *update) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(u.body))
	if err != nil {
		t.noteHookError(err.Error())
		return false
	}
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	response, err := t.options.Webhook.RoundTrip(r)
	if err != nil {
		t.noteHookError(err.Error())
		return false
	}
	response.Body.Close()
	if response.StatusCode/100 == 2 {
		return true
	}
	t.noteHookError("Wrong response from the webhook: " + response.Status)
	return false
}

func (t *Telegram) noteHookError(text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.hook.lastErr, t.hook.errAt = text, t.now()
}
