package storage

import "errors"

// PersonID identifies a person: the number of the act that added him. 0 is the
// program itself.
type PersonID int64

// A Role is what a person may see and do.
type Role string

// The roles.
const (
	Liaison  Role = "liaison"  // 联络员, and a squad's member: reports for his unit
	Head     Role = "head"     // a unit's head: a liaison who also confirms transfers
	Leader   Role = "leader"   // 挂钩区领导: sees his linked projects, gives orders
	Office   Role = "office"   // 招商办: keeps the ledger; the bot's administrators
	Observer Role = "observer" // sees figures and digests, never chased
)

var roles = [...]Role{Liaison, Head, Leader, Office, Observer}

// A Person is someone the bot knows. He is reached by his Telegram account
// once he has tapped his invite.
type Person struct {
	ID      PersonID  `json:"id,omitzero"`
	Added   ActNumber `json:"added,omitzero"`
	Name    string    `json:"name"`
	Title   string    `json:"title,omitzero"` // 副区长
	Aliases []string  `json:"aliases,omitempty"`
	Unit    UnitID    `json:"unit,omitzero"` // 0: a leader, or none
	Role    Role      `json:"role"`
	Account int64     `json:"account,omitzero"` // Telegram user id; 0: not bound yet
	Left    Date      `json:"left,omitzero"`    // zero: he has not

	SnoozedUntil Date `json:"snoozed_until,omitzero"` // the first day to remind him again
}

// The kinds of acts about people.
const (
	KindPersonAdded   Kind = "person.added"
	KindPersonBound   Kind = "person.bound"
	KindPersonChanged Kind = "person.changed"
	KindPersonLeft    Kind = "person.left"
)

// PersonAdded lets a person in.
type PersonAdded struct {
	Name    string   `json:"name"`
	Title   string   `json:"title,omitzero"`
	Aliases []string `json:"aliases,omitempty"`
	Unit    UnitID   `json:"unit,omitzero"`
	Role    Role     `json:"role"`
	Account int64    `json:"account,omitzero"`
}

// PersonBound binds a person to a Telegram account, or to another one.
type PersonBound struct {
	Account int64 `json:"account"`
}

// PersonChanged changes what is said of a person; what is zero stays.
type PersonChanged struct {
	Name  string `json:"name,omitzero"`
	Title string `json:"title,omitzero"`
	Unit  UnitID `json:"unit,omitzero"`
	Role  Role   `json:"role,omitzero"`
}

// PersonLeft ends a person's access. What he did stays his.
type PersonLeft struct {
	On Date `json:"on"`
}

func (PersonAdded) Kind() Kind   { return KindPersonAdded }
func (PersonBound) Kind() Kind   { return KindPersonBound }
func (PersonChanged) Kind() Kind { return KindPersonChanged }
func (PersonLeft) Kind() Kind    { return KindPersonLeft }

func (PersonAdded) Field() string   { return "added" }
func (PersonBound) Field() string   { return "account" }
func (PersonChanged) Field() string { return "person" }
func (PersonLeft) Field() string    { return "person" }

func (b PersonAdded) onPerson(p *Person, a Act) {
	*p = Person{
		ID: PersonID(a.Number), Added: a.Number, Name: b.Name, Title: b.Title,
		Aliases: b.Aliases, Unit: b.Unit, Role: b.Role, Account: b.Account,
	}
}

func (b PersonBound) onPerson(p *Person, _ Act) { p.Account = b.Account }

func (b PersonChanged) onPerson(p *Person, _ Act) {
	if b.Name != "" {
		p.Name = b.Name
	}
	if b.Title != "" {
		p.Title = b.Title
	}
	if b.Unit != 0 {
		p.Unit = b.Unit
	}
	if b.Role != "" {
		p.Role = b.Role
	}
}

func (b PersonLeft) onPerson(p *Person, _ Act) { p.Left = b.On }

// people keeps the versions of persons.
var people = folder[Person]{
	kind: PersonSubject, table: "person_version", id: "person",
	add: func(p *Person, a Act) {
		if b, ok := a.Body.(interface{ onPerson(*Person, Act) }); ok {
			b.onPerson(p, a)
		}
	},
}

// Person returns a person, also one who has left, or [ErrNotFound].
func (tx *Tx) Person(id PersonID) (Person, error) {
	p, err := people.state(tx, int64(id))
	if err == nil && p.Added == 0 {
		return p, ErrNotFound
	}
	return p, err
}

// PersonByAccount returns the person bound to a Telegram account, or [ErrNotFound].
func (tx *Tx) PersonByAccount(account int64) (Person, error) {
	return one(tx, people.scan, `
		SELECT state FROM person_version
		WHERE account = ? AND until = `+latestText+` AND live`, account)
}

// People returns everyone who has not left, in the order they were added.
func (tx *Tx) People() ([]Person, error) { return people.where(tx, `true ORDER BY person`) }

// PeopleOf returns the people of a unit who have not left.
func (tx *Tx) PeopleOf(u UnitID) ([]Person, error) {
	return people.where(tx, `unit = ? ORDER BY person`, u)
}

// PeopleIn returns the people of a role who have not left.
func (tx *Tx) PeopleIn(r Role) ([]Person, error) {
	return people.where(tx, `role = ? ORDER BY person`, r)
}

// EnsureAdministrator lets a Telegram account in as the office, unless it is
// bound already: so the first administrators come from the config.
func (tx *Tx) EnsureAdministrator(account int64, name string) error {
	_, err := tx.PersonByAccount(account)
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	_, err = tx.Apply(Act{
		Source:   "config",
		Subjects: []Subject{{Kind: PersonSubject}},
		Body:     PersonAdded{Name: name, Role: Office, Account: account},
	})
	return err
}
