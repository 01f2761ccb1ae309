package storage

// Mark returns a value the machinery keeps for itself (the polling offset, the
// time of the last good poll), or [ErrNotFound].
func (tx *Tx) Mark(name string) (string, error) {
	return one(tx, value[string], `SELECT value FROM mark WHERE name = ?`, name)
}

// SetMark keeps a value for the machinery.
func (tx *Tx) SetMark(name, v string) error {
	return tx.exec(`INSERT INTO mark (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, v)
}
