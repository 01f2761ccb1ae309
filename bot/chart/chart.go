package chart

import "github.com/go-analyze/charts"

// A Value is one rate in a picture.
type Value struct {
	Label string
	Words string // beside it: 66.7 %（2/3）
	Tenth int64  // tenths of a per cent, from 0
	None  bool   // there is nothing to divide by: no bar, no point

	Reached bool // the target is, exactly: Tenth is rounded
}

// A Chart is what a picture shows.
type Chart struct {
	Title  string
	Foot   string // the rule and the day, small
	Values []Value
	Target int64  // tenths of a per cent; 0: no mark
	Mark   string // what the mark of the target says
	Empty  string // said in the place of values where there are none
}

// head begins a picture: what it is called, what its red mark says, and that
// there is nothing, if so.
func (c Chart) head(s *sheet) {
	s.head(c.Title)
	if c.none() {
		s.lines(c.Empty, margin, inner, bodySize, bodyLine, ink)
	}
	if c.Target != 0 && len(c.Values) > 0 {
		s.y += smallLine
		s.rect(margin, s.y-smallLine+10, 5, smallLine-10, red)
		s.text(c.Mark, margin+18, s.y-smallLine/4, smallSize, red)
		s.y += 16
	}
}

// none reports whether no value of a chart can be drawn.
func (c Chart) none() bool {
	for _, v := range c.Values {
		if !v.None {
			return false
		}
	}
	return true
}

const (
	barHigh = 26
	barGap  = 20
	tick    = 6 // how far a target's mark stands out of its bar
)

// Bars draws one bar a value, the first on top, its label above it. The track
// of a bar ends at 100 %; what is more goes on beyond it.
func (p *Pen) Bars(c Chart) ([]byte, error) { return p.draw(c.bars).png() }

func (c Chart) bars(s *sheet) {
	c.head(s)
	full := c.full()
	for _, v := range c.Values {
		words := s.measure(v.Words, bodySize)
		s.right(v.Words, width-margin, s.y+bodyLine-bodyLine/4, bodySize, ink)
		s.lines(v.Label, margin, inner-words-24, bodySize, bodyLine, ink)
		s.y += 6
		s.bar(v, c.Target, margin, inner, full)
		s.y += barHigh + barGap
	}
	s.foot(c.Foot)
}

// mostFull is the most that a bar shows, in tenths of a per cent: one that goes
// on beyond it is cut, so that it does not flatten the others.
const mostFull = 2000

// full is what the longest bar of a chart comes to.
func (c Chart) full() int64 {
	full := int64(1000)
	for _, v := range c.Values {
		full = max(full, min(v.Tenth, mostFull))
	}
	return full
}

// bar draws a value in a width that is so much in full.
func (s *sheet) bar(v Value, target int64, x, w int, full int64) {
	long := func(tenth int64) int { return int(int64(w) * min(tenth, full) / full) }
	s.rect(x, s.y, long(1000), barHigh, pale)
	if !v.None {
		s.rect(x, s.y, long(v.Tenth), barHigh, colour(v))
	}
	if v.Tenth > full { // cut
		s.rect(x+w-36, s.y-2, 10, barHigh+4, paper)
	}
	if target != 0 {
		at := x + long(target)
		s.rect(at-5, s.y-tick, 10, barHigh+2*tick, paper)
		s.rect(at-2, s.y-tick, 5, barHigh+2*tick, red)
	}
}

// colour says whether a value has reached the target; where its bar ends says
// it too.
func colour(v Value) charts.Color {
	if v.Reached {
		return green
	}
	return blue
}
