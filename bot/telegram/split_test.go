package telegram

import (
	"html"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"pgregory.net/rapid"

	"shuangzhou/bot/simulator"
)

func TestSplit(t *testing.T) {
	tests := []struct {
		name, text string
		limit      int
		want       string // parts, apart by "¦"
	}{
		{"fits", "abc", 3, "abc"},
		{"empty", "", 3, ""},
		{"at lines", "aaa\nbbb\nccc", 7, "aaa\nbbb¦ccc"},
		{"at words", "aaa bbb ccc", 8, "aaa bbb¦ccc"},
		{"at a full stop", "一二三。四五六", 5, "一二三。¦四五六"},
		{"anywhere", "abcdefgh", 3, "abc¦def¦gh"},
		{"tags do not count", "<b>abc</b>", 3, "<b>abc</b>"},
		{"tags are balanced", "<b>aa\nbb</b>", 3, "<b>aa</b>¦<b>bb</b>"},
		{"nested", "<blockquote expandable><b>aa</b>\n<i>bb</i></blockquote>", 3,
			"<blockquote expandable><b>aa</b></blockquote>¦<blockquote expandable><i>bb</i></blockquote>"},
		{"an entity is one and stays whole", "&lt;&amp;&gt;&#x1F600;", 2, "&lt;&amp;¦&gt;¦&#x1F600;"},
		{"a pair is two and stays whole", "a😀b", 2, "a¦😀¦b"},
		{"attributes are repeated", `<a href="tg://user?id=1">aaaa</a>`, 2, `<a href="tg://user?id=1">aa</a>¦<a href="tg://user?id=1">aa</a>`},
		{"empty lines do not make a part", "aa\n\n\n\n\nbb", 3, "aa¦bb"},
		{"a lone ampersand", "a & b", 3, "a &¦b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(split(tt.text, tt.limit, tt.limit), "¦"); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// dense takes the spaces out of a text: a cut may drop some.
func dense(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// What is read of the parts together is what is read of the text; each part
// fits and is good HTML.
func TestSplitKeepsTheText(t *testing.T) {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{"\n", " ", "。", "😀", "&lt;", "&amp;", "&#128512;", "锦尚二期", "word", "\n\n"}),
		rapid.Map(rapid.StringN(0, 20, 60), func(s string) string { return html.EscapeString(strings.ToValidUTF8(s, "")) }),
	)
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		var open []string
		for range rapid.IntRange(0, 60).Draw(t, "pieces") {
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0:
				tag := rapid.SampledFrom([]string{"b", "i", "u", "code"}).Draw(t, "tag")
				b.WriteString("<" + tag + ">")
				open = append(open, tag)
			case 1:
				if len(open) > 0 {
					b.WriteString("</" + open[len(open)-1] + ">")
					open = open[:len(open)-1]
				}
			default:
				b.WriteString(piece.Draw(t, "piece"))
			}
		}
		for len(open) > 0 {
			b.WriteString("</" + open[len(open)-1] + ">")
			open = open[:len(open)-1]
		}
		text := b.String()
		whole, _, err := simulator.ParseHTML(text)
		if err != nil {
			t.Skip("not what Telegram takes")
		}
		first, limit := rapid.IntRange(2, 30).Draw(t, "first"), rapid.IntRange(2, 50).Draw(t, "limit")
		together := ""
		for i, p := range split(text, first, limit) {
			read, _, err := simulator.ParseHTML(p)
			if err != nil {
				t.Fatalf("part %q: %v", p, err)
			}
			most := limit
			if i == 0 {
				most = first
			}
			if n := len(utf16.Encode([]rune(read))); n > most {
				t.Fatalf("part %d has %d units, more than %d: %q", i, n, most, p)
			}
			together += read
		}
		if got, want := dense(together), dense(whole); got != want {
			t.Fatalf("parts of %q\nread %q\nwant %q", text, got, want)
		}
	})
}
