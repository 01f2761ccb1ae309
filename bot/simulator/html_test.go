package simulator_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"shuangzhou/bot/simulator"
)

func TestParseHTML(t *testing.T) {
	tests := []struct{ html, text, entities string }{
		{"<b>锦尚</b>二期", "锦尚二期", "bold 0 2"},
		{"😀<i>x</i>", "😀x", "italic 2 1"},
		{"<B><STRONG>x</STRONG></B>", "x", "bold 0 1,bold 0 1"},
		{"a &lt;b&gt; &amp; &quot;c&#34;&#x4e2d;", `a <b> & "c"中`, ""},
		{"A & B", "A & B", ""},
		{"&lt 1 &ltd &#60 &#x3c. &#12345678; &#; &", "< 1 &ltd < <. &#12345678; &#; &", ""},
		{`<a href="https://a.cn/?x=1&amp;y=2">去</a>`, "去", "text_link 0 1 https://a.cn/?x=1&y=2"},
		{`<a href="tg://user?id=7">李</a><a href="javascript:x">这</a><a href="#ZgotmplZ">那</a>`, "李这那", "text_link 0 1 tg://user?id=7"},
		{"<blockquote expandable>名单\n甲</blockquote>", "名单\n甲", "expandable_blockquote 0 4"},
		{`<pre><code class="language-go">x</code></pre>`, "x", "pre 0 1 go"},
		{`<tg-time unix="1772524800" format="wDT">3月3日</tg-time>`, "3月3日", "date_time 0 4 1772524800wDT"},
		{`<span class="tg-spoiler">密</span><tg-spoiler>密</tg-spoiler>`, "密密", "spoiler 0 1,spoiler 1 1"},
		{"<u><ins>a</ins></u><s><strike><del>b</del></strike></s>", "ab", "underline 0 1,underline 0 1,strikethrough 1 1,strikethrough 1 1,strikethrough 1 1"},
		{"<b></b>空", "空", ""},
	}
	for _, test := range tests {
		text, entities, err := simulator.ParseHTML(test.html)
		var got []string
		for _, e := range entities {
			extra := e.URL + e.Language
			if e.Unix != 0 {
				extra = fmt.Sprint(e.Unix, e.Format)
			}
			got = append(got, strings.TrimSpace(fmt.Sprint(e.Type, " ", e.Offset, " ", e.Length, " ", extra)))
		}
		if err != nil || text != test.text || strings.Join(got, ",") != test.entities {
			t.Errorf("%s\n got %q %v %v\nwant %q %s", test.html, text, got, err, test.text, test.entities)
		}
	}
}

// FuzzParseHTML holds that an escaped text reads as itself, and that the
// entities of any text lie inside it.
func FuzzParseHTML(f *testing.F) {
	for _, seed := range []string{"", "<b>x</b>", "a&lt;", "<a href='x'>y</a>", "<", "</", "<tg-time unix=1>", "&#0;", "&#x110000;", "😀<i>😀</i>", "<b", "<pre><code class=language-go>x</code></pre>"} {
		f.Add(seed)
	}
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	f.Fuzz(func(t *testing.T, source string) {
		if !utf8.ValidString(source) {
			t.Skip()
		}
		if text, entities, err := simulator.ParseHTML(escape.Replace(source)); err != nil || text != source || len(entities) > 0 {
			t.Errorf("escaped %q reads as %q %v %v", source, text, entities, err)
		}
		text, entities, err := simulator.ParseHTML(source)
		if err != nil {
			return
		}
		length := len(utf16.Encode([]rune(text)))
		for _, e := range entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > length {
				t.Errorf("%q: entity %+v outside a text of %d units", source, e, length)
			}
		}
	})
}
