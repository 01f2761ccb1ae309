package demo

import "shuangzhou/storage"

// closing is the end of the story so far: plans that slipped, the last
// reports, a suspension or the end of the project.
func (l *life) closing(a ages) []step {
	var steps []step
	next, more := l.nextStep()
	for i := l.slips; more && i > 0; i-- {
		move := l.workday(l.today.AddDays(-(a.last + (i-1)*a.gap)))
		end := move.AddDays(-1 - a.gap/6) // has passed when it is moved
		steps = append(steps, step{a.last + i*a.gap, planned(next, end)})
	}
	for i := l.unchanged; i > 0; i-- {
		steps = append(steps, step{a.last + 14*(i-1), unchanged})
	}
	switch {
	case l.dropped != "":
		return append(steps, step{a.last, func(l *life, on storage.Date) {
			l.say(on, l.reporter(), storage.ProjectDropped{On: on, Reason: l.dropped})
		}})
	case l.held != "":
		return append(steps, step{a.last, suspended})
	case l.unchanged > 0 || l.registration == "待核":
		return steps
	}
	steps = append(steps, step{a.last, said(l.phase())})
	if end, ok := l.lastPlan(a); more && ok {
		steps = append(steps, step{a.last, planned(next, end)})
	}
	return steps
}

// lastPlan draws the plan that stands today: ahead, or for an idle project
// passed and not moved, so that it does not keep its light from lighting.
func (l *life) lastPlan(a ages) (storage.Date, bool) {
	switch {
	case l.yellow || l.red:
		return l.today.AddDays(-a.last/2 - 1), l.chance(50)
	case l.upcoming:
		return l.event.Held, true
	case l.stage >= storage.Started:
		return monthEnd(l.today.AddDays(l.between(40, 200))), true
	}
	return monthEnd(l.today.AddDays(l.between(3, 60))), l.slips > 0 || l.chance(70)
}

func planned(m storage.Milestone, end storage.Date) func(*life, storage.Date) {
	return func(l *life, on storage.Date) {
		l.say(on, l.reporter(), storage.Planned{Milestone: m, To: end})
	}
}

func suspended(l *life, on storage.Date) {
	until := monthEnd(l.today.AddDays(l.between(30, 90)))
	l.say(on, l.reporter(), storage.ProjectHeld{On: on, Until: until, Reason: l.held})
}

// monthEnd returns the last day of the date's month: people plan for 月底.
func monthEnd(d storage.Date) storage.Date {
	for d.AddDays(1).Month == d.Month {
		d = d.AddDays(1)
	}
	return d
}
