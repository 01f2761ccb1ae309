package simulator_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"shuangzhou/bot/simulator"
)

// poll fetches updates and returns their ids.
func poll(t *testing.T, tg *simulator.Telegram, body string) []int64 {
	t.Helper()
	var updates []struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(mustCall(t, tg, "getUpdates", body), &updates); err != nil {
		t.Fatal(err)
	}
	ids := []int64{}
	for _, u := range updates {
		ids = append(ids, u.ID)
	}
	return ids
}

func say(t *testing.T, tg *simulator.Telegram, n int) {
	t.Helper()
	for range n {
		if _, err := tg.Say(1, 1, "在"); err != nil {
			t.Fatal(err)
		}
	}
}

func wantIDs(t *testing.T, got []int64, want ...int64) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("updates %v, want %v", got, want)
	}
}

func TestOffsetConfirms(t *testing.T) {
	tg := newTelegram(t, func(o *simulator.Options) { o.FirstUpdate = 100 })
	say(t, tg, 4)
	wantIDs(t, poll(t, tg, `{}`), 100, 101, 102, 103)
	wantIDs(t, poll(t, tg, `{"limit":2}`), 100, 101)
	wantIDs(t, poll(t, tg, `{"offset":102}`), 102, 103)
	wantIDs(t, poll(t, tg, `{"offset":-1}`), 103)
	wantIDs(t, poll(t, tg, `{"offset":104}`))
	if n := tg.Pending(); n != 0 {
		t.Errorf("%d pending", n)
	}
}

func TestAtMostHundredUpdates(t *testing.T) {
	tg := newTelegram(t)
	say(t, tg, 130)
	if got := poll(t, tg, `{"limit":1000}`); len(got) != 100 {
		t.Errorf("%d updates in one answer", len(got))
	}
}

func TestIDsJumpBothWays(t *testing.T) {
	tg := newTelegram(t, func(o *simulator.Options) { o.FirstUpdate = 1000 })
	say(t, tg, 2)
	wantIDs(t, poll(t, tg, `{}`), 1000, 1001)
	tg.JumpIDs(50)
	say(t, tg, 2)
	wantIDs(t, poll(t, tg, `{"offset":1002}`), 50, 51)
	tg.JumpIDs(900000)
	say(t, tg, 1)
	wantIDs(t, poll(t, tg, `{"offset":52}`), 900000)
	wantIDs(t, poll(t, tg, `{"offset":900001}`))
}

func TestIDsAreRandomAfterQuietWeek(t *testing.T) {
	now := noon
	tg := newTelegram(t, func(o *simulator.Options) { o.Now = func() time.Time { return now } })
	say(t, tg, 1)
	wantIDs(t, poll(t, tg, `{"offset":0}`), 1)
	now = now.Add(6 * 24 * time.Hour)
	say(t, tg, 1)
	wantIDs(t, poll(t, tg, `{"offset":2}`), 2)
	now = now.Add(7 * 24 * time.Hour)
	say(t, tg, 1)
	if got := poll(t, tg, `{"offset":3}`); len(got) != 1 || got[0] == 3 {
		t.Errorf("after a quiet week the ids are %v", got)
	}
}

func TestRedeliveredWhateverTheOffset(t *testing.T) {
	tg := newTelegram(t)
	say(t, tg, 3)
	wantIDs(t, poll(t, tg, `{}`), 1, 2, 3)
	wantIDs(t, poll(t, tg, `{"offset":4}`))
	if !tg.Redeliver(2) || tg.Redeliver(77) {
		t.Error("Redeliver knows the wrong updates")
	}
	wantIDs(t, poll(t, tg, `{"offset":4}`), 2)
	wantIDs(t, poll(t, tg, `{"offset":3}`))
}

func TestUpdatesExpireAfterADay(t *testing.T) {
	now := noon
	tg := newTelegram(t, func(o *simulator.Options) { o.Now = func() time.Time { return now } })
	say(t, tg, 1)
	now = now.Add(24 * time.Hour)
	say(t, tg, 1)
	wantIDs(t, poll(t, tg, `{}`), 1, 2)
	now = now.Add(time.Second)
	wantIDs(t, poll(t, tg, `{}`), 2)
}

func TestRawUpdatesStayAsTheyAre(t *testing.T) {
	tg := newTelegram(t)
	for _, raw := range []string{`{"brand_new_thing":{"x":1.50}}`, `{"message":"not a message"}`, `{"update_id":77,"message":{"chat":[]}}`} {
		if _, err := tg.InjectRaw(json.RawMessage(raw)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tg.InjectRaw(json.RawMessage(`[`)); err == nil {
		t.Error("a broken text went in")
	}
	got := string(mustCall(t, tg, "getUpdates", `{}`))
	want := `[{"brand_new_thing":{"x":1.50},"update_id":1},{"message":"not a message","update_id":2},{"message":{"chat":[]},"update_id":77}]`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAllowedUpdatesHoldUntilNamedAnew(t *testing.T) {
	tg := newTelegram(t)
	poll(t, tg, `{"allowed_updates":["message"]}`)
	say(t, tg, 1)
	if err := tg.Edit(1, 1, 1, "改"); err != nil {
		t.Fatal(err)
	}
	tg.Block(1)
	wantIDs(t, poll(t, tg, `{}`), 1)
	poll(t, tg, `{"allowed_updates":[]}`)
	tg.Unblock(1)
	wantIDs(t, poll(t, tg, `{"offset":2}`), 2)
}

// TestLongPoll needs synctest: it waits for a minute that does not pass.
func TestLongPoll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t, func(o *simulator.Options) { o.Now = time.Now })
		began := time.Now()
		wantIDs(t, poll(t, tg, `{"timeout":50}`))
		if waited := time.Since(began); waited != 50*time.Second {
			t.Errorf("an empty poll took %v", waited)
		}
		time.AfterFunc(7*time.Second, func() { say(t, tg, 1) })
		began = time.Now()
		wantIDs(t, poll(t, tg, `{"timeout":50}`), 1)
		if waited := time.Since(began); waited != 7*time.Second {
			t.Errorf("the update came after %v", waited)
		}
	})
}

func TestSecondPollerEndsTheFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t, func(o *simulator.Options) { o.Now = time.Now })
		first := make(chan response, 1)
		go func() { first <- call(t, tg, "getUpdates", `{"timeout":50}`) }()
		synctest.Wait()
		if !tg.Polling() {
			t.Error("nobody polls")
		}
		time.AfterFunc(time.Second, func() { say(t, tg, 1) })
		wantIDs(t, poll(t, tg, `{"timeout":50}`), 1)
		const want = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
		if got := <-first; got.ErrorCode != 409 || got.Description != want {
			t.Errorf("the first poller got %d %s", got.ErrorCode, got.Description)
		}
	})
}

func TestPollEndsWithItsRequestAndWithClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tg := newTelegram(t, func(o *simulator.Options) { o.Now = time.Now })
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://telegram/bot1:test/getUpdates?timeout=50", nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tg.Transport().RoundTrip(r); err != context.DeadlineExceeded {
			t.Errorf("the cancelled poll ended with %v", err)
		}
		time.AfterFunc(time.Second, tg.Close)
		began := time.Now()
		wantIDs(t, poll(t, tg, `{"timeout":50}`))
		if waited := time.Since(began); waited != time.Second {
			t.Errorf("Close ended the poll after %v", waited)
		}
	})
}

// A hook takes what a webhook is sent; it fails while failures is above zero.
type hook struct {
	failures int
	got      chan string
}

func (h *hook) RoundTrip(r *http.Request) (*http.Response, error) {
	var u struct {
		ID int64 `json:"update_id"`
	}
	if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
		return nil, err
	}
	h.failures--
	status := http.StatusOK
	if h.failures >= 0 {
		status = http.StatusInternalServerError
	}
	h.got <- fmt.Sprint(u.ID, " ", status, " ", r.Header.Get("X-Telegram-Bot-Api-Secret-Token"))
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Body: http.NoBody}, nil
}

func TestWebhookPostsUntilTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := &hook{failures: 2, got: make(chan string, 10)}
		tg := newTelegram(t, func(o *simulator.Options) { o.Now, o.Webhook = time.Now, h })
		say(t, tg, 1)
		mustCall(t, tg, "setWebhook", `{"url":"https://bot.example.cn/hook","secret_token":"s3"}`)
		if got := call(t, tg, "getUpdates", `{}`); got.Description != "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first" {
			t.Errorf("getUpdates beside a webhook: %s", got.Description)
		}
		say(t, tg, 1)
		time.Sleep(time.Minute)
		synctest.Wait()
		var posted []string
		for len(h.got) > 0 {
			posted = append(posted, <-h.got)
		}
		if want := "1 500 s3,1 500 s3,1 200 s3,2 200 s3"; strings.Join(posted, ",") != want {
			t.Errorf("posted %v, want %s", posted, want)
		}
		info := string(mustCall(t, tg, "getWebhookInfo", `{}`))
		if !strings.Contains(info, `"pending_update_count":0`) || !strings.Contains(info, "Wrong response from the webhook") {
			t.Errorf("webhook info is %s", info)
		}
		mustCall(t, tg, "deleteWebhook", `{}`)
		say(t, tg, 1)
		wantIDs(t, poll(t, tg, `{}`), 3)
	})
}
