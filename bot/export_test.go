package bot

import "shuangzhou/storage"

// A CommandRow is a command as the tests of the whole program see it.
type CommandRow struct {
	Name    string
	Hidden  bool
	Private bool
	Allows  func(storage.Role) bool
}

// CommandRows returns the table of commands.
func CommandRows() []CommandRow {
	var rows []CommandRow
	for _, c := range commandTable() {
		rows = append(rows, CommandRow{c.name, c.hide, c.private, c.allows})
	}
	return rows
}
