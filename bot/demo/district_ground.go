package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"shuangzhou/schedule"
	"shuangzhou/storage"
)

// ledgerDays is how long ago the office began to keep the ledger with the bot.
// What was done before stands in the opening of each project.
const ledgerDays = 380

// eventMargin is how many days ago an event must have been held at least, so
// that what was signed there can have got somewhere since.
const eventMargin = 21

// A ground is what a project's life is played on: the people, units and
// events, already in the log, and the calendar.
type ground struct {
	today    storage.Date
	began    storage.Date // the day the ledger begins
	loc      *time.Location
	calendar schedule.Calendar
	units    map[string]storage.UnitID
	people   map[string]storage.PersonID
	speaks   map[storage.UnitID][]storage.PersonID // who reports for a unit
	offices  []storage.PersonID
	events   map[string]storage.Event
	notes    map[string][]string
}

// found writes units, people, events and targets, on the office's word.
func (t tables) found(tx *storage.Tx, today storage.Date) (*ground, error) {
	g := &ground{
		today: today, began: today.AddDays(-ledgerDays), loc: tx.Location(), calendar: schedule.NewCalendar(),
		units: map[string]storage.UnitID{}, people: map[string]storage.PersonID{},
		speaks: map[storage.UnitID][]storage.PersonID{}, events: map[string]storage.Event{}, notes: t.notes,
	}
	said := g.began.AddDays(-2).Clock(10, 0, g.loc)
	f := &founding{tx: tx, said: said}
	for _, u := range t.units {
		g.units[u.name] = storage.UnitID(f.add(storage.UnitSubject, storage.UnitAdded{Name: u.name, Aliases: u.aliases, UnitKind: u.kind}))
	}
	for _, p := range t.people {
		g.addPerson(f, p)
	}
	for _, e := range t.events {
		g.addEvent(f, e)
	}
	for _, row := range t.targets {
		g.addTarget(f, row)
	}
	return g, f.err
}

// A founding applies acts that bring something into being, one a minute, until
// one fails.
type founding struct {
	tx   *storage.Tx
	said time.Time
	by   storage.PersonID // 0 until the office is there
	err  error
}

func (f *founding) add(kind storage.SubjectKind, body storage.Body) storage.ActNumber {
	if f.err != nil {
		return 0
	}
	f.said = f.said.Add(time.Minute)
	a, err := f.tx.Apply(storage.Act{
		Said: f.said, By: f.by, Source: source, Subjects: []storage.Subject{{Kind: kind}}, Body: body,
	})
	if err != nil {
		f.err = fmt.Errorf("add %v: %w", body, err)
	}
	return a.Number
}

func (g *ground) addPerson(f *founding, row personRow) {
	unit := g.units[row.unit]
	id := storage.PersonID(f.add(storage.PersonSubject, storage.PersonAdded{
		Name: row.name, Title: row.title, Aliases: row.aliases, Unit: unit, Role: row.role, Account: row.account,
	}))
	g.people[row.name] = id
	switch row.role {
	case storage.Office:
		g.offices = append(g.offices, id)
		f.by = g.offices[0]
	case storage.Liaison, storage.Head:
		g.speaks[unit] = append(g.speaks[unit], id)
	}
}

func (g *ground) addEvent(f *founding, row eventRow) {
	held, err := row.held(g.today)
	if err != nil && f.err == nil {
		f.err = fmt.Errorf("event %s: %w", row.name, err)
	}
	body := storage.EventAdded{
		Name: row.called(held), Aliases: row.aliases, Level: row.level, Series: row.series, Held: held,
	}
	id := storage.EventID(f.add(storage.EventSubject, body))
	g.events[row.key] = storage.Event{ID: id, Name: body.Name, Level: body.Level, Series: body.Series, Held: held}
}

// held returns the day of the event that the row means.
func (r eventRow) held(today storage.Date) (storage.Date, error) {
	var past, next []storage.Date
	for year := today.Year - 3; year <= today.Year+1; year++ {
		for _, day := range r.days {
			d, err := storage.ParseDate(fmt.Sprintf("%04d-%s", year, day))
			if err != nil {
				return d, err
			}
			if !d.After(today.AddDays(-eventMargin)) {
				past = append(past, d)
			}
			if d.After(today) {
				next = append(next, d)
			}
		}
	}
	if r.which > 0 {
		return next[r.which-1], nil
	}
	slices.Reverse(past)
	return past[-r.which-1], nil
}

// called puts the year and the quarter into an event's name.
func (r eventRow) called(held storage.Date) string {
	quarter := []string{"一", "二", "三", "四"}[(held.Month-1)/3]
	return strings.NewReplacer("{年}", fmt.Sprint(held.Year), "{季}", quarter).Replace(r.name)
}
