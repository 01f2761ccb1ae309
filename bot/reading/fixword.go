package reading

import (
	"strings"
	"unicode/utf8"
)

// wordFields are the fields whose values are words and not tokens of their own.
var wordFields = map[string]bool{"contact": true, "origin": true, "investor": true}

// wordLabel finds the word for a field whose value is a word; -1 if there is none.
func (r *reader) wordLabel(it *item) int {
	for i := range it.toks {
		if wordFields[r.fieldNamed(it.toks, i)] {
			return i
		}
	}
	return -1
}

// correctWord reads 联系人报错了,应该是李总; the label stands at i.
func (r *reader) correctWord(it *item, i int, before *Correct) bool {
	field := r.fieldNamed(it.toks, i)
	old, fresh := r.wordSides(it, i)
	if old == "" && fresh == "" && !it.mask.has(cWrong) || fresh == "" && field == "investor" {
		return false
	}
	c := Correct{Project: r.corrected(it, fix{field: field, at: i}, before), Field: field}
	if old != "" {
		c.Old = old
	}
	if fresh != "" {
		c.New = fresh
	} else {
		r.ask(c.Asks())
	}
	r.add(c)
	return true
}

// bothWords reports whether the wrong and the right word for a field are said.
func (r *reader) bothWords(it *item) bool {
	i := r.wordLabel(it)
	if i < 0 {
		return false
	}
	old, fresh := r.wordSides(it, i)
	return old != "" && fresh != ""
}

// wordSides are the wrong and the right word for the field whose label stands at i.
func (r *reader) wordSides(it *item, i int) (old, fresh string) {
	behind := string(r.s.r[it.toks[i].to:it.to()])
	if hasAnySuffix(r.text(it.toks[i]), "自", "改") {
		behind = "是" + behind // 来自|深圳, 联系人改|成小李
	}
	old, fresh = r.marked(behind)
	if old == "" && fresh == "" {
		old, fresh = r.marked(string(r.s.r[it.from():it.toks[i].from]))
	}
	if old == "" && fresh != "" {
		old, _ = r.marked(string(r.s.r[it.from():it.toks[i].from])) // 写成潮州了,来源地就写汕头
	}
	if old == "" && fresh == "" && r.fixing {
		fresh = r.wordAlone(behind) // 更正: 2、瑞科联系人周斌
	}
	return old, fresh
}

// marked reads the words of a text by what stands before each: 不是老周是周斌, 写成
// 胡总了,应为吴总; before the first stands what is right (吴总写成胡总). A clause without a mark is what is right, behind one
// that says that something is wrong.
func (r *reader) marked(text string) (old, fresh string) {
	note := func(at *string, word string) {
		if word = r.wordAlone(word); word != "" && *at == "" {
			*at = word
		}
	}
	behind, front := false, ""
	for _, clause := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(",;:。() ", c) }) {
		lead, marks := r.marks(clause)
		for _, m := range marks {
			if m.side < 0 {
				note(&old, m.word)
			} else {
				note(&fresh, m.word)
			}
		}
		switch {
		case len(marks) > 0 && marks[0].side < 0:
			note(&front, lead)
		case len(marks) == 0 && behind:
			note(&fresh, clause)
		}
		behind = true
	}
	note(&fresh, front)
	return old, fresh
}

// A mark is a word of a correction with the word it marks.
type mark struct {
	side int // -1 wrong, 1 right
	word string
}

// marks finds the marks of a clause, and what stands before the first.
func (r *reader) marks(clause string) (lead string, all []mark) {
	for rest := clause; rest != ""; {
		cut, side := r.markAt(rest)
		if side == 0 || strings.HasPrefix(rest, "是") && r.list("no-mark").ends(clause[:len(clause)-len(rest)]) {
			_, n := utf8.DecodeRuneInString(rest)
			if len(all) == 0 {
				lead += rest[:n]
			} else {
				all[len(all)-1].word += rest[:n]
			}
			rest = rest[n:]
			continue
		}
		all = append(all, mark{side: side})
		rest = cut
	}
	return lead, all
}

// markAt reads a word of a correction at the beginning of a text.
func (r *reader) markAt(text string) (rest string, side int) {
	wrong, isWrong := r.list("wrongside").cut(text)
	right, isRight := r.list("rightside").cut(text)
	switch {
	case isWrong && (!isRight || len(wrong) <= len(right)):
		return wrong, -1
	case isRight:
		return right, 1
	}
	return text, 0
}

// wordAlone strips a value of what stands around it; "" if it is no name.
func (r *reader) wordAlone(word string) string {
	word = tidy(word)
	for more := true; more; {
		word, more = r.list("value-front").cut(word)
	}
	for changed := true; changed; {
		cut := tidy(r.list("value-end").trim(word))
		word, changed = cut, cut != word
	}
	if n := len([]rune(word)); n > 16 || n == 0 || r.list("no-value").begins(word) || r.list("takes").in(word) || containsAny(word, "亿", "万元", "%") {
		return ""
	}
	return word
}
