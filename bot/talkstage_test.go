package bot_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"shuangzhou/bot"
	"shuangzhou/bot/demo"
	"shuangzhou/bot/reading"
	"shuangzhou/bot/simulator"
	"shuangzhou/storage"
)

// A stage is the program on a simulated Telegram with its cast.
type stage struct {
	t        *testing.T
	path     string // of the database
	files    map[string][]byte
	clock    *demo.Clock
	telegram *simulator.Telegram
	service  *bot.Service
	stopped  chan error
	cancel   context.CancelFunc
	heardTo  int64            // the last event heard
	names    map[string]int64 // of people and groups
	titles   map[int64]string
	codes    []string // of invites, in the order they were seen
}

const botToken = "7000000001:talk"

// A member of a cast is one who takes part in a conversation.
type member struct {
	name, unit string
	role       storage.Role
	leader     string // whose account of the fixture's leaders it is
}

// cast is who takes part in the conversations of the usual district.
var cast = []member{
	{name: "张三", unit: "经济开发区", role: storage.Liaison},
	{name: "李四", unit: "高新园区", role: storage.Liaison},
	{name: "王五", unit: "三桥镇", role: storage.Liaison},
	{name: "赵六", unit: "临湖街道", role: storage.Liaison},
	{name: "钱七", unit: "城东街道", role: storage.Head},
	{name: "孙八", role: storage.Observer},
	{name: "小周", unit: "商务局", role: storage.Office},
	{name: "陈区长", leader: "陈建平"},
	{name: "周常委", leader: "周敏"},
	{name: "路人"},
}

// castOf is who takes part in those of another: of each unit a liaison called as
// the unit, each leader by his name, and the office.
func castOf(l reading.Ledger) []member {
	all := []member{{name: "小周", role: storage.Office}, {name: "路人"}}
	for _, u := range l.Units {
		all = append(all, member{name: u.Name, unit: u.Name, role: storage.Liaison})
	}
	for _, p := range l.Leaders {
		all = append(all, member{name: p.Name, leader: p.Name})
	}
	return all
}

const workGroup = "招商工作群"

// newStage is the usual district's.
func newStage(t *testing.T, dir string, files map[string][]byte, from string) *stage {
	return newStageOf(t, dir, files, from, readFixture(t), cast)
}

func newStageOf(t *testing.T, dir string, files map[string][]byte, from string, district reading.Ledger, cast []member) *stage {
	start, err := time.ParseInLocation("2006-01-02 15:04", from, time.FixedZone("CST", 8*60*60))
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	st := &stage{
		t: t, path: filepath.Join(dir, "talk.db"), files: files,
		names: map[string]int64{workGroup: -2001}, titles: map[int64]string{-2001: workGroup},
	}
	st.clock = demo.NewClock(func() time.Time { return start.Add(time.Since(begun)) })
	st.telegram = simulator.New(simulator.Options{Now: st.clock.Now, Token: botToken, Username: "shuangzhou_bot"})
	st.open()
	if _, err := demo.SeedFixture(context.Background(), st.service.Store, district); err != nil {
		t.Fatal(err)
	}
	var members []int64
	for i, c := range cast {
		account := int64(1001 + i)
		st.names[c.name], st.titles[account] = account, c.name
		st.telegram.AddPerson(simulator.Person{ID: account, FirstName: c.name})
		st.telegram.Greet(account)
		members = append(members, account)
	}
	st.telegram.AddGroup(simulator.Group{ID: -2001, Title: workGroup, Members: members, Supergroup: true})
	st.letIn(cast)
	st.run()
	st.settle()
	st.heardTo = lastEvent(st.telegram)
	return st
}

// readFixture reads the district that most conversations are about.
func readFixture(t *testing.T) reading.Ledger { return readDistrict(t, "testdata/fixture.json") }

func readDistrict(t *testing.T, path string) reading.Ledger {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	l, err := reading.LoadFixture(f)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// letIn binds the cast, in the place of the liaisons the fixture is filled with.
func (st *stage) letIn(cast []member) {
	err := st.service.Store.Write(context.Background(), func(tx *storage.Tx) error {
		units, err := tx.Units()
		if err != nil {
			return err
		}
		people, err := tx.People()
		if err != nil {
			return err
		}
		for _, p := range people {
			if p.Role == storage.Leader {
				continue
			}
			a := storage.Act{Source: "test", Subjects: []storage.Subject{{Kind: storage.PersonSubject, ID: int64(p.ID)}}}
			a.Body = storage.PersonLeft{On: tx.Today()}
			if _, err := tx.Apply(a); err != nil {
				return fmt.Errorf("let %s go: %w", p.Name, err)
			}
		}
		for _, c := range cast {
			if c.role == "" && c.leader == "" {
				continue
			}
			a := storage.Act{Source: "test", Subjects: []storage.Subject{{Kind: storage.PersonSubject}}}
			b := storage.PersonAdded{Name: c.name, Role: c.role, Account: st.names[c.name]}
			for _, u := range units {
				if u.Name == c.unit {
					b.Unit = u.ID
				}
			}
			a.Body = b
			for _, p := range people {
				if c.leader != "" && p.Name == c.leader {
					a.Subjects[0].ID, a.Body = int64(p.ID), storage.PersonBound{Account: st.names[c.name]}
				}
			}
			if _, err := tx.Apply(a); err != nil {
				return fmt.Errorf("let %s in: %w", c.name, err)
			}
		}
		return nil
	})
	if err != nil {
		st.t.Fatal(err)
	}
}

// open opens the program on the database as it is.
func (st *stage) open() {
	c := bot.DefaultConfig()
	c.Database, c.Telegram.Token, c.Telegram.ServerURL = st.path, botToken, "http://telegram.test"
	c.Meeting.First, c.Meeting.Time = "2024-05-21", "15:00"
	var err error
	st.service, err = bot.Open(context.Background(), c, bot.Options{
		Now: st.clock.Now, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Client: &http.Client{Transport: st.telegram.Transport()},
	})
	if err != nil {
		st.t.Fatal(err)
	}
	st.clock.Drive(st.service.Runner.Next, func(ctx context.Context) {
		if err := st.service.Runner.RunDue(ctx); err != nil {
			st.t.Error(err)
		}
		st.telegram.ClockMoved()
		st.service.Wire.ClockMoved()
		st.settle()
	})
}

// noneDue is of a program that does not run.
func noneDue(context.Context) (time.Time, error) { return time.Time{}, nil }

func (st *stage) run() {
	ctx, cancel := context.WithCancel(context.Background())
	st.cancel, st.stopped = cancel, make(chan error, 1)
	go func() { st.stopped <- st.service.Run(ctx) }()
}

// halt ends the program and closes its database.
func (st *stage) halt() {
	st.cancel()
	if err := <-st.stopped; err != nil {
		st.t.Error(err)
	}
	if err := st.service.Close(); err != nil {
		st.t.Error(err)
	}
}

func (st *stage) stop() {
	if st.service != nil {
		st.halt()
	}
	st.telegram.Close()
}

// settle waits until everything said has been answered.
func (st *stage) settle() {
	for range 600 {
		time.Sleep(time.Second) // of the bubble
		synctest.Wait()
		if st.service == nil {
			return // down
		}
		if st.telegram.Pending() == 0 && st.nothingQueued() {
			return
		}
	}
	st.t.Fatal("the bot does not come to rest")
}

func (st *stage) nothingQueued() bool {
	queued := 0
	err := st.service.Store.Read(context.Background(), func(tx *storage.Tx) error {
		traffic, err := tx.Traffic()
		queued = traffic.Queued
		return err
	})
	if err != nil {
		st.t.Fatal(err)
	}
	return queued == 0
}

func (st *stage) id(name string) int64 {
	id, ok := st.names[name]
	if !ok {
		st.t.Fatalf("nobody is called %q", name)
	}
	return id
}

func lastEvent(t *simulator.Telegram) int64 {
	var last int64
	for _, e := range t.History(0) {
		last = e.Seq
	}
	return last
}
