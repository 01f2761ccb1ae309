package reading

import (
	"slices"
	"strings"
)

// A correction of how far the filing for the ledger of the city has come.

// asFiling reads the stages of a part as the states of its filing where they are
// told by 申报 or 认定, which are no stages.
func (r *reader) asFiling(it *item, all []fix) []fix {
	filing := r.labelOf(it) == "reg"
	for _, f := range all {
		switch {
		case f.field == "stage" && f.value != "已入库" && f.value != "已申报":
			return all
		case f.field == "reg", f.value == "已申报", f.value == "已入库" && strings.Contains(r.text(it.toks[f.at]), "认定"):
			filing = true
		}
	}
	if !filing {
		return all
	}
	for i := range all {
		if all[i].field == "stage" {
			all[i].field = "reg"
			if all[i].value == "已入库" {
				all[i].value = "已认定"
			}
		}
	}
	if k := first(it.toks, cSubmit); k >= 0 && len(all) == 1 && all[0].value != "已申报" {
		all = inOrder(append(all, fix{field: "reg", value: "已申报", at: k})) // 其实已经报上去了
	}
	return all
}

// filingFixes reads 应该是申报,不是认定 and 不是退回,是补正.
func (r *reader) filingFixes(it *item) []fix {
	var all []fix
	for i, t := range it.toks {
		switch {
		case t.value(cStep) == string(RegApply):
			all = append(all, fix{field: "reg", value: "已申报", at: i})
		case t.value(cStep) == string(RegOK):
			all = append(all, fix{field: "reg", value: "已认定", at: i})
		case t.is(cReturned):
			all = append(all, fix{field: "reg", value: r.outcome(it, t), at: i})
		}
	}
	return all
}

// outcome is the state of a filing that a word of its return tells. Papers that
// are to be put right have been returned, but where the one is denied they are
// told from a return, and the filing stands: 不是退回,是补正.
func (r *reader) outcome(it *item, t token) string {
	if supplements := strings.Contains(r.text(t), "补正"); supplements && slices.ContainsFunc(it.toks, func(t token) bool { return t.is(cReturned) && r.isDenied(it, t) }) {
		return "已申报"
	}
	return "退回"
}

// isDenied: 不是, and nothing longer than 被 or 要求 stands before what the token tells.
func (r *reader) isDenied(it *item, t token) bool {
	before := r.s.sub(it.from(), t.from)
	i := strings.LastIndex(before, "不是")
	return i >= 0 && len([]rune(before[i:])) <= 4
}
