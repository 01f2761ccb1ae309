package demo

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"time"

	"shuangzhou/storage"
)

// source is what the acts of the district say they come from.
const source = "demo"

// dice is the first half of every project's seed; its name is the other.
const dice = 2026

// A line is one thing said of a project.
type line struct {
	project int // its place among the projects' lines
	said    time.Time
	by      storage.PersonID
	body    storage.Body
	undoes  bool // it takes back the line before
}

// A life is one project's history in the making. Days are counted back from
// today, as its course is told: 30 is thirty days ago.
type life struct {
	course
	*ground
	rng    *rand.Rand
	opened storage.Opened // what was known when the ledger took it up
	said   time.Time      // when the last line was said
	lines  []line
	asIs   int            // how often in a row 无变化 was said last
	told   map[string]int // how far each phase's notes have been told
}

// A step is something that is said of a project on a day.
type step struct {
	ago int
	do  func(l *life, on storage.Date)
}

// live makes up the life of a project up to where its course says it stands.
func (g *ground) live(c course) []line {
	h := fnv.New64a()
	h.Write([]byte(c.name)) // never fails
	l := &life{course: c, ground: g, rng: rand.New(rand.NewPCG(dice, h.Sum64())), told: map[string]int{}}
	a := l.ages()
	l.open(a.lead)
	steps := slices.Concat(l.courting(a), l.building(a), l.chatter(a), l.closing(a))
	slices.SortStableFunc(steps, func(x, y step) int { return cmp.Compare(y.ago, x.ago) })
	for _, s := range steps {
		s.do(l, g.workday(g.today.AddDays(-s.ago)))
	}
	l.lines[0].body = l.opened
	return l.lines
}

// ages are the turning points of a life, in days before today.
type ages struct {
	lead  int // first heard of
	sign  int // signed; the same as quiet where it is not
	quiet int // after this only what closing says
	last  int // the last report
	gap   int // days between the moves of a plan that slips
}

// ages draws the turning points. They depend on each other: a last report
// comes a while after the signing, and plans slip between the two.
func (l *life) ages() ages {
	var a ages
	a.last = l.idle()
	switch {
	case l.stage >= storage.Signed && l.event.ID != 0:
		a.sign = l.today.Sub(l.event.Held)
	case l.signedAgo > 0:
		a.sign = l.signedAgo
	case l.stage >= storage.Signed:
		a.sign = l.between(330, 460) + 110*int(l.stage-storage.Completed)
	}
	if a.sign > 0 && !l.yellow && !l.red {
		a.last = min(a.last, a.sign/3)
	}
	switch {
	case a.sign > 0:
		a.lead = a.sign + l.between(70, 200)
	case l.stage == storage.Lead:
		a.lead = a.last + l.between(15, 60)
	case l.stage == storage.Negotiating:
		a.lead = a.last + l.between(70, 230)
	default:
		a.lead = a.last + l.between(120, 280)
	}
	from := cmp.Or(a.sign, a.lead)
	a.gap = min(20, (from-a.last)/(l.slips+2))
	a.quiet = a.last + 14*l.unchanged + a.gap*l.slips
	if a.sign == 0 {
		a.sign = a.quiet
	}
	return a
}

// idle draws how many days ago the last report was, nine days short of the
// next limit: the day may fall into a long holiday and move before it.
func (l *life) idle() int {
	recognised := l.stage == storage.Signed && l.registration == "已认定"
	talking := l.stage < storage.Signed
	switch {
	case l.yellow && recognised:
		return l.between(95, 150)
	case l.red && recognised:
		return l.between(185, 225)
	case l.yellow && talking:
		return l.between(64, 81)
	case l.red && talking:
		return l.between(95, 130)
	case l.yellow:
		return l.between(34, 51)
	case l.red:
		return l.between(63, 76)
	case l.fresh:
		return l.between(1, 4)
	case l.chance(45):
		return l.between(2, 9)
	}
	return l.between(12, 21)
}

func (l *life) between(low, high int) int { return low + l.rng.IntN(high-low+1) }

func (l *life) chance(percent int) bool { return l.rng.IntN(100) < percent }

// open begins the life: by the unit where the ledger was there already, else
// by the office on the ledger's first day, with what was done by then.
func (l *life) open(ago int) {
	on := l.workday(l.today.AddDays(-ago))
	l.opened = storage.Opened{
		Name: l.name, Aliases: l.aliases, Investor: l.investor, Origin: l.origin, Unit: l.unit, Host: l.host,
		Agreed: l.agreed, Tags: l.tags, Milestones: map[storage.Milestone]storage.Date{storage.MilestoneLead: on},
	}
	if !on.After(l.began) {
		l.opened.Leader = l.leader
		l.say(l.began, l.offices[1], l.opened)
		return
	}
	l.say(on, l.reporter(), l.opened)
	if l.leader != 0 {
		l.say(on.AddDays(1), l.offices[0], storage.Assigned{Leader: l.leader})
	}
}

// say adds a line on the first working day from on, at a working hour, after
// the line before. What was said before the ledger began is not in it.
func (l *life) say(on storage.Date, by storage.PersonID, body storage.Body) {
	if on.Before(l.began) {
		return
	}
	for !l.calendar.Workday(on) {
		on = on.AddDays(1)
	}
	t := on.Clock(8, 40, l.loc).Add(time.Duration(l.rng.IntN(470)) * time.Minute)
	if !t.After(l.said) {
		t = l.said.Add(time.Duration(l.between(2, 9)) * time.Minute)
	}
	l.said = t
	if _, same := body.(storage.Unchanged); same {
		l.asIs++
	} else {
		l.asIs = 0
	}
	l.lines = append(l.lines, line{said: t, by: by, body: body})
}

// reporter draws who speaks for the project: mostly its unit, now and then the host.
func (l *life) reporter() storage.PersonID {
	of := l.speaks[l.unit]
	if host := l.speaks[l.host]; len(host) > 0 && l.chance(20) {
		of = host
	}
	return of[l.rng.IntN(len(of))]
}

// reach says that a milestone was reached; recognitions are the office's to say.
func (l *life) reach(m storage.Milestone, on storage.Date, note string) {
	if on.Before(l.began) {
		l.opened.Milestones[m] = on
		return
	}
	by := l.reporter()
	if m == storage.MilestoneRecognise {
		by = l.offices[1]
	}
	l.say(on, by, storage.Reached{Milestone: m, On: on, Note: note})
}

// note draws one of the next two things that are said in a phase, which stand
// in the order they happen; "" when all has been told.
func (l *life) note(phase string) string {
	rest := l.notes[phase][l.told[phase]:]
	if len(rest) == 0 {
		return ""
	}
	i := l.rng.IntN(min(2, len(rest)))
	l.told[phase] += i + 1
	return rest[i]
}

// anyOf draws from what is said at any time.
func (l *life) anyOf(kind string) string { return l.notes[kind][l.rng.IntN(len(l.notes[kind]))] }

// workday returns the day itself, or the last working day before it.
func (g *ground) workday(d storage.Date) storage.Date {
	for !g.calendar.Workday(d) {
		d = d.AddDays(-1)
	}
	return d
}

// apply puts what was said into the log in the order in which it was said.
func apply(tx *storage.Tx, told []line, projects int) error {
	slices.SortStableFunc(told, func(x, y line) int { return x.said.Compare(y.said) })
	ids := make([]int64, projects) // 0 until the project is opened
	last := make([]storage.ActNumber, projects)
	for _, t := range told {
		act := storage.Act{
			Said: t.said, By: t.by, Source: source, Body: t.body,
			Subjects: []storage.Subject{{Kind: storage.ProjectSubject, ID: ids[t.project]}},
		}
		if t.undoes {
			act.Undoes = last[t.project]
		}
		done, err := tx.Apply(act)
		if err != nil {
			return fmt.Errorf("%s of %s: %w", t.body.Kind(), t.said.Format(time.DateTime), err)
		}
		last[t.project] = done.Number
		ids[t.project] = cmp.Or(ids[t.project], int64(done.Number))
	}
	return nil
}
