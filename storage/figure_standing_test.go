package storage

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"shuangzhou/storage/figures"
)

// names reads a list and says what each of it is called.
func names[T any](l ledger, list func(*Tx) ([]T, error), name func(T) string) []string {
	l.t.Helper()
	var got []string
	l.read(func(tx *Tx) error {
		ts, err := list(tx)
		for _, t := range ts {
			got = append(got, name(t))
		}
		return err
	})
	return got
}

func projectName(p Project) string { return p.Name }
func unitName(u Unit) string       { return u.Name }

func (l ledger) want(what string, got []string, want ...string) {
	l.t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		l.t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func (l ledger) unit(name string, k UnitKind) UnitID {
	return UnitID(l.apply(Subject{Kind: UnitSubject}, UnitAdded{Name: name, UnitKind: k}))
}

func (l ledger) event(name, level, held string) EventID {
	return EventID(l.apply(Subject{Kind: EventSubject}, EventAdded{Name: name, Level: level, Held: MustDate(held)}))
}

func (l ledger) say(p ProjectID, bs ...Body) {
	l.t.Helper()
	for _, b := range bs {
		l.apply(Subject{ProjectSubject, int64(p)}, b)
	}
}

// signed opens a project that was signed on a day.
func (l ledger) signed(name, day string, more ...Body) ProjectID {
	p := l.open(Opened{Name: name, Milestones: map[Milestone]Date{MilestoneSign: MustDate(day)}})
	l.say(p, more...)
	return p
}

// A filing the register gave back is no filing: its project stands among the
// not filed, not after them all.
func TestUnrecognised(t *testing.T) {
	l := newLedger(t).on("2026-06-30")
	filed, back := Reached{Milestone: MilestoneFile, On: MustDate("2026-03-01")}, FilingReturned{On: MustDate("2026-04-01")}
	l.signed("申报", "2026-01-01", filed)
	l.signed("退回", "2026-01-02", filed, back)
	l.signed("再报", "2026-01-03", filed, back, Reached{Milestone: MilestoneFile, On: MustDate("2026-05-01")})
	l.signed("新签", "2026-02-01")
	l.signed("去年", "2025-12-31")
	l.signed("认定", "2026-01-01", Reached{Milestone: MilestoneRecognise, On: MustDate("2026-05-01")})
	l.signed("终止", "2026-01-01", ProjectDropped{On: MustDate("2026-05-01"), Reason: "资金"})
	l.open(Opened{Name: "在谈", Milestones: map[Milestone]Date{MilestoneTalk: MustDate("2026-01-01")}})
	unrecognised := func(c figures.Cohort) []string {
		return names(l, func(tx *Tx) ([]Project, error) { return tx.Unrecognised(c) }, projectName)
	}
	l.want("all", unrecognised(figures.Cohort{}), "去年", "退回", "新签", "申报", "再报")
	l.want("of the year", unrecognised(figures.SignedIn(2026)), "退回", "新签", "申报", "再报")
}

func TestUnitsWithoutMature(t *testing.T) {
	l := newLedger(t).on("2026-06-30")
	day := MustDate("2026-03-01")
	of := func(unit string, o Opened, more ...Body) {
		o.Name, o.Unit = unit+"的项目", l.unit(unit, Township)
		l.say(l.open(o), more...)
	}
	talks, proposed := map[Milestone]Date{MilestoneTalk: day}, map[Milestone]Date{MilestonePropose: day}
	of("拟签约", Opened{Milestones: proposed})
	of("成熟", Opened{Milestones: talks, Tags: []string{MatureTag}})
	of("在谈", Opened{Milestones: talks})
	of("线索", Opened{Tags: []string{MatureTag}})
	of("签了", Opened{Milestones: proposed}, Reached{Milestone: MilestoneSign, On: day})
	of("终止", Opened{Milestones: proposed}, ProjectDropped{On: day, Reason: "资金"})
	of("不再成熟", Opened{Milestones: talks, Tags: []string{MatureTag}}, Described{Without: []string{MatureTag}})
	l.unit("没有项目", Squad)
	l.want("units", names(l, (*Tx).UnitsWithoutMature, unitName), "在谈", "线索", "签了", "终止", "不再成熟", "没有项目")
}

func TestEventsOfUnitsAndProjects(t *testing.T) {
	l := newLedger(t).on("2026-06-30")
	city, district := l.event("迎春", CityLevel, "2026-02-01"), l.event("初夏", DistrictLevel, "2026-05-01")
	last, next := l.event("去年", CityLevel, "2025-02-01"), l.event("金秋", CityLevel, "2026-09-01")
	of := func(name string, events []EventID, more ...Body) {
		l.say(l.open(Opened{Name: name, Unit: l.unit(name, Township), Events: events}), more...)
	}
	of("上市级", []EventID{city})
	of("上区级", []EventID{district})
	of("上去年", []EventID{last})
	of("上金秋", []EventID{next})
	of("撤下", []EventID{city}, PutUp{Event: city, Withdrawn: true})
	of("终止", []EventID{city}, ProjectDropped{On: MustDate("2026-03-01"), Reason: "资金"})
	of("两场", []EventID{last, city})
	never := names(l, func(tx *Tx) ([]Unit, error) { return tx.UnitsNeverAtEvent(2026) }, unitName)
	l.want("units never at an event that was held this year", never, "上去年", "上金秋", "撤下")
	at := names(l, func(tx *Tx) ([]Project, error) { return tx.ProjectsAtEvents(CityLevel) }, projectName)
	l.want("projects at the city's events", at, "上市级", "上去年", "上金秋", "两场")
}

func TestProjectsOwing(t *testing.T) {
	l := newLedger(t)
	meeting := MustDate("2026-06-15")
	since := meeting.Clock(9, 0, shanghai)
	l.on("2026-06-01")
	b, a := l.unit("后", Township), l.unit("先", Township)
	open := func(name string, u UnitID, more ...Body) ProjectID {
		p := l.open(Opened{Name: name, Unit: u})
		l.say(p, more...)
		return p
	}
	open("欠报", a)
	open("也欠", b)
	open("终止", a, ProjectDropped{On: MustDate("2026-06-01"), Reason: "资金"})
	open("投产", a, Reached{Milestone: MilestoneProduce, On: MustDate("2026-06-01")})
	open("暂缓", a, ProjectHeld{On: MustDate("2026-06-01"), Until: MustDate("2026-12-31"), Reason: "资金"})
	open("该恢复", a, ProjectHeld{On: MustDate("2026-06-01"), Until: MustDate("2026-06-20"), Reason: "资金"})
	told, justBefore := open("报了", a), open("会前报", a)
	*l.now = since.Add(-time.Millisecond)
	l.say(justBefore, Noted{Text: "进展正常"})
	*l.now = since
	l.say(told, Unchanged{})
	got := names(l, func(tx *Tx) ([]Project, error) { return tx.ProjectsOwing(since, MustDate("2026-06-30")) }, projectName)
	l.want("owing, unit by unit", got, "也欠", "欠报", "该恢复", "会前报")
}

func TestSlipped(t *testing.T) {
	l := newLedger(t)
	start := func(to string) Planned { return Planned{Milestone: MilestoneStart, To: MustDate(to)} }
	l.on("2026-01-01")
	ps := map[string]ProjectID{}
	for _, name := range []string{"推迟一次", "推迟两次", "没到期就改", "开工了", "终止"} {
		ps[name] = l.open(Opened{Name: name})
		l.say(ps[name], start("2026-02-01"))
	}
	l.on("2026-01-31").say(ps["没到期就改"], start("2026-12-01"))
	l.on("2026-02-02")
	for _, name := range []string{"推迟一次", "推迟两次", "开工了", "终止"} {
		l.say(ps[name], start("2026-03-01"))
	}
	l.on("2026-03-02").say(ps["推迟两次"], start("2026-12-01"))
	l.say(ps["开工了"], Reached{Milestone: MilestoneStart, On: MustDate("2026-03-01")})
	l.say(ps["终止"], ProjectDropped{On: MustDate("2026-03-01"), Reason: "资金"})
	l.read(func(tx *Tx) error {
		slips, err := tx.Slipped()
		var got []string
		for _, s := range slips {
			if s.Milestone != MilestoneStart {
				t.Errorf("%s slipped in %s", s.Project.Name, s.Milestone)
			}
			got = append(got, s.Project.Name+"×"+string(rune('0'+s.Slips)))
		}
		l.want("slipped", got, "推迟两次×2", "推迟一次×1")
		return err
	})
}

func TestLargeProjects(t *testing.T) {
	l := newLedger(t).on("2026-06-30")
	l.open(Opened{Name: "十亿", Agreed: InYuan(10 * Yi)})
	l.open(Opened{Name: "差一元", Agreed: InYuan(10*Yi - 1)})
	l.open(Opened{Name: "二十亿", Agreed: InYuan(20 * Yi)})
	l.open(Opened{Name: "美元", Agreed: Amount{Currency: "USD", Units: 20 * int64(Yi)}})
	l.say(l.open(Opened{Name: "终止", Agreed: InYuan(30 * Yi)}), ProjectDropped{On: MustDate("2026-06-01"), Reason: "资金"})
	got := names(l, func(tx *Tx) ([]Project, error) { return tx.LargeProjects(10 * Yi) }, projectName)
	l.want("at least 10亿", got, "二十亿", "十亿")
}

// 无变化 keeps a unit from being reminded, but not a project from lighting:
// what counts is when it last moved on.
func TestIdleProjects(t *testing.T) {
	l := newLedger(t).on("2026-01-01")
	talks := map[Milestone]Date{MilestoneTalk: MustDate("2026-01-01")}
	open := func(name string) ProjectID { return l.open(Opened{Name: name, Milestones: talks}) }
	unchanged, moved, undone, red := open("无变化"), open("有进展"), open("撤回进展"), open("红灯")
	open("不动")
	l.on("2026-01-11").say(unchanged, Noted{Text: "已对接"})
	l.on("2026-02-20").say(unchanged, Unchanged{})
	l.say(moved, Noted{Text: "已考察"}, Unchanged{})
	n := l.apply(Subject{ProjectSubject, int64(undone)}, Noted{Text: "报错了项目"})
	l.act(Act{Source: "test", Subjects: []Subject{{ProjectSubject, int64(undone)}}, Undoes: n, Body: Undone{}})
	l.say(red, Reached{Milestone: MilestoneSign, On: MustDate("2026-01-05")})
	l.on("2026-01-31")
	for _, ph := range []struct {
		p Phase
		l Limit
	}{{InTalks, Limit{60, 90}}, {Unregistered, Limit{5, 10}}} {
		l.apply(Subject{Kind: SettingSubject}, LimitSet(ph.p, ph.l))
	}
	l.on("2026-03-12")
	var got []string
	l.read(func(tx *Tx) error {
		idle, err := tx.IdleProjects(tx.Today())
		for _, i := range idle {
			got = append(got, i.Project.Name+" "+i.Moved.String()+" "+map[Light]string{Yellow: "yellow", Red: "red"}[i.Light])
		}
		return err
	})
	l.want("idle", got, "红灯 2026-02-20 red", "撤回进展 2026-01-01 yellow", "不动 2026-01-01 yellow", "无变化 2026-01-11 yellow")
}
