package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"time"

	"github.com/robfig/cron/v3"

	"shuangzhou/storage"
)

// A Job is something said without being asked: a reminder, a digest.
type Job struct {
	Name string // stands in the database: never renamed
	When cron.Schedule
	// Expires returns when a run has lost its purpose (the meeting is over);
	// nil means never. A run missed while down is made up until then.
	Expires func(due time.Time) time.Time
	// Do makes one run, in the transaction that also records it.
	Do func(tx *storage.Tx, r Run) error
}

// A Run is one due time of a job.
type Run struct {
	Due  time.Time // UTC
	Late bool      // made up after downtime (补发)
}

// A Table says which jobs there are; it is asked at every tick, so that it
// may follow settings kept in the database.
type Table func(tx *storage.Tx) ([]Job, error)

// lateAfter is how long after its due time a run counts as made up.
const lateAfter = 10 * time.Minute

// longestNap bounds how long the runner sleeps: a clock that was set, or a
// table that changed, is seen within it.
const longestNap = 30 * time.Second

// A Runner runs due jobs, each due time once, whatever restarts lie between.
// It keeps no state but the database.
type Runner struct {
	store *storage.Store
	table Table
	log   *slog.Logger
	now   func() time.Time
	wake  chan struct{}
}

// NewRunner returns a runner of the jobs of a table, by the clock now.
func NewRunner(store *storage.Store, table Table, now func() time.Time, log *slog.Logger) *Runner {
	return &Runner{store: store, table: table, log: log, now: now, wake: make(chan struct{}, 1)}
}

// Wake makes the runner look at once, as after the clock was moved.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// Loop runs what is due until the context ends.
func (r *Runner) Loop(ctx context.Context) error {
	for {
		if err := r.RunDue(ctx); err != nil && ctx.Err() == nil {
			r.log.Error("run due jobs", "error", err)
		}
		nap := longestNap
		if next, err := r.Next(ctx); err == nil && !next.IsZero() {
			nap = min(nap, max(next.Sub(r.now()), time.Millisecond))
		}
		timer := time.NewTimer(nap)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-r.wake:
			timer.Stop()
		case <-timer.C:
		}
	}
}

// RunDue runs what is due and was not run, the earliest first. An error of one
// job does not keep the others; it is tried again at the next tick.
func (r *Runner) RunDue(ctx context.Context) error {
	var due []dueRun
	err := r.store.Write(ctx, func(tx *storage.Tx) (err error) {
		due, err = r.due(tx)
		return err
	})
	if err != nil {
		return fmt.Errorf("find due jobs: %w", err)
	}
	var errs []error
	for _, d := range due {
		if err := r.store.Write(ctx, d.settle); err != nil {
			errs = append(errs, fmt.Errorf("run job %s due %s: %w", d.job.Name, d.at.Format(time.RFC3339), err))
			continue
		}
		r.log.Info("job settled", "job", d.job.Name, "due", d.at)
	}
	return errors.Join(errs...)
}

// dueRun is a run that is due, with the earlier ones of its job that were
// missed and whose place it takes.
type dueRun struct {
	job    Job
	at     time.Time
	missed []time.Time
}

// due returns for each job its latest run that is due and not settled, the
// earliest first. A table that panics is an error like any other.
func (r *Runner) due(tx *storage.Tx) (all []dueRun, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	jobs, err := r.table(tx)
	if err != nil {
		return nil, err
	}
	var due []dueRun
	for _, j := range jobs {
		since, err := tx.RunsSince(j.Name)
		if err != nil {
			return nil, err
		}
		d := dueRun{job: j}
		for t := j.When.Next(since.In(tx.Location())); !t.IsZero() && !t.After(tx.Now()); t = j.When.Next(t) {
			if !d.at.IsZero() {
				d.missed = append(d.missed, d.at)
			}
			d.at = t
		}
		if !d.at.IsZero() {
			due = append(due, d)
		}
	}
	slices.SortStableFunc(due, func(a, b dueRun) int { return a.at.Compare(b.at) })
	return due, nil
}

// settle makes a run and records it, in one transaction.
func (d dueRun) settle(tx *storage.Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	for _, m := range d.missed {
		if err := tx.RecordRun(d.job.Name, m, storage.RunExpired); err != nil {
			return err
		}
	}
	outcome := d.outcome(tx.Now())
	if err := tx.RecordRun(d.job.Name, d.at, outcome); err != nil {
		return err
	}
	if outcome == storage.RunExpired {
		return nil
	}
	return d.job.Do(tx, Run{Due: d.at.UTC(), Late: outcome == storage.RanLate})
}

func (d dueRun) outcome(now time.Time) storage.Outcome {
	switch {
	case d.job.Expires != nil && now.After(d.job.Expires(d.at)):
		return storage.RunExpired
	case now.Sub(d.at) > lateAfter:
		return storage.RanLate
	}
	return storage.RanInTime
}

// An Upcoming is the next run of a job.
type Upcoming struct {
	Job string
	At  time.Time
}

// Upcoming returns the next run of each job after now, the soonest first.
func (r *Runner) Upcoming(tx *storage.Tx) ([]Upcoming, error) {
	jobs, err := r.table(tx)
	if err != nil {
		return nil, err
	}
	var ups []Upcoming
	for _, j := range jobs {
		if at := j.When.Next(tx.Now().In(tx.Location())); !at.IsZero() {
			ups = append(ups, Upcoming{j.Name, at})
		}
	}
	slices.SortStableFunc(ups, func(a, b Upcoming) int { return a.At.Compare(b.At) })
	return ups, nil
}

// Next returns when the next run is due, zero for never.
func (r *Runner) Next(ctx context.Context) (time.Time, error) {
	var next time.Time
	err := r.store.Read(ctx, func(tx *storage.Tx) error {
		ups, err := r.Upcoming(tx)
		if err == nil && len(ups) > 0 {
			next = ups[0].At
		}
		return err
	})
	return next, err
}
