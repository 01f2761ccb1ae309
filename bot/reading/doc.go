// Package reading turns a message's text into acts: what a cadre typed, with
// who typed it and when, becomes the small typed values of the contract in
// shared/reading/README.md. It is pure: no clock, no I/O, no storage, nothing
// of ours imported; the names it knows come as a [Ledger].
//
// # The way of a message
//
//  1. [newScript] makes the letters alike (width, case) and keeps where each
//     stood, so that every quotation is the sender's own; the lexicon reads
//     typing errors through and notes them.
//  2. The scanner walks the script once and makes tokens: names, dates, sums,
//     cue words. At each place the longest wins, so 开工率 is never 开工.
//  3. The message is split into items at stops and list marks, an item into
//     segments at commas.
//  4. A table of rules is tried on each item: undo, corrections, questions,
//     merges, orders, …; what none takes is a report, read segment by segment
//     into leads, progress and obstacles.
//  5. [reader.finish] settles how the message is confirmed, what is asked and
//     what is warned of.
//
// Beside the acts stands a [Beyond]: what is asked that the contract has no act
// or field for (what moved, what if, the funnel; a chain, a tag, who hosts). It
// never changes the acts.
//
// # What it never does
//
// It never invents a project, never moves a stage for a future date, a
// negation, a condition or a thing named after a step (开工报告), and never
// makes up a day that the calendar does not have. What no rule reads is kept
// as a note on the project, and listed in [Reading.Unread].
//
// Words in the field have no end, so the dangerous readings go by what may
// stand around a cue, never by what may not: a step is a fact only between
// known words (assert.go: 签约那天来了好多领导 is none), a deed is said of the
// project only where nothing else comes between (about.go: 建设方案没变化), and
// a question word asks only where nothing is told (telling.go: 几个手续都办好了).
//
// # Where to add
//
// Cue words stand in lexicon.txt, which an operator can read; what is looked
// up only beside another word (的事, 推进, 主体) stands there as a list. The
// forms of dates and sums that are covered are the tables datesaid.txt and
// sumsaid.txt of testdata, anydate_test.go and anysum_test.go put more together
// of their parts, and what must never be stored is TestNotSaid. A new family of
// sentences is a new rule: a function of a [reader] and an item, entered in
// the table of reading.go.
package reading
