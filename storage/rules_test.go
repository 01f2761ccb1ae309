package storage

import (
	"errors"
	"testing"
	"time"
)

// Two people, one project: 张三 has seen it, 李镇长 changes it, 张三 speaks.
func TestConflict(t *testing.T) {
	day := MustDate("2026-03-01")
	sign := Reached{Milestone: MilestoneSign, On: day}
	tests := []struct {
		name     string
		seen     []Body // before 张三 looks, by the head
		mine     []Body // after it, by 张三 himself
		others   []Body // after it, by the head; nil body: undo of the last act
		say      Body
		conflict bool
	}{
		{"nothing between", nil, nil, nil, sign, false},
		{"same field", nil, nil, []Body{sign}, sign, true},
		{"same field, cleared", []Body{sign}, nil, []Body{Cleared{Milestone: MilestoneSign}}, sign, true},
		{"another milestone", nil, nil, []Body{sign}, Reached{Milestone: MilestoneLand, On: day}, false},
		{"plan and fact of one milestone", nil, nil, []Body{sign}, Planned{Milestone: MilestoneSign, To: day}, false},
		{"one amount", nil, nil, []Body{AmountChanged{Which: AgreedAmount, Amount: InYuan(1)}}, AmountChanged{Which: AgreedAmount, Amount: InYuan(2)}, true},
		{"two amounts", nil, nil, []Body{AmountChanged{Which: AgreedAmount, Amount: InYuan(1)}}, AmountChanged{Which: PaidInAmount, Amount: InYuan(2)}, false},
		{"two notes", nil, nil, []Body{Noted{"一"}}, Noted{"二"}, false},
		{"unchanged and a fact", nil, nil, []Body{sign}, Unchanged{}, false},
		{"my own later change", nil, []Body{sign}, nil, sign, false},
		{"seen by me", []Body{sign}, nil, nil, sign, false},
		{"changed and taken back", nil, nil, []Body{sign, nil}, sign, false},
		{"taken back what I saw", []Body{sign}, nil, []Body{nil}, sign, true},
		{"taken back and again", []Body{sign}, nil, []Body{nil, nil}, sign, false},
		{"taken back another field", []Body{Noted{"一"}}, nil, []Body{nil}, sign, false},
		{"claim and recognition", []Body{sign}, nil, []Body{RecognitionClaimed{On: day}}, RecognitionClaimed{On: day}, true},
	}
	s, _ := openTest(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			trial(t, s, func(tx *Tx) {
				d := makeDistrict(t, tx)
				var last Act
				say := func(by PersonID, bodies []Body) {
					for _, b := range bodies {
						a := Act{By: by, Source: "test", Subjects: []Subject{{ProjectSubject, int64(d.own)}}, Body: b}
						if b == nil {
							a.By, a.Undoes, a.Body = d.office, last.Number, Undone{}
						}
						var err error
						if last, err = tx.Apply(a); err != nil {
							t.Fatal(err)
						}
					}
				}
				say(d.head, tt.seen)
				seen, err := tx.LastAct()
				if err != nil {
					t.Fatal(err)
				}
				say(d.liaison, tt.mine)
				say(d.head, tt.others)
				_, err = tx.Apply(Act{By: d.liaison, Seen: seen, Source: "test", Subjects: []Subject{{ProjectSubject, int64(d.own)}}, Body: tt.say})
				var conflict *Conflict
				if got := errors.As(err, &conflict); got != tt.conflict || err != nil && !got {
					t.Fatalf("conflict = %v (%v), want %v", got, err, tt.conflict)
				}
				if tt.conflict && conflict.Other.Number != last.Number {
					t.Errorf("conflict with act %d, want %d", conflict.Other.Number, last.Number)
				}
			})
		})
	}
}

func TestRules(t *testing.T) {
	day, later := MustDate("2026-03-01"), MustDate("2026-03-04") // the tests' today is the 3rd
	sign := Reached{Milestone: MilestoneSign, On: day}
	drop := ProjectDropped{On: day, Reason: "投资方退出"}
	long := make([]rune, longestName+1)
	for i := range long {
		long[i] = '长'
	}
	tests := []struct {
		name   string
		before []Body
		say    Body
		why    InvalidWhy // "": taken
	}{
		{"fact of today", nil, Reached{Milestone: MilestoneSign, On: MustDate("2026-03-03")}, ""},
		{"fact of tomorrow", nil, Reached{Milestone: MilestoneSign, On: later}, InvalidFuture},
		{"fact without a day", nil, Reached{Milestone: MilestoneSign}, InvalidNoDate},
		{"milestone there is none of", nil, Reached{Milestone: "wedding", On: day}, InvalidUnknown},
		{"filed before signed", nil, Reached{Milestone: MilestoneFile, On: day}, InvalidNotSigned},
		{"filed after signed", []Body{sign}, Reached{Milestone: MilestoneFile, On: day}, ""},
		{"claimed before signed", nil, RecognitionClaimed{On: day}, InvalidNotSigned},
		{"started before recognised", []Body{sign}, Reached{Milestone: MilestoneStart, On: day}, ""},
		{"returned, never filed", []Body{sign}, FilingReturned{On: day}, InvalidNotFiled},
		{"cleared, never reached", nil, Cleared{Milestone: MilestoneSign}, InvalidNothing},
		{"plan with an end only", nil, Planned{Milestone: MilestoneSign, To: later}, ""},
		{"plan that ends before it begins", nil, Planned{Milestone: MilestoneSign, From: later, To: day}, InvalidSpan},
		{"plan without a day", nil, Planned{Milestone: MilestoneSign}, InvalidNoDate},
		{"negative amount", nil, AmountChanged{Which: AgreedAmount, Amount: Amount{Currency: CNY, Units: -1}}, InvalidAmount},
		{"amount without a currency", nil, AmountChanged{Which: AgreedAmount, Amount: Amount{Units: 1}}, InvalidAmount},
		{"amount not said", nil, AmountChanged{Which: AgreedAmount, Amount: Amount{}}, InvalidAmount},
		{"range upside down", nil, AmountChanged{Which: AgreedAmount, Amount: Amount{Currency: CNY, Units: 7, Upper: 6}}, InvalidAmount},
		{"amount of nothing we know", nil, AmountChanged{Which: "tax", Amount: InYuan(1)}, InvalidUnknown},
		{"101 percent", nil, PercentReached{101}, InvalidPercent},
		{"unchanged twice", []Body{Unchanged{}}, Unchanged{}, ""},
		{"unchanged three times", []Body{Unchanged{}, Unchanged{}}, Unchanged{}, InvalidReason},
		{"unchanged three times, with a reason", []Body{Unchanged{}, Unchanged{}}, Unchanged{Reason: "等土地指标"}, ""},
		{"unchanged after news", []Body{Unchanged{}, Unchanged{}, Noted{"洽谈"}}, Unchanged{}, ""},
		{"drop without a reason", nil, ProjectDropped{On: day}, InvalidReason},
		{"drop without a day", nil, ProjectDropped{Reason: "投资方退出"}, InvalidNoDate},
		{"note on a dropped project", []Body{drop}, Noted{"洽谈"}, InvalidDropped},
		{"held without a day", nil, ProjectHeld{Reason: "等环评"}, InvalidNoDate},
		{"held until before it is", nil, ProjectHeld{On: day, Until: MustDate("2026-02-01")}, InvalidSpan},
		{"resumed, never held", nil, ProjectResumed{On: day}, InvalidNothing},
		{"renamed to nothing", nil, Renamed{}, InvalidNothing},
		{"renamed too long", nil, Renamed{Name: string(long)}, InvalidName},
		{"renamed as long as may be", nil, Renamed{Name: string(long[1:])}, ""},
		{"renamed to spaces", nil, Renamed{Name: "  "}, InvalidName},
		{"renamed to two lines", nil, Renamed{Name: "一\n二"}, InvalidName},
		{"renamed with HTML and an emoji", nil, Renamed{Name: "<b>锦尚</b> & 🏭"}, ""},
		{"assigned to no unit we know", nil, Assigned{Unit: 9999}, InvalidUnknown},
		{"put up for no event we know", nil, PutUp{Event: 9999}, InvalidUnknown},
		{"opened on a project there is", nil, Opened{Name: "新"}, InvalidExists},
	}
	s, _ := openTest(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			trial(t, s, func(tx *Tx) {
				d := makeDistrict(t, tx)
				for _, b := range tt.before {
					d.apply(t, tx, d.office, d.own, b)
				}
				_, err := tx.Apply(Act{By: d.office, Source: "test", Subjects: []Subject{{ProjectSubject, int64(d.own)}}, Body: tt.say})
				if tt.why != "" {
					wantInvalid(t, tt.name, err, tt.why)
				} else if err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// What others stand on is not undone, and what comes back is asked again.
func TestUndoLeavesALedgerThatHolds(t *testing.T) {
	s, _ := openTest(t)
	var d district
	undo := func(tx *Tx, n ActNumber) (Act, error) {
		return tx.Apply(Act{By: d.office, Source: "test", Undoes: n, Body: Undone{}})
	}
	must := func(a Act, err error) Act {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	person := func(tx *Tx, p PersonID, b Body) Act {
		t.Helper()
		return must(tx.Apply(Act{By: d.office, Source: "test", Subjects: []Subject{{PersonSubject, int64(p)}}, Body: b}))
	}
	tests := []struct {
		name string
		try  func(tx *Tx) error
		why  InvalidWhy
	}{
		{"a project with a note", func(tx *Tx) error {
			d.apply(t, tx, d.office, d.other, Noted{"洽谈"})
			_, err := undo(tx, ActNumber(d.other))
			return err
		}, InvalidInUse},
		{"a project whose note was undone", func(tx *Tx) error {
			must(undo(tx, d.apply(t, tx, d.office, d.other, Noted{"洽谈"}).Number))
			_, err := undo(tx, ActNumber(d.other))
			return err
		}, ""},
		{"a unit with projects", func(tx *Tx) error { _, err := undo(tx, ActNumber(d.neighbour)); return err }, InvalidInUse},
		{"a leader with a project", func(tx *Tx) error { _, err := undo(tx, ActNumber(d.leader)); return err }, InvalidInUse},
		{"a person who has spoken", func(tx *Tx) error {
			d.apply(t, tx, d.liaison, d.own, Noted{"洽谈"})
			_, err := undo(tx, ActNumber(d.liaison))
			return err
		}, InvalidInUse},
		{"a person who has not", func(tx *Tx) error { _, err := undo(tx, ActNumber(d.observer)); return err }, ""},
		{"an event with a project", func(tx *Tx) error {
			d.apply(t, tx, d.office, d.own, PutUp{Event: d.event})
			_, err := undo(tx, ActNumber(d.event))
			return err
		}, InvalidInUse},
		{"an event withdrawn from", func(tx *Tx) error {
			d.apply(t, tx, d.office, d.own, PutUp{Event: d.event})
			d.apply(t, tx, d.office, d.own, PutUp{Event: d.event, Withdrawn: true})
			_, err := undo(tx, ActNumber(d.event))
			return err
		}, ""},
		{"a person who leads a task force", func(tx *Tx) error {
			d.apply(t, tx, d.office, d.own, TaskForceChanged{Lead: d.observer})
			_, err := undo(tx, ActNumber(d.observer))
			return err
		}, InvalidInUse},
		{"a unit that a project may go to", func(tx *Tx) error {
			u := must(tx.Apply(Act{Source: "test", Subjects: []Subject{{Kind: UnitSubject}}, Body: UnitAdded{Name: "城东街道", UnitKind: Township}}))
			d.apply(t, tx, d.office, d.own, TransferAsked{To: UnitID(u.Number)})
			_, err := undo(tx, u.Number)
			return err
		}, InvalidInUse},
		{"twice", func(tx *Tx) error {
			n := d.apply(t, tx, d.office, d.own, Noted{"洽谈"}).Number
			must(undo(tx, n))
			_, err := undo(tx, n)
			return err
		}, InvalidUndone},
		{"what never was", func(tx *Tx) error { _, err := undo(tx, 9999); return err }, InvalidUnknown},
		{"an undo, on a project dropped since", func(tx *Tx) error {
			u := must(undo(tx, d.apply(t, tx, d.office, d.own, Noted{"洽谈"}).Number))
			d.apply(t, tx, d.office, d.own, ProjectDropped{On: MustDate("2026-03-01"), Reason: "投资方退出"})
			_, err := undo(tx, u.Number)
			return err
		}, InvalidDropped},
		{"an account that another has since", func(tx *Tx) error {
			bound := person(tx, d.liaison, PersonBound{Account: 7})
			person(tx, d.liaison, PersonBound{Account: 8})
			person(tx, d.head, PersonBound{Account: 7})
			_, err := undo(tx, bound.Number+1)
			return err
		}, InvalidTaken},
		{"a leaving, when the account is another's", func(tx *Tx) error {
			person(tx, d.liaison, PersonBound{Account: 7})
			left := person(tx, d.liaison, PersonLeft{On: MustDate("2026-03-01")})
			person(tx, d.head, PersonBound{Account: 7})
			_, err := undo(tx, left.Number)
			return err
		}, InvalidTaken},
	}
	for _, tt := range tests {
		trial(t, s, func(tx *Tx) {
			d = makeDistrict(t, tx)
			err := tt.try(tx)
			if tt.why != "" {
				wantInvalid(t, "undo of "+tt.name, err, tt.why)
			} else if err != nil {
				t.Errorf("undo of %s: %v", tt.name, err)
			}
		})
	}
}

// A filing returned and filed again is two filings; another day corrects the last.
func TestFilings(t *testing.T) {
	day := func(n int) Date { return MustDate("2026-02-01").AddDays(n) }
	filed := func(n int) Body { return Reached{Milestone: MilestoneFile, On: day(n)} }
	tests := []struct {
		name string
		say  []Body
		want []Filing
		is   Registration
	}{
		{"never", nil, nil, NotFiled},
		{"once", []Body{filed(1)}, []Filing{{Filed: day(1)}}, Filed},
		{"corrected", []Body{filed(1), filed(2)}, []Filing{{Filed: day(2)}}, Filed},
		{"returned", []Body{filed(1), FilingReturned{On: day(2)}}, []Filing{{day(1), day(2)}}, Returned},
		{"filed again", []Body{filed(1), FilingReturned{On: day(2)}, filed(3)}, []Filing{{day(1), day(2)}, {Filed: day(3)}}, Filed},
		{"cleared after the return", []Body{filed(1), FilingReturned{On: day(2)}, filed(3), Cleared{MilestoneFile}}, []Filing{{day(1), day(2)}}, Returned},
		{"cleared", []Body{filed(1), Cleared{MilestoneFile}}, nil, NotFiled},
		{"corrected once recognised", []Body{filed(1), Reached{Milestone: MilestoneRecognise, On: day(3)}, filed(2)}, []Filing{{Filed: day(2)}}, Recognised},
	}
	s, _ := openTest(t)
	for _, tt := range tests {
		trial(t, s, func(tx *Tx) {
			d := makeDistrict(t, tx)
			for _, b := range append([]Body{Reached{Milestone: MilestoneSign, On: day(0)}}, tt.say...) {
				d.apply(t, tx, d.office, d.own, b)
			}
			p, err := tx.Project(d.own)
			if err != nil {
				t.Fatal(err)
			}
			same(t, tt.name+": filings", tt.want, p.Filings)
			if got := p.Registration(); got != tt.is {
				t.Errorf("%s: registration = %s, want %s", tt.name, got, tt.is)
			}
		})
	}
}

// What was said earlier and came later (a phone without a network) does not
// set the last report back.
func TestReportedIsTheLatestSaid(t *testing.T) {
	s, _ := openTest(t)
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		said := noon.AddDate(0, 0, 1)
		for _, at := range []time.Time{said, said.Add(-time.Hour)} {
			a := Act{By: d.liaison, Said: at, Source: "test", Subjects: []Subject{{ProjectSubject, int64(d.own)}}, Body: Noted{"洽谈"}}
			if _, err := tx.Apply(a); err != nil {
				t.Fatal(err)
			}
		}
		p, err := tx.Project(d.own)
		if err != nil {
			t.Fatal(err)
		}
		if !p.Reported.Equal(said) {
			t.Errorf("reported = %s, want %s", p.Reported, said)
		}
	})
}
