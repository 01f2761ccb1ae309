package simulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
	"shuangzhou/bot/simulator"
)

// FuzzCall holds that whatever a bot asks is answered by an answer of the Bot
// API: no panic, no other shape.
func FuzzCall(f *testing.F) {
	for _, seed := range []struct{ method, body string }{
		{"sendMessage", `{"chat_id":1,"text":"<b>x</b>","parse_mode":"HTML","reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"d"}]]}}`},
		{"sendMessage", `{"chat_id":"@zhang","text":"x","entities":[{"type":"bold","offset":-1,"length":99}],"reply_markup":{"inline_keyboard":[null,[null]]}}`},
		{"editMessageText", `{"chat_id":1,"message_id":1,"text":"y"}`},
		{"setMessageReaction", `{"chat_id":1,"message_id":1,"reaction":[{"type":"emoji","emoji":"👍"},{}]}`},
		{"sendDocument", `{"chat_id":1,"document":"attach://x"}`},
		{"setMyProfilePhoto", `{"photo":{"type":"static","photo":"attach://photo"}}`},
		{"setMyCommands", `{"commands":[{"command":"a","description":"b"}],"scope":{"type":"chat","chat_id":1}}`},
		{"setChatMenuButton", `{"chat_id":1,"menu_button":{"type":"commands"}}`},
		{"deleteMessages", `{"chat_id":1,"message_ids":[1,2]}`},
		{"unpinChatMessage", `{"chat_id":1}`},
		{"getUpdates", `{"offset":-5,"limit":-1}`},
		{"getChatMember", `{"chat_id":-10,"user_id":1}`},
	} {
		f.Add(seed.method, seed.body)
	}
	f.Fuzz(func(t *testing.T, method, body string) {
		if strings.Contains(body, "timeout") || strings.EqualFold(method, "setWebhook") {
			t.Skip() // they wait
		}
		tg := newScene(t)
		r, err := http.NewRequest(http.MethodPost, "http://telegram/bot1:test/x", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.URL.Path = "/bot1:test/" + method
		r.Header.Set("Content-Type", "application/json")
		got, err := tg.Transport().RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		var answer response
		if err := json.NewDecoder(got.Body).Decode(&answer); err != nil {
			t.Fatal(err)
		}
		if answer.OK == (answer.Description != "") {
			t.Errorf("%s %s: %+v", method, body, answer)
		}
	})
}

// TestManyAtOnce gives the race detector something to see.
func TestManyAtOnce(t *testing.T) {
	tg := newTelegram(t, func(o *simulator.Options) { o.NoLimits = true })
	var crowd sync.WaitGroup
	for n := range 8 {
		crowd.Go(func() {
			for i := range 20 {
				if _, err := tg.Say(1, 1, "在"); err != nil {
					t.Error(err)
				}
				call(t, tg, "sendMessage", fmt.Sprintf(`{"chat_id":1,"text":"%d %d"}`, n, i))
				call(t, tg, "getUpdates", `{"offset":1}`)
				tg.Messages(1)
				tg.History(0)
				tg.Redeliver(1)
			}
		})
	}
	crowd.Wait()
	if n := len(tg.Messages(1)); n != 320 {
		t.Errorf("%d messages", n)
	}
	events := tg.History(0)
	for i, e := range events {
		if e.Seq != int64(i)+1 {
			t.Fatalf("event %d has number %d", i, e.Seq)
		}
	}
}

func TestNothingOutlivesClose(t *testing.T) {
	defer goleak.VerifyNone(t)
	tg := simulator.New(simulator.Options{Now: noon.UTC, Webhook: refusing{}})
	mustCall(t, tg, "setWebhook", `{"url":"https://bot.example.cn/hook"}`)
	tg.AddPerson(simulator.Person{ID: 1, FirstName: "三"})
	if err := tg.Start(1, ""); err != nil {
		t.Fatal(err)
	}
	tg.Close()
}

// refusing is a webhook that is never there.
type refusing struct{}

func (refusing) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("connection refused")
}
