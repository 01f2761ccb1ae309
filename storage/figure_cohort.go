package storage

import (
	"database/sql"
	"encoding/json"
	"strings"

	"shuangzhou/storage/figures"
)

// A choice is the condition of a query, as it grows, with what its parameters
// stand for. It has only the conditions that narrow, so that each shape of a
// cohort is one prepared statement with the plan that fits it.
type choice struct {
	texts []string
	named []any
}

func (q *choice) and(text string) { q.texts = append(q.texts, text) }

func (q *choice) with(name string, v any) { q.named = append(q.named, sql.Named(name, v)) }

// where adds a condition with its one parameter, unless it does not narrow.
func (q *choice) where(narrows bool, text, name string, v any) {
	if narrows {
		q.and(text)
		q.with(name, v)
	}
}

func (q *choice) condition() string { return strings.Join(q.texts, "\n AND ") }

func (q *choice) args() []any { return q.named }

// choose says in SQL which rows of counted make a cohort: those that hold as
// of then, of projects placed in it by a day that had come.
func choose(c figures.Cohort, as figures.AsOf) *choice {
	q := asOf(as)
	q.place(c, as)
	q.narrow(c, as)
	return q
}

// narrow chooses by all that a cohort says but the day that places a project.
func (q *choice) narrow(c figures.Cohort, as figures.AsOf) {
	q.where(c.Unit != 0, `unit = @unit`, "unit", c.Unit)
	q.where(c.Host != 0, `host = @host`, "host", c.Host)
	q.where(c.Leader != 0, `leader = @leader`, "leader", c.Leader)
	q.where(c.MinYuan != 0, `agreed >= @min`, "min", c.MinYuan)
	q.where(c.MaxYuan != 0, `agreed < @max`, "max", c.MaxYuan)
	q.where(c.Tag != "", `tags IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(tags) WHERE value = @tag)`, "tag", c.Tag)
	q.where(c.Chain != "", `chain = @chain`, "chain", c.Chain)
	q.where(c.UnitKind != "", `unit IN (SELECT unit FROM unit_version WHERE `+holds(as)+` AND live AND kind = @kind)`,
		"kind", c.UnitKind)
	q.where(c.Events != nil, `events IS NOT NULL AND (`+firstEvent("event", as)+`) IN (SELECT value FROM json_each(@events))`,
		"events", jsonIDs(c.Events))
	q.where(c.Level != "", `events IS NOT NULL AND (`+firstEvent("level", as)+`) = @level`, "level", c.Level)
}

// asOf chooses the rows that hold as of then. Every query that begins with it
// may speak of @day.
func asOf(as figures.AsOf) *choice {
	q := &choice{}
	q.and(holds(as))
	q.with("day", Date(as.Day).String())
	if as.Kind == figures.KnownThen {
		q.with("known", as.Known)
	}
	return q
}

// holds says that a row of counted, or a version, holds: now, or after the act
// @known, or that of a [look]. Most rows that do not ended before it, so that
// is asked first.
func holds(as figures.AsOf) string {
	switch as.Kind {
	case figures.KnownThen:
		return `until > @known AND since <= @known`
	case eachLook:
		return `until > look.known AND since <= look.known`
	}
	return `until = ` + latestText
}

// placedBy has the column whose day places a project in a cohort.
var placedBy = map[figures.State]string{
	figures.Signed: "signed_on", figures.Filed: "filed_on", figures.Recognised: "recognised_on",
	figures.Started: "started_by", figures.Completed: "completed_by", figures.Producing: "producing_by",
}

// place chooses by the day that places a project.
func (q *choice) place(c figures.Cohort, as figures.AsOf) {
	by := placedBy[max(c.By, figures.Signed)]
	q.and(by + ` BETWEEN @from AND @to`)
	q.within(c, as)
}

// within sets @from and @to to the days of a cohort that had come.
func (q *choice) within(c figures.Cohort, as figures.AsOf) {
	from, to := Date(c.From), Date(c.To)
	if from.IsZero() {
		from = Date{Year: 1, Month: 1, Day: 1} // after the '' of what is not signed
	}
	if to.IsZero() || to.After(Date(as.Day)) {
		to = Date(as.Day)
	}
	q.with("from", from.String())
	q.with("to", to.String())
}

// firstEvent is a column of a project's first signing event: a project counts
// once, at its first. An event without a day comes after those with one.
func firstEvent(column string, as figures.AsOf) string {
	return `
		SELECT event_version.` + column + `
		FROM json_each(events) AS put_up JOIN event_version ON event_version.event = put_up.value
		WHERE ` + holds(as) + ` AND live
		ORDER BY held IS NULL, held, event_version.event
		LIMIT 1`
}

// jsonIDs is a list of ids as one parameter.
func jsonIDs(ids []int64) string {
	text, err := json.Marshal(ids)
	if err != nil {
		panic(err) // numbers always encode
	}
	return string(text)
}
