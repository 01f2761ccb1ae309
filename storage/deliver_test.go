package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"
)

func message(chat int64, kind MessageKind, deed string) Message {
	return Message{Deed: deed, Chat: chat, Kind: kind, Text: deed}
}

// enqueue queues messages and returns their ids.
func enqueue(t *testing.T, s *Store, ms ...Message) []OutboxID {
	t.Helper()
	var ids []OutboxID
	write(t, s, func(tx *Tx) error {
		for _, m := range ms {
			id, err := tx.Enqueue(m)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	return ids
}

// takeAll takes all that waits.
func takeAll(t *testing.T, s *Store) []Outgoing {
	t.Helper()
	var os []Outgoing
	write(t, s, func(tx *Tx) error {
		ds, err := tx.Waiting(0, 100)
		for _, d := range ds {
			o, err := tx.Take(d)
			if err != nil {
				return err
			}
			os = append(os, o)
		}
		return err
	})
	return os
}

func TestReceiveKnowsARepeat(t *testing.T) {
	s, now := openTest(t)
	receive := func(id int64) (key string, repeat bool) {
		t.Helper()
		write(t, s, func(tx *Tx) (err error) {
			key, repeat, err = tx.Receive(id, json.RawMessage(`{}`))
			return err
		})
		return key, repeat
	}
	steps := []struct {
		id     int64
		after  time.Duration
		key    string
		repeat bool
	}{
		{8812, 0, "update 8812", false},
		{8812, time.Hour, "", true},
		{8811, 0, "update 8811", false}, // lower than the last: not a repeat
		{8812, 24 * time.Hour, "", true},
		{8812, 48 * time.Hour, "update 8812.3", false}, // the ids have restarted
		{8812, time.Hour, "", true},
	}
	for i, st := range steps {
		*now = now.Add(st.after)
		if key, repeat := receive(st.id); key != st.key || repeat != st.repeat {
			t.Errorf("step %d: key %q repeat %v, want %q %v", i, key, repeat, st.key, st.repeat)
		}
	}
}

func TestSetAsideIsARepeatToo(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		if err := tx.SetAside(5, json.RawMessage(`{"update_id":5}`), "panic"); err != nil {
			return err
		}
		_, repeat, err := tx.Receive(5, json.RawMessage(`{}`))
		if !repeat {
			t.Error("received again")
		}
		us, err2 := tx.Aside(10)
		if len(us) != 1 || us[0].ID != 5 || us[0].Why != "panic" {
			t.Errorf("aside: %+v", us)
		}
		return errors.Join(err, err2)
	})
}

// A crash finds messages being sent: what may be repeated is, a new message is
// counted, an answer to a press is of no use any more.
func TestResumeSending(t *testing.T) {
	s, _ := openTest(t)
	ids := enqueue(t, s, message(1, TextMessage, "before"))
	takeAll(t, s)
	write(t, s, func(tx *Tx) error { return tx.Sent(ids[0], 77) })
	edit := message(1, EditMessage, "edit")
	edit.Target = ids[0]
	enqueue(t, s, edit, message(1, ReactionMessage, "reaction"), message(1, AnswerMessage, "answer"),
		message(1, TextMessage, "text"), message(1, PhotoMessage, "photo"), message(1, DocumentMessage, "document"),
		message(1, VideoMessage, "video"))
	if took := takeAll(t, s); len(took) != 7 || took[0].TargetMessage != 77 || took[0].TargetKind != TextMessage {
		t.Fatalf("took %+v", took)
	}
	write(t, s, func(tx *Tx) error {
		n, err := tx.ResumeSending()
		if err != nil || n != 4 {
			t.Errorf("%d in doubt, %v; want 4", n, err)
		}
		traffic, err := tx.Traffic()
		if traffic != (Traffic{Queued: 6, Doubled: 4}) {
			t.Errorf("traffic %+v", traffic)
		}
		return err
	})
	if took := takeAll(t, s); len(took) != 6 || took[0].Attempts != 2 {
		t.Errorf("took again %+v", took)
	}
}

func TestMoveChatTakesAllAlong(t *testing.T) {
	s, _ := openTest(t)
	asked := message(-5, TextMessage, "asked")
	asked.Buttons = [][]Button{{{Label: "好", Verb: "ok"}}}
	ids := enqueue(t, s, asked, message(-5, TextMessage, "waits"))
	var due []Due
	write(t, s, func(tx *Tx) (err error) {
		if due, err = tx.Waiting(0, 10); err != nil {
			return err
		}
		return tx.MoveChat(-5, -1005)
	})
	enqueue(t, s, message(-5, TextMessage, "later"))
	write(t, s, func(tx *Tx) error {
		if _, err := tx.Take(due[0]); !errors.Is(err, ErrMoved) {
			t.Errorf("take from the old chat: %v", err)
		}
		d, err := tx.StillWaiting(ids[0])
		if err != nil {
			return err
		}
		o, err := tx.Take(d)
		if err != nil || o.Message.Chat != -1005 {
			t.Errorf("take: chat %d, %v", o.Message.Chat, err)
		}
		if _, err := tx.Take(d); !errors.Is(err, ErrNotFound) {
			t.Errorf("take twice: %v", err)
		}
		if _, err := tx.Press(-1005, o.Message.Buttons[0][0].ID); err != nil {
			t.Errorf("button in the new chat: %v", err)
		}
		return nil
	})
	for _, o := range takeAll(t, s) {
		if o.Message.Chat != -1005 {
			t.Errorf("%s goes to %d", o.Message.Deed, o.Message.Chat)
		}
	}
}

func TestReachability(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		for i, want := range []bool{true, false} {
			if first, err := tx.SetUnreachable(9, "blocked"); first != want || err != nil {
				t.Errorf("time %d: new %v, %v", i, first, err)
			}
		}
		if cs, err := tx.UnreachableChats(); len(cs) != 1 || cs[0].Reason != "blocked" || err != nil {
			t.Errorf("unreachable: %+v, %v", cs, err)
		}
		if err := tx.HeardFrom(9, ""); err != nil {
			return err
		}
		c, err := tx.Chat(9)
		if !c.Unreachable.IsZero() || c.Reason != "" {
			t.Errorf("after a word: %+v", c)
		}
		first, err2 := tx.SetUnreachable(9, "blocked")
		if !first {
			t.Error("the second time is not told")
		}
		return errors.Join(err, err2)
	})
}

func TestDropBlobsKeepsWhatIsNeeded(t *testing.T) {
	s, now := openTest(t)
	var needed, sent, fresh BlobID
	add := func(id *BlobID) func(*Tx) error {
		return func(tx *Tx) (err error) {
			*id, err = tx.AddBlob(Blob{Name: "a", Data: []byte("x")})
			return err
		}
	}
	write(t, s, add(&needed))
	write(t, s, add(&sent))
	var ids []OutboxID
	for _, b := range []BlobID{needed, sent} {
		m := message(1, DocumentMessage, fmt.Sprint("file ", b))
		m.Blob = b
		ids = append(ids, enqueue(t, s, m)...)
	}
	write(t, s, func(tx *Tx) error { return tx.Sent(ids[1], 5) })
	*now = now.Add(48 * time.Hour)
	write(t, s, add(&fresh))
	write(t, s, func(tx *Tx) error {
		n, err := tx.DropBlobs(tx.Now().Add(-24 * time.Hour))
		if n != 1 || err != nil {
			t.Errorf("dropped %d, %v", n, err)
		}
		for id, want := range map[BlobID]bool{needed: true, sent: false, fresh: true} {
			if _, err := tx.Blob(id); (err == nil) != want {
				t.Errorf("blob %d kept: %v, want %v", id, err, want)
			}
		}
		return nil
	})
}

func TestDropBlobsKeepsWhatIsAttached(t *testing.T) {
	s, now := openTest(t)
	var project ProjectID
	write(t, s, func(tx *Tx) error {
		project = makeDistrict(t, tx).own
		return nil
	})
	ids := map[string]FileID{}
	for _, file := range []string{"attached", "imported"} {
		write(t, s, func(tx *Tx) (err error) {
			ids[file], err = tx.WantFile(WantedFile{FileID: file, Name: "a.pdf", Follow: json.RawMessage(`{}`)})
			return err
		})
	}
	write(t, s, func(tx *Tx) error {
		for _, file := range []string{"attached", "imported"} {
			blob, err := tx.AddBlob(Blob{Name: file, Data: []byte("x")})
			if err != nil {
				return err
			}
			if _, err := tx.FileGot(ids[file], blob); err != nil {
				return err
			}
		}
		_, err := tx.Apply(Act{
			Source: "test", Subjects: []Subject{{ProjectSubject, int64(project)}},
			Body: FileAttached{FileID: "attached", Form: DocumentForm},
		})
		return err
	})
	*now = now.Add(48 * time.Hour)
	write(t, s, func(tx *Tx) error {
		n, err := tx.DropBlobs(tx.Now().Add(-24 * time.Hour))
		if n != 1 || err != nil {
			t.Errorf("dropped %d, %v, want the one that no project keeps", n, err)
		}
		files, err := tx.Attachments(project)
		if err != nil || len(files) != 1 || files[0].Blob == 0 {
			t.Fatalf("attached %+v, %v", files, err)
		}
		_, err = tx.Blob(files[0].Blob)
		return err
	})
}

func TestWantedFileWaits(t *testing.T) {
	s, now := openTest(t)
	write(t, s, func(tx *Tx) error {
		id, err := tx.WantFile(WantedFile{FileID: "F", Name: "a.xlsx", Follow: json.RawMessage(`{}`)})
		if err != nil {
			return err
		}
		f, _, err := tx.NextFile()
		if err != nil || f.ID != id || f.FileID != "F" {
			t.Errorf("next %+v, %v", f, err)
		}
		return tx.FileLater(id, tx.Now().Add(time.Minute), "no answer")
	})
	write(t, s, func(tx *Tx) error {
		if _, at, err := tx.NextFile(); !errors.Is(err, ErrNotFound) || !at.Equal(now.Add(time.Minute)) {
			t.Errorf("next at %v, %v", at, err)
		}
		return nil
	})
	*now = now.Add(2 * time.Minute)
	write(t, s, func(tx *Tx) error {
		f, _, err := tx.NextFile()
		if err != nil || f.Attempts != 1 {
			return fmt.Errorf("next %+v: %w", f, err)
		}
		for i, want := range []bool{true, false} {
			if first, err := tx.FileFailed(f.ID, "gone"); first != want || err != nil {
				t.Errorf("time %d: new %v, %v", i, first, err)
			}
		}
		if first, _ := tx.FileGot(f.ID, 0); first {
			t.Error("a file given up was got")
		}
		if _, at, err := tx.NextFile(); !errors.Is(err, ErrNotFound) || !at.IsZero() {
			t.Errorf("nothing is wanted: %v, %v", at, err)
		}
		return nil
	})
}

func TestAttemptTakesBackItsOwn(t *testing.T) {
	s, _ := openTest(t)
	bad := errors.New("bad")
	write(t, s, func(tx *Tx) error {
		if err := tx.SetMark("before", "1"); err != nil {
			return err
		}
		if err := tx.Attempt(func() error { return errors.Join(tx.SetMark("within", "1"), bad) }); !errors.Is(err, bad) {
			t.Errorf("attempt: %v", err)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic did not pass")
				}
			}()
			_ = tx.Attempt(func() error {
				if err := tx.SetMark("panicked", "1"); err != nil {
					t.Error(err)
				}
				panic("x")
			})
		}()
		if err := tx.Attempt(func() error { return tx.SetMark("good", "1") }); err != nil {
			return err
		}
		for name, want := range map[string]bool{"before": true, "within": false, "panicked": false, "good": true} {
			if _, err := tx.Mark(name); (err == nil) != want {
				t.Errorf("mark %s kept: %v, want %v", name, err, want)
			}
		}
		return nil
	})
}

func TestTroubleOfLongAgoIsNotLately(t *testing.T) {
	s, now := openTest(t)
	ids := enqueue(t, s, message(1, TextMessage, "lost"))
	write(t, s, func(tx *Tx) error {
		if err := tx.SetAside(8, nil, "broken"); err != nil {
			return err
		}
		return tx.FailMessage(ids[0], "blocked")
	})
	for _, c := range []struct {
		after time.Duration
		want  Traffic
	}{
		{0, Traffic{Failed: 1, FailedLately: 1, Aside: 1, AsideLately: 1}},
		{8 * 24 * time.Hour, Traffic{Failed: 1, Aside: 1}},
	} {
		*now = now.Add(c.after)
		write(t, s, func(tx *Tx) error {
			traffic, err := tx.Traffic()
			if traffic != c.want {
				t.Errorf("after %v: %+v, want %+v", c.after, traffic, c.want)
			}
			return err
		})
	}
}
