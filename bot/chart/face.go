package chart

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
)

// The bot's picture: two weeks of seven days, the last day another colour.
const (
	faceSide = 640 // pixels; clients show a circle of it
	faceStep = 80  // from day to day
	faceDot  = 29  // radius of a day: seen in a list of chats too, where the picture is 54 high
	faceLast = 38  // radius of the meeting's day
)

// Face draws the bot's own picture, a square JPEG: fourteen days in two rows,
// the last one the meeting. It is the same at each call, byte for byte.
func Face() ([]byte, error) {
	m := image.NewRGBA(image.Rect(0, 0, faceSide, faceSide))
	draw.Draw(m, m.Bounds(), image.NewUniform(color.RGBA{0x14, 0x4b, 0x6b, 0xff}), image.Point{}, draw.Src)
	for day := range 14 {
		x := faceSide/2 + (day%7-3)*faceStep
		y := faceSide/2 + (2*(day/7)-1)*faceStep/2
		if day == 13 {
			disc(m, image.Pt(x, y), faceLast, color.RGBA{0xf5, 0xa6, 0x23, 0xff})
			continue
		}
		disc(m, image.Pt(x, y), faceDot, color.White)
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 92}); err != nil {
		return nil, fmt.Errorf("encode the bot's picture: %w", err)
	}
	return out.Bytes(), nil
}

// disc fills a circle, with an even rim.
func disc(m draw.Image, at image.Point, radius int, c color.Color) {
	box := image.Rect(-radius-1, -radius-1, radius+2, radius+2).Add(at)
	draw.DrawMask(m, box, image.NewUniform(c), image.Point{}, circle{at, radius}, box.Min, draw.Over)
}

// A circle is a mask.
type circle struct {
	at     image.Point
	radius int
}

// ColorModel, Bounds and At make a circle an image.
func (c circle) ColorModel() color.Model { return color.AlphaModel }
func (c circle) Bounds() image.Rectangle {
	return image.Rect(-c.radius-1, -c.radius-1, c.radius+2, c.radius+2).Add(c.at)
}
func (c circle) At(x, y int) color.Color {
	away := math.Hypot(float64(x-c.at.X), float64(y-c.at.Y))
	return color.Alpha{uint8(255 * max(0, min(1, float64(c.radius)+0.5-away)))}
}
