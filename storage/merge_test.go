package storage

import (
	"errors"
	"testing"
)

// merge merges two records on the office's word.
func (d district) merge(tx *Tx, keep, drop ProjectID) (Act, error) {
	return tx.Apply(Act{By: d.office, Source: "test", Subjects: []Subject{{ProjectSubject, int64(keep)}}, Body: ProjectMerged{Keep: keep, Drop: drop}})
}

func TestMergeTakesOverWhatIsMissing(t *testing.T) {
	day := func(n int) Date { return MustDate("2026-02-01").AddDays(n) }
	s, _ := openTest(t)
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		for _, b := range []Body{
			Reached{Milestone: MilestoneSign, On: day(5)}, AmountChanged{Which: AgreedAmount, Amount: InYuan(2 * Yi)},
			Planned{Milestone: MilestoneStart, To: day(90)},
		} {
			d.apply(t, tx, d.office, d.own, b)
		}
		for _, b := range []Body{
			Reached{Milestone: MilestoneSign, On: day(2)}, Reached{Milestone: MilestoneFile, On: day(6)},
			AmountChanged{Which: AgreedAmount, Amount: InYuan(3 * Yi)}, AmountChanged{Which: PaidInAmount, Amount: InYuan(1 * Yi)},
			Planned{Milestone: MilestoneStart, To: day(60)}, Planned{Milestone: MilestoneFinish, To: day(300)},
			Renamed{Aliases: []string{"禾丰"}}, Described{Investor: "禾丰集团", Details: Details{Land: 33500}}, PutUp{Event: d.event},
		} {
			d.apply(t, tx, d.office, d.hosted, b)
		}
		dropped, err := tx.Project(d.hosted)
		if err != nil {
			t.Fatal(err)
		}
		before, err := tx.Project(d.own)
		if err != nil {
			t.Fatal(err)
		}
		a, err := d.merge(tx, d.own, d.hosted)
		if err != nil {
			t.Fatal(err)
		}
		p, err := tx.Kept(d.hosted)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "names", []string{"锦尚二期", "禾丰食品", "禾丰"}, append([]string{p.Name}, p.Aliases...))
		same(t, "investor, amounts, land", []any{"禾丰集团", InYuan(2 * Yi), InYuan(1 * Yi), Mu(33500)}, []any{p.Investor, p.Agreed, p.PaidIn, p.Land})
		same(t, "milestones", map[Milestone]Dates{
			MilestoneSign: {Done: day(2)}, MilestoneFile: {Done: day(6)}, MilestoneStart: {To: day(90)}, MilestoneFinish: {To: day(300)},
		}, p.Milestones)
		same(t, "filings and events", []any{[]Filing{{Filed: day(6)}}, []EventID{d.event}}, []any{p.Filings, p.Events})
		if p.Unit != d.unit || p.Host != 0 {
			t.Errorf("credited %d, hosted %d: the kept record's unit stays", p.Unit, p.Host)
		}
		checkOneRecord(t, tx, d)

		_, err = tx.Apply(Act{By: d.office, Source: "test", Undoes: a.Number, Body: Undone{}})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []Project{before, dropped} {
			got, err := tx.Project(want.ID)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "project after the merge was undone", want, got)
		}
	})
}

// checkOneRecord: own and hosted count and list as one, and what is said of
// the dropped one is refused with the kept one's id.
func checkOneRecord(t *testing.T, tx *Tx, d district) {
	t.Helper()
	signed, err := one(tx, value[int], `SELECT count(*) FROM counted WHERE until = `+latestText+` AND signed_on <> ''`)
	if err != nil || signed != 1 {
		t.Errorf("figures count %d signed (%v), want 1", signed, err)
	}
	listed, err := tx.AllProjects()
	if err != nil || len(listed) != 3 {
		t.Errorf("%d projects listed (%v), want 3", len(listed), err)
	}
	_, err = tx.Apply(Act{By: d.office, Source: "test", Subjects: []Subject{{ProjectSubject, int64(d.hosted)}}, Body: Noted{"洽谈"}})
	wantInvalid(t, "a note on the dropped record", err, InvalidMerged)
	var invalid *Invalid
	if errors.As(err, &invalid) && invalid.Into != (Subject{ProjectSubject, int64(d.own)}) {
		t.Errorf("refused with %v, want the kept record", invalid.Into)
	}
	kept, err := tx.Kept(d.hosted)
	if err != nil {
		t.Fatal(err)
	}
	obstacles, err := tx.ObstaclesOf(kept)
	if err != nil || len(obstacles) != 1 {
		t.Errorf("%d obstacles (%v), want that of the dropped record", len(obstacles), err)
	}
	closed := applyTo(t, tx, d.office, Subject{ObstacleSubject, int64(d.obstacle)}, ObstacleClosed{On: On(noon, shanghai)})
	same(t, "subjects of a closing", []Subject{{ObstacleSubject, int64(d.obstacle)}, {ProjectSubject, int64(d.own)}}, closed.Subjects)
}

func TestMergeRules(t *testing.T) {
	undo := func(d district, tx *Tx, n ActNumber) (Act, error) {
		return tx.Apply(Act{By: d.office, Source: "test", Undoes: n, Body: Undone{}})
	}
	tests := []struct {
		name string
		try  func(tx *Tx, d district) error
		why  InvalidWhy
	}{
		{"with itself", func(tx *Tx, d district) error { _, err := d.merge(tx, d.own, d.own); return err }, InvalidNothing},
		{"with what is not there", func(tx *Tx, d district) error { _, err := d.merge(tx, d.own, 9999); return err }, InvalidUnknown},
		{"twice", func(tx *Tx, d district) error {
			d.merge(tx, d.own, d.other)
			_, err := d.merge(tx, d.linked, d.other)
			return err
		}, InvalidMerged},
		{"in a chain", func(tx *Tx, d district) error {
			d.merge(tx, d.own, d.other)
			_, err := d.merge(tx, d.linked, d.own)
			p, _ := tx.Kept(d.other)
			same(t, "records at the end of the chain", []ProjectID{d.own, d.other}, p.Records)
			return err
		}, ""},
		{"undo inside a chain", func(tx *Tx, d district) error {
			first, _ := d.merge(tx, d.own, d.other)
			d.merge(tx, d.linked, d.own)
			_, err := undo(d, tx, first.Number)
			return err
		}, InvalidMerged},
		{"undo of what the dropped record had been told", func(tx *Tx, d district) error {
			said := d.apply(t, tx, d.office, d.other, Noted{"洽谈"})
			d.merge(tx, d.own, d.other)
			_, err := undo(d, tx, said.Number)
			return err
		}, InvalidMerged},
		{"undo, and back", func(tx *Tx, d district) error {
			m, _ := d.merge(tx, d.own, d.other)
			u, err := undo(d, tx, m.Number)
			if err != nil {
				return err
			}
			_, err = undo(d, tx, u.Number)
			return err
		}, ""},
		{"undo, and back after news", func(tx *Tx, d district) error {
			m, _ := d.merge(tx, d.own, d.other)
			u, _ := undo(d, tx, m.Number)
			d.apply(t, tx, d.office, d.other, AmountChanged{Which: PaidInAmount, Amount: InYuan(1)})
			_, err := undo(d, tx, u.Number)
			return err
		}, InvalidInUse},
	}
	s, _ := openTest(t)
	for _, tt := range tests {
		trial(t, s, func(tx *Tx) {
			err := tt.try(tx, makeDistrict(t, tx))
			if tt.why != "" {
				wantInvalid(t, "merge "+tt.name, err, tt.why)
			} else if err != nil {
				t.Errorf("merge %s: %v", tt.name, err)
			}
		})
	}
}

func TestMu(t *testing.T) {
	for _, tt := range []struct {
		in, out string // "": refused
		mu      Mu
	}{
		{"120", "120", 120_000}, {"33.5", "33.5", 33_500}, {"0.125", "0.125", 125}, {"7.", "7", 7000},
		{"1.2345", "", 0}, {"-3", "", 0}, {"", "", 0}, {"百", "", 0}, {"1.-5", "", 0},
	} {
		m, err := ParseMu(tt.in)
		if m != tt.mu || (err == nil) != (tt.out != "") || err == nil && m.String() != tt.out {
			t.Errorf("ParseMu(%q) = %d (%s), %v; want %d (%s)", tt.in, m, m, err, tt.mu, tt.out)
		}
	}
}

// A lead may bring all that a lead says, its contact too.
func TestOpenedWithDetails(t *testing.T) {
	s, _ := openTest(t)
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		hash, err := tx.KeepContact(0, "13800000000")
		if err != nil {
			t.Fatal(err)
		}
		a := applyTo(t, tx, d.liaison, Subject{Kind: ProjectSubject}, Opened{
			Name: "力拓机器人", Unit: d.unit, Contacts: []string{hash},
			Plans:   map[Milestone]Span{MilestoneVisit: {To: MustDate("2026-03-20")}},
			Details: Details{Capital: InYuan(5000 * Wan), Land: 33_500, Site: "临港", Phase: "一期", Source: "商会", Foreign: true},
		})
		p, err := tx.Project(ProjectID(a.Number))
		if err != nil {
			t.Fatal(err)
		}
		if !p.Milestones[MilestoneVisit].Planned() || p.Land != 33_500 || !p.Foreign {
			t.Errorf("opened: %+v", p)
		}
		liaison, err := tx.Person(d.liaison)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := tx.Contact(p.Contacts[0], liaison); text != "13800000000" || err != nil {
			t.Errorf("contact = %q, %v", text, err)
		}
		_, err = tx.Apply(Act{Source: "test", Subjects: []Subject{{Kind: ProjectSubject}}, Body: Opened{Name: "二", Contacts: []string{hash}}})
		wantInvalid(t, "another project's contact", err, InvalidUnknown)
	})
}
