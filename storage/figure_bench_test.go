package storage

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"shuangzhou/storage/figures"
)

// sizes are the districts that are measured. A district has a few thousand
// projects; the rest shows how cost grows.
func sizes() []int {
	if testing.Short() {
		return []int{1_000, 10_000}
	}
	return []int{1_000, 10_000, 100_000}
}

// waysToLook are the kinds of as-of: today, what was known eight months ago,
// and what is known now for that day.
var waysToLook = []struct {
	name string
	as   func(*Tx) (figures.AsOf, error)
}{
	{"now", asNow},
	{"then", asThen("2026-03-31")},
	{"for", asFor("2026-03-31")},
}

func BenchmarkFigure(b *testing.B) {
	rule, _ := figures.Find("signing/filed")
	benchmarkRead(b, func(tx *Tx, as figures.AsOf) error {
		_, err := tx.Figure(rule, figures.SignedIn(2025), as)
		return err
	})
}

// BenchmarkBoard asks for all the district's figures at a glance: every rate
// by every rule, a year's progress by every measure, and the funnel.
func BenchmarkBoard(b *testing.B) {
	benchmarkRead(b, func(tx *Tx, as figures.AsOf) error {
		_, err := tx.Board(figures.Rules(), figures.Measures(), 2025, as)
		return err
	})
}

func BenchmarkList(b *testing.B) {
	rule, _ := figures.Find("signing/recognised")
	benchmarkRead(b, func(tx *Tx, as figures.AsOf) error {
		_, err := tx.FigureList(rule, figures.SignedIn(2025), as)
		return err
	})
}

// BenchmarkProjects reads all projects whole: what a list costs that is filtered
// by what no figure knows, such as a stage, a light or a plan.
func BenchmarkProjects(b *testing.B) {
	benchmarkRead(b, func(tx *Tx, _ figures.AsOf) error {
		_, err := tx.Projects()
		return err
	})
}

// BenchmarkMoved asks what moved to each way of looking, since the last meeting
// and in a year.
func BenchmarkMoved(b *testing.B) {
	rule, _ := figures.Find("signing/recognised")
	for _, since := range []struct {
		name string
		days int
	}{{"fortnight", 14}, {"year", 365}} {
		b.Run(since.name, func(b *testing.B) {
			benchmarkRead(b, func(tx *Tx, to figures.AsOf) error {
				from, err := tx.AsOfThenDay(Date(to.Day).AddDays(-since.days))
				if err != nil {
					return err
				}
				_, err = tx.Moved(rule, figures.SignedIn(2025), from, to)
				return err
			})
		})
	}
}

// benchmarkRead measures a reading in districts of each size, looked at each way.
func benchmarkRead(b *testing.B, f func(*Tx, figures.AsOf) error) {
	for _, size := range sizes() {
		s := openDistrict(b, size)
		for _, way := range waysToLook {
			b.Run(strconv.Itoa(size)+"/"+way.name, func(b *testing.B) {
				err := s.Read(context.Background(), func(tx *Tx) error {
					for b.Loop() {
						as, err := way.as(tx)
						if err != nil {
							return err
						}
						if err := f(tx, as); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			})
		}
	}
}

// districts keeps the databases that were built, for building one takes
// longer than measuring it.
var districts = struct {
	sync.Mutex
	dir  string
	path map[int]string
}{path: map[int]string{}}

func TestMain(m *testing.M) {
	status := m.Run()
	if districts.dir != "" {
		os.RemoveAll(districts.dir)
	}
	os.Exit(status)
}

// openDistrict opens a district of so many projects with their full history.
func openDistrict(b *testing.B, size int) *Store {
	b.Helper()
	districts.Lock()
	defer districts.Unlock()
	path, built := districts.path[size]
	if !built {
		if districts.dir == "" {
			dir, err := os.MkdirTemp("", "districts")
			if err != nil {
				b.Fatal(err)
			}
			districts.dir = dir
		}
		path = filepath.Join(districts.dir, strconv.Itoa(size)+".db")
	}
	s, err := Open(context.Background(), path, Options{
		Now:      func() time.Time { return MustDate("2026-11-24").Clock(12, 0, shanghai) },
		Location: shanghai,
		Readers:  1,
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	if !built {
		if err := s.Write(context.Background(), func(tx *Tx) error { return buildDistrict(tx, size) }); err != nil {
			b.Fatal(err)
		}
		districts.path[size] = path
	}
	return s
}

// A history is what is said of one project, in order.
type history struct {
	days   []Date
	bodies []Body
}

func (h *history) say(d Date, b Body) {
	h.days, h.bodies = append(h.days, d), append(h.bodies, b)
}

// buildDistrict writes the log and the versions of a district as Apply would,
// but in bulk: 28 units, 11 of them squads, 40 events over five years, and
// about ten acts a project.
func buildDistrict(tx *Tx, size int) error {
	r := rand.New(rand.NewPCG(1, uint64(size)))
	var us []UnitID
	for i := range 28 {
		kind := Township
		if i >= 17 {
			kind = Squad
		}
		a, err := tx.Apply(Act{
			Said: MustDate("2021-12-01").Clock(9, 0, tx.loc), Source: "bench",
			Subjects: []Subject{{Kind: UnitSubject}}, Body: UnitAdded{Name: fmt.Sprintf("单位%d", i), UnitKind: kind},
		})
		if err != nil {
			return err
		}
		us = append(us, UnitID(a.Number))
	}
	var es []Event
	for i := range 40 {
		held := MustDate("2022-01-15").AddDays(i * 45)
		a, err := tx.Apply(Act{
			Said: MustDate("2021-12-02").Clock(9, 0, tx.loc), Source: "bench",
			Subjects: []Subject{{Kind: EventSubject}},
			Body:     EventAdded{Name: fmt.Sprintf("签约会%d", i), Level: []string{CityLevel, DistrictLevel}[i%2], Held: held},
		})
		if err != nil {
			return err
		}
		es = append(es, Event{ID: EventID(a.Number), Held: held})
	}
	hs := make([]history, size)
	for i := range hs {
		hs[i] = randomHistory(r, i, us, es)
	}
	return writeHistories(tx, hs)
}

// randomHistory is the life of one project between 2022 and November 2026.
func randomHistory(r *rand.Rand, i int, us []UnitID, es []Event) history {
	var h history
	day, end := MustDate("2022-01-05").AddDays(r.IntN(1650)), MustDate("2026-11-23")
	later := func(days int) Date {
		day = day.AddDays(1 + r.IntN(days))
		return day
	}
	h.say(day, Opened{
		Name: fmt.Sprintf("项目%d", i), Investor: "某某新材料有限公司", Origin: "上海", Unit: us[r.IntN(len(us))], Leader: PersonID(1 + r.IntN(5)),
		Agreed: InYuan(Yuan(1+r.IntN(200)) * 10_000 * Wan / 10), Milestones: map[Milestone]Date{MilestoneTalk: day},
	})
	h.say(later(30), Planned{Milestone: MilestoneSign, To: day.AddDays(60)})
	h.say(later(30), Noted{Text: "已到现场考察，双方就用地和能耗指标再作商谈"})
	steps := []Milestone{MilestoneSign, MilestoneFile, MilestoneRecognise, MilestoneStart, MilestoneFinish, MilestoneProduce}
	for _, m := range steps[:r.IntN(len(steps)+1)] {
		h.say(later(60), Reached{Milestone: m, On: day.AddDays(-r.IntN(3))})
		switch r.IntN(3) {
		case 0:
			h.say(later(20), Noted{Text: "进展正常"})
		case 1:
			h.say(later(20), Unchanged{Reason: "待审批"})
		case 2:
			h.say(later(20), AmountChanged{Which: PaidInAmount, Amount: InYuan(Yuan(r.IntN(5000)) * Wan)})
		}
		if m == MilestoneSign && r.IntN(2) == 0 {
			n, _ := slices.BinarySearchFunc(es, day, func(e Event, d Date) int { return e.Held.Compare(d) })
			h.say(day, PutUp{Event: es[min(n, len(es)-1)].ID})
		}
		if m == MilestoneFile && r.IntN(8) == 0 {
			h.say(later(20), FilingReturned{On: day})
			h.say(later(20), Reached{Milestone: MilestoneFile, On: day})
		}
	}
	for len(h.days) < 10 {
		h.say(later(90), Noted{Text: "例行走访，企业生产经营正常"})
	}
	n := 1
	for n < len(h.days) && !h.days[n].After(end) {
		n++
	}
	h.days, h.bodies = h.days[:n], h.bodies[:n]
	return h
}

// writeHistories puts histories into the log in the order of their days, and
// then their versions.
func writeHistories(tx *Tx, hs []history) error {
	type place struct {
		day          Date
		project, nth int
	}
	var order []place
	for i, h := range hs {
		for n, d := range h.days {
			order = append(order, place{d, i, n})
		}
	}
	slices.SortStableFunc(order, func(a, b place) int { return a.day.Compare(b.day) })
	last, err := tx.LastAct()
	if err != nil {
		return err
	}
	acts := make([][]Act, len(hs))
	for _, p := range order {
		last++
		a := Act{Number: last, Group: last, Said: p.day.Clock(9, 0, tx.loc), Day: p.day, Source: "bench", Body: hs[p.project].bodies[p.nth]}
		id := last
		if p.nth > 0 {
			id = acts[p.project][0].Number
		}
		a.Subjects = []Subject{{ProjectSubject, int64(id)}}
		if _, err := tx.append(&a, nil); err != nil {
			return err
		}
		acts[p.project] = append(acts[p.project], a)
	}
	for _, as := range acts {
		if err := writeVersions(tx, as); err != nil {
			return err
		}
	}
	return nil
}

// writeVersions is what folder.replay does, folding each act once.
func writeVersions(tx *Tx, as []Act) error {
	var p Project
	for _, a := range as {
		projects.add(&p, a)
		if err := projects.save(tx, int64(p.ID), a.Number, p); err != nil {
			return err
		}
	}
	return nil
}
