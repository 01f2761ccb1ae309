package simulator

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// A Moment is when in a request's life a fault strikes.
type Moment int

const (
	// BeforeEffect: the request arrives, nothing is done, the fault answers.
	BeforeEffect Moment = iota
	// AfterEffect: all is done, and the fault takes the place of the answer.
	// To the bot a message sent so is in doubt.
	AfterEffect
	// BeforeWrite: no connection; the request is never written. Over a socket
	// it cannot be told from BeforeEffect; [Telegram.Transport] shows it by
	// not calling httptrace's WroteRequest.
	BeforeWrite
)

// A Fault makes requests fail.
type Fault struct {
	Method     string        `json:"method"`      // which, or "download" of a file; all but getUpdates when empty
	Times      int           `json:"times"`       // how many; one when zero
	Skip       int           `json:"skip"`        // how many pass before
	Status     int           `json:"status"`      // 500, 502, 429 …; zero loses the connection
	RetryAfter int           `json:"retry_after"` // seconds, with 429; one when zero
	When       Moment        `json:"when"`
	Delay      time.Duration `json:"delay"` // of the simulated clock, before the fault answers
}

// errConnection is what a lost connection looks like in memory.
var errConnection = errors.New("simulator: connection reset by peer")

// Fail switches a fault on. Several may be on; for a request the first that
// fits strikes.
func (t *Telegram) Fail(f Fault) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f.Times = max(f.Times, 1)
	t.faults = append(t.faults, f)
}

// Heal switches all faults off.
func (t *Telegram) Heal() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.faults = nil
}

func (f Fault) fits(method string) bool {
	return f.Method == method || f.Method == "" && method != "getUpdates"
}

// takeFault returns the fault that strikes a request, used up by one.
func (t *Telegram) takeFault(method string) (Fault, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range t.faults {
		f := &t.faults[i]
		if !f.fits(method) {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			return Fault{}, false
		}
		struck := *f
		if f.Times--; f.Times == 0 {
			t.faults = append(t.faults[:i:i], t.faults[i+1:]...)
		}
		return struck, true
	}
	return Fault{}, false
}

// nextUnwritten tells whether the next request of a method is to fail before it
// is written.
func (t *Telegram) nextUnwritten(method string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, f := range t.faults {
		if f.fits(method) {
			return f.When == BeforeWrite && f.Skip == 0
		}
	}
	return false
}

func (t *Telegram) faultAnswer(ctx context.Context, f Fault) *answer {
	if f.Delay > 0 {
		t.waitUntil(ctx, t.now().Add(f.Delay))
	}
	switch f.Status {
	case 0:
		return nil
	case http.StatusTooManyRequests:
		return failed(tooManyRequests(max(f.RetryAfter, 1)))
	case http.StatusBadGateway:
		// What a proxy in front of Telegram says is not JSON.
		return &answer{status: f.Status, mime: "text/html", body: []byte("<html><h1>502 Bad Gateway</h1></html>")}
	}
	return failed(plain(f.Status))
}
