package reading

import "strings"

// note keeps a segment's words.
func (p *progress) note(g *segment) {
	if p.hollow(g) {
		if line, _ := p.r.plainWords(g.toks); g.mask.has(cMood) || p.idle(g, line) {
			p.mood = words(p.r.s, g.toks, nil)
		}
		return
	}
	toks := afterNames(g.toks)
	text := words(p.r.s, toks, func(t token) bool {
		return t.project != nil && !t.project.stranger && len(mentions(g.toks)) < 2 && !p.r.inName(toks, t) || t.kind == tDate && t.when.raw == "今天" || t.is(cHearsay)
	})
	for _, lead := range p.r.list("this-project").words {
		text = strings.TrimPrefix(text, lead)
	}
	if text = trimMarks(text); text == "" {
		return
	}
	if p.noted == g.toks[0].from-1 {
		switch g.joint() {
		case " ":
			text = " " + text
		case "":
			text = runOn + text
		}
	}
	p.noted = g.toks[len(g.toks)-1].to
	p.notes = append(p.notes, text)
	if p.topicKind = p.topic(g); p.topicKind != "" {
		p.noteKind, p.noteAt, p.noteDone, p.noteUnits = p.topicKind, len(p.notes)-1, false, nil
	} else if kind := p.r.troubleKind(g.toks); kind != "" {
		p.noteKind, p.noteAt, p.noteDone, p.noteUnits = kind, len(p.notes)-1, g.mask.any(cDone, cSolved), units(g.toks)
	}
	p.r.unread = append(p.r.unread, Extent{p.r.s.off[g.toks[0].from], p.r.s.off[g.toks[len(g.toks)-1].to]})
}

// inName reports whether a mention is part of a longer name: 常熟恒织集团.
func (r *reader) inName(toks []token, m token) bool {
	for k, t := range toks {
		if t.from != m.from {
			continue
		}
		before := k > 0 && toks[k-1].is(cPlace)
		behind := k+1 < len(toks) && toks[k+1].any(cCompanyEnd, cGeneric) && !toks[k+1].any(cStep, cObstacle)
		return before || behind && k > 0
	}
	return false
}

// runOn heads a note that no mark parts from the one before.
const runOn = "\u2060"

// joinNotes puts a comma between notes, but before one that only a space parts
// from the note before, or nothing.
func joinNotes(notes []string) string {
	var b strings.Builder
	for i, n := range notes {
		rest, on := strings.CutPrefix(n, runOn)
		if i > 0 && !on && n[0] != ' ' {
			b.WriteByte(',')
		}
		b.WriteString(rest)
	}
	return strings.TrimSpace(b.String())
}

// afterNames cuts off the names that open a segment: 云帆、瑞科和博冠|都在施工.
func afterNames(toks []token) []token {
	if len(mentions(toks)) < 2 {
		return toks
	}
	last := 0
	for i, t := range toks {
		switch {
		case t.project != nil:
			last = i + 1
		case t.kind == tPause, t.kind == tSpace, t.to-t.from == 1 && i+1 < len(toks) && toks[i+1].project != nil:
		default:
			if len(mentions(toks[last:])) > 0 {
				return toks // a name among the words: they stand as they are
			}
			return toks[last:]
		}
	}
	return toks
}

// hollow: a segment of courtesies, or of a name or heading alone.
func (p *progress) hollow(g *segment) bool {
	if g.colon && g.toks[len(g.toks)-1].to-g.toks[0].from < 5 && !g.mask.flag(hasProject) && !g.mask.kind(tMoney) && !g.mask.kind(tDate) {
		return true // 汇报:
	}
	if g.colon && strings.HasSuffix(p.r.s.sub(g.toks[0].from, g.toks[len(g.toks)-1].to), "如下") {
		return true // 现将进展报告如下:
	}
	line, _ := p.r.plainWords(g.toks)
	switch {
	case p.idle(g, line):
		return true
	case g.mask.any(cOnMeeting, cMeetingWord) && containsAny(line, "定", "明确", "研究", "讨论", "议") && p.r.madeOf(line, "at-meeting"):
		return true // 昨天会上定的
	case g.colon && p.r.madeOf(line, "report-head"):
		return true // 情况汇报:
	}
	for _, t := range g.toks {
		switch {
		case t.kind == tNoise, t.kind == tSpace, t.kind == tParen, t.kind == tPause, t.project != nil, t.leader != "":
		case t.is(cSmallTalk), t.is(cThanks), t.is(cOnMeeting), t.is(cProjectWord), t.is(cHearsay), t.is(cMood), t.is(cUndo), t.is(cVague), t.is(cQuote):
		case t.kind == tText && t.to-t.from < 2 && !p.r.list("deeds").is(p.r.text(t)):
		case g.colon && t.kind == tDate && (t.when.gran != GranDay || strings.HasSuffix(t.when.raw, "周")), g.colon && t.is(cStateOf):
		case g.colon && t.kind == tText && t.to-t.from < 6, g.colon && t.unit != "", g.colon && t.is(cBlock):
		case t.is(cMoney) && t.value(cMoney) != "other", t.is(cMoved), t.is(cSetValue):
		default:
			return false
		}
	}
	return true
}

// idle: 应该快了 and 截至5月20日 tell nothing by themselves; line is the segment's
// plain words.
func (p *progress) idle(g *segment, line string) bool {
	if line == "" && g.mask.kind(tDate) && hasAnyPrefix(g.text(), []string{"截至", "截止"}) && !g.mask.flag(hasProject) {
		return true
	}
	if line == "" || !p.r.madeOf(line, "says-nothing") || g.mask.kind(tMoney) || g.mask.kind(tNumber) || g.mask.flag(hasProject) {
		return false
	}
	return !g.mask.kind(tDate) || containsAny(g.text(), "截至", "截止")
}

// behind keeps what a clause goes on to say after the word that was read:
// 入库被打回来了|说缺能评报告.
func (p *progress) behind(g *segment, i int) {
	text := tidy(words(p.r.s, g.toks[i+1:], nil))
	for _, lead := range []string{"了", "来了", "去了"} {
		text = strings.TrimPrefix(text, lead)
	}
	if len([]rune(text)) > 3 {
		p.notes = append(p.notes, text)
	}
}
