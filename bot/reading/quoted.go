package reading

import "strings"

// What somebody is quoted with, and what is said not to be so: words to be kept,
// and never a step.

// quotation is how many segments from the i-th are a quotation with who said it: a
// speech word before the marks, or 原话 and a colon. 0 if none begins there.
func (p *progress) quotation(segs []segment, i int) int {
	g := &segs[i]
	text := g.text()
	open := strings.IndexByte(text, '"')
	speech := g.colon && p.r.list("verbatim").ends(text)
	next := p.r.s.r[g.toks[len(g.toks)-1].to:]
	if open < 0 && g.colon && i+1 < len(segs) && p.r.quotes(text) {
		speech = speech || strings.HasPrefix(strings.TrimLeft(string(next), ": "), `"`)
	}
	if open < 0 && !g.colon && i+1 < len(segs) && p.r.quotes(text) && strings.HasPrefix(strings.TrimLeft(string(next), ", "), `"`) {
		speech = true // 老板说了,“年底前肯定开工”
	}
	switch {
	case open >= 0 && p.r.quotes(text[:open]):
		if strings.Count(text, `"`) > 1 {
			return 1
		}
	case speech:
	default:
		return 0
	}
	for n := i + 1; n < len(segs); n++ {
		t := segs[n].toks
		from := max(segs[n-1].toks[len(segs[n-1].toks)-1].to, t[0].from-2)
		if c := strings.Count(string(p.r.s.r[from:t[len(t)-1].to]), `"`); c > 0 && (c != 1 || open >= 0 || n > i+1) {
			return n + 1 - i
		}
	}
	return len(segs) - i
}

// quotes reports whether a text ends in a word of speaking.
func (r *reader) quotes(text string) bool {
	return r.list("speech").ends(strings.TrimRight(text, ":, "))
}

// keep notes a stretch of segments as it was written, marks and all.
func (p *progress) keep(segs []segment) {
	toks := segs[0].toks
	for len(toks) > 0 && (toks[0].project != nil || toks[0].kind == tSpace || toks[0].kind == tComma) {
		toks = toks[1:]
	}
	last := segs[len(segs)-1].toks
	if len(toks) == 0 {
		if len(segs) > 1 {
			p.keep(segs[1:])
		}
		return
	}
	end := p.r.s.off[last[len(last)-1].to]
	text := p.r.s.text[p.r.s.off[toks[0].from]:end]
	for _, g := range segs {
		for _, t := range g.toks {
			if t.project != nil {
				text = strings.Replace(text, p.r.s.sub(t.from, t.to), "", 1)
			}
		}
	}
	p.notes = append(p.notes, text)
	p.noted = last[len(last)-1].to
	p.r.unread = append(p.r.unread, Extent{p.r.s.off[toks[0].from], end})
}

// denied is how many segments from the first are taken back by one that says it is
// not so: 有人传开工了,没有的事.
func (r *reader) deniedUpTo(segs []segment) int {
	n, told := 0, false
	for i := range segs {
		if told && r.denies(&segs[i]) {
			n = i + 1
		}
		told = told || segs[i].mask.any(cStep, cStage, cDrop, cHold, cHearsay, cReturned, cVerdict)
		if told && r.list("rumoured").ends(strings.TrimRight(segs[i].text(), "的了啊呢")) {
			n = i + 1 // 博冠黄了是谣言
		}
	}
	return n
}

// denies reports whether a segment says of what was said before it that it is not so.
func (r *reader) denies(g *segment) bool {
	line, _ := r.plainWords(g.toks)
	return r.list("denies").in(line) && r.madeOf(line, "denies", "deny-fill")
}
