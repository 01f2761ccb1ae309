package simulator_test

import (
	"context"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"shuangzhou/bot/simulator"
)

// send sends one message and returns the status (zero where the connection was
// lost) and whether the request had been written.
func send(t *testing.T, tg *simulator.Telegram) (status int, written bool) {
	t.Helper()
	trace := &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { written = true }}
	r, err := http.NewRequestWithContext(httptrace.WithClientTrace(context.Background(), trace),
		http.MethodPost, "http://telegram/bot1:test/sendMessage?chat_id=1&text=x", strings.NewReader(""))
	if err != nil {
		t.Fatal(err)
	}
	got, err := tg.Transport().RoundTrip(r)
	if err != nil {
		return 0, written
	}
	got.Body.Close()
	return got.StatusCode, written
}

func TestFaults(t *testing.T) {
	tests := []struct {
		name     string
		fault    simulator.Fault
		statuses []int
		written  bool // by the first request
		messages int
	}{
		{"500 before", simulator.Fault{Status: 500}, []int{500, 200}, true, 1},
		{"500 after", simulator.Fault{Status: 500, When: simulator.AfterEffect}, []int{500, 200}, true, 2},
		{"502 twice", simulator.Fault{Status: 502, Times: 2}, []int{502, 502, 200}, true, 1},
		{"429", simulator.Fault{Status: 429, RetryAfter: 9}, []int{429, 200}, true, 1},
		{"connection lost before", simulator.Fault{}, []int{0, 200}, true, 1},
		{"connection lost after", simulator.Fault{When: simulator.AfterEffect}, []int{0, 200}, true, 2},
		{"never written", simulator.Fault{When: simulator.BeforeWrite}, []int{0, 200}, false, 1},
		{"the second request", simulator.Fault{Status: 500, Skip: 1}, []int{200, 500, 200}, true, 2},
		{"never written, the second", simulator.Fault{When: simulator.BeforeWrite, Skip: 1}, []int{200, 0, 200}, true, 2},
		{"another method", simulator.Fault{Status: 500, Method: "getMe"}, []int{200}, true, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tg := newTelegram(t)
			tg.Fail(test.fault)
			for i, want := range test.statuses {
				got, written := send(t, tg)
				if got != want || i == 0 && written != test.written {
					t.Errorf("request %d: status %d, written %v; want %d, %v", i+1, got, written, want, test.written)
				}
			}
			if n := len(tg.Messages(1)); n != test.messages {
				t.Errorf("%d messages, want %d", n, test.messages)
			}
		})
	}
}

func TestFaultWaitsByTheSimulatedClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t, func(o *simulator.Options) { o.Now = time.Now })
		tg.Fail(simulator.Fault{Status: 500, Delay: time.Hour})
		began := time.Now()
		if status, _ := send(t, tg); status != 500 || time.Since(began) != time.Hour {
			t.Errorf("status %d after %v", status, time.Since(began))
		}
	})
}

func TestHealEndsFaults(t *testing.T) {
	tg := newTelegram(t)
	tg.Fail(simulator.Fault{Status: 500, Times: 100})
	tg.Heal()
	if status, _ := send(t, tg); status != 200 {
		t.Errorf("status %d", status)
	}
}
