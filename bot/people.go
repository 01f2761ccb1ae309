package bot

import (
	"slices"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// forOffice guards what is no act and so is checked by no right: a button stays
// under its message when its owner is of the office no more.
func forOffice(do verb) verb {
	return func(t *talk, p storage.Press, a args) error {
		if t.who.Role != storage.Office {
			return &storage.Denied{Why: storage.DeniedOfficeOnly}
		}
		return do(t, p, a)
	}
}

// personLine is a person in one line.
type personLine struct {
	ID     storage.PersonID
	Name   string
	Post   string // 三桥镇联络员, 副区长
	Bound  bool
	Silent bool // nothing reaches him
}

// personLine tells a person with his unit's name.
func (t *talk) personLine(p storage.Person) (personLine, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return personLine{}, err
	}
	post, err := t.words.Plain("people/post", postView{l.unitName[p.Unit], p.Title, p.Role})
	if err != nil {
		return personLine{}, err
	}
	line := personLine{ID: p.ID, Name: p.Name, Post: post, Bound: p.Account != 0}
	if !line.Bound {
		return line, nil
	}
	chat, err := t.tx.Chat(p.Account)
	if isNotFound(err) {
		return line, nil
	}
	line.Silent = !chat.Unreachable.IsZero()
	return line, err
}

// postView is what a person is.
type postView struct {
	Unit  string
	Title string
	Role  storage.Role
}

// peopleView is a page of the list of who is in.
type peopleView struct {
	Total   int
	Unbound int
	Silent  int
	Units   []peopleOfUnit
	Page    int // from 1
	Pages   int
}

// peopleOfUnit is a unit's people; "" has who is in none.
type peopleOfUnit struct {
	Unit   string
	People []personLine
}

// peoplePage is how many people one message lists.
const peoplePage = 40

// commandPeople lists who is in, or finds one by name.
func (t *talk) commandPeople(payload string) error {
	if payload != "" {
		return t.findPerson(payload)
	}
	return t.peopleList(storage.Press{}, 0)
}

// pressPeople turns the page of the list, or leads back to it.
func (t *talk) pressPeople(p storage.Press, a args) error { return t.peopleList(p, a.Page) }

func (t *talk) peopleList(p storage.Press, page int) error {
	view, err := t.peopleView(page)
	if err != nil {
		return err
	}
	var menu []storage.Button
	for _, b := range []struct {
		label, verb string
		style       storage.ButtonStyle
	}{
		{"add-person", verbAddPerson, storage.PrimaryStyle}, {"pick-person", verbPickPerson, storage.PlainStyle}, {"units", verbUnits, storage.PlainStyle},
	} {
		made, err := t.button(b.label, b.verb, b.style, args{})
		if err != nil {
			return err
		}
		menu = append(menu, made)
	}
	rows := [][]storage.Button{menu}
	turns, err := t.turns(verbPeople, args{}, view.Page, view.Pages)
	if err != nil {
		return err
	}
	if turns != nil {
		rows = append([][]storage.Button{turns}, rows...)
	}
	return t.show(p, screen{"people/list", view, rows})
}

func (t *talk) peopleView(page int) (peopleView, error) {
	view := peopleView{Page: page + 1}
	all, err := t.tx.People()
	if err != nil {
		return view, err
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return view, err
	}
	slices.SortStableFunc(all, func(p, q storage.Person) int { return int(p.Unit - q.Unit) })
	view.Total, view.Pages = len(all), pagesOf(len(all), peoplePage)
	from := min(page*peoplePage, len(all))
	for i, p := range all {
		line, err := t.personLine(p)
		if err != nil {
			return view, err
		}
		view.count(line)
		if i < from || i >= from+peoplePage {
			continue
		}
		unit := l.unitName[p.Unit]
		if n := len(view.Units); n == 0 || view.Units[n-1].Unit != unit {
			view.Units = append(view.Units, peopleOfUnit{Unit: unit})
		}
		of := &view.Units[len(view.Units)-1]
		if unit != "" {
			line.Post = strings.TrimPrefix(line.Post, unit)
		}
		of.People = append(of.People, line)
	}
	return view, nil
}

func (v *peopleView) count(p personLine) {
	switch {
	case !p.Bound:
		v.Unbound++
	case p.Silent:
		v.Silent++
	}
}

// findPerson opens the card of who goes by a name, also of who has left.
func (t *talk) findPerson(name string) error {
	found, err := t.peopleNamed(name, func(p storage.Person) bool {
		return called(p, name) || strings.Contains(p.Name, name)
	})
	switch {
	case err != nil:
		return err
	case len(found) == 0:
		return t.say("people/none-called", name, storage.Subject{})
	case len(found) == 1:
		return t.personCard(storage.Press{}, found[0])
	}
	rows, err := t.personButtons(found[:min(len(found), mostChoices)])
	if err != nil {
		return err
	}
	return t.say("people/pick", nil, storage.Subject{}, rows...)
}

// peopleNamed returns who is meant by a name: those called exactly so before
// all others, those who are in before those who have left.
func (t *talk) peopleNamed(name string, meant func(storage.Person) bool) ([]storage.Person, error) {
	in, err := t.tx.People()
	if err != nil {
		return nil, err
	}
	gone, err := t.tx.LeftPeople()
	if err != nil {
		return nil, err
	}
	all := append(in, gone...)
	for _, is := range []func(storage.Person) bool{func(p storage.Person) bool { return called(p, name) }, meant} {
		if found := slices.DeleteFunc(slices.Clone(all), func(p storage.Person) bool { return !is(p) }); len(found) > 0 {
			return found, nil
		}
	}
	return nil, nil
}

// personButtons are buttons that open cards.
func (t *talk) personButtons(people []storage.Person) ([][]storage.Button, error) {
	var bs []storage.Button
	for _, p := range people {
		line, err := t.personLine(p)
		if err != nil {
			return nil, err
		}
		b, err := named(line.Name+"（"+line.Post+"）", verbPerson, storage.PlainStyle, args{Person: p.ID})
		if err != nil {
			return nil, err
		}
		bs = append(bs, b)
	}
	return inRows(bs, 2), nil
}

// pickPerson offers everybody as buttons, page by page; behind those who are
// in, those who have left.
func (t *talk) pickPerson(p storage.Press, a args) error {
	all, err := t.tx.People()
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(p, q storage.Person) int { return int(p.Unit - q.Unit) })
	gone, err := t.tx.LeftPeople()
	if err != nil {
		return err
	}
	all = append(all, gone...)
	from := min(a.Page*mostUnits, len(all))
	rows, err := t.personButtons(all[from:min(from+mostUnits, len(all))])
	if err != nil {
		return err
	}
	foot, err := t.turns(verbPickPerson, args{}, a.Page+1, pagesOf(len(all), mostUnits))
	if err != nil {
		return err
	}
	back, err := t.button("back", verbPeople, storage.PlainStyle, args{})
	if err != nil {
		return err
	}
	return t.rewrite(p, "people/pick", nil, append(rows, append(foot, back))...)
}

// liaisonView is who is to report for a unit, and who does now.
type liaisonView struct {
	Unit string
	Who  []string
	Now  []string
}

// sayPlaced offers to let in those who are to report for a unit. Who reports
// now stays until he is said to have left.
func (t *talk) sayPlaced(a reading.Assign) error {
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	u := l.units[string(a.Unit)]
	view := liaisonView{Unit: u.Name, Who: a.Who}
	people, err := t.tx.PeopleOf(u.ID)
	if err != nil {
		return err
	}
	for _, p := range reporters(people) {
		view.Now = append(view.Now, p.Name)
	}
	var rows [][]storage.Button
	for _, name := range a.Who {
		words, err := t.words.Plain("button/let-in", name)
		if err != nil {
			return err
		}
		b, err := named(words, verbPlace, storage.PrimaryStyle, args{Place: &placement{Name: name, Role: storage.Liaison, Unit: u.ID}})
		if err != nil {
			return err
		}
		rows = append(rows, []storage.Button{b})
	}
	last, err := t.row(label{"all-people", verbPeople, storage.PlainStyle, args{}})
	if err != nil {
		return err
	}
	return t.say("people/liaison", view, storage.Subject{}, append(rows, last...)...)
}
