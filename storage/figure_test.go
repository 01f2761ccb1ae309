package storage

import (
	"context"
	"testing"
	"time"

	"shuangzhou/storage/figures"
)

// A ledger applies acts in a test, in short words.
type ledger struct {
	t   *testing.T
	s   *Store
	now *time.Time
}

func newLedger(t *testing.T) ledger {
	s, now := openTest(t)
	return ledger{t, s, now}
}

// on moves the clock to noon of a day.
func (l ledger) on(day string) ledger {
	*l.now = MustDate(day).Clock(12, 0, shanghai)
	return l
}

func (l ledger) apply(s Subject, b Body) ActNumber {
	l.t.Helper()
	return l.act(Act{Source: "test", Subjects: []Subject{s}, Body: b})
}

func (l ledger) act(a Act) (n ActNumber) {
	l.t.Helper()
	write(l.t, l.s, func(tx *Tx) error {
		done, err := tx.Apply(a)
		n = done.Number
		return err
	})
	return n
}

func (l ledger) open(b Opened) ProjectID {
	l.t.Helper()
	return ProjectID(l.apply(Subject{Kind: ProjectSubject}, b))
}

func (l ledger) reach(p ProjectID, m Milestone, day string) ActNumber {
	l.t.Helper()
	return l.apply(Subject{ProjectSubject, int64(p)}, Reached{Milestone: m, On: MustDate(day)})
}

func (l ledger) read(f func(*Tx) error) {
	l.t.Helper()
	if err := l.s.Read(context.Background(), f); err != nil {
		l.t.Fatal(err)
	}
}

// rate returns a figure by count, "-" where there is none.
func (l ledger) rate(key string, c figures.Cohort, as func(*Tx) (figures.AsOf, error)) string {
	l.t.Helper()
	rule, ok := figures.Find(key)
	if !ok {
		l.t.Fatalf("no rule %s", key)
	}
	got := "-"
	l.read(func(tx *Tx) error {
		when, err := as(tx)
		if err != nil {
			return err
		}
		f, err := tx.Figure(rule, c, when)
		if p, ok := f.ByCount().Points(); ok {
			got = p.String()
		}
		return err
	})
	return got
}

func asNow(tx *Tx) (figures.AsOf, error) { return tx.AsOfNow(), nil }

func asFor(day string) func(*Tx) (figures.AsOf, error) {
	return func(tx *Tx) (figures.AsOf, error) { return tx.AsOfDay(MustDate(day)), nil }
}

func asThen(day string) func(*Tx) (figures.AsOf, error) {
	return func(tx *Tx) (figures.AsOf, error) { return tx.AsOfThenDay(MustDate(day)) }
}

// Three projects are signed in March. One is filed, given back and filed
// again; one is recognised without a filing having been said, which is later
// corrected to another day; the third is dropped.
func TestFigureKnownThenAndForDay(t *testing.T) {
	l := newLedger(t).on("2026-03-02")
	var ps [3]ProjectID
	for i, name := range []string{"锦尚二期", "禾丰", "瑞科"} {
		ps[i] = l.open(Opened{Name: name, Agreed: InYuan(2 * Yi)})
		l.reach(ps[i], MilestoneSign, "2026-03-01")
	}
	l.on("2026-03-10").reach(ps[0], MilestoneFile, "2026-03-08")
	l.on("2026-03-20").apply(Subject{ProjectSubject, int64(ps[0])}, FilingReturned{On: MustDate("2026-03-18")})
	l.on("2026-04-02").reach(ps[0], MilestoneFile, "2026-04-01")
	l.on("2026-04-05").reach(ps[1], MilestoneRecognise, "2026-04-03")
	l.on("2026-04-20").reach(ps[1], MilestoneRecognise, "2026-03-15")
	l.apply(Subject{ProjectSubject, int64(ps[2])}, ProjectDropped{On: MustDate("2026-04-20"), Reason: "资金"})

	for _, c := range []struct {
		rule string
		as   func(*Tx) (figures.AsOf, error)
		want string
	}{
		{"signing/filed", asNow, "66.7"},
		{"signing/filed", asThen("2026-03-01"), "-"}, // nothing was known yet
		{"signing/filed", asFor("2026-03-01"), "0.0"},
		{"signing/filed", asThen("2026-03-08"), "0.0"}, // reported on the 10th
		{"signing/filed", asFor("2026-03-08"), "33.3"},
		{"signing/filed", asThen("2026-03-16"), "33.3"}, // the first project
		{"signing/filed", asFor("2026-03-16"), "66.7"},  // and the second, as corrected
		{"signing/filed", asFor("2026-03-18"), "33.3"},  // the first was given back
		{"signing/filed", asFor("2026-04-01"), "66.7"},
		{"signing/recognised", asThen("2026-04-04"), "0.0"},
		{"signing/recognised", asThen("2026-04-05"), "33.3"},
		{"signing/recognised", asFor("2026-03-15"), "33.3"},
		{"signing/recognised/without-dropped", asNow, "50.0"},
		{"signing/recognised/without-dropped", asFor("2026-04-19"), "33.3"},
		{"start/recognised", asNow, "0.0"},
		{"start/recognised", asThen("2026-04-04"), "-"},
		{"completion/started", asNow, "-"},
	} {
		if got := l.rate(c.rule, figures.SignedIn(2026), c.as); got != c.want {
			t.Errorf("%s = %s, want %s", c.rule, got, c.want)
		}
	}
	if got := l.rate("signing/filed", figures.SignedIn(2025), asNow); got != "-" {
		t.Errorf("of 2025 = %s, want -", got)
	}
}

func TestFigureListPutsNotFiledFirst(t *testing.T) {
	l := newLedger(t).on("2026-03-20")
	open := func(name, signed string, more ...Milestone) {
		p := l.open(Opened{Name: name, Agreed: InYuan(Yi)})
		l.reach(p, MilestoneSign, signed)
		for _, m := range more {
			l.reach(p, m, "2026-03-15")
		}
	}
	open("认定", "2026-01-01", MilestoneRecognise)
	open("新签", "2026-03-02")
	open("申报", "2026-01-02", MilestoneFile)
	open("久签", "2026-03-01")
	rule, _ := figures.Find("signing/recognised")
	var got []string
	l.read(func(tx *Tx) error {
		es, err := tx.FigureList(rule, figures.SignedIn(2026), tx.AsOfNow())
		for _, e := range es {
			got = append(got, e.Name+" "+string(e.Registration()))
		}
		return err
	})
	want := []string{"久签 not filed", "新签 not filed", "申报 filed", "认定 recognised"}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Fatalf("list = %q, want %q", got, want)
		}
	}
}

// Of a filing given back twice a list has the last day of each by the day asked for.
func TestFigureListOfAFilingGivenBackTwice(t *testing.T) {
	l := newLedger(t).on("2026-03-20")
	p := l.open(Opened{Name: "锦尚"})
	l.reach(p, MilestoneSign, "2026-03-01")
	for _, days := range [][2]string{{"2026-03-02", "2026-03-05"}, {"2026-03-08", "2026-03-12"}} {
		l.reach(p, MilestoneFile, days[0])
		l.apply(Subject{ProjectSubject, int64(p)}, FilingReturned{On: MustDate(days[1])})
	}
	rule, _ := figures.Find("signing/filed")
	for day, want := range map[string][2]string{
		"2026-03-06": {"2026-03-02", "2026-03-05"},
		"2026-03-20": {"2026-03-08", "2026-03-12"},
	} {
		l.read(func(tx *Tx) error {
			es, err := tx.FigureList(rule, figures.SignedIn(2026), tx.AsOfDay(MustDate(day)))
			if err != nil || len(es) != 1 || es[0].Filed.String() != want[0] || es[0].Returned.String() != want[1] {
				t.Errorf("on %s: %+v (%v), want filed and returned %v", day, es, err, want)
			}
			return nil
		})
	}
}
