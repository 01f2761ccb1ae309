package schedule

import (
	"fmt"
	"time"

	"shuangzhou/storage"
)

// A TimeOfDay is a clock time without a day or a zone, to the minute. The zero
// value is midnight.
type TimeOfDay struct {
	Hour, Minute int // 0–23, 0–59
}

// ParseTimeOfDay reads “15:04” and “9:00”.
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return TimeOfDay{}, fmt.Errorf("parse time of day %q: %w", s, err)
	}
	return TimeOfDay{t.Hour(), t.Minute()}, nil
}

// String returns “15:04”.
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", t.Hour, t.Minute) }

// On returns the instant at which the clocks of zone show t on the day d, one
// of the two when they are put back over t. When they are put forward over t,
// it is the instant as long after the jump as t lies after the jump's start,
// so that it never falls on the day before.
func (t TimeOfDay) On(d storage.Date, zone *time.Location) time.Time {
	at := d.Clock(t.Hour, t.Minute, zone)
	if at.Hour() == t.Hour && at.Minute() == t.Minute {
		return at
	}
	// The clock never shows t. time.Date may choose either side of the jump;
	// counted from the noon before, it is after the jump.
	before := d.AddDays(-1).Clock(12, 0, zone)
	return before.Add(time.Duration(12+t.Hour)*time.Hour + time.Duration(t.Minute)*time.Minute)
}

// MarshalText writes “15:04”.
func (t TimeOfDay) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what ParseTimeOfDay reads, for the config.
func (t *TimeOfDay) UnmarshalText(b []byte) error {
	var err error
	*t, err = ParseTimeOfDay(string(b))
	return err
}
