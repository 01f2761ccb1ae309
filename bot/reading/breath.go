package reading

import (
	"slices"
	"strings"
)

// A voice message goes on without marks, and a hasty one has only spaces. A
// clause of it ends where its predicate is finished, and the next one begins
// with a word that opens another: 设备都装好了|预计五月底投产. The commas left out
// are set in the script alone, so that all rules read what they know and
// quotations stay the sender's own.

// punctuated returns the script with the commas that were left out; s itself if
// none was.
func (n *Names) punctuated(s *script, toks []token) *script {
	b := breath{n: n, s: s, toks: toks}
	mute := !b.maySay()
	for i, t := range toks {
		switch {
		case t.kind == tStop && b.soft(i), t.kind == tPause && b.nextTold(i):
			s.r[t.from] = ','
			b.softened = true
			b.start = i + 1
		case mute || t.kind == tSpace:
		case breaks(t) || t.kind == tMark || t.kind == tPause || t.kind == tParen || t.kind == tNoise:
			b.start, b.doubtful = i+1, b.doubts(i+1)
		case i == 0:
			b.doubtful = b.doubts(0)
		case !b.doubtful:
			b.at(i)
		}
	}
	if len(b.cuts) == 0 && !b.softened {
		return s
	}
	return s.parted(b.cuts)
}

// parted puts a comma before each of the places; one takes the place of a space
// that stands there.
func (s *script) parted(cuts []int) *script {
	out := &script{text: s.text, typos: s.typos, r: make([]rune, 0, len(s.r)+len(cuts)), off: make([]int, 0, len(s.off)+len(cuts))}
	for i, c := range s.r {
		if len(cuts) > 0 && cuts[0] == i {
			cuts = cuts[1:]
			if n := len(out.r); n > 0 && out.r[n-1] == ' ' {
				out.r[n-1] = ','
			} else {
				out.r, out.off = append(out.r, ','), append(out.off, s.off[i])
			}
		}
		out.r, out.off = append(out.r, c), append(out.off, s.off[i])
	}
	out.off = append(out.off, s.off[len(s.r)])
	return out
}

// added reports whether a comma is one that was left out.
func (s *script) added(i int) bool { return i >= 0 && s.off[i] == s.off[i+1] }

// blank reports whether a space stands at i in the text.
func (s *script) blank(i int) bool { return i >= 0 && (s.r[i] == ' ' || s.text[s.off[i]] == ' ') }

// A breath looks for the ends of clauses between two marks.
type breath struct {
	n     *Names
	s     *script
	toks  []token
	start int   // the token the clause begins with
	cuts  []int // the runes before which a comma is missing

	softened bool // a line break or a stop was read for a comma
	doubtful bool // something is asked or supposed up to the next mark
}

// An ending says how what stands before a place ends.
type ending uint8

const (
	goingOn   ending = iota
	figured          // with a sum or a share that its cue stands before: 投资额三个亿
	scheduled        // with the day of a step: 推到六月中旬
	asserted         // with a word that tells something, without 了: 没定下来
	perfect          // with 了 that may still have an object: 签了
	object           // with 了 and a short object or a sum: 通了电话, 签了3亿
	finished         // with 了 behind what takes none: 投产了, 设备装好了
)

// at sets a comma before the token, or before a word inside of it.
func (b *breath) at(i int) {
	t := b.toks[i]
	before := b.toks[b.start:i]
	for len(before) > 0 && before[len(before)-1].kind == tSpace {
		before = before[:len(before)-1]
	}
	if len(before) > 0 && (b.toks[i-1].kind != tSpace || b.goesOn(i)) && ((t.project == nil || t.project.newPhase || t.project.phase > 0) && b.named(t) || !b.continues(i)) && b.opens(i, b.ending(before)) {
		b.cut(t.from, i)
		return
	}
	if t.kind != tText {
		return
	}
	for x := t.from + 1; x+1 < t.to; x++ {
		if b.turns(x) && b.tells(before) {
			b.cut(x, i)
			return
		}
	}
}

// nextTold reports whether the pause at i parts what is told of two projects:
// 瑞科通过、博冠暂缓.
func (b *breath) nextTold(i int) bool {
	return i > b.start && i+1 < len(b.toks) && b.toks[i+1].project != nil && b.toks[i-1].project == nil && b.goesOn(i+1) && b.tells(b.toks[b.start:i])
}

// doubts reports whether something is asked or supposed from i up to the next
// mark: 如果批不下来他们就不来了 tells nothing by itself.
func (b *breath) doubts(i int) bool {
	for _, t := range b.toks[i:] {
		switch {
		case t.any(cQuestion, cRhetoric) || t.value(cCond) != "":
			return true
		case breaks(t) && t.kind != tSpace || t.kind == tMark:
			return false
		}
	}
	return false
}

// goesOn reports whether what stands from i up to the next space tells something:
// 厂房租好了 装修中 is one clause.
func (b *breath) goesOn(i int) bool {
	end := i + 1
	for end < len(b.toks) && !breaks(b.toks[end]) {
		end++
	}
	return first(b.toks[i:end], predicates...) >= 0 || len(dates(b.toks[i:end])) > 0 || b.ending(b.toks[i:end]) != goingOn || b.toks[end-1].to-b.toks[i].from > 5
}

// maySay reports whether anything in the message can end a clause.
func (b *breath) maySay() bool {
	var m mask
	for _, t := range b.toks {
		m.add(t)
	}
	return m.any(predicates...) || m.any(cMoney, cPercent) || slices.Contains(b.s.r, '了')
}

func (b *breath) cut(x, i int) {
	b.cuts = append(b.cuts, x)
	b.start = i
}

// rest is how many letters follow up to the next mark.
func (b *breath) rest(x int) int {
	n := 0
	for x+n < len(b.s.r) && !strings.ContainsRune(",。;!?:\n", b.s.r[x+n]) {
		n++
	}
	return n
}

// telling words of a clause: one of them makes it more than a topic.
var predicates = []class{cStep, cStage, cDone, cNoChange, cHold, cReturned, cSolved, cBlock, cOrderClose, cVerdict, cDrop, cSlip, cSubmit, cWrong, cNeg}

func (b *breath) tells(before []token) bool {
	return first(before, predicates...) >= 0 || b.ending(before) != goingOn
}

// ending tells how a clause ends.
func (b *breath) ending(before []token) ending {
	if len(before) == 0 {
		return goingOn
	}
	last := before[len(before)-1]
	for len(before) > 1 && b.particle(last) {
		before = before[:len(before)-1]
		last = before[len(before)-1]
	}
	end := b.s.r[last.to-1]
	switch {
	case end == '了' && b.attained(last):
		return perfect
	case end == '了' && b.reaches(last):
		return goingOn
	case end == '了':
		if b.takesNone(before) {
			return finished
		}
		return perfect
	case last.kind == tMoney || last.kind == tPercent:
		if k := first(before, cMoney, cPercent, cWrong); k >= 0 && k < len(before)-1 {
			return figured
		}
		if runeAt(b.s.r, last.from-1) == '了' {
			return object
		}
	case last.kind == tDate:
		if first(before, cStep, cSlip, cMoved) >= 0 {
			return scheduled
		}
	case len(before) > 1 && last.to-last.from < 4 && (last.kind == tText || last.kind == tCue) && b.s.r[last.from-1] == '了' && !strings.ContainsRune("让叫请给跟和把对向与同说要的到", end) && !b.reaches(before[len(before)-2]):
		return object
	case last.any(cStage, cNoChange, cHold, cVerdict, cReturned, cSolved, cBlock, cOrderClose, cSubmit, cStep, cDrop) && last.to-last.from > 1:
		return asserted
	}
	return goingOn
}

// particle: the 吧 of 撤了吧.
func (b *breath) particle(t token) bool {
	return t.to-t.from == 1 && strings.ContainsRune("吧哈啊呢哦嘛呀", b.s.r[t.from])
}

// reaches: 推到了|6月, 变成了|两亿 — what is reached follows.
func (b *breath) reaches(t token) bool {
	return t.to > 1 && strings.ContainsRune("到在至成为除", b.s.r[t.to-2])
}

// attained: 拿到了, 谈成了 — the deed itself has its end.
func (b *breath) attained(t token) bool {
	return t.to > 2 && b.n.lex.lists["attained"].after(b.s.r, t.to-3) > 0
}

// takesNone reports whether the word before 了 takes no object, or has it before
// itself: 投产了, 不来了; 入库材料交了.
func (b *breath) takesNone(before []token) bool {
	last := before[len(before)-1]
	if last.to-last.from == 1 && len(before) > 1 {
		last, before = before[len(before)-2], before[:len(before)-1]
	}
	switch v := last.value(cStep); {
	case last.is(cDrop):
		return !strings.ContainsRune("终停中结放取撤删退", b.s.r[last.from])
	case last.any(cStage, cNoChange, cHold, cReturned, cSlip):
		return true
	case v == string(Sign), v == string(Start), v == string(Finish), v == string(Produce), v == string(RegOK), v == "capacity":
		if last.to-last.from > 2 || last.to-last.from == 2 && b.s.r[last.to-1] != '了' {
			return true
		}
	}
	return slices.ContainsFunc(before[:len(before)-1], b.topical) || last.kind == tText && b.topical(last)
}

// topical reports whether a token names a matter that something is done with.
func (b *breath) topical(t token) bool {
	if t.any(cThing, cObstacle, cMatter) || t.is(cStep) && t.to-t.from > 2 {
		return true
	}
	return (t.kind == tText || t.kind == tCue) && b.n.lex.lists["turn-what"].in(string(b.s.r[t.from:t.to]))
}

// continues: what may only go on with the clause before: 投产了|三天, 签约了|再说.
func (b *breath) continues(i int) bool {
	t := b.toks[i]
	if strings.ContainsRune("半好大多整约近比", b.s.r[t.from]) || t.kind == tNumber || t.kind == tMu || t.is(cOneOf) && after(b.s.r, t.from, "一个是", "另一个") < 0 || b.particle(t) || t.any(cQuestion, cProjectWord) || b.rest(t.from) < 2 {
		return true
	}
	if len(b.s.r) > t.from && (isDigit(b.s.r[t.from]) || spoken(b.s.r[t.from])) && t.kind != tDate {
		return true
	}
	return b.begins(t, "goeson") && !b.begins(t, "turns")
}

// turns: a word at x turns to something else.
func (b *breath) turns(x int) bool {
	turns := b.n.lex.lists["turns"].after(b.s.r, x) > 0
	if !turns && b.n.lex.lists["turn-asks"].after(b.s.r, x) < 0 || x > 0 && strings.ContainsRune("到至说是在从由自截申邀聘已", b.s.r[x-1]) || b.rest(x) < 4 {
		return false
	}
	return turns || after(b.s.r, x, "要求", "要等", "要到") < 0 && b.asked(x)
}

// asked: a department or the district is asked behind x.
func (b *breath) asked(x int) bool {
	for _, t := range b.toks {
		if t.from > x && t.from < x+5 && (t.unit != "" || t.any(cArea) || t.leader != "") {
			return true
		}
	}
	return false
}

// opens reports whether the token opens a clause behind an ending.
func (b *breath) opens(i int, end ending) bool {
	t, lists := b.toks[i], b.n.lex.lists
	begins := func(list string) bool { return b.begins(t, list) }
	switch {
	case b.turns(t.from) && b.tells(b.toks[b.start:i]):
		return true
	case b.moves(t) && first(b.toks[b.start:i], cNeg) >= 0 && first(b.toks[b.start:i], cStep) >= 0:
		return true // 5月20日没签成|改到6月3日
	case begins("turn-what") && b.ofItself(t) && (b.s.r[t.from-1] == '了' || b.toks[i-1].is(cStep) && b.dated(i-1)) && b.tells(b.toks[b.start:i]):
		return true // 28号签|合同已经会签完了
	case end == goingOn:
		return false
	case t.is(cThanks):
		return true
	case end == finished:
		return b.rest(t.from) > 2
	case end == perfect:
		return begins("turn-who") || begins("turn-plan") || t.any(cDrop, cUndo, cMerge) || t.value(cLabel) == "contact" || t.project != nil && b.another(i) || t.any(cMoney, cPercent) && b.figureAt(i)
	case end == figured && !t.is(cMoney) && (lists["raised"].in(string(b.s.r[t.from:t.to])) || strings.ContainsRune("的到至元", b.s.r[t.from])):
		return false
	case end == figured:
		return begins("turn-who") || begins("turn-plan") || t.any(cStep) || t.value(cLabel) == "contact" || t.project != nil || t.any(cMoney, cPercent) && b.sumAt(i) || t.kind == tDate || begins("turn-what")
	case end == asserted:
		return b.opensAfter(b.toks[i-1], t, i)
	case end == object:
		return begins("turn-who") || begins("turn-plan") || b.dayAhead(i)
	case end == scheduled:
		return begins("turn-who") || t.any(cMoney, cPercent) && b.figureAt(i)
	}
	return false
}

// another reports whether the project named at i is not the one that the clause
// speaks of: 瑞科环评批了|博冠…; behind a comma, if what stands before tells how that one
// fares: 瑞科供电不够,卡住了|博冠….
func (b *breath) another(i int) bool {
	if len(mentions(b.toks[b.start:i])) > 0 {
		return true
	}
	return first(b.toks[b.start:i], cBlock, cSolved, cReturned, cHold, cSlip) >= 0 && len(mentions(b.toks[:i])) > 0
}

// opensAfter reports whether the token opens a clause behind one that ends
// without 了, in the token last: a trouble that is only named may go on (用电问题|
// 预计下周解决), and so may a step (开工|预计下月).
func (b *breath) opensAfter(last, t token, i int) bool {
	begins := func(list string) bool { return b.begins(t, list) }
	switch {
	case t.any(cMoney, cPercent):
		return last.any(cStep, cStage, cOrderClose) && !last.is(cMoney) && b.figureAt(i)
	case b.n.lex.lists["trouble"].is(b.s.sub(last.from, last.to)):
		return false
	case last.any(cStep, cStage) && b.dated(i-1):
		return b.named(t) && stageOf[What(last.value(cStep))] != "" || begins("turn-next") && (!has(b.s.r, t.from, "计划") || i+1 < len(b.toks) && b.toks[i+1].kind == tDate) || t.kind == tDate && i+1 < len(b.toks) && b.toks[i+1].any(cStep, cStage)
	case last.is(cStage) && b.s.r[last.from] == '已':
		return begins("turn-next")
	case last.any(cBlock, cNoChange, cDrop, cVerdict):
		return begins("turn-who") || begins("turn-plan") || t.project != nil && !last.any(cDrop, cVerdict)
	}
	return last.is(cOrderClose) && begins("turn-plan")
}

// begins reports whether a word of a list begins where a token does.
func (b *breath) begins(t token, list string) bool {
	return b.n.lex.lists[list].after(b.s.r, t.from) > 0
}

// named reports whether a project is named at t, or its phase (二期老板).
func (b *breath) named(t token) bool {
	phase, _ := phaseAt(b.s.r, t.from)
	return t.project != nil || phase > 0 && b.s.r[t.from] != '一'
}

// dated reports whether the day of the step at i stands before it.
func (b *breath) dated(i int) bool { return len(dates(b.toks[b.start:i])) > 0 }

// moves: 推到, 改到, 改 a new day.
func (b *breath) moves(t token) bool {
	return t.any(cMoved, cSlip) && b.begins(t, "moving")
}

// ofItself: the topic at t is told something of itself: 合同|已经, 供电|也.
func (b *breath) ofItself(t token) bool {
	end := b.n.lex.lists["turn-what"].after(b.s.r, t.from)
	return strings.ContainsRune("已都也还没正", runeAt(b.s.r, end))
}

// dayAhead: the day of what comes next: 注册了公司|周五报入库.
func (b *breath) dayAhead(i int) bool {
	return b.toks[i].kind == tDate && i+1 < len(b.toks) && b.toks[i+1].any(cStep, cStage, cSubmit)
}

// figureAt: a sum or share of the project follows its cue.
func (b *breath) figureAt(i int) bool { return b.toks[i].value(cMoney) != "other" && b.sumAt(i) }

// sumAt: a sum or share follows its cue.
func (b *breath) sumAt(i int) bool {
	if strings.ContainsRune("到至为成", runeAt(b.s.r, b.toks[i].to)) {
		return false
	}
	for k := i + 1; k < len(b.toks) && k < i+4; k++ {
		switch b.toks[k].kind {
		case tMoney, tPercent:
			return true
		case tText, tCue:
		default:
			return false
		}
	}
	return false
}
