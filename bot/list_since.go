package bot

import (
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// sinceRules has the rule that counts each stage, for what is new in it. Those
// of the signed, so that what took two steps at once is new in both.
var sinceRules = map[string]string{
	"已申报": "signing/filed", "已认定": "signing/recognised", "已入库": "signing/recognised", "已开工": "start/signed",
	"已竣工": "completion/signed", "已投产": "production/signed",
}

// newSince returns what is new in a list since the meeting it names, with the
// acts that made it so: what came to a stage, was signed, or was filed as a
// lead. nil where the list does not ask for what is new.
func (t *talk) newSince(q listing) (map[storage.ProjectID][]storage.Act, error) {
	if !q.Aside.Since || q.Filter.Meeting == nil {
		return nil, nil
	}
	at := t.meetingStart(dateOf(q.Filter.Meeting))
	from, err := t.tx.AsOfThen(at)
	if err != nil {
		return nil, err
	}
	stages := q.Filter.StageIn
	if stages == nil {
		return t.openedSince(storage.ActNumber(from.Known))
	}
	movers := map[storage.ProjectID][]storage.Act{}
	for _, stage := range stages {
		if err := t.movedSince(movers, stage, from); err != nil {
			return nil, err
		}
	}
	return movers, nil
}

// movedSince adds the projects that came to a stage since a look.
func (t *talk) movedSince(movers map[storage.ProjectID][]storage.Act, stage string, from figures.AsOf) error {
	rule, counted := figures.Find(sinceRules[stage])
	if !counted && stage != "已签约" {
		return t.cameSince(movers, stage, storage.Date(from.Day))
	}
	if !counted {
		rule = figures.RulesOf(figures.Signing)[0]
	}
	moves, err := t.tx.Moved(rule, figures.Cohort{}, from, t.tx.AsOfNow())
	for _, m := range moves {
		if counted && m.Movement == storage.MovedIn || !counted && m.Before.Project == 0 && m.After.Project != 0 {
			movers[m.Project] = m.Acts
		}
	}
	return err
}

// cameSince adds the projects that came to a stage which no figure counts after
// a day.
func (t *talk) cameSince(movers map[storage.ProjectID][]storage.Act, stage string, after storage.Date) error {
	projects, err := t.tx.Projects()
	for _, p := range projects {
		if p.Milestones[stageMilestones[stage]].Done.After(after) {
			movers[p.ID] = nil
		}
	}
	return err
}

// openedSince are the projects opened after an act.
func (t *talk) openedSince(known storage.ActNumber) (map[storage.ProjectID][]storage.Act, error) {
	movers := map[storage.ProjectID][]storage.Act{}
	projects, err := t.tx.Projects()
	for _, p := range projects {
		if p.Opened <= known {
			continue
		}
		a, err := t.tx.Act(p.Opened)
		if err != nil {
			return nil, err
		}
		movers[p.ID] = []storage.Act{a}
	}
	return movers, err
}
