package chart

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/go-analyze/charts"
	"github.com/golang/freetype/truetype"
)

//go:embed NotoSansSC-GB2312.ttf
var fontFile []byte

// A Pen draws pictures. It does not change once made and is safe for
// concurrent use.
type Pen struct {
	font *truetype.Font
}

// New returns a pen with the embedded font.
func New() (*Pen, error) {
	font, err := truetype.Parse(fontFile)
	if err != nil {
		return nil, fmt.Errorf("parse the font: %w", err)
	}
	return &Pen{font}, nil
}

// Missing returns the characters of a text that the font lacks.
func (p *Pen) Missing(text string) string {
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

// width is that of every picture, in pixels: a phone shows it unscaled.
const width = 1080

// The colours.
var (
	white = charts.ColorRGB(255, 255, 255)
	ink   = charts.ColorRGB(33, 37, 41)
	grey  = charts.ColorRGB(108, 117, 125)
	pale  = charts.ColorRGB(233, 236, 239)
	green = charts.ColorRGB(25, 135, 84)
	blue  = charts.ColorRGB(13, 110, 253)
	red   = charts.ColorRGB(200, 35, 51)
)

// A sheet is a picture being drawn.
type sheet struct {
	pen     *Pen
	painter *charts.Painter
	height  int
}

func (p *Pen) sheet(height int) *sheet {
	painter := charts.NewPainter(charts.PainterOptions{Width: width, Height: height, Font: p.font})
	s := &sheet{p, painter, height}
	s.rect(0, 0, width, height, white)
	return s
}

func (s *sheet) rect(x, y, w, h int, c charts.Color) {
	s.painter.FilledRect(x, y, x+w, y+h, c, c, 0)
}

// text writes a line whose baseline is at y.
func (s *sheet) text(words string, x, y int, size float64, c charts.Color) {
	s.painter.Text(s.pen.drawn(words), x, y, 0, s.style(size, c))
}

// right writes a line that ends at x.
func (s *sheet) right(words string, x, y int, size float64, c charts.Color) {
	words = s.pen.drawn(words)
	s.painter.Text(words, x-s.measure(words, size), y, 0, s.style(size, c))
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

// png ends the picture.
func (s *sheet) png() ([]byte, error) {
	b, err := s.painter.Bytes()
	if err != nil {
		return nil, fmt.Errorf("encode picture: %w", err)
	}
	return b, nil
}
