package simulator_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"shuangzhou/bot/simulator"
)

// Advance makes a steppedClock a [simulator.Clock].
func (c *steppedClock) Advance(to time.Time) { c.at = to }
func (c *steppedClock) Now() time.Time       { return c.at }

// newControl serves the control API with a clock, and a thing due at 13:00.
func newControl(t *testing.T) (*simulator.Telegram, *httptest.Server) {
	t.Helper()
	clock := &steppedClock{noon}
	tg := newTelegram(t, func(o *simulator.Options) { o.Now = clock.Now })
	server := httptest.NewServer(tg.Control(simulator.Control{
		Clock:    clock,
		Schedule: func() []simulator.Due { return []simulator.Due{{At: noon.Add(time.Hour), What: "例会提醒"}} },
	}))
	t.Cleanup(server.Close)
	return tg, server
}

// ask sends a request (GET where there is no body) and returns status and body.
func ask(t *testing.T, server *httptest.Server, path, body string) (int, string) {
	t.Helper()
	method := http.MethodGet
	if body != "" {
		method = http.MethodPost
	}
	r, err := http.NewRequest(method, server.URL+"/control/"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	got, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return got.StatusCode, string(text)
}

func TestControlActsAsPeople(t *testing.T) {
	tg, server := newControl(t)
	mustCall(t, tg, "sendMessage", `{"chat_id":1,"text":"好","reply_markup":`+buttons(1)+`}`)
	steps := []struct {
		path, body string
		status     int
		want       string // somewhere in the answer
	}{
		{"say", `{"person":1,"chat":1,"text":"锦尚二期挂牌了","reply_to":1}`, 200, `{"message":2}`},
		{"say", `{"person":2,"chat":2,"text":"在"}`, 400, "has not pressed start"},
		{"say", `{"person":`, 400, "read the request"},
		{"start", `{"person":2}`, 200, "ok"},
		{"edit", `{"person":1,"chat":1,"message":2,"text":"锦尚二期摘牌了"}`, 200, "ok"},
		{"press", `{"person":1,"chat":1,"message":1,"label":"x"}`, 200, "query"},
		{"press", `{"person":1,"chat":1,"message":1,"label":"y"}`, 400, "no such button"},
		{"react", `{"person":1,"chat":1,"message":1,"emoji":"👍"}`, 200, "ok"},
		{"file?person=1&chat=1&name=台账.xlsx&caption=看", `PK..`, 200, "message"},
		{"people", `{"id":7,"first_name":"七","role":"office","unit":"招商办"}`, 200, "招商办"},
		{"groups", `{"id":-77,"title":"新群","members":[7]}`, 200, "新群"},
		{"member", `{"do":"block","person":1}`, 200, "ok"},
		{"member", `{"do":"fly"}`, 400, "cannot"},
		{"inject", `{"brand_new_thing":{}}`, 200, "update"},
		{"redeliver", `{"update":1}`, 200, "ok"},
		{"redeliver", `{"update":999}`, 400, "no update 999"},
		{"jump", `{"to":5000}`, 200, "5000"},
		{"fail", `{"status":500}`, 200, "500"},
		{"heal", `{}`, 200, "ok"},
		{"limits", `{"PerSecond":3}`, 200, "3"},
		{"people", "", 200, `"role":"office"`},
		{"groups", "", 200, "招商工作群"},
		{"chats?person=1", "", 200, "招商工作群"},
		{"messages?chat=1", "", 200, "锦尚二期摘牌了"},
		{"events?after=0", "", 200, `"kind":"revised"`},
		{"menu?person=1&chat=1", "", 200, "[]"},
		{"transcript?chat=1", "", 200, "张三: 锦尚二期摘牌了"},
		{"requests", "", 200, `"method":"sendMessage"`},
		{"calls", "", 200, `"sendMessage":1`},
		{"bot", "", 200, `"username":"test_bot"`},
		{"intro", "", 404, "not available"},
	}
	for _, step := range steps {
		status, got := ask(t, server, step.path, step.body)
		if status != step.status || !strings.Contains(got, step.want) {
			t.Errorf("%s %s: %d %s, want %d and %q", step.path, step.body, status, got, step.status, step.want)
		}
	}
}

func TestControlMovesTheClock(t *testing.T) {
	_, server := newControl(t)
	for _, step := range []struct {
		to, now string
		status  int
	}{
		{"+30m", "2026-03-03T12:30:00Z", 200},
		{"next", "2026-03-03T13:00:00Z", 200},
		{"next", "nothing is due", 400},
		{"2026-03-04T08:00", "2026-03-04T08:00:00Z", 200},
		{"2026-03-01T08:00:00Z", "is past", 400},
		{"soon", "parsing time", 400},
	} {
		status, got := ask(t, server, "clock", `{"to":"`+step.to+`"}`)
		if status != step.status || !strings.Contains(got, step.now) {
			t.Errorf("to %s: %d %s, want %s", step.to, status, got, step.now)
		}
	}
}

func TestControlStreamsEvents(t *testing.T) {
	tg, server := newControl(t)
	r, err := http.NewRequest(http.MethodGet, server.URL+"/control/events?after=0", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	got, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	say(t, tg, 1)
	lines := bufio.NewScanner(got.Body)
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		var e simulator.Event
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			t.Fatal(err)
		}
		if e.Kind == simulator.Said && e.Message.Text == "在" {
			return
		}
	}
	t.Errorf("the stream ended without the message: %v", lines.Err())
}

func TestControlKeepsOthersOut(t *testing.T) {
	tg := newTelegram(t)
	handler := tg.Control(simulator.Control{})
	for _, test := range []struct {
		remote, host, origin string
		want                 int
	}{
		{"127.0.0.1:5", "127.0.0.1:8090", "", 200},
		{"[::1]:5", "[::1]", "", 200},
		{"[::1]:5", "localhost:8090", "http://localhost:8090", 200},
		{"127.0.0.1:5", "localhost:8090", "http://evil.example", 403},
		{"127.0.0.1:5", "evil.example", "http://evil.example", 403}, // a name made to lead here
		{"192.0.2.1:5", "localhost", "", 403},
	} {
		r := httptest.NewRequest(http.MethodGet, "http://x/control/people", nil)
		r.RemoteAddr, r.Host = test.remote, test.host
		if test.origin != "" {
			r.Header.Set("Origin", test.origin)
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != test.want {
			t.Errorf("%+v: %d", test, w.Code)
		}
	}
}

// TestUploadedPagesAreNotRun guards the page's origin: a file is downloaded,
// whatever it says it is.
func TestUploadedPagesAreNotRun(t *testing.T) {
	tg, server := newControl(t)
	if _, err := tg.SendFile(1, 1, "x.html", "text/html", []byte("<script>alert(1)</script>"), ""); err != nil {
		t.Fatal(err)
	}
	got, err := server.Client().Get(server.URL + "/control/file?id=" + tg.Messages(1)[0].File.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	if kind, how := got.Header.Get("Content-Type"), got.Header.Get("Content-Disposition"); kind != "application/octet-stream" || !strings.HasPrefix(how, "attachment") {
		t.Errorf("served as %s, %s", kind, how)
	}
}
