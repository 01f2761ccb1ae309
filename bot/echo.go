package bot

import (
	"slices"
	"strings"
	"unicode"

	"shuangzhou/bot/text"
	"shuangzhou/storage"
)

// An echo repeats what was understood, in absolute terms.
type echo struct {
	Today   storage.Date
	Items   []echoItem
	Warn    []warning
	Noted   bool     // something is kept only as a note
	Why     string   // why it is, as “noted/…”
	Asked   bool     // the day was not said and today's was taken
	Unread  []string // what of the message no rule has read
	Missing []string // names that are not in the ledger: what was said of them is not kept

	Dropped []echoItem // what the sender has left out
	Others  []echoItem // what he may not say: the projects are not his
}

// An echoItem is what was said of one subject.
type echoItem struct {
	Subject string
	Acts    []text.ActView
}

// add adds an act; pictures that follow one another are counted.
func (e *echoItem) add(v text.ActView) {
	b, ok := v.Act.Body.(storage.FileAttached)
	if ok && b.Name == "" && len(e.Acts) > 0 {
		last := &e.Acts[len(e.Acts)-1]
		if o, ok := last.Act.Body.(storage.FileAttached); ok && o.Name == "" && o.Form == b.Form {
			last.Files = max(last.Files, 1) + 1
			return
		}
	}
	e.Acts = append(e.Acts, v)
}

// A warning is what the reading wants the sender to see.
type warning struct{ Head, What string }

// echoed is the echo of what was filed, with its buttons.
func (t *talk) echoed(f filing, done []storage.Act) (echo, [][]storage.Button, error) {
	e, err := t.echo(done, f.warn, f.noted)
	if err != nil {
		return e, nil, err
	}
	e.leave(f)
	if e.Others, err = t.othersOf(f); err != nil {
		return e, nil, err
	}
	rows, err := t.undoRows(done, f.text != "" && f.message != 0)
	if err != nil {
		return e, nil, err
	}
	opened := slices.ContainsFunc(done, func(a storage.Act) bool { _, ok := a.Body.(storage.Opened); return ok })
	if f.text != "" && !opened && len(e.Items) == 1 && subjectOf(done).Kind == storage.ProjectSubject {
		other, err := t.button("not-this", verbOther, storage.PlainStyle, args{Group: done[0].Group, Choice: f.text})
		if err != nil {
			return e, nil, err
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], other)
	}
	if f.back != 0 {
		back, err := t.button("back-to-card", verbBackToCard, storage.PlainStyle, args{Project: f.back})
		if err != nil {
			return e, nil, err
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], back)
	}
	return e, rows, nil
}

// leave notes what of a message was not read: a note that the echo repeats says
// so already.
func (e *echo) leave(f filing) {
	e.Missing, e.Why = f.missing, f.why
	if onlyNotes(f.acts) {
		return
	}
	for _, said := range f.unread {
		if !slices.ContainsFunc(f.acts, func(a storage.Act) bool { return repeats(a.Body, said) }) {
			e.Unread = append(e.Unread, said)
		}
	}
}

// repeats reports whether a note holds what was said, which may begin with the
// project's name and a day and end in 了.
func repeats(b storage.Body, said string) bool {
	n, ok := b.(storage.Noted)
	if !ok {
		return false
	}
	said = strings.TrimSuffix(strings.Join(clauses(said), ""), "了")
	return slices.ContainsFunc(clauses(n.Text), func(c string) bool {
		return strings.HasSuffix(said, strings.TrimSuffix(c, "了")) || strings.Contains(c, said)
	})
}

// clauses are the pieces of a text between its signs.
func clauses(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSpace(r) })
}

// subjectOf is what a reply to the echo is about: the first act's project, or
// what else it is about.
func subjectOf(acts []storage.Act) storage.Subject {
	if len(acts) == 0 || len(acts[0].Subjects) == 0 {
		return storage.Subject{}
	}
	if id := projectOf(acts[0]); id != 0 {
		return storage.Subject{Kind: storage.ProjectSubject, ID: int64(id)}
	}
	return acts[0].Subjects[0]
}

// echo makes the view of acts, grouped by their subjects in the order spoken.
// Undos among them are not told: what they make room for is.
func (t *talk) echo(acts []storage.Act, warn []string, noted bool) (echo, error) {
	e := echo{Today: t.today(), Noted: noted}
	for _, w := range warn {
		head, what, _ := strings.Cut(w, ":")
		if head == "credit_change" && slices.ContainsFunc(acts, credits) {
			continue // the echo says whose it becomes
		}
		if t.words.Has("warn/" + head) {
			e.Warn = append(e.Warn, warning{head, strings.ReplaceAll(what, "+", "、")})
		}
	}
	at := map[storage.Subject]int{}
	t.opens = openingNames(acts)
	for _, a := range acts {
		if a.Undoes != 0 {
			continue
		}
		v, err := t.actView(a)
		if err != nil {
			return e, err
		}
		s := subjectOf([]storage.Act{a})
		i, ok := at[s]
		if !ok || s.ID == 0 {
			i = len(e.Items)
			at[s] = i
			e.Items = append(e.Items, echoItem{Subject: v.Subject})
		}
		e.Items[i].add(v)
	}
	return e, nil
}

// credits reports whether an act says who is credited with a project.
func credits(a storage.Act) bool {
	b, ok := a.Body.(storage.Assigned)
	return ok && b.Unit != 0
}

// actView names what an act is about and what it names, for the words.
func (t *talk) actView(a storage.Act) (text.ActView, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return text.ActView{}, err
	}
	v := text.ActView{Today: t.today(), Act: a}
	if v.By, err = t.nameOf(a.By); err != nil {
		return v, err
	}
	switch b := a.Body.(type) {
	case storage.Opened:
		v.Unit, v.Leader = l.unitName[b.Unit], l.persons[b.Leader].Name
	case storage.Assigned:
		v.Unit, v.Host, v.Leader = l.unitName[b.Unit], l.unitName[b.Host], l.persons[b.Leader].Name
	case storage.PersonAdded:
		v.Unit = l.unitName[b.Unit]
	case storage.UnitMerged:
		v.Unit = l.unitName[b.Into]
	case storage.PersonChanged:
		v.Unit = l.unitName[b.Unit]
	case storage.PutUp:
		v.Event = l.eventsBy[b.Event].Name
	case storage.TargetSet:
		if err := t.nameTarget(l, b, &v); err != nil {
			return v, err
		}
	case storage.SettingSet:
		if err := t.nameSetting(b, &v); err != nil {
			return v, err
		}
	case storage.TransferAsked:
		v.Unit = l.unitName[b.To]
	case storage.DisputeDecided:
		v.Unit = l.unitName[b.For]
	case storage.TaskForceChanged:
		v.Leader, v.Unit, v.Host = l.persons[b.Lead].Name, l.unitNames(b.Members), l.unitName[b.Referrer]
	case storage.ProjectMerged:
		dropped, err := t.tx.ProjectAt(b.Drop, storage.ActNumber(b.Drop))
		if err != nil {
			return v, err
		}
		v.Event = dropped.Name
	case storage.ObstacleRaised:
		v.Unit = l.unitNames(b.Need)
	case storage.ObstacleClosed:
		v.Unit = l.unitNames(b.By)
	case storage.OrderGiven:
		v.Leader = l.persons[b.From].Name
		var to []string
		for _, x := range b.To {
			to = append(to, l.assignee(x))
		}
		v.Unit = strings.Join(to, "、")
	}
	if v.Order, err = t.orderText(a); err != nil {
		return v, err
	}
	v.Subject, err = t.subjectName(l, a)
	return v, err
}

// orderText is what was ordered, of an act on an order that is there.
func (t *talk) orderText(a storage.Act) (string, error) {
	if s := a.Subjects[0]; s.Kind == storage.OrderSubject && s.ID > 0 {
		o, err := t.tx.Order(storage.OrderID(s.ID))
		if isNotFound(err) {
			return "", nil // taken back
		}
		return o.Text, err
	}
	return "", nil
}

// subjectName names what an act is told of: its project where it has one.
func (t *talk) subjectName(l *ledger, a storage.Act) (string, error) {
	if o, ok := a.Body.(storage.Opened); ok {
		return o.Name, nil
	}
	if b, ok := a.Body.(storage.UnitMerged); ok { // it has everything of the unit as its subjects
		return l.unitName[b.From], nil
	}
	if id := projectOf(a); id < 0 {
		return t.opens[id], nil
	} else if id != 0 {
		return t.projectName(id, a)
	}
	switch s := a.Subjects[0]; s.Kind {
	case storage.PersonSubject:
		if b, ok := a.Body.(storage.PersonAdded); ok {
			return b.Name, nil
		}
		return t.nameOf(storage.PersonID(s.ID))
	case storage.UnitSubject:
		if b, ok := a.Body.(storage.UnitAdded); ok {
			return b.Name, nil
		}
		return l.unitName[storage.UnitID(s.ID)], nil
	case storage.ObstacleSubject:
		o, err := t.tx.Obstacle(storage.ObstacleID(s.ID))
		if err != nil {
			return "", err
		}
		p, err := t.tx.Project(o.Project)
		return p.Name, err
	}
	return "", nil
}

// projectName names an act's project: as it is called now, one that the act
// gives another name as it was called before.
func (t *talk) projectName(id storage.ProjectID, a storage.Act) (string, error) {
	if b, ok := a.Body.(storage.Renamed); ok && b.Name != "" && a.Number != 0 {
		p, err := t.tx.ProjectAt(id, a.Number-1)
		return p.Name, err
	}
	p, err := t.tx.Project(id)
	return p.Name, err
}

// projectOf returns the project an act is about, 0 for none: also of an act
// that waits and whose own subject is not there yet.
func projectOf(a storage.Act) storage.ProjectID {
	switch b := a.Body.(type) {
	case storage.ObstacleRaised:
		return b.Project
	case storage.OrderGiven:
		return b.Project
	case storage.ProjectMerged:
		return b.Keep
	}
	for _, s := range a.Subjects {
		if s.Kind == storage.ProjectSubject {
			return storage.ProjectID(s.ID)
		}
	}
	return 0
}

// unitNames joins the names of units.
func (l *ledger) unitNames(ids []storage.UnitID) string {
	var names []string
	for _, id := range ids {
		names = append(names, l.unitName[id])
	}
	return strings.Join(names, "、")
}
