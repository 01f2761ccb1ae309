package reading

import (
	"strings"
	"unicode"
)

// A script is a message prepared for matching: the same letters in one form
// (half width, lower case, simplified numerals), each knowing where it stood
// in the text as written, so that what is quoted is always the sender's own.
type script struct {
	text  string
	r     []rune
	off   []int // byte offset of each rune; one more for the end
	typos []typo
}

// A typo is a word that was read through.
type typo struct{ wrong, right string }

func newScript(text string) *script {
	s := &script{text: text, r: make([]rune, 0, len(text)/2+1), off: make([]int, 0, len(text)/2+2)}
	for i, c := range text {
		if c = plain(c); c != 0 {
			if n := len(s.r); n > 1 && s.r[n-1] == ' ' && (numeralGap(s.r[n-2], c) || dateGap(s.r[:n-1], c)) {
				s.r, s.off = s.r[:n-1], s.off[:n-1]
			}
			s.r = append(s.r, c)
			s.off = append(s.off, i)
		}
	}
	s.off = append(s.off, len(text))
	return s
}

// numeralGap reports whether a blank between two letters only spaces out a
// spoken number (一百 五十万); behind 万 and 亿 something new may begin.
func numeralGap(a, b rune) bool {
	_, digit := hanDigits[a]
	_, digit2 := hanDigits[b]
	return (digit || hanUnits[a] > 0 || strings.ContainsRune("余多几", a) || isDigit(a) && b != '十') &&
		(digit2 && !isDigit(a) || hanUnits[b] > 0 || strings.ContainsRune("万亿余多几", b)) || digit && b == '点'
}

// dateGap reports whether the blank behind r only sets a number apart from the
// 年, 月 or 日 it counts, as official letters do: 2025 年 6 月 5 日. 投资1.2 月底
// and 600 月底 are two words.
func dateGap(r []rune, c rune) bool {
	i := len(r)
	for i > 0 && isDigit(r[i-1]) {
		i--
	}
	point := runeAt(r, i-1) == '.' || runeAt(r, i-1) == ','
	switch n := len(r) - i; c {
	case '月', '日', '号':
		return n > 0 && n <= 2 && !point
	case '年':
		return n > 0 && n <= 4 && !point
	}
	return false
}

// plain returns the form of a letter that the rules know, 0 for letters that
// say nothing (marks of direction, joiners, variation selectors).
func plain(c rune) rune {
	if c >= '\uFF01' && c <= '\uFF5E' {
		c -= 0xFEE0
	}
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	if c < 0x80 {
		if c == '\t' || c == '\r' {
			return ' '
		}
		return c
	}
	if p, ok := plainForms[c]; ok {
		return p
	}
	if unicode.Is(unicode.Cf, c) || unicode.Is(unicode.Variation_Selector, c) {
		return 0
	}
	if unicode.IsSpace(c) {
		return ' '
	}
	return c
}

var plainForms = map[rune]rune{
	'萬': '万', '億': '亿', '兩': '两', '¥': '¥', '￥': '¥', '—': '-', '–': '-', '―': '-', '－': '-',
	'～': '~', '〜': '~', '∼': '~', '“': '"', '”': '"', '「': '"', '」': '"', '‘': '"', '’': '"',
	'【': '[', '】': ']', '〔': '(', '〕': ')', '・': '·', '•': '·', '●': '·', '｡': '。', '﹪': '%',
	'週': '周', '禮': '礼', '後': '后', '陸': '陆', '倆': '两', '俩': '两', '點': '点', '簽': '签', '約': '约', '動': '动', '資': '资', '計': '计', '劃': '划', '項': '项', '個': '个', '報': '报', '達': '达', '業': '业', '無': '无', '變': '变', '會': '会', '號': '号', '圓': '元', '圆': '元', '籤': '签', '開': '开', '產': '产', '庫': '库',
	'幣': '币', '鎊': '镑', '韓': '韩', '歐': '欧', '臺': '台', '總': '总', '額': '额', '協': '协', '議': '议', '預': '预', '農': '农', '曆': '历', '陰': '阴', '節': '节', '慶': '庆', '陽': '阳', '內': '内', '幾': '几', '餘': '余', '參': '叁', '負': '负', '歲': '岁', '間': '间', '從': '从',
}

// sub returns the words as written between two rune indices, trimmed.
func (s *script) sub(from, to int) string {
	if from >= to {
		return ""
	}
	return strings.TrimSpace(s.text[s.off[from]:s.end(to)])
}

// end returns the byte offset where the rune before index to ends; letters
// dropped by plain in between belong to what follows.
func (s *script) end(to int) int { return s.off[to] }

// has reports whether the words w stand at i.
func has(r []rune, i int, w string) bool {
	for _, c := range w {
		if i >= len(r) || r[i] != c {
			return false
		}
		i++
	}
	return true
}

// after returns the index behind the first of the words that stands at i, or
// -1. Longer words must come before their beginnings.
func after(r []rune, i int, words ...string) int {
	for _, w := range words {
		if has(r, i, w) {
			return i + len([]rune(w))
		}
	}
	return -1
}

func isDigit(c rune) bool { return c >= '0' && c <= '9' }
