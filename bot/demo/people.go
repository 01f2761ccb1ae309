package demo

import (
	"cmp"
	"fmt"
	"strings"

	"shuangzhou/bot/simulator"
	"shuangzhou/storage"
)

// Populate lets the district's people and groups into a simulated Telegram,
// and each person presses Start.
func (d District) Populate(t *simulator.Telegram) error {
	for _, r := range d.People {
		t.AddPerson(simulator.Person{
			ID: r.Account, FirstName: r.Name, Role: r.part(), Unit: cmp.Or(r.Unit, r.Title),
		})
	}
	for _, g := range d.Groups {
		t.AddGroup(simulator.Group{ID: g.ID, Title: g.Title, Members: g.Members, Supergroup: true})
	}
	for _, r := range d.People {
		if err := t.Start(r.Account, ""); err != nil {
			return fmt.Errorf("let %s in: %w", r.Name, err)
		}
	}
	return nil
}

// part names the part a resident plays; the page lists people under it.
func (r Resident) part() string {
	switch r.Role {
	case storage.Office:
		return "招商办"
	case storage.Leader:
		return "挂钩区领导"
	case storage.Head:
		return "单位负责人"
	case storage.Observer:
		return "旁观"
	}
	if strings.HasSuffix(r.Unit, "攻坚队") {
		return "攻坚队"
	}
	return "联络员"
}
