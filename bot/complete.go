package bot

import (
	"regexp"
	"slices"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// What a reading leaves to be asked depends on what is known here: who files
// for whom, and which names are in the ledger.

// completed returns a reading as it is filed or asked about: a lead of the
// office has no unit until it says whose it is, and an order no owner where
// nobody of the ledger is named. What begins with 交办 is an order.
func (t *talk) completed(l *ledger, said string, r reading.Reading) reading.Reading {
	r.Acts = slices.Clone(r.Acts)
	for i, a := range r.Acts {
		switch a := a.(type) {
		case reading.Lead:
			if t.who.Role == storage.Office && l.units[string(a.Unit)].ID == t.who.Unit && !l.namesUnit(said, string(a.Unit)) {
				a.Unit = "" // the office files for others
			}
			r.Acts[i] = a
		case reading.Meeting:
			r.Acts[i] = t.shifted(a, said)
		case reading.Order:
			if !slices.ContainsFunc(a.To, l.takesOrders) {
				a.To = nil
			}
			r.Acts[i] = a
		}
	}
	if u, ok := onlyNote(r); ok && strings.HasPrefix(strings.TrimSpace(said), "交办") {
		from := reading.Name("")
		if t.who.Role == storage.Leader {
			from = reading.Name(t.who.Name)
		}
		r.Acts = []reading.Act{reading.Order{From: from, Text: u.Note, Project: u.Project}}
		r.Confirm, r.Unread = reading.ConfirmFirst, nil
	}
	return r
}

// shiftShape is how a meeting is moved without a day: 推迟一周, 提前两天.
var shiftShape = regexp.MustCompile(`(推迟|顺延|延后|延期|往后推|提前)([一二两三1-3])(?:个)?(周|星期|天|日)`)

// shifted gives a meeting its day where a sentence says by how much the next
// one is moved.
func (t *talk) shifted(a reading.Meeting, said string) reading.Meeting {
	m := shiftShape.FindStringSubmatch(said)
	next, ok := t.rhythm.next(t.tx.Now())
	if m == nil || !ok || a.Date != nil || a.Cancelled {
		return a
	}
	days := map[string]int{"一": 1, "1": 1, "二": 2, "两": 2, "2": 2, "三": 3, "3": 3}[m[2]]
	if m[3] == "周" || m[3] == "星期" {
		days *= 7
	}
	if m[1] == "提前" {
		days = -days
	}
	day := reading.Date(next.Date.AddDays(days))
	a.Date = &day
	return a
}

// namesUnit reports whether a text names a unit.
func (l *ledger) namesUnit(said, name string) bool {
	u := l.units[name]
	return slices.ContainsFunc(append([]string{u.Name}, u.Aliases...), func(n string) bool { return n != "" && strings.Contains(said, n) })
}

// takesOrders reports whether a name is one of the ledger that an order may be
// given to.
func (l *ledger) takesOrders(name string) bool {
	_, unit := l.units[name]
	_, leader := l.leaders[name]
	return unit || leader
}

// onlyNote returns the update of a reading that is nothing but a note.
func onlyNote(r reading.Reading) (reading.Update, bool) {
	if len(r.Acts) != 1 {
		return reading.Update{}, false
	}
	u, ok := r.Acts[0].(reading.Update)
	return u, ok && u.Note != "" && u.Stage == "" && len(u.Dates) == 0 && u.Amount == nil
}

// ownHeads are what is asked of each act whatever the reading asks: in the
// order asked.
func ownHeads(a reading.Act) []string {
	switch a.(type) {
	case reading.Order:
		return []string{"from", "owner", "text", "due"}
	case reading.Lead:
		return []string{"unit"}
	}
	return nil
}
