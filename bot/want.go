package bot

import (
	"fmt"
	"slices"
	"strings"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// What a reading lacks is asked one at a time. An answer is put into the acts
// as read, so that what is confirmed and filed in the end is the same as if all
// had been said at once. The heads are the contract's.

// A given is the answer to one question.
type given struct {
	Head string       `json:"head"`
	Text string       `json:"text,omitzero"` // as typed, or a name of the ledger; "": it is left open
	From storage.Date `json:"from,omitzero"` // of a day or a term
	To   storage.Date `json:"to,omitzero"`
}

// mayStayOpen are the heads that need no answer.
var mayStayOpen = []string{"due", "need", "investor"}

// wanted returns the head that is to be asked next and the act it is asked of,
// "" where nothing is.
func wanted(r reading.Reading, known []given) (string, reading.Act) {
	var heads []string
	for _, a := range r.Ask {
		head, _, _ := strings.Cut(a, ":")
		heads = append(heads, head)
	}
	for _, a := range r.Acts {
		heads = append(heads, ownHeads(a)...)
	}
	for _, head := range heads {
		open := slices.ContainsFunc(known, func(g given) bool {
			return g.Head == head && (g.Text == "" && g.To.IsZero() && g.From.IsZero() || head == "keep")
		})
		at := slices.IndexFunc(r.Acts, func(a reading.Act) bool { return lacks(a, head) })
		if !open && at >= 0 {
			return head, r.Acts[at]
		}
	}
	return "", nil
}

// lacks reports whether an act lacks what a head asks for.
func lacks(a reading.Act, head string) bool {
	switch a := a.(type) {
	case reading.Order:
		return head == "due" && a.Due == nil && a.Repeat == "" || head == "from" && a.From == "" || head == "owner" && len(a.To) == 0 || head == "text" && a.Text == ""
	case reading.Obstacle:
		return head == "kind" && a.Kind == "" || head == "need" && len(a.Need) == 0 || head == "text" && a.Text == "" || head == "due" && a.Due == nil
	case reading.Lead:
		return head == "investor" && a.Investor == "" || head == "unit" && a.Unit == ""
	case reading.Transfer:
		return head == "unit" && a.To == ""
	case reading.EventAdd:
		return head == "event" && a.Event == ""
	case reading.EventDrop:
		return head == "event" && a.Event == ""
	case reading.Snooze:
		return head == "until" && a.Until == nil
	case reading.Drop:
		return head == "reason" && a.Reason == ""
	case reading.Merge:
		return head == "keep"
	case reading.Meeting:
		return head == "date" && a.Date == nil && a.Time == "" && a.Place == "" && !a.Cancelled
	case reading.Correct:
		calledOff := a.Field == "stage" && a.Old != nil // nothing takes its place
		return a.New == nil && head == a.Asks() && !calledOff
	case reading.Update:
		return head == "date" && a.Stage == "" && a.Reg == "" && len(a.Dates) == 0
	}
	return false
}

// filled puts an answer into the first act that lacks it.
func filled(as []reading.Act, g given, amount *reading.Amount) []reading.Act {
	as = slices.Clone(as)
	for i, a := range as {
		if lacks(a, g.Head) {
			as[i] = filledAct(a, g, amount)
			break
		}
	}
	return as
}

func filledAct(a reading.Act, g given, amount *reading.Amount) reading.Act {
	span, name := g.span(), reading.Name(g.Text)
	switch a := a.(type) {
	case reading.Order:
		switch g.Head {
		case "due":
			a.Due = span
		case "from":
			a.From = name
		case "owner":
			a.To = g.names()
		case "text":
			a.Text = g.Text
		}
		return a
	case reading.Obstacle:
		switch g.Head {
		case "kind":
			a.Kind = g.Text
		case "need":
			a.Need = g.names()
		case "text":
			a.Text = g.Text
		case "due":
			a.Due = span
		}
		return a
	case reading.Lead:
		if g.Head == "unit" {
			a.Unit = name
		} else {
			a.Investor = name
		}
		return a
	case reading.Transfer:
		a.To = name
		return a
	case reading.EventAdd:
		a.Event = name
		return a
	case reading.EventDrop:
		a.Event = name
		return a
	case reading.Snooze:
		a.Until = (*reading.Date)(&g.To)
		return a
	case reading.Drop:
		a.Reason = g.Text
		return a
	case reading.Merge:
		if a.Drop == name {
			a.Keep, a.Drop = a.Drop, a.Keep
		}
		return a
	case reading.Meeting:
		a.Date = (*reading.Date)(&g.To)
		return a
	case reading.Correct:
		switch g.Head {
		case "date":
			a.New = span
		case "amount":
			a.New = amount
		default:
			a.New = g.Text
		}
		return a
	}
	return a
}

// span is the term that was answered.
func (g given) span() *reading.Span {
	s := reading.Span{Raw: &g.Text}
	if !g.From.IsZero() {
		s.From = (*reading.Date)(&g.From)
	}
	if !g.To.IsZero() {
		s.To = (*reading.Date)(&g.To)
	}
	return &s
}

// names are the names that were answered, as the contract lists them.
func (g given) names() []string {
	if g.Text == "" {
		return nil
	}
	return strings.Split(g.Text, "、")
}

// sample stands for a project where the way of reading hangs on none.
const sample = "某某项目"

// readAlone reads a text as the last part of a sentence on a project.
func (t *talk) readAlone(before, text, after string) (reading.Update, bool) {
	names := reading.NewNames(reading.Ledger{Projects: []reading.Project{{Name: sample}}})
	r := reading.Read(sample+before+text+after, reading.Context{
		Now: t.u.At.In(t.loc), Chat: reading.ChatDM,
		Workday: func(d reading.Date) bool { return t.rhythm.meetings.Calendar.Workday(storage.Date(d)) },
	}, names)
	if len(r.Acts) != 1 || len(r.Unread) > 0 {
		return reading.Update{}, false
	}
	u, ok := r.Acts[0].(reading.Update)
	return u, ok && u.Note == ""
}

// readTermAlone reads a text that is nothing but a term to come: 月底前, 下周五.
func (t *talk) readTermAlone(text string) (from, to storage.Date, ok bool) {
	u, ok := t.readAlone("计划", strings.Trim(text, "。.！! "), "开工")
	if !ok || len(u.Dates) != 1 || u.Dates[0].Kind != reading.Plan {
		return from, to, false
	}
	return dateOf(u.Dates[0].Date.From), dateOf(u.Dates[0].Date.To), true
}

// readAmountAlone reads a text that is nothing but a sum.
func (t *talk) readAmountAlone(text string) (*reading.Amount, bool) {
	u, ok := t.readAlone("总投资", strings.TrimPrefix(text, "总投资"), "")
	return u.Amount, ok && u.Amount != nil
}

// readAnswer reads a text as the answer to what a head asks of acts, and
// reports whether it is one.
func (t *talk) readAnswer(l *ledger, as []reading.Act, head, text string) (given, bool) {
	g := given{Head: head}
	text = strings.TrimSpace(text)
	switch head {
	case "due", "until":
		var ok bool
		g.From, g.To, ok = t.readTermAlone(text)
		g.Text = text
		return g, ok && !g.To.IsZero()
	case "date":
		return t.readDayAnswer(l, as, g, text)
	case "amount":
		_, ok := t.readAmountAlone(text)
		g.Text = text
		return g, ok
	case "from", "unit", "need", "owner", "event", "kind", "keep":
		g.Text = strings.Join(t.namesIn(l, as, head, text), "、")
	default:
		g.Text = text
	}
	return g, g.Text != ""
}

// readDayAnswer reads the day of what was done, or of what is to come.
func (t *talk) readDayAnswer(l *ledger, as []reading.Act, g given, text string) (given, bool) {
	g.Text = text
	span, past := l.index.DateAlone(text, reading.Context{Now: t.u.At.In(t.loc)})
	from, to, ahead := t.readTermAlone(text)
	if slices.ContainsFunc(as, isMeeting) || !past {
		if to.IsZero() {
			to = from
		}
		g.From, g.To = from, to
		return g, ahead
	}
	g.From, g.To = dateOf(span.From), dateOf(span.To)
	return g, past
}

// namesIn returns the names of the ledger, or the words of a closed set, that
// an answer names.
func (t *talk) namesIn(l *ledger, as []reading.Act, head, text string) []string {
	var in []string
	for _, name := range t.nameable(l, as, head) {
		if strings.Contains(text, name.full) || slices.ContainsFunc(name.also, func(n string) bool { return n != "" && strings.Contains(text, n) }) {
			in = append(in, name.full)
		}
	}
	if head == "need" || head == "owner" {
		return in
	}
	if head == "keep" && len(in) == 0 {
		if c := l.index.Projects(text); len(c) > 0 {
			in = append(in, c[0].Name)
		}
	}
	return in[:min(len(in), 1)]
}

// A nameable is something an answer may name.
type nameable struct {
	full string
	also []string
}

// nameable returns what an answer to a head may name, in the order shown.
func (t *talk) nameable(l *ledger, as []reading.Act, head string) []nameable {
	var names []nameable
	switch head {
	case "from":
		for _, p := range l.known.Leaders {
			names = append(names, nameable{p.Name, append([]string{p.Title}, p.Alias...)})
		}
	case "unit", "need", "owner":
		for _, u := range l.known.Units {
			if slices.ContainsFunc(as, func(a reading.Act) bool { t, ok := a.(reading.Transfer); return ok && string(t.From) == u.Name }) {
				continue // it has the project
			}
			names = append(names, nameable{u.Name, u.Alias})
		}
	case "event":
		for _, e := range slices.Backward(l.known.Events) { // the latest first
			names = append(names, nameable{e.Name, e.Alias})
		}
	case "kind":
		for _, k := range obstacleOrder {
			names = append(names, nameable{k, nil})
		}
	case "keep":
		for _, a := range as {
			if m, ok := a.(reading.Merge); ok {
				names = append(names, nameable{string(m.Keep), nil}, nameable{string(m.Drop), nil})
			}
		}
	}
	return names
}

// obstacleOrder has the kinds of obstacles in the order shown.
var obstacleOrder = []string{"用地", "能耗", "用电", "用水", "蒸汽", "环评", "资金", "政策", "用工", "审批", "征迁", "厂房", "其他"}

// A choice is an answer that has a button: its label, and what could be typed.
type choice struct{ label, text string }

// choices are the answers to a head that have buttons.
func (t *talk) choices(l *ledger, as []reading.Act, head string) ([]choice, error) {
	var cs []choice
	for _, d := range t.daysFor(as, head) {
		words, err := t.words.Plain("want/day", d)
		if err != nil {
			return nil, err
		}
		cs = append(cs, choice{words, fmt.Sprintf("%d年%d月%d日", d.Date.Year, int(d.Date.Month), d.Date.Day)})
	}
	for _, n := range t.nameable(l, as, head) {
		cs = append(cs, choice{n.full, n.full})
	}
	return cs[:min(len(cs), mostNameButtons)], nil
}

// mostNameButtons is how many names become buttons; others are typed.
const mostNameButtons = 24

// isDay are the heads that a day answers.
var isDay = []string{"date", "due", "until"}

// A likelyDay is a day that an answer likely is, and how it is called.
type likelyDay struct {
	Today, Date storage.Date
	As          string // today, yesterday, friday, month, meeting; "": by its date
	By          bool   // a term: X前
}

// daysFor are the days that an answer to a head likely is.
func (t *talk) daysFor(as []reading.Act, head string) []likelyDay {
	today := t.today()
	day := func(d storage.Date, as string) likelyDay {
		return likelyDay{Today: today, Date: d, As: as, By: head == "due"}
	}
	meeting, ok := t.rhythm.next(t.tx.Now())
	var days []likelyDay
	switch {
	case head == "date" && slices.ContainsFunc(as, isMeeting):
		if ok {
			days = []likelyDay{day(meeting.Date.AddDays(-1), ""), day(meeting.Date.AddDays(1), ""), day(meeting.Date.AddDays(7), "")}
		}
	case head == "date":
		return []likelyDay{day(today, "today"), day(today.AddDays(-1), "yesterday")}
	case head == "due", head == "until":
		month := storage.Date{Year: today.Year, Month: today.Month, Day: 1}.AddDays(31)
		days = []likelyDay{day(today.AddDays(5-weekday(today)), "friday"), day(month.AddDays(-month.Day), "month")}
		if ok {
			days = append(days, day(meeting.Date, "meeting"))
		}
	}
	days = slices.DeleteFunc(days, func(d likelyDay) bool { return !d.Date.After(today) })
	slices.SortStableFunc(days, func(a, b likelyDay) int { return a.Date.Compare(b.Date) })
	return slices.CompactFunc(days, func(a, b likelyDay) bool { return a.Date == b.Date })
}

func isMeeting(a reading.Act) bool { return a.Op() == reading.OpMeeting }

// weekday counts the days of the week from Monday, 1, to Sunday, 7.
func weekday(d storage.Date) int { return (int(d.Weekday())+6)%7 + 1 }
