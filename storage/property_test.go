package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"shuangzhou/storage/figures"

	"pgregory.net/rapid"
)

// errBack takes a test's transaction back.
var errBack = errors.New("take it back")

// trial runs f in a transaction that is then taken back, so that many trials
// share one database.
func trial(t rapid.TB, s *Store, f func(*Tx)) {
	err := s.Write(context.Background(), func(tx *Tx) error {
		f(tx)
		return errBack
	})
	if !errors.Is(err, errBack) {
		t.Fatal(err)
	}
}

// drawDate draws a day around [noon], sometimes one of the future, sometimes none.
func drawDate(t *rapid.T, label string) Date {
	if rarely(t, label+" absent") {
		return Date{}
	}
	return On(noon, shanghai).AddDays(rapid.IntRange(-400, -3).Draw(t, label) + rapid.SampledFrom([]int{0, 0, 0, 20}).Draw(t, label+" later"))
}

func drawID[T ~int64](t *rapid.T, label string, ids ...T) T {
	if rarely(t, label+" wrong") {
		return 9999
	}
	return rapid.SampledFrom(append(ids, 0)).Draw(t, label)
}

// rarely is true one time in twelve. The wrong values are drawn rarely, so
// that most acts are taken and pile up.
func rarely(t *rapid.T, label string) bool { return rapid.IntRange(0, 11).Draw(t, label) == 11 }

// mostly draws from the first generator, rarely from the second.
func mostly[T any](right, wrong *rapid.Generator[T]) *rapid.Generator[T] {
	return rapid.Custom(func(t *rapid.T) T {
		if rarely(t, "wrong") {
			return wrong.Draw(t, "wrong value")
		}
		return right.Draw(t, "value")
	})
}

// bodies draws a body of each kind; the values are often wrong.
func bodies(d district) map[Kind]func(*rapid.T) Body {
	text := mostly(rapid.SampledFrom([]string{"锦尚", "禾丰", "瑞科 & <b>", "兴业\xff", "👨‍👩‍👧"}),
		rapid.SampledFrom([]string{"", strings.Repeat("长", 101), "行\n行"}))
	milestone := mostly(rapid.SampledFrom([]Milestone{MilestoneSign, MilestoneSign, MilestoneFile, MilestoneFile, MilestoneRecognise, MilestoneStart, MilestoneLand}),
		rapid.SampledFrom([]Milestone{"", "nonsense"}))
	role := mostly(rapid.SampledFrom(roles[:]), rapid.SampledFrom([]Role{"", "king"}))
	account := rapid.Int64Range(0, 3)
	unit := func(t *rapid.T) UnitID { return drawID(t, "unit", d.unit, d.neighbour) }
	leader := func(t *rapid.T) PersonID { return drawID(t, "leader", d.leader, d.gone) }
	event := func(t *rapid.T) EventID { return drawID(t, "event", d.event) }
	project := func(t *rapid.T) ProjectID { return drawID(t, "project", d.own, d.hosted, d.linked) }
	amount := func(t *rapid.T) Amount {
		return Amount{
			Currency: mostly(rapid.SampledFrom([]string{CNY, "USD"}), rapid.Just("")).Draw(t, "currency"),
			Units:    mostly(rapid.Int64Range(0, 5), rapid.Just(int64(-1))).Draw(t, "amount"),
			Upper:    mostly(rapid.Just(int64(0)), rapid.Int64Range(0, 9)).Draw(t, "upper"),
		}
	}
	return map[Kind]func(*rapid.T) Body{
		KindOpened: func(t *rapid.T) Body {
			return Opened{
				Name: text.Draw(t, "name"), Aliases: rapid.SliceOfN(text, 0, 2).Draw(t, "aliases"), Investor: text.Draw(t, "investor"),
				Unit: unit(t), Host: unit(t), Leader: leader(t), Agreed: amount(t),
				Milestones: map[Milestone]Date{milestone.Draw(t, "milestone"): drawDate(t, "on")},
			}
		},
		KindRenamed: func(t *rapid.T) Body {
			return Renamed{Name: text.Draw(t, "name"), Aliases: rapid.SliceOfN(text, 0, 2).Draw(t, "aliases")}
		},
		KindAssigned: func(t *rapid.T) Body { return Assigned{Unit: unit(t), Host: unit(t), Leader: leader(t)} },
		KindPutUp:    func(t *rapid.T) Body { return PutUp{Event: event(t), Withdrawn: rapid.Bool().Draw(t, "withdrawn")} },
		KindReached: func(t *rapid.T) Body {
			return Reached{Milestone: milestone.Draw(t, "milestone"), On: drawDate(t, "on"), Note: text.Draw(t, "note")}
		},
		KindCleared: func(t *rapid.T) Body { return Cleared{Milestone: milestone.Draw(t, "milestone")} },
		KindPlanned: func(t *rapid.T) Body {
			return Planned{Milestone: milestone.Draw(t, "milestone"), From: drawDate(t, "from"), To: drawDate(t, "to")}
		},
		KindClaimed:  func(t *rapid.T) Body { return RecognitionClaimed{On: drawDate(t, "on")} },
		KindReturned: func(t *rapid.T) Body { return FilingReturned{On: drawDate(t, "on"), Reason: text.Draw(t, "reason")} },
		KindAmount: func(t *rapid.T) Body {
			return AmountChanged{Which: rapid.SampledFrom([]AmountField{AgreedAmount, PaidInAmount, InvestedAmount, "x"}).Draw(t, "which"), Amount: amount(t)}
		},
		KindPercent:   func(t *rapid.T) Body { return PercentReached{Percent: rapid.IntRange(-1, 101).Draw(t, "percent")} },
		KindNoted:     func(t *rapid.T) Body { return Noted{Text: text.Draw(t, "text")} },
		KindUnchanged: func(t *rapid.T) Body { return Unchanged{Reason: text.Draw(t, "reason")} },
		KindContact:   func(t *rapid.T) Body { return ContactGiven{Hash: text.Draw(t, "hash")} },
		KindForgotten: func(t *rapid.T) Body { return ContactsForgotten{N: rapid.IntRange(0, 3).Draw(t, "n")} },
		KindHeld:      func(t *rapid.T) Body { return ProjectHeld{On: drawDate(t, "on"), Until: drawDate(t, "until")} },
		KindResumed:   func(t *rapid.T) Body { return ProjectResumed{On: drawDate(t, "on")} },
		KindDropped:   func(t *rapid.T) Body { return ProjectDropped{On: drawDate(t, "on"), Reason: text.Draw(t, "reason")} },
		KindPersonAdded: func(t *rapid.T) Body {
			return PersonAdded{Name: text.Draw(t, "name"), Unit: unit(t), Role: role.Draw(t, "role"), Account: account.Draw(t, "account")}
		},
		KindPersonBound: func(t *rapid.T) Body { return PersonBound{Account: account.Draw(t, "account")} },
		KindPersonChanged: func(t *rapid.T) Body {
			return PersonChanged{Name: text.Draw(t, "name"), Unit: unit(t), Role: role.Draw(t, "role")}
		},
		KindPersonLeft: func(t *rapid.T) Body { return PersonLeft{On: drawDate(t, "on")} },
		KindUnitAdded: func(t *rapid.T) Body {
			return UnitAdded{Name: text.Draw(t, "name"), UnitKind: rapid.SampledFrom([]UnitKind{Park, Squad, ""}).Draw(t, "kind")}
		},
		KindUnitChanged: func(t *rapid.T) Body {
			return UnitChanged{Name: text.Draw(t, "name"), Aliases: rapid.SliceOfN(text, 0, 2).Draw(t, "aliases")}
		},
		KindEventAdded: func(t *rapid.T) Body { return EventAdded{Name: text.Draw(t, "name"), Held: drawDate(t, "held")} },
		KindTargetSet: func(t *rapid.T) Body {
			k := TargetKey{Year: 2026, Scope: ForUnit, Unit: unit(t), Measure: rapid.SampledFrom(figures.Measures()).Draw(t, "measure").Key}
			return TargetSet{TargetKey: k, Value: rapid.Int64Range(-1, 5).Draw(t, "value")}
		},
		KindMeetingChanged: func(t *rapid.T) Body {
			return MeetingChanged{
				Nominal: drawDate(t, "nominal"), Was: drawDate(t, "was"), Date: drawDate(t, "date"),
				At: rapid.SampledFrom([]string{"", "", "14:30", "25:00"}).Draw(t, "at"),
			}
		},
		KindTransferAsked: func(t *rapid.T) Body {
			return TransferAsked{To: unit(t), Credit: rapid.SampledFrom([]Credit{CreditKept, CreditMoved, CreditSplit}).Draw(t, "credit"), Share: rapid.SampledFrom([]int{0, 300}).Draw(t, "share")}
		},
		KindTransferConfirmed: func(t *rapid.T) Body { return TransferConfirmed{} },
		KindTransferRefused:   func(t *rapid.T) Body { return TransferRefused{Reason: text.Draw(t, "reason")} },
		KindTransferWithdrawn: func(t *rapid.T) Body { return TransferWithdrawn{} },
		KindDisputed:          func(t *rapid.T) Body { return Disputed{Unit: unit(t), Claim: text.Draw(t, "claim")} },
		KindDisputeDecided: func(t *rapid.T) Body {
			return DisputeDecided{For: unit(t), Credit: rapid.Bool().Draw(t, "credit")}
		},
		KindTaskForce: func(t *rapid.T) Body {
			return TaskForceChanged{Lead: leader(t), Members: []UnitID{unit(t)}, Without: []UnitID{unit(t)}}
		},
		KindUnitMerged:     func(t *rapid.T) Body { return UnitMerged{From: unit(t), Into: unit(t)} },
		KindSnoozed:        func(t *rapid.T) Body { return Snoozed{Until: drawDate(t, "until")} },
		KindPersonReturned: func(t *rapid.T) Body { return PersonReturned{On: drawDate(t, "on")} },
		KindVisitMade: func(t *rapid.T) Body {
			return VisitMade{Investor: text.Draw(t, "investor"), On: drawDate(t, "on"), Unit: unit(t)}
		},
		KindVisitFollowed: func(t *rapid.T) Body { return VisitFollowed{Project: project(t)} },
		KindMerged:        func(t *rapid.T) Body { return ProjectMerged{Keep: project(t), Drop: project(t)} },
		KindDescribed: func(t *rapid.T) Body {
			return Described{Investor: text.Draw(t, "investor"), Tags: []string{text.Draw(t, "tag")}, Details: Details{Land: Mu(rapid.IntRange(-1, 3).Draw(t, "land"))}}
		},
		KindObstacleRaised: func(t *rapid.T) Body {
			return ObstacleRaised{
				Project: project(t), Category: mostly(rapid.SampledFrom(obstacleKinds[:]), rapid.Just(ObstacleKind("x"))).Draw(t, "category"),
				Text: text.Draw(t, "text"), Need: []UnitID{unit(t)}, Due: drawDate(t, "due"),
			}
		},
		KindObstacleChanged: func(t *rapid.T) Body {
			return ObstacleChanged{Text: text.Draw(t, "text"), Need: []UnitID{unit(t)}, Due: drawDate(t, "due")}
		},
		KindObstacleAnswered: func(t *rapid.T) Body { return ObstacleAnswered{Text: text.Draw(t, "text")} },
		KindObstacleClosed:   func(t *rapid.T) Body { return ObstacleClosed{On: On(noon, shanghai), By: []UnitID{unit(t)}} },
		KindObstacleReopened: func(t *rapid.T) Body { return ObstacleReopened{} },
		KindOrderGiven: func(t *rapid.T) Body {
			return OrderGiven{
				From: leader(t), To: []Assignee{{Unit: d.unit}, {Person: leader(t)}}[:rapid.IntRange(0, 2).Draw(t, "to")],
				Text: text.Draw(t, "text"), Due: drawDate(t, "due"), Project: project(t), Repeat: rapid.SampledFrom([]string{"", "每周五"}).Draw(t, "repeat"),
			}
		},
		KindOrderAnswered: func(t *rapid.T) Body {
			return OrderAnswered{Text: text.Draw(t, "text"), Due: rapid.OneOf(rapid.Just(Date{}), rapid.Custom(func(t *rapid.T) Date { return drawDate(t, "due") })).Draw(t, "asked")}
		},
		KindOrderDone:     func(t *rapid.T) Body { return OrderDoneSaid{On: drawDate(t, "on")} },
		KindOrderClosed:   func(t *rapid.T) Body { return OrderEnded{On: drawDate(t, "on")} },
		KindOrderReopened: func(t *rapid.T) Body { return OrderReopened{} },
		KindOrderExtended: func(t *rapid.T) Body { return OrderExtended{Due: drawDate(t, "due")} },
		KindSettingSet:    func(t *rapid.T) Body { return SettingSet{Name: text.Draw(t, "name"), Value: text.Draw(t, "value")} },
	}
}

// drawAct draws an act by anybody on anything there may be; one in three is an
// undo of any act so far.
func drawAct(t *rapid.T, d district, draw map[Kind]func(*rapid.T) Body, last ActNumber) Act {
	by := mostly(rapid.SampledFrom([]PersonID{0, d.liaison, d.head, d.office, d.office, d.office}),
		rapid.SampledFrom([]PersonID{d.leader, d.observer, d.stranger, d.gone, 9999}))
	a := Act{
		By: by.Draw(t, "by"), Source: "test",
		Said: noon.Add(time.Duration(rapid.IntRange(-72, 0).Draw(t, "said")) * time.Hour),
		Seen: rapid.SampledFrom([]ActNumber{0, 0, 0, last, last, last - 2}).Draw(t, "seen"),
	}
	a.Seen = max(a.Seen, 0)
	if rapid.Bool().Draw(t, "may undo") {
		a.UndoUntil = noon.Add(time.Hour)
	}
	if rapid.SampledFrom([]bool{false, false, true}).Draw(t, "undo") {
		a.Undoes, a.Body = max(last-rapid.SampledFrom([]ActNumber{0, 1, 2, 3, 1, 2, 4, 5, 6, 7, 8, 9, 12, -1}).Draw(t, "back"), 1), Undone{}
		return a
	}
	kinds := slices.Sorted(maps.Keys(draw))
	slices.SortStableFunc(kinds, projectsFirst) // rapid draws what stands first more often
	kind := rapid.SampledFrom(append([]Kind{KindReached, KindReached, KindPlanned, KindCleared}, kinds...)).Draw(t, "kind")
	a.Body = draw[kind](t)
	of, _, _ := strings.Cut(string(kind), ".")
	a.Subjects = []Subject{{SubjectKind(of), drawSubject(t, d, kind, last)}}
	return a
}

// drawSubject draws what an act of a kind is about, rarely something else.
func drawSubject(t *rapid.T, d district, k Kind, last ActNumber) int64 {
	if rarely(t, "other subject") {
		return rapid.Int64Range(0, int64(last)+1).Draw(t, "subject")
	}
	switch k {
	case KindOpened, KindPersonAdded, KindUnitAdded, KindEventAdded, KindSettingSet, KindTargetSet, KindMeetingChanged,
		KindObstacleRaised, KindOrderGiven, KindVisitMade:
		return 0
	case KindPersonBound, KindPersonChanged, KindPersonLeft:
		return int64(rapid.SampledFrom([]PersonID{d.liaison, d.leader, d.head}).Draw(t, "person"))
	case KindSnoozed, KindPersonReturned:
		return int64(rapid.SampledFrom([]PersonID{d.liaison, d.gone}).Draw(t, "person"))
	case KindVisitFollowed:
		return int64(d.visit)
	case KindUnitChanged, KindUnitMerged:
		return int64(d.unit)
	case KindObstacleChanged, KindObstacleAnswered, KindObstacleClosed, KindObstacleReopened:
		return int64(d.obstacle)
	case KindOrderAnswered, KindOrderDone, KindOrderClosed, KindOrderReopened, KindOrderExtended:
		return int64(d.order)
	}
	return int64(rapid.SampledFrom([]ProjectID{d.own, d.own, d.own, d.hosted, d.linked}).Draw(t, "project"))
}

// Whatever is said by whoever in whatever order, and taken back, and the
// taking back taken back: the state is the fold of the acts in force.
func TestStateIsTheFold(t *testing.T) {
	s, _ := openTest(t)
	var applied, refused int
	rapid.Check(t, func(t *rapid.T) {
		trial(t, s, func(tx *Tx) {
			d := makeDistrict(t, tx)
			draw := bodies(d)
			for range rapid.IntRange(5, 40).Draw(t, "acts") {
				last, err := tx.LastAct()
				if err != nil {
					t.Fatal(err)
				}
				if applyDrawn(t, tx, drawAct(t, d, draw, last)) {
					applied++
				} else {
					refused++
				}
			}
			kept := dump(t, tx, foldedTables...)
			checkTiles(t, tx)
			checkKnownThen(t, tx)
			if err := tx.Replay(); err != nil {
				t.Fatal(err)
			}
			if again := dump(t, tx, foldedTables...); kept != again {
				t.Fatalf("kept state differs from a replay:\n%s\n----\n%s", kept, again)
			}
			if err := tx.VerifyLog(); err != nil {
				t.Fatal(err)
			}
		})
	})
	t.Logf("%d acts applied, %d refused", applied, refused)
	if applied*10 < refused || refused*10 < applied { // however many were drawn
		t.Errorf("%d acts applied and %d refused: the test draws too one-sidedly", applied, refused)
	}
}

// applyDrawn applies an act and reports whether it was taken. One that is
// refused for a reason we know must change nothing; any other error is a bug.
func applyDrawn(t *rapid.T, tx *Tx, a Act) bool {
	before := dump(t, tx, allTables...)
	done, err := tx.Apply(a)
	if err == nil {
		kept, err := tx.Act(done.Number)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "act as Apply returned it and as the log has it", done, kept)
		return true
	}
	var denied *Denied
	var invalid *Invalid
	var conflict *Conflict
	if !errors.As(err, &denied) && !errors.As(err, &invalid) && !errors.As(err, &conflict) {
		t.Fatalf("%T: %v", a.Body, err)
	}
	if after := dump(t, tx, allTables...); before != after {
		t.Fatalf("%v, and yet the database has changed:\n%s\n----\n%s", err, before, after)
	}
	return false
}

// naive folds the acts of a subject up to n in the dullest way there is: again
// and again drop an undo that nothing undoes, and what it undoes, until no
// undo is left.
func naive[T any](as []Act, n ActNumber, add func(*T, Act)) T {
	as = slices.DeleteFunc(slices.Clone(as), func(a Act) bool { return a.Number > n })
	for {
		i := slices.IndexFunc(as, func(a Act) bool {
			return a.Undoes != 0 && !slices.ContainsFunc(as, func(b Act) bool { return b.Undoes == a.Number })
		})
		if i < 0 {
			break
		}
		gone := []ActNumber{as[i].Number, as[i].Undoes}
		as = slices.DeleteFunc(as, func(a Act) bool { return slices.Contains(gone, a.Number) })
	}
	var t T
	for _, a := range as {
		add(&t, a)
	}
	return t
}

// checkKnownThen compares what is said to have been known after each act with
// a fold of the log up to there.
func checkKnownThen(t *rapid.T, tx *Tx) {
	knownThen(t, tx, projects)
	knownThen(t, tx, people)
	knownThen(t, tx, units)
	knownThen(t, tx, events)
	knownThen(t, tx, settings)
	knownThen(t, tx, targets)
	knownThen(t, tx, obstacles)
	knownThen(t, tx, orders)
	knownThen(t, tx, visits)
	knownThen(t, tx, meetings)
}

func knownThen[T any](t *rapid.T, tx *Tx, f folder[T]) {
	last, err := tx.LastAct()
	if err != nil {
		t.Fatal(err)
	}
	ids, err := all(tx, value[int64], `SELECT DISTINCT subject FROM act_subject WHERE kind = ?`, f.kind)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		as, err := tx.Acts(Subject{f.kind, id})
		if err != nil {
			t.Fatal(err)
		}
		for n := as[0].Number; n <= last; n++ {
			got, err := f.stateAt(tx, id, n)
			if err != nil {
				t.Fatal(err)
			}
			same(t, fmt.Sprintf("%s %d known after act %d", f.kind, id, n), naive(as, n, f.add), got)
		}
		now, err := f.state(tx, id)
		if err != nil {
			t.Fatal(err)
		}
		same(t, fmt.Sprintf("%s %d now", f.kind, id), naive(as, last, f.add), now)
		if _, err := f.stateAt(tx, id, as[0].Number-1); !errors.Is(err, ErrNotFound) {
			t.Fatalf("%s %d known before its first act: %v", f.kind, id, err)
		}
	}
}

// checkTiles: the versions of a subject follow each other without gap or
// overlap, from its first act on, and exactly one holds now.
func checkTiles(t *rapid.T, tx *Tx) {
	type span struct {
		id           int64
		since, until ActNumber
	}
	for _, table := range versionTables {
		id := `"` + strings.TrimSuffix(table, "_version") + `"` // order is a word of SQL's
		spans, err := all(tx, func(s scanner) (x span, err error) {
			err = s.Scan(&x.id, &x.since, &x.until)
			return x, err
		}, `SELECT `+id+`, since, until FROM `+table+` ORDER BY `+id+`, since`)
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range spans {
			want := ActNumber(math.MaxInt64)
			if i+1 < len(spans) && spans[i+1].id == x.id {
				want = spans[i+1].since
			}
			if x.until != want || x.since >= x.until {
				t.Fatalf("%s %d holds from %d until %d, want until %d", id, x.id, x.since, x.until, want)
			}
			if (i == 0 || spans[i-1].id != x.id) && int64(x.since) > x.id {
				t.Fatalf("%s %d has no version before %d", id, x.id, x.since)
			}
		}
	}
}

var (
	versionTables = []string{"project_version", "person_version", "unit_version", "event_version", "setting_version", "target_version", "obstacle_version", "order_version", "visit_version", "meeting_version"}
	foldedTables  = append([]string{"counted"}, versionTables...) // counted is filled by triggers
	allTables     = append([]string{"act", "act_subject", "contact", "outbox", "mark"}, foldedTables...)
)

// dump writes out tables, row by row.
func dump(t rapid.TB, tx *Tx, tables ...string) string {
	var out bytes.Buffer
	for _, table := range tables {
		rows, err := tx.conn.conn.QueryContext(tx.ctx, `SELECT * FROM `+table+` ORDER BY 1, 2`)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		for rows.Next() {
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&out, "%s %q\n", table, values)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

func projectsFirst(a, b Kind) int {
	isProject := func(k Kind) int { return len(strings.TrimPrefix(string(k), "project.")) - len(k) }
	return isProject(a) - isProject(b)
}
