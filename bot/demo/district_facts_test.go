package demo

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// standing is where a project stands, in one value to count by.
type standing struct {
	stage        storage.Stage
	registration storage.Registration
	claimed      bool
}

func checkStages(t *testing.T, s *storage.Store) {
	want := map[standing]int{
		{storage.Lead, storage.NotFiled, false}:         5,  // and one dropped
		{storage.Negotiating, storage.NotFiled, false}:  17, // and one dropped
		{storage.Proposed, storage.NotFiled, false}:     8,
		{storage.Signed, storage.NotFiled, false}:       13,
		{storage.Signed, storage.Filed, false}:          5,
		{storage.Signed, storage.Filed, true}:           2, // 待核
		{storage.Signed, storage.Returned, false}:       2,
		{storage.Signed, storage.Recognised, false}:     8,
		{storage.Started, storage.Filed, false}:         1, // 拿地即开工
		{storage.Started, storage.Recognised, false}:    8,
		{storage.Completed, storage.Recognised, false}:  4,
		{storage.Producing, storage.Recognised, false}:  3,
		{storage.AtCapacity, storage.Recognised, false}: 2,
	}
	got := map[standing]int{}
	for _, p := range projects(t, s) {
		got[standing{p.Stage(), p.Registration(), p.Claim.Act != 0}]++
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(standing{})); diff != "" {
		t.Error(diff)
	}
}

// checkAllOddities holds each project's state against what its line says is
// odd about it.
func checkAllOddities(t *testing.T, s *storage.Store, today storage.Date) {
	rows, err := readTables()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]storage.Project{}
	for _, p := range everyProject(t, s) {
		all[p.Name] = p
	}
	if len(all) != len(rows.projects) || len(all) != 80 {
		t.Fatalf("%d projects of %d lines, want 80", len(all), len(rows.projects))
	}
	for _, row := range rows.projects {
		checkOddities(t, all[row.name], row, today)
	}
}

func checkOddities(t *testing.T, p storage.Project, row projectRow, today storage.Date) {
	t.Helper()
	var c course
	for _, word := range row.oddities {
		if err := c.take(word); err != nil {
			t.Fatal(err)
		}
	}
	c.projectRow = row
	if p.Held.Reason != c.held || p.Dropped.Reason != c.dropped {
		t.Errorf("%s: held %q, dropped %q", p.Name, p.Held.Reason, p.Dropped.Reason)
	}
	if c.dropped != "" {
		return
	}
	if next, ok := c.nextStep(); ok && c.slips > 0 {
		d := p.Milestones[next]
		if d.Slips != c.slips || d.To.Before(today) {
			t.Errorf("%s: plan of %s slipped %d times to %s, want %d times to a day ahead", p.Name, next, d.Slips, d.To, c.slips)
		}
	}
	if c.unchanged > 0 && p.Unchanged != c.unchanged {
		t.Errorf("%s: unchanged %d times, want %d", p.Name, p.Unchanged, c.unchanged)
	}
	if got, want := light(p, today), lightOf(c); got != want {
		t.Errorf("%s: light %q, want %q", p.Name, got, want)
	}
	if p.Agreed != row.agreed {
		t.Errorf("%s: agreed %v, want %v", p.Name, p.Agreed, row.agreed)
	}
}

func lightOf(c course) string {
	switch {
	case c.yellow && c.stage > storage.Lead: // a lead has no limit by default
		return "yellow"
	case c.red:
		return "red"
	}
	return ""
}

// light is DOMAIN.md's rule with its default limits.
func light(p storage.Project, today storage.Date) string {
	limits := [2]int{}
	switch recognised := p.Registration() == storage.Recognised; {
	case p.Stage() == storage.Signed && recognised:
		limits = [2]int{90, 180}
	case p.Stage() == storage.Signed:
		limits = [2]int{30, 60}
	case p.Stage() == storage.Negotiating:
		limits = [2]int{60, 90}
	default:
		return ""
	}
	for _, d := range p.Milestones {
		if d.Planned() && !d.To.Before(today) {
			return ""
		}
	}
	switch idle := today.Sub(storage.On(p.Reported, shanghai)); {
	case !p.Held.Since.IsZero() || idle <= limits[0]:
		return ""
	case idle <= limits[1]:
		return "yellow"
	}
	return "red"
}

// everyProject reads the projects from the log, the dropped ones too.
func everyProject(t *testing.T, s *storage.Store) (ps []storage.Project) {
	t.Helper()
	for _, a := range log(t, s) {
		if _, ok := a.Body.(storage.Opened); !ok {
			continue
		}
		read(t, s, func(tx *storage.Tx) error {
			p, err := tx.Project(storage.ProjectID(a.Number))
			ps = append(ps, p)
			return err
		})
	}
	return ps
}

func log(t *testing.T, s *storage.Store) (as []storage.Act) {
	t.Helper()
	read(t, s, func(tx *storage.Tx) error {
		last, err := tx.LastAct()
		for n := storage.ActNumber(1); err == nil && n <= last; n++ {
			var a storage.Act
			a, err = tx.Act(n)
			as = append(as, a)
		}
		return err
	})
	return as
}

// checkSaid: everything was said before today, in order, and of projects by
// someone who is there.
func checkSaid(t *testing.T, s *storage.Store, d District, today storage.Date) {
	morning := today.Clock(0, 0, shanghai)
	named := map[storage.PersonID]bool{}
	for _, r := range d.People {
		named[r.Person] = true
	}
	var before time.Time
	for _, a := range log(t, s) {
		if a.Said.Before(before) || !a.Said.Before(morning) {
			t.Errorf("act %d said %s, after %s", a.Number, a.Said, before)
		}
		before = a.Said
		if a.Subjects[0].Kind == storage.ProjectSubject && !named[a.By] {
			t.Errorf("act %d: said by %d, who is nobody", a.Number, a.By)
		}
	}
}

// checkUnits: every unit has someone who reports, and every project someone
// who sees it.
func checkUnits(t *testing.T, s *storage.Store, d District) {
	reports, sees := map[string]bool{}, map[storage.ProjectID]bool{}
	ps := projects(t, s)
	read(t, s, func(tx *storage.Tx) error {
		for _, r := range d.People {
			p, err := tx.PersonByAccount(r.Account)
			if err != nil {
				return err
			}
			reports[r.Unit] = reports[r.Unit] || p.Role != storage.Observer
			for _, project := range ps {
				sees[project.ID] = sees[project.ID] || p.Role != storage.Office && p.Sees(project)
			}
		}
		units, err := tx.Units()
		if len(units) != 28 {
			t.Errorf("%d units, want 17 and 11 squads", len(units))
		}
		for _, u := range units {
			if !reports[u.Name] {
				t.Errorf("nobody reports for %s", u.Name)
			}
		}
		return err
	})
	for _, p := range ps {
		if !sees[p.ID] {
			t.Errorf("nobody but the office sees %s", p.Name)
		}
	}
}

// checkDigest: each leader has something to be told of, but one; and two
// projects are nobody's.
func checkDigest(t *testing.T, s *storage.Store, d District) {
	open := map[storage.PersonID]int{}
	read(t, s, func(tx *storage.Tx) error {
		ps, err := tx.Unrecognised(figures.Cohort{})
		for _, p := range ps {
			open[p.Leader]++
		}
		return err
	})
	if open[0] != 2 {
		t.Errorf("%d unrecognised projects without a leader, want 2", open[0])
	}
	for _, r := range d.People {
		if got := open[r.Person] > 0; r.Role == storage.Leader && got == (r.Name == "方华") {
			t.Errorf("%s has %d unrecognised projects", r.Name, open[r.Person])
		}
	}
}

// realNames are companies of the trades in the tables that exist, and people
// everyone knows: none may stand in an invented district.
var realNames = strings.Fields(`
	华为 阿里 腾讯 百度 京东 美团 字节 小米 比亚迪 宁德时代 吉利 奇瑞 蔚来 理想汽车 小鹏 海康 大华 恒力 恒逸 桐昆 荣盛 盛虹 新凤鸣
	华鼎 台华 美达 神马 尤夫 海利得 三联虹普 万华 华峰 东华能源 通威 隆基 晶科 天合 阳光电源 亿纬 国轩 中芯 长江存储 士兰 华润 斯达
	天岳 天科 三安 海尔 美的 格力 老板电器 方太 金龙鱼 中粮 益海 顺丰 圆通 中通 申通 韵达 万达 万科 碧桂园 恒大 绿地 华谊 索菲亚
	欧派 双汇 伊利 蒙牛 茅台 青岛啤酒 百威 海天 李锦记 立讯 歌尔 舜宇 光迅 旭创 迈瑞 鱼跃 恒瑞 药明 三一 中联 徐工 汇川 埃斯顿 新松 珞石
	马云 马化腾 任正非 雷军 王健林 董明珠 曹德旺 王传福 曾毓群`)

func TestNamesAreInvented(t *testing.T) {
	for _, file := range []string{"people.txt", "units.txt", "projects.txt", "notes.txt", "events.txt", "groups.txt"} {
		text, err := districtFiles.ReadFile("district/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range realNames {
			if strings.Contains(string(text), name) {
				t.Errorf("%s has %s, which is real", file, name)
			}
		}
	}
}

func TestNamesAreUnlike(t *testing.T) {
	rows, err := readTables()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, row := range rows.projects {
		for _, name := range append([]string{row.name}, row.aliases...) {
			if other, ok := seen[name]; ok {
				t.Errorf("%s means %s and %s", name, other, row.name)
			}
			seen[name] = row.name
		}
	}
}
