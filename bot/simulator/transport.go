package simulator

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
)

// Transport returns the same Telegram without sockets: each request is
// answered in its caller's goroutine, so that a testing/synctest bubble sees
// all that waits; there the Telegram itself is to be made inside the bubble. It
// calls the httptrace hooks that tell a written request
// from one that never was.
func (t *Telegram) Transport() http.RoundTripper { return transport{t} }

type transport struct{ telegram *Telegram }

func (m transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		defer r.Body.Close()
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	if m.unwritten(r) {
		return nil, errConnection
	}
	// The body is written before anything can be answered.
	sent, err := readWhole(r)
	if trace := httptrace.ContextClientTrace(r.Context()); trace != nil && trace.WroteRequest != nil {
		trace.WroteRequest(httptrace.WroteRequestInfo{Err: err})
	}
	if err != nil {
		return nil, err
	}
	a := m.telegram.serve(sent)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	if a == nil {
		return nil, errConnection
	}
	return a.response(r), nil
}

// unwritten uses up a fault that strikes before the request is written.
func (m transport) unwritten(r *http.Request) bool {
	name := "download"
	if !strings.HasPrefix(r.URL.Path, "/file/") {
		name = m.telegram.methodName(r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:])
	}
	if !m.telegram.nextUnwritten(name) {
		return false
	}
	_, _ = m.telegram.takeFault(name)
	return true
}

// readWhole returns the request as the server has it.
func readWhole(r *http.Request) (*http.Request, error) {
	sent := r.Clone(r.Context())
	if r.Body == nil {
		return sent, nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	sent.Body = io.NopCloser(bytes.NewReader(body))
	return sent, nil
}

func (a *answer) response(r *http.Request) *http.Response {
	return &http.Response{
		Status:        http.StatusText(a.status),
		StatusCode:    a.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        http.Header{"Content-Type": {a.mime}},
		Body:          io.NopCloser(bytes.NewReader(a.body)),
		ContentLength: int64(len(a.body)),
		Request:       r,
	}
}
