package storage

import "testing"

func TestObstacles(t *testing.T) {
	s, _ := openTest(t)
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		count := func(what string, os []Obstacle, err error, want int) {
			t.Helper()
			if err != nil || len(os) != want {
				t.Errorf("%s: %d (%v), want %d", what, len(os), err, want)
			}
		}
		lists := func(open, by, asked, late int) {
			t.Helper()
			os, err := tx.OpenObstacles()
			count("open", os, err, open)
			os, err = tx.OpenObstaclesBy(d.unit)
			count("raised by the unit", os, err, by)
			os, err = tx.OpenObstaclesAsked(d.neighbour)
			count("asked of the neighbour", os, err, asked)
			os, err = tx.OverdueObstacles(tx.Today())
			count("overdue", os, err, late)
		}
		lists(1, 1, 1, 1)
		applyTo(t, tx, d.office, Subject{Kind: ObstacleSubject}, ObstacleRaised{Project: d.other, Category: LandObstacle, Text: "缺指标"})
		lists(2, 1, 1, 1)
		d.apply(t, tx, d.office, d.other, ProjectDropped{On: MustDate("2026-03-01"), Reason: "投资方退出"})
		lists(1, 1, 1, 1)

		it := Subject{ObstacleSubject, int64(d.obstacle)}
		applyTo(t, tx, d.stranger, it, ObstacleAnswered{Text: "下周送电"})
		_, err := tx.Apply(Act{By: d.stranger, Source: "test", Subjects: []Subject{it}, Body: ObstacleClosed{On: tx.Today()}})
		wantDenied(t, "closed by the department asked", err, DeniedNotYours)
		a := applyTo(t, tx, d.head, it, ObstacleClosed{On: tx.Today(), By: []UnitID{d.neighbour}})
		lists(0, 0, 0, 0)
		o, err := tx.Obstacle(d.obstacle)
		if err != nil || o.IsOpen() || o.Answer != "下周送电" || o.Closed.By != d.head || o.Age(tx.Today().AddDays(9)) != 0 {
			t.Errorf("closed: %+v, %v", o, err)
		}
		_, err = tx.Apply(Act{By: d.head, Source: "test", Subjects: []Subject{it}, Body: ObstacleClosed{On: tx.Today()}})
		wantInvalid(t, "closed twice", err, InvalidClosed)
		history, err := tx.Acts(Subject{ProjectSubject, int64(d.hosted)})
		if err != nil || history[len(history)-1].Number != a.Number {
			t.Errorf("the closing is not in the project's history: %v", err)
		}
		applyTo(t, tx, d.liaison, it, ObstacleReopened{Reason: "又停电"})
		lists(1, 1, 1, 1)
	})
}

func TestObstacleRules(t *testing.T) {
	s, _ := openTest(t)
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		good := ObstacleRaised{Project: d.own, Category: LandObstacle, Text: "缺指标"}
		for _, tt := range []struct {
			name   string
			change func(b *ObstacleRaised)
			why    InvalidWhy
		}{
			{"of no kind we know", func(b *ObstacleRaised) { b.Category = "weather" }, InvalidUnknown},
			{"without words", func(b *ObstacleRaised) { b.Text = " " }, InvalidText},
			{"asked of no unit we know", func(b *ObstacleRaised) { b.Need = []UnitID{9999} }, InvalidUnknown},
			{"of no project we know", func(b *ObstacleRaised) { b.Project = 9999 }, InvalidUnknown},
		} {
			b := good
			tt.change(&b)
			_, err := tx.Apply(Act{By: d.office, Source: "test", Subjects: []Subject{{Kind: ObstacleSubject}}, Body: b})
			wantInvalid(t, "obstacle "+tt.name, err, tt.why)
		}
		it := []Subject{{ObstacleSubject, int64(d.obstacle)}}
		_, err := tx.Apply(Act{By: d.liaison, Source: "test", Subjects: it, Body: ObstacleClosed{On: MustDate("2026-03-02")}})
		wantInvalid(t, "closed before it was raised", err, InvalidSpan)
		_, err = tx.Apply(Act{Source: "test", Undoes: ActNumber(d.neighbour), Body: Undone{}})
		wantInvalid(t, "undo of a unit that is asked", err, InvalidInUse)
	})
}

// An order's life: who may say what, and that lateness is never rewritten.
func TestOrders(t *testing.T) {
	s, _ := openTest(t)
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		it := Subject{OrderSubject, int64(d.order)}
		say := func(by PersonID, b Body) error {
			_, err := tx.Apply(Act{By: by, Source: "test", Subjects: []Subject{it}, Body: b})
			return err
		}
		is := func(state OrderState, late bool) {
			t.Helper()
			o, err := tx.Order(d.order)
			overdue, err2 := tx.OverdueOrders(MustDate("2026-04-01"))
			if err != nil || err2 != nil || o.State() != state || (len(overdue) == 1) != late || o.FirstDue != MustDate("2026-03-31") {
				t.Errorf("order %+v is %s, %d overdue (%v, %v); want %s, late %v", o, o.State(), len(overdue), err, err2, state, late)
			}
		}
		is(OrderOpen, true)
		wantDenied(t, "done, said by who assists", say(d.stranger, OrderDoneSaid{On: tx.Today()}), DeniedNotYours)
		wantDenied(t, "closed by its owner", say(d.head, OrderEnded{On: tx.Today()}), DeniedRole)
		wantDenied(t, "extended by its owner", say(d.head, OrderExtended{Due: MustDate("2026-04-30")}), DeniedRole)
		wantInvalid(t, "extended to an earlier day", say(d.leader, OrderExtended{Due: MustDate("2026-03-30")}), InvalidNotLater)
		wantInvalid(t, "an earlier day asked for", say(d.liaison, OrderAnswered{Text: "改到3月底", Due: MustDate("2026-03-30")}), InvalidNotLater)
		applyTo(t, tx, d.liaison, it, OrderDoneSaid{On: tx.Today(), Text: "已报"})
		is(OrderDone, false)
		wantInvalid(t, "done twice", say(d.liaison, OrderDoneSaid{On: tx.Today()}), InvalidNothing)
		applyTo(t, tx, d.leader, it, OrderReopened{Reason: "方案不行"})
		is(OrderOpen, true)
		applyTo(t, tx, d.leader, it, OrderExtended{Due: MustDate("2026-04-30")})
		is(OrderOpen, false)
		applyTo(t, tx, d.office, it, OrderEnded{On: tx.Today()})
		is(OrderClosed, false)
		wantInvalid(t, "answered when closed", say(d.liaison, OrderAnswered{Text: "在办"}), InvalidClosed)
		p, err := tx.Project(d.linked)
		if err != nil || p.Reported.After(noon) {
			t.Errorf("an order was taken for a report: %v, %v", p.Reported, err)
		}
	})
}

func TestOrderLists(t *testing.T) {
	s, _ := openTest(t)
	trial(t, s, func(tx *Tx) {
		d := makeDistrict(t, tx)
		person := func(id PersonID) Person {
			p, err := tx.Person(id)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		applyTo(t, tx, d.office, Subject{Kind: OrderSubject}, OrderGiven{To: []Assignee{{Person: d.observer}}, Text: "每周报", Repeat: "每周五"})
		for _, tt := range []struct {
			name string
			list func() ([]Order, error)
			want int
		}{
			{"open", tx.OpenOrders, 2},
			{"of the liaison", func() ([]Order, error) { return tx.OrdersFor(person(d.liaison)) }, 1},
			{"of who assists", func() ([]Order, error) { return tx.OrdersFor(person(d.stranger)) }, 1},
			{"of the leader", func() ([]Order, error) { return tx.OrdersFor(person(d.leader)) }, 1},
			{"of the observer", func() ([]Order, error) { return tx.OrdersFor(person(d.observer)) }, 1},
			{"of the office", func() ([]Order, error) { return tx.OrdersFor(person(d.office)) }, 0},
			{"owned by the unit", func() ([]Order, error) { return tx.OrdersOwnedBy(Assignee{Unit: d.unit}) }, 1},
			{"owned by the neighbour", func() ([]Order, error) { return tx.OrdersOwnedBy(Assignee{Unit: d.neighbour}) }, 0},
			{"of the project", func() ([]Order, error) { return tx.OrdersOf(Project{ID: d.linked}) }, 1},
			{"of the meeting", func() ([]Order, error) { return tx.OrdersAt(MustDate("2026-03-03")) }, 1},
			{"of another meeting", func() ([]Order, error) { return tx.OrdersAt(MustDate("2026-03-17")) }, 0},
		} {
			if os, err := tt.list(); err != nil || len(os) != tt.want {
				t.Errorf("orders %s: %d (%v), want %d", tt.name, len(os), err, tt.want)
			}
		}
	})
}
