package chart

import (
	"strconv"

	"github.com/go-analyze/charts"
)

const (
	plotHigh  = 460
	plotLeft  = margin + 110 // behind the scale
	plotRight = width - margin - 60
	dot       = 8 // radius
)

// Line draws values in their order of time, from 0 to 100 %. Where there are
// more than there is room for words, the last and the first are kept.
func (p *Pen) Line(c Chart) ([]byte, error) { return p.draw(c.line).png() }

func (c Chart) line(s *sheet) {
	c.head(s)
	if c.none() {
		s.foot(c.Foot)
		return
	}
	top := s.y + bodyLine + 16
	bottom := top + plotHigh
	at := func(tenth int64) int { return bottom - int(plotHigh*min(tenth, 1000)/1000) }
	for percent := int64(0); percent <= 100; percent += 25 {
		s.line(plotLeft, at(percent*10), width-margin, at(percent*10), pale, 2)
		s.right(strconv.FormatInt(percent, 10)+" %", plotLeft-16, at(percent*10)+10, smallSize, grey)
	}
	if c.Target != 0 {
		s.line(plotLeft, at(c.Target), width-margin, at(c.Target), red, 4)
	}
	s.points(c.Values, at, bottom)
	s.y = bottom + 2*smallLine + 20
	s.foot(c.Foot)
}

// points draws the line, then what stands beside and beneath its points: the
// last first, the first next, and of the others what has room.
func (s *sheet) points(values []Value, at func(int64) int, bottom int) {
	x := func(i int) int {
		if len(values) == 1 {
			return (plotLeft + plotRight) / 2
		}
		return plotLeft + 50 + (plotRight-plotLeft-50)*i/(len(values)-1)
	}
	var line []charts.Point
	for i, v := range values {
		if !v.None {
			line = append(line, charts.Point{X: x(i), Y: at(v.Tenth)})
		}
	}
	if len(line) > 1 {
		s.painter.LineStroke(line, blue, 5)
	}
	s.painter.Dots(line, blue, blue, 1, dot)
	for _, i := range lastFirst(len(values)) {
		s.beneath(values[i].Label, x(i), bottom+2*smallLine)
		if !values[i].None {
			s.beside(values, i, x(i), at(values[i].Tenth))
		}
	}
}

// lastFirst are the places of n values: the last, the first, the others.
func lastFirst(n int) []int {
	var order []int
	for i := range n {
		order = append(order, (i+n-1)%n)
	}
	return order
}

// beneath writes a day around x.
func (s *sheet) beneath(words string, x, y int) {
	s.ifFree(words, x-s.measure(words, smallSize)/2, y)
}

// beside writes a value's words where its line does not run: over its point,
// towards the side that is lower, and under it where both sides are higher.
func (s *sheet) beside(values []Value, i, x, y int) {
	w := s.measure(values[i].Words, smallSize)
	before, after := rise(values, i, i-1), rise(values, i, i+1)
	y -= dot + 10
	switch {
	case len(values) > 1 && before >= 0 && after >= 0 && before+after > 0:
		y += 2*dot + smallLine + 6
		x -= w / 2
	case before < 0 && after > 0:
		x -= w - dot
	case before > 0 && after < 0:
		x -= dot
	default:
		x -= w / 2
	}
	s.ifFree(values[i].Words, min(x, width-margin-w), y)
}

// rise is how much higher another value is; one that is not there is level.
func rise(values []Value, i, j int) int64 {
	if j < 0 || j >= len(values) || values[j].None {
		return 0
	}
	return values[j].Tenth - values[i].Tenth
}

// ifFree writes a line if there is room, on paper of its own.
func (s *sheet) ifFree(words string, x, y int) {
	const apart = 8
	place := s.place(words, x, y, smallSize, ink)
	place.left, place.right = place.left-apart, place.right+apart
	if !s.free(place) {
		return
	}
	s.rect(x-2, place.top, place.right-place.left-2*apart+4, place.bottom-place.top, paper)
	s.text(words, x, y, smallSize, ink)
}
