package demo

import (
	"embed"
	"io/fs"
	"net/http"
)

//go:embed page
var pageFiles embed.FS

// An Intro is the page's banner: what to try first. It is served by the
// simulator's control API at /control/intro.
type Intro struct {
	Title string `json:"title"`
	Steps []Step `json:"steps"`
}

// A Step is one thing to try. Where it names a person, a button sits the
// visitor in as him, in the chat (0: his private one), with the sentence ready
// to send.
type Step struct {
	Text   string `json:"text"`
	Person int64  `json:"person,omitempty"`
	Chat   int64  `json:"chat,omitempty"`
	Say    string `json:"say,omitempty"`
}

// Page serves the chat page. It belongs at the root of the server that also
// serves the simulator's control API under /control/, which is all it talks to:
// its policy forbids the browser any other request.
func Page() http.Handler {
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic("demo: " + err.Error()) // the folder is embedded above
	}
	server := http.FileServerFS(files)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; connect-src 'self'; img-src 'self' data:; "+
			"script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-cache") // embedded files have no date to compare
		server.ServeHTTP(w, r)
	})
}
