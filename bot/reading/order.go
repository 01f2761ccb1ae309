package reading

import (
	"slices"
	"strings"
)

// order takes down a leader's instructions: who says it, to whom, what, until
// when. Each segment that names a unit begins a new one.
func (r *reader) order(it *item) bool {
	from, ok := r.orderer(it)
	if !ok || it.mask.any(cRhetoric, cHold) || it.mask.has(cNoChange) && !it.mask.has(cQuestion) {
		return false
	}
	sent := r.sendsFor(it)
	if !sent && (it.mask.has(cRatePart) && !strings.Contains(it.text(), "把") || r.relates(it)) {
		return false
	}
	body, head := r.orderBody(it)
	if it.mask.has(cQuestion) && !r.leaderInsists(it) && !sent {
		if body = r.behindQuestion(body); len(body) == 0 {
			return false
		}
	}
	d := dictation{r: r, from: from, head: head}
	for _, g := range head {
		if m := mentions(g.toks); len(m) > 0 && !g.mask.flag(hasLeader) {
			d.project = r.projectName(m[0])
			r.carry, r.carried = m[0], it.list
		}
	}
	body = r.ruledOn(body)
	for _, g := range body {
		d.segment(g)
	}
	d.settle(it)
	if len(d.all) == 0 {
		return false
	}
	for _, o := range d.all {
		o.Meeting = r.orderMeeting(it)
	}
	r.putOrders(d.all)
	return true
}

// orderBare: 给资规局交办一件事 — whose it is to be; what, where it is said, comes
// behind.
func (r *reader) orderBare(it *item) bool {
	if r.ofUnit() || it.mask.any(cNeg, cCond, cRhetoric, cQuestion) {
		return false
	}
	o, ok := r.barely(it.segs[0])
	if !ok {
		return false
	}
	if o.From == "" && r.ctx.Role == RoleLeader {
		o.From = Name(r.ctx.Who)
	}
	if len(it.segs) == 1 {
		r.ask("text")
		r.add(o)
		return true
	}
	d := dictation{r: r, from: o.From, all: []*Order{&o}, bare: []string{""}}
	for _, g := range it.segs[1:] {
		d.segment(g)
	}
	d.settle(it)
	r.putOrders(d.all)
	return true
}

// barely reads a segment that says no more than that something is ordered: by
// whom, and of whom.
func (r *reader) barely(g segment) (Order, bool) {
	o, rest := Order{}, ""
	for i, t := range g.toks {
		switch {
		case t.leader != "" && i == 0:
			o.From = Name(t.leader)
		case t.unit != "":
			o.To = appendNew(o.To, []string{t.unit})
		default:
			rest += r.text(t)
		}
	}
	return o, len(o.To) > 0 && r.list("ordering").in(rest) && r.madeOf(rest, "ordering", "bare-order")
}

// A dictation is a leader's word as it is taken down.
type dictation struct {
	r       *reader
	from    Name
	all     []*Order
	before  []told // what was said before the one who is to do it
	project Name   // the one spoken of last
	head    []segment
	bare    []string // all words of each order
}

// told is a segment of an order: those who are to do it, and what stands
// before and behind them.
type told struct {
	to           []string
	about, words []token
}

// segment takes down one segment.
func (d *dictation) segment(g segment) {
	r := d.r
	toks := r.orderTokens(g)
	if m := mentions(toks); len(m) > 0 {
		d.project = r.projectName(m[0])
	}
	if r.list("owner-open").is(g.text()) {
		return
	}
	t := r.addressed(toks)
	if len(toks) < len(g.toks) && r.calledOn(toks) && Name(toks[0].leader) != d.from {
		to, n := r.joined(toks)
		t = told{to, nil, toks[n:]} // 沈区长交办|陈区长…
	}
	if len(t.to) == 0 && r.ownDuty(g) && len(d.all) == 0 {
		t.to = []string{r.ctx.Unit}
	}
	n := len(d.all)
	if len(t.to) == 0 && (n > 0 && r.background(g) || n == 0 && g.mask.flag(hasLeader) && g.mask.has(cDone) && !g.mask.has(cOrder)) {
		return
	}
	switch {
	case len(t.to) == 0 && n == 0:
		d.before = append(d.before, t)
		return
	case len(t.to) > 0 && n > 0 && (d.all[n-1].Text == "" || r.assists(toks)):
		d.all[n-1].To = appendNew(d.all[n-1].To, t.to)
	case len(t.to) > 0 && n > 0 && r.standsBy(t):
		d.all[n-1].To, t.words = appendNew(d.all[n-1].To, t.to), nil // 商务局指导
	case len(t.to) > 0:
		d.all = append(d.all, &Order{From: d.from, To: t.to})
	}
	if len(d.bare) < len(d.all) {
		d.bare = append(d.bare, "")
	}
	o := d.all[len(d.all)-1]
	r.fillOrder(o, t)
	d.bare[len(d.all)-1] += r.bareWords(t)
	if d.project != "" {
		o.Project = d.project
	}
}

// background: 拖了有大半个月了 tells why, and not what is to be done.
func (r *reader) background(g segment) bool {
	return r.ctx.Role == RoleLeader && r.endsIn(g.toks[len(g.toks)-1], "past") && !r.musts(g.toks[0].from, g.toks[len(g.toks)-1].to) && !g.mask.kind(tDate) && !strings.Contains(g.text(), "把")
}

// settle finds who is to do what was said of nobody, and the project of what
// names none.
func (d *dictation) settle(it *item) {
	r := d.r
	if len(d.all) == 0 {
		if d.ownerless(it); len(d.all) == 0 {
			return
		}
	}
	if o := d.all[0]; (len([]rune(o.Text)) <= 2 || r.madeOf(o.Text, "objectless")) && len(d.before) > 0 {
		said := o.Text
		o.Text = ""
		for _, t := range d.before { // 月底必须签约,滨江新城负责
			r.fillOrder(o, t)
		}
		if o.Text != "" && said != "" && r.commandedBefore(d.before) {
			said = "," + said
		}
		o.Text += said
	} else if topic := d.topic(); topic != "" && !strings.Contains(o.Text, topic) {
		o.Text = topic + "," + o.Text
	}
	for _, t := range d.before { // 周五之前,资规局…
		if o := d.all[0]; o.Due == nil && o.Repeat == "" {
			if due := r.dueOf(append(append([]token(nil), t.about...), t.words...)); due != nil {
				if sp, ok := r.resolve(due, ahead); ok {
					o.Due = &sp
				}
			}
		}
	}
	for i, o := range d.all {
		if o.Text == "" {
			o.Text = r.headingWords(d.head)
		}
		if len([]rune(o.Text)) < 2 && i < len(d.bare) {
			o.Text = d.bare[i]
		}
	}
	standing, ok := r.standing()
	ok = ok && !(it.list && r.carried && r.carry != nil) // each entry of a list has its own
	for _, o := range d.all {
		switch {
		case o.Project != "":
		case d.project != "":
			o.Project = d.project
		case ok && !r.everyone(d.all[0]):
			o.Project = standing
		}
	}
}

// topic is what an order is about where it is said before anybody is told:
// 锦尚二期的用地指标,|发改委牵头,….
func (d *dictation) topic() string {
	if len(d.before) == 0 {
		return ""
	}
	toks := d.before[len(d.before)-1].words
	text := d.r.orderTopic(toks)
	if text == "" || first(toks, cNeg, cBlock, cDone, cStage, cDrop) >= 0 || len(dates(toks)) > 0 || len([]rune(text)) > 10 || !d.r.list("topic-ends").ends(text) && !toks[len(toks)-1].any(cObstacle, cMatter, cThing) {
		return ""
	}
	return text
}

// commandedBefore: 月底前要报入库,城东盯住 says two things to do; the first words of
// 接入系统方案,供电公司批复 are what the second does it to.
func (r *reader) commandedBefore(before []told) bool {
	for _, t := range before {
		all := append(append([]token(nil), t.about...), t.words...)
		if len(all) > 0 && (len(dates(all)) > 0 || r.musts(all[0].from, all[len(all)-1].to)) {
			return true
		}
	}
	return false
}

// ownerless: a leader's word about a project that names nobody (高主席要求绿盈
// 月底前重新申报) is for the project's own unit.
func (d *dictation) ownerless(it *item) {
	r := d.r
	insists := r.leaderInsists(it)
	if !insists && (!it.mask.has(cOrder) || !r.commanded(it) || it.mask.has(cMeetingWord) && d.project == "") {
		return
	}
	o := &Order{From: d.from}
	if r.ownerOpen(it) {
		d.before = slices.DeleteFunc(d.before, func(t told) bool { return len(t.words) == 0 })
	} else if p, ok := r.known(d.project); ok && p.Unit != "" {
		o.To = []string{p.Unit}
	}
	if insists && len(r.asked) > 0 {
		o.To = r.asked
	}
	for _, t := range d.before {
		r.fillOrder(o, t)
	}
	if o.Due == nil && len(o.To) == 0 || o.Text == "" {
		return
	}
	d.all, d.before = append(d.all, o), nil
}

// behindQuestion: 怎么还没入库,南浦镇周五前给我回话 — what is told stands behind
// what is asked.
func (r *reader) behindQuestion(body []segment) []segment {
	for len(body) > 0 && body[0].mask.has(cQuestion) {
		body = body[1:]
	}
	for _, g := range body {
		if g.mask.has(cQuestion) {
			return nil
		}
	}
	if len(body) == 0 || len(r.addressed(r.orderTokens(body[0])).to) == 0 || !r.charges(body[0]) {
		return nil
	}
	return body
}

// assists: 发改局配合 helps the owner of the order before it.
func (r *reader) assists(toks []token) bool {
	i := first(toks, cRole)
	return i >= 0 && i <= 5 && i >= len(toks)-2 && toks[i].value(cRole) == "专班成员"
}

// standsBy: 商务局指导 has a part in the order before it, and none of its own.
func (r *reader) standsBy(t told) bool {
	return r.list("stands-by").is(words(r.s, t.words, nil))
}

// ownDuty: 要求我们…
func (r *reader) ownDuty(g segment) bool {
	return g.mask.has(cMine) && r.ctx.Unit != "" && r.ctx.Role != RoleLeader
}

// everyone: what all units are told is about no project that was not named.
func (r *reader) everyone(o *Order) bool {
	return len(o.To) > 0 && containsAny(o.To[0], "各", "所有", "全体")
}

func (r *reader) putOrders(all []*Order) {
	for _, o := range all {
		o.Text = strings.Trim(o.Text, ",，、 ")
		if len(o.To) == 0 {
			r.ask("owner")
		}
		if o.Due == nil && o.Repeat == "" {
			r.ask("due")
		}
		if o.From == "" {
			r.ask("from")
		}
		r.add(*o)
	}
}

// ruledOn reads the verdict that stands before what is to be done: 同意推进,
// 高新区牵头….
func (r *reader) ruledOn(body []segment) []segment {
	for len(body) > 1 && body[0].mask.has(cVerdict) && r.review != nil && len(r.addressed(body[0].toks).to) == 0 {
		r.progress(&group{mentions: r.distinct(body[0].toks), segs: body[:1]})
		body = body[1:]
	}
	return body
}

// orderBody is what follows the leader's word, and the heading before a colon,
// which is left out.
func (r *reader) orderBody(it *item) (body, head []segment) {
	body = it.segs
	for len(body) > 1 && body[0].colon && (!body[0].mask.flag(hasUnit) || body[0].mask.flag(hasLeader)) && !r.allTold(body[0]) && !r.tellsBy(body[0]) {
		body = body[1:]
	}
	return body, it.segs[:len(it.segs)-len(body)]
}

// allTold: 各镇街注意: names those who are told before the colon.
func (r *reader) allTold(g segment) bool {
	for _, t := range g.toks {
		if allUnits(t) {
			return true
		}
	}
	return false
}

// tellsBy: 沈区长交办陈区长: names those who are told behind the word of command.
func (r *reader) tellsBy(g segment) bool {
	for i, t := range g.toks {
		if t.leader != "" {
			return r.commandAt(g.toks[i+1:]) >= 0
		}
	}
	return false
}

// calledOn reports whether the tokens begin with a leader who is told to do
// something, and not with what is his: 陈区长的项目.
func (r *reader) calledOn(toks []token) bool {
	return len(toks) > 0 && toks[0].leader != "" && after(r.s.r, toks[0].to, "的", "分管", "挂钩", "那") < 0
}

// asksLeader: 请陈区长月底前… is said to him by another, and not by him.
func (r *reader) asksLeader(it *item) bool {
	return r.asksLeaderIn(it.toks) && it.mask.kind(tDate) && !it.mask.any(cQuestion, cShow)
}

func (r *reader) asksLeaderIn(toks []token) bool {
	return r.ctx.Role == RoleLeader && len(toks) > 1 && toks[0].is(cOrder) && r.calledOn(toks[1:])
}

// appendNew appends what is not there yet.
func appendNew(all, more []string) []string {
	for _, w := range more {
		if !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	return all
}
