package storage

import "errors"

// A Setting is a value the office changes in chat: a target, a default rule.
// What it has never set has no row; the default stands with who asks.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// KindSettingSet is the kind of [SettingSet].
const KindSettingSet Kind = "setting.set"

// SettingSet gives a setting its value.
type SettingSet struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Kind returns [KindSettingSet].
func (SettingSet) Kind() Kind { return KindSettingSet }

// Field names what it changes.
func (SettingSet) Field() string { return "value" }

func (b SettingSet) onSetting(s *Setting, _ Act) { *s = Setting(b) }

// settings keeps the versions of settings.
var settings = folder[Setting]{
	kind: SettingSubject, table: "setting_version", id: "setting",
	add: func(s *Setting, a Act) {
		if b, ok := a.Body.(interface{ onSetting(*Setting, Act) }); ok {
			b.onSetting(s, a)
		}
	},
}

// Setting returns the value of a setting, or [ErrNotFound] where the office has set none.
func (tx *Tx) Setting(name string) (string, error) {
	return one(tx, value[string], `
		SELECT value FROM setting_version
		WHERE name = ? AND until = `+latestText, name)
}

// SettingSubjectOf returns the subject of a setting, new where it was never set.
func (tx *Tx) SettingSubjectOf(name string) (Subject, error) {
	id, err := one(tx, value[int64], `SELECT setting FROM setting_version WHERE name = ? LIMIT 1`, name)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Subject{}, err
	}
	return Subject{SettingSubject, id}, nil
}
