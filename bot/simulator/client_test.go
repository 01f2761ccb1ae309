package simulator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"shuangzhou/bot/simulator"
)

var noon = time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)

// newTelegram makes a Telegram at noon with Zhang, who pressed start, Li, who
// did not, and a group of both.
func newTelegram(t *testing.T, options ...func(*simulator.Options)) *simulator.Telegram {
	t.Helper()
	o := simulator.Options{Now: func() time.Time { return noon }}
	for _, change := range options {
		change(&o)
	}
	tg := simulator.New(o)
	t.Cleanup(tg.Close)
	tg.AddPerson(simulator.Person{ID: 1, FirstName: "三", LastName: "张", Username: "zhang"})
	tg.AddPerson(simulator.Person{ID: 2, FirstName: "四"})
	tg.AddGroup(simulator.Group{ID: -10, Title: "招商工作群", Members: []int64{1, 2}})
	tg.Greet(1)
	return tg
}

// newClient is the library the bot uses, over memory.
func newClient(t *testing.T, tg *simulator.Telegram) *bot.Bot {
	t.Helper()
	b, err := bot.New(tg.Token(), bot.WithServerURL("http://telegram"),
		bot.WithHTTPClient(time.Minute, &http.Client{Transport: tg.Transport()}))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestLibrarySpeaksToSimulator(t *testing.T) {
	tg := newTelegram(t)
	b := newClient(t, tg)
	ctx := context.Background()

	m, err := b.SendMessage(ctx, &bot.SendMessageParams{
		ChatID: int64(1), Text: "已记：<b>锦尚二期</b> &lt;挂牌&gt;", ParseMode: models.ParseModeHTML,
		ReplyMarkup: models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{
			{Text: "撤销", CallbackData: "u1", Style: "danger"},
			{Text: "规则", CopyText: models.CopyTextButton{Text: "按签约年"}},
		}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if m.Text != "已记：锦尚二期 <挂牌>" || len(m.Entities) != 1 || m.Entities[0].Offset != 3 || m.Entities[0].Length != 4 {
		t.Errorf("sent message is %+v", m)
	}
	q, err := tg.Press(1, 1, m.ID, "撤销")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.AnswerCallbackQuery(ctx, &bot.AnswerCallbackQueryParams{CallbackQueryID: q, Text: "已撤销"}); err != nil {
		t.Fatal(err)
	}
	if a, ok := tg.Answer(q); !ok || a.Text != "已撤销" {
		t.Errorf("answer is %+v, %v", a, ok)
	}
	edit := &bot.EditMessageTextParams{ChatID: int64(1), MessageID: m.ID, Text: "已撤销"}
	if _, err := b.EditMessageText(ctx, edit); err != nil {
		t.Fatal(err)
	}
	if _, err := b.EditMessageText(ctx, edit); !errors.Is(err, bot.ErrorBadRequest) || !strings.Contains(err.Error(), "message is not modified") {
		t.Errorf("the same edit again gives %v", err)
	}
	photo, err := b.SendPhoto(ctx, &bot.SendPhotoParams{
		ChatID: int64(1), Caption: "趋势", Photo: &models.InputFileUpload{Filename: "a.png", Data: bytes.NewReader(picture(t, 30, 20))},
	})
	if err != nil {
		t.Fatal(err)
	}
	if photo.Caption != "趋势" || photo.Photo[0].Width != 30 {
		t.Errorf("photo is %+v", photo)
	}
	again, err := b.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: int64(1), Photo: &models.InputFileString{Data: photo.Photo[0].FileID}})
	if err != nil || again.Photo[0].FileID != photo.Photo[0].FileID {
		t.Errorf("photo by id gives %+v, %v", again, err)
	}
	if _, err := b.SetMessageReaction(ctx, &bot.SetMessageReactionParams{
		ChatID: int64(1), MessageID: m.ID,
		Reaction: []models.ReactionType{{Type: models.ReactionTypeTypeEmoji, ReactionTypeEmoji: &models.ReactionTypeEmoji{Type: models.ReactionTypeTypeEmoji, Emoji: "👍"}}},
	}); err != nil {
		t.Error(err)
	}
	if _, err := b.SetMyCommands(ctx, &bot.SetMyCommandsParams{
		Commands: []models.BotCommand{{Command: "rates", Description: "转化率"}},
		Scope:    &models.BotCommandScopeAllPrivateChats{},
	}); err != nil {
		t.Error(err)
	}
	if menu := tg.Menu(1, 1); len(menu) != 1 || menu[0].Command != "rates" {
		t.Errorf("menu is %v", menu)
	}
	var kinds []string
	for _, e := range tg.Events(0) {
		kinds = append(kinds, string(e.Kind))
	}
	const want = "sent answered edited sent sent reacted commands"
	if got := strings.Join(kinds, " "); got != want {
		t.Errorf("events are %s, want %s", got, want)
	}
}

func TestFileGoesToBot(t *testing.T) {
	tg := newTelegram(t)
	b := newClient(t, tg)
	data := []byte("PK\x03\x04 not really a workbook")
	if _, err := tg.SendFile(1, 1, "台账.xlsx", "", data, "今天的"); err != nil {
		t.Fatal(err)
	}
	sent := tg.Messages(1)[0].File
	f, err := b.GetFile(context.Background(), &bot.GetFileParams{FileID: sent.ID})
	if err != nil {
		t.Fatal(err)
	}
	response, err := (&http.Client{Transport: tg.Transport()}).Get(b.FileDownloadLink(f))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var got bytes.Buffer
	if _, err := got.ReadFrom(response.Body); err != nil || !bytes.Equal(got.Bytes(), data) {
		t.Errorf("downloaded %q, %v", got.Bytes(), err)
	}
}

// TestUpdatesDecodeInLibrary holds that every kind of update a person can cause
// is one the library reads, as it stands.
func TestUpdatesDecodeInLibrary(t *testing.T) {
	tg := newTelegram(t, func(o *simulator.Options) { o.PrivacyOff = true })
	kinds := `["message","edited_message","callback_query","my_chat_member","message_reaction"]`
	mustCall(t, tg, "getUpdates", `{"allowed_updates":`+kinds+`}`)
	mustCall(t, tg, "sendMessage", `{"chat_id":1,"text":"好","reply_markup":`+buttons(1)+`}`)
	for _, err := range []error{
		second(tg.Say(1, 1, "在 /rates", simulator.ReplyTo(1), simulator.Forwarded("赵"))),
		tg.Edit(1, 1, 2, "不在"),
		second(tg.Press(1, 1, 1, "x")),
		tg.React(1, 1, 1, "👍"),
		second(tg.SendSticker(1, 1)),
		second(tg.SendLocation(1, 1, 24.5, 118.1)),
		second(tg.SendContact(1, 1, "13800000000", "李")),
		second(tg.SendPoll(1, 1, "去吗", []string{"去", "不去"})),
		second(tg.SendVoice(1, 1, []byte("OggS"))),
		second(tg.SendPhoto(1, 1, picture(t, 9, 9), "现场")),
		second(tg.SendFile(1, 1, "台账.xlsx", "", []byte("PK"), "")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	tg.Block(1)
	tg.Unblock(1)
	tg.SetBotAdmin(-10, true)
	tg.Kick(-10)
	tg.Invite(1, -10)
	tg.Migrate(-10)
	var raws []json.RawMessage
	if err := json.Unmarshal(mustCall(t, tg, "getUpdates", `{}`), &raws); err != nil {
		t.Fatal(err)
	}
	if len(raws) < 18 {
		t.Errorf("only %d updates", len(raws))
	}
	for _, raw := range raws {
		var u models.Update
		if err := json.Unmarshal(raw, &u); err != nil {
			t.Errorf("%s: %v", raw, err)
		}
		if u.Message == nil && u.EditedMessage == nil && u.CallbackQuery == nil && u.MyChatMember == nil && u.MessageReaction == nil {
			t.Errorf("%s: nothing the library knows", raw)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// TestLostAnswerOverSocket holds that a fault closes a real connection.
func TestLostAnswerOverSocket(t *testing.T) {
	tg := newTelegram(t)
	server := httptest.NewServer(tg)
	defer server.Close()
	b, err := bot.New(tg.Token(), bot.WithServerURL(server.URL))
	if err != nil {
		t.Fatal(err)
	}
	tg.Fail(simulator.Fault{Method: "sendMessage", When: simulator.AfterEffect})
	params := &bot.SendMessageParams{ChatID: int64(1), Text: "好"}
	if m, err := b.SendMessage(context.Background(), params); err == nil {
		t.Errorf("the lost answer came: %+v", m)
	}
	if _, err := b.SendMessage(context.Background(), params); err != nil {
		t.Error(err)
	}
	if n := len(tg.Messages(1)); n != 2 {
		t.Errorf("%d messages, want the one in doubt and its repetition", n)
	}
}
