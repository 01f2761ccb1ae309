package storage

import "testing"

// TestAuditShowsOnlyWhatOneMayRead: who did what, for each reader.
func TestAuditShowsOnlyWhatOneMayRead(t *testing.T) {
	s, _ := openTest(t)
	write(t, s, func(tx *Tx) error {
		d := makeDistrict(t, tx)
		mark, err := tx.LastAct()
		if err != nil {
			return err
		}
		d.apply(t, tx, d.liaison, d.own, Noted{Text: "一"})
		d.apply(t, tx, d.office, d.other, Noted{Text: "二"})
		tests := []struct {
			name   string
			q      Trail
			reader PersonID
			want   []string // newest first
		}{
			{"the office reads all", Trail{}, d.office, []string{"二", "一"}},
			{"a unit its own", Trail{}, d.liaison, []string{"一"}},
			{"another unit its own", Trail{}, d.stranger, []string{"二"}},
			{"asked for another's project", Trail{Project: d.other}, d.liaison, nil},
			{"an observer nothing", Trail{}, d.observer, nil},
			{"one project", Trail{Project: d.own}, d.office, []string{"一"}},
			{"one person", Trail{By: d.office}, d.office, []string{"二"}},
			{"today", Trail{From: tx.Today(), To: tx.Today()}, d.office, []string{"二", "一"}},
			{"before today", Trail{To: tx.Today().AddDays(-1)}, d.office, nil},
		}
		for _, tt := range tests {
			reader, err := tx.Person(tt.reader)
			if err != nil {
				return err
			}
			as, n, err := tx.AuditPage(tt.q, reader, 0, 100)
			if err != nil {
				return err
			}
			var got []string
			for _, a := range as {
				if b, ok := a.Body.(Noted); ok && a.Number > mark {
					got = append(got, b.Text)
				}
			}
			same(t, tt.name, tt.want, got)
			if n != len(as) {
				t.Errorf("%s: counted %d, listed %d", tt.name, n, len(as))
			}
		}
		return nil
	})
}
