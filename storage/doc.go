// Package storage keeps what is known of the district, and what the machinery
// around it must not forget. All rules and all SQL are here; words, the clock,
// Telegram and the calendar of working days are not.
//
// # Doors
//
// A [Store] is one SQLite database, and has two doors: [Store.Read] and
// [Store.Write] (and [Store.WriteEach], for many at one commit). Both give a
// [Tx], and everything else is a method on it. Whoever is given a Tx cannot
// open another, so what he does stands or falls together. A Tx knows its time,
// read once: [Tx.Now], and the district's day, [Tx.Today].
//
// # Acts
//
// Nothing known is written but by [Tx.Apply]. It takes an [Act]: a typed
// [Body] ([Reached], [AmountChanged], [PersonBound] …) about one or more
// subjects, on somebody's word. Apply
//
//   - asks whether the sender may (the table in rights.go, else a [*Denied]),
//   - asks the rules of the trade (rules.go, else an [*Invalid]) and whether
//     another has changed the same field since ([*Conflict]),
//   - appends it to the log, whose rows are chained by hashes ([Tx.VerifyLog]),
//   - and folds it into the state of its subjects.
//
// Rights and rules are asked when an act is made, and never again: what was
// right by the rules of its day stays.
//
// [Undone] takes an act back. It is an act itself and can be undone in turn.
// Nothing is ever deleted.
//
// # Versions
//
// The state of a subject is the fold of its acts in force ([InForce]): a pure
// function, without clock or calendar. Every state is kept as a version that
// holds from one act to the next, so what was known after an act is one row:
// [Tx.ProjectAt]. [Tx.Replay] throws all versions away and folds the log again;
// it is the proof that state is nothing but the fold, the way to repair it, and
// what [Open] does when a migration has run.
//
// States are JSON, and SQLite itself reads out of them the columns that
// queries need, so these cannot differ from the state. An id is the number of
// the act that brought the subject into being, so that a replay gives the same.
//
// # Subjects
//
// One file each, with its type, its acts, their fold and its SQL:
// project.go and progress.go ([Project]; its milestones, stage, registration),
// people.go ([Person], roles), unit.go, event.go, target.go, meeting.go, setting.go.
// The later kinds are obstacle.go, order.go, visit.go; what more happens to a
// project is in details.go, merge.go, transfer.go, dispute.go, taskforce.go,
// report.go, and to a unit in unitmerge.go. likeness.go finds names that may be
// one, light.go what idles, snooze.go who is not asked. contact.go keeps apart
// what can be forgotten on demand.
//
// # Figures
//
// The questions about many projects are figures; their arithmetic is in
// [shuangzhou/storage/figures]. Here figure.go has their days and rules' aims,
// figure_cohort.go the SQL of a cohort, figure_class.go that of the heaps which
// rules add up. Of these are made the figure, its parts (figure_division.go),
// the year (figure_progress.go) and all at a glance (figure_board.go).
// figure_list.go has the list behind a figure, figure_moved.go what moved it,
// figure_standing.go the lists asked beside it.
//
// What figures count stands in a table of its own, counted, which triggers
// fill from the versions and a replay makes again: a row for each change of
// what is counted, narrow beside a state. It is kept by the day of signing, so
// that a figure, and the list behind it, read one range and nothing beside it,
// and cost as much as the year has projects (of then, as these have rows, some
// five each). An index holds what holds now alone, which halves the cost of
// most questions. testdata/plans.txt has how each query finds its rows.
//
// # Machinery
//
// What is needed to do all this once and to lose nothing is not known of the
// district, is changed freely, and is in no act: update.go (what has come in),
// outbox.go and deliver.go (what is to be said, each deed once), file.go,
// draft.go (what waits for an answer), run.go (which jobs ran), chat.go,
// mark.go, invite.go (links that bind an account), said.go, pack.go (acts that
// wait in a draft), picture.go (what is to be drawn, or read). backup.go copies a
// database, and puts a copy back.
//
// # Changing it
//
// The schema goes forward only, by numbered files in migrations/;
// testdata/schema.sql shows today's on one page. A body in the log is never
// rewritten: when its form changes, its version is counted up and the old form
// is lifted on reading. When a fold changes, versions made by the old one must
// be made again: add a migration, be it an empty one.
package storage
