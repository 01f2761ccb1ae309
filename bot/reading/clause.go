package reading

import (
	"slices"
	"strings"
)

// A message is split at stops and list marks into items, an item at commas
// and colons into segments. A rule looks at an item; facts are read segment
// by segment.

// An item is one sentence or one entry of a list.
type item struct {
	s    *script
	toks []token
	segs []segment
	mask mask
	list bool // headed by a mark
	ends bool // ends in a word that asks whether: 开工没, 签了没有
	open bool // a list's first mark follows
}

// A segment is what stands between two commas.
type segment struct {
	s      *script
	toks   []token
	mask   mask
	colon  bool // a colon follows
	spaced bool // only a space stands before it
	runon  bool // nothing stands before it: its comma was left out
}

// split makes the items of a message.
func (n *Names) split(s *script, toks []token) []item {
	var items []item
	start, list := 0, false
	add := func(toks []token, list bool) {
		if it := newItem(s, toks, list); len(it.segs) > 0 {
			items = append(items, it)
		}
	}
	cut := func(end int) {
		parts := n.enumerated(s, toks[start:end])
		if parts == nil {
			add(toks[start:end], list)
		}
		for k, part := range parts {
			add(part, list || k > 0)
		}
	}
	headed := false // 接待了三拨人:…;…;…
	asks := first(toks, cRate) > 0 && first(toks, cQuestion) > 0
	for i, t := range toks {
		if asks && i > start && n.lex.lists["asks-open"].after(s.r, t.from) > 0 && n.turnsToFigures(s, toks[start:i], toks[i:]) {
			cut(i)
			start, list = i, false
			continue
		}
		switch t.kind {
		case tColon:
			if n.severalMet(s, toks[start:i]) {
				cut(i + 1)
				start, list, headed = i+1, true, true
			}
		case tStop, tAsk:
			if t.kind == tAsk && goesOnRight(s, toks[start:i], toks[i+1:]) {
				continue
			}
			end := i
			if t.kind == tAsk {
				end++
			}
			cut(end)
			headed = headed && s.r[t.from] == ';'
			start, list = i+1, headed
		case tSpace:
			if first(toks[start:i], cQuestion) >= 0 && alsoAsked(s, toks[i+1:]) || n.turnsToList(s, toks[start:i], toks[i+1:]) {
				cut(i)
				start, list = i+1, false
			}
		case tComma:
			if besides(s, toks[i+1:]) || len(mentions(toks[:i])) > 0 && first(toks[start:i], telling...) >= 0 && n.firmOpens(s, toks[i+1:]) || n.turnsToFigures(s, toks[start:i], toks[i+1:]) || n.turnsToList(s, toks[start:i], toks[i+1:]) {
				cut(i)
				start, list = i+1, false
			}
		case tMark:
			had := len(items)
			cut(i)
			if last := len(items) - 1; last >= 0 && !list && !items[last].list && (last >= had || start == i) {
				items[last].open = true
			}
			start, list = i+1, true
		}
	}
	cut(len(toks))
	return items
}

func newItem(s *script, toks []token, list bool) item {
	it := item{s: s, toks: trim(toks), list: list}
	start := 0
	for i, t := range it.toks {
		it.mask.add(t)
		if t.kind == tComma || t.kind == tColon || t.kind == tNoise && s.r[t.from] > 0x2000 {
			if t.kind == tComma && (dayFollows(s, it.toks[start:i], it.toks[i+1:]) || dayLeads(s, it.toks[start:i], it.toks[i+1:])) {
				continue
			}
			it.cut(start, i)
			if n := len(it.segs); n > 0 && t.kind == tColon {
				it.segs[n-1].colon = true
			}
			start = i + 1
		}
	}
	if start == 0 && it.mask.flag(hasProject) {
		start = it.breaths()
	}
	it.cut(start, len(it.toks))
	if it.ends = asksWhether(s, it.toks); it.ends {
		it.mask.add(token{mean: []meaning{{class: cQuestion}}})
	}
	return it
}

// dayFollows: in 马上签约,就这周五 and 签约时间定了,6月8日 the comma parts a step
// from its day.
func dayFollows(s *script, before, behind []token) bool {
	if first(before, cStep, cThing) < 0 || len(dates(before)) > 0 || first(before, cNeg, cQuestion, cCond) >= 0 {
		return false
	}
	days := 0
	for _, t := range behind {
		switch {
		case t.kind == tComma:
			return days == 1
		case t.kind == tDate:
			days++
		case t.kind == tSpace || t.kind == tNoise || t.kind == tStop:
		case days == 0 && slices.Contains([]string{"就", "在", "是", "就在", "就是", "也就是", "为"}, s.sub(t.from, t.to)):
		default:
			return false
		}
	}
	return days == 1
}

// breaths cuts at the spaces of those who put no commas: 设备已经进场 国庆前投产.
// A space parts two clauses if something is told on either side of it. It
// returns where the last clause begins.
func (it *item) breaths() (start int) {
	told := []class{cStep, cStage, cThing, cPercent, cHold, cReturned, cDrop}
	for i := 1; i+1 < len(it.toks); i++ {
		if it.toks[i].kind != tSpace {
			continue
		}
		end := i + 1
		for end < len(it.toks) && it.toks[end].kind != tSpace {
			end++
		}
		before, behind := it.toks[start:i], it.toks[i+1:end]
		if len(before) == 0 {
			continue // two spaces
		}
		long := before[len(before)-1].to-before[0].from > 5
		if (first(before, told...) >= 0 || long && first(before, cDone, cNeg, cSlip) >= 0) && tells(behind, told) || long && (first(behind, cHold) >= 0 || calls(before, behind) || it.breathes(before, behind)) {
			it.cut(start, i)
			start = i + 1
		}
	}
	return start
}

// breathes reports whether both stretches are clauses about what goes on: 厂里招了
// 两个月 没招满 请人社局帮忙.
func (it *item) breathes(before, behind []token) bool {
	if it.mask.any(cLead, cLeadTalk, cRate) || len(behind) == 0 || behind[len(behind)-1].to-behind[0].from < 3 || first(before, cMoney, cPercent) == len(before)-1 {
		return false
	}
	says := []class{cBlock, cDone, cNeg, cSolved, cStep, cThanks, cNoChange}
	return first(before, says...) >= 0 && (first(behind, append(says, cNeed)...) >= 0 || len(units(behind)) > 0)
}

// joint is what stands between a segment and the one before it.
func (g *segment) joint() string {
	switch {
	case g.runon:
		return ""
	case g.spaced:
		return " "
	}
	return ","
}

// tells reports whether a stretch between two spaces tells something by
// itself: a step with its date, a sum with its name, or a day that something
// was moved to.
func tells(toks []token, told []class) bool {
	for i, t := range toks {
		if t.any(cMoney, cPercent) && i+1 < len(toks) && (toks[i+1].kind == tMoney || toks[i+1].kind == tPercent) {
			return true
		}
	}
	return len(dates(toks)) > 0 && (first(toks, told...) >= 0 || first(toks, cMoved, cSlip) >= 0)
}

// calls reports whether a stretch says what is in the way, and the next one
// turns to a department or goes on about it.
func calls(before, behind []token) bool {
	if first(before, cBlock) < 0 || first(before, cQuestion) >= 0 || first(behind, cHedge, cHearsay) >= 0 && first(behind, cBlock) < 0 {
		return false
	}
	return len(units(behind)) > 0 && first(behind, cNeed, cQuestion) >= 0 || first(behind, cBlock, cSolved) >= 0 && first(behind, cObstacle) >= 0
}

// cut adds the segments of a stretch: one, or where a voice message goes on
// without a comma, one for each project that something is told of (瑞科签约了
// 禾丰还没动).
func (it *item) cut(from, to int) {
	start, told := from, false
	var last *mention
	for i := from; i < to; i++ {
		t := it.toks[i]
		if t.project == nil {
			told = told || last != nil && (t.any(telling...) || t.kind == tMoney || t.kind == tPercent || t.kind == tDate)
			continue
		}
		if told && !sameMentions([]*mention{last}, []*mention{t.project}) && !it.tied(i-1) {
			it.segment(start, i)
			start = i
		}
		last, told = t.project, false
	}
	it.segment(start, to)
}

// telling are the classes of which one tells something of a project.
var telling = []class{cStep, cStage, cDone, cNoChange, cHold, cReturned, cSolved, cBlock, cOrderClose, cVerdict, cPercent}

// tied reports whether the token before a name binds it to what was said. A
// pause or a space does only if nothing is told of that name: 瑞科通过、博冠暂缓.
func (it *item) tied(i int) bool {
	t := it.toks[i]
	if t.kind == tPause || t.kind == tSpace {
		behind := it.toks[i+2:]
		return len(behind) == 0 || behind[0].kind == tComma
	}
	end := it.s.sub(max(t.from, t.to-1), t.to)
	return t.kind == tParen || strings.Contains("和及与跟同比把给到向像叫为是对从由在并的让被等看访察观找见学荐绍购接去", end)
}

func (it *item) segment(from, to int) {
	toks := trim(it.toks[from:to])
	if len(toks) == 0 {
		return
	}
	g := segment{s: it.s, toks: toks, runon: it.s.added(toks[0].from - 1)}
	g.spaced = it.s.blank(toks[0].from-1) && runeAt(it.s.r, toks[0].from-2) != ','
	for _, t := range toks {
		g.mask.add(t)
	}
	it.segs = append(it.segs, g)
}

func (it item) from() int { return it.toks[0].from }
func (it item) to() int   { return it.toks[len(it.toks)-1].to }

// index is the place of the token that begins at a rune.
func (it item) index(from int) int { return indexAt(it.toks, from) }

// text is the item as it was typed, its letters made alike.
func (g *segment) text() string {
	return string(g.s.r[g.toks[0].from:g.toks[len(g.toks)-1].to])
}

func (it item) text() string { return string(it.s.r[it.from():it.to()]) }
