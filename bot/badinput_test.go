package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"shuangzhou/bot/simulator"
	"shuangzhou/storage"
)

// A bad input is something nobody should send, and what becomes of it: it is
// answered or met with silence, and changes nothing that is known.
type badInput struct {
	name    string
	do      func(st *stage) error
	answers int // messages to whoever sent it; toasts and other people's not counted
	aside   int // updates kept aside, for the office
}

const zhangsan, lisi, passerby = 1001, 1002, 1010

// typed is a text in a private chat.
func typed(person int64, text string) func(*stage) error {
	return func(st *stage) error {
		_, err := st.telegram.Say(person, person, text)
		return err
	}
}

// raw is an update as it is written; ZHANG stands for 张三, NOW for the time.
func raw(update string) func(*stage) error {
	return func(st *stage) error {
		_, err := st.telegram.InjectRaw(json.RawMessage(strings.NewReplacer(
			"ZHANG", fmt.Sprint(zhangsan), "NOW", fmt.Sprint(st.clock.Now().Unix()),
		).Replace(update)))
		return err
	}
}

// inChat is a message of 张三 in his chat with some fields more.
func inChat(fields string) func(*stage) error {
	return raw(`{"message":{"message_id":700001,"date":NOW,"from":{"id":ZHANG,"is_bot":false,"first_name":"张三"},
		"chat":{"id":ZHANG,"type":"private","first_name":"张三"},` + fields + `}}`)
}

func badInputs() []badInput {
	return []badInput{
		{"an empty text", inChat(`"text":""`), 1, 0},
		{"no content at all", inChat(`"x":1`), 1, 0},
		{"blanks", inChat(`"text":"  \n\t "`), 1, 0},
		{"10,000 characters", typed(zhangsan, strings.Repeat("很长", 5000)), 3, 0},
		{"10,000 characters in one", inChat(`"text":"` + strings.Repeat("台账", 5000) + `"`), 1, 0},
		{"HTML", typed(zhangsan, "<b>粗 <i>斜</b> &amp; &nbsp; <script>alert(1)</script>"), 1, 0},
		{"unclosed HTML", typed(zhangsan, "<b><a href='x'>锦尚"), 1, 0},
		{"a template", typed(zhangsan, "{{.}} {{define \"x\"}} %s %d %!v"), 1, 0},
		{"SQL", typed(zhangsan, "'; DROP TABLE act; --"), 1, 0},
		{"emoji", typed(zhangsan, "👨‍👩‍👧‍👦🇨🇳👍🏿"), 1, 0},
		{"right-to-left marks", typed(zhangsan, "\u202e了牌挂\u200f地土\u202c"), 1, 0},
		{"zero-width characters", inChat(`"text":"\u200b\u200d\ufeff"`), 1, 0},
		{"control characters", inChat(`"text":"\u0001\u0007\u001b[31m\u0000"`), 1, 0},
		{"half a surrogate pair", inChat(`"text":"\ud83d"`), 1, 0},
		{"combining marks without end", typed(zhangsan, "z"+strings.Repeat("\u0316\u0317\u0301", 300)), 1, 0},
		{"numbers beyond all", typed(zhangsan, "投资999999999999999999999999亿"), 1, 0},
		{"a date that is none", typed(zhangsan, "2月30日25点"), 1, 0},
		{"a sticker", func(st *stage) error { _, err := st.telegram.SendSticker(zhangsan, zhangsan); return err }, 1, 0},
		{"a location", func(st *stage) error { _, err := st.telegram.SendLocation(zhangsan, zhangsan, 24.8, 118.6); return err }, 1, 0},
		{"a contact", func(st *stage) error {
			_, err := st.telegram.SendContact(zhangsan, zhangsan, "+8613800000000", "<b>某</b>")
			return err
		}, 1, 0},
		{"a poll", func(st *stage) error {
			_, err := st.telegram.SendPoll(zhangsan, zhangsan, "去不去", []string{"去", "不去"})
			return err
		}, 1, 0},
		{"a voice", func(st *stage) error { _, err := st.telegram.SendVoice(zhangsan, zhangsan, []byte("OggS")); return err }, 1, 0},
		{"a file with a path for a name", func(st *stage) error {
			_, err := st.telegram.SendFile(zhangsan, zhangsan, "../../etc/<b>passwd", "x/y", []byte{0}, "<i>")
			return err
		}, 1, 0},
		{"an unknown command", typed(zhangsan, "/rm_rf <b>"), 1, 0},
		{"a command beyond one's role", typed(zhangsan, "/status"), 1, 0},
		{"a command for another bot", typed(zhangsan, "/rates@other_bot"), 1, 0},
		{"callback data nobody made", forged(zhangsan, "undo:1"), 0, 0},
		{"callback data that is empty", forged(zhangsan, ""), 0, 0},
		{"callback data of another chat", stolen(zhangsan), 0, 0},
		{"callback data, by a stranger", stolen(passerby), 0, 0},
		{"a press of a message that is gone", raw(`{"callback_query":{"id":"1","from":{"id":ZHANG,"is_bot":false,"first_name":"张三"},
			"chat_instance":"1","data":"x","message":{"message_id":3,"date":0,"chat":{"id":ZHANG,"type":"private"}}}}`), 0, 0},
		{"a press without a message", raw(`{"callback_query":{"id":"2","from":{"id":ZHANG,"is_bot":false,"first_name":"张三"},
			"chat_instance":"1","inline_message_id":"7","data":"x"}}`), 0, 0},
		{"a game's press", raw(`{"callback_query":{"id":"3","from":{"id":ZHANG,"is_bot":false,"first_name":"张三"},
			"chat_instance":"1","game_short_name":"g"}}`), 0, 0},
		{"a stranger's name in HTML", func(st *stage) error {
			st.telegram.Rename(passerby, "<b>坏&人", "</b><a href=\"x\">", "")
			_, err := st.telegram.Say(passerby, passerby, "你好")
			return err
		}, 0, 0},
		{"a stranger who reports", typed(passerby, "锦尚二期今天土地挂牌了"), 0, 0},
		{"a group of strangers", strangersGroup, 0, 0},
		{"a channel's post, which was not asked for", raw(`{"channel_post":{"message_id":1,"date":NOW,"chat":{"id":-1009,"type":"channel","title":"频道"},
			"text":"锦尚二期今天土地挂牌了"}}`), 0, 1},
		{"in a group, on behalf of a channel", raw(`{"message":{"message_id":99,"date":NOW,"chat":{"id":-2001,"type":"supergroup","title":"招商工作群"},
			"from":{"id":136817688,"is_bot":true,"first_name":"Channel"},"sender_chat":{"id":-1009,"type":"channel","title":"频道"},"text":"@shuangzhou_bot 转化率多少"}}`), 0, 0},
		{"another bot", raw(`{"message":{"message_id":1,"date":NOW,"from":{"id":4242,"is_bot":true,"first_name":"bot"},
			"chat":{"id":-2001,"type":"supergroup","title":"招商工作群"},"text":"/rates@shuangzhou_bot"}}`), 0, 0},
		{"an unknown kind of update", raw(`{"telepathy":{"from":{"id":ZHANG},"thought":"锦尚二期开工了"}}`), 0, 1},
		{"an update without a kind", raw(`{}`), 0, 1},
		{"a message that is a string", raw(`{"message":"text"}`), 0, 1},
		{"a message that is null", raw(`{"message":null}`), 0, 1},
		{"a message that is empty", raw(`{"message":{}}`), 0, 0},
		{"a text that is a number", inChat(`"text":42`), 1, 1},
		{"an entity out of the text", inChat(`"text":"/a","entities":[{"type":"bot_command","offset":90,"length":-7}]`), 1, 0},
		{"an entity at half a character", inChat(`"text":"🙂/a","entities":[{"type":"bot_command","offset":1,"length":4}]`), 1, 0},
		{"a reply to what is not there", inChat(`"text":"阿巴阿巴","reply_to_message":{"message_id":55555,"date":NOW,"chat":{"id":ZHANG,"type":"private"}}`), 1, 0},
		{"an edit of an unknown message", raw(`{"edited_message":{"message_id":987654,"date":NOW,"edit_date":NOW,
			"from":{"id":ZHANG,"is_bot":false,"first_name":"张三"},"chat":{"id":ZHANG,"type":"private"},"text":"阿巴阿巴"}}`), 1, 0},
		{"a very old message", raw(`{"message":{"message_id":700002,"date":1,"from":{"id":ZHANG,"is_bot":false,"first_name":"张三"},
			"chat":{"id":ZHANG,"type":"private"},"text":"你好"}}`), 1, 0},
		{"a message of the far future", raw(`{"message":{"message_id":700003,"date":99999999999,"from":{"id":ZHANG,"is_bot":false,"first_name":"张三"},
			"chat":{"id":ZHANG,"type":"private"},"text":"你好"}}`), 1, 0},
		{"a service message", inChat(`"pinned_message":{"message_id":1,"date":0,"chat":{"id":ZHANG,"type":"private"}}`), 1, 0},
	}
}

// forged presses under the bot's last message to a person with data of his own.
func forged(person int64, data string) func(*stage) error {
	return func(st *stage) error {
		_, err := st.telegram.PressData(person, person, st.lastOf(person, st.telegram.BotID(), "").ID, data)
		return err
	}
}

// stolen presses, in one's own chat, the button that stands in 李四's.
func stolen(person int64) func(*stage) error {
	return func(st *stage) error {
		m := st.lastOf(lisi, st.telegram.BotID(), "撤销")
		_, err := st.telegram.PressData(person, person, st.lastOf(person, st.telegram.BotID(), "").ID, m.Buttons[0][0].Data)
		return err
	}
}

// strangersGroup is one into which strangers put the bot.
func strangersGroup(st *stage) error {
	const group = -3001
	st.telegram.AddGroup(simulator.Group{ID: group, Title: "<b>外人</b>", Members: []int64{passerby}, BotAbsent: true})
	st.titles[group] = "外人"
	st.telegram.Invite(passerby, group)
	for _, text := range []string{"@shuangzhou_bot 转化率多少", "/rates@shuangzhou_bot", "@shuangzhou_bot 锦尚二期今天开工了"} {
		if _, err := st.telegram.Say(passerby, group, text); err != nil {
			return err
		}
	}
	return nil
}

func TestBadInput(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		st := newStage(t, dir, nil, "2024-05-22 10:00")
		defer st.stop()
		// Something real, whose button can be stolen, and a message to answer.
		for person, text := range map[int64]string{lisi: "瑞科封测今天土地挂牌了", zhangsan: "转化率多少", passerby: "你好"} {
			if _, err := st.telegram.Say(person, person, text); err != nil {
				t.Fatal(err)
			}
		}
		st.settle()
		for _, in := range badInputs() {
			st.endures(in)
		}
		st.heard()
		if _, err := st.telegram.Say(zhangsan, zhangsan, "转化率多少"); err != nil {
			t.Fatal(err)
		}
		st.settle()
		if got := st.heard(); len(got) != 1 || !strings.Contains(strings.Join(got[0].Lines, "\n"), "签约转化率") {
			t.Errorf("after all that a question is answered with %v", got)
		}
	})
}

// endures sends one bad input and holds what is known against what was.
func (st *stage) endures(in badInput) {
	st.t.Helper()
	log, before, traffic := st.known()
	st.heard()
	if err := in.do(st); err != nil {
		st.t.Errorf("%s: %v", in.name, err)
		return
	}
	st.settle()
	after, now, then := st.known()
	if after != log {
		st.t.Errorf("%s: %d acts more", in.name, after-log)
	}
	if diff := cmp.Diff(before, now); diff != "" {
		st.t.Errorf("%s changed the state:\n%s", in.name, diff)
	}
	if then.Aside-traffic.Aside != in.aside || then.Failed != traffic.Failed || then.Doubled != traffic.Doubled {
		st.t.Errorf("%s: traffic %+v, before %+v; wants %d aside", in.name, then, traffic, in.aside)
	}
	answers := 0
	for _, s := range st.heard() {
		switch {
		case s.Chat == "张三" && (s.How == "" || s.How == "表情"):
			answers++
		case s.Chat == "外人" || s.Chat == "频道":
			st.t.Errorf("%s: strangers hear %q", in.name, s.Lines)
		}
	}
	if answers != in.answers {
		st.t.Errorf("%s: %d answers, want %d", in.name, answers, in.answers)
	}
}

// known returns the end of the log, the state, and the traffic.
func (st *stage) known() (last storage.ActNumber, s state, traffic storage.Traffic) {
	st.t.Helper()
	err := st.service.Store.Read(context.Background(), func(tx *storage.Tx) (err error) {
		if last, err = tx.LastAct(); err != nil {
			return err
		}
		if traffic, err = tx.Traffic(); err != nil {
			return err
		}
		s, err = stateOf(tx)
		return err
	})
	if err != nil {
		st.t.Fatal(err)
	}
	return last, s, traffic
}

// words of the trade, of which random sentences are made.
var words = [][]string{
	{"锦尚二期", "禾丰", "瑞科封测", "云帆", "晟能储能", "没有的项目", "我的项目", "<b>锦尚", "经济开发区", "陈区长", "@shuangzhou_bot"},
	{"今天", "昨天", "下周三", "5月28日", "2月30日", "明年", "上周五之前", "", "三天后", "2024年13月"},
	{"开工了", "签约了", "土地挂牌", "入库", "认定通过了", "竣工", "无变化", "暂缓", "不谈了", "到位资金3000万", "投资1.2亿", "改成2亿到3亿", "推迟到6月", "卡在蒸汽"},
	{"", "，", "？", "转化率多少", "撤销", "不是", "名单", "/rates", "新线索：", "\n", "& <i>", "😀", "\u202e", "对", "请各单位周五前报"},
}

// A sentence made of the trade's words and some junk.
func sentence(r *rand.Rand, junk string) string {
	var b strings.Builder
	for range 1 + r.IntN(5) {
		if r.IntN(8) == 0 {
			b.WriteString(junk)
		}
		kind := words[r.IntN(len(words))]
		b.WriteString(kind[r.IntN(len(kind))])
	}
	return b.String()
}

// FuzzConversation lets people talk at random, and press what they are
// offered: no update is ever set aside, no message is refused, and nobody is
// told more than three things at a time.
func FuzzConversation(f *testing.F) {
	for seed := range uint64(4) {
		f.Add(seed, "asdf")
	}
	f.Add(uint64(4), "<b>&lt;")
	f.Add(uint64(5), strings.Repeat("长", 4000))
	f.Add(uint64(6), "\u200b\u202e\x00")
	f.Fuzz(func(t *testing.T, seed uint64, junk string) {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			st := newStage(t, dir, nil, "2024-05-22 10:00")
			defer st.stop()
			r := rand.New(rand.NewPCG(seed, 5))
			for range 12 {
				st.chatter(r, strings.ToValidUTF8(junk, "?"))
			}
		})
	})
}

// chatter lets one person say or press something, and holds the laws.
func (st *stage) chatter(r *rand.Rand, junk string) {
	person := int64(1001 + r.IntN(len(cast)))
	what := sentence(r, junk)
	all := st.telegram.Messages(person)
	if n := len(all); n > 0 && len(all[n-1].Buttons) > 0 && r.IntN(2) == 0 {
		row := all[n-1].Buttons[r.IntN(len(all[n-1].Buttons))]
		b := row[r.IntN(len(row))]
		what = "[" + b.Label + "]"
		_, _ = st.telegram.Press(person, person, all[n-1].ID, b.Label) // not all buttons tell the bot
	} else if _, err := st.telegram.Say(person, person, what); err != nil {
		return // nothing to be seen in it: no client sends that
	}
	st.settle()
	heard := map[string]int{}
	for _, s := range st.heard() {
		if s.How == "" {
			heard[s.Chat]++
		}
	}
	for chat, n := range heard {
		if n > 3 {
			st.t.Errorf("%s is told %d things at once after %q", chat, n, what)
		}
	}
	if _, _, traffic := st.known(); traffic.Aside != 0 || traffic.Failed != 0 {
		st.t.Errorf("after %q: %+v", what, traffic)
	}
	time.Sleep(time.Minute) // of the bubble
}
