package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"shuangzhou/bot/simulator"
	"shuangzhou/storage"
)

func TestUpdatesAreAnsweredOnceAndInOrder(t *testing.T) {
	inWorld(t, func(w *world) {
		var want []string
		for i := range 5 {
			w.say(zhang, zhang, fmt.Sprint("句", i))
			want = append(want, fmt.Sprint("re: 句", i))
		}
		w.say(li, li, "早")
		w.after(10 * time.Second)
		w.wantHeard(zhang, want...)
		w.wantHeard(li, "re: 早")
		if n := w.tg.Pending(); n != 0 {
			t.Errorf("%d updates not confirmed", n)
		}
	})
}

func TestRepeatChangesNothing(t *testing.T) {
	inWorld(t, func(w *world) {
		w.say(zhang, zhang, "一")
		first := w.tg.LastUpdate()
		w.say(zhang, zhang, "二")
		w.after(5 * time.Second)
		for range 3 {
			w.tg.Redeliver(first)
			w.after(5 * time.Second)
		}
		w.restart()
		w.tg.Redeliver(first)
		w.say(zhang, zhang, "三")
		w.after(5 * time.Second)
		w.wantHeard(zhang, "re: 一", "re: 二", "re: 三")
	})
}

func TestIDsMayRestartAnywhere(t *testing.T) {
	for name, to := range map[string]int64{"lower": 7, "higher": 900_000_000} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.say(zhang, zhang, "一")
				w.after(5 * time.Second)
				w.tg.JumpIDs(to)
				w.say(zhang, zhang, "二")
				w.say(zhang, zhang, "三")
				w.after(10 * time.Second)
				w.wantHeard(zhang, "re: 一", "re: 二", "re: 三")
			}, func(so *simulator.Options, _ *Options) { so.FirstUpdate = 1000 })
		})
	}
}

// In one poll, too: the last is confirmed, not the highest.
func TestIDsMayRestartWithinAPoll(t *testing.T) {
	inWorld(t, func(w *world) {
		w.halt()
		w.say(zhang, zhang, "一")
		w.tg.JumpIDs(7)
		w.say(zhang, zhang, "二")
		w.run()
		w.after(10 * time.Second)
		w.wantHeard(zhang, "re: 一", "re: 二")
		if n := w.tg.Pending(); n != 0 {
			t.Errorf("%d updates not confirmed", n)
		}
	}, func(so *simulator.Options, _ *Options) { so.FirstUpdate = 1000 })
}

// An id that comes again after years is another update, with deeds of its own.
func TestAnOldIDIsForgotten(t *testing.T) {
	inWorld(t, func(w *world) {
		w.say(zhang, zhang, "一")
		w.after(72 * time.Hour)
		w.tg.JumpIDs(50)
		w.say(zhang, zhang, "二")
		w.after(5 * time.Second)
		w.wantHeard(zhang, "re: 一", "re: 二")
	}, func(so *simulator.Options, _ *Options) { so.FirstUpdate = 50 })
}

func TestWhatCannotBeHandledIsSetAside(t *testing.T) {
	chat := fmt.Sprintf(`"chat":{"id":%d,"type":"private"},"from":{"id":%d,"first_name":"张三"}`, zhang, zhang)
	tests := []struct {
		name   string
		send   func(w *world)
		sorry  bool // the person is told
		reason string
	}{
		{"a kind that does not exist", raw(`{"brain_wave":{"text":"x"}}`), false, "unknown kind"},
		{"a reaction of a new kind", raw(`{"message_reaction":{"chat":{"id":1,"type":"private"},"message_id":1,"date":1,"new_reaction":[{"type":"telepathic"}],"old_reaction":[]}}`), false, "does not know"},
		{"a field of another type", raw(`{"message":{"message_id":"秘密","date":1,` + chat + `}}`), true, "field"},
		{"paid media of a new kind", raw(`{"message":{"message_id":5,"date":1,` + chat + `,"paid_media":{"star_count":1,"paid_media":[{"type":"hologram"}]}}}`), true, ""},
		{"panic", func(w *world) { w.say(zhang, zhang, "panic") }, true, "panic"},
		{"error", func(w *world) { w.say(zhang, zhang, "error") }, true, "refuses"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.say(zhang, zhang, "前")
				tt.send(w)
				w.say(zhang, zhang, "后")
				w.after(10 * time.Second)
				if tt.sorry {
					w.wantHeard(zhang, "re: 前", "sorry", "re: 后")
				} else {
					w.wantHeard(zhang, "re: 前", "re: 后")
				}
				if s := w.status(); s.Aside != 1 {
					t.Errorf("%d updates set aside, want 1", s.Aside)
				}
				w.write(func(tx *storage.Tx) error {
					us, err := tx.Aside(10)
					if err == nil && (len(us[0].Raw) == 0 || !strings.Contains(us[0].Why, tt.reason)) {
						t.Errorf("set aside: %s %q", us[0].Raw, us[0].Why)
					}
					return err
				})
				w.restart()
				w.after(time.Minute)
				if s := w.status(); s.Aside != 1 || s.Queued != 0 {
					t.Errorf("after a restart: %+v", s)
				}
			})
		})
	}
}

func raw(update string) func(w *world) {
	return func(w *world) {
		if _, err := w.tg.InjectRaw(json.RawMessage(update)); err != nil {
			w.t.Fatal(err)
		}
	}
}

func TestPollFaults(t *testing.T) {
	tests := []struct {
		name  string
		fault simulator.Fault
		log   string
	}{
		{"500", simulator.Fault{Status: 500, Times: 3}, "poll failed"},
		{"502", simulator.Fault{Status: 502, Times: 3}, "poll failed"},
		{"429", simulator.Fault{Status: 429, Times: 3}, "poll failed"},
		{"cut", simulator.Fault{When: simulator.BeforeWrite, Times: 3}, "poll failed"},
		{"lost answer", simulator.Fault{When: simulator.AfterEffect, Times: 2}, "poll failed"},
		{"another instance", simulator.Fault{Status: 409, Times: 3}, "another program polls"},
		{"token revoked for a while", simulator.Fault{Status: 401, Times: 2}, "does not know the token"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.say(zhang, zhang, "前")
				w.after(2 * time.Second)
				tt.fault.Method = "getUpdates"
				w.tg.Fail(tt.fault)
				w.say(zhang, zhang, "后")
				w.after(3 * time.Minute)
				w.wantHeard(zhang, "re: 前", "re: 后")
				if !strings.Contains(w.logged.String(), tt.log) {
					t.Errorf("log does not say %q:\n%s", tt.log, w.logged)
				}
				s := w.status()
				if s.LastError == "" || s.Conflict {
					t.Errorf("status after the fault: %+v", s)
				}
			})
		})
	}
}

func TestConflictShowsWhileItLasts(t *testing.T) {
	inWorld(t, func(w *world) {
		w.after(time.Second)
		w.tg.Fail(simulator.Fault{Method: "getUpdates", Status: 409, Times: 1000})
		w.say(zhang, zhang, "在吗")
		w.after(2 * time.Minute)
		if !w.status().Conflict || w.tg.Pending() == 0 {
			t.Errorf("conflict not shown, or update confirmed: %+v", w.status())
		}
		w.tg.Heal()
		w.after(2 * time.Minute)
		w.wantHeard(zhang, "re: 在吗")
		if w.status().Conflict {
			t.Error("conflict still shown")
		}
	})
}

func TestUnknownTokenIsAnError(t *testing.T) {
	w := newWorld(t, t.TempDir(), func(so *simulator.Options, _ *Options) { so.Token = "1:right" })
	w.options.Token = "1:wrong"
	b, err := New(w.options)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Run(context.Background()); !errors.Is(err, ErrToken) {
		t.Errorf("Run with a wrong token: %v", err)
	}
}

func TestStartsWithoutNetwork(t *testing.T) {
	inWorld(t, func(w *world) {
		w.halt()
		w.tg.Fail(simulator.Fault{Method: "getMe", When: simulator.BeforeWrite, Times: 5})
		w.say(zhang, zhang, "在吗")
		w.run()
		w.after(3 * time.Minute)
		w.wantHeard(zhang, "re: 在吗")
	})
}

func TestAwayIsSaidOnce(t *testing.T) {
	inWorld(t, func(w *world) {
		w.say(zhang, zhang, "一")
		w.after(time.Minute)
		w.restart(func() { time.Sleep(23 * time.Hour) })
		w.after(time.Minute)
		if len(w.handler.away) != 0 {
			t.Errorf("after 23 hours: away %v", w.handler.away)
		}
		w.restart(func() {
			w.say(zhang, zhang, "丢了") // expires at Telegram
			time.Sleep(30 * time.Hour)
			w.say(zhang, zhang, "在吗")
		})
		w.after(time.Minute)
		w.restart()
		w.after(30 * time.Hour) // running is not away
		if len(w.handler.away) != 1 || !strings.HasPrefix(w.handler.away[0], "6h") {
			t.Errorf("away said for %v, want once about 6 hours", w.handler.away)
		}
		w.wantHeard(zhang, "re: 一", "re: 在吗")
	})
}

func TestAwayWhileRunning(t *testing.T) {
	inWorld(t, func(w *world) {
		w.after(time.Minute)
		w.tg.Fail(simulator.Fault{Method: "getUpdates", When: simulator.BeforeWrite, Times: 1 << 30})
		w.after(40 * time.Hour)
		w.tg.Heal()
		w.after(time.Hour)
		if len(w.handler.away) != 1 {
			t.Errorf("away said %v, want once", w.handler.away)
		}
	})
}

func TestPanicWithinASavepoint(t *testing.T) {
	inWorld(t, func(w *world) {
		w.handler.handle = func(tx *storage.Tx, u Update) error {
			if u.Text == "二" {
				return tx.Attempt(func() error { panic("in a savepoint") })
			}
			w.queueIn(tx, storage.Message{Deed: "re/" + u.Key, Chat: u.Chat.ID, Kind: storage.TextMessage, Text: u.Text})
			return nil
		}
		for _, s := range []string{"一", "二", "三"} {
			w.say(zhang, zhang, s)
		}
		w.after(time.Minute)
		w.wantHeard(zhang, "一", "sorry", "三")
	})
}

// A poll whose commit fails confirms nothing: its updates come again.
func TestUpdatesWaitWhileTheDatabaseRefuses(t *testing.T) {
	inWorld(t, func(w *world) {
		w.sql(`CREATE TRIGGER full BEFORE UPDATE ON mark WHEN NEW.name = 'telegram/offset' BEGIN SELECT RAISE(ABORT, 'disk full'); END`)
		w.sql(`CREATE TRIGGER full2 BEFORE INSERT ON mark WHEN NEW.name = 'telegram/offset' BEGIN SELECT RAISE(ABORT, 'disk full'); END`)
		w.say(zhang, zhang, "一")
		w.say(zhang, zhang, "panic")
		w.after(time.Minute)
		w.wantHeard(zhang)
		if n := w.tg.Pending(); n != 2 {
			t.Errorf("%d updates wait at Telegram, want 2", n)
		}
		w.sql(`DROP TRIGGER full`)
		w.sql(`DROP TRIGGER full2`)
		w.after(time.Minute)
		w.wantHeard(zhang, "re: 一", "sorry")
	})
}

func TestDecode(t *testing.T) {
	me := Account{ID: 7, Name: "双周", Username: "shuangzhou_bot"}
	private := `"chat":{"id":1001,"type":"private"},"from":{"id":1001,"first_name":"三","last_name":"张"}`
	inGroup := `"chat":{"id":-5,"type":"group","title":"工作群"},"from":{"id":1001,"first_name":"三"}`
	message := func(rest string) string {
		return `{"update_id":1,"message":{"message_id":3,"date":1700000000,` + rest + `}}`
	}
	tests := []struct {
		name, raw, want string
	}{
		{"private text", message(private + `,"text":"你好"`), "text 你好 | addressed"},
		{"group text", message(inGroup + `,"text":"你好"`), "text 你好 |"},
		{"mention", message(inGroup + `,"text":"@Shuangzhou_Bot 转化率","entities":[{"type":"mention","offset":0,"length":15}]`), "text 转化率 | addressed"},
		{"mention after an emoji", message(inGroup + `,"text":"😀 @shuangzhou_bot","entities":[{"type":"mention","offset":3,"length":15}]`), "text 😀 | addressed"},
		{"another's mention", message(inGroup + `,"text":"@li 看","entities":[{"type":"mention","offset":0,"length":3}]`), "text @li 看 |"},
		{"reply to the bot", message(inGroup + `,"text":"好","reply_to_message":{"message_id":2,"date":1,"from":{"id":7,"is_bot":true},"chat":{"id":-5,"type":"group"}}`), "text 好 | addressed reply 2"},
		{"command", message(private + `,"text":"/rates 今年","entities":[{"type":"bot_command","offset":0,"length":6}]`), "text /rates 今年 | addressed /rates(今年)"},
		{"command to this bot", message(inGroup + `,"text":"/Rates@shuangzhou_bot","entities":[{"type":"bot_command","offset":0,"length":21}]`), "text /Rates@shuangzhou_bot | addressed /rates()"},
		{"command to another bot", message(inGroup + `,"text":"/rates@other_bot x","entities":[{"type":"bot_command","offset":0,"length":16}]`), "text /rates@other_bot x |"},
		{"a command inside a text", message(inGroup + `,"text":"用 /rates","entities":[{"type":"bot_command","offset":2,"length":6}]`), "text 用 /rates |"},
		{"entity out of bounds", message(private + `,"text":"x","entities":[{"type":"bot_command","offset":0,"length":99}]`), "text x | addressed"},
		{"caption", message(private + `,"caption":"台账","document":{"file_id":"F","file_unique_id":"U","file_name":"a.xlsx","file_size":12}`), "media 台账 | addressed document F a.xlsx 12"},
		{"largest photo", message(private + `,"photo":[{"file_id":"S","file_unique_id":"s","width":90,"height":90,"file_size":1},{"file_id":"L","file_unique_id":"l","width":900,"height":900,"file_size":9}]`), "media  | addressed photo L  9"},
		{"voice", message(private + `,"voice":{"file_id":"V","file_unique_id":"v","duration":3,"mime_type":"audio/ogg"}`), "media  | addressed voice V  0"},
		{"forwarded", message(private + `,"text":"转","forward_origin":{"type":"hidden_user","sender_user_name":"某","date":1}`), "text 转 | addressed forwarded"},
		{"sticker", message(private + `,"sticker":{"file_id":"x","file_unique_id":"y","type":"regular","width":1,"height":1}`), "other  | addressed sticker"},
		{"contact", message(private + `,"contact":{"phone_number":"1","first_name":"x"}`), "other  | addressed contact"},
		{"migrated", message(inGroup + `,"migrate_to_chat_id":-1005`), "migrated  | to -1005"},
		{"edited", `{"update_id":1,"edited_message":{"message_id":3,"date":1,` + private + `,"text":"改"}}`, "edited 改 | addressed"},
		{"press", `{"update_id":1,"callback_query":{"id":"9","from":{"id":1001,"first_name":"三"},"data":"k","message":{"message_id":3,"date":1,` + private + `}}}`, "press  | addressed press k 9"},
		{"press under an old message", `{"update_id":1,"callback_query":{"id":"9","from":{"id":1001,"first_name":"三"},"data":"k","message":{"message_id":3,"date":0,"chat":{"id":1001,"type":"private"}}}}`, "press  | addressed press k 9"},
		{"blocked", `{"update_id":1,"my_chat_member":{"date":1,` + private + `,"old_chat_member":{"status":"member","user":{"id":7}},"new_chat_member":{"status":"kicked","user":{"id":7},"until_date":0}}}`, "left  |"},
		{"invited", `{"update_id":1,"my_chat_member":{"date":1,` + inGroup + `,"old_chat_member":{"status":"left","user":{"id":7}},"new_chat_member":{"status":"member","user":{"id":7}}}}`, "joined  |"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u, err := decode(json.RawMessage(tt.raw), me)
			if err != nil {
				t.Fatal(err)
			}
			if got := describe(u); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if u.ID != 1 || u.Chat.ID == 0 || u.From.ID != 1001 {
				t.Errorf("id %d, chat %d, from %d", u.ID, u.Chat.ID, u.From.ID)
			}
		})
	}
}

// describe writes what is set of an update, in one line.
func describe(u Update) string {
	words := []string{string(u.Kind), u.Text, "|"}
	add := func(is bool, format string, args ...any) {
		if is {
			words = append(words, fmt.Sprintf(format, args...))
		}
	}
	add(u.Addressed, "addressed")
	add(u.ReplyTo != 0, "reply %d", u.ReplyTo)
	add(u.Command != "", "/%s(%s)", u.Command, u.Payload)
	for _, f := range u.Files {
		add(true, "%s %s %s %d", f.Kind, f.ID, f.Name, f.Size)
	}
	add(u.Forwarded, "forwarded")
	add(u.Other != "", "%s", u.Other)
	add(u.MovedTo != 0, "to %d", u.MovedTo)
	add(u.Callback != "", "press %s %s", u.Press, u.Callback)
	return strings.Join(words, " ")
}

// What stands beside a person's words may be of a kind nobody knows yet.
func TestWordsSurviveNewKindsBesideThem(t *testing.T) {
	const who = `"message_id":3,"date":1,"chat":{"id":1001,"type":"private"},"from":{"id":1001,"first_name":"三"}`
	const odd = `"message_id":2,"date":1,"chat":{"id":1001,"type":"private"},"paid_media":{"star_count":1,"paid_media":[{"type":"hologram"}]}`
	tests := []struct{ name, raw, want string }{
		{"answers a new kind", `{"update_id":1,"message":{` + who + `,"text":"好","reply_to_message":{` + odd + `}}}`, "text 好 | addressed reply 2"},
		{"forwarded from a new kind", `{"update_id":1,"message":{` + who + `,"text":"好","forward_origin":{"type":"ghost"}}}`, "text 好 | addressed forwarded"},
		{"edited", `{"update_id":1,"edited_message":{` + who + `,"text":"好","external_reply":{"origin":{"type":"ghost"}}}}`, "edited 好 | addressed"},
		{"with a file", `{"update_id":1,"message":{` + who + `,"caption":"好","document":{"file_id":"F","file_unique_id":"U"},"pinned_message":"x"}}`, "media 好 | addressed document F  0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := decode(json.RawMessage(tt.raw), Account{}); err == nil {
				t.Fatal("the library reads it: nothing is tested")
			}
			u, err := read(json.RawMessage(tt.raw), Account{})
			if err != nil || describe(u) != tt.want || string(u.Raw) != tt.raw {
				t.Errorf("got %s, %v, want %s", describe(u), err, tt.want)
			}
		})
	}
	u, err := read(json.RawMessage(`{"update_id":4,"callback_query":{"id":"9","from":{"id":7},"data":3,"message":{"chat":{"id":8}}}}`), Account{})
	if err == nil || u.ID != 4 || u.Callback != "9" || u.Chat.ID != 8 || u.From.ID != 7 {
		t.Errorf("salvaged %+v, %v", u, err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(`{"update_id":1,"message":{"message_id":3,"date":1,"chat":{"id":1,"type":"private"},"text":"@b /x","entities":[{"type":"mention","offset":0,"length":2}]}}`)
	f.Add(`{"update_id":1,"callback_query":{"id":"9","from":{"id":1},"data":"k"}}`)
	f.Add(`{"update_id":"x","message":[]}`)
	f.Fuzz(func(t *testing.T, raw string) {
		_, _ = read(json.RawMessage(raw), Account{ID: 7, Username: "b"}) // never panics
	})
}

func TestEveryPressIsAnswered(t *testing.T) {
	inWorld(t, func(w *world) {
		w.handler.handle = func(tx *storage.Tx, u Update) error {
			switch u.Kind {
			case Text:
				_, err := tx.Enqueue(storage.Message{Deed: "ask", Chat: zhang, Kind: storage.TextMessage, Text: "？", Buttons: [][]storage.Button{
					{{Label: "好", Verb: "say"}, {Label: "停", Verb: "silent"}, {Label: "坏", Verb: "panic"}},
				}})
				return err
			case Press:
				p, err := tx.Press(u.Chat.ID, u.Press)
				switch {
				case errors.Is(err, storage.ErrNotFound):
					return nil
				case err != nil:
					return err
				case p.Button.Verb == "panic":
					panic("pressed")
				case p.Button.Verb == "say":
					_, err = tx.Enqueue(Answer(u, "好的", false))
				}
				return err
			}
			return nil
		}
		w.say(zhang, zhang, "问")
		w.after(time.Second)
		m := w.tg.Messages(zhang)
		id := m[len(m)-1].ID
		for label, want := range map[string]string{"好": "好的", "停": "", "坏": ""} {
			q, err := w.tg.Press(zhang, zhang, id, label)
			if err != nil {
				t.Fatal(err)
			}
			w.after(10 * time.Millisecond)
			if a, ok := w.tg.Answer(q); !ok || a.Text != want {
				t.Errorf("press %s answered %v %q", label, ok, a.Text)
			}
		}
		q, err := w.tg.PressData(zhang, zhang, id, "forged")
		if err != nil {
			t.Fatal(err)
		}
		w.after(10 * time.Millisecond)
		if _, ok := w.tg.Answer(q); !ok {
			t.Error("a forged press is not answered")
		}
	})
}

// A press whose answer comes too late does no harm, and is no failure.
func TestLateAnswerIsForgotten(t *testing.T) {
	inWorld(t, func(w *world) {
		w.queue(storage.Message{Deed: "late", Chat: zhang, Kind: storage.AnswerMessage, Callback: "12345"})
		w.after(time.Minute)
		if s := w.status(); s.Failed != 0 || s.Queued != 0 || w.tg.Calls()["answerCallbackQuery"] != 1 {
			t.Errorf("status %+v, calls %v", s, w.tg.Calls())
		}
	})
}

func TestLogHoldsNoWordsAndNoToken(t *testing.T) {
	const secret = "13800138000联系人王总"
	inWorld(t, func(w *world) {
		w.handler.handle = func(tx *storage.Tx, u Update) error {
			if strings.HasPrefix(u.Text, "panic") {
				panic(u.Text)
			}
			w.queueIn(tx, storage.Message{Deed: "re/" + u.Key, Chat: u.Chat.ID, Kind: storage.TextMessage, Text: secret})
			return nil
		}
		w.say(zhang, zhang, secret)
		w.say(zhang, zhang, "panic"+secret)
		raw(fmt.Sprintf(`{"message":{"message_id":%q,"date":1,"text":%q,"chat":{"id":1001,"type":"private"}}}`, secret, secret))(w)
		for _, f := range []simulator.Fault{
			{Method: "sendMessage", Status: 500}, {Method: "sendMessage", Status: 502}, {Method: "sendMessage", Status: 400},
			{Method: "sendMessage", When: simulator.BeforeWrite}, {Method: "sendMessage", When: simulator.AfterEffect},
			{Method: "getUpdates", Status: 502}, {Method: "getUpdates", When: simulator.BeforeWrite}, {Method: "getUpdates", When: simulator.AfterEffect},
		} {
			w.tg.Fail(f)
			w.say(zhang, zhang, secret)
			w.after(time.Minute)
		}
		if log := w.logged.String(); log == "" || strings.Contains(log, w.tg.Token()) || strings.Contains(log, "13800138000") || strings.Contains(log, "王总") {
			t.Errorf("log:\n%s", log)
		}
	}, func(so *simulator.Options, _ *Options) { so.Token = "424242:AAtoken" })
}

func (w *world) queueIn(tx *storage.Tx, m storage.Message) {
	if _, err := tx.Enqueue(m); err != nil {
		w.t.Error(err)
	}
}

func TestWebhook(t *testing.T) {
	hook := &hookTransport{}
	inWorld(t, func(w *world) {
		hook.to(w.bot)
		w.say(zhang, zhang, "一")
		w.after(5 * time.Second)
		w.wantHeard(zhang, "re: 一")

		// A post that is not committed is posted again.
		hook.refuse = 3
		w.say(zhang, zhang, "二")
		w.after(time.Minute)
		w.wantHeard(zhang, "re: 一", "re: 二")

		// A post that was committed and whose 200 was lost changes nothing.
		hook.lose = 1
		w.say(zhang, zhang, "三")
		w.after(time.Minute)
		w.wantHeard(zhang, "re: 一", "re: 二", "re: 三")

		for _, secret := range []string{"", "wrong", "right-secre"} {
			if code := hook.post(`{"update_id":99}`, secret); code != http.StatusUnauthorized {
				t.Errorf("secret %q: %d", secret, code)
			}
		}
		for body, want := range map[string]int{
			"no JSON": http.StatusBadRequest, "{}": http.StatusBadRequest,
			strings.Repeat("x", 2<<20):        http.StatusRequestEntityTooLarge,
			`{"update_id":777,"new_kind":{}}`: http.StatusOK,
		} {
			if code := hook.post(body, "right-secret"); code != want {
				t.Errorf("post %.20s: %d, want %d", body, code, want)
			}
		}
		if n := w.tg.Pending(); n != 0 {
			t.Errorf("%d updates not taken", n)
		}
		w.after(48 * time.Hour) // listening is not away
		w.restart()
		hook.to(w.bot)
		w.after(time.Hour)
		if len(w.handler.away) != 0 {
			t.Errorf("away: %v", w.handler.away)
		}
	}, func(so *simulator.Options, o *Options) {
		so.Webhook = hook
		o.Mode, o.Webhook = ByWebhook, Webhook{URL: "https://bot.example/hook", Secret: "right-secret"}
	})
}

// Telegram remembers the kinds that were asked for last, by whomever.
func TestAllowedUpdatesAreNamed(t *testing.T) {
	inWorld(t, func(w *world) {
		w.halt()
		_, err := w.bot.client.call(context.Background(), "getUpdates", map[string]any{"allowed_updates": []string{"poll", "message_reaction"}})
		if err != nil {
			t.Fatal(err)
		}
		w.run()
		w.after(time.Second)
		w.say(zhang, zhang, "一")
		w.after(time.Second)
		m := w.tg.Messages(zhang)
		if err := w.tg.React(zhang, zhang, m[0].ID, "👍"); err != nil {
			t.Fatal(err)
		}
		w.after(time.Second)
		var kinds []Kind
		for _, u := range w.handler.updates {
			kinds = append(kinds, u.Kind)
		}
		if !slices.Equal(kinds, []Kind{Text}) {
			t.Errorf("updates handled: %v", kinds)
		}
	})
}
