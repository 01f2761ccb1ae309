package bot

import (
	"encoding/json"
	"slices"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// listScope says what a list was narrowed by, so that it is never taken for
// more, or less, than it is.
type listScope struct {
	Unit     string
	Host     bool // the unit is where it lands
	Kind     string
	State    string // of what is counted
	Leader   string
	Own      bool // the leader is who asks
	By       string
	Stages   []string
	New      []storage.Milestone // what is new since the meeting came to these
	Tags     []string
	Chain    string
	Level    string
	Events   []string
	Min      storage.Yuan
	Max      storage.Yuan
	Days     int
	Idle     bool // for so many days
	Year     int  // signed in it
	InYear   int  // what is listed came about in it
	Step     storage.Milestone
	Due      *storage.Span // planned within, or due
	Within   *storage.Span // done within
	Reported bool          // what was done within is but that something was reported
	Meeting  storage.Date
}

// Any reports whether anything narrows the list.
func (s listScope) Any() bool {
	return s.Unit != "" || s.State != "" || s.Kind != "" || s.Leader != "" || s.By != "" || s.Stages != nil || s.Tags != nil || s.Chain != "" || s.Level != "" ||
		s.Events != nil || s.Min != 0 || s.Max != 0 || s.Days != 0 || s.Year != 0 || s.InYear != 0 || s.Due != nil || s.Within != nil || !s.Meeting.IsZero()
}

func (t *talk) listScope(q listing) listScope {
	f, a := q.Filter, q.Aside
	s := listScope{
		Unit: f.Unit, Host: a.Host, Kind: f.Kind, Leader: f.Leader, By: f.By, Tags: a.Tags, Chain: a.Chain, Events: f.Events,
		Own: t.is(f.Leader), Days: daysOf(q), Year: yearOf(t, q),
	}
	if s.Year == 0 && q.GroupBy != "stage" {
		s.InYear = f.Year
	}
	if a.Level != "" {
		s.Level = a.Level + "级"
	}
	s.Min, s.Max = storage.Yuan(wanYuan(f.MinWan)), storage.Yuan(wanYuan(a.Below))
	s.Idle = f.State == "停滞" && listsProjects(q.Kind)
	if q.Kind == "unit" && q.Title == "units" || q.Kind == "leader" {
		s.State = f.State
	}
	switch {
	case a.Since && f.Meeting != nil:
		for _, word := range f.StageIn {
			s.New = append(s.New, stageMilestones[word])
		}
	case f.Due == nil:
		s.Stages = f.StageIn
	}
	if listsProjects(q.Kind) && s.Stages == nil {
		s.Step = stepOf(q)
	}
	if f.Due != nil {
		s.Due = &storage.Span{From: dateOf(f.Due.From), To: dateOf(f.Due.To)}
	}
	if f.From != nil || f.To != nil {
		s.Within = &storage.Span{From: dateOf(f.From), To: dateOf(f.To)}
		s.Reported = listsProjects(q.Kind) && stepsDone(q) == nil
	}
	if f.Meeting != nil && !a.Since {
		s.Meeting = dateOf(f.Meeting)
	}
	return s
}

// daysOf is how many days a thing must have stood at least.
func daysOf(q listing) int { return max(q.Filter.StaleDays, q.Aside.Days) }

// unmet are the notes on what a list's question asks and its lister does not
// take. It looks at every field there is, so that a new one is not dropped in
// silence.
func unmet(q listing) []note {
	of := listerTable()[q.Kind]
	var notes []note
	for _, field := range fieldsOf(q.Filter) {
		if !slices.Contains(of.takes, field) {
			notes = append(notes, note{"field", field})
		}
	}
	if !slices.Contains(of.groups, q.GroupBy) {
		notes = append(notes, note{"group", q.GroupBy})
	}
	return notes
}

// fieldsOf are the fields that a filter sets, as they are marshalled.
func fieldsOf(f reading.Filter) []string {
	raw, err := json.Marshal(f)
	var set map[string]json.RawMessage
	if err != nil || json.Unmarshal(raw, &set) != nil {
		return nil // a filter that was read always marshals
	}
	var fields []string
	for name := range set {
		fields = append(fields, name)
	}
	slices.Sort(fields)
	return fields
}
