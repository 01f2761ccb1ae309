package storage

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"shuangzhou/storage/figures"
)

// errDone gives up a transaction in which a random district was made.
var errDone = errors.New("done")

// checkDistricts makes random districts, each in a transaction that is given
// up, and calls f with each: a few under -short, some thousands otherwise.
func checkDistricts(t *testing.T, rounds int, f func(randomDistrict)) {
	s, now := openTest(t)
	*now = lastDay.Clock(20, 0, shanghai)
	if testing.Short() {
		rounds = 1
	}
	for range rounds {
		rapid.Check(t, func(rt *rapid.T) {
			err := s.Write(context.Background(), func(tx *Tx) error {
				d := randomDistrict{T: rt, tx: tx}
				d.make()
				f(d)
				return errDone
			})
			if !errors.Is(err, errDone) {
				rt.Fatal(err)
			}
		})
	}
}

// A random district lives for some weeks around the turn of a year.
var firstDay, lastDay = MustDate("2025-12-10"), MustDate("2026-01-25")

// A randomDistrict is one of them, with the oracle that has seen it being made.
type randomDistrict struct {
	*rapid.T
	oracle
	tx   *Tx
	said time.Time
}

// make applies random acts, undos among them. What a rule forbids is not done.
func (d *randomDistrict) make() {
	d.said = firstDay.Clock(8, 0, shanghai)
	d.mustAct(UnitSubject, UnitAdded{Name: "河口镇", UnitKind: Township})
	d.mustAct(UnitSubject, UnitAdded{Name: "三队", UnitKind: Squad})
	d.mustAct(PersonSubject, PersonAdded{Name: "陈建平", Role: Leader})
	d.mustAct(PersonSubject, PersonAdded{Name: "李镇长", Role: Head, Unit: 1})
	d.mustAct(PersonSubject, PersonAdded{Name: "赵队长", Role: Head, Unit: 2})
	d.mustAct(EventSubject, EventAdded{Name: "迎春", Level: CityLevel, Held: MustDate("2026-01-05")})
	d.mustAct(EventSubject, EventAdded{Name: "岁末", Level: DistrictLevel, Held: MustDate("2025-12-20")})
	d.mustAct(EventSubject, EventAdded{Name: "待定", Level: CityLevel})
	rate := TargetKey{Year: 2026, Scope: ForDistrict, Measure: "signing/filed"}
	d.mustAct(TargetSubject, TargetSet{rate, 600})
	rate.Scope, rate.Unit = ForUnit, 1
	d.mustAct(TargetSubject, TargetSet{rate, 500})
	d.mustAct(ProjectSubject, Opened{Name: "锦尚"})
	for range rapid.IntRange(0, 4).Draw(d.T, "projects") {
		d.act(Act{Subjects: []Subject{{Kind: ProjectSubject}}, Body: d.opening()})
	}
	for range rapid.IntRange(0, 40).Draw(d.T, "acts") {
		d.said = d.said.Add(time.Duration(rapid.IntRange(0, 50).Draw(d.T, "hours")) * time.Hour)
		if d.said.After(d.tx.Now()) {
			break
		}
		d.act(d.next())
	}
}

func (d *randomDistrict) mustAct(k SubjectKind, b Body) {
	if !d.act(Act{Subjects: []Subject{{Kind: k}}, Body: b}) {
		d.Fatalf("%s was refused", b.Kind())
	}
}

// act applies an act, which may have waited at Telegram, and reports whether
// it was taken.
func (d *randomDistrict) act(a Act) bool {
	a.Source = "test"
	a.Said = d.said.Add(-time.Duration(rapid.SampledFrom([]int{0, 0, 0, 1, 20}).Draw(d.T, "late")) * time.Hour)
	done, err := d.tx.Apply(a)
	var invalid *Invalid
	var denied *Denied
	if errors.As(err, &invalid) || errors.As(err, &denied) {
		return false
	}
	if err != nil {
		d.Fatal(err)
	}
	d.log = append(d.log, done)
	return true
}

// next draws an act about something that is there.
func (d *randomDistrict) next() Act {
	switch rapid.IntRange(0, 18).Draw(d.T, "what") {
	case 0, 1, 2:
		target := rapid.SampledFrom(d.log).Draw(d.T, "undone")
		return Act{Subjects: target.Subjects, Undoes: target.Number, Body: Undone{}}
	case 3:
		return Act{Subjects: []Subject{{Kind: ProjectSubject}}, Body: d.opening()}
	case 4:
		return Act{
			Subjects: []Subject{{UnitSubject, d.id(UnitSubject)}},
			Body:     UnitChanged{UnitKind: rapid.SampledFrom([]UnitKind{Township, Squad}).Draw(d.T, "kind")},
		}
	case 5:
		return d.merger()
	case 6, 7:
		return d.transfer()
	case 8:
		return d.aim()
	case 9:
		rule := RuleSet(d.rule())
		s, err := d.tx.SettingSubjectOf(rule.Name)
		if err != nil {
			d.Fatal(err)
		}
		return Act{Subjects: []Subject{s}, Body: rule}
	}
	return Act{Subjects: []Subject{{ProjectSubject, d.id(ProjectSubject)}}, Body: d.report()}
}

// merger draws two projects, or rarely two units, that are one.
func (d *randomDistrict) merger() Act {
	if rarely(d.T, "of units") {
		from, into := d.id(UnitSubject), d.id(UnitSubject)
		return Act{Subjects: []Subject{{UnitSubject, from}}, Body: UnitMerged{From: UnitID(from), Into: UnitID(into)}}
	}
	keep, drop := d.id(ProjectSubject), d.id(ProjectSubject)
	return Act{Subjects: []Subject{{ProjectSubject, keep}}, Body: ProjectMerged{Keep: ProjectID(keep), Drop: ProjectID(drop)}}
}

// transfer draws a word on a project that moves: by the program, which speaks
// for the office, or by somebody who may speak for a unit.
func (d *randomDistrict) transfer() Act {
	moving, err := d.tx.Transferring()
	if err != nil {
		d.Fatal(err)
	}
	a := Act{By: PersonID(rapid.SampledFrom(append(d.subjects(PersonSubject), 0)).Draw(d.T, "by"))}
	if len(moving) == 0 {
		credit := rapid.SampledFrom([]Credit{CreditKept, CreditMoved, CreditMoved, CreditSplit}).Draw(d.T, "credit")
		asked := TransferAsked{To: UnitID(d.id(UnitSubject)), Credit: credit}
		if credit == CreditSplit {
			asked.Share = 300
		}
		a.Subjects, a.Body = []Subject{{ProjectSubject, d.id(ProjectSubject)}}, asked
		return a
	}
	a.Subjects = []Subject{{ProjectSubject, int64(rapid.SampledFrom(moving).Draw(d.T, "moving").ID)}}
	a.Body = rapid.SampledFrom([]Body{TransferConfirmed{}, TransferConfirmed{}, TransferConfirmed{}, TransferRefused{}}).Draw(d.T, "word")
	return a
}

// aim draws a target, or a total of the city.
func (d *randomDistrict) aim() Act {
	k := TargetKey{
		Year:  rapid.SampledFrom([]int{2025, 2026}).Draw(d.T, "year"),
		Scope: rapid.SampledFrom([]TargetScope{ForDistrict, ForUnit, ForUnit, ForCity}).Draw(d.T, "scope"),
		Measure: rapid.SampledFrom([]string{
			"signing/filed", "signing/filed", "start/signed", "signed", "signed", "hosted_amount", DistrictsOfCity,
		}).Draw(d.T, "aim"),
	}
	switch k.Scope {
	case ForUnit:
		k.Unit = UnitID(d.id(UnitSubject))
	case ForCity:
		k.Event = EventID(rapid.SampledFrom(append(d.subjects(EventSubject), 0)).Draw(d.T, "event"))
	}
	if set := d.subjects(TargetSubject); set != nil && rapid.Bool().Draw(d.T, "set before") {
		id := rapid.SampledFrom(set).Draw(d.T, "set")
		k = d.log[id-1].Body.(TargetSet).TargetKey // of its first act, whose number it has
	}
	s, err := d.tx.TargetSubjectOf(k)
	if err != nil {
		d.Fatal(err)
	}
	return Act{Subjects: []Subject{s}, Body: TargetSet{k, rapid.SampledFrom([]int64{0, 5, 600}).Draw(d.T, "target")}}
}

// report draws what is said of a project.
func (d *randomDistrict) report() Body {
	switch rapid.IntRange(0, 16).Draw(d.T, "report") {
	case 10:
		return Described{Details: Details{Chain: d.chain()}}
	case 11:
		return Described{Tags: []string{d.tag()}}
	case 0:
		return Cleared{Milestone: d.milestone()}
	case 1, 2:
		return FilingReturned{On: d.day()}
	case 3:
		return AmountChanged{Which: rapid.SampledFrom([]AmountField{AgreedAmount, PaidInAmount}).Draw(d.T, "which"), Amount: d.amount()}
	case 4:
		a := Assigned{Unit: UnitID(d.id(UnitSubject)), Host: UnitID(d.id(UnitSubject))}
		if rapid.Bool().Draw(d.T, "linked") {
			a.Leader = PersonID(d.id(PersonSubject))
		}
		return a
	case 5:
		return PutUp{Event: EventID(d.id(EventSubject)), Withdrawn: rapid.Bool().Draw(d.T, "withdrawn")}
	case 6:
		return ProjectDropped{On: d.day(), Reason: "资金"}
	case 7:
		return RecognitionClaimed{On: d.day()}
	case 8:
		return Noted{Text: "已对接"}
	case 9:
		return Renamed{Name: rapid.SampledFrom([]string{"锦尚", "禾丰"}).Draw(d.T, "name")}
	}
	return Reached{Milestone: d.milestone(), On: d.day()}
}

func (d *randomDistrict) opening() Opened {
	o := Opened{
		Name: rapid.SampledFrom([]string{"锦尚", "禾丰"}).Draw(d.T, "name"), Unit: UnitID(d.id(UnitSubject)), Agreed: d.amount(),
	}
	if rapid.Bool().Draw(d.T, "known") {
		o.Host, o.Leader = UnitID(d.id(UnitSubject)), PersonID(d.id(PersonSubject))
		o.Tags = []string{d.tag(), d.tag()}
		o.Chain = d.chain()
		o.Events = []EventID{EventID(d.id(EventSubject)), EventID(d.id(EventSubject))}
		o.Milestones = map[Milestone]Date{MilestoneSign: d.day(), d.milestone(): d.day()}
	}
	return o
}

func (d *randomDistrict) id(k SubjectKind) int64 {
	return rapid.SampledFrom(d.subjects(k)).Draw(d.T, string(k))
}

func (d *randomDistrict) milestone() Milestone {
	return rapid.SampledFrom([]Milestone{
		MilestoneSign, MilestoneSign, MilestoneFile, MilestoneFile, MilestoneRecognise, MilestoneTalk, MilestonePropose,
		MilestoneStart, MilestoneFinish, MilestoneProduce, MilestoneCapacity,
	}).Draw(d.T, "milestone")
}

// day draws a day that has come, mostly a recent one.
func (d *randomDistrict) day() Date {
	return On(d.said, shanghai).AddDays(-rapid.IntRange(0, 25).Draw(d.T, "days ago"))
}

func (d *randomDistrict) amount() Amount {
	return rapid.SampledFrom([]Amount{{}, InYuan(Yi), InYuan(3 * Yi), InYuan(10 * Yi), InYuan(3), {Currency: "USD", Units: 5}}).Draw(d.T, "amount")
}

// asOf draws a way to look at the district.
func (d *randomDistrict) asOf() figures.AsOf {
	day := firstDay.AddDays(rapid.IntRange(-2, 50).Draw(d.T, "as of"))
	if facts := d.facts(); len(facts) > 0 && rapid.Bool().Draw(d.T, "of a fact") {
		day = rapid.SampledFrom(facts).Draw(d.T, "fact")
	}
	switch rapid.IntRange(0, 3).Draw(d.T, "way") {
	case 0:
		return d.tx.AsOfNow()
	case 1:
		return d.tx.AsOfDay(day)
	case 2:
		as, err := d.tx.AsOfAct(ActNumber(rapid.IntRange(0, len(d.log)).Draw(d.T, "act")))
		if err != nil {
			d.Fatal(err)
		}
		return as
	}
	instant := day.Clock(rapid.IntRange(0, 23).Draw(d.T, "hour"), 0, shanghai)
	as, err := d.tx.AsOfThen(instant)
	if err != nil {
		d.Fatal(err)
	}
	if want := d.lastAt(formatTime(instant)); ActNumber(as.Known) != want {
		d.Fatalf("at %s act %d was known, want %d", instant, as.Known, want)
	}
	return as
}

// facts are the days on which something happened, where a figure may turn.
func (d *randomDistrict) facts() []Date {
	var days []Date
	for _, a := range d.log {
		for _, day := range factDays(a.Body) {
			if !day.IsZero() {
				days = append(days, day)
			}
		}
	}
	slices.SortFunc(days, Date.Compare) // the days of an opening come in any order
	return days
}

// cohort draws one, often narrowed.
func (d *randomDistrict) cohort() figures.Cohort {
	c := rapid.SampledFrom([]figures.Cohort{
		{}, figures.SignedIn(2025), figures.SignedIn(2026), figures.ReachedIn(figures.Filed, 2025), figures.ReachedIn(figures.Filed, 2026),
		figures.ReachedIn(figures.Recognised, 2026), figures.ReachedIn(figures.Started, 2025),
		figures.ReachedIn(figures.Completed, 2026), figures.ReachedIn(figures.Producing, 2026),
		{By: figures.Started}, {By: figures.Filed, To: figures.Day(d.dayOfYear())},
		{From: figures.Day(d.dayOfYear())}, {To: figures.Day(d.dayOfYear())},
	}).Draw(d.T, "cohort")
	return d.narrow(c)
}

// dayOfYear draws a day about the turn of the year.
func (d *randomDistrict) dayOfYear() Date {
	return firstDay.AddDays(rapid.IntRange(0, 45).Draw(d.T, "day"))
}

// narrow narrows a cohort by nothing, one or two of what it can say.
func (d *randomDistrict) narrow(c figures.Cohort) figures.Cohort {
	for range rapid.SampledFrom([]int{0, 1, 1, 1, 2}).Draw(d.T, "narrowed") {
		switch rapid.IntRange(0, 11).Draw(d.T, "by") {
		case 0:
			c.Unit = d.id(UnitSubject)
		case 1:
			c.Host = d.id(UnitSubject)
		case 2:
			c.UnitKind = rapid.SampledFrom([]string{string(Squad), string(Township)}).Draw(d.T, "kind")
		case 3:
			c.Leader = d.id(PersonSubject)
		case 4:
			c.MinYuan, c.MaxYuan = int64(Yi), int64(10*Yi)
		case 5:
			c.MinYuan = int64(rapid.SampledFrom([]Yuan{2 * Yi, 10 * Yi}).Draw(d.T, "at least"))
		case 6:
			c.Tag = d.tag()
		case 7:
			c.Events = rapid.SampledFrom([][]int64{{}, {d.id(EventSubject)}, d.subjects(EventSubject)}).Draw(d.T, "events")
		case 8:
			c.Level = rapid.SampledFrom([]string{CityLevel, DistrictLevel}).Draw(d.T, "level")
		case 9:
			c.Chain = d.chain()
		case 10:
			c.MaxYuan = int64(rapid.SampledFrom([]Yuan{Yi, 5 * Yi}).Draw(d.T, "below"))
		}
	}
	return c
}

func (d *randomDistrict) chain() string {
	return rapid.SampledFrom([]string{"高端纺织新材料", "高端装备"}).Draw(d.T, "chain")
}

func (d *randomDistrict) tag() string {
	return rapid.SampledFrom([]string{"小而美", "瞪羚"}).Draw(d.T, "tag")
}

func (d *randomDistrict) division() figures.Division {
	return rapid.SampledFrom([]figures.Division{
		figures.Undivided, figures.ByUnit, figures.ByHost, figures.ByLeader, figures.ByUnitKind, figures.BySize, figures.ByTag,
		figures.ByChain, figures.ByEvent,
	}).Draw(d.T, "division")
}

func (d *randomDistrict) rule() figures.Rule {
	r := rapid.SampledFrom(figures.Rules()).Draw(d.T, "rule")
	if rapid.IntRange(0, 3).Draw(d.T, "dropped") == 0 {
		r = r.LeaveOutDropped()
	}
	return r
}

// Every figure and the list behind it, looked at each way, is what the slow
// computation says.
func TestFiguresAgreeWithSlowComputation(t *testing.T) {
	checkDistricts(t, 20, func(d randomDistrict) {
		for range 8 {
			rule, c, as := d.rule(), d.cohort(), d.asOf()
			f, err := d.tx.Figure(rule, c, as)
			if err != nil {
				d.Fatal(err)
			}
			if diff := cmp.Diff(d.tally(rule, c, as), f.Tally); diff != "" {
				d.Fatalf("%s of %+v as of %+v (-want +got):\n%s", rule.Key, c, as, diff)
			}
			es, err := d.tx.FigureList(rule, c, as)
			if err != nil {
				d.Fatal(err)
			}
			if diff := cmp.Diff(d.list(rule, c, as), es, cmpopts.EquateEmpty()); diff != "" {
				d.Fatalf("list of %s of %+v as of %+v (-want +got):\n%s", rule.Key, c, as, diff)
			}
		}
	})
}

// What a figure is set against agrees with the slow computation too: the target
// that stood then, and the rule that the office had chosen on that day.
func TestAimsAgreeWithSlowComputation(t *testing.T) {
	checkDistricts(t, 5, func(d randomDistrict) {
		for range 8 {
			rule, c, as := d.rule(), d.cohort(), d.asOf()
			if rapid.Bool().Draw(d.T, "aimed at") {
				rule, c = figures.Rules()[0], figures.SignedIn(rapid.SampledFrom([]int{2025, 2026}).Draw(d.T, "year"))
				c.Unit = rapid.SampledFrom(append(d.subjects(UnitSubject), 0)).Draw(d.T, "of")
			}
			f, err := d.tx.Figure(rule, c, as)
			if want := d.aimOf(rule, c, as); err != nil || f.Target != want {
				d.Fatalf("target of %s of %+v as of %+v = %v (%v), want %v", rule.Key, c, as, f.Target, err, want)
			}
			chosen, err := d.tx.RuleOf(rule.Figure, as)
			if want := d.ruleOf(rule.Figure, as); err != nil || chosen != want {
				d.Fatalf("rule of %s as of %+v = %s (%v), want %s", rule.Figure, as, chosen.Key, err, want.Key)
			}
		}
	})
}

// What is counted is what every version says, and a replay makes the rows of
// figures again, as they were.
func TestReplayKeepsWhatIsCounted(t *testing.T) {
	checkDistricts(t, 3, func(d randomDistrict) {
		d.checkCounted()
		before := dump(d.T, d.tx, foldedTables...)
		if err := d.tx.Replay(); err != nil {
			d.Fatal(err)
		}
		if diff := cmp.Diff(before, dump(d.T, d.tx, foldedTables...)); diff != "" {
			d.Fatalf("after a replay (-before +after):\n%s", diff)
		}
	})
}

// checkCounted: at every version of a project there is the row that counts it
// as it was, and none where it was not there.
func (d *randomDistrict) checkCounted() {
	columns, err := all(d.tx, value[string], `SELECT name FROM pragma_table_info('counted') WHERE name NOT IN ('project', 'since', 'until')`)
	if err != nil {
		d.Fatal(err)
	}
	of := func(table string) string { return "(" + table + "." + strings.Join(columns, ", "+table+".") + ")" }
	differ, err := all(d.tx, value[string], `
		SELECT project_version.project || ' after act ' || project_version.since
		FROM project_version
			LEFT JOIN countable USING (project, since)
			LEFT JOIN counted ON counted.project = project_version.project
				AND counted.since <= project_version.since AND counted.until > project_version.since
		WHERE `+of("countable")+` IS NOT `+of("counted"))
	if err != nil {
		d.Fatal(err)
	}
	if len(differ) > 0 {
		d.Fatalf("not counted as they were: %q", differ)
	}
}
