package storage

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// samples has an act of each kind that breaks no rule, so that only the rights
// decide. Some kinds have several, where what is said decides too.
func samples(d district, contacts map[ProjectID]string) map[string]func(Subject) Body {
	day := MustDate("2026-03-02")
	say := func(b Body) func(Subject) Body { return func(Subject) Body { return b } }
	return map[string]func(Subject) Body{
		"project.renamed":                say(Renamed{Name: "新名"}),
		"project.assigned":               say(Assigned{Leader: d.leader}),
		"project.put_up":                 say(PutUp{Event: d.event}),
		"project.reached (land)":         say(Reached{Milestone: MilestoneLand, On: day}),
		"project.reached (sign)":         say(Reached{Milestone: MilestoneSign, On: day}),
		"project.reached (recognise)":    say(Reached{Milestone: MilestoneRecognise, On: day}),
		"project.cleared (sign)":         say(Cleared{Milestone: MilestoneSign}),
		"project.cleared (recognise)":    say(Cleared{Milestone: MilestoneRecognise}),
		"project.planned":                say(Planned{Milestone: MilestoneStart, To: MustDate("2026-06-30")}),
		"project.claimed":                say(RecognitionClaimed{On: day}),
		"project.returned":               say(FilingReturned{On: day}),
		"project.amount":                 say(AmountChanged{Which: AgreedAmount, Amount: InYuan(2 * Yi)}),
		"project.percent":                say(PercentReached{Percent: 40}),
		"project.noted":                  say(Noted{Text: "洽谈中"}),
		"project.unchanged":              say(Unchanged{}),
		"project.held":                   say(ProjectHeld{On: day, Reason: "等环评"}),
		"project.resumed":                say(ProjectResumed{On: day}),
		"project.dropped":                say(ProjectDropped{On: day, Reason: "投资方退出"}),
		"project.contact":                func(s Subject) Body { return ContactGiven{Hash: contacts[ProjectID(s.ID)]} },
		"project.contacts_forgotten":     say(ContactsForgotten{N: 1}),
		"project.file":                   say(FileAttached{FileID: "A", Form: PhotoForm}),
		"project.opened":                 nil, // see openings
		"project.opened (as recognised)": nil,
		"person.added":                   say(PersonAdded{Name: "赵六", Role: Liaison, Unit: d.unit}),
		"person.bound":                   say(PersonBound{Account: 777}),
		"person.changed":                 say(PersonChanged{Role: Office}),
		"person.left":                    say(PersonLeft{On: day}),
		"unit.added":                     say(UnitAdded{Name: "城东街道", UnitKind: Township}),
		"unit.changed":                   say(UnitChanged{Name: "河口街道"}),
		"event.added":                    say(EventAdded{Name: "二季度签约会"}),
		"setting.set":                    say(SettingSet{Name: "target", Value: "60"}),
		"project.described":              say(Described{Investor: "锦尚集团", Details: Details{Land: 33500}}),
		"project.merged":                 func(s Subject) Body { return ProjectMerged{Keep: ProjectID(s.ID), Drop: d.twin} },
		"project.transfer_asked":         say(TransferAsked{To: d.third}),
		"project.transfer_confirmed":     say(TransferConfirmed{}),
		"project.transfer_refused":       say(TransferRefused{Reason: "无厂房"}),
		"project.transfer_withdrawn":     say(TransferWithdrawn{}),
		"project.disputed":               say(Disputed{Unit: d.unit, Against: d.third, Claim: "3月就是我们先接触的"}),
		"project.dispute_decided":        say(DisputeDecided{For: d.unit, Credit: true}),
		"project.task_force":             say(TaskForceChanged{Lead: d.leader, Members: []UnitID{d.unit}}),
		"unit.merged":                    say(UnitMerged{From: d.third, Into: d.unit}),
		"person.snoozed":                 say(Snoozed{Until: MustDate("2026-03-09")}),
		"person.returned":                say(PersonReturned{On: day}),
		"visit.made":                     say(VisitMade{Investor: "恒信电缆", On: day, Unit: d.unit}),
		"visit.followed":                 say(VisitFollowed{Project: d.own}),
		"obstacle.raised": func(s Subject) Body {
			return ObstacleRaised{Project: ProjectID(s.ID), Category: LandObstacle, Text: "缺指标"}
		},
		"obstacle.changed":  say(ObstacleChanged{Due: day}),
		"obstacle.answered": say(ObstacleAnswered{Text: "正在办"}),
		"obstacle.closed":   say(ObstacleClosed{On: On(noon, shanghai)}),
		"obstacle.reopened": say(ObstacleReopened{}),
		"order.given":       say(OrderGiven{From: d.leader, To: []Assignee{{Unit: d.unit}}, Text: "月底前报供地方案"}),
		"order.answered":    say(OrderAnswered{Text: "正在办"}),
		"order.done":        say(OrderDoneSaid{On: day}),
		"order.closed":      say(OrderEnded{On: day}),
		"order.reopened":    say(OrderReopened{}),
		"order.extended":    say(OrderExtended{Due: MustDate("2026-04-30")}),
		"meeting.changed":   say(MeetingChanged{Nominal: day, Was: day, Date: MustDate("2026-04-30")}),
		"target.set":        say(TargetSet{TargetKey{Year: 2026, Scope: ForDistrict, Measure: "signed"}, 60}),
	}
}

// TestRights writes out who may do what to whose: testdata/rights.txt.
func TestRights(t *testing.T) {
	s, _ := openTest(t)
	var out bytes.Buffer
	trial(t, s, func(tx *Tx) {
		d, contacts := readyForAll(t, tx)
		acts := samples(d, contacts)
		for _, k := range slices.Sorted(maps.Keys(decoders)) {
			if k != KindUndone && !slices.ContainsFunc(slices.Collect(maps.Keys(acts)), func(n string) bool { return kindOf(n) == k }) {
				t.Errorf("kind %s has no sample: the table of rights would not show it", k)
			}
		}
		who := []struct {
			name string
			id   PersonID
		}{{"liaison", d.liaison}, {"head", d.head}, {"leader", d.leader}, {"office", d.office}, {"observer", d.observer}, {"left", d.gone}, {"unknown", 9999}}
		fmt.Fprintf(&out, "# Who may do what to whose. Made by TestRights; go test -update rewrites it.\n"+
			"# own: credited to the sender's unit; hosted: only hosted by it; linked: another unit's, linked\n"+
			"# to the leader of the table; other: another unit's. yes, or why not.\n\n")
		fmt.Fprintf(&out, "%-31s %-7s", "act", "whose")
		for _, w := range who {
			fmt.Fprintf(&out, " %-11s", w.name)
		}
		for _, name := range slices.Sorted(maps.Keys(acts)) {
			for _, row := range d.whose(kindOf(name)) {
				fmt.Fprintf(&out, "\n%-31s %-7s", name, row.name)
				for _, w := range who {
					body := d.opening(name, row)
					if body == nil {
						body = acts[name](row.subject)
					}
					fmt.Fprintf(&out, " %-11s", answer(t, tx, Act{By: w.id, Source: "test", Subjects: []Subject{row.subject.or(w.id)}, Body: body}))
				}
			}
		}
	})
	var lines [][]byte
	for line := range bytes.Lines(out.Bytes()) {
		lines = append(lines, bytes.TrimRight(line, " \n"))
	}
	golden(t, "rights.txt", append(bytes.Join(lines, []byte("\n")), '\n'))
}

// readyForAll makes the district and brings its projects so far that no rule
// stands against any of the samples.
func readyForAll(t *testing.T, tx *Tx) (district, map[ProjectID]string) {
	d := makeDistrict(t, tx)
	day := MustDate("2026-02-01")
	contacts := map[ProjectID]string{}
	for _, p := range []ProjectID{d.own, d.hosted, d.linked, d.other} {
		for _, m := range []Milestone{MilestoneSign, MilestoneFile, MilestoneRecognise} {
			d.apply(t, tx, 0, p, Reached{Milestone: m, On: day})
		}
		d.apply(t, tx, 0, p, ProjectHeld{On: day})
		hash, err := tx.KeepContact(p, "13800000000")
		if err != nil {
			t.Fatal(err)
		}
		contacts[p] = hash
	}
	d.third = UnitID(applyTo(t, tx, 0, Subject{Kind: UnitSubject}, UnitAdded{Name: "城东街道", UnitKind: Township}).Number)
	d.twin = ProjectID(applyTo(t, tx, 0, Subject{Kind: ProjectSubject}, Opened{Name: "锦尚", Unit: d.unit, Leader: d.leader}).Number)
	d.standing = standing(t, tx, d)
	return d, contacts
}

// A whose is a row's subject in its relation to the sender.
type whose struct {
	name       string
	subject    Subject // -1: the sender himself
	unit, host UnitID
	leader     PersonID
}

func (d district) whose(k Kind) []whose {
	switch of, _, _ := strings.Cut(string(k), "."); {
	case k == KindUnitMerged:
		return []whose{{name: "any", subject: Subject{UnitSubject, int64(d.unit)}}}
	case k == KindPersonReturned:
		return []whose{{name: "another", subject: Subject{PersonSubject, int64(d.gone)}}}
	case k == KindVisitFollowed:
		return []whose{{name: "own", subject: Subject{VisitSubject, int64(d.visit)}}}
	case k == KindPersonBound || k == KindSnoozed:
		return []whose{{name: "himself", subject: Subject{PersonSubject, -1}}, {name: "another", subject: Subject{PersonSubject, int64(d.stranger)}}}
	case k == KindPersonChanged || k == KindPersonLeft:
		return []whose{{name: "another", subject: Subject{PersonSubject, int64(d.stranger)}}}
	case k == KindUnitChanged:
		return []whose{{name: "own", subject: Subject{UnitSubject, int64(d.unit)}}}
	case d.standing[k] != nil:
		return d.standing[k]
	case of != string(ProjectSubject) && k != KindObstacleRaised:
		return []whose{{name: "new", subject: Subject{Kind: SubjectKind(of)}}}
	}
	rows := []whose{
		{name: "own", unit: d.unit},
		{name: "hosted", unit: d.neighbour, host: d.unit},
		{name: "linked", unit: d.neighbour, leader: d.leader},
		{name: "other", unit: d.neighbour},
	}
	for i, id := range []ProjectID{d.own, d.hosted, d.linked, d.other} {
		rows[i].subject = Subject{ProjectSubject, int64(id)}
		if k == KindOpened {
			rows[i].subject.ID = 0
		}
	}
	return rows
}

// or puts the sender in the place of a subject that stands for him.
func (s Subject) or(sender PersonID) Subject {
	if s.ID == -1 {
		s.ID = int64(sender)
	}
	return s
}

// opening returns what opens a project of a relation, nil for another act.
func (d district) opening(name string, w whose) Body {
	if kindOf(name) != KindOpened {
		return nil
	}
	b := Opened{Name: "新项目", Unit: w.unit, Host: w.host, Leader: w.leader}
	if strings.Contains(name, "recognised") {
		b.Milestones = map[Milestone]Date{MilestoneRecognise: MustDate("2026-02-01")}
	}
	return b
}

func kindOf(name string) Kind {
	kind, _, _ := strings.Cut(name, " ")
	return Kind(kind)
}

// answer says what becomes of an act, and takes it back.
func answer(t *testing.T, tx *Tx, a Act) string {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(tx.exec(`SAVEPOINT answer`))
	_, err := tx.Apply(a)
	must(tx.exec(`ROLLBACK TO answer`))
	must(tx.exec(`RELEASE answer`))
	var denied *Denied
	switch {
	case err == nil:
		return "yes"
	case errors.As(err, &denied):
		return string(denied.Why)
	}
	t.Errorf("%s by %d: %v; the sample must break no rule", a.Body.Kind(), a.By, err)
	return "?"
}

func TestUndoRights(t *testing.T) {
	s, now := openTest(t)
	var d district
	var said, later Act
	write(t, s, func(tx *Tx) error {
		d = makeDistrict(t, tx)
		apply := func(until bool) Act {
			a := Act{By: d.liaison, Source: "test", Subjects: []Subject{{ProjectSubject, int64(d.own)}}, Body: Noted{Text: "洽谈"}}
			if until {
				a.UndoUntil = noon.AddDate(0, 0, 2)
			}
			done, err := tx.Apply(a)
			if err != nil {
				t.Fatal(err)
			}
			return done
		}
		said, later = apply(true), apply(false)
		return nil
	})
	undo := func(a Act, by PersonID) (err error) {
		trial(t, s, func(tx *Tx) { _, err = tx.Apply(Act{By: by, Source: "test", Undoes: a.Number, Body: Undone{}}) })
		return err
	}
	for _, tt := range []struct {
		name string
		by   PersonID
		why  DeniedWhy // "": may
	}{
		{"the sender", d.liaison, ""},
		{"the office", d.office, ""},
		{"the program", 0, ""},
		{"the same unit's head", d.head, DeniedNotYours},
		{"a leader", d.leader, DeniedNotYours},
		{"who has left", d.gone, DeniedUnknown},
		{"nobody known", 9999, DeniedUnknown},
	} {
		if err := undo(said, tt.by); tt.why == "" && err != nil {
			t.Errorf("undo by %s: %v", tt.name, err)
		} else if tt.why != "" {
			wantDenied(t, "undo by "+tt.name, err, tt.why)
		}
	}
	wantDenied(t, "undo of what only the office may undo", undo(later, d.liaison), DeniedTooLate)
	*now = noon.AddDate(0, 0, 2)
	if err := undo(said, d.liaison); err != nil {
		t.Errorf("undo at the deadline: %v", err)
	}
	*now = now.Add(1)
	wantDenied(t, "undo a moment after the deadline", undo(said, d.liaison), DeniedTooLate)
	if err := undo(said, d.office); err != nil {
		t.Errorf("undo by the office after the deadline: %v", err)
	}
}

func TestUndoTakesTheSubjectsOfItsTarget(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		d := makeDistrict(t, tx)
		said := d.apply(t, tx, d.office, d.other, Noted{Text: "洽谈"})
		undo, err := tx.Apply(Act{By: d.office, Source: "test", Subjects: []Subject{{ProjectSubject, int64(d.own)}}, Undoes: said.Number, Body: Undone{}})
		if err != nil {
			return err
		}
		same(t, "subjects of the undo", said.Subjects, undo.Subjects)
		p, err := tx.Project(d.other)
		if err != nil {
			return err
		}
		if p.Note != "" {
			t.Errorf("note after undo = %q", p.Note)
		}
		return nil
	})
}
