package bot

import (
	"slices"

	"shuangzhou/storage"
)

// A message may tell of a lead and, in the same breath, of what blocks it. The
// project has no id until its lead is filed; until then the acts about it go by
// a negative one: -1 is the project of the first lead among them, -2 of the
// second. They are put right within the transaction that files them.

// opening returns the id that stands for the project of the n-th lead, from 1.
func opening(n int) storage.ProjectID { return storage.ProjectID(-n) }

// numbered returns acts with the ids that their leads will have when they are
// the next to be filed.
func (t *talk) numbered(acts []storage.Act) ([]storage.Act, error) {
	if !slices.ContainsFunc(acts, func(a storage.Act) bool { return projectOf(a) < 0 }) {
		return acts, nil
	}
	last, err := t.tx.LastAct()
	if err != nil {
		return nil, err
	}
	ids := map[storage.ProjectID]storage.ProjectID{}
	for i, a := range acts {
		if _, ok := a.Body.(storage.Opened); ok {
			ids[opening(len(ids)+1)] = storage.ProjectID(last) + storage.ProjectID(i) + 1
		}
	}
	return renumbered(acts, ids), nil
}

// renumbered returns acts with some of their projects' ids changed.
func renumbered(acts []storage.Act, ids map[storage.ProjectID]storage.ProjectID) []storage.Act {
	acts = slices.Clone(acts)
	for i, a := range acts {
		id, ok := ids[projectOf(a)]
		if !ok {
			continue
		}
		acts[i].Subjects = slices.Clone(a.Subjects)
		for j, s := range a.Subjects {
			if s.Kind == storage.ProjectSubject {
				acts[i].Subjects[j].ID = int64(id)
			}
		}
		switch b := a.Body.(type) {
		case storage.ObstacleRaised:
			b.Project = id
			acts[i].Body = b
		case storage.OrderGiven:
			b.Project = id
			acts[i].Body = b
		}
	}
	return acts
}

// openingNames returns the names of the projects that acts open, by the ids
// that stand for them.
func openingNames(acts []storage.Act) map[storage.ProjectID]string {
	names := map[storage.ProjectID]string{}
	for _, a := range acts {
		if o, ok := a.Body.(storage.Opened); ok {
			names[opening(len(names)+1)] = o.Name
		}
	}
	return names
}

// without returns acts without those at some places, and without what is about
// a project whose lead is among these.
func without(acts []storage.Act, places []int) (kept, dropped []storage.Act) {
	ids, n := map[storage.ProjectID]storage.ProjectID{}, 0
	for i, a := range acts {
		if _, ok := a.Body.(storage.Opened); ok {
			n++
			if !slices.Contains(places, i) {
				ids[opening(n)] = opening(len(ids) + 1)
			}
		}
	}
	for i, a := range acts {
		_, opened := ids[projectOf(a)]
		if slices.Contains(places, i) || projectOf(a) < 0 && !opened {
			dropped = append(dropped, a)
			continue
		}
		kept = append(kept, a)
	}
	return renumbered(kept, ids), dropped
}
