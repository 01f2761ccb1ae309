package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// A Clock is a simulated time that can be moved forward. Advance returns when
// the new time holds; what becomes due by it may still be under way.
type Clock interface {
	Now() time.Time
	Advance(to time.Time)
}

// A Due is something that will happen by itself.
type Due struct {
	At   time.Time `json:"at"`
	What string    `json:"what"`
}

// A Control is what the control API has from its owner; each may be nil.
type Control struct {
	Clock    Clock          // nil: the clock cannot be moved
	Zone     *time.Location // in which the page shows times; nil: the clock's own
	Schedule func() []Due   // what is due next, soonest first
	Intro    func() any     // what to try first, as the page shows it
}

// Control serves the persons' side under /control/. See the package comment.
func (t *Telegram) Control(c Control) http.Handler {
	mux := http.NewServeMux()
	t.routeReads(mux)
	t.routeDeeds(mux)
	t.routeFaults(mux)
	c.routeClock(t, mux)
	return loopbackOnly(mux)
}

// loopbackOnly keeps other machines out, and in the browser on this one pages
// of other origins: those that say so, and those whose name was made to lead
// here.
func loopbackOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isLoopback(r.RemoteAddr) || !isLoopback(r.Host) {
			http.Error(w, "loopback only", http.StatusForbidden)
			return
		}
		if origin := r.Header.Get("Origin"); origin != "" {
			if u, err := url.Parse(origin); err != nil || u.Host != r.Host {
				http.Error(w, "other origin", http.StatusForbidden)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// isLoopback tells whether an address, with or without port, is this machine.
func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = strings.Trim(address, "[]")
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// errNothing is answered where the owner of the simulator gave nothing.
var errNothing = errors.New("not available here")

// read answers a GET with JSON.
func read(mux *http.ServeMux, path string, get func(q queryValues) (any, error)) {
	mux.HandleFunc("GET /control/"+path, func(w http.ResponseWriter, r *http.Request) {
		value, err := get(queryValues(r.URL.Query()))
		reply(w, value, err)
	})
}

// deed answers a POST whose body is a T.
func deed[T any](mux *http.ServeMux, path string, do func(T) (any, error)) {
	mux.HandleFunc("POST /control/"+path, func(w http.ResponseWriter, r *http.Request) {
		var body T
		decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequest))
		if err := decoder.Decode(&body); err != nil {
			reply(w, nil, fmt.Errorf("read the request: %w", err))
			return
		}
		value, err := do(body)
		reply(w, value, err)
	})
}

func reply(w http.ResponseWriter, value any, err error) {
	a := jsonAnswer(http.StatusOK, value)
	switch {
	case errors.Is(err, errNothing):
		a = jsonAnswer(http.StatusNotFound, map[string]string{"error": err.Error()})
	case err != nil:
		a = jsonAnswer(http.StatusBadRequest, map[string]string{"error": err.Error()})
	}
	a.write(w)
}

// A queryValues is a request's query with one value a name.
type queryValues url.Values

func (q queryValues) text(name string) string { return url.Values(q).Get(name) }

func (q queryValues) number(name string) int64 {
	n, _ := strconv.ParseInt(q.text(name), 10, 64) // what is no number is nobody
	return n
}

func (t *Telegram) routeReads(mux *http.ServeMux) {
	read(mux, "bot", func(queryValues) (any, error) { return t.botState(), nil })
	read(mux, "people", func(queryValues) (any, error) { return t.People(), nil })
	read(mux, "groups", func(queryValues) (any, error) { return t.Groups(), nil })
	read(mux, "chats", func(q queryValues) (any, error) { return t.ChatsOf(q.number("person")), nil })
	read(mux, "messages", func(q queryValues) (any, error) { return orEmpty(t.Messages(q.number("chat"))), nil })
	read(mux, "menu", func(q queryValues) (any, error) { return orEmpty(t.Menu(q.number("person"), q.number("chat"))), nil })
	read(mux, "calls", func(queryValues) (any, error) { return t.Calls(), nil })
	read(mux, "requests", func(queryValues) (any, error) { return orEmpty(t.Requests()), nil })
	mux.HandleFunc("GET /control/transcript", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, t.Transcript(queryValues(r.URL.Query()).number("chat"))) // the reader has gone
	})
	read(mux, "answer", func(q queryValues) (any, error) {
		a, answered := t.Answer(q.text("query"))
		return map[string]any{"answered": answered, "text": a.Text, "alert": a.Alert}, nil
	})
	mux.HandleFunc("GET /control/events", t.serveEvents)
	mux.HandleFunc("GET /control/file", t.serveContent)
	mux.HandleFunc("POST /control/file", t.takeContent)
}

func orEmpty[E any](list []E) []E {
	if list == nil {
		return []E{}
	}
	return list
}

func (t *Telegram) botState() map[string]any {
	return map[string]any{
		"id": t.bot.ID, "username": t.bot.Username, "name": t.Profile("name"),
		"short_description": t.Profile("short_description"),
		"pending":           t.Pending(), "polling": t.Polling(), "last_update": t.LastUpdate(),
	}
}

// A doing is what someone does to a message or a chat.
type doing struct {
	Person    int64  `json:"person"`
	Chat      int64  `json:"chat"`
	Message   int    `json:"message"`
	Text      string `json:"text"`
	Label     string `json:"label"`
	Data      string `json:"data"`
	Emoji     string `json:"emoji"`
	Payload   string `json:"payload"`
	ReplyTo   int    `json:"reply_to"`
	Forwarded string `json:"forwarded"`
}

func (t *Telegram) routeDeeds(mux *http.ServeMux) {
	deed(mux, "people", func(p Person) (any, error) { t.AddPerson(p); return p, nil })
	deed(mux, "groups", func(g Group) (any, error) { t.AddGroup(g); return g, nil })
	deed(mux, "start", func(w doing) (any, error) { return done(t.Start(w.Person, w.Payload)) })
	deed(mux, "edit", func(w doing) (any, error) { return done(t.Edit(w.Person, w.Chat, w.Message, w.Text)) })
	deed(mux, "react", func(w doing) (any, error) { return done(t.React(w.Person, w.Chat, w.Message, w.Emoji)) })
	deed(mux, "say", func(w doing) (any, error) {
		id, err := t.Say(w.Person, w.Chat, w.Text, ReplyTo(w.ReplyTo), Forwarded(w.Forwarded))
		return map[string]int{"message": id}, err
	})
	deed(mux, "press", func(w doing) (any, error) {
		press, how := t.Press, w.Label
		if w.Data != "" {
			press, how = t.PressData, w.Data
		}
		id, err := press(w.Person, w.Chat, w.Message, how)
		return map[string]string{"query": id}, err
	})
	deed(mux, "member", func(m membership) (any, error) { return t.changeMember(m) })
}

func done(err error) (any, error) { return map[string]bool{"ok": true}, err }

// A membership says what becomes of a person or of the bot in a chat.
type membership struct {
	Do     string `json:"do"`
	Person int64  `json:"person"`
	Group  int64  `json:"group"`
}

func (t *Telegram) changeMember(m membership) (any, error) {
	switch m.Do {
	case "block":
		t.Block(m.Person)
	case "unblock":
		t.Unblock(m.Person)
	case "delete":
		t.DeleteAccount(m.Person)
	case "kick":
		t.Kick(m.Group)
	case "invite":
		t.Invite(m.Person, m.Group)
	case "join":
		t.Join(m.Person, m.Group)
	case "leave":
		t.Leave(m.Person, m.Group)
	case "admin", "member":
		t.SetBotAdmin(m.Group, m.Do == "admin")
	case "migrate":
		return map[string]int64{"group": t.Migrate(m.Group)}, nil
	default:
		return nil, fmt.Errorf("member: cannot %q", m.Do)
	}
	return done(nil)
}

func (t *Telegram) routeFaults(mux *http.ServeMux) {
	deed(mux, "fail", func(f Fault) (any, error) { t.Fail(f); return f, nil })
	deed(mux, "heal", func(struct{}) (any, error) { t.Heal(); return done(nil) })
	deed(mux, "limits", func(l Limits) (any, error) { t.SetLimits(l); return l, nil })
	deed(mux, "inject", func(raw json.RawMessage) (any, error) {
		id, err := t.InjectRaw(raw)
		return map[string]int64{"update": id}, err
	})
	deed(mux, "redeliver", func(u struct{ Update int64 }) (any, error) {
		if !t.Redeliver(u.Update) {
			return nil, fmt.Errorf("redeliver: no update %d", u.Update)
		}
		return done(nil)
	})
	deed(mux, "jump", func(j struct{ To int64 }) (any, error) { t.JumpIDs(j.To); return j, nil })
}

func (c Control) routeClock(t *Telegram, mux *http.ServeMux) {
	read(mux, "clock", func(queryValues) (any, error) { return c.clockState(t), nil })
	deed(mux, "clock", func(m struct{ To string }) (any, error) {
		if c.Clock == nil {
			return nil, errNothing
		}
		to, err := c.target(strings.TrimSpace(m.To))
		if err != nil {
			return nil, err
		}
		c.Clock.Advance(to)
		t.ClockMoved()
		return c.clockState(t), nil
	})
	read(mux, "schedule", func(queryValues) (any, error) {
		if c.Schedule == nil {
			return nil, errNothing
		}
		return orEmpty(c.Schedule()), nil
	})
	read(mux, "intro", func(queryValues) (any, error) {
		if c.Intro == nil {
			return nil, errNothing
		}
		return c.Intro(), nil
	})
}

func (c Control) clockState(t *Telegram) map[string]any {
	return map[string]any{"now": c.local(t.now()), "movable": c.Clock != nil}
}

func (c Control) local(at time.Time) time.Time {
	if c.Zone == nil {
		return at
	}
	return at.In(c.Zone)
}

// target reads where the clock is to go; never backwards.
func (c Control) target(to string) (time.Time, error) {
	now := c.local(c.Clock.Now())
	at, err := c.parseTarget(now, to)
	if err == nil && at.Before(now) {
		err = fmt.Errorf("move the clock: %s is past", at.Format(time.RFC3339))
	}
	return at, err
}

func (c Control) parseTarget(now time.Time, to string) (time.Time, error) {
	if to == "next" {
		if c.Schedule == nil {
			return now, errNothing
		}
		return c.next(now)
	}
	if after, ok := strings.CutPrefix(to, "+"); ok {
		d, err := time.ParseDuration(after)
		return now.Add(d), err
	}
	if at, err := time.Parse(time.RFC3339, to); err == nil {
		return at, nil
	}
	// What a browser's date field gives is in the district's zone.
	return time.ParseInLocation("2006-01-02T15:04", to, now.Location())
}

// next finds the soonest of what is due after now.
func (c Control) next(now time.Time) (time.Time, error) {
	var soonest time.Time
	for _, due := range c.Schedule() {
		if due.At.After(now) && (soonest.IsZero() || due.At.Before(soonest)) {
			soonest = due.At
		}
	}
	if soonest.IsZero() {
		return now, errors.New("move the clock: nothing is due")
	}
	return soonest, nil
}
