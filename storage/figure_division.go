package storage

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"shuangzhou/storage/figures"
)

// A Part is what one part of a divided cohort comes to.
type Part struct {
	figures.Key
	Figures []figures.Figure
}

// FiguresBy counts each part of a cohort by several rules, with one look at
// the database. A part that has nothing is not there, but the whole always is.
// Parts are disjoint, but those of tags.
func (tx *Tx) FiguresBy(by figures.Division, rs []figures.Rule, c figures.Cohort, as figures.AsOf) ([]Part, error) {
	known, err := tx.knownTo(as)
	if err != nil {
		return nil, err
	}
	classes, err := tx.classes(by, sortingFor(rs), c, as)
	if err != nil {
		return nil, fmt.Errorf("count projects: %w", err)
	}
	var parts []Part
	for _, k := range slices.SortedFunc(maps.Keys(classes), compareKeys) {
		cohort := c.Narrow(by, k)
		aims, err := tx.aims(cohort, as)
		if err != nil {
			return nil, err
		}
		of := figures.Figure{Cohort: cohort, AsOf: as, Known: int64(known)}
		parts = append(parts, Part{k, tallies(rs, classes[k], of, aims)})
	}
	return parts, nil
}

// tallies counts classes by rules, each beside its aim; of it all have the
// cohort and when it is known.
func tallies(rs []figures.Rule, classes []figures.Class, of figures.Figure, aims map[string]int64) []figures.Figure {
	fs := make([]figures.Figure, len(rs))
	for i, r := range rs {
		fs[i] = of
		fs[i].Rule, fs[i].Tally, fs[i].Target = r, r.Tally(classes), figures.Points(aims[r.Key])
	}
	return fs
}

func compareKeys(a, b figures.Key) int {
	return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Name, b.Name))
}

// classes sorts each part of a cohort into heaps that no rule tells apart. A
// cohort that is not divided is the zero Key, also where it has nothing.
func (tx *Tx) classes(by figures.Division, apart sorting, c figures.Cohort, as figures.AsOf) (map[figures.Key][]figures.Class, error) {
	q := choose(c, as)
	apart.signed = c.By <= figures.Signed
	parts := map[figures.Key][]figures.Class{}
	if by == figures.Undivided {
		parts[figures.Key{}] = nil
	}
	err := tx.each(func(s scanner) error {
		key, class, err := scanClass(s)
		parts[key] = append(parts[key], class)
		return err
	}, groupSQL(divided(by, as), apart, q), q.args()...)
	return parts, err
}

// divided says in SQL which part of a division a row of counted is in.
func divided(by figures.Division, as figures.AsOf) grouping {
	switch by {
	case figures.ByUnitKind:
		return grouping{part: `(SELECT kind FROM unit_version WHERE unit = counted.unit AND ` + holds(as) + ` AND live)`}
	case figures.BySize:
		return grouping{part: sizeSQL()}
	case figures.ByEvent:
		return grouping{part: `iif(events IS NULL, NULL, (` + firstEvent("event", as) + `))`}
	case figures.ByTag:
		return grouping{part: `tag.value`, from: ` LEFT JOIN json_each(counted.tags) AS tag`}
	}
	return grouping{part: string(by)} // a column of that name
}

// sizeSQL is where the size band of a project begins, NULL without yuan.
func sizeSQL() string {
	var b strings.Builder
	b.WriteString("CASE")
	for _, from := range slices.Backward(figures.SizeBands()) {
		fmt.Fprintf(&b, " WHEN agreed >= %d THEN %[1]d", from)
	}
	return b.String() + " END"
}
