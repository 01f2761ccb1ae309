package bot

import (
	"html/template"
	"time"

	"shuangzhou/bot/telegram"
	"shuangzhou/bot/text"
	"shuangzhou/schedule"
	"shuangzhou/storage"
	"shuangzhou/storage/figures"
)

// nasty is a value that must be escaped wherever it stands.
const nasty = `<b>锦尚 & "二期"</i>`

var (
	aDay     = storage.MustDate("2026-03-03")
	anHour   = aDay.Clock(9, 0, time.UTC)
	aProject = storage.Project{
		ID: 1, Opened: 1, Name: nasty, Agreed: storage.InYuan(3 * storage.Yi), PaidIn: storage.InYuan(2000 * storage.Wan),
		Invested: storage.Amount{Currency: "USD", Units: 12345600, About: true}, Percent: 70, Note: nasty,
		Claim: storage.Claim{On: aDay, Act: 3}, Held: storage.Hold{Since: aDay}, Dropped: storage.Drop{On: aDay, Reason: nasty},
	}
	aLine    = personLine{1, nasty, nasty, true, true}
	anInvite = inviteView{Today: aDay, Name: nasty, Link: "https://t.me/x?start=Y", Until: aDay, Again: true}
	aPerson  = storage.Person{ID: 1, Added: 1, Name: nasty, Role: storage.Office, Unit: 2}
	anEcho   = echo{
		Today: aDay, Noted: true, Asked: true, Unread: []string{nasty}, Missing: []string{nasty, nasty},
		Items: []echoItem{{Subject: nasty, Acts: []text.ActView{actOf(storage.Noted{Text: nasty})}}},
		Warn:  allWarnings(),
	}
	someRates = ratesView{Today: aDay, AsOf: aDay, Kind: "now", Cohort: cohortView{Year: 2026, Unit: nasty, Leader: nasty, MinYuan: storage.Yi}, Lines: []rateLine{
		{Figure: "signing", Rule: "signing/filed", First: true, Defined: true, Percent: 667, Of: 2, All: 3, Target: 600, Reached: true, City: 550, Change: -15, Changed: true},
		{Figure: "signing", Rule: "signing/recognised", Defined: true, Percent: 333, Of: 1, All: 3, Target: 625, Gap: 1, Reachable: true},
		{Figure: "start", Rule: "start/signed", First: true, Amount: true, Was: []wasView{{When: "last-month", Day: aDay, Changes: true, Change: 5}, {When: "last-year-now", Year: 2025}}},
		{Figure: "paid_in", Rule: "paid_in/agreed", First: true, Defined: true, InYuan: true, Paid: storage.Yi, Due: 2 * storage.Yi, Target: 500, Without: 2},
	}}
	aDescribed = storage.Described{Investor: nasty, Tags: []string{nasty}, Without: []string{nasty}, Details: allDetails}
	// Every detail of a project.
	allDetails = storage.Details{Capital: storage.Amount{Currency: storage.CNY, Units: 1}, Land: 33500, Site: nasty, Phase: nasty, Source: nasty, Referrer: nasty, Chain: nasty, Link: nasty, Foreign: true}
	someNotes  = []note{{"group", "stage"}, {"last-year", ""}, {"no-meeting", ""}, {"no-before", ""}, {"average", ""}, {"no-average", ""}, {"metrics", "amount"}, {"show", ""}, {"sort", ""}, {"field", "by"}, {"no-yuan", "3"}}
	someParts  = []shownPart{{"signed", 8}, {"not_applied", 3}, {"applied", 5}, {"recognised", 4}}
	aScope     = listScope{
		Unit: nasty, Host: true, Kind: nasty, State: nasty, Leader: nasty, By: nasty, Stages: []string{nasty}, Tags: []string{nasty}, Chain: nasty, Level: nasty, Events: []string{nasty},
		Min: 1, Max: 2, Days: 3, Year: 2026, InYear: 2026, Step: storage.MilestoneSign, Due: &storage.Span{To: aDay}, Within: &storage.Span{From: aDay}, Meeting: aDay,
	}
	aCompare = compareView{Today: aDay, By: figures.ByHost, Figure: figures.Signing, Rule: "signing/filed", Cohort: cohortView{Year: 2026, Unit: nasty}, Rows: []compareRow{
		{Name: nasty, Day: aDay, Defined: true, Percent: 667, Of: 2, All: 3}, {Name: nasty, Day: aDay},
	}}
	aMoved = movedView{Today: aDay, Since: aDay, Meeting: true, Figures: []movedFigure{{Rule: "signing/filed", From: aCompare.Rows[0], To: aCompare.Rows[1], Hidden: 1, More: 2, Groups: []movedGroup{
		{storage.MovedIn, 3, []movedRow{{storage.MovedIn, nasty, nasty, []text.ActView{actOf(storage.Noted{Text: nasty})}}}}, {storage.MovedAmount, 0, nil},
	}}}}
	aFunnel = funnelView{Today: aDay, Cohort: cohortView{Unit: nasty, Chain: nasty, Tag: nasty, Events: []string{nasty}}, Rows: []funnelRow{{1, 3, storage.Yi}, {2, 0, 0}}}
	aDigest = digestView{
		Today: aDay, Meeting: aDay, Name: nasty, Title: nasty, Late: true,
		NotFiled: []digestRow{{N: 1, Project: aProject, Unit: nasty, Days: 30, Note: nasty}}, Filed: []digestRow{{N: 2, Project: aProject}},
	}
	aStart = startView{Name: nasty, Unit: nasty, Role: storage.Liaison, Example: nasty, Commands: []telegram.Command{{Name: "help", Description: nasty}}}
)

var (
	aLead = leadView{
		Today: aDay, Number: 1, At: anHour, Unit: nasty, Contact: true, Warn: allWarnings(),
		Lead:   storage.Opened{Name: nasty, Investor: nasty, Details: allDetails, Milestones: map[storage.Milestone]storage.Date{storage.MilestoneVisit: aDay}, Agreed: storage.InYuan(storage.Yi), Plans: map[storage.Milestone]storage.Span{storage.MilestoneVisit: {To: aDay}}},
		Likely: []duplicateView{{Name: nasty, By: storage.AlikeName}, {Unit: nasty, By: storage.AlikeInvestor}, {By: storage.AlikeName}},
	}
	aClash = clashView{Today: aDay, New: aProject, Old: aProject, NewUnit: nasty, OldUnit: nasty, At: anHour, Since: aDay, By: storage.AlikeInvestor}
	aGuide = guideView{Today: aDay, Project: aProject, Step: nasty, Amount: storage.PaidInAmount}
)

func actOf(b storage.Body) text.ActView {
	return text.ActView{
		Today: aDay, Act: storage.Act{Body: b, Day: aDay}, Subject: nasty, Unit: nasty, Host: nasty, Leader: nasty, Event: nasty, By: nasty,
	}
}

func unknowns() []any {
	var all []any
	for _, what := range []string{
		"unit", "leader", "event", "kind", "area", "words", "chain", "tags", "target/leader", "target/kind", "target/span", "target/chain", "target/tag",
		"target/amount", "target/event", "share/unit", "what-if/rate", "what-if/percent", "what-if/step", "moved/rate",
	} {
		all = append(all, unknown{what, nasty})
	}
	return all
}

func allWarnings() []warning {
	var ws []warning
	for _, head := range []string{
		"dup?", "below_1yi", "typo", "future_date_not_stage", "intent_not_signed", "hearsay", "unit_inferred",
		"credit_change", "first_talk_elsewhere", "archive_not_delete", "needs", "placeholder_claim", "held_by", "to",
	} {
		ws = append(ws, warning{head, nasty})
	}
	return ws
}

// views has for each template the views it is said with: a full and an empty
// one where there can be one. A template of one word needs none.
var views = map[string][]any{
	"report/echo":     {anEcho, echo{}},
	"report/confirm":  {anEcho, echo{}},
	"report/undone":   {undoneView{anEcho, anEcho.Items}, undoneView{}},
	"button/undo-one": {nasty}, "correct/no-last": {startView{Example: nasty}, startView{}},
	"correct/taken": {nasty}, "meeting/other": {nasty},
	"people/liaison": {liaisonView{nasty, []string{nasty}, []string{nasty}}, liaisonView{}}, "button/let-in": {nasty},
	"want/referred":    {anEcho, echo{}},
	"report/discarded": {pending{Text: nasty}, pending{}},
	"report/missing":   {[]string{nasty, nasty}},
	"report/undone-counted": {struct {
		echo
		By string
	}{anEcho, nasty}},
	"ask/which":        {nasty, ""},
	"ask/which-chosen": {aProject},
	"ask/date":         {pending{Text: nasty}, pending{}},
	"ask/reason":       {anEcho, echo{}},
	"explain/conflict": {conflictView{anEcho, actOf(storage.Noted{Text: nasty})}, conflictView{Other: actOf(storage.Unchanged{})}},
	"report/revised":   {revisedView{anEcho, anEcho}, revisedView{}},
	"card/not-here":    {aProject},
	"card/history": {historyView{Today: aDay, Name: nasty, Page: 1, Pages: 2, Acts: []text.ActView{
		actOf(storage.Noted{Text: nasty}), {Today: aDay, Act: storage.Act{Body: storage.Noted{Text: nasty}, Day: aDay}, Undone: true},
	}}, historyView{}},
	"list/found":        {nasty},
	"group/bind":        {nasty},
	"group/bound":       {nasty, ""},
	"denied/other unit": {struct{ Unit string }{nasty}, struct{ Unit string }{}},
	"figures/rates":     {someRates, ratesView{Today: aDay, AsOf: aDay, Meeting: aDay, Same: true, Lines: someRates.Lines}, ratesView{}, ratesView{Today: aDay, AsOf: aDay, Kind: "then", Lines: someRates.Lines}, ratesView{Today: aDay, AsOf: aDay, Kind: "for", RuleThen: true, Lines: someRates.Lines}},
	"figures/moved": {
		aMoved, movedView{Today: aDay, Since: aDay, Page: 1, Pages: 2, Figures: aMoved.Figures},
		movedView{Today: aDay, Since: aDay, Until: aDay, Figures: []movedFigure{{Rule: "start/signed"}}},
	},
	"moved-acts": {aMoved.Figures[0].Groups[0].Moves[0], movedRow{}}, "moved-span": {aMoved, movedView{Today: aDay, Since: aDay, Until: aDay}},
	"sheet/moved": {aMoved.Figures[0]}, "sheet/moved-note": {aMoved}, "button/moved-all": {movedAll{"signing/filed", 20}},
	"part/none": {figures.ByLeader, figures.BySize, figures.ByChain}, "part/size": {storage.Yuan(1), storage.Yuan(figures.Yi), 10 * storage.Yuan(figures.Yi)}, "part/kind": {"park"},
	"figures/by-unit": {aCompare, compareView{Rule: "signing/filed", By: figures.ByUnit}},
	"figures/trend":   {aCompare, compareView{Rule: "signing/filed"}},
	"figures/what-if": {
		whatIfView{Today: aDay, Rule: "signing/filed", Now: aCompare.Rows[0], Target: 600, Gap: 2, Hidden: 1, Ifs: []ifRow{{N: 1, Percent: 500, Of: 1, All: 2}}, Near: []rateRow{{N: 1, Name: nasty, Unit: nasty, Registration: storage.Filed}}},
		whatIfView{Rule: "signing/filed"},
	},
	"figures/half": {
		halfView{Today: aDay, Year: 2026, Unit: nasty, Measure: "signed", More: 5, Target: 20, Now: progressRow{Done: 7, Target: 20}, Then: progressRow{Done: 12, Target: 20, Half: true}, Near: []nearRow{{1, aProject, nasty, storage.Dates{To: aDay}}}, Hidden: 2},
		halfView{Measure: "signed", Target: 20, Late: true, Then: progressRow{Half: true}}, halfView{Measure: "signed"},
	},
	"figures/funnel": {aFunnel, funnelView{}}, "picture/funnel": {aFunnel, funnelView{}}, "picture/day": {aFunnel}, "picture/at-stage": {aFunnel.Rows[0], funnelRow{}},
	"picture/progress": {progressView{Unit: nasty}, progressView{}}, "picture/elapsed": {progressView{Elapsed: 166}},
	"picture/measure": {progressRow{Measure: "signed"}}, "picture/completed": {progressRow{Done: 1, Target: 3}, progressRow{Money: true, Done: 1, Target: 3}},
	"figures/progress": {
		progressView{Today: aDay, Year: 2026, Unit: nasty, HalfDue: true, Elapsed: 166, Rows: []progressRow{{Measure: "signed", Done: 1, Target: 2, Percent: 500, Ahead: 333}, {Measure: "started_amount", Money: true, Done: 1, Target: 3, Half: true, Ahead: -1}}},
		progressView{},
	},
	"transfer/ask": {echoBy{anEcho, nasty}}, "transfer/dispute": {echoBy{anEcho, nasty}},
	"transfer/agreed": {transferView{nasty, nasty, nasty, []storage.Side{storage.OfficeSide, storage.ReceiverSide}}, transferView{}},
	"transfer/done":   {transferView{Project: nasty, To: nasty}}, "transfer/refused": {transferView{Project: nasty, By: nasty, To: nasty}},
	"act/project.transfer_asked": {actOf(storage.TransferAsked{Reason: nasty})}, "act/project.transfer_refused": {actOf(storage.TransferRefused{Reason: nasty})},
	"act/project.transfer_withdrawn": {actOf(storage.TransferWithdrawn{Reason: nasty})}, "act/project.merged": {actOf(storage.ProjectMerged{}), text.ActView{}},
	"act/project.disputed": {actOf(storage.Disputed{Claim: nasty})}, "act/project.dispute_decided": {actOf(storage.DisputeDecided{Reason: nasty})},
	"act/project.task_force": {actOf(storage.TaskForceChanged{})}, "act/person.snoozed": {actOf(storage.Snoozed{Until: aDay}), actOf(storage.Snoozed{})},
	"act/person.returned": {actOf(storage.PersonReturned{On: aDay})}, "act/visit.made": {actOf(storage.VisitMade{Investor: nasty, On: aDay, Result: nasty})},
	"column/file": {nasty}, "column/caption": {captionedList{"order", 3}, captionedList{"obstacle", 1}, captionedList{"leader", 1}, captionedList{"meeting", 1}, captionedList{"unit", 1}, captionedList{}}, "sheet/obstacle": {true, false},
	"sheet/as-of": {sheetView{aDay, figures.KnownThen, 3}, sheetView{}}, "sheet/amount": {storage.Amount{Currency: "USD", Units: 12345600}},
	"sheet/list-rule": {listView{Title: "idle", Scope: listScope{Days: 60}}, listView{Title: "orders", Kind: "order"}, listView{}},
	"sheet/figure":    {someRates.Lines[0]}, "sheet/figure-rule": {rateListView{Rule: "signing/filed"}}, "sheet/figure-rate": {rateListView{Cohort: cohortView{Year: 2026, Unit: nasty}, Of: 1, All: 3}, rateListView{InYuan: true}},
	"target/list":       {targetView{Today: aDay, Year: 2026, Rows: []targetRow{{nasty, nasty}}, City: []targetRow{{nasty, nasty}, {nasty, nasty}}, At: []unitTargets{{nasty, []targetRow{{nasty, nasty}}}}, Units: []unitTargets{{nasty, []targetRow{{nasty, nasty}}}}, Names: []string{nasty}}, targetView{}},
	"target/cell":       {targetCell{"3.5", true, false}, targetCell{"60", false, true}, targetCell{"3", false, false}},
	"target/sheet-read": {targetSheetView{nasty, []targetChange{{nasty, nasty, nasty}, {nasty, "", nasty}}, 2, []targetUnread{{4, "year", nil}, {5, "unit", nil}}}, targetSheetView{}},
	"target/not-read":   {nasty}, "target/value": {targetValue{20, false, false}, targetValue{3e9, true, false}, targetValue{600, false, true}},
	"act/target.set":    {actOf(storage.TargetSet{TargetKey: storage.TargetKey{Year: 2026, Scope: storage.ForCity, Measure: "signed"}, Value: 1}), actOf(storage.TargetSet{})},
	"picture/caption":   {captionView{nasty, nasty}},
	"obstacle/asked":    {echoBy{anEcho, nasty}},
	"obstacle/answered": {echoBy{anEcho, nasty}},
	"order/given":       {echoBy{anEcho, nasty}}, "order/helps": {echoBy{anEcho, nasty}}, "order/answered": {echoBy{anEcho, nasty}}, "order/withdrawn": {echoBy{anEcho, nasty}}, "order/wished": {echoBy{anEcho, nasty}}, "order/extended": {echoBy{anEcho, nasty}}, "order/done": {echoBy{anEcho, nasty}}, "order/ended": {echoBy{anEcho, nasty}},
	"order/state":          {orderRow{Closed: true}, orderRow{Done: true}, orderRow{Overdue: true}, orderRow{}},
	"act/obstacle.raised":  {actOf(storage.ObstacleRaised{Category: storage.WaterObstacle, Text: nasty, Due: aDay})},
	"act/obstacle.changed": {actOf(storage.ObstacleChanged{Text: nasty})}, "act/obstacle.answered": {actOf(storage.ObstacleAnswered{Text: nasty})},
	"act/obstacle.closed": {actOf(storage.ObstacleClosed{})}, "act/obstacle.reopened": {actOf(storage.ObstacleReopened{Reason: nasty})},
	"act/order.given": {actOf(storage.OrderGiven{Text: nasty, Due: aDay, Repeat: nasty})}, "act/order.answered": {actOf(storage.OrderAnswered{Text: nasty}), actOf(storage.OrderAnswered{Text: nasty, Due: aDay})},
	"act/order.done": {actOf(storage.OrderDoneSaid{Text: nasty})}, "act/order.closed": {actOf(storage.OrderEnded{Note: nasty})},
	"act/order.reopened": {actOf(storage.OrderReopened{Reason: nasty})}, "act/order.extended": {actOf(storage.OrderExtended{Due: aDay, Reason: nasty})},
	"figures/share":   {shareView{Today: aDay, Year: 2026, Entered: true, Rows: []shareRow{{Measure: "signed", Of: 1, All: 9, Percent: 111, Even: 100, Known: true}, {Measure: "signed_amount", Money: true}}}, shareView{}},
	"picture/by-unit": {aCompare}, "picture/trend": {aCompare}, "picture/board": {aCompare}, "picture/foot": {aCompare, compareView{}}, "picture/file": {nasty}, "picture/stages": {nil}, "picture/mark": {aCompare, compareView{Target: 600}}, "picture/empty": {nil}, "picture/no-targets": {nil},
	"picture/value": {aCompare.Rows[0], compareRow{}}, "picture/point": {aCompare.Rows[0], compareRow{}}, "picture/stage": {1}, "picture/count": {int64(3)},
	"tile/name": {someRates.Lines[0]}, "tile/value": {someRates.Lines[0], rateLine{}}, "tile/words": {someRates.Lines[0], someRates.Lines[3], rateLine{}},
	"rule/figure": {rateLine{Figure: "signing"}}, "rule/name": {rateLine{Rule: "signing/filed"}},
	"figures/rule": {rateListView{
		Today: aDay, AsOf: aDay, Kind: "then", Cohort: cohortView{Leader: nasty}, Rule: "paid_in/agreed", Default: true, Of: 1, All: 2, Page: 1, Pages: 2, Hidden: 3,
		InYuan: true, Paid: storage.Yi, Due: storage.Yi,
		Rows: []rateRow{{N: 1, Name: nasty, Why: "paid", Agreed: storage.Yi, Paid: storage.Wan}, {N: 2, Name: nasty, Why: "returned", On: aDay}},
	}, rateListView{Rule: "signing/filed", Kind: "now", Default: true}},
	"figures/list": {rateListView{
		Today: aDay, Cohort: cohortView{Events: []string{nasty}, Level: "市级"}, Rule: "signing/filed", Of: 1, All: 2, Page: 1, Pages: 2, Hidden: 3,
		Rows: []rateRow{{N: 1, Name: nasty, Unit: nasty, Registration: storage.Returned, Days: 3}, {N: 2, Name: nasty, Numerator: true, Registration: storage.Filed}},
	}, rateListView{Rule: "signing/filed"}},
	"card/card": {
		cardView{Today: aDay, Light: "yellow", Idle: 70, Last: aDay, Project: aProject, Unit: nasty, Host: nasty, Leader: nasty, Events: []string{nasty}, Dates: []cardDate{
			{storage.MilestoneSign, storage.Dates{Done: aDay}}, {storage.MilestoneStart, storage.Dates{To: aDay, Slips: 2}},
		}},
		cardView{Project: storage.Project{Name: nasty}},
	},
	"card/not-yours":     {aProject},
	"card/files":         {filesView{Today: aDay, Name: nasty, Total: 9, Page: 1, Pages: 2, Files: []fileRow{{Today: aDay, N: 1, Form: storage.PhotoForm, Name: nasty, By: nasty, On: aDay}}}, filesView{}},
	"file/caption":       {fileRow{Today: aDay, Project: nasty, By: nasty, On: aDay}, fileRow{}},
	"button/file/show":   {fileRow{N: 1, Name: nasty}, fileRow{N: 2, Form: storage.VideoForm}},
	"card/undo":          {echoBy{anEcho, nasty}},
	"card/obstacles":     {blockedView{Name: nasty, Obstacles: []obstacleRow{{N: 1, Category: storage.LandObstacle, Text: nasty, Need: []string{nasty}, Days: 3, Overdue: true}}}, blockedView{}},
	"card/obstacle-kind": {blockedView{Name: nasty}}, "card/obstacle-text": {blockedView{Name: nasty, Kind: storage.LandObstacle}},
	"button/obstacle/close": {obstacleRow{N: 1, Category: storage.LandObstacle}},
	"edit/which":            {editView{Project: aProject}}, "edit/which-date": {editView{Project: aProject}},
	"edit/ask": {
		editView{Today: aDay, Project: aProject, Field: editName, Now: nasty}, editView{Field: editHost, Unread: true}, editView{Field: editLeader, Choice: true}, editView{Field: editLeader, Choice: true, Unread: true},
		editView{Today: aDay, Field: dateField(storage.MilestoneStart), Milestone: storage.MilestoneStart, Dates: storage.Dates{To: aDay}},
	},
	"button/undo-last":      {undoLabel{nasty, 2}, undoLabel{}},
	"act/project.described": {actOf(storage.Described{Investor: nasty}), actOf(storage.Described{}), actOf(aDescribed)}, "described": {aDescribed, storage.Described{}}, "details": {aDescribed, storage.Described{}},
	"list/page": {
		listView{Today: aDay, Title: "all", Total: 1, Page: 1, Pages: 3, Hidden: 2, Scope: aScope, Notes: someNotes, Rows: []listRow{
			{N: 1, Head: &listHead{nasty, 3}, Project: &projectRow{Project: aProject, Unit: nasty, Leader: nasty, Days: 3, Light: "red", Plan: &planRow{storage.MilestoneSign, storage.Dates{To: aDay}}, Acts: []text.ActView{actOf(storage.Noted{Text: nasty})}}},
			{Order: &orderRow{Text: nasty, Owner: nasty, From: nasty, Project: nasty, Due: aDay, Overdue: true, Done: true}},
			{Obstacle: &obstacleRow{Project: nasty, Category: storage.LandObstacle, Text: nasty, Need: []string{nasty}, Days: 3, Overdue: true}},
			{Tally: &tallyRow{nasty, 3, "orders"}}, {Tally: &tallyRow{Name: nasty}}, {Meeting: &meetingRow{aDay, "15:00", nasty, true}},
		}},
		listView{Title: "no-event", Total: 2, Names: []string{nasty, nasty}}, listView{Title: "since", Since: aDay}, listView{Title: "mine"},
	},
	"list-scope": {listView{Today: aDay, Title: "orders", Scope: aScope}, listView{}}, "sheet/title": {listView{Title: "orders"}, listView{Today: aDay, Title: "since", Since: aDay}}, "sheet/scope": {listView{Today: aDay, Scope: aScope}}, "sheet/notes": {someNotes},
	"figures/unknown": unknowns(), "figures/joined": {[]template.HTML{"<b>x</b>", "y"}},
	"figures/beside":      {besideView{Today: aDay, AsOf: aDay, Figure: "signing", Notes: someNotes, Rows: []besideRow{{Name: nasty, Parts: someParts, Lines: someRates.Lines}, {Kind: "park"}}}, besideView{Figure: "start"}},
	"act/meeting.changed": {actOf(storage.MeetingChanged{Nominal: aDay, Was: aDay, Date: aDay, At: "14:30", Place: nasty}), actOf(storage.MeetingChanged{Was: aDay}), actOf(storage.MeetingChanged{Date: aDay})},
	"meeting/changed": {
		meetingChangeView{Today: aDay, Was: aDay, Date: aDay, Meeting: meetingView{Today: aDay, Next: aMeeting, Found: true, Place: nasty}},
		meetingChangeView{Today: aDay, Was: aDay}, meetingChangeView{Today: aDay, Date: aDay},
	},
	"meeting/on":  {struct{ Today, Date storage.Date }{aDay, aDay}, struct{ Today, Date storage.Date }{}},
	"report/part": {partView{anEcho, 1}, partView{}}, "report/act": {actOf(storage.Noted{Text: nasty})},
	"ask/expired": {pending{Text: nasty}, pending{}},
	"want/due":    {aWant, wantView{}}, "want/until": {aWant, wantView{}}, "want/from": {aWant, wantView{}}, "want/owner": {aWant, wantView{}},
	"want/unit": {aWant, wantView{}}, "want/need": {aWant, wantView{}}, "want/text": {aWant, wantView{}}, "want/reason": {aWant, wantView{}},
	"want/event": {aWant, wantView{}}, "want/date": {aWant, wantView{Meeting: true}, wantView{}}, "want/amount": {aWant, wantView{}}, "want/contact": {aWant, wantView{}},
	"want/keep": {aWant, wantView{}}, "want/kind": {aWant, wantView{}}, "want/investor": {aWant, wantView{}}, "want/project": {aWant, wantView{}},
	"want/of":       {aWant, wantView{Of: nasty, Typed: true, Lead: true}, wantView{}},
	"want/day":      {likelyDay{aDay, aDay, "friday", true}, likelyDay{aDay, aDay, "month", true}, likelyDay{aDay, aDay, "meeting", false}, likelyDay{As: "today"}, likelyDay{As: "yesterday"}, likelyDay{}},
	"want/answered": {answeredView{aDay, given{Head: "from", Text: nasty}}, answeredView{aDay, given{Head: "due", To: aDay}}, answeredView{}},
	"want/granted":  {echoBy{anEcho, nasty}}, "want/unsettled": {unsettledView{nasty, nasty, nasty, true, false}, unsettledView{Theirs: true}}, "want/given-up": {unsettledView{Text: nasty}, unsettledView{Theirs: true}}, "want/noted": {anEcho},
	"meeting/kept":     {meetingView{Today: aDay, Next: aMeeting, Found: true, Place: nasty}, meetingView{}},
	"meeting/next":     {meetingView{Today: aDay, Next: aMeeting, Found: true, Moved: true, Place: nasty, Deadline: anHour}, meetingView{}},
	"meeting/schedule": {meetingView{Today: aDay, Next: aMeeting, Found: true, Runs: []runView{{jobOwing, anHour}, {jobDigest, anHour}}}, meetingView{}},
	"remind/unit": {reminderView{
		Today: aDay, Meeting: aDay, Deadline: anHour, Last: true, Late: true, Projects: []owedProject{{ID: 1, N: 1, Name: nasty, Since: aDay, Project: aProject}},
	}},
	"remind/owing":  {owingView{Today: aDay, Meeting: aDay, Late: true, Units: []owingUnit{{nasty, []string{nasty}}}}, owingView{}},
	"digest/leader": {aDigest, digestView{}, digestView{Unassigned: true}},
	"people/stranger": {strangerView{Name: nasty, Account: 1}, strangerView{Again: true}, strangerView{Invite: inviteUsed, Again: true}, strangerView{Invite: inviteUsed}, strangerView{Invite: inviteExpired},
		strangerView{Invite: inviteReplaced}, strangerView{Invite: inviteLeft}, strangerView{Invite: inviteUnknown}},
	"people/gone":            {aPerson},
	"people/knock":           {strangerView{Name: nasty, Username: nasty, Account: 1, For: nasty, Invite: inviteUsed}, strangerView{}},
	"people/turned-away":     {byView{nasty, nasty}},
	"people/name":            {placeView{New: true}, placeView{Name: nasty}},
	"people/role":            {placeView{Name: nasty}},
	"people/which-unit":      {placeView{Name: nasty, Role: storage.Head, Kind: storage.Park}, placeView{Role: storage.Liaison}},
	"people/twin":            {placeView{Name: nasty, Twins: []personLine{aLine, {Name: nasty}}}},
	"people/listed":          {placeView{Name: nasty}, placeView{New: true}},
	"people/post":            {postView{nasty, nasty, storage.Leader}, postView{Role: storage.Head}},
	"people/admitted":        {admittedView{aLine, nasty}},
	"people/bound":           {boundView{nasty, nasty, true}, boundView{}},
	"people/moved-account":   {aPerson},
	"people/not-your-invite": {byView{nasty, nasty}},
	"people/invite":          {anInvite, inviteView{Name: nasty, Code: "X"}},
	"people/added":           {addedView{aLine, anInvite}},
	"people/list":            {peopleView{Total: 2, Unbound: 1, Silent: 1, Page: 1, Pages: 2, Units: []peopleOfUnit{{nasty, []personLine{aLine}}, {"", []personLine{{Name: nasty}}}}}, peopleView{}},
	"people/none-called":     {nasty},
	"people/card": {personView{Today: aDay, personLine: aLine, Projects: 3, Invite: aDay, Done: []string{"people/is-back"}},
		personView{Today: aDay, personLine: personLine{Name: nasty}, Invite: aDay}, personView{Left: aDay}},
	"people/leave":       {personView{personLine: aLine, Alone: true, Unit: nasty, Projects: 2}, personView{}},
	"people/your-post":   {aLine},
	"unit/list":          {unitsView{2, []unitsOfKind{{storage.Park, []string{nasty, nasty}}}}, unitsView{}},
	"unit/card":          {unitView{storage.Unit{Name: nasty, Aliases: []string{nasty}, UnitKind: storage.Park}, []personLine{aLine}, 3}, unitView{Unit: storage.Unit{UnitKind: storage.Squad}}},
	"unit/kind":          {nasty},
	"unit/there-already": {storage.Unit{Name: nasty, Aliases: []string{nasty}}},
	"unit/new-name":      {storage.Unit{Name: nasty}},
	"unit/merge-into":    {storage.Unit{Name: nasty}},
	"unit/merge":         {mergeView{nasty, nasty, 1, 2}},
	"unit/alias":         {storage.Unit{Name: nasty}},
	"audit/page": {auditView{Today: aDay, Of: []string{nasty}, From: aDay, To: aDay, Total: 2, Page: 1, Pages: 2, Rows: []auditRow{
		{ActView: actOf(storage.Noted{Text: nasty}), At: "09:00", First: true, Takes: true}, {ActView: text.ActView{Act: storage.Act{Body: storage.Unchanged{}}, Undone: true}}}}, auditView{OwnOnly: true}},
	"forget/ask":            {forgetView{nasty, 2}},
	"forget/none":           {forgetView{Name: nasty}},
	"forget/done":           {forgetView{nasty, 2}},
	"forget/kept":           {forgetView{Name: nasty}},
	"people/administrator":  {1},
	"recognition/ask":       {aClaim},
	"recognition/confirmed": {aClaim},
	"recognition/refuted":   {aClaim},
	"help/start":            {aStart, startView{Role: storage.Leader}, startView{Role: storage.Observer}},
	"help/help":             {aStart, startView{Role: storage.Office}, startView{Role: storage.Head}},
	"help/not-understood":   {aStart},
	"lead/receipt":          {aLead, leadView{}},
	"lead/lead confirm":     {aLead, leadView{}},
	"lead/lead what":        {aLead},
	"lead/lead investor":    {aLead},
	"lead/lead unit":        {aLead},
	"lead/lead amount":      {aLead, leadView{Unread: true}},
	"lead/lead next":        {aLead},
	"lead/done":             {aLead},
	"lead/asked":            {aLead.Lead, storage.Opened{}},
	"lead/dropped":          {aLead.Lead, storage.Opened{}},
	"lead/clash-unit":       {aClash},
	"lead/clash-office":     {aClash},
	"guide/project":         {guideView{Owed: 2, Page: 1, Pages: 2}, guideView{}},
	"guide/what":            {aGuide},
	"guide/day":             {aGuide},
	"guide/any day":         {aGuide, guideView{Unread: true}},
	"guide/plan":            {aGuide},
	"guide/term":            {aGuide},
	"guide/any term":        {aGuide, guideView{Unread: true}},
	"guide/amount":          {aGuide},
	"guide/sum":             {aGuide, guideView{Unread: true}},
	"guide/text":            {aGuide},
	"file/which":            {ownerView{Photo: true, Text: nasty}, ownerView{}},
	"file/nowhere":          {true, false},
	"file/too-big":          {nasty},
	"file/unavailable":      {nasty},
	"act/project.file":      {text.ActView{Files: 2, Act: storage.Act{Body: storage.FileAttached{Form: storage.VideoForm}}}, actOf(storage.FileAttached{Form: storage.DocumentForm, Name: nasty}), actOf(storage.FileAttached{Form: storage.PhotoForm})},
	"status/status": {
		statusView{Today: aDay, LastPoll: anHour, Silent: []string{nasty}, Status: telegram.Status{Conflict: true, LastError: nasty}},
		statusView{Well: true},
	},
	"trouble/aside": {struct{ Key, Name string }{nasty, nasty}, struct{ Key, Name string }{}},
	"trouble/away": {struct {
		Today    storage.Date
		From, To time.Time
	}{aDay, anHour, anHour}},
	"trouble/unreachable":   {aPerson},
	"button/unchanged":      {nasty},
	"act/project.opened":    {actOf(storage.Opened{Name: nasty, Investor: nasty, Details: allDetails, Milestones: map[storage.Milestone]storage.Date{storage.MilestoneVisit: aDay}, Agreed: storage.InYuan(1), Said: nasty, Plans: map[storage.Milestone]storage.Span{storage.MilestoneSign: {To: aDay}}, Hedges: map[storage.Milestone]storage.Hedge{storage.MilestoneSign: {Word: nasty, About: true}}}), actOf(storage.Opened{})},
	"act/project.renamed":   {actOf(storage.Renamed{Name: nasty, Aliases: []string{nasty}})},
	"act/project.assigned":  {actOf(storage.Assigned{})},
	"act/project.put_up":    {actOf(storage.PutUp{}), actOf(storage.PutUp{Withdrawn: true})},
	"act/project.held":      {actOf(storage.ProjectHeld{Reason: nasty, Until: aDay}), actOf(storage.ProjectHeld{})},
	"act/project.dropped":   {actOf(storage.ProjectDropped{Reason: nasty})},
	"act/project.reached":   {actOf(storage.Reached{Milestone: storage.MilestoneLand, On: aDay, Note: nasty}), actOf(storage.Reached{Milestone: storage.MilestoneSign, On: aDay})},
	"act/project.cleared":   {actOf(storage.Cleared{Milestone: storage.MilestoneSign})},
	"act/project.planned":   {actOf(storage.Planned{Milestone: storage.MilestoneStart, To: aDay}), actOf(storage.Planned{Milestone: storage.MilestoneStart, From: aDay})},
	"act/project.claimed":   {actOf(storage.RecognitionClaimed{On: aDay})},
	"act/project.returned":  {actOf(storage.FilingReturned{On: aDay, Reason: nasty})},
	"act/project.amount":    {actOf(storage.AmountChanged{Which: storage.AgreedAmount, Amount: storage.InYuan(1)})},
	"act/project.percent":   {actOf(storage.PercentReached{Percent: 3})},
	"act/project.noted":     {actOf(storage.Noted{Text: nasty})},
	"act/project.unchanged": {actOf(storage.Unchanged{Reason: nasty}), actOf(storage.Unchanged{})},
	"act/person.added":      {actOf(storage.PersonAdded{Role: storage.Head, Title: nasty})},
	"act/person.changed":    {actOf(storage.PersonChanged{Name: nasty, Title: nasty, Unit: 1, Role: storage.Head}), actOf(storage.PersonChanged{})},
	"act/unit.added":        {actOf(storage.UnitAdded{UnitKind: storage.Park, Aliases: []string{nasty}})},
	"act/unit.merged":       {actOf(storage.UnitMerged{})},
	"act/person.left":       {actOf(storage.PersonLeft{On: aDay})},
	"act/unit.changed":      {actOf(storage.UnitChanged{Name: nasty, Aliases: []string{nasty}, UnitKind: storage.Park}), actOf(storage.UnitChanged{})},
	"act/setting.set":       {actOf(storage.SettingSet{Name: nasty, Value: nasty})},
}

var (
	aWant    = wantView{Text: nasty, Head: "due", Meeting: true, Unread: nasty, Open: true}
	aMeeting = schedule.Meeting{Nominal: aDay, Date: aDay, Start: anHour, Holiday: nasty}
	aClaim   = struct {
		echo
		By string
	}{echo{Today: aDay, Items: []echoItem{{Subject: nasty, Acts: []text.ActView{actOf(storage.RecognitionClaimed{On: aDay})}}}}, nasty}
)
