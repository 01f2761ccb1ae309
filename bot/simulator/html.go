package simulator

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// An Entity marks a part of a text, with offset and length in UTF-16 units, as
// in the Bot API.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`
	Language string `json:"language,omitempty"`
	User     *User  `json:"user,omitempty"`
	EmojiID  string `json:"custom_emoji_id,omitempty"`
	Unix     int64  `json:"unix_time,omitempty"`
	Format   string `json:"date_time_format,omitempty"`
}

// ParseHTML reads a text in Telegram's HTML mode into what a person sees and
// its entities. The error's text is Telegram's, without the “Bad Request: can't
// parse entities: ” before it.
//
// It is stricter than Telegram in one thing: Telegram shows a named entity it
// does not know as it stands, here it is refused, because a bot that sends
// &nbsp; means something else.
func ParseHTML(source string) (string, []Entity, error) {
	p := htmlParser{source: source}
	for p.at < len(source) {
		if err := p.step(); err != nil {
			return "", nil, err
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, htmlErrorf("Can't find end tag corresponding to start tag \"%s\"", p.open[n-1].tag)
	}
	slices.SortStableFunc(p.entities, func(a, b Entity) int {
		if a.Offset != b.Offset {
			return a.Offset - b.Offset
		}
		return b.Length - a.Length
	})
	return p.text.String(), p.entities, nil
}

// An htmlError is Telegram's text about a source it cannot read. It is a type
// of its own because Telegram begins it with a capital.
type htmlError string

func (e htmlError) Error() string { return string(e) }

func htmlErrorf(format string, args ...any) error {
	return htmlError(fmt.Sprintf(format, args...))
}

// An htmlParser is halfway through a source.
type htmlParser struct {
	source   string
	at       int // byte offset in source
	text     strings.Builder
	length   int // of text, in UTF-16 units
	open     []openTag
	entities []Entity
}

// An openTag waits for its end.
type openTag struct {
	tag        string
	attributes map[string]string
	offset     int // in UTF-16 units
}

func (p *htmlParser) step() error {
	switch p.source[p.at] {
	case '<':
		if strings.HasPrefix(p.source[p.at:], "</") {
			return p.endTag()
		}
		return p.startTag()
	case '&':
		r, size, err := decodeEntity(p.source, p.at)
		if err != nil {
			return err
		}
		p.write(r)
		p.at += size
	default:
		r, size := utf8.DecodeRuneInString(p.source[p.at:])
		p.write(r)
		p.at += size
	}
	return nil
}

func (p *htmlParser) write(r rune) {
	p.text.WriteRune(r)
	p.length += utf16.RuneLen(r)
}

// decodeEntity reads the entity at an ampersand, whose semicolon may be missing.
// An ampersand that begins none is itself.
func decodeEntity(source string, at int) (rune, int, error) {
	rest := source[at+1:]
	if digits, ok := strings.CutPrefix(rest, "#"); ok {
		return numericEntity(digits)
	}
	end := len(rest) - len(strings.TrimLeft(rest, letters))
	size := 1 + end
	closed := strings.HasPrefix(rest[end:], ";")
	if closed {
		size++
	}
	switch rest[:end] {
	case "lt":
		return '<', size, nil
	case "gt":
		return '>', size, nil
	case "amp":
		return '&', size, nil
	case "quot":
		return '"', size, nil
	}
	if closed && end > 0 {
		return 0, 0, htmlErrorf("Unsupported named entity \"%s\" at byte offset %d", "&"+rest[:end]+";", at)
	}
	return '&', 1, nil
}

const (
	letters   = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	decimals  = "0123456789"
	hexDigits = decimals + "abcdefABCDEF"
)

// numericEntity reads what follows “&#”. A number that is no character is left
// as it stands; half a character is refused.
func numericEntity(rest string) (rune, int, error) {
	base, allowed, size := 10, decimals, len("&#")
	if strings.HasPrefix(rest, "x") {
		base, allowed, size, rest = 16, hexDigits, size+1, rest[1:]
	}
	end := len(rest) - len(strings.TrimLeft(rest, allowed))
	size += end
	if strings.HasPrefix(rest[end:], ";") {
		size++
	}
	n, err := strconv.ParseUint(rest[:end], base, 32)
	switch {
	case err != nil || n == 0 || n >= utf8.MaxRune || end > 8:
		return '&', 1, nil
	case !utf8.ValidRune(rune(n)):
		return 0, 0, htmlErrorf("Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units")
	}
	return rune(n), size, nil
}

func isWord(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}

var entityTypes = map[string]string{
	"b": "bold", "strong": "bold",
	"i": "italic", "em": "italic",
	"u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
	"code": "code", "pre": "pre", "blockquote": "blockquote",
	"span": "spoiler", "tg-spoiler": "spoiler",
	"a": "text_link", "tg-emoji": "custom_emoji", "tg-time": "date_time",
}

func (p *htmlParser) startTag() error {
	begin := p.at
	end := begin + 1
	for end < len(p.source) && !isSpace(p.source[end]) && p.source[end] != '>' {
		end++
	}
	if end == len(p.source) {
		return htmlErrorf("Unclosed start tag at byte offset %d", begin)
	}
	tag := strings.ToLower(p.source[begin+1 : end])
	if entityTypes[tag] == "" {
		return htmlErrorf("Unsupported start tag \"%s\" at byte offset %d", tag, begin)
	}
	attributes, end, err := p.attributes(tag, begin, end)
	if err != nil {
		return err
	}
	if err := checkAttributes(tag, attributes, begin); err != nil {
		return err
	}
	p.open = append(p.open, openTag{tag: tag, attributes: attributes, offset: p.length})
	p.at = end + 1
	return nil
}

// checkAttributes holds what some tags must have.
func checkAttributes(tag string, attributes map[string]string, begin int) error {
	switch tag {
	case "span":
		if attributes["class"] != "tg-spoiler" {
			return htmlErrorf(`Tag "span" must have class "tg-spoiler" at byte offset %d`, begin)
		}
	case "tg-time":
		if _, err := strconv.ParseInt(attributes["unix"], 10, 64); err != nil {
			return htmlErrorf(`Tag "tg-time" must have attribute "unix" at byte offset %d`, begin)
		}
	case "tg-emoji":
		if _, err := strconv.ParseInt(attributes["emoji-id"], 10, 64); err != nil {
			return htmlErrorf("Invalid custom emoji identifier specified")
		}
	}
	return nil
}

// attributes reads up to the tag's closing bracket and returns where that is.
func (p *htmlParser) attributes(tag string, begin, at int) (map[string]string, int, error) {
	found := map[string]string{}
	for {
		at = p.skipSpace(at)
		if at == len(p.source) {
			return nil, 0, htmlErrorf("Unclosed start tag at byte offset %d", begin)
		}
		if p.source[at] == '>' {
			return found, at, nil
		}
		nameBegin := at
		for at < len(p.source) && !isSpace(p.source[at]) && p.source[at] != '=' && p.source[at] != '>' {
			at++
		}
		name := strings.ToLower(p.source[nameBegin:at])
		if name == "" {
			return nil, 0, htmlErrorf("Empty attribute name in the tag \"%s\" at byte offset %d", tag, begin)
		}
		at = p.skipSpace(at)
		if at < len(p.source) && p.source[at] != '=' {
			if name != "expandable" {
				return nil, 0, htmlErrorf("Expected equal sign in declaration of an attribute of the tag \"%s\" at byte offset %d", tag, begin)
			}
			found[name] = ""
			continue
		}
		if at = p.skipSpace(min(at+1, len(p.source))); at == len(p.source) {
			return nil, 0, htmlErrorf("Unclosed start tag \"%s\" at byte offset %d", tag, begin)
		}
		value, end, err := p.attributeValue(begin, at)
		if err != nil {
			return nil, 0, err
		}
		if _, twice := found[name]; !twice {
			found[name] = value
		}
		at = end
	}
}

func (p *htmlParser) attributeValue(begin, at int) (string, int, error) {
	quote := p.source[at]
	if quote != '"' && quote != '\'' {
		return p.bareValue(begin, at)
	}
	var value strings.Builder
	for at++; at < len(p.source) && p.source[at] != quote; {
		if p.source[at] != '&' {
			value.WriteByte(p.source[at])
			at++
			continue
		}
		r, size, err := decodeEntity(p.source, at)
		if err != nil {
			return "", 0, err
		}
		value.WriteRune(r)
		at += size
	}
	if at >= len(p.source) {
		return "", 0, htmlErrorf("Unclosed start tag at byte offset %d", begin)
	}
	return value.String(), at + 1, nil
}

func (p *htmlParser) bareValue(begin, at int) (string, int, error) {
	start := at
	for at < len(p.source) && (isWord(p.source[at:at+1]) || p.source[at] == '.' || p.source[at] == '-') {
		at++
	}
	if at == len(p.source) {
		return "", 0, htmlErrorf("Unclosed start tag at byte offset %d", begin)
	}
	if !isSpace(p.source[at]) && p.source[at] != '>' {
		return "", 0, htmlErrorf("Unexpected end of name token at byte offset %d", start)
	}
	return strings.ToLower(p.source[start:at]), at, nil
}

func (p *htmlParser) endTag() error {
	begin := p.at
	if len(p.open) == 0 {
		return htmlErrorf("Unexpected end tag at byte offset %d", begin)
	}
	end := begin + 2
	for end < len(p.source) && !isSpace(p.source[end]) && p.source[end] != '>' {
		end++
	}
	tag := strings.ToLower(p.source[begin+2 : end])
	end = p.skipSpace(end)
	if end == len(p.source) || p.source[end] != '>' {
		return htmlErrorf("Unclosed end tag at byte offset %d", begin)
	}
	last := p.open[len(p.open)-1]
	if tag != "" && tag != last.tag {
		return htmlErrorf("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, last.tag, tag)
	}
	p.open = p.open[:len(p.open)-1]
	p.at = end + 1
	p.close(last)
	return nil
}

// close notes the entity of a tag. An empty one leaves none.
func (p *htmlParser) close(tag openTag) {
	e := Entity{Type: entityTypes[tag.tag], Offset: tag.offset, Length: p.length - tag.offset}
	if e.Length == 0 {
		return
	}
	switch tag.tag {
	case "a":
		// Telegram drops a link that leads nowhere and keeps its words.
		if e.URL = tag.attributes["href"]; e.URL == "" || brokenURL(e.URL) != "" {
			return
		}
	case "blockquote":
		if _, ok := tag.attributes["expandable"]; ok {
			e.Type = "expandable_blockquote"
		}
	case "code":
		if n := len(p.open); n > 0 && p.open[n-1].tag == "pre" {
			p.open[n-1].attributes["language"] = strings.TrimPrefix(tag.attributes["class"], "language-")
			return
		}
	case "pre":
		e.Language = tag.attributes["language"]
	case "tg-emoji":
		e.EmojiID = tag.attributes["emoji-id"]
	case "tg-time":
		e.Unix, _ = strconv.ParseInt(tag.attributes["unix"], 10, 64)
		e.Format = tag.attributes["format"]
	}
	p.entities = append(p.entities, e)
}

func (p *htmlParser) skipSpace(at int) int {
	for at < len(p.source) && isSpace(p.source[at]) {
		at++
	}
	return min(at, len(p.source))
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0
}

// units counts a text's UTF-16 units, by which Telegram measures.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
