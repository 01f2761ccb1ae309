package reading

import (
	"slices"
	"sort"
	"strings"
)

// A reader holds what is known while a message is read.
type reader struct {
	s     *script
	n     *Names
	ctx   Context
	now   Date
	rules []rule
	items []item
	at    int   // the item being read
	begun []int // with how many acts the reading of each item began

	acts  []Act
	asks  []string
	warns []string
	first bool // something must be confirmed first

	fixing   bool     // what follows was reported wrong: 更正两处:
	carried  bool     // by another entry of a list
	settled  string   // the kind of obstacle that the last note says is done with
	asked    []string // the units that the item before asked about something
	carry    *mention // the project spoken of last
	scope    Scope    // the scope asked last
	strange  string   // words that narrow a question, and that no field has
	head     *when    // the date in a list's heading
	heading  headKind // what a list's heading says its entries are
	claimed  bool     // a heading takes a place for what follows: 先占个位:
	terse    bool     // a form's labels need no colon
	headedAt string   // the place in a list's heading
	from     string   // the leader whose orders are taken down
	review   *Date    // the meeting spoken of
	onEvent  Name     // the signing event spoken of last
	unread   []Extent
	civil    Civility // of a message that says nothing to be kept
	remarked bool     // the message ends in 备注:
	lowAmts  []string // leads below 1亿
	noInv    []string // leads without an investor
}

type headKind uint8

const (
	headNone headKind = iota
	headVisits
	headLeads
	headTalks
	headOrders
	headObstacles
)

func newReader(s *script, ctx Context, n *Names) *reader {
	return &reader{s: s, n: n, ctx: ctx, now: DateOf(ctx.Now), rules: n.rules}
}

// read tries the rules on one item.
func (r *reader) read(it *item) {
	for _, u := range r.rules {
		if (len(u.any) == 0 || it.mask.any(u.any...)) && u.read(r, it) {
			r.remember(it)
			return
		}
	}
}

// remember keeps the item's last project for items that name none.
func (r *reader) remember(it *item) {
	r.asked = nil
	if it.mask.has(cQuestion) {
		r.asked = units(it.toks)
	}
	for _, m := range mentions(it.toks) {
		r.carry, r.carried = m, it.list
	}
}

func (r *reader) add(a Act)     { r.acts = append(r.acts, a) }
func (r *reader) warn(w string) { r.warns = append(r.warns, w) }
func (r *reader) ask(q string)  { r.asks = append(r.asks, q) }
func (r *reader) confirmFirst() { r.first = true }

// projectName names the project of a mention; where it may mean several, it
// asks which and names none.
func (r *reader) projectName(m *mention) Name {
	if m == nil {
		return ""
	}
	if m.wrong != "" && !m.stranger {
		r.warnOnce("typo:" + m.wrong + "→" + m.right)
	}
	if m.sure() {
		return Name(r.n.ledger.Projects[m.projects[0]].Name)
	}
	var all []string
	for _, p := range r.siblings(m) {
		all = append(all, r.n.ledger.Projects[p].Name)
	}
	sort.Strings(all)
	r.ask("which:" + strings.Join(all, "|"))
	return ""
}

// siblings returns the candidates, and with an unknown phase all phases.
func (r *reader) siblings(m *mention) []int {
	if !m.newPhase {
		return m.projects
	}
	out := append([]int(nil), m.projects...)
	for _, p := range m.projects {
		for q, st := range r.n.stems {
			if st.base == r.n.stems[p].base {
				out = union(out, []int{q})
			}
		}
	}
	return out
}

func (r *reader) warnOnce(w string) {
	if !slices.Contains(r.warns, w) {
		r.warn(w)
	}
}

// known returns the ledger's entry of a project.
func (r *reader) known(name Name) (Project, bool) {
	for _, p := range r.n.ledger.Projects {
		if p.Name == string(name) {
			return p, true
		}
	}
	return Project{}, false
}

// subject finds the project an item is about: named, guessed from a wrong
// spelling, carried over, or answered to.
func (r *reader) subject(toks []token) (Name, bool) {
	if all := mentions(toks); len(all) > 0 {
		return r.projectName(all[0]), true
	}
	if m := r.guess(toks); m != nil {
		return r.projectName(m), true
	}
	return r.standing()
}

// standing is the project that is spoken of without being named.
func (r *reader) standing() (Name, bool) {
	if r.carry != nil {
		return r.projectName(r.carry), true
	}
	if r.ctx.ReplyTo != nil && r.ctx.ReplyTo.Project != "" {
		return Name(r.ctx.ReplyTo.Project), true
	}
	return "", false
}

// guess looks for a misspelt name in the plain text of the tokens.
func (r *reader) guess(toks []token) *mention {
	for i, t := range toks {
		if t.kind != tText {
			continue
		}
		to := t.to
		for j := i + 1; j < len(toks) && (toks[j].kind == tCue || toks[j].kind == tText) && to-t.from < 10; j++ {
			to = toks[j].to
		}
		if m := r.n.guess(r.s, t.from, to); m != nil {
			m.stranger = m.stranger || r.n.goesOnAsOther(r.s, m, toks[i+1:])
			return m
		}
	}
	return nil
}

// resolve makes a date absolute; a day that does not exist is asked.
func (r *reader) resolve(w *when, dir sense) (Span, bool) {
	sp, ok := w.resolve(r.now, dir)
	if !ok {
		r.ask("date")
	}
	return sp, ok
}

// ofUnit reports whether the sender speaks for a unit or a squad: he is called to
// meetings and calls none, and reports on projects of his own.
func (r *reader) ofUnit() bool { return r.ctx.Role == RoleUnit || r.ctx.Role == RoleSquad }

// foreign reports whether the sender's unit is not the project's.
func (r *reader) foreign(name Name) bool {
	if !r.ofUnit() {
		return false
	}
	p, ok := r.known(name)
	return ok && p.Unit != "" && p.Unit != r.ctx.Unit
}

// lastMeeting is the last meeting held.
func (r *reader) lastMeeting() *Date {
	var last *Date
	for d := range r.meetings {
		if !r.now.Before(d) && (last == nil || last.Before(d)) {
			last = &d
		}
	}
	return last
}

// nextMeeting is the next meeting to come.
func (r *reader) nextMeeting() *Date {
	var next *Date
	for d := range r.meetings {
		if r.now.Before(d) && (next == nil || d.Before(*next)) {
			next = &d
		}
	}
	return next
}

// meetings yields the days of the meetings that are known.
func (r *reader) meetings(yield func(Date) bool) {
	for _, m := range r.n.ledger.Meetings {
		if !yield(m.Date) {
			return
		}
	}
	for _, d := range r.ctx.Meetings {
		if !yield(d) {
			return
		}
	}
}

// remark adds the sender's own words as a note to the last project spoken of.
func (r *reader) remark(text string) {
	if text == "" {
		return
	}
	for i := len(r.acts) - 1; i >= 0; i-- {
		if u, ok := r.acts[i].(Update); ok {
			r.acts[i] = u.join(Update{Note: text})
			return
		}
	}
	if name, ok := r.standing(); ok {
		r.add(Update{Project: name, Note: text})
	}
}

// finish settles confirmation, question and warnings.
func (r *reader) finish() Reading {
	if len(r.acts) == 0 {
		r.acts = []Act{None{}}
		r.asks, r.first = nil, false
	} else {
		r.civil = ""
	}
	out := Reading{Acts: r.acts, Unread: r.unread, Civil: r.civil}
	r.leadMarks()
	for _, t := range r.s.typos {
		r.warnOnce("typo:" + t.wrong + "→" + t.right)
	}
	out.Confirm = r.confirm()
	if out.Confirm != ConfirmNone {
		out.Warn = r.warns
	} else if len(r.acts) > 0 && r.acts[0].Op() != OpNone {
		out.Warn = r.warns
	} else {
		out.Warn = slices.DeleteFunc(r.warns, func(w string) bool { return !strings.HasPrefix(w, "to:") })
	}
	if q, ok := firstAsk(r.asks); ok {
		out.Ask = []string{q}
	}
	return out
}

// firstAsk picks the one question that is asked: which project comes before
// all else.
func firstAsk(asks []string) (string, bool) {
	for _, q := range asks {
		if strings.HasPrefix(q, "which") || q == "project" {
			return q, true
		}
	}
	if len(asks) == 0 {
		return "", false
	}
	return asks[0], true
}

// confirm: one act that must be confirmed makes the message so.
func (r *reader) confirm() Confirm {
	none := true
	for _, a := range r.acts {
		switch a.Op() {
		case OpAskRate, OpAskList, OpAskProject, OpAskMeeting, OpHelp, OpRefuse, OpNone:
			continue
		}
		none = false
		if r.mustConfirm(a) {
			return ConfirmFirst
		}
	}
	if none {
		return ConfirmNone
	}
	if r.first {
		return ConfirmFirst
	}
	return ConfirmEcho
}

// mustConfirm is the table of acts that are stored only when confirmed.
func (r *reader) mustConfirm(a Act) bool {
	switch a := a.(type) {
	case Merge, Drop, Transfer, Dispute, Order, Assign, Meeting:
		return true
	case Lead:
		return a.Investor == ""
	case Update:
		for _, d := range a.Dates {
			if d.Kind == Done && dayNames[d.What] != "" {
				return true // 已竣工投产 counts as 竣工 too
			}
		}
		return countedStages[a.Stage] || a.Hold != nil && *a.Hold || r.foreign(a.Project)
	case Obstacle:
		return r.foreign(a.Project)
	case ObstacleClose:
		return r.foreign(a.Project)
	case NoChange:
		return r.foreign(a.Project)
	case Correct:
		stage, _ := a.New.(string)
		return a.Field == "unit" || a.Field == "stage" && countedStages[stage] || r.foreign(a.Project)
	case EventAdd:
		return r.notOwn(a.Projects)
	case EventDrop:
		return r.notOwn(a.Projects)
	}
	return false
}

// notOwn reports whether one of the projects is not the sender's unit's.
func (r *reader) notOwn(projects []string) bool {
	for _, name := range projects {
		if p, ok := r.known(Name(name)); ok && p.Unit != r.ctx.Unit {
			return true
		}
	}
	return false
}

var countedStages = map[string]bool{"已签约": true, "已入库": true, "已开工": true, "已竣工": true}
