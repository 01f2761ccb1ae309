package telegram

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"shuangzhou/bot/simulator"
	"shuangzhou/storage"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	zhang = 1001
	li    = 1002
	wang  = 1003
	group = -500
)

var shanghai = time.FixedZone("CST", 8*60*60)

// A world is a Telegram with a few people, a database and a bot between them,
// in a bubble of fake time.
type world struct {
	t       testing.TB
	tg      *simulator.Telegram
	path    string
	store   *storage.Store
	bot     *Bot
	handler *echo
	logged  *lockedBuffer
	options Options
	stop    context.CancelFunc
	ended   chan error
}

// inWorld runs f in a bubble in which the bot is running.
func inWorld(t *testing.T, f func(w *world), change ...func(*simulator.Options, *Options)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, dir, change...)
		w.start()
		f(w)
		w.halt()
		w.tg.Close()
		w.closeStore()
	})
}

func newWorld(t testing.TB, dir string, change ...func(*simulator.Options, *Options)) *world {
	so := simulator.Options{Now: time.Now}
	o := Options{Limits: DefaultLimits(), Now: time.Now, Seed: 1}
	transport := &odd{}
	o.Client = &http.Client{Transport: transport}
	for _, c := range change {
		c(&so, &o)
	}
	w := &world{t: t, tg: simulator.New(so), path: filepath.Join(dir, "test.db"), handler: &echo{}, logged: &lockedBuffer{}}
	for id, name := range map[int64]string{zhang: "张三", li: "李四", wang: "王五"} {
		w.tg.AddPerson(simulator.Person{ID: id, FirstName: name})
		w.tg.Greet(id)
	}
	w.tg.AddGroup(simulator.Group{ID: group, Title: "招商工作群", Members: []int64{zhang, li}})
	transport.RoundTripper = w.tg.Transport()
	o.Token = w.tg.Token()
	o.Log = slog.New(slog.NewTextHandler(w.logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
	if o.Handler == nil {
		o.Handler = w.handler
	}
	w.options = o
	return w
}

// start opens the database and runs the bot.
func (w *world) start() {
	w.t.Helper()
	w.openStore()
	w.run()
}

func (w *world) openStore() {
	w.t.Helper()
	s, err := storage.Open(context.Background(), w.path, storage.Options{Now: w.options.Now, Location: shanghai})
	if err != nil {
		w.t.Fatal(err)
	}
	w.store = s
}

func (w *world) run() {
	w.t.Helper()
	w.options.Store = w.store
	b, err := New(w.options)
	if err != nil {
		w.t.Fatal(err)
	}
	w.bot, w.handler.bot = b, b
	ctx, cancel := context.WithCancel(context.Background())
	w.stop, w.ended = cancel, make(chan error, 1)
	go func() { w.ended <- b.Run(ctx) }()
}

// halt ends the bot and stops the test where it ended with an error.
func (w *world) halt() {
	w.t.Helper()
	w.stop()
	if err := <-w.ended; err != nil {
		w.t.Errorf("run: %v", err)
	}
}

func (w *world) closeStore() {
	w.t.Helper()
	if err := w.store.Close(); err != nil {
		w.t.Error(err)
	}
}

// restart ends the bot and starts it on the same database.
func (w *world) restart(between ...func()) {
	w.t.Helper()
	w.halt()
	w.closeStore()
	for _, f := range between {
		f()
	}
	w.start()
}

// after lets fake time pass.
func (w *world) after(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (w *world) say(who, chat int64, text string) {
	w.t.Helper()
	if _, err := w.tg.Say(who, chat, text); err != nil {
		w.t.Fatal(err)
	}
}

// queue queues messages as a job would.
func (w *world) queue(ms ...storage.Message) []storage.OutboxID {
	w.t.Helper()
	var ids []storage.OutboxID
	w.write(func(tx *storage.Tx) error {
		for _, m := range ms {
			id, err := tx.Enqueue(m)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	return ids
}

func (w *world) write(f func(tx *storage.Tx) error) {
	w.t.Helper()
	if err := w.store.Write(context.Background(), f); err != nil {
		w.t.Fatal(err)
	}
}

// sql changes the database behind the bot's back, once the bot is at rest: it
// waits for a commit under way.
func (w *world) sql(query string) {
	w.t.Helper()
	synctest.Wait()
	db, err := sql.Open("sqlite", "file:"+w.path+"?_busy_timeout=10000")
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(query); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) status() Status {
	w.t.Helper()
	var s Status
	w.write(func(tx *storage.Tx) (err error) {
		s, err = w.bot.Status(tx)
		return err
	})
	return s
}

// heard returns what the bot has said in a chat, in order.
func (w *world) heard(chat int64) []string {
	var texts []string
	for _, e := range w.tg.Events(0) {
		if e.Kind == simulator.Sent && e.Chat == chat {
			texts = append(texts, e.Message.Text)
		}
	}
	return texts
}

// wantHeard checks all that the bot has said in a chat.
func (w *world) wantHeard(chat int64, want ...string) {
	w.t.Helper()
	if got := w.heard(chat); fmt.Sprint(got) != fmt.Sprint(want) {
		w.t.Errorf("said in chat %d:\n%q\nwant\n%q", chat, got, want)
	}
}

// echo is a handler that says again what it is told.
type echo struct {
	bot         *Bot
	mu          sync.Mutex
	updates     []Update
	failed      []Update
	away        []string
	unreachable []int64
	handle      func(tx *storage.Tx, u Update) error // in the echo's place
}

var errHandler = errors.New("handler refuses")

func (h *echo) Handle(tx *storage.Tx, u Update) error {
	h.mu.Lock()
	h.updates = append(h.updates, u)
	h.mu.Unlock()
	if h.handle != nil {
		return h.handle(tx, u)
	}
	switch u.Text {
	case "panic":
		if _, err := tx.Enqueue(storage.Message{Deed: "half done " + u.Key, Chat: u.Chat.ID, Kind: storage.TextMessage, Text: "half done"}); err != nil {
			return err
		}
		panic("the handler met " + u.Text)
	case "error":
		return errHandler
	case "":
		return nil
	}
	_, err := tx.Enqueue(storage.Message{Deed: "reply/" + u.Key, Chat: u.Chat.ID, Kind: storage.TextMessage, Text: "re: " + u.Text})
	return err
}

func (h *echo) Failed(tx *storage.Tx, u Update, why error) error {
	h.failed = append(h.failed, u)
	if u.Chat.ID == 0 {
		return nil
	}
	_, err := tx.Enqueue(storage.Message{Deed: "sorry/" + u.Key, Chat: u.Chat.ID, Kind: storage.TextMessage, Text: "sorry"})
	return err
}

func (h *echo) Away(tx *storage.Tx, from, to time.Time) error {
	h.away = append(h.away, to.Sub(from).String())
	return nil
}

func (h *echo) Unreachable(tx *storage.Tx, chat int64, why string) error {
	h.unreachable = append(h.unreachable, chat)
	_, err := tx.Enqueue(storage.Message{Deed: fmt.Sprintf("unreachable/%d/%d", chat, len(h.unreachable)), Chat: wang, Kind: storage.TextMessage, Text: "unreachable: " + why})
	return err
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// text returns a message of the given number, one deed each.
func text(chat int64, n int) storage.Message {
	return storage.Message{Deed: fmt.Sprintf("test/%d/%d", chat, n), Chat: chat, Kind: storage.TextMessage, Text: fmt.Sprint("message ", n)}
}

// A hookTransport posts to the bot's webhook without sockets.
type hookTransport struct {
	mu     sync.Mutex
	bot    *Bot
	refuse int // posts that never arrive
	lose   int // posts whose answer is lost
}

func (h *hookTransport) to(b *Bot) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.bot = b
}

func (h *hookTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	h.mu.Lock()
	b := h.bot
	refused, lost := h.refuse > 0, h.lose > 0
	h.refuse, h.lose = max(0, h.refuse-1), max(0, h.lose-1)
	h.mu.Unlock()
	if b == nil || refused {
		return nil, errors.New("no connection")
	}
	w := httptest.NewRecorder()
	b.WebhookHandler().ServeHTTP(w, r)
	if lost {
		return nil, errors.New("connection lost")
	}
	return w.Result(), nil
}

// post posts a body as somebody who may know the secret.
func (h *hookTransport) post(body, secret string) int {
	r := httptest.NewRequest(http.MethodPost, "/hook", strings.NewReader(body))
	if secret != "" {
		r.Header.Set(secretHeader, secret)
	}
	w := httptest.NewRecorder()
	h.bot.WebhookHandler().ServeHTTP(w, r)
	return w.Code
}

// An odd transport stands before the simulator's.
type odd struct {
	http.RoundTripper
	wait   time.Duration // before what is sent is answered
	garble bool          // the answer to what is sent cannot be read
}

func (o *odd) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := o.RoundTripper.RoundTrip(r)
	if err != nil || !strings.HasSuffix(r.URL.Path, "/sendMessage") {
		return resp, err
	}
	time.Sleep(o.wait)
	if o.garble {
		resp.Body = io.NopCloser(strings.NewReader(`{"ok":true,"result":{"message_id":"of a new kind"`))
	}
	return resp, nil
}
