// Command shuangzhou runs the bot of the fortnightly review (双周过堂会).
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // a small server may have no zone files

	"shuangzhou/bot"
	"shuangzhou/bot/demo"
)

const usage = `usage: shuangzhou [run | check | backup | restore | demo | simulate | read] [flags]

  run       run the bot (the default)      -config config.toml
  check     verify config, database and connection
  backup    write a verified copy of the database while the bot runs
  restore   put a backup in the place of the database; stop the bot first
  demo      the bot in an invented district, with a chat page; needs nothing
  simulate  Telegram alone, to point a bot at
  read      read messages from standard input as the bot would
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "shuangzhou:", err)
		}
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	name := "run"
	if len(args) > 0 && args[0] != "" && args[0][0] != '-' {
		name, args = args[0], args[1:]
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	p := bot.Program{Now: time.Now, Log: log, Env: os.Getenv, In: os.Stdin, Out: os.Stdout}
	switch name {
	case "run":
		return p.Run(ctx, args)
	case "check":
		return p.Check(ctx, args)
	case "read":
		return p.Read(ctx, args)
	case "backup":
		return p.Backup(ctx, args)
	case "restore":
		return p.Restore(ctx, args)
	case "demo":
		return demo.Run(ctx, p, args)
	case "simulate":
		return demo.Simulate(ctx, p, args)
	case "help":
		fmt.Print(usage)
		return nil
	}
	return fmt.Errorf("no subcommand %q\n%s", name, usage)
}
