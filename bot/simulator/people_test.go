package simulator_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"shuangzhou/bot/simulator"
)

func TestPrivacyModeOfGroups(t *testing.T) {
	tests := []struct {
		text    string
		options []simulator.SayOption
		private bool // heard with privacy mode
	}{
		{"今天土地挂牌了", nil, false},
		{"/rates", nil, true},
		{"/rates@test_bot 上月", nil, true},
		{"/rates@other_bot", nil, false},
		{"@test_bot 转化率多少", nil, true},
		{"问@test_bot，转化率多少", nil, true},
		{"@test_bots 转化率多少", nil, false},
		{"a/b", nil, false},
		{"好的", []simulator.SayOption{simulator.ReplyTo(1)}, true},
	}
	for _, open := range []bool{false, true} {
		tg := newTelegram(t, func(o *simulator.Options) { o.PrivacyOff = open })
		mustCall(t, tg, "sendMessage", `{"chat_id":-10,"text":"本周情况"}`)
		for _, test := range tests {
			before := tg.Pending()
			if _, err := tg.Say(1, -10, test.text, test.options...); err != nil {
				t.Fatal(err)
			}
			if heard := tg.Pending() > before; heard != (open || test.private) {
				t.Errorf("privacy off %v: %q heard: %v", open, test.text, heard)
			}
		}
	}
}

func TestAdminHearsAll(t *testing.T) {
	tg := newTelegram(t)
	tg.SetBotAdmin(-10, true)
	before := tg.Pending()
	if _, err := tg.Say(1, -10, "今天土地挂牌了"); err != nil {
		t.Fatal(err)
	}
	if tg.Pending() != before+1 {
		t.Error("the admin did not hear")
	}
}

// said is the part of an update that tests look at.
type said struct {
	Message struct {
		Text     string
		Entities []simulator.Entity
		Chat     struct{ Type, Title string }
		From     struct {
			FirstName string `json:"first_name"`
		}
		Reply *struct{ Text string } `json:"reply_to_message"`
	}
	Member *struct {
		New struct{ Status string } `json:"new_chat_member"`
	} `json:"my_chat_member"`
	Callback *struct{ Data string } `json:"callback_query"`
}

func fetch(t *testing.T, tg *simulator.Telegram) []said {
	t.Helper()
	var updates []said
	if err := json.Unmarshal(mustCall(t, tg, "getUpdates", `{}`), &updates); err != nil {
		t.Fatal(err)
	}
	return updates
}

func TestEntitiesCountUTF16(t *testing.T) {
	tg := newTelegram(t)
	if _, err := tg.Say(1, 1, "😀招商 /report@test_bot 见 https://a.cn/x 找李四", simulator.Mention(2, "李四")); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range fetch(t, tg)[0].Message.Entities {
		got = append(got, fmt.Sprint(e.Type, " ", e.Offset, " ", e.Length))
	}
	if want := "bot_command 5 16,url 24 14,text_mention 40 2"; strings.Join(got, ",") != want {
		t.Errorf("entities %v, want %s", got, want)
	}
}

func TestLongTextGoesInPieces(t *testing.T) {
	tg := newTelegram(t)
	text := strings.Repeat("长😀", 5000)
	if _, err := tg.Say(1, 1, text); err != nil {
		t.Fatal(err)
	}
	var joined strings.Builder
	updates := fetch(t, tg)
	for _, u := range updates {
		joined.WriteString(u.Message.Text)
	}
	if len(updates) != 4 || joined.String() != text {
		t.Errorf("15,000 units came as %d messages", len(updates))
	}
}

func TestBlockAndStartAgain(t *testing.T) {
	tg := newTelegram(t)
	tg.Block(1)
	if _, err := tg.Say(1, 1, "在"); err == nil {
		t.Error("one who blocked the bot wrote to it")
	}
	if err := tg.Start(1, "join-7"); err != nil {
		t.Fatal(err)
	}
	updates := fetch(t, tg)
	if len(updates) != 3 || updates[0].Member.New.Status != "kicked" || updates[1].Member.New.Status != "member" || updates[2].Message.Text != "/start join-7" {
		t.Errorf("updates are %+v", updates)
	}
}

func TestForgedPress(t *testing.T) {
	tg := newTelegram(t)
	mustCall(t, tg, "sendMessage", `{"chat_id":1,"text":"好","reply_markup":`+buttons(1)+`}`)
	if _, err := tg.Press(1, 1, 1, "没有"); err == nil {
		t.Error("pressed a button that is not there")
	}
	if _, err := tg.Press(2, 1, 1, "x"); err == nil {
		t.Error("pressed in another's chat")
	}
	if _, err := tg.PressData(1, 1, 1, "forged"); err != nil {
		t.Fatal(err)
	}
	if got := fetch(t, tg)[0].Callback.Data; got != "forged" {
		t.Errorf("data %q", got)
	}
}

func TestAllKindsOfMessage(t *testing.T) {
	tg := newTelegram(t)
	sends := []func() (int, error){
		func() (int, error) { return tg.SendSticker(1, 1) },
		func() (int, error) { return tg.SendLocation(1, 1, 24.5, 118.1) },
		func() (int, error) { return tg.SendContact(1, 1, "13800000000", "李") },
		func() (int, error) { return tg.SendPoll(1, 1, "去吗", []string{"去", "不去"}) },
		func() (int, error) { return tg.SendVoice(1, 1, []byte("OggS")) },
		func() (int, error) { return tg.SendPhoto(1, 1, picture(t, 9, 9), "现场") },
	}
	for i, send := range sends {
		if id, err := send(); err != nil || id != i+1 {
			t.Errorf("message %d: id %d, %v", i+1, id, err)
		}
	}
	for _, kind := range []string{"sticker", "location", "contact", "poll", "voice", "photo"} {
		if !strings.Contains(string(mustCall(t, tg, "getUpdates", `{}`)), `"`+kind+`":`) {
			t.Errorf("no update with a %s", kind)
		}
	}
}

func TestMenuTakesNarrowestScope(t *testing.T) {
	tg := newTelegram(t)
	for _, body := range []string{
		`{"commands":[{"command":"all","description":"x"}]}`,
		`{"commands":[{"command":"private","description":"x"}],"scope":{"type":"all_private_chats"}}`,
		`{"commands":[{"command":"mine","description":"x"}],"scope":{"type":"chat","chat_id":1}}`,
	} {
		mustCall(t, tg, "setMyCommands", body)
	}
	for _, test := range []struct {
		chat int64
		want string
	}{{1, "mine"}, {2, "private"}, {-10, "all"}} {
		if got := tg.Menu(test.chat, test.chat); len(got) != 1 || got[0].Command != test.want {
			t.Errorf("chat %d is offered %v, want %s", test.chat, got, test.want)
		}
	}
	mustCall(t, tg, "deleteMyCommands", `{"scope":{"type":"chat","chat_id":1}}`)
	if got := tg.Menu(1, 1); got[0].Command != "private" {
		t.Errorf("after deletion %v", got)
	}
}
