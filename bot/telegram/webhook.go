package telegram

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	api "github.com/go-telegram/bot"
)

const (
	secretHeader = "X-Telegram-Bot-Api-Secret-Token"
	maxPost      = 1 << 20 // bytes; an update is far below
	// Telegram posts so many updates at once that what a person says first
	// could come second; one at a time keeps the order.
	hookConnections = 1
)

// listen receives by webhook until ctx ends.
func (b *Bot) listen(ctx context.Context) error {
	var serving sync.WaitGroup
	defer serving.Wait()
	if address := b.options.Webhook.Listen; address != "" {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return fmt.Errorf("listen for the webhook: %w", err)
		}
		server := &http.Server{Handler: b.WebhookHandler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: callTimeout}
		serving.Go(func() { _ = server.Serve(l) }) // ends by Shutdown
		defer func() {
			ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), b.options.Grace)
			defer cancel()
			if err := server.Shutdown(ending); err != nil {
				b.log.Warn("webhook not shut down in time", "error", err)
			}
		}()
	}
	b.ready.Store(true)
	defer b.ready.Store(false)
	b.announce(ctx)
	return nil
}

// announce asks Telegram to post updates, and then looks again and again
// whether it still does, until ctx ends.
func (b *Bot) announce(ctx context.Context) {
	wait := newBackoff(b.options.Seed, "webhook", longestWait)
	for ctx.Err() == nil {
		pause := markEvery
		if err := b.checkHook(ctx); err != nil {
			if ctx.Err() != nil {
				return
			}
			b.health.fault(b.options.Now(), err)
			b.log.Warn("webhook not set", "error", err)
			pause = wait.next()
		} else {
			wait.reset()
		}
		if !sleep(ctx, pause) {
			return
		}
	}
}

// checkHook sets the webhook where it is not ours, and notes that Telegram was
// reached.
func (b *Bot) checkHook(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	asked, x := noted(ctx)
	info, err := b.api.GetWebhookInfo(asked)
	if v := b.client.judge(x, err); v.outcome != delivered || err != nil {
		return errors.New(v.why)
	}
	if info.URL != b.options.Webhook.URL || !b.hooked {
		if info.URL != "" && info.URL != b.options.Webhook.URL {
			b.log.Warn("another webhook was set for this token; it is replaced")
		}
		asked, x := noted(ctx)
		_, err := b.api.SetWebhook(asked, &api.SetWebhookParams{
			URL: b.options.Webhook.URL, SecretToken: b.options.Webhook.Secret,
			AllowedUpdates: allowedUpdates, MaxConnections: hookConnections,
		})
		if v := b.client.judge(x, err); v.outcome != delivered {
			return errors.New(v.why)
		}
		b.hooked = true // with our secret
	} else if info.LastErrorMessage != "" && info.PendingUpdateCount > 0 {
		b.health.fault(b.options.Now(), errors.New("telegram cannot post updates: "+info.LastErrorMessage))
	}
	return b.polled(ctx, b.options.Now())
}

// WebhookHandler returns what takes the posts of Telegram. [Bot.Run] serves it
// at Webhook.Listen; where that is empty the caller does.
func (b *Bot) WebhookHandler() http.Handler { return http.HandlerFunc(b.takePost) }

// takePost commits one update. Only what is committed is answered with 200;
// anything else Telegram posts again.
func (b *Bot) takePost(w http.ResponseWriter, r *http.Request) {
	if !b.secretFits(r.Header.Get(secretHeader)) {
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	if r.Method != http.MethodPost {
		http.Error(w, "post an update", http.StatusMethodNotAllowed)
		return
	}
	if !b.ready.Load() {
		http.Error(w, "not ready", http.StatusServiceUnavailable)
		return
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxPost))
	if err != nil {
		code := http.StatusBadRequest
		if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
			code = http.StatusRequestEntityTooLarge
		}
		http.Error(w, "update not read", code)
		return
	}
	switch _, err := b.accept(r.Context(), []json.RawMessage{raw}); {
	case errors.Is(err, errNoID):
		http.Error(w, "not an update", http.StatusBadRequest)
		return
	case err != nil:
		b.health.fault(b.options.Now(), err)
		b.log.Error("update not committed", "error", err)
		http.Error(w, "try again", http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// secretFits compares in a time that does not tell how much was right.
func (b *Bot) secretFits(given string) bool {
	x, y := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(b.options.Webhook.Secret))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}
