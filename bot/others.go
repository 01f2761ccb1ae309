package bot

import (
	"errors"
	"slices"

	"shuangzhou/storage"
)

// A message may tell of several projects, of which some are not the sender's.
// What he may say is filed, and what he may not is told: nobody has to say the
// rest again.

// apart takes out of a filing what the sender may not say, where he may say the
// rest.
func (t *talk) apart(f filing) filing {
	if len(f.acts) < 2 || slices.ContainsFunc(f.acts, func(a storage.Act) bool { return projectOf(a) <= 0 }) {
		return f
	}
	var places []int
	for i, a := range f.acts {
		err := t.tx.Rehearse([]storage.Act{a})
		var denied *storage.Denied
		switch {
		case !errors.As(err, &denied):
		case denied.Why == storage.DeniedOtherUnit, denied.Why == storage.DeniedNotLinked:
			places = append(places, i)
		}
	}
	if len(places) > 0 && len(places) < len(f.acts) {
		f.acts, f.others = without(f.acts, places)
	}
	return f
}

// othersOf is what was taken out, as it is told.
func (t *talk) othersOf(f filing) ([]echoItem, error) {
	e, err := t.echo(f.others, nil, false)
	return e.Items, err
}
