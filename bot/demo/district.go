package demo

import (
	"context"
	"errors"
	"fmt"

	"shuangzhou/storage"
)

// A District is who lives in a seeded store: whom one can be in the demo.
type District struct {
	Name   string // 清塘区
	People []Resident
	Groups []Group
}

// A Resident is one person of the district, with a Telegram account.
type Resident struct {
	Person  storage.PersonID
	Account int64 // Telegram user id
	Name    string
	Title   string // 招商办主任
	Role    storage.Role
	Unit    string // its name; "" for the leaders and the observer
	About   string // one line of who he is and what he has to do with it
}

// A Group is a Telegram group of some of the people.
type Group struct {
	ID      int64 // negative, as Telegram's are
	Title   string
	Members []int64 // accounts
}

// Called returns the first resident of a name.
func (d District) Called(name string) (Resident, bool) {
	for _, r := range d.People {
		if r.Name == name {
			return r, true
		}
	}
	return Resident{}, false
}

// districtName is invented, as all names of the district are.
const districtName = "清塘区"

// Seed fills an empty store with the district as it stands on the morning of
// today: all that was said of it was said before. It writes in one
// transaction, so that a district is there whole or not at all. A store that
// has units already is left as it is, so that a demo's database can be kept;
// the District is then read from it.
func Seed(ctx context.Context, s *storage.Store, today storage.Date) (District, error) {
	t, err := readTables()
	if err != nil {
		return District{}, err
	}
	var d District
	err = s.Write(ctx, func(tx *storage.Tx) error {
		there, err := tx.Units()
		if err != nil {
			return err
		}
		if len(there) == 0 {
			if err := t.fill(tx, today); err != nil {
				return err
			}
		}
		d, err = t.district(tx)
		return err
	})
	if err != nil {
		return District{}, fmt.Errorf("seed district: %w", err)
	}
	return d, nil
}

// fill writes the whole district: first what stands still, then every
// project's life, in the order in which things were said.
func (t tables) fill(tx *storage.Tx, today storage.Date) error {
	g, err := t.found(tx, today)
	if err != nil {
		return err
	}
	var told []line
	for i, row := range t.projects {
		c, err := g.course(row)
		if err != nil {
			return fmt.Errorf("project %s: %w", row.name, err)
		}
		for _, l := range g.live(c) {
			l.project = i
			told = append(told, l)
		}
	}
	return apply(tx, told, len(t.projects))
}

// district reads from the store who of the tables' people is there.
func (t tables) district(tx *storage.Tx) (District, error) {
	d := District{Name: districtName}
	for _, row := range t.people {
		p, err := tx.PersonByAccount(row.account)
		if errors.Is(err, storage.ErrNotFound) {
			continue // has left since
		}
		if err != nil {
			return d, err
		}
		r, err := residentOf(tx, p, row.about)
		if err != nil {
			return d, err
		}
		d.People = append(d.People, r)
	}
	for _, row := range t.groups {
		d.Groups = append(d.Groups, row.of(d.People))
	}
	return d, nil
}

func residentOf(tx *storage.Tx, p storage.Person, about string) (Resident, error) {
	r := Resident{Person: p.ID, Account: p.Account, Name: p.Name, Title: p.Title, Role: p.Role, About: about}
	if p.Unit == 0 {
		return r, nil
	}
	u, err := tx.Unit(p.Unit)
	if err != nil {
		return r, fmt.Errorf("unit of %s: %w", p.Name, err)
	}
	r.Unit = u.Name
	return r, nil
}
