package bot

import (
	"errors"
	"math/big"
	"strconv"
	"strings"

	"shuangzhou/bot/text"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// targetView shows the year's targets and how they are set.
type targetView struct {
	Today storage.Date
	Year  int
	Rows  []targetRow   // the district's
	City  []targetRow   // the city's totals and averages
	At    []unitTargets // the city's totals at signing events
	Units []unitTargets // of those that have some
	Names []string      // what can be set
}

// targetRow is one target: of what, and its value in words.
type targetRow struct{ Name, Value string }

type unitTargets struct {
	Unit string // or the event
	Rows []targetRow
}

// commandTarget shows the district's targets of this year or the one named, or
// sets what is named behind it: “/target 全区 亿元以上签约 20个”. 全市 enters the
// city's total, for the share of it, an event's name its total there; a unit's
// name its own target. A year may stand before.
func (t *talk) commandTarget(said string) error {
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	year, said := yearFirst(said, t.today().Year)
	if said == "" {
		return t.sayTargets(l, year)
	}
	b, err := t.readTarget(l, year, said)
	if errors.Is(err, errNoTarget) {
		return t.say("target/not-read", said, storage.Subject{})
	}
	if err != nil {
		return err
	}
	return t.apply(filing{acts: []storage.Act{{
		Said: t.u.At, By: t.who.ID, Source: t.u.Key, UndoUntil: t.rhythm.undoUntil(t.u.At),
		Subjects: []storage.Subject{{Kind: storage.TargetSubject}}, Body: b,
	}}})
}

// retargeted gives the targets among acts the subjects that they have by now:
// while a card waited, another may have set them first.
func (t *talk) retargeted(acts []storage.Act) error {
	for i, a := range acts {
		b, ok := a.Body.(storage.TargetSet)
		if !ok {
			continue
		}
		subject, err := t.tx.TargetSubjectOf(b.TargetKey)
		if err != nil {
			return err
		}
		acts[i].Subjects = []storage.Subject{subject}
	}
	return nil
}

// errNoTarget says that a text does not name a target.
var errNoTarget = errors.New("no target is named")

// yearFirst takes the year off a text that begins with one, which is this year
// where it does not: 2023年, 去年, 明年.
func yearFirst(said string, now int) (int, string) {
	said = strings.TrimSpace(said)
	for word, year := range map[string]int{"去年": now - 1, "今年": now, "明年": now + 1} {
		if rest, ok := strings.CutPrefix(said, word); ok {
			return year, strings.TrimSpace(rest)
		}
	}
	if before, rest, ok := strings.Cut(said, "年"); ok {
		if year, err := strconv.Atoi(before); err == nil {
			return year, strings.TrimSpace(rest)
		}
	}
	return now, said
}

// readTarget reads whose target of a year, of what, and its value.
func (t *talk) readTarget(l *ledger, year int, said string) (storage.TargetSet, error) {
	b := storage.TargetSet{TargetKey: storage.TargetKey{Year: year}}
	words := strings.Fields(said)
	if len(words) != 3 {
		return b, errNoTarget
	}
	if !l.whoseTarget(words[0], &b.TargetKey) {
		return b, errNoTarget
	}
	names, err := t.targetNames()
	if err != nil {
		return b, err
	}
	for _, n := range names {
		if n.name == words[1] {
			b.Measure = n.key
			b.Value, err = readTargetValue(words[2], n)
			return b, err
		}
	}
	return b, errNoTarget
}

// A targetName is what a target can be set for, as people call it.
type targetName struct {
	name, key   string
	money, rate bool
}

// targetNames lists what a target can be set for: measures, rates by their
// rule, and how many districts the city has.
func (t *talk) targetNames() ([]targetName, error) {
	var names []targetName
	add := func(template, key string, money, rate bool) error {
		words, err := t.words.Plain(template, rateLine{Figure: strings.Split(key, "/")[0], Rule: key})
		names = append(names, targetName{strings.ReplaceAll(words, "·", ""), key, money, rate})
		return err
	}
	for _, m := range figures.Measures() {
		if err := add("measure/"+m.Key, m.Key, m.Amount, false); err != nil {
			return nil, err
		}
	}
	for _, r := range figures.Rules() {
		if err := add("tile/name", r.Key, false, true); err != nil {
			return nil, err
		}
	}
	err := add("measure/districts", storage.DistrictsOfCity, false, false)
	return names, err
}

// readTargetValue reads 20, 20个, 60%, 30亿 or 5000万, exactly.
func readTargetValue(said string, n targetName) (int64, error) {
	unit := int64(1)
	number := strings.TrimRight(said, "个元%％")
	switch {
	case n.rate:
		unit = 10
	case n.money && strings.HasSuffix(number, "亿"):
		unit, number = int64(storage.Yi), strings.TrimSuffix(number, "亿")
	case n.money && strings.HasSuffix(number, "万"):
		unit, number = int64(storage.Wan), strings.TrimSuffix(number, "万")
	}
	v, ok := new(big.Rat).SetString(number)
	if !ok {
		return 0, errNoTarget
	}
	v.Mul(v, new(big.Rat).SetInt64(unit))
	if !v.IsInt() || !v.Num().IsInt64() || v.Sign() < 0 {
		return 0, errNoTarget
	}
	return v.Num().Int64(), nil
}

// sayTargets shows what is set for a year: for the district, for the city and
// at its events, and for each unit that has targets of its own.
func (t *talk) sayTargets(l *ledger, year int) error {
	view := targetView{Today: t.today(), Year: year}
	names, err := t.targetNames()
	if err != nil {
		return err
	}
	for _, n := range names {
		view.Names = append(view.Names, n.name)
	}
	if view.Rows, err = t.targetsSet(names, storage.TargetKey{Year: view.Year, Scope: storage.ForDistrict}); err != nil {
		return err
	}
	if view.City, err = t.targetsSet(names, storage.TargetKey{Year: view.Year, Scope: storage.ForCity}); err != nil {
		return err
	}
	for _, e := range l.known.Events {
		rows, err := t.targetsSet(names, storage.TargetKey{Year: year, Scope: storage.ForCity, Event: l.events[e.Name].ID})
		if err != nil {
			return err
		}
		if len(rows) > 0 {
			view.At = append(view.At, unitTargets{e.Name, rows})
		}
	}
	for _, unit := range l.unitsOfKind("") {
		rows, err := t.targetsSet(names, storage.TargetKey{Year: view.Year, Scope: storage.ForUnit, Unit: l.units[unit].ID})
		if err != nil {
			return err
		}
		if len(rows) > 0 {
			view.Units = append(view.Units, unitTargets{unit, rows})
		}
	}
	rows, err := t.row(label{"target-sheet", verbTargetSheet, storage.PlainStyle, args{}})
	if err != nil {
		return err
	}
	return t.say("target/list", view, storage.Subject{}, rows...)
}

// targetsSet are the targets that are set, of a year and of whose the key says.
func (t *talk) targetsSet(names []targetName, k storage.TargetKey) ([]targetRow, error) {
	var rows []targetRow
	for _, n := range names {
		k.Measure = n.key
		v, err := t.tx.Target(k, t.tx.AsOfNow())
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		row := targetRow{Name: n.name}
		if row.Value, err = t.words.Plain("target/value", targetValue{v, n.money, n.rate}); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// nameTarget names what a target is of, and its value.
func (t *talk) nameTarget(l *ledger, b storage.TargetSet, v *text.ActView) error {
	v.Unit = l.unitName[b.Unit]
	if b.Event != 0 {
		v.Unit = l.eventsBy[b.Event].Name
	}
	names, err := t.targetNames()
	if err != nil {
		return err
	}
	for _, n := range names {
		if n.key == b.Measure {
			v.Event = n.name
			v.Host, err = t.words.Plain("target/value", targetValue{b.Value, n.money, n.rate})
		}
	}
	return err
}

// targetValue is a target's value and what it is counted in.
type targetValue struct {
	Value       int64
	Money, Rate bool
}
