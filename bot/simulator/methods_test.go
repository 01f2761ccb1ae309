package simulator_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"shuangzhou/bot/simulator"
)

// TestMethods walks through what a bot can ask, each answer whole or in part.
func TestMethods(t *testing.T) {
	tg := newScene(t)
	tg.SetBotAdmin(-10, true)
	if _, err := tg.Say(1, -10, "在"); err != nil {
		t.Fatal(err)
	}
	steps := []struct{ method, body, want string }{
		{"getMe", `{}`, `"can_read_all_group_messages":false`},
		{"setMyName", `{"name":"双周"}`, `true`},
		{"getMyName", `{}`, `{"name":"双周"}`},
		{"setMyDescription", `{"description":"招商","language_code":"zh"}`, `true`},
		{"getMyDescription", `{"language_code":"zh"}`, `{"description":"招商"}`},
		{"getMyDescription", `{"language_code":"en"}`, `{"description":""}`},
		{"setMyShortDescription", `{"short_description":"短"}`, `true`},
		{"getMyShortDescription", `{"language_code":"zh"}`, `{"short_description":"短"}`},
		{"getMyCommands", `{}`, `[]`},
		{"setMyCommands", `{"commands":[{"command":"/rates","description":"率"}],"language_code":"zh"}`, `true`},
		{"getMyCommands", `{"language_code":"zh"}`, `[{"command":"rates","description":"率"}]`},
		{"getChatMenuButton", `{}`, `{"type":"default"}`},
		{"setChatMenuButton", `{"menu_button":{"type":"commands"}}`, `true`},
		{"getChatMenuButton", `{"chat_id":1}`, `{"type":"commands"}`},
		{"getChat", `{"chat_id":1}`, `"first_name":"三"`},
		{"getChat", `{"chat_id":"@zhang"}`, `"id":1`},
		{"getChat", `{"chat_id":-10}`, `"title":"招商工作群"`},
		{"getChatMember", `{"chat_id":-10,"user_id":1}`, `"status":"member"`},
		{"getChatMember", `{"chat_id":-10,"user_id":3}`, `"status":"left"`},
		{"getChatMember", `{"chat_id":-10,"user_id":7000000001}`, `"status":"administrator"`},
		{"getChatMember", `{"chat_id":-12,"user_id":7000000001}`, `"status":"left"`},
		{"getChatAdministrators", `{"chat_id":-10}`, `"can_pin_messages":true`},
		{"getChatMemberCount", `{"chat_id":-10}`, `3`},
		{"sendChatAction", `{"chat_id":1,"action":"typing"}`, `true`},
		{"pinChatMessage", `{"chat_id":1,"message_id":1}`, `true`},
		{"pinChatMessage", `{"chat_id":1,"message_id":2}`, `true`},
		{"unpinChatMessage", `{"chat_id":1}`, `true`},
		{"unpinAllChatMessages", `{"chat_id":1}`, `true`},
		{"setMessageReaction", `{"chat_id":-10,"message_id":4,"reaction":[{"type":"emoji","emoji":"👍"}]}`, `true`},
		{"setMessageReaction", `{"chat_id":-10,"message_id":4,"reaction":[]}`, `true`},
		{"editMessageCaption", `{"chat_id":1,"message_id":3,"caption":"<b>图</b>","parse_mode":"html"}`, `"caption_entities":[{"type":"bold","offset":0,"length":1}]`},
		{"editMessageReplyMarkup", `{"chat_id":1,"message_id":1}`, `"text":"好"`},
		{"deleteMessage", `{"chat_id":1,"message_id":2}`, `true`},
		{"deleteMessages", `{"chat_id":1,"message_ids":[1,77]}`, `true`},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_parameters":{"message_id":2,"allow_sending_without_reply":true}}`, `"text":"x"`},
		{"sendMessage", `{"chat_id":-10,"text":"x","reply_parameters":{"message_id":4}}`, `"reply_to_message":{`},
		{"leaveChat", `{"chat_id":-10}`, `true`},
		{"close", `{}`, `true`},
		{"logOut", `{}`, `true`},
	}
	for _, step := range steps {
		if got := string(mustCall(t, tg, step.method, step.body)); !strings.Contains(got, step.want) {
			t.Errorf("%s %s\n got %s\nwant %s", step.method, step.body, got, step.want)
		}
	}
	if got := call(t, tg, "sendMessage", `{"chat_id":-10,"text":"x"}`); got.Description != "Forbidden: bot is not a member of the group chat" {
		t.Errorf("after leaving: %s", got.Description)
	}
	if got := len(tg.Messages(1)); got != 2 {
		t.Errorf("%d messages left in the chat, want the photo and the last one", got)
	}
	if name := tg.Profile("name"); name != "双周" {
		t.Errorf("the bot is called %q", name)
	}
}

func TestProfilePhotoComesAttached(t *testing.T) {
	tg := newTelegram(t)
	fields := map[string]string{"photo": `{"type":"static","photo":"attach://face"}`}
	if got := upload(t, tg, "setMyProfilePhoto", fields, "face", "a.png", picture(t, 64, 64)); !got.OK {
		t.Error(got.Description)
	}
	if got := call(t, tg, "setMyProfilePhoto", `{"photo":{"type":"static","photo":"attach://face"}}`); got.OK {
		t.Error("a photo that was not attached was taken")
	}
	mustCall(t, tg, "removeMyProfilePhoto", `{}`)
}

func TestOldMessagesStay(t *testing.T) {
	clock := &steppedClock{noon}
	tg := newTelegram(t, func(o *simulator.Options) { o.Now = clock.now })
	mustCall(t, tg, "sendMessage", `{"chat_id":1,"text":"好"}`)
	clock.at = clock.at.Add(49 * time.Hour)
	const want = "Bad Request: message can't be deleted for everyone"
	if got := call(t, tg, "deleteMessage", `{"chat_id":1,"message_id":1}`); got.Description != want {
		t.Errorf("deleting after two days: %q", got.Description)
	}
	mustCall(t, tg, "editMessageText", `{"chat_id":1,"message_id":1,"text":"改"}`)
}

func TestComingsAndGoings(t *testing.T) {
	tg := newTelegram(t)
	tg.AddPerson(simulator.Person{ID: 3, FirstName: "五"})
	tg.Join(3, -10)
	tg.Rename(3, "六", "王", "wang")
	if _, err := tg.Say(3, -10, "/rates"); err != nil {
		t.Fatal(err)
	}
	tg.Leave(3, -10)
	if _, err := tg.Say(3, -10, "还在吗"); err == nil {
		t.Error("one who left wrote")
	}
	raw := string(mustCall(t, tg, "getUpdates", `{}`))
	for _, want := range []string{`"new_chat_members":[{"id":3`, `"first_name":"六"`, `"left_chat_member":{"id":3`} {
		if !strings.Contains(raw, want) {
			t.Errorf("no %s in %s", want, raw)
		}
	}
}

func TestWaitSeesTheNextDeed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t, func(o *simulator.Options) { o.Now = time.Now })
		last := tg.History(0)
		after := last[len(last)-1].Seq
		time.AfterFunc(time.Minute, func() { call(t, tg, "sendMessage", `{"chat_id":1,"text":"好"}`) })
		got, err := tg.Wait(t.Context(), after)
		if err != nil || len(got) != 1 || got[0].Message.Text != "好" || got[0].Message.From != tg.BotID() {
			t.Errorf("waited for %+v, %v", got, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := tg.Wait(ctx, got[0].Seq); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waited for nothing: %v", err)
		}
	})
}

func TestPendingCanBeDropped(t *testing.T) {
	tg := newTelegram(t)
	say(t, tg, 3)
	mustCall(t, tg, "deleteWebhook", `{"drop_pending_updates":true}`)
	if n := tg.Pending(); n != 0 {
		t.Errorf("%d updates left", n)
	}
	tg.JumpRandom()
	say(t, tg, 1)
	if n := tg.LastUpdate(); n == 4 {
		t.Errorf("the ids went on as before")
	}
}
