package bot

import (
	"unicode/utf8"

	"shuangzhou/storage"
)

// longestSearch is how long a text may be that is taken for a part of a name.
const longestSearch = 12 // characters

// search takes a short text that says nothing else for a project's name, a
// part of it, its initials in pinyin, or one with a wrong character. It reports
// whether it was one: one hit opens its card, several become buttons.
func (t *talk) search(l *ledger) (bool, error) {
	if utf8.RuneCountInString(t.u.Text) > longestSearch {
		return false, nil
	}
	sees, err := t.sight()
	if err != nil {
		return false, err
	}
	var rows [][]storage.Button
	var only storage.ProjectID
	for _, c := range l.index.Projects(t.u.Text) {
		p, ok := l.projects[c.Name]
		if !ok || !sees(p) {
			continue
		}
		if c.Score == 1 {
			return true, t.sayCard(p.ID)
		}
		b, err := named(p.Name, verbCard, storage.PlainStyle, args{Project: p.ID})
		if err != nil {
			return false, err
		}
		only, rows = p.ID, append(rows, []storage.Button{b})
	}
	switch len(rows) {
	case 0:
		return false, nil
	case 1:
		return true, t.sayCard(only)
	}
	return true, t.say("list/found", t.u.Text, storage.Subject{}, rows[:min(len(rows), mostChoices)]...)
}
