package bot

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// A Program is what every subcommand is given by main: the world outside.
type Program struct {
	Now func() time.Time
	Log *slog.Logger
	Env func(string) string
	In  io.Reader
	Out io.Writer
}

// Flags returns a flag set of a subcommand that reports its errors.
func (p Program) Flags(name string) *flag.FlagSet {
	return flag.NewFlagSet("shuangzhou "+name, flag.ContinueOnError)
}

// config parses a subcommand's flags, -config and those that more adds, and
// loads the config.
func (p Program) config(name string, args []string, more ...func(*flag.FlagSet)) (Config, error) {
	flags := p.Flags(name)
	path := flags.String("config", "config.toml", "the config file")
	for _, add := range more {
		add(flags)
	}
	if err := flags.Parse(args); err != nil {
		return Config{}, err
	}
	return LoadConfig(*path, p.Env)
}

// Run runs the bot until the context ends.
func (p Program) Run(ctx context.Context, args []string) error {
	c, err := p.config("run", args)
	if err != nil {
		return err
	}
	if c.Telegram.Token == "" {
		return errors.New("no token: set telegram.token in the config, or TELEGRAM_BOT_TOKEN")
	}
	s, err := Open(ctx, c, Options{Now: p.Now, Log: p.Log, Seed: uint64(p.Now().UnixNano())})
	if err != nil {
		return err
	}
	p.Log.Info("running", "database", c.Database, "mode", c.Telegram.Mode)
	return errors.Join(s.Run(ctx), s.Close())
}

// Check verifies config, database and connection, and says in plain words what
// is wrong.
func (p Program) Check(ctx context.Context, args []string) error {
	c, err := p.config("check", args)
	if err != nil {
		return err
	}
	fmt.Fprintln(p.Out, "config: good")
	s, err := Open(ctx, c, Options{Now: p.Now, Log: p.Log})
	if err != nil {
		return err
	}
	return errors.Join(p.checkAll(ctx, c, s), s.Close())
}

func (p Program) checkAll(ctx context.Context, c Config, s *Service) error {
	err := s.Store.Read(ctx, func(tx *storage.Tx) error {
		if err := tx.VerifyLog(); err != nil {
			return err
		}
		n, err := tx.LastAct()
		fmt.Fprintf(p.Out, "database: good, %d acts in the log, its chain of hashes holds\n", n)
		return err
	})
	if err != nil {
		return fmt.Errorf("database %s: %w", c.Database, err)
	}
	me, err := s.Wire.Me(ctx)
	if err != nil {
		return fmt.Errorf("telegram: %w", err)
	}
	fmt.Fprintf(p.Out, "telegram: good, the bot is @%s\n", me.Username)
	if len(c.Admins) == 0 {
		return errors.New("admins: nobody; set admins in the config, or nobody can let anybody in")
	}
	fmt.Fprintln(p.Out, "administrators:", len(c.Admins))
	return nil
}

// Read reads messages from standard input, a line each, and prints what the
// bot would understand: against a fixture's names, or those of a database.
func (p Program) Read(ctx context.Context, args []string) error {
	flags := p.Flags("read")
	config := flags.String("config", "", "take the names from this config's database")
	fixture := flags.String("fixture", "", "take the names from this file")
	now := flags.String("now", "", "when the messages were said, RFC 3339; the present when empty")
	if err := flags.Parse(args); err != nil {
		return err
	}
	ledger, err := p.names(ctx, *config, *fixture)
	if err != nil {
		return err
	}
	base := reading.Context{Now: p.Now(), Workday: builtInWorkdays()}
	if !ledger.Now.IsZero() {
		base.Now = ledger.Now
	}
	if *now != "" {
		if base.Now, err = time.Parse(time.RFC3339, *now); err != nil {
			return fmt.Errorf("read -now: %w", err)
		}
	}
	return reading.Lines(p.In, p.Out, reading.NewNames(ledger), base)
}

// names returns what is known by name: of a fixture, of a database, or nothing.
func (p Program) names(ctx context.Context, config, fixture string) (reading.Ledger, error) {
	switch {
	case fixture != "":
		f, err := os.Open(fixture)
		if err != nil {
			return reading.Ledger{}, fmt.Errorf("open fixture: %w", err)
		}
		defer f.Close()
		return reading.LoadFixture(f)
	case config != "":
		return p.namesOf(ctx, config)
	}
	return reading.Ledger{}, nil
}

func (p Program) namesOf(ctx context.Context, config string) (reading.Ledger, error) {
	var known reading.Ledger
	c, err := LoadConfig(config, p.Env)
	if err != nil {
		return known, err
	}
	store, err := storage.Open(ctx, c.Database, storage.Options{Now: p.Now, Location: c.Location()})
	if err != nil {
		return known, err
	}
	err = store.Read(ctx, func(tx *storage.Tx) error {
		l, err := loadLedger(tx)
		if err != nil {
			return err
		}
		known = l.known
		known.TZ = c.Timezone
		return nil
	})
	return known, errors.Join(err, store.Close())
}
