package bot_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// The names of the fixture that the table speaks of.
const (
	aProject  = "锦尚差别化锦纶二期"
	twoOf     = "锦尚差别化锦纶一期"
	anotherOf = "云帆冷链物流"
)

// acts has one act of each op with the least that it needs; what a message of
// it comes to is compared with and without each field.
func leastActs() []reading.Act {
	return []reading.Act{
		reading.Lead{Project: "岩板", Investor: "泉州石材", Unit: "三桥镇", Stage: "线索"},
		reading.Update{Project: aProject, Note: "在谈细节"},
		reading.Visit{Investor: "上海华能"},
		reading.Correct{Project: aProject, Field: "stage", New: "拟签约"},
		reading.Undo{Target: "last"},
		reading.Merge{Keep: twoOf, Drop: aProject},
		reading.Drop{Project: aProject, Reason: "谈崩"},
		reading.Transfer{Project: aProject, To: "高新园区"},
		reading.Dispute{Project: aProject, Claim: "我们先谈的"},
		reading.Obstacle{Project: aProject, Kind: "用地", Text: "没指标"},
		reading.ObstacleClose{Project: aProject},
		reading.Order{From: "陈建平", To: []string{"三桥镇"}, Text: "抓紧供地", Due: aSpan("2024-06-03")},
		reading.OrderClose{},
		reading.Assign{Project: aProject, Role: "专班成员", Who: []string{"发改委"}},
		reading.Assign{Unit: "河口镇", Role: "联络员", Who: []string{"李明"}},
		reading.EventAdd{Event: "6月投资说明会", Projects: []string{aProject}},
		reading.EventDrop{Event: "4月深圳投资说明会", Projects: []string{aProject}},
		reading.Meeting{Kind: "双周过堂会", Date: aDate("2024-06-05")},
		reading.NoChange{Scope: "mine"},
		reading.Snooze{Until: aDate("2024-06-01"), Scope: "mine"},
		reading.AskRate{Rate: "签约转化率", Scope: reading.Scope{Area: "全区", Year: 2024}},
		reading.AskRate{Rate: "签约转化率", Scope: reading.Scope{Area: "全区", Year: 2024}, GroupBy: "unit"},
		reading.AskList{},
		reading.AskList{Filter: reading.Filter{StageIn: []string{"已签约"}}},
		reading.AskList{Filter: reading.Filter{StageIn: []string{"已签约"}, From: aDate("2024-03-01"), To: aDate("2024-05-22")}},
		reading.AskList{Kind: "obstacle"},
		reading.AskProject{Project: aProject},
		reading.AskMeeting{},
		reading.Help{},
		reading.Refuse{Why: "privacy"},
		reading.None{},
	}
}

func aDate(s string) *reading.Date { d := reading.Date(storage.MustDate(s)); return &d }

func aSpan(s string) *reading.Span { return &reading.Span{From: aDate(s), To: aDate(s)} }

func yi(n int64) *reading.Amount {
	return &reading.Amount{Raw: fmt.Sprint(n, "亿"), Cur: "CNY", Value: reading.Cents(n * 1e10)}
}

func ptr[T any](v T) *T { return &v }

// otherValues has for each field a value that the least act has not. A field
// that has none fails the test: say here what may be said of it, and in the bot
// what comes of it.
var otherValues = map[string]any{
	"Lead.Project": reading.Name("瓷砖"), "Lead.Investor": reading.Name("晋江石材"), "Lead.Unit": reading.Name("河口镇"), "Lead.Stage": "在谈",
	"Lead.Origin": "泉州", "Lead.Amount": yi(2), "Lead.RegCapital": yi(1), "Lead.LandMu": reading.DecimalOf(15), "Lead.Site": "租厂房",
	"Lead.Contact": "老吴", "Lead.Dates": []reading.Dated{{What: reading.VisitBy, Kind: reading.Plan, Date: *aSpan("2024-06-05")}},
	"Lead.Phase": "一期", "Lead.Source": "商会", "Lead.Referrer": "科技局", "Lead.Tags": []string{"小而美"}, "Lead.Foreign": true,

	"Update.Project": reading.Name(anotherOf), "Update.Stage": "已开工", "Update.Reg": "已申报",
	"Update.Dates":  []reading.Dated{{What: reading.Start, Kind: reading.Plan, Date: *aSpan("2024-06-05")}},
	"Update.Amount": yi(2), "Update.Invested": yi(2), "Update.PaidIn": yi(2), "Update.Percent": ptr(reading.DecimalOf(60)), "Update.Note": "别的",
	"Update.Hold": ptr(true), "Update.Verdict": "通过", "Update.Meeting": aDate("2024-05-21"), "Update.SlippedFrom": aDate("2024-05-30"), "Update.Contact": "老吴",

	"Visit.Investor": reading.Name("别家"), "Visit.Date": aSpan("2024-05-20"), "Visit.Result": "未谈成",
	"Correct.Project": reading.Name(anotherOf), "Correct.Field": "unit", "Correct.Old": "已开工", "Correct.New": "在谈",
	"Undo.Target": "all",
	"Merge.Keep":  reading.Name(anotherOf), "Merge.Drop": reading.Name(anotherOf),
	"Drop.Project": reading.Name(anotherOf), "Drop.Reason": "缺地",
	"Transfer.Project": reading.Name(anotherOf), "Transfer.From": reading.Name("河口镇"), "Transfer.To": reading.Name("河口镇"),
	"Dispute.Project": reading.Name(anotherOf), "Dispute.Between": []string{"三桥镇", "经济开发区"}, "Dispute.Claim": "我们先接触的",
	"Obstacle.Project": reading.Name(anotherOf), "Obstacle.Kind": "用电", "Obstacle.Text": "没容量", "Obstacle.Need": []string{"资规局"},
	"Obstacle.Due": aSpan("2024-06-05"), "Obstacle.Expect": aSpan("2024-06-05"),
	"ObstacleClose.Project": reading.Name(anotherOf), "ObstacleClose.Kind": "用电", "ObstacleClose.By": []string{"供电公司"},
	"Order.From": reading.Name("周敏"), "Order.To": []string{"三桥镇", "河口镇"}, "Order.Text": "摘牌", "Order.Due": aSpan("2024-06-05"),
	"Order.Project": reading.Name(anotherOf), "Order.Repeat": "每周五", "Order.Meeting": aDate("2024-05-21"),
	"OrderClose.Project": reading.Name(anotherOf), "OrderClose.Text": "已供地",
	"Assign.Project": reading.Name(anotherOf), "Assign.Unit": reading.Name("三桥镇"), "Assign.Role": "联络员", "Assign.Who": []string{"商务局"},
	"EventAdd.Event": reading.Name("5月华商大会"), "EventAdd.Projects": []string{twoOf},
	"EventDrop.Event": reading.Name("5月华商大会"), "EventDrop.Projects": []string{anotherOf},
	"Meeting.Kind": "推进会", "Meeting.Date": aDate("2024-06-06"), "Meeting.Time": "14:00", "Meeting.Place": "二楼", "Meeting.Cancelled": true,
	"NoChange.Project": reading.Name(aProject), "NoChange.Scope": "mine_talking", "NoChange.Reason": "等批复", "NoChange.Except": []reading.Name{twoOf},
	"Snooze.Until": aDate("2024-06-02"), "Snooze.Scope": "all",

	"AskRate.Rate": "开工率", "AskRate.Metrics": []string{"amount"}, "AskRate.Compare": "last_year", "AskRate.Show": []string{"gap"},
	"AskRate.GroupBy": "unit", "AskRate.Sort": "asc",
	"AskRate.Scope.Area": "全市", "AskRate.Scope.Unit": "三桥镇", "AskRate.Scope.Leader": "周敏", "AskRate.Scope.Kind": "镇街", "AskRate.Scope.Year": 2023,
	"AskRate.Scope.SignYear": 2023, "AskRate.Scope.Events": []string{"5月华商大会"}, "AskRate.Scope.From": aDate("2024-04-01"),
	"AskRate.Scope.To": aDate("2024-04-30"), "AskRate.Scope.MinWan": reading.DecimalOf(100000),
	"AskList.Format": "excel", "AskList.GroupBy": "unit", "AskList.Kind": "order",
	"AskList.Filter.Unit": "三桥镇", "AskList.Filter.Leader": "周敏", "AskList.Filter.StageIn": []string{"在谈"}, "AskList.Filter.State": "停滞",
	"AskList.Filter.StaleDays": 30, "AskList.Filter.MinWan": reading.DecimalOf(30000), "AskList.Filter.Due": aSpan("2024-06-05"),
	"AskList.Filter.By": "资规局", "AskList.Filter.From": aDate("2024-04-01"), "AskList.Filter.To": aDate("2024-04-30"),
	"AskList.Filter.Kind": "镇街", "AskList.Filter.Meeting": aDate("2024-05-21"), "AskList.Filter.Year": 2023, "AskList.Filter.Events": []string{"5月华商大会"},
	"AskProject.Project": reading.Name(anotherOf), "Help.Topic": "撤回", "Refuse.Why": "computed_value",
}

// saysNothing are the fields that change nothing of what comes of a message,
// with the reason. The list may only shrink.
var saysNothing = map[string]string{
	"Correct.Old":  "what takes its place is what counts; the ledger has what stood before",
	"Undo.Target":  "there is only the last",
	"Snooze.Scope": "a person is reminded of his own only",
}

// TestEveryFieldIsHeard: whatever a reading says reaches storage as an act, or
// is answered, asked or told. A field that makes no difference is dropped in
// silence; one that the table does not know is new.
func TestEveryFieldIsHeard(t *testing.T) {
	least := leastActs()
	for _, name := range actTypes(t) {
		found := false
		for _, a := range least {
			found = found || reflect.TypeOf(a).Name() == name
		}
		if !found {
			t.Errorf("nothing is said of %s", name)
		}
	}
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		st := newStage(t, dir, nil, "2024-05-22 10:00")
		defer st.stop()
		heard, without := map[string]bool{}, map[string]string{}
		for _, a := range least {
			v, said := reflect.ValueOf(a), st.outcome(a)
			for path, with := range variants(t, v, v.Type().Name()) {
				heard[path] = heard[path] || st.outcome(with) != said
				without[path] = said
			}
		}
		for path, ok := range heard {
			why, excused := saysNothing[path]
			switch {
			case !ok && !excused:
				t.Errorf("%s makes no difference:\n%s", path, without[path])
			case ok && excused:
				t.Errorf("%s makes a difference now, take it from the list (%s)", path, why)
			}
		}
	})
}

// variants returns an act once with each of its fields at another value.
func variants(t *testing.T, v reflect.Value, name string) map[string]reading.Act {
	all := map[string]reading.Act{}
	var walk func(reflect.Type, string, []int)
	walk = func(typ reflect.Type, path string, index []int) {
		for i := range typ.NumField() {
			f, at := typ.Field(i), path+"."+typ.Field(i).Name
			if f.Type == reflect.TypeFor[reading.Scope]() || f.Type == reflect.TypeFor[reading.Filter]() {
				walk(f.Type, at, append(index, i))
				continue
			}
			other, ok := otherValues[at]
			if !ok {
				t.Errorf("%s is new: nothing is known of it", at)
				continue
			}
			with := reflect.New(v.Type()).Elem()
			with.Set(v)
			with.FieldByIndex(append(index[:len(index):len(index)], i)).Set(reflect.ValueOf(other))
			all[at] = with.Interface().(reading.Act)
		}
	}
	walk(v.Type(), name, nil)
	return all
}

// outcome is what comes of an act said by the office, or by a liaison where it
// is of his reports: acts, drafts, words, or
// an error. Nothing of it stays.
func (st *stage) outcome(a reading.Act) string {
	st.t.Helper()
	undo := errors.New("for show")
	var out strings.Builder
	err := st.service.Store.Write(st.t.Context(), func(tx *storage.Tx) error {
		st.prepare(tx)
		before, err := tx.LastAct()
		if err != nil {
			return err
		}
		by := "小周"
		if a.Op() == reading.OpNoChange {
			by = "张三" // who owes reports
		}
		p, err := tx.PersonByAccount(st.names[by])
		if err != nil {
			return err
		}
		r := reading.Reading{Acts: []reading.Act{a}, Confirm: reading.ConfirmEcho}
		switch a.Op() {
		case reading.OpAskRate, reading.OpAskList, reading.OpAskProject, reading.OpAskMeeting, reading.OpHelp, reading.OpRefuse, reading.OpNone:
			r.Confirm = reading.ConfirmNone
		}
		if err := st.service.Meet(tx, p, "这样一句话", r); err != nil {
			fmt.Fprintln(&out, "error:", err)
		}
		after, err := tx.LastAct()
		if err != nil {
			return err
		}
		for n := before + 1; n <= after; n++ {
			done, err := tx.Act(n)
			if err != nil {
				return err
			}
			body, err := json.Marshal(done.Body)
			if err != nil {
				return err
			}
			fmt.Fprintln(&out, done.Body.Kind(), done.Subjects, string(body))
		}
		if err := writeSaid(tx, &out); err != nil {
			return err
		}
		return undo
	})
	if !errors.Is(err, undo) {
		st.t.Fatalf("%+v: %v", a, err)
	}
	return out.String()
}

// prepare brings about what some acts speak of: two obstacles of a project, an
// order, one of another project.
func (st *stage) prepare(tx *storage.Tx) {
	st.t.Helper()
	projects, err := tx.Projects()
	if err != nil {
		st.t.Fatal(err)
	}
	for _, p := range projects {
		if p.Name != aProject && p.Name != anotherOf {
			continue
		}
		for _, b := range []storage.Body{
			storage.ObstacleRaised{Project: p.ID, Category: storage.LandObstacle, Text: "没指标"},
			storage.ObstacleRaised{Project: p.ID, Category: storage.PowerObstacle, Text: "没容量"},
			storage.OrderGiven{Project: p.ID, From: p.Leader, To: []storage.Assignee{{Unit: p.Unit}}, Text: "供地", Due: storage.MustDate("2024-06-01")},
		} {
			kind := storage.ObstacleSubject
			if b.Kind() == storage.KindOrderGiven {
				kind = storage.OrderSubject
			}
			if _, err := tx.Apply(storage.Act{Source: "test", Subjects: []storage.Subject{{Kind: kind}}, Body: b}); err != nil {
				st.t.Fatal(err)
			}
		}
	}
}

// writeSaid writes what waits to be said, with its buttons' labels.
func writeSaid(tx *storage.Tx, out *strings.Builder) error {
	waiting, err := tx.Waiting(0, 1000)
	if err != nil {
		return err
	}
	for _, d := range waiting {
		o, err := tx.Take(d)
		if err != nil {
			return err
		}
		fmt.Fprintln(out, o.Message.Kind, o.Message.Text)
		for _, row := range o.Message.Buttons {
			for _, b := range row {
				fmt.Fprintf(out, "[%s]", b.Label)
			}
		}
	}
	return nil
}

// actTypes returns the names of the types that are acts, as the source has them.
func actTypes(t *testing.T) []string {
	file, err := parser.ParseFile(token.NewFileSet(), "reading/act.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "Op" && f.Recv != nil {
			names = append(names, f.Recv.List[0].Type.(*ast.Ident).Name)
		}
	}
	return names
}
