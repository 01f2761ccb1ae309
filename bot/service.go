package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"shuangzhou/bot/chart"
	"shuangzhou/bot/telegram"
	"shuangzhou/schedule"
	"shuangzhou/storage"
)

// A Service is the whole program running: the database, the bot, its
// connection to Telegram and its jobs.
type Service struct {
	Store  *storage.Store
	Bot    *Bot
	Wire   *telegram.Bot
	Runner *schedule.Runner
	log    *slog.Logger
}

// Options are what a service is given beside its config.
type Options struct {
	Now    func() time.Time
	Log    *slog.Logger
	Client *http.Client // takes the place of the config's proxy; for tests and the demo
	Seed   uint64       // of the jitter between retries
}

// Open opens the database and makes the service of a config that has been
// checked. It connects to nothing.
func Open(ctx context.Context, c Config, o Options) (*Service, error) {
	store, err := storage.Open(ctx, c.Database, storage.Options{Now: o.Now, Location: c.Location()})
	if err != nil {
		return nil, err
	}
	s := &Service{Store: store, log: o.Log}
	if err := s.wire(ctx, c, o); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return s, nil
}

func (s *Service) wire(ctx context.Context, c Config, o Options) error {
	var err error
	s.Bot, err = New(c, func(tx *storage.Tx) (telegram.Status, error) { return s.Wire.Status(tx) })
	if err != nil {
		return err
	}
	s.Wire, err = telegram.New(telegram.Options{
		Token: c.Telegram.Token, ServerURL: c.Telegram.ServerURL, Proxy: c.Telegram.Proxy, Client: o.Client,
		Store: s.Store, Handler: s.Bot, Mode: telegram.Mode(c.Telegram.Mode),
		Limits: telegram.Limits{
			PerSecond: c.Telegram.Limits.PerSecond, PerChatPerSecond: c.Telegram.Limits.PerChatPerSecond,
			PerGroupPerMinute: c.Telegram.Limits.PerGroupPerMin,
		},
		Webhook: telegram.Webhook{Listen: c.Telegram.Webhook.Listen, URL: c.Telegram.Webhook.URL, Secret: c.Telegram.Webhook.Secret},
		Log:     o.Log, Now: o.Now, Seed: o.Seed,
	})
	if err != nil {
		return err
	}
	s.Runner = schedule.NewRunner(s.Store, s.Bot.Jobs, o.Now, o.Log)
	return s.Store.Write(ctx, func(tx *storage.Tx) error { return s.Bot.letAdministratorsIn(tx) })
}

// letAdministratorsIn lets the administrators of the config in.
func (b *Bot) letAdministratorsIn(tx *storage.Tx) error {
	for i, account := range b.config.Admins {
		name, err := b.words.Plain("people/administrator", i+1)
		if err != nil {
			return err
		}
		if err := tx.EnsureAdministrator(account, name); err != nil {
			return fmt.Errorf("let administrator %d in: %w", account, err)
		}
	}
	return nil
}

// Run receives, answers, sends and runs what is due until the context ends.
func (s *Service) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var running sync.WaitGroup
	var jobs, pictures error
	running.Go(func() {
		defer cancel()
		jobs = s.Runner.Loop(ctx)
	})
	running.Go(func() {
		defer cancel()
		pictures = s.draw(ctx)
	})
	running.Go(func() { s.keepMenus(ctx) })
	err := s.Wire.Run(ctx)
	cancel()
	running.Wait()
	return errors.Join(err, jobs, pictures)
}

// menusEvery is how soon a person who was let in has the menu of his role.
const menusEvery = 5 * time.Minute

// keepMenus sets the menus at start, and again when somebody came or changed.
func (s *Service) keepMenus(ctx context.Context) {
	tick := time.NewTicker(menusEvery)
	defer tick.Stop()
	set := storage.ActNumber(-1)
	for {
		var at storage.ActNumber
		err := s.Store.Read(ctx, func(tx *storage.Tx) (err error) {
			at, err = tx.LastAbout(storage.PersonSubject)
			return err
		})
		if err == nil && at != set {
			err, set = s.introduce(ctx), at
		}
		if err != nil && ctx.Err() == nil {
			s.log.Warn("menus not set", "error", err) // the bot works without
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// introduce sets what Telegram shows of the bot: its descriptions, its
// picture, and for each person the commands of his role.
func (s *Service) introduce(ctx context.Context) error {
	long, err := s.Bot.words.Plain("menu/description", nil)
	if err != nil {
		return err
	}
	short, err := s.Bot.words.Plain("menu/short", nil)
	if err != nil {
		return err
	}
	face, err := chart.Face()
	if err != nil {
		return err
	}
	errs := []error{s.noteUsername(ctx), s.Wire.SetDescriptions(ctx, long, short), s.Wire.SetPicture(ctx, face)}
	menus, err := s.Bot.menus(ctx, s.Store)
	if err != nil {
		return err
	}
	for _, m := range menus {
		errs = append(errs, s.Wire.SetCommands(ctx, m.scope, m.commands))
	}
	return errors.Join(errs...)
}

// noteUsername keeps what the bot is called, for the links that it makes.
func (s *Service) noteUsername(ctx context.Context) error {
	me, err := s.Wire.Me(ctx)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, func(tx *storage.Tx) error { return tx.SetMark(markUsername, me.Username) })
}

// Close closes the database.
func (s *Service) Close() error { return s.Store.Close() }
