package reading

import (
	"strings"
	"time"
)

// An event is often called by a part of its name alone: 深圳那场, 3月上海会签的, 上海、
// 深圳两场说明会. The month and the place, either of which may be left out, are no
// name by themselves; a word of events behind them makes them one.

// addEventPlace notes the place, or the word, that an event's name begins with.
func (n *Names) addEventPlace(i int, name string) {
	rest := plainRunes(name)
	if at := strings.IndexRune(string(rest), '月'); at >= 0 && at <= len("2026年10") {
		rest = plainRunes(strings.TrimPrefix(string(rest)[at+len("月"):], "份"))
	}
	if len(rest) < 4 || isDigit(rest[0]) {
		return
	}
	end := 2
	if _, to := n.lex.longest(rest, 0, cPlace); to > 2 {
		end = to
	}
	if place := string(rest[:end]); !n.lex.lists["event-filler"].is(place) { // the 投资 of 6月投资说明会
		n.places[place] = append(n.places[place], i)
	}
}

// eventPart reads an event called by a part of its name at i; ok is false if it
// is none, or may be several.
func (k *scanner) eventPart(i int) (event, to int, ok bool) {
	months, at := k.monthPart(i)
	places, end := k.placePart(at)
	found := months
	switch {
	case end == at && at == i:
		return 0, 0, false
	case end > at && at == i:
		found = places
	case end > at:
		found = intersect(months, places)
	}
	if len(found) != 1 {
		return 0, 0, false
	}
	list := "event-head"
	if end == at {
		list = "event-month" // 3月活动 may be all that goes on in March
	}
	if to := k.headBehind(end, list); to > 0 {
		return found[0], to, true
	}
	if next := k.n.lex.lists["joined"].after(k.s.r, end); next > 0 && end > at {
		if _, _, ok := k.eventPart(next); ok {
			return found[0], end, true // 上海|、深圳两场说明会
		}
	}
	return 0, 0, false
}

// headBehind is where the word of events at i ends; of 会签的 only the 会 is one.
func (k *scanner) headBehind(i int, list string) int {
	if to := k.n.lex.lists[list].after(k.s.r, i); to > 0 {
		return to
	}
	if k.n.lex.lists["event-held"].after(k.s.r, i) > 0 {
		return i + 1
	}
	return 0
}

// monthPart are the events of a month said at i, and where it ends.
func (k *scanner) monthPart(i int) ([]int, int) {
	p := whenScan{r: k.s.r, i: i}
	month, ok := p.integer()
	if !ok || month < 1 || month > 12 || !p.eat("月份的", "月份", "月的", "月") {
		return nil, i
	}
	var all []int
	for e := range k.n.ledger.Events {
		if k.n.ledger.Events[e].Date.Month == time.Month(month) {
			all = append(all, e)
		}
	}
	return all, p.i
}

// placePart are the events held at a place said at i, and where it ends.
func (k *scanner) placePart(i int) ([]int, int) {
	for n := 3; n >= 2; n-- {
		if i+n <= len(k.s.r) {
			if all := k.n.places[string(k.s.r[i:i+n])]; all != nil {
				return all, i + n
			}
		}
	}
	return nil, i
}

func intersect(a, b []int) []int {
	var both []int
	for _, x := range a {
		for _, y := range b {
			if x == y {
				both = append(both, x)
			}
		}
	}
	return both
}
