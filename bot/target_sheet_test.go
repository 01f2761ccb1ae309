package bot

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	sheets "shuangzhou/bot/ledger"
	"shuangzhou/bot/telegram"
	"shuangzhou/storage"
)

// targetStore opens a store with an office and three units.
func targetStore(t *testing.T) *storage.Store {
	t.Helper()
	at := storage.MustDate("2026-03-03").Clock(9, 0, time.UTC)
	s, err := storage.Open(context.Background(), filepath.Join(t.TempDir(), "targets.db"), storage.Options{
		Now: func() time.Time { return at }, Location: time.UTC,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	err = s.Write(context.Background(), func(tx *storage.Tx) error {
		for name, kind := range map[string]storage.UnitKind{"河口镇": storage.Township, "商务局": storage.Department, "高新园区": storage.Park} {
			a := storage.Act{Source: "test", Subjects: []storage.Subject{{Kind: storage.UnitSubject}}, Body: storage.UnitAdded{Name: name, UnitKind: kind}}
			if _, err := tx.Apply(a); err != nil {
				return err
			}
		}
		return tx.EnsureAdministrator(1, "办公室")
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// officeTalk is a talk with the administrator who has sent a file.
func officeTalk(b *Bot, tx *storage.Tx) (*talk, error) {
	who, err := tx.PersonByAccount(1)
	if err != nil {
		return nil, err
	}
	r, err := b.rhythmIn(tx)
	u := telegram.Update{Key: "test", Chat: telegram.Chat{ID: 1, Private: true}, Files: []telegram.File{{Name: "目标.xlsx"}}}
	return &talk{Bot: b, tx: tx, who: who, rhythm: r, u: u}, err
}

// aValue draws what somebody may write as the target of a row, and what it is.
func aValue(t *rapid.T, n targetName) (any, int64) {
	v := rapid.Int64Range(0, 1000).Draw(t, n.name)
	switch {
	case n.rate && v%2 == 0:
		return fmt.Sprintf("%d.%d%%", v/10, v%10), v
	case n.rate:
		return float64(v) / 10, v
	case n.money && v%3 == 0:
		return fmt.Sprintf("%d.%02d 亿", v/100, v%100), v * int64(storage.Yi) / 100
	case n.money && v%3 == 1:
		return fmt.Sprintf("%d万", v), v * int64(storage.Wan)
	case n.money:
		return fmt.Sprintf("%d元", v), v
	case v%2 == 0:
		return fmt.Sprintf("%d 个", v), v
	}
	return v, v
}

// Whatever is filled into the workbook that was given out is read as it was
// meant; given out again it holds what was filled in, and changes nothing.
func TestTargetSheetRoundTrip(t *testing.T) {
	b, err := New(DefaultConfig(), nil)
	if err != nil {
		t.Fatal(err)
	}
	s := targetStore(t)
	rapid.Check(t, func(rt *rapid.T) {
		err := s.Write(context.Background(), func(tx *storage.Tx) error {
			talk, err := officeTalk(b, tx)
			if err != nil {
				return err
			}
			filled, want := fillIn(rt, talk)
			view := readBack(rt, talk, filled)
			if len(view.Unread) > 0 {
				rt.Fatalf("not read: %+v", view.Unread)
			}
			for k, v := range want {
				if got, err := tx.Target(k, tx.AsOfNow()); err != nil && (v != 0 || !isNotFound(err)) || got != v {
					rt.Errorf("%+v: %d, %v, want %d", k, got, err, v)
				}
			}
			again, err := talk.targetSheet()
			if err != nil {
				return err
			}
			if view := readBack(rt, talk, again.data); len(view.Changes)+len(view.Unread) > 0 {
				rt.Errorf("given out again: %+v", view)
			}
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
	})
}

// fillIn fills some rows of the workbook that is given out.
func fillIn(rt *rapid.T, t *talk) ([]byte, map[storage.TargetKey]int64) {
	m, err := t.targetSheet()
	if err != nil {
		rt.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(m.data))
	if err != nil {
		rt.Fatal(err)
	}
	defer f.Close()
	l, err := t.ledger(t.tx)
	if err != nil {
		rt.Fatal(err)
	}
	names, err := t.targetNames()
	if err != nil {
		rt.Fatal(err)
	}
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		rt.Fatal(err)
	}
	want := map[storage.TargetKey]int64{}
	for i, row := range rows[1:] {
		if rapid.IntRange(0, 7).Draw(rt, "left") > 0 {
			continue
		}
		b, n, _ := l.targetIn(sheets.Row{Cells: []string{row[0], row[1], row[2], "1亿"}}, names)
		said, v := aValue(rt, n)
		if err := f.SetCellValue(f.GetSheetName(0), fmt.Sprintf("D%d", i+2), said); err != nil {
			rt.Fatal(err)
		}
		want[b.TargetKey] = v
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		rt.Fatal(err)
	}
	return out.Bytes(), want
}

// readBack reads a workbook and files what it changes.
func readBack(rt *rapid.T, t *talk, data []byte) targetSheetView {
	heads, err := t.targetHeads()
	if err != nil {
		rt.Fatal(err)
	}
	rows, err := sheets.Read(data, heads...)
	if err != nil {
		rt.Fatal(err)
	}
	view, f, err := t.targetsIn(rows)
	if err != nil {
		rt.Fatal(err)
	}
	if len(f.acts) > 0 {
		if _, err := t.commit(f); err != nil {
			rt.Fatal(err)
		}
	}
	return view
}

func TestTargetIn(t *testing.T) {
	l := &ledger{units: map[string]storage.Unit{"河口镇": {ID: 7}}}
	names := []targetName{
		{"签约", "signed", false, false}, {"签约额", "signed_amount", true, false},
		{"转化率", "signing/filed", false, true}, {"区县数", storage.DistrictsOfCity, false, false},
	}
	for _, c := range []struct {
		year, whose, measure, value string
		want                        int64
		why                         string
	}{
		{"2024", "全区", "签约", "20", 20, ""},
		{"2024年", "河口镇", "签约", "20 个", 20, ""},
		{"2024", "全市", "签约额", "30.5亿", 3_050_000_000, ""},
		{"2024", "全区", "签约额", "12345678 元", 12_345_678, ""},
		{"2024", "全区", "签约额", "5000万元", 50_000_000, ""},
		{"2024", "全区", "签约额", "30", 0, "unit"},
		{"2024", "全区", "转化率", "55.5%", 555, ""},
		{"2024", "全区", "转化率", "80", 800, ""},
		{"2024", "全区", "转化率", "101%", 0, "value"},
		{"2024", "全区", "签约", "1.5", 0, "value"},
		{"2024", "全区", "签约", "-3", 0, "value"},
		{"2024", "全区", "签约", "若干", 0, "value"},
		{"", "全区", "签约", "20", 0, "year"},
		{"1999", "全区", "签约", "20", 0, "year"},
		{"2024", "", "签约", "20", 0, "whose"},
		{"2024", "全区", "", "20", 0, "measure"},
		{"2024", "全区", "区县数", "9", 0, "measure"},
		{"2024", "全市", "区县数", "9", 9, ""},
	} {
		row := sheets.Row{Number: 2, Cells: []string{c.year, c.whose, c.measure, c.value}}
		b, _, why := l.targetIn(row, names)
		if why != c.why || why == "" && b.Value != c.want {
			t.Errorf("%v: %d, %q, want %d, %q", row.Cells, b.Value, why, c.want, c.why)
		}
	}
}
