package bot

import (
	"fmt"
	"strconv"

	"shuangzhou/storage"
)

// A group of Telegram's may be bound to a unit by the office. Bound, it sees
// that unit's projects; unbound, only the district's totals. The binding is a
// setting changed in chat, so that it stands in the log with who set it.
func groupSetting(chat int64) string { return fmt.Sprintf("group %d", chat) }

// groupUnit returns the unit a group is bound to, 0 for none: the one that it
// is today, where the unit became part of another since.
func (t *talk) groupUnit() (storage.UnitID, error) {
	v, err := t.tx.Setting(groupSetting(t.u.Chat.ID))
	if isNotFound(err) || v == "" {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	id, err := strconv.ParseInt(v, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("read the unit of group %d: %w", t.u.Chat.ID, err)
	}
	unit, err := t.tx.KeptUnit(storage.UnitID(id))
	if isNotFound(err) { // its adding was taken back
		return 0, nil
	}
	return unit.ID, err
}

// sight decides what may be named where an answer is read: in private what the
// person sees, in a group what the group's unit sees.
type sight func(storage.Project) bool

// sight returns what may be named in the answer to this update.
func (t *talk) sight() (sight, error) {
	if t.u.Chat.Private {
		return t.who.Sees, nil
	}
	unit, err := t.groupUnit()
	if err != nil {
		return nil, err
	}
	return func(p storage.Project) bool {
		return unit != 0 && (p.Unit == unit || p.Host == unit) && t.who.Sees(p)
	}, nil
}

// commandBind asks the office which unit the group is of.
func (t *talk) commandBind(string) error {
	if t.u.Chat.Private {
		return t.say("group/only-here", nil, storage.Subject{})
	}
	units, err := t.tx.Units()
	if err != nil {
		return err
	}
	var rows [][]storage.Button
	for i, u := range units {
		b, err := named(u.Name, verbBind, storage.PlainStyle, args{Unit: u.ID})
		if err != nil {
			return err
		}
		if i%3 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], b)
	}
	none, err := t.button("bind-none", verbBind, storage.PlainStyle, args{})
	if err != nil {
		return err
	}
	return t.say("group/bind", t.u.Chat.Title, storage.Subject{}, append(rows, []storage.Button{none})...)
}

// bind binds the group to a unit, or to none.
func (t *talk) bind(p storage.Press, a args) error {
	name := groupSetting(t.u.Chat.ID)
	subject, err := t.tx.SettingSubjectOf(name)
	if err != nil {
		return err
	}
	v := ""
	if a.Unit != 0 {
		v = strconv.FormatInt(int64(a.Unit), 10)
	}
	_, err = t.tx.Apply(storage.Act{
		Said: t.u.At, By: t.who.ID, Source: t.u.Key, Subjects: []storage.Subject{subject},
		Body: storage.SettingSet{Name: name, Value: v},
	})
	if err != nil {
		return err
	}
	l, err := t.ledger(t.tx)
	if err != nil {
		return err
	}
	return t.rewrite(p, "group/bound", l.unitName[a.Unit])
}
