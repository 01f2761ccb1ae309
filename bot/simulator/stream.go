package simulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
)

// serveEvents answers with all that happened after an event, waiting a while
// where there is nothing, or streams it for ever.
func (t *Telegram) serveEvents(w http.ResponseWriter, r *http.Request) {
	q := queryValues(r.URL.Query())
	after := q.number("after")
	if strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
		t.streamEvents(w, r, after)
		return
	}
	timer := time.NewTimer(time.Duration(min(q.number("wait"), 60)) * time.Second)
	defer timer.Stop()
	for {
		changed := t.Changed()
		events := t.History(after)
		if len(events) > 0 || q.number("wait") == 0 {
			reply(w, orEmpty(events), nil)
			return
		}
		select {
		case <-changed:
		case <-timer.C:
			reply(w, []Event{}, nil)
			return
		case <-t.closed:
			reply(w, []Event{}, nil)
			return
		case <-r.Context().Done():
			return
		}
	}
}

// streamEvents writes server-sent events. A browser that comes back says in
// Last-Event-ID where it was.
func (t *Telegram) streamEvents(w http.ResponseWriter, r *http.Request, after int64) {
	if last := r.Header.Get("Last-Event-ID"); last != "" {
		_, _ = fmt.Sscan(last, &after) // from the query where it is none
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	flush := http.NewResponseController(w)
	for {
		changed := t.Changed()
		for _, e := range t.History(after) {
			if writeEvent(w, e) != nil {
				return
			}
			after = e.Seq
		}
		if flush.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-t.closed:
			return
		case <-r.Context().Done():
			return
		}
	}
}

func writeEvent(w io.Writer, e Event) error {
	body, err := json.Marshal(e)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "id: %d\ndata: %s\n\n", e.Seq, body)
	return err
}

// serveContent gives what a file holds. Whatever people send is never run by
// the page's origin: only pictures are shown, all else is downloaded.
func (t *Telegram) serveContent(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("id")
	t.mu.Lock()
	f, ok := t.files[id]
	t.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	kind := "application/octet-stream"
	disposition := mime.FormatMediaType("attachment", map[string]string{"filename": f.Name})
	if detected := http.DetectContentType(f.data); strings.HasPrefix(detected, "image/") {
		kind, disposition = detected, "inline"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", disposition)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	_, _ = w.Write(f.data) // the browser has gone
}

// takeContent lets a person send the request's body as a file.
func (t *Telegram) takeContent(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if err != nil {
		reply(w, nil, fmt.Errorf("read the file: %w", err))
		return
	}
	if len(data) == 0 {
		reply(w, nil, errors.New("read the file: it is empty"))
		return
	}
	q := queryValues(r.URL.Query())
	var id int
	if q.text("kind") == "photo" {
		id, err = t.SendPhoto(q.number("person"), q.number("chat"), data, q.text("caption"))
	} else {
		id, err = t.SendFile(q.number("person"), q.number("chat"), q.text("name"), "", data, q.text("caption"))
	}
	reply(w, map[string]int{"message": id}, err)
}
