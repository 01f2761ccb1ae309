package bot_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"shuangzhou/bot"
	"shuangzhou/storage"
)

// mostCommands is how many commands a role's menu may show (issue 4).
const mostCommands = 8

var matrixRoles = []storage.Role{storage.Liaison, storage.Head, storage.Leader, storage.Office, storage.Observer}

// TestRoleByCommand generates who has which command and holds it to
// testdata/commands.txt: whoever changes a permission sees it there (-update
// writes it anew).
func TestRoleByCommand(t *testing.T) {
	var got strings.Builder
	fmt.Fprintf(&got, "%-14s", "")
	for _, r := range matrixRoles {
		fmt.Fprintf(&got, "%-10s", r)
	}
	fmt.Fprintln(&got, "answered")
	shown := map[storage.Role]int{}
	for _, c := range bot.CommandRows() {
		fmt.Fprintf(&got, "%-14s", c.Name)
		for _, r := range matrixRoles {
			mark := "-"
			switch {
			case c.Allows(r) && c.Hidden:
				mark = "hidden"
			case c.Allows(r):
				mark = "menu"
				shown[r]++
			}
			fmt.Fprintf(&got, "%-10s", mark)
		}
		fmt.Fprintln(&got, map[bool]string{true: "in private", false: "anywhere"}[c.Private])
	}
	for r, n := range shown {
		if n > mostCommands {
			t.Errorf("the menu of a %s has %d commands, more than %d", r, n, mostCommands)
		}
	}
	const file = "testdata/commands.txt"
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("role × command (-file +table):\n%s", diff)
	}
}

// TestCommandsAreRefusedByRole has somebody of each role, and a stranger, send
// every command to the whole program: who has it not is told so, and nothing
// else; who has it gets something else.
func TestCommandsAreRefusedByRole(t *testing.T) {
	speakers := []struct {
		name string
		role storage.Role
	}{
		{"张三", storage.Liaison}, {"钱七", storage.Head}, {"陈区长", storage.Leader}, {"小周", storage.Office}, {"孙八", storage.Observer},
	}
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		st := newStage(t, dir, nil, "2024-05-22 10:00")
		defer st.stop()
		for _, c := range bot.CommandRows() {
			for _, s := range speakers {
				said := st.answer(s.name, "/"+c.Name)
				refused := len(said) == 1 && strings.HasPrefix(strings.Join(said[0].Lines, ""), "这个命令您用不了")
				if refused == c.Allows(s.role) || len(said) == 0 {
					t.Errorf("/%s by a %s: refused %v, answers %v", c.Name, s.role, refused, said)
				}
			}
			for _, s := range st.answer("路人", "/"+c.Name) {
				// The first thing he writes meets the greeting, all else one line.
				words := strings.Join(s.Lines, "")
				met := strings.Contains(words, "只对登记过的同志开放") || strings.HasPrefix(words, "已告诉过招商办")
				if s.Chat == "路人" && !met {
					t.Errorf("/%s by a stranger: %v", c.Name, s)
				}
			}
		}
	})
}

// answer has somebody say something in private, and returns what is said then.
func (st *stage) answer(name, what string) []said {
	st.do(name + ": " + what)
	st.settle()
	return st.heard()
}

// TestContactsAreForgotten: what was kept is gone after the second tap, and
// not before.
func TestContactsAreForgotten(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		st := newStage(t, dir, nil, "2024-05-22 10:00")
		defer st.stop()
		var project storage.Project
		var hash string
		st.write(func(tx *storage.Tx) error {
			projects, err := tx.Projects()
			if err != nil {
				return err
			}
			for _, p := range projects {
				if p.Name == "锦尚差别化锦纶二期" {
					project = p
				}
			}
			if hash, err = tx.KeepContact(project.ID, "王总 13800000000"); err != nil {
				return err
			}
			_, err = tx.Apply(storage.Act{
				Source: "test", Subjects: []storage.Subject{{Kind: storage.ProjectSubject, ID: int64(project.ID)}},
				Body: storage.ContactGiven{Hash: hash},
			})
			return err
		})
		kept := func() int {
			var n int
			st.write(func(tx *storage.Tx) (err error) {
				n, err = tx.KeptContacts(project.ID)
				return err
			})
			return n
		}
		for _, step := range []struct {
			input, says string
			kept        int
		}{
			{"张三: 忘记锦尚二期的联系人", "这要由招商办来办", 1},
			{"小周: 忘记锦尚二期的联系人", "存了 1 个联系人", 1},
			{"小周 [不忘记]", "还在", 1},
			{"小周: 删除锦尚二期的联系方式", "存了 1 个联系人", 1},
			{"小周 [忘记]", "已忘记", 0},
			{"小周: 忘记锦尚二期的联系人", "没有存联系人", 0},
			{"小周: /audit 锦尚二期", "联系人已登记", 0},
			{"小周: 锦尚二期谁改过", "小周：忘记 1 个联系人", 0},
		} {
			st.do(step.input)
			st.settle()
			all := fmt.Sprint(st.heard())
			if !strings.Contains(all, step.says) || strings.Contains(all, "13800000000") {
				t.Errorf("%s: %s", step.input, all)
			}
			if n := kept(); n != step.kept {
				t.Errorf("after %s %d contacts are kept, want %d", step.input, n, step.kept)
			}
		}
	})
}

// write changes the database behind the program's back.
func (st *stage) write(f func(*storage.Tx) error) {
	st.t.Helper()
	if err := st.service.Store.Write(st.t.Context(), f); err != nil {
		st.t.Fatal(err)
	}
}
