package bot

import (
	"fmt"
	"strings"
	"testing"

	"shuangzhou/storage"
)

// mostCommands is how many commands a role's menu may show (issue 4).
const mostCommands = 8

// TestRoleByCommand generates who has which command, and holds it to the table
// below: whoever changes a permission changes it here too, and sees it.
func TestRoleByCommand(t *testing.T) {
	roles := []storage.Role{storage.Liaison, storage.Head, storage.Leader, storage.Office, storage.Observer}
	want := strings.TrimLeft(roleByCommand, "\n")
	var got strings.Builder
	for _, c := range commandTable() {
		fmt.Fprintf(&got, "%-13s", c.name)
		var row []string
		for _, r := range roles {
			mark := "-"
			switch {
			case c.allows(r) && c.hide:
				mark = "hidden"
			case c.allows(r):
				mark = "menu"
			}
			row = append(row, mark)
		}
		fmt.Fprintf(&got, " %-7s %-7s %-7s %-7s %-6s ", row[0], row[1], row[2], row[3], row[4])
		fmt.Fprintln(&got, map[bool]string{true: "private", false: "anywhere"}[c.private])
	}
	if got.String() != want {
		t.Errorf("role × command is\n%s\nwant\n%s", got.String(), want)
	}
	for _, r := range roles {
		n := 0
		for _, c := range commandTable() {
			if c.allows(r) && !c.hide {
				n++
			}
		}
		if n > mostCommands {
			t.Errorf("the menu of a %s has %d commands, more than %d", r, n, mostCommands)
		}
	}
}

// Columns: liaison, head, leader, office, observer; where it is answered.
const roleByCommand = `
rates         menu    menu    menu    menu    menu   anywhere
mine          menu    menu    menu    -       -      anywhere
unregistered  -       -       menu    menu    -      anywhere
schedule      menu    menu    menu    menu    menu   anywhere
board         menu    menu    menu    menu    menu   anywhere
people        -       -       -       menu    -      private
units         -       -       -       hidden  -      private
audit         menu    menu    menu    menu    -      private
status        -       -       -       menu    -      anywhere
help          menu    menu    menu    menu    menu   anywhere
target        -       -       -       hidden  -      anywhere
bind          -       -       -       hidden  -      anywhere
start         hidden  hidden  hidden  hidden  hidden anywhere
`

// TestEveryCommandAndLabelHasWords: what is offered can be read.
func TestEveryCommandAndLabelHasWords(t *testing.T) {
	b, err := New(DefaultConfig(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range b.commands {
		if !c.hide && !b.words.Has("command/"+c.name) {
			t.Errorf("no words for /%s", c.name)
		}
	}
	for _, r := range []storage.Role{storage.Liaison, storage.Head, storage.Leader, storage.Office, storage.Observer} {
		if !b.words.Has("button/role/" + string(r)) {
			t.Errorf("no button for the role %s", r)
		}
	}
	for _, k := range unitKinds {
		if !b.words.Has("button/kind/" + string(k)) {
			t.Errorf("no button for units of kind %s", k)
		}
	}
}
