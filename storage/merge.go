package storage

import "encoding/json"

// Kept returns the project that a record stands for today: itself, or the one
// it was merged into, or [ErrNotFound].
func (tx *Tx) Kept(id ProjectID) (Project, error) {
	p, err := tx.Project(id)
	for err == nil && p.MergedInto != 0 {
		p, err = tx.Project(p.MergedInto)
	}
	return p, err
}

// records returns, as JSON, the ids under which a project was known: its own,
// and those of the records merged into it.
func (p Project) records() string {
	ids, err := json.Marshal(append([]ProjectID{p.ID}, p.Records...))
	if err != nil {
		panic(err) // numbers
	}
	return string(ids)
}
