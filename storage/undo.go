package storage

import "errors"

// KindUndone is the kind of [Undone].
const KindUndone Kind = "undone"

// Undone takes back the act that [Act.Undoes] names. The fold skips that act;
// an undo can itself be undone. Nothing is deleted.
type Undone struct {
	Reason string `json:"reason,omitzero"`
}

// Kind returns [KindUndone].
func (Undone) Kind() Kind { return KindUndone }

// Field is empty; what an undo meets is what its target changed.
func (Undone) Field() string { return "" }

// InForce returns the acts that count: without those undone, without undos.
// An undo that was undone itself takes nothing back.
func InForce(as []Act) []Act {
	undone := takenBack(as)
	var in []Act
	for _, a := range as {
		if a.Undoes == 0 && !undone[a.Number] {
			in = append(in, a)
		}
	}
	return in
}

// takenBack returns which acts are undone and stay so. An undo stands behind
// what it undoes, so the last ones are settled first.
func takenBack(as []Act) map[ActNumber]bool {
	undone := map[ActNumber]bool{}
	for i := len(as) - 1; i >= 0; i-- {
		if a := as[i]; a.Undoes != 0 && !undone[a.Number] {
			undone[a.Undoes] = true
		}
	}
	return undone
}

// IsUndone reports whether an act has been taken back and stays so.
func (tx *Tx) IsUndone(n ActNumber) (bool, error) {
	undos, err := all(tx, value[ActNumber], `SELECT number FROM act WHERE undoes = ? ORDER BY number`, n)
	if err != nil {
		return false, err
	}
	for _, u := range undos {
		undone, err := tx.IsUndone(u)
		if err != nil || !undone {
			return err == nil, err
		}
	}
	return false, nil
}

// UndoneBy returns the undo that has taken an act back and stays, or [ErrNotFound].
func (tx *Tx) UndoneBy(n ActNumber) (Act, error) {
	undos, err := all(tx, value[ActNumber], `SELECT number FROM act WHERE undoes = ? ORDER BY number DESC`, n)
	if err != nil {
		return Act{}, err
	}
	for _, u := range undos {
		undone, err := tx.IsUndone(u)
		if err != nil {
			return Act{}, err
		}
		if !undone {
			return tx.Act(u)
		}
	}
	return Act{}, ErrNotFound
}

// checkOwnUndo: the sender may undo his own until the next meeting's deadline.
func (tx *Tx) checkOwnUndo(p Person, a Act) error {
	target, err := tx.Act(a.Undoes)
	switch {
	case err != nil:
		return unknown(a, err)
	case target.By != p.ID:
		return &Denied{Why: DeniedNotYours, Kind: KindUndone}
	case target.UndoUntil.IsZero() || tx.now.After(target.UndoUntil):
		return &Denied{Why: DeniedTooLate, Kind: KindUndone}
	}
	return tx.checkSettled(target)
}

// check: an act is undone once, and the ledger without it must hold.
func (Undone) check(tx *Tx, a Act) error {
	undone, err := tx.IsUndone(a.Undoes)
	if err != nil {
		return err
	}
	if undone {
		return &Invalid{Why: InvalidUndone, Kind: KindUndone}
	}
	if err := tx.checkUnmerged(a); err != nil {
		return err
	}
	return tx.checkWithout(a.Undoes)
}

// checkWithout asks whether act n can be taken back. What brought something
// into being cannot while other things stand on it; taking back an undo brings
// back what it undid.
func (tx *Tx) checkWithout(n ActNumber) error {
	a, err := tx.Act(n)
	if err != nil {
		return err
	}
	if a.Undoes != 0 {
		return tx.checkAgain(a.Undoes)
	}
	if _, gone := a.Body.(ContactsForgotten); gone {
		return &Invalid{Why: InvalidFinal, Kind: KindUndone}
	}
	for _, s := range a.Subjects {
		setAgain := s.Kind == SettingSubject || s.Kind == TargetSubject || s.Kind == MeetingSubject // the first value is one of many
		if s.ID != int64(n) || setAgain {
			continue
		}
		used, err := tx.inUse(s)
		if err != nil {
			return err
		}
		if used {
			return &Invalid{Why: InvalidInUse, Kind: KindUndone}
		}
	}
	return nil
}

// checkAgain asks whether act n can come back into force: the rules are asked
// again, for the ledger has gone on without it.
func (tx *Tx) checkAgain(n ActNumber) error {
	a, err := tx.Act(n)
	if err != nil {
		return err
	}
	if a.Undoes != 0 {
		return tx.checkWithout(a.Undoes)
	}
	return tx.checkBody(a)
}

// inUse reports whether anything stands on a subject beside the act that
// brought it into being.
func (tx *Tx) inUse(s Subject) (bool, error) {
	as, err := tx.Acts(s)
	if err != nil || len(InForce(as)) > 1 {
		return err == nil, err
	}
	switch s.Kind {
	case UnitSubject:
		return tx.anyOf(s.ID,
			`SELECT 1 FROM project_version WHERE until = `+latestText+` AND live AND unit = ? LIMIT 1`,
			`SELECT 1 FROM project_version WHERE until = `+latestText+` AND live AND host = ? LIMIT 1`,
			`SELECT 1 FROM person_version WHERE until = `+latestText+` AND live AND unit = ? LIMIT 1`,
			`SELECT 1 FROM target_version WHERE until = `+latestText+` AND live AND unit = ? LIMIT 1`,
			`SELECT 1 FROM obstacle_version, json_each(state, '$.need')
			WHERE until = `+latestText+` AND live AND json_each.value = ? LIMIT 1`,
			`SELECT 1 FROM order_version, json_each(state, '$.to')
			WHERE until = `+latestText+` AND live AND json_each.value ->> '$.unit' = ? LIMIT 1`,
			`SELECT 1 FROM visit_version WHERE until = `+latestText+` AND live AND unit = ? LIMIT 1`,
			namedByProject)
	case PersonSubject:
		return tx.anyOf(s.ID,
			`SELECT 1 FROM project_version WHERE until = `+latestText+` AND live AND leader = ? LIMIT 1`,
			`SELECT 1 FROM order_version WHERE until = `+latestText+` AND live AND state ->> '$.from' = ? LIMIT 1`,
			`SELECT 1 FROM order_version, json_each(state, '$.to')
			WHERE until = `+latestText+` AND live AND json_each.value ->> '$.person' = ? LIMIT 1`,
			namedByProject,
			`SELECT 1 FROM act WHERE person = ? LIMIT 1`)
	case EventSubject:
		return tx.anyOf(s.ID, `
			SELECT 1 FROM project_version, json_each(state, '$.events')
			WHERE until = `+latestText+` AND live AND json_each.value = ? LIMIT 1`,
			`SELECT 1 FROM target_version WHERE until = `+latestText+` AND live AND event = ? LIMIT 1`)
	}
	return false, nil
}

// namedByProject finds a unit or a person in what a project says of its task
// force, transfer, dispute and credit. Ids are numbers of acts, one for all kinds.
const namedByProject = `
	SELECT 1
	FROM project_version, json_tree(state)
	WHERE until = ` + latestText + ` AND live AND json_tree.type = 'integer' AND json_tree.atom = ?
		AND json_tree.key NOT IN ('share', 'per_mille')
		AND (json_tree.path LIKE '%task_force%' OR json_tree.path IN ('$.transfer', '$.dispute') OR json_tree.path LIKE '$.shares%')
	LIMIT 1`

// anyOf reports whether one of the queries has a row for an id.
func (tx *Tx) anyOf(id int64, queries ...string) (bool, error) {
	for _, q := range queries {
		_, err := one(tx, value[int], q, id)
		if err == nil {
			return true, nil
		}
		if !errors.Is(err, ErrNotFound) {
			return false, err
		}
	}
	return false, nil
}
