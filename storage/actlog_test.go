package storage

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// A log of a few acts, damaged in one way after another: each is found, and
// the act it was done to is named.
func TestVerifyLogFindsTampering(t *testing.T) {
	tests := []struct {
		name   string
		damage string // ? is the number of the act
	}{
		{"changed body", `UPDATE act SET body = CAST(replace(CAST(body AS TEXT), '2026-02-01', '2026-02-02') AS BLOB) WHERE number = ?`},
		{"body that is no JSON", `UPDATE act SET body = x'00' WHERE number = ?`},
		{"changed time", `UPDATE act SET said = '2026-03-03T03:59:59.000Z' WHERE number = ?`},
		{"changed day", `UPDATE act SET day = '2026-03-04' WHERE number = ?`},
		{"changed sender", `UPDATE act SET person = person + 1 WHERE number = ?`},
		{"changed source", `UPDATE act SET source = 'import 1/1' WHERE number = ?`},
		{"changed kind", `UPDATE act SET kind = 'project.planned' WHERE number = ?`},
		{"changed version", `UPDATE act SET version = 2 WHERE number = ?`},
		{"changed group", `UPDATE act SET grp = 1 WHERE number = ?`},
		{"changed seen", `UPDATE act SET seen = 1 WHERE number = ?`},
		{"longer undo", `UPDATE act SET undo_until = '2027-01-01T00:00:00.000Z' WHERE number = ?`},
		{"made an undo", `UPDATE act SET undoes = 1 WHERE number = ?`},
		{"changed hash", `UPDATE act SET hash = x'00' WHERE number = ?`},
		{"changed subject", `UPDATE act_subject SET subject = 1 WHERE act = ?`},
		{"changed kind of subject", `UPDATE act_subject SET kind = 'unit' WHERE act = ?`},
		{"further subject", `INSERT INTO act_subject (kind, subject, act) VALUES ('unit', 1, ?)`},
		{"removed subject", `DELETE FROM act_subject WHERE act = ?`},
		{"removed act", `DELETE FROM act WHERE number = ?`},
		{"removed to the end", `DELETE FROM act WHERE number >= ?`},
		{"swapped with the next", `UPDATE act SET number = CASE number WHEN ?1 THEN -?1 ELSE ?1 END WHERE number IN (?1, ?1 + 1)`},
		{"moved behind a gap", `UPDATE act SET number = number + 1000 WHERE number = ?`},
	}
	s, _ := openTest(t)
	var target ActNumber
	write(t, s, func(tx *Tx) error {
		d := makeDistrict(t, tx)
		target = d.apply(t, tx, d.liaison, d.own, Reached{Milestone: MilestoneSign, On: MustDate("2026-02-01")}).Number
		d.apply(t, tx, d.liaison, d.own, Noted{Text: "第二次洽谈"})
		d.apply(t, tx, d.liaison, d.own, Noted{Text: "第三次洽谈"})
		return tx.VerifyLog()
	})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			damage(t, s, func(tx *Tx) {
				if err := tx.exec(tt.damage, target); err != nil {
					t.Fatal(err)
				}
				if strings.HasPrefix(tt.name, "swapped") {
					if err := tx.exec(`UPDATE act SET number = number * -1 + 1 WHERE number < 0`); err != nil {
						t.Fatal(err)
					}
				}
				if n, err := damagedAct(tx.VerifyLog()); n != target {
					t.Errorf("VerifyLog: %v, want damage found at act %d", err, target)
				}
			})
		})
	}
}

// damage runs f without foreign keys in a transaction that is taken back.
func damage(t *testing.T, s *Store, f func(*Tx)) {
	t.Helper()
	pragma := func(on string) {
		if _, err := s.writer.conn.ExecContext(context.Background(), `PRAGMA foreign_keys = `+on); err != nil {
			t.Fatal(err)
		}
	}
	pragma("0")
	defer pragma("1")
	trial(t, s, f)
}

// damagedAct returns the act that an error of VerifyLog names.
func damagedAct(err error) (ActNumber, error) {
	var d *Damaged
	if errors.As(err, &d) {
		return d.Act, err
	}
	return 0, err
}

func TestApplyReturnsTheActOfTheLog(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		d := makeDistrict(t, tx)
		as, err := tx.ApplyGroup([]Act{
			{By: d.liaison, Source: "update 1/0", UndoUntil: noon.AddDate(0, 0, 1).Add(123456), Subjects: []Subject{{ProjectSubject, int64(d.own)}}, Body: Noted{Text: "一"}},
			{By: d.liaison, Source: "update 1/1", Subjects: []Subject{{ProjectSubject, int64(d.own)}}, Body: Noted{Text: "坏\xff字"}},
		})
		if err != nil {
			return err
		}
		group, err := tx.Group(as[0].Number)
		if err != nil {
			return err
		}
		same(t, "group", as, group)
		if group[1].Group != as[0].Number {
			t.Errorf("group of the second act = %d, want %d", group[1].Group, as[0].Number)
		}
		return nil
	})
}

func TestGroupStandsOrFallsTogether(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		d := makeDistrict(t, tx)
		before := dump(t, tx, allTables...)
		own := []Subject{{ProjectSubject, int64(d.own)}}
		_, err := tx.ApplyGroup([]Act{
			{Source: "test", Subjects: own, Body: Noted{Text: "一"}},
			{Source: "test", Subjects: own, Body: PercentReached{Percent: 101}},
		})
		wantInvalid(t, "group", err, InvalidPercent)
		if after := dump(t, tx, allTables...); before != after {
			t.Error("a group that failed has left something behind")
		}
		return nil
	})
}

func TestActMalformed(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		d := makeDistrict(t, tx)
		own := Subject{ProjectSubject, int64(d.own)}
		for name, a := range map[string]Act{
			"about nothing":           {Body: Noted{Text: "一"}},
			"about another kind":      {Subjects: []Subject{{UnitSubject, int64(d.unit)}}, Body: Noted{Text: "一"}},
			"about an unknown kind":   {Subjects: []Subject{own, {"dragon", 1}}, Body: Noted{Text: "一"}},
			"undoes without saying":   {Subjects: []Subject{own}, Undoes: 1, Body: Noted{Text: "一"}},
			"says without undoing":    {Subjects: []Subject{own}, Body: Undone{}},
			"a day that is no day":    {Subjects: []Subject{own}, Body: Reached{Milestone: MilestoneSign, On: Date{2026, 13, 40}}},
			"a body nobody registers": {Subjects: []Subject{own}, Body: unregistered{}},
		} {
			before := dump(t, tx, allTables...)
			if _, err := tx.Apply(a); err == nil {
				t.Errorf("act %s was taken", name)
			}
			if dump(t, tx, allTables...) != before {
				t.Errorf("act %s has changed something", name)
			}
		}
		return tx.VerifyLog()
	})
}

type unregistered struct{}

func (unregistered) Kind() Kind    { return "project.unregistered" }
func (unregistered) Field() string { return "" }

func TestInForce(t *testing.T) {
	tests := []struct {
		name   string
		undoes []ActNumber // of acts 1, 2, …; 0: undoes nothing
		want   []ActNumber
	}{
		{"nothing", nil, nil},
		{"one", []ActNumber{0}, []ActNumber{1}},
		{"undone", []ActNumber{0, 1}, nil},
		{"redone", []ActNumber{0, 1, 2}, []ActNumber{1}},
		{"undone again", []ActNumber{0, 1, 2, 1}, nil},
		{"redo undone", []ActNumber{0, 1, 2, 3}, nil},
		{"in another order", []ActNumber{0, 0, 0, 1, 3, 5}, []ActNumber{2, 3}},
	}
	for _, tt := range tests {
		var as []Act
		for i, u := range tt.undoes {
			as = append(as, Act{Number: ActNumber(i + 1), Undoes: u})
		}
		var got []ActNumber
		for _, a := range InForce(as) {
			got = append(got, a.Number)
		}
		same(t, tt.name, tt.want, got)
	}
}
