package bot

import (
	"fmt"
	"slices"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// A department has few projects of its own. What it says of another unit's
// (天工的变压器装好了) answers an obstacle that it was asked to clear, or an order
// that it was given, and is filed as that answer. The project's own unit says
// what it means for the project.

// answersAsked files a message as an answer to what the sender's unit was asked or
// ordered for another unit's project, and reports whether it is one. What only
// that unit may say, its stages and figures, is none.
func (f *filer) answersAsked(as []reading.Act) bool {
	name, ok := answerable(as)
	p, known := f.ledger.projects[name]
	if !ok || f.t.who.Unit == 0 || known && f.t.who.Owns(p) {
		return false
	}
	if u, one := as[0].(reading.Update); one && len(as) == 1 {
		f.alone = true
		if f.endsOrder(u) || f.err != nil {
			return true // 增容办结了 is more than an answer
		}
	}
	if !known && f.t.u.ReplyTo == 0 {
		return false
	}
	meant, found, err := f.t.matterMeant(p.ID)
	if f.err = err; err != nil || !found || !known && !meant.replied {
		return err != nil
	}
	f.add(meant.about, meant.answer(f.t.u.Text))
	f.whole = true
	return true
}

// answerable returns the one project that acts speak of, if they say no more of
// it than a department may: news, days, that something is in the way or gone.
func answerable(as []reading.Act) (string, bool) {
	var names []string
	for _, a := range as {
		switch a := a.(type) {
		case reading.Update:
			if !a.OnlyNews() {
				return "", false
			}
			names = append(names, string(a.Project))
		case reading.Obstacle:
			names = append(names, string(a.Project))
		case reading.ObstacleClose:
			names = append(names, string(a.Project))
		default:
			return "", false
		}
	}
	names = slices.Compact(names)
	if len(names) != 1 {
		return "", false
	}
	return names[0], true
}

// A matter is an obstacle or an order that a unit was asked or told to see to.
type matter struct {
	about   storage.Subject
	text    string
	replied bool // the message answers the bot's word of it
}

func (m matter) answer(said string) storage.Body {
	if m.about.Kind == storage.OrderSubject {
		return storage.OrderAnswered{Text: said}
	}
	return storage.ObstacleAnswered{Text: said}
}

// mattersOf returns what the sender's unit was asked or told to see to: of a
// project, or all of it for project 0.
func (t *talk) mattersOf(p storage.ProjectID) ([]matter, error) {
	obstacles, err := t.tx.OpenObstaclesAsked(t.who.Unit)
	if err != nil {
		return nil, err
	}
	orders, err := t.tx.OrdersFor(t.who)
	if err != nil {
		return nil, err
	}
	var all []matter
	for _, o := range obstacles {
		if p == 0 || o.Project == p {
			all = append(all, matter{about: storage.Subject{Kind: storage.ObstacleSubject, ID: int64(o.ID)}, text: o.Text})
		}
	}
	for _, o := range orders {
		if p == 0 || o.Project == p {
			all = append(all, matter{about: storage.Subject{Kind: storage.OrderSubject, ID: int64(o.ID)}, text: o.Text})
		}
	}
	return all, nil
}

// matterMeant is what the message answers of what the sender's unit was asked or
// told for a project, else that which it shares most words with, the oldest first.
func (t *talk) matterMeant(p storage.ProjectID) (matter, bool, error) {
	asked, err := t.mattersOf(p)
	if err != nil || len(asked) == 0 {
		return matter{}, false, err
	}
	_, about, err := t.repliedTo()
	if err != nil {
		return matter{}, false, err
	}
	if i := slices.IndexFunc(asked, func(m matter) bool { return m.about == about }); i >= 0 {
		asked[i].replied = true
		return asked[i], true, nil
	}
	return slices.MaxFunc(asked, func(a, b matter) int {
		return sharedPairs(t.u.Text, a.text) - sharedPairs(t.u.Text, b.text)
	}), true, nil
}

// onlyAnswers reports whether acts do no more than answer what was asked or
// ordered.
func onlyAnswers(acts []storage.Act) bool {
	return onlyOf(acts, storage.KindObstacleAnswered, storage.KindOrderAnswered, storage.KindOrderDone)
}

// tellObstacleAnswered tells those whom an obstacle blocks what a department has
// answered, with a button for that it is gone.
func (t *talk) tellObstacleAnswered(a storage.Act) error {
	o, err := t.tx.Obstacle(storage.ObstacleID(a.Subjects[0].ID))
	if err != nil {
		return err
	}
	people, err := t.blockedPeople(o)
	if err != nil {
		return err
	}
	gone, err := t.button("obstacle/gone", verbObstacleClose, storage.SuccessStyle, args{Project: o.Project, Obstacle: o.ID})
	if err != nil {
		return err
	}
	return t.tellPeople(people, obstacleAnsweredDeed(a.Number), a, "obstacle/answered", []storage.Button{gone})
}

// blockedPeople are those who said that something is in the way: who raised it,
// and the reporters of his unit.
func (t *talk) blockedPeople(o storage.Obstacle) ([]storage.Person, error) {
	by, err := t.tx.Person(o.By)
	if err != nil {
		return nil, err
	}
	people, err := t.tx.PeopleOf(o.Unit)
	if err != nil {
		return nil, err
	}
	people = reporters(people)
	if !slices.ContainsFunc(people, func(p storage.Person) bool { return p.ID == by.ID }) {
		people = append(people, by)
	}
	return people, nil
}

// obstacleAnsweredDeed names the word to those whom an obstacle blocks.
func obstacleAnsweredDeed(answered storage.ActNumber) string {
	return fmt.Sprintf("obstacle answered/act %d", answered)
}
