package reading

import "strings"

// behindStep: the 3.10 of 已认定,3.10 and the 4.6 of 已开工(4.6) stand by themselves
// behind a step. Between commas the day needs two figures: 签约了,3.5 may be a sum.
func (p *whenScan) behindStep(start int) bool {
	if !strings.ContainsRune(",。; )\x00", p.at()) {
		return false
	}
	i := start - 1
	switch c := runeAt(p.r, i); {
	case c == '(':
	case c == ',' || c == ' ':
		if p.i-start < len("3.10") {
			return false
		}
	default:
		return false
	}
	if runeAt(p.r, i-1) == '了' {
		i--
	}
	return p.x.lists["dated-step"].after(p.r, i-2) == i
}

// signedThere: 3.27苏州签, 3.27在苏州签约.
func (p *whenScan) signedThere(start int) bool {
	if p.x.lists["sum-front"].after(p.r, start-1) > 0 {
		return false
	}
	for i := p.i; i < min(p.i+6, len(p.r)); i++ {
		switch c := p.r[i]; {
		case c == '签':
			return i > p.i
		case c < 0x4E00 || p.x.lists["measured"].after(p.r, i) > 0:
			return false
		}
	}
	return false
}
