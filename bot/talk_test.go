package bot_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"shuangzhou/bot/simulator"
)

var update = flag.Bool("update", false, "rewrite what the bot says in the conversation files")

// TestTalk plays every conversation of testdata/talk against the real program
// on a simulated Telegram. What the bot says must be what the file says, whole,
// and nothing else: silence is checked.
func TestTalk(t *testing.T) {
	files, err := filepath.Glob("testdata/talk/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := readScript(t, string(raw))
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) { play(t, dir, s) })
			if *update {
				if err := os.WriteFile(file, []byte(s.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// play runs a script step by step.
func play(t *testing.T, dir string, s *script) {
	steps, start := s.steps, "2024-05-22 10:00"
	district, members := readFixture(t), cast
	if name, ok := strings.CutPrefix(steps[0].input, "@district "); ok {
		district = readDistrict(t, filepath.Join("reading/testdata", name+".json"))
		steps, start, members = steps[1:], district.Now.Format("2006-01-02 15:04"), castOf(district)
	}
	if from, ok := strings.CutPrefix(steps[0].input, "@from "); ok {
		steps, start = steps[1:], from
	}
	st := newStageOf(t, dir, s.files, start, district, members)
	defer st.stop()
	for i := range steps {
		step := &steps[i]
		st.do(step.input)
		st.settle()
		got := st.heard()
		if *update {
			step.expect = got
			continue
		}
		if diff := cmp.Diff(byChat(step.expect), byChat(got)); diff != "" {
			t.Errorf("line %d, after %q: the bot says something else (-file +bot):\n%s", step.line, step.input, diff)
		}
	}
}

// byChat sorts what was said by chats, keeping the order within each: chats
// are sent to at the same time.
func byChat(all []said) []said {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b said) int { return strings.Compare(a.Chat, b.Chat) })
	return sorted
}

// do carries out one input line of a script.
func (st *stage) do(input string) {
	for i, code := range st.codes {
		input = strings.ReplaceAll(input, fmt.Sprintf("邀请码%d", i+1), code)
	}
	switch {
	case input == "@again":
		st.telegram.Redeliver(st.telegram.LastUpdate())
	case input == "@down":
		st.halt()
		st.clock.Drive(noneDue, func(context.Context) {})
		st.service = nil
	case input == "@up":
		st.open()
		st.run()
		time.Sleep(time.Minute) // of the bubble: the first poll ends
	case input == "@restart":
		st.halt()
		st.open()
		st.run()
	case strings.HasPrefix(input, "@block "):
		st.telegram.Block(st.id(input[len("@block "):]))
	case strings.HasPrefix(input, "@unblock "):
		st.telegram.Unblock(st.id(input[len("@unblock "):]))
	case strings.HasPrefix(input, "@inject "):
		if _, err := st.telegram.InjectRaw(json.RawMessage(input[len("@inject "):])); err != nil {
			st.t.Fatal(err)
		}
	case strings.HasPrefix(input, "@ "):
		at, err := time.ParseInLocation("2006-01-02 15:04", input[2:], st.clock.Now().Location())
		if err != nil {
			st.t.Fatal(err)
		}
		st.clock.Advance(at)
	default:
		st.say(input)
	}
}

// say lets a person speak, press, edit, reply or send a file.
func (st *stage) say(input string) {
	who, what, ok := strings.Cut(input, ": ")
	if !ok {
		st.press(input)
		return
	}
	name, place, inGroup := strings.Cut(who, "@")
	name, mode, _ := strings.Cut(name, " ")
	if !inGroup {
		place = name
	}
	place, placeMode, _ := strings.Cut(place, " ")
	if mode == "" {
		mode = placeMode
	}
	person, chat := st.id(name), st.id(place)
	what = strings.ReplaceAll(what, `\n`, "\n")
	var err error
	switch mode {
	case "":
		_, err = st.telegram.Say(person, chat, what)
	case "回复":
		_, err = st.telegram.Say(person, chat, what, simulator.ReplyTo(st.lastOf(chat, st.telegram.BotID(), "").ID))
	case "改":
		err = st.telegram.Edit(person, chat, st.lastOf(chat, person, "").ID, what)
	case "发":
		err = st.send(person, chat, what)
	case "回复发":
		err = st.send(person, chat, what, simulator.ReplyTo(st.lastOf(chat, st.telegram.BotID(), "").ID))
	default:
		st.t.Fatalf("no such way to speak: %q", mode)
	}
	if err != nil {
		st.t.Fatal(err)
	}
}

// send sends what is no text; behind a | stands its caption.
func (st *stage) send(person, chat int64, what string, how ...simulator.SayOption) error {
	var err error
	what, caption, _ := strings.Cut(what, " | ")
	switch what {
	case "表情包":
		_, err = st.telegram.SendSticker(person, chat)
	case "位置":
		_, err = st.telegram.SendLocation(person, chat, 24.8, 118.6)
	case "投票":
		_, err = st.telegram.SendPoll(person, chat, "去不去", []string{"去", "不去"})
	case "照片":
		_, err = st.telegram.SendPhoto(person, chat, []byte("a picture"), caption, how...)
	case "视频":
		_, err = st.telegram.SendVideo(person, chat, []byte("a film"), caption, how...)
	case "刚才的表":
		name, data := st.lastWorkbook(chat)
		_, err = st.telegram.SendFile(person, chat, name, "application/octet-stream", data, caption, how...)
	default:
		if strings.Contains(what, " + ") || strings.Contains(what, " ++ ") {
			return st.sendAlbum(person, chat, what, how...)
		}
		data, ok := st.files[what]
		if !ok {
			return fmt.Errorf("no file %q in the script", what)
		}
		if strings.HasSuffix(what, ".xlsx") {
			data = workbookOf(st.t, data)
		}
		_, err = st.telegram.SendFile(person, chat, what, "application/octet-stream", data, caption, how...)
	}
	return err
}

// sendAlbum sends files joined by +, and behind ++ once what came before them is
// answered: a long upload.
func (st *stage) sendAlbum(person, chat int64, what string, how ...simulator.SayOption) error {
	how = append(how, simulator.InAlbum(what))
	for i, part := range strings.Split(what, " ++ ") {
		if i > 0 {
			st.settle()
		}
		for _, one := range strings.Split(part, " + ") {
			if err := st.send(person, chat, one, how...); err != nil {
				return err
			}
		}
	}
	return nil
}

// press presses a button of the last message in the chat that has it:
// "张三 [撤销]", "李四@招商工作群 [撤销]".
func (st *stage) press(input string) {
	who, label, ok := strings.Cut(strings.TrimSuffix(input, "]"), " [")
	if !ok {
		st.t.Fatalf("not understood: %q", input)
	}
	name, place, inGroup := strings.Cut(who, "@")
	if !inGroup {
		place = name
	}
	person, chat := st.id(name), st.id(place)
	if data, forged := strings.CutPrefix(label, "伪造 "); forged {
		if _, err := st.telegram.PressData(person, chat, st.lastOf(chat, st.telegram.BotID(), "").ID, data); err != nil {
			st.t.Fatal(err)
		}
		return
	}
	if _, err := st.telegram.Press(person, chat, st.lastOf(chat, st.telegram.BotID(), label).ID, label); err != nil {
		st.t.Fatal(err)
	}
}
