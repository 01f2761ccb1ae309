package bot_test

import (
	"bytes"
	"context"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shuangzhou/bot"
	"shuangzhou/bot/chart"
	"shuangzhou/bot/demo"
	"shuangzhou/storage"
)

// TestPicturesOfTheDistrict draws every picture the bot sends, of the demo's
// district and of one that has nothing in it yet. Set CHART_DIR to look at them.
func TestPicturesOfTheDistrict(t *testing.T) {
	today := storage.MustDate("2026-11-24")
	full := pictured(t, today)
	if _, err := demo.Seed(context.Background(), full.Store, today); err != nil {
		t.Fatal(err)
	}
	if err := full.Store.Write(context.Background(), aimed); err != nil {
		t.Fatal(err)
	}
	pen, err := chart.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*bot.Service{"full": full, "empty": pictured(t, today)} {
		if err := s.Store.Write(context.Background(), letSomebodyIn); err != nil {
			t.Fatal(err)
		}
		for _, kind := range bot.PictureKinds() {
			err := s.Store.Read(context.Background(), func(tx *storage.Tx) error {
				office, err := tx.PeopleIn(storage.Office)
				if err != nil {
					return err
				}
				data, err := s.Bot.Picture(tx, pen, kind, office[0].ID)
				if err != nil {
					return err
				}
				if _, err := png.Decode(bytes.NewReader(data)); err != nil {
					return err
				}
				if dir := os.Getenv("CHART_DIR"); dir != "" {
					return os.WriteFile(filepath.Join(dir, "district-"+name+"-"+strings.ReplaceAll(kind, " ", "-")+".png"), data, 0o644)
				}
				return nil
			})
			if err != nil {
				t.Errorf("%s, %s: %v", name, kind, err)
			}
		}
	}
}

// A picture was made without the meetings: the trend had one point, today's.
func TestTrendPictureHasItsMeetings(t *testing.T) {
	s := pictured(t, storage.MustDate("2026-11-24"))
	if err := s.Store.Write(context.Background(), letSomebodyIn); err != nil {
		t.Fatal(err)
	}
	err := s.Store.Read(context.Background(), func(tx *storage.Tx) error {
		p, err := tx.PersonByAccount(1)
		if err != nil {
			return err
		}
		days, err := s.Bot.TrendDays(tx, p.ID)
		if len(days) < 8 {
			t.Errorf("days %v", days)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A picture whose making panicked ended the program, and again after each start.
func TestPictureThatCannotBeMade(t *testing.T) {
	ctx, s := context.Background(), pictured(t, storage.MustDate("2026-11-24"))
	err := s.Store.Write(ctx, func(tx *storage.Tx) error {
		if err := letSomebodyIn(tx); err != nil {
			return err
		}
		p, err := tx.PersonByAccount(1)
		return errors.Join(err,
			bot.WantPicture(tx, "board", p), tx.WantPicture("test/unreadable", []byte(`{"chat":"x"}`)), bot.WantPicture(tx, "trend", p))
	})
	if err != nil {
		t.Fatal(err)
	}
	pen, err := chart.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		pen    *chart.Pen
		more   bool
		failed bool
		queued int
	}{
		{"no pen: a panic", nil, true, true, 1},
		{"unreadable", pen, true, true, 1},
		{"made", pen, true, false, 2},
		{"none is left", pen, false, false, 2},
	} {
		more, err := s.DrawNext(ctx, c.pen)
		if more != c.more || (err != nil) != c.failed {
			t.Errorf("%s: more %v, error %v", c.name, more, err)
		}
		err = s.Store.Read(ctx, func(tx *storage.Tx) error {
			traffic, err := tx.Traffic()
			if traffic.Queued != c.queued {
				t.Errorf("%s: %d messages, want %d", c.name, traffic.Queued, c.queued)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// aimed sets targets of the year: passed by far, just missed, of money.
func aimed(tx *storage.Tx) error {
	for measure, value := range map[string]int64{"signed": 5, "started": 20, "signed_amount": 150 * int64(storage.Yi), "completed": 3} {
		b := storage.TargetSet{TargetKey: storage.TargetKey{Year: tx.Today().Year, Scope: storage.ForDistrict, Measure: measure}, Value: value}
		subject, err := tx.TargetSubjectOf(b.TargetKey)
		if err != nil {
			return err
		}
		if _, err := tx.Apply(storage.Act{Source: "test", Subjects: []storage.Subject{subject}, Body: b}); err != nil {
			return err
		}
	}
	return nil
}

// letSomebodyIn lets in whom pictures can be made for.
func letSomebodyIn(tx *storage.Tx) error { return tx.EnsureAdministrator(1, "办公室") }

// pictured opens the program on an empty database, in the evening of a day.
func pictured(t *testing.T, today storage.Date) *bot.Service {
	t.Helper()
	c := bot.DefaultConfig()
	c.Database, c.Telegram.Token = filepath.Join(t.TempDir(), "pictures.db"), botToken
	at := today.Clock(18, 0, c.Location())
	s, err := bot.Open(context.Background(), c, bot.Options{Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
