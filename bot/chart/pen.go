package chart

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/go-analyze/charts"
	"github.com/golang/freetype/truetype"
)

//go:embed NotoSansSC-GB2312.ttf
var fontFile []byte

// A Pen draws pictures. It does not change once made and is safe for
// concurrent use.
type Pen struct {
	font    *truetype.Font
	missing func(string)
}

// New returns a pen with the embedded font. It tells missing, unless it is nil,
// which characters of a picture the font lacks, each once.
func New(missing func(string)) (*Pen, error) {
	font, err := truetype.Parse(fontFile)
	if err != nil {
		return nil, fmt.Errorf("parse the font: %w", err)
	}
	return &Pen{font, missing}, nil
}

// lacks returns the characters of a text that the font lacks.
func (p *Pen) lacks(text string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && p.font.Index(r) == 0 {
			return r
		}
		return -1
	}, text)
}

// drawn puts □ in the place of what the font lacks.
func (p *Pen) drawn(text string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && p.font.Index(r) == 0 {
			return '□'
		}
		return r
	}, text)
}

// A picture for a phone has nearly three pixels to each of the 390 points that it
// is shown wide; one for a big screen is as wide as makes it 16:9.
const (
	width  = 1080
	big    = 1600
	margin = 48
	inner  = width - 2*margin
	edge   = 4 // of the sheet
)

// The sizes of type, in the points of the drawing library (92 to the inch), and
// the height of a line of each, in pixels. The smallest is eleven points on a
// phone.
const (
	titleSize, titleLine = 34, 58
	bodySize, bodyLine   = 26, 44
	smallSize, smallLine = 24, 40
)

// The colours. Paper and edge are chosen for both of Telegram's grounds: the
// text stands on the paper alone, and the edge parts the paper from either.
var (
	paper = charts.ColorRGB(248, 249, 250)
	brim  = charts.ColorRGB(125, 133, 141)
	ink   = charts.ColorRGB(33, 37, 41)
	grey  = charts.ColorRGB(85, 93, 100)
	pale  = charts.ColorRGB(222, 226, 230)
	green = charts.ColorRGB(20, 120, 74)
	blue  = charts.ColorRGB(13, 100, 235)
	red   = charts.ColorRGB(190, 30, 45)
)

// A sheet is a picture being drawn, from the top down.
type sheet struct {
	pen     *Pen
	painter *charts.Painter
	width   int
	height  int
	y       int // what is above is full
	written []writing
	said    strings.Builder // all that was to be written
}

// A writing is a line of text on a sheet.
type writing struct {
	words                    string
	left, top, right, bottom int
	size                     float64
	colour                   charts.Color
}

// draw draws a picture for a phone.
func (p *Pen) draw(on func(*sheet)) *sheet { return p.drawWide(width, on) }

// drawWide draws a picture twice: how high it is, is known only at its end.
func (p *Pen) drawWide(wide int, on func(*sheet)) *sheet {
	s := p.sheet(wide, 1)
	on(s)
	s = p.sheet(wide, s.y)
	on(s)
	if lacking := s.lacking(); lacking != "" && p.missing != nil {
		p.missing(lacking)
	}
	return s
}

func (p *Pen) sheet(wide, height int) *sheet {
	painter := charts.NewPainter(charts.PainterOptions{Width: wide, Height: height, Font: p.font})
	s := &sheet{pen: p, painter: painter, width: wide, height: height}
	s.rect(0, 0, wide, height, brim)
	s.rect(edge, edge, wide-2*edge, height-2*edge, paper)
	return s
}

func (s *sheet) rect(x, y, w, h int, c charts.Color) {
	s.painter.FilledRect(x, y, x+w, y+h, c, c, 0)
}

// text writes a line whose baseline is at y.
func (s *sheet) text(words string, x, y int, size float64, c charts.Color) {
	s.said.WriteString(words)
	words = s.pen.drawn(words)
	if words == "" {
		return
	}
	s.painter.Text(words, x, y, 0, s.style(size, c))
	s.written = append(s.written, s.place(words, x, y, size, c))
}

// lacking returns the characters of a sheet that the font lacks, each once.
func (s *sheet) lacking() string {
	all := []rune(s.pen.lacks(s.said.String()))
	slices.Sort(all)
	return string(slices.Compact(all))
}

// place is where a line stands whose baseline is at y.
func (s *sheet) place(words string, x, y int, size float64, c charts.Color) writing {
	return writing{words, x, y - int(size), x + s.measure(words, size), y + int(size/3), size, c}
}

// free reports whether nothing is written where a line would stand.
func (s *sheet) free(w writing) bool {
	for _, o := range s.written {
		if w.over(o) {
			return false
		}
	}
	return true
}

func (w writing) over(o writing) bool {
	return w.left < o.right && o.left < w.right && w.top < o.bottom && o.top < w.bottom
}

// right writes a line that ends at x.
func (s *sheet) right(words string, x, y int, size float64, c charts.Color) {
	s.text(words, x-s.measure(words, size), y, size, c)
}

// lines writes words beneath what is there, as wide as they may be.
func (s *sheet) lines(words string, x, w int, size float64, high int, c charts.Color) {
	for _, line := range s.wrap(words, w, size) {
		s.y += high
		s.text(line, x, s.y-high/4, size, c)
	}
}

func (s *sheet) style(size float64, c charts.Color) charts.FontStyle {
	return charts.FontStyle{FontSize: size, FontColor: c, Font: s.pen.font}
}

// measure returns how wide a line is, in pixels.
func (s *sheet) measure(words string, size float64) int {
	return s.painter.MeasureText(s.pen.drawn(words), 0, s.style(size, ink)).Width()
}

func (s *sheet) line(x1, y1, x2, y2 int, c charts.Color, thick float64) {
	s.painter.LineStroke([]charts.Point{{X: x1, Y: y1}, {X: x2, Y: y2}}, c, thick)
}

// head writes what a picture is called.
func (s *sheet) head(title string) {
	s.y = 28
	s.lines(title, margin, s.width-2*margin, titleSize, titleLine, ink)
	s.y += 16
}

// foot ends a picture with its rule and its day.
func (s *sheet) foot(words string) {
	s.y += 12
	s.lines(words, margin, s.width-2*margin, smallSize, smallLine, grey)
	s.y += 28
}

// png ends the picture.
func (s *sheet) png() ([]byte, error) {
	b, err := s.painter.Bytes()
	if err != nil {
		return nil, fmt.Errorf("encode picture: %w", err)
	}
	return b, nil
}
