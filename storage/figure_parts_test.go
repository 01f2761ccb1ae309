package storage

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"shuangzhou/storage/figures"
)

// What stands beside a figure agrees with the slow computation too: its parts,
// the funnel, a year's progress and what moved.
func TestPartsAgreeWithSlowComputation(t *testing.T) {
	checkDistricts(t, 20, func(d randomDistrict) {
		for range 3 {
			d.checkParts(d.division(), d.rule(), d.cohort(), d.asOf())
			d.checkFunnel(d.narrow(figures.Cohort{}), d.asOf())
			d.checkFunnel(d.narrow(figures.SignedIn(2026)), d.asOf())
			d.checkProgress(d.narrow(figures.Cohort{}), d.asOf())
			d.checkShare(d.asOf())
			d.checkBoard(d.asOf())
			d.checkMoved(d.rule(), d.cohort(), d.asOf(), d.asOf())
		}
	})
}

func (d *randomDistrict) checkParts(by figures.Division, r figures.Rule, c figures.Cohort, as figures.AsOf) {
	parts, err := d.tx.FiguresBy(by, []figures.Rule{r}, c, as)
	if err != nil {
		d.Fatal(err)
	}
	got := map[figures.Key]figures.Tally{}
	for _, p := range parts {
		got[p.Key] = p.Figures[0].Tally
		if by == figures.ByTag && c.Tag != "" {
			continue // what has that tag has others too: a cohort has only one
		}
		if narrow := p.Figures[0].Cohort; p.Key != (figures.Key{}) {
			if diff := cmp.Diff(d.tally(r, narrow, as), p.Figures[0].Tally); diff != "" {
				d.Fatalf("part %v of %+v as of %+v narrows to (-want +got):\n%s", p.Key, c, as, diff)
			}
		}
	}
	if diff := cmp.Diff(d.divided(by, r, c, as), got); diff != "" {
		d.Fatalf("%s of %+v by %q as of %+v (-want +got):\n%s", r.Key, c, by, as, diff)
	}
}

// checkBoard: at a glance is what each question by itself says.
func (d *randomDistrict) checkBoard(as figures.AsOf) {
	got, err := d.tx.Board(figures.Rules(), figures.Measures(), 2026, as)
	if err != nil {
		d.Fatal(err)
	}
	var want Board
	for _, ask := range []func() error{
		func() (err error) {
			want.Figures, err = d.tx.Figures(figures.Rules(), figures.SignedIn(2026), as)
			return
		},
		func() (err error) {
			want.Progress, err = d.tx.Progress(figures.Measures(), 2026, figures.Cohort{}, as)
			return
		},
		func() (err error) { want.Funnel, err = d.tx.Funnel(figures.Cohort{}, as); return },
	} {
		if err := ask(); err != nil {
			d.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		d.Fatalf("board as of %+v (-want +got):\n%s", as, diff)
	}
}

func (d *randomDistrict) checkFunnel(c figures.Cohort, as figures.AsOf) {
	want := make([]int64, AtCapacity+1)
	days := map[int64]Date{}
	for _, a := range d.log {
		days[int64(a.Number)] = a.Day
	}
	known := d.known(d.knownTo(as))
	for s, acts := range known {
		day := Date(as.Day)
		p := projects.of(acts)
		if s.Kind != ProjectSubject || p.Opened == 0 || p.MergedInto != 0 || !p.Dropped.On.IsZero() && !p.Dropped.On.After(day) {
			continue
		}
		if dated := c.From != (figures.Day{}); dated && !d.in(c, p, known, day) || !d.narrowed(c, p, known) {
			continue
		}
		for m, ds := range p.Milestones {
			if ds.Done.After(day) {
				ds.Done = Date{}
			}
			p.set(m, ds)
		}
		if stage := p.Stage(); stage > Lead || !days[s.ID].After(day) {
			want[stage]++
		}
	}
	got, err := d.tx.Funnel(c, as)
	if err != nil {
		d.Fatal(err)
	}
	for _, f := range got {
		if f.Count != want[f.Stage] {
			d.Fatalf("%d projects of %+v at stage %d as of %+v, want %d", f.Count, c, f.Stage, as, want[f.Stage])
		}
	}
}

func (d *randomDistrict) checkProgress(narrow figures.Cohort, as figures.AsOf) {
	for _, c := range []figures.Cohort{{}, {Unit: d.id(UnitSubject)}, narrow} {
		ps, err := d.tx.Progress(figures.Measures(), 2026, c, as)
		if err != nil {
			d.Fatal(err)
		}
		for _, p := range ps {
			if want := d.done(p.Measure, c, as); p.Done() != want {
				d.Fatalf("%s of %+v as of %+v: %d, want %d", p.Measure.Key, c, as, p.Done(), want)
			}
			if want := d.yearAim(p.Measure, c, as); p.Target != want {
				d.Fatalf("target of %s of %+v as of %+v: %d, want %d", p.Measure.Key, c, as, p.Target, want)
			}
		}
	}
}

// done counts by hand what was done of a measure in 2026, by what is narrowed.
func (o oracle) done(m figures.Measure, c figures.Cohort, as figures.AsOf) int64 {
	year := figures.ReachedIn(m.State, 2026)
	c.By, c.From, c.To = year.By, year.From, year.To
	if m.Hosted && c.Unit != 0 {
		c.Unit, c.Host = 0, c.Unit
	}
	var done int64
	for _, e := range o.entries(c, as) {
		switch {
		case m.Large && (e.Money > figures.PaidForeign || e.Agreed < Yi):
		case m.Amount:
			done += int64(e.Agreed)
		default:
			done++
		}
	}
	return done
}

// yearAim is the target of a year: of all it is the district's, of a unit and
// nothing else the unit's own.
func (o oracle) yearAim(m figures.Measure, c figures.Cohort, as figures.AsOf) int64 {
	k := TargetKey{Year: 2026, Scope: ForDistrict, Measure: m.Key}
	if c.Unit != 0 {
		k.Scope, k.Unit = ForUnit, UnitID(c.Unit)
		c.Unit = 0
	}
	if !c.Same(figures.Cohort{}) {
		return 0
	}
	return o.target(k, o.knownTo(as))
}

// checkShare: the district's part of the city's total, of the year or one event.
func (d *randomDistrict) checkShare(as figures.AsOf) {
	signed, _ := figures.FindMeasure("signed")
	event := rapid.SampledFrom(append(d.subjects(EventSubject), 0)).Draw(d.T, "event")
	var c figures.Cohort
	if event != 0 {
		c.Events = []int64{event}
	}
	k := TargetKey{Year: 2026, Scope: ForCity, Event: EventID(event), Measure: "signed"}
	n := d.knownTo(as)
	want := figures.Share{Measure: signed, District: d.done(signed, c, as), City: d.target(k, n)}
	k.Event, k.Measure = 0, DistrictsOfCity
	want.Districts = d.target(k, n)
	got, err := d.tx.ShareOfCity(signed, 2026, EventID(event), as)
	if err != nil {
		d.Fatal(err)
	}
	if got != want {
		d.Fatalf("share of the city at event %d as of %+v = %+v, want %+v", event, as, got, want)
	}
}

// checkMoved: what moved, how and by which acts is what the slow computation
// says; and where only the day is another, some act said what happened.
func (d *randomDistrict) checkMoved(r figures.Rule, c figures.Cohort, from, to figures.AsOf) {
	moves, err := d.tx.Moved(r, c, from, to)
	if err != nil {
		d.Fatal(err)
	}
	var got []moved
	for _, m := range moves {
		was := moved{m.Movement, m.Project, m.Name, nil}
		for _, a := range m.Acts {
			was.by = append(was.by, a.Number)
		}
		got = append(got, was)
		if d.knownTo(from) == d.knownTo(to) && len(m.Acts) == 0 && !Date(to.Day).Before(Date(from.Day)) {
			d.Fatalf("nothing moved %s of %+v from %+v to %+v", m.Name, c, from, to)
		}
	}
	if diff := cmp.Diff(d.moved(r, c, from, to), got, cmp.AllowUnexported(moved{}), cmpopts.EquateEmpty()); diff != "" {
		d.Fatalf("%s of %+v moved from %+v to %+v (-want +got):\n%s", r.Key, c, from, to, diff)
	}
}

func TestMovedNamesTheActs(t *testing.T) {
	l := newLedger(t).on("2026-03-02")
	p := l.open(Opened{Name: "锦尚二期", Agreed: InYuan(2 * Yi)})
	sign := l.reach(p, MilestoneSign, "2026-03-01")
	l.on("2026-03-10").apply(Subject{ProjectSubject, int64(p)}, Noted{Text: "已对接"})
	l.reach(p, MilestoneTalk, "2026-03-07") // a fact of those days that moved nothing
	file := l.reach(p, MilestoneFile, "2026-03-08")
	rule, _ := figures.Find("signing/filed")
	for _, c := range []struct {
		from, to func(*Tx) (figures.AsOf, error)
		want     []ActNumber
		movement Movement
	}{
		{asThen("2026-03-01"), asThen("2026-03-05"), []ActNumber{sign}, MovedAdded},
		{asThen("2026-03-05"), asNow, []ActNumber{file}, MovedIn},
		{asFor("2026-03-05"), asFor("2026-03-08"), []ActNumber{file}, MovedIn},
		{asThen("2026-03-01"), asNow, []ActNumber{sign, file}, MovedIn},
		{asFor("2026-03-08"), asNow, nil, ""},
	} {
		l.read(func(tx *Tx) error {
			from, _ := c.from(tx)
			to, _ := c.to(tx)
			moves, err := tx.Moved(rule, figures.SignedIn(2026), from, to)
			if err != nil {
				return err
			}
			var got []ActNumber
			var movement Movement
			for _, m := range moves {
				movement = m.Movement
				for _, a := range m.Acts {
					got = append(got, a.Number)
				}
			}
			if movement != c.movement || !cmp.Equal(got, c.want) {
				t.Errorf("from %v to %v: %q by %v, want %q by %v", from, to, movement, got, c.movement, c.want)
			}
			return nil
		})
	}
}

// What another record of the project knew is said of it by the merger, so that
// is what is named for the days it tells of; it was nothing.
func TestMovedNamesTheMergerThatTold(t *testing.T) {
	l := newLedger(t).on("2026-03-10")
	keep, drop := l.open(Opened{Name: "锦尚"}), l.open(Opened{Name: "锦尚二期"})
	l.reach(drop, MilestoneSign, "2026-03-01")
	merger := l.apply(Subject{ProjectSubject, int64(keep)}, ProjectMerged{Keep: keep, Drop: drop})
	rule, _ := figures.Find("signing/filed")
	l.read(func(tx *Tx) error {
		moves, err := tx.Moved(rule, figures.SignedIn(2026), tx.AsOfDay(MustDate("2026-02-28")), tx.AsOfNow())
		if err != nil {
			return err
		}
		if len(moves) != 1 || moves[0].Project != keep || len(moves[0].Acts) != 1 || moves[0].Acts[0].Number != merger {
			t.Errorf("moved: %+v, want project %d by act %d", moves, keep, merger)
		}
		return nil
	})
}

// A target, a rule and a total of the city are found again as they were.
func TestTargetsAndRulesAsOfThen(t *testing.T) {
	l := newLedger(t).on("2026-03-02")
	aim := func(k TargetKey, v int64) {
		var s Subject
		l.read(func(tx *Tx) (err error) { s, err = tx.TargetSubjectOf(k); return err })
		l.apply(s, TargetSet{k, v})
	}
	rate := TargetKey{Year: 2026, Scope: ForDistrict, Measure: "signing/filed"}
	aim(rate, 600)
	aim(TargetKey{Year: 2026, Scope: ForDistrict, Measure: "signed"}, 4)
	aim(TargetKey{Year: 2026, Scope: ForCity, Measure: "signed"}, 40)
	aim(TargetKey{Year: 2026, Scope: ForCity, Measure: DistrictsOfCity}, 8)
	for _, name := range []string{"锦尚", "禾丰"} {
		l.reach(l.open(Opened{Name: name, Agreed: InYuan(Yi)}), MilestoneSign, "2026-03-01")
	}
	l.on("2026-04-30")
	aim(rate, 700)
	recognised, _ := figures.Find("signing/recognised")
	l.apply(Subject{Kind: SettingSubject}, RuleSet(recognised))
	filed, _ := figures.Find("signing/filed")
	l.read(func(tx *Tx) error {
		then, _ := tx.AsOfThenDay(MustDate("2026-03-31"))
		for as, want := range map[*figures.AsOf]figures.Points{{Kind: figures.Now, Day: tx.AsOfNow().Day}: 700, &then: 600} {
			f, err := tx.Figure(filed, figures.SignedIn(2026), *as)
			if err != nil || f.Target != want {
				t.Errorf("target as of %+v = %v (%v), want %v", *as, f.Target, err, want)
			}
		}
		for day, want := range map[string]string{"2026-03-31": "signing/filed", "2026-04-30": "signing/recognised"} {
			r, err := tx.RuleOf(figures.Signing, tx.AsOfDay(MustDate(day)))
			if err != nil || r.Key != want {
				t.Errorf("rule of %s = %s (%v), want %s", day, r.Key, err, want)
			}
		}
		signed, _ := figures.FindMeasure("signed")
		ps, err := tx.Progress([]figures.Measure{signed}, 2026, figures.Cohort{}, tx.AsOfNow())
		if err != nil {
			return err
		}
		// 2 of 4 by the end of April: 50 % done, 4 of 12 months gone.
		if ahead, ok := ps[0].Ahead(); !ok || ahead != 167 || !ps[0].Half() {
			t.Errorf("ahead by %v %v, half %v; want 16.7 and half", ahead, ok, ps[0].Half())
		}
		share, err := tx.ShareOfCity(signed, 2026, 0, tx.AsOfNow())
		if above, ok := share.AboveEven(); err != nil || !ok || above != 50-125 {
			t.Errorf("above 市均 by %v %v (%v), want -7.5", above, ok, err)
		}
		return nil
	})
}

// A unit whose own target is taken away has the district's again, not none.
func TestTargetTakenAwayLeavesTheDistricts(t *testing.T) {
	l := newLedger(t).on("2026-03-02")
	u := l.apply(Subject{Kind: UnitSubject}, UnitAdded{Name: "河口镇", UnitKind: Township})
	k := TargetKey{Year: 2026, Scope: ForDistrict, Measure: "signing/filed"}
	l.apply(Subject{Kind: TargetSubject}, TargetSet{k, 600})
	k.Scope, k.Unit = ForUnit, UnitID(u)
	own := l.apply(Subject{Kind: TargetSubject}, TargetSet{k, 500})
	l.apply(Subject{TargetSubject, int64(own)}, TargetSet{k, 0})
	rule, _ := figures.Find("signing/filed")
	c := figures.SignedIn(2026)
	c.Unit = int64(u)
	l.read(func(tx *Tx) error {
		f, err := tx.Figure(rule, c, tx.AsOfNow())
		if err != nil || f.Target != figures.Percent(60) {
			t.Errorf("target = %v (%v), want 60.0", f.Target, err)
		}
		return nil
	})
}
