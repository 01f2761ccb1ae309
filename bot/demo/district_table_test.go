package demo

import (
	"strings"
	"testing"

	"shuangzhou/storage"
)

func TestParseAmount(t *testing.T) {
	for _, c := range []struct {
		text string
		want storage.Amount
	}{
		{"3亿", storage.InYuan(3 * storage.Yi)},
		{"10.5亿", storage.InYuan(1_050_000_000)},
		{"2.3亿", storage.InYuan(230_000_000)}, // not a yuan less, as a float has it
		{"6000万", storage.InYuan(6000 * storage.Wan)},
		{"8000万美元", storage.Amount{Currency: "USD", Units: 8_000_000_000}}, // cents
	} {
		got, err := parseAmount(c.text)
		if err != nil || got != c.want {
			t.Errorf("parseAmount(%q) = %v, %v, want %v", c.text, got, err, c.want)
		}
	}
	if got, err := parseAmount("若干亿"); err == nil {
		t.Errorf("parseAmount(若干亿) = %v, want an error", got)
	}
}

func TestHeldOn(t *testing.T) {
	quarters := []string{"02-26", "05-28", "08-27", "12-03"}
	for _, c := range []struct {
		today string
		days  []string
		which int
		want  string
	}{
		{"2026-05-22", []string{"03-15"}, -1, "2026-03-15"},
		{"2026-04-05", []string{"03-15"}, -1, "2026-03-15"}, // three weeks ago to the day
		{"2026-04-04", []string{"03-15"}, -1, "2025-03-15"}, // too new for what was signed there to have got anywhere
		{"2026-01-04", quarters, -1, "2025-12-03"},
		{"2026-01-04", quarters, -4, "2025-02-26"},
		{"2026-01-04", quarters, 1, "2026-02-26"},
		{"2026-12-03", quarters, 1, "2027-02-26"}, // today's is no longer ahead
	} {
		got, err := eventRow{days: c.days, which: c.which}.held(storage.MustDate(c.today))
		if err != nil || got != storage.MustDate(c.want) {
			t.Errorf("on %s the event %d of %v is held on %s, %v, want %s", c.today, c.which, c.days, got, err, c.want)
		}
	}
}

func TestOddityUnknown(t *testing.T) {
	var c course
	for _, word := range []string{"蓝", "推迟", "推迟x", "暂缓"} {
		if err := c.take(word); err == nil {
			t.Errorf("take(%q) was taken", word)
		}
	}
}

func TestReadRowsNamesTheLine(t *testing.T) {
	err := readRows("units.txt", 4, func([]string) error { return nil })
	if err == nil || !strings.HasPrefix(err.Error(), "units.txt:2: 3 fields, want 4") {
		t.Errorf("rows of another width: %v", err)
	}
}
