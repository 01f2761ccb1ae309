package bot_test

import (
	"cmp"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"shuangzhou/bot/simulator"
	"shuangzhou/storage"
)

var seedFlag = flag.Uint64("seed", 0, "run the simulation with this seed only")

// TestSimulation lets the demo's district live for a fortnight and a day: its
// people report, ask and press; Telegram fails now and then; the program is
// killed at random moments. Whatever happened, each update was applied once and
// each message said once. All of it is drawn from one seed: -seed repeats it.
func TestSimulation(t *testing.T) {
	days, seeds := 15, []uint64{1, 2}
	from := time.Date(2026, 3, 5, 8, 0, 0, 0, time.FixedZone("CST", 8*60*60)) // the meeting is on the 17th
	if testing.Short() {
		days, seeds, from = 3, seeds[:1], from.AddDate(0, 0, 10) // deadline past; digest and meeting ahead
	}
	if *seedFlag != 0 {
		seeds = []uint64{*seedFlag}
	}
	database, district := seedDistrict(t, from)
	for _, seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, dir, database, district, from, seed)
				w.live(w.plan(days))
				w.rest()
				w.check(true)
				w.life.line.kill()
				w.bury()
				w.telegram.Close()
			})
			if t.Failed() {
				t.Logf("to repeat: go test ./bot -run TestSimulation -seed %d", seed)
			}
		})
	}
}

// A happening is something that happens in the district at a time.
type happening struct {
	at time.Time
	do func()
}

// plan draws what happens on each of the days.
func (w *world) plan(days int) []happening {
	var all []happening
	add := func(at time.Time, do func()) { all = append(all, happening{at, do}) }
	longAway := w.random.IntN(max(days-1, 1))
	for day := range days {
		morning := w.from.AddDate(0, 0, day)
		work := 30 + w.random.IntN(30)
		if weekday := morning.Weekday(); weekday == time.Saturday || weekday == time.Sunday {
			work = 3
		}
		moment := func() time.Time { return morning.Add(time.Duration(w.random.Int64N(int64(11 * time.Hour)))) }
		for range work {
			add(moment(), w.somebodyActs)
		}
		for range 1 + w.random.IntN(2) {
			w.planBurst(add, moment(), day%2 == 0)
		}
		for range w.random.IntN(4) {
			add(moment(), w.somethingFails)
		}
		for range 1 + w.random.IntN(2) {
			away := time.Duration(1+w.random.IntN(240)) * time.Minute
			add(moment(), w.killer(away))
		}
		add(morning.Add(14*time.Hour), func() { w.telegram.JumpIDs(int64(900_000_000 - 10_000_000*day)) })
		if day == longAway {
			add(morning.Add(11*time.Hour), w.killer(14*time.Hour)) // over night, into the next morning
		}
	}
	slices.SortStableFunc(all, func(a, b happening) int { return a.at.Compare(b.at) })
	return all
}

// planBurst draws a burst of messages, in the middle of which the program dies.
func (w *world) planBurst(add func(time.Time, func()), at time.Time, die bool) {
	for range 20 + w.random.IntN(20) {
		add(at.Add(time.Duration(w.random.Int64N(int64(3*time.Second)))), w.somebodyActs)
	}
	if die {
		add(at.Add(time.Duration(w.random.Int64N(int64(5*time.Second)))), w.killer(time.Duration(1+w.random.IntN(20))*time.Second))
	}
}

// killer returns a kill: at once, or lying in wait for a message.
func (w *world) killer(away time.Duration) func() {
	how, skip := moment(w.random.IntN(3)), w.random.IntN(4)
	return func() {
		if w.life == nil {
			return
		}
		w.away = away
		if how == never {
			w.life.line.kill()
			return
		}
		w.life.line.lie(how, skip)
	}
}

// live lets happen what was planned, and buries and starts the program between.
func (w *world) live(plan []happening) {
	for len(plan) > 0 {
		next := plan[0].at
		if w.life == nil && w.back.Before(next) {
			w.sleepUntil(w.back)
			w.riseAgain()
			continue
		}
		if w.life != nil && w.diesBefore(next) {
			continue
		}
		w.sleepUntil(next)
		plan[0].do()
		plan = plan[1:]
	}
}

func (w *world) sleepUntil(at time.Time) {
	if d := at.Sub(w.now()); d > 0 {
		time.Sleep(d)
	}
}

// diesBefore waits for a time and reports whether the program died before.
func (w *world) diesBefore(at time.Time) bool {
	timer := time.NewTimer(max(0, at.Sub(w.now())))
	defer timer.Stop()
	select {
	case w.left = <-w.life.line.struck:
		w.bury()
		w.back = w.now().Add(w.away)
		w.downs = append(w.downs, span{w.now(), w.back})
		return true
	case <-timer.C:
		return false
	}
}

// riseAgain starts the program on what its kill left.
func (w *world) riseAgain() {
	w.start(w.left)
	w.check(false)
}

// rest waits until all is said and done.
func (w *world) rest() {
	w.telegram.Heal()
	for range 3 * 60 * 60 {
		if w.life == nil {
			w.sleepUntil(w.back)
			w.riseAgain()
		}
		if w.diesBefore(w.now().Add(time.Second)) {
			continue
		}
		synctest.Wait()
		if w.telegram.Pending() == 0 && w.traffic().Queued == 0 {
			return
		}
	}
	w.t.Errorf("at %s the bot has not come to rest: %d updates, %+v", w.now(), w.telegram.Pending(), w.traffic())
}

// somethingFails lets Telegram fail for a while.
func (w *world) somethingFails() {
	f := simulator.Fault{
		Method: pick(w.random, "", "sendMessage", "sendMessage", "getUpdates", "editMessageText", "answerCallbackQuery"),
		Times:  1 + w.random.IntN(4), Skip: w.random.IntN(5),
		Status: pick(w.random, 0, 429, 500, 502), When: pick(w.random, simulator.BeforeEffect, simulator.AfterEffect, simulator.BeforeWrite),
		RetryAfter: 1 + w.random.IntN(20),
	}
	if f.Status == 429 {
		f.When = simulator.BeforeEffect // Telegram does nothing of what it refuses
	}
	w.telegram.Fail(f)
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// An utterance is an update that a person caused.
type utterance struct {
	update   int64
	at       time.Time
	account  int64
	chat     int64
	text     string
	acts     int  // it is to cause, once confirmed where that is asked for
	confirm  bool // and so may cause none
	answered bool // it is to be answered
}

// heard remembers what the update that was just made came from.
func (w *world) heard(before int64, u utterance) {
	u.update, u.at = w.telegram.LastUpdate(), w.now()
	if u.update == before {
		w.t.Errorf("%q by %d: the bot is not told", u.text, u.account)
	}
	w.said[u.update] = &u
	w.order = append(w.order, &u)
}

func (w *world) somebodyActs() {
	switch n := w.random.IntN(100); {
	case n < 45:
		w.somebodyReports()
	case n < 60:
		w.somebodyAsks()
	case n < 85:
		w.somebodyPresses()
	case n < 92:
		w.say(w.anybody(), 0, utterance{text: pick(w.random, "今天天气不错", "哈哈哈哈", "asdf qwer", "🙂🙂", "<b>1", "(¬‿¬)"), answered: true})
	case n < 95:
		w.say(strangerAccount, 0, utterance{text: pick(w.random, "你好", "转化率多少", "/start", "锦尚二期今天开工了"), answered: true})
	case n < 98:
		g := w.district.Groups[0]
		w.say(g.Members[w.random.IntN(len(g.Members))], g.ID, utterance{text: "@shuangzhou_bot 转化率多少", answered: true})
	default:
		w.somethingComesAgain()
	}
}

// somethingComesAgain delivers an update of the last day once more.
func (w *world) somethingComesAgain() {
	if len(w.order) == 0 {
		return
	}
	u := w.order[len(w.order)-1-w.random.IntN(min(len(w.order), 40))]
	if w.now().Sub(u.at) < 20*time.Hour {
		w.telegram.Redeliver(u.update)
	}
}

func (w *world) anybody() int64 {
	return w.district.People[w.random.IntN(len(w.district.People))].Account
}

// say lets a person say something, in the chat with the bot where none is named.
func (w *world) say(account, chat int64, u utterance) {
	u.account, u.chat = account, cmp.Or(chat, account)
	before := w.telegram.LastUpdate()
	if _, err := w.telegram.Say(u.account, u.chat, u.text); err != nil {
		w.t.Error(err)
		return
	}
	w.heard(before, u)
}

func (w *world) somebodyReports() {
	account := w.anybody()
	names := w.projects[w.units[account]]
	if len(names) == 0 {
		w.somebodyAsks()
		return
	}
	p := names[w.random.IntN(len(names))]
	u := utterance{acts: 1, answered: true}
	switch n := w.random.IntN(10); {
	case n < 3:
		u.text = fmt.Sprintf("%s到位资金%d万", p, 100+w.random.IntN(900))
	case n < 6:
		u.text = p + "今天土地挂牌了"
	case n < 8:
		u.text = fmt.Sprintf("%s计划%d月%d日竣工", p, 5+w.random.IntN(7), 1+w.random.IntN(28))
	default:
		u.text, u.confirm = p+"今天开工了", true
	}
	w.say(account, 0, u)
}

func (w *world) somebodyAsks() {
	text := pick(w.random, "转化率多少", "开工率多少", "/rates", "/mine", "/schedule", "/help", "/status", "/unregistered", "下次过堂会什么时候", "/start")
	w.say(w.anybody(), 0, utterance{text: text, answered: true})
}

// somebodyPresses presses a button under what he was told lately.
func (w *world) somebodyPresses() {
	for range 10 {
		account := w.anybody()
		all := w.telegram.Messages(account)
		for i := len(all) - 1; i >= max(0, len(all)-6); i-- {
			m := all[i]
			if len(m.Buttons) == 0 || w.random.IntN(3) == 0 {
				continue
			}
			row := m.Buttons[w.random.IntN(len(m.Buttons))]
			b := row[w.random.IntN(len(row))]
			before := w.telegram.LastUpdate()
			if _, err := w.telegram.Press(account, account, m.ID, b.Label); err != nil {
				continue // a button that tells the bot nothing
			}
			w.heard(before, utterance{account: account, chat: account, text: "[" + b.Label + "]", confirm: true, acts: 1})
			return
		}
	}
}

func (w *world) traffic() (t storage.Traffic) {
	w.read(func(tx *storage.Tx) (err error) {
		t, err = tx.Traffic()
		return err
	})
	return t
}

// unasked names what is said without being asked, by its deed: "" for an answer.
func unasked(deed string) string {
	for _, answer := range []string{"reply/", "answer/", "welcome/"} {
		if strings.HasPrefix(deed, answer) {
			return ""
		}
	}
	kind, _, _ := strings.Cut(deed, "/")
	return kind
}
