package bot

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"shuangzhou/schedule"
	"shuangzhou/storage"
)

// A Config is everything an operator sets. config.example.toml is its
// reference; a test holds that the example decodes to the defaults.
type Config struct {
	Timezone string   `toml:"timezone"` // IANA name of the district's time zone
	Database string   `toml:"database"` // path of the SQLite file
	Admins   []int64  `toml:"admins"`   // Telegram user ids of the first administrators
	Telegram Telegram `toml:"telegram"`
	Meeting  Meeting  `toml:"meeting"`
	Figures  Figures  `toml:"figures"`
	Lights   Lights   `toml:"lights"`
}

// Telegram says how Telegram is reached.
type Telegram struct {
	Token     string  `toml:"token"`      // also TELEGRAM_BOT_TOKEN
	ServerURL string  `toml:"server_url"` // any Bot API server
	Proxy     string  `toml:"proxy"`      // http, https or socks5 URL; "" for none
	Mode      string  `toml:"mode"`       // polling or webhook
	Webhook   Webhook `toml:"webhook"`
	Limits    Limits  `toml:"limits"`
}

// Webhook says where Telegram posts updates, in webhook mode.
type Webhook struct {
	Listen string `toml:"listen"` // address to listen on, behind a proxy with TLS
	URL    string `toml:"url"`    // what Telegram posts to
	Secret string `toml:"secret"` // also TELEGRAM_WEBHOOK_SECRET
}

// Limits are Telegram's limits of sending; 0 means no limit, for measuring.
type Limits struct {
	PerSecond        int `toml:"per_second"`
	PerChatPerSecond int `toml:"per_chat_per_second"`
	PerGroupPerMin   int `toml:"per_group_per_minute"`
}

// Meeting is the rule of the fortnightly review (“双周”过堂会).
type Meeting struct {
	First    string   `toml:"first"`    // date of the first meeting
	Every    int      `toml:"every"`    // weeks
	Time     string   `toml:"time"`     // 15:04
	Place    string   `toml:"place"`    //
	Deadline string   `toml:"deadline"` // for reports: working days before the meeting, and time
	Remind   []string `toml:"remind"`   // reminders of units, in the same form
	Digest   string   `toml:"digest"`   // of the unregistered, to the leaders, in the same form
	SayNone  bool     `toml:"say_none"` // also tell a leader who has none
}

// Figures are the targets the figures are held against, in per cent, until the
// office sets others in chat; 0 means none.
type Figures struct {
	FiledTarget      int `toml:"filed_target"`
	RecognisedTarget int `toml:"recognised_target"`
	StartTarget      int `toml:"start_target"`
	CompletionTarget int `toml:"completion_target"`
}

// Lights are the limits of idle days, yellow and red, of each stage.
type Lights struct {
	Negotiating [2]int `toml:"negotiating"`
	Signed      [2]int `toml:"signed"`     // signed, not recognised
	Recognised  [2]int `toml:"recognised"` // recognised, not started
}

// DefaultConfig returns the defaults, as config.example.toml states them.
func DefaultConfig() Config {
	return Config{
		Timezone: "Asia/Shanghai",
		Database: "shuangzhou.db",
		Telegram: Telegram{
			ServerURL: "https://api.telegram.org",
			Mode:      "polling",
			Webhook:   Webhook{Listen: "127.0.0.1:8080"},
			Limits:    Limits{PerSecond: 30, PerChatPerSecond: 1, PerGroupPerMin: 20},
		},
		Meeting: Meeting{
			First: "2026-01-06", Every: 2, Time: "09:00", Place: "区政府第一会议室",
			Deadline: "2 17:00", Remind: []string{"4 09:00", "2 14:00"}, Digest: "1 09:00",
		},
		Figures: Figures{FiledTarget: 60, RecognisedTarget: 50, StartTarget: 50, CompletionTarget: 50},
		Lights:  Lights{Negotiating: [2]int{60, 90}, Signed: [2]int{30, 60}, Recognised: [2]int{90, 180}},
	}
}

// LoadConfig reads a config file over the defaults, then the environment:
// TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET. An unknown or ill-typed key
// is an error that shows its row, column and line.
func LoadConfig(path string, env func(string) string) (Config, error) {
	f, err := os.Open(path)
	if err != nil {
		return Config{}, fmt.Errorf("open config: %w", err)
	}
	defer f.Close()
	c, err := readConfig(f)
	if err != nil {
		return c, fmt.Errorf("read config %s: %w", path, err)
	}
	if t := env("TELEGRAM_BOT_TOKEN"); t != "" {
		c.Telegram.Token = t
	}
	if s := env("TELEGRAM_WEBHOOK_SECRET"); s != "" {
		c.Telegram.Webhook.Secret = s
	}
	if err := c.Check(); err != nil {
		return c, fmt.Errorf("check config %s: %w", path, err)
	}
	return c, nil
}

func readConfig(r io.Reader) (Config, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return Config{}, err
	}
	c := DefaultConfig()
	err = toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(&c)
	return c, located(err)
}

// located adds the row, the column and the line to an error of the decoder.
func located(err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		var all []error
		for _, e := range strict.Errors {
			row, column := e.Position()
			all = append(all, fmt.Errorf("row %d, column %d: unknown key %s\n%s", row, column, strings.Join(e.Key(), "."), e.String()))
		}
		return errors.Join(all...)
	}
	var one *toml.DecodeError
	if errors.As(err, &one) {
		row, column := one.Position()
		return fmt.Errorf("row %d, column %d: %w\n%s", row, column, err, one.String())
	}
	return err
}

// Check returns what is wrong with the settings, all of it at once, but for
// the token, which not every subcommand needs.
func (c Config) Check() error {
	var errs []error
	bad := func(key, form string, args ...any) {
		errs = append(errs, fmt.Errorf("%s: %s", key, fmt.Sprintf(form, args...)))
	}
	if _, err := time.LoadLocation(c.Timezone); err != nil || c.Timezone == "" {
		bad("timezone", "%q is not a time zone such as Asia/Shanghai", c.Timezone)
	}
	if c.Database == "" {
		bad("database", "is empty")
	}
	for key, u := range map[string]string{"telegram.server_url": c.Telegram.ServerURL, "telegram.proxy": c.Telegram.Proxy} {
		if p, err := url.Parse(u); u != "" && (err != nil || p.Host == "") {
			bad(key, "is not a URL")
		}
	}
	switch c.Telegram.Mode {
	case "polling":
	case "webhook":
		if c.Telegram.Webhook.URL == "" || c.Telegram.Webhook.Secret == "" {
			bad("telegram.webhook", "mode webhook needs url and secret")
		}
	default:
		bad("telegram.mode", "%q is neither polling nor webhook", c.Telegram.Mode)
	}
	for key, n := range map[string]int{
		"per_second": c.Telegram.Limits.PerSecond, "per_chat_per_second": c.Telegram.Limits.PerChatPerSecond,
		"per_group_per_minute": c.Telegram.Limits.PerGroupPerMin,
	} {
		if n < 0 {
			bad("telegram.limits."+key, "%d is negative; 0 means no limit", n)
		}
	}
	return errors.Join(append(errs, c.Meeting.check()...)...)
}

func (m Meeting) check() []error {
	var errs []error
	if _, err := storage.ParseDate(m.First); err != nil {
		errs = append(errs, fmt.Errorf("meeting.first: %q is not a date such as 2026-01-06", m.First))
	}
	if m.Every < 1 {
		errs = append(errs, fmt.Errorf("meeting.every: %d is not a number of weeks", m.Every))
	}
	if _, err := schedule.ParseTimeOfDay(m.Time); err != nil {
		errs = append(errs, fmt.Errorf("meeting.time: %q is not a time such as 09:00", m.Time))
	}
	for key, list := range map[string][]string{"deadline": {m.Deadline}, "remind": m.Remind, "digest": {m.Digest}} {
		for _, s := range list {
			if _, err := parseLead(s); err != nil {
				errs = append(errs, fmt.Errorf("meeting.%s: %w", key, err))
			}
		}
	}
	return errs
}

// Location returns the district's time zone. The config has been checked.
func (c Config) Location() *time.Location {
	loc, err := time.LoadLocation(c.Timezone)
	if err != nil {
		panic(fmt.Sprintf("time zone %q was not checked", c.Timezone))
	}
	return loc
}

// A lead is a moment before a meeting: working days, and a time of that day.
type lead struct {
	workdays int
	at       schedule.TimeOfDay
}

func parseLead(s string) (lead, error) {
	days, at, ok := strings.Cut(s, " ")
	n, err := strconv.Atoi(days)
	c, err2 := schedule.ParseTimeOfDay(at)
	if !ok || err != nil || err2 != nil || n < 0 {
		return lead{}, fmt.Errorf("%q is not a number of working days before the meeting and a time, such as “2 17:00”", s)
	}
	return lead{n, c}, nil
}
