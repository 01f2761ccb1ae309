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
	case p.u.Contact != "" && g.mask.kind(tPhone):
		p.u.Contact += " " + text
	default:
		p.u.Contact = text
	}
	p.facts++
	return true
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
