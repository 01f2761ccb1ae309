package reading

import "strings"

// ofProject reports whether the cue at i is said of the project itself and not
// of something of its: 建设方案没变化, 放弃了二期用地, 材料移交市局. Only the words
// of a list may lead up to it from the name or the beginning, and only those
// of another may hang on it.
func (r *reader) ofProject(toks []token, i int) bool {
	return r.ledUp(toks, i, "itself") && r.hangs(toks, i)
}

// ledUp reports whether what stands between the name and the token at i is made
// of the words of some lists, of days and of units.
func (r *reader) ledUp(toks []token, i int, lists ...string) bool {
	run, loose := "", "" // what is written, and the same with a gap for what is known
	for k := i - 1; k >= 0; k-- {
		t := toks[k]
		if t.project != nil || t.kind == tComma || t.kind == tColon || t.kind == tStop {
			break
		}
		if t.kind != tText && t.kind != tCue || t.any(cTalking, cStage, cStep, cMine, cEach, cProjectWord, cCompanyEnd, cHedge, cMeetingWord, cOnMeeting) {
			loose = " " + loose
		} else {
			loose = r.text(t) + loose
		}
		if t.kind == tText || t.kind == tCue {
			run = r.text(t) + run
		}
	}
	if r.madeOf(run, lists...) {
		return true
	}
	for _, piece := range strings.Fields(loose) {
		if !r.madeOf(piece, lists...) {
			return false
		}
	}
	return true
}

// hangs reports whether nothing but an ending (了, 吧) or the beginning of a
// reason is written right behind the token at i.
func (r *reader) hangs(toks []token, i int) bool {
	at, end := toks[i].to, toks[len(toks)-1].to
	for at < end {
		rest, ok := r.list("closes").cut(string(r.s.r[at:end]))
		if !ok {
			break
		}
		at = end - len([]rune(rest))
	}
	if at == end || r.list("opens").begins(string(r.s.r[at:end])) {
		return true
	}
	t, ok := tokenAt(toks[i+1:], at)
	return ok && t.kind != tText && t.kind != tCue
}

// clauseBefore is what is written between the last comma and the token at i,
// without the names of projects (211新材料 has no 材料).
func (r *reader) clauseBefore(toks []token, i int) string {
	text := ""
	for _, t := range toks[:i] {
		switch {
		case t.kind == tComma || t.kind == tStop || t.kind == tSpace:
			text = ""
		case t.project == nil:
			text += r.text(t)
		}
	}
	return text
}

func (r *reader) text(t token) string { return string(r.s.r[t.from:t.to]) }

func (r *reader) list(name string) *wordlist { return r.n.lex.lists[name] }

// madeOf reports whether a text is made of the words of some lists alone.
func (r *reader) madeOf(text string, lists ...string) bool {
	for text != "" {
		rest := text
		for _, list := range lists {
			if cut, ok := r.list(list).cut(text); ok && len(cut) < len(rest) {
				rest = cut
			}
		}
		if rest == text {
			return false
		}
		text = rest
	}
	return true
}
