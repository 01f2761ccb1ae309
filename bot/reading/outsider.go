package reading

import (
	"strings"
	"unicode/utf8"
)

// othersTitle reports whether a bare title is that of somebody else, whose surname
// stands before it: the 区长 of 王区长 is not our 区长.
func (n *Names) othersTitle(s *script, from, to int) bool {
	if from == 0 || !n.lex.lists["bare-title"].is(s.sub(from, to)) {
		return false
	}
	front := s.sub(max(0, from-2), from)
	return n.lex.lists["surname"].is(s.sub(from-1, from)) && !n.lex.lists["no-surname"].ends(front) || n.lex.lists["vice"].ends(front)
}

// An outsider is what a question is narrowed by and nobody here knows: a unit, leader or
// event that the district does not have, or words that no field stands for. A figure of
// more than was asked is worse than none, so it is asked what is meant.
type outsider struct {
	words string
	part  outsidePart
}

type outsidePart uint8

const (
	outsideWords outsidePart = iota // no field has them
	outsideUnit
	outsideLeader
	outsideEvent
	outsideArea // more than the district
)

// outsideAsk is what is asked of each, as the contract names it.
var outsideAsk = [...]string{"kind", "unit", "owner", "event", "unit"}

// outsider finds what narrows a question and is not known; false if there is nothing.
func (r *reader) outsider(it *item) (outsider, bool) {
	for k := range it.segs {
		g := &it.segs[k]
		if s, ok := r.leftOut(g); ok {
			return s, true
		}
		for i := 0; i < len(g.toks); i++ {
			end := i
			for end < len(g.toks) && !r.placed(g.toks[end]) {
				end++
			}
			if end == i {
				continue
			}
			if s, ok := r.outsiderIn(it, g, i, end); ok {
				return s, true
			}
			i = end
		}
		if s, ok := r.withoutIt(it, g); ok {
			return s, true
		}
		if s, ok := r.unfiltered(g); ok && !it.mask.flag(hasEvent) && !it.mask.any(cMeetingWord, cOnMeeting) && !(it.mask.has(cObstacle) && r.blocked(it)) {
			return s, true
		}
	}
	return outsider{}, false
}

// unfiltered is the cue before 项目 by which no list can be narrowed: 外资项目, 停工的
// 项目, 需要供地的项目.
func (r *reader) unfiltered(g *segment) (outsider, bool) {
	for i, t := range g.toks {
		if i == 0 || !t.is(cProjectWord) && !(t.is(cRate) && has(r.s.r, t.from, "项目")) {
			continue
		}
		k := i - 1
		if k > 0 && r.text(g.toks[k]) == "的" {
			k--
		}
		of := g.toks[k]
		what := What(of.value(cStep))
		switch {
		case of.kind != tCue || r.list("plain-project").is(r.text(of)):
		case what != "" && what != RegApply && stageOf[what] == "", of.is(cThing) && r.stepNamed(&item{s: r.s, toks: g.toks[k : k+1]}) == "",
			of.is(cBlock) && of.value(cObstacle) == "" && of.value(cState) == "", of.any(cMoney, cBuild, cNeed, cForeign, cSite, cPaper) && !of.any(cStep, cThing, cState, cStage, cUnder, cHold, cRole, cEventAdd):
			return outsider{words: r.text(of)}, true
		}
	}
	return outsider{}, false
}

// withoutIt is what a list is asked without where no state says so: 不是在谈的, 没有专班的
// 项目, 没堵点的.
func (r *reader) withoutIt(it *item, g *segment) (outsider, bool) {
	for i := 1; i < len(g.toks); i++ {
		no, of := g.toks[i-1], g.toks[i]
		if !no.is(cNeg) || r.list("denies-all").is(r.text(no)) && of.unit == "" && !of.any(cTalking, cStage, cTag, cForeign, cUnitKind) {
			continue
		}
		if of.unit != "" || of.leader != "" || of.event > 0 || of.any(cRole, cTeam, cLinked, cTag, cForeign, cUnitKind, cTalking, cEventWord) && !of.any(cStep, cState) ||
			of.any(cListed, cState) && !of.any(cStep, cOrderClose, cSolved) && r.state(it) != "无成熟项目" {
			return outsider{words: r.text(no) + r.text(of)}, true
		}
	}
	return outsider{}, false
}

// leftOut is what a figure is asked without: 除了河口镇, 不含经开区, 云帆除外. What is
// asked besides (除转化率外,开工率也要) leaves nothing out.
func (r *reader) leftOut(g *segment) (outsider, bool) {
	for _, t := range g.toks {
		if t.kind != tName && !t.any(cTalking, cStage, cStep, cState, cUnitKind, cTag, cForeign, cPlace) {
			continue
		}
		front := r.s.sub(g.toks[0].from, t.from)
		if without := r.list("except").ends(front); without || r.list("except-behind").after(r.s.r, t.to) > 0 {
			return outsider{words: front + r.text(t)}, true
		}
	}
	return outsider{}, false
}

// askedBy are the lists of what a question may be made of, beside its cues: words that
// carry it, and those of an [Aside] and an [Inquiry].
var askedBy = [...]string{
	"ask-words", "askfill", "host", "then", "rule-then", "rule-now", "not-filed", "none-at-all", "since", "last-meeting", "until-now",
	"funnel", "moved", "half", "more", "short", "by-chain", "by-host", "by-size", "by-tag", "by-kind",
}

// placed reports whether a token says something that a question has a place for, or
// nothing at all.
func (r *reader) placed(t token) bool {
	switch t.kind {
	case tText:
		return r.madeOf(strings.TrimSpace(r.text(t)), askedBy[:]...) && !r.list("wider").is(r.text(t))
	case tName:
		return t.unit != "" || t.leader != "" || t.event > 0 || t.project != nil
	case tMu:
		return false
	case tCue:
		for _, m := range t.mean {
			switch m.class {
			case cPlace, cCompanyEnd, cDept, cOther, cForeign, cPaper, cSite:
			default:
				return true
			}
		}
		return false
	}
	return true
}

// outsiderIn reads the tokens of a clause that have no place, by what they end in and
// what follows them.
func (r *reader) outsiderIn(it *item, g *segment, from, end int) (outsider, bool) {
	raw := r.s.sub(g.toks[from].from, g.toks[end-1].to)
	words := r.unasked(raw)
	behind := r.s.sub(g.toks[end-1].to, g.toks[len(g.toks)-1].to)
	asked := first(g.toks[end:], cRate, cStep, cThing, cStage, cState, cTalking, cUnder, cListed, cProjectWord, cRatePart, cLinked, cQuestion) >= 0
	switch {
	case r.list("wider").is(strings.TrimSuffix(raw, "的")):
		return outsider{strings.TrimSuffix(raw, "的"), outsideArea}, asked
	case words == "" || r.list("chain").in(words):
		return outsider{}, false
	case r.list("leader-title").begins(behind):
		return outsider{words + r.frontOf(behind, "leader-title"), outsideLeader}, true
	case r.list("leader-title").ends(words):
		return outsider{words, outsideLeader}, true
	case end < len(g.toks) && g.toks[end].is(cEventWord):
		return outsider{words + r.text(g.toks[end]), outsideEvent}, true
	case end+1 < len(g.toks) && g.toks[end].kind == tNumber && g.toks[end+1].is(cUnitKind), end < len(g.toks) && g.toks[end].is(cUnitKind) && strings.HasPrefix(raw, "第"):
		return outsider{words + r.s.sub(g.toks[end].from, g.toks[min(end+1, len(g.toks)-1)].to), outsideUnit}, true // 第5攻坚队
	case from > 0 && g.toks[from-1].is(cOneOf) && r.list("team-ends").is(words):
		return outsider{r.text(g.toks[from-1]) + words, outsideUnit}, true // 招商一组
	case r.list("unit-ends").ends(words) && !r.list("unit-ends").is(words):
		return outsider{words, outsideUnit}, true
	}
	return outsider{words: words}, asked && r.eventCount(it) == 0 && len([]rune(words)) > 1
}

// asksUnknown reports whether projects are counted or listed that no field tells apart:
// 外资项目有几个, 省重点项目名单.
func (r *reader) asksUnknown(it *item) bool {
	if !it.mask.has(cProjectWord) || !it.mask.any(cQuestion, cShow) || !r.plural(it) && !r.endsIn(it.toks[len(it.toks)-1], "how-many") || it.mask.any(cLead, cLeadTalk, cOrder) || it.mask.kind(tMoney) {
		return false
	}
	_, ok := r.outsider(it)
	return ok
}

// listsAll reports whether a list is of all projects there are.
func (r *reader) listsAll(f Filter, a AskList) bool {
	return r.strange == "" && a.Kind == "" && f.Unit == "" && f.Leader == "" && f.State == "" && f.StageIn == nil && f.Due == nil && f.From == nil && f.To == nil &&
		f.Events == nil && f.Meeting == nil && f.MinWan == 0 && f.StaleDays == 0 && f.Kind == "" && f.By == ""
}

// plainlyAll reports whether nothing stands in a question but that it is of projects:
// 哪些项目可以享受政策 is no list of them all.
func (r *reader) plainlyAll(it *item) bool {
	if r.sized(it) || r.says(it, "chain") || !it.mask.has(cProjectWord) || it.mask.has(cSlip) {
		return true
	}
	for _, t := range it.toks {
		if t.kind == tCue && !t.any(cQuestion, cShow, cExcel, cProjectWord, cArea, cMine, cEach, cSmallTalk, cStateOf, cGroup, cNeed, cVague, cOneOf, cListed, cTag, cSort, cMetric, cLead, cLinked) {
			return false
		}
	}
	return true
}

// frontOf is the word of a list that a text begins with.
func (r *reader) frontOf(text, list string) string {
	rest, _ := r.list(list).cut(text)
	return strings.TrimSuffix(text, rest)
}

// unasked takes the words that only carry a question off both ends of a text; a letter
// that may be part of a name stays (the 点 of 重点).
func (r *reader) unasked(text string) string {
	words := r.list("ask-words")
	for {
		rest := strings.Trim(text, askLetters)
		if cut, ok := words.cut(rest); ok && utf8.RuneCountInString(rest)-utf8.RuneCountInString(cut) > 1 {
			rest = cut
		}
		if cut := words.trim(rest); utf8.RuneCountInString(rest)-utf8.RuneCountInString(cut) > 1 {
			rest = cut
		}
		if rest == text {
			return text
		}
		text = rest
	}
}

// askLetters are single letters that belong to no name.
const askLetters = " 的了那这些还有是在从按把给和与跟同及"

// narrowRate puts an outsider into the scope of a figure, which then is of no more than
// was asked, and asks what is meant.
func (r *reader) narrowRate(it *item, rate string, s *Scope) {
	x, ok := r.outsider(it)
	if !ok || r.list("wider").in(x.words) && (rate == "占全市比重" || it.mask.has(cCompare)) {
		return // 占全市几成 and 比全市平均 set the district beside the city
	}
	if r.ask(outsideAsk[x.part]); x.part == outsideWords {
		r.strange = x.words
		return
	}
	s.Area, s.Unit, s.Leader, s.Kind = "", "", "", ""
	switch x.part {
	case outsideUnit:
		s.Unit = x.words
	case outsideArea:
		s.Area = x.words
	case outsideLeader:
		s.Leader = x.words
	case outsideEvent:
		s.Area, s.Events = "全区", []string{x.words}
	}
}

// narrowList does the same to a filter.
func (r *reader) narrowList(it *item, f *Filter) {
	x, ok := r.outsider(it)
	if !ok {
		return
	}
	switch r.ask(outsideAsk[x.part]); x.part {
	case outsideWords, outsideArea:
		r.strange = x.words
	case outsideUnit:
		f.Unit, f.Leader, f.By = x.words, "", ""
	case outsideLeader:
		f.Unit, f.Leader = "", x.words
	case outsideEvent:
		f.Events = []string{x.words}
	}
}
