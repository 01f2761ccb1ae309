package simulator_test

import (
	"fmt"
	"testing"
	"time"

	"shuangzhou/bot/simulator"
)

// A steppedClock moves when it is told to.
type steppedClock struct{ at time.Time }

func (c *steppedClock) now() time.Time { return c.at }

func TestLimits(t *testing.T) {
	tests := []struct {
		name   string
		limits simulator.Limits
		chats  int           // how many private chats take turns; 0 is the group
		every  time.Duration // between two messages
		passes int           // messages until the first 429
		retry  int
	}{
		{"30 a second over all", simulator.Limits{}, 100, 0, 30, 1},
		{"30 a second, evenly", simulator.Limits{}, 100, time.Second/30 + 1, 200, 0},
		{"a burst of 5 in a chat", simulator.Limits{}, 1, 0, 5, 1},
		{"1 a second in a chat", simulator.Limits{}, 1, time.Second, 200, 0},
		{"2 a second in a chat are too many", simulator.Limits{}, 1, time.Second / 2, 9, 1},
		{"20 a minute in a group", simulator.Limits{}, 0, 2 * time.Second, 20, 20},
		{"a message each 3 seconds in a group", simulator.Limits{}, 0, 3 * time.Second, 200, 0},
		{"settable", simulator.Limits{PerSecond: 2}, 100, 0, 2, 1},
		{"switched off", simulator.Limits{PerSecond: -1, PerChatPerSecond: -1, PerGroupPerMinute: -1}, 0, 0, 200, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			clock := &steppedClock{noon}
			tg := newTelegram(t, func(o *simulator.Options) { o.Now, o.Limits = clock.now, test.limits })
			for id := range int64(100) {
				tg.AddPerson(simulator.Person{ID: 100 + id, FirstName: "某"})
				tg.Greet(100 + id)
			}
			passed := 0
			var got response
			for ; passed < 200; passed++ {
				chat := -10
				if test.chats > 0 {
					chat = 100 + passed%test.chats
				}
				if got = call(t, tg, "sendMessage", fmt.Sprintf(`{"chat_id":%d,"text":"x"}`, chat)); !got.OK {
					break
				}
				clock.at = clock.at.Add(test.every)
			}
			if passed != test.passes || got.Parameters.RetryAfter != test.retry {
				t.Errorf("%d passed, then %s; want %d and retry after %d", passed, got.Description, test.passes, test.retry)
			}
			if want := fmt.Sprintf("Too Many Requests: retry after %d", test.retry); !got.OK && got.Description != want {
				t.Errorf("refused with %s, want %s", got.Description, want)
			}
		})
	}
}

func TestEditsCountAndRefusedOnesDoNot(t *testing.T) {
	clock := &steppedClock{noon}
	tg := newTelegram(t, func(o *simulator.Options) { o.Now = clock.now })
	mustCall(t, tg, "sendMessage", `{"chat_id":1,"text":"0"}`)
	for n := range 10 {
		call(t, tg, "editMessageText", fmt.Sprintf(`{"chat_id":1,"message_id":1,"text":"%d"}`, n+1))
	}
	edits := 0
	for _, e := range tg.Events(0) {
		if e.Kind == simulator.Edited {
			edits++
		}
	}
	if edits != 4 {
		t.Errorf("%d edits after one message, want a burst of 5 in all", edits)
	}
	clock.at = clock.at.Add(time.Second)
	mustCall(t, tg, "editMessageText", `{"chat_id":1,"message_id":1,"text":"later"}`)
}
