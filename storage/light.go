package storage

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// A Light says that a project has been idle beyond its stage's limit. It is
// shown to unit, leader and office, never made public.
type Light int

// The lights.
const (
	NoLight Light = iota
	Yellow
	Red
)

// A Phase is a stretch of a project's life that has an idle limit of its own.
type Phase string

// The phases with limits. Leads and what has been started have none.
const (
	InTalks      Phase = "negotiating"  // 在谈, 拟签约
	Unregistered Phase = "unregistered" // 已签约未入库
	Unstarted    Phase = "unstarted"    // 已入库未开工
)

// Phase returns which limit a project is under, "" if none.
func (p Project) Phase() Phase {
	switch s := p.Stage(); {
	case !p.Dropped.On.IsZero():
		return ""
	case s == Negotiating, s == Proposed:
		return InTalks
	case s == Signed && p.Registration() != Recognised:
		return Unregistered
	case s == Signed:
		return Unstarted
	}
	return ""
}

// A Limit is after how many idle days a light shows; 0: never.
type Limit struct {
	Yellow, Red int
}

// Limits has the limit of each phase.
type Limits map[Phase]Limit

// DefaultLimits returns the limits of DOMAIN.md “Lights”.
func DefaultLimits() Limits {
	return Limits{InTalks: {60, 90}, Unregistered: {30, 60}, Unstarted: {90, 180}}
}

// Light returns the light of a project on a day, when it last moved on another
// (see [Tx.LastMoved]). A planned next step in the future keeps it from lighting,
// and so does a suspension with its reason and a resume date to come.
func (p Project) Light(on, moved Date, limits Limits) Light {
	limit := limits[p.Phase()]
	idle := on.Sub(moved)
	switch {
	case p.planAhead(on), p.heldUntilAfter(on):
		return NoLight
	case limit.Red != 0 && idle >= limit.Red:
		return Red
	case limit.Yellow != 0 && idle >= limit.Yellow:
		return Yellow
	}
	return NoLight
}

// planAhead reports whether a step is planned whose last day, or first where
// no end was said, has not passed.
func (p Project) planAhead(on Date) bool {
	for _, d := range p.Milestones {
		end := d.To
		if end.IsZero() {
			end = d.From
		}
		if d.Planned() && !end.Before(on) {
			return true
		}
	}
	return false
}

func (p Project) heldUntilAfter(on Date) bool {
	return !p.Held.Since.IsZero() && p.Held.Reason != "" && p.Held.Until.After(on)
}

// limitSetting is the name of the setting that holds a phase's limit: “60/90”.
func limitSetting(ph Phase) string { return "idle/" + string(ph) }

// LimitSet is the body that sets the limit of a phase; an act of it goes to
// [Tx.SettingSubjectOf] its Name.
func LimitSet(ph Phase, l Limit) SettingSet {
	return SettingSet{Name: limitSetting(ph), Value: fmt.Sprintf("%d/%d", l.Yellow, l.Red)}
}

// IdleLimits returns the limits the office has set, or their defaults.
func (tx *Tx) IdleLimits() (Limits, error) {
	limits := DefaultLimits()
	for ph := range limits {
		text, err := tx.Setting(limitSetting(ph))
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		var l Limit
		if _, err := fmt.Sscanf(text, "%d/%d", &l.Yellow, &l.Red); err != nil {
			return nil, fmt.Errorf("read setting %s: %w", limitSetting(ph), err)
		}
		limits[ph] = l
	}
	return limits, nil
}

// An Idle says how long a project has been idle.
type Idle struct {
	Project Project
	Moved   Date // the day it last moved on
	Days    int
	Light   Light
}

// Lights are those of a day, by the limits that hold.
type Lights struct {
	tx     *Tx
	on     Date
	limits Limits
}

// LightsOn returns the lights of a day; the limits are read once, for all of a
// list.
func (tx *Tx) LightsOn(on Date) (Lights, error) {
	limits, err := tx.IdleLimits()
	return Lights{tx, on, limits}, err
}

// Of returns how long a project has been idle, and its light.
func (ls Lights) Of(p Project) (Idle, error) {
	moved, err := ls.tx.LastMoved(p)
	if err != nil {
		return Idle{}, fmt.Errorf("project %d: %w", p.ID, err)
	}
	return Idle{p, moved, ls.on.Sub(moved), p.Light(ls.on, moved, ls.limits)}, nil
}

// IdleProjects returns the projects that show a light on a day, the red first,
// then the longest idle.
func (tx *Tx) IdleProjects(on Date) ([]Idle, error) {
	lights, err := tx.LightsOn(on)
	if err != nil {
		return nil, err
	}
	ps, err := projects.where(tx, `dropped_on IS NULL AND started_on IS NULL ORDER BY project`)
	if err != nil {
		return nil, err
	}
	var idle []Idle
	for _, p := range ps {
		i, err := lights.Of(p)
		if err != nil {
			return nil, err
		}
		if i.Light != NoLight {
			idle = append(idle, i)
		}
	}
	slices.SortStableFunc(idle, func(a, b Idle) int {
		return cmp.Or(int(b.Light-a.Light), b.Days-a.Days)
	})
	return idle, nil
}

// LastMoved returns the day of the last report on a project that was more than
// 无变化, which keeps a unit from being reminded but not a project from lighting.
func (tx *Tx) LastMoved(p Project) (Date, error) {
	if p.Unchanged == 0 {
		return On(p.Reported, tx.loc), nil
	}
	as, err := tx.Acts(Subject{ProjectSubject, int64(p.ID)})
	if err != nil {
		return Date{}, err
	}
	moving := slices.DeleteFunc(InForce(as), func(a Act) bool { return a.Body.Kind() == KindUnchanged })
	return On(projects.of(moving).Reported, tx.loc), nil
}
