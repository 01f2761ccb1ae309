package telegram

import (
	"html"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// split cuts an HTML text into parts that fit: the first into `first` UTF-16
// units as they are read, the others into `limit`. It cuts at the end of a
// line where there is one, else between words, else anywhere; tags that are
// open at a cut are closed and opened again.
func split(text string, first, limit int) []string {
	if len(text) <= min(first, limit) {
		return []string{text} // as nearly all are
	}
	var parts []string
	s := splitter{rest: text}
	for s.rest != "" || len(parts) == 0 {
		most := limit
		if len(parts) == 0 {
			most = first
		}
		if part := s.part(most); !blank(part) || s.rest == "" && len(parts) == 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

// blank reports whether nothing of a part can be seen: Telegram refuses it.
func blank(part string) bool {
	for part != "" {
		token := nextToken(part)
		if !isTag(token) && strings.TrimSpace(token) != "" {
			return false
		}
		part = part[len(token):]
	}
	return true
}

func isTag(token string) bool { return token[0] == '<' && len(token) > 1 }

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
		if isTag(token) {
			open = follow(open, token)
			at += len(token)
			continue
		}
		if units > 0 {
			any = cut{at, slices.Clone(open)}
			switch {
			case token == "\n":
				line = any
			case token == " " || endsWord(s.rest[:at]):
				word = any
			}
		}
		n := unitsOf(token)
		if units+n > most {
			return s.cutAt(prefix, best(line, word, any))
		}
		units += n
		at += len(token)
	}
	part := s.rest
	s.rest, s.open = "", nil
	return prefix + part
}

// endsWord reports whether a text may be cut after what it ends with.
func endsWord(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("，。；、！？", r)
}

// best chooses where to cut: at a line's end, unless that leaves the part less
// than half full and a word's end does better.
func best(line, word, any cut) cut {
	switch {
	case line.at > 0 && (line.at*2 >= any.at || word.at*2 < any.at):
		return line
	case word.at*2 >= any.at:
		return word
	}
	return any
}

// cutAt ends the part and begins the next.
func (s *splitter) cutAt(prefix string, c cut) string {
	part := prefix + strings.TrimRight(s.rest[:c.at], "\n ") + closing(c.open)
	s.rest, s.open = strings.TrimLeft(s.rest[c.at:], "\n "), c.open
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

// unitsOf counts a token as Telegram does, in UTF-16 units.
func unitsOf(token string) int {
	r, _ := utf8.DecodeRuneInString(token)
	if len(token) > 1 && token[0] == '&' {
		r, _ = utf8.DecodeRuneInString(html.UnescapeString(token))
	}
	return max(1, utf16.RuneLen(r))
}
