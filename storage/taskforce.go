package storage

import "slices"

// A TaskForce is who works on one project together (专班).
type TaskForce struct {
	Lead     PersonID `json:"lead,omitzero"`     // 专班牵头
	Members  []UnitID `json:"members,omitempty"` // 专班成员
	Liaison  PersonID `json:"liaison,omitzero"`  // 联络员 of the project
	Referrer UnitID   `json:"referrer,omitzero"` // 引荐单位
}

// KindTaskForce is the kind of [TaskForceChanged].
const KindTaskForce Kind = "project.task_force"

// TaskForceChanged says who is of a project's task force; what is zero stays.
type TaskForceChanged struct {
	Lead     PersonID `json:"lead,omitzero"`
	Members  []UnitID `json:"members,omitempty"` // added
	Without  []UnitID `json:"without,omitempty"` // no longer of it
	Liaison  PersonID `json:"liaison,omitzero"`
	Referrer UnitID   `json:"referrer,omitzero"`
}

// Kind returns [KindTaskForce].
func (TaskForceChanged) Kind() Kind { return KindTaskForce }

// Field names what it changes.
func (TaskForceChanged) Field() string { return "task force" }

func (b TaskForceChanged) onProject(p *Project, _ Act) {
	t := p.TaskForce
	if b.Lead != 0 {
		t.Lead = b.Lead
	}
	if b.Liaison != 0 {
		t.Liaison = b.Liaison
	}
	if b.Referrer != 0 {
		t.Referrer = b.Referrer
	}
	t.Members = slices.DeleteFunc(union(t.Members, b.Members), func(u UnitID) bool { return slices.Contains(b.Without, u) })
	if len(t.Members) == 0 {
		t.Members = nil // an empty list in a struct that is left out when zero would be kept at first and lost later
	}
	p.TaskForce = t
}

func (b TaskForceChanged) check(tx *Tx, a Act) error {
	if _, err := tx.liveProject(a); err != nil {
		return err
	}
	if b.Lead == 0 && len(b.Members)+len(b.Without) == 0 && b.Liaison == 0 && b.Referrer == 0 {
		return &Invalid{Why: InvalidNothing, Kind: KindTaskForce}
	}
	for _, p := range [...]PersonID{b.Lead, b.Liaison} {
		if err := tx.checkLeader(a, p); err != nil {
			return err
		}
	}
	return tx.checkUnits(a, append([]UnitID{b.Referrer}, b.Members...)...)
}
