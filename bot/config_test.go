package bot

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestExampleConfigStatesTheDefaults(t *testing.T) {
	got, err := LoadConfig("../config.example.toml", func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	want := DefaultConfig()
	want.Admins = []int64{}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("config.example.toml differs from the defaults (-default +example):\n%s", diff)
	}
}

func TestConfigErrorsNameThePlace(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"unknown key", "database = \"a.db\"\n[telegram]\ntokn = \"x\"\n", []string{"row 3, column 1", "telegram.tokn", "tokn = "}},
		{"ill-typed key", "admins = \"me\"\n", []string{"row 1", "admins"}},
		{"not toml", "database = \n", []string{"row 1"}},
		{"zone", "timezone = \"Mars/Base\"\n", []string{"timezone", "Mars/Base"}},
		{"mode", "[telegram]\nmode = \"pigeon\"\n", []string{"telegram.mode", "pigeon"}},
		{"webhook", "[telegram]\nmode = \"webhook\"\n", []string{"telegram.webhook", "secret"}},
		{"date", "[meeting]\nfirst = \"2026-02-30\"\n", []string{"meeting.first", "2026-02-30"}},
		{"lead", "[meeting]\ndeadline = \"soon\"\n", []string{"meeting.deadline", "soon"}},
		{"two at once", "timezone = \"X\"\ndatabase = \"\"\n", []string{"timezone", "database"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "config.toml")
			if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := LoadConfig(path, func(string) string { return "" })
			if err == nil {
				t.Fatal("no error")
			}
			for _, w := range tt.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("error %q does not say %q", err, w)
				}
			}
		})
	}
}

func TestEnvironmentGivesTheSecrets(t *testing.T) {
	env := map[string]string{"TELEGRAM_BOT_TOKEN": "1:a", "TELEGRAM_WEBHOOK_SECRET": "s"}
	c, err := LoadConfig("../config.example.toml", func(k string) string { return env[k] })
	if err != nil {
		t.Fatal(err)
	}
	if c.Telegram.Token != "1:a" || c.Telegram.Webhook.Secret != "s" {
		t.Errorf("token %q, secret %q", c.Telegram.Token, c.Telegram.Webhook.Secret)
	}
}
