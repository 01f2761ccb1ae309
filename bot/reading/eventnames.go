package reading

import (
	"slices"
	"strings"
)

func (n *Names) addEvent(i int, e Event) {
	n.addEventPlace(i, e.Name)
	for _, w := range append([]string{e.Name}, e.Alias...) {
		n.addWhole(w, ref{refEvent, i})
	}
	for _, w := range n.eventShorts(e.Name) {
		only := true
		for k, other := range n.ledger.Events {
			only = only && (k == i || !slices.Contains(append(n.eventShorts(other.Name), other.Name), w))
		}
		if only {
			n.addWhole(w, ref{refEvent, i})
		}
	}
}

// eventShorts are the shorter ways to say an event's name: 3月上海投资说明会 as
// 3月上海说明会, 上海投资说明会, 上海说明会, 3月说明会; 2026春季招商大会 as 春季
// 大会.
func (n *Names) eventShorts(name string) []string {
	rest := strings.TrimPrefix(strings.TrimLeft(name, "0123456789"), "年")
	month, behind, ok := strings.Cut(name, "月")
	if !ok || len([]rune(month)) > 3 {
		return long(append(n.withoutFillers(rest), rest), name)
	}
	rest = strings.TrimPrefix(behind, "份")
	all := []string{month + "月的" + rest}
	for _, short := range n.withoutFillers(rest) {
		all = append(all, month+"月"+short, month+"月的"+short, month+"月份"+short)
	}
	if size := len([]rune(rest)); size > 4 {
		all = append(all, long(append(n.withoutFillers(rest), rest), name)...)
		if size > 5 {
			all = append(all, month+"月说明会", month+"月的说明会", month+"月签约会")
		}
	}
	return all
}

// withoutFillers leaves out what says of an event only that it is one: 投资,
// 招商; one of them or all.
func (n *Names) withoutFillers(name string) []string {
	all, bare := []string{name}, name
	for _, w := range n.lex.lists["event-filler"].words {
		if i := strings.Index(name, w); i >= 0 && len(name) > len(w)+len("大会") {
			all = append(all, name[:i]+name[i+len(w):])
			bare = strings.Replace(bare, w, "", 1)
		}
	}
	return append(all, bare)
}

// long keeps the names of four letters and more other than the whole one.
func long(all []string, whole string) []string {
	var kept []string
	for _, w := range all {
		if w != whole && len([]rune(w)) >= 4 && !slices.Contains(kept, w) {
			kept = append(kept, w)
		}
	}
	return kept
}
