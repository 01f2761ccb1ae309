package storage

import "testing"

// An account that went from one person to another is never two people's at
// once, in a replay neither: subject by subject it was, and the replay failed.
func TestReplayOfAnAccountThatMoved(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		d := makeDistrict(t, tx)
		apply := func(p PersonID, b Body) error {
			_, err := tx.Apply(Act{Source: "test", Subjects: []Subject{{PersonSubject, int64(p)}}, Body: b})
			return err
		}
		first, second := min(d.liaison, d.observer), max(d.liaison, d.observer)
		for _, step := range []struct {
			person PersonID
			body   Body
		}{
			{second, PersonBound{Account: 4711}},
			{second, PersonBound{Account: 4712}},
			{first, PersonBound{Account: 4711}},
		} {
			if err := apply(step.person, step.body); err != nil {
				return err
			}
		}
		return tx.Replay()
	})
}
