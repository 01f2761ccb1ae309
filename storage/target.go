package storage

import (
	"errors"
	"strings"

	"shuangzhou/storage/figures"
)

// TargetSubject is the kind of subject that a [Target] is.
const TargetSubject SubjectKind = "target"

// A Target is a yearly aim of the district or of a unit, or what the city as a
// whole has done, as the office entered it.
type Target struct {
	TargetKey
	Set   ActNumber `json:"set,omitzero"` // the act that set it last
	Value int64     `json:"value"`
}

// A TargetKey says what a target is for.
type TargetKey struct {
	Year  int         `json:"year"`
	Scope TargetScope `json:"scope"`
	Unit  UnitID      `json:"unit,omitzero"`  // of ForUnit
	Event EventID     `json:"event,omitzero"` // of ForCity: the city's total at one event; 0: in the year
	// Measure is the key of a [figures.Measure], its value in projects or
	// whole yuan; or the key of a [figures.Rule], its value in tenths of a
	// percent; or [DistrictsOfCity].
	Measure string `json:"measure"`
}

// A TargetScope says whose a target is.
type TargetScope string

// The scopes.
const (
	ForDistrict TargetScope = "district"
	ForUnit     TargetScope = "unit"
	ForCity     TargetScope = "city" // not an aim: the city's total, for the share of it
)

// DistrictsOfCity is the measure of how many districts the city has (for 市均).
const DistrictsOfCity = "districts"

// KindTargetSet is the kind of [TargetSet].
const KindTargetSet Kind = "target.set"

// TargetSet sets a target, or enters a total of the city; 0 takes it away.
type TargetSet struct {
	TargetKey
	Value int64 `json:"value"`
}

// Kind returns [KindTargetSet].
func (TargetSet) Kind() Kind { return KindTargetSet }

// Field names what it changes.
func (TargetSet) Field() string { return "value" }

func (b TargetSet) onTarget(t *Target, a Act) {
	*t = Target{TargetKey: b.TargetKey, Set: a.Number, Value: b.Value}
}

// check: a target is one subject for ever, of something there is, and never
// below nothing; a rate's is at most 100 %.
func (b TargetSet) check(tx *Tx, a Act) error {
	if why := b.invalid(); why != "" {
		return &Invalid{Why: why, Kind: KindTargetSet}
	}
	if b.Unit != 0 {
		if _, err := tx.Unit(b.Unit); err != nil {
			return unknown(a, err)
		}
	}
	if b.Event != 0 {
		if _, err := tx.Event(b.Event); err != nil {
			return unknown(a, err)
		}
	}
	s, err := tx.TargetSubjectOf(b.TargetKey)
	if err != nil {
		return err
	}
	switch id := a.subject(TargetSubject); {
	case s.ID == id, s.ID == 0 && id == int64(a.Number):
		return nil
	case s.ID != 0:
		return &Invalid{Why: InvalidExists, Kind: KindTargetSet}
	}
	return &Invalid{Why: InvalidUnknown, Kind: KindTargetSet}
}

// invalid returns what is wrong with a target by itself, "" if nothing is.
func (b TargetSet) invalid() InvalidWhy {
	rule, isRule := figures.Find(b.Measure)
	_, isMeasure := figures.FindMeasure(b.Measure)
	isCity := b.Measure == DistrictsOfCity && b.Scope == ForCity
	switch {
	case b.Year < 2000, b.Year > 2100, b.Value < 0:
		return InvalidAmount
	case isRule && b.Value > int64(figures.Percent(100)):
		return InvalidPercent
	case !isRule && !isMeasure && !isCity, isRule && rule.WithoutDropped:
		return InvalidUnknown
	case b.Scope != ForDistrict && b.Scope != ForUnit && b.Scope != ForCity:
		return InvalidUnknown
	case (b.Unit != 0) != (b.Scope == ForUnit), b.Event != 0 && b.Scope != ForCity:
		return InvalidUnknown
	}
	return ""
}

// targets keeps the versions of targets.
var targets = folder[Target]{
	kind: TargetSubject, table: "target_version", id: "target",
	add: func(t *Target, a Act) {
		if b, ok := a.Body.(interface{ onTarget(*Target, Act) }); ok {
			b.onTarget(t, a)
		}
	},
}

// TargetSubjectOf returns the subject of a target, new where it was never set.
func (tx *Tx) TargetSubjectOf(k TargetKey) (Subject, error) {
	id, err := one(tx, value[int64], `
		SELECT target
		FROM target_version
		WHERE year = ? AND scope = ? AND unit = ? AND event = ? AND measure = ?
		LIMIT 1`, k.Year, k.Scope, k.Unit, k.Event, k.Measure)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Subject{}, err
	}
	return Subject{TargetSubject, id}, nil
}

// Target returns what was set, as of then, or [ErrNotFound].
func (tx *Tx) Target(k TargetKey, as figures.AsOf) (int64, error) {
	q := asOf(as)
	q.where(true, `year = @year`, "year", k.Year)
	q.where(true, `scope = @scope`, "scope", string(k.Scope))
	q.where(true, `unit = @unit`, "unit", int64(k.Unit))
	q.where(true, `event = @event`, "event", int64(k.Event))
	q.where(true, `measure = @measure`, "measure", k.Measure)
	return one(tx, value[int64], `SELECT value FROM target_version WHERE live AND value > 0 AND `+q.condition(), q.args()...)
}

// targetsOf returns what was set for a year and one scope, by measure; what was
// taken away again is not there, so that the district's stands for a unit.
func (tx *Tx) targetsOf(year int, scope TargetScope, unit int64, as figures.AsOf) (map[string]int64, error) {
	q := asOf(as)
	q.where(true, `year = @year`, "year", year)
	q.where(true, `scope = @scope`, "scope", string(scope))
	q.where(true, `unit = @unit`, "unit", unit)
	byMeasure := map[string]int64{}
	err := tx.each(func(s scanner) error {
		var measure string
		var v int64
		err := s.Scan(&measure, &v)
		byMeasure[measure] = v
		return err
	}, `SELECT measure, value FROM target_version WHERE live AND value > 0 AND event = 0 AND `+q.condition(), q.args()...)
	return byMeasure, err
}

// ruleSetting is the name of the setting that holds a figure's rule.
func ruleSetting(figure string) string { return "rule/" + figure }

// RuleSet is the body that chooses the rule of a figure; an act of it goes to
// [Tx.SettingSubjectOf] its Name.
func RuleSet(r figures.Rule) SettingSet {
	return SettingSet{Name: ruleSetting(r.Figure), Value: r.Key}
}

// RuleOf returns the rule the office has chosen for a figure, or its default.
// A day in the past has the rule of its day, also where projects are looked at
// with what is known now: a figure given then is to be had again.
func (tx *Tx) RuleOf(figure string, as figures.AsOf) (figures.Rule, error) {
	if as.Kind == figures.ForDay {
		then, err := tx.AsOfThenDay(Date(as.Day))
		if err != nil {
			return figures.Rule{}, err
		}
		as = then
	}
	q := asOf(as)
	q.where(true, `name = @name`, "name", ruleSetting(figure))
	key, err := one(tx, value[string], `SELECT value FROM setting_version WHERE `+q.condition(), q.args()...)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return figures.Rule{}, err
	}
	if r, ok := figures.Find(key); ok && strings.HasPrefix(key, figure+"/") {
		return r, nil
	}
	return figures.RulesOf(figure)[0], nil
}
