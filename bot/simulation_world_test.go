package bot_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"shuangzhou/bot"
	"shuangzhou/bot/demo"
	"shuangzhou/bot/simulator"
	"shuangzhou/storage"
)

// A world is the demo's district on a simulated Telegram, with a program that
// is killed and started again.
type world struct {
	t        *testing.T
	dir      string
	from     time.Time // when it begins, by the district's clock
	begun    time.Time // the same, by the bubble's
	random   *rand.Rand
	telegram *simulator.Telegram
	district demo.District
	projects map[storage.UnitID][]string // of each unit, as people call them
	units    map[int64]storage.UnitID    // of each account
	config   bot.Config
	seeded   storage.ActNumber // the last act before it begins

	life  *life // the running program; nil while it is down
	lives int
	away  time.Duration // how long it stays down when it is killed next
	left  string        // the database as the last kill left it
	back  time.Time     // when it starts again
	downs []span
	said  map[int64]*utterance // by update
	order []*utterance
}

// A span is a time in which the program was down.
type span struct{ from, to time.Time }

// A life is one process of the program, from its start to its kill.
type life struct {
	path    string
	service *bot.Service
	line    *lifeline
	cancel  context.CancelFunc
	ended   chan error
}

func (w *world) now() time.Time { return w.from.Add(time.Since(w.begun)) }

// seedDistrict makes a database with the demo's district as it stands that day.
func seedDistrict(t *testing.T, from time.Time) (path string, d demo.District) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "district.db")
	ctx := context.Background()
	s, err := storage.Open(ctx, path, storage.Options{Now: func() time.Time { return from }, Location: from.Location()})
	if err != nil {
		t.Fatal(err)
	}
	if d, err = demo.Seed(ctx, s, storage.On(from, from.Location())); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path, d
}

func newWorld(t *testing.T, dir, database string, d demo.District, from time.Time, seed uint64) *world {
	w := &world{
		t: t, dir: dir, from: from, begun: time.Now(), district: d, said: map[int64]*utterance{},
		random: rand.New(rand.NewPCG(seed, 3)), units: map[int64]storage.UnitID{}, projects: map[storage.UnitID][]string{},
	}
	w.telegram = simulator.New(simulator.Options{
		Now: w.now, Token: botToken, Username: "shuangzhou_bot", FirstUpdate: 500_000_000, Seed: seed,
	})
	for _, r := range d.People {
		w.telegram.AddPerson(simulator.Person{ID: r.Account, FirstName: r.Name})
		w.telegram.Greet(r.Account)
	}
	for _, g := range d.Groups {
		w.telegram.AddGroup(simulator.Group{ID: g.ID, Title: g.Title, Members: g.Members, Supergroup: true})
	}
	w.telegram.AddPerson(simulator.Person{ID: strangerAccount, FirstName: "过路人"})
	w.telegram.Greet(strangerAccount)
	w.config = bot.DefaultConfig()
	w.config.Telegram.Token, w.config.Telegram.ServerURL = botToken, "http://telegram.test"
	w.start(copyDatabase(t, database, filepath.Join(dir, "life0.db")))
	w.learn()
	return w
}

const strangerAccount = 990001

// learn looks up what people call their projects.
func (w *world) learn() {
	err := w.life.service.Store.Read(context.Background(), func(tx *storage.Tx) error {
		people, err := tx.People()
		if err != nil {
			return err
		}
		for _, p := range people {
			w.units[p.Account] = p.Unit
		}
		projects, err := tx.Projects()
		if err != nil {
			return err
		}
		for _, p := range projects {
			if p.Stage() <= storage.Started && p.Dropped == (storage.Drop{}) && p.Held == (storage.Hold{}) && len(p.Aliases) > 0 {
				w.projects[p.Unit] = append(w.projects[p.Unit], p.Aliases[0])
			}
		}
		w.seeded, err = tx.LastAct()
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// start starts the program on a database.
func (w *world) start(database string) {
	w.lives++
	l := &life{path: database, ended: make(chan error, 1)}
	l.line = &lifeline{to: w.telegram.Transport(), struck: make(chan string, 1)}
	c := w.config
	c.Database = database
	var err error
	l.service, err = bot.Open(context.Background(), c, bot.Options{
		Now: w.now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Client: &http.Client{Transport: l.line}, Seed: uint64(w.lives),
	})
	if err != nil {
		w.t.Fatalf("life %d, at %s: %v", w.lives, w.now(), err)
	}
	copies := filepath.Join(w.dir, "life"+strconv.Itoa(w.lives)+".db")
	l.line.freeze = func() string { return freeze(w.t, l.service.Store, database, copies) }
	var ctx context.Context
	ctx, l.cancel = context.WithCancel(context.Background())
	go func() { l.ended <- l.service.Run(ctx) }()
	w.life = l
}

// bury ends a process whose line is cut: nothing it still does is heard.
func (w *world) bury() {
	l := w.life
	w.life = nil
	l.cancel()
	if err := <-l.ended; err != nil {
		w.t.Errorf("life %d ended with %v", w.lives, err)
	}
	if err := l.service.Close(); err != nil {
		w.t.Errorf("close life %d: %v", w.lives, err)
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(l.path + suffix)
	}
}

var errFrozen = errors.New("frozen")

// freeze copies a database and its log as a kill leaves them. It keeps the
// writer out meanwhile, because a kill takes both files at one instant and two
// copies cannot; a kill within a transaction is tried in storage's own tests.
func freeze(t *testing.T, s *storage.Store, from, to string) string {
	err := s.Write(context.Background(), func(*storage.Tx) error {
		copyDatabase(t, from, to)
		return errFrozen
	})
	if !errors.Is(err, errFrozen) {
		t.Errorf("freeze: %v", err)
	}
	return to
}

// copyDatabase copies a database and its log, without SQLite's index of it.
func copyDatabase(t *testing.T, from, to string) string {
	for _, suffix := range []string{"", "-wal"} {
		b, err := os.ReadFile(from + suffix)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err == nil {
			err = os.WriteFile(to+suffix, b, 0o600)
		}
		if err != nil {
			t.Errorf("copy database: %v", err)
		}
	}
	return to
}

// A lifeline is what a process hears and says through. Once it is cut, the
// process may as well be dead.
type lifeline struct {
	to     http.RoundTripper
	freeze func() string

	mu     sync.Mutex
	cut    bool
	ambush moment
	skip   int         // messages that still pass before the ambush
	struck chan string // the database as the kill left it
}

// A moment is when in the life of a message the process is killed.
type moment int

const (
	never        moment = iota
	beforeWrite         // committed as being sent, and not sent
	beforeAnswer        // sent, and the answer never heard
)

// lie in wait for a message, some messages from now.
func (l *lifeline) lie(m moment, skip int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ambush, l.skip = m, skip
}

// kill cuts the line and takes the database as it then is; only the first kill
// counts. The line is cut first: what the process commits after its last word
// is no more than a kill a moment later would have left.
func (l *lifeline) kill() {
	l.mu.Lock()
	dead := l.cut
	l.cut = true
	l.mu.Unlock()
	if !dead {
		l.struck <- l.freeze()
	}
}

func (l *lifeline) dead() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cut
}

// strikes returns the moment at which this request's process is to die.
func (l *lifeline) strikes(method string) moment {
	l.mu.Lock()
	defer l.mu.Unlock()
	if method != "sendMessage" || l.ambush == never {
		return never
	}
	if l.skip--; l.skip >= 0 {
		return never
	}
	m := l.ambush
	l.ambush = never
	return m
}

var errDead = errors.New("the process is dead")

// RoundTrip passes a request on while the process lives.
func (l *lifeline) RoundTrip(r *http.Request) (*http.Response, error) {
	m := l.strikes(path.Base(r.URL.Path))
	if m == beforeWrite {
		l.kill()
	}
	if l.dead() {
		if r.Body != nil {
			_ = r.Body.Close()
		}
		return nil, errDead
	}
	answer, err := l.to.RoundTrip(r)
	if m == beforeAnswer {
		l.kill()
	}
	if l.dead() && err == nil {
		_ = answer.Body.Close()
		return nil, errDead
	}
	return answer, err
}
