package bot

import (
	"fmt"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// obstacleKinds has the kind of each word of the contract.
var obstacleKinds = map[string]storage.ObstacleKind{
	"用地": storage.LandObstacle, "能耗": storage.EnergyObstacle, "用电": storage.PowerObstacle, "用水": storage.WaterObstacle,
	"蒸汽": storage.SteamObstacle, "环评": storage.EnvironmentObstacle, "资金": storage.FundsObstacle, "政策": storage.PolicyObstacle,
	"用工": storage.LabourObstacle, "审批": storage.ApprovalObstacle, "征迁": storage.ClearanceObstacle, "厂房": storage.PremisesObstacle,
	"其他": storage.OtherObstacle,
}

// obstacle files what blocks a project, and which departments are asked.
func (f *filer) obstacle(o reading.Obstacle) {
	id, ok := f.idOf(string(o.Project))
	if !ok {
		f.missing = append(f.missing, string(o.Project))
		return
	}
	b := storage.ObstacleRaised{Project: id, Category: obstacleKinds[o.Kind], Text: o.Text}
	if b.Category == "" {
		b.Category = storage.OtherObstacle
	}
	for _, name := range o.Need {
		if u, ok := f.ledger.units[name]; ok {
			b.Need = append(b.Need, u.ID)
		}
	}
	if o.Due != nil {
		b.Due = lastDay(*o.Due)
	}
	if o.Expect != nil {
		b.Expect = lastDay(*o.Expect)
	}
	f.add(storage.Subject{Kind: storage.ObstacleSubject}, b)
}

// obstacleClose files that a project's obstacles of a kind are gone, all open
// ones where no kind is said. What has none open is kept as a note.
func (f *filer) obstacleClose(o reading.ObstacleClose) {
	p, ok := f.ledger.projects[string(o.Project)]
	if !ok {
		f.missing = append(f.missing, string(o.Project))
		return
	}
	open, err := f.t.openObstacles(p)
	if err != nil {
		f.err = err
		return
	}
	var by []storage.UnitID
	for _, name := range o.By {
		if u, ok := f.ledger.units[name]; ok {
			by = append(by, u.ID)
		}
	}
	closed := false
	for _, x := range open {
		if o.Kind == "" || x.Category == obstacleKinds[o.Kind] {
			f.add(storage.Subject{Kind: storage.ObstacleSubject, ID: int64(x.ID)}, storage.ObstacleClosed{On: f.t.today(), By: by})
			closed = true
		}
	}
	if !closed {
		f.why = "obstacle"
		f.keepSaid(p.Name)
	}
}

// openObstacles returns what blocks a project now.
func (t *talk) openObstacles(p storage.Project) ([]storage.Obstacle, error) {
	all, err := t.tx.ObstaclesOf(p)
	var open []storage.Obstacle
	for _, o := range all {
		if o.Closed.Act == 0 {
			open = append(open, o)
		}
	}
	return open, err
}

// tellAsked tells the people of the departments that are asked to clear an
// obstacle of it, once, and those whom it blocks what they answered.
func (t *talk) tellAsked(done []storage.Act) error {
	for _, a := range done {
		var err error
		switch b := a.Body.(type) {
		case storage.ObstacleRaised:
			err = t.tellUnits(b.Need, obstacleAskedDeed(a.Number), a, "obstacle/asked")
		case storage.ObstacleAnswered:
			err = t.tellObstacleAnswered(a)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// obstacleAskedDeed names the word to the departments asked to clear an obstacle.
func obstacleAskedDeed(raised storage.ActNumber) string {
	return fmt.Sprintf("obstacle/act %d", raised)
}

// tellUnits tells the reporters of units of an act.
func (t *talk) tellUnits(units []storage.UnitID, deed string, a storage.Act, template string) error {
	for _, u := range units {
		people, err := t.tx.PeopleOf(u)
		if err != nil {
			return err
		}
		if err := t.tellPeople(reporters(people), deed, a, template); err != nil {
			return err
		}
	}
	return nil
}

// tellPeople tells others than the sender of an act of his.
func (t *talk) tellPeople(people []storage.Person, deed string, a storage.Act, template string, buttons ...[]storage.Button) error {
	e, err := t.echo([]storage.Act{a}, nil, false)
	if err != nil {
		return err
	}
	view := echoBy{e, t.who.Name}
	for _, p := range people {
		if p.ID == t.who.ID {
			continue
		}
		m := storage.Message{Deed: fmt.Sprintf("%s/person %d", deed, p.ID), About: a.Subjects[0]}
		if err := t.tell(t.tx, p, m, template, view, buttons...); err != nil {
			return err
		}
	}
	return nil
}

// echoBy is an echo of what another has said.
type echoBy struct {
	echo
	By string
}

// Own reports whether all that is told is an order of his own.
func (e echoBy) Own() bool {
	for _, i := range e.Items {
		for _, a := range i.Acts {
			if b, ok := a.Act.Body.(storage.OrderGiven); !ok || b.From != a.Act.By {
				return false
			}
		}
	}
	return true
}
