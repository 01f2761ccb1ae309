package reading

import (
	"reflect"
	"sort"
)

// event puts a project up for a signing event, or withdraws it.
func (p *progress) event(g *segment) bool {
	if len(p.adds) > 0 && p.r.madeOf(g.text(), "sign-up") {
		return true // 想上说明会,麻烦登记
	}
	e := p.r.eventOf(g)
	if e == nil {
		e = p.sameEvent(g)
	}
	if next := p.eventAfter(g); e != nil && next != "" {
		e.name = next
	}
	if e == nil {
		return false
	}
	if p.u.Project == "" && len(mentions(g.toks)) == 0 || p.r.movesEvent(g) {
		return false
	}
	drop := g.mask.has(cEventDrop) && !p.onlyAdds(g) || p.turnsAway(g)
	if !drop && !g.mask.has(cEventAdd) && !p.signsAt(g, e) || e.name == "" && !drop && !p.putsUp(g) {
		return false
	}
	if e.name == p.r.onEvent && p.repeats(drop) && len(mentions(g.toks)) == 0 && len([]rune(g.text())) > 5 {
		return false // 不参加说明会了,客商那天来不了 goes on to say why
	}
	if out, in := p.swapped(g); drop && len(in) > 0 {
		p.adds = append(p.adds, EventDrop{Event: e.name, Projects: out}, EventAdd{Event: e.name, Projects: in})
	} else if drop {
		p.once(EventDrop{Event: e.name})
	} else {
		p.once(EventAdd{Event: e.name})
	}
	if e.name == "" {
		p.r.ask("event")
	}
	p.r.onEvent = e.name
	return drop || !g.mask.has(cStep)
}

// once: 上不了说明会了,退出来 says one thing twice.
func (p *progress) once(a Act) {
	for _, b := range p.adds {
		if reflect.DeepEqual(a, b) {
			return
		}
	}
	p.adds = append(p.adds, a)
}

// repeats reports whether the last act already withdraws, or puts up.
func (p *progress) repeats(drop bool) bool {
	if len(p.adds) == 0 {
		return false
	}
	_, dropped := p.adds[len(p.adds)-1].(EventDrop)
	return dropped == drop
}

// movesEvent: 6月说明会改到6月20日 puts nothing up for it.
func (r *reader) movesEvent(g *segment) bool {
	for i, t := range g.toks {
		if t.is(cMoved) && i > 0 && i+1 < len(g.toks) && g.toks[i+1].kind == tDate && (g.toks[i-1].event > 0 || g.toks[i-1].is(cEventWord)) {
			return true
		}
	}
	return false
}

// eventList: 6月说明会上会项目:甲、乙、丙 puts up those behind the colon.
func (r *reader) eventList(it *item) bool {
	if len(it.segs) < 2 || !it.segs[0].colon || it.segs[0].mask.flag(hasProject) || it.mask.any(cQuestion, cNeg, cEventDrop) {
		return false
	}
	e := r.eventOf(&it.segs[0])
	if e == nil || e.name == "" || !r.liesAhead(e.name) {
		return false
	}
	var all []string
	for _, g := range it.segs[1:] {
		for _, t := range g.toks {
			switch {
			case t.project != nil:
				all = append(all, string(r.projectName(t.project)))
			case t.kind == tPause, t.kind == tSpace, t.kind == tComma, t.is(cProjectWord), r.joins(t):
			default:
				return false
			}
		}
	}
	if len(all) == 0 {
		return false
	}
	r.add(EventAdd{Event: e.name, Projects: all})
	return true
}

// sameEvent is the event spoken of before, where a clause only adds or takes out
// another project: 说明会把甲加进去,|乙撤下来.
func (p *progress) sameEvent(g *segment) *eventFound {
	if p.r.onEvent == "" || !p.named || g.mask.any(cStep, cStage, cBlock, cNeg, cCond, cHold) || g.mask.kind(tDate) || g.mask.kind(tMoney) {
		return nil
	}
	for _, t := range g.toks {
		if t.any(cEventAdd, cEventDrop) && (t.to-t.from > 1 || p.r.list("swap").is(p.r.text(t))) {
			return &eventFound{p.r.onEvent}
		}
	}
	return nil
}

// swapped: 把甲拿掉换成乙 takes one project out and puts the other in.
func (p *progress) swapped(g *segment) (out, in []string) {
	at := -1
	for i, t := range g.toks {
		if i > 0 && p.r.list("swap").is(p.r.text(t)) {
			at = i
		}
	}
	if at < 0 {
		return nil, nil
	}
	name := func(toks []token) (all []string) {
		for _, m := range mentions(toks) {
			all = append(all, string(p.r.projectName(m)))
		}
		return all
	}
	if out, in = name(g.toks[:at]), name(g.toks[at:]); len(out) == 0 {
		return nil, nil
	}
	return out, in
}

// eventAfter: who leaves one event and changes to 下一场 means the one after it.
func (p *progress) eventAfter(g *segment) Name {
	if len(p.adds) == 0 || !p.r.list("next-event").in(p.r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to)) {
		return ""
	}
	left, _ := p.adds[len(p.adds)-1].(EventDrop)
	var past Date
	for _, e := range p.r.n.ledger.Events {
		if e.Name == string(left.Event) {
			past = e.Date
		}
	}
	var next Event
	for _, e := range p.r.n.ledger.Events {
		if past.Before(e.Date) && (next.Name == "" || e.Date.Before(next.Date)) {
			next = e
		}
	}
	return Name(next.Name)
}

// signsAt: 2月10号迎春签约会签 puts the project up for an event that is to come.
func (p *progress) signsAt(g *segment, e *eventFound) bool {
	if e.name == "" || g.mask.any(cDone, cThing, cNeg, cQuestion) {
		return false
	}
	step := first(g.toks, cStep)
	if step <= 0 || g.toks[step].value(cStep) != string(Sign) {
		return false
	}
	for _, t := range g.toks[:step] {
		if t.event > 0 || t.is(cEventWord) {
			return p.r.liesAhead(e.name)
		}
	}
	return false
}

// liesAhead reports whether an event is today or to come.
func (r *reader) liesAhead(event Name) bool {
	for _, e := range r.n.ledger.Events {
		if e.Name == string(event) {
			return !e.Date.Before(r.now)
		}
	}
	return false
}

// putsUp reports whether a word of putting up stands right before the event
// that the ledger does not know.
func (p *progress) putsUp(g *segment) bool {
	i := first(g.toks, cEventWord)
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if g.toks[k].is(cEventAdd) {
			return true
		}
		if g.toks[k].kind != tDate && g.toks[k].kind != tText && !g.toks[k].is(cStep) {
			return false
		}
	}
	return false
}

// turnsAway: 不上…了, 不参加.
func (p *progress) turnsAway(g *segment) bool {
	i := first(g.toks, cEventAdd)
	return i > 0 && g.toks[i-1].is(cNeg)
}

// onlyAdds reports whether the only word of withdrawing is one of adding too.
func (p *progress) onlyAdds(g *segment) bool {
	for _, t := range g.toks {
		if t.is(cEventDrop) && !t.is(cEventAdd) {
			return false
		}
	}
	return true
}

type eventFound struct{ name Name }

// eventOf finds the event a segment speaks of: by name, or by its month.
func (r *reader) eventOf(g *segment) *eventFound {
	for _, t := range g.toks {
		if t.event > 0 {
			return &eventFound{Name(r.n.ledger.Events[t.event-1].Name)}
		}
	}
	if first(g.toks, cEventWord) < 0 {
		return nil
	}
	for _, w := range dates(g.toks) {
		sp, ok := w.resolve(r.now, ahead)
		if !ok || sp.To == nil {
			continue
		}
		if sp.From == nil {
			sp.From = sp.To // 赶在6月25号推介会上
		}
		var hit []string
		for _, e := range r.n.ledger.Events {
			if !e.Date.Before(*sp.From) && !sp.To.Before(e.Date) {
				hit = append(hit, e.Name)
			}
		}
		if len(hit) == 1 {
			return &eventFound{Name(hit[0])}
		}
	}
	return &eventFound{r.nextEvent(g)}
}

// nextEvent is the one event to come, if it is the only one; 下一场 is the first.
func (r *reader) nextEvent(g *segment) Name {
	var hit []Event
	for _, e := range r.n.ledger.Events {
		if !e.Date.Before(r.now) {
			hit = append(hit, e)
		}
	}
	text := g.text()
	if len(hit) > 1 && r.list("next-event").in(text) {
		sort.Slice(hit, func(a, b int) bool { return hit[a].Date.Before(hit[b].Date) })
		return Name(hit[0].Name)
	}
	if len(hit) == 1 && (r.list("next-event").in(text) || containsAny(text, "这次", "本次")) {
		return Name(hit[0].Name)
	}
	return ""
}
