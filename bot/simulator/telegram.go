package simulator

import (
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

// Options say what kind of Telegram is wanted.
type Options struct {
	Now         func() time.Time  // required: the simulated time
	Token       string            // of the one bot; "1:test" when empty
	Username    string            // of the bot, without @; "test_bot" when empty
	Name        string            // of the bot; its username when empty
	Limits      Limits            // zero fields are Telegram's
	NoLimits    bool              // never answer 429, for measuring
	FirstUpdate int64             // id of the first update; 1 when zero
	Seed        uint64            // of everything random: JumpRandom
	PrivacyOff  bool              // in groups the bot gets every message
	QueryLife   time.Duration     // how long a press can be answered; 15 s when zero
	Webhook     http.RoundTripper // for posting updates; http.DefaultTransport when nil
}

// Telegram is one simulated Telegram with one bot. It is safe for concurrent
// use. Make it with [New] and end it with [Telegram.Close].
type Telegram struct {
	options Options
	bot     User
	table   *apiTable
	methods map[string]method

	mu      sync.Mutex // guards all below
	random  *rand.Rand
	chats   map[int64]*chat
	people  map[int64]*person
	files   map[string]*File
	queries map[string]*query
	nextID  map[string]int64 // counters by what they count
	queue   queue
	hook    webhook
	limiter limiter
	faults  []Fault
	calls   map[string]int
	asked   []Request // the last ones
	log     []Event
	changed chan struct{} // closed and replaced at each change
	closed  chan struct{}
	profile profile
	workers sync.WaitGroup
}

// A User is a person or the bot as updates show them.
type User struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

// botID is the simulated bot's own user id.
const botID = 7000000001

// New makes a Telegram in which nobody is yet. It panics when the options lack
// a clock.
func New(o Options) *Telegram {
	if o.Now == nil {
		panic("simulator.New: no clock")
	}
	o.setDefaults()
	t := &Telegram{
		options: o,
		bot:     User{ID: botID, IsBot: true, FirstName: o.Name, Username: o.Username},
		table:   parseTable(botAPI),
		random:  rand.New(rand.NewPCG(o.Seed, 1)),
		chats:   map[int64]*chat{},
		people:  map[int64]*person{},
		files:   map[string]*File{},
		queries: map[string]*query{},
		nextID:  map[string]int64{},
		queue:   queue{next: o.FirstUpdate, sent: map[int64]*update{}},
		limiter: newLimiter(o.Limits),
		calls:   map[string]int{},
		changed: make(chan struct{}),
		closed:  make(chan struct{}),
		profile: newProfile(o.Name),
	}
	t.methods = methods()
	return t
}

func (o *Options) setDefaults() {
	if o.Token == "" {
		o.Token = "1:test"
	}
	if o.Username == "" {
		o.Username = "test_bot"
	}
	if o.Name == "" {
		o.Name = o.Username
	}
	if o.FirstUpdate == 0 {
		o.FirstUpdate = 1
	}
	if o.QueryLife == 0 {
		o.QueryLife = 15 * time.Second
	}
	if o.Webhook == nil {
		o.Webhook = http.DefaultTransport
	}
}

// Close ends long polls and the webhook's deliveries, and waits for the latter.
// What is known stays readable.
func (t *Telegram) Close() {
	t.mu.Lock()
	select {
	case <-t.closed:
	default:
		close(t.closed)
	}
	if t.hook.stop != nil {
		t.hook.stop()
	}
	t.mu.Unlock()
	t.workers.Wait()
}

// Username returns the bot's username, without @.
func (t *Telegram) Username() string { return t.options.Username }

// Token returns the bot's token.
func (t *Telegram) Token() string { return t.options.Token }

func (t *Telegram) now() time.Time { return t.options.Now() }

// number returns the next number of a kind, from 1.
func (t *Telegram) number(kind string) int64 {
	t.nextID[kind]++
	return t.nextID[kind]
}

// wake lets all who wait look again. It is called with the lock held.
func (t *Telegram) wake() {
	close(t.changed)
	t.changed = make(chan struct{})
}

// ClockMoved tells those who wait for a simulated time to look at it again.
// Whoever owns a clock that jumps calls it after a jump.
func (t *Telegram) ClockMoved() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.wake()
}
