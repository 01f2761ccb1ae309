package storage

import "testing"

// TestTransfer walks a project through its moves: who says what, and where it
// is afterwards.
func TestTransfer(t *testing.T) {
	type word struct {
		by   func(d district) PersonID
		body Body
	}
	sender := func(d district) PersonID { return d.stranger }
	receiver := func(d district) PersonID { return d.liaison }
	head := func(d district) PersonID { return d.head }
	office := func(d district) PersonID { return d.office }
	ask := func(c Credit, share int) func(d district) Body {
		return func(d district) Body { return TransferAsked{To: d.unit, Credit: c, Share: share} }
	}
	yes := TransferConfirmed{}
	type state struct {
		unit, host string // neighbour, unit
		shares     int
		waits      []Side
	}
	tests := []struct {
		name  string
		asker func(d district) PersonID
		ask   func(d district) Body
		words []word
		want  state
	}{
		{"asked", sender, ask(CreditKept, 0), nil, state{"neighbour", "", 0, []Side{ReceiverSide, OfficeSide}}},
		{"asked by the office", office, ask(CreditKept, 0), nil, state{"neighbour", "", 0, []Side{SenderSide, ReceiverSide}}},
		{"receiver agrees", sender, ask(CreditKept, 0), []word{{receiver, yes}}, state{"neighbour", "", 0, []Side{OfficeSide}}},
		{"all agree", sender, ask(CreditKept, 0), []word{{receiver, yes}, {office, yes}}, state{"neighbour", "unit", 0, nil}},
		{"office first, the receiver's head", sender, ask(CreditKept, 0), []word{{office, yes}, {head, yes}}, state{"neighbour", "unit", 0, nil}},
		{"credit split", sender, ask(CreditSplit, 300), []word{{receiver, yes}, {office, yes}}, state{"neighbour", "unit", 300, nil}},
		{"credit moves", sender, ask(CreditMoved, 0), []word{{receiver, yes}, {office, yes}}, state{"unit", "", 0, nil}},
		{"refused", sender, ask(CreditKept, 0), []word{{receiver, TransferRefused{Reason: "无厂房"}}}, state{"neighbour", "", 0, nil}},
		{"withdrawn", sender, ask(CreditKept, 0), []word{{receiver, yes}, {sender, TransferWithdrawn{}}}, state{"neighbour", "", 0, nil}},
	}
	s, _ := openTest(t)
	for _, tt := range tests {
		trial(t, s, func(tx *Tx) {
			d := makeDistrict(t, tx)
			d.apply(t, tx, tt.asker(d), d.other, tt.ask(d))
			for _, w := range tt.words {
				d.apply(t, tx, w.by(d), d.other, w.body)
			}
			p, err := tx.Project(d.other)
			if err != nil {
				t.Fatal(err)
			}
			name := map[UnitID]string{d.unit: "unit", d.neighbour: "neighbour"}
			got := state{unit: name[p.Unit], host: name[p.Host]}
			for _, s := range p.Shares {
				got.shares += s.PerMille
			}
			if p.Transfer.Asked != 0 {
				got.waits = p.Transfer.Waits()
			}
			if got.unit != tt.want.unit || got.host != tt.want.host || got.shares != tt.want.shares {
				t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
			}
			same(t, tt.name+": waits for", tt.want.waits, got.waits)
			counted, err := one(tx, value[UnitID], `SELECT unit FROM counted WHERE project = ? AND until = `+latestText, d.other)
			if err != nil || counted != p.Unit {
				t.Errorf("%s: figures count it for %d (%v), want the credited unit %d", tt.name, counted, err, p.Unit)
			}
			waiting, err := tx.Transferring()
			if err != nil || (len(waiting) > 0) != (tt.want.waits != nil) {
				t.Errorf("%s: %d transfers under way (%v)", tt.name, len(waiting), err)
			}
		})
	}
}

func TestTransferRules(t *testing.T) {
	s, _ := openTest(t)
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		say := func(by PersonID, b Body) error {
			_, err := tx.Apply(Act{By: by, Source: "test", Subjects: []Subject{{ProjectSubject, int64(d.other)}}, Body: b})
			return err
		}
		wantInvalid(t, "confirmed, never asked", say(d.office, TransferConfirmed{}), InvalidNothing)
		wantInvalid(t, "to where it is", say(d.stranger, TransferAsked{To: d.neighbour}), InvalidNothing)
		wantInvalid(t, "to no unit we know", say(d.stranger, TransferAsked{To: 9999}), InvalidUnknown)
		wantInvalid(t, "split without a share", say(d.stranger, TransferAsked{To: d.unit, Credit: CreditSplit}), InvalidPercent)
		wantInvalid(t, "all of it split off", say(d.stranger, TransferAsked{To: d.unit, Credit: CreditSplit, Share: 1000}), InvalidPercent)
		wantDenied(t, "asked by another", say(d.liaison, TransferAsked{To: d.unit}), DeniedNotYours)

		until := noon.AddDate(0, 0, 2)
		ask, err := tx.Apply(Act{
			By: d.stranger, UndoUntil: until, Source: "test",
			Subjects: []Subject{{ProjectSubject, int64(d.other)}}, Body: TransferAsked{To: d.unit},
		})
		if err != nil {
			t.Fatal(err)
		}
		wantInvalid(t, "asked twice", say(d.stranger, TransferAsked{To: d.unit}), InvalidExists)
		wantInvalid(t, "confirmed by who asked", say(d.stranger, TransferConfirmed{}), InvalidNothing)
		d.apply(t, tx, d.liaison, d.other, TransferConfirmed{})
		last := d.apply(t, tx, d.office, d.other, TransferConfirmed{})
		undo := Act{By: d.stranger, Source: "test", Undoes: ask.Number, Body: Undone{}}
		_, err = tx.Apply(undo)
		wantDenied(t, "one side's undo once it took effect", err, DeniedOfficeOnly)
		undo.By = d.office
		if _, err := tx.Apply(undo); err != nil {
			t.Fatal(err)
		}
		p, err := tx.Project(d.other)
		if err != nil || p.Host != 0 || p.Transfer.Asked != 0 {
			t.Errorf("after the undo: %+v, %v", p, err)
		}
		then, err := tx.ProjectAt(d.other, last.Number)
		if err != nil || then.Host != d.unit {
			t.Errorf("known then: hosted by %d (%v), want %d", then.Host, err, d.unit)
		}
	})
}

func TestDispute(t *testing.T) {
	for _, credit := range []bool{false, true} {
		s, _ := openTest(t)
		trial(t, s, func(tx *Tx) {
			d := makeDistrict(t, tx)
			d.apply(t, tx, d.liaison, d.other, Disputed{Claim: "3月就是我们先接触的"})
			open, err := tx.Disputes()
			if err != nil || len(open) != 1 || open[0].Dispute.Unit != d.unit || open[0].Dispute.Against != d.neighbour {
				t.Fatalf("open disputes: %+v, %v", open, err)
			}
			say := func(by PersonID, b Body) error {
				_, err := tx.Apply(Act{By: by, Source: "test", Subjects: []Subject{{ProjectSubject, int64(d.other)}}, Body: b})
				return err
			}
			wantInvalid(t, "a second dispute", say(d.liaison, Disputed{Claim: "我们的"}), InvalidExists)
			wantInvalid(t, "decided for a third", say(d.office, DisputeDecided{For: d.third}), InvalidUnknown)
			wantDenied(t, "decided by a side", say(d.head, DisputeDecided{For: d.unit}), DeniedRole)
			d.apply(t, tx, d.office, d.other, DisputeDecided{For: d.unit, Credit: credit})
			p, err := tx.Project(d.other)
			want := map[bool]UnitID{false: d.neighbour, true: d.unit}[credit]
			if err != nil || p.Unit != want || p.Dispute.IsOpen() || p.Dispute.For != d.unit {
				t.Errorf("credit %v: %+v, %v", credit, p, err)
			}
		})
	}
}

func TestTaskForce(t *testing.T) {
	s, _ := openTest(t)
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		d.apply(t, tx, d.office, d.own, TaskForceChanged{Lead: d.leader, Members: []UnitID{d.unit, d.neighbour}})
		d.apply(t, tx, d.office, d.own, TaskForceChanged{Liaison: d.liaison, Without: []UnitID{d.unit}, Referrer: d.neighbour})
		p, err := tx.Project(d.own)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "task force", TaskForce{d.leader, []UnitID{d.neighbour}, d.liaison, d.neighbour}, p.TaskForce)
	})
}
