package storage

import "testing"

// applyTo applies an act about what it brings into being, or about a subject.
func applyTo(t *testing.T, tx *Tx, by PersonID, s Subject, b Body) Act {
	t.Helper()
	a, err := tx.Apply(Act{By: by, Source: "test", Subjects: []Subject{s}, Body: b})
	if err != nil {
		t.Fatalf("%s: %v", b.Kind(), err)
	}
	return a
}

// standing makes what acts of the later kinds are about, in each relation to
// the people of the district.
func standing(t *testing.T, tx *Tx, d district) map[Kind][]whose {
	t.Helper()
	rows := map[Kind][]whose{}
	both := func(kind SubjectKind, names [2]string, first, second func() Act, kinds ...Kind) {
		var ws []whose
		for i, f := range []func() Act{first, second} {
			ws = append(ws, whose{name: names[i], subject: Subject{kind, int64(f().Number)}})
		}
		for _, k := range kinds {
			rows[k] = ws
		}
	}
	raised := func() Act {
		return applyTo(t, tx, d.liaison, Subject{Kind: ObstacleSubject}, ObstacleRaised{
			Project: d.hosted, Category: PowerObstacle, Text: "供电容量没落实", Need: []UnitID{d.neighbour}})
	}
	asked := func() Act {
		return applyTo(t, tx, d.stranger, Subject{Kind: ObstacleSubject}, ObstacleRaised{
			Project: d.hosted, Category: LandObstacle, Text: "缺指标", Need: []UnitID{d.unit}})
	}
	closed := func(f func() Act) func() Act {
		return func() Act {
			a := f()
			applyTo(t, tx, d.office, Subject{ObstacleSubject, int64(a.Number)}, ObstacleClosed{On: On(noon, shanghai)})
			return a
		}
	}
	obstacle := [2]string{"raised", "asked"}
	both(ObstacleSubject, obstacle, raised, asked, KindObstacleChanged, KindObstacleAnswered, KindObstacleClosed)
	both(ObstacleSubject, obstacle, closed(raised), closed(asked), KindObstacleReopened)
	owned := func() Act {
		return applyTo(t, tx, d.leader, Subject{Kind: OrderSubject}, OrderGiven{
			From: d.leader, To: []Assignee{{Unit: d.unit}}, Text: "报供地方案", Due: MustDate("2026-03-31")})
	}
	assisted := func() Act {
		return applyTo(t, tx, d.office, Subject{Kind: OrderSubject}, OrderGiven{
			To: []Assignee{{Unit: d.neighbour}, {Unit: d.unit}}, Text: "报供地方案", Due: MustDate("2026-03-31")})
	}
	ended := func(f func() Act) func() Act {
		return func() Act {
			a := f()
			applyTo(t, tx, d.office, Subject{OrderSubject, int64(a.Number)}, OrderEnded{On: On(noon, shanghai)})
			return a
		}
	}
	order := [2]string{"owned", "assist"}
	both(OrderSubject, order, owned, assisted, KindOrderAnswered, KindOrderDone, KindOrderClosed, KindOrderExtended)
	both(OrderSubject, order, ended(owned), ended(assisted), KindOrderReopened)
	leaving := func(to UnitID) func() Act {
		return func() Act {
			p := applyTo(t, tx, 0, Subject{Kind: ProjectSubject}, Opened{Name: "鼎创智能", Unit: d.neighbour})
			d.apply(t, tx, d.stranger, ProjectID(p.Number), TransferAsked{To: to})
			return p
		}
	}
	both(ProjectSubject, [2]string{"taking", "other"}, leaving(d.unit), leaving(d.third),
		KindTransferConfirmed, KindTransferRefused, KindTransferWithdrawn)
	disputed := func() Act {
		p := applyTo(t, tx, 0, Subject{Kind: ProjectSubject}, Opened{Name: "恒织智能经编", Unit: d.neighbour})
		d.apply(t, tx, d.liaison, ProjectID(p.Number), Disputed{Claim: "3月就是我们先接触的"})
		return p
	}
	both(ProjectSubject, [2]string{"claimed", "again"}, disputed, disputed, KindDisputeDecided)
	return rows
}
