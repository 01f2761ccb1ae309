package bot_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"shuangzhou/bot/simulator"
	"shuangzhou/schedule"
	"shuangzhou/storage"
)

func (w *world) read(f func(*storage.Tx) error) {
	w.t.Helper()
	if err := w.life.service.Store.Read(context.Background(), f); err != nil {
		w.t.Errorf("life %d, at %s: %v", w.lives, w.now(), err)
	}
}

// check holds the district to its laws: after a restart those of the log, at
// rest all of them.
func (w *world) check(rest bool) {
	w.read(func(tx *storage.Tx) error { return tx.VerifyLog() })
	acts := w.checkActs(rest)
	if traffic := w.traffic(); traffic.Aside != 0 || traffic.Failed != 0 {
		w.t.Errorf("life %d, at %s: %+v; nothing was to be set aside or given up", w.lives, w.now(), traffic)
	}
	if !rest {
		return
	}
	w.checkInbox()
	rows := w.outbox()
	doubts, doubled := w.checkSaid(rows)
	w.checkAnswers(rows)
	w.checkSilence(rows)
	w.checkRuns()
	w.checkReplay()
	w.t.Logf("%d updates, %d acts, %d messages; killed %d times; %d in doubt, %d of them seen twice",
		len(w.order), acts, len(rows), len(w.downs), doubts, doubled)
}

// checkActs: each update has its acts in the log, once.
func (w *world) checkActs(rest bool) int {
	bySource := map[string][]storage.Act{}
	undone := map[storage.ActNumber]int{}
	n := 0
	w.read(func(tx *storage.Tx) error {
		last, err := tx.LastAct()
		if err != nil {
			return err
		}
		for i := w.seeded + 1; i <= last; i++ {
			a, err := tx.Act(i)
			if err != nil {
				return err
			}
			n++
			bySource[a.Source] = append(bySource[a.Source], a)
			if a.Undoes != 0 {
				undone[a.Undoes]++
			}
		}
		return nil
	})
	for number, times := range undone {
		if times > 1 {
			w.t.Errorf("act %d was taken back %d times", number, times)
		}
	}
	sources := map[string]bool{}
	for _, u := range w.order {
		source := fmt.Sprintf("update %d", u.update)
		sources[source] = true
		got := len(bySource[source])
		if got > u.acts || rest && got < u.acts && !u.confirm && !w.askedBack(source) {
			w.t.Errorf("%s by %d: %q caused %d acts, want %d; answered: %s", source, u.account, u.text, got, u.acts, w.answerTo(source))
		}
	}
	for source := range bySource {
		if !sources[source] {
			w.t.Errorf("acts of %q, which nobody said", source)
		}
	}
	return n
}

// answerTo returns what was answered to an update.
func (w *world) answerTo(source string) (texts []string) {
	for _, q := range w.outbox() {
		if strings.HasPrefix(q.deed, "reply/"+source+"/") {
			texts = append(texts, q.text)
		}
	}
	return texts
}

// askedBack reports whether an update was met with the question whether it is
// to hold against what another person has just said.
func (w *world) askedBack(source string) bool {
	return strings.Contains(strings.Join(w.answerTo(source), "\n"), "刚改过同一项")
}

// query reads rows of the program's own tables, past its API: the test must
// not depend on what it tests.
func (w *world) query(scan func(*sql.Rows) error, query string) {
	w.t.Helper()
	db, err := sql.Open("sqlite", w.life.path)
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			w.t.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
}

// checkInbox: each update was received once.
func (w *world) checkInbox() {
	received := map[int64]int{}
	w.query(func(r *sql.Rows) error {
		var id int64
		err := r.Scan(&id)
		received[id]++
		return err
	}, `SELECT update_id FROM inbox WHERE update_id IS NOT NULL`)
	for _, u := range w.order {
		if n := received[u.update]; n != 1 {
			w.t.Errorf("update %d, %q said at %s: received %d times", u.update, u.text, u.at, n)
		}
	}
}

// A queued message as the outbox holds it.
type queued struct {
	id, chat  int64
	deed      string
	kind      string
	state     string
	messageID int64
	part      int
	doubts    int
	text      string
}

func (w *world) outbox() (all []queued) {
	w.query(func(r *sql.Rows) error {
		var q queued
		var body string
		if err := r.Scan(&q.id, &q.chat, &q.deed, &q.kind, &q.state, &q.messageID, &q.part, &q.doubts, &body); err != nil {
			return err
		}
		var m struct{ Text string }
		if err := json.Unmarshal([]byte(body), &m); err != nil {
			return err
		}
		q.text = m.Text
		all = append(all, q)
		return nil
	}, `SELECT id, chat, deed, kind, state, coalesce(message_id, 0), part, doubts, body FROM outbox
		WHERE deed NOT LIKE 'answer/%' ORDER BY id`)
	return all
}

// A place is a text in a chat.
type place struct {
	chat int64
	text string
}

// checkSaid: what is in the outbox was seen once, in its order, and more often
// only where that is counted. It returns how much was in doubt and how much of
// it was seen twice.
func (w *world) checkSaid(rows []queued) (doubts, doubled int) {
	wanted, maybe, split := map[place]int{}, map[place]int{}, map[int64]bool{}
	order := map[[2]int64]int64{}
	for _, q := range rows {
		if q.state != "sent" && q.state != "replaced" {
			w.t.Errorf("%s of %q is left %s", q.kind, q.deed, q.state)
		}
		if q.kind != string(storage.TextMessage) && q.kind != string(storage.PhotoMessage) && q.kind != string(storage.DocumentMessage) &&
			q.kind != string(storage.VideoMessage) {
			continue
		}
		order[[2]int64{q.chat, q.messageID}] = q.id
		doubts += q.doubts
		if q.part > 0 || len(utf16.Encode([]rune(q.text))) > 4096 {
			split[q.chat] = true // its parts have texts of their own
			continue
		}
		wanted[place{q.chat, q.text}]++
		maybe[place{q.chat, q.text}] += q.doubts
	}
	last := map[int64]int64{}
	seen := map[place]int{}
	for _, e := range w.telegram.Events(0) {
		if e.Kind != simulator.Sent {
			continue
		}
		seen[place{e.Chat, e.Message.HTML}]++
		id, known := order[[2]int64{e.Chat, int64(e.Message.ID)}]
		if known && id < last[e.Chat] {
			w.t.Errorf("chat %d: message %d was said after message %d", e.Chat, id, last[e.Chat])
		}
		last[e.Chat] = max(last[e.Chat], id)
	}
	for p, n := range wanted {
		if got := seen[p]; got < n || got > n+maybe[p] {
			w.t.Errorf("chat %d saw %d times, want %d to %d: %s", p.chat, got, n, n+maybe[p], p.text)
		}
		doubled += seen[p] - n
	}
	for p := range seen {
		if wanted[p] == 0 && !split[p.chat] {
			w.t.Errorf("chat %d saw what is not in the outbox: %s", p.chat, p.text)
		}
	}
	return doubts, doubled
}

// checkAnswers: who said something to the bot was answered.
func (w *world) checkAnswers(rows []queued) {
	answered := map[string]bool{}
	for _, q := range rows {
		if of, ok := strings.CutPrefix(q.deed, "reply/"); ok {
			of, _, _ = strings.Cut(of, "/")
			answered[of] = true
		}
	}
	for _, u := range w.order {
		if u.answered && !answered[fmt.Sprintf("update %d", u.update)] {
			w.t.Errorf("update %d by %d: %q was never answered", u.update, u.account, u.text)
		}
	}
}

// mayHear has the roles that are told something without having asked.
var mayHear = map[string][]storage.Role{
	"reminder": {storage.Liaison, storage.Head}, "digest": {storage.Leader, storage.Office}, "owing": {storage.Office},
	"stranger": {storage.Office}, "claim": {storage.Office}, "claim settled": {storage.Liaison, storage.Head, storage.Leader, storage.Office},
}

// checkSilence: nobody is told what is not for him; an answer goes where it
// was asked for.
func (w *world) checkSilence(rows []queued) {
	roles := map[int64]storage.Role{}
	for _, p := range w.state().People { // also of those let in meanwhile
		roles[p.Account] = p.Role
	}
	asked := map[string]*utterance{}
	for _, u := range w.order {
		asked[fmt.Sprintf("update %d", u.update)] = u
	}
	told := map[string]int{}
	for _, q := range rows {
		kind := unasked(q.deed)
		if kind == "" {
			of, _, _ := strings.Cut(strings.TrimPrefix(q.deed, "reply/"), "/")
			u := asked[of]
			office := roles[q.chat] == storage.Office // is told of what others take back or settle
			if strings.HasPrefix(q.deed, "welcome/") && q.chat == strangerAccount {
				continue // somebody of the office let him in
			}
			if u == nil || u.chat != q.chat && !office {
				w.t.Errorf("%s to chat %d, which did not ask", q.deed, q.chat)
			}
			continue
		}
		told[kind]++
		may := false
		for _, r := range mayHear[kind] {
			may = may || r == roles[q.chat]
		}
		if !may {
			w.t.Errorf("%s was told to %d, a %s", q.deed, q.chat, roles[q.chat])
		}
	}
	if told["digest"] == 0 || len(w.downs) == 0 {
		w.t.Errorf("%d digests, %d kills: the district has slept", told["digest"], len(w.downs))
	}
	w.t.Logf("told without being asked: %v", told)
}

// checkRuns: each due time is settled once; in time where the program was up.
func (w *world) checkRuns() {
	type due struct {
		Job string
		At  string
	}
	got := map[due]string{}
	w.query(func(r *sql.Rows) error {
		var d due
		var outcome string
		err := r.Scan(&d.Job, &d.At, &outcome)
		got[d] = outcome
		return err
	}, `SELECT job, due, outcome FROM run`)
	want := 0
	var jobs []schedule.Job
	err := w.life.service.Store.Read(w.t.Context(), func(tx *storage.Tx) (err error) {
		jobs, err = w.life.service.Bot.Jobs(tx)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, j := range jobs {
		for at := j.When.Next(w.from); !at.After(w.now()); at = j.When.Next(at) {
			want++
			outcome := ""
			for d, o := range got {
				if t, err := time.Parse(time.RFC3339Nano, d.At); err == nil && d.Job == j.Name && t.Equal(at) {
					outcome = o
				}
			}
			if outcome == "" || outcome != string(storage.RanInTime) && !w.downAt(at) {
				w.t.Errorf("%s due %s is settled %q", j.Name, at, outcome)
			}
		}
	}
	if len(got) != want {
		w.t.Errorf("%d runs are kept, %d were due", len(got), want)
	}
}

func (w *world) downAt(at time.Time) bool {
	for _, d := range w.downs {
		if !at.Before(d.from) && !at.After(d.to) {
			return true
		}
	}
	return false
}

// checkReplay: the state is the fold of the log.
func (w *world) checkReplay() {
	before := w.state()
	err := w.life.service.Store.Write(context.Background(), func(tx *storage.Tx) error { return tx.Replay() })
	if err != nil {
		w.t.Error(err)
	}
	if diff := cmp.Diff(before, w.state()); diff != "" {
		w.t.Errorf("replay changed the state (-before +after):\n%s", diff)
	}
}

// A state is all that is known.
type state struct {
	Projects []storage.Project
	People   []storage.Person
	Units    []storage.Unit
	Events   []storage.Event
}

func (w *world) state() (s state) {
	w.read(func(tx *storage.Tx) (err error) {
		s, err = stateOf(tx)
		return err
	})
	return s
}

func stateOf(tx *storage.Tx) (s state, err error) {
	if s.Projects, err = tx.Projects(); err != nil {
		return s, err
	}
	if s.People, err = tx.People(); err != nil {
		return s, err
	}
	if s.Units, err = tx.Units(); err != nil {
		return s, err
	}
	s.Events, err = tx.Events()
	return s, err
}
