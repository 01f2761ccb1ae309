package reading

import (
	"slices"
	"strings"
)

// trim drops spaces and noise at both ends.
func trim(toks []token) []token {
	blank := func(t token) bool {
		return t.kind == tSpace || t.kind == tNoise || t.kind == tComma || t.kind == tPause
	}
	for len(toks) > 0 && blank(toks[0]) {
		toks = toks[1:]
	}
	for len(toks) > 0 && blank(toks[len(toks)-1]) {
		toks = toks[:len(toks)-1]
	}
	return toks
}

func indexAt(toks []token, from int) int {
	return slices.IndexFunc(toks, func(t token) bool { return t.from == from })
}

// first returns the index of the first token with a sense of the class, -1.
func first(toks []token, classes ...class) int {
	for i, t := range toks {
		for _, c := range classes {
			if t.is(c) {
				return i
			}
		}
	}
	return -1
}

// mentions returns the projects named.
func mentions(toks []token) []*mention {
	var all []*mention
	for _, t := range toks {
		if t.project != nil {
			all = append(all, t.project)
		}
	}
	return all
}

func units(toks []token) []string {
	var all []string
	for _, t := range toks {
		if t.unit != "" && !slices.Contains(all, t.unit) {
			all = append(all, t.unit)
		}
	}
	return all
}

func leaders(toks []token) []string {
	var all []string
	for _, t := range toks {
		if t.leader != "" && !slices.Contains(all, t.leader) {
			all = append(all, t.leader)
		}
	}
	return all
}

// dates returns the dates said, those inside an event's name left out.
func dates(toks []token) []*when {
	var all []*when
	for _, t := range toks {
		if t.kind == tDate {
			all = append(all, t.when)
		}
	}
	return all
}

// words returns the text of the tokens without those that skip names, the
// marks at its ends taken off.
func words(s *script, toks []token, skip func(token) bool) string {
	var b strings.Builder
	for _, t := range toks {
		if t.kind == tNoise || skip != nil && skip(t) {
			continue
		}
		b.WriteString(s.text[s.off[t.from]:s.off[t.to]])
	}
	return trimMarks(b.String())
}

// trimMarks takes the marks off the ends of a quoted piece.
func trimMarks(text string) string { return strings.Trim(text, " ,，、:：;；。!！()（）\n~") }

// tidy trims a quoted piece and takes a closing 了 off.
func tidy(text string) string {
	text = trimMarks(text)
	for _, end := range []string{"了吧", "了哈", "了啊", "了哦", "了", "吧", "哈", "啊"} {
		if trimmed := strings.TrimSuffix(text, end); trimmed != text && len(trimmed) > 3 && !strings.HasSuffix(trimmed, "不") && !strings.HasSuffix(trimmed, "得") {
			text = trimmed
			break
		}
	}
	return trimMarks(text)
}
