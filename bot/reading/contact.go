package reading

import (
	"slices"
	"strings"
)

// contact reads 联系人换成王总; a number behind the name belongs to it. That
// the contact has changed, without to whom, is asked.
func (p *progress) contact(g *segment) bool {
	i := first(g.toks, cContact)
	if i < 0 && p.u.Contact != "" && len(g.toks) == 1 && g.toks[0].kind == tPhone {
		p.u.Contact += " " + p.r.text(g.toks[0])
		return true
	}
	if i < 0 && (p.replaced || p.labelled) && p.successor(g) {
		return true
	}
	if i < 0 || g.mask.any(cNeg, cQuestion, cBlock) {
		return false
	}
	said := tidy(words(p.r.s, g.toks[i+1:], nil))
	text := p.r.n.lex.newHolder(said)
	switch {
	case said == "" && g.colon:
		p.labelled = true
		return true
	case said == "":
		return false
	case text == "" || p.r.list("changed").is(text):
		p.replaced = true
		p.r.ask("contact")
		return false
	case !p.r.n.lex.namesPerson(text):
		return false
	case p.u.Contact != "" && g.mask.kind(tPhone):
		p.u.Contact += " " + text
	default:
		p.u.Contact = text
	}
	p.facts++
	return true
}

// namesPerson reports whether a text says who is to be called, and nothing else of
// him: a number, a name (周斌, 小李, Jack), a title with it (财务总监王丽). 很热情,
// 待定 and 去北京开会 are none.
func (x *lexicon) namesPerson(text string) bool {
	who := x.lists["person-end"].trim(strings.Trim(text, "0123456789+-() ,:、"))
	letters := []rune(who)
	if isLatin(letters) {
		return true // no more than a number, or Jack
	}
	if len(letters) > 12 {
		return false
	}
	if x.lists["holder-title"].ends(who) {
		return true
	}
	for n := 2; n <= 4 && n <= len(letters); n++ {
		at := len(letters) - n
		named := x.lists["surname"].after(letters, at) > 0 || strings.ContainsRune("小老阿大", letters[at]) && n < 4
		if named && (at == 0 || x.lists["holder-title"].ends(string(letters[:at])) || x.lists["whose"].is(string(letters[:at]))) {
			return true
		}
	}
	return false
}

// successor reads the one who came in the place of a contact: 对接人换了,现在是
// 胡经理.
func (p *progress) successor(g *segment) bool {
	text := words(p.r.s, g.toks, nil)
	who := p.r.n.lex.newHolder(text)
	if who == text && !p.labelled || who == "" || g.mask.any(cNeg, cQuestion) {
		return false
	}
	if p.replaced {
		p.notes = p.notes[:max(0, len(p.notes)-1)] // what had changed
	}
	p.replaced, p.labelled, p.u.Contact = false, false, who
	p.facts++
	p.r.asks = slices.DeleteFunc(p.r.asks, func(q string) bool { return q == "contact" })
	return true
}

// newHolder takes the words of changing off the name behind them: 换成王总.
func (x *lexicon) newHolder(text string) string {
	for again := true; again; {
		before := text
		for _, w := range x.lists["change-to"].words {
			text = strings.TrimPrefix(text, w)
		}
		again = text != before
	}
	for _, w := range x.lists["line"].words {
		text, _, _ = strings.Cut(text, w) // 王老板|电话变了
	}
	return tidy(text)
}
