package reading

import "strings"

// band reads of what size projects are asked for: 亿元以上, 1亿到5亿, 5000万以下. A
// sum without a word of direction is the least (10亿的项目). The contract has
// no field for the upper end, which is an [Aside].
func (r *reader) band(it *item) (least, under Decimal) {
	for _, t := range it.toks {
		switch {
		case t.kind != tMoney, t.sum.amount.Ranged() && !strings.ContainsAny(t.sum.amount.Raw, "到至-~"): // 七八千万 is guessed
		case t.sum.amount.Ranged():
			return wanOf(t.sum.amount.Min), wanOf(t.sum.amount.Max)
		case r.upperEnd(string(r.s.r[it.from():t.from]), string(r.s.r[t.to:it.to()])), r.list("less-than").begins(t.sum.amount.Raw), r.list("at-most").ends(t.sum.amount.Raw):
			return 0, wanOf(t.sum.amount.Value)
		default:
			return wanOf(t.sum.amount.Value), 0
		}
	}
	text := it.text() // 亿元以上 has no number
	for _, w := range r.list("hundred-million").words {
		before, behind, ok := strings.Cut(text, w)
		switch {
		case !ok:
		case r.upperEnd(before, behind):
			return 0, DecimalOf(10000)
		case r.list("at-least").begins(behind) || r.list("over").ends(before) || strings.HasPrefix(behind, "项目"):
			return DecimalOf(10000), 0
		}
	}
	return 0, 0
}

func wanOf(c Cents) Decimal { return Decimal(int64(c) / 1000) }

// upperEnd reports whether a sum between two texts is the most: 不到|1亿, 1亿|以下;
// of 不低于|1亿 it is the least.
func (r *reader) upperEnd(before, behind string) bool {
	return r.list("less-than").ends(before) && !r.list("no-less").ends(before) ||
		r.list("at-most").begins(strings.TrimPrefix(behind, "元"))
}

// directed: a sum with a word of direction asks for those of a size, where one
// without it may be told of a new project (总投5亿的项目).
func (r *reader) directed(it *item) bool {
	for _, t := range it.toks {
		if t.kind == tMoney {
			raw := t.sum.amount.Raw + string(r.s.r[t.to:it.to()])
			return r.list("at-least").in(raw) || r.list("at-most").in(raw) || r.list("less-than").begins(raw) || r.list("no-less").begins(raw)
		}
	}
	return false
}

// sized reports whether projects of a size are asked for.
func (r *reader) sized(it *item) bool {
	least, under := r.band(it)
	return least != 0 || under != 0
}
