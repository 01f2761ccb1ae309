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
	classes, err := tx.classes(by, c, as)
	if err != nil {
		return nil, fmt.Errorf("count projects: %w", err)
	}
	var parts []Part
	for _, k := range slices.SortedFunc(maps.Keys(classes), compareKeys) {
		part := Part{k, make([]figures.Figure, len(rs))}
		cohort := c.Narrow(by, k)
		aims, err := tx.aims(cohort, as)
		if err != nil {
			return nil, err
		}
		for i, r := range rs {
			part.Figures[i] = figures.Figure{
				Rule: r, Cohort: cohort, AsOf: as, Known: int64(known), Target: figures.Points(aims[r.Key]), Tally: r.Tally(classes[k]),
			}
		}
		parts = append(parts, part)
	}
	return parts, nil
}

func compareKeys(a, b figures.Key) int {
	return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Name, b.Name))
}

// classes sorts each part of a cohort into heaps that no rule tells apart. A
// cohort that is not divided is the zero Key, also where it has nothing.
func (tx *Tx) classes(by figures.Division, c figures.Cohort, as figures.AsOf) (map[figures.Key][]figures.Class, error) {
	q := choose(c, as)
	parts := map[figures.Key][]figures.Class{}
	if by == figures.Undivided {
		parts[figures.Key{}] = nil
	}
	_, err := all(tx, func(s scanner) (int, error) {
		key, class, err := scanClass(s)
		parts[key] = append(parts[key], class)
		return 0, err
	}, classesSQL(by, q, as), q.args()...)
	return parts, err
}

// classesSQL has the classes computed before they are grouped (the LIMIT keeps
// SQLite from folding the two SELECTs into one, where it computes a class twice
// and sorts by it what it is computed from).
func classesSQL(by figures.Division, q *choice, as figures.AsOf) string {
	return groupSQL(divided(by, as), classSQL(), q)
}

// A grouping has in SQL the Key of the part a row of counted is in.
type grouping struct {
	id, name string // columns
	from     string // joined to counted
}

func divided(by figures.Division, as figures.AsOf) grouping {
	switch by {
	case figures.ByUnit, figures.ByHost, figures.ByLeader:
		return grouping{id: "coalesce(" + string(by) + ", 0)", name: "''"}
	case figures.BySize:
		return grouping{id: sizeSQL(), name: "''"}
	case figures.ByUnitKind:
		return grouping{id: "0", name: "coalesce((SELECT kind FROM unit_version WHERE unit = counted.unit AND " + holds(as) + " AND live), '')"}
	case figures.ByTag:
		return grouping{id: "0", name: "coalesce(tag.value, '')", from: " LEFT JOIN json_each(counted.tags) AS tag"}
	case figures.ByChain:
		return grouping{id: "0", name: "coalesce(chain, '')"}
	}
	return grouping{id: "0", name: "''"}
}

// sizeSQL is where the size band of a project begins, 0 without yuan.
func sizeSQL() string {
	var b strings.Builder
	b.WriteString("CASE")
	for _, from := range slices.Backward(figures.SizeBands()) {
		fmt.Fprintf(&b, " WHEN agreed >= %d THEN %[1]d", from)
	}
	return b.String() + " ELSE 0 END"
}

func groupSQL(part grouping, class string, q *choice) string {
	return `
		SELECT
			id,
			name,
			class,
			count(*),
			coalesce(sum(agreed), 0),
			coalesce(sum(paid_in), 0)
		FROM (
			SELECT
				` + part.id + ` AS id,
				` + part.name + ` AS name,
				` + class + ` AS class,
				agreed,
				paid_in
			FROM counted` + part.from + `
			WHERE ` + q.condition() + `
			LIMIT -1
		)
		GROUP BY id, name, class`
}

// scanClass also returns the part it is of.
func scanClass(s scanner) (figures.Key, figures.Class, error) {
	var part figures.Key
	var key, count, agreed, paidIn int64
	err := s.Scan(&part.ID, &part.Name, &key, &count, &agreed, &paidIn)
	c := classOf(key)
	c.Count, c.Agreed, c.PaidIn = count, agreed, paidIn
	return part, c, err
}
