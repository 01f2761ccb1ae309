package telegram

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"shuangzhou/storage"
)

// Over real sockets: what may have arrived is told from what cannot have.
func TestWrittenOrNot(t *testing.T) {
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	tests := []struct {
		name   string
		server http.HandlerFunc // nil: nobody listens
		want   outcome
	}{
		{"nobody listens", nil, unsent},
		{"read and cut", func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			panic(http.ErrAbortHandler)
		}, doubtful},
		{"answered", answer(200, `{"ok":true,"result":{"message_id":5,"date":1,"chat":{"id":1,"type":"private"}}}`), delivered},
		{"an answer of a new form", answer(200, `{"ok":true,"result":{"message_id":5,"chat":7}}`), delivered},
		{"200 cut in the middle", func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.Header().Set("Content-Length", "1000")
			_, _ = io.WriteString(w, `{"ok":true,`)
		}, delivered},
		{"500", answer(500, `{"ok":false,"error_code":500,"description":"Internal Server Error"}`), doubtful},
		{"502", answer(502, `<html>`), doubtful},
		{"403", answer(403, `{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}`), unreachable},
		{"429 without parameters", answer(429, `busy`), slower},
		{"400", answer(400, `{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}`), failing},
		{"moved", answer(400, `{"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded","parameters":{"migrate_to_chat_id":-1001}}`), moved},
		{"not modified", answer(400, `{"ok":false,"error_code":400,"description":"Bad Request: message is not modified: x"}`), delivered},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			address := "http://" + closedPort(t)
			if tt.server != nil {
				s := httptest.NewServer(tt.server)
				defer s.Close()
				address = s.URL
			}
			transport := &http.Transport{}
			defer transport.CloseIdleConnections()
			b, err := New(Options{Token: "42:secret", ServerURL: address, Client: &http.Client{Transport: transport}})
			if err != nil {
				t.Fatal(err)
			}
			d := b.deliver(context.Background(), storage.Outgoing{Message: storage.Message{Chat: 1, Kind: storage.TextMessage, Text: "你好"}})
			if d.verdict.outcome != tt.want {
				t.Errorf("outcome %d, want %d: %+v", d.verdict.outcome, tt.want, d.verdict)
			}
			if strings.Contains(d.verdict.why, "secret") || strings.Contains(d.verdict.why, "你好") {
				t.Errorf("reason %q", d.verdict.why)
			}
		})
	}
}

// closedPort returns an address at which nobody listens.
func closedPort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestTokenStaysOutOfErrors(t *testing.T) {
	b, err := New(Options{Token: "42:secret", ServerURL: "http://" + closedPort(t), Client: &http.Client{}})
	if err != nil {
		t.Fatal(err)
	}
	_, meErr := b.Me(context.Background())
	_, callErr := b.client.call(context.Background(), "getUpdates", nil)
	_, getErr := b.client.get(context.Background(), "/file/bot42:secret/x")
	for _, err := range []error{meErr, callErr, getErr, b.client.clean(errors.New("at /bot42:secret/x"))} {
		if err == nil || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "http:") {
			t.Errorf("error %v", err)
		}
	}
}

func TestOptionsAreChecked(t *testing.T) {
	for name, o := range map[string]Options{
		"no token":  {},
		"no secret": {Token: "1:x", Mode: ByWebhook},
		"bad proxy": {Token: "1:x", Proxy: "http://user:pass word@[::"},
	} {
		_, err := New(o)
		if err == nil || strings.Contains(err.Error(), "pass word") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
