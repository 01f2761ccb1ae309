package demo

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func TestPageServesItsFiles(t *testing.T) {
	for path, kind := range map[string]string{
		"/":         "text/html; charset=utf-8",
		"/page.css": "text/css; charset=utf-8",
		"/page.js":  "text/javascript; charset=utf-8",
	} {
		w := httptest.NewRecorder()
		Page().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != kind {
			t.Errorf("%s: %d %s", path, w.Code, w.Header().Get("Content-Type"))
		}
		if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("%s: policy %q", path, policy)
		}
	}
}

// TestPageKeepsToItself holds that no file asks another server for anything and
// that what people write cannot become markup.
func TestPageKeepsToItself(t *testing.T) {
	forbidden := regexp.MustCompile(`(src|href)="(https?:)?//|url\(|@import|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(`)
	err := fs.WalkDir(pageFiles, "page", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(pageFiles, path)
		if err != nil {
			return err
		}
		if found := forbidden.FindString(string(text)); found != "" {
			t.Errorf("%s has %q", path, found)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
