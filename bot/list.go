package bot

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"shuangzhou/bot/reading"
	"shuangzhou/storage"
)

// A listing is a list that was asked for: kept under its buttons, so that
// turning the page, or wanting it as a workbook, asks the same again.
type listing struct {
	Title   string         `json:"title"` // which list: a template “list-title/…”
	Mine    bool           `json:"mine,omitzero"`
	Filter  reading.Filter `json:"filter"`
	Kind    string         `json:"kind,omitzero"` // what is listed: a key of [listerTable]; "": projects
	GroupBy string         `json:"group_by,omitzero"`
	Aside   reading.Aside  `json:"aside,omitzero"`
}

// A lister makes one kind of list.
type lister struct {
	takes   []string                                   // the fields of a filter, as they are marshalled, by which it narrows
	groups  []string                                   // by what it can be grouped
	columns func(t *talk, l *ledger) []column[listRow] // of its workbook
	find    func(t *talk, l *ledger, q listing) (found, error)
}

// found is what a list has, before it is cut into pages.
type found struct {
	rows   []listRow
	hidden int // of others, counted and not named
	noYuan int // left out by an amount they do not have in yuan
}

// listerTable has the lister of each kind of list.
func listerTable() map[string]lister {
	of := []string{"unit", "leader", "stage_in", "state", "stale_days", "min_wan", "due", "from", "to", "kind", "meeting", "year", "events"}
	tally := []string{"", "unit"}
	return map[string]lister{
		"":         {of, []string{"", "unit", "leader", "stage", "event", "host", "kind", "chain", "size", "tag"}, (*talk).projectListColumns, (*talk).findProjects},
		"order":    {append([]string{"by"}, of...), []string{"", "unit", "leader"}, (*talk).orderColumns, (*talk).findOrders},
		"obstacle": {append([]string{"by"}, of...), []string{"", "unit", "leader"}, (*talk).obstacleColumns, (*talk).findObstacles},
		"unit":     {append([]string{"by"}, of...), tally, (*talk).tallyColumns, (*talk).findUnits},
		"leader":   {append([]string{"by"}, of...), []string{"", "leader"}, (*talk).tallyColumns, (*talk).findLeaders},
		"named":    {[]string{"state", "kind", "year", "unit"}, tally, (*talk).namedColumns, (*talk).findNamedUnits},
		"meeting":  {[]string{"year", "from", "to", "due"}, []string{""}, (*talk).meetingColumns, (*talk).findMeetings},
	}
}

// listView is a page of a list.
type listView struct {
	Today  storage.Date
	Title  string
	Kind   string       // of a [listing]
	Since  storage.Date // of the meeting since which it is new; zero: it is all
	Scope  listScope
	Rows   []listRow
	Names  []string // in place of rows: of things that are but named
	Total  int      // that may be named
	Page   int      // from 1
	Pages  int
	Hidden int // of others, counted and not named
	Notes  []note
}

// listRow is one entry of a list: what it is of is set.
type listRow struct {
	N        int
	Group    string    // its group's name, as headings have it
	Head     *listHead // it begins a group
	Project  *projectRow
	Order    *orderRow
	Obstacle *obstacleRow
	Tally    *tallyRow
	Meeting  *meetingRow

	card storage.ProjectID // which its number opens; 0: none
}

// listHead is the heading of a group.
type listHead struct {
	Name  string
	Count int
}

// tallyRow is a unit or a leader with how many it has.
type tallyRow struct {
	Name  string
	Count int
	What  string // of what: a template “tally/…”
}

// commandMine lists the projects a person answers for.
func (t *talk) commandMine(string) error {
	return t.sayListing(listing{Title: "mine", Mine: true}, false)
}

// askList answers a question of a list in plain words; what cannot be answered
// is said, and nothing else shown in its place.
func (t *talk) askList(l *ledger, a reading.AskList, aside reading.Aside) error {
	q, ok := t.listingOf(a, aside)
	if !ok {
		return t.say("list/not-kept", nil, storage.Subject{})
	}
	if no := l.unknownIn(q.Filter); no != (unknown{}) {
		return t.say("figures/unknown", no, storage.Subject{})
	}
	return t.sayListing(q, a.Format == "excel")
}

// listingOf is the listing of a question, false where there is none.
func (t *talk) listingOf(a reading.AskList, aside reading.Aside) (listing, bool) {
	q := listing{Kind: a.Kind, Filter: a.Filter, GroupBy: cmp.Or(aside.By, a.GroupBy), Aside: aside}
	f := a.Filter
	q.Title, q.Kind = t.titleOf(a, aside)
	if _, ok := listerTable()[q.Kind]; !ok {
		return q, false
	}
	if (q.Kind == "named" || q.Kind == "unit") && f.Kind == "" && aside.Township { // the contract keeps of “哪几个镇” only that units are meant
		q.Filter.Kind = kindWords[storage.Township]
	}
	if q.Title == "units-without" && aside.Without == reading.RegOK {
		q.Filter.State, q.Filter.StageIn = "", []string{"已入库"}
	}
	return q, q.Title != ""
}

// projectTitles has the list of projects of each state: those of the contract, and
// 暂缓, which it has no word for.
var projectTitles = map[string]string{"": "all", "签约未申报入库": "unrecognised", "未报": "owing", "停滞": "idle", "暂缓": "held"}

// namedTitles has the list of units of each state that is of units.
var namedTitles = map[string]string{"未上签约会": "no-event", "无成熟项目": "no-mature"}

// titleOf says which list a question is after, and by which lister.
func (t *talk) titleOf(a reading.AskList, aside reading.Aside) (title, kind string) {
	state := a.Filter.State
	ofOrders := state == "逾期" || state == "未办结"
	switch {
	case namedTitles[state] != "":
		return namedTitles[state], "named"
	case a.Kind == "unit" && state == "未报":
		return "owing-units", "unit"
	case a.Kind == "unit" && aside.Without != "" && !ofOrders:
		return "units-without", "unit"
	case a.Kind == "unit", a.Kind == "leader":
		return a.Kind + "s", a.Kind
	case a.Kind == "order", a.Kind == "" && ofOrders, a.Kind == "" && a.Filter.Meeting != nil && !t.toCome(a.Filter.Meeting) && !aside.Since:
		return orderTitle(a.Filter), "order"
	case a.Kind == "obstacle" && state == "逾期":
		return "overdue-obstacles", a.Kind
	case a.Kind == "obstacle":
		return "obstacles", a.Kind
	case a.Kind == "meeting":
		return "meetings", a.Kind
	case a.Filter.Meeting != nil && !aside.Since && state == "":
		return "agenda", ""
	case a.Filter.Meeting != nil && aside.Since && state == "":
		return "since", ""
	case aside.NotFiled && projectTitles[state] == "unrecognised":
		return "unfiled", ""
	}
	return projectTitles[state], ""
}

// toCome reports whether a meeting has not been yet.
func (t *talk) toCome(d *reading.Date) bool { return t.meetingStart(dateOf(d)).After(t.tx.Now()) }

// unknownIn returns the name in a filter that the ledger does not have.
func (l *ledger) unknownIn(f reading.Filter) unknown {
	if _, ok := l.units[f.Unit]; f.Unit != "" && !ok {
		return unknown{"unit", f.Unit}
	}
	if _, ok := l.leaders[f.Leader]; f.Leader != "" && !ok {
		return unknown{"leader", f.Leader}
	}
	for _, e := range f.Events {
		if _, ok := l.events[e]; !ok {
			return unknown{"event", e}
		}
	}
	return unknown{}
}

// sayListing says a list's first page, or has it made into a workbook, if there
// is something in it.
func (t *talk) sayListing(q listing, excel bool) error {
	view, rows, err := t.listPage(q, 0)
	if err != nil {
		return err
	}
	if excel && view.Total > 0 {
		return t.wantList(q)
	}
	return t.say("list/page", view, storage.Subject{}, rows...)
}

// turnPage shows another page of a list.
func (t *talk) turnPage(p storage.Press, a args) error {
	q, err := listed[listing](a)
	if err != nil {
		return err
	}
	view, rows, err := t.listPage(q, a.Page)
	if err != nil {
		return err
	}
	return t.rewrite(p, "list/page", view, rows...)
}

// listPage makes a page of a list with its buttons: a number opens a card.
func (t *talk) listPage(q listing, page int) (listView, [][]storage.Button, error) {
	l, err := t.ledger(t.tx)
	if err != nil {
		return listView{}, nil, err
	}
	all, err := t.find(l, q)
	if err != nil {
		return listView{}, nil, err
	}
	view := t.listHeadings(q, all)
	view.Page = page + 1
	if q.Kind == "named" {
		view.page(all.rows, namesAPage, page)
		for _, r := range view.Rows {
			view.Names = append(view.Names, r.Tally.Name)
		}
		view.Rows = nil
	} else {
		view.page(all.rows, pageSize, page)
	}
	rows, err := t.pageButtons(q, view)
	return view, rows, err
}

// listHeadings is the view of a list without its rows: what it is of.
func (t *talk) listHeadings(q listing, all found) listView {
	view := listView{
		Today: t.today(), Title: q.Title, Kind: q.Kind, Scope: t.listScope(q),
		Total: len(all.rows), Hidden: all.hidden, Notes: unmet(q),
	}
	if all.noYuan > 0 {
		view.Notes = append(view.Notes, note{"no-yuan", strconv.Itoa(all.noYuan)})
	}
	if q.Aside.Since && q.Filter.Meeting != nil {
		view.Since = dateOf(q.Filter.Meeting)
	}
	return view
}

// grouped reports whether the rows stand in groups.
func (f found) grouped() bool { return len(f.rows) > 0 && f.rows[0].Group != "" }

// namesAPage is how many names that nothing else stands beside fit one screen.
const namesAPage = 60

// page cuts a page out of rows and numbers them; each group begins with its
// heading, also where it goes on from the page before.
func (v *listView) page(rows []listRow, size, page int) {
	v.Pages = pagesOf(len(rows), size)
	from := min(page*size, len(rows))
	counts := map[string]int{}
	for _, r := range rows {
		counts[r.Group]++
	}
	for i, r := range rows[from:min(from+size, len(rows))] {
		r.N = from + i + 1
		if r.Group != "" && (i == 0 || r.Group != rows[from+i-1].Group) {
			r.Head = &listHead{r.Group, counts[r.Group]}
		}
		v.Rows = append(v.Rows, r)
	}
}

// find returns the whole of a list, in its order.
func (t *talk) find(l *ledger, q listing) (found, error) {
	of, ok := listerTable()[q.Kind]
	if !ok {
		return found{}, errStale
	}
	all, err := of.find(t, l, q)
	if err != nil {
		return found{}, fmt.Errorf("find what to list: %w", err)
	}
	if q.GroupBy == "" || !slices.Contains(of.groups, q.GroupBy) {
		for i := range all.rows {
			all.rows[i].Group = ""
		}
	}
	return all, nil
}

// cardsARow is how many numbers stand in a row of buttons.
const cardsARow = 6

func (t *talk) pageButtons(q listing, view listView) ([][]storage.Button, error) {
	var rows [][]storage.Button
	for _, r := range view.Rows {
		if r.card == 0 {
			continue
		}
		b, err := named(strconv.Itoa(r.N), verbCard, storage.PlainStyle, args{Project: r.card})
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 || len(rows[len(rows)-1]) == cardsARow {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], b)
	}
	raw, err := json.Marshal(q)
	if err != nil {
		return nil, fmt.Errorf("encode listing: %w", err)
	}
	turn, err := t.turns(verbPage, args{List: raw}, view.Page, view.Pages)
	if err != nil || view.Total == 0 {
		return rows, err
	}
	excel, err := t.button("excel", verbExcel, storage.PlainStyle, args{List: raw})
	if err != nil {
		return nil, err
	}
	return append(rows, append(turn, excel)), nil
}

// turns are the buttons that lead to the pages before and after one.
func (t *talk) turns(verb string, a args, page, pages int) ([]storage.Button, error) {
	var row []storage.Button
	for _, turn := range []struct {
		label string
		to    int
		there bool
	}{{"previous", page - 2, page > 1}, {"next", page, page < pages}} {
		if !turn.there {
			continue
		}
		a.Page = turn.to
		b, err := t.button(turn.label, verb, storage.PlainStyle, a)
		if err != nil {
			return nil, err
		}
		row = append(row, b)
	}
	return row, nil
}

// sortGroups puts the rows of a group together, the groups in the order of
// their ranks.
func sortGroups(rows []listRow, rank func(listRow) int64) {
	slices.SortStableFunc(rows, func(a, b listRow) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Group, b.Group))
	})
}

// pagesOf is how many pages n things fill, at least one.
func pagesOf(n, size int) int { return max(1, (n+size-1)/size) }
