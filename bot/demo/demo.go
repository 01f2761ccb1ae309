package demo

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"shuangzhou/bot"
	"shuangzhou/bot/simulator"
	"shuangzhou/schedule"
	"shuangzhou/storage"
)

// Run runs the demo until the context ends: the simulated Telegram, the bot in
// the invented district, and the chat page.
func Run(ctx context.Context, p bot.Program, args []string) error {
	flags := p.Flags("demo")
	addr := flags.String("addr", "127.0.0.1:8090", "address of the chat page")
	file := flags.String("db", "", "keep the data in this file; else they are gone at the end")
	if err := flags.Parse(args); err != nil {
		return err
	}
	database, cleanup, err := databaseFile(*file)
	if err != nil {
		return err
	}
	d, err := open(ctx, p, database)
	if err != nil {
		return errors.Join(err, cleanup())
	}
	return errors.Join(d.serve(ctx, p, *addr), d.close(), cleanup())
}

// databaseFile returns where the data lie, and what to do with them at the end.
func databaseFile(file string) (string, func() error, error) {
	if file != "" {
		return file, func() error { return nil }, nil
	}
	dir, err := os.MkdirTemp("", "shuangzhou-demo-")
	if err != nil {
		return "", nil, fmt.Errorf("create folder of the demo: %w", err)
	}
	return filepath.Join(dir, "demo.db"), func() error { return os.RemoveAll(dir) }, nil
}

// demo is the running demo.
type demo struct {
	clock    *Clock
	telegram *simulator.Telegram
	service  *bot.Service
	district District
	intro    Intro
}

// token is the demo's bot's at its simulated Telegram.
const token = "7000000001:demo"

func open(ctx context.Context, p bot.Program, database string) (*demo, error) {
	d := &demo{clock: NewClock(p.Now)}
	d.telegram = simulator.New(simulator.Options{Now: d.clock.Now, Token: token, Username: "shuangzhou_bot", Name: "双周"})
	c := bot.DefaultConfig()
	c.Database, c.Telegram.Token, c.Telegram.ServerURL = database, token, "http://telegram.demo"
	var err error
	d.service, err = bot.Open(ctx, c, bot.Options{
		Now: d.clock.Now, Log: p.Log, Client: &http.Client{Transport: d.telegram.Transport()},
	})
	if err != nil {
		d.telegram.Close()
		return nil, err
	}
	d.clock.Drive(d.service.Runner.Next, d.clockMoved(p))
	d.district, err = Seed(ctx, d.service.Store, storage.On(p.Now(), c.Location()))
	if err != nil {
		return nil, errors.Join(err, d.close())
	}
	if err := d.district.Populate(d.telegram); err != nil {
		return nil, errors.Join(err, d.close())
	}
	if d.intro, err = d.district.Intro(); err != nil {
		return nil, errors.Join(err, d.close())
	}
	return d, nil
}

// clockMoved does what is due, and has everything that waits look at the clock.
func (d *demo) clockMoved(p bot.Program) func(context.Context) {
	return func(ctx context.Context) {
		if err := d.service.Runner.RunDue(ctx); err != nil {
			p.Log.Error("run due jobs", "error", err)
		}
		d.telegram.ClockMoved()
		d.service.Wire.ClockMoved()
	}
}

func (d *demo) close() error {
	d.telegram.Close()
	return d.service.Close()
}

// serve runs the bot and serves the page until the context ends.
func (d *demo) serve(ctx context.Context, p bot.Program, addr string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	mux := Mux(d.telegram, simulator.Control{Clock: d.clock, Zone: d.service.Store.Location(), Schedule: d.due, Intro: func() any { return d.intro }})
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listen for the chat page: %w", err)
	}
	fmt.Fprintf(p.Out, "双周演示：http://%s\n", listener.Addr())
	served := make(chan error, 1)
	go func() {
		defer cancel()
		served <- serveUntil(ctx, listener, mux)
	}()
	err = d.service.Run(ctx)
	cancel()
	d.telegram.Close()
	return errors.Join(err, <-served)
}

// Mux serves a simulated Telegram, its control API and the chat page.
func Mux(t *simulator.Telegram, c simulator.Control) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/control/", t.Control(c))
	mux.Handle("/file/", t)
	page := Page()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if botAPI(r.URL.Path) {
			t.ServeHTTP(w, r)
			return
		}
		page.ServeHTTP(w, r)
	})
	return mux
}

// botAPI reports whether a path is the Bot API's: /bot<token>/<method>.
func botAPI(path string) bool {
	return len(path) > 4 && path[:4] == "/bot" && path[4] >= '0' && path[4] <= '9'
}

// grace is how long requests under way may take at the end.
const grace = 3 * time.Second

func serveUntil(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		if err := server.Shutdown(end); err != nil {
			stopped <- server.Close()
			return
		}
		stopped <- nil
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the chat page: %w", err)
	}
	return <-stopped
}

// due lists what is due next, for the page's clock.
func (d *demo) due() []simulator.Due {
	var ups []schedule.Upcoming
	err := d.service.Store.Read(context.Background(), func(tx *storage.Tx) (err error) {
		ups, err = d.service.Runner.Upcoming(tx)
		return err
	})
	if err != nil {
		return nil
	}
	var dues []simulator.Due
	for _, u := range ups {
		dues = append(dues, simulator.Due{At: u.At, What: d.service.Bot.JobName(u.Job)})
	}
	return dues
}
