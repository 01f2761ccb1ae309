package telegram

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"shuangzhou/bot/simulator"
	"shuangzhou/storage"
)

// wanting is a handler that asks for every file and says what became of it.
func wanting(tx *storage.Tx, u Update) error {
	said := ""
	switch u.Kind {
	case Media:
		if err := Want(tx, u, u.Files[0]); err != nil {
			return err
		}
		said = "fetching " + u.Text
	case Followup:
		if u.Text == "panic" {
			panic("in the follow-up")
		}
		if u.Failed != "" {
			said = u.Text + " " + u.Failed
			break
		}
		b, err := tx.Blob(u.Files[0].Blob)
		if err != nil {
			return err
		}
		said = fmt.Sprintf("got %s for %s: %d bytes", b.Name, u.Text, len(b.Data))
	}
	_, err := tx.Enqueue(storage.Message{Deed: "re/" + u.Key, Chat: u.Chat.ID, Kind: storage.TextMessage, Text: said})
	return err
}

func TestFilesIn(t *testing.T) {
	small, big := []byte("PK small"), make([]byte, MaxFile+1)
	tests := []struct {
		name   string
		data   []byte
		text   string
		faults []simulator.Fault
		want   string
	}{
		{"at once", small, "台账", nil, "got a.xlsx for 台账: 8 bytes"},
		{"too big is not asked for", big, "台账", []simulator.Fault{{Method: "getFile", Status: 500, Times: 99}}, "台账 too big"},
		{"gone", small, "台账", []simulator.Fault{{Method: "getFile", Status: 400}}, "台账 unavailable"},
		{"found late", small, "台账", []simulator.Fault{{Method: "getFile", Status: 500, Times: 3}}, "got a.xlsx for 台账: 8 bytes"},
		{"downloaded late", small, "台账", []simulator.Fault{
			{Method: "download", Status: 500}, {Method: "download", When: simulator.BeforeEffect}, {Method: "download", Status: 404},
		}, "got a.xlsx for 台账: 8 bytes"},
		{"never", small, "台账", []simulator.Fault{{Method: "download", Status: 500, Times: 99}}, "台账 unavailable"},
		{"the follow-up panics", small, "panic", nil, "sorry"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.handler.handle = wanting
				for _, f := range tt.faults {
					w.tg.Fail(f)
				}
				if _, err := w.tg.SendFile(zhang, zhang, "a.xlsx", "", tt.data, tt.text); err != nil {
					t.Fatal(err)
				}
				w.after(10 * time.Second)
				w.restart()
				w.after(2 * time.Hour)
				w.wantHeard(zhang, "fetching "+tt.text, tt.want)
				if s := w.status(); s.Files != 0 || s.Queued != 0 || (s.Aside == 1) != (tt.want == "sorry") {
					t.Errorf("status %+v", s)
				}
				if strings.Contains(w.logged.String(), w.tg.Token()) {
					t.Error("token in the log")
				}
			})
		})
	}
}

// Many files at once, the network gone in the middle, and the program killed.
func TestEachFileFollowsOnce(t *testing.T) {
	inWorld(t, func(w *world) {
		w.handler.handle = wanting
		var want []string
		for i := range 9 {
			if _, err := w.tg.SendFile(zhang, zhang, fmt.Sprintf("%d.txt", i), "", bytes.Repeat([]byte("x"), i+1), fmt.Sprint("件", i)); err != nil {
				t.Fatal(err)
			}
			want = append(want, fmt.Sprint("fetching 件", i), fmt.Sprintf("got %d.txt for 件%d: %d bytes", i, i, i+1))
			if i%3 == 0 {
				w.tg.Fail(simulator.Fault{Method: "download", When: simulator.AfterEffect})
			}
			if i%4 == 3 {
				w.restart()
			}
		}
		w.after(time.Hour)
		got := w.heard(zhang)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	})
}
