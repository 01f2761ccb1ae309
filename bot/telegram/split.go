package telegram

import (
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// split cuts an HTML text into parts that fit: the first into `first` UTF-16
// units as they are read, the others into `limit`. It cuts at the end of a
// line where there is one, else between words, else anywhere; tags that are
// open at a cut are closed and opened again.
func split(html string, first, limit int) []string {
	if len(html) <= min(first, limit) {
		return []string{html} // as nearly all are
	}
	var parts []string
	s := splitter{rest: html}
	for s.rest != "" || len(parts) == 0 {
		most := limit
		if len(parts) == 0 {
			most = first
		}
		part := s.part(most)
		if part != "" || s.rest == "" && len(parts) == 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

// A splitter has what is left of a text, and the tags open where it begins.
type splitter struct {
	rest string
	open []string // the opening tags, outermost first
}

// A cut is a place where a part may end.
type cut struct {
	at   int      // in rest, where the part ends
	open []string // the tags open there
}

// part takes the next part off the text.
func (s *splitter) part(most int) string {
	prefix := strings.Join(s.open, "")
	open := slices.Clone(s.open)
	var line, word, any cut
	units, at := 0, 0
	for at < len(s.rest) {
		token := nextToken(s.rest[at:])
		if token[0] == '<' && len(token) > 1 {
			open = follow(open, token)
			at += len(token)
			continue
		}
		n := unitsOf(token)
		if units+n > most {
			return s.cutAt(prefix, best(line, word, any, at))
		}
		units += n
		at += len(token)
		here := cut{at, slices.Clone(open)}
		switch any = here; token {
		case "\n":
			line = here
		case " ", "，", "。", "；", "、", "！", "？":
			word = here
		}
	}
	part := s.rest
	s.rest, s.open = "", nil
	return prefix + part
}

// best chooses where to cut: at a line's end, unless that leaves the part less
// than half full and a word's end does better.
func best(line, word, any cut, full int) cut {
	switch {
	case line.at > 0 && (line.at*2 >= full || word.at*2 < full):
		return line
	case word.at*2 >= full:
		return word
	}
	return any
}

// cutAt ends the part and begins the next.
func (s *splitter) cutAt(prefix string, c cut) string {
	part := prefix + strings.TrimRight(s.rest[:c.at], "\n ") + closing(c.open)
	s.rest, s.open = strings.TrimLeft(s.rest[c.at:], "\n"), c.open
	return part
}

func closing(open []string) string {
	var b strings.Builder
	for _, tag := range slices.Backward(open) {
		b.WriteString("</" + tagName(tag) + ">")
	}
	return b.String()
}

// nextToken returns the tag, the entity or the character at the beginning.
func nextToken(s string) string {
	end := -1
	switch s[0] {
	case '<':
		end = strings.IndexByte(s, '>')
	case '&':
		if end = strings.IndexByte(s, ';'); end > 10 {
			end = -1
		}
	}
	if end > 0 {
		return s[:end+1]
	}
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

// follow opens or closes a tag.
func follow(open []string, tag string) []string {
	if !strings.HasPrefix(tag, "</") {
		return append(open, tag)
	}
	if len(open) > 0 {
		return open[:len(open)-1]
	}
	return open
}

// tagName returns the name of an opening tag: of `<a href="…">`, a.
func tagName(tag string) string {
	name, _, _ := strings.Cut(strings.Trim(tag, "<>"), " ")
	return name
}

// unitsOf counts a token as Telegram does, in UTF-16 units; an entity is one
// character, and none of those accepted needs two.
func unitsOf(token string) int {
	if len(token) > 1 && token[0] == '&' {
		return 1
	}
	r, _ := utf8.DecodeRuneInString(token)
	return max(1, utf16.RuneLen(r))
}
