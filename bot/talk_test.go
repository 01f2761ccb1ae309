package bot_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"shuangzhou/bot"
	"shuangzhou/bot/demo"
	"shuangzhou/bot/reading"
	"shuangzhou/bot/simulator"
	"shuangzhou/storage"
)

var update = flag.Bool("update", false, "rewrite what the bot says in the conversation files")

// TestTalk plays every conversation of testdata/talk against the real program
// on a simulated Telegram. What the bot says must be what the file says, whole,
// and nothing else: silence is checked.
func TestTalk(t *testing.T) {
	files, err := filepath.Glob("testdata/talk/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := readScript(t, string(raw))
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) { play(t, dir, s) })
			if *update {
				if err := os.WriteFile(file, []byte(s.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// play runs a script step by step.
func play(t *testing.T, dir string, s *script) {
	steps, start := s.steps, "2024-05-22 10:00"
	if from, ok := strings.CutPrefix(steps[0].input, "@from "); ok {
		steps, start = steps[1:], from
	}
	st := newStage(t, dir, s.files, start)
	defer st.stop()
	for i := range steps {
		step := &steps[i]
		st.do(step.input)
		st.settle()
		got := st.heard()
		if *update {
			step.expect = got
			continue
		}
		if diff := cmp.Diff(byChat(step.expect), byChat(got)); diff != "" {
			t.Errorf("line %d, after %q: the bot says something else (-file +bot):\n%s", step.line, step.input, diff)
		}
	}
}

// byChat sorts what was said by chats, keeping the order within each: chats
// are sent to at the same time.
func byChat(all []said) []said {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b said) int { return strings.Compare(a.Chat, b.Chat) })
	return sorted
}

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

// cast is who takes part in every conversation, beside the fixture's district.
var cast = []struct {
	name, unit string
	role       storage.Role
	leader     string // whose account of the fixture's leaders it is
}{
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

const workGroup = "招商工作群"

func newStage(t *testing.T, dir string, files map[string][]byte, from string) *stage {
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
	if _, err := demo.SeedFixture(context.Background(), st.service.Store, readFixture(t)); err != nil {
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
	st.letIn()
	st.run()
	st.settle()
	st.heardTo = lastEvent(st.telegram)
	return st
}

// readFixture reads the district that the conversations are about.
func readFixture(t *testing.T) reading.Ledger {
	f, err := os.Open("testdata/fixture.json")
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
func (st *stage) letIn() {
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

// do carries out one input line of a script.
func (st *stage) do(input string) {
	for i, code := range st.codes {
		input = strings.ReplaceAll(input, fmt.Sprintf("邀请码%d", i+1), code)
	}
	switch {
	case input == "@again":
		st.telegram.Redeliver(st.telegram.LastUpdate())
	case input == "@down":
		st.halt()
		st.clock.Drive(noneDue, func(context.Context) {})
		st.service = nil
	case input == "@up":
		st.open()
		st.run()
		time.Sleep(time.Minute) // of the bubble: the first poll ends
	case input == "@restart":
		st.halt()
		st.open()
		st.run()
	case strings.HasPrefix(input, "@block "):
		st.telegram.Block(st.id(input[len("@block "):]))
	case strings.HasPrefix(input, "@unblock "):
		st.telegram.Unblock(st.id(input[len("@unblock "):]))
	case strings.HasPrefix(input, "@inject "):
		if _, err := st.telegram.InjectRaw(json.RawMessage(input[len("@inject "):])); err != nil {
			st.t.Fatal(err)
		}
	case strings.HasPrefix(input, "@ "):
		at, err := time.ParseInLocation("2006-01-02 15:04", input[2:], st.clock.Now().Location())
		if err != nil {
			st.t.Fatal(err)
		}
		st.clock.Advance(at)
	default:
		st.say(input)
	}
}

// say lets a person speak, press, edit, reply or send a file.
func (st *stage) say(input string) {
	who, what, ok := strings.Cut(input, ": ")
	if !ok {
		st.press(input)
		return
	}
	name, place, inGroup := strings.Cut(who, "@")
	name, mode, _ := strings.Cut(name, " ")
	if !inGroup {
		place = name
	}
	place, placeMode, _ := strings.Cut(place, " ")
	if mode == "" {
		mode = placeMode
	}
	person, chat := st.id(name), st.id(place)
	what = strings.ReplaceAll(what, `\n`, "\n")
	var err error
	switch mode {
	case "":
		_, err = st.telegram.Say(person, chat, what)
	case "回复":
		_, err = st.telegram.Say(person, chat, what, simulator.ReplyTo(st.lastOf(chat, st.telegram.BotID(), "").ID))
	case "改":
		err = st.telegram.Edit(person, chat, st.lastOf(chat, person, "").ID, what)
	case "发":
		err = st.send(person, chat, what)
	case "回复发":
		err = st.send(person, chat, what, simulator.ReplyTo(st.lastOf(chat, st.telegram.BotID(), "").ID))
	default:
		st.t.Fatalf("no such way to speak: %q", mode)
	}
	if err != nil {
		st.t.Fatal(err)
	}
}

// send sends what is no text; behind a | stands its caption.
func (st *stage) send(person, chat int64, what string, how ...simulator.SayOption) error {
	var err error
	what, caption, _ := strings.Cut(what, " | ")
	switch what {
	case "表情包":
		_, err = st.telegram.SendSticker(person, chat)
	case "位置":
		_, err = st.telegram.SendLocation(person, chat, 24.8, 118.6)
	case "投票":
		_, err = st.telegram.SendPoll(person, chat, "去不去", []string{"去", "不去"})
	case "照片":
		_, err = st.telegram.SendPhoto(person, chat, []byte("a picture"), caption, how...)
	case "视频":
		_, err = st.telegram.SendVideo(person, chat, []byte("a film"), caption, how...)
	case "刚才的表":
		name, data := st.lastWorkbook(chat)
		_, err = st.telegram.SendFile(person, chat, name, "application/octet-stream", data, caption, how...)
	default:
		if strings.Contains(what, " + ") || strings.Contains(what, " ++ ") {
			return st.sendAlbum(person, chat, what, how...)
		}
		data, ok := st.files[what]
		if !ok {
			return fmt.Errorf("no file %q in the script", what)
		}
		if strings.HasSuffix(what, ".xlsx") {
			data = workbookOf(st.t, data)
		}
		_, err = st.telegram.SendFile(person, chat, what, "application/octet-stream", data, caption, how...)
	}
	return err
}

// sendAlbum sends files joined by +, and behind ++ once what came before them is
// answered: a long upload.
func (st *stage) sendAlbum(person, chat int64, what string, how ...simulator.SayOption) error {
	how = append(how, simulator.InAlbum(what))
	for i, part := range strings.Split(what, " ++ ") {
		if i > 0 {
			st.settle()
		}
		for _, one := range strings.Split(part, " + ") {
			if err := st.send(person, chat, one, how...); err != nil {
				return err
			}
		}
	}
	return nil
}

// press presses a button of the last message in the chat that has it:
// "张三 [撤销]", "李四@招商工作群 [撤销]".
func (st *stage) press(input string) {
	who, label, ok := strings.Cut(strings.TrimSuffix(input, "]"), " [")
	if !ok {
		st.t.Fatalf("not understood: %q", input)
	}
	name, place, inGroup := strings.Cut(who, "@")
	if !inGroup {
		place = name
	}
	person, chat := st.id(name), st.id(place)
	if data, forged := strings.CutPrefix(label, "伪造 "); forged {
		if _, err := st.telegram.PressData(person, chat, st.lastOf(chat, st.telegram.BotID(), "").ID, data); err != nil {
			st.t.Fatal(err)
		}
		return
	}
	if _, err := st.telegram.Press(person, chat, st.lastOf(chat, st.telegram.BotID(), label).ID, label); err != nil {
		st.t.Fatal(err)
	}
}

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

func (st *stage) id(name string) int64 {
	id, ok := st.names[name]
	if !ok {
		st.t.Fatalf("nobody is called %q", name)
	}
	return id
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

func lastEvent(t *simulator.Telegram) int64 {
	var last int64
	for _, e := range t.History(0) {
		last = e.Seq
	}
	return last
}
