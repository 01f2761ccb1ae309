package bot_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"shuangzhou/bot/simulator"
)

// A plant is the binary, a simulated Telegram it talks to, and the running bot.
type plant struct {
	t        *testing.T
	binary   string
	dir      string
	config   string
	database string
	address  string // of the simulated Telegram
	bot      *process
}

func newPlant(t *testing.T) *plant {
	t.Helper()
	dir := t.TempDir()
	p := &plant{t: t, dir: dir, binary: filepath.Join(dir, "shuangzhou"), database: filepath.Join(dir, "data", "bot.db")}
	build := exec.Command("go", "build", "-o", p.binary, "shuangzhou")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	// Without limits: at one message a second in a chat a burst takes minutes.
	telegram := p.start(t, "simulate", "-addr", "127.0.0.1:0", "-limits=false")
	var lines string
	until(t, "the simulated Telegram to say where it is", func() bool {
		lines = telegram.out.String()
		return strings.Contains(lines, "server_url")
	})
	p.address = regexp.MustCompile(`server_url = "([^"]+)"`).FindStringSubmatch(lines)[1]
	p.config = p.writeConfig("config.toml", p.database, lines)
	p.bot = p.start(t, "run", "-config", p.config)
	return p
}

// writeConfig writes a config of the lines the simulated Telegram has printed.
func (p *plant) writeConfig(name, database, lines string) string {
	p.t.Helper()
	text := fmt.Sprintf("database = %q\n%s[telegram.limits]\nper_second = 0\nper_chat_per_second = 0\nper_group_per_minute = 0\n", database, lines)
	path := filepath.Join(p.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
	return path
}

// A process is the binary running.
type process struct {
	cmd   *exec.Cmd
	out   *outBuffer
	ended chan struct{}
}

type outBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *outBuffer) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *outBuffer) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// start starts the binary; it is killed at the end of the whole test.
func (p *plant) start(t *testing.T, args ...string) *process {
	t.Helper()
	x := &process{cmd: exec.Command(p.binary, args...), out: &outBuffer{}, ended: make(chan struct{})}
	x.cmd.Stdout, x.cmd.Stderr = x.out, x.out
	x.cmd.Env = append(os.Environ(), "TELEGRAM_BOT_TOKEN=", "TELEGRAM_WEBHOOK_SECRET=")
	if err := x.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(x.ended)
		_ = x.cmd.Wait() // how it ended is in ProcessState
	}()
	p.t.Cleanup(func() {
		_ = x.cmd.Process.Kill() // it may have ended
		<-x.ended
	})
	return x
}

// wait waits until the process has ended and returns its exit status.
func (x *process) wait(t *testing.T) int {
	t.Helper()
	select {
	case <-x.ended:
	case <-time.After(30 * time.Second):
		t.Fatalf("%v does not end:\n%s", x.cmd.Args, x.out)
	}
	return x.cmd.ProcessState.ExitCode()
}

// until waits for something to come true.
func until(t *testing.T, what string, true func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	late := time.After(60 * time.Second)
	for !true() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// post asks the control API for something.
func (p *plant) post(t *testing.T, path string, body map[string]any) {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.Post(p.address+"/control/"+path, "application/json", bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		said, _ := io.ReadAll(answer.Body)
		t.Fatalf("%s %s: %s", path, raw, said)
	}
}

func (p *plant) get(t *testing.T, path string, chat int64) []byte {
	t.Helper()
	answer, err := http.Get(p.address + "/control/" + path + "?" + url.Values{"chat": {fmt.Sprint(chat)}}.Encode())
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func (p *plant) messages(t *testing.T, chat int64) (all []simulator.Message) {
	t.Helper()
	if err := json.Unmarshal(p.get(t, "messages", chat), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// say lets a person say something in his chat with the bot.
func (p *plant) say(t *testing.T, person int64, text string) {
	t.Helper()
	p.post(t, "say", map[string]any{"person": person, "chat": person, "text": text})
}

// press presses a button of the last message that has it, as soon as there is one.
func (p *plant) press(t *testing.T, person int64, label string) {
	t.Helper()
	message := 0
	until(t, "a button "+label, func() bool {
		for _, m := range p.messages(t, person) {
			if hasButton(m, label) {
				message = m.ID
			}
		}
		return message != 0
	})
	p.post(t, "press", map[string]any{"person": person, "chat": person, "message": message, "label": label})
}

// hears waits until the last message in a person's chat is the bot's and has
// all of some words.
func (p *plant) hears(t *testing.T, person int64, words ...string) {
	t.Helper()
	var last simulator.Message
	defer func() {
		if t.Failed() {
			t.Logf("the last message is %q; the bot says:\n%s", last.Text, p.bot.out)
		}
	}()
	until(t, fmt.Sprintf("%d to hear %q", person, words), func() bool {
		all := p.messages(t, person)
		if len(all) == 0 {
			return false
		}
		last = all[len(all)-1]
		for _, w := range words {
			if last.From == person || !strings.Contains(last.Text, w) {
				return false
			}
		}
		return true
	})
}

// confirms hears what was understood, and confirms it where that is asked for.
func (p *plant) confirms(t *testing.T, person int64, words ...string) {
	t.Helper()
	p.hears(t, person, words...)
	if all := p.messages(t, person); hasButton(all[len(all)-1], "确认") {
		p.press(t, person, "确认")
	}
	p.hears(t, person, append(words, "已记")...)
}
