package reading

// update adds progress, joined with what was said before of the same project.
func (r *reader) update(u Update) {
	for i, a := range r.acts {
		if have, ok := a.(Update); ok && have.Project == u.Project && u.Project != "" {
			r.acts[i] = have.join(u)
			return
		}
	}
	r.add(u)
}

// join lays the later words over the earlier ones.
func (u Update) join(v Update) Update {
	lay2(&u.Stage, v.Stage)
	lay2(&u.Reg, v.Reg)
	lay2(&u.Verdict, v.Verdict)
	lay2(&u.Contact, v.Contact)
	for _, d := range v.Dates {
		u.date(d)
	}
	lay2(&u.Amount, v.Amount)
	lay2(&u.Invested, v.Invested)
	lay2(&u.PaidIn, v.PaidIn)
	lay2(&u.Percent, v.Percent)
	lay2(&u.Hold, v.Hold)
	lay2(&u.Meeting, v.Meeting)
	lay2(&u.SlippedFrom, v.SlippedFrom)
	if u.Note != "" && v.Note != "" {
		u.Note += ","
	}
	u.Note += v.Note
	return u
}

// lay2 lets a value that was said stand for one that was not.
func lay2[T comparable](to *T, from T) {
	var none T
	if from != none {
		*to = from
	}
}

// date adds a step's day; the same step said again replaces a day that was
// only assumed.
func (u *Update) date(d Dated) {
	for i, have := range u.Dates {
		if have.What == d.What && have.Kind == d.Kind && (d.What != Land || have.Date.Raw == nil || d.Date.Raw == nil) {
			if d.Date.Raw != nil {
				u.Dates[i] = d
			}
			return
		}
	}
	u.Dates = append(u.Dates, d)
}

// withProjects puts the group's projects into an act on an event.
func withProjects(a Act, names []Name) Act {
	var all []string
	for _, n := range names {
		all = append(all, string(n))
	}
	switch a := a.(type) {
	case EventAdd:
		if len(a.Projects) == 0 {
			a.Projects = all
		}
		return a
	case EventDrop:
		if len(a.Projects) == 0 {
			a.Projects = all
		}
		return a
	}
	return a
}
