package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	api "github.com/go-telegram/bot"
)

const (
	callTimeout   = 30 * time.Second
	uploadTimeout = 3 * time.Minute
	maxAnswer     = 32 << 20 // bytes of an answer; a poll of 100 long updates is below
)

// A client sends the library's requests and ours, and notes of each what the
// library does not tell. It logs nothing: a URL holds the token, a body
// people's words.
type client struct {
	http   *http.Client
	server string
	token  string
}

// An exchange is what became of one request.
type exchange struct {
	written bool // the whole request may have reached the server
	status  int  // 0: no answer
	body    []byte
}

type exchangeKey struct{}

// noted returns a context whose request is noted in the exchange.
func noted(ctx context.Context) (context.Context, *exchange) {
	x := &exchange{}
	return context.WithValue(ctx, exchangeKey{}, x), x
}

// Do is [http.Client.Do] with the answer's body read to its end.
func (c *client) Do(r *http.Request) (*http.Response, error) {
	x, _ := r.Context().Value(exchangeKey{}).(*exchange)
	if x == nil {
		return c.http.Do(r)
	}
	var wrote, refused atomic.Bool // the hook runs in the transport's goroutine
	trace := &httptrace.ClientTrace{WroteRequest: func(i httptrace.WroteRequestInfo) {
		wrote.Store(i.Err == nil)
		refused.Store(i.Err != nil)
	}}
	r = r.WithContext(httptrace.WithClientTrace(r.Context(), trace))
	sent := &readToEnd{ReadCloser: r.Body}
	if r.Body != nil {
		r.Body = sent
	}
	resp, err := c.http.Do(r)
	// A connection cut just after the last byte can end before the hook ran:
	// then the body's end, once read, says that the request may be there.
	x.written = wrote.Load() || sent.ended.Load() && !refused.Load()
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	x.status = resp.StatusCode
	x.body, err = io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", err)
	}
	resp.Body = io.NopCloser(bytes.NewReader(x.body))
	return resp, nil
}

// readToEnd notes that a request's body was read to its end.
type readToEnd struct {
	io.ReadCloser
	ended atomic.Bool
}

func (r *readToEnd) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	if err == io.EOF {
		r.ended.Store(true)
	}
	return n, err
}

// An apiAnswer is what every method returns.
type apiAnswer struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// A refusal is what Telegram says no with.
type refusal struct {
	code        int
	description string
}

func (r *refusal) Error() string { return fmt.Sprintf("%d %s", r.code, r.description) }

// Unwrap lets the library's errors be asked for.
func (r *refusal) Unwrap() error {
	switch r.code {
	case http.StatusUnauthorized:
		return api.ErrorUnauthorized
	case http.StatusConflict:
		return api.ErrorConflict
	case http.StatusTooManyRequests:
		return api.ErrorTooManyRequests
	}
	return nil
}

// call calls a method whose raw result we want: the library decodes the
// updates of a poll all at once, and fails at the first that it does not know.
func (c *client) call(ctx context.Context, method string, params any) (json.RawMessage, error) {
	body, err := json.Marshal(params)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", method, err)
	}
	return c.post(ctx, method, "application/json", body)
}

// upload calls a method with one file, which the fields name as
// attach://<name>.
func (c *client) upload(ctx context.Context, method string, fields map[string]string, name string, data []byte) error {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, k := range slices.Sorted(maps.Keys(fields)) {
		if err := form.WriteField(k, fields[k]); err != nil {
			return fmt.Errorf("encode %s: %w", method, err)
		}
	}
	file, err := form.CreateFormFile(name, name)
	if err == nil {
		_, err = file.Write(data)
	}
	if err := errors.Join(err, form.Close()); err != nil {
		return fmt.Errorf("encode %s: %w", method, err)
	}
	_, err = c.post(ctx, method, form.FormDataContentType(), body.Bytes())
	return err
}

// post sends a request and returns its raw result.
func (c *client) post(ctx context.Context, method, contentType string, body []byte) (json.RawMessage, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.server+"/bot"+c.token+"/"+method, bytes.NewReader(body))
	if err != nil {
		return nil, c.clean(err)
	}
	r.Header.Set("Content-Type", contentType)
	resp, err := c.Do(r)
	if err != nil {
		return nil, c.clean(err)
	}
	defer resp.Body.Close()
	answered, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, fmt.Errorf("%s: read answer: %w", method, c.clean(err))
	}
	var a apiAnswer
	if err := json.Unmarshal(answered, &a); err != nil {
		return nil, &refusal{code: resp.StatusCode, description: http.StatusText(resp.StatusCode)}
	}
	if !a.OK {
		return nil, &refusal{code: a.Code, description: a.Description}
	}
	return a.Result, nil
}

// clean takes the URL, which holds the token, out of an error.
func (c *client) clean(err error) error {
	var withURL *url.Error
	if errors.As(err, &withURL) {
		err = fmt.Errorf("%s: %w", strings.ToLower(withURL.Op), withURL.Err)
	}
	if strings.Contains(err.Error(), c.token) {
		return errors.New(strings.ReplaceAll(err.Error(), c.token, "***"))
	}
	return err
}
