package bot_test

import (
	"testing"
	"testing/synctest"

	"shuangzhou/storage"

	"github.com/google/go-cmp/cmp"
)

// TestMenuGoesWithTheAccount lets an account in as the office and takes it
// away again: its chat then shows what a stranger's does.
func TestMenuGoesWithTheAccount(t *testing.T) {
	for _, c := range []struct {
		name string
		ends func(added storage.ActNumber) storage.Act
	}{
		{"another account", func(storage.ActNumber) storage.Act { return storage.Act{Body: storage.PersonBound{Account: 5003}} }},
		{"left", func(storage.ActNumber) storage.Act {
			return storage.Act{Body: storage.PersonLeft{On: storage.MustDate("2024-05-22")}}
		}},
		{"taken back", func(added storage.ActNumber) storage.Act {
			return storage.Act{Undoes: added, Body: storage.Undone{}}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				st := newStage(t, dir, nil, "2024-05-22 10:00")
				defer st.stop()
				account := st.names["路人"]
				stranger := st.telegram.Menu(account, account)
				added := st.act(storage.Act{
					Subjects: []storage.Subject{{Kind: storage.PersonSubject}},
					Body:     storage.PersonAdded{Name: "周到", Role: storage.Office, Account: account},
				})
				st.again()
				if office := st.telegram.Menu(account, account); cmp.Equal(stranger, office) {
					t.Fatal("the office has the stranger's menu")
				}
				ends := c.ends(added)
				ends.Subjects = []storage.Subject{{Kind: storage.PersonSubject, ID: int64(added)}}
				st.act(ends)
				st.again()
				if diff := cmp.Diff(stranger, st.telegram.Menu(account, account)); diff != "" {
					t.Errorf("his menu (-stranger's +his):\n%s", diff)
				}
			})
		})
	}
}

// act does something behind the program's back.
func (st *stage) act(a storage.Act) (number storage.ActNumber) {
	st.t.Helper()
	a.Source = "test"
	st.write(func(tx *storage.Tx) error {
		done, err := tx.Apply(a)
		number = done.Number
		return err
	})
	return number
}

// again restarts the program, which sets the menus first of all.
func (st *stage) again() {
	st.do("@restart")
	st.settle()
}
