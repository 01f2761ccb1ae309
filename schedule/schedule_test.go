package schedule

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/robfig/cron/v3"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"shuangzhou/storage"
)

// A desk is a runner over a database of its own, with a clock that tests set
// and a table they change.
type desk struct {
	t      rapid.TB
	zone   *time.Location
	path   string
	store  *storage.Store
	runner *Runner
	jobs   []Job
	broken error     // of the table
	now    time.Time // the clock

	mu  sync.Mutex // guards what a running loop and its test both touch
	ran []string   // what the jobs were asked to do, in order
}

func newDesk(t testing.TB, at string) *desk {
	d := &desk{t: t, zone: zone(t, "Asia/Shanghai"), path: filepath.Join(t.TempDir(), "jobs.db")}
	d.now = d.clock(at)
	d.open()
	t.Cleanup(func() { d.store.Close() })
	return d
}

// clock reads "2026-03-02 09:00" or, with seconds, "2026-03-02 09:00:01".
func (d *desk) clock(s string) time.Time {
	d.t.Helper()
	if len(s) == len("2006-01-02 15:04") {
		s += ":00"
	}
	at, err := time.ParseInLocation(time.DateTime, s, d.zone)
	if err != nil {
		d.t.Fatal(err)
	}
	return at
}

func (d *desk) open() {
	d.t.Helper()
	d.store = openStore(d.t, d.path, d.zone, func() time.Time { return d.now })
	table := func(*storage.Tx) ([]Job, error) { return d.jobs, d.broken }
	d.runner = NewRunner(d.store, table, func() time.Time { return d.now }, quietLog())
}

func openStore(t rapid.TB, path string, zone *time.Location, now func() time.Time) *storage.Store {
	t.Helper()
	s, err := storage.Open(context.Background(), path, storage.Options{Now: now, Location: zone})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func quietLog() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

func (d *desk) restart() {
	d.t.Helper()
	if err := d.store.Close(); err != nil {
		d.t.Fatal(err)
	}
	d.open()
}

// job is one that notes that it ran, and says something of which only one is
// ever to be seen.
func (d *desk) job(name, spec string) Job {
	return Job{Name: name, When: every(d.t, spec), Do: func(tx *storage.Tx, r Run) error {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.ran = append(d.ran, line(name, r.Due.In(d.zone), map[bool]string{true: "late", false: "ran"}[r.Late]))
		return note(tx, name)
	}}
}

func line(name string, due time.Time, outcome string) string {
	return fmt.Sprintf("%s %s %s", name, due.Format("01-02 15:04"), outcome)
}

func every(t rapid.TB, spec string) cron.Schedule {
	t.Helper()
	s, err := cron.ParseStandard(spec)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// note leaves in the database what a run caused.
func note(tx *storage.Tx, name string) error {
	n, err := counted(tx, name)
	if err != nil {
		return err
	}
	return tx.SetMark("test/"+name, strconv.Itoa(n+1))
}

func counted(tx *storage.Tx, name string) (int, error) {
	s, err := tx.Mark("test/" + name)
	if errors.Is(err, storage.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(s)
}

func (d *desk) counted(name string) (n int) {
	d.t.Helper()
	err := d.store.Read(context.Background(), func(tx *storage.Tx) (err error) {
		n, err = counted(tx, name)
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return n
}

// tick sets the clock and runs what is due.
func (d *desk) tick(at string) {
	d.t.Helper()
	d.now = d.clock(at)
	if err := d.runner.RunDue(context.Background()); err != nil {
		d.t.Fatalf("at %s: %v", at, err)
	}
}

// settled returns what the database holds of runs, in the order of their due times.
func (d *desk) settled() []string {
	d.t.Helper()
	return runsIn(d.t, d.path, d.zone)
}

func runsIn(t rapid.TB, path string, zone *time.Location) (lines []string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT job, due, outcome FROM run ORDER BY due, job`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var job, due, outcome string
		if err := rows.Scan(&job, &due, &outcome); err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse(time.RFC3339Nano, due)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line(job, at.In(zone), outcome))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

func (d *desk) want(what string, got []string, want ...string) {
	d.t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		d.t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestEachDueTimeRunsOnceAcrossRestarts(t *testing.T) {
	d := newDesk(t, "2026-03-02 08:00")
	d.jobs = []Job{d.job("daily", "0 9 * * *")}
	for _, day := range []string{"2026-03-02", "2026-03-03", "2026-03-04"} {
		for _, at := range []string{"08:59:59", "09:00:00", "09:00:00", "09:00:30", "23:00:00"} {
			d.tick(day + " " + at)
			d.restart()
		}
	}
	want := []string{"daily 03-02 09:00 ran", "daily 03-03 09:00 ran", "daily 03-04 09:00 ran"}
	d.want("asked to run", d.ran, want...)
	d.want("kept", d.settled(), want...)
	if n := d.counted("daily"); n != 3 {
		t.Errorf("the runs caused %d things, want 3", n)
	}
}

// What was missed while the program was down. The job was first heard of on
// Monday at 08:00, and ran on Monday at 09:00.
func TestMissedRuns(t *testing.T) {
	const ran = "daily 03-02 09:00 ran"
	tests := []struct {
		name    string
		expires time.Duration // after the due time; 0: never
		back    string        // when the program is there again
		want    []string
	}{
		{"nothing was due", 0, "2026-03-03 08:59:59", nil},
		{"at its time", 0, "2026-03-03 09:00:00", []string{"daily 03-03 09:00 ran"}},
		{"ten minutes are in time", 0, "2026-03-03 09:10:00", []string{"daily 03-03 09:00 ran"}},
		{"later is marked 补发", 0, "2026-03-03 09:10:01", []string{"daily 03-03 09:00 late"}},
		{"up to its expiry", 8 * time.Hour, "2026-03-03 17:00:00", []string{"daily 03-03 09:00 late"}},
		{"no more after it", 8 * time.Hour, "2026-03-03 17:00:01", []string{"daily 03-03 09:00 expired"}},
		{"expired before it is late", time.Minute, "2026-03-03 09:02:00", []string{"daily 03-03 09:00 expired"}},
		{"of several the latest", 0, "2026-03-05 12:00:00", []string{
			"daily 03-03 09:00 expired", "daily 03-04 09:00 expired", "daily 03-05 09:00 late",
		}},
		{"of several the latest, in time", 0, "2026-03-05 09:00:00", []string{
			"daily 03-03 09:00 expired", "daily 03-04 09:00 expired", "daily 03-05 09:00 ran",
		}},
		{"of several the latest, which has expired", time.Hour, "2026-03-04 12:00:00", []string{
			"daily 03-03 09:00 expired", "daily 03-04 09:00 expired",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, "2026-03-02 08:00")
			job := d.job("daily", "0 9 * * *")
			if tt.expires != 0 {
				job.Expires = func(due time.Time) time.Time { return due.Add(tt.expires) }
			}
			d.jobs = []Job{job}
			d.tick("2026-03-02 08:00")
			d.tick("2026-03-02 09:00")
			d.restart()
			d.tick(tt.back)
			d.tick(tt.back)
			d.want("kept", d.settled(), append([]string{ran}, tt.want...)...)
			done := slices.DeleteFunc(slices.Clone(tt.want), func(s string) bool { return strings.HasSuffix(s, "expired") })
			d.want("asked to run", d.ran, append([]string{ran}, done...)...)
		})
	}
}

func TestAJobFirstHeardOfIsNotDueInThePast(t *testing.T) {
	d := newDesk(t, "2026-03-02 10:00")
	d.jobs = []Job{d.job("daily", "0 9 * * *")}
	d.tick("2026-03-02 10:00")
	d.want("kept when heard of", d.settled())
	d.restart() // and down until Wednesday: Tuesday's was missed, Monday's never was due
	d.tick("2026-03-04 08:00")
	d.want("kept", d.settled(), "daily 03-03 09:00 late")
}

func TestAJobThatFailsKeepsNoOtherAndIsTriedAgain(t *testing.T) {
	tests := []struct {
		name string
		fail func() error
		says string
	}{
		{"an error", func() error { return errors.New("no such unit") }, "no such unit"},
		{"a panic", func() error { panic("out of range") }, "panic: out of range"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, "2026-03-02 08:00")
			ill, well := d.job("ill", "0 9 * * *"), d.job("well", "0 9 * * *")
			works, broken := ill.Do, true
			ill.Do = func(tx *storage.Tx, r Run) error {
				if err := works(tx, r); err != nil {
					return err
				}
				if broken {
					return tt.fail()
				}
				return nil
			}
			d.jobs = []Job{ill, well}
			d.tick("2026-03-02 08:00")
			d.now = d.clock("2026-03-02 09:00")
			for range 2 {
				err := d.runner.RunDue(context.Background())
				if err == nil || !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), "run job ill due 2026-03-02T09:00:00+08:00") {
					t.Errorf("error %v: wants the job, its due time and %q", err, tt.says)
				}
			}
			d.want("kept", d.settled(), "well 03-02 09:00 ran")
			if n := d.counted("ill"); n != 0 {
				t.Errorf("a run that failed left %d things", n)
			}
			broken = false
			d.restart()
			d.tick("2026-03-02 09:05")
			d.tick("2026-03-02 09:06")
			d.want("kept in the end", d.settled(), "ill 03-02 09:00 ran", "well 03-02 09:00 ran")
			if ill, well := d.counted("ill"), d.counted("well"); ill != 1 || well != 1 {
				t.Errorf("things caused: %d and %d, want one each", ill, well)
			}
		})
	}
}

func TestAJobThatFailsUntilItsNextTimeRunsThen(t *testing.T) {
	d := newDesk(t, "2026-03-02 08:00")
	job := d.job("daily", "0 9 * * *")
	works := job.Do
	job.Do = func(tx *storage.Tx, r Run) error {
		if tx.Now().Before(d.clock("2026-03-03 09:00")) {
			return errors.New("not today")
		}
		return works(tx, r)
	}
	d.jobs = []Job{job}
	d.tick("2026-03-02 08:00")
	d.now = d.clock("2026-03-02 09:00")
	if err := d.runner.RunDue(context.Background()); err == nil {
		t.Error("the failing run went well")
	}
	d.tick("2026-03-03 09:00")
	d.want("kept", d.settled(), "daily 03-02 09:00 expired", "daily 03-03 09:00 ran")
	d.want("asked to run", d.ran, "daily 03-03 09:00 ran")
}

func TestOfSeveralDueTheEarliestGoesFirst(t *testing.T) {
	d := newDesk(t, "2026-03-02 08:00")
	d.jobs = []Job{
		d.job("noon", "0 12 * * *"), d.job("nine", "0 9 * * *"),
		d.job("second of nine", "0 9 * * *"), d.job("half past eight", "30 8 * * *"),
	}
	d.tick("2026-03-02 08:00")
	d.tick("2026-03-02 12:05")
	d.want("asked to run", d.ran,
		"half past eight 03-02 08:30 late", "nine 03-02 09:00 late", "second of nine 03-02 09:00 late", "noon 03-02 12:00 ran")
}

func TestAClockMovedBackRepeatsNothing(t *testing.T) {
	d := newDesk(t, "2026-03-02 08:00")
	d.jobs = []Job{d.job("daily", "0 9 * * *")}
	d.tick("2026-03-02 08:00")
	d.tick("2026-03-04 09:00") // a clock that is wrong by two days
	d.tick("2026-03-02 08:30") // is set right
	d.tick("2026-03-02 09:00")
	d.restart()
	d.tick("2026-03-04 09:00")
	d.tick("2026-03-05 09:00")
	d.want("asked to run", d.ran, "daily 03-04 09:00 ran", "daily 03-05 09:00 ran")
}

func TestATableThatChanges(t *testing.T) {
	d := newDesk(t, "2026-03-02 08:00")
	d.jobs = []Job{d.job("a", "0 9 * * *"), d.job("b", "0 9 * * *")}
	d.tick("2026-03-02 08:00")
	d.tick("2026-03-02 09:00")
	d.jobs = []Job{d.job("a", "0 15 * * *")} // a moved to the afternoon, b gone
	d.tick("2026-03-02 15:00")
	d.tick("2026-03-03 15:00")
	d.broken = errors.New("setting unreadable")
	d.now = d.clock("2026-03-04 15:00")
	if err := d.runner.RunDue(context.Background()); !errors.Is(err, d.broken) {
		t.Errorf("error %v, want the table's", err)
	}
	d.broken = nil
	d.jobs = append(d.jobs, d.job("b", "0 9 * * *"), d.job("c", "0 9 * * *")) // b again, c new
	d.tick("2026-03-04 15:00")
	d.want("asked to run", d.ran,
		"a 03-02 09:00 ran", "b 03-02 09:00 ran", "a 03-02 15:00 ran", "a 03-03 15:00 ran",
		"b 03-04 09:00 late", "a 03-04 15:00 ran")
}

func TestUpcomingTellsTheNextOfEachJob(t *testing.T) {
	d := newDesk(t, "2026-03-02 09:00")
	if at, err := d.runner.Next(context.Background()); err != nil || !at.IsZero() {
		t.Errorf("no jobs: next is %v, %v", at, err)
	}
	never := Job{Name: "never", When: every(t, "0 0 30 2 *")}
	d.jobs = []Job{d.job("late", "0 15 * * *"), never, d.job("early", "0 9 * * *"), d.job("soon", "1 9 * * *")}
	var got []string
	err := d.store.Read(context.Background(), func(tx *storage.Tx) error {
		ups, err := d.runner.Upcoming(tx)
		for _, u := range ups {
			got = append(got, line(u.Job, u.At.In(d.zone), ""))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d.want("upcoming", got, "soon 03-02 09:01 ", "late 03-02 15:00 ", "early 03-03 09:00 ")
	if at, err := d.runner.Next(context.Background()); err != nil || !at.Equal(d.clock("2026-03-02 09:01")) {
		t.Errorf("next is %v, %v", at, err)
	}
}

// A loop is a runner's loop in a bubble of fake time, whose clock can be set
// apart from it.
type loop struct {
	desk
	begun time.Time     // of the bubble
	ahead time.Duration // of the bubble's time
}

// change changes the table or the clock under the running loop.
func (l *loop) change(f func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f()
}

// asked returns what the jobs were asked to do by now.
func (l *loop) asked() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.ran)
}

func (l *loop) table(*storage.Tx) ([]Job, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.jobs, l.broken
}

// inLoop runs f beside a loop over some jobs, from 07:59:47 on: no due time
// falls on the end of a full nap by chance.
func inLoop(t *testing.T, jobs func(l *loop) []Job, f func(l *loop)) {
	t.Helper()
	dir := t.TempDir()
	zone := zone(t, "Asia/Shanghai")
	synctest.Test(t, func(t *testing.T) {
		l := &loop{begun: time.Now()}
		l.t, l.zone, l.path = t, zone, filepath.Join(dir, "jobs.db")
		from := l.desk.clock("2026-03-02 07:59:47")
		now := func() time.Time {
			l.mu.Lock()
			defer l.mu.Unlock()
			return from.Add(time.Since(l.begun) + l.ahead)
		}
		l.store = openStore(t, l.path, zone, now)
		l.jobs = jobs(l)
		l.runner = NewRunner(l.store, l.table, now, quietLog())
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error, 1)
		go func() { ended <- l.runner.Loop(ctx) }()
		synctest.Wait()
		f(l)
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the loop ended with %v", err)
		}
		if err := l.store.Close(); err != nil {
			t.Error(err)
		}
	})
	goleak.VerifyNone(t)
}

// after lets fake time pass and the loop come to rest.
func (l *loop) after(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func oneAtNine(l *loop) []Job { return []Job{l.job("daily", "0 9 * * *")} }

func TestLoopRunsAJobAtItsTime(t *testing.T) {
	inLoop(t, oneAtNine, func(l *loop) {
		l.after(time.Hour + 13*time.Second - time.Millisecond)
		l.want("a moment before nine", l.asked())
		l.after(time.Millisecond)
		l.want("at nine", l.asked(), "daily 03-02 09:00 ran")
		l.after(24 * time.Hour)
		l.want("a day later", l.asked(), "daily 03-02 09:00 ran", "daily 03-03 09:00 ran")
	})
}

func TestLoopSeesAMovedClock(t *testing.T) {
	inLoop(t, oneAtNine, func(l *loop) {
		l.after(time.Second) // somewhere in a nap
		l.change(func() { l.ahead = 90 * time.Minute })
		synctest.Wait()
		l.want("not told", l.asked())
		l.runner.Wake()
		l.runner.Wake() // a second one is no harm
		synctest.Wait()
		l.want("told", l.asked(), "daily 03-02 09:00 late")
	})
}

func TestLoopSeesAMovedClockWithinANap(t *testing.T) {
	inLoop(t, oneAtNine, func(l *loop) {
		l.change(func() { l.ahead = 90 * time.Minute })
		l.after(longestNap)
		l.want("within a nap", l.asked(), "daily 03-02 09:00 late")
	})
}

func TestLoopSeesAChangedTableWithinANap(t *testing.T) {
	inLoop(t, func(*loop) []Job { return nil }, func(l *loop) {
		l.after(30 * time.Minute)
		l.change(func() { l.jobs = []Job{l.job("new", "31 8 * * *")} })
		l.after(2 * time.Minute)
		l.want("asked to run", l.asked(), "new 03-02 08:31 ran")
	})
}

func TestLoopGoesOnAfterAFault(t *testing.T) {
	inLoop(t, oneAtNine, func(l *loop) {
		l.change(func() { l.broken = errors.New("setting unreadable") })
		l.after(2 * time.Hour)
		l.want("while the table is broken", l.asked())
		l.change(func() { l.broken = nil })
		l.after(longestNap)
		l.want("afterwards", l.asked(), "daily 03-02 09:00 late")
	})
}

// A failing job must not be tried without a pause.
func TestLoopTriesAFailingJobOnceANap(t *testing.T) {
	tries := 0
	inLoop(t, func(l *loop) []Job {
		return []Job{{Name: "ill", When: every(l.t, "0 9 * * *"), Do: func(*storage.Tx, Run) error {
			tries++
			return errors.New("ill")
		}}}
	}, func(l *loop) { l.after(time.Hour + 13*time.Second + 10*longestNap) })
	if tries != 11 {
		t.Errorf("tried %d times in ten naps, want 11", tries)
	}
}

// Two programs by mistake on one database: what is due is run by one of them.
func TestTwoRunnersOnOneDatabase(t *testing.T) {
	const hours = 40
	d := newDesk(t, "2026-03-02 00:30")
	var mu sync.Mutex
	now := d.now
	clock := func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	job := Job{Name: "hourly", When: every(t, "0 * * * *"), Do: func(tx *storage.Tx, _ Run) error { return note(tx, "hourly") }}
	table := func(*storage.Tx) ([]Job, error) { return []Job{job}, nil }
	var runners []*Runner
	for range 2 {
		s := openStore(t, d.path, d.zone, clock)
		t.Cleanup(func() { s.Close() })
		runners = append(runners, NewRunner(s, table, clock, quietLog()))
	}
	for range hours + 1 {
		var both sync.WaitGroup
		for _, r := range runners {
			// The loser of a race says that the run is settled; it is no fault.
			both.Go(func() { _ = r.RunDue(context.Background()) })
		}
		both.Wait()
		mu.Lock()
		now = now.Add(time.Hour)
		mu.Unlock()
	}
	if n := d.counted("hourly"); n != hours {
		t.Errorf("%d runs were made, want %d", n, hours)
	}
	if n := len(d.settled()); n != hours {
		t.Errorf("%d runs are kept, want %d", n, hours)
	}
}

// Whatever ticks, restarts and failures there are: each due time is settled
// once, in order, and what a run causes is there once for each that was made.
// Every case has a job of its own in one database: opening one takes longer
// than all the rest.
func TestRunnerProperty(t *testing.T) {
	d := newDesk(t, "2026-03-02 00:00")
	cases := 0
	rapid.Check(t, func(rt *rapid.T) {
		cases++
		d.t = rt
		d.now, d.ran = d.clock("2026-03-02 00:00"), nil
		fails := false
		job := d.job(fmt.Sprint("job", cases), "0 */6 * * *")
		works := job.Do
		job.Do = func(tx *storage.Tx, r Run) error {
			if err := works(tx, r); err != nil || !fails {
				return err
			}
			d.ran = d.ran[:len(d.ran)-1]
			return errors.New("fails")
		}
		life := time.Duration(rapid.IntRange(1, 20).Draw(rt, "life")) * time.Hour
		job.Expires = func(due time.Time) time.Time { return due.Add(life) }
		d.jobs = []Job{job}
		tick := func() { _ = d.runner.RunDue(context.Background()) }
		tick()
		for range rapid.IntRange(1, 8).Draw(rt, "ticks") {
			d.now = d.now.Add(time.Duration(rapid.IntRange(0, 20*60).Draw(rt, "minutes")) * time.Minute)
			fails = rapid.Bool().Draw(rt, "fails")
			if rapid.IntRange(0, 9).Draw(rt, "restart") == 0 {
				d.restart()
			}
			tick()
		}
		fails = false
		tick()
		var due, kept, made []string
		for at := job.When.Next(d.clock("2026-03-02 00:00")); !at.After(d.now); at = job.When.Next(at) {
			due = append(due, at.Format("01-02 15:04"))
		}
		for _, s := range d.settled() {
			f := strings.Fields(s)
			if f[0] != job.Name {
				continue
			}
			kept = append(kept, f[1]+" "+f[2])
			if f[3] != "expired" {
				made = append(made, s)
			}
		}
		d.want("due times settled", kept, due...)
		d.want("runs made", d.ran, made...)
		if n := d.counted(job.Name); n != len(made) {
			rt.Errorf("the runs caused %d things, want %d", n, len(made))
		}
	})
}
