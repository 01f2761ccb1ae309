package telegram

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"shuangzhou/bot/simulator"
	"shuangzhou/storage"
)

// benchWorld is a world in real time without limits.
func benchWorld(b *testing.B, people int) *world {
	b.Helper()
	w := newWorld(b, b.TempDir(), func(so *simulator.Options, o *Options) {
		so.NoLimits = true
		o.Limits = Limits{}
	})
	w.options.Log = slog.New(slog.DiscardHandler)
	for p := range int64(people) {
		w.tg.AddPerson(simulator.Person{ID: 5000 + p, FirstName: "某"})
		w.tg.Greet(5000 + p)
	}
	w.handler.handle = func(tx *storage.Tx, u Update) error {
		_, err := tx.Enqueue(storage.Message{Deed: "reply/" + u.Key, Chat: u.Chat.ID, Kind: storage.TextMessage, Text: "已记：" + u.Text})
		return err
	}
	w.openStore()
	return w
}

func (w *world) end() {
	w.halt()
	w.tg.Close()
	w.closeStore()
}

// wait waits, in real time, until a condition holds.
func (w *world) wait(done func() bool) {
	for {
		changed := w.tg.Changed()
		if done() {
			return
		}
		<-changed
	}
}

// BenchmarkReceive is one update: polled, handled with a trivial reply, and
// committed. The replies are not sent.
func BenchmarkReceive(b *testing.B) {
	w := benchWorld(b, 100)
	for i := range b.N {
		w.say(int64(5000+i%100), int64(5000+i%100), fmt.Sprint("锦尚二期今天土地挂牌了", i))
	}
	w.options.Store = w.store
	bot, err := New(w.options)
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	b.ResetTimer()
	b.ReportAllocs()
	offset, err := int64(0), error(nil)
	for w.tg.Pending() > 0 {
		if offset, err = bot.pollOnceNow(ctx, offset); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "updates/s")
	w.tg.Close()
	w.closeStore()
}

// pollOnceNow is pollOnce that does not wait where nothing waits.
func (b *Bot) pollOnceNow(ctx context.Context, offset int64) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	next, err := b.pollOnce(ctx, offset)
	if ctx.Err() != nil {
		return offset, nil
	}
	return next, err
}

// BenchmarkSend is one message: taken, sent and recorded.
func BenchmarkSend(b *testing.B) {
	for _, chats := range []int{1, 100} {
		b.Run(fmt.Sprintf("chats=%d", chats), func(b *testing.B) {
			w := benchWorld(b, chats)
			var ms []storage.Message
			for i := range b.N {
				ms = append(ms, text(int64(5000+i%chats), i))
			}
			w.queue(ms...)
			b.ResetTimer()
			b.ReportAllocs()
			w.run()
			w.wait(func() bool { return w.tg.Calls()["sendMessage"] >= b.N })
			b.StopTimer()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
			w.end()
		})
	}
}

// BenchmarkAnswer is the whole way: somebody writes, the reply is there.
func BenchmarkAnswer(b *testing.B) {
	w := benchWorld(b, 100)
	for i := range b.N {
		w.say(int64(5000+i%100), int64(5000+i%100), fmt.Sprint("句", i))
	}
	b.ResetTimer()
	w.run()
	w.wait(func() bool { return w.tg.Calls()["sendMessage"] >= b.N })
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "answers/s")
	w.end()
}
