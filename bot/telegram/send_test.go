package telegram

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"shuangzhou/bot/simulator"
	"shuangzhou/storage"
)

// Three messages to one chat; the second meets the fault.
func TestSendFaults(t *testing.T) {
	const (
		before = simulator.BeforeEffect
		after  = simulator.AfterEffect
		never  = simulator.BeforeWrite
	)
	tests := []struct {
		name    string
		fault   simulator.Fault
		said    string // which messages the chat shows
		doubled int    // counted as sent again in doubt
		failed  int
	}{
		{"429", simulator.Fault{Status: 429, RetryAfter: 7}, "0 1 2", 0, 0},
		{"429 again and again", simulator.Fault{Status: 429, RetryAfter: 3, Times: 9}, "0 1 2", 0, 0},
		{"500, nothing done", simulator.Fault{Status: 500, When: before}, "0 1 2", 1, 0},
		{"500, and yet done", simulator.Fault{Status: 500, When: after}, "0 1 1 2", 1, 0},
		{"502 of a proxy", simulator.Fault{Status: 502, When: before, Times: 3}, "0 1 2", 3, 0},
		{"502 of a proxy, and yet done", simulator.Fault{Status: 502, When: after}, "0 1 1 2", 1, 0},
		{"never written", simulator.Fault{When: never, Times: 5}, "0 1 2", 0, 0},
		{"cut before it was done", simulator.Fault{When: before}, "0 1 2", 1, 0},
		{"answer lost", simulator.Fault{When: after}, "0 1 1 2", 1, 0},
		{"answer lost twice", simulator.Fault{When: after, Times: 2}, "0 1 1 1 2", 2, 0},
		{"no answer in time", simulator.Fault{Status: 500, Delay: time.Hour}, "0 1 2", 1, 0},
		{"400", simulator.Fault{Status: 400}, "0 2", 0, 1},
		{"413", simulator.Fault{Status: 413}, "0 2", 0, 1},
		{"401", simulator.Fault{Status: 401, Times: 3}, "0 1 2", 0, 0},
		{"404", simulator.Fault{Status: 404, Times: 3}, "0 1 2", 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				tt.fault.Method, tt.fault.Skip = "sendMessage", 1
				w.tg.Fail(tt.fault)
				w.queue(text(zhang, 0), text(zhang, 1), text(zhang, 2))
				w.after(2 * time.Hour)
				var want []string
				for n := range strings.FieldsSeq(tt.said) {
					want = append(want, "message "+n)
				}
				w.wantHeard(zhang, want...)
				s := w.status()
				if s.Doubled != tt.doubled || s.Failed != tt.failed || s.Queued != 0 {
					t.Errorf("doubled %d failed %d queued %d, want %d %d 0", s.Doubled, s.Failed, s.Queued, tt.doubled, tt.failed)
				}
			})
		})
	}
}

// A sign on a message that is gone is no trouble: nobody misses it.
func TestReactionToWhatIsGone(t *testing.T) {
	inWorld(t, func(w *world) {
		w.queue(storage.Message{Deed: "react", Chat: zhang, Kind: storage.ReactionMessage, MessageID: 987654, Emoji: "👌"}, text(zhang, 0))
		w.after(time.Minute)
		w.wantHeard(zhang, "message 0")
		if s := w.status(); s.Failed != 0 || s.Queued != 0 {
			t.Errorf("failed %d queued %d", s.Failed, s.Queued)
		}
	})
}

// What may be repeated is repeated, and no doubt is counted.
func TestRepeatableFaults(t *testing.T) {
	for _, fault := range []simulator.Fault{
		{Status: 500}, {Status: 500, When: simulator.AfterEffect}, {When: simulator.AfterEffect}, {When: simulator.BeforeWrite}, {Status: 429},
	} {
		t.Run(fmt.Sprintf("%d %d", fault.Status, fault.When), func(t *testing.T) {
			inWorld(t, func(w *world) {
				ids := w.queue(text(zhang, 0))
				w.after(time.Second)
				for _, method := range []string{"editMessageText", "setMessageReaction"} {
					f := fault
					f.Method = method
					w.tg.Fail(f)
				}
				w.say(zhang, zhang, "好")
				w.after(time.Second)
				m := w.tg.Messages(zhang)
				w.queue(
					storage.Message{Deed: "edit", Chat: zhang, Kind: storage.EditMessage, Target: ids[0], Text: "<b>changed</b>"},
					storage.Message{Deed: "react", Chat: zhang, Kind: storage.ReactionMessage, MessageID: int64(m[1].ID), Emoji: "👍"})
				w.after(5 * time.Minute)
				m = w.tg.Messages(zhang)
				if m[0].Text != "changed" || len(m[1].Reactions) != 1 {
					t.Errorf("chat shows %+v", m)
				}
				if s := w.status(); s.Doubled != 0 || s.Failed != 0 || s.Queued != 0 {
					t.Errorf("status %+v", s)
				}
			})
		})
	}
}

func TestBlockedIsToldOnce(t *testing.T) {
	inWorld(t, func(w *world) {
		w.tg.Block(zhang)
		w.after(time.Second)
		w.queue(text(zhang, 0), text(zhang, 1), text(zhang, 2), text(li, 0))
		w.after(10 * time.Second)
		w.queue(text(zhang, 3))
		w.after(10 * time.Second)
		if !slices.Equal(w.handler.unreachable, []int64{zhang}) {
			t.Errorf("unreachable said of %v", w.handler.unreachable)
		}
		w.wantHeard(li, "message 0")
		w.wantHeard(wang, "unreachable: Forbidden: bot was blocked by the user")
		if s := w.status(); s.Failed != 4 || s.Queued != 0 {
			t.Errorf("status %+v", s)
		}
		if err := w.tg.Start(zhang, ""); err != nil {
			t.Fatal(err)
		}
		w.after(10 * time.Second)
		w.write(func(tx *storage.Tx) error {
			c, err := tx.Chat(zhang)
			if !c.Unreachable.IsZero() {
				t.Errorf("still unreachable: %+v", c)
			}
			return err
		})
		w.queue(text(zhang, 4))
		w.after(10 * time.Second)
		w.wantHeard(zhang, "re: /start", "message 4")
		w.tg.Block(zhang)
		w.queue(text(zhang, 5))
		w.after(10 * time.Second)
		if len(w.handler.unreachable) != 2 {
			t.Errorf("a second time not said: %v", w.handler.unreachable)
		}
	})
}

func TestMigrationIsFollowed(t *testing.T) {
	tests := []struct {
		name    string
		prepare func(w *world) // just before the group moves
	}{
		{"an update tells it first", func(*world) {}},
		{"a refusal tells it first", func(w *world) {
			w.tg.Fail(simulator.Fault{Method: "getUpdates", When: simulator.BeforeWrite, Times: 1000})
			w.say(zhang, zhang, "醒醒") // ends the poll under way
			w.after(time.Second)
		}},
		{"while messages wait", func(w *world) {
			w.tg.Fail(simulator.Fault{Method: "sendMessage", Status: 429, RetryAfter: 30})
			w.queue(text(group, 1), text(group, 2))
			w.after(time.Second)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.queue(text(group, 0))
				w.after(10 * time.Second)
				tt.prepare(w)
				to := w.tg.Migrate(group)
				w.queue(text(group, 1), text(group, 2), text(group, 3))
				w.after(5 * time.Minute)
				w.queue(text(group, 4))
				w.after(5 * time.Minute)
				w.wantHeard(to, "message 1", "message 2", "message 3", "message 4")
				if s := w.status(); s.Failed != 0 || s.Queued != 0 || s.Doubled != 0 {
					t.Errorf("status %+v", s)
				}
			})
		})
	}
}

// A crash between the commit that takes a message and the one that records it.
func TestRestartWithMessagesBeingSent(t *testing.T) {
	inWorld(t, func(w *world) {
		ids := w.queue(text(li, 0))
		w.after(time.Second)
		w.halt()
		w.queue(text(zhang, 0), text(zhang, 1),
			storage.Message{Deed: "edit", Chat: li, Kind: storage.EditMessage, Target: ids[0], Text: "changed"},
			storage.Message{Deed: "answer", Chat: li, Kind: storage.AnswerMessage, Callback: "1"})
		w.write(func(tx *storage.Tx) error {
			ds, err := tx.Waiting(0, 10)
			for _, d := range ds {
				if d.ID%2 == 0 || d.Kind != storage.TextMessage { // the first text, the edit, the answer
					if _, err := tx.Take(d); err != nil {
						return err
					}
				}
			}
			return err
		})
		w.run()
		w.after(time.Minute)
		w.wantHeard(zhang, "message 0", "message 1")
		if m := w.tg.Messages(li); m[0].Text != "changed" {
			t.Errorf("not changed: %q", m[0].Text)
		}
		if s := w.status(); s.Doubled != 1 || s.Failed != 0 || s.Queued != 0 || w.tg.Calls()["answerCallbackQuery"] != 0 {
			t.Errorf("status %+v", s)
		}
	})
}

// Shutting down lets the request under way end and records it.
func TestEndWaitsForRequestsUnderWay(t *testing.T) {
	inWorld(t, func(w *world) {
		w.tg.Fail(simulator.Fault{Method: "sendMessage", Status: 429, Delay: 5 * time.Second})
		w.queue(text(zhang, 0), text(zhang, 1))
		w.after(time.Second)
		w.restart()
		w.after(time.Minute)
		w.wantHeard(zhang, "message 0", "message 1")
		if s := w.status(); s.Doubled != 0 {
			t.Errorf("doubled: %+v", s)
		}
		// One that does not end in time is in doubt.
		w.tg.Fail(simulator.Fault{Method: "sendMessage", Status: 500, Delay: time.Hour})
		w.queue(text(zhang, 2))
		w.after(time.Second)
		began := time.Now()
		w.restart()
		if took := time.Since(began); took != 15*time.Second {
			t.Errorf("the end took %v, want the grace of 15 s", took)
		}
		w.after(time.Minute)
		w.wantHeard(zhang, "message 0", "message 1", "message 2")
		if s := w.status(); s.Doubled != 1 || s.Queued != 0 {
			t.Errorf("status %+v", s)
		}
	})
}

func TestResultsWaitWhileTheDatabaseRefuses(t *testing.T) {
	inWorld(t, func(w *world) {
		w.sql(`CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN NEW.state = 'sent' BEGIN SELECT RAISE(ABORT, 'disk full'); END`)
		w.queue(text(zhang, 0), text(zhang, 1))
		w.after(time.Minute)
		w.wantHeard(zhang, "message 0")
		w.sql(`DROP TRIGGER full`)
		w.after(time.Minute)
		w.wantHeard(zhang, "message 0", "message 1")
		if s := w.status(); s.Doubled != 0 || s.Queued != 0 {
			t.Errorf("status %+v", s)
		}
	})
}

// Telegram, counting strictly, never has to say 429.
func TestLimitsAreHeld(t *testing.T) {
	inWorld(t, func(w *world) {
		people := 120
		if testing.Short() {
			people = 30
		}
		var ms []storage.Message
		for p := range int64(people) {
			w.tg.AddPerson(simulator.Person{ID: 5000 + p, FirstName: "某"})
			w.tg.Greet(5000 + p)
		}
		for n := range 6 {
			for p := range int64(people) {
				ms = append(ms, text(5000+p, n))
			}
		}
		for n := range 50 {
			ms = append(ms, text(group, n))
		}
		began := time.Now()
		w.queue(ms...)
		w.after(10 * time.Minute)
		if strings.Contains(w.logged.String(), "Too Many Requests") {
			t.Error("Telegram had to refuse")
		}
		var last time.Time
		for _, e := range w.tg.Events(0) {
			if e.Chat != group {
				last = e.At
			}
		}
		if took, least := last.Sub(began), time.Second*time.Duration(people)*6/30; took > least*11/10 {
			t.Errorf("%d messages took %v, the limit allows %v", people*6, took, least)
		}
		for p := range int64(people) {
			w.wantHeard(5000+p, "message 0", "message 1", "message 2", "message 3", "message 4", "message 5")
		}
		if got := len(w.heard(group)); got != 50 {
			t.Errorf("group has %d messages", got)
		}
	})
}

// Latency must not slow the sending down below the limit.
func TestSlowAnswersDoNotHalveTheRate(t *testing.T) {
	inWorld(t, func(w *world) {
		const people = 300
		var ms []storage.Message
		for p := range int64(people) {
			w.tg.AddPerson(simulator.Person{ID: 5000 + p, FirstName: "某"})
			w.tg.Greet(5000 + p)
			ms = append(ms, text(5000+p, 0))
		}
		began := time.Now()
		w.queue(ms...)
		w.after(time.Minute)
		var last time.Time
		for _, e := range w.tg.Events(0) {
			last = e.At
		}
		if took := last.Sub(began); took > 12*time.Second {
			t.Errorf("%d messages took %v", people, took)
		}
	}, func(_ *simulator.Options, o *Options) { o.Client.Transport.(*odd).wait = 800 * time.Millisecond })
}

func TestAnswersGoBeforeReminders(t *testing.T) {
	inWorld(t, func(w *world) {
		var ms []storage.Message
		for p := range int64(20) {
			w.tg.AddPerson(simulator.Person{ID: 5000 + p, FirstName: "某"})
			w.tg.Greet(5000 + p)
			m := text(5000+p, 0)
			m.Priority = storage.DigestPriority
			if p >= 10 {
				m.Priority = storage.ReminderPriority
			}
			ms = append(ms, m)
		}
		m := text(zhang, 0)
		m.Priority = storage.AnswerPriority
		w.queue(append(ms, m)...)
		w.after(time.Minute)
		var order []int64
		for _, e := range w.tg.Events(0) {
			order = append(order, e.Chat)
		}
		if order[0] != zhang || order[1] != 5010 || order[11] != 5000 {
			t.Errorf("order of chats: %v", order)
		}
	}, func(_ *simulator.Options, o *Options) { o.Limits.PerSecond = 1 })
}

func TestNotBefore(t *testing.T) {
	inWorld(t, func(w *world) {
		m := text(zhang, 0)
		m.NotBefore = time.Now().Add(3 * time.Hour)
		w.queue(m, text(zhang, 1))
		w.after(2 * time.Hour)
		w.wantHeard(zhang, "message 1")
		w.restart()
		w.after(2 * time.Hour)
		w.wantHeard(zhang, "message 1", "message 0")
	})
}

func TestEditsOfOneMessage(t *testing.T) {
	inWorld(t, func(w *world) {
		edit := func(n int, target storage.OutboxID) storage.Message {
			return storage.Message{Deed: fmt.Sprint("edit ", n), Chat: zhang, Kind: storage.EditMessage, Target: target, Text: fmt.Sprint("edit ", n)}
		}
		// Queued together with what it rewrites: sent after it.
		var id storage.OutboxID
		w.write(func(tx *storage.Tx) (err error) {
			if id, err = tx.Enqueue(text(zhang, 0)); err != nil {
				return err
			}
			_, err = tx.Enqueue(edit(0, id))
			return err
		})
		w.after(10 * time.Second)
		w.queue(edit(1, id), edit(2, id), edit(3, id)) // the last alone is sent
		w.after(10 * time.Second)
		same := edit(4, id)
		same.Text = "edit 3" // changes nothing: that is success
		w.queue(same)
		w.after(10 * time.Second)
		var shown []string
		for _, e := range w.tg.Events(0) {
			shown = append(shown, e.Message.Text)
		}
		if !slices.Equal(shown, []string{"message 0", "edit 0", "edit 3"}) {
			t.Errorf("shown %q", shown)
		}
		if s := w.status(); s.Failed != 0 || s.Queued != 0 {
			t.Errorf("status %+v", s)
		}
	})
}

func TestFilesOut(t *testing.T) {
	inWorld(t, func(w *world) {
		var picture bytes.Buffer
		if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 20, 20))); err != nil {
			t.Fatal(err)
		}
		var photo, sheet storage.BlobID
		w.write(func(tx *storage.Tx) (err error) {
			if photo, err = tx.AddBlob(storage.Blob{Name: "图.png", MIME: "image/png", Data: picture.Bytes()}); err != nil {
				return err
			}
			sheet, err = tx.AddBlob(storage.Blob{Name: "台账.xlsx", Data: []byte("PK sheet")})
			return err
		})
		w.tg.Fail(simulator.Fault{Method: "sendDocument", Status: 500})
		ids := w.queue(
			storage.Message{Deed: "photo", Chat: zhang, Kind: storage.PhotoMessage, Blob: photo, Text: "<b>趋势</b>"},
			storage.Message{Deed: "sheet", Chat: zhang, Kind: storage.DocumentMessage, Blob: sheet, Name: "第5期.xlsx", Text: "台账"})
		w.after(time.Minute)
		w.queue(storage.Message{Deed: "caption", Chat: zhang, Kind: storage.EditMessage, Target: ids[0], Text: "新趋势"})
		w.after(5 * time.Hour)
		m := w.tg.Messages(zhang)
		if len(m) != 2 || m[0].Text != "新趋势" || m[1].File.Name != "第5期.xlsx" || string(w.tg.File(m[1].File.ID)) != "PK sheet" {
			t.Fatalf("chat shows %+v", m)
		}
		w.queue(storage.Message{Deed: "late", Chat: zhang, Kind: storage.DocumentMessage, Blob: sheet})
		w.after(time.Minute)
		if s := w.status(); s.Failed != 1 || s.Queued != 0 {
			t.Errorf("a dropped file: %+v", s)
		}
	}, func(_ *simulator.Options, o *Options) { o.KeepFiles = 2 * time.Hour })
}

func TestLongTextGoesInParts(t *testing.T) {
	inWorld(t, func(w *world) {
		var b strings.Builder
		for i := range 500 {
			fmt.Fprintf(&b, "<b>%d</b> 锦尚二期 &lt;土地&gt; 已挂牌，等待摘牌\n", i)
		}
		long := storage.Message{Deed: "long", Chat: zhang, Kind: storage.TextMessage, Text: "<blockquote expandable>" + b.String() + "</blockquote>",
			About: storage.Subject{Kind: storage.ProjectSubject, ID: 9}, Buttons: [][]storage.Button{{{Label: "好", Verb: "ok"}}}}
		w.tg.Fail(simulator.Fault{Method: "sendMessage", When: simulator.AfterEffect, Skip: 1})
		ids := w.queue(long, text(zhang, 1))
		w.after(time.Minute)
		m := w.tg.Messages(zhang)
		all, buttons := "", 0
		for i, p := range m[:len(m)-1] {
			if i != 2 { // the second part came twice
				all += p.Text + "\n"
			}
			buttons += len(p.Buttons)
			w.write(func(tx *storage.Tx) error {
				id, about, err := tx.MessageAbout(zhang, int64(p.ID))
				if i != 1 && (id != ids[0] || about.ID != 9) { // the id of the doubtful one is lost
					t.Errorf("part %d is about %v %v", i, id, about)
				}
				if i == 1 {
					return nil
				}
				return err
			})
		}
		want := strings.NewReplacer("<b>", "", "</b>", "", "&lt;", "<", "&gt;", ">").Replace(b.String())
		if all != want {
			t.Errorf("parts together have %d characters, want %d", len(all), len(want))
		}
		if buttons != 1 || len(m[len(m)-2].Buttons) != 1 {
			t.Errorf("%d parts with buttons", buttons)
		}
		if last := m[len(m)-1].Text; last != "message 1" {
			t.Errorf("last message %q", last)
		}
		if s := w.status(); s.Doubled != 1 || s.Failed != 0 || s.Queued != 0 {
			t.Errorf("status %+v", s)
		}
	})
}

// A 200 whose result nobody can read is a delivery.
func TestUnreadableAnswerIsDelivered(t *testing.T) {
	inWorld(t, func(w *world) {
		w.queue(text(zhang, 0), text(zhang, 1))
		w.after(time.Minute)
		w.wantHeard(zhang, "message 0", "message 1")
		if s := w.status(); s.Doubled != 0 || s.Queued != 0 || s.Sent != 2 {
			t.Errorf("status %+v", s)
		}
	}, func(_ *simulator.Options, o *Options) { o.Client.Transport.(*odd).garble = true })
}

func TestGlobal429PausesAll(t *testing.T) {
	inWorld(t, func(w *world) {
		w.tg.Fail(simulator.Fault{Method: "sendMessage", Status: 429, RetryAfter: 60, Times: 2})
		w.queue(text(zhang, 0), text(li, 0))
		w.after(10 * time.Second)
		calls := w.tg.Calls()["sendMessage"]
		w.queue(text(wang, 0))
		w.after(40 * time.Second)
		if got := w.tg.Calls()["sendMessage"]; got != calls {
			t.Errorf("%d requests while Telegram wanted silence", got-calls)
		}
		w.after(time.Minute)
		w.wantHeard(zhang, "message 0")
		w.wantHeard(li, "message 0")
		w.wantHeard(wang, "message 0")
	})
}

func TestOneChats429LeavesOthers(t *testing.T) {
	inWorld(t, func(w *world) {
		w.tg.Fail(simulator.Fault{Method: "sendMessage", Status: 429, RetryAfter: 60})
		w.queue(text(zhang, 0))
		w.after(time.Second)
		w.queue(text(zhang, 1), text(li, 0))
		w.after(10 * time.Second)
		w.wantHeard(zhang)
		w.wantHeard(li, "message 0")
		w.after(time.Minute)
		w.wantHeard(zhang, "message 0", "message 1")
	})
}

func TestDeedIsDoneOnce(t *testing.T) {
	inWorld(t, func(w *world) {
		for range 3 {
			w.queue(text(zhang, 0))
			w.after(time.Second)
			w.restart()
		}
		w.wantHeard(zhang, "message 0")
	})
}

// The whole once more with a fault at every seventh request and restarts at odd
// moments: each message once, but the counted doubles.
func TestNothingIsLostOrDoubled(t *testing.T) {
	inWorld(t, func(w *world) {
		faults := []simulator.Fault{
			{Status: 500}, {Status: 502, When: simulator.AfterEffect}, {When: simulator.AfterEffect}, {When: simulator.BeforeWrite},
			{}, {Status: 429, RetryAfter: 2},
		}
		people := []int64{zhang, li, wang}
		want := map[int64][]string{}
		for i := range 60 {
			who := people[i%3]
			said := fmt.Sprint("句", i)
			w.say(who, who, said)
			want[who] = append(want[who], "re: "+said)
			switch {
			case i%7 == 0:
				w.tg.Fail(faults[i/7%len(faults)])
			case i%11 == 0:
				w.tg.Fail(simulator.Fault{Method: "getUpdates", When: simulator.AfterEffect})
			case i%13 == 0:
				w.tg.Redeliver(w.tg.LastUpdate())
			case i%17 == 0:
				w.restart()
			case i%19 == 0:
				w.tg.JumpRandom()
			}
			w.after(time.Duration(i*i%5000) * time.Millisecond)
		}
		w.after(time.Hour)
		doubled := 0
		for _, who := range people {
			got := w.heard(who)
			doubled += len(got) - len(want[who])
			if once := slices.Compact(got); !slices.Equal(once, want[who]) {
				t.Errorf("to %d:\n%q\nwant\n%q", who, once, want[who])
			}
		}
		if s := w.status(); doubled > s.Doubled || s.Queued != 0 || s.Failed != 0 || s.Aside != 0 {
			t.Errorf("%d doubled, status %+v", doubled, s)
		}
	})
}

func TestMenusAreSetWhenTheyChange(t *testing.T) {
	inWorld(t, func(w *world) {
		set := func(cs ...Command) {
			t.Helper()
			if err := w.bot.SetCommands(context.Background(), Scope{Private: true}, cs); err != nil {
				t.Error(err)
			}
			if err := w.bot.SetDescriptions(context.Background(), "招商引资双周过堂", "双周"); err != nil {
				t.Error(err)
			}
		}
		set(Command{"rates", "转化率"})
		set(Command{"rates", "转化率"})
		w.restart()
		set(Command{"rates", "转化率"})
		set(Command{"rates", "签约转化率"})
		synctest.Wait()
		if c := w.tg.Calls(); c["setMyCommands"] != 2 || c["setMyDescription"] != 1 || c["setMyShortDescription"] != 1 {
			t.Errorf("calls %v", c)
		}
	})
}

// TestPictureIsSetWhenItChanges uploads the bot's picture once; a refusal is
// an error, and the next start asks again.
func TestPictureIsSetWhenItChanges(t *testing.T) {
	inWorld(t, func(w *world) {
		face, other := plainJPEG(t, color.White), plainJPEG(t, color.Black)
		w.tg.Fail(simulator.Fault{Method: "setMyProfilePhoto", Status: http.StatusBadGateway})
		for i, step := range []struct {
			jpeg  []byte
			fails bool
			calls int
		}{
			{face, true, 1},
			{face, false, 2},
			{face, false, 2},
			{other, false, 3},
			{[]byte("no picture"), true, 4},
			{other, false, 4},
		} {
			if err := w.bot.SetPicture(context.Background(), step.jpeg); (err != nil) != step.fails {
				t.Errorf("step %d: %v", i, err)
			}
			if n := w.tg.Calls()["setMyProfilePhoto"]; n != step.calls {
				t.Errorf("step %d: %d calls, want %d", i, n, step.calls)
			}
			w.restart()
		}
	})
}

func plainJPEG(t *testing.T, c color.Color) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 200, 200))
	draw.Draw(m, m.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestFileThatTelegramHasIsSentAgain sends what a person has sent, by its id.
func TestFileThatTelegramHasIsSentAgain(t *testing.T) {
	inWorld(t, func(w *world) {
		film, err := w.tg.SendVideo(zhang, zhang, []byte("a film"), "")
		if err != nil {
			t.Fatal(err)
		}
		var id string
		for _, m := range w.tg.Messages(zhang) {
			if m.ID == film {
				id = m.File.ID
			}
		}
		w.after(time.Minute)
		w.queue(storage.Message{Deed: "film", Chat: zhang, Kind: storage.VideoMessage, FileID: id, Text: "<b>现场</b>"})
		w.after(time.Minute)
		all := w.tg.Messages(zhang)
		if last := all[len(all)-1]; last.File == nil || last.File.ID != id || last.Text != "现场" {
			t.Errorf("sent %+v", last)
		}
		w.queue(storage.Message{Deed: "as a photo", Chat: zhang, Kind: storage.PhotoMessage, FileID: id})
		w.after(time.Minute)
		if s := w.status(); s.Failed != 1 || s.Queued != 0 {
			t.Errorf("a film sent as a photo: %+v", s)
		}
	})
}
