package storage

import "database/sql"

// A Trail asks the log who did what and when. What is zero does not narrow it.
type Trail struct {
	Project ProjectID
	By      PersonID // who said it
	Unit    UnitID   // whose people said it, as they are today
	From    Date     // first day of saying
	To      Date     // last day
}

// The projects whose history a person may read, as a list of ids for IN: what
// [Person.Sees] says of one, in SQL.
const seenProjects = `
	SELECT project FROM project_version
	WHERE until = ` + latestText + ` AND live
	  AND CASE WHEN :role = 'leader' THEN leader = :reader ELSE :own <> 0 AND (unit = :own OR host = :own) END`

// AuditPage returns the acts of a trail that a person may read, the newest
// first, from the skip-th on and at most n, and how many there are in all. The
// office reads everything; others what was done to the projects they see.
func (tx *Tx) AuditPage(q Trail, reader Person, skip, n int) ([]Act, int, error) {
	if reader.Role == Observer {
		return nil, 0, nil
	}
	where := `
		WHERE (:project = 0 OR number IN (SELECT act FROM act_subject WHERE kind = 'project' AND subject = :project))
		  AND (:by = 0 OR person = :by)
		  AND (:unit = 0 OR person IN (SELECT person FROM person_version WHERE until = ` + latestText + ` AND unit = :unit))
		  AND (:from = '' OR day >= :from) AND (:to = '' OR day <= :to)
		  AND (:role = 'office' OR number IN (SELECT act FROM act_subject WHERE kind = 'project' AND subject IN (` + seenProjects + `)))`
	named := []any{
		sql.Named("project", q.Project), sql.Named("by", q.By), sql.Named("unit", q.Unit), sql.Named("from", q.From.String()), sql.Named("to", q.To.String()),
		sql.Named("role", string(reader.Role)), sql.Named("reader", reader.ID), sql.Named("own", reader.Unit),
	}
	count, err := one(tx, value[int], `SELECT count(*) FROM act`+where, named...)
	if err != nil {
		return nil, 0, err
	}
	as, err := tx.acts(`SELECT `+actColumns+` FROM act`+where+` ORDER BY number DESC LIMIT :n OFFSET :skip`,
		append(named, sql.Named("n", n), sql.Named("skip", skip))...)
	return as, count, err
}

// LastAbout returns the number of the last act about a kind of subject, 0
// where there is none.
func (tx *Tx) LastAbout(k SubjectKind) (ActNumber, error) {
	return one(tx, value[ActNumber], `SELECT coalesce(max(act), 0) FROM act_subject WHERE kind = ?`, k)
}

// MergedUnits returns the units that have become part of others: what was said
// of them before is still told by their names.
func (tx *Tx) MergedUnits() ([]Unit, error) {
	return units.where(tx, `state ->> '$.merged_into' IS NOT NULL ORDER BY unit`)
}
