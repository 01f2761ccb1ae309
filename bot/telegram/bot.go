package telegram

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	api "github.com/go-telegram/bot"

	"shuangzhou/storage"
)

// A Mode says how updates come in.
type Mode string

// The modes.
const (
	Polling       Mode = "polling"
	ByWebhook     Mode = "webhook"
	defaultServer      = "https://api.telegram.org"
)

// Limits are how much is sent; edits count as messages. 0 means no limit, for
// measuring.
type Limits struct {
	PerSecond         int // over all chats
	PerChatPerSecond  int // in a chat, on average; short bursts are allowed
	PerGroupPerMinute int // in a group
}

// DefaultLimits are Telegram's.
func DefaultLimits() Limits { return Limits{PerSecond: 30, PerChatPerSecond: 1, PerGroupPerMinute: 20} }

// A Webhook says where updates are posted to.
type Webhook struct {
	Listen string // address to listen on: "127.0.0.1:8443"
	URL    string // what Telegram posts to
	Secret string // what Telegram proves itself with
}

// Options say how the bot is connected. Token, Store, Handler, Log and Now are
// required; [Bot.Me] alone needs neither Store nor Handler.
type Options struct {
	Token     string
	ServerURL string       // of a Bot API server; Telegram's own when empty
	Proxy     string       // URL of a proxy; the environment's when empty
	Client    *http.Client // takes the place of Proxy's; for tests
	Store     *storage.Store
	Handler   Handler
	Limits    Limits
	Mode      Mode // Polling when empty
	Webhook   Webhook
	Log       *slog.Logger
	Now       func() time.Time
	Seed      uint64        // of the jitter
	Grace     time.Duration // how long requests under way may take at the end; 15 s when zero
	KeepFiles time.Duration // how long a file is kept; 7 days when zero
}

// A Bot is the connection to Telegram.
type Bot struct {
	options Options
	client  *client
	api     *api.Bot
	me      Account // known once Run has begun
	health  health
	ready   atomic.Bool   // posts of the webhook are taken
	hooked  bool          // the webhook was set with our secret
	clock   chan struct{} // has a token when the clock was moved
	files   chan struct{} // has a token when a file may be wanted
	log     *slog.Logger
}

// New checks the options and makes a bot. It connects to nothing.
func New(o Options) (*Bot, error) {
	if o.ServerURL == "" {
		o.ServerURL = defaultServer
	}
	o.ServerURL = strings.TrimRight(o.ServerURL, "/")
	if o.Mode == "" {
		o.Mode = Polling
	}
	if o.Grace == 0 {
		o.Grace = 15 * time.Second
	}
	if o.KeepFiles == 0 {
		o.KeepFiles = 7 * 24 * time.Hour
	}
	if o.Token == "" {
		return nil, errors.New("telegram: no token")
	}
	if o.Mode == ByWebhook && o.Webhook.Secret == "" {
		return nil, errors.New("telegram: a webhook without a secret takes updates from anybody")
	}
	hc, err := httpClient(o)
	if err != nil {
		return nil, err
	}
	b := &Bot{
		options: o,
		client:  &client{http: hc, server: o.ServerURL, token: o.Token},
		log:     o.Log,
		clock:   make(chan struct{}, 1),
		files:   make(chan struct{}, 1),
	}
	b.api, err = api.New(o.Token,
		api.WithSkipGetMe(),
		api.WithServerURL(o.ServerURL),
		api.WithHTTPClient(pollTimeout, b.client),
		api.WithErrorsHandler(func(error) {}), // closing a pipe; its text may hold a body
	)
	if err != nil {
		return nil, b.client.clean(err)
	}
	return b, nil
}

func httpClient(o Options) (*http.Client, error) {
	if o.Client != nil {
		return o.Client, nil
	}
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = maxInFlight
	if o.Proxy != "" {
		u, err := url.Parse(o.Proxy)
		if err != nil {
			return nil, errors.New("telegram: the proxy is not a URL") // it may hold a password
		}
		t.Proxy = http.ProxyURL(u)
	}
	return &http.Client{Transport: t}, nil
}

// ErrToken says that Telegram does not know the token.
var ErrToken = errors.New("telegram does not know this token; take it from @BotFather again")

// Me asks Telegram who the bot is.
func (b *Bot) Me(ctx context.Context) (Account, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	asked, x := noted(ctx)
	u, err := b.api.GetMe(asked)
	switch v := b.client.judge(x, err); {
	case x.status == http.StatusUnauthorized, x.status == http.StatusNotFound:
		return Account{}, ErrToken
	case v.outcome != delivered || err != nil:
		return Account{}, fmt.Errorf("ask Telegram who the bot is: %s", v.why)
	}
	return Account{ID: u.ID, Name: u.FirstName, Username: u.Username}, nil
}

// Run receives updates, sends messages and fetches files until ctx ends. Then
// it takes nothing new, waits for the requests under way and their commit, and
// returns nil. It returns an error where going on makes no sense.
func (b *Bot) Run(ctx context.Context) error {
	me, err := b.meet(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	b.me = me
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	receive := b.poll
	if b.options.Mode == ByWebhook {
		receive = b.listen
	}
	var running sync.WaitGroup
	errs := make(chan error, 4)
	for _, part := range []func(context.Context) error{receive, b.send, b.fetch, b.sweep} {
		running.Go(func() {
			if err := part(ctx); err != nil {
				errs <- err
				cancel() // the others alone are of no use
			}
		})
	}
	running.Wait()
	b.client.http.CloseIdleConnections()
	close(errs)
	return <-errs
}

// meet waits until Telegram has said who the bot is.
func (b *Bot) meet(ctx context.Context) (Account, error) {
	wait := newBackoff(b.options.Seed, "meet", time.Minute)
	for {
		me, err := b.Me(ctx)
		if err == nil || errors.Is(err, ErrToken) {
			return me, err
		}
		b.health.fault(b.options.Now(), err)
		b.log.Warn("telegram not reached", "error", err)
		if !sleep(ctx, wait.next()) {
			return Account{}, ctx.Err()
		}
	}
}

// sweep drops old files, hourly.
func (b *Bot) sweep(ctx context.Context) error {
	for sleep(ctx, time.Hour) {
		err := b.options.Store.Write(ctx, func(tx *storage.Tx) error {
			_, err := tx.DropBlobs(tx.Now().Add(-b.options.KeepFiles))
			return err
		})
		if err != nil && ctx.Err() == nil {
			b.log.Error("old files not dropped", "error", err)
		}
	}
	return nil
}

// ClockMoved tells the bot to look at the clock again; whoever owns a clock
// that jumps calls it after a jump.
func (b *Bot) ClockMoved() {
	poke(b.clock)
	poke(b.files)
}

// poke leaves a token in a channel that holds one.
func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
