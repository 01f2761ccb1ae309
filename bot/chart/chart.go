package chart

import "github.com/go-analyze/charts"

// A Value is one rate in a picture.
type Value struct {
	Label string
	Words string // beside it: 66.7 %（2/3）
	Tenth int64  // tenths of a per cent, 0–1000
	None  bool   // there is nothing to divide by: no bar, no point
}

// A Chart is what a picture shows.
type Chart struct {
	Title  string
	Foot   string // the rule and the day, small
	Values []Value
	Target int64  // tenths of a per cent; 0: no line
	Mark   string // what the line of bars says, beneath it
}

const (
	margin  = 48
	head    = 120 // above the drawing
	barRow  = 84
	footRow = 72
	label   = 300 // for the labels of bars
)

// Bars draws one bar a value, the first on top, from 0 to 100 %.
func (p *Pen) Bars(c Chart) ([]byte, error) {
	s := p.sheet(head + barRow*max(1, len(c.Values)) + footRow)
	s.title(c)
	left, right := margin+label, width-margin-s.widest(c.Values)-20
	for i, v := range c.Values {
		y := head + i*barRow
		s.text(v.Label, margin, y+44, 24, ink)
		s.rect(left, y+14, right-left, 44, pale)
		if !v.None {
			s.rect(left, y+14, int(int64(right-left)*min(v.Tenth, 1000)/1000), 44, colour(v, c.Target))
		}
		s.right(v.Words, width-margin, y+44, 22, ink)
	}
	if c.Target != 0 {
		x := left + int(int64(right-left)*c.Target/1000)
		s.line(x, head, x, head+barRow*len(c.Values), red, 3)
		s.text(c.Mark, min(x-s.measure(c.Mark, 18)/2, right), head+barRow*len(c.Values)+26, 18, red)
	}
	return s.png()
}

// widest returns the room that the words beside bars need, at least what short
// ones take, so that pictures of rates look alike.
func (s *sheet) widest(values []Value) int {
	room := 230
	for _, v := range values {
		room = max(room, s.measure(v.Words, 22))
	}
	return room
}

// colour says whether a value has reached the target; its words say it too.
func colour(v Value, target int64) charts.Color {
	if target != 0 && v.Tenth >= target {
		return green
	}
	return blue
}

// plotHeight is that of a line's drawing.
const plotHeight = 460

// Line draws values in their order of time, from 0 to 100 %.
func (p *Pen) Line(c Chart) ([]byte, error) {
	s := p.sheet(head + plotHeight + 80 + footRow)
	s.title(c)
	left, right := margin+90, width-margin-50
	at := func(tenth int64) int { return head + plotHeight - int(plotHeight*min(tenth, 1000)/1000) }
	for percent := int64(0); percent <= 100; percent += 25 {
		s.line(left, at(percent*10), right, at(percent*10), pale, 2)
		s.right(percentWords(percent), left-16, at(percent*10)+8, 18, grey)
	}
	if c.Target != 0 {
		s.line(left, at(c.Target), right, at(c.Target), red, 3)
	}
	s.points(c, left+50, right, at)
	return s.png()
}

func (s *sheet) points(c Chart, left, right int, at func(int64) int) {
	step := 0
	if len(c.Values) > 1 {
		step = (right - left) / (len(c.Values) - 1)
	}
	var line []charts.Point
	for i, v := range c.Values {
		x := left + i*step
		s.painter.Text(s.pen.drawn(v.Label), x-s.measure(v.Label, 18)/2, head+plotHeight+44, 0, s.style(18, ink))
		if v.None {
			continue
		}
		line = append(line, charts.Point{X: x, Y: at(v.Tenth)})
		s.painter.Text(s.pen.drawn(v.Words), x-s.measure(v.Words, 18)/2, at(v.Tenth)-18, 0, s.style(18, ink))
	}
	if len(line) > 1 {
		s.painter.LineStroke(line, blue, 5)
	}
	for _, point := range line {
		s.rect(point.X-7, point.Y-7, 14, 14, blue)
	}
}

func percentWords(n int64) string { return []string{"0 %", "25 %", "50 %", "75 %", "100 %"}[n/25] }

func (s *sheet) title(c Chart) {
	s.text(c.Title, margin, 68, 34, ink)
	s.text(c.Foot, margin, s.height-28, 18, grey)
}
