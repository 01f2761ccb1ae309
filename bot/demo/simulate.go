package demo

import (
	"context"
	"fmt"
	"net"

	"shuangzhou/bot"
	"shuangzhou/bot/simulator"
)

// Simulate runs the simulated Telegram alone until the context ends, and
// prints the lines of config that point a bot at it. So the bot can be killed
// while its Telegram lives on.
func Simulate(ctx context.Context, p bot.Program, args []string) error {
	flags := p.Flags("simulate")
	addr := flags.String("addr", "127.0.0.1:8081", "address of the Bot API, the control API and the chat page")
	token := flags.String("token", "7000000001:simulated", "the bot's token")
	limits := flags.Bool("limits", true, "answer 429 as Telegram does")
	if err := flags.Parse(args); err != nil {
		return err
	}
	clock := NewClock(p.Now)
	t := simulator.New(simulator.Options{
		Now: clock.Now, Token: *token, Username: "shuangzhou_bot", Name: "双周", NoLimits: !*limits,
	})
	defer t.Close()
	clock.Drive(clock.next, func(context.Context) { t.ClockMoved() })
	for _, person := range strangers {
		t.AddPerson(person)
	}
	t.AddGroup(simulator.Group{ID: -2001, Title: "招商工作群", Members: []int64{1001, 1002, 1003, 1004}})
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		return fmt.Errorf("listen for the simulated Telegram: %w", err)
	}
	fmt.Fprintf(p.Out, `# A simulated Telegram, with its chat page at http://%[1]s
# Put this into config.toml and run the bot; 1001 is its administrator.
admins = [1001]
[telegram]
token = "%[2]s"
server_url = "http://%[1]s"
`, listener.Addr(), *token)
	return serveUntil(ctx, listener, Mux(t, simulator.Control{Clock: clock, Zone: bot.DefaultConfig().Location()}))
}

// strangers are people nobody knows yet.
var strangers = []simulator.Person{
	{ID: 1001, FirstName: "管理员", Username: "office", Role: "招商办"},
	{ID: 1002, FirstName: "张三", Username: "zhangsan"},
	{ID: 1003, FirstName: "李四", Username: "lisi"},
	{ID: 1004, FirstName: "王区长", Username: "wang"},
}
