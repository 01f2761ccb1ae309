package simulator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"shuangzhou/bot/simulator"
)

// A response is the Bot API's.
type response struct {
	OK          bool
	Result      json.RawMessage
	ErrorCode   int `json:"error_code"`
	Description string
	Parameters  struct {
		RetryAfter      int   `json:"retry_after"`
		MigrateToChatID int64 `json:"migrate_to_chat_id"`
	}
}

// call asks the Bot API with a JSON body.
func call(t *testing.T, tg *simulator.Telegram, method, body string) response {
	t.Helper()
	return post(t, tg, tg.Token(), method, "application/json", strings.NewReader(body))
}

func post(t *testing.T, tg *simulator.Telegram, token, method, contentType string, body io.Reader) response {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, "http://telegram/bot"+token+"/"+method, body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", contentType)
	got, err := tg.Transport().RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	var out response
	if err := json.NewDecoder(got.Body).Decode(&out); err != nil {
		t.Fatal(err)
	}
	if want := max(out.ErrorCode, http.StatusOK); got.StatusCode != want {
		t.Errorf("%s: status %d, body says %d", method, got.StatusCode, want)
	}
	return out
}

// mustCall is call where a refusal ends the test.
func mustCall(t *testing.T, tg *simulator.Telegram, method, body string) json.RawMessage {
	t.Helper()
	got := call(t, tg, method, body)
	if !got.OK {
		t.Fatalf("%s %s: %s", method, body, got.Description)
	}
	return got.Result
}

// newScene is newTelegram with message 1 of the bot (a button), 2 of Zhang, 3 a
// photo of the bot, and all sorts of people who cannot be written to.
func newScene(t *testing.T) *simulator.Telegram {
	t.Helper()
	tg := newTelegram(t)
	mustCall(t, tg, "sendMessage", `{"chat_id":1,"text":"好","reply_markup":{"inline_keyboard":[[{"text":"撤销","callback_data":"u"}]]}}`)
	if _, err := tg.Say(1, 1, "在"); err != nil {
		t.Fatal(err)
	}
	upload(t, tg, "sendPhoto", map[string]string{"chat_id": "1", "caption": "图"}, "photo", "a.png", picture(t, 20, 20))
	for id := int64(3); id <= 4; id++ {
		tg.AddPerson(simulator.Person{ID: id, FirstName: fmt.Sprint(id)})
		tg.Greet(id)
	}
	tg.Block(3)
	tg.DeleteAccount(4)
	tg.AddGroup(simulator.Group{ID: -11, Title: "踢", Members: []int64{1}})
	tg.Kick(-11)
	tg.AddGroup(simulator.Group{ID: -12, Title: "没请", Members: []int64{1}, BotAbsent: true})
	tg.AddGroup(simulator.Group{ID: -1001, Title: "大群踢", Members: []int64{1}, Supergroup: true})
	tg.Kick(-1001)
	return tg
}

func upload(t *testing.T, tg *simulator.Telegram, method string, fields map[string]string, field, name string, data []byte) response {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for key, value := range fields {
		if err := form.WriteField(key, value); err != nil {
			t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile(field, name)
	if err == nil {
		_, err = part.Write(data)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return post(t, tg, tg.Token(), method, form.FormDataContentType(), &body)
}

func buttons(n int) string {
	row := `[{"text":"x","callback_data":"d"}]`
	return `{"inline_keyboard":[` + strings.TrimSuffix(strings.Repeat(row+",", n), ",") + `]}`
}

func TestRefusals(t *testing.T) {
	const notModified = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
	long := strings.Repeat("招", 4097)
	tests := []struct {
		method string
		body   string
		code   int
		want   string
	}{
		{"noSuchMethod", `{}`, 404, "Not Found"},
		{"sendMessage", `{"text":"x"}`, 400, "Bad Request: chat_id is empty"},
		{"sendMessage", `{"chat_id":1}`, 400, "Bad Request: message text is empty"},
		{"sendMessage", `{"chat_id":1,"text":""}`, 400, "Bad Request: message text is empty"},
		{"sendMessage", `{"chat_id":1,"text":" \n "}`, 400, "Bad Request: message text is empty"},
		{"sendMessage", `{"chat_id":1,"text":"<b> </b>","parse_mode":"HTML"}`, 400, "Bad Request: message text is empty"},
		{"sendMessage", `{"chat_id":1,"text":"` + long + `"}`, 400, "Bad Request: message is too long"},
		{"sendMessage", `{"chat_id":1,"text":` + `"` + strings.Repeat("😀", 2049) + `"}`, 400, "Bad Request: message is too long"},
		{"sendMessage", `{"chat_id":1,"text":7}`, 400, `Bad Request: field "text" must be of type String`},
		{"sendMessage", `{"chat_id":1,"text":"x","colour":"red"}`, 400, `Bad Request: unexpected parameter "colour"`},
		{"sendMessage", `{"chat_id":1,"text":"x","disable_notification":"maybe"}`, 400, `Bad Request: field "disable_notification" must be of type Boolean`},
		{"sendMessage", `{"chat_id":1,"text":"x","parse_mode":"Word"}`, 400, "Bad Request: unsupported parse_mode"},
		{"sendMessage", `not json`, 400, "Bad Request: can't parse JSON object"},

		{"sendMessage", `{"chat_id":99,"text":"x"}`, 400, "Bad Request: chat not found"},
		{"sendMessage", `{"chat_id":"@nobody","text":"x"}`, 400, "Bad Request: chat not found"},
		{"sendMessage", `{"chat_id":2,"text":"x"}`, 403, "Forbidden: bot can't initiate conversation with a user"},
		{"sendMessage", `{"chat_id":3,"text":"x"}`, 403, "Forbidden: bot was blocked by the user"},
		{"sendMessage", `{"chat_id":4,"text":"x"}`, 403, "Forbidden: user is deactivated"},
		{"sendMessage", `{"chat_id":-11,"text":"x"}`, 403, "Forbidden: bot was kicked from the group chat"},
		{"sendMessage", `{"chat_id":-12,"text":"x"}`, 403, "Forbidden: bot is not a member of the group chat"},
		{"sendMessage", `{"chat_id":-1001,"text":"x"}`, 403, "Forbidden: bot was kicked from the supergroup chat"},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_parameters":{"message_id":77}}`, 400, "Bad Request: message to be replied not found"},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_parameters":{"chat_id":1}}`, 400, `Bad Request: can't parse reply parameters: Can't find field "message_id"`},

		{"sendMessage", `{"chat_id":1,"text":"x","reply_markup":"{"}`, 400, "Bad Request: can't parse reply keyboard markup JSON object"},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_markup":null}`, 400, "Bad Request: object expected as reply markup"},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_markup":"null"}`, 400, "Bad Request: object expected as reply markup"},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_markup":[]}`, 400, "Bad Request: object expected as reply markup"},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"a"}]]}}`, 400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":""}]]}}`, 400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"a","copy_text":{"text":""}}]]}}`, 400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"callback_data":"d"}]]}}`, 400, `Bad Request: can't parse inline keyboard button: Can't find field "text"`},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":5,"callback_data":"d"}]]}}`, 400, `Bad Request: can't parse inline keyboard button: Field "text" must be of type String`},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"` + strings.Repeat("x", 65) + `"}]]}}`, 400, "Bad Request: BUTTON_DATA_INVALID"},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"d","url":"https://a.cn"}]]}}`, 400, "Bad Request: can't parse inline keyboard button: Exactly one action must be specified, found url, callback_data"},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"a","url":"ftp://a.cn"}]]}}`, 400, "Bad Request: inline keyboard button URL 'ftp://a.cn' is invalid: Unsupported URL protocol"},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_markup":{"inline_keyboard":[[{"text":"a","callback_data":"d","style":"red"}]]}}`, 400, `Bad Request: can't parse inline keyboard button: Unknown button style "red" specified`},
		{"sendMessage", `{"chat_id":1,"text":"x","reply_markup":` + buttons(101) + `}`, 400, "Bad Request: reply markup is too long"},

		{"editMessageText", `{"chat_id":1,"message_id":1,"text":"好","reply_markup":{"inline_keyboard":[[{"text":"撤销","callback_data":"u"}]]}}`, 400, notModified},
		{"editMessageText", `{"chat_id":1,"message_id":77,"text":"x"}`, 400, "Bad Request: message to edit not found"},
		{"editMessageText", `{"chat_id":1,"message_id":2,"text":"x"}`, 400, "Bad Request: message can't be edited"},
		{"editMessageText", `{"chat_id":1,"message_id":3,"text":"x"}`, 400, "Bad Request: there is no text in the message to edit"},
		{"editMessageText", `{"chat_id":1,"text":"x"}`, 400, "Bad Request: message identifier is not specified"},
		{"editMessageText", `{"message_id":1,"text":"x"}`, 400, "Bad Request: chat_id is empty"},
		{"editMessageText", `{"chat_id":1,"message_id":1}`, 400, "Bad Request: message text is empty"},
		{"editMessageCaption", `{"chat_id":1,"message_id":1,"caption":"x"}`, 400, "Bad Request: there is no caption in the message to edit"},
		{"editMessageCaption", `{"chat_id":1,"message_id":3,"caption":"图"}`, 400, notModified},
		{"editMessageReplyMarkup", `{"chat_id":1,"message_id":3}`, 400, notModified},
		{"deleteMessage", `{"chat_id":1,"message_id":77}`, 400, "Bad Request: message to delete not found"},
		{"setMessageReaction", `{"chat_id":1,"message_id":77,"reaction":[{"type":"emoji","emoji":"👍"}]}`, 400, "Bad Request: message to react not found"},
		{"setMessageReaction", `{"chat_id":1,"message_id":2,"reaction":[{"type":"emoji","emoji":"🚗"}]}`, 400, "Bad Request: REACTION_INVALID"},
		{"pinChatMessage", `{"chat_id":1,"message_id":77}`, 400, "Bad Request: message to pin not found"},
		{"unpinChatMessage", `{"chat_id":-10}`, 400, "Bad Request: not enough rights to manage pinned messages in the chat"},

		{"sendPhoto", `{"chat_id":1}`, 400, "Bad Request: there is no photo in the request"},
		{"sendDocument", `{"chat_id":1}`, 400, "Bad Request: there is no document in the request"},
		{"sendDocument", `{"chat_id":1,"document":"made up"}`, 400, "Bad Request: wrong file identifier/HTTP URL specified"},
		{"getFile", `{"file_id":"made up"}`, 400, "Bad Request: wrong file_id or the file is temporarily unavailable"},
		{"answerCallbackQuery", `{"callback_query_id":"77"}`, 400, "Bad Request: query is too old and response timeout expired or query ID is invalid"},
		{"answerCallbackQuery", `{}`, 400, "Bad Request: query is too old and response timeout expired or query ID is invalid"},
		{"sendChatAction", `{"chat_id":1,"action":"sleeping"}`, 400, "Bad Request: wrong parameter action in request"},
		{"getChat", `{"chat_id":99}`, 400, "Bad Request: chat not found"},
		{"getChatMember", `{"chat_id":-10,"user_id":99}`, 400, "Bad Request: user not found"},
		{"leaveChat", `{"chat_id":1}`, 400, "Bad Request: chat member status can't be changed in private chats"},
		{"setMyCommands", `{"commands":[{"command":"汇总","description":"x"}]}`, 400, "Bad Request: BOT_COMMAND_INVALID"},
		{"setMyCommands", `{"commands":[{"command":"x","description":""}]}`, 400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"},
		{"setMyCommands", `{"commands":[],"language_code":"chinese"}`, 400, "Bad Request: invalid language code specified"},
		{"setMyDescription", `{"description":"` + strings.Repeat("长", 513) + `"}`, 400, "Bad Request: BOT_DESCRIPTION_TOO_LONG"},
		{"setWebhook", `{"url":"http://example.com/hook"}`, 400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"},
		{"setWebhook", `{"url":"https://example.com/hook","secret_token":"a b"}`, 400, "Bad Request: secret token contains unallowed characters"},
	}
	tg := newScene(t)
	before := len(tg.Events(0))
	for _, test := range tests {
		got := call(t, tg, test.method, test.body)
		if got.OK || got.ErrorCode != test.code || got.Description != test.want {
			t.Errorf("%s %.200s\n got %d %s\nwant %d %s", test.method, test.body, got.ErrorCode, got.Description, test.code, test.want)
		}
	}
	if after := len(tg.Events(0)); after != before {
		t.Errorf("refused requests left %d events", after-before)
	}
}

func TestRefusedHTML(t *testing.T) {
	tests := []struct{ html, want string }{
		{"<p>x</p>", `Unsupported start tag "p" at byte offset 0`},
		{"行<br>", `Unsupported start tag "br" at byte offset 3`},
		{"<b>x", `Can't find end tag corresponding to start tag "b"`},
		{"x</b>", `Unexpected end tag at byte offset 1`},
		{"<b><i>x</b></i>", `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`},
		{"1 < 2", `Unsupported start tag "" at byte offset 2`},
		{"a <b", `Unclosed start tag at byte offset 2`},
		{"<b>x</b", `Unclosed end tag at byte offset 4`},
		{`<a href="x>y</a>`, `Unclosed start tag at byte offset 0`},
		{"<a href>x</a>", `Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0`},
		{`<a ="x">x</a>`, `Empty attribute name in the tag "a" at byte offset 0`},
		{`<span class="red">x</span>`, `Tag "span" must have class "tg-spoiler" at byte offset 0`},
		{`<tg-time unix="noon">x</tg-time>`, `Tag "tg-time" must have attribute "unix" at byte offset 0`},
		{"<i aba = ", `Unclosed start tag "i" at byte offset 0`},
		{"<i aba = 1_2>x</i>", `Unexpected end of name token at byte offset 9`},
		{"&#xDFDF;", "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"},
		{`<tg-emoji emoji-id="x">👍</tg-emoji>`, "Invalid custom emoji identifier specified"},
		{"a&nbsp;b", `Unsupported named entity "&nbsp;" at byte offset 1`},
	}
	tg := newTelegram(t)
	for _, test := range tests {
		body, err := json.Marshal(map[string]any{"chat_id": 1, "text": test.html, "parse_mode": "HTML"})
		if err != nil {
			t.Fatal(err)
		}
		got := call(t, tg, "sendMessage", string(body))
		if want := "Bad Request: can't parse entities: " + test.want; got.Description != want {
			t.Errorf("%s\n got %s\nwant %s", test.html, got.Description, want)
		}
	}
}

func TestUploadLimits(t *testing.T) {
	tests := []struct {
		method, field string
		data          []byte
		code          int
		want          string
	}{
		{"sendDocument", "document", nil, 400, "Bad Request: file must be non-empty"},
		{"sendDocument", "document", make([]byte, 51<<20), 413, "Request Entity Too Large"},
		{"sendPhoto", "photo", []byte("no picture"), 400, "Bad Request: IMAGE_PROCESS_FAILED"},
		{"sendPhoto", "photo", make([]byte, 10<<20+1), 400, "Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes"},
		{"sendPhoto", "photo", picture(t, 2100, 100), 400, "Bad Request: PHOTO_INVALID_DIMENSIONS"},
	}
	tg := newTelegram(t)
	for _, test := range tests {
		got := upload(t, tg, test.method, map[string]string{"chat_id": "1"}, test.field, "a.png", test.data)
		if got.ErrorCode != test.code || got.Description != test.want {
			t.Errorf("%s of %d bytes: %d %s, want %d %s", test.method, len(test.data), got.ErrorCode, got.Description, test.code, test.want)
		}
	}
	if _, err := tg.SendFile(1, 1, "大.xlsx", "", make([]byte, 20<<20+1), ""); err != nil {
		t.Fatal(err)
	}
	big := tg.Messages(1)[0].File
	if got := call(t, tg, "getFile", `{"file_id":"`+big.ID+`"}`); got.Description != "Bad Request: file is too big" {
		t.Errorf("getFile of 20 MB and a byte: %s", got.Description)
	}
}

func TestWrongToken(t *testing.T) {
	tg := newTelegram(t)
	got := post(t, tg, "7:wrong", "getMe", "application/json", strings.NewReader("{}"))
	if got.ErrorCode != 401 || got.Description != "Unauthorized" {
		t.Errorf("got %d %s", got.ErrorCode, got.Description)
	}
}

func TestMigratedGroup(t *testing.T) {
	tg := newTelegram(t)
	to := tg.Migrate(-10)
	got := call(t, tg, "sendMessage", `{"chat_id":-10,"text":"x"}`)
	if got.ErrorCode != 400 || got.Description != "Bad Request: group chat was upgraded to a supergroup chat" || got.Parameters.MigrateToChatID != to {
		t.Errorf("got %+v, want the new id %d", got, to)
	}
	mustCall(t, tg, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, to))
}

func TestFormsAreRead(t *testing.T) {
	tg := newTelegram(t)
	form := url.Values{
		"chat_id": {"1"}, "text": {"好"}, "disable_notification": {"true"},
		"reply_markup": {`{"inline_keyboard":[[{"text":"a","callback_data":"d","copy_text":{"text":""}}]]}`},
	}
	got := post(t, tg, tg.Token(), "sendmessage", "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
	if !got.OK {
		t.Fatal(got.Description)
	}
	m := tg.Messages(1)[0]
	if !m.Silent || len(m.Buttons) != 1 || m.Buttons[0][0].Data != "d" {
		t.Errorf("message is %+v", m)
	}
}

func TestPressIsAnsweredOnceAndInTime(t *testing.T) {
	now := noon
	tg := newTelegram(t, func(o *simulator.Options) { o.Now = func() time.Time { return now } })
	mustCall(t, tg, "sendMessage", `{"chat_id":1,"text":"好","reply_markup":`+buttons(1)+`}`)
	answer := func(q string) string {
		return call(t, tg, "answerCallbackQuery", `{"callback_query_id":"`+q+`","text":"行"}`).Description
	}
	const tooOld = "Bad Request: query is too old and response timeout expired or query ID is invalid"
	first, _ := tg.Press(1, 1, 1, "x")
	if got := answer(first); got != "" {
		t.Errorf("first answer: %s", got)
	}
	if got := answer(first); got != tooOld {
		t.Errorf("second answer: %q", got)
	}
	late, _ := tg.Press(1, 1, 1, "x")
	now = now.Add(16 * time.Second)
	if got := answer(late); got != tooOld {
		t.Errorf("late answer: %q", got)
	}
}
