package reading

import (
	"strings"
	"unicode"
)

// The last letter said of a time may be the first of the next word: 本周|三桥镇,
// 下周|一定要签, 6月|初步验收, 三月|底价.

// lettersApart reads the date at i anew where its last letter is not its own. A
// word never leaves less than a time (周一|定签), a name may (周|三桥镇).
func (k *scanner) lettersApart(i int, w when) (when, bool) {
	last := w.to - 1
	if k.s.r[last] == '起' {
		last-- // 下周|一起签
	}
	name := k.startsName(last)
	if !name && !k.n.lex.startsWord(k.s.r, last) && !k.surelyThen(i, last) {
		return w, true
	}
	short := *k.s
	short.r = k.s.r[:last]
	shorter, ok := k.n.scanWhen(&short, i, k.now, k.ctx.Workday)
	if !ok && !name {
		return w, true
	}
	return shorter, ok
}

// surelyThen: 本周签不下来,下周一定 is a clause of its own; 时间下周一定 settles it
// on Monday.
func (k *scanner) surelyThen(i, last int) bool {
	return has(k.s.r, last, "一定") && strings.ContainsRune("\x00,。!;~", runeAt(k.s.r, last+2)) && strings.ContainsRune("\x00,。!; ", runeAt(k.s.r, i-1))
}

// startsName reports whether a name begins with the last letter of a day, at i:
// 本周|三桥镇, 本周|天工机床, 本周|3M防护用品.
func (k *scanner) startsName(i int) bool {
	c := runeAt(k.s.r, i)
	if _, ok := hanDigits[c]; !ok && !isDigit(c) && c != '天' && c != '日' {
		return false
	}
	return len(k.n.wholeAt(k.s.r, i).refs) > 0
}

// startsWord reports whether the last letter of a time, at i, begins a word that
// goes on in the clause. A number or 日 is a weekday's or it counts days: 6月1日|本公司.
func (x *lexicon) startsWord(r []rune, i int) bool {
	c := runeAt(r, i)
	if _, digit := hanDigits[c]; (digit || c == '日') && !strings.ContainsRune("周期拜", runeAt(r, i-1)) {
		return false
	}
	end := x.lists["word-on"].after(r, i)
	return unicode.Is(unicode.Han, runeAt(r, end)) && x.lists["not-word-on"].after(r, i) < 0
}
