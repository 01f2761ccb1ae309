package bot_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"shuangzhou/storage"
)

// TestProcess proves the main job with the built binary, against Telegram in a
// process of its own: an empty database, an administrator, a stranger let in,
// a report, the rate before and after; then a burst with a SIGKILL in its middle.
func TestProcess(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and starts the binary")
	}
	p := newPlant(t)
	if !t.Run("the main job", p.mainJob) {
		return // the rest talks of its project
	}
	t.Run("check", p.check)
	t.Run("a wrong token", p.wrongToken)
	t.Run("a second instance", p.secondInstance)
	t.Run("killed in a burst", p.killedInABurst)
	t.Run("ended", p.ended)
}

const (
	office = 1001 // the administrator of the simulated Telegram
	cadre  = 1002
)

func (p *plant) mainJob(t *testing.T) {
	p.post(t, "start", map[string]any{"person": office})
	p.hears(t, office, "招商办")
	p.say(t, office, "/units")
	p.press(t, office, "添加单位")
	p.hears(t, office, "新单位叫什么")
	p.say(t, office, "经济开发区")
	p.press(t, office, "园区")
	p.hears(t, office, "已记", "经济开发区")

	p.post(t, "start", map[string]any{"person": cadre})
	p.hears(t, cadre, "编号：1002")
	p.press(t, office, "放行")
	p.press(t, office, "联络员")
	p.press(t, office, "经济开发区")
	p.hears(t, cadre, "您好，张三", "经济开发区")

	p.say(t, cadre, "报线索 无锡绿源环材 再生聚酯 3亿 租厂房")
	p.hears(t, cadre, "再生聚酯", "下一步做什么")
	p.press(t, cadre, "不填了")
	p.say(t, cadre, "再生聚酯今天签约了")
	p.confirms(t, cadre, "再生聚酯", "签约")
	p.say(t, cadre, "转化率多少")
	p.hears(t, cadre, "签约转化率", "已申报 0.0 %（0/1）")
	p.say(t, cadre, "再生聚酯今天申报入库了")
	p.confirms(t, cadre, "再生聚酯", "申报")
	p.say(t, cadre, "转化率多少")
	p.hears(t, cadre, "已申报 100.0 %（1/1）", "已认定 0.0 %（0/1）")
	t.Logf("the administrator's chat:\n%s", p.get(t, "transcript", office))
	t.Logf("the cadre's chat:\n%s", p.get(t, "transcript", cadre))
}

func (p *plant) check(t *testing.T) {
	x := p.start(t, "check", "-config", p.config)
	if status := x.wait(t); status != 0 {
		t.Errorf("exit status %d", status)
	}
	for _, want := range []string{"config: good", "database: good", "chain of hashes holds", "telegram: good, the bot is @shuangzhou_bot", "administrators: 1"} {
		if !strings.Contains(x.out.String(), want) {
			t.Errorf("check does not say %q", want)
		}
	}
	t.Logf("check says:\n%s", x.out)
}

func (p *plant) wrongToken(t *testing.T) {
	lines := fmt.Sprintf("admins = [1001]\n[telegram]\ntoken = \"7000000001:another\"\nserver_url = %q\n", p.address)
	config := p.writeConfig("wrong.toml", filepath.Join(p.dir, "wrong", "bot.db"), lines)
	for _, command := range []string{"run", "check"} {
		x := p.start(t, command, "-config", config)
		if status := x.wait(t); status != 1 {
			t.Errorf("%s: exit status %d, want 1", command, status)
		}
		if out := x.out.String(); !strings.Contains(out, "does not know this token") || strings.Contains(out, ":another") {
			t.Errorf("%s wants to say that the token is not known, and not the token:\n%s", command, out)
		}
	}
}

// secondInstance starts a second bot with the same token: both say so plainly,
// and once the second has gone the first goes on.
func (p *plant) secondInstance(t *testing.T) {
	raw, err := os.ReadFile(p.config)
	if err != nil {
		t.Fatal(err)
	}
	_, lines, _ := strings.Cut(string(raw), "\n")
	lines, _, _ = strings.Cut(lines, "[telegram.limits]")
	x := p.start(t, "run", "-config", p.writeConfig("second.toml", filepath.Join(p.dir, "second", "bot.db"), lines))
	until(t, "one of two bots to say that there are two", func() bool {
		return strings.Contains(x.out.String()+p.bot.out.String(), "another program polls with the same token")
	})
	p.terminate(t, x)
	p.say(t, cadre, "/help")
	p.hears(t, cadre, "转化率")
}

// terminate ends a process as an operator does.
func (p *plant) terminate(t *testing.T, x *process) {
	t.Helper()
	if err := x.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if status := x.wait(t); status != 0 {
		t.Errorf("ended with status %d:\n%s", status, x.out)
	}
}

const burst = 200

// amounts returns how often each of the burst's amounts was answered.
func (p *plant) amounts(t *testing.T) map[int]int {
	t.Helper()
	seen := map[int]int{}
	for _, m := range p.messages(t, cadre) {
		var n int
		at := strings.Index(m.Text, "到位资金 ")
		if m.From == cadre || at < 0 {
			continue
		}
		if _, err := fmt.Sscanf(m.Text[at:], "到位资金 %d万元", &n); err == nil {
			seen[n]++
		}
	}
	return seen
}

func (p *plant) killedInABurst(t *testing.T) {
	before := len(p.amounts(t))
	for i := range burst {
		p.say(t, cadre, fmt.Sprintf("再生聚酯到位资金%d万", 101+i))
		if i == burst/2 {
			until(t, "the first of a burst's answers", func() bool { return len(p.amounts(t)) > before })
			if err := p.bot.cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			<-p.bot.ended
		}
	}
	answered := len(p.amounts(t))
	p.bot = p.start(t, "run", "-config", p.config)
	until(t, "all answers of a burst", func() bool { return len(p.amounts(t)) == burst })
	p.terminate(t, p.bot) // so that all it said is recorded

	acts, waiting, doubts := p.inDatabase(t)
	doubled := 0
	for i := range burst {
		if n := acts[int64(101+i)*10_000]; n != 1 {
			t.Errorf("%d万 is %d times in the log", 101+i, n)
		}
		doubled += p.amounts(t)[101+i] - 1
	}
	if doubled > doubts {
		t.Errorf("%d answers were seen twice, %d are counted as in doubt", doubled, doubts)
	}
	if waiting != 0 {
		t.Errorf("%d messages still wait", waiting)
	}
	t.Logf("%d messages; killed after %d answers; %d acts; %d answers in doubt, %d seen twice", burst, answered, len(acts), doubts, doubled)
	p.bot = p.start(t, "run", "-config", p.config)
}

// inDatabase counts the paid-in amounts in the log, and what the outbox holds.
func (p *plant) inDatabase(t *testing.T) (acts map[int64]int, waiting, doubts int) {
	t.Helper()
	acts = map[int64]int{}
	ctx := context.Background()
	s, err := storage.Open(ctx, p.database, storage.Options{Now: time.Now, Location: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Read(ctx, func(tx *storage.Tx) error {
		if err := tx.VerifyLog(); err != nil {
			return err
		}
		last, err := tx.LastAct()
		for i := storage.ActNumber(1); err == nil && i <= last; i++ {
			var a storage.Act
			if a, err = tx.Act(i); err != nil {
				return err
			}
			if b, ok := a.Body.(storage.AmountChanged); ok && b.Which == storage.PaidInAmount {
				acts[b.Amount.Units]++
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", p.database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.QueryRow(`SELECT count(*) FILTER (WHERE state IN ('queued', 'sending')), sum(doubts) FROM outbox`).Scan(&waiting, &doubts)
	if err != nil {
		t.Fatal(err)
	}
	return acts, waiting, doubts
}

func (p *plant) ended(t *testing.T) {
	p.say(t, cadre, "/help")
	p.hears(t, cadre, "转化率")
	p.terminate(t, p.bot)
	if out := p.bot.out.String(); strings.Contains(out, "7000000001:simulated") {
		t.Errorf("the token is in the log:\n%s", out)
	}
}
